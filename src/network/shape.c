#include "network/shape.h"

#include <string.h>

#define NUMBER(field, least, most)                                                                 \
	{                                                                                          \
#field, offsetof(struct network_shape, field), least, most                         \
	}

const struct shape_number shape_numbers[SHAPE_NUMBERS] = {
	NUMBER(word_rows, 1, 1 << 20),
	NUMBER(value_rows, 1, 1 << 20),
	NUMBER(text_width, 1, 1024),
	NUMBER(feature_rows, 1, 1 << 16),
	NUMBER(width, 1, 1024),
	NUMBER(heads, 1, 64),
	NUMBER(inner, 1, 8192),
	NUMBER(blocks, 1, NETWORK_BLOCKS_MAX),
	NUMBER(bits, 0, RELATION_BITS_MAX),
	NUMBER(channels, 0, 32),
	NUMBER(kinds, 1, 256),
	NUMBER(pointer_width, 1, 1024),
};

_Static_assert(sizeof(struct network_shape) == SHAPE_NUMBERS * sizeof(size_t),
	"every number of a shape is in the table");

size_t shape_get(const struct network_shape *shape, const struct shape_number *number)
{
	size_t value;
	memcpy(&value, (const char *)shape + number->offset, sizeof(value));
	return value;
}

void shape_set(struct network_shape *shape, const struct shape_number *number, size_t value)
{
	memcpy((char *)shape + number->offset, &value, sizeof(value));
}

int shape_check(const struct network_shape *shape, struct error *error)
{
	for (size_t i = 0; i < SHAPE_NUMBERS; i++) {
		const struct shape_number *number = &shape_numbers[i];
		size_t value = shape_get(shape, number);
		if (value < number->least || value > number->most)
			return error_set(error, ERROR_INPUT,
				"A network cannot have %s = %zu: it must be from %zu to %zu.",
				number->name, value, number->least, number->most);
	}
	if (shape->width % shape->heads != 0)
		return error_set(error, ERROR_INPUT,
			"A network cannot have width = %zu and heads = %zu: the heads must divide "
			"the width.",
			shape->width, shape->heads);
	return 0;
}
