/* design.h: design-based estimates from additive tallies.
 *
 * A tally holds what linearization needs of a set of respondents: how many there are, the sum of
 * their weights and of the squares. A design is a list of units, each in a stratum; a unit is a
 * primary sampling unit (PSU) where the sample is clustered, else all respondents of a stratum, who
 * are then PSUs of their own.  Tallies come in arrays of one for each unit.  They add up, so that
 * one pass over any number of rows, or files, is enough, and memory grows with units, not with
 * rows.
 */
#ifndef CCR_STAT_DESIGN_H
#define CCR_STAT_DESIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stat/proportion.h"

struct ccr_tally {
	size_t n;
	size_t positive; /* of n, those whose weight is not 0: they alone carry information */
	double w, w2;
};

void ccr_tally_add(struct ccr_tally *, double weight);
/* Adds from, with each weight multiplied by scale. */
void ccr_tally_merge(struct ccr_tally *into, const struct ccr_tally *from, double scale);

/* The sum of n tallies. */
struct ccr_tally ccr_tally_total(const struct ccr_tally *, size_t n);

/* What a stratum with a single PSU contributes: nothing (both), its distance from the mean of the
 * whole sample, or the mean of the other strata; as R's options(survey.lonely.psu). */
enum ccr_lonely { CCR_LONELY_REMOVE, CCR_LONELY_CERTAINTY, CCR_LONELY_ADJUST, CCR_LONELY_AVERAGE };

struct ccr_design {
	bool clustered;
	size_t n_units, n_strata;
	const uint32_t *stratum; /* of each unit */
	const size_t *psus;      /* of each stratum, in the whole sample */
	const double *fraction;  /* of each stratum's PSUs that is in the sample; NULL: no finite
				    population */
	enum ccr_lonely lonely;
};

enum ccr_share_ci { CCR_CI_BETA, CCR_CI_WILSON, CCR_CI_LOGIT, CCR_CI_ASIN, CCR_CI_WALD };
extern const char *const ccr_share_ci_names[];

struct ccr_share {
	double estimate, se;
	struct ccr_interval ci;      /* 95 %, with t */
	enum ccr_share_ci ci_method; /* the one asked for, but at shares of 0 and 1, where only beta
					and Wilson give one */
	double df, deff, n_eff; /* p(1-p)/V; at p of 0 or 1, where V is 0, Kish's W^2 / sum w^2 */
};

/* The share of base that is in chosen, a part of it; domain is base and those of the group who did
 * not answer. Each holds a tally for each unit. Rows outside keep their place in the variance. NaN
 * where base has no weight; se and interval NaN where no degree of freedom is left. Reference:
 * svymean over svydesign(~cluster, strata, weights, fpc, nest = TRUE) of R survey, a domain by
 * subset(); deff as deff = "replace"; intervals as svyciprop (Korn & Graubard's "beta"; Wilson as
 * in survey 4.5), with df = degf(domain), its PSUs less its strata. */
struct ccr_share
ccr_design_share(const struct ccr_design *, const struct ccr_tally *chosen,
		 const struct ccr_tally *base, const struct ccr_tally *domain, enum ccr_share_ci);

#endif
