/* segmented.h: interrupted time series by segmented regression.
 *
 * y = intercept + trend * t + for each break (level + slope * since) + harmonics, where since is 1
 * in the first period after the break.  For series of counts with an exposure the linear methods
 * take the rate, the log-linear ones the exposure as an offset.  A. K. Wagner et al., J. Clinical
 * Pharmacy and Therapeutics 27 (2002) 299; J. L. Bernal et al., Int. J. Epidemiology 46 (2017) 348.
 */
#ifndef CCR_STAT_SEGMENTED_H
#define CCR_STAT_SEGMENTED_H

#include <stdbool.h>
#include <stddef.h>

enum ccr_its_method {
	CCR_ITS_PRAIS_WINSTEN,
	CCR_ITS_COCHRANE_ORCUTT,
	CCR_ITS_NEWEY_WEST,
	CCR_ITS_OLS,
	CCR_ITS_QUASI_POISSON,
	CCR_ITS_POISSON,
	CCR_ITS_NEGATIVE_BINOMIAL
};

/* Is it of the logarithm of a count? */
bool ccr_its_is_log(enum ccr_its_method);

struct ccr_series {
	size_t n;               /* periods with a count */
	const double *t, *y;    /* t: whole numbers that rise */
	const double *exposure; /* NULL: all 1 */
	const double *from;     /* t of the first period after each break; they rise */
	size_t breaks;
	size_t harmonics;
	double period; /* of the harmonics, in periods of t; 2 * harmonics < period */
};

/* Columns of the design: intercept, trend, then level and slope of each break, then sine and cosine
 * of each harmonic. */
size_t ccr_its_columns(const struct ccr_series *);

struct ccr_its {
	size_t k;
	double *coef;       /* k */
	double *covariance; /* k * k, with the method's dispersion or correction in it */
	double df;          /* of t; infinite: normal */
	double rho;         /* of the residuals: estimated by Prais-Winsten and Cochrane-Orcutt,
			       else those of the fit as they are */
	double dw, dw_p;    /* Durbin and Watson of these residuals; p, that there is no positive
			       autocorrelation, by the normal approximation; NaN for log models */
	double dw_after;    /* of the transformed residuals; NaN where there are none */
	double bg, bg_p;    /* Breusch and Godfrey of order 1; NaN for log models */
	size_t lag;         /* Newey-West */
	double dispersion, theta, theta_se, loglik; /* log models, else NaN */
};

enum ccr_its_end {
	CCR_ITS_DONE,
	CCR_ITS_GAPS,  /* the method needs every period */
	CCR_ITS_SHORT, /* no periods left over for the error */
	CCR_ITS_COLLINEAR,
	CCR_ITS_DIVERGED,  /* no finite estimate */
	CCR_ITS_NO_SPREAD, /* negative binomial: the counts vary no more than Poisson counts */
	CCR_ITS_EXACT      /* the fit is perfect: there is no error to estimate */
};

enum { CCR_ITS_LAG_AUTO = -1 };

/* lag: of Newey-West, or CCR_ITS_LAG_AUTO; small_sample: its n / (n - k).
 * References, of R: Prais-Winsten and Cochrane-Orcutt iterated until rho rests, as gretl; lm(),
 * sandwich::NeweyWest(prewhite = FALSE), lag by sandwich::bwNeweyWest; lmtest::dwtest(exact =
 * FALSE), bgtest(order = 1); glm(family = quasipoisson), MASS::glm.nb. */
enum ccr_its_end ccr_its_fit(struct ccr_its *, enum ccr_its_method, const struct ccr_series *,
			     int lag, bool small_sample);
void ccr_its_release(struct ccr_its *);

#endif
