/* design.c: see design.h. */
#include "stat/design.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stat/dist.h"

const char *const ccr_share_ci_names[] = {"beta", "wilson",     "logit",    "asin",
					  "wald", "likelihood", "beta-nchs"};

/* ---- what is added up ---- */

void
ccr_tally_merge(struct ccr_tally *into, const struct ccr_tally *from, double scale)
{
	into->n += from->n;
	into->positive += from->positive;
	into->w += from->w * scale;
	into->v += from->v * scale * scale;
}

/* Adds n respondents, positive of them with weight, who have the same x and y; w and v are the sums
 * of their weights and of the squares. */
static void
add_alike(struct ccr_moments *m, size_t n, size_t positive, double w, double v, double x, double y)
{
	m->n += n;
	m->positive += positive;
	m->sx += (double)positive * x;
	m->sy += (double)positive * y;
	m->wx += w * x;
	m->wy += w * y;
	m->wyy += w * y * y;
	m->vx += v * x;
	m->vy += v * y;
	m->vxx += v * x * x;
	m->vxy += v * x * y;
	m->vyy += v * y * y;
}

void
ccr_moments_add(struct ccr_moments *m, double w, double x, double y)
{
	add_alike(m, 1, w > 0, w, w * w, x, y);
}

void
ccr_moments_score(struct ccr_moments *m, const struct ccr_tally *t, double x, double y,
		  double scale)
{
	add_alike(m, t->n, t->positive, t->w * scale, t->v * scale * scale, x, y);
}

void
ccr_moments_merge(struct ccr_moments *m, const struct ccr_moments *from, double w)
{
	double v = w * w;

	m->n += from->n;
	m->positive += from->positive;
	m->sx += from->sx;
	m->sy += from->sy;
	m->wx += w * from->wx;
	m->wy += w * from->wy;
	m->wyy += w * from->wyy;
	m->vx += v * from->vx;
	m->vy += v * from->vy;
	m->vxx += v * from->vxx;
	m->vxy += v * from->vxy;
	m->vyy += v * from->vyy;
}

void
ccr_moments_shift(struct ccr_moments *m, double a)
{
	m->vyy += a * (2 * m->vxy + a * m->vxx);
	m->wyy += a * (2 * m->wy + a * m->wx);
	m->vxy += a * m->vxx;
	m->vy += a * m->vx;
	m->wy += a * m->wx;
	m->sy += a * m->sx;
}

struct ccr_moments
ccr_design_sum(const struct ccr_design *design, const struct ccr_moments *units)
{
	struct ccr_moments sum = {0};
	size_t n = design->n_replicates ? 1 : design->n_units;

	for (size_t i = 0; i < n; i++)
		ccr_moments_merge(&sum, &units[i], 1);
	return sum;
}

/* ---- the variance of a total, by linearization ---- */

/* e of a respondent is per * (y - ratio * x): the influence on the estimate of one more of them. */
struct influence {
	const struct ccr_moments *units;
	double ratio, per;
};

static double
sum_w(const struct influence *in, size_t unit)
{
	return in->per * (in->units[unit].wy - in->ratio * in->units[unit].wx);
}

static double
sum_squares(const struct influence *in, size_t unit)
{
	const struct ccr_moments *m = &in->units[unit];
	double r = in->ratio;

	return in->per * in->per * fmax(m->vyy - 2 * r * m->vxy + r * r * m->vxx, 0);
}

/* What raking explains of e in each cell.  Several margins: ten sweeps of taking unweighted means
 * over each margin's levels, of e over the weight after that margin, as R's svyrecvar() does over
 * rake(); one margin: weighted means, as over postStratify(). */
static double *
explained(const struct ccr_design *design, const struct influence *in, size_t n)
{
	const struct ccr_raked_sample *raked = design->raked;
	double *b = ccr_alloc(raked->n_cells, sizeof *b), *e = ccr_alloc(raked->n_cells, sizeof *e),
	       *size = ccr_alloc(raked->n_cells, sizeof *size);
	bool one = raked->n_margins == 1;

	for (size_t u = 0; u < design->n_units; u++) {
		uint32_t cell = raked->cell[u];
		size[cell] += one ? raked->whole[u].w : (double)raked->whole[u].positive;
		for (size_t i = 0; i < n; i++)
			e[cell] += one ? sum_w(&in[i], u)
				       : in[i].per * (in[i].units[u].sy -
						      in[i].ratio * in[i].units[u].sx);
	}
	for (size_t k = 0; k < (one ? 1 : 10 * raked->n_margins); k++) {
		const struct ccr_margin *margin = &raked->margin[k % raked->n_margins];
		const double *after = raked->after + k % raked->n_margins * raked->n_cells;
		double *mean = ccr_alloc(margin->n_levels, sizeof *mean),
		       *of = ccr_alloc(margin->n_levels, sizeof *of);
		for (size_t c = 0; c < raked->n_cells; c++) {
			mean[margin->level[c]] += (e[c] - size[c] * b[c]) / (one ? 1 : after[c]);
			of[margin->level[c]] += size[c];
		}
		for (size_t c = 0; c < raked->n_cells; c++)
			if (of[margin->level[c]] > 0)
				b[c] += mean[margin->level[c]] / of[margin->level[c]] *
					(one ? 1 : after[c]);
		free(mean);
		free(of);
	}
	free(e);
	free(size);
	return b;
}

/* The sum of z = w e in a node, where respondents are the units that of its squares, and how many
 * respondents it is of. */
struct node {
	double z, zz;
	size_t n;
};

static void
add_units(const struct ccr_design *design, const struct influence *in, size_t n, struct node *nodes)
{
	double *b = design->raked ? explained(design, in, n) : NULL;

	for (size_t u = 0; u < design->n_units; u++) {
		struct node *node = &nodes[design->node ? design->node[u] : u];
		double e2 = 0;
		for (size_t i = 0; i < n; i++) {
			node->n += in[i].units[u].n;
			node->z += sum_w(&in[i], u);
			node->zz += sum_squares(&in[i], u);
			e2 += in[i].per * (in[i].units[u].vy - in[i].ratio * in[i].units[u].vx);
		}
		if (b) {
			double mean = b[design->raked->cell[u]];
			node->n += design->raked->whole[u].n;
			node->z -= mean * design->raked->whole[u].w;
			node->zz += mean * (mean * design->raked->whole[u].v - 2 * e2);
		}
	}
	free(b);
}

static double
stratum_variance(const struct ccr_design *design, const struct ccr_stage *stage, size_t h,
		 const struct node *s)
{
	double n = (double)stage->size[h], finite = 1 - stage->fraction[h];
	double off = s->zz - s->z * s->z / n;

	/* What is left when units do not differ is rounding. */
	if (stage->size[h] > 1)
		return !(off <= 1e-13 * s->zz) ? finite * n / (n - 1) * off : 0;
	return design->lonely == CCR_LONELY_ADJUST ? finite * s->zz : 0;
}

/* The part of one stage; part holds for each of its strata which part of the variance below counts,
 * the product of the sampled fractions above. */
static double
stage_variance(const struct ccr_design *design, size_t at, const struct node *node,
	       const double *part, struct node *up)
{
	const struct ccr_stage *stage = &design->stage[at];
	bool respondents = at + 1 == design->n_stages && !design->clustered;
	struct node *sums = ccr_alloc(stage->n_strata, sizeof *sums);
	double v = 0;
	size_t lonely = 0, strata = 0;

	for (size_t i = 0; i < stage->n_nodes; i++) {
		struct node *sum = &sums[stage->stratum[i]];
		sum->n += node[i].n;
		sum->z += node[i].z;
		sum->zz += respondents ? node[i].zz : node[i].z * node[i].z;
	}
	for (size_t h = 0; h < stage->n_strata; h++) {
		v += part[h] * stratum_variance(design, stage, h, &sums[h]);
		strata += sums[h].n > 0;
		lonely += sums[h].n > 0 && stage->size[h] == 1;
		if (up) {
			up[stage->above[h]].z += sums[h].z;
			up[stage->above[h]].n += sums[h].n;
		}
	}
	/* Of the strata that have respondents in the estimate. */
	if (design->lonely == CCR_LONELY_AVERAGE && lonely < strata)
		v *= (double)strata / (double)(strata - lonely);
	free(sums);
	return v;
}

/* Of each stratum of stage at, the product of the sampled fractions above it. */
static double *
parts(const struct ccr_design *design, size_t at)
{
	const struct ccr_stage *stage = &design->stage[at];
	double *part = ccr_alloc(stage->n_strata, sizeof *part);
	double *above = at > 0 ? parts(design, at - 1) : NULL;

	for (size_t h = 0; h < stage->n_strata; h++) {
		part[h] = 1;
		if (above) {
			uint32_t over = design->stage[at - 1].stratum[stage->above[h]];
			part[h] = above[over] * design->stage[at - 1].fraction[over];
		}
	}
	free(above);
	return part;
}

static double
linear_variance(const struct ccr_design *design, const struct influence *in, size_t n)
{
	size_t at = design->n_stages - 1;
	struct node *node = ccr_alloc(design->stage[at].n_nodes, sizeof *node);
	double v = 0;

	add_units(design, in, n, node);
	for (;; at--) {
		double *part = parts(design, at);
		struct node *up =
			at > 0 ? ccr_alloc(design->stage[at - 1].n_nodes, sizeof *up) : NULL;
		v += stage_variance(design, at, node, part, up);
		free(part);
		free(node);
		node = up;
		if (at == 0)
			return v;
	}
}

/* ---- and by replicates ---- */

static double
replicate_value(const struct ccr_term *term, size_t n, size_t unit)
{
	double value = 0;

	for (size_t i = 0; i < n; i++) {
		const struct ccr_moments *m = &term[i].units[unit];
		value += term[i].sign * (term[i].total ? m->wy : m->wy / m->wx);
	}
	return value;
}

/* Replicates that have nothing to estimate from are left out, as R does. */
static double
replicate_variance(const struct ccr_design *design, const struct ccr_term *term, size_t n)
{
	double centre = 0, v = 0, used = 0;

	for (size_t r = 0; r < design->n_replicates; r++) {
		double value = replicate_value(term, n, r + 1);
		if (isnan(value) || !(design->replicate_scale[r] > 0))
			continue;
		centre += value;
		used++;
	}
	centre = design->about_estimate ? replicate_value(term, n, 0) : centre / used;
	for (size_t r = 0; r < design->n_replicates; r++) {
		double off = replicate_value(term, n, r + 1) - centre;
		v += isnan(off) ? 0 : design->replicate_scale[r] * off * off;
	}
	return v;
}

double
ccr_design_estimate(const struct ccr_design *design, const struct ccr_term *term, size_t n,
		    double *variance)
{
	struct influence *in;
	double value = 0;

	if (design->n_replicates > 0) {
		*variance = replicate_variance(design, term, n);
		return replicate_value(term, n, 0);
	}
	in = ccr_alloc(n, sizeof *in);
	for (size_t i = 0; i < n; i++) {
		struct ccr_moments sum = ccr_design_sum(design, term[i].units);
		double ratio = sum.wy / sum.wx;
		value += term[i].sign * (term[i].total ? sum.wy : ratio);
		in[i] = term[i].total
				? (struct influence){term[i].units, 0, term[i].sign}
				: (struct influence){term[i].units, ratio, term[i].sign / sum.wx};
	}
	*variance = linear_variance(design, in, n);
	free(in);
	return value;
}

/* ---- degrees of freedom ---- */

/* Respondents with weight in each node of the first stage. */
static double *
first_stage(const struct ccr_design *design, const struct ccr_moments *units)
{
	size_t at = design->n_stages - 1;
	double *here = ccr_alloc(design->stage[at].n_nodes, sizeof *here);

	for (size_t u = 0; u < design->n_units; u++)
		here[design->node ? design->node[u] : u] += (double)units[u].positive;
	for (; at > 0; at--) {
		const struct ccr_stage *stage = &design->stage[at];
		double *up = ccr_alloc(design->stage[at - 1].n_nodes, sizeof *up);
		for (size_t i = 0; i < stage->n_nodes; i++)
			up[stage->above[stage->stratum[i]]] += here[i];
		free(here);
		here = up;
	}
	return here;
}

double
ccr_design_df(const struct ccr_design *design, const struct ccr_moments *units)
{
	const struct ccr_stage *first = design->stage;
	bool bags = design->n_stages == 1 && !design->clustered;
	double df = 0, *positive;
	bool *seen;

	if (design->n_replicates > 0)
		return design->replicate_df;
	positive = first_stage(design, units);
	seen = ccr_alloc(first->n_strata, sizeof *seen);
	for (size_t i = 0; i < first->n_nodes; i++) {
		if (!(positive[i] > 0))
			continue;
		df += bags ? positive[i] : 1;
		df -= !seen[first->stratum[i]];
		seen[first->stratum[i]] = true;
	}
	free(positive);
	free(seen);
	return df;
}

/* ---- means, totals, ratios ---- */

static struct ccr_estimate
estimate(const struct ccr_design *design, const struct ccr_term *term,
	 const struct ccr_moments *domain)
{
	const double none = (double)NAN;
	struct ccr_estimate e = {none, none, none, none, none, {none, none}};
	struct ccr_moments sum = ccr_design_sum(design, term->units);
	double v, t;

	if (sum.positive == 0 || (!term->total && !(sum.wx > 0 || sum.wx < 0)))
		return e;
	e.value = ccr_design_estimate(design, term, 1, &v);
	e.df = ccr_design_df(design, domain);
	if (e.df < 1)
		return e;
	e.se = isfinite(v) ? sqrt(v) : none;
	t = ccr_t_quantile(0.95, e.df);
	e.ci = (struct ccr_interval){e.value - t * e.se, e.value + t * e.se};
	return e;
}

/* Of a mean, or with times = the sum of weights of a total. */
static void
against_simple(struct ccr_estimate *e, const struct ccr_moments *sum, double times)
{
	double n = (double)sum->positive, mean = sum->wy / sum->wx,
	       spread = times * times * fmax(sum->wyy / sum->wx - mean * mean, 0);

	if (!(e->se > 0) || !(spread > 0))
		return;
	e->deff = e->se * e->se * (n - 1) / spread;
	e->n_eff = spread / (e->se * e->se);
}

struct ccr_estimate
ccr_design_mean(const struct ccr_design *design, const struct ccr_moments *units,
		const struct ccr_moments *domain)
{
	struct ccr_estimate e = estimate(design, &(struct ccr_term){units, 1, false}, domain);
	struct ccr_moments sum = ccr_design_sum(design, units);

	against_simple(&e, &sum, 1);
	return e;
}

struct ccr_estimate
ccr_design_total(const struct ccr_design *design, const struct ccr_moments *units,
		 const struct ccr_moments *domain)
{
	struct ccr_estimate e = estimate(design, &(struct ccr_term){units, 1, true}, domain);
	struct ccr_moments sum = ccr_design_sum(design, units);

	against_simple(&e, &sum, sum.wx);
	return e;
}

struct ccr_estimate
ccr_design_ratio(const struct ccr_design *design, const struct ccr_moments *units,
		 const struct ccr_moments *domain)
{
	return estimate(design, &(struct ccr_term){units, 1, false}, domain);
}

/* ---- intervals of a share ---- */

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

/* Where twice the distance of the log likelihoods of p and x, for one respondent, reaches limit;
 * towards end, 0 or 1. */
static double
likelihood_end(double p, double limit, double end)
{
	double near = p, far = end;

	for (;;) {
		double x = near + (far - near) / 2;
		if (x == near || x == far)
			return x;
		if (2 * (p * log(p / x) + (1 - p) * log((1 - p) / (1 - x))) < limit)
			near = x;
		else
			far = x;
	}
}

struct ccr_interval
ccr_share_interval(enum ccr_share_ci method, double p, double se, double df, double n,
		   double n_domain, double scale)
{
	double t = ccr_t_quantile(0.95, df), n_eff = p * (1 - p) / (se * se),
	       spread = se / (p * (1 - p)), limit;

	switch (method) {
	case CCR_CI_BETA:
	case CCR_CI_NCHS: {
		double of = method == CCR_CI_BETA ? n_domain : n;
		double ratio = ccr_t_quantile(0.95, fmax(of - 1, 1)) / t,
		       few = n_eff * ratio * ratio;
		return beta_interval(p, method == CCR_CI_NCHS ? fmin(few, n) : few);
	}
	case CCR_CI_WILSON: return ccr_wilson(p, n_eff, t);
	case CCR_CI_LOGIT:
		return (struct ccr_interval){from_logit(log(p / (1 - p)) - t * spread),
					     from_logit(log(p / (1 - p)) + t * spread)};
	case CCR_CI_ASIN: {
		double centre = asin(sqrt(p)), half = t * se / (2 * sqrt(p * (1 - p)));
		double low = fmax(centre - half, 0), high = fmin(centre + half, asin(1));
		return (struct ccr_interval){from_asin(low), from_asin(high)};
	}
	case CCR_CI_LIKELIHOOD:
		/* svyciprop's is a profile of svyglm, whose dispersion is scale / (n - 1). */
		limit = t * t / n_eff * scale * n / (n - 1);
		return (struct ccr_interval){likelihood_end(p, limit, 0),
					     likelihood_end(p, limit, 1)};
	case CCR_CI_WALD: break;
	}
	return (struct ccr_interval){p - t * se, p + t * se};
}

struct ccr_share
ccr_design_share(const struct ccr_design *design, const struct ccr_moments *units,
		 const struct ccr_moments *domain, enum ccr_share_ci method)
{
	const double none = (double)NAN;
	struct ccr_share s = {none, none, {none, none}, method, none, none, none};
	struct ccr_moments base = ccr_design_sum(design, units),
			   whole = ccr_design_sum(design, domain);
	double p, v, n = (double)base.positive;

	if (!(base.wx > 0))
		return s;
	p = ccr_design_estimate(design, &(struct ccr_term){units, 1, false}, 1, &v);
	/* Sums of the same weights in another order may differ in the last digit. */
	p = !(base.sy > 0) ? 0 : base.sy >= base.sx ? 1 : p;
	s.estimate = p;
	s.df = ccr_design_df(design, domain);
	if (s.df < 1)
		return s;
	if (p > 0 && p < 1 && v > 0) {
		/* R takes the weights of those who answered by the mean weight of all. */
		double scale = base.wx / whole.wx * (double)whole.n / (double)base.n;
		s.se = sqrt(v);
		s.deff = v * (n - 1) / (p * (1 - p));
		s.n_eff = p * (1 - p) / v;
		s.ci = ccr_share_interval(method, p, s.se, s.df, (double)base.n, (double)whole.n,
					  scale);
		return s;
	}
	s.se = 0;
	if (p > 0 && p < 1) {
		/* Everybody was asked, or the weights were raked to this very share. */
		s.deff = 0;
		s.ci = (struct ccr_interval){p, p};
		return s;
	}
	s.n_eff = base.wx * base.wx / base.vxx;
	s.deff = n / s.n_eff;
	if (method == CCR_CI_BETA || method == CCR_CI_NCHS) {
		s.ci = beta_interval(p, method == CCR_CI_NCHS ? (double)base.n : s.n_eff);
	} else {
		s.ci_method = CCR_CI_WILSON;
		s.ci = ccr_wilson(p, s.n_eff, ccr_t_quantile(0.95, s.df));
	}
	return s;
}
