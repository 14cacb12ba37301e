/* poisson.c: see poisson.h. */
#include "stat/poisson.h"

#include <math.h>

#include "stat/dist.h"

struct ccr_interval
ccr_poisson_interval(double n, double level)
{
	double tail = (1 - level) / 2;

	return (struct ccr_interval){n > 0 ? ccr_chisq_quantile(tail, 2 * n) / 2 : 0,
				     ccr_chisq_quantile(1 - tail, 2 * n + 2) / 2};
}

struct ccr_interval
ccr_byar_interval(double n, double level)
{
	double z = ccr_normal_quantile(level), m = n + 1;

	return (struct ccr_interval){
		n > 0 ? n * pow(1 - 1 / (9 * n) - z / (3 * sqrt(n)), 3) : 0,
		m * pow(1 - 1 / (9 * m) + z / (3 * sqrt(m)), 3),
	};
}

struct ccr_interval
ccr_rate_ratio_interval(double n, double exposure, double base, double base_exposure, double level)
{
	double tail = (1 - level) / 2, scale = base_exposure / exposure;
	struct ccr_interval ratio = {0, (double)INFINITY};

	/* The share p of the first is an odds p / (1 - p) of the counts. */
	if (n > 0) {
		double p = ccr_beta_quantile(tail, n, base + 1);
		ratio.low = p / (1 - p) * scale;
	}
	if (base > 0) {
		double q = ccr_beta_quantile(tail, base, n + 1); /* 1 - p, without its rounding */
		ratio.high = (1 - q) / q * scale;
	}
	return ratio;
}
