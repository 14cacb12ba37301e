/* rake.h: weights that make the margins of a table what they are known to be.
 *
 * The table is n cells, the distinct combinations of the margins' levels, each with the sum of the
 * weights of its respondents.  A sweep goes through the margins and multiplies the cells of each
 * level so that they add up to its target; sweeps are repeated until all margins hold at once.  All
 * respondents of a cell are multiplied alike, so the work grows with cells, not with respondents.
 * Deming & Stephan, Annals of Mathematical Statistics 11 (1940) 427.
 */
#ifndef CCR_STAT_RAKE_H
#define CCR_STAT_RAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One margin: to which of its n_levels each of the n cells belongs, and what the cells of each
 * level should add up to, 0 or more. */
struct ccr_margin {
	size_t n_levels;
	const uint32_t *level; /* n */
	const double *target;  /* n_levels */
};

struct ccr_raked {
	size_t sweeps;
	double worst; /* the largest |sum - target| / target; infinite where a target of 0 has
			 weight */
	size_t worst_margin, worst_level; /* where it is */
	bool converged;                   /* worst is at most the tolerance */
};

/* Rakes weight, n of 0 or more, in place: at least one sweep, at most max_sweeps, until every
 * margin holds to the tolerance.  max_sweeps 0 changes nothing and tells how far the margins are
 * off.  One margin is post-stratification, and one sweep of it is exact.  after, NULL or n_margins
 * * n, gets the weights after each margin of the last sweep, which the variance of estimates needs.
 * Margins whose targets add up to different totals cannot all hold: the caller has seen to it.
 * Reference: rake of R survey 4.1, which stops by the change of cells in one sweep; after as many
 * sweeps the weights are the same. */
struct ccr_raked ccr_rake(double *weight, size_t n, const struct ccr_margin *, size_t n_margins,
			  double tolerance, size_t max_sweeps, double *after);

#endif
