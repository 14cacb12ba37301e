/* concordance.h: do those who ranked the same things agree?  Kendall's W, corrected for ties. */
#ifndef CCR_STAT_CONCORDANCE_H
#define CCR_STAT_CONCORDANCE_H

#include <stddef.h>

struct ccr_concordance {
	double raters; /* the sum of the counts */
	double w;      /* 0: no agreement, 1: all alike */
	double chi2, df, p;
};

/* k objects ranked by n different rankings, each given count times: value[ranking * k + object],
 * less is better and equal is tied (mean ranks).  W = 12 S / (m^2 (k^3 - k) - m sum (t^3 - t)),
 * chi2 = m (k - 1) W with k - 1 degrees of freedom, Friedman's statistic.  All NaN but raters where
 * there are fewer than two raters or objects, or where every ranking ties all.  Reference:
 * friedmanchisquare of SciPy, friedman.test of R.  Kendall & Babington Smith, Annals of
 * Mathematical Statistics 10 (1939) 275. */
struct ccr_concordance
ccr_concordance(const double *value, const double *count, size_t n, size_t k);

#endif
