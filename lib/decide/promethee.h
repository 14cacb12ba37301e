/* promethee.h: PROMETHEE II: how much each item is preferred to the others, less how much they are
 * to it.
 *
 * pi(a, b) is the weighted mean of the degrees of preference of a over b; phi+ of a is the mean of
 * pi(a, b) over the n - 1 others, phi- that of pi(b, a), and phi their difference, from -1 to 1.
 * Brans & Vincke, Management Science 31 (1985) 647.  (R's MCDA divides by n.)
 */
#ifndef CCR_DECIDE_PROMETHEE_H
#define CCR_DECIDE_PROMETHEE_H

#include "decide/preference.h"
#include "decide/score.h"

/* The degree of preference of a over b on one criterion. */
double ccr_promethee_on(const struct ccr_matrix *, const struct ccr_preference *, size_t a,
			size_t b, size_t criterion);
/* pi(a, b); preferences are by criterion. */
double
ccr_promethee_pair(const struct ccr_matrix *, const struct ccr_preference *, size_t a, size_t b);
/* n_items of each; 0 where there is only one item. */
void ccr_promethee(const struct ccr_matrix *, const struct ccr_preference *, double *plus,
		   double *minus);

#endif
