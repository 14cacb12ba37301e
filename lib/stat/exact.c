/* exact.c: see exact.h. */
#include "stat/exact.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdbool.h>

/* Poisson of a mean, or binomial of n with p: what the tests need of either. */
struct counts {
	bool poisson;
	double mean, p;
	unsigned n;
};

static double
mass(const struct counts *c, unsigned x)
{
	return c->poisson ? gsl_ran_poisson_pdf(x, c->mean) : gsl_ran_binomial_pdf(x, c->p, c->n);
}

/* P(X <= x) */
static double
below(const struct counts *c, unsigned x)
{
	if (!c->poisson && x >= c->n)
		return 1;
	return c->poisson ? gsl_cdf_poisson_P(x, c->mean) : gsl_cdf_binomial_P(x, c->p, c->n);
}

/* P(X >= x) */
static double
above(const struct counts *c, unsigned x)
{
	if (x == 0)
		return 1;
	if (!c->poisson && x > c->n)
		return 0;
	return c->poisson ? gsl_cdf_poisson_Q(x - 1, c->mean)
			  : gsl_cdf_binomial_Q(x - 1, c->p, c->n);
}

/* What differs from what was seen by rounding alone is as likely; R has the same tolerance. */
static const double as_likely = 1 + 1e-7;

/* The first x at or above the mean that is no more likely than limit; there it only falls. */
static unsigned
first_beyond(const struct counts *c, double limit)
{
	unsigned low = (unsigned)ceil(c->mean), high = low + 1;

	while ((c->poisson || high <= c->n) && mass(c, high) > limit)
		high = high * 2;
	if (!c->poisson && high > c->n + 1)
		high = c->n + 1;
	while (low < high) {
		unsigned x = low + (high - low) / 2;
		if (mass(c, x) > limit)
			low = x + 1;
		else
			high = x;
	}
	return low;
}

/* How many x from 0 up, at or below the mean, are no more likely than limit; there it only grows.
 */
static unsigned
count_before(const struct counts *c, double limit)
{
	unsigned low = 0, high = (unsigned)floor(c->mean) + 1;

	while (low < high) {
		unsigned x = low + (high - low) / 2;
		if (mass(c, x) > limit)
			high = x;
		else
			low = x + 1;
	}
	return low;
}

static double
minlike(const struct counts *c, unsigned x)
{
	double limit = mass(c, x) * as_likely;
	unsigned n;

	if (x < c->mean)
		return below(c, x) + above(c, first_beyond(c, limit));
	n = count_before(c, limit);
	return above(c, x) + (n > 0 ? below(c, n - 1) : 0);
}

static double
two_sided(const struct counts *c, double seen, enum ccr_two_sided how)
{
	unsigned x = (unsigned)seen;
	double half = how == CCR_MIDP ? mass(c, x) / 2 : 0;

	gsl_set_error_handler_off();
	if (how == CCR_MINLIKE)
		return fmin(minlike(c, x), 1);
	return fmin(2 * fmin(below(c, x) - half, above(c, x) - half), 1);
}

double
ccr_poisson_p(double n, double mean, enum ccr_two_sided how)
{
	return two_sided(&(struct counts){.poisson = true, .mean = mean}, n, how);
}

double
ccr_binomial_p(double x, double n, double p, enum ccr_two_sided how)
{
	return two_sided(&(struct counts){.mean = n * p, .p = p, .n = (unsigned)n}, x, how);
}

double
ccr_rate_ratio_p(double n, double exposure, double base, double base_exposure,
		 enum ccr_two_sided how)
{
	if (n + base <= 0)
		return 1;
	return ccr_binomial_p(n, n + base, exposure / (exposure + base_exposure), how);
}

/* The ratio of rates at which the upper tail of n, with half of n itself, is tail. */
static double
midp_limit(double n, double exposure, double base, double base_exposure, double tail)
{
	struct counts c = {.n = (unsigned)(n + base)};
	unsigned x = (unsigned)n;
	double low = 0, high = 1;

	for (;;) {
		double p = low + (high - low) / 2;
		if (p <= low || p >= high)
			return p / (1 - p) * base_exposure / exposure;
		c.p = p;
		if (above(&c, x) - mass(&c, x) / 2 < tail)
			low = p;
		else
			high = p;
	}
}

struct ccr_interval
ccr_rate_ratio_midp_interval(double n, double exposure, double base, double base_exposure,
			     double level)
{
	double tail = (1 - level) / 2;

	gsl_set_error_handler_off();
	return (struct ccr_interval){
		n > 0 ? midp_limit(n, exposure, base, base_exposure, tail) : 0,
		base > 0 ? midp_limit(n, exposure, base, base_exposure, 1 - tail)
			 : (double)INFINITY,
	};
}

/* The difference of the rates in standard errors. */
static double
wald(double n, double exposure, double base, double base_exposure)
{
	double variance = n / (exposure * exposure) + base / (base_exposure * base_exposure);

	return variance > 0 ? (n / exposure - base / base_exposure) / sqrt(variance) : 0;
}

/* How many base counts from 0 up leave the difference at or above limit: it falls as they grow. */
static unsigned
count_at_least(double n, double exposure, double base_exposure, double limit, unsigned most)
{
	unsigned low = 0, high = most;

	while (low < high) {
		unsigned x = low + (high - low) / 2;
		if (wald(n, exposure, x, base_exposure) >= limit)
			low = x + 1;
		else
			high = x;
	}
	return low;
}

double
ccr_rate_ratio_e_test(double n, double exposure, double base, double base_exposure)
{
	double rate = (n + base) / (exposure + base_exposure), sum = 0;
	/* Two differences that are the same but for rounding are the same. */
	double seen = fabs(wald(n, exposure, base, base_exposure)) * (1 - 1e-12);
	struct counts first = {.poisson = true, .mean = exposure * rate},
		      second = {.poisson = true, .mean = base_exposure * rate};
	unsigned from, to, most;

	gsl_set_error_handler_off();
	if (!(seen > 0))
		return 1;
	/* Beyond these counts nothing is left that would change the last digit. */
	from = (unsigned)fmax(floor(first.mean - 40 * sqrt(first.mean) - 60), 0);
	to = (unsigned)ceil(first.mean + 40 * sqrt(first.mean) + 60);
	most = (unsigned)ceil(second.mean + 40 * sqrt(second.mean) + 60);
	for (unsigned x = from; x <= to; x++) {
		unsigned higher = count_at_least(x, exposure, base_exposure, seen, most);
		unsigned lower = count_at_least(x, exposure, base_exposure, -seen, most);
		/* Below -seen, and -seen itself. */
		while (lower > 0 && wald(x, exposure, lower - 1, base_exposure) <= -seen)
			lower--;
		sum += mass(&first, x) *
		       ((higher > 0 ? below(&second, higher - 1) : 0) + above(&second, lower));
	}
	return fmin(sum, 1);
}
