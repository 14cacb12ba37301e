/* promethee.c: see preference.h and promethee.h. */
#include "decide/promethee.h"

#include <math.h>

static double
or_zero(double x)
{
	return isnan(x) ? 0 : x;
}

const char *
ccr_preference_lacks(const struct ccr_preference *f)
{
	switch (f->shape) {
	case CCR_SHAPE_USUAL: return NULL;
	case CCR_SHAPE_U: return isnan(f->q) ? "shape 'u' needs q" : NULL;
	case CCR_SHAPE_V: return f->p > 0 ? NULL : "shape 'v' needs p above 0";
	case CCR_SHAPE_LEVEL:
		return f->p >= or_zero(f->q) ? NULL : "shape 'level' needs p, not less than q";
	case CCR_SHAPE_LINEAR:
		return f->p > or_zero(f->q) ? NULL : "shape 'linear' needs p, above q";
	case CCR_SHAPE_GAUSSIAN: break;
	}
	return f->s > 0 ? NULL : "shape 'gaussian' needs s above 0";
}

const char *
ccr_thresholds_lack(const struct ccr_preference *f)
{
	if (f->p < or_zero(f->q))
		return "p is less than q: what counts in full has to be more than what does not "
		       "count";
	if (f->v < fmax(or_zero(f->q), or_zero(f->p)))
		return "v is less than q or p: a veto has to be more than a preference";
	return NULL;
}

double
ccr_preference_degree(const struct ccr_preference *f, double d)
{
	double q = or_zero(f->q);

	if (!(d > 0))
		return 0;
	switch (f->shape) {
	case CCR_SHAPE_USUAL: return 1;
	case CCR_SHAPE_U: return d > q;
	case CCR_SHAPE_V: return fmin(1, d / f->p);
	case CCR_SHAPE_LEVEL: return d > f->p ? 1 : d > q ? 0.5 : 0;
	case CCR_SHAPE_LINEAR: return fmin(1, fmax(0, (d - q) / (f->p - q)));
	case CCR_SHAPE_GAUSSIAN: break;
	}
	return -expm1(-(d / f->s) * (d / f->s) / 2);
}

double
ccr_promethee_on(const struct ccr_matrix *m, const struct ccr_preference *f, size_t a, size_t b,
		 size_t criterion)
{
	double d =
		m->value[a * m->n_criteria + criterion] - m->value[b * m->n_criteria + criterion];

	return ccr_preference_degree(&f[criterion], m->cost[criterion] ? -d : d);
}

double
ccr_promethee_pair(const struct ccr_matrix *m, const struct ccr_preference *f, size_t a, size_t b)
{
	double pi = 0;

	for (size_t c = 0; c < m->n_criteria; c++)
		pi += ccr_share(m, c) * ccr_promethee_on(m, f, a, b, c);
	return pi;
}

void
ccr_promethee(const struct ccr_matrix *m, const struct ccr_preference *f, double *plus,
	      double *minus)
{
	size_t n = m->n_items;

	for (size_t a = 0; a < n; a++)
		plus[a] = minus[a] = 0;
	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++) {
			double pi = a != b ? ccr_promethee_pair(m, f, a, b) / (double)(n - 1) : 0;
			plus[a] += pi;
			minus[b] += pi;
		}
}
