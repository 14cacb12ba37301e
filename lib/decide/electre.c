/* electre.c: ELECTRE I and II; see electre.h.  ELECTRE III is in electre3.c. */
#include "decide/electre.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const double nothing = 1e-12; /* differences that are rounding */

void
ccr_electre_concordance(const struct ccr_matrix *m, double *c)
{
	size_t n = m->n_items, k = m->n_criteria;

	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++) {
			c[a * n + b] = 0;
			for (size_t j = 0; a != b && j < k; j++) {
				double lead = m->value[a * k + j] - m->value[b * k + j];
				if ((m->cost[j] ? -lead : lead) >= 0)
					c[a * n + b] += ccr_share(m, j);
			}
		}
}

/* The lead of b over a on one scaled criterion. */
static double
lead_of(const struct ccr_scaled *s, size_t b, size_t a, size_t criterion)
{
	double lead = ccr_scaled_at(s, b, criterion) - ccr_scaled_at(s, a, criterion);

	return s->cost[criterion] ? -lead : lead;
}

void
ccr_electre_discordance(const struct ccr_matrix *m, const struct ccr_scaled *s, double *d)
{
	size_t n = m->n_items;
	double widest = 0;

	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++) {
			d[a * n + b] = 0;
			for (size_t j = 0; j < m->n_criteria; j++)
				d[a * n + b] = fmax(d[a * n + b], lead_of(s, b, a, j));
			widest = fmax(widest, d[a * n + b]);
		}
	for (size_t i = 0; widest > 0 && i < n * n; i++)
		d[i] /= widest;
}

void
ccr_electre1(size_t n, const double *c, const double *d, double c_min, double d_max, bool *outranks)
{
	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++) {
			size_t i = a * n + b;
			outranks[i] = a != b && c[i] >= c_min - nothing && d[i] <= d_max + nothing;
		}
}

/* What can be reached from where, by one step or more (Warshall 1962). */
static bool *
reach(size_t n, const bool *step)
{
	bool *reached = ccr_alloc(n * n, sizeof *reached);

	memcpy(reached, step, n * n * sizeof *reached);
	for (size_t k = 0; k < n; k++)
		for (size_t a = 0; a < n; a++)
			for (size_t b = 0; reached[a * n + k] && b < n; b++)
				reached[a * n + b] |= reached[k * n + b];
	return reached;
}

enum fate { OPEN, INSIDE, OUTSIDE };

/* What becomes of the cycle of item i, by what is known of those that outrank it. */
static enum fate
fate_of(size_t n, const bool *outranks, const size_t *first, const enum fate *fate, size_t i)
{
	enum fate known = INSIDE;

	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++) {
			if (first[b] != first[i] || first[a] == first[i] || !outranks[a * n + b])
				continue;
			if (fate[a] == INSIDE)
				return OUTSIDE;
			known = fate[a] == OPEN ? OPEN : known;
		}
	return known;
}

void
ccr_kernel(size_t n, const bool *outranks, bool *kernel, size_t *cycle)
{
	bool *reached = reach(n, outranks), left = true;
	size_t *first = ccr_alloc(n, sizeof *first); /* the first item of each one's cycle */
	enum fate *fate = ccr_alloc(n, sizeof *fate);

	for (size_t i = 0; i < n; i++) {
		cycle[i] = 0;
		first[i] = i;
		for (size_t k = n; k-- > 0;)
			if (k == i || (reached[i * n + k] && reached[k * n + i])) {
				first[i] = k;
				cycle[i]++;
			}
	}
	/* With cycles as one there are none left, and so each round settles an item. */
	while (left) {
		left = false;
		for (size_t i = 0; i < n; i++) {
			if (fate[i] == OPEN)
				fate[i] = fate_of(n, outranks, first, fate, i);
			left |= fate[i] == OPEN;
		}
	}
	for (size_t i = 0; i < n; i++)
		kernel[i] = fate[i] == INSIDE;
	free(reached);
	free(first);
	free(fate);
}

void
ccr_electre2(size_t n, const double *c, const double *d, const double p[3], const double q[2],
	     enum ccr_outranking *outranks)
{
	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++) {
			size_t i = a * n + b;
			bool low = d[i] <= q[0] + nothing, lower = d[i] <= q[1] + nothing;
			outranks[i] = CCR_OUTRANKS_NOT;
			if (!(c[i] > c[b * n + a] + nothing))
				continue;
			if ((low && c[i] >= p[0] - nothing) || (lower && c[i] >= p[1] - nothing))
				outranks[i] = CCR_OUTRANKS_STRONGLY;
			else if (low && c[i] >= p[2] - nothing)
				outranks[i] = CCR_OUTRANKS_WEAKLY;
		}
}

/* Ranks from the top: those that nothing left outranks, then those of the rest; from the bottom
 * (reverse) those that outrank nothing left. */
static size_t
peel(size_t n, const enum ccr_outranking *outranks, bool reverse, size_t *rank)
{
	bool *top = ccr_alloc(n, sizeof *top);
	size_t left = n, now = 0;

	for (size_t i = 0; i < n; i++)
		rank[i] = 0;
	while (left > 0) {
		size_t found = 0;
		for (size_t i = 0; i < n; i++) {
			top[i] = rank[i] == 0;
			for (size_t k = 0; k < n && top[i]; k++)
				top[i] = rank[k] > 0 || outranks[reverse ? i * n + k : k * n + i] ==
								CCR_OUTRANKS_NOT;
			found += top[i];
		}
		now++;
		for (size_t i = 0; i < n; i++)
			if (rank[i] == 0 && (top[i] || found == 0))
				rank[i] = now;
		left = found == 0 ? 0 : left - found;
	}
	free(top);
	return now;
}

void
ccr_electre2_ranks(size_t n, const enum ccr_outranking *outranks, size_t *down, size_t *up)
{
	size_t last;

	peel(n, outranks, false, down);
	last = peel(n, outranks, true, up);
	for (size_t i = 0; i < n; i++)
		up[i] = last + 1 - up[i];
}
