/* agreement.c: see agreement.h. */
#include "stat/agreement.h"

#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"

struct ccr_agreement_category {
	double number;
	double any;   /* ratings of units with two or more */
	double full;  /* ratings of units that all rated */
	double by[2]; /* of these, by the first two coders */
};

struct ccr_agreement_pair {
	uint32_t code[2];
	double n;
};

void
ccr_agreement_init(struct ccr_agreement *a, size_t coders, bool interval)
{
	*a = (struct ccr_agreement){.coders = coders, .interval = interval};
}

static void
add_pair(struct ccr_agreement *a, const uint32_t code[2], double times)
{
	uint32_t hash = ccr_hash_of(code, 2 * sizeof *code), i;
	size_t at = ccr_hash_first(&a->index, hash);

	while ((i = ccr_hash_next(&a->index, hash, &at)) != CCR_HASH_NONE) {
		if (a->pair[i].code[0] == code[0] && a->pair[i].code[1] == code[1]) {
			a->pair[i].n += times;
			return;
		}
	}
	CCR_GROW(a->pair, a->pairs_cap, a->n_pairs + 1);
	ccr_hash_add(&a->index, hash, (uint32_t)a->n_pairs);
	a->pair[a->n_pairs++] = (struct ccr_agreement_pair){{code[0], code[1]}, times};
}

/* What all coders agree on, Cohen's and Fleiss' part. */
static void
add_full(struct ccr_agreement *a, const uint32_t *rating, double same, double times)
{
	a->full_units += times;
	a->full_same += same * times;
	for (size_t i = 0; i < a->coders; i++) {
		a->category[rating[i]].full += times;
		if (i < 2)
			a->category[rating[i]].by[i] += times;
	}
	if (a->coders == 2)
		add_pair(a, rating, times);
}

/* The sum over the ordered pairs of a unit's numbers of their squared differences: 2 m times the
 * sum of squares about the mean. */
static double
squared_differences(const struct ccr_agreement *a, const uint32_t *rating, const double *number,
		    double m)
{
	double mean = 0, squares = 0;

	for (size_t i = 0; i < a->coders; i++)
		mean += rating[i] == CCR_NO_RATING ? 0 : number[i] / m;
	for (size_t i = 0; i < a->coders; i++)
		squares += rating[i] == CCR_NO_RATING ? 0 : (number[i] - mean) * (number[i] - mean);
	return 2 * m * squares;
}

static void
add_ratings(struct ccr_agreement *a, const uint32_t *rating, const double *number, double times)
{
	for (size_t i = 0; i < a->coders; i++) {
		double d;
		if (rating[i] == CCR_NO_RATING)
			continue;
		CCR_GROW(a->category, a->cap, (size_t)rating[i] + 1);
		if (a->n <= rating[i])
			a->n = (size_t)rating[i] + 1;
		a->category[rating[i]].any += times;
		if (a->interval && !(a->ratings > 0))
			a->origin = number[i];
		a->ratings += times;
		if (!a->interval)
			continue;
		a->category[rating[i]].number = number[i];
		d = number[i] - a->origin;
		a->sum += times * d;
		a->square += times * d * d;
	}
}

void
ccr_agreement_add(struct ccr_agreement *a, const uint32_t *rating, const double *number,
		  double times)
{
	double m = 0, same = 0;

	for (size_t i = 0; i < a->coders; i++) {
		m += rating[i] != CCR_NO_RATING;
		for (size_t j = 0; j < i; j++)
			same += rating[i] != CCR_NO_RATING && rating[i] == rating[j] ? 2 : 0;
	}
	if (m < 2 || !(times > 0))
		return;
	add_ratings(a, rating, number, times);
	a->units += times;
	a->pairs += m * (m - 1) * times;
	a->same += same * times;
	a->differing +=
		times / (m - 1) *
		(a->interval ? squared_differences(a, rating, number, m) : m * (m - 1) - same);
	if (m == (double)a->coders)
		add_full(a, rating, same, times);
}

void
ccr_agreement_release(struct ccr_agreement *a)
{
	ccr_hash_release(&a->index);
	free(a->pair);
	free(a->category);
	*a = (struct ccr_agreement){0};
}

struct ccr_kappa
ccr_agreement_share(const struct ccr_agreement *a)
{
	double p = a->pairs > 0 ? a->same / a->pairs : (double)NAN;

	return (struct ccr_kappa){a->units, p,
				  a->coders == 2 ? sqrt(p * (1 - p) / a->units) : (double)NAN};
}

/* The mean and the variance of the numbers that each of two coders gave. */
struct numbers {
	double mean[2], variance[2];
};

static struct numbers
describe(const struct ccr_agreement *a)
{
	struct numbers d = {{0, 0}, {0, 0}};

	for (size_t who = 0; who < 2; who++) {
		for (size_t c = 0; c < a->n; c++)
			if (a->category[c].by[who] > 0)
				d.mean[who] += a->category[c].by[who] / a->full_units *
					       a->category[c].number;
		for (size_t c = 0; c < a->n; c++) {
			double x = a->category[c].number - d.mean[who];
			d.variance[who] += a->category[c].by[who] / a->full_units * x * x;
		}
	}
	return d;
}

/* How far category c, given by coder who, is from what the other coder gives on average. */
static double
mean_distance(const struct ccr_agreement *a, const struct numbers *d, uint32_t c, size_t who,
	      bool weighted)
{
	size_t other = 1 - who;
	double x = a->category[c].number - d->mean[other];

	return weighted ? x * x + d->variance[other] : 1 - a->category[c].by[other] / a->full_units;
}

static double
distance(const struct ccr_agreement *a, const struct ccr_agreement_pair *pair, bool weighted)
{
	double x = a->category[pair->code[0]].number - a->category[pair->code[1]].number;

	return weighted ? x * x : pair->code[0] != pair->code[1];
}

/* With d the distance of the two ratings of a unit, kappa is 1 - u, u = E d / E' d, where E' is
 * over pairs drawn at random from what each coder gave.  The formula of Fleiss, Cohen & Everitt is,
 * in these words, the variance of u (d1 + d2) - d over the units, divided by n (E' d)^2, where d1
 * and d2 are the mean distances of the two ratings; it has no weights to scale. */
struct ccr_kappa
ccr_cohen_kappa(const struct ccr_agreement *a, bool weighted)
{
	struct numbers about = describe(a);
	struct ccr_kappa kappa = {a->full_units, (double)NAN, (double)NAN};
	double n = a->full_units, seen = 0, chance = 0, variance = 0, u;

	for (const struct ccr_agreement_pair *pair = a->pair; pair < a->pair + a->n_pairs; pair++)
		seen += pair->n / n * distance(a, pair, weighted);
	for (size_t c = 0; c < a->n; c++)
		chance += a->category[c].by[0] / n *
			  mean_distance(a, &about, (uint32_t)c, 0, weighted);
	if (!(chance > 0))
		return kappa;
	u = seen / chance;
	for (const struct ccr_agreement_pair *pair = a->pair; pair < a->pair + a->n_pairs; pair++) {
		double e = u * (mean_distance(a, &about, pair->code[0], 0, weighted) +
				mean_distance(a, &about, pair->code[1], 1, weighted)) -
			   distance(a, pair, weighted) - u * chance;
		variance += pair->n / n * e * e;
	}
	kappa.estimate = 1 - u;
	kappa.se = sqrt(variance / n) / chance;
	return kappa;
}

struct ccr_kappa
ccr_fleiss_kappa(const struct ccr_agreement *a)
{
	struct ccr_kappa kappa = {a->full_units, (double)NAN, (double)NAN};
	double m = (double)a->coders, ratings = a->full_units * m, chance = 0, differing = 0;

	for (size_t c = 0; c < a->n; c++) {
		double p = a->category[c].full / ratings;
		chance += p * p;
		differing += p * (1 - p);
	}
	if (differing > 0)
		kappa.estimate = (a->full_same / (ratings * (m - 1)) - chance) / differing;
	return kappa;
}

struct ccr_kappa
ccr_krippendorff_alpha(const struct ccr_agreement *a)
{
	struct ccr_kappa alpha = {a->units, (double)NAN, (double)NAN};
	double n = 0, chance = 0;

	for (size_t c = 0; c < a->n; c++)
		n += a->category[c].any;
	for (size_t c = 0; c < a->n; c++)
		chance += a->category[c].any * (n - a->category[c].any);
	if (a->interval)
		chance = 2 * (n * a->square - a->sum * a->sum);
	if (chance > 0)
		alpha.estimate = 1 - (n - 1) * a->differing / chance;
	return alpha;
}
