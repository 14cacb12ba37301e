/* away.c: see away.h. */
#include "decide/away.h"

#include <math.h>
#include <stdlib.h>

static const double tiny = 1e-9;

static int
compare(const void *a, const void *b)
{
	const struct ccr_absence *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

void
ccr_away_init(struct ccr_away *away)
{
	size_t kept = 0;

	if (away->n > 0)
		qsort(away->absence, away->n, sizeof *away->absence, compare);
	for (size_t i = 0; i < away->n; i++) {
		struct ccr_absence a = away->absence[i];
		if (a.to <= a.from)
			continue;
		if (kept > 0 && a.from <= away->absence[kept - 1].to) {
			if (a.to > away->absence[kept - 1].to)
				away->absence[kept - 1].to = a.to;
		} else {
			away->absence[kept++] = a;
		}
	}
	away->n = kept;
}

/* The first absence that ends after at. */
static size_t
next_absence(const struct ccr_away *away, double at)
{
	size_t low = 0, high = away ? away->n : 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if ((double)away->absence[middle].to <= at + tiny)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

double
ccr_away_start(const struct ccr_away *away, double at)
{
	size_t i = next_absence(away, at);

	return away && i < away->n && (double)away->absence[i].from <= at + tiny
		       ? (double)away->absence[i].to
		       : at;
}

double
ccr_away_start_by(const struct ccr_away *away, double at, double like)
{
	size_t i = next_absence(away, at);

	if (!away || i == away->n || (double)away->absence[i].from > at + tiny)
		return at;
	/* Absences are apart from each other: there is time before this one. */
	return (double)away->absence[i].from - 1 + (like - floor(like + tiny));
}

double
ccr_away_finish(const struct ccr_away *away, double start, double days)
{
	double at = start;

	if (!away || away->n == 0 || !(days > 0))
		return start + days;
	for (size_t i = next_absence(away, start); i < away->n; i++) {
		double from = (double)away->absence[i].from;
		if (at + days <= from + tiny)
			break;
		days -= from > at ? from - at : 0;
		at = (double)away->absence[i].to;
	}
	return at + days;
}

double
ccr_away_work(const struct ccr_away *away, double from, double to)
{
	double lost = 0;

	for (size_t i = next_absence(away, from); away && i < away->n; i++) {
		const struct ccr_absence *a = &away->absence[i];
		if ((double)a->from >= to)
			break;
		lost += fmin((double)a->to, to) - fmax((double)a->from, from);
	}
	return fmax(to - from - lost, 0);
}

double
ccr_away_begin(const struct ccr_away *away, double finish, double days)
{
	double at = finish;
	size_t i;

	if (!away || away->n == 0 || !(days > 0))
		return finish - days;
	/* From the last absence that begins before finish. */
	i = next_absence(away, finish);
	if (i < away->n && (double)away->absence[i].from + tiny < finish)
		i++;
	while (i-- > 0) {
		double to = (double)away->absence[i].to;
		if (at - days + tiny >= to)
			break;
		days -= at > to ? at - to : 0;
		at = (double)away->absence[i].from;
	}
	return at - days;
}

double
ccr_away_begin_no_earlier(const struct ccr_away *away, double finish, double days)
{
	double start = ccr_away_begin(away, finish, days);

	/* Where finish falls into an absence, something is left to do after it. */
	while (ccr_away_finish(away, start, days) + tiny < finish)
		start++;
	return start;
}
