/* earned.c: see earned.h. */
#include "decide/earned.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

double
earned_schedule(const double *planned, size_t periods, double earned)
{
	/* What floating point lost on the way to a sum is not unearned. */
	double tiny = 1e-9 * planned[periods];
	size_t n = periods;

	while (n > 0 && planned[n] > earned + tiny)
		n--;
	if (n == periods)
		return (double)periods;
	return (double)n + fmax(earned - planned[n], 0) / (planned[n + 1] - planned[n]);
}

/* The first period with work, and the end of the last. */
static bool
find_span(const struct earned_work *work, size_t n, long *first, long *last)
{
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		if (!(work[i].weight > 0))
			continue;
		*first = any && *first < work[i].from ? *first : work[i].from;
		*last = any && *last > work[i].to ? *last : work[i].to;
		any = true;
	}
	return any;
}

/* The caller frees. */
static double *
planned_value(const struct earned_work *work, size_t n, long first, size_t periods)
{
	double *planned = ccr_alloc(periods + 1, sizeof *planned), rate = 0, sum = 0;
	double *change = ccr_alloc(periods + 1, sizeof *change);

	for (size_t i = 0; i < n; i++) {
		double each = work[i].weight / (double)(work[i].to - work[i].from);
		if (!(work[i].weight > 0))
			continue;
		change[work[i].from - first] += each;
		change[work[i].to - first] -= each;
	}
	for (size_t i = 0; i < periods; i++) {
		rate += change[i];
		sum += fmax(rate, 0);
		planned[i + 1] = sum;
	}
	free(change);
	return planned;
}

bool
earned_compute(const struct earned_work *work, size_t n, long now, struct earned *e)
{
	long first = 0, last = 0;
	double *planned;
	size_t periods;

	*e = (struct earned){0};
	if (!find_span(work, n, &first, &last) || now <= first)
		return false;
	periods = (size_t)(last - first);
	planned = planned_value(work, n, first, periods);
	for (size_t i = 0; i < n; i++)
		if (work[i].weight > 0)
			e->earned += work[i].weight * work[i].share;
	e->total = planned[periods];
	e->planned = planned[now < last ? (size_t)(now - first) : periods];
	e->periods = (double)periods;
	e->elapsed = (double)(now - first);
	e->schedule = earned_schedule(planned, periods, e->earned);
	e->spi_t = e->schedule / e->elapsed;
	e->sv_t = e->schedule - e->elapsed;
	e->spi = e->earned / e->planned;
	e->ieac_t = e->spi_t > 0 ? e->periods / e->spi_t : (double)NAN;
	free(planned);
	return true;
}
