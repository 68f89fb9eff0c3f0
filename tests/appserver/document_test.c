#include "appserver/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void write_lines(struct bytes *out, const char *const *lines, size_t lines_length)
{
	struct error error = {0};
	bytes_init(out, 100000);
	if (document_write(out, "Invoice INV-1", lines, lines_length, &error))
		fail_msg("%s", error.message);
}

/* Where the cross-reference table says that object `number` begins. */
static size_t offset_of_object(const struct bytes *pdf, int number)
{
	const char *table = strstr(pdf->data, "xref\n0 6\n");
	assert_non_null(table);
	return strtoul(table + strlen("xref\n0 6\n") + (size_t)number * 20, NULL, 10);
}

static void document_write_points_at_its_objects(void **state)
{
	(void)state;
	struct bytes pdf;
	write_lines(&pdf, (const char *const[]){"Alder & Finch", "Total 12.50"}, 2);
	assert_memory_equal(pdf.data, "%PDF-1.", 7);
	for (int number = 1; number <= 5; number++) {
		char expected[16];
		int length = snprintf(expected, sizeof(expected), "%d 0 obj\n", number);
		assert_memory_equal(
			pdf.data + offset_of_object(&pdf, number), expected, (size_t)length);
	}
	const char *start = strstr(pdf.data, "startxref\n");
	assert_memory_equal(
		pdf.data + strtoul(start + strlen("startxref\n"), NULL, 10), "xref\n", 5);
	assert_string_equal(pdf.data + pdf.length - 6, "%%EOF\n");
	bytes_release(&pdf);
}

static void document_write_announces_the_length_of_its_stream(void **state)
{
	(void)state;
	struct bytes pdf;
	write_lines(&pdf, (const char *const[]){"a", "bc"}, 2);
	size_t announced = strtoul(strstr(pdf.data, "/Length ") + 8, NULL, 10);
	const char *begin = strstr(pdf.data, "stream\n") + 7;
	assert_int_equal(announced, strstr(begin, "endstream") - begin);
	bytes_release(&pdf);
}

static void document_write_escapes_and_encodes_text(void **state)
{
	(void)state;
	struct bytes pdf;
	write_lines(&pdf,
		(const char *const[]){"(a)\\b", "\xe2\x82\xac 5 caf\xc3\xa9 \xe6\x97\xa5"}, 2);
	assert_non_null(strstr(pdf.data, "(\\(a\\)\\\\b) Tj"));
	assert_non_null(strstr(pdf.data, "(\x80 5 caf\xe9 ?) Tj"));
	bytes_release(&pdf);
}

static void document_write_refuses_what_does_not_fit_on_the_page(void **state)
{
	(void)state;
	const char *lines[DOCUMENT_LINES_MAXIMUM + 1];
	struct error error = {0};
	struct bytes pdf;
	for (size_t i = 0; i <= DOCUMENT_LINES_MAXIMUM; i++)
		lines[i] = "line";
	bytes_init(&pdf, 100000);
	assert_int_equal(document_write(&pdf, "t", lines, DOCUMENT_LINES_MAXIMUM, &error), 0);
	assert_int_equal(
		document_write(&pdf, "t", lines, DOCUMENT_LINES_MAXIMUM + 1, &error), ERROR_INPUT);
	bytes_release(&pdf);
	bytes_init(&pdf, 100);
	assert_int_equal(document_write(&pdf, "t", lines, 1, &error), ERROR_LIMIT);
	bytes_release(&pdf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(document_write_points_at_its_objects),
		cmocka_unit_test(document_write_announces_the_length_of_its_stream),
		cmocka_unit_test(document_write_escapes_and_encodes_text),
		cmocka_unit_test(document_write_refuses_what_does_not_fit_on_the_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
