#include "chart/plot.h"
#include "chart/sparkline.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_line(
	const double *values, size_t count, size_t width, bool utf8, const char *expected)
{
	char *line = sparkline(values, count, width, utf8);
	assert_string_equal(line, expected);
	free(line);
}

static void a_sparkline_has_a_sign_for_each_value(void **state)
{
	(void)state;
	const double values[] = {0, 0.5, 1, NAN, -1, 2};
	assert_line(values, 6, 10, true, "▁▅█ ▁█");
	assert_line(values, 6, 10, false, "059 09");
	assert_line(values, 6, 2, false, "09");
	assert_line(values, 0, 10, true, "");
}

static void values_have_their_place_in_the_frame(void **state)
{
	(void)state;
	const struct plot plot = {NULL, 60, 30, 500, 200, 1, 11, 0, 1};
	assert_float_equal(plot_x(&plot, 1), 60, 1e-9);
	assert_float_equal(plot_x(&plot, 6), 310, 1e-9);
	assert_float_equal(plot_y(&plot, 0), 230, 1e-9);
	assert_float_equal(plot_y(&plot, 1), 30, 1e-9);
	assert_float_equal(plot_y(&plot, 7), 30, 1e-9); /* outside: at the edge */
}

static void texts_cannot_break_the_picture(void **state)
{
	(void)state;
	struct bytes svg;
	bytes_init(&svg, 4096);
	picture_begin(&svg, 100, 100);
	picture_text(&svg, "</text><script>a & b");
	assert_int_equal(picture_end(&svg, NULL), 0);
	assert_null(strstr(svg.data, "<script>"));
	assert_non_null(strstr(svg.data, "&lt;/text&gt;&lt;script&gt;a &amp; b"));
	bytes_release(&svg);
}

static void a_picture_that_does_not_fit_is_an_error(void **state)
{
	(void)state;
	struct bytes svg;
	struct error error = {0};
	bytes_init(&svg, 20);
	picture_begin(&svg, 100, 100);
	bytes_append_text(&svg, "12345678901234567890", NULL);
	assert_int_equal(picture_end(&svg, &error), ERROR_LIMIT);
	bytes_release(&svg);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sparkline_has_a_sign_for_each_value),
		cmocka_unit_test(values_have_their_place_in_the_frame),
		cmocka_unit_test(texts_cannot_break_the_picture),
		cmocka_unit_test(a_picture_that_does_not_fit_is_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
