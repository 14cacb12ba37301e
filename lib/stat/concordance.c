/* concordance.c: see concordance.h. */
#include "stat/concordance.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stat/dist.h"

struct ccr_concordance
ccr_concordance(const double *value, const double *count, size_t n, size_t k)
{
	struct ccr_concordance c = {0, (double)NAN, (double)NAN, (double)NAN, (double)NAN};
	double *sum = ccr_alloc(k, sizeof *sum), ties = 0, spread = 0, most, size = (double)k;

	for (size_t r = 0; r < n; r++) {
		c.raters += count[r];
		for (size_t i = 0; i < k; i++) {
			double before = 0, shared = 0;
			for (size_t j = 0; j < k; j++) {
				before += value[r * k + j] < value[r * k + i];
				shared += value[r * k + j] == value[r * k + i];
			}
			/* about the mean rank, so that many raters lose no digits */
			sum[i] += count[r] * (before + (shared + 1) / 2 - (size + 1) / 2);
			/* each of t tied objects adds its part of t^3 - t */
			ties += count[r] * (shared * shared - 1);
		}
	}
	for (size_t i = 0; i < k; i++)
		spread += sum[i] * sum[i];
	free(sum);
	most = c.raters * (c.raters * (size * size * size - size) - ties);
	if (c.raters < 2 || k < 2 || !(most > 0))
		return c;
	c.w = fmin(12 * spread / most, 1);
	c.df = size - 1;
	c.chi2 = c.raters * c.df * c.w;
	c.p = ccr_chisq_above(c.chi2, c.df);
	return c;
}
