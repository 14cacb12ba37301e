/* quantile.h: quantiles of weighted values, by the rules of R's svyquantile (qrule).
 *
 * math and hf1 take the smallest value at which the weights reach the probability, school and hf2
 * the middle of two where they reach it exactly; the other Hyndman-Fan types interpolate.  Hyndman
 * & Fan, The American Statistician 50 (1996) 361; Shah & Vaish (2006) for shahvaish.
 */
#ifndef CCR_STAT_QUANTILE_H
#define CCR_STAT_QUANTILE_H

#include <stddef.h>

enum ccr_qrule {
	CCR_Q_MATH,
	CCR_Q_SCHOOL,
	CCR_Q_SHAHVAISH,
	CCR_Q_HF1,
	CCR_Q_HF2,
	CCR_Q_HF3,
	CCR_Q_HF4,
	CCR_Q_HF5,
	CCR_Q_HF6,
	CCR_Q_HF7,
	CCR_Q_HF8,
	CCR_Q_HF9
};
extern const char *const ccr_qrule_names[];

/* The quantile at p (0..1) of n > 0 values in ascending order with weights above 0. */
double ccr_quantile(enum ccr_qrule, const double *x, const double *w, size_t n, double p);

#endif
