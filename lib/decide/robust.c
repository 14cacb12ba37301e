/* robust.c: see robust.h. */
#include "decide/robust.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "decide/rng.h"

static double
weighted(const double *value, const double *weight, size_t n_criteria, size_t item)
{
	double sum = 0;

	for (size_t c = 0; c < n_criteria; c++)
		sum += weight[c] * value[item * n_criteria + c];
	return sum;
}

double
ccr_critical_change(const double *value, const double *weight, size_t n_criteria, size_t i,
		    size_t j, size_t k)
{
	double apart = weighted(value, weight, n_criteria, j) -
		       weighted(value, weight, n_criteria, i),
	       change = apart / (value[j * n_criteria + k] - value[i * n_criteria + k]);

	return isfinite(change) && change <= weight[k] ? change : (double)NAN;
}

/* ---- the weight of one criterion from 0 to 1 ---- */

/* The score of an item where criterion k has weight t: its own value at 1, the rest's at 0. */
static double
score_at(const double *value, const double *weight, size_t n_criteria, size_t item, size_t k,
	 double t)
{
	double others = 0, sum = 0;

	for (size_t c = 0; c < n_criteria; c++) {
		if (c == k)
			continue;
		sum += weight[c];
		others += weight[c] * value[item * n_criteria + c];
	}
	return t * value[item * n_criteria + k] + (1 - t) * (sum > 0 ? others / sum : 0);
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static size_t
best_at(const double *value, const double *weight, size_t n_items, size_t n_criteria, size_t k,
	double t)
{
	size_t best = 0;

	for (size_t i = 1; i < n_items; i++)
		if (score_at(value, weight, n_criteria, i, k, t) >
		    score_at(value, weight, n_criteria, best, k, t) + 1e-12)
			best = i;
	return best;
}

size_t
ccr_sweep_weight(const double *value, const double *weight, size_t n_items, size_t n_criteria,
		 size_t k, struct ccr_sweep *range)
{
	double *cross = ccr_alloc(n_items * n_items + 2, sizeof *cross);
	size_t n = 0, ranges = 0;

	cross[n++] = 0;
	for (size_t i = 0; i < n_items; i++)
		for (size_t j = 0; j < i; j++) {
			double at0 = score_at(value, weight, n_criteria, i, k, 0) -
				     score_at(value, weight, n_criteria, j, k, 0),
			       at1 = value[i * n_criteria + k] - value[j * n_criteria + k],
			       t = at0 / (at0 - at1);
			if (t > 0 && t < 1)
				cross[n++] = t;
		}
	cross[n++] = 1;
	qsort(cross, n, sizeof *cross, ascending);
	for (size_t i = 0; i + 1 < n; i++) {
		size_t first;
		if (!(cross[i + 1] > cross[i]))
			continue;
		first = best_at(value, weight, n_items, n_criteria, k,
				(cross[i] + cross[i + 1]) / 2);
		if (ranges > 0 && range[ranges - 1].first == first)
			range[ranges - 1].to = cross[i + 1];
		else
			range[ranges++] = (struct ccr_sweep){cross[i], cross[i + 1], first};
	}
	free(cross);
	return ranges;
}

/* ---- weights drawn at random ---- */

static void
draw(struct ccr_rng *rng, const double *weight, size_t n, double spread, double *drawn)
{
	double sum = 0;

	for (size_t c = 0; c < n; c++) {
		double u = ccr_rng_uniform(rng);
		/* Exponentials over their sum are even on the simplex. */
		drawn[c] = spread > 0 ? weight[c] * (1 + spread * (2 * u - 1)) : -log(u);
		sum += drawn[c];
	}
	for (size_t c = 0; c < n; c++)
		drawn[c] /= sum;
}

static void
count_ranks(struct ccr_smaa *s, const double *score, const double *weight, size_t *rank)
{
	size_t n = s->n_items;

	ccr_rank(score, n, rank);
	for (size_t i = 0; i < n; i++) {
		s->acceptability[i * n + rank[i] - 1]++;
		for (size_t j = 0; j < n; j++)
			s->wins[i * n + j] += rank[i] < rank[j];
		for (size_t c = 0; rank[i] == 1 && c < s->n_criteria; c++)
			s->central[i * s->n_criteria + c] += weight[c];
	}
}

static void
to_shares(struct ccr_smaa *s, const struct ccr_matrix *m, ccr_scorer *scorer, const void *how,
	  double *score, size_t *rank)
{
	size_t n = s->n_items;

	for (size_t i = 0; i < n; i++) {
		struct ccr_matrix own = *m;
		double firsts = s->acceptability[i * n];
		for (size_t c = 0; c < s->n_criteria; c++)
			s->central[i * s->n_criteria + c] /= firsts;
		for (size_t j = 0; j < n; j++) {
			s->acceptability[i * n + j] /= (double)s->draws;
			s->wins[i * n + j] /= (double)s->draws;
		}
		if (!(firsts > 0))
			continue;
		own.weight = s->central + i * s->n_criteria;
		scorer(&own, how, score);
		ccr_rank(score, n, rank);
		s->confident[i] = rank[i] == 1;
	}
}

void
ccr_smaa(const struct ccr_matrix *m, ccr_scorer *scorer, const void *how, size_t draws,
	 double spread, uint64_t seed, struct ccr_smaa *s)
{
	size_t n = m->n_items;
	double *weight = ccr_alloc(m->n_criteria, sizeof *weight),
	       *score = ccr_alloc(n, sizeof *score);
	size_t *rank = ccr_alloc(n, sizeof *rank);
	struct ccr_matrix drawn = *m;
	struct ccr_rng rng;

	*s = (struct ccr_smaa){n,
			       m->n_criteria,
			       draws,
			       ccr_alloc(n * n, sizeof(double)),
			       ccr_alloc(n * m->n_criteria, sizeof(double)),
			       ccr_alloc(n * n, sizeof(double)),
			       ccr_alloc(n, sizeof(bool))};
	drawn.weight = weight;
	ccr_rng_init(&rng, seed);
	for (size_t i = 0; i < draws; i++) {
		draw(&rng, m->weight, m->n_criteria, spread, weight);
		scorer(&drawn, how, score);
		count_ranks(s, score, weight, rank);
	}
	to_shares(s, m, scorer, how, score, rank);
	free(weight);
	free(score);
	free(rank);
}

void
ccr_smaa_release(struct ccr_smaa *s)
{
	free(s->acceptability);
	free(s->central);
	free(s->wins);
	free(s->confident);
}

/* ---- other items beside it ---- */

/* Are those that both matrices have, all but the item, in the same order? */
static bool
same_order(const struct ccr_matrix *m, const struct ccr_matrix *other, ccr_scorer *scorer,
	   const void *how, size_t item, bool dropped, bool *moved)
{
	double *before = ccr_alloc(m->n_items, sizeof *before),
	       *after = ccr_alloc(other->n_items, sizeof *after);
	bool same = true;

	scorer(m, how, before);
	scorer(other, how, after);
	for (size_t i = 0; i < m->n_items; i++)
		for (size_t j = 0; j < m->n_items; j++) {
			size_t a = i - (dropped && i > item), b = j - (dropped && j > item);
			if (i == item || j == item ||
			    (before[i] > before[j] + 1e-12) == (after[a] > after[b] + 1e-12))
				continue;
			same = false;
			moved[i] = moved[j] = true;
		}
	free(before);
	free(after);
	return same;
}

bool
ccr_order_without(const struct ccr_matrix *m, ccr_scorer *scorer, const void *how, size_t item,
		  bool *moved)
{
	size_t n = m->n_criteria;
	double *value = ccr_alloc(m->n_items * n, sizeof *value);
	struct ccr_matrix fewer = *m;
	bool same;

	memcpy(value, m->value, item * n * sizeof *value);
	memcpy(value + item * n, m->value + (item + 1) * n,
	       (m->n_items - item - 1) * n * sizeof *value);
	fewer.value = value;
	fewer.n_items--;
	same = same_order(m, &fewer, scorer, how, item, true, moved);
	free(value);
	return same;
}

bool
ccr_order_with_copy(const struct ccr_matrix *m, ccr_scorer *scorer, const void *how, size_t item,
		    bool *moved)
{
	size_t n = m->n_criteria;
	double *value = ccr_alloc((m->n_items + 1) * n, sizeof *value);
	struct ccr_matrix more = *m;
	bool same;

	memcpy(value, m->value, m->n_items * n * sizeof *value);
	memcpy(value + m->n_items * n, m->value + item * n, n * sizeof *value);
	more.value = value;
	more.n_items++;
	/* The copied item is compared too: it must not change places with the others. */
	same = same_order(m, &more, scorer, how, m->n_items, false, moved);
	free(value);
	return same;
}
