/* glm.h: log-linear models of counts, by iteratively reweighted least squares.
 *
 * log(mean) = log(exposure) + X b.  Poisson and quasi-Poisson have the same coefficients; the
 * second's errors are those of the first times the root of the dispersion.  The negative binomial
 * has variance mean + mean^2 / theta, and theta is estimated too.
 */
#ifndef CCR_STAT_GLM_H
#define CCR_STAT_GLM_H

#include <stdbool.h>
#include <stddef.h>

enum ccr_family { CCR_POISSON, CCR_NEGATIVE_BINOMIAL };

enum ccr_glm_end {
	CCR_GLM_DONE,
	CCR_GLM_COLLINEAR, /* a column is a combination of others */
	CCR_GLM_DIVERGED,  /* no finite estimate, as where some rows have no events at all */
	CCR_GLM_NO_SPREAD  /* theta is infinite: the counts vary no more than Poisson counts do */
};

struct ccr_glm {
	size_t n, k;
	double *coef;       /* k */
	double *covariance; /* k * k, with dispersion 1 */
	double *mean;       /* n */
	double *residual;   /* n, Pearson's */
	double deviance, loglik;
	double dispersion;      /* Pearson's statistic over n - k */
	double theta, theta_se; /* NaN for Poisson */
};

/* x: n rows of k columns, n > k; exposure NULL: all 1.  References: glm(family = poisson) of R;
 * glm.nb() of MASS, where theta_se is of the observed information. */
enum ccr_glm_end ccr_glm_fit(struct ccr_glm *, enum ccr_family, const double *x, const double *y,
			     const double *exposure, size_t n, size_t k);
void ccr_glm_release(struct ccr_glm *);

#endif
