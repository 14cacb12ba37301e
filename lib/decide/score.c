/* score.c: see score.h. */
#include "decide/score.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static double
at(const struct ccr_matrix *m, size_t item, size_t criterion)
{
	return m->value[item * m->n_criteria + criterion];
}

static void
range(const struct ccr_matrix *m, size_t criterion, double *low, double *high)
{
	*low = *high = m->n_items ? at(m, 0, criterion) : 0;
	for (size_t i = 1; i < m->n_items; i++) {
		*low = fmin(*low, at(m, i, criterion));
		*high = fmax(*high, at(m, i, criterion));
	}
}

static double
sum_of_weights(const struct ccr_matrix *m)
{
	double sum = 0;

	for (size_t c = 0; c < m->n_criteria; c++)
		sum += m->weight[c];
	return sum;
}

bool
ccr_score_constant(const struct ccr_matrix *m, size_t criterion)
{
	double low, high;

	range(m, criterion, &low, &high);
	return !(low < high);
}

void
ccr_score_wsm(const struct ccr_matrix *m, double *score)
{
	double total = sum_of_weights(m);

	for (size_t i = 0; i < m->n_items; i++)
		score[i] = 0;
	for (size_t c = 0; c < m->n_criteria; c++) {
		double low, high;
		range(m, c, &low, &high);
		for (size_t i = 0; i < m->n_items && low < high; i++) {
			double gain = m->cost[c] ? high - at(m, i, c) : at(m, i, c) - low;
			score[i] += m->weight[c] / total * (gain / (high - low));
		}
	}
}

void
ccr_score_topsis(const struct ccr_matrix *m, double *score)
{
	double *near = ccr_alloc(m->n_items, sizeof *near),
	       *far = ccr_alloc(m->n_items, sizeof *far);
	double total = sum_of_weights(m);

	for (size_t c = 0; c < m->n_criteria; c++) {
		double low, high, norm = 0;
		range(m, c, &low, &high);
		for (size_t i = 0; i < m->n_items; i++)
			norm = hypot(norm, at(m, i, c));
		for (size_t i = 0; i < m->n_items && norm > 0; i++) {
			double scale = m->weight[c] / total / norm;
			double to_high = scale * (high - at(m, i, c)),
			       to_low = scale * (at(m, i, c) - low);
			near[i] = hypot(near[i], m->cost[c] ? to_low : to_high);
			far[i] = hypot(far[i], m->cost[c] ? to_high : to_low);
		}
	}
	for (size_t i = 0; i < m->n_items; i++)
		score[i] = near[i] + far[i] > 0 ? far[i] / (near[i] + far[i]) : 0;
	free(near);
	free(far);
}

void
ccr_rank(const double *score, size_t n, size_t *rank)
{
	for (size_t i = 0; i < n; i++) {
		rank[i] = 1;
		for (size_t k = 0; k < n; k++)
			rank[i] += score[k] > score[i] + 1e-12;
	}
}
