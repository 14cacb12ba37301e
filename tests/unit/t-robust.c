/* t-robust.c: what would have to be otherwise for an order to change. */
#include <math.h>
#include <string.h>

#include "decide/robust.h"
#include "unit.h"

/* Scores without scaling, so that exact answers are known. */
static void
plain(const struct ccr_matrix *m, const void *how, double *score)
{
	(void)how;
	for (size_t i = 0; i < m->n_items; i++) {
		score[i] = 0;
		for (size_t c = 0; c < m->n_criteria; c++)
			score[i] += m->weight[c] * m->value[i * m->n_criteria + c];
	}
}

/* Each criterion divided by its sum: adding an item changes the others. */
static void
by_sum(const struct ccr_matrix *m, const void *how, double *score)
{
	(void)how;
	for (size_t i = 0; i < m->n_items; i++)
		score[i] = 0;
	for (size_t c = 0; c < m->n_criteria; c++) {
		double sum = 0;
		for (size_t i = 0; i < m->n_items; i++)
			sum += m->value[i * m->n_criteria + c];
		for (size_t i = 0; i < m->n_items; i++)
			score[i] += m->weight[c] * m->value[i * m->n_criteria + c] / sum;
	}
}

static const bool max[] = {false, false, false};

static void
near(double expected, double seen, double within)
{
	if (fabs(expected - seen) > within)
		fail_msg("expected %.10g, seen %.10g", expected, seen);
}

/* At most one weight of three is above a half: D is first or second. */
static void
smaa_of_three_criteria(void **state)
{
	static const double value[] = {1, 0, 0, 0, 1, 0, 0, 0, 1, 0.5, 0.5, 0.5},
			    weight[] = {1.0 / 3, 1.0 / 3, 1.0 / 3};
	static const struct ccr_matrix m = {4, 3, value, max, weight};
	enum { DRAWS = 40000 };
	struct ccr_smaa s;

	(void)state;
	ccr_smaa(&m, plain, NULL, DRAWS, 0, 1, &s);
	for (size_t i = 0; i < 4; i++)
		near(0.25, s.acceptability[i * 4], 4 * sqrt(0.25 * 0.75 / DRAWS));
	near(0.75, s.acceptability[3 * 4 + 1], 4 * sqrt(0.25 * 0.75 / DRAWS));
	near(0, s.acceptability[3 * 4 + 2] + s.acceptability[3 * 4 + 3], 0);
	near(2.0 / 3, s.central[0], 0.01);
	near(1.0 / 6, s.central[1], 0.01);
	near(1.0 / 3, s.central[3 * 3], 0.01);
	for (size_t i = 0; i < 4; i++)
		assert_true(s.confident[i]);
	near(0.5, s.wins[1], 4 * sqrt(0.25 / DRAWS));
	ccr_smaa_release(&s);
}

static void
smaa_of_two_criteria(void **state)
{
	static const double value[] = {1, 0, 0, 1, 0.6, 0.6}, weight[] = {0.5, 0.5};
	static const double ranks[] = {0.4, 0.1, 0.5, 0.4, 0.1, 0.5, 0.2, 0.8, 0};
	static const struct ccr_matrix m = {3, 2, value, max, weight};
	enum { DRAWS = 40000 };
	struct ccr_smaa s, again;

	(void)state;
	ccr_smaa(&m, plain, NULL, DRAWS, 0, 7, &s);
	for (size_t i = 0; i < 9; i++)
		near(ranks[i], s.acceptability[i], 4 * sqrt(ranks[i] * (1 - ranks[i]) / DRAWS));
	ccr_smaa(&m, plain, NULL, DRAWS, 0, 7, &again);
	assert_memory_equal(s.acceptability, again.acceptability, 9 * sizeof(double));
	ccr_smaa_release(&s);
	ccr_smaa_release(&again);
}

/* Weights near 0.5: between 0.4 and 0.6 neither A nor B can be first. */
static void
smaa_near_the_weights(void **state)
{
	static const double value[] = {1, 0, 0, 1, 0.6, 0.6}, weight[] = {0.5, 0.5};
	static const struct ccr_matrix m = {3, 2, value, max, weight};
	struct ccr_smaa s;

	(void)state;
	ccr_smaa(&m, plain, NULL, 1000, 0.2, 1, &s);
	near(1, s.acceptability[2 * 3], 0);
	assert_true(isnan(s.central[0]));
	assert_false(s.confident[0]);
	ccr_smaa_release(&s);
}

static void
critical_changes(void **state)
{
	/* 0.5 and 0.4: A leads by 0.1 */
	static const double value[] = {1, 0, 0, 0.8}, weight[] = {0.5, 0.5};

	(void)state;
	/* w1 falls by 0.1: 0.4 and 0.4 */
	near(0.1, ccr_critical_change(value, weight, 2, 0, 1, 0), 1e-12);
	/* w2 rises by 0.125: 0.5 and 0.5 */
	near(-0.125, ccr_critical_change(value, weight, 2, 0, 1, 1), 1e-12);
	/* better in both: without the first criterion it would still lead */
	assert_true(isnan(ccr_critical_change((double[]){1, 1, 0.5, 0.5}, weight, 2, 0, 1, 0)));
	/* the same in a criterion: its weight changes nothing */
	assert_true(isnan(ccr_critical_change((double[]){1, 3, 2, 3}, weight, 2, 0, 1, 1)));
}

static void
sweeps(void **state)
{
	static const double value[] = {1, 0, 0, 1, 0.6, 0.6}, weight[] = {0.5, 0.5};
	struct ccr_sweep range[4];

	(void)state;
	assert_int_equal(ccr_sweep_weight(value, weight, 3, 2, 0, range), 3);
	assert_int_equal(range[0].first, 1);
	near(0.4, range[0].to, 1e-12);
	assert_int_equal(range[1].first, 2);
	near(0.6, range[1].to, 1e-12);
	assert_int_equal(range[2].first, 0);
	near(1, range[2].to, 0);
}

/* Belton & Gear, Omega 11 (1983) 228: a copy of the second item puts the first one before it. */
static void
copies_turn_the_order(void **state)
{
	static const double value[] = {1, 9, 8, 9, 1, 9, 1, 1, 1},
			    weight[] = {1.0 / 3, 1.0 / 3, 1.0 / 3};
	static const struct ccr_matrix m = {3, 3, value, max, weight};
	double score[3];
	bool moved[3] = {false, false, false};

	(void)state;
	by_sum(&m, NULL, score);
	near(0.45, score[0], 0.005);
	near(0.47, score[1], 0.005);
	near(0.08, score[2], 0.005);
	assert_false(ccr_order_with_copy(&m, by_sum, NULL, 1, moved));
	assert_true(moved[0] && moved[1] && !moved[2]);
	assert_true(ccr_order_with_copy(&m, plain, NULL, 1, moved));
	assert_true(ccr_order_without(&m, plain, NULL, 0, moved));
	assert_true(ccr_order_without(&m, plain, NULL, 2, moved));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(smaa_of_three_criteria),
		cmocka_unit_test(smaa_of_two_criteria),
		cmocka_unit_test(smaa_near_the_weights),
		cmocka_unit_test(critical_changes),
		cmocka_unit_test(sweeps),
		cmocka_unit_test(copies_turn_the_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
