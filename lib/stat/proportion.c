/* proportion.c: see proportion.h. */
#include "stat/proportion.h"

#include <math.h>

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
