/* t-three-point.c: durations of three estimates as distributions. */
#include <gsl/gsl_cdf.h>

#include "stat/dist.h"
#include "stat/three_point.h"
#include "unit.h"

static void
near(double expected, double seen, double within)
{
	if (!(fabs(expected - seen) <= within))
		fail_msg("expected %.12g, seen %.12g", expected, seen);
}

/* The beta quantile by halving, of what lasts longer than passed, on [0, 1]; from the end that is
 * near. */
static double
halved(double m, double passed, double z)
{
	double a = 1 + 4 * m, b = 5 - 4 * m, left = 1 - gsl_cdf_beta_P(passed, a, b);

	if (z > 0)
		return 1 - ccr_beta_quantile(left * gsl_cdf_ugaussian_Q(z), b, a);
	return ccr_beta_quantile(1 - left + left * gsl_cdf_ugaussian_P(z), a, b);
}

static void
check_curve(double m, double passed)
{
	struct ccr_three_point t = ccr_three_point(CCR_PERT, 0, m, 1, passed);
	struct ccr_curve curve;
	double last = 0;

	ccr_curve_fill(&curve, &t);
	t.curve = &curve;
	for (double z = -8; z <= 8; z += 1 / 37.0) {
		double x = ccr_three_point_at(&t, z);
		near(halved(m, passed, z), x, 1e-6);
		/* It rises, and stays inside: to within rounding. */
		assert_true(x >= fmax(last, passed) - 1e-12 && x <= 1 + 1e-12);
		last = x;
	}
}

static void
curves_are_beta_quantiles(void **state)
{
	(void)state;
	for (int k = 0; k <= 40; k++)
		for (int p = 0; p < 10; p += k % 4 == 0 ? 1 : 10)
			check_curve(k / 40.0, p / 10.0);
}

/* Also of scores that no draw has. */
static void
ends_hold(void **state)
{
	struct ccr_three_point t = ccr_three_point(CCR_PERT, 2, 5, 14, 0);
	struct ccr_curve curve;

	(void)state;
	ccr_curve_fill(&curve, &t);
	t.curve = &curve;
	near(2, ccr_three_point_at(&t, -100), 1e-2);
	near(14, ccr_three_point_at(&t, 100), 0.2);
	assert_true(ccr_three_point_at(&t, 100) == ccr_three_point_at(&t, 8));
	assert_true(ccr_three_point_at(&t, -100) == ccr_three_point_at(&t, -8));
	t.kind = CCR_TRIANGULAR;
	near(2, ccr_three_point_at(&t, -100), 0);
	near(14, ccr_three_point_at(&t, 100), 0);
}

/* The moments of (2, 5, 14), by the trapezoidal rule over normal scores. */
static void
moments(enum ccr_three_point_kind kind, double mean, double variance)
{
	struct ccr_three_point t = ccr_three_point(kind, 2, 5, 14, 0);
	struct ccr_curve curve;
	double sum = 0, squares = 0, h = 1 / 256.0;

	ccr_curve_fill(&curve, &t);
	t.curve = &curve;
	for (double z = -8; z <= 8; z += h) {
		double x = ccr_three_point_at(&t, z) - mean,
		       density = h * exp(-z * z / 2) / sqrt(2 * acos(-1));
		sum += x * density;
		squares += x * x * density;
	}
	near(0, sum, 1e-5);
	near(variance, squares, 1e-4);
	near(mean, ccr_three_point_mean(kind, 2, 5, 14), 1e-12);
}

static void
moments_are_those_of_textbooks(void **state)
{
	(void)state;
	moments(CCR_PERT, 6, (6 - 2) * (14 - 6) / 7.0);
	moments(CCR_TRIANGULAR, 7, 6.5);
}

/* The probability of the value at a score is that of the score. */
static void
check_triangle(double m, double passed)
{
	struct ccr_three_point t =
		ccr_three_point(CCR_TRIANGULAR, 10, 10 + 8 * m, 18, 10 + 8 * passed);

	for (double z = -5; z <= 5; z += 1 / 16.0) {
		double x = (ccr_three_point_at(&t, z) - 10) / 8,
		       p = x <= m ? (m > 0 ? x * x / m : 0) : 1 - (1 - x) * (1 - x) / (1 - m);
		assert_true(x >= passed - 1e-12);
		near(gsl_cdf_ugaussian_P(z), (p - t.below) / (1 - t.below), 1e-12);
	}
}

static void
triangles_are_exact(void **state)
{
	(void)state;
	for (int k = 0; k <= 10; k++)
		for (int p = 0; p < 10; p++)
			check_triangle(k / 10.0, p / 10.0);
}

static void
nothing_is_left_above_the_estimates(void **state)
{
	(void)state;
	for (int kind = CCR_PERT; kind <= CCR_TRIANGULAR; kind++) {
		assert_true(ccr_three_point(kind, 2, 5, 14, 1).below == 0);
		assert_true(ccr_three_point(kind, 2, 5, 14, 2).below == 0);
		assert_true(ccr_three_point(kind, 2, 5, 14, 13).below < 1);
		assert_true(ccr_three_point(kind, 2, 5, 14, 14).below == 1);
		assert_true(ccr_three_point(kind, 2, 5, 14, 20).below == 1);
		assert_true(ccr_three_point(kind, 2, 14, 14, 14).below == 1);
	}
	near(1.5 * 1.5 / (12 * 3), ccr_three_point(CCR_TRIANGULAR, 2, 5, 14, 3.5).below, 1e-12);
}

static void
alike_is_of_one_shape(void **state)
{
	struct ccr_three_point a = ccr_three_point(CCR_PERT, 2, 5, 14, 0),
			       twice = ccr_three_point(CCR_PERT, 4, 10, 28, 0),
			       other = ccr_three_point(CCR_PERT, 2, 6, 14, 0),
			       passed = ccr_three_point(CCR_PERT, 2, 5, 14, 4);

	(void)state;
	assert_true(ccr_three_point_alike(&a, &twice));
	assert_false(ccr_three_point_alike(&a, &other));
	assert_false(ccr_three_point_alike(&a, &passed));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(curves_are_beta_quantiles),
		cmocka_unit_test(ends_hold),
		cmocka_unit_test(moments_are_those_of_textbooks),
		cmocka_unit_test(triangles_are_exact),
		cmocka_unit_test(nothing_is_left_above_the_estimates),
		cmocka_unit_test(alike_is_of_one_shape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
