/* pareto.h: fronts of items that no other beats in everything.
 *
 * An item is dominated by one that is as good on every criterion and better on one.  Front 1 is
 * what nothing dominates, front 2 what nothing dominates once front 1 is gone, and so on (Goldberg
 * 1989).  Weights are not used.
 */
#ifndef CCR_DECIDE_PARETO_H
#define CCR_DECIDE_PARETO_H

#include "decide/score.h"

/* n_items of each: the front, from 1, and how many items dominate it.  Returns the last front. */
size_t ccr_pareto(const struct ccr_matrix *, size_t *front, size_t *dominated_by);

#endif
