/* design.h: design-based estimates from additive tallies.
 *
 * A tally holds what linearization needs of a set of respondents: how many there are, the sum of
 * their weights and of the squares. Tallies add up, so that one pass over any number of rows, or
 * files, is enough.
 */
#ifndef CCR_STAT_DESIGN_H
#define CCR_STAT_DESIGN_H

#include <stddef.h>

#include "stat/proportion.h"

struct ccr_tally {
	size_t n;
	size_t positive; /* of n, those whose weight is not 0: they alone carry information */
	double w, w2;
};

void ccr_tally_add(struct ccr_tally *, double weight);
void ccr_tally_merge(struct ccr_tally *into, const struct ccr_tally *from);

struct ccr_share {
	double estimate, se;
	struct ccr_interval ci; /* Wilson on the effective n, 95 % with t */
	double df, deff, n_eff; /* p(1-p)/V; at p of 0 or 1, where V is 0, Kish's W^2 / sum w^2 */
};

/* The share of base that is in chosen, a part of it, in a sample of n_rows respondents drawn with
 * replacement with the weights that were tallied; rows outside base keep their place in the
 * variance.  NaN where base has no weight; se and interval NaN with fewer than two respondents.
 * Reference: svymean over svydesign(~1, weights = ~w) of R survey, a domain by subset(); deff as
 * deff = "replace"; the interval as svyciprop(method = "wilson") of survey 4.5, with df =
 * respondents in base - 1. */
struct ccr_share
ccr_design_share(const struct ccr_tally *chosen, const struct ccr_tally *base, size_t n_rows);

#endif
