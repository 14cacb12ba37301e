/* concentration.h: how unevenly events fall on units (persons, pairs of persons, places).
 *
 * A tally is a list of how many units have each number of events: additive, and as short as there
 * are distinct numbers.
 */
#ifndef CCR_STAT_CONCENTRATION_H
#define CCR_STAT_CONCENTRATION_H

#include <stddef.h>

struct ccr_tally {
	double events; /* of each of these units; 0 or more */
	double units;  /* above 0 */
};

/* Gini's coefficient of n tallies in ascending order of events: 2 sum(i x_i) / (n sum(x)) -
 * (n + 1) / n over units in that order.  Units without events belong to it as tallies of 0.  NaN
 * where there are no events.  corrected: times n / (n - 1), so that all events on one unit give 1;
 * NaN for one unit.  Reference: ineq::Gini(x, corr) of R. */
double ccr_gini(const struct ccr_tally *, size_t n);
double ccr_gini_corrected(const struct ccr_tally *, size_t n);

/* The share of events that fall on the part (0..1) of units with most of them; where that part is
 * no whole number of units, the next unit counts by its fraction (the Lorenz curve).  NaN where
 * there are no events. */
double ccr_top_share(const struct ccr_tally *, size_t n, double part);

#endif
