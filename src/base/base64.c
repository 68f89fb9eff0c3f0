#include "base/base64.h"

#include <stdint.h>

#define CHUNK 3072 /* bytes encoded at a time; a multiple of 3, so that only the last is padded */

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Up to three bytes as four characters. */
static void encode_group(const unsigned char *data, size_t length, char out[static 4])
{
	unsigned bits = (unsigned)data[0] << 16 | (length > 1 ? (unsigned)data[1] << 8 : 0) |
			(length > 2 ? (unsigned)data[2] : 0);
	for (int i = 0; i < 4; i++)
		out[i] = (size_t)i <= length ? digits[bits >> (18 - 6 * i) & 63] : '=';
}

int base64_append(struct bytes *text, const void *data, size_t length, struct error *error)
{
	const unsigned char *at = data;
	size_t before = text->length;
	char out[CHUNK / 3 * 4];
	while (length > 0) {
		size_t taken = length < CHUNK ? length : CHUNK, written = 0;
		for (size_t i = 0; i < taken; i += 3, written += 4)
			encode_group(at + i, taken - i < 3 ? taken - i : 3, out + written);
		int code = bytes_append(text, out, written, error);
		if (code) {
			text->length = before;
			if (text->data)
				text->data[before] = 0;
			return code;
		}
		at += taken;
		length -= taken;
	}
	return 0;
}

static int digit_value(char character)
{
	if (character >= 'A' && character <= 'Z')
		return character - 'A';
	if (character >= 'a' && character <= 'z')
		return character - 'a' + 26;
	if (character >= '0' && character <= '9')
		return character - '0' + 52;
	return character == '+' ? 62 : character == '/' ? 63 : -1;
}

int base64_decode(struct bytes *data, const char *text, struct error *error)
{
	unsigned char block[CHUNK];
	size_t used = 0;
	uint32_t bits = 0;
	int held = 0, value, code = 0;
	for (; !code && (value = digit_value(*text)) >= 0; text++) {
		bits = bits << 6 | (uint32_t)value;
		held += 6;
		if (held < 8)
			continue;
		held -= 8;
		block[used++] = (unsigned char)(bits >> held);
		if (used == sizeof block) {
			code = bytes_append(data, block, used, error);
			used = 0;
		}
	}
	return code ? code : bytes_append(data, block, used, error);
}
