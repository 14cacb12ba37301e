/* exact.h: exact tests of one count, of a share, and of the ratio of two rates.
 *
 * Two-sided exact p-values differ by convention, and packages do not say which they use.  minlike:
 * what is no more likely than what was seen (R's poisson.test, binom.test); central: twice the
 * smaller tail, which goes with the exact interval; mid-p: central, with half of the probability of
 * what was seen.  Counts are whole numbers of 0 or more, at most CCR_EXACT_MOST.
 */
#ifndef CCR_STAT_EXACT_H
#define CCR_STAT_EXACT_H

#include "stat/proportion.h"

#define CCR_EXACT_MOST 1e7

enum ccr_two_sided { CCR_MINLIKE, CCR_CENTRAL, CCR_MIDP };

/* p that a Poisson count has this mean (above 0). Reference: poisson.test(n, r = mean) of R. */
double ccr_poisson_p(double n, double mean, enum ccr_two_sided);
/* p that the share is p (0 < p < 1).  Reference: binom.test(x, n, p) of R. */
double ccr_binomial_p(double x, double n, double p, enum ccr_two_sided);

/* p that two rates are the same: given the sum of the counts, the first is binomial.  1 where both
 * counts are 0.  Reference: poisson.test(c(n, base), c(exposure, base_exposure)) of R for minlike;
 * J. Przyborowski & H. Wilenski, Biometrika 31 (1940) 313. */
double
ccr_rate_ratio_p(double n, double exposure, double base, double base_exposure, enum ccr_two_sided);
/* The interval of the ratio that mid-p belongs to; low is 0 where n is 0, high infinite where base
 * is 0.  Reference: rateratio(method = "midp") of R epitools. */
struct ccr_interval ccr_rate_ratio_midp_interval(double n, double exposure, double base,
						 double base_exposure, double level);
/* The E-test: the probability, under the common rate that the data estimate, of a difference of
 * rates as many standard errors from 0 as the one seen.  K. Krishnamoorthy & J. Thomson, Journal of
 * Statistical Planning and Inference 119 (2004) 23. */
double ccr_rate_ratio_e_test(double n, double exposure, double base, double base_exposure);

#endif
