/* t-away.c: the working time of somebody who is not always there, against a walk day by day. */
#include "unit.h"

#include "decide/away.h"
#include "decide/rng.h"
#include "decide/schedule.h"

enum { BACK = 200, DAYS = 500, ABSENCES = 5 };

struct leave {
	struct ccr_absence absence[ABSENCES];
	struct ccr_away away;
	bool out[DAYS];
};

static void
make_leave(struct leave *l, struct ccr_rng *rng)
{
	memset(l->out, 0, sizeof l->out);
	l->away = (struct ccr_away){l->absence, (size_t)ccr_rng_below(rng, ABSENCES + 1)};
	for (size_t i = 0; i < l->away.n; i++) {
		long from = (long)ccr_rng_below(rng, 40) - 10,
		     to = from + (long)ccr_rng_below(rng, 9) - 1;
		l->absence[i] = (struct ccr_absence){from, to};
		for (long day = from; day < to; day++)
			l->out[day + BACK] = true;
	}
	ccr_away_init(&l->away);
}

static long
walk(const struct leave *l, long start, long days)
{
	for (; days > 0; start++)
		days -= !l->out[start + BACK];
	return start;
}

static void
days_by_days(void **state)
{
	struct ccr_rng rng;
	static struct leave l;

	(void)state;
	ccr_rng_init(&rng, 7);
	for (int round = 0; round < 3000; round++) {
		make_leave(&l, &rng);
		for (size_t i = 1; i < l.away.n; i++)
			assert_true(l.absence[i - 1].to < l.absence[i].from);
		for (long at = -15; at < 50; at++) {
			long days = 1 + (long)ccr_rng_below(&rng, 12), start = at;
			while (l.out[start + BACK])
				start++;
			assert_true(ccr_away_start(&l.away, (double)at) == (double)start);
			assert_true(ccr_away_finish(&l.away, (double)at, (double)days) ==
				    (double)walk(&l, at, days));
			for (start = at; l.out[start + BACK] || walk(&l, start, days) > at;)
				start--;
			assert_true(ccr_away_begin(&l.away, (double)at, (double)days) ==
				    (double)start);
			while (l.out[start + BACK] || walk(&l, start, days) < at)
				start++;
			assert_true(ccr_away_start(&l.away,
						   ccr_away_begin_no_earlier(&l.away, (double)at,
									     (double)days)) ==
				    (double)start);
			for (start = at; l.out[start + BACK];)
				start--;
			assert_true(ccr_away_start_by(&l.away, (double)at, 3) == (double)start);
		}
	}
}

/* Halves of days: an absence takes whole ones. */
static void
halves(void **state)
{
	struct ccr_absence absence[] = {{2, 5}, {7, 8}};
	struct ccr_away away = {absence, 2};

	(void)state;
	assert_true(ccr_away_finish(&away, 1, 1.5) == 5.5);
	assert_true(ccr_away_finish(&away, 1.5, 0.5) == 2);
	assert_true(ccr_away_finish(&away, 1.5, 3.5) == 9);
	assert_true(ccr_away_begin(&away, 5.5, 1.5) == 1);
	assert_true(ccr_away_begin(&away, 3, 0.5) == 1.5);
	assert_true(ccr_away_begin(&away, 9, 3.5) == 1.5);
	assert_true(ccr_away_start_by(&away, 4.25, 0.5) == 1.5);
	assert_true(ccr_away_start_by(&away, 1.25, 0.5) == 1.25);
	assert_true(ccr_away_start(NULL, 3.5) == 3.5);
	assert_true(ccr_away_finish(NULL, 3.5, 1) == 4.5);
	assert_true(ccr_away_finish(&away, 3, 0) == 3); /* a milestone stands anywhere */
}

/* Within elapsed lags only days count: half a day into Wednesday is Wednesday, and no lateness. */
static void
elapsed_halves(void **state)
{
	struct ccr_calendar cal = {.origin = 0};
	struct schedule_step step[3];
	const struct schedule_link link[] = {
		{.to = 1}, {1, 2, SCHEDULE_SS, 1, true}, {1, 2, SCHEDULE_SF, 2, true}};
	static const double days[] = {2.5, 1, 1};
	double finish;

	(void)state;
	for (size_t i = 0; i < 3; i++)
		step[i] = schedule_step(days[i]);
	assert_true(schedule_compute(&cal, step, 3, link, 3, SCHEDULE_FLOAT_START, &finish, NULL,
				     NULL));
	assert_true(step[1].es == 2.5 && step[2].es == 3 && finish == 4);
	assert_true(step[1].total_float == 0 && step[1].free_float == 0);
	assert_true(step[0].total_float == 0 && step[0].free_float == 0);
	/* Nor does a finish by the middle of a day give its evening. */
	step[2].finish_by = 4.5;
	assert_true(schedule_compute(&cal, step, 3, link, 3, SCHEDULE_FLOAT_START, &finish, NULL,
				     NULL));
	assert_true(step[1].total_float == 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_by_days),
		cmocka_unit_test(halves),
		cmocka_unit_test(elapsed_halves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
