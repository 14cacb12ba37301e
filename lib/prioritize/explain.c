/* explain.c: what each criterion contributes to each score; see method.h.
 *
 * Only methods that add up, or multiply, have contributions.  Those of TOPSIS are distances, of
 * ELECTRE and Pareto comparisons: nobody can say which part of these a criterion is.
 */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "decide/promethee.h"
#include "decide/vikor.h"
#include "prioritize/method.h"

static void
explain_scaled(const struct prioritize_parameters *p, const struct ccr_matrix *m, double *scaled,
	       double *part)
{
	struct ccr_scaled s;

	ccr_scale(m, p->scaling, p->costs, &s);
	for (size_t i = 0; i < m->n_items; i++)
		for (size_t c = 0; c < m->n_criteria; c++) {
			size_t at = i * m->n_criteria + c;
			scaled[at] = ccr_scaled_at(&s, i, c);
			if (p->method == PRIORITIZE_WSM)
				part[at] = ccr_share(m, c) * scaled[at];
			else if (p->method == PRIORITIZE_WPM)
				part[at] = s.divisor[c] > 0 ? pow(scaled[at], ccr_share(m, c)) : 1;
		}
	ccr_scaled_release(&s);
}

/* The flow of an item on one criterion alone. */
static double
flow_on(const struct prioritize_parameters *p, const struct ccr_matrix *m, size_t i, size_t c)
{
	double flow = 0;

	for (size_t k = 0; k < m->n_items; k++)
		if (k != i)
			flow += (ccr_promethee_on(m, p->preference, i, k, c) -
				 ccr_promethee_on(m, p->preference, k, i, c)) /
				(double)(m->n_items - 1);
	return flow;
}

/* Hanlon's A and 2 B, each multiplied by C; C itself is no summand. */
static void
explain_hanlon(const struct prioritize_parameters *p, const struct ccr_matrix *m, size_t i,
	       double *part)
{
	const double *value = &m->value[i * m->n_criteria];
	double effect = value[p->role[2]];

	part[p->role[0]] = value[p->role[0]] * effect;
	part[p->role[1]] = 2 * value[p->role[1]] * effect;
}

void
prioritize_explain(const struct prioritize_parameters *p, const struct ccr_matrix *m,
		   double *scaled, double *part)
{
	size_t k = m->n_criteria;

	for (size_t at = 0; at < m->n_items * k; at++)
		scaled[at] = part[at] = (double)NAN;
	if (prioritize_traits(p->method)->scales)
		explain_scaled(p, m, scaled, part);
	for (size_t i = 0; i < m->n_items; i++) {
		if (p->method == PRIORITIZE_HANLON)
			explain_hanlon(p, m, i, &part[i * k]);
		for (size_t r = 0; p->method == PRIORITIZE_CARVER && r < PRIORITIZE_ROLES; r++)
			part[i * k + p->role[r]] = m->value[i * k + p->role[r]];
		for (size_t c = 0; c < k; c++) {
			size_t at = i * k + c;
			if (p->method == PRIORITIZE_VIKOR)
				scaled[at] = ccr_regret(m, i, c);
			else if (p->method == PRIORITIZE_PROMETHEE)
				scaled[at] = flow_on(p, m, i, c);
			else
				continue;
			part[at] = ccr_share(m, c) * scaled[at];
		}
	}
}
