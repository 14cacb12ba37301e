/* electre3.c: ELECTRE III; see electre.h.
 *
 * Roy, ELECTRE III: un algorithme de classements fonde sur une representation floue des
 * preferences, Cahiers du CERO 20 (1978) 3; the distillation as in Figueira, Mousseau & Roy,
 * ELECTRE Methods, in Multiple Criteria Decision Analysis (Springer 2005).
 */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "decide/electre.h"

static const double nothing = 1e-12; /* differences that are rounding */

/* How far a lead x has come on the way from low to high: 0 up to low, 1 from high on. */
static double
way(double x, double low, double high)
{
	return x <= low ? 0 : x >= high ? 1 : (x - low) / (high - low);
}

static double
credibility_of(const struct ccr_matrix *m, const struct ccr_preference *f, size_t a, size_t b,
	       double *concordance)
{
	size_t k = m->n_criteria;
	double c = 0, credibility;

	for (int step = 0; step < 2; step++) {
		credibility = c;
		for (size_t j = 0; j < k; j++) {
			double lead = m->value[b * k + j] - m->value[a * k + j],
			       q = isnan(f[j].q) ? 0 : f[j].q, p = isnan(f[j].p) ? q : f[j].p,
			       against;
			lead = m->cost[j] ? -lead : lead;
			against = isnan(f[j].v) ? 0 : way(lead, p, f[j].v);
			if (step == 0)
				c += ccr_share(m, j) * (1 - way(lead, q, p));
			else if (against > c + nothing)
				credibility *= (1 - against) / (1 - c);
		}
	}
	*concordance = c;
	return credibility;
}

void
ccr_credibility(const struct ccr_matrix *m, const struct ccr_preference *f, double *c,
		double *credibility)
{
	size_t n = m->n_items;

	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++) {
			double concordance = 0;
			credibility[a * n + b] =
				a == b ? 0 : credibility_of(m, f, a, b, &concordance);
			if (c)
				c[a * n + b] = concordance;
		}
}

static double
slack(double level)
{
	return 0.3 - 0.15 * level;
}

/* The largest credibility among those in, below a bound; 0 where there is none. */
static double
largest(size_t n, const double *s, const bool *in, double below)
{
	double found = 0;

	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++)
			if (a != b && in[a] && in[b] && s[a * n + b] < below - nothing)
				found = fmax(found, s[a * n + b]);
	return found;
}

/* Is a above b at this level? */
static bool
above(double there, double back, double level)
{
	return there > level + nothing && there > back + slack(there) + nothing;
}

/* Leaves in those whose strength less weakness is best (or, worst, least); returns how many. */
static size_t
keep_best(size_t n, const double *s, bool *in, double level, bool worst)
{
	double *power = ccr_alloc(n, sizeof *power), best = -(double)INFINITY;
	size_t left = 0;

	for (size_t a = 0; a < n; a++) {
		for (size_t b = 0; in[a] && b < n; b++) {
			double there = s[a * n + b], back = s[b * n + a];
			if (a == b || !in[b])
				continue;
			power[a] += above(there, back, level);
			power[a] -= above(back, there, level);
		}
		power[a] = worst ? -power[a] : power[a];
		best = in[a] ? fmax(best, power[a]) : best;
	}
	for (size_t a = 0; a < n; a++) {
		in[a] = in[a] && power[a] >= best;
		left += in[a];
	}
	free(power);
	return left;
}

/* Dense ranks in the order in which items are distilled; returns the last. */
static size_t
distil(size_t n, const double *s, bool worst, size_t *rank)
{
	bool *in = ccr_alloc(n, sizeof *in);
	size_t done = 0, now = 0;

	for (size_t i = 0; i < n; i++)
		rank[i] = 0;
	while (done < n) {
		size_t left = n - done;
		double level;
		for (size_t i = 0; i < n; i++)
			in[i] = rank[i] == 0;
		level = largest(n, s, in, (double)INFINITY);
		while (left > 1 && level > 0) {
			level = largest(n, s, in, level - slack(level));
			left = keep_best(n, s, in, level, worst);
		}
		now++;
		for (size_t i = 0; i < n; i++)
			rank[i] = in[i] ? now : rank[i];
		done += left;
	}
	free(in);
	return now;
}

void
ccr_distil(size_t n, const double *credibility, size_t *down, size_t *up)
{
	size_t last;

	distil(n, credibility, false, down);
	last = distil(n, credibility, true, up);
	for (size_t i = 0; i < n; i++)
		up[i] = last + 1 - up[i];
}
