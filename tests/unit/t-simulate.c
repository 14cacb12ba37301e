/* t-simulate.c: the critical path many times over, against closed forms that the distributions of
 * plans do not have. */
#include <limits.h>

#include "decide/rng.h"
#include "decide/simulate.h"
#include "unit.h"

enum { DRAWS = 100000, MOST = 8 };

static void
near(double expected, double seen, double within)
{
	if (!(fabs(expected - seen) <= within))
		fail_msg("expected %.10g, seen %.10g", expected, seen);
}

static struct ccr_calendar
every_day(void)
{
	struct ccr_calendar cal = {.origin = 0};

	ccr_calendar_init(&cal);
	return cal;
}

/* What draws: low + range times a uniform number, or mean + sd times a normal one. */
struct chance {
	struct ccr_rng rng;
	bool normal;
	double from, spread;
	size_t n;
};

static void
draw(void *sampler, struct schedule_step *step)
{
	struct chance *c = sampler;

	for (size_t i = 0; i < c->n; i++) {
		double x;
		if (c->normal)
			ccr_rng_normals(&c->rng, &x, 1);
		else
			x = ccr_rng_uniform(&c->rng);
		step[i].days = c->from + c->spread * x;
	}
}

/* n steps, one after the other or all at once; part n is their end.  The caller releases parts. */
static void
run(struct simulate_part *part, size_t n, bool in_series, bool normal, double from, double spread)
{
	struct ccr_calendar cal = every_day();
	struct chance c = {.normal = normal, .from = from, .spread = spread, .n = n};
	struct schedule_step step[MOST];
	struct schedule_link link[MOST];
	struct schedule_network *net;

	ccr_rng_init(&c.rng, 1);
	for (size_t i = 0; i < n; i++) {
		step[i] = schedule_step(1);
		link[i] = (struct schedule_link){.from = i, .to = i + 1};
		part[i] = (struct simulate_part){.due = LONG_MAX};
	}
	part[n] = (struct simulate_part){.n = n, .due = LONG_MAX};
	net = schedule_open(&cal, step, n, link, in_series ? n - 1 : 0, NULL, NULL);
	simulate(net, step, n, draw, &c, DRAWS, part, n + 1);
	schedule_close(net);
}

/* The mean of the largest of n uniform numbers is n / (n + 1), its variance n / (n + 1)^2 / (n +
 * 2). */
static void
check_largest(size_t n)
{
	struct simulate_part part[MOST + 1];
	double m = (double)n, sd = sqrt(m / (m + 2)) / (m + 1);

	run(part, n, false, false, 0, 1);
	near(m / (m + 1), part[n].mean, 4 * sd / sqrt(DRAWS));
	near(sd, part[n].sd, 4 * sd / sqrt(DRAWS));
	for (size_t i = 0; i < n; i++)
		near(1 / m, (double)part[i].n_critical / DRAWS, 4 * sqrt((m - 1) / m / m / DRAWS));
	assert_int_equal(part[n].n_critical, DRAWS);
	simulate_release(part, n + 1);
}

static void
largest_of_uniform(void **state)
{
	(void)state;
	check_largest(2);
	check_largest(5);
}

/* The median of the larger of two is the root of one half: in days of a thousandth. */
static void
median_of_the_larger(void **state)
{
	struct simulate_part part[3];
	double median = 1000 * sqrt(0.5), se = 1000 / (4 * sqrt(0.5)) / sqrt(DRAWS);

	(void)state;
	run(part, 2, false, false, 0, 1000);
	/* The density at the median is 2 x. */
	near(median, (double)simulate_day(&part[2], DRAWS / 2) + 0.5, 4 * se + 0.5);
	near(0.5, (double)simulate_until(&part[2], (long)median - 1) / DRAWS,
	     4 * 0.5 / sqrt(DRAWS) + 0.001);
	assert_int_equal(simulate_until(&part[2], LONG_MAX), DRAWS);
	assert_int_equal(simulate_until(&part[2], -1), 0);
	simulate_release(part, 3);
}

static void
variances_add(void **state)
{
	struct simulate_part part[3];

	(void)state;
	run(part, 2, true, false, 0, 1);
	near(1, part[2].mean, 4 * sqrt(1 / 6.0 / DRAWS));
	/* Of the sum of two uniform numbers the kurtosis is 2.4. */
	near(1 / 6.0, part[2].sd * part[2].sd, 4 * sqrt(1.4 / DRAWS) / 6);
	assert_int_equal(part[0].n_critical, DRAWS);
	assert_int_equal(part[1].n_critical, DRAWS);
	simulate_release(part, 3);
}

static void
larger_of_normal(void **state)
{
	struct simulate_part part[3];

	(void)state;
	run(part, 2, false, true, 10, 2);
	near(10 + 2 / sqrt(acos(-1)), part[2].mean, 4 * 2 / sqrt(DRAWS));
	simulate_release(part, 3);
}

/* ---- counting ---- */

/* Finishes that come from above and below, in turn. */
static void
scattered(void *sampler, struct schedule_step *step)
{
	static const double start[] = {5, -3, 9, -3, 5, 40, -20, 5, 5, 6};
	size_t *at = sampler;

	step->start_from = start[(*at)++];
}

static void
counts_by_day(void **state)
{
	static const struct {
		long day;
		size_t draws;
	} until[] = {{-21, 0}, {-20, 1}, {-4, 1}, {-3, 3}, {4, 3},
		     {5, 7},   {6, 8},   {9, 9},  {39, 9}, {40, 10}};
	struct ccr_calendar cal = every_day();
	struct schedule_step step = schedule_step(1);
	struct simulate_part part[] = {{.due = 5}, {.due = LONG_MAX, .n = 1}, {.absent = true}};
	struct schedule_network *net = schedule_open(&cal, &step, 1, NULL, 0, NULL, NULL);
	size_t at = 0;

	(void)state;
	step.fixed = true;
	simulate(net, &step, 1, scattered, &at, 10, part, 3);
	for (size_t i = 0; i < CCR_LEN(until); i++)
		assert_int_equal(simulate_until(&part[0], until[i].day), until[i].draws);
	assert_int_equal(simulate_day(&part[0], 1), -20);
	assert_int_equal(simulate_day(&part[0], 2), -3);
	assert_int_equal(simulate_day(&part[0], 4), 5);
	assert_int_equal(simulate_day(&part[0], 7), 5);
	assert_int_equal(simulate_day(&part[0], 8), 6);
	assert_int_equal(simulate_day(&part[0], 10), 40);
	assert_int_equal(part[0].n_in_time, 7);
	assert_int_equal(part[1].n_in_time, 7);
	near(5.9, part[0].mean, 1e-12);
	near(sqrt((2 * 7.9 * 7.9 + 4 * 0.1 * 0.1 + 4.1 * 4.1 + 35.1 * 35.1 + 24.9 * 24.9 +
		   1.1 * 1.1) /
		  9),
	     part[0].sd, 1e-12);
	assert_int_equal(part[2].n_days, 0);
	simulate_release(part, 3);
	schedule_close(net);
}

static void
stay(void *sampler, struct schedule_step *step)
{
	(void)sampler;
	(void)step;
}

/* What is dropped neither ends the plan nor makes what it waits for critical; what is over is not
 * critical either, but what it waits for is looked at no more. */
static void
absent_and_over(void **state)
{
	static const struct schedule_link link[] = {{.from = 0, .to = 1, .lag = 20},
						    {.from = 2, .to = 3}};
	struct ccr_calendar cal = every_day();
	struct schedule_step step[] = {schedule_step(3), schedule_step(0), schedule_step(4),
				       schedule_step(2)};
	struct simulate_part part[] = {{.due = 1},
				       {.absent = true, .due = 0},
				       {.over = true, .due = LONG_MAX},
				       {.due = 5},
				       {.first = 0, .n = 2, .due = LONG_MAX},
				       {.first = 2, .n = 2, .due = 4},
				       {.first = 4, .n = 2, .due = LONG_MAX}};
	struct schedule_network *net = schedule_open(&cal, step, 4, link, 2, NULL, NULL);

	(void)state;
	simulate(net, step, 4, stay, NULL, 1, part, CCR_LEN(part));
	assert_int_equal(part[0].n_critical, 0);
	assert_int_equal(part[2].n_critical, 0);
	assert_int_equal(part[3].n_critical, 1);
	assert_int_equal(part[4].n_critical, 0);
	assert_int_equal(part[5].n_critical, 1);
	near(3, part[4].mean, 0);
	near(6, part[6].mean, 0);
	near(0, part[6].sd, 0);
	assert_int_equal(part[0].n_in_time, 0);
	assert_int_equal(part[3].n_in_time, 1);
	assert_int_equal(part[4].n_in_time, 0);
	assert_int_equal(part[5].n_in_time, 0);
	assert_int_equal(part[6].n_in_time, 0);
	simulate_release(part, CCR_LEN(part));
	schedule_close(net);
}

/* ---- critical by links and by float ---- */

static size_t
random_links(uint64_t *seed, struct schedule_link *link, size_t n)
{
	size_t n_links = 0;

	for (size_t to = 1; to < n; to++)
		for (size_t k = 0; k < 2; k++)
			link[n_links++] = (struct schedule_link){
				.from = random_bits(seed) % to,
				.to = to,
				.type = (enum schedule_link_type)(random_bits(seed) % 4),
				.lag = (double)(random_bits(seed) % 9) - 3};
	return n_links;
}

/* With lags in working days, those that set the end are those without float. */
static void
critical_is_without_float(void **state)
{
	struct ccr_calendar cal = every_day();
	uint64_t seed = 7;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		enum { N = 12 };
		struct schedule_step step[N];
		struct schedule_link link[2 * N];
		bool critical[N];
		double end;
		size_t n_links = random_links(&seed, link, N);
		struct schedule_network *net;
		for (size_t i = 0; i < N; i++)
			step[i] = schedule_step((double)(random_bits(&seed) % 10));
		assert_true(schedule_compute(&cal, step, N, link, n_links, SCHEDULE_FLOAT_START,
					     &end, NULL, NULL));
		net = schedule_open(&cal, step, N, link, n_links, NULL, NULL);
		near(end, schedule_forward(net), 0);
		for (size_t i = 0; i < N; i++)
			critical[i] = step[i].ef >= end;
		schedule_mark_critical(net, critical);
		for (size_t i = 0; i < N; i++)
			assert_int_equal(critical[i], step[i].total_float < 1e-9);
		schedule_close(net);
	}
}

/* Half a day is left before a lag of days that begin with the next: no reason not to hurry. */
static void
elapsed_lags_hide_nothing(void **state)
{
	static const struct schedule_link link[] = {
		{.from = 0, .to = 1, .lag = 7, .elapsed = true}};
	struct ccr_calendar cal = every_day();
	struct schedule_step step[] = {schedule_step(2.5), schedule_step(1)};
	struct schedule_network *net = schedule_open(&cal, step, 2, link, 1, NULL, NULL);
	bool critical[] = {false, true};

	(void)state;
	near(11, schedule_forward(net), 0);
	schedule_mark_critical(net, critical);
	assert_true(critical[0]);
	schedule_close(net);
}

/* What has started did not wait: what it should have waited for sets no date. */
static void
started_waits_for_nothing(void **state)
{
	static const struct schedule_link link[] = {{.from = 0, .to = 1}};
	struct ccr_calendar cal = every_day();
	struct schedule_step step[] = {schedule_step(5), schedule_step(9)};
	struct schedule_network *net;
	bool critical[] = {false, true};

	(void)state;
	step[1].fixed = true;
	step[1].start_from = 2;
	net = schedule_open(&cal, step, 2, link, 1, NULL, NULL);
	near(11, schedule_forward(net), 0);
	schedule_mark_critical(net, critical);
	assert_false(critical[0]);
	schedule_close(net);
}

static void
circles_open_nothing(void **state)
{
	static const struct schedule_link link[] = {{.from = 0, .to = 1}, {.from = 1, .to = 0}};
	struct ccr_calendar cal = every_day();
	struct schedule_step step[] = {schedule_step(1), schedule_step(1)};
	size_t cycle[2], n_cycle = 0;

	(void)state;
	assert_null(schedule_open(&cal, step, 2, link, 2, NULL, NULL));
	assert_null(schedule_open(&cal, step, 2, link, 2, cycle, &n_cycle));
	assert_int_equal(n_cycle, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(largest_of_uniform),
		cmocka_unit_test(median_of_the_larger),
		cmocka_unit_test(variances_add),
		cmocka_unit_test(larger_of_normal),
		cmocka_unit_test(counts_by_day),
		cmocka_unit_test(absent_and_over),
		cmocka_unit_test(critical_is_without_float),
		cmocka_unit_test(elapsed_lags_hide_nothing),
		cmocka_unit_test(started_waits_for_nothing),
		cmocka_unit_test(circles_open_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
