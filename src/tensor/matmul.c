#include "tensor/matmul.h"

#include "tensor/matmul_small.h"

#include <assert.h>
#include <cblas.h>

static size_t height(struct matrix matrix)
{
	return matrix.transposed ? matrix.columns : matrix.rows;
}

static size_t width(struct matrix matrix)
{
	return matrix.transposed ? matrix.rows : matrix.columns;
}

static CBLAS_TRANSPOSE reading(struct matrix matrix)
{
	return matrix.transposed ? CblasTrans : CblasNoTrans;
}

void matmul(real *out, size_t stride, struct matrix a, struct matrix b, real scale, real keep)
{
	assert(width(a) == height(b) && width(a) > 0 && width(b) <= stride);
	assert(a.columns <= a.stride && b.columns <= b.stride);
	blasint M = (blasint)height(a), N = (blasint)width(b), K = (blasint)width(a);
	if (M == 0 || N == 0)
		return; /* the library complains of a stride of 0 */
	if (matmul_small_applies(a, b)) {
		matmul_small(out, stride, a, b, scale, keep);
		return;
	}
#ifdef TENSOR_DOUBLE
	cblas_dgemm(CblasRowMajor, reading(a), reading(b), M, N, K, scale, a.at, (blasint)a.stride,
		b.at, (blasint)b.stride, keep, out, (blasint)stride);
#else
	cblas_sgemm(CblasRowMajor, reading(a), reading(b), M, N, K, scale, a.at, (blasint)a.stride,
		b.at, (blasint)b.stride, keep, out, (blasint)stride);
#endif
}

void matmul_use_one_thread(void)
{
	openblas_set_num_threads(1);
}
