/* runoff.c: see runoff.h. */
#include "decide/runoff.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"

/* What is being counted. */
struct counting {
	const struct ccr_profile *profile;
	struct ccr_runoff *result;
	double within; /* votes no further apart are the same */
	bool *last;    /* who may go out */
	size_t n_last;
};

static void
count_round(const struct ccr_profile *p, const struct ccr_runoff *r, size_t round)
{
	size_t n = p->n_options;
	double *votes = r->votes + round * n;

	for (size_t i = 0; i < n; i++)
		votes[i] = r->out[i] < round ? (double)NAN : 0;
	r->exhausted[round] = 0;
	for (size_t b = 0; b < p->n_ballots; b++) {
		const uint32_t *level = p->level + b * n;
		uint32_t top = CCR_UNRANKED;
		size_t shared = 0;
		for (size_t i = 0; i < n; i++) {
			if (r->out[i] < round || level[i] > top || level[i] == CCR_UNRANKED)
				continue;
			shared = level[i] < top ? 1 : shared + 1;
			top = level[i];
		}
		if (shared == 0)
			r->exhausted[round] += p->count[b];
		for (size_t i = 0; shared > 0 && i < n; i++)
			if (level[i] == top && !(r->out[i] < round))
				votes[i] += p->count[b] / (double)shared;
	}
}

/* Keeps those of the last who have fewest of value. */
static void
narrow(struct counting *c, const double *value)
{
	double least = (double)INFINITY;

	for (size_t i = 0; i < c->profile->n_options; i++)
		if (c->last[i])
			least = fmin(least, value[i]);
	for (size_t i = 0; i < c->profile->n_options; i++)
		if (c->last[i] && value[i] > least + c->within) {
			c->last[i] = false;
			c->n_last--;
		}
}

/* Several have the fewest votes: which of them go out, and by what rule. */
static enum ccr_runoff_how
break_tie(struct counting *c, size_t round, size_t left)
{
	size_t n = c->profile->n_options;
	const double *votes = c->result->votes + round * n;
	double together = 0, next = (double)INFINITY, *borda;

	if (c->n_last == left)
		return CCR_OUT_NOBODY;
	for (size_t i = 0; i < n; i++) {
		together += c->last[i] ? votes[i] : 0;
		if (!c->last[i] && !isnan(votes[i]))
			next = fmin(next, votes[i]);
	}
	if (together < next - c->within)
		return CCR_OUT_TOGETHER;
	for (size_t earlier = round; earlier-- > 0 && c->n_last > 1;)
		narrow(c, c->result->votes + earlier * n);
	if (c->n_last == 1)
		return CCR_OUT_EARLIER;
	borda = ccr_alloc(n, sizeof *borda);
	ccr_ballot_borda(c->profile, borda);
	narrow(c, borda);
	free(borda);
	if (c->n_last == 1)
		return CCR_OUT_BORDA;
	for (size_t i = 0; c->n_last > 1; i++)
		if (c->last[i]) {
			c->last[i] = false;
			c->n_last--;
		}
	return CCR_OUT_ORDER;
}

struct ccr_runoff
ccr_runoff(const struct ccr_profile *p)
{
	size_t n = p->n_options, left = n, went = n;
	struct ccr_runoff r = {.votes = ccr_alloc(n * n, sizeof *r.votes),
			       .exhausted = ccr_alloc(n, sizeof *r.exhausted),
			       .how = ccr_alloc(n, sizeof *r.how),
			       .out = ccr_alloc(n, sizeof *r.out)};
	struct counting c = {p, &r, 1e-9 * ccr_ballot_total(p), ccr_alloc(n, sizeof *c.last), 0};

	for (size_t i = 0; i < n; i++)
		r.out[i] = n;
	while (went > 0 && (left > 1 || r.n_rounds == 0)) {
		size_t round = r.n_rounds++;
		count_round(p, &r, round);
		for (size_t i = 0; i < n; i++)
			c.last[i] = !isnan(r.votes[round * n + i]);
		c.n_last = left;
		narrow(&c, r.votes + round * n);
		r.how[round] = c.n_last > 1 ? break_tie(&c, round, left)
			       : left == 1  ? CCR_OUT_NOBODY
					    : CCR_OUT_FEWEST;
		went = r.how[round] == CCR_OUT_NOBODY ? 0 : c.n_last;
		for (size_t i = 0; went > 0 && i < n; i++)
			if (c.last[i])
				r.out[i] = round;
		left -= went;
	}
	for (size_t i = 0; i < n; i++)
		if (r.out[i] == n)
			r.out[i] = r.n_rounds;
	r.n_left = left;
	free(c.last);
	return r;
}

void
ccr_runoff_rank(const struct ccr_runoff *r, size_t n, double *score, size_t *rank)
{
	for (size_t i = 0; i < n; i++) {
		score[i] = 0;
		for (size_t k = 0; k < n; k++)
			score[i] += r->out[k] < r->out[i];
	}
	ccr_ballot_rank(score, n, 0, rank);
}

void
ccr_runoff_release(struct ccr_runoff *r)
{
	free(r->votes);
	free(r->exhausted);
	free(r->how);
	free(r->out);
	*r = (struct ccr_runoff){0};
}
