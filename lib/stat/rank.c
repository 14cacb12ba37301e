/* rank.c: see rank.h. */
#include "stat/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct item {
	double x, y;
	size_t at;
};

static int
order(double a, double b)
{
	return (a > b) - (a < b);
}

static int
by_x_then_y(const void *a, const void *b)
{
	const struct item *p = a, *q = b;

	return order(p->x, q->x) ? order(p->x, q->x) : order(p->y, q->y);
}

void
ccr_ranks(const double *value, size_t n, bool descending, double *rank)
{
	struct item *item = ccr_alloc(n, sizeof *item);

	for (size_t i = 0; i < n; i++)
		item[i] = (struct item){descending ? -value[i] : value[i], 0, i};
	qsort(item, n, sizeof *item, by_x_then_y);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && order(item[end].x, item[i].x) == 0; end++)
			;
		for (size_t k = i; k < end; k++)
			rank[item[k].at] = ((double)i + 1 + (double)end) / 2;
	}
	free(item);
}

double
ccr_spearman(const double *x, const double *y, size_t n)
{
	double *a = ccr_alloc(n, sizeof *a), *b = ccr_alloc(n, sizeof *b);
	double mean = ((double)n + 1) / 2, xx = 0, yy = 0, xy = 0;

	ccr_ranks(x, n, false, a);
	ccr_ranks(y, n, false, b);
	for (size_t i = 0; i < n; i++) {
		xx += (a[i] - mean) * (a[i] - mean);
		yy += (b[i] - mean) * (b[i] - mean);
		xy += (a[i] - mean) * (b[i] - mean);
	}
	free(a);
	free(b);
	return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : (double)NAN;
}

/* Sorts y by merging and counts how many pairs change places. */
static double
sort_and_count(double *y, double *spare, size_t n)
{
	size_t half = n / 2, i = 0, k = half, to = 0;
	double swaps;

	if (n < 2)
		return 0;
	swaps = sort_and_count(y, spare, half) + sort_and_count(y + half, spare, n - half);
	while (i < half || k < n) {
		if (k == n || (i < half && y[i] <= y[k])) {
			spare[to++] = y[i++];
		} else {
			swaps += (double)(half - i);
			spare[to++] = y[k++];
		}
	}
	memcpy(y, spare, n * sizeof *y);
	return swaps;
}

static double
pairs(size_t n)
{
	return (double)n * ((double)n - 1) / 2;
}

/* Pairs of things that are tied in a sorted array. */
static double
tied_pairs(const double *y, size_t n)
{
	double tied = 0;

	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && order(y[end], y[i]) == 0; end++)
			;
		tied += pairs(end - i);
	}
	return tied;
}

double
ccr_kendall(const double *x, const double *y, size_t n)
{
	struct item *item = ccr_alloc(n, sizeof *item);
	double *a = ccr_alloc(n, sizeof *a), *b = ccr_alloc(n, sizeof *b),
	       *spare = ccr_alloc(n, sizeof *spare);
	double swaps, x_tied, y_tied, both = 0, all = pairs(n), tau;

	for (size_t i = 0; i < n; i++)
		item[i] = (struct item){x[i], y[i], i};
	qsort(item, n, sizeof *item, by_x_then_y);
	for (size_t i = 0; i < n; i++) {
		a[i] = item[i].x;
		b[i] = item[i].y;
	}
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && by_x_then_y(&item[end], &item[i]) == 0; end++)
			;
		both += pairs(end - i);
	}
	x_tied = tied_pairs(a, n);
	swaps = sort_and_count(b, spare, n);
	y_tied = tied_pairs(b, n);
	tau = (all - x_tied - y_tied + both - 2 * swaps) / sqrt((all - x_tied) * (all - y_tied));
	free(item);
	free(a);
	free(b);
	free(spare);
	return all > x_tied && all > y_tied ? tau : (double)NAN;
}

double
ccr_rank_ws(const double *reference, const double *rank, size_t n)
{
	double sum = 0, last = (double)n;

	for (size_t i = 0; i < n; i++)
		sum += exp2(-reference[i]) * fabs(reference[i] - rank[i]) /
		       fmax(fabs(1 - reference[i]), fabs(last - reference[i]));
	return n > 1 ? 1 - sum : (double)NAN;
}

double
ccr_rank_weighted(const double *x, const double *y, size_t n)
{
	double sum = 0, m = (double)n;

	for (size_t i = 0; i < n; i++)
		sum += (x[i] - y[i]) * (x[i] - y[i]) * (2 * m - x[i] - y[i] + 2);
	return n > 1 ? 1 - 6 * sum / (m * m * m * m + m * m * m - m * m - m) : (double)NAN;
}
