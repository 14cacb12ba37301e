/* design.c: see design.h. */
#include "stat/design.h"

#include <math.h>

#include "stat/dist.h"

void
ccr_tally_add(struct ccr_tally *tally, double weight)
{
	tally->n++;
	tally->positive += weight > 0;
	tally->w += weight;
	tally->w2 += weight * weight;
}

void
ccr_tally_merge(struct ccr_tally *into, const struct ccr_tally *from)
{
	into->n += from->n;
	into->positive += from->positive;
	into->w += from->w;
	into->w2 += from->w2;
}

struct ccr_share
ccr_design_share(const struct ccr_tally *chosen, const struct ccr_tally *base, size_t n_rows)
{
	const double none = (double)NAN;
	struct ccr_share s = {none, none, {none, none}, none, none, none};
	double n = (double)n_rows, p, variance;

	if (!(base->w > 0))
		return s;
	/* Sums of the same weights in another order may differ in the last digit. */
	p = chosen->positive == 0                ? 0
	    : chosen->positive == base->positive ? 1
						 : chosen->w / base->w;
	s.estimate = p;
	if (base->positive < 2)
		return s;
	/* Linearized: z = w (y - p) / W, which sums to 0; V = n/(n-1) sum z^2. */
	variance = n / (n - 1) *
		   (chosen->w2 * (1 - p) * (1 - p) + (base->w2 - chosen->w2) * p * p) /
		   (base->w * base->w);
	s.df = (double)base->positive - 1;
	if (p > 0 && p < 1) {
		s.se = sqrt(variance);
		s.deff = variance * s.df / (p * (1 - p));
		s.n_eff = p * (1 - p) / variance;
	} else {
		s.se = 0;
		s.n_eff = base->w * base->w / base->w2;
		s.deff = (double)base->positive / s.n_eff;
	}
	s.ci = ccr_wilson(p, s.n_eff, ccr_t_quantile(0.95, s.df));
	return s;
}
