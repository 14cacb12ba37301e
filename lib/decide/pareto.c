/* pareto.c: see pareto.h. */
#include "decide/pareto.h"

static bool
dominates(const struct ccr_matrix *m, size_t a, size_t b)
{
	bool better = false;

	for (size_t c = 0; c < m->n_criteria; c++) {
		double lead = m->value[a * m->n_criteria + c] - m->value[b * m->n_criteria + c];
		lead = m->cost[c] ? -lead : lead;
		if (lead < 0)
			return false;
		better |= lead > 0;
	}
	return better;
}

/* Is item i dominated by one of those whose front is not known, or is the one in the making? */
static bool
beaten(const struct ccr_matrix *m, const size_t *front, size_t now, size_t i)
{
	for (size_t k = 0; k < m->n_items; k++)
		if ((front[k] == 0 || front[k] == now) && dominates(m, k, i))
			return true;
	return false;
}

size_t
ccr_pareto(const struct ccr_matrix *m, size_t *front, size_t *dominated_by)
{
	size_t n = m->n_items, done = 0, now = 0;

	for (size_t i = 0; i < n; i++) {
		front[i] = 0;
		dominated_by[i] = 0;
		for (size_t k = 0; k < n; k++)
			dominated_by[i] += dominates(m, k, i);
	}
	while (done < n) {
		now++;
		for (size_t i = 0; i < n; i++)
			if (front[i] == 0 && !beaten(m, front, now, i)) {
				front[i] = now;
				done++;
			}
	}
	return now;
}
