/* trim.h: weights cut to bounds, and what weights of unequal size cost. */
#ifndef CCR_STAT_TRIM_H
#define CCR_STAT_TRIM_H

#include <stdbool.h>
#include <stddef.h>

/* Cuts n weights to low..high (infinite: no bound) and gives what was cut off, in equal parts, to
 * those that were inside, so that the sum stays; where nobody was, it changes.  Weights of 0 are no
 * part of this.  What is given may carry weights over a bound again: strict repeats until none is
 * outside, or CCR_TRIM_PASSES times.  Returns how many were outside at first.  Reference:
 * trimWeights of R survey 4.1. */
size_t ccr_trim(double *weight, size_t n, double low, double high, bool strict);

enum { CCR_TRIM_PASSES = 1000 };

struct ccr_spread {
	size_t n; /* weights that are not 0 */
	double sum, min, max;
	double deff;  /* Kish's n sum w^2 / (sum w)^2 */
	double n_eff; /* n / deff */
};

/* Of the weights that are not 0; NaN where there is none.  L. Kish, Survey Sampling, Wiley 1965. */
struct ccr_spread ccr_spread(const double *weight, size_t n);

#endif
