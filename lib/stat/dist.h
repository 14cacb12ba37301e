/* dist.h: quantiles of distributions, from GSL. */
#ifndef CCR_STAT_DIST_H
#define CCR_STAT_DIST_H

/* The two-sided quantile of a confidence level: 0.95 gives 1.959964 of the normal distribution, t
 * with df degrees of freedom. */
double ccr_normal_quantile(double level);
double ccr_t_quantile(double level, double df);

/* The two-sided p of a statistic. */
double ccr_normal_two_sided(double z);
double ccr_t_two_sided(double t, double df);
/* The upper tails of chi-squared and F. */
double ccr_chisq_above(double x, double df);
double ccr_f_above(double x, double df1, double df2);

/* The quantile of the beta distribution with shapes a, b > 0. */
double ccr_beta_quantile(double probability, double a, double b);

/* The quantile of chi-squared with df > 0 degrees of freedom. */
double ccr_chisq_quantile(double probability, double df);

/* "GSL 2.7.1", for --version. */
const char *ccr_gsl_library(void);

#endif
