/* t-earned.c: earned schedule, against a worked example. */
#include "unit.h"

#include "decide/earned.h"

static void
close_to(double seen, double expected)
{
	assert_true(fabs(seen - expected) <= 1e-12 * fmax(1, fabs(expected)));
}

/* shared/oracles/plan/evm_example.json: the status period is 3, EV is 36. */
static const double planned[] = {0, 10, 25, 45, 70, 90, 100};

static void
by_interpolation(void **state)
{
	(void)state;
	close_to(earned_schedule(planned, 6, 36), 2.55);
	close_to(earned_schedule(planned, 6, 0), 0);
	close_to(earned_schedule(planned, 6, 5), 0.5);
	close_to(earned_schedule(planned, 6, 25), 2);
	close_to(earned_schedule(planned, 6, 99), 5.9);
	close_to(earned_schedule(planned, 6, 100), 6);
	close_to(earned_schedule(planned, 6, 120), 6);
}

/* Time in which nothing was planned counts as soon as all before it is earned. */
static void
with_a_pause(void **state)
{
	static const double pause[] = {0, 10, 10, 10, 20};

	(void)state;
	close_to(earned_schedule(pause, 4, 9), 0.9);
	close_to(earned_schedule(pause, 4, 10), 3);
	close_to(earned_schedule(pause, 4, 15), 3.5);
}

static void
of_work(void **state)
{
	struct earned_work work[6];
	struct earned e;

	(void)state;
	for (int i = 0; i < 6; i++)
		work[i] = (struct earned_work){7 + i, 8 + i, planned[i + 1] - planned[i],
					       i < 2    ? 1
					       : i == 2 ? 0.55
							: 0};
	assert_true(earned_compute(work, 6, 10, &e));
	close_to(e.earned, 36);
	close_to(e.planned, 45);
	close_to(e.total, 100);
	close_to(e.periods, 6);
	close_to(e.elapsed, 3);
	close_to(e.schedule, 2.55);
	close_to(e.sv_t, -0.45);
	close_to(e.spi_t, 0.85);
	close_to(e.spi, 0.8);
	close_to(e.ieac_t, 7.0588235294117645);
}

/* Work is spread evenly: 3 over three periods and 4 over the last two of them, and some beside them
 * that has no weight. */
static void
of_work_side_by_side(void **state)
{
	struct earned_work work[] = {{-5, -2, 3, 0.5}, {-4, -2, 4, 1}, {-50, 50, 0, 1}};
	struct earned e;

	(void)state;
	assert_true(earned_compute(work, 3, -3, &e));
	close_to(e.planned, 1 + 3);
	close_to(e.earned, 5.5);
	close_to(e.schedule, 2.5);
	assert_true(earned_compute(work, 3, 100, &e));
	close_to(e.planned, 7);
	close_to(e.elapsed, 105);
}

static void
of_nothing(void **state)
{
	struct earned_work work[] = {{2, 4, 3, 0}, {0, 1, 0, 0}};
	struct earned e;

	(void)state;
	assert_false(earned_compute(work, 0, 5, &e));
	assert_false(earned_compute(work + 1, 1, 5, &e));
	assert_false(earned_compute(work, 2, 2, &e));
	assert_true(earned_compute(work, 2, 3, &e));
	close_to(e.spi_t, 0);
	assert_true(isnan(e.ieac_t));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_interpolation), cmocka_unit_test(with_a_pause),
		cmocka_unit_test(of_work),          cmocka_unit_test(of_work_side_by_side),
		cmocka_unit_test(of_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
