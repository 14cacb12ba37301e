/* power.c: see power.h. */
#include "stat/power.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdbool.h>

/* Two counts of n each, or, where n is 0, two Poisson counts of which the second has share of the
 * exposure. */
struct design {
	unsigned n;
	double share, alpha;
};

/* The p-value of counts x and k, k expected to be the lower one: for a given x it rises with k, for
 * a given k it falls with x. */
static double
p_value(const struct design *d, unsigned x, unsigned k)
{
	return d->n ? gsl_cdf_hypergeometric_P(k, d->n, d->n, x + k)
		    : gsl_cdf_binomial_P(k, d->share, x + k);
}

/* A p-value that is the level itself, as 1/20, is not to be missed for its last digit. */
static bool
significant(const struct design *d, unsigned x, unsigned k)
{
	return p_value(d, x, k) <= d->alpha * (1 + 1e-9);
}

/* The largest k that is significantly lower than x, and 1 more: 0 where none is. */
static unsigned
critical(const struct design *d, unsigned x)
{
	unsigned low = 0, high = d->n ? d->n + 1 : (unsigned)(x * (d->share / (1 - d->share))) + 1;

	while (low < high) {
		unsigned k = low + (high - low) / 2;
		if (significant(d, x, k))
			low = k + 1;
		else
			high = k;
	}
	return low;
}

/* The first and last count beyond which nothing is left of its distribution. */
static void
range(double mean, double sd, double most, unsigned *from, unsigned *to)
{
	*from = (unsigned)fmax(floor(mean - 12 * sd - 20), 0);
	*to = (unsigned)fmin(ceil(mean + 12 * sd + 40), most);
}

double
ccr_power_rates(double high, double low, double share, double alpha)
{
	struct design d = {.share = share, .alpha = alpha};
	double power = 0;
	unsigned from, to, k;

	gsl_set_error_handler_off();
	range(high, sqrt(high), 4.0 * CCR_POWER_MOST, &from, &to);
	k = critical(&d, from);
	for (unsigned x = from; x <= to; x++) {
		while (significant(&d, x, k))
			k++;
		if (k > 0)
			power += gsl_ran_poisson_pdf(x, high) *
				 (low > 0 ? gsl_cdf_poisson_P(k - 1, low) : 1);
	}
	return fmin(power, 1);
}

double
ccr_power_counts(double high, double low, double alpha)
{
	return ccr_power_rates(high, low, 0.5, alpha);
}

double
ccr_power_shares(double n, double high, double low, double alpha)
{
	unsigned from, to, k, size = (unsigned)n;
	struct design d = {.n = size, .alpha = alpha};
	double power = 0;

	gsl_set_error_handler_off();
	range(n * high, sqrt(n * high * (1 - high)), n, &from, &to);
	k = critical(&d, from);
	for (unsigned x = from; x <= to; x++) {
		while (k <= size && significant(&d, x, k))
			k++;
		if (k > 0)
			power += gsl_ran_binomial_pdf(x, high, size) *
				 gsl_cdf_binomial_P(k - 1, low, size);
	}
	return fmin(power, 1);
}
