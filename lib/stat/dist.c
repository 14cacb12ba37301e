/* dist.c: see dist.h.  GSL's error handler would abort the process; callers pass only arguments
 * inside the domain, and a result that is not finite is theirs to note, so it is switched off where
 * the first quantile is asked for. */
#include "stat/dist.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_version.h>
#include <math.h>

double
ccr_normal_quantile(double level)
{
	gsl_set_error_handler_off();
	return gsl_cdf_ugaussian_Pinv(0.5 + level / 2);
}

double
ccr_t_quantile(double level, double df)
{
	gsl_set_error_handler_off();
	return gsl_cdf_tdist_Pinv(0.5 + level / 2, df);
}

double
ccr_normal_two_sided(double z)
{
	return isnan(z) ? z : 2 * gsl_cdf_ugaussian_Q(fabs(z));
}

double
ccr_t_two_sided(double t, double df)
{
	gsl_set_error_handler_off();
	if (isnan(t) || !(df > 0))
		return (double)NAN;
	/* Far out gsl_cdf_tdist_Q is good to 1e-7 of itself only; the beta integral is to 1e-13. */
	return t * t > df ? gsl_sf_beta_inc(df / 2, 0.5, df / (df + t * t))
			  : 2 * gsl_cdf_tdist_Q(fabs(t), df);
}

double
ccr_chisq_above(double x, double df)
{
	gsl_set_error_handler_off();
	return isnan(x) || !(df > 0) ? (double)NAN : gsl_cdf_chisq_Q(x, df);
}

double
ccr_f_above(double x, double df1, double df2)
{
	gsl_set_error_handler_off();
	return isnan(x) || !(df1 > 0) || !(df2 > 0) ? (double)NAN : gsl_cdf_fdist_Q(x, df1, df2);
}

/* gsl_cdf_beta_Pinv does not converge for all shapes; halving does, to the last digit. */
double
ccr_beta_quantile(double probability, double a, double b)
{
	double low = 0, high = 1;

	gsl_set_error_handler_off();
	for (;;) {
		double x = low + (high - low) / 2;
		if (x <= low || x >= high)
			return x;
		if (gsl_cdf_beta_P(x, a, b) < probability)
			low = x;
		else
			high = x;
	}
}

/* For many degrees of freedom, where GSL's continued fraction does not converge: the expansion of
 * E. A. Cornish and R. A. Fisher, Revue de l'Institut International de Statistique 5 (1938) 307, to
 * 1e-13 of the quantile. */
static double
chisq_quantile_many(double probability, double df)
{
	double z = gsl_cdf_ugaussian_Pinv(probability), root = sqrt(2 * df);

	return df + z * root + 2 * (z * z - 1) / 3 + z * (z * z - 7) / (9 * root) -
	       (6 * z * z * z * z + 14 * z * z - 32) / (405 * df);
}

/* gsl_cdf_chisq_Pinv stops short of the last digits for some df; halving does not. */
double
ccr_chisq_quantile(double probability, double df)
{
	double low = 0, high = df + 1;

	gsl_set_error_handler_off();
	if (df > 1e6)
		return chisq_quantile_many(probability, df);
	while (gsl_cdf_chisq_P(high, df) < probability) {
		low = high;
		high *= 2;
	}
	for (;;) {
		double x = low + (high - low) / 2;
		if (x <= low || x >= high)
			return x;
		if (gsl_cdf_chisq_P(x, df) < probability)
			low = x;
		else
			high = x;
	}
}

const char *
ccr_gsl_library(void)
{
	return "GSL " GSL_VERSION;
}
