#include "base/terminal.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define USUAL_COLUMNS 80
#define USUAL_ROWS    24

static bool is_set(const char *variable)
{
	const char *value = getenv(variable);
	return value && *value;
}

bool terminal_takes_moves(FILE *stream)
{
	const char *kind = getenv("TERM");
	return kind && *kind && strcmp(kind, "dumb") != 0 && isatty(fileno(stream));
}

bool terminal_takes_colour(FILE *stream)
{
	const char *kind = getenv("TERM");
	return !is_set("NO_COLOR") && !(kind && !strcmp(kind, "dumb")) && isatty(fileno(stream));
}

/* The first of the three that is set decides, as for setlocale(). */
bool terminal_takes_utf8(void)
{
	const char *locale = is_set("LC_ALL")	  ? getenv("LC_ALL")
			     : is_set("LC_CTYPE") ? getenv("LC_CTYPE")
						  : getenv("LANG");
	const char *charset = locale ? strchr(locale, '.') : NULL;
	return charset && (strcasestr(charset, "utf-8") || strcasestr(charset, "utf8"));
}

void terminal_size(FILE *stream, int *columns, int *rows)
{
	struct winsize size = {0};
	bool known = ioctl(fileno(stream), TIOCGWINSZ, &size) == 0;
	*columns = known && size.ws_col ? size.ws_col : USUAL_COLUMNS;
	*rows = known && size.ws_row ? size.ws_row : USUAL_ROWS;
}

struct range {
	uint32_t first, last;
};

/* Unicode's East Asian Width W and F, by block. */
static const struct range wide[] = {{0x1100, 0x115f}, {0x231a, 0x231b}, {0x23e9, 0x23ec},
	{0x2e80, 0x303e}, {0x3041, 0xa4cf}, {0xa960, 0xa97c}, {0xac00, 0xd7a3}, {0xf900, 0xfaff},
	{0xfe10, 0xfe19}, {0xfe30, 0xfe6f}, {0xff01, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1f64f},
	{0x1f680, 0x1f6ff}, {0x1f900, 0x1faff}, {0x20000, 0x3fffd}};

/* Marks that join the letter before them, and characters without a picture. */
static const struct range empty[] = {{0x300, 0x36f}, {0x483, 0x489}, {0x591, 0x5bd}, {0x610, 0x61a},
	{0x64b, 0x65f}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f}, {0x202a, 0x202e},
	{0x2060, 0x2064}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}};

static bool is_in(uint32_t character, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (character >= ranges[i].first && character <= ranges[i].last)
			return true;
	return false;
}

static size_t columns_of(uint32_t character)
{
	if (character < 0x300)
		return 1;
	if (is_in(character, empty, sizeof empty / sizeof *empty))
		return 0;
	return is_in(character, wide, sizeof wide / sizeof *wide) ? 2 : 1;
}

size_t terminal_columns(const char *text)
{
	const char *end = text + strlen(text);
	size_t columns = 0;
	while (text < end)
		columns += columns_of(text_next(&text, end));
	return columns;
}

/* Bytes of the longest beginning that takes so many columns. */
static size_t length_within(const char *text, size_t columns)
{
	const char *at = text, *end = text + strlen(text);
	size_t length = 0;
	while (at < end) {
		size_t takes = columns_of(text_next(&at, end));
		if (takes > columns)
			break;
		columns -= takes;
		length = (size_t)(at - text);
	}
	return length;
}

char *terminal_cut(const char *text, size_t columns)
{
	static const char rest[] = "...";
	if (terminal_columns(text) <= columns)
		return memory_copy_text(text);
	if (columns < sizeof rest)
		return memory_copy_span(text, length_within(text, columns));
	size_t length = length_within(text, columns - (sizeof rest - 1));
	return memory_format("%.*s%s", (int)length, text, rest);
}
