/* three_point.c: see three_point.h. */
#include "stat/three_point.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>

/* Rarer than any draw: what is left above it is not worth a distribution. */
static const double nothing_left = 1e-9;

static const double curve_from = -8, curve_step = 1 / 8.0;

double
ccr_three_point_mean(enum ccr_three_point_kind kind, double low, double likely, double high)
{
	return kind == CCR_PERT ? (low + 4 * likely + high) / 6 : (low + likely + high) / 3;
}

static double
mode(const struct ccr_three_point *t)
{
	return (t->likely - t->low) / (t->high - t->low);
}

/* The probability of values up to x, 0..1 of the range. */
static double
probability(const struct ccr_three_point *t, double x)
{
	double m = mode(t);

	if (x >= 1)
		return 1;
	if (t->kind == CCR_PERT)
		return gsl_cdf_beta_P(x, 1 + 4 * m, 5 - 4 * m);
	return x < m ? x * x / m : 1 - (1 - x) * (1 - x) / (1 - m);
}

struct ccr_three_point
ccr_three_point(enum ccr_three_point_kind kind, double low, double likely, double high,
		double passed)
{
	struct ccr_three_point t = {kind, low, likely, high, low, 0, NULL};

	gsl_set_error_handler_off();
	if (passed > low) {
		t.passed = passed;
		t.below = probability(&t, (passed - low) / (high - low));
		if (t.below > 1 - nothing_left)
			t.below = 1;
	}
	return t;
}

bool
ccr_three_point_alike(const struct ccr_three_point *a, const struct ccr_three_point *b)
{
	return a->kind == b->kind && mode(a) == mode(b) && a->below == b->below;
}

/* The quantile of the near tail, so that neither end of the range loses digits: x from below or,
 * turned round, y = 1 - x. */
static void
fill_knot(struct ccr_curve *curve, const struct ccr_three_point *t, int knot)
{
	double a = 1 + 4 * mode(t), b = 6 - a, z = curve_from + knot * curve_step, x, y, density;
	double above = (1 - t->below) * gsl_cdf_ugaussian_Q(z);

	if (above > 0.5) {
		x = gsl_cdf_beta_Pinv(t->below + (1 - t->below) * gsl_cdf_ugaussian_P(z), a, b);
		y = 1 - x;
	} else {
		y = gsl_cdf_beta_Pinv(above, b, a);
		x = 1 - y;
	}
	density = x < 0.5 ? gsl_ran_beta_pdf(x, a, b) : gsl_ran_beta_pdf(y, b, a);
	curve->value[knot] = x;
	curve->slope[knot] = density > 0 ? (1 - t->below) * gsl_ran_ugaussian_pdf(z) / density : 0;
}

void
ccr_curve_fill(struct ccr_curve *curve, const struct ccr_three_point *t)
{
	for (int knot = 0; knot <= CCR_CURVE_CELLS; knot++)
		fill_knot(curve, t, knot);
}

/* Hermite's cubic between the knots. */
static double
curve_at(const struct ccr_curve *curve, double z)
{
	double at = (z - curve_from) / curve_step, u, v;
	int cell;

	if (!(at > 0))
		return curve->value[0];
	if (at >= CCR_CURVE_CELLS)
		return curve->value[CCR_CURVE_CELLS];
	cell = (int)at;
	u = at - cell;
	v = 1 - u;
	return curve->value[cell] * v * v * (1 + 2 * u) +
	       curve->value[cell + 1] * u * u * (1 + 2 * v) +
	       curve_step * u * v * (v * curve->slope[cell] - u * curve->slope[cell + 1]);
}

static double
triangular_at(const struct ccr_three_point *t, double z)
{
	double m = mode(t), above = (1 - t->below) * 0.5 * erfc(z * sqrt(0.5));

	if (1 - above <= m)
		return sqrt(m * (t->below + (1 - t->below) * 0.5 * erfc(-z * sqrt(0.5))));
	return 1 - sqrt((1 - m) * above);
}

double
ccr_three_point_at(const struct ccr_three_point *t, double z)
{
	double x = t->kind == CCR_PERT ? curve_at(t->curve, z) : triangular_at(t, z);

	return t->low + (t->high - t->low) * fmax(x, 0);
}
