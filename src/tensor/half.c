#include "tensor/half.h"

#include <string.h>

static float float_of_bits(uint32_t bits)
{
	float value;
	memcpy(&value, &bits, sizeof(value));
	return value;
}

static uint32_t bits_of_float(float value)
{
	uint32_t bits;
	memcpy(&bits, &value, sizeof(bits));
	return bits;
}

/* A half's exponent and fraction, moved to a float's places, are the value divided by 2^112, also
 * for subnormals. An exponent of all ones stays one. */
float half_to_float(uint16_t half)
{
	uint32_t sign = (uint32_t)(half & 0x8000) << 16, rest = (uint32_t)(half & 0x7fff) << 13;
	if ((half & 0x7c00) == 0x7c00)
		return float_of_bits(sign | rest | 0x7f800000);
	return float_of_bits(sign | bits_of_float(float_of_bits(rest) * 0x1p112f));
}

/* Below 2^-14 halves are multiples of 2^-24: adding 0.5, whose last place is 2^-24, rounds to one
 * of them and leaves its number in the low bits. */
static uint32_t subnormal_bits(uint32_t magnitude)
{
	return bits_of_float(float_of_bits(magnitude) + 0.5f) - 0x3f000000;
}

/* Adds just under half of the last place that is kept, and that place's own bit for ties. */
static uint32_t normal_bits(uint32_t magnitude)
{
	uint32_t odd = magnitude >> 13 & 1;
	return (magnitude + 0xfff + odd - (112u << 23)) >> 13;
}

uint16_t half_from_float(float value)
{
	uint32_t bits = bits_of_float(value), magnitude = bits & 0x7fffffff;
	uint32_t sign = bits >> 16 & 0x8000;
	if (magnitude > 0x7f800000)
		return (uint16_t)(sign | 0x7e00 | (magnitude >> 13 & 0x3ff));
	if (magnitude >= 0x47800000) /* 65536 */
		return (uint16_t)(sign | 0x7c00);
	if (magnitude < 0x38800000) /* 2^-14 */
		return (uint16_t)(sign | subnormal_bits(magnitude));
	return (uint16_t)(sign | normal_bits(magnitude));
}
