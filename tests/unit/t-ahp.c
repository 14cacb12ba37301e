/* t-ahp.c: judgements in pairs, best and worst, ranks, spread: by hand. */
#include "unit.h"

#include "decide/ahp.h"
#include "decide/bwm.h"
#include "decide/lp.h"
#include "decide/weights.h"

static void
close_to(double seen, double expected, double tolerance)
{
	if (!(fabs(seen - expected) <= tolerance * fmax(1, fabs(expected))))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

static void
all_close(const double *seen, const double *expected, size_t n)
{
	for (size_t i = 0; i < n; i++)
		close_to(seen[i], expected[i], 1e-12);
}

/* Ratios of 6 : 1 : 2. */
static void
judgements_that_fit(void **state)
{
	const double a[] = {1, 6, 3, 1.0 / 6, 1, 0.5, 1.0 / 3, 2, 1};
	const double expected[] = {6.0 / 9, 1.0 / 9, 2.0 / 9};
	double weight[3];
	struct ccr_ahp_pair worst[3];
	struct ccr_ahp_consistency c = ccr_ahp_consistency(a, 3, CCR_RI_SAATY1980);

	(void)state;
	ccr_ahp_weights(a, 3, CCR_AHP_EIGEN, weight);
	all_close(weight, expected, 3);
	ccr_ahp_weights(a, 3, CCR_AHP_GEOMEAN, weight);
	all_close(weight, expected, 3);
	assert_true(c.lambda_max == 3 && c.ci == 0 && c.cr == 0 && c.gci == 0);
	assert_int_equal(ccr_ahp_worst(a, 3, worst, 3), 0);
}

/* A circle: each counts 2 times as much as the next.  The weights are alike, and lambda_max is 1 +
 * 2
 * + 1/2; of the GCI each of three errors is ln 2. */
static void
a_circle(void **state)
{
	const double a[] = {1, 2, 0.5, 0.5, 1, 2, 2, 0.5, 1};
	double weight[3];
	struct ccr_ahp_pair worst[2];
	struct ccr_ahp_consistency c = ccr_ahp_consistency(a, 3, CCR_RI_SAATY1980);

	(void)state;
	ccr_ahp_weights(a, 3, CCR_AHP_EIGEN, weight);
	for (size_t i = 0; i < 3; i++)
		close_to(weight[i], 1.0 / 3, 1e-15);
	close_to(c.lambda_max, 3.5, 1e-14);
	close_to(c.ci, 0.25, 1e-14);
	close_to(c.cr, 0.25 / 0.58, 1e-14);
	close_to(c.gci, 3 * log(2) * log(2), 1e-14);
	/* All three are as far from what the other two say, so the first come first. */
	assert_int_equal(ccr_ahp_worst(a, 3, worst, 2), 2);
	assert_int_equal(worst[0].i, 0);
	assert_int_equal(worst[0].j, 1);
	assert_int_equal(worst[1].j, 2);
	close_to(worst[0].implied, 0.25, 1e-14);
	close_to(worst[1].judged, 0.5, 0);
	close_to(worst[1].implied, 4, 1e-14);
}

/* A steep circle, whose second eigenvalue is nearly as large as the first in size. */
static void
a_steep_circle(void **state)
{
	const double a[] = {1, 1e6, 1e-6, 1e-6, 1, 1e6, 1e6, 1e-6, 1};
	double weight[3];

	(void)state;
	ccr_ahp_weights(a, 3, CCR_AHP_EIGEN, weight);
	for (size_t i = 0; i < 3; i++)
		close_to(weight[i], 1.0 / 3, 1e-12);
}

/* One judgement of four criteria that otherwise are 8 : 4 : 2 : 1 is wrong, and found. */
static void
the_worst_judgement(void **state)
{
	double a[16];
	const double of[] = {8, 4, 2, 1};
	struct ccr_ahp_pair worst[3];

	(void)state;
	for (size_t i = 0; i < 4; i++)
		for (size_t k = 0; k < 4; k++)
			a[i * 4 + k] = of[i] / of[k];
	a[1 * 4 + 3] = 0.25;
	a[3 * 4 + 1] = 4;
	assert_int_equal(ccr_ahp_worst(a, 4, worst, 3), 3);
	assert_int_equal(worst[0].i, 1);
	assert_int_equal(worst[0].j, 3);
	close_to(worst[0].judged, 0.25, 0);
	close_to(worst[0].implied, 4, 1e-14);
	/* a_01 is 2, by way of the fourth 8 * 4 and of the third 2 */
	close_to(worst[1].implied, 8, 1e-14);
}

static void
few_and_many_criteria(void **state)
{
	const double one[] = {1}, two[] = {1, 3, 1.0 / 3, 1};
	double weight[2];

	(void)state;
	ccr_ahp_weights(one, 1, CCR_AHP_EIGEN, weight);
	close_to(weight[0], 1, 0);
	ccr_ahp_weights(two, 2, CCR_AHP_EIGEN, weight);
	close_to(weight[0], 0.75, 1e-15);
	assert_true(ccr_ahp_consistency(two, 2, CCR_RI_SAATY1980).cr == 0);
	assert_true(ccr_ahp_consistency(two, 2, CCR_RI_SAATY1980).gci == 0);
	assert_true(isnan(ccr_ahp_random_index(CCR_RI_SAATY1980, 11)));
	assert_int_equal(ccr_ahp_random_end(CCR_RI_AHP_EXT), 10);
	close_to(ccr_ahp_random_index(CCR_RI_ALONSO2006, 15), 1.5838, 0);
	close_to(ccr_ahp_random_index(CCR_RI_ALONSO2006, 20), (35.398 - 4.3513) / 19, 1e-15);
	close_to(ccr_ahp_gci_limit(4), 0.35, 0);
}

static void
several_persons(void **state)
{
	const double x[] = {1, 4, 0.25, 1}, y[] = {1, 9, 1.0 / 9, 1};
	const double *both[] = {x, y};
	const double p[] = {0.5, 0.5}, q[] = {0.9, 0.1};
	const double *weights[] = {p, q};
	double joint[4];

	(void)state;
	ccr_ahp_join(both, 2, 2, joint);
	close_to(joint[1], 6, 1e-15);
	close_to(joint[2], 1.0 / 6, 1e-15);
	close_to(joint[0], 1, 0);
	ccr_weights_join(weights, 2, 2, false, joint);
	close_to(joint[0], 0.7, 1e-15);
	/* sqrt(.45) and sqrt(.05): 3 to 1 */
	ccr_weights_join(weights, 2, 2, true, joint);
	close_to(joint[0], 0.75, 1e-15);
}

/* x + y least with x + 2 y >= 4, 3 x + y >= 7, x <= 5: where the two lines cross, (2, 1). */
static void
linear_programs(void **state)
{
	const double a[] = {1, 2, 3, 1, 1, 0}, cost[] = {1, 1};
	double inf = (double)INFINITY, low[] = {4, 7, -inf}, high[] = {inf, inf, 5}, x[2];
	struct ccr_lp lp = {3, 2, a, low, high, cost};

	(void)state;
	assert_true(ccr_lp_minimize(&lp, x));
	close_to(x[0], 2, 1e-14);
	close_to(x[1], 1, 1e-14);
	/* and x >= 4 cannot go with x <= 3 */
	low[2] = 4;
	high[0] = 3;
	low[0] = -inf;
	assert_false(ccr_lp_minimize(&lp, x));
	assert_non_null(strstr(ccr_lp_library(), "GLPK "));
}

static void
best_and_worst(void **state)
{
	/* 8 : 4 : 2 : 1 */
	const double best[] = {1, 2, 4, 8}, worst[] = {8, 4, 2, 1};
	const double fit[] = {8.0 / 15, 4.0 / 15, 2.0 / 15, 1.0 / 15};
	/* Best to middle 2, middle to worst 3, best to worst 8, where 6 would fit.  Ratios: (2 + x)
	 * (3 + x) = 8 - x, x = sqrt(11) - 3. */
	const double other_best[] = {1, 2, 8}, other_worst[] = {8, 3, 1};
	struct ccr_bwm m = {4, 0, 3, best, worst};
	double weight[4], xi;

	(void)state;
	assert_true(ccr_bwm_weights(&m, weight, &xi));
	all_close(weight, fit, 4);
	assert_true(xi == 0);
	assert_true(ccr_bwm_ratio_xi(&m) == 0);
	m = (struct ccr_bwm){3, 0, 2, other_best, other_worst};
	close_to(ccr_bwm_ratio_xi(&m), sqrt(11) - 3, 1e-14);
	assert_true(ccr_bwm_weights(&m, weight, &xi));
	/* The best is judged too far from the worst: a - 2 b = xi, b - 3 c = xi, 8 c - a = xi, so
	 * c = 2 xi, b = 7 xi, a = 15 xi. */
	close_to(xi, 1.0 / 24, 1e-14);
	close_to(weight[0], 15.0 / 24, 1e-14);
	close_to(weight[1], 7.0 / 24, 1e-14);
	close_to(weight[2], 2.0 / 24, 1e-14);
}

/* A mode of transport by flexibility, access and cost (the input of Rezaei 2015), the linear model
 * to the four digits printed. */
static void
mode_of_transport(void **state)
{
	const double best[] = {8, 2, 1}, worst[] = {1, 5, 8}, printed[] = {.0714, .3214, .6071};
	struct ccr_bwm m = {3, 2, 0, best, worst};
	double weight[3], xi;

	(void)state;
	assert_true(ccr_bwm_weights(&m, weight, &xi));
	for (size_t i = 0; i < 3; i++)
		assert_true(fabs(weight[i] - printed[i]) <= 5e-5);
	assert_true(fabs(xi - .0357) <= 5e-5);
}

/* To two digits as in the paper's table. */
static void
index_of_best_and_worst(void **state)
{
	const double table[] = {0, 0.44, 1.00, 1.63, 2.30, 3.00, 3.73, 4.47, 5.23};

	(void)state;
	for (size_t a = 1; a <= 9; a++)
		assert_true(fabs(ccr_bwm_index((double)a) - table[a - 1]) <= 0.0051);
	close_to(ccr_bwm_index(6), 3, 1e-15);
}

static void
ranks(void **state)
{
	const double rank[] = {2, 1, 2}, tied[] = {5, 5};
	double weight[3];

	(void)state;
	/* places 2 and 3 share (5/18 + 2/18) / 2 */
	ccr_weights_of_ranks(CCR_WEIGHTS_ROC, rank, 3, weight);
	close_to(weight[1], 11.0 / 18, 1e-15);
	close_to(weight[0], 7.0 / 36, 1e-15);
	close_to(weight[2], 7.0 / 36, 1e-15);
	ccr_weights_of_ranks(CCR_WEIGHTS_RANKSUM, rank, 3, weight);
	close_to(weight[1], 0.5, 1e-15);
	ccr_weights_of_ranks(CCR_WEIGHTS_RECIPROCAL, rank, 3, weight);
	close_to(weight[1], 6.0 / 11, 1e-15);
	ccr_weights_of_ranks(CCR_WEIGHTS_ROC, tied, 2, weight);
	close_to(weight[0], 0.5, 1e-15);
}

static void
spread(void **state)
{
	/* shares 1/2, 1/2 of the first: no information; all of the second in one item: all of it */
	const double value[] = {3, 0, 3, 7}, same[] = {3, 7, 3, 7};
	/* opposed, and so in conflict as benefits (r = -1), but not where one is a cost (r = 1) */
	const double opposed[] = {1, 5, 2, 4, 3, 3};
	const bool benefit[] = {false, false}, cost[] = {false, true};
	double weight[2] = {9, 9};

	(void)state;
	assert_true(ccr_weights_entropy(value, 2, 2, weight));
	close_to(weight[0], 0, 0);
	close_to(weight[1], 1, 0);
	weight[0] = 9;
	assert_false(ccr_weights_entropy(same, 2, 2, weight));
	assert_true(weight[0] == 9);
	assert_false(ccr_weights_entropy(value, 1, 2, weight));
	assert_true(ccr_weights_critic(opposed, benefit, 3, 2, weight));
	close_to(weight[0], 0.5, 1e-15);
	assert_false(ccr_weights_critic(opposed, cost, 3, 2, weight));
	assert_false(ccr_weights_critic(same, benefit, 2, 2, weight));
	assert_false(ccr_weights_critic(same, benefit, 0, 2, weight));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judgements_that_fit),
		cmocka_unit_test(a_circle),
		cmocka_unit_test(a_steep_circle),
		cmocka_unit_test(the_worst_judgement),
		cmocka_unit_test(few_and_many_criteria),
		cmocka_unit_test(several_persons),
		cmocka_unit_test(linear_programs),
		cmocka_unit_test(best_and_worst),
		cmocka_unit_test(mode_of_transport),
		cmocka_unit_test(index_of_best_and_worst),
		cmocka_unit_test(ranks),
		cmocka_unit_test(spread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
