/* t-calibrate.c: calibration by hand and against raking. */
#include "unit.h"

#include "stat/calibrate.h"
#include "stat/rake.h"

static void
near(double seen, double expected, double tolerance)
{
	if (!(fabs(seen - expected) <= tolerance * fmax(1, fabs(expected))))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

static struct ccr_calibration
problem(size_t n, size_t k, const double *x, const double *target, enum ccr_distance distance)
{
	return (struct ccr_calibration){
		n, k, x, target, distance, -(double)INFINITY, (double)INFINITY};
}

/* One and a number: sum of weights 3 to 6 and of weight times number 6 to 10, whose solution is
 * g = 1 + a + b x with 3 a + 6 b = 3 and 6 a + 14 b = 4. */
static const double line[] = {1, 1, 1, 2, 1, 3}, line_target[] = {6, 10};

static void
linear_by_hand(void **state)
{
	struct ccr_calibration c = problem(3, 2, line, line_target, CCR_LINEAR);
	double weight[] = {1, 1, 1};
	struct ccr_calibrated done = ccr_calibrate(weight, &c, 1e-12, 10);

	(void)state;
	assert_true(done.converged);
	assert_true(done.steps <= 2);
	near(weight[0], 3, 1e-12);
	near(weight[1], 2, 1e-12);
	near(weight[2], 1, 1e-12);
}

static void
linear_may_be_negative(void **state)
{
	const double target[] = {6, 6.5};
	struct ccr_calibration c = problem(3, 2, line, target, CCR_LINEAR);
	double weight[] = {1, 1, 1};

	(void)state;
	assert_true(ccr_calibrate(weight, &c, 1e-12, 10).converged);
	assert_true(weight[2] < 0);
	near(weight[0] + 2 * weight[1] + 3 * weight[2], 6.5, 1e-12);
}

/* Columns of two margins depend on each other; calibration with exp is raking. */
static void
raking_is_raking(void **state)
{
	static const uint32_t row[] = {0, 0, 1, 1}, column[] = {0, 1, 0, 1};
	const double x[] = {1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1};
	const double target[] = {40, 60, 30, 70};
	const struct ccr_margin margin[] = {{2, row, target}, {2, column, target + 2}};
	struct ccr_calibration c = problem(4, 4, x, target, CCR_RAKING);
	double a[] = {3, 1, 1, 2}, b[] = {3, 1, 1, 2};

	(void)state;
	assert_true(ccr_calibrate(a, &c, 1e-13, 100).converged);
	assert_true(ccr_rake(b, 4, margin, 2, 1e-14, 1000, NULL).converged);
	for (size_t i = 0; i < 4; i++)
		near(a[i], b[i], 1e-12);
}

static void
logit_stays_inside(void **state)
{
	struct ccr_calibration c = problem(3, 2, line, line_target, CCR_LOGIT);
	double weight[] = {2, 2, 2}, u[3];

	(void)state;
	c.low = 0.4;
	c.high = 1.6;
	assert_true(ccr_calibrate(weight, &c, 1e-12, 50).converged);
	near(weight[0] + weight[1] + weight[2], 6, 1e-12);
	near(weight[0] + 2 * weight[1] + 3 * weight[2], 10, 1e-12);
	for (size_t i = 0; i < 3; i++) {
		double g = weight[i] / 2;
		assert_true(g > c.low && g < c.high);
		u[i] = log((g - c.low) / (c.high - g));
	}
	/* The logit is linear in the number. */
	near(u[0] - 2 * u[1] + u[2], 0, 1e-10);
}

/* Cut off at 1.2: the first is at the bound, and the others make up for it. */
static void
linear_cut_off(void **state)
{
	const double target[] = {6, 11.4};
	struct ccr_calibration c = problem(3, 2, line, target, CCR_LINEAR);
	double weight[] = {2, 2, 2};

	(void)state;
	c.low = 0.5;
	c.high = 1.14;
	assert_true(ccr_calibrate(weight, &c, 1e-12, 50).converged);
	near(weight[0] + weight[1] + weight[2], 6, 1e-12);
	near(weight[0] + 2 * weight[1] + 3 * weight[2], 11.4, 1e-12);
	near(weight[0], 2.28, 1e-12);
	near(weight[1], 2.04, 1e-12);
	near(weight[2], 1.68, 1e-12);
}

static void
targets_out_of_reach(void **state)
{
	static const enum ccr_distance all[] = {CCR_LINEAR, CCR_RAKING, CCR_LOGIT};
	const double target[] = {6, 30}; /* a mean of 5, where the largest is 3 */

	(void)state;
	for (size_t i = 0; i < CCR_LEN(all); i++) {
		struct ccr_calibration c = problem(3, 2, line, target, all[i]);
		double weight[] = {2, 2, 2};
		struct ccr_calibrated done;
		c.low = all[i] == CCR_RAKING ? -(double)INFINITY : 0.1;
		c.high = all[i] == CCR_RAKING ? (double)INFINITY : 2.9;
		done = ccr_calibrate(weight, &c, 1e-9, 100);
		assert_false(done.converged);
		assert_true(done.worst > 0.01);
		for (size_t k = 0; k < 3; k++)
			assert_true(isfinite(weight[k]) && weight[k] >= 0);
	}
}

/* Two columns that are the same cannot have two totals. */
static void
columns_that_contradict(void **state)
{
	const double x[] = {1, 1, 1, 1}, target[] = {2, 3};
	struct ccr_calibration c = problem(2, 2, x, target, CCR_LINEAR);
	double weight[] = {1, 1};
	struct ccr_calibrated done = ccr_calibrate(weight, &c, 1e-9, 100);

	(void)state;
	assert_false(done.converged);
	near(weight[0], 1.25, 1e-9);
}

static void
only_looks(void **state)
{
	struct ccr_calibration c = problem(3, 2, line, line_target, CCR_RAKING);
	double weight[] = {1, 1, 1};
	struct ccr_calibrated done = ccr_calibrate(weight, &c, 1e-9, 0);

	(void)state;
	assert_false(done.converged);
	assert_int_equal(done.steps, 0);
	near(done.worst, 0.5, 1e-15);
	assert_int_equal(done.worst_target, 0);
	assert_true(weight[0] == 1 && weight[1] == 1 && weight[2] == 1);
}

/* A weight of 0 stays; a column of zeros with target 0 is no obstacle; far targets are reached. */
static void
zeros_and_far_targets(void **state)
{
	const double x[] = {1, 0, 1, 0, 1, 0}, target[] = {9e6, 0};

	(void)state;
	for (int i = CCR_LINEAR; i <= CCR_RAKING; i++) {
		struct ccr_calibration c = problem(3, 2, x, target, (enum ccr_distance)i);
		double weight[] = {1, 0, 2};
		assert_true(ccr_calibrate(weight, &c, 1e-12, 100).converged);
		near(weight[0], 3e6, 1e-9);
		assert_true(weight[1] == 0);
		near(weight[2], 6e6, 1e-9);
	}
}

/* A number that hardly varies, such as a year, leaves few digits to the matrix. */
static void
numbers_far_from_zero(void **state)
{
	const double x[] = {1, 2010, 1, 2011, 1, 2013, 1, 2009}, target[] = {100, 100 * 2011.3};

	(void)state;
	for (int i = CCR_LINEAR; i <= CCR_RAKING; i++) {
		struct ccr_calibration c = problem(4, 2, x, target, (enum ccr_distance)i);
		double weight[] = {20, 30, 25, 25}, sum = 0;
		assert_true(ccr_calibrate(weight, &c, 1e-12, 100).converged);
		for (size_t k = 0; k < 4; k++)
			sum += weight[k] * (x[2 * k + 1] - 2011.3);
		near(sum, 0, 1e-6);
	}
}

/* A number about 0: a total near 0 is no measure of what is off; the sizes, 2 in all, are. */
static void
numbers_of_both_signs(void **state)
{
	const double x[] = {-1, 1}, target[] = {0.5};
	struct ccr_calibration c = problem(2, 1, x, target, CCR_RAKING);
	double weight[] = {1, 1};

	(void)state;
	near(ccr_calibrate(weight, &c, 1e-9, 0).worst, 0.25, 1e-15);
	assert_true(ccr_calibrate(weight, &c, 1e-12, 100).converged);
	near(weight[1] - weight[0], 0.5, 1e-12);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(linear_by_hand),          cmocka_unit_test(linear_may_be_negative),
		cmocka_unit_test(raking_is_raking),        cmocka_unit_test(logit_stays_inside),
		cmocka_unit_test(linear_cut_off),          cmocka_unit_test(targets_out_of_reach),
		cmocka_unit_test(columns_that_contradict), cmocka_unit_test(only_looks),
		cmocka_unit_test(zeros_and_far_targets),   cmocka_unit_test(numbers_far_from_zero),
		cmocka_unit_test(numbers_of_both_signs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
