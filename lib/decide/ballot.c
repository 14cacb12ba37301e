/* ballot.c: see ballot.h. */
#include "decide/ballot.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"

double
ccr_ballot_total(const struct ccr_profile *p)
{
	double total = 0;

	for (size_t b = 0; b < p->n_ballots; b++)
		total += p->count[b];
	return total;
}

static void
clear(double *score, size_t n)
{
	for (size_t i = 0; score && i < n; i++)
		score[i] = 0;
}

void
ccr_ballot_plurality(const struct ccr_profile *p, double *score)
{
	clear(score, p->n_options);
	for (size_t b = 0; b < p->n_ballots; b++) {
		const uint32_t *level = p->level + b * p->n_options;
		size_t first = 0;
		for (size_t i = 0; i < p->n_options; i++)
			first += level[i] == 0;
		for (size_t i = 0; i < p->n_options; i++)
			score[i] += level[i] == 0 ? p->count[b] / (double)first : 0;
	}
}

void
ccr_ballot_named(const struct ccr_profile *p, double *score)
{
	clear(score, p->n_options);
	for (size_t b = 0; b < p->n_ballots; b++)
		for (size_t i = 0; i < p->n_options; i++)
			if (p->level[b * p->n_options + i] != CCR_UNRANKED)
				score[i] += p->count[b];
}

void
ccr_ballot_approval(const struct ccr_profile *p, double *score)
{
	if (!p->points) {
		ccr_ballot_named(p, score);
		return;
	}
	clear(score, p->n_options);
	for (size_t b = 0; b < p->n_ballots; b++)
		for (size_t i = 0; i < p->n_options; i++)
			score[i] += p->count[b] * p->points[b * p->n_options + i];
}

/* How many options stand before the i-th on a ballot, and how many share its place, itself among
 * them. */
static void
places(const uint32_t *level, size_t n, size_t i, size_t *before, size_t *shared)
{
	*before = *shared = 0;
	for (size_t k = 0; k < n; k++) {
		*before += level[k] < level[i];
		*shared += level[k] == level[i];
	}
}

void
ccr_ballot_ngt(const struct ccr_profile *p, size_t k, double *score, double *votes)
{
	clear(score, p->n_options);
	clear(votes, p->n_options);
	for (size_t b = 0; b < p->n_ballots; b++) {
		const uint32_t *level = p->level + b * p->n_options;
		for (size_t i = 0; i < p->n_options; i++) {
			size_t before, shared, paid;
			double first;
			if (level[i] == CCR_UNRANKED)
				continue;
			places(level, p->n_options, i, &before, &shared);
			if (before >= k)
				continue;
			/* Of the places shared, those up to the k-th have points. */
			paid = shared < k - before ? shared : k - before;
			first = (double)(k - before);
			score[i] += p->count[b] * (double)paid * (first - (double)(paid - 1) / 2) /
				    (double)shared;
			if (votes)
				votes[i] += p->count[b];
		}
	}
}

void
ccr_ballot_borda(const struct ccr_profile *p, double *score)
{
	size_t n = p->n_options;

	clear(score, n);
	for (size_t b = 0; b < p->n_ballots; b++)
		for (size_t i = 0; i < n; i++) {
			size_t before, shared;
			places(p->level + b * n, n, i, &before, &shared);
			score[i] +=
				p->count[b] * ((double)(n - 1 - before) - (double)(shared - 1) / 2);
		}
}

struct placed {
	double score;
	size_t at;
};

static int
compare(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

void
ccr_ballot_rank(const double *score, size_t n, double within, size_t *rank)
{
	struct placed *order = ccr_alloc(n, sizeof *order);

	for (size_t i = 0; i < n; i++)
		order[i] = (struct placed){score[i], i};
	qsort(order, n, sizeof *order, compare);
	for (size_t i = 0; i < n; i++) {
		bool tied = i > 0 && order[i - 1].score - order[i].score <= within;
		rank[order[i].at] = tied ? rank[order[i - 1].at] : i + 1;
	}
	free(order);
}
