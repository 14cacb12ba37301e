/* vikor.c: see vikor.h. */
#include "decide/vikor.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static const double nothing = 1e-12; /* differences that are rounding */

double
ccr_regret(const struct ccr_matrix *m, size_t item, size_t criterion)
{
	double low, high, x = m->value[item * m->n_criteria + criterion];

	ccr_score_range(m, criterion, &low, &high);
	if (!(low < high))
		return 0;
	return (m->cost[criterion] ? x - low : high - x) / (high - low);
}

/* Where x lies between the least and the largest of n numbers: 0 to 1; 0 where all are the same. */
static double
place(const double *all, size_t n, double x)
{
	double low = x, high = x;

	for (size_t i = 0; i < n; i++) {
		low = fmin(low, all[i]);
		high = fmax(high, all[i]);
	}
	return high - low > nothing ? (x - low) / (high - low) : 0;
}

static void
mark(const double *q, size_t n, double first, double second, struct ccr_compromise holds,
     bool *compromise)
{
	double lead = n > 1 ? 1 / (double)(n - 1) : 0;

	for (size_t i = 0; i < n; i++) {
		double behind = q[i] - first;
		if (!holds.advantage)
			compromise[i] = behind < lead - nothing;
		else if (!holds.stability)
			compromise[i] = q[i] <= second + nothing;
		else
			compromise[i] = behind <= nothing;
	}
}

struct ccr_compromise
ccr_vikor(const struct ccr_matrix *m, double v, double *s, double *r, double *q, bool *compromise)
{
	size_t n = m->n_items, best = 0;
	struct ccr_compromise holds = {true, true};
	double second = (double)INFINITY;

	for (size_t i = 0; i < n; i++) {
		s[i] = r[i] = 0;
		for (size_t c = 0; c < m->n_criteria; c++) {
			double regret = ccr_share(m, c) * ccr_regret(m, i, c);
			s[i] += regret;
			r[i] = fmax(r[i], regret);
		}
	}
	for (size_t i = 0; i < n; i++) {
		q[i] = v * place(s, n, s[i]) + (1 - v) * place(r, n, r[i]);
		best = q[i] < q[best] ? i : best;
	}
	for (size_t i = 0; i < n; i++)
		second = i != best ? fmin(second, q[i]) : second;
	if (n > 1) {
		bool by_s = true, by_r = true;
		holds.advantage = second - q[best] >= 1 / (double)(n - 1) - nothing;
		for (size_t i = 0; i < n; i++) {
			by_s &= s[best] <= s[i] + nothing;
			by_r &= r[best] <= r[i] + nothing;
		}
		holds.stability = by_s || by_r;
	}
	if (n > 0)
		mark(q, n, q[best], second, holds, compromise);
	return holds;
}
