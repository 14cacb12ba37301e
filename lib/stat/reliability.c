/* reliability.c: see reliability.h. */
#include "stat/reliability.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define NO_ITEM SIZE_MAX

/* A variance below this share of what it is the sum of is rounding. */
#define ROUNDING 1e-13

void
ccr_items_init(struct ccr_items *items, size_t k)
{
	*items = (struct ccr_items){
		.k = k,
		.origin = ccr_alloc(k, sizeof *items->origin),
		.sum = ccr_alloc(k, sizeof *items->sum),
		.cross = ccr_alloc(k * k, sizeof *items->cross),
	};
}

void
ccr_items_add(struct ccr_items *items, const double *x, double weight)
{
	size_t k = items->k;

	items->n++;
	if (!(items->weight > 0))
		memcpy(items->origin, x, k * sizeof *x);
	items->weight += weight;
	for (size_t i = 0; i < k; i++) {
		double d = weight * (x[i] - items->origin[i]);
		items->sum[i] += d;
		for (size_t j = 0; j <= i; j++)
			items->cross[i * k + j] += d * (x[j] - items->origin[j]);
	}
}

/* The sums of from are moved to the origin of into: with x - a = (x - b) + (b - a). */
void
ccr_items_merge(struct ccr_items *into, const struct ccr_items *from)
{
	size_t k = into->k;

	into->n += from->n;
	if (!(from->weight > 0))
		return;
	if (!(into->weight > 0))
		memcpy(into->origin, from->origin, k * sizeof *from->origin);
	for (size_t i = 0; i < k; i++) {
		double di = from->origin[i] - into->origin[i];
		for (size_t j = 0; j <= i; j++) {
			double dj = from->origin[j] - into->origin[j];
			into->cross[i * k + j] += from->cross[i * k + j] + di * from->sum[j] +
						  dj * from->sum[i] + from->weight * di * dj;
		}
	}
	for (size_t i = 0; i < k; i++)
		into->sum[i] += from->sum[i] + from->weight * (from->origin[i] - into->origin[i]);
	into->weight += from->weight;
}

void
ccr_items_release(struct ccr_items *items)
{
	free(items->origin);
	free(items->sum);
	free(items->cross);
	*items = (struct ccr_items){0};
}

/* The whole matrix; the caller frees. */
static double *
covariances(const struct ccr_items *items)
{
	size_t k = items->k;
	double *c = ccr_alloc(k * k, sizeof *c);

	for (size_t i = 0; i < k; i++) {
		for (size_t j = 0; j <= i; j++) {
			double v = items->cross[i * k + j] -
				   items->sum[i] * items->sum[j] / items->weight;
			c[i * k + j] = c[j * k + i] = v / items->weight;
		}
		if (c[i * k + i] <= ROUNDING * items->cross[i * k + i] / items->weight)
			c[i * k + i] = 0;
	}
	return c;
}

/* The variance of the sum of all items but one, 0 where it is no more than rounding; trace is the
 * sum of their variances. */
static double
sum_variance(const double *c, size_t k, size_t without, double *trace)
{
	double total = 0, size = 0;

	*trace = 0;
	for (size_t i = 0; i < k; i++) {
		for (size_t j = 0; j < k && i != without; j++) {
			total += j == without ? 0 : c[i * k + j];
			size += j == without ? 0 : fabs(c[i * k + j]);
		}
		*trace += i == without ? 0 : c[i * k + i];
	}
	return total > ROUNDING * size ? total : 0;
}

static double
alpha(const double *c, size_t k, size_t without)
{
	double trace, total = sum_variance(c, k, without, &trace);
	double m = (double)(without == NO_ITEM ? k : k - 1);

	return m < 2 || !(total > 0) ? (double)NAN : m / (m - 1) * (1 - trace / total);
}

static double
rest_r(const double *c, size_t k, size_t item)
{
	double trace, rest = sum_variance(c, k, item, &trace), with = 0;

	for (size_t j = 0; j < k; j++)
		with += j == item ? 0 : c[item * k + j];
	return rest > 0 && c[item * k + item] > 0 ? with / sqrt(rest) / sqrt(c[item * k + item])
						  : (double)NAN;
}

static double
mean_r(const double *c, size_t k)
{
	double sum = 0;

	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j < i; j++)
			sum += c[i * k + j] / sqrt(c[i * k + i]) / sqrt(c[j * k + j]);
	return sum / ((double)k * (double)(k - 1) / 2);
}

struct ccr_reliability
ccr_reliability(const struct ccr_items *items)
{
	size_t k = items->k;
	double *c = covariances(items);
	struct ccr_reliability r = {
		.alpha = alpha(c, k, NO_ITEM),
		.mean_r = mean_r(c, k),
		.item = ccr_alloc(k, sizeof *r.item),
	};
	double spread = 1 + (double)(k - 1) * r.mean_r;

	for (size_t i = 0; i < k; i++) {
		r.item[i] = (struct ccr_item){c[i * k + i], alpha(c, k, i), rest_r(c, k, i)};
		if (!(r.item[i].variance > 0))
			r.mean_r = (double)NAN;
	}
	r.standardized = spread > ROUNDING ? (double)k * r.mean_r / spread : (double)NAN;
	free(c);
	return r;
}

void
ccr_reliability_release(struct ccr_reliability *r)
{
	free(r->item);
	*r = (struct ccr_reliability){0};
}
