/* lm.h: least squares. */
#ifndef CCR_STAT_LM_H
#define CCR_STAT_LM_H

#include <stdbool.h>
#include <stddef.h>

struct ccr_lm {
	size_t n, k;
	double *coef;     /* k */
	double *inverse;  /* k * k: of X'X */
	double *residual; /* n, of the rows as they were given: not weighted */
	double rss;       /* weighted */
};

/* x: n rows of k columns, n > k; weight NULL: all 1.  False where a column is a combination of
 * others.  Householder's QR by GSL, after scaling the columns; reference: lm() of R. */
bool ccr_lm_fit(struct ccr_lm *, const double *x, const double *y, const double *weight, size_t n,
		size_t k);
void ccr_lm_release(struct ccr_lm *);

#endif
