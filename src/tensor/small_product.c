#include "tensor/small_product.h"

#include <assert.h>

#if defined(__x86_64__) && !defined(TENSOR_DOUBLE)

/*
 * The left operand's rows are taken 6 at a time, the right one's columns 16 at a time: 12 vectors of
 * sums, 2 of the panel and 1 of a repeated left element make 15 of the 16 registers there are.
 * HEIGHT rows of a left operand DEPTH deep (240 KB) stay in the second-level cache while all panels
 * pass; a panel (16 KB) stays in the first-level one while all rows pass.
 */
enum { ROWS = 6, COLUMNS = 16, HALF = 8, DEPTH = 256, HEIGHT = 240 };

#define AVX2	    __attribute__((target("arch=x86-64-v3")))
#define AVX2_INLINE AVX2 static inline __attribute__((always_inline))

typedef float eight __attribute__((vector_size(32), aligned(4), may_alias));
typedef float four __attribute__((vector_size(16), aligned(4), may_alias));

/* One panel's columns of the result: out = scale · a·panel + keep · out. */
struct strip {
	size_t depth;	/* K, at most DEPTH */
	const float *a; /* element (m, k) at a[m·row_step + k·depth_step] */
	size_t row_step, depth_step;
	const float *panel; /* [K][COLUMNS] */
	float *out;
	size_t stride, columns; /* of out; columns at most COLUMNS */
	float scale, keep;
};

AVX2_INLINE void store(float *out, eight sum, float scale, float keep)
{
	eight *place = (eight *)out;
	*place = keep == 0 ? scale * sum : keep * *place + scale * sum;
}

/* A tile of `rows` rows (a constant for the compiler) and all 16 columns. */
AVX2_INLINE void multiply_tile(
	size_t rows, const struct strip *strip, size_t m, float *out, size_t stride, float keep)
{
	eight left[ROWS], right[ROWS];
	size_t row_step = strip->row_step, depth_step = strip->depth_step;
	const float *a = strip->a + m * row_step, *panel = strip->panel;
	for (size_t i = 0; i < rows; i++)
		left[i] = right[i] = (eight){0};
	for (size_t k = 0; k < strip->depth; k++, a += depth_step, panel += COLUMNS) {
		eight panel_left = *(const eight *)panel;
		eight panel_right = *(const eight *)(panel + HALF);
		for (size_t i = 0; i < rows; i++) {
			left[i] += a[i * row_step] * panel_left;
			right[i] += a[i * row_step] * panel_right;
		}
	}
	for (size_t i = 0; i < rows; i++) {
		store(out + i * stride, left[i], strip->scale, keep);
		store(out + i * stride + HALF, right[i], strip->scale, keep);
	}
}

/* At the right edge a tile goes through a buffer, of which only what belongs to out is used. */
AVX2_INLINE void tile(size_t rows, const struct strip *strip, size_t m)
{
	float *out = strip->out + m * strip->stride, whole[ROWS * COLUMNS] = {0};
	if (strip->columns == COLUMNS) {
		multiply_tile(rows, strip, m, out, strip->stride, strip->keep);
		return;
	}
	multiply_tile(rows, strip, m, whole, COLUMNS, 0);
	for (size_t i = 0; i < rows; i++)
		for (size_t j = 0; j < strip->columns; j++) {
			float *place = out + i * strip->stride + j, sum = whole[i * COLUMNS + j];
			*place = strip->keep == 0 ? sum : strip->keep * *place + sum;
		}
}

AVX2 static void multiply_strip(const struct strip *strip, size_t M)
{
	size_t m = 0;
	for (; m + ROWS <= M; m += ROWS)
		tile(ROWS, strip, m);
	switch (M - m) {
	case 5:
		tile(5, strip, m);
		break;
	case 4:
		tile(4, strip, m);
		break;
	case 3:
		tile(3, strip, m);
		break;
	case 2:
		tile(2, strip, m);
		break;
	case 1:
		tile(1, strip, m);
		break;
	default:
		break;
	}
}

/* ---- panels ---- */

/* Four elements of each of four rows become four of each of four panel rows. */
AVX2_INLINE void transpose_4(const float *in, size_t stride, float *panel)
{
	four r0 = *(const four *)in, r1 = *(const four *)(in + stride);
	four r2 = *(const four *)(in + 2 * stride), r3 = *(const four *)(in + 3 * stride);
	four low01 = __builtin_shufflevector(r0, r1, 0, 4, 1, 5);
	four high01 = __builtin_shufflevector(r0, r1, 2, 6, 3, 7);
	four low23 = __builtin_shufflevector(r2, r3, 0, 4, 1, 5);
	four high23 = __builtin_shufflevector(r2, r3, 2, 6, 3, 7);
	*(four *)panel = __builtin_shufflevector(low01, low23, 0, 1, 4, 5);
	panel += COLUMNS;
	*(four *)panel = __builtin_shufflevector(low01, low23, 2, 3, 6, 7);
	panel += COLUMNS;
	*(four *)panel = __builtin_shufflevector(high01, high23, 0, 1, 4, 5);
	panel += COLUMNS;
	*(four *)panel = __builtin_shufflevector(high01, high23, 2, 3, 6, 7);
}

/* Columns that are not there are 0, from depth k on. */
static void fill_panel_by_element(const float *b, size_t row_step, size_t column_step, size_t k,
	size_t depth, size_t columns, float *panel)
{
	for (; k < depth; k++)
		for (size_t n = 0; n < COLUMNS; n++)
			panel[k * COLUMNS + n] =
				n < columns ? b[k * row_step + n * column_step] : 0;
}

AVX2 static void fill_panel(
	struct matrix b, size_t first_k, size_t first_n, size_t depth, size_t columns, float *panel)
{
	size_t row_step = b.transposed ? 1 : b.stride, column_step = b.transposed ? b.stride : 1;
	const float *at = b.at + first_k * row_step + first_n * column_step;
	size_t k = 0;
	if (columns == COLUMNS && b.transposed) {
		k = depth / 4 * 4;
		for (size_t n = 0; n < COLUMNS; n += 4) /* few rows at a time: each line once */
			for (size_t i = 0; i < k; i += 4)
				transpose_4(
					at + i + n * b.stride, b.stride, panel + i * COLUMNS + n);
	} else if (columns == COLUMNS) {
		for (; k < depth; k++)
			memcpy(panel + k * COLUMNS, at + k * b.stride, COLUMNS * sizeof(*panel));
	}
	fill_panel_by_element(at, row_step, column_step, k, depth, columns, panel);
}

static size_t at_most(size_t count, size_t limit)
{
	return count < limit ? count : limit;
}

/* Rows m .. m + M - 1 of the result, where M is at most HEIGHT. */
static void multiply_rows(float *out, size_t stride, const float *a, size_t row_step,
	size_t depth_step, size_t M, size_t K, struct matrix b, size_t N, float scale, float keep)
{
	float panel[DEPTH * COLUMNS] __attribute__((aligned(64)));
	size_t k = 0;
	do { /* once also when K is 0, for the sake of keep */
		for (size_t n = 0; n < N; n += COLUMNS) {
			struct strip strip = {
				.depth = at_most(K - k, DEPTH),
				.a = a + k * depth_step,
				.row_step = row_step,
				.depth_step = depth_step,
				.panel = panel,
				.out = out + n,
				.stride = stride,
				.columns = at_most(N - n, COLUMNS),
				.scale = scale,
				.keep = k == 0 ? keep : 1,
			};
			fill_panel(b, k, n, strip.depth, strip.columns, panel);
			multiply_strip(&strip, M);
		}
		k += DEPTH;
	} while (k < K);
}

void small_product(
	real *out, size_t stride, struct matrix a, struct matrix b, real scale, real keep)
{
	size_t M = a.transposed ? a.columns : a.rows, K = a.transposed ? a.rows : a.columns;
	size_t N = b.transposed ? b.rows : b.columns;
	size_t row_step = a.transposed ? 1 : a.stride, depth_step = a.transposed ? a.stride : 1;
	for (size_t m = 0; m < M; m += HEIGHT)
		multiply_rows(out + m * stride, stride, a.at + m * row_step, row_step, depth_step,
			at_most(M - m, HEIGHT), K, b, N, scale, keep);
}

bool small_product_is_best(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
	       !__builtin_cpu_supports("avx512f");
}

#else

bool small_product_is_best(void)
{
	return false;
}

void small_product(
	real *out, size_t stride, struct matrix a, struct matrix b, real scale, real keep)
{
	(void)out, (void)stride, (void)a, (void)b, (void)scale, (void)keep;
	assert(!"small_product() exists on x86-64 in float only");
}

#endif
