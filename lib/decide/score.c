/* score.c: see score.h. */
#include "decide/score.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static double
sum_of_weights(const struct ccr_matrix *m)
{
	double sum = 0;

	for (size_t c = 0; c < m->n_criteria; c++)
		sum += m->weight[c];
	return sum;
}

double
ccr_share(const struct ccr_matrix *m, size_t criterion)
{
	return m->weight[criterion] / sum_of_weights(m);
}

static void
range_of(const double *x, size_t n, size_t step, size_t criterion, double *low, double *high)
{
	*low = *high = n ? x[criterion] : 0;
	for (size_t i = 1; i < n; i++) {
		*low = fmin(*low, x[i * step + criterion]);
		*high = fmax(*high, x[i * step + criterion]);
	}
}

void
ccr_score_range(const struct ccr_matrix *m, size_t criterion, double *low, double *high)
{
	range_of(m->value, m->n_items, m->n_criteria, criterion, low, high);
}

bool
ccr_score_constant(const struct ccr_matrix *m, size_t criterion)
{
	double low, high;

	ccr_score_range(m, criterion, &low, &high);
	return !(low < high);
}

/* Turns the costs round. */
static void
turn(const struct ccr_matrix *m, enum ccr_costs costs, struct ccr_scaled *s)
{
	for (size_t c = 0; c < m->n_criteria; c++) {
		double low, high;
		ccr_score_range(m, c, &low, &high);
		s->cost[c] = m->cost[c] && costs == CCR_COST_AS_IS;
		for (size_t i = 0; i < m->n_items; i++) {
			size_t at = i * m->n_criteria + c;
			s->x[at] = !m->cost[c] || s->cost[c]  ? m->value[at]
				   : costs == CCR_COST_INVERT ? 1 / m->value[at]
							      : high - m->value[at];
		}
	}
}

void
ccr_scale(const struct ccr_matrix *m, enum ccr_scaling scaling, enum ccr_costs costs,
	  struct ccr_scaled *s)
{
	size_t n = m->n_items, k = m->n_criteria;

	s->n_criteria = k;
	s->x = ccr_alloc(n * k, sizeof *s->x);
	s->cost = ccr_alloc(k, sizeof *s->cost);
	s->shift = ccr_alloc(k, sizeof *s->shift);
	s->divisor = ccr_alloc(k, sizeof *s->divisor);
	turn(m, costs, s);
	for (size_t c = 0; c < k; c++) {
		double low, high, sum = 0, norm = 0;
		range_of(s->x, n, k, c, &low, &high);
		if (!(low < high))
			continue;
		for (size_t i = 0; i < n; i++) {
			sum += s->x[i * k + c];
			norm = hypot(norm, s->x[i * k + c]);
		}
		switch (scaling) {
		case CCR_SCALE_MINMAX:
			s->shift[c] = low;
			s->divisor[c] = high - low;
			break;
		case CCR_SCALE_VECTOR: s->divisor[c] = norm; break;
		case CCR_SCALE_SUM: s->divisor[c] = sum; break;
		case CCR_SCALE_MAX: s->divisor[c] = high; break;
		case CCR_SCALE_NONE: s->divisor[c] = 1; break;
		}
	}
}

double
ccr_scaled_at(const struct ccr_scaled *s, size_t item, size_t criterion)
{
	double divisor = s->divisor[criterion];

	return divisor > 0
		       ? (s->x[item * s->n_criteria + criterion] - s->shift[criterion]) / divisor
		       : 0;
}

void
ccr_scaled_release(struct ccr_scaled *s)
{
	free(s->x);
	free(s->cost);
	free(s->shift);
	free(s->divisor);
}

void
ccr_score_wsm(const struct ccr_matrix *m, const struct ccr_scaled *s, double *score)
{
	for (size_t i = 0; i < m->n_items; i++)
		score[i] = 0;
	for (size_t c = 0; c < m->n_criteria; c++) {
		double share = ccr_share(m, c);
		for (size_t i = 0; i < m->n_items; i++)
			score[i] += share * ccr_scaled_at(s, i, c);
	}
}

void
ccr_score_wpm(const struct ccr_matrix *m, const struct ccr_scaled *s, double *score)
{
	for (size_t i = 0; i < m->n_items; i++)
		score[i] = 1;
	for (size_t c = 0; c < m->n_criteria; c++) {
		double share = ccr_share(m, c);
		for (size_t i = 0; i < m->n_items && s->divisor[c] > 0; i++)
			score[i] *= pow(ccr_scaled_at(s, i, c), share);
	}
}

void
ccr_score_topsis(const struct ccr_matrix *m, const struct ccr_scaled *s, double *score)
{
	size_t n = m->n_items, k = m->n_criteria;
	double *near = ccr_alloc(n, sizeof *near), *far = ccr_alloc(n, sizeof *far);

	for (size_t c = 0; c < k; c++) {
		double low, high, scale = ccr_share(m, c) / s->divisor[c];
		range_of(s->x, n, k, c, &low, &high);
		for (size_t i = 0; i < n && s->divisor[c] > 0; i++) {
			double to_high = scale * (high - s->x[i * k + c]),
			       to_low = scale * (s->x[i * k + c] - low);
			near[i] = hypot(near[i], s->cost[c] ? to_low : to_high);
			far[i] = hypot(far[i], s->cost[c] ? to_high : to_low);
		}
	}
	for (size_t i = 0; i < n; i++)
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
