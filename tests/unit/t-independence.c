/* t-independence.c: Rao & Scott's and Wald's tests of a table of shares. */
#include "unit.h"

#include "stat/dist.h"
#include "stat/independence.h"

static void
close_to(double seen, double expected, double tolerance)
{
	if (!(fabs(seen - expected) <= tolerance * fabs(expected)))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

/* The covariances of n drawn one by one, times deff. */
static void
multinomial(const double *p, size_t cells, double n, double deff, double *v)
{
	for (size_t i = 0; i < cells; i++)
		for (size_t j = 0; j < cells; j++)
			v[i * cells + j] = deff * ((i == j ? p[i] : 0) - p[i] * p[j]) / n;
}

/* By hand: 30 20 / 10 40 of 100: X2 = 100 (.3 .4 - .2 .1)^2 / (.5 .5 .4 .6) = 50 / 3. Drawn one by
 * one, Delta is 1 and F is X2; with a design effect of 2, half of it. */
static void
two_by_two(void **state)
{
	static const double p[] = {.3, .2, .1, .4};
	struct ccr_chisq t;
	double v[16];

	(void)state;
	for (int deff = 1; deff <= 2; deff++) {
		multinomial(p, 4, 100, deff, v);
		assert_true(ccr_rao_scott(p, v, 2, 2, 100, 12, true, &t));
		close_to(t.x2, 50.0 / 3, 1e-12);
		close_to(t.statistic, 50.0 / 3 / deff, 1e-12);
		close_to(t.df, 1, 1e-12);
		close_to(t.df2, 12, 1e-12);
		close_to(t.p, ccr_t_two_sided(sqrt(50.0 / 3 / deff), 12), 1e-9);
		assert_true(ccr_rao_scott(p, v, 2, 2, 100, 12, false, &t));
		close_to(t.statistic, 50.0 / 3 / deff, 1e-12);
		assert_true(t.df == 1 && isnan(t.df2));
		close_to(t.p, ccr_normal_two_sided(sqrt(50.0 / 3 / deff)), 1e-9);
		/* The last cell is .1 above what independence expects; with the derivatives .3,
		 * -.2, -.3 and .2 by the cells its variance is 0.05 / 100. */
		assert_true(ccr_wald_independence(p, v, 2, 2, 12, false, &t));
		assert_true(isnan(t.x2) && t.df == 1 && t.df2 == 12);
		close_to(t.p, ccr_t_two_sided(sqrt(t.statistic), 12), 1e-9);
		close_to(t.statistic, 19.999999999999989 / deff, 1e-12);
	}
}

/* svychisq()'s algebra in R, of these covariances; the gradient of Wald's by differences. */
static void
three_by_two(void **state)
{
	static const double p[] = {.3, .1, .15, .05, .2, .2};
	static const double v[] = {
		0.0026607603059693283,   -0.00039101065236681309, -0.00054871648979635558,
		-0.00018386619603264078, -0.00079927135371058681, -0.00073789561406293214,
		-0.00039101065236681309, 0.0011843828362200323,   -0.00023243589035407315,
		-7.2160080745161073e-05, -0.00022624921684912842, -0.00026252699590485675,
		-0.00054871648979635569, -0.00023243589035407315, 0.0016593120227726169,
		-7.4876236905225017e-05, -0.00042389638703079608, -0.00037938701868616689,
		-0.00018386619603264078, -7.2160080745161073e-05, -7.4876236905225031e-05,
		0.00062692601136184959,  -0.00013083768367138184, -0.00016518581400744103,
		-0.00079927135371058681, -0.00022624921684912842, -0.00042389638703079608,
		-0.00013083768367138184, 0.0021004954297174742,   -0.00052024078845558125,
		-0.00073789561406293214, -0.00026252699590485675, -0.00037938701868616689,
		-0.00016518581400744103, -0.00052024078845558125, 0.0020652362311169778};
	double doubled[36];
	struct ccr_chisq t;

	(void)state;
	assert_true(ccr_rao_scott(p, v, 3, 2, 80, 12, true, &t));
	close_to(t.x2, 5.2747252747252737, 1e-12);
	close_to(t.statistic, 2.5050407674130084, 1e-10);
	close_to(t.df, 1.9992387654842405, 1e-10);
	close_to(t.df2, 23.990865185810886, 1e-10);
	close_to(t.p, 0.10281428071405548, 1e-10);
	assert_true(ccr_rao_scott(p, v, 3, 2, 80, 12, false, &t));
	close_to(t.statistic, 5.0100815348260168, 1e-10);
	close_to(t.p, 0.081672268350328439, 1e-10);
	assert_true(ccr_wald_independence(p, v, 3, 2, 12, false, &t));
	close_to(t.statistic, 2.466904668, 1e-7);
	close_to(t.p, 0.1266366703, 1e-7);
	assert_true(ccr_wald_independence(p, v, 3, 2, 12, true, &t));
	assert_true(t.df == 2 && t.df2 == 11);
	close_to(t.statistic, 2.261329279, 1e-7);
	close_to(t.p, 0.1504340656, 1e-7);
	/* Totals in another unit are the same table. */
	for (size_t i = 0; i < 36; i++)
		doubled[i] = 1e6 * v[i];
	{
		double total[6];
		for (size_t i = 0; i < 6; i++)
			total[i] = 1000 * p[i];
		assert_true(ccr_wald_independence(total, doubled, 3, 2, 12, false, &t));
		close_to(t.statistic, 2.466904668, 1e-7);
	}
	/* Too few degrees of freedom for the adjusted form. */
	assert_false(ccr_wald_independence(p, v, 3, 2, 1, true, &t));
}

/* The table may be turned: rows for columns. */
static void
turned(void **state)
{
	static const double p[] = {.2, .1, .1, .05, .25, .3}, q[] = {.2, .05, .1, .25, .1, .3};
	double v[36];
	struct ccr_chisq a, b;

	(void)state;
	multinomial(p, 6, 50, 1.7, v);
	assert_true(ccr_rao_scott(p, v, 2, 3, 50, 9, true, &a));
	close_to(a.statistic, a.x2 / 1.7 / 2, 1e-10);
	close_to(a.df, 2, 1e-10);
	multinomial(q, 6, 50, 1.7, v);
	assert_true(ccr_rao_scott(q, v, 3, 2, 50, 9, true, &b));
	close_to(b.statistic, a.statistic, 1e-10);
	close_to(b.p, a.p, 1e-9);
}

static void
no_test(void **state)
{
	static const double row[] = {.5, .5}, empty[] = {.3, .7, 0, 0}, hollow[] = {.3, 0, .7, 0},
			    cell[] = {.5, 0, .2, .3};
	double v[16];
	struct ccr_chisq t;

	(void)state;
	multinomial(row, 2, 50, 1, v);
	assert_false(ccr_rao_scott(row, v, 1, 2, 50, 9, true, &t));
	assert_false(ccr_rao_scott(row, v, 2, 1, 50, 9, true, &t));
	multinomial(empty, 4, 50, 1, v);
	assert_false(ccr_rao_scott(empty, v, 2, 2, 50, 9, true, &t));
	assert_false(ccr_wald_independence(empty, v, 2, 2, 9, false, &t));
	multinomial(hollow, 4, 50, 1, v);
	assert_false(ccr_rao_scott(hollow, v, 2, 2, 50, 9, true, &t));
	/* One empty cell is no reason; no variance is. */
	multinomial(cell, 4, 50, 1, v);
	assert_true(ccr_rao_scott(cell, v, 2, 2, 50, 9, true, &t));
	memset(v, 0, sizeof v);
	assert_false(ccr_rao_scott(cell, v, 2, 2, 50, 9, true, &t));
	assert_false(ccr_wald_independence(cell, v, 2, 2, 9, false, &t));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_by_two),
		cmocka_unit_test(three_by_two),
		cmocka_unit_test(turned),
		cmocka_unit_test(no_test),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
