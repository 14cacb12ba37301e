/* independence.c: see independence.h. */
#include "stat/independence.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stat/dist.h"

struct margins {
	double *row, *column, all;
};

/* False where a row or column is empty. */
static bool
add_up(const double *cell, size_t rows, size_t columns, struct margins *m)
{
	bool full = rows > 1 && columns > 1;

	*m = (struct margins){ccr_alloc(rows, sizeof *m->row),
			      ccr_alloc(columns, sizeof *m->column), 0};
	for (size_t i = 0; i < rows; i++)
		for (size_t j = 0; j < columns; j++) {
			m->row[i] += cell[i * columns + j];
			m->column[j] += cell[i * columns + j];
			m->all += cell[i * columns + j];
		}
	for (size_t i = 0; i < rows; i++)
		full &= m->row[i] > 0;
	for (size_t j = 0; j < columns; j++)
		full &= m->column[j] > 0;
	return full;
}

static void
release(struct margins *m)
{
	free(m->row);
	free(m->column);
}

/* Contrasts of interaction: each row against the first, times each column against the first. They
 * span what main effects leave, so that Delta has the eigenvalues that R's has. */
static double
contrast(size_t cell, size_t k, size_t columns)
{
	size_t i = cell / columns, j = cell % columns, row = k / (columns - 1) + 1,
	       column = k % (columns - 1) + 1;
	double a = i == 0 ? 1 : i == row ? -1 : 0, b = j == 0 ? 1 : j == column ? -1 : 0;

	return a * b;
}

/* tr(Delta) and tr(Delta^2), Delta = (C' D^-1 C / n)^-1 C' D^-1 V D^-1 C.  D is the diagonal of the
 * shares; an empty cell counts 0, as in R. */
static bool
delta_traces(const double *share, const double *v, size_t rows, size_t columns, double n,
	     double *trace, double *trace2)
{
	size_t cells = rows * columns, q = (rows - 1) * (columns - 1);
	gsl_matrix *c = gsl_matrix_calloc(cells, q), *plain = gsl_matrix_alloc(q, q),
		   *design = gsl_matrix_alloc(q, q), *half = gsl_matrix_alloc(cells, q);
	gsl_matrix_const_view cov = gsl_matrix_const_view_array(v, cells, cells);
	gsl_permutation *p = gsl_permutation_alloc(q);
	gsl_vector_view column;
	int sign;
	bool good;

	/* c = D^-1 C; plain = C' D^-1 C / n. */
	for (size_t i = 0; i < cells; i++)
		for (size_t k = 0; share[i] > 0 && k < q; k++)
			gsl_matrix_set(c, i, k, contrast(i, k, columns) / share[i]);
	for (size_t k = 0; k < q; k++)
		for (size_t l = 0; l < q; l++) {
			double sum = 0;
			for (size_t i = 0; i < cells; i++)
				sum += contrast(i, k, columns) * gsl_matrix_get(c, i, l);
			gsl_matrix_set(plain, k, l, sum / n);
		}
	gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, &cov.matrix, c, 0, half);
	gsl_blas_dgemm(CblasTrans, CblasNoTrans, 1, c, half, 0, design);
	good = gsl_linalg_LU_decomp(plain, p, &sign) == 0 && gsl_linalg_LU_det(plain, sign) != 0;
	*trace = *trace2 = 0;
	for (size_t k = 0; good && k < q; k++) {
		column = gsl_matrix_column(design, k);
		good = gsl_linalg_LU_svx(plain, p, &column.vector) == 0;
	}
	for (size_t k = 0; good && k < q; k++) {
		*trace += gsl_matrix_get(design, k, k);
		for (size_t l = 0; l < q; l++)
			*trace2 += gsl_matrix_get(design, k, l) * gsl_matrix_get(design, l, k);
	}
	gsl_matrix_free(c);
	gsl_matrix_free(plain);
	gsl_matrix_free(design);
	gsl_matrix_free(half);
	gsl_permutation_free(p);
	return good && *trace > 0 && *trace2 > 0;
}

bool
ccr_rao_scott(const double *share, const double *v, size_t rows, size_t columns, double n,
	      double nu, bool second_order, struct ccr_chisq *test)
{
	double trace, trace2, x2 = 0, q = ((double)rows - 1) * ((double)columns - 1);
	struct margins m;
	bool good = add_up(share, rows, columns, &m);

	gsl_set_error_handler_off();
	for (size_t i = 0; good && i < rows * columns; i++) {
		double expected = m.row[i / columns] * m.column[i % columns] / m.all;
		x2 += n * (share[i] - expected) * (share[i] - expected) / expected;
	}
	release(&m);
	if (!good || !delta_traces(share, v, rows, columns, n, &trace, &trace2))
		return false;
	test->x2 = x2;
	if (second_order) {
		test->statistic = x2 / trace;
		test->df = trace * trace / trace2;
		test->df2 = test->df * nu;
		test->p = ccr_f_above(test->statistic, test->df, test->df2);
	} else {
		test->statistic = x2 / (trace / q);
		test->df = q;
		test->df2 = (double)NAN;
		test->p = ccr_chisq_above(test->statistic, q);
	}
	return true;
}

/* How a cell's distance from independence changes with the total of a cell. */
static double
gradient(const struct margins *m, size_t columns, size_t of, size_t by)
{
	size_t i = of / columns, j = of % columns;
	double g = of == by;

	if (by / columns == i)
		g -= m->column[j] / m->all;
	if (by % columns == j)
		g -= m->row[i] / m->all;
	return g + m->row[i] * m->column[j] / (m->all * m->all);
}

/* y' V^-1 y, of the distances y of all cells but those of the first row and column. */
static bool
wald(const double *total, const double *v, size_t rows, size_t columns, const struct margins *m,
     double *statistic)
{
	size_t cells = rows * columns, q = (rows - 1) * (columns - 1);
	gsl_matrix *g = gsl_matrix_alloc(q, cells), *half = gsl_matrix_alloc(q, cells),
		   *cov = gsl_matrix_alloc(q, q);
	gsl_vector *y = gsl_vector_alloc(q), *x = gsl_vector_alloc(q);
	gsl_matrix_const_view all = gsl_matrix_const_view_array(v, cells, cells);
	bool good;

	for (size_t k = 0; k < q; k++) {
		size_t i = k / (columns - 1) + 1, j = k % (columns - 1) + 1, of = i * columns + j;
		gsl_vector_set(y, k, total[of] - m->row[i] * m->column[j] / m->all);
		for (size_t by = 0; by < cells; by++)
			gsl_matrix_set(g, k, by, gradient(m, columns, of, by));
	}
	gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, g, &all.matrix, 0, half);
	gsl_blas_dgemm(CblasNoTrans, CblasTrans, 1, half, g, 0, cov);
	good = gsl_linalg_cholesky_decomp1(cov) == 0 && gsl_linalg_cholesky_solve(cov, y, x) == 0;
	gsl_blas_ddot(y, x, statistic);
	gsl_matrix_free(g);
	gsl_matrix_free(half);
	gsl_matrix_free(cov);
	gsl_vector_free(y);
	gsl_vector_free(x);
	return good && isfinite(*statistic);
}

bool
ccr_wald_independence(const double *total, const double *v, size_t rows, size_t columns, double nu,
		      bool adjusted, struct ccr_chisq *test)
{
	double q = ((double)rows - 1) * ((double)columns - 1);
	struct margins m;
	bool good = add_up(total, rows, columns, &m);

	gsl_set_error_handler_off();
	good = good && wald(total, v, rows, columns, &m, &test->statistic);
	release(&m);
	if (!good)
		return false;
	test->x2 = (double)NAN;
	test->df = q;
	test->df2 = adjusted ? nu - q + 1 : nu;
	test->statistic *= adjusted ? test->df2 / (q * nu) : 1 / q;
	test->p = ccr_f_above(test->statistic, test->df, test->df2);
	return test->df2 > 0;
}
