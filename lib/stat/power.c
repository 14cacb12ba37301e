/* power.c: see power.h. */
#include "stat/power.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdbool.h>

/* The p-value of counts x and k, k expected to be the lower one: for a given x it rises with k, for
 * a given k it falls with x. */
static double
p_value(unsigned n, unsigned x, unsigned k)
{
	return n ? gsl_cdf_hypergeometric_P(k, n, n, x + k) : gsl_cdf_binomial_P(k, 0.5, x + k);
}

/* A p-value that is the level itself, as 1/20, is not to be missed for its last digit. */
static bool
significant(unsigned n, unsigned x, unsigned k, double alpha)
{
	return p_value(n, x, k) <= alpha * (1 + 1e-9);
}

/* The largest k that is significantly lower than x, and 1 more: 0 where none is. */
static unsigned
critical(unsigned n, unsigned x, double alpha)
{
	unsigned low = 0, high = n ? n + 1 : x + 1;

	while (low < high) {
		unsigned k = low + (high - low) / 2;
		if (significant(n, x, k, alpha))
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
ccr_power_counts(double high, double low, double alpha)
{
	double power = 0;
	unsigned from, to, k;

	gsl_set_error_handler_off();
	range(high, sqrt(high), 4.0 * CCR_POWER_MOST, &from, &to);
	k = critical(0, from, alpha);
	for (unsigned x = from; x <= to; x++) {
		while (significant(0, x, k, alpha))
			k++;
		if (k > 0)
			power += gsl_ran_poisson_pdf(x, high) *
				 (low > 0 ? gsl_cdf_poisson_P(k - 1, low) : 1);
	}
	return fmin(power, 1);
}

double
ccr_power_shares(double n, double high, double low, double alpha)
{
	double power = 0;
	unsigned from, to, k, size = (unsigned)n;

	gsl_set_error_handler_off();
	range(n * high, sqrt(n * high * (1 - high)), n, &from, &to);
	k = critical(size, from, alpha);
	for (unsigned x = from; x <= to; x++) {
		while (k <= size && significant(size, x, k, alpha))
			k++;
		if (k > 0)
			power += gsl_ran_binomial_pdf(x, high, size) *
				 gsl_cdf_binomial_P(k - 1, low, size);
	}
	return fmin(power, 1);
}
