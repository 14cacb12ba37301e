/* poisson.h: exact intervals for counts of events and for the ratio of two rates. */
#ifndef CCR_STAT_POISSON_H
#define CCR_STAT_POISSON_H

#include "stat/proportion.h"

/* The exact interval of the mean of a Poisson count of n events (a whole number of 0 or more), by
 * quantiles of chi-squared: low 0 where n is 0.  Divide by the exposure for a rate.  Reference:
 * poisson.test(n, conf.level = level) of R.  F. Garwood, Biometrika 28 (1936) 437. */
struct ccr_interval ccr_poisson_interval(double n, double level);

/* Byar's approximation to it.  N. E. Breslow & N. E. Day, Statistical Methods in Cancer Research 2
 * (1987) 69; R epitools has another of the same name. */
struct ccr_interval ccr_byar_interval(double n, double level);

/* The exact interval of the ratio of the first rate to the second, from their counts and exposures
 * (above 0): given the sum of the counts, the first is binomial, and Clopper and Pearson's interval
 * of its share gives that of the ratio.  low is 0 where n is 0, high infinite where base is 0; both
 * counts 0: 0 and infinite.  Reference: poisson.test(c(n, base), c(exposure, base_exposure)) of R.
 * C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404. */
struct ccr_interval
ccr_rate_ratio_interval(double n, double exposure, double base, double base_exposure, double level);

#endif
