/* t-score.c: scaling, weighted sums and products, TOPSIS, VIKOR, PROMETHEE's shapes, fronts and
 * points, by hand. */
#include "unit.h"

#include "decide/pareto.h"
#include "decide/points.h"
#include "decide/promethee.h"
#include "decide/score.h"
#include "decide/vikor.h"

static void
close_to(double seen, double expected)
{
	if (!(fabs(seen - expected) <= 1e-12 * fmax(1, fabs(expected))))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

/* Three items; the second criterion is a cost, the third the same for all. */
static const double value[] = {40, 20, 7, 20, 10, 7, 10, 40, 7};
static const bool cost[] = {false, true, true};
static const double weight[] = {3, 2, 5};
static const struct ccr_matrix three = {3, 3, value, cost, weight};

static void
scaled(enum ccr_scaling scaling, enum ccr_costs costs, const double *first, const double *second)
{
	struct ccr_scaled s;

	ccr_scale(&three, scaling, costs, &s);
	for (size_t i = 0; i < 3; i++) {
		close_to(ccr_scaled_at(&s, i, 0), first[i]);
		close_to(ccr_scaled_at(&s, i, 1), second[i]);
		assert_true(ccr_scaled_at(&s, i, 2) == 0);
	}
	assert_false(s.cost[0]);
	assert_true(s.cost[1] == (costs == CCR_COST_AS_IS));
	ccr_scaled_release(&s);
}

/* A cost is turned round before it is scaled: 1/20, 1/10, 1/40 or 20, 30, 0. */
static void
scales(void **state)
{
	const double minmax[] = {1, 1.0 / 3, 0},
		     vector[] = {4 / sqrt(21), 2 / sqrt(21), 1 / sqrt(21)},
		     sum[] = {4.0 / 7, 2.0 / 7, 1.0 / 7}, max[] = {1, 0.5, 0.25},
		     none[] = {40, 20, 10};

	(void)state;
	scaled(CCR_SCALE_MINMAX, CCR_COST_MAX_X, minmax, (double[]){2.0 / 3, 1, 0});
	scaled(CCR_SCALE_MINMAX, CCR_COST_INVERT, minmax, (double[]){1.0 / 3, 1, 0});
	scaled(CCR_SCALE_MINMAX, CCR_COST_AS_IS, minmax, (double[]){1.0 / 3, 0, 1});
	scaled(CCR_SCALE_VECTOR, CCR_COST_INVERT, vector,
	       (double[]){2 / sqrt(21), 4 / sqrt(21), 1 / sqrt(21)});
	scaled(CCR_SCALE_SUM, CCR_COST_INVERT, sum, (double[]){2.0 / 7, 4.0 / 7, 1.0 / 7});
	scaled(CCR_SCALE_SUM, CCR_COST_MAX_X, sum, (double[]){0.4, 0.6, 0});
	scaled(CCR_SCALE_MAX, CCR_COST_MAX_X, max, (double[]){2.0 / 3, 1, 0});
	scaled(CCR_SCALE_NONE, CCR_COST_MAX_X, none, (double[]){20, 30, 0});
}

static void
sums_and_products(void **state)
{
	struct ccr_scaled s;
	double score[3];

	(void)state;
	ccr_scale(&three, CCR_SCALE_MAX, CCR_COST_INVERT, &s);
	ccr_score_wsm(&three, &s, score);
	close_to(score[0], 0.3 + 0.2 / 2);
	close_to(score[1], 0.3 / 2 + 0.2);
	close_to(score[2], 0.3 / 4 + 0.2 / 4);
	ccr_score_wpm(&three, &s, score);
	close_to(score[0], pow(0.5, 0.2));
	close_to(score[1], pow(0.5, 0.3));
	close_to(score[2], pow(0.25, 0.5));
	ccr_score_topsis(&three, &s, score);
	/* weighted: (.3, .1), (.15, .2), (.075, .05); ideal (.3, .2), worst (.075, .05) */
	close_to(score[0], hypot(0.225, 0.05) / (hypot(0.225, 0.05) + 0.1));
	close_to(score[1], hypot(0.075, 0.15) / (hypot(0.075, 0.15) + 0.15));
	assert_true(score[2] == 0);
	ccr_scaled_release(&s);
}

static void
ranks_with_ties(void **state)
{
	const double score[] = {0.5, 1, 0.5 + 1e-13, 0};
	size_t rank[4];

	(void)state;
	ccr_rank(score, 4, rank);
	assert_int_equal(rank[0], 2);
	assert_int_equal(rank[1], 1);
	assert_int_equal(rank[2], 2);
	assert_int_equal(rank[3], 4);
}

/* Leads by 1/(n - 1) and more: 0.5 and 1 behind. */
static void
vikor_conditions(void **state)
{
	const double far[] = {10, 10, 5, 5, 0, 0}, near[] = {10, 10, 9, 9, 0, 0},
		     odd[] = {1, 101, 1,  101, 1,  101, 1,  101, 1,  101, 1,  1, 1,
			      1, 101, 11, 11,  11, 16,  61, 56,  56, 56,  56, 56};
	const bool gain[] = {false, false}, costs[] = {true, true, true, true, true};
	const double alike[] = {1, 1, 1, 1, 1};
	double s[5], r[5], q[5];
	bool in[5];
	struct ccr_compromise holds;

	(void)state;
	holds = ccr_vikor(&(struct ccr_matrix){3, 2, far, gain, alike}, 0.5, s, r, q, in);
	assert_true(holds.advantage && holds.stability);
	close_to(q[1], 0.5);
	assert_true(in[0] && !in[1] && !in[2]);
	holds = ccr_vikor(&(struct ccr_matrix){3, 2, near, gain, alike}, 0.5, s, r, q, in);
	assert_true(!holds.advantage && in[0] && in[1] && !in[2]);
	/* Advantage without stability, as in scikit-criteria's test: the first two. */
	holds = ccr_vikor(&(struct ccr_matrix){5, 5, odd, costs, alike}, 0.5, s, r, q, in);
	assert_true(holds.advantage && !holds.stability);
	assert_true(in[3] && in[4] && !in[0] && !in[1] && !in[2]);
	/* Nothing but ties: all are as good. */
	holds = ccr_vikor(&(struct ccr_matrix){2, 2, alike, gain, alike}, 0.5, s, r, q, in);
	assert_true(!holds.advantage && in[0] && in[1] && q[0] == 0 && q[1] == 0);
	ccr_vikor(&(struct ccr_matrix){1, 2, alike, gain, alike}, 0.5, s, r, q, in);
	assert_true(in[0] && q[0] == 0);
	ccr_vikor(&(struct ccr_matrix){0, 2, alike, gain, alike}, 0.5, s, r, q, in);
}

static void
shapes(void **state)
{
	const double absent = (double)NAN;
	struct ccr_preference f = {true, CCR_SHAPE_USUAL, 1, 3, 2, absent};

	(void)state;
	for (int shape = CCR_SHAPE_USUAL; shape <= CCR_SHAPE_GAUSSIAN; shape++) {
		f.shape = (enum ccr_shape)shape;
		assert_null(ccr_preference_lacks(&f));
		assert_true(ccr_preference_degree(&f, 0) == 0);
		assert_true(ccr_preference_degree(&f, -5) == 0);
		close_to(ccr_preference_degree(&f, 1e9), 1);
	}
	f.shape = CCR_SHAPE_U;
	assert_true(ccr_preference_degree(&f, 1) == 0 && ccr_preference_degree(&f, 1.01) == 1);
	f.shape = CCR_SHAPE_V;
	close_to(ccr_preference_degree(&f, 1), 1.0 / 3);
	f.shape = CCR_SHAPE_LEVEL;
	close_to(ccr_preference_degree(&f, 1), 0);
	close_to(ccr_preference_degree(&f, 3), 0.5);
	close_to(ccr_preference_degree(&f, 3.01), 1);
	f.shape = CCR_SHAPE_LINEAR;
	close_to(ccr_preference_degree(&f, 1), 0);
	close_to(ccr_preference_degree(&f, 2), 0.5);
	f.shape = CCR_SHAPE_GAUSSIAN;
	close_to(ccr_preference_degree(&f, 2), 1 - exp(-0.5));
	f = (struct ccr_preference){true, CCR_SHAPE_USUAL, absent, absent, absent, absent};
	assert_null(ccr_preference_lacks(&f));
	assert_null(ccr_thresholds_lack(&f));
	for (int shape = CCR_SHAPE_U; shape <= CCR_SHAPE_GAUSSIAN; shape++) {
		f.shape = (enum ccr_shape)shape;
		assert_non_null(ccr_preference_lacks(&f));
	}
	f.p = 2;
	f.q = 3;
	assert_non_null(ccr_thresholds_lack(&f));
	f.q = 1;
	f.v = 1.5;
	assert_non_null(ccr_thresholds_lack(&f));
}

/* Flows add up to nothing, whatever the values. */
static void
flows(void **state)
{
	struct ccr_preference f[3] = {{0}};
	double plus[3], minus[3], sum = 0;

	(void)state;
	ccr_promethee(&three, f, plus, minus);
	for (size_t i = 0; i < 3; i++)
		sum += plus[i] - minus[i];
	close_to(sum, 0);
	/* The first beats both on .3, and the third on .2. */
	close_to(plus[0], (0.3 + 0.5) / 2);
	close_to(minus[0], 0.2 / 2);
}

static void
fronts(void **state)
{
	const double x[] = {40, 20, 20, 10, 40, 20, 40, 30, 10, 30, 5, 5};
	const bool second[] = {false, true};
	const size_t expected[] = {1, 1, 1, 2, 3, 1}, by[] = {0, 0, 0, 2, 4, 0};
	size_t front[6], dominated[6];

	(void)state;
	assert_int_equal(
		ccr_pareto(&(struct ccr_matrix){6, 2, x, second, weight}, front, dominated), 3);
	for (size_t i = 0; i < 6; i++) {
		assert_int_equal(front[i], expected[i]);
		assert_int_equal(dominated[i], by[i]);
	}
}

static void
points(void **state)
{
	const double cut[] = {3, 2};

	(void)state;
	close_to(ccr_hanlon(7, 9, 8), 200);
	assert_int_equal(ccr_strategy(3, 2, cut), CCR_HIGH_HIGH);
	assert_int_equal(ccr_strategy(3, 1.9, cut), CCR_HIGH_LOW);
	assert_int_equal(ccr_strategy(2.9, 2, cut), CCR_LOW_HIGH);
	assert_int_equal(ccr_strategy(2.9, 1.9, cut), CCR_LOW_LOW);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scales),          cmocka_unit_test(sums_and_products),
		cmocka_unit_test(ranks_with_ties), cmocka_unit_test(vikor_conditions),
		cmocka_unit_test(shapes),          cmocka_unit_test(flows),
		cmocka_unit_test(fronts),          cmocka_unit_test(points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
