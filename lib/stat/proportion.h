/* proportion.h: intervals for a proportion. */
#ifndef CCR_STAT_PROPORTION_H
#define CCR_STAT_PROPORTION_H

struct ccr_interval {
	double low, high;
};

/* Wilson's score interval for proportion p of n (an effective number need not be whole, n > 0); z
 * is the two-sided quantile.  With a t quantile and n = p(1-p)/V it is svyciprop(method = "wilson")
 * of R survey 4.5.  Wilson, JASA 22 (1927) 209. */
struct ccr_interval ccr_wilson(double p, double n, double z);

/* The exact interval of a share of which x of n were seen (whole numbers, n > 0), by quantiles of
 * beta.  Reference: binom.test(x, n, conf.level = level) of R.  C. J. Clopper & E. S. Pearson,
 * Biometrika 26 (1934) 404. */
struct ccr_interval ccr_clopper_pearson(double x, double n, double level);

#endif
