/* bwm.h: weights from comparing the best and the worst criterion with the others.
 *
 * best[j] says how many times as much the best criterion counts as j, worst[j] how many times as
 * much j counts as the worst one: n values of 1 or more each, with best[b] = 1, worst[w] = 1 and
 * best[w] = worst[b].  J. Rezaei, Omega 53 (2015) 49 (the consistency ratio) and 64 (2016) 126 (the
 * linear model).
 */
#ifndef CCR_DECIDE_BWM_H
#define CCR_DECIDE_BWM_H

#include <stdbool.h>
#include <stddef.h>

struct ccr_bwm {
	size_t n, b, w; /* criteria; which is best, which is worst */
	const double *best, *worst;
};

/* The weights that make the largest of |w_b - best_j w_j| and |w_j - worst_j w_w| least, and that
 * largest one, xi: 0 where the comparisons fit together.  False where the linear program cannot be
 * solved. */
bool ccr_bwm_weights(const struct ccr_bwm *, double *weight, double *xi);

/* The model of 2015, which compares ratios: the least xi for which some weights have |w_b / w_j -
 * best_j| <= xi and |w_j / w_w - worst_j| <= xi. */
double ccr_bwm_ratio_xi(const struct ccr_bwm *);
/* The largest that xi can be when the best is judged to count a times as much as the worst (the
 * consistency index): the root of xi^2 - (1 + 2 a) xi + a^2 - a; 3 for a = 6. */
double ccr_bwm_index(double a);

#endif
