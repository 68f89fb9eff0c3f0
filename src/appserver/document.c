#include "appserver/document.h"

#include "base/text.h"

#include <string.h>

enum { OBJECTS = 5, TEXT_BYTES_MAXIMUM = 256 * 1024 };

/* The Windows-1252 byte of a character. */
static char western(uint32_t character)
{
	if (character == 0x20ac) /* euro sign */
		return (char)0x80;
	if (character == 0x2013 || character == 0x2014) /* dashes */
		return (char)0x96;
	bool same =
		(character >= 0x20 && character < 0x7f) || (character >= 0xa0 && character <= 0xff);
	return same ? (char)character : '?';
}

/* "(text) Tj", with what is special in a PDF string escaped. */
static int show_text(struct bytes *content, const char *text, struct error *error)
{
	const char *end = text + strlen(text);
	int rc = bytes_append_text(content, "(", error);
	while (rc == 0 && text < end) {
		char byte = western(text_next(&text, end));
		if (strchr("()\\", byte))
			rc = bytes_append_text(content, "\\", error);
		if (rc == 0)
			rc = bytes_append(content, &byte, 1, error);
	}
	return rc ? rc : bytes_append_text(content, ") Tj\n", error);
}

/* The drawing instructions: an A4 page is 595 x 842 points, its origin at the lower left. */
static int write_content(struct bytes *content, const char *title, const char *const *lines,
	size_t lines_length, struct error *error)
{
	int rc = bytes_append_text(content, "BT\n/F1 18 Tf\n72 770 Td\n", error);
	if (rc == 0)
		rc = show_text(content, title, error);
	if (rc == 0)
		rc = bytes_append_text(content, "/F1 11 Tf\n0 -34 Td\n", error);
	for (size_t i = 0; rc == 0 && i < lines_length; i++) {
		rc = show_text(content, lines[i], error);
		if (rc == 0)
			rc = bytes_append_text(content, "0 -17 Td\n", error);
	}
	return rc ? rc : bytes_append_text(content, "ET\n", error);
}

static const char page_object[] =
	"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
	"/Resources << /Font << /F1 4 0 R >> >> >>";

static const char *const fixed_objects[OBJECTS - 1] = {
	"<< /Type /Catalog /Pages 2 0 R >>",
	"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
	page_object,
	"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
};

static int write_stream(struct bytes *out, const struct bytes *content, struct error *error)
{
	int rc = bytes_format(
		out, error, "%d 0 obj\n<< /Length %zu >>\nstream\n", OBJECTS, content->length);
	if (rc == 0)
		rc = bytes_append(out, content->data, content->length, error);
	return rc ? rc : bytes_append_text(out, "endstream\nendobj\n", error);
}

static int write_objects(struct bytes *out, const struct bytes *content, size_t start,
	size_t offsets[OBJECTS], struct error *error)
{
	int rc = 0;
	for (int i = 0; rc == 0 && i < OBJECTS - 1; i++) {
		offsets[i] = out->length - start;
		rc = bytes_format(out, error, "%d 0 obj\n%s\nendobj\n", i + 1, fixed_objects[i]);
	}
	offsets[OBJECTS - 1] = out->length - start;
	return rc ? rc : write_stream(out, content, error);
}

/* The table of where each object begins, and where the table itself does. */
static int write_table(
	struct bytes *out, size_t start, const size_t offsets[OBJECTS], struct error *error)
{
	size_t table = out->length - start;
	int rc = bytes_format(out, error, "xref\n0 %d\n0000000000 65535 f \n", OBJECTS + 1);
	for (int i = 0; rc == 0 && i < OBJECTS; i++)
		rc = bytes_format(out, error, "%010zu 00000 n \n", offsets[i]);
	if (rc)
		return rc;
	return bytes_format(out, error,
		"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n", OBJECTS + 1,
		table);
}

int document_write(struct bytes *out, const char *title, const char *const *lines,
	size_t lines_length, struct error *error)
{
	if (lines_length > DOCUMENT_LINES_MAXIMUM)
		return error_set(error, ERROR_INPUT, "A document has at most %d lines, not %zu.",
			DOCUMENT_LINES_MAXIMUM, lines_length);
	struct bytes content;
	size_t offsets[OBJECTS], start = out->length;
	bytes_init(&content, TEXT_BYTES_MAXIMUM);
	int rc = write_content(&content, title, lines, lines_length, error);
	if (rc == 0)
		rc = bytes_append_text(out, "%PDF-1.4\n", error);
	if (rc == 0)
		rc = write_objects(out, &content, start, offsets, error);
	if (rc == 0)
		rc = write_table(out, start, offsets, error);
	bytes_release(&content);
	return rc;
}
