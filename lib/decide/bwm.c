/* bwm.c: see bwm.h. */
#include "decide/bwm.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "decide/lp.h"

/* Two rows of the program for |w_i - c w_k| <= xi; xi is the last unknown. */
static void
bound(const struct ccr_bwm *m, double *a, double *high, size_t *row, size_t i, double c, size_t k)
{
	for (int sign = 1; sign >= -1; sign -= 2) {
		double *of = a + *row * (m->n + 1);
		of[i] += sign;
		of[k] -= sign * c;
		of[m->n] = -1;
		high[(*row)++] = 0;
	}
}

static double
largest(const struct ccr_bwm *m, const double *weight)
{
	double xi = 0;

	for (size_t j = 0; j < m->n; j++) {
		xi = fmax(xi, fabs(weight[m->b] - m->best[j] * weight[j]));
		xi = fmax(xi, fabs(weight[j] - m->worst[j] * weight[m->w]));
	}
	return xi;
}

bool
ccr_bwm_weights(const struct ccr_bwm *m, double *weight, double *xi)
{
	size_t rows = 4 * m->n + 1, columns = m->n + 1, row = 0;
	double *a = ccr_alloc(rows * columns, sizeof *a), *low = ccr_alloc(rows, sizeof *low),
	       *high = ccr_alloc(rows, sizeof *high), *cost = ccr_alloc(columns, sizeof *cost),
	       *x = ccr_alloc(columns, sizeof *x);
	struct ccr_lp lp = {rows, columns, a, low, high, cost};
	bool done;

	for (size_t j = 0; j < m->n; j++) {
		bound(m, a, high, &row, m->b, m->best[j], j);
		bound(m, a, high, &row, j, m->worst[j], m->w);
	}
	for (size_t r = 0; r < row; r++)
		low[r] = (double)-INFINITY;
	for (size_t j = 0; j < m->n; j++)
		a[row * columns + j] = 1;
	low[row] = high[row] = 1;
	cost[m->n] = 1;
	done = ccr_lp_minimize(&lp, x);
	for (size_t j = 0; done && j < m->n; j++)
		weight[j] = x[j];
	if (done)
		*xi = largest(m, weight);
	if (done && *xi < 1e-12) /* rounding */
		*xi = 0;
	free(a);
	free(low);
	free(high);
	free(cost);
	free(x);
	return done;
}

/* Can all ratios be within xi of what was said?  Each criterion between allows w_b / w_w to lie in
 * an interval; they need a point in common. */
static bool
possible(const struct ccr_bwm *m, double xi)
{
	double low = 0, high = (double)INFINITY;

	for (size_t j = 0; j < m->n; j++) {
		bool end = j == m->b || j == m->w;
		double from_best = end ? m->best[m->w] : m->best[j],
		       from_worst = end ? 0 : m->worst[j];
		double least = fmax(0, from_best - xi) * (end ? 1 : fmax(0, from_worst - xi)),
		       most = (from_best + xi) * (end ? 1 : from_worst + xi);
		low = fmax(low, least);
		high = fmin(high, most);
	}
	return low <= high;
}

double
ccr_bwm_ratio_xi(const struct ccr_bwm *m)
{
	double low = 0, high = m->best[m->w];

	if (m->n < 3 || possible(m, 1e-12 * high))
		return 0;
	for (;;) {
		double xi = low + (high - low) / 2;
		if (xi <= low || xi >= high)
			return high;
		if (possible(m, xi))
			high = xi;
		else
			low = xi;
	}
}

double
ccr_bwm_index(double a)
{
	double half = (1 + 2 * a) / 2;

	return half - sqrt(half * half - (a * a - a));
}
