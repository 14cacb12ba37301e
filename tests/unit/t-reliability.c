/* t-reliability.c: Cronbach's alpha against R psych, and sums that add up. */
#include "unit.h"

#include "stat/reliability.h"

enum { ITEMS = 7, ROWS = 30 };

/* R's data set attitude: rating, complaints, privileges, learning, raises, critical, advance. */
static const double attitude[ROWS][ITEMS] = {
	{43, 51, 30, 39, 61, 92, 45}, {63, 64, 51, 54, 63, 73, 47}, {71, 70, 68, 69, 76, 86, 48},
	{61, 63, 45, 47, 54, 84, 35}, {81, 78, 56, 66, 71, 83, 47}, {43, 55, 49, 44, 54, 49, 34},
	{58, 67, 42, 56, 66, 68, 35}, {71, 75, 50, 55, 70, 66, 41}, {72, 82, 72, 67, 71, 83, 31},
	{67, 61, 45, 47, 62, 80, 41}, {64, 53, 53, 58, 58, 67, 34}, {67, 60, 47, 39, 59, 74, 41},
	{69, 62, 57, 42, 55, 63, 25}, {68, 83, 83, 45, 59, 77, 35}, {77, 77, 54, 72, 79, 77, 46},
	{81, 90, 50, 72, 60, 54, 36}, {74, 85, 64, 69, 79, 79, 63}, {65, 60, 65, 75, 55, 80, 60},
	{65, 70, 46, 57, 75, 85, 46}, {50, 58, 68, 54, 64, 78, 52}, {50, 40, 33, 34, 43, 64, 33},
	{64, 61, 52, 62, 66, 80, 41}, {53, 66, 52, 50, 63, 80, 37}, {40, 37, 42, 58, 50, 57, 49},
	{63, 54, 42, 48, 66, 75, 33}, {66, 77, 66, 63, 88, 76, 72}, {78, 75, 58, 74, 80, 78, 49},
	{48, 57, 44, 45, 51, 83, 38}, {85, 85, 71, 71, 77, 74, 55}, {82, 82, 39, 59, 64, 78, 39},
};

static void
close_to(double seen, double expected)
{
	if (!(fabs(seen - expected) <= 1e-11 * fmax(1, fabs(expected))))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

/* psych::alpha(attitude) of R. */
static void
check_attitude(const struct ccr_items *items)
{
	static const double if_dropped[] = {
		0.80976020630892143, 0.79691745727413965, 0.82784776593865905, 0.80303097502257437,
		0.79538657419820524, 0.86387231144643684, 0.8404648682654573};
	static const double rest_r[] = {
		0.6712620572236645,  0.74210971022223848, 0.56071111148025554, 0.7144454981336763,
		0.78627559383440004, 0.26503433919667607, 0.46081054946849642};
	struct ccr_reliability r = ccr_reliability(items);

	close_to(r.alpha, 0.84314276956475986);
	close_to(r.standardized, 0.83908380302951058);
	close_to(r.mean_r, 0.42690664264971706);
	for (size_t i = 0; i < ITEMS; i++) {
		close_to(r.item[i].if_dropped, if_dropped[i]);
		close_to(r.item[i].rest_r, rest_r[i]);
	}
	ccr_reliability_release(&r);
}

static void
as_in_r(void **state)
{
	struct ccr_items items;

	(void)state;
	ccr_items_init(&items, ITEMS);
	for (size_t i = 0; i < ROWS; i++)
		ccr_items_add(&items, attitude[i], 1);
	assert_int_equal(items.n, ROWS);
	check_attitude(&items);
	ccr_items_release(&items);
}

/* A row of weight 3 is three rows, one of weight 0 is none, and weights have no unit. */
static void
weights(void **state)
{
	static const double nothing[ITEMS] = {1e9, -1e9, 0, 1e9, 7, 0, 0};
	struct ccr_items repeated, weighted;
	struct ccr_reliability a, b;

	(void)state;
	ccr_items_init(&repeated, ITEMS);
	ccr_items_init(&weighted, ITEMS);
	ccr_items_add(&weighted, nothing, 0);
	for (size_t i = 0; i < ROWS; i++) {
		for (size_t k = 0; k <= i % 3; k++)
			ccr_items_add(&repeated, attitude[i], 1);
		ccr_items_add(&weighted, attitude[i], 0.3 * (double)(i % 3 + 1));
	}
	assert_int_equal(weighted.n, ROWS + 1);
	a = ccr_reliability(&repeated);
	b = ccr_reliability(&weighted);
	close_to(b.alpha, a.alpha);
	close_to(b.mean_r, a.mean_r);
	assert_true(fabs(a.alpha - 0.84314276956475986) > 1e-3);
	for (size_t i = 0; i < ITEMS; i++)
		close_to(b.item[i].if_dropped, a.item[i].if_dropped);
	ccr_reliability_release(&a);
	ccr_reliability_release(&b);
	ccr_items_release(&repeated);
	ccr_items_release(&weighted);
}

/* Two parts, also where one of them has nothing in it. */
static void
merged(void **state)
{
	static const size_t cuts[] = {0, 1, 11, ROWS};

	(void)state;
	for (size_t c = 0; c < CCR_LEN(cuts); c++) {
		struct ccr_items part[2];
		ccr_items_init(&part[0], ITEMS);
		ccr_items_init(&part[1], ITEMS);
		for (size_t i = 0; i < ROWS; i++)
			ccr_items_add(&part[i >= cuts[c]], attitude[i], 1);
		ccr_items_merge(&part[0], &part[1]);
		assert_int_equal(part[0].n, ROWS);
		check_attitude(&part[0]);
		ccr_items_release(&part[0]);
		ccr_items_release(&part[1]);
	}
}

/* Answers far from 0 lose no digits, nor does their unit matter. */
static void
far_from_zero(void **state)
{
	struct ccr_items items;

	(void)state;
	ccr_items_init(&items, ITEMS);
	for (size_t i = 0; i < ROWS; i++) {
		double x[ITEMS];
		for (size_t k = 0; k < ITEMS; k++)
			x[k] = (attitude[i][k] + 1e9) * 1024;
		ccr_items_add(&items, x, 1);
	}
	check_attitude(&items);
	ccr_items_release(&items);
}

static struct ccr_reliability
of_rows(const double (*row)[2], size_t n)
{
	struct ccr_items items;
	struct ccr_reliability r;

	ccr_items_init(&items, 2);
	for (size_t i = 0; i < n; i++)
		ccr_items_add(&items, row[i], 1);
	r = ccr_reliability(&items);
	ccr_items_release(&items);
	return r;
}

/* By hand: variances 2/3 and 8/3, covariance 4/3, so alpha = 2 (1 - (10/3) / 6). */
static void
two_items(void **state)
{
	static const double rows[][2] = {{1, 2}, {2, 4}, {3, 6}};
	struct ccr_reliability r = of_rows(rows, 3);

	(void)state;
	close_to(r.alpha, 8.0 / 9);
	close_to(r.mean_r, 1);
	close_to(r.standardized, 1);
	close_to(r.item[0].variance, 2.0 / 3);
	close_to(r.item[1].rest_r, 1);
	assert_true(isnan(r.item[0].if_dropped) && isnan(r.item[1].if_dropped));
	ccr_reliability_release(&r);
}

static void
what_does_not_exist(void **state)
{
	static const double constant[][2] = {{1, .1}, {2, .1}, {3, .1}};
	static const double opposite[][2] = {{.1, .3}, {.2, .2}, {.3, .1}};
	static const double large[][2] = {{1e200, 1}, {-1e200, 2}, {0, 3}};
	struct ccr_reliability r = of_rows(constant, 3);

	(void)state;
	assert_true(r.item[1].variance == 0);
	close_to(r.alpha, 0);
	assert_true(isnan(r.mean_r) && isnan(r.standardized));
	assert_true(isnan(r.item[0].rest_r) && isnan(r.item[1].rest_r));
	ccr_reliability_release(&r);
	r = of_rows(opposite, 3);
	assert_true(isnan(r.alpha) && isnan(r.standardized));
	close_to(r.mean_r, -1);
	ccr_reliability_release(&r);
	r = of_rows(constant, 0);
	assert_true(isnan(r.alpha) && isnan(r.mean_r) && isnan(r.item[0].rest_r));
	ccr_reliability_release(&r);
	r = of_rows(large, 3);
	assert_true(isnan(r.alpha) && !isfinite(r.item[0].variance));
	ccr_reliability_release(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_in_r),   cmocka_unit_test(weights),
		cmocka_unit_test(merged),    cmocka_unit_test(far_from_zero),
		cmocka_unit_test(two_items), cmocka_unit_test(what_does_not_exist),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
