/* proportion.c: see proportion.h. */
#include "stat/proportion.h"

#include <math.h>

#include "stat/dist.h"

struct ccr_interval
ccr_wilson(double p, double n, double z)
{
	double scale = 1 + z * z / n;
	double centre = (p + z * z / (2 * n)) / scale;
	double half = z / (2 * n) * sqrt(4 * n * p * (1 - p) + z * z) / scale;

	/* At p = 0 and p = 1 one end is the proportion itself; rounding must not carry it past. */
	return (struct ccr_interval){p <= 0 ? 0 : fmax(centre - half, 0),
				     p >= 1 ? 1 : fmin(centre + half, 1)};
}

struct ccr_interval
ccr_clopper_pearson(double x, double n, double level)
{
	double tail = (1 - level) / 2;

	return (struct ccr_interval){x > 0 ? ccr_beta_quantile(tail, x, n - x + 1) : 0,
				     x < n ? ccr_beta_quantile(1 - tail, x + 1, n - x) : 1};
}
