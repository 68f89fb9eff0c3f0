/*
 * real.h - the number the network computes in, and how its hot loops are compiled.
 *
 * The program computes in float. The same sources are compiled once more with TENSOR_DOUBLE into
 * the library tensor_double, which only tests link: a finite difference needs the digits. There
 * real_exp() is the C library's, so that what is differentiated is the function on paper.
 *
 * TENSOR_HOT marks a loop that is compiled twice, for any x86-64 and for machines with AVX2 and
 * FMA (x86-64-v3); the loader picks. Such functions take restrict pointers and hold one simple
 * loop or two; reductions say so with `#pragma omp simd`, because floating-point sums may not be
 * reordered silently. Both variants are deterministic; they differ in the last bits.
 */
#ifndef TENSOR_REAL_H
#define TENSOR_REAL_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#ifdef TENSOR_DOUBLE
typedef double real;
#else
typedef float real;
#endif

/* Clang names the chosen variant differently until version 17, so that other files do not find it:
 * it compiles the portable variant alone. */
#if defined(__x86_64__) && defined(__linux__) && !defined(__clang__)
#define TENSOR_HOT __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define TENSOR_HOT
#endif

#ifdef TENSOR_DOUBLE

static inline real real_exp(real x)
{
	return exp(x);
}

static inline real real_sqrt(real x)
{
	return sqrt(x);
}

#else

static inline real real_sqrt(real x)
{
	return sqrtf(x);
}

/*
 * e^x by Cody and Waite: x = n·ln 2 + r with |r| <= ln 2 / 2, e^x = 2^n · e^r, and a polynomial of
 * degree 7 for e^r (coefficients: Moshier, Cephes, expf.c). Within 2 units in the last place. No branch
 * and no call, so a loop over it becomes vector code. Arguments below -87 count as -87 (1.6e-38,
 * the smallest normal result), above 88 as 88; NaN stays NaN.
 */
static inline real real_exp(real x)
{
	/* Adding 1.5 · 2^23 rounds to the nearest integer and leaves it in the low bits. */
	float shifted = x * 1.44269504f + 12582912.0f;
	float n = shifted - 12582912.0f;
	float r = x - n * 0.693359375f + n * 2.12194440e-4f; /* ln 2 in two parts */
	float p = 1.9875691500e-4f;
	p = p * r + 1.3981999507e-3f;
	p = p * r + 8.3334519073e-3f;
	p = p * r + 4.1665795894e-2f;
	p = p * r + 1.6666665459e-1f;
	p = p * r + 5.0000001201e-1f;
	p = p * r * r + r + 1.0f;
	uint32_t bits;
	memcpy(&bits, &shifted, sizeof(bits));
	bits = (bits << 23) + 0x3f800000u; /* 2^n */
	float power;
	memcpy(&power, &bits, sizeof(power));
	/* Chosen last: before the arithmetic, GCC would make a copy of all of it for each outcome, and
	 * vector code computes all copies. */
	float y = x < -87.0f ? 1.64581143e-38f : p * power;
	return x > 88.0f ? 1.65163625e38f : y;
}

#endif

#endif
