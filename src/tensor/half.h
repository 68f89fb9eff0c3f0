/*
 * half.h - IEEE 754 half precision (1 sign, 5 exponent, 10 fraction bits), as weights are shipped.
 *
 * Every half is exactly a float. The other way rounds to nearest, ties to even; what is beyond
 * 65504 becomes infinite, NaN stays NaN (quiet, its upper payload kept).
 */
#ifndef TENSOR_HALF_H
#define TENSOR_HALF_H

#include <stdint.h>

#define HALF_MAXIMUM 65504.0f

float half_to_float(uint16_t half);
uint16_t half_from_float(float value);

#endif
