/* reliability.h: how well several items measure one thing.
 *
 * A ccr_items holds what the covariances of k items need: sums and cross products about the first
 * row, so that items far from 0 lose no digits.  It is additive: those of two files may be added
 * up.  Memory is k * k, whatever the number of rows.  Rows are complete: the caller leaves the
 * others out.
 */
#ifndef CCR_STAT_RELIABILITY_H
#define CCR_STAT_RELIABILITY_H

#include <stddef.h>

struct ccr_items {
	size_t k;
	size_t n; /* rows, also those of weight 0 */
	double weight;
	double *origin; /* k: the first row with a weight */
	double *sum;    /* k: of weight * (x - origin) */
	double *cross;  /* k * k: of weight * (x - origin) * (y - origin) */
};

void ccr_items_init(struct ccr_items *, size_t k);
/* One row of k values; weight is 0 or more. */
void ccr_items_add(struct ccr_items *, const double *x, double weight);
/* Both are of the same items. */
void ccr_items_merge(struct ccr_items *into, const struct ccr_items *from);
void ccr_items_release(struct ccr_items *);

struct ccr_reliability {
	double alpha;
	double standardized; /* alpha of items of variance 1: k r / (1 + (k - 1) r) */
	double mean_r;       /* r: the mean of the correlations of the items */
	struct ccr_item {
		double variance;   /* sum w (x - m)^2 / sum w */
		double if_dropped; /* alpha of the other items; NaN where only one is left */
		double rest_r;     /* correlation with the sum of the other items */
	} * item;
};

/* NaN for what does not exist: alpha where the sum of the items does not vary, correlations with
 * what does not vary, all of them without a weight.  Reference: alpha(check.keys = FALSE) of R
 * psych (raw_alpha, std.alpha, average_r, alpha.drop, r.drop), with weights svycralpha of R survey.
 * Cronbach, Psychometrika 16 (1951) 297. */
struct ccr_reliability ccr_reliability(const struct ccr_items *);
void ccr_reliability_release(struct ccr_reliability *);

#endif
