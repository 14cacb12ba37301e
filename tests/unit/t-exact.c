/* t-exact.c: exact tests against R, and where nothing or everything was seen. */
#include "unit.h"

#include "stat/exact.h"
#include "stat/poisson.h"

static void
close_to(double seen, double expected)
{
	if (!(fabs(seen - expected) <= 1e-9 * fabs(expected) + 1e-15))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

/* poisson.test(n, r = mean), binom.test(x, n, p), poisson.test(c(n, base), c(e, f)) */
static void
minlike(void **state)
{
	(void)state;
	close_to(ccr_poisson_p(40, 30, CCR_MINLIKE), 0.0815376561000707);
	close_to(ccr_poisson_p(50000, 49500, CCR_MINLIKE), 0.0247623635246959);
	close_to(ccr_poisson_p(5, 5, CCR_MINLIKE), 1);
	close_to(ccr_binomial_p(7, 9, .2, CCR_MINLIKE), 0.000313856);
	close_to(ccr_binomial_p(2, 9, .5, CCR_MINLIKE), 0.1796875);
	close_to(ccr_rate_ratio_p(1000, 1, 1100, 1.2, CCR_MINLIKE), 0.0485695334817345);
	close_to(ccr_rate_ratio_p(3, 9, 2, 7, CCR_MINLIKE), 1);
}

/* Ends of what can be counted: of 8 all or none, and nothing at all. */
static void
ends(void **state)
{
	struct ccr_interval ci;

	(void)state;
	for (int how = CCR_MINLIKE; how <= CCR_CENTRAL; how++) {
		close_to(ccr_rate_ratio_p(0, 5, 8, 5, (enum ccr_two_sided)how), 2 / 256.0);
		close_to(ccr_rate_ratio_p(8, 5, 0, 5, (enum ccr_two_sided)how), 2 / 256.0);
		close_to(ccr_rate_ratio_p(0, 5, 0, 5, (enum ccr_two_sided)how), 1);
	}
	close_to(ccr_rate_ratio_p(8, 5, 0, 5, CCR_MIDP), 1 / 256.0);
	close_to(ccr_poisson_p(0, 2, CCR_CENTRAL), 2 * exp(-2));
	ci = ccr_rate_ratio_midp_interval(0, 5, 8, 5, .95);
	close_to(ci.low, 0);
	/* (1 - p)^8 / 2 = .025 */
	close_to(ci.high, 1 / pow(.05, 1 / 8.0) - 1);
	ci = ccr_rate_ratio_midp_interval(8, 5, 0, 10, .95);
	close_to(ci.low, 2 / (1 / pow(.05, 1 / 8.0) - 1));
	assert_true(isinf(ci.high));
}

/* The answers do not depend on which is called the first, nor on the unit of the exposures. */
static void
symmetric(void **state)
{
	(void)state;
	for (int n = 0; n < 30; n += 3)
		for (int m = 1; m < 30; m += 4) {
			double seen = ccr_rate_ratio_e_test(n, 3, m, 7);
			close_to(ccr_rate_ratio_e_test(m, 7, n, 3), seen);
			close_to(ccr_rate_ratio_e_test(n, 3e5, m, 7e5), seen);
			assert_true(seen > 0 && seen <= 1);
			close_to(ccr_rate_ratio_p(m, 7, n, 3, CCR_MIDP),
				 ccr_rate_ratio_p(n, 3, m, 7, CCR_MIDP));
		}
	close_to(ccr_rate_ratio_e_test(0, 3, 0, 7), 1);
}

/* The mid-p interval holds 1 where mid-p is above 5 %, and Byar's is near the exact one. */
static void
agree(void **state)
{
	(void)state;
	for (int n = 0; n < 40; n++)
		for (int m = 1; m < 40; m += 5) {
			struct ccr_interval ci = ccr_rate_ratio_midp_interval(n, 2, m, 3, .95);
			double p = ccr_rate_ratio_p(n, 2, m, 3, CCR_MIDP);
			assert_true((ci.low < 1 && ci.high > 1) == (p > .05));
		}
	for (int n = 10; n < 1000; n += 37) {
		struct ccr_interval byar = ccr_byar_interval(n, .95),
				    exact = ccr_poisson_interval(n, .95);
		assert_true(fabs(byar.low / exact.low - 1) < .01);
		assert_true(fabs(byar.high / exact.high - 1) < .01);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(minlike),
		cmocka_unit_test(ends),
		cmocka_unit_test(symmetric),
		cmocka_unit_test(agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
