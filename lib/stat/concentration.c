/* concentration.c: see concentration.h. */
#include "stat/concentration.h"

#include <math.h>

struct sums {
	double units, events;
};

static struct sums
add_up(const struct ccr_tally *t, size_t n)
{
	struct sums s = {0, 0};

	for (size_t i = 0; i < n; i++) {
		s.units += t[i].units;
		s.events += t[i].units * t[i].events;
	}
	return s;
}

double
ccr_gini(const struct ccr_tally *t, size_t n)
{
	struct sums s = add_up(t, n);
	double before = 0, sum = 0;

	if (!(s.events > 0))
		return (double)NAN;
	/* The places before + 1 .. before + units of one tally add up to units times their mean. */
	for (size_t i = 0; i < n; i++) {
		sum += t[i].events * t[i].units * (before + (t[i].units + 1) / 2);
		before += t[i].units;
	}
	return 2 * sum / (s.units * s.events) - (s.units + 1) / s.units;
}

double
ccr_gini_corrected(const struct ccr_tally *t, size_t n)
{
	double units = add_up(t, n).units;

	return units > 1 ? ccr_gini(t, n) * units / (units - 1) : (double)NAN;
}

double
ccr_top_share(const struct ccr_tally *t, size_t n, double part)
{
	struct sums s = add_up(t, n);
	double left = part * s.units, sum = 0;

	if (!(s.events > 0))
		return (double)NAN;
	for (size_t i = n; i > 0 && left > 0; i--) {
		double taken = fmin(left, t[i - 1].units);
		sum += taken * t[i - 1].events;
		left -= taken;
	}
	return sum / s.events;
}
