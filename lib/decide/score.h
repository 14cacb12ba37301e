/* score.h: items scored on several criteria.
 *
 * A decision matrix is row-major, value[item * criteria + criterion]; cost[c] says that less is
 * better; weights are 0 or more and sum to more than 0 (they are used as shares of their sum).
 * Scores are written to n_items doubles; a higher score is better.  A criterion that is the same
 * for all items separates nothing and counts 0.
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

/* What values are divided by, so that criteria in different units can be put together. */
enum ccr_scaling {
	CCR_SCALE_MINMAX, /* (x - min) / (max - min) */
	CCR_SCALE_VECTOR, /* x / sqrt(sum of x^2) */
	CCR_SCALE_SUM,    /* x / sum of x; values of 0 or more */
	CCR_SCALE_MAX,    /* x / max; values of 0 or more */
	CCR_SCALE_NONE,   /* x: they have one scale already */
};

/* What becomes of a cost before it is scaled.  Turning a cost round after scaling gives other
 * numbers, which depend on the scaling twice. */
enum ccr_costs {
	CCR_COST_INVERT, /* 1/x; values above 0 */
	CCR_COST_MAX_X,  /* max - x */
	CCR_COST_AS_IS,  /* x; the method takes less of it for better */
};

/* A matrix scaled: the value of item i on criterion c is (x - shift[c]) / divisor[c], 0 where the
 * divisor is (ccr_scaled_at). */
struct ccr_scaled {
	size_t n_criteria;
	double *x;  /* costs turned round, or as they are */
	bool *cost; /* is less still better? */
	double *shift, *divisor;
};

void ccr_scale(const struct ccr_matrix *, enum ccr_scaling, enum ccr_costs, struct ccr_scaled *);
double ccr_scaled_at(const struct ccr_scaled *, size_t item, size_t criterion);
void ccr_scaled_release(struct ccr_scaled *);

/* Weighted sum of scaled values, of which none is a cost any more.  Fishburn 1967. */
void ccr_score_wsm(const struct ccr_matrix *, const struct ccr_scaled *, double *score);

/* Weighted product: scaled values, 0 or more, to the power of their weights, multiplied.  A
 * criterion that is the same for all is left out.  Bridgman 1922; Miller & Starr 1969. */
void ccr_score_wpm(const struct ccr_matrix *, const struct ccr_scaled *, double *score);

/* TOPSIS: closeness to the ideal, d- / (d+ + d-), of scaled values; the ideal of a cost is its
 * least value. 0 where all items are alike.  Hwang & Yoon 1981. */
void ccr_score_topsis(const struct ccr_matrix *, const struct ccr_scaled *, double *score);

/* The weight of a criterion as a share of all. */
double ccr_share(const struct ccr_matrix *, size_t criterion);

/* The least and the largest value of a criterion; 0 and 0 without items. */
void ccr_score_range(const struct ccr_matrix *, size_t criterion, double *low, double *high);

/* Is the criterion the same for all items? */
bool ccr_score_constant(const struct ccr_matrix *, size_t criterion);

/* Ranks 1, 2, 2, 4 of scores, highest first; scores within 1e-12 of each other are tied. */
void ccr_rank(const double *score, size_t n, size_t *rank);

#endif
