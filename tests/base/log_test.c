#include "base/log.h"

#include "base/secrets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

struct capture {
	struct log log;
	char *text;
	size_t length;
};

static void capture_open(struct capture *capture, enum log_level level)
{
	*capture = (struct capture){.log.level = level};
	capture->log.stream = open_memstream(&capture->text, &capture->length);
}

static void capture_expect(struct capture *capture, const char *expected)
{
	fclose(capture->log.stream);
	assert_string_equal(capture->text, expected);
	free(capture->text);
}

static void log_line_names_the_level(void **state)
{
	(void)state;
	struct capture capture;
	capture_open(&capture, LOG_DEBUG);
	log_line(&capture.log, LOG_WARNING, "Step %d failed.", 3);
	log_line(&capture.log, LOG_INFO, "Recording.");
	log_line(&capture.log, LOG_DEBUG, "%s", "detail");
	capture_expect(&capture, "warning: Step 3 failed.\nRecording.\ndebug: detail\n");
}

static void log_line_drops_what_is_above_its_level(void **state)
{
	(void)state;
	struct capture capture;
	capture_open(&capture, LOG_WARNING);
	log_line(&capture.log, LOG_INFO, "no");
	log_line(&capture.log, LOG_DEBUG, "no");
	log_line(&capture.log, LOG_WARNING, "yes");
	capture_expect(&capture, "warning: yes\n");
	capture_open(&capture, LOG_QUIET);
	log_line(&capture.log, LOG_WARNING, "no");
	log_line(&capture.log, LOG_QUIET, "no");
	capture_expect(&capture, "");
}

static void log_line_accepts_no_log_and_no_stream(void **state)
{
	(void)state;
	log_line(NULL, LOG_WARNING, "nobody listens");
	log_line(&(struct log){.level = LOG_DEBUG}, LOG_WARNING, "nobody listens");
}

static void log_line_stays_one_line_without_terminal_escapes(void **state)
{
	(void)state;
	struct capture capture;
	capture_open(&capture, LOG_INFO);
	log_line(&capture.log, LOG_INFO, "%s",
		"a\nb\x1b[2Jc\x7f\xc2\x9b"
		"31m é");
	capture_expect(&capture, "a b [2Jc   31m é\n");
}

static void log_line_hides_secrets(void **state)
{
	(void)state;
	struct capture capture;
	struct secrets secrets;
	secrets_init(&secrets);
	secrets_add(&secrets, "password", NULL, "hunter\n22", NULL);
	capture_open(&capture, LOG_INFO);
	capture.log.secrets = &secrets;
	log_line(&capture.log, LOG_INFO, "Typed %s and \"%s\".", "hunter\n22", "hunter\\n22");
	capture_expect(&capture, "Typed [secret:password] and \"[secret:password]\".\n");
	secrets_release(&secrets);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(log_line_names_the_level),
		cmocka_unit_test(log_line_drops_what_is_above_its_level),
		cmocka_unit_test(log_line_accepts_no_log_and_no_stream),
		cmocka_unit_test(log_line_stays_one_line_without_terminal_escapes),
		cmocka_unit_test(log_line_hides_secrets),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
