/*
 * The live view as text: what stays in a file, the frame in windows of several sizes; and in a real
 * terminal (a pseudo-terminal), played back by a screen of our own.
 */
#include "dashboard/live_view.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cmocka.h>

static const struct live_step step = {.index = 1,
	.action = "type '5' into spinbutton 'People'",
	.policy = "native",
	.confidence = 0.78,
	.reason = "the goal names it",
	.alternatives = {{"click button 'Book'", 0.12}, {"press Enter", 0.04}},
	.alternative_count = 2};
static const struct live_result result = {.error = "",
	.changes = "'People' is now 5",
	.observe_ms = 20,
	.decide_ms = 5,
	.act_ms = 40,
	.settle_ms = 335,
	.wait_ms = 0};
static const struct live_learning learning = {.on = true,
	.updates = 12,
	.budget = 100,
	.refused = 3,
	.last_refusal = "entropy",
	.shadow_steps = 25,
	.shadow_agreement = 0.96,
	.window_successes = 9,
	.window_count = 10,
	.rollbacks = 1};

static struct live_options options_for(FILE *stream, enum live_detail detail)
{
	return (struct live_options){.stream = stream,
		.detail = detail,
		.task = "book",
		.goal = "Book Green for 5 people",
		.about = 3};
}

/* ---- lines ---- */

static char *printed(struct live_options options, const struct live_result *how)
{
	char *text = NULL;
	size_t length;
	options.stream = open_memstream(&text, &length);
	struct live_view *view = live_view_begin(&options);
	live_view_step(view, &step);
	live_view_tick(view);
	live_view_result(view, &step, how);
	live_view_learning(view, &learning);
	live_view_end(view);
	fclose(options.stream);
	return text;
}

static void a_file_gets_a_line_for_each_step(void **state)
{
	(void)state;
	char *text = printed(options_for(NULL, LIVE_USUAL), &result);
	assert_string_equal(text, "book: Book Green for 5 people\n"
				  "   2 of about 3  type '5' into spinbutton 'People'  (0.4 s)\n");
	free(text);
}

static void verbose_says_why_what_else_and_how_long(void **state)
{
	(void)state;
	char *text = printed(options_for(NULL, LIVE_MORE), &result);
	assert_string_equal(text,
		"book: Book Green for 5 people\n"
		"   2 of about 3  type '5' into spinbutton 'People'  (0.4 s)\n"
		"      native, 78 % sure: the goal names it\n"
		"      else 12 %: click button 'Book'\n"
		"      else 4 %: press Enter\n"
		"      observe 20, decide 5, act 40, settle 335, wait 0 ms\n"
		"      'People' is now 5\n"
		"      learning on, 12 of 100 updates; 3 refused (entropy); shadow agrees 96 %; "
		"9 of the last 10 succeeded; 1 rollback\n");
	free(text);
}

static void quiet_says_nothing(void **state)
{
	(void)state;
	struct live_options options = options_for(NULL, LIVE_NOTHING);
	options.in_place = options.colour = true;
	char *text = printed(options, &result);
	assert_string_equal(text, "");
	free(text);
}

static void a_failed_step_says_why_and_unknowns_are_left_out(void **state)
{
	(void)state;
	struct live_result failed = result;
	struct live_options options = options_for(NULL, LIVE_USUAL);
	failed.error = "The element is covered.";
	options.about = 0;
	options.caution = "Nothing tells whether it succeeded.";
	char *text = printed(options, &failed);
	assert_string_equal(text,
		"book: Book Green for 5 people\nNothing tells whether it succeeded.\n"
		"   2  type '5' into spinbutton 'People'  (0.4 s)\n"
		"      The element is covered.\n");
	free(text);
}

static void neither_secrets_nor_escapes_get_through(void **state)
{
	(void)state;
	struct secrets secrets;
	struct live_step bad = step;
	char *text = NULL;
	size_t length;
	secrets_init(&secrets);
	secrets_add(&secrets, "password", NULL, "hunter22", NULL);
	struct live_options options = options_for(open_memstream(&text, &length), LIVE_MORE);
	options.secrets = &secrets;
	options.goal = "Log in \033[2Jwith hunter22";
	bad.action = bad.reason = bad.alternatives[0].words = "type \033]0;x\007hunter22\n";
	struct live_view *view = live_view_begin(&options);
	struct bytes frame;
	bytes_init(&frame, 65536);
	live_view_step(view, &bad);
	live_view_frame(view, 80, 24, 0, &frame);
	live_view_result(view, &bad, &result);
	live_view_end(view);
	fclose(options.stream);
	assert_null(strstr(text, "hunter22"));
	assert_null(strchr(text, '\033'));
	assert_null(strstr(frame.data, "hunter22"));
	assert_null(strchr(frame.data, '\033'));
	assert_non_null(strstr(frame.data, "[secret:password]"));
	bytes_release(&frame);
	secrets_release(&secrets);
	free(text);
}

/* ---- the frame ---- */

static void assert_frame(struct live_options options, int columns, int rows, const char *expected)
{
	struct bytes frame;
	FILE *nowhere = fopen("/dev/null", "w");
	options.stream = nowhere;
	struct live_view *view = live_view_begin(&options);
	live_view_step(view, &step);
	live_view_learning(view, &learning);
	bytes_init(&frame, 65536);
	live_view_frame(view, columns, rows, 4200, &frame);
	assert_string_equal(frame.data, expected);
	bytes_release(&frame);
	live_view_end(view);
	fclose(nowhere);
}

static void the_frame_has_everything(void **state)
{
	(void)state;
	assert_frame(options_for(NULL, LIVE_USUAL), 120, 24,
		"step 2 of about 3   4 s   book: Book Green for 5 people\n"
		"  type '5' into spinbutton 'People'\n"
		"  sure  ################----  78 %   native: the goal names it\n"
		"  else   12 %  click button 'Book'\n"
		"  else    4 %  press Enter\n"
		"  learning on, 12 of 100 updates; 3 refused (entropy); shadow agrees 96 %; 9 of "
		"the last 10 succeeded; 1 rollback");
}

static void the_frame_stays_within_the_window(void **state)
{
	(void)state;
	assert_frame(options_for(NULL, LIVE_USUAL), 31, 4,
		"step 2 of about 3   4 s   b...\n"
		"  type '5' into spinbutton ...\n"
		"  sure  ################---...");
	assert_frame(options_for(NULL, LIVE_USUAL), 1, 1, "s");
}

static void colour_and_blocks_where_they_are_taken(void **state)
{
	(void)state;
	struct live_options options = options_for(NULL, LIVE_USUAL);
	options.colour = options.utf8 = true;
	assert_frame(options, 60, 4,
		"\033[1mstep 2 of about 3   4 s   book: Book Green for 5 people\033[0m\n"
		"  type '5' into spinbutton 'People'\n"
		"\033[33m  sure  ████████████████░░░░  78 %   native: the goal na...\033[0m");
}

/* ---- in a terminal ---- */

enum { COLUMNS = 60, ROWS = 12 };

/* As much of a terminal as the view uses: text, line ends, erasing downwards, moving up. */
struct screen {
	char cells[ROWS][COLUMNS + 1];
	int row, column;
};

static void screen_clear_below(struct screen *screen)
{
	memset(screen->cells[screen->row] + screen->column, ' ',
		(size_t)(COLUMNS - screen->column));
	for (int row = screen->row + 1; row < ROWS; row++)
		memset(screen->cells[row], ' ', COLUMNS);
}

static void screen_init(struct screen *screen)
{
	memset(screen, 0, sizeof *screen);
	screen_clear_below(screen);
}

static const char *screen_escape(struct screen *screen, const char *at)
{
	int number = (int)strtol(at + (at[1] == '?' ? 2 : 1), (char **)(uintptr_t)&at, 10);
	if (*at == 'J')
		screen_clear_below(screen);
	else if (*at == 'A')
		screen->row -= number;
	else if (*at != 'h' && *at != 'l' && *at != 'm')
		fail_msg("unknown escape sequence ending in '%c'", *at);
	assert_in_range(screen->row, 0, ROWS - 1);
	return at + 1;
}

static void screen_play(struct screen *screen, const char *text)
{
	while (*text) {
		char sign = *text++;
		if (sign == '\033') {
			text = screen_escape(screen, text);
		} else if (sign == '\r') {
			screen->column = 0;
		} else if (sign == '\n') {
			screen->row++;
			assert_in_range(screen->row, 0, ROWS - 1);
		} else {
			assert_in_range(screen->column, 0, COLUMNS - 1);
			screen->cells[screen->row][screen->column++] = sign;
		}
	}
}

static void assert_row(const struct screen *screen, int row, const char *expected)
{
	char padded[COLUMNS + 1];
	snprintf(padded, sizeof padded, "%-*s", COLUMNS, expected);
	assert_string_equal(screen->cells[row], padded);
}

struct terminal {
	int master;
	FILE *stream;
	struct screen screen;
};

static void terminal_open(struct terminal *terminal)
{
	int slave;
	struct winsize size = {.ws_col = COLUMNS, .ws_row = ROWS};
	assert_int_equal(openpty(&terminal->master, &slave, NULL, NULL, &size), 0);
	assert_int_equal(fcntl(terminal->master, F_SETFL, O_NONBLOCK), 0);
	terminal->stream = fdopen(slave, "w");
	screen_init(&terminal->screen);
}

static void terminal_close(struct terminal *terminal)
{
	fclose(terminal->stream);
	close(terminal->master);
}

enum { WRITTEN_MAXIMUM = 65536, PATIENCE_MS = 20000 };

/* What was written until now. The kernel hands it over in pieces, so a mark is written behind it, and
 * read up to. Heap text. */
static char *terminal_read(struct terminal *terminal)
{
	char *text = calloc(1, WRITTEN_MAXIMUM), *end = NULL;
	size_t length = 0;
	fputs("\001", terminal->stream);
	fflush(terminal->stream);
	while (!end) {
		struct pollfd waiting = {.fd = terminal->master, .events = POLLIN};
		assert_int_equal(poll(&waiting, 1, PATIENCE_MS), 1);
		ssize_t got = read(terminal->master, text + length, WRITTEN_MAXIMUM - 1 - length);
		assert_true(got > 0);
		length += (size_t)got;
		end = strchr(text, '\001');
	}
	*end = 0;
	return text;
}

static void terminal_play(struct terminal *terminal)
{
	char *text = terminal_read(terminal);
	screen_play(&terminal->screen, text);
	free(text);
}

static void the_frame_changes_in_place_and_lines_stay(void **state)
{
	(void)state;
	struct terminal terminal;
	terminal_open(&terminal);
	struct live_options options = options_for(terminal.stream, LIVE_USUAL);
	options.in_place = options.colour = true;
	struct live_view *view = live_view_begin(&options);
	terminal_play(&terminal);
	assert_row(&terminal.screen, 0, "book: Book Green for 5 people");
	assert_row(
		&terminal.screen, 1, "0 of about 3 steps done   0 s   book: Book Green for 5 p...");
	assert_row(&terminal.screen, 2, "  looking at the page");
	live_view_step(view, &step);
	terminal_play(&terminal);
	assert_row(&terminal.screen, 2, "  type '5' into spinbutton 'People'");
	assert_row(&terminal.screen, 4, "  else   12 %  click button 'Book'");
	live_view_result(view, &step, &result);
	terminal_play(&terminal);
	assert_row(
		&terminal.screen, 1, "   2 of about 3  type '5' into spinbutton 'People'  (0.4 s)");
	assert_row(&terminal.screen, 3, "  looking at the page");
	assert_row(&terminal.screen, 5, "");
	live_view_end(view);
	terminal_play(&terminal);
	assert_row(&terminal.screen, 2, "");
	assert_row(&terminal.screen, 3, "");
	assert_int_equal(terminal.screen.row, 2);
	assert_int_equal(terminal.screen.column, 0);
	terminal_close(&terminal);
}

static void a_window_that_changes_gets_a_frame_that_fits(void **state)
{
	(void)state;
	struct terminal terminal;
	struct winsize narrow = {.ws_col = 24, .ws_row = 4};
	terminal_open(&terminal);
	struct live_options options = options_for(terminal.stream, LIVE_USUAL);
	options.in_place = true;
	struct live_view *view = live_view_begin(&options);
	live_view_step(view, &step);
	terminal_play(&terminal);
	assert_int_equal(ioctl(terminal.master, TIOCSWINSZ, &narrow), 0);
	live_view_tick(view);
	terminal_play(&terminal);
	assert_row(&terminal.screen, 1, "step 2 of about 3   ...");
	assert_row(&terminal.screen, 2, "  type '5' into spin...");
	assert_row(&terminal.screen, 4, "");
	live_view_end(view);
	terminal_play(&terminal);
	assert_row(&terminal.screen, 1, "");
	terminal_close(&terminal);
}

/* Wherever the process dies, the terminal is as it was: each mode that is switched is switched back
 * in the same write, and the cursor is never hidden. */
static void nothing_stays_switched(void **state)
{
	(void)state;
	struct terminal terminal;
	terminal_open(&terminal);
	struct live_options options = options_for(terminal.stream, LIVE_USUAL);
	options.in_place = options.colour = true;
	struct live_view *view = live_view_begin(&options);
	live_view_step(view, &step);
	char *text = terminal_read(&terminal);
	size_t length = strlen(text);
	assert_null(strstr(text, "\033[?25l"));
	assert_null(strstr(text, "\033[?1049h"));
	assert_string_equal(text + length - strlen("\033[?7h"), "\033[?7h");
	free(text);
	live_view_end(view);
	terminal_close(&terminal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_gets_a_line_for_each_step),
		cmocka_unit_test(verbose_says_why_what_else_and_how_long),
		cmocka_unit_test(quiet_says_nothing),
		cmocka_unit_test(a_failed_step_says_why_and_unknowns_are_left_out),
		cmocka_unit_test(neither_secrets_nor_escapes_get_through),
		cmocka_unit_test(the_frame_has_everything),
		cmocka_unit_test(the_frame_stays_within_the_window),
		cmocka_unit_test(colour_and_blocks_where_they_are_taken),
		cmocka_unit_test(the_frame_changes_in_place_and_lines_stay),
		cmocka_unit_test(a_window_that_changes_gets_a_frame_that_fits),
		cmocka_unit_test(nothing_stays_switched),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
