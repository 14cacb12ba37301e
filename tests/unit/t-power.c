/* t-power.c: the power of exact tests against sums over R's distributions. */
#include "unit.h"

#include "stat/power.h"

static void
close_to(double seen, double expected)
{
	if (!(fabs(seen - expected) <= 1e-9 * expected + 1e-12))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

/* sum over x of dpois(x, high) * sum(dpois(k, low)[pbinom(k, x + k, .5) <= alpha]) */
static void
counts(void **state)
{
	(void)state;
	close_to(ccr_power_counts(10, 7, .05), 0.126459276956);
	close_to(ccr_power_counts(50, 35, .05), 0.449440501306);
	close_to(ccr_power_counts(100, 70, .05), 0.721802529323);
	close_to(ccr_power_counts(200, 140, .05), 0.941341238862);
	close_to(ccr_power_counts(10, 7, .1), 0.210822820874);
	close_to(ccr_power_counts(1, 0, .05), 0.003659846827);
	close_to(ccr_power_counts(5, 0, .05), 0.559506714935);
	close_to(ccr_power_counts(1000, 900, .05), 0.734661080634);
	close_to(ccr_power_counts(3.5, 1.2, .05), 0.108728418792);
	close_to(ccr_power_counts(4, 0, .05), 0.371163064820);
	close_to(ccr_power_counts(CCR_POWER_MOST, 99000, .05), 0.723941284247);
}

/* sum over x of dbinom(x, n, high) * sum(dbinom(k, n, low)[phyper(k, n, n, x + k) <= alpha]) */
static void
shares(void **state)
{
	(void)state;
	close_to(ccr_power_shares(100, .8, .35, .05), 0.999999719478);
	close_to(ccr_power_shares(100, .5, .35, .05), 0.642572482424);
	close_to(ccr_power_shares(20, .5, .2, .05), 0.530757052332);
	close_to(ccr_power_shares(50, .3, .1, .01), 0.493652336974);
	close_to(ccr_power_shares(1000, .12, .1, .05), 0.386644171563);
	close_to(ccr_power_shares(CCR_POWER_MOST, .5, .495, .05), 0.721768372647);
	close_to(ccr_power_shares(10, 1, 0, .05), 1);
	/* 1 / 20 is the level itself. */
	close_to(ccr_power_shares(3, .9, .1, .05), 0.531441);
	close_to(ccr_power_shares(4, .9, .1, .05), 0.43046721);
	close_to(ccr_power_shares(1, 1, 0, .05), 0);
}

/* The same with pbinom(k, x + k, share). */
static void
rates(void **state)
{
	(void)state;
	close_to(ccr_power_rates(16, 3, 2.0 / 7, .025), 0.145679115514);
	close_to(ccr_power_rates(16, 12, .75, .025), 0.910910750375);
	close_to(ccr_power_rates(40, 100, 5.0 / 6, .025), 0.913033796682);
	close_to(ccr_power_rates(9, 0, .2, .05), 0.073850769308);
	close_to(ccr_power_rates(100, 70, .5, .05), 0.721802529323);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts),
		cmocka_unit_test(shares),
		cmocka_unit_test(rates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
