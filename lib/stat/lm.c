/* lm.c: see lm.h. */
#include "stat/lm.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

/* A column of which less than this part is left beside the others says nothing of its own; R's
 * lm() takes the same. */
static const double collinear = 1e-7;

/* Weighted rows with columns of length 1, and their lengths; false where a column is 0. */
static bool
scale_columns(gsl_matrix *a, double *length, const double *x, const double *weight)
{
	for (size_t j = 0; j < a->size2; j++) {
		double sum = 0;
		for (size_t i = 0; i < a->size1; i++) {
			double v = x[i * a->size2 + j] * (weight ? sqrt(weight[i]) : 1);
			gsl_matrix_set(a, i, j, v);
			sum += v * v;
		}
		length[j] = sqrt(sum);
		if (!(sum > 0) || isinf(sum))
			return false;
		for (size_t i = 0; i < a->size1; i++)
			gsl_matrix_set(a, i, j, gsl_matrix_get(a, i, j) / length[j]);
	}
	return true;
}

/* The inverse of X'X from the triangle R: R^-1 (R^-1)'. */
static void
invert(const gsl_matrix *qr, const double *length, double *inverse)
{
	size_t k = qr->size2;
	gsl_matrix *r = gsl_matrix_calloc(k, k), *product = gsl_matrix_calloc(k, k);

	for (size_t i = 0; i < k; i++)
		for (size_t j = i; j < k; j++)
			gsl_matrix_set(r, i, j, gsl_matrix_get(qr, i, j));
	gsl_linalg_tri_invert(CblasUpper, CblasNonUnit, r);
	gsl_blas_dgemm(CblasNoTrans, CblasTrans, 1, r, r, 0, product);
	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j < k; j++)
			inverse[i * k + j] =
				gsl_matrix_get(product, i, j) / (length[i] * length[j]);
	gsl_matrix_free(product);
	gsl_matrix_free(r);
}

static void
residuals(struct ccr_lm *fit, const double *x, const double *y, const double *weight)
{
	fit->rss = 0;
	for (size_t i = 0; i < fit->n; i++) {
		double e = y[i];
		for (size_t j = 0; j < fit->k; j++)
			e -= x[i * fit->k + j] * fit->coef[j];
		fit->residual[i] = e;
		fit->rss += (weight ? weight[i] : 1) * e * e;
	}
}

bool
ccr_lm_fit(struct ccr_lm *fit, const double *x, const double *y, const double *weight, size_t n,
	   size_t k)
{
	gsl_matrix *a = gsl_matrix_alloc(n, k);
	gsl_vector *tau = gsl_vector_alloc(k), *b = gsl_vector_alloc(n),
		   *left = gsl_vector_alloc(n), *solution = gsl_vector_alloc(k);
	double *length = ccr_alloc(k, sizeof *length);
	bool good;

	gsl_set_error_handler_off();
	*fit = (struct ccr_lm){.n = n, .k = k};
	fit->coef = ccr_alloc(k, sizeof *fit->coef);
	fit->inverse = ccr_alloc(k * k, sizeof *fit->inverse);
	fit->residual = ccr_alloc(n, sizeof *fit->residual);
	good = scale_columns(a, length, x, weight) && gsl_linalg_QR_decomp(a, tau) == 0;
	for (size_t j = 0; good && j < k; j++)
		good = fabs(gsl_matrix_get(a, j, j)) > collinear;
	if (good) {
		for (size_t i = 0; i < n; i++)
			gsl_vector_set(b, i, y[i] * (weight ? sqrt(weight[i]) : 1));
		good = gsl_linalg_QR_lssolve(a, tau, b, solution, left) == 0;
	}
	if (good) {
		for (size_t j = 0; j < k; j++)
			fit->coef[j] = gsl_vector_get(solution, j) / length[j];
		invert(a, length, fit->inverse);
		residuals(fit, x, y, weight);
	}
	free(length);
	gsl_vector_free(solution);
	gsl_vector_free(left);
	gsl_vector_free(b);
	gsl_vector_free(tau);
	gsl_matrix_free(a);
	return good;
}

void
ccr_lm_release(struct ccr_lm *fit)
{
	free(fit->coef);
	free(fit->inverse);
	free(fit->residual);
	*fit = (struct ccr_lm){0};
}
