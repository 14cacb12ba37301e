/* rake.c: see rake.h. */
#include "stat/rake.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void
add_up(const struct ccr_margin *margin, const double *weight, size_t n, double *sum)
{
	memset(sum, 0, margin->n_levels * sizeof *sum);
	for (size_t i = 0; i < n; i++)
		sum[margin->level[i]] += weight[i];
}

/* A level whose cells add up to 0 stays there, whatever its target. */
static void
fit(const struct ccr_margin *margin, double *weight, size_t n, double *factor)
{
	add_up(margin, weight, n, factor);
	for (size_t k = 0; k < margin->n_levels; k++)
		factor[k] = factor[k] > 0 ? margin->target[k] / factor[k] : 0;
	for (size_t i = 0; i < n; i++)
		weight[i] *= factor[margin->level[i]];
}

static double
distance(double sum, double target)
{
	if (target > 0)
		return fabs(sum - target) / target;
	return sum > 0 ? (double)INFINITY : 0;
}

static void
look(struct ccr_raked *raked, const double *weight, size_t n, const struct ccr_margin *margin,
     size_t n_margins, double *sum)
{
	raked->worst = 0;
	for (size_t m = 0; m < n_margins; m++) {
		add_up(&margin[m], weight, n, sum);
		for (size_t k = 0; k < margin[m].n_levels; k++) {
			double off = distance(sum[k], margin[m].target[k]);
			if (off <= raked->worst)
				continue;
			raked->worst = off;
			raked->worst_margin = m;
			raked->worst_level = k;
		}
	}
}

struct ccr_raked
ccr_rake(double *weight, size_t n, const struct ccr_margin *margin, size_t n_margins,
	 double tolerance, size_t max_sweeps, double *after)
{
	struct ccr_raked raked = {0};
	size_t most = 0;
	double *sum;

	for (size_t m = 0; m < n_margins; m++)
		most = margin[m].n_levels > most ? margin[m].n_levels : most;
	sum = ccr_alloc(most, sizeof *sum);
	if (max_sweeps == 0)
		look(&raked, weight, n, margin, n_margins, sum);
	while (raked.sweeps < max_sweeps) {
		for (size_t m = 0; m < n_margins; m++) {
			fit(&margin[m], weight, n, sum);
			if (after)
				memcpy(after + m * n, weight, n * sizeof *weight);
		}
		raked.sweeps++;
		look(&raked, weight, n, margin, n_margins, sum);
		if (raked.worst <= tolerance)
			break;
	}
	raked.converged = raked.worst <= tolerance;
	free(sum);
	return raked;
}
