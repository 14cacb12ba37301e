/* weights.c: see weights.h. */
#include "decide/weights.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

bool
ccr_weights_share(double *x, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += x[i];
	if (!(sum > 0))
		return false;
	for (size_t i = 0; i < n; i++)
		x[i] /= sum;
	return true;
}

/* Before it is made a share. */
static double
of_place(enum ccr_rank_weights how, size_t place, size_t n)
{
	double sum = 0;

	switch (how) {
	case CCR_WEIGHTS_ROC:
		for (size_t k = n; k >= place; k--)
			sum += 1 / (double)k;
		return sum;
	case CCR_WEIGHTS_RANKSUM: return (double)(n + 1 - place);
	case CCR_WEIGHTS_RECIPROCAL: break;
	}
	return 1 / (double)place;
}

void
ccr_weights_of_ranks(enum ccr_rank_weights how, const double *rank, size_t n, double *weight)
{
	for (size_t i = 0; i < n; i++) {
		size_t before = 0, alike = 0;
		double sum = 0;
		for (size_t k = 0; k < n; k++) {
			before += rank[k] < rank[i];
			alike += rank[k] == rank[i];
		}
		for (size_t place = before + 1; place <= before + alike; place++)
			sum += of_place(how, place, n);
		weight[i] = sum / (double)alike;
	}
	ccr_weights_share(weight, n);
}

bool
ccr_weights_entropy(const double *value, size_t items, size_t n, double *weight)
{
	double *spread = ccr_alloc(n, sizeof *spread);
	bool done;

	for (size_t c = 0; items > 1 && c < n; c++) {
		double sum = 0, entropy = 0;
		for (size_t i = 0; i < items; i++)
			sum += value[i * n + c];
		for (size_t i = 0; i < items; i++) {
			double share = value[i * n + c] / sum;
			entropy -= share > 0 ? share * log(share) : 0;
		}
		/* What rounding leaves of a criterion that is the same for all is nothing. */
		spread[c] = sum > 0 ? 1 - entropy / log((double)items) : 0;
		spread[c] = spread[c] > 1e-14 ? spread[c] : 0;
	}
	done = ccr_weights_share(spread, n);
	for (size_t c = 0; done && c < n; c++)
		weight[c] = spread[c];
	free(spread);
	return done;
}

/* The criterion scaled to 0..1, less its mean; returns the sum of squares, 0 where it is the same
 * for all. */
static double
centre(const double *value, bool cost, size_t items, size_t n, double *to)
{
	double low = value[0], high = value[0], mean = 0, square = 0;

	for (size_t i = 0; i < items; i++) {
		low = fmin(low, value[i * n]);
		high = fmax(high, value[i * n]);
	}
	if (!(low < high))
		return 0;
	for (size_t i = 0; i < items; i++) {
		double x = (value[i * n] - low) / (high - low);
		to[i] = cost ? 1 - x : x;
		mean += to[i] / (double)items;
	}
	for (size_t i = 0; i < items; i++) {
		to[i] -= mean;
		square += to[i] * to[i];
	}
	return square;
}

bool
ccr_weights_critic(const double *value, const bool *cost, size_t items, size_t n, double *weight)
{
	double *scaled = ccr_alloc(items * n, sizeof *scaled),
	       *square = ccr_alloc(n, sizeof *square), *content = ccr_alloc(n, sizeof *content);
	bool done;

	for (size_t c = 0; items > 0 && c < n; c++)
		square[c] = centre(value + c, cost[c], items, n, scaled + c * items);
	for (size_t c = 0; c < n; c++) {
		double conflict = 0;
		for (size_t k = 0; k < n; k++) {
			double product = 0;
			for (size_t i = 0; i < items; i++)
				product += scaled[c * items + i] * scaled[k * items + i];
			/* With itself the correlation is 1, whatever rounding makes of it. */
			if (k != c && square[c] > 0 && square[k] > 0)
				conflict += fmax(0, 1 - product / sqrt(square[c] * square[k]));
		}
		content[c] = sqrt(square[c]) * conflict;
	}
	done = ccr_weights_share(content, n);
	for (size_t c = 0; done && c < n; c++)
		weight[c] = content[c];
	free(scaled);
	free(square);
	free(content);
	return done;
}

void
ccr_weights_join(const double *const *weight, size_t m, size_t n, bool geometric, double *joint)
{
	for (size_t c = 0; c < n; c++) {
		double sum = 0;
		for (size_t p = 0; p < m; p++)
			sum += geometric ? log(weight[p][c]) : weight[p][c];
		joint[c] = geometric ? exp(sum / (double)m) : sum / (double)m;
	}
	ccr_weights_share(joint, n);
}
