/* t-adjust.c: p-values of several tests, against R's p.adjust. */
#include "unit.h"

#include "stat/adjust.h"

static void
close_to(double seen, double expected)
{
	if (!(fabs(seen - expected) <= 1e-12 * fabs(expected)))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

/* p.adjust(c(.01, .02, .03, .04, .05, .0005, .2), how) of R 4.2. */
static void
as_in_r(void **state)
{
	static const double p[] = {.01, .02, .03, .04, .05, .0005, .2};
	static const double expected[][CCR_LEN(p)] = {
		{0.070000000000000007, 0.14000000000000001, 0.20999999999999999,
		 0.28000000000000003, 0.35000000000000003, 0.0035000000000000001, 1},
		{0.059999999999999998, 0.10000000000000001, 0.12, 0.12, 0.12, 0.0035000000000000001,
		 0.20000000000000001},
		{0.059999999999999998, 0.10000000000000001, 0.10000000000000001,
		 0.10000000000000001, 0.10000000000000001, 0.0035000000000000001,
		 0.20000000000000001},
		{0.035000000000000003, 0.046666666666666669, 0.052499999999999998,
		 0.055999999999999994, 0.058333333333333341, 0.0035000000000000001,
		 0.20000000000000001},
		{0.090750000000000011, 0.12100000000000001, 0.13612500000000002,
		 0.14520000000000002, 0.15125000000000002, 0.0090750000000000015,
		 0.51857142857142857},
	};

	(void)state;
	for (int how = CCR_ADJUST_BONFERRONI; how <= CCR_ADJUST_BY; how++) {
		double seen[CCR_LEN(p)];
		memcpy(seen, p, sizeof p);
		ccr_p_adjust((enum ccr_adjust)how, seen, CCR_LEN(p));
		for (size_t i = 0; i < CCR_LEN(p); i++)
			close_to(seen[i], expected[how][i]);
	}
}

/* What is no number is no test: the others are adjusted as if it were not there. */
static void
missing_ones_do_not_count(void **state)
{
	(void)state;
	for (int how = CCR_ADJUST_BONFERRONI; how <= CCR_ADJUST_BY; how++) {
		double with[] = {(double)NAN, .04, .01, (double)NAN, .03};
		double without[] = {.04, .01, .03};
		ccr_p_adjust((enum ccr_adjust)how, with, CCR_LEN(with));
		ccr_p_adjust((enum ccr_adjust)how, without, CCR_LEN(without));
		assert_true(isnan(with[0]) && isnan(with[3]));
		close_to(with[1], without[0]);
		close_to(with[2], without[1]);
		close_to(with[4], without[2]);
	}
}

static void
one_or_none(void **state)
{
	(void)state;
	for (int how = CCR_ADJUST_BONFERRONI; how <= CCR_ADJUST_BY; how++) {
		double one = .03;
		ccr_p_adjust((enum ccr_adjust)how, &one, 0);
		assert_true(one == .03);
		ccr_p_adjust((enum ccr_adjust)how, &one, 1);
		close_to(one, .03);
	}
}

/* Never smaller, never above 1, and in the order they were in; ties stay ties. */
static void
keep_their_order(void **state)
{
	uint64_t seed = 11;

	(void)state;
	for (int round = 0; round < 1000; round++) {
		enum ccr_adjust how = (enum ccr_adjust)(round % 5);
		double p[12], q[12];
		for (size_t i = 0; i < CCR_LEN(p); i++)
			q[i] = p[i] = (double)(random_bits(&seed) % 20) / 40;
		ccr_p_adjust(how, q, CCR_LEN(q));
		for (size_t i = 0; i < CCR_LEN(p); i++) {
			assert_true(q[i] >= p[i] && q[i] <= 1);
			for (size_t k = 0; k < CCR_LEN(p); k++) {
				assert_true(p[i] >= p[k] || q[i] <= q[k]);
				assert_true(p[i] != p[k] || q[i] == q[k]);
			}
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_in_r),
		cmocka_unit_test(missing_ones_do_not_count),
		cmocka_unit_test(one_or_none),
		cmocka_unit_test(keep_their_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
