/* score.h: items scored on several criteria.
 *
 * A decision matrix is row-major, value[item * criteria + criterion]; cost[c] says that less is
 * better; weights are 0 or more and sum to more than 0 (they are used as shares of their sum).
 * Scores are written to n_items doubles; a higher score is better.
 */
#ifndef CCR_DECIDE_SCORE_H
#define CCR_DECIDE_SCORE_H

#include <stdbool.h>
#include <stddef.h>

struct ccr_matrix {
	size_t n_items, n_criteria;
	const double *value;
	const bool *cost;
	const double *weight;
};

/* Weighted sum of min-max scaled criteria: (x - min) / (max - min), of max - x for a cost.  A
 * criterion that is the same for all items counts 0.  Fishburn 1967. */
void ccr_score_wsm(const struct ccr_matrix *, double *score);

/* TOPSIS: closeness to the ideal, d- / (d+ + d-), of vector-scaled criteria x / sqrt(sum x^2); the
 * ideal of a cost is its least value. 0 where all items are alike.  Hwang & Yoon 1981. */
void ccr_score_topsis(const struct ccr_matrix *, double *score);

/* Is the criterion the same for all items? */
bool ccr_score_constant(const struct ccr_matrix *, size_t criterion);

/* Ranks 1, 2, 2, 4 of scores, highest first; scores within 1e-12 of each other are tied. */
void ccr_rank(const double *score, size_t n, size_t *rank);

#endif
