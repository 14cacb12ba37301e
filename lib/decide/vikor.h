/* vikor.h: the compromise ranking of Opricovic & Tzeng, EJOR 156 (2004) 445.
 *
 * S is the weighted mean of the regrets (f* - f) / (f* - f-), R the largest weighted regret; Q is
 * v (S - S*) / (S- - S*) + (1 - v) (R - R*) / (R- - R*), 0 for the best and 1 for the worst.  What
 * is the same for all items counts 0.  The first is the answer where it leads by 1 / (n - 1) in Q
 * and is also the best by S or by R; else a set of compromises is.  Reference: scikit-criteria
 * VIKOR, pymcdm.
 */
#ifndef CCR_DECIDE_VIKOR_H
#define CCR_DECIDE_VIKOR_H

#include "decide/score.h"

/* Which of the two conditions hold. */
struct ccr_compromise {
	bool advantage, stability;
};

/* The regret (f* - f) / (f* - f-) of an item on a criterion, unweighted. */
double ccr_regret(const struct ccr_matrix *, size_t item, size_t criterion);

/* n_items of each; v is 0 to 1. */
struct ccr_compromise
ccr_vikor(const struct ccr_matrix *, double v, double *s, double *r, double *q, bool *compromise);

#endif
