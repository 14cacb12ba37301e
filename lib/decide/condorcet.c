/* condorcet.c: see condorcet.h. */
#include "decide/condorcet.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
ccr_pairwise(const struct ccr_profile *p, double *prefer)
{
	size_t n = p->n_options;

	for (size_t i = 0; i < n * n; i++)
		prefer[i] = 0;
	for (size_t b = 0; b < p->n_ballots; b++) {
		const uint32_t *level = p->level + b * n;
		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < n; k++)
				prefer[i * n + k] += level[i] < level[k] ? p->count[b] : 0;
	}
}

static bool
beats(const double *prefer, size_t n, size_t a, size_t b)
{
	return prefer[a * n + b] > prefer[b * n + a];
}

size_t
ccr_condorcet_winner(const double *prefer, size_t n)
{
	for (size_t a = 0; a < n; a++) {
		size_t won = 0;
		for (size_t b = 0; b < n; b++)
			won += beats(prefer, n, a, b);
		if (won + 1 == n)
			return a;
	}
	return n;
}

void
ccr_copeland(const double *prefer, size_t n, double *score)
{
	for (size_t a = 0; a < n; a++) {
		score[a] = 0;
		for (size_t b = 0; b < n; b++)
			score[a] += (double)beats(prefer, n, a, b) - (double)beats(prefer, n, b, a);
	}
}

/* From an option with the highest Copeland score, which is always in the set, grow by whoever is
 * not beaten by a member. */
size_t
ccr_smith_set(const double *prefer, size_t n, bool *member)
{
	double *score = ccr_alloc(n, sizeof *score);
	size_t best = 0, size = n > 0;
	bool grown = true;

	ccr_copeland(prefer, n, score);
	for (size_t i = 0; i < n; i++) {
		member[i] = false;
		if (score[i] > score[best])
			best = i;
	}
	free(score);
	if (n > 0)
		member[best] = true;
	while (grown) {
		grown = false;
		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < n && !member[i]; k++)
				if (member[k] && !beats(prefer, n, k, i)) {
					member[i] = grown = true;
					size++;
				}
	}
	return size;
}

/* The shortest way from start back to it, breadth first, through members; its length, or 0. */
static size_t
shortest(const double *prefer, size_t n, const bool *member, size_t start, bool strict,
	 size_t *cycle)
{
	size_t *queue = ccr_alloc(n, sizeof *queue), *from = ccr_alloc(n, sizeof *from);
	size_t head = 0, tail = 0, length = 0;

	for (size_t i = 0; i < n; i++)
		from[i] = n;
	queue[tail++] = start;
	while (head < tail && length == 0) {
		size_t a = queue[head++];
		for (size_t b = 0; b < n; b++) {
			bool edge = member[b] && b != a &&
				    (strict ? beats(prefer, n, a, b) : !beats(prefer, n, b, a));
			if (edge && b == start) {
				for (size_t at = a; at != start; at = from[at])
					length++;
				length++;
				for (size_t at = a, k = length; k > 0; at = from[at])
					cycle[--k] = at;
				break;
			}
			if (edge && from[b] == n) {
				from[b] = a;
				queue[tail++] = b;
			}
		}
	}
	free(queue);
	free(from);
	return length;
}

size_t
ccr_condorcet_cycle(const double *prefer, size_t n, const bool *member, size_t *cycle)
{
	size_t *now = ccr_alloc(n, sizeof *now), best = 0;

	for (int strict = 1; strict >= 0 && best == 0; strict--)
		for (size_t i = 0; i < n; i++) {
			size_t length =
				member[i] ? shortest(prefer, n, member, i, strict != 0, now) : 0;
			if (length > 0 && (best == 0 || length < best)) {
				best = length;
				memcpy(cycle, now, length * sizeof *cycle);
			}
		}
	free(now);
	return best;
}

void
ccr_schulze_paths(const double *prefer, size_t n, double *path)
{
	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++)
			path[a * n + b] = beats(prefer, n, a, b) ? prefer[a * n + b] : 0;
	for (size_t via = 0; via < n; via++)
		for (size_t a = 0; a < n; a++)
			for (size_t b = 0; b < n; b++) {
				double first = path[a * n + via], second = path[via * n + b];
				double weakest = first < second ? first : second;
				if (a != b && weakest > path[a * n + b])
					path[a * n + b] = weakest;
			}
}

void
ccr_schulze(const double *path, size_t n, bool *above)
{
	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++)
			above[a * n + b] = path[a * n + b] > path[b * n + a];
}

struct pair {
	size_t a, b;
	double won, lost;
};

static int
compare(const void *x, const void *y)
{
	const struct pair *p = x, *q = y;

	if (p->won != q->won)
		return p->won > q->won ? -1 : 1;
	if (p->lost != q->lost)
		return p->lost < q->lost ? -1 : 1;
	if (p->a != q->a)
		return p->a < q->a ? -1 : 1;
	return (p->b > q->b) - (p->b < q->b);
}

static bool
same_size(const struct pair *p, const struct pair *q)
{
	return p->won == q->won && p->lost == q->lost;
}

/* Whoever reaches a now reaches b, and all that b reaches. */
static void
lock(bool *reach, size_t n, size_t a, size_t b)
{
	if (reach[a * n + b])
		return;
	for (size_t x = 0; x < n; x++)
		if (x == a || reach[x * n + a])
			for (size_t y = 0; y < n; y++)
				if (y == b || reach[b * n + y])
					reach[x * n + y] = true;
}

size_t
ccr_ranked_pairs(const double *prefer, size_t n, bool *above)
{
	struct pair *pair = ccr_alloc(n * n, sizeof *pair);
	bool *all = ccr_alloc(n * n, sizeof *all);
	size_t n_pairs = 0, left_out = 0, next;

	memset(above, 0, n * n * sizeof *above);
	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++)
			if (beats(prefer, n, a, b))
				pair[n_pairs++] =
					(struct pair){a, b, prefer[a * n + b], prefer[b * n + a]};
	qsort(pair, n_pairs, sizeof *pair, compare);
	for (size_t first = 0; first < n_pairs; first = next) {
		/* What the wins of this size would make together, with those before. */
		memcpy(all, above, n * n * sizeof *all);
		for (next = first; next < n_pairs && same_size(&pair[next], &pair[first]); next++)
			if (!above[pair[next].b * n + pair[next].a])
				lock(all, n, pair[next].a, pair[next].b);
		for (size_t i = first; i < next; i++) {
			bool against = above[pair[i].b * n + pair[i].a];
			if (!against && !all[pair[i].b * n + pair[i].a])
				continue;
			/* marked: it stays out */
			left_out += !against;
			pair[i].won = -1;
		}
		for (size_t i = first; i < next; i++)
			if (pair[i].won >= 0)
				lock(above, n, pair[i].a, pair[i].b);
	}
	free(pair);
	free(all);
	return left_out;
}

/* What putting option a behind the set s and before all others agrees with, at [a * 2^n + s]. */
static double *
gains(const double *prefer, size_t n)
{
	size_t sets = (size_t)1 << n;
	double *gain = ccr_alloc(n * sets, sizeof *gain);

	for (size_t a = 0; a < n; a++) {
		double *of = gain + a * sets;
		for (size_t b = 0; b < n; b++)
			of[0] += b == a ? 0 : prefer[a * n + b];
		for (size_t s = 1; s < sets; s++) {
			size_t b = 0;
			while (!(s >> b & 1))
				b++;
			of[s] = of[s & (s - 1)] - (b == a ? 0 : prefer[a * n + b]);
		}
	}
	return gain;
}

/* What is known of a set of options: the best order of it in the first places, the best of all
 * others behind it, and in how many ways. */
struct set {
	double head, tail, ways;
};

static void
order_sets(struct set *set, const double *gain, size_t n)
{
	size_t sets = (size_t)1 << n;

	for (size_t s = 0; s < sets; s++)
		for (size_t a = 0; a < n; a++) {
			size_t more = s | (size_t)1 << a;
			double score = set[s].head + gain[a * sets + s];
			if (more != s && score > set[more].head)
				set[more].head = score;
		}
	set[sets - 1].ways = 1;
	for (size_t s = sets - 1; s-- > 0;)
		for (size_t a = 0; a < n; a++) {
			const struct set *more = &set[s | (size_t)1 << a];
			double score = more->tail + gain[a * sets + s];
			if (more == &set[s])
				continue;
			if (score > set[s].tail || set[s].ways == 0) {
				set[s].tail = score;
				set[s].ways = more->ways;
			} else if (score == set[s].tail) {
				set[s].ways += more->ways;
			}
		}
}

struct ccr_kemeny
ccr_kemeny(const double *prefer, size_t n, bool *above)
{
	size_t sets = (size_t)1 << n, full = sets - 1;
	struct set *set = ccr_alloc(sets, sizeof *set);
	double *gain = gains(prefer, n);
	size_t *behind = ccr_alloc(n, sizeof *behind); /* of whom a stands before in some order */
	struct ccr_kemeny result = {0};

	order_sets(set, gain, n);
	for (size_t s = 0; s < full; s++)
		for (size_t a = 0; a < n; a++) {
			size_t more = s | (size_t)1 << a;
			if (more != s &&
			    set[s].head + gain[a * sets + s] + set[more].tail == set[full].head)
				behind[a] |= full & ~more;
		}
	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++) {
			above[a * n + b] = a != b && !(behind[b] >> a & 1);
			result.all += a == b ? 0 : prefer[a * n + b];
		}
	result.score = set[full].head;
	result.n = set[0].ways;
	free(set);
	free(gain);
	free(behind);
	return result;
}

void
ccr_order_rank(const bool *above, size_t n, double *score, size_t *rank)
{
	double *key = ccr_alloc(n, sizeof *key);

	for (size_t a = 0; a < n; a++) {
		score[a] = 0;
		for (size_t b = 0; b < n; b++) {
			score[a] += above[a * n + b];
			key[a] -= above[b * n + a];
		}
	}
	ccr_ballot_rank(key, n, 0, rank);
	free(key);
}
