/* t-rake.c: raking and trimming by hand. */
#include "unit.h"

#include "stat/rake.h"
#include "stat/trim.h"

static void
close_to(double seen, double expected)
{
	if (!(fabs(seen - expected) <= 1e-12 * fmax(1, fabs(expected))))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

/* A table of 2 by 2: cell = 2 * row + column. */
static const uint32_t of_row[] = {0, 0, 1, 1}, of_column[] = {0, 1, 0, 1};

static void
one_margin_is_exact(void **state)
{
	const double target[] = {30, 70};
	const struct ccr_margin row = {2, of_row, target};
	double weight[] = {1, 2, 3, 4}, after[4];
	struct ccr_raked raked = ccr_rake(weight, 4, &row, 1, 1e-15, 10, after);

	(void)state;
	assert_true(raked.converged);
	assert_int_equal(raked.sweeps, 1);
	close_to(weight[0], 10);
	close_to(weight[1], 20);
	close_to(weight[2], 30);
	close_to(weight[3], 40);
	assert_memory_equal(weight, after, sizeof weight);
}

/* From a table without association the first sweep is the answer. */
static void
two_margins(void **state)
{
	const double rows[] = {40, 60}, columns[] = {30, 70};
	const struct ccr_margin margin[] = {{2, of_row, rows}, {2, of_column, columns}};
	double weight[] = {1, 1, 1, 1};
	struct ccr_raked raked = ccr_rake(weight, 4, margin, 2, 1e-12, 10, NULL);

	(void)state;
	assert_true(raked.converged);
	assert_int_equal(raked.sweeps, 1);
	close_to(weight[0], 12);
	close_to(weight[1], 28);
	close_to(weight[2], 18);
	close_to(weight[3], 42);
}

/* Raking keeps the odds ratio, 6, and so the answer is the root of a quadratic: with first cell x,
 * x (100 - 40 - 30 + x) = 6 (40 - x) (30 - x). */
static void
keeps_the_odds_ratio(void **state)
{
	const double rows[] = {40, 60}, columns[] = {30, 70};
	const struct ccr_margin margin[] = {{2, of_row, rows}, {2, of_column, columns}};
	double weight[] = {3, 1, 1, 2}, after[8], x = (450 - sqrt(450 * 450 - 4 * 5 * 7200)) / 10;
	struct ccr_raked raked = ccr_rake(weight, 4, margin, 2, 1e-13, 1000, after);

	(void)state;
	assert_true(raked.converged);
	assert_true(raked.sweeps > 3 && raked.sweeps < 100);
	assert_true(raked.worst <= 1e-13);
	close_to(weight[0], x);
	close_to(weight[1], 40 - x);
	close_to(weight[2], 30 - x);
	close_to(weight[3], 30 + x);
	close_to(after[0] + after[1], 40);
	close_to(after[4] + after[6], 30);
	assert_memory_equal(weight, after + 4, sizeof weight);
}

static void
stops_when_told(void **state)
{
	const double rows[] = {40, 60}, columns[] = {30, 70};
	const struct ccr_margin margin[] = {{2, of_row, rows}, {2, of_column, columns}};
	double weight[] = {3, 1, 1, 2}, before[] = {3, 1, 1, 2};
	struct ccr_raked raked = ccr_rake(weight, 4, margin, 2, 1e-9, 0, NULL);

	(void)state;
	assert_false(raked.converged);
	assert_int_equal(raked.sweeps, 0);
	assert_memory_equal(weight, before, sizeof weight);
	close_to(raked.worst, 67.0 / 70);
	assert_int_equal(raked.worst_margin, 1);
	assert_int_equal(raked.worst_level, 1);
	raked = ccr_rake(weight, 4, margin, 2, 1e-9, 1, NULL);
	assert_false(raked.converged);
	assert_int_equal(raked.sweeps, 1);
	assert_int_equal(raked.worst_margin, 0);
	close_to(weight[0] + weight[2], 30);
}

/* The cell that both margins would need is empty. */
static void
margins_that_cannot_hold(void **state)
{
	const double rows[] = {40, 60}, columns[] = {30, 70};
	const struct ccr_margin margin[] = {{2, of_row, rows}, {2, of_column, columns}};
	double weight[] = {1, 0, 0, 1};
	struct ccr_raked raked = ccr_rake(weight, 4, margin, 2, 1e-9, 50, NULL);

	(void)state;
	assert_false(raked.converged);
	assert_int_equal(raked.sweeps, 50);
	close_to(raked.worst, 0.25);
	close_to(weight[0], 30);
	assert_true(weight[1] == 0);
}

static void
levels_without_weight(void **state)
{
	const uint32_t level[] = {0, 1, 2};
	const double target[] = {5, 0, 5}, none[] = {5, 5, 0};
	const struct ccr_margin margin = {3, level, target}, bad = {3, level, none};
	double weight[] = {1, 0, 1};
	struct ccr_raked raked = ccr_rake(weight, 3, &margin, 1, 1e-9, 5, NULL);

	(void)state;
	assert_true(raked.converged);
	assert_true(weight[0] == 5 && weight[1] == 0 && weight[2] == 5);
	raked = ccr_rake(weight, 3, &bad, 1, 1e-9, 5, NULL);
	assert_false(raked.converged);
	close_to(raked.worst, 1);
	assert_int_equal(raked.worst_level, 1);
	raked = ccr_rake((double[]){1, 1, 1}, 3, &margin, 1, 1e-9, 0, NULL);
	assert_true(isinf(raked.worst));
	assert_int_equal(raked.worst_level, 1);
}

/* Random tables: margins made from a table that exists are reached. */
static void
margins_of_a_table_are_reached(void **state)
{
	enum { ROWS = 4, COLUMNS = 3, N = ROWS * COLUMNS };
	uint64_t seed = 3;

	(void)state;
	for (int round = 0; round < 50; round++) {
		uint32_t level[2][N];
		double target[2][ROWS] = {{0}}, weight[N], sum[2][ROWS] = {{0}};
		const struct ccr_margin margin[] = {{ROWS, level[0], target[0]},
						    {COLUMNS, level[1], target[1]}};
		for (uint32_t i = 0; i < N; i++) {
			double there = (double)(1 + random_bits(&seed) % 100);
			weight[i] = (double)(1 + random_bits(&seed) % 100);
			level[0][i] = i / COLUMNS;
			level[1][i] = i % COLUMNS;
			target[0][level[0][i]] += there;
			target[1][level[1][i]] += there;
		}
		assert_true(ccr_rake(weight, N, margin, 2, 1e-13, 10000, NULL).converged);
		for (size_t i = 0; i < N; i++) {
			sum[0][level[0][i]] += weight[i];
			sum[1][level[1][i]] += weight[i];
		}
		for (size_t m = 0; m < 2; m++)
			for (size_t k = 0; k < margin[m].n_levels; k++)
				close_to(sum[m][k], target[m][k]);
	}
}

static void
trims_once(void **state)
{
	double weight[] = {1, 2, 3, 10, 0};

	(void)state;
	assert_int_equal(ccr_trim(weight, 5, -(double)INFINITY, 4, false), 1);
	close_to(weight[0], 3);
	close_to(weight[1], 4);
	close_to(weight[2], 5);
	close_to(weight[3], 4);
	assert_true(weight[4] == 0);
	assert_int_equal(ccr_trim(weight, 5, -(double)INFINITY, 6, false), 0);
	close_to(weight[2], 5);
}

static void
trims_until_none_is_outside(void **state)
{
	double weight[] = {1, 2, 3, 10, 0}, low[] = {1, 5, 6, 0}, sum = 0;

	(void)state;
	assert_int_equal(ccr_trim(weight, 5, -(double)INFINITY, 4.5, true), 1);
	for (size_t i = 0; i < 5; i++) {
		assert_true(weight[i] <= 4.5);
		sum += weight[i];
	}
	close_to(sum, 16);
	assert_int_equal(ccr_trim(low, 4, 2, (double)INFINITY, false), 1);
	close_to(low[0], 2);
	close_to(low[1], 4.5);
	close_to(low[2], 5.5);
	assert_true(low[3] == 0);
}

/* Nobody is inside to take what was cut; and bounds that the mean is beyond cannot hold. */
static void
trims_what_it_can(void **state)
{
	double all[] = {5, 6}, beyond[] = {1, 2, 9};

	(void)state;
	assert_int_equal(ccr_trim(all, 2, 1, 3, true), 2);
	assert_true(all[0] == 3 && all[1] == 3);
	assert_int_equal(ccr_trim(beyond, 3, 0, 3, true), 1);
	for (size_t i = 0; i < 3; i++)
		assert_true(isfinite(beyond[i]));
}

static void
spread(void **state)
{
	const double weight[] = {1, 0, 3}, none[] = {0};
	struct ccr_spread s = ccr_spread(weight, 3);

	(void)state;
	assert_int_equal(s.n, 2);
	close_to(s.sum, 4);
	close_to(s.min, 1);
	close_to(s.max, 3);
	close_to(s.deff, 2 * 10.0 / 16);
	close_to(s.n_eff, 1.6);
	s = ccr_spread(none, 1);
	assert_int_equal(s.n, 0);
	assert_true(isnan(s.min) && isnan(s.deff) && isnan(s.n_eff));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_margin_is_exact),
		cmocka_unit_test(two_margins),
		cmocka_unit_test(keeps_the_odds_ratio),
		cmocka_unit_test(stops_when_told),
		cmocka_unit_test(margins_that_cannot_hold),
		cmocka_unit_test(levels_without_weight),
		cmocka_unit_test(margins_of_a_table_are_reached),
		cmocka_unit_test(trims_once),
		cmocka_unit_test(trims_until_none_is_outside),
		cmocka_unit_test(trims_what_it_can),
		cmocka_unit_test(spread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
