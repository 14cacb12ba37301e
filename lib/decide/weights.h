/* weights.h: weights from an order of criteria, from how differently they spread, and of a group.
 *
 * Weights are n doubles that add up to 1.  Values of items are row-major, value[item * n +
 * criterion].
 */
#ifndef CCR_DECIDE_WEIGHTS_H
#define CCR_DECIDE_WEIGHTS_H

#include <stdbool.h>
#include <stddef.h>

/* What the criterion on place i of n gets: (1/n) (1/i + ... + 1/n), the centre of all weights in
 * this order; 2 (n + 1 - i) / (n (n + 1)); or 1/i as a share of all.  Barron & Barrett, Management
 * Science 42 (1996) 1515; Stillwell, Seaver & Edwards, Org. Behav. Hum. Perf. 28 (1981) 62. */
enum ccr_rank_weights { CCR_WEIGHTS_ROC, CCR_WEIGHTS_RANKSUM, CCR_WEIGHTS_RECIPROCAL };

/* Ranks are any numbers, the least first; criteria of one rank share the mean of their places'
 * weights. */
void ccr_weights_of_ranks(enum ccr_rank_weights, const double *rank, size_t n, double *weight);

/* Shannon's entropy: criteria whose values, 0 or more, are unevenly shared among the items weigh
 * more.  False, weight untouched, where no criterion is unevenly shared.  A criterion that is 0 for
 * all gets 0.  Zeleny 1982; reference: entropy_weights of pymcdm. */
bool ccr_weights_entropy(const double *value, size_t items, size_t n, double *weight);

/* CRITIC: criteria that spread, after min-max scaling in which a cost counts the other way round,
 * and that say another thing than the others, weigh more: standard deviation times the sum of (1 -
 * correlation).  A criterion that is the same for all items gets 0 and counts for no other.  False
 * where no criterion spreads.  Diakoulaki, Mavrotas & Papayannakis, Comput. Oper. Res. 22 (1995)
 * 763. */
bool
ccr_weights_critic(const double *value, const bool *cost, size_t items, size_t n, double *weight);

/* x / sum of x; false, untouched, where the sum is not above 0. */
bool ccr_weights_share(double *x, size_t n);

/* The weights of m persons, as geometric means that again add up to 1 (AIP; Forman & Peniwati, EJOR
 * 108 (1998) 165), or as arithmetic ones. */
void
ccr_weights_join(const double *const *weight, size_t m, size_t n, bool geometric, double *joint);

#endif
