/* design.c: see design.h. */
#include "stat/design.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stat/dist.h"

const char *const ccr_share_ci_names[] = {"beta", "wilson", "logit", "asin", "wald"};

void
ccr_tally_add(struct ccr_tally *tally, double weight)
{
	tally->n++;
	tally->positive += weight > 0;
	tally->w += weight;
	tally->w2 += weight * weight;
}

void
ccr_tally_merge(struct ccr_tally *into, const struct ccr_tally *from, double scale)
{
	into->n += from->n;
	into->positive += from->positive;
	into->w += from->w * scale;
	into->w2 += from->w2 * scale * scale;
}

struct ccr_tally
ccr_tally_total(const struct ccr_tally *tally, size_t n)
{
	struct ccr_tally sum = {0};

	for (size_t i = 0; i < n; i++)
		ccr_tally_merge(&sum, &tally[i], 1);
	return sum;
}

/* Sums of z = w (y - p) / W and of its squares over the PSUs of one stratum. */
struct sums {
	double z, zz;
};

static void
add_unit(struct sums *s, const struct ccr_tally *chosen, const struct ccr_tally *base, double p,
	 double weight, bool clustered)
{
	double z = (chosen->w - p * base->w) / weight;

	s->z += z;
	s->zz += clustered ? z * z
			   : (chosen->w2 * (1 - p) * (1 - p) + (base->w2 - chosen->w2) * p * p) /
				     (weight * weight);
}

static double
stratum_variance(const struct ccr_design *design, size_t stratum, const struct sums *s)
{
	double n = (double)design->psus[stratum];
	double finite = design->fraction ? 1 - design->fraction[stratum] : 1;

	if (design->psus[stratum] > 1)
		return finite * n / (n - 1) * fmax(s->zz - s->z * s->z / n, 0);
	return design->lonely == CCR_LONELY_ADJUST ? finite * s->zz : 0;
}

static double
variance(const struct ccr_design *design, const struct ccr_tally *chosen,
	 const struct ccr_tally *base, double p, double weight)
{
	struct sums *sums = ccr_alloc(design->n_strata, sizeof *sums);
	double v = 0;
	size_t lonely = 0;

	for (size_t i = 0; i < design->n_units; i++)
		add_unit(&sums[design->stratum[i]], &chosen[i], &base[i], p, weight,
			 design->clustered);
	for (size_t h = 0; h < design->n_strata; h++) {
		v += stratum_variance(design, h, &sums[h]);
		lonely += design->psus[h] == 1;
	}
	if (design->lonely == CCR_LONELY_AVERAGE && lonely < design->n_strata)
		v *= (double)design->n_strata / (double)(design->n_strata - lonely);
	free(sums);
	return v;
}

/* The PSUs of a domain less its strata. */
static double
degrees(const struct ccr_design *design, const struct ccr_tally *domain)
{
	bool *seen = ccr_alloc(design->n_strata, sizeof *seen);
	double df = 0;

	for (size_t i = 0; i < design->n_units; i++) {
		if (domain[i].positive == 0)
			continue;
		df += design->clustered ? 1 : (double)domain[i].positive;
		df -= !seen[design->stratum[i]];
		seen[design->stratum[i]] = true;
	}
	free(seen);
	return df;
}

/* Korn & Graubard, Survey Methodology 24 (1998) 193: Clopper-Pearson on n p and n. */
static struct ccr_interval
beta_interval(double p, double n)
{
	return (struct ccr_interval){p <= 0 ? 0 : ccr_beta_quantile(0.025, n * p, n * (1 - p) + 1),
				     p >= 1 ? 1 : ccr_beta_quantile(0.975, n * p + 1, n * (1 - p))};
}

static double
from_logit(double x)
{
	return 1 / (1 + exp(-x));
}

static double
from_asin(double x)
{
	return sin(x) * sin(x);
}

/* The interval of a share between 0 and 1; t is the quantile with the design's df. */
static struct ccr_interval
share_interval(const struct ccr_share *s, double t, double n_domain)
{
	double p = s->estimate, spread = s->se / (p * (1 - p));

	switch (s->ci_method) {
	case CCR_CI_BETA: {
		double ratio = ccr_t_quantile(0.95, fmax(n_domain - 1, 1)) / t;
		return beta_interval(p, s->n_eff * ratio * ratio);
	}
	case CCR_CI_WILSON: return ccr_wilson(p, s->n_eff, t);
	case CCR_CI_LOGIT:
		return (struct ccr_interval){from_logit(log(p / (1 - p)) - t * spread),
					     from_logit(log(p / (1 - p)) + t * spread)};
	case CCR_CI_ASIN: {
		double centre = asin(sqrt(p)), half = t * s->se / (2 * sqrt(p * (1 - p)));
		double low = fmax(centre - half, 0), high = fmin(centre + half, asin(1));
		return (struct ccr_interval){from_asin(low), from_asin(high)};
	}
	case CCR_CI_WALD: return (struct ccr_interval){p - t * s->se, p + t * s->se};
	}
	return (struct ccr_interval){(double)NAN, (double)NAN};
}

struct ccr_share
ccr_design_share(const struct ccr_design *design, const struct ccr_tally *chosen_units,
		 const struct ccr_tally *base_units, const struct ccr_tally *domain,
		 enum ccr_share_ci method)
{
	const double none = (double)NAN;
	struct ccr_share s = {none, none, {none, none}, method, none, none, none};
	struct ccr_tally chosen = ccr_tally_total(chosen_units, design->n_units),
			 base = ccr_tally_total(base_units, design->n_units);
	double p, v, n = (double)base.positive;

	if (!(base.w > 0))
		return s;
	/* Sums of the same weights in another order may differ in the last digit. */
	p = chosen.positive == 0 ? 0 : chosen.positive == base.positive ? 1 : chosen.w / base.w;
	s.estimate = p;
	v = variance(design, chosen_units, base_units, p, base.w);
	s.df = degrees(design, domain);
	if (s.df < 1)
		return s;
	if (p > 0 && p < 1 && v > 0) {
		s.se = sqrt(v);
		s.deff = v * (n - 1) / (p * (1 - p));
		s.n_eff = p * (1 - p) / v;
		s.ci = share_interval(&s, ccr_t_quantile(0.95, s.df),
				      (double)ccr_tally_total(domain, design->n_units).n);
		return s;
	}
	s.se = 0;
	s.n_eff = base.w * base.w / base.w2;
	s.deff = n / s.n_eff;
	s.ci_method = method == CCR_CI_BETA ? CCR_CI_BETA : CCR_CI_WILSON;
	s.ci = method == CCR_CI_BETA ? beta_interval(p, s.n_eff)
				     : ccr_wilson(p, s.n_eff, ccr_t_quantile(0.95, s.df));
	return s;
}
