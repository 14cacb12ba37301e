/* quantile.c: see quantile.h. */
#include "stat/quantile.h"

#include <stdlib.h>

#include "base/mem.h"

const char *const ccr_qrule_names[] = {"math", "school", "shahvaish", "hf1", "hf2", "hf3",
				       "hf4",  "hf5",    "hf6",       "hf7", "hf8", "hf9"};

/* Sums are kept longer than a double, so that equal weights reach a half exactly. */
static double
sum(const double *w, size_t n)
{
	long double s = 0;

	for (size_t i = 0; i < n; i++)
		s += w[i];
	return (double)s;
}

/* The last value at which the weights are still within the probability, the next one, and how far
 * the probability is from both, as shares of all weights. */
struct around {
	double low, up;
	size_t at; /* of low, from 1 */
	double below, above;
};

static struct around
around(const double *x, const double *w, size_t n, double p)
{
	double total = sum(w, n), at_low = w[0];
	long double reached = 0;
	size_t low = 0, up;

	if (p * total < w[0])
		return (struct around){x[0], x[0], 1, 1, 1};
	for (size_t i = 0; i < n; i++) {
		reached += w[i];
		if ((double)reached > p * total)
			break;
		low = i;
		at_low = (double)reached;
	}
	up = low + 1 < n ? low + 1 : low;
	return (struct around){x[low], x[up], low + 1, p - at_low / total,
			       (at_low + (up > low ? w[up] : 0)) / total - p};
}

/* hf3 chooses the even one of two neighbours among the distinct values. */
static double
nearest_even(const double *x, const double *w, size_t n, double p)
{
	double total = sum(w, n), at_low = 0, low = x[0], up;
	long double reached = 0;
	size_t at = 0, values = 0, i = 0;

	while (i < n) {
		double value = x[i];
		for (; i < n && x[i] == value; i++)
			reached += w[i];
		values++;
		if (at == 0 || (double)reached <= p * total) {
			at = values;
			low = value;
			at_low = (double)reached;
		}
	}
	for (i = 0; i < n && x[i] <= low; i++)
		;
	/* Below the share of the first value there is no lower neighbour. */
	up = i < n && p * total >= at_low ? x[i] : low;
	return p - at_low / total == 0 && at % 2 == 0 ? low : up;
}

/* Where each value stands between 0 and 1, by rule; reached is the sum of the weights up to it. */
static double
position(enum ccr_qrule rule, double reached, double w, double total, double last)
{
	switch (rule) {
	case CCR_Q_HF5: return (reached - w / 2) / total;
	case CCR_Q_HF6: return reached / (total + last);
	case CCR_Q_HF7: return (reached - w) / (total - last);
	case CCR_Q_HF8: return ((reached - w) / 3 + reached * 2 / 3) / (total + last / 3);
	default: return ((reached - w) * 3 / 8 + reached * 5 / 8) / (total + last / 4);
	}
}

static double
interpolate(enum ccr_qrule rule, const double *x, const double *w, size_t n, double p)
{
	double total = sum(w, n), before = 0;
	long double reached = 0;

	for (size_t i = 0; i < n; i++) {
		double at;
		reached += w[i];
		at = position(rule, (double)reached, w[i], total, w[n - 1]);
		if (p <= at) {
			if (i == 0 || p == at)
				return x[i];
			return x[i - 1] + (x[i] - x[i - 1]) * ((p - before) / (at - before));
		}
		before = at;
	}
	return x[n - 1];
}

struct place {
	double at, x;
};

static int
by_place(const void *a, const void *b)
{
	double x = ((const struct place *)a)->at, y = ((const struct place *)b)->at;

	return (x > y) - (x < y);
}

/* The value that stands last up to p.  As R has it, half of the weight itself is taken off a sum of
 * weights over their mean, so that places need not ascend with values; equal places share the mean
 * of their values. */
static double
shah_vaish(const double *x, const double *w, size_t n, double p)
{
	struct place *place = ccr_alloc(n, sizeof *place);
	double mean = sum(w, n) / (double)n, found = 0;
	long double reached = 0;
	size_t last = 0, first;

	for (size_t i = 0; i < n; i++) {
		reached += w[i] / mean;
		place[i] =
			(struct place){((double)reached + 0.5 - w[i] / 2) / ((double)n + 1), x[i]};
	}
	qsort(place, n, sizeof *place, by_place);
	while (last + 1 < n && place[last + 1].at <= p)
		last++;
	for (; last + 1 < n && place[last + 1].at <= place[last].at; last++)
		;
	for (first = last; first > 0 && place[first - 1].at >= place[last].at; first--)
		;
	for (size_t i = first; i <= last; i++)
		found += place[i].x / (double)(last - first + 1);
	free(place);
	return found;
}

double
ccr_quantile(enum ccr_qrule rule, const double *x, const double *w, size_t n, double p)
{
	struct around q;

	switch (rule) {
	case CCR_Q_MATH:
	case CCR_Q_HF1: q = around(x, w, n, p); return q.below == 0 ? q.low : q.up;
	case CCR_Q_SCHOOL:
	case CCR_Q_HF2: q = around(x, w, n, p); return q.below == 0 ? (q.low + q.up) / 2 : q.up;
	case CCR_Q_SHAHVAISH: return shah_vaish(x, w, n, p);
	case CCR_Q_HF3: return nearest_even(x, w, n, p);
	case CCR_Q_HF4: {
		double part;
		q = around(x, w, n, p);
		part = q.below / (q.above + q.below);
		return q.low + (q.up - q.low) * part;
	}
	default: return interpolate(rule, x, w, n, p);
	}
}
