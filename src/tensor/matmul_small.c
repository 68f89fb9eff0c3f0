#include "tensor/matmul_small.h"

#if defined(__x86_64__) && !defined(TENSOR_DOUBLE)

#include <immintrin.h>

enum { LANES = 8, COLUMNS = 2 * LANES, ROWS = 6, DEPTH_MAX = 512, TURNED_DEPTH_MAX = 256 };

#define KERNEL	    __attribute__((target("avx2,fma")))
#define SPECIALISED static inline __attribute__((always_inline)) KERNEL /* for constant arguments */

bool matmul_small_applies(struct matrix a, struct matrix b)
{
	size_t depth = b.transposed ? b.columns : b.rows;
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
	       depth <= (a.transposed ? TURNED_DEPTH_MAX : DEPTH_MAX);
}

/* One strip of at most COLUMNS columns of the result: how its operands are read. */
struct strip {
	const float *a; /* a(m, k) = a[m·a_row + k·a_depth] */
	size_t a_row, a_depth;
	const float *panel; /* b(k, n) = panel[k·width + n], 0 beyond `columns` */
	size_t depth;
	size_t columns; /* 1..COLUMNS */
	float *out;
	size_t stride;
	float scale, keep;
};

/* ---- columns of b, as they are read ---- */

/* Lanes below `count` of a vector. */
static KERNEL __m256i lanes_below(size_t count)
{
	return _mm256_cmpgt_epi32(
		_mm256_set1_epi32((int)count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}

/* panel[k][width] = 8 x 8 of b(n, k), turned. */
static KERNEL void turn_block(const float *b, size_t stride, float *panel, size_t width)
{
	__m256 row[LANES], pair[LANES], quad[LANES];
	for (size_t i = 0; i < LANES; i++)
		row[i] = _mm256_loadu_ps(b + i * stride);
	for (size_t i = 0; i < LANES; i += 2) {
		pair[i] = _mm256_unpacklo_ps(row[i], row[i + 1]);
		pair[i + 1] = _mm256_unpackhi_ps(row[i], row[i + 1]);
	}
	for (size_t i = 0; i < LANES; i += 4) {
		quad[i] = _mm256_shuffle_ps(pair[i], pair[i + 2], 0x44);
		quad[i + 1] = _mm256_shuffle_ps(pair[i], pair[i + 2], 0xee);
		quad[i + 2] = _mm256_shuffle_ps(pair[i + 1], pair[i + 3], 0x44);
		quad[i + 3] = _mm256_shuffle_ps(pair[i + 1], pair[i + 3], 0xee);
	}
	for (size_t i = 0; i < LANES / 2; i++) {
		_mm256_storeu_ps(panel + i * width,
			_mm256_permute2f128_ps(quad[i], quad[i + LANES / 2], 0x20));
		_mm256_storeu_ps(panel + (i + LANES / 2) * width,
			_mm256_permute2f128_ps(quad[i], quad[i + LANES / 2], 0x31));
	}
}

/* panel[depth][width] = b(n, k) for the columns n that there are, and 0. */
static KERNEL void turn_columns(
	const float *b, size_t stride, size_t columns, size_t depth, float *panel, size_t width)
{
	for (size_t n = 0; n < width; n += LANES) {
		size_t k = 0;
		for (; n + LANES <= columns && k + LANES <= depth; k += LANES)
			turn_block(b + n * stride + k, stride, panel + k * width + n, width);
		for (; k < depth; k++)
			for (size_t i = n; i < n + LANES; i++)
				panel[k * width + i] = i < columns ? b[i * stride + k] : 0;
	}
}

/* The same of b(k, n). Reading it in place would be as many loads, but rows a power of two apart
 * share few places in the first cache and push each other out. */
static KERNEL void copy_columns(
	const float *b, size_t stride, size_t columns, size_t depth, float *panel, size_t width)
{
	for (size_t k = 0; k < depth; k++, b += stride, panel += width)
		for (size_t n = 0; n < width; n += LANES)
			_mm256_storeu_ps(panel + n,
				n + LANES <= columns
					? _mm256_loadu_ps(b + n)
					: _mm256_maskload_ps(b + n, lanes_below(columns - n)));
}

/* ---- tiles ---- */

SPECIALISED void store_whole(const struct strip *strip, __m256 sum, float *out)
{
	__m256 value = _mm256_mul_ps(_mm256_set1_ps(strip->scale), sum);
	if (strip->keep != 0)
		value = _mm256_fmadd_ps(_mm256_set1_ps(strip->keep), _mm256_loadu_ps(out), value);
	_mm256_storeu_ps(out, value);
}

/* What is masked out is neither read nor written. */
SPECIALISED void store_part(const struct strip *strip, __m256 sum, __m256i mask, float *out)
{
	__m256 value = _mm256_mul_ps(_mm256_set1_ps(strip->scale), sum);
	if (strip->keep != 0)
		value = _mm256_fmadd_ps(
			_mm256_set1_ps(strip->keep), _mm256_maskload_ps(out, mask), value);
	_mm256_maskstore_ps(out, mask, value);
}

/* The last of the vectors may be a part. */
SPECIALISED void store(const struct strip *strip, const __m256 *sum, size_t vectors, float *out)
{
	size_t last = (vectors - 1) * LANES;
	if (vectors == 2)
		store_whole(strip, sum[0], out);
	if (strip->columns == vectors * LANES)
		store_whole(strip, sum[vectors - 1], out + last);
	else
		store_part(strip, sum[vectors - 1], lanes_below(strip->columns - last), out + last);
}

/* `rows` of the result from row m on; rows <= ROWS and vectors <= 2 are constants. */
SPECIALISED void tile(const struct strip *strip, size_t m, size_t rows, size_t vectors)
{
	__m256 sum[ROWS][2];
	const float *a = strip->a + m * strip->a_row, *b = strip->panel;
	float *out = strip->out + m * strip->stride;
#pragma GCC unroll 6
	for (size_t i = 0; i < rows; i++)
#pragma GCC unroll 2
		for (size_t v = 0; v < vectors; v++)
			sum[i][v] = _mm256_setzero_ps();
	for (size_t k = 0; k < strip->depth; k++, b += vectors * LANES, a += strip->a_depth) {
		__m256 column[2];
#pragma GCC unroll 2
		for (size_t v = 0; v < vectors; v++)
			column[v] = _mm256_loadu_ps(b + v * LANES);
#pragma GCC unroll 6
		for (size_t i = 0; i < rows; i++) {
			__m256 value = _mm256_broadcast_ss(a + i * strip->a_row);
#pragma GCC unroll 2
			for (size_t v = 0; v < vectors; v++)
				sum[i][v] = _mm256_fmadd_ps(value, column[v], sum[i][v]);
		}
	}
#pragma GCC unroll 6
	for (size_t i = 0; i < rows; i++, out += strip->stride)
		store(strip, sum[i], vectors, out);
}

SPECIALISED void all_rows(const struct strip *strip, size_t rows, size_t vectors)
{
	size_t m = 0;
	for (; m + ROWS <= rows; m += ROWS)
		tile(strip, m, ROWS, vectors);
	for (; m + 3 <= rows; m += 3)
		tile(strip, m, 3, vectors);
	for (; m < rows; m++)
		tile(strip, m, 1, vectors);
}

static KERNEL void wide_strip(const struct strip *strip, size_t rows)
{
	all_rows(strip, rows, 2);
}

static KERNEL void narrow_strip(const struct strip *strip, size_t rows)
{
	all_rows(strip, rows, 1);
}

KERNEL void matmul_small(
	float *out, size_t stride, struct matrix a, struct matrix b, float scale, float keep)
{
	float panel[DEPTH_MAX * COLUMNS] __attribute__((aligned(64)));
	size_t rows = a.transposed ? a.columns : a.rows;
	size_t N = b.transposed ? b.rows : b.columns;
	struct strip strip = {
		.a = a.at,
		.a_row = a.transposed ? 1 : a.stride,
		.a_depth = a.transposed ? a.stride : 1,
		.depth = b.transposed ? b.columns : b.rows,
		.panel = panel,
		.stride = stride,
		.scale = scale,
		.keep = keep,
	};
	for (size_t n = 0; n < N; n += strip.columns) {
		strip.columns = N - n < COLUMNS ? N - n : COLUMNS;
		strip.out = out + n;
		size_t width = strip.columns > LANES ? COLUMNS : LANES;
		if (b.transposed)
			turn_columns(b.at + n * b.stride, b.stride, strip.columns, strip.depth,
				panel, width);
		else
			copy_columns(b.at + n, b.stride, strip.columns, strip.depth, panel, width);
		if (width == COLUMNS)
			wide_strip(&strip, rows);
		else
			narrow_strip(&strip, rows);
	}
}

#else

bool matmul_small_applies(struct matrix a, struct matrix b)
{
	(void)a;
	(void)b;
	return false;
}

void matmul_small(real *out, size_t stride, struct matrix a, struct matrix b, real scale, real keep)
{
	(void)out;
	(void)stride;
	(void)a;
	(void)b;
	(void)scale;
	(void)keep;
}

#endif
