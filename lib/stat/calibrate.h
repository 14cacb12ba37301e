/* calibrate.h: weights that make totals what they are known to be, and differ as little as can be
 * from those there were.
 *
 * A table of n cells has k columns: 1 or 0 for being in a level, or the value of a number.  Each
 * weight is multiplied with a factor g that is a function of x'lambda, x being the cell's columns;
 * lambda is found such that the weighted totals of the columns are the targets.  What is as little
 * as can be, is a matter of the distance.  Deville & Sarndal, JASA 87 (1992) 376.
 */
#ifndef CCR_STAT_CALIBRATE_H
#define CCR_STAT_CALIBRATE_H

#include <stdbool.h>
#include <stddef.h>

enum ccr_distance {
	CCR_LINEAR, /* g = 1 + u: the regression estimator; g may be negative */
	CCR_RAKING, /* g = exp(u) */
	CCR_LOGIT,  /* g between low and high, which have to be finite */
};

struct ccr_calibration {
	size_t n, k;
	const double
		*x; /* n * k, the columns of a cell side by side; they may depend on each other */
	const double *target; /* k */
	enum ccr_distance distance;
	double low, high; /* of g, low < 1 < high; infinite: no bound.  Linear and raking are cut
			     off there */
};

struct ccr_calibrated {
	size_t steps;
	double worst; /* the largest |total - target|, relative to the target; where a column has
			 values of both signs, to the total of their sizes if that is more */
	size_t worst_target;
	bool converged; /* worst is at most the tolerance */
};

/* Calibrates weight, n of 0 or more, in place, by Newton's method with at most max_steps steps,
 * halved where they lead away.  max_steps 0 changes nothing and tells how far the totals are off.
 * Reference: calibrate (calfun linear, raking, logit) of R survey 4.1. */
struct ccr_calibrated
ccr_calibrate(double *weight, const struct ccr_calibration *, double tolerance, size_t max_steps);

#endif
