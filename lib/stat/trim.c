/* trim.c: see trim.h. */
#include "stat/trim.h"

#include <math.h>

static bool
is_outside(double weight, double low, double high)
{
	return weight != 0 && (weight < low || weight > high);
}

/* One pass; returns how many were outside. */
static size_t
pass(double *weight, size_t n, double low, double high)
{
	size_t outside = 0, inside = 0;
	double cut = 0, gift;

	for (size_t i = 0; i < n; i++) {
		bool out = is_outside(weight[i], low, high);
		outside += out;
		inside += weight[i] != 0 && !out;
		cut += out ? weight[i] - fmin(fmax(weight[i], low), high) : 0;
	}
	if (outside == 0)
		return 0;
	gift = inside > 0 ? cut / (double)inside : 0;
	for (size_t i = 0; i < n; i++) {
		if (is_outside(weight[i], low, high))
			weight[i] = fmin(fmax(weight[i], low), high);
		else if (weight[i] != 0)
			weight[i] += gift;
	}
	return outside;
}

size_t
ccr_trim(double *weight, size_t n, double low, double high, bool strict)
{
	size_t outside = pass(weight, n, low, high);

	for (int i = 1; strict && i < CCR_TRIM_PASSES && pass(weight, n, low, high) > 0; i++)
		;
	return outside;
}

struct ccr_spread
ccr_spread(const double *weight, size_t n)
{
	struct ccr_spread s = {.min = (double)NAN, .max = (double)NAN};
	double squares = 0;

	for (size_t i = 0; i < n; i++) {
		if (weight[i] == 0)
			continue;
		s.n++;
		s.sum += weight[i];
		squares += weight[i] * weight[i];
		s.min = fmin(s.min, weight[i]);
		s.max = fmax(s.max, weight[i]);
	}
	s.deff = (double)s.n * squares / (s.sum * s.sum);
	s.n_eff = (double)s.n / s.deff;
	return s;
}
