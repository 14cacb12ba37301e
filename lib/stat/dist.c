/* dist.c: see dist.h.  GSL's error handler would abort the process; callers pass only arguments
 * inside the domain, and a result that is not finite is theirs to note, so it is switched off where
 * the first quantile is asked for. */
#include "stat/dist.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_version.h>

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

const char *
ccr_gsl_library(void)
{
	return "GSL " GSL_VERSION;
}
