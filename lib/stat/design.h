/* design.h: design-based estimates from additive moments.
 *
 * A sample is drawn in stages: strata, and in each of them units, in which the next stage draws
 * again.  Everything an estimate needs of a set of respondents is added up in each unit of the last
 * stage, so that one pass over any number of rows, or files, is enough, and memory grows with
 * units, not with rows.  Where the sample comes with replicate weights, unit 0 is the sample and
 * unit r the r-th replicate.  All statistics are totals, ratios of two totals and sums of such: a
 * share is the ratio of those who chose to all, a mean that of the values to the number of
 * respondents.
 */
#ifndef CCR_STAT_DESIGN_H
#define CCR_STAT_DESIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stat/proportion.h"
#include "stat/rake.h"

/* Respondents by their weights w alone. */
struct ccr_tally {
	size_t n;
	size_t positive; /* of n, those whose weight is not 0: they alone carry information */
	double w, v;     /* sums of w and of w squared */
};

static inline void
ccr_tally_add(struct ccr_tally *tally, double weight)
{
	tally->n++;
	tally->positive += weight > 0;
	tally->w += weight;
	tally->v += weight * weight;
}

/* Adds from, with each weight multiplied by scale. */
void ccr_tally_merge(struct ccr_tally *into, const struct ccr_tally *from, double scale);

/* Sums over respondents who have x and y: s unweighted (where the weight is not 0), w weighted, v
 * weighted with the square. */
struct ccr_moments {
	size_t n, positive;
	double sx, sy;
	double wx, wy, wyy;
	double vx, vy, vxx, vxy, vyy;
};

void ccr_moments_add(struct ccr_moments *, double weight, double x, double y);
/* Adds the respondents of a tally, who all have the same x and y, with weights multiplied by scale.
 */
void
ccr_moments_score(struct ccr_moments *, const struct ccr_tally *, double x, double y, double scale);
void ccr_moments_merge(struct ccr_moments *into, const struct ccr_moments *from, double scale);
/* As if shift had been added to each y; x is 1 for all. */
void ccr_moments_shift(struct ccr_moments *, double shift);

/* What a stratum with a single unit contributes: nothing (both), its distance from the mean of the
 * whole sample, or the mean of the other strata; as R's options(survey.lonely.psu). */
enum ccr_lonely { CCR_LONELY_REMOVE, CCR_LONELY_CERTAINTY, CCR_LONELY_ADJUST, CCR_LONELY_AVERAGE };

struct ccr_stage {
	size_t n_nodes, n_strata;
	const uint32_t *stratum; /* of each node */
	const uint32_t *above;  /* of each stratum, the node of the stage above that it lies in; not
				   at the first stage */
	const size_t *size;     /* of each stratum, its nodes in the sample; at a last stage without
				   clusters its respondents, who share one node */
	const double *fraction; /* of each stratum, the part of its population that is in the
				   sample, 0: next to nothing */
};

/* Weights that were raked (or, to one margin, poststratified): cells are the combinations of the
 * margins' levels, units the parts of nodes that lie in one cell. */
struct ccr_raked_sample {
	size_t n_cells, n_margins;
	const struct ccr_margin *margin;
	const double *after;  /* n_margins * n_cells: the weight of a cell after each margin of the
				 last sweep, as a part of its final one */
	const uint32_t *cell; /* of each unit */
	const struct ccr_tally *whole; /* of each unit: all respondents, with final weights */
};

struct ccr_design {
	size_t n_units;
	const double *scale;  /* what the weights of each unit are multiplied with; NULL: 1 */
	const uint32_t *node; /* of the last stage, of each unit; NULL: units are nodes */
	const struct ccr_stage *stage;
	size_t n_stages;
	bool clustered; /* nodes of the last stage are clusters; else they are bags of respondents
			 */
	enum ccr_lonely lonely;
	const struct ccr_raked_sample *raked; /* NULL: none */

	size_t n_replicates;           /* 0: linearization */
	const double *replicate_scale; /* of each, its part of the variance */
	bool about_estimate; /* squares are about the estimate, else the replicates' mean */
	double replicate_df;
};

/* The moments of the whole sample, where units holds those of each unit. */
struct ccr_moments ccr_design_sum(const struct ccr_design *, const struct ccr_moments *units);

/* sign * sum y, or sign * sum y / sum x, of the respondents in units (design->n_units moments,
 * already scaled). */
struct ccr_term {
	const struct ccr_moments *units;
	double sign;
	bool total;
};

/* The sum of n terms, whose respondents are all different, and its variance.  Rows outside keep
 * their place in the variance.  Reference: svytotal, svymean, svyratio, svycontrast of R survey
 * over svydesign(nest = TRUE) or svrepdesign, domains by subset(), raked weights by rake(). */
double
ccr_design_estimate(const struct ccr_design *, const struct ccr_term *, size_t n, double *variance);

/* Degrees of freedom of the respondents in units: first-stage units less strata, as R's degf();
 * those of the whole sample with replicates. */
double ccr_design_df(const struct ccr_design *, const struct ccr_moments *units);

struct ccr_estimate {
	double value, se, df;
	double deff; /* against simple random sampling with replacement of as many */
	double n_eff;
	struct ccr_interval ci; /* 95 %, with t */
};

/* The mean of y or its total; domain is units and those who did not answer, whose degrees of
 * freedom count.  NaN where there is nothing to estimate from.  deff as R's deff = "replace". */
struct ccr_estimate ccr_design_mean(const struct ccr_design *, const struct ccr_moments *units,
				    const struct ccr_moments *domain);
struct ccr_estimate ccr_design_total(const struct ccr_design *, const struct ccr_moments *units,
				     const struct ccr_moments *domain);
/* y over x, without design effect. */
struct ccr_estimate ccr_design_ratio(const struct ccr_design *, const struct ccr_moments *units,
				     const struct ccr_moments *domain);

enum ccr_share_ci {
	CCR_CI_BETA,
	CCR_CI_WILSON,
	CCR_CI_LOGIT,
	CCR_CI_ASIN,
	CCR_CI_WALD,
	CCR_CI_LIKELIHOOD,
	CCR_CI_NCHS
};
extern const char *const ccr_share_ci_names[];

struct ccr_share {
	double estimate, se;
	struct ccr_interval ci;      /* 95 %, with t */
	enum ccr_share_ci ci_method; /* the one asked for, but at shares of 0 and 1, where only beta
					and Wilson give one */
	double df, deff, n_eff; /* p(1-p)/V; at p of 0 or 1, where V is 0, Kish's W^2 / sum w^2 */
};

/* The mean of a y that is 0 or 1.  Intervals as svyciprop of R survey (Korn & Graubard's "beta";
 * "xlogit" for logit; Wilson as in survey 4.5), NCHS's beta as in Series 2, No. 175: the effective
 * sample is never larger than the sample. */
struct ccr_share ccr_design_share(const struct ccr_design *, const struct ccr_moments *units,
				  const struct ccr_moments *domain, enum ccr_share_ci);
/* The ends of the interval of a share p with standard error se and df, of n respondents of
 * n_domain; scale is what R's likelihood takes the weights by, 1 where everybody answered. */
struct ccr_interval ccr_share_interval(enum ccr_share_ci, double p, double se, double df, double n,
				       double n_domain, double scale);

#endif
