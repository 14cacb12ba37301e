/* agreement.h: do several coders say the same of one unit?
 *
 * A ccr_agreement takes one unit after the other and keeps sums only: how often each category was
 * given and, for two coders, each pair of categories.  Memory grows with distinct pairs, not with
 * units.  Categories are codes 0, 1, 2 ...; ratings of level interval have a number too, and two
 * codes are never one number.
 */
#ifndef CCR_STAT_AGREEMENT_H
#define CCR_STAT_AGREEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"

#define CCR_NO_RATING UINT32_MAX

struct ccr_agreement {
	size_t coders;
	bool interval;
	/* Of units with two ratings or more.  A pair is an ordered pair of ratings of one unit. */
	double units, ratings, pairs, same;
	double differing; /* sum over units of the differences of their pairs / (ratings - 1), where
			     a difference is 0 or 1, or squared */
	double origin, sum, square; /* of the numbers, about the first */
	/* Of units that all coders rated. */
	double full_units, full_same;
	struct ccr_agreement_category *category;
	size_t n, cap;
	struct ccr_agreement_pair *pair;
	size_t n_pairs, pairs_cap;
	struct ccr_hash index; /* of pair */
};

/* Zero-initialised otherwise.  coders is 2 or more. */
void ccr_agreement_init(struct ccr_agreement *, size_t coders, bool interval);
/* One unit that occurs times times: a code for each coder, or CCR_NO_RATING, and at level interval
 * the number of each (else NULL).  Fewer than two ratings add nothing. */
void ccr_agreement_add(struct ccr_agreement *, const uint32_t *rating, const double *number,
		       double times);
void ccr_agreement_release(struct ccr_agreement *);

struct ccr_kappa {
	double units;
	double estimate; /* NaN: there is no unit, or chance alone makes all ratings agree */
	double se;       /* NaN: not computed; 0 where no two ratings differ */
};

/* The share of pairs that agree; se of a plain share, for two coders. */
struct ccr_kappa ccr_agreement_share(const struct ccr_agreement *);
/* Cohen's kappa of two coders over the units that both rated; with weights the squared difference
 * of the numbers is how bad a disagreement is (level interval only), as SAS PROC FREQ has it with
 * Fleiss-Cohen weights.  se is the large-sample one for an estimate that is not 0.  Cohen,
 * Educ. Psychol. Meas. 20 (1960) 37; Fleiss & Cohen, ibid. 33 (1973) 613; Fleiss, Cohen & Everitt,
 * Psychol. Bull. 72 (1969) 323.  Reference: cohen.kappa of R psych, AGREE of SAS PROC FREQ. */
struct ccr_kappa ccr_cohen_kappa(const struct ccr_agreement *, bool weighted);
/* Fleiss' kappa over the units that all coders rated.  Fleiss, Psychol. Bull. 76 (1971) 378. */
struct ccr_kappa ccr_fleiss_kappa(const struct ccr_agreement *);
/* Krippendorff's alpha, nominal or interval, over the units with two ratings or more.
 * Krippendorff, Content Analysis (2004) chapter 11. */
struct ccr_kappa ccr_krippendorff_alpha(const struct ccr_agreement *);

#endif
