/* t-survival.c: Kaplan-Meier by hand, and counts that add up. */
#include "unit.h"

#include "stat/dist.h"
#include "stat/proportion.h"
#include "stat/survival.h"

static void
close_to(double seen, double expected)
{
	if (!(fabs(seen - expected) <= 1e-12 * fmax(1, fabs(expected))))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

/* Seven persons: events at 2, 3 (two), 6; censored at 3 (after the events), 5 and 7. */
static void
add_seven(struct survival_counts *counts, uint32_t group, double scale)
{
	static const struct {
		double time;
		bool event;
	} person[] = {{3, false}, {2, true}, {3, true}, {7, false},
		      {6, true},  {3, true}, {5, false}};

	for (size_t i = 0; i < CCR_LEN(person); i++)
		survival_add(counts, group, person[i].time * scale, person[i].event);
}

static void
check_seven(const struct survival_counts *counts, uint32_t group, double scale)
{
	static const size_t risk[] = {7, 6, 3, 2, 1}, event[] = {1, 2, 0, 1, 0},
			    censor[] = {0, 1, 1, 0, 1};
	static const double time[] = {2, 3, 5, 6, 7};
	const double s1 = 6.0 / 7, s2 = s1 * 4 / 6, s4 = s2 / 2;
	const double survival[] = {s1, s2, s2, s4, s4};
	const double v1 = 1.0 / (7 * 6), v2 = v1 + 2.0 / (6 * 4), v4 = v2 + 1.0 / (2 * 1);
	const double variance[] = {v1, v2, v2, v4, v4};
	size_t n;
	struct survival_step *step = survival_km(counts, group, &n);

	assert_int_equal(n, 5);
	for (size_t i = 0; i < n; i++) {
		close_to(step[i].time, time[i] * scale);
		assert_int_equal(step[i].n_risk, risk[i]);
		assert_int_equal(step[i].n_event, event[i]);
		assert_int_equal(step[i].n_censor, censor[i]);
		close_to(step[i].survival, survival[i]);
		close_to(step[i].se_log, sqrt(variance[i]));
		close_to(survival_se(&step[i]), survival[i] * sqrt(variance[i]));
	}
	free(step);
}

static void
by_hand(void **state)
{
	static const double scales[] = {1, 30, 0.1, 1e5, 1.0 / 3};

	(void)state;
	for (size_t i = 0; i < CCR_LEN(scales); i++) {
		struct survival_counts counts = {0};
		add_seven(&counts, 2, scales[i]);
		check_seven(&counts, 2, scales[i]);
		survival_release(&counts);
	}
}

static void
merged_counts_are_the_counts_of_all(void **state)
{
	uint64_t seed = 5;

	(void)state;
	for (int round = 0; round < 50; round++) {
		struct survival_counts all = {0}, part[2] = {{0}, {0}};
		for (int i = 0; i < 400; i++) {
			uint32_t group = (uint32_t)(random_bits(&seed) % 3);
			double time = (double)(random_bits(&seed) % 40);
			bool event = random_bits(&seed) % 2;
			if (random_bits(&seed) % 4 == 0)
				time += 0.5;
			if (random_bits(&seed) % 16 == 0)
				time += 70000;
			survival_add(&all, group, time, event);
			survival_add(&part[random_bits(&seed) % 2], group, time, event);
		}
		survival_merge(&part[0], &part[1]);
		assert_int_equal(part[0].n, all.n);
		for (uint32_t group = 0; group < 3; group++) {
			size_t n, m;
			struct survival_step *a = survival_km(&all, group, &n);
			struct survival_step *b = survival_km(&part[0], group, &m);
			assert_int_equal(n, m);
			for (size_t i = 0; i < n; i++) {
				assert_memory_equal(&a[i], &b[i], sizeof a[i]);
				assert_true(i == 0 || a[i].time > a[i - 1].time);
			}
			free(a);
			free(b);
		}
		survival_release(&all);
		survival_release(&part[0]);
		survival_release(&part[1]);
	}
}

static void
merges_into_nothing(void **state)
{
	struct survival_counts from = {0}, into = {0};

	(void)state;
	add_seven(&from, 1, 0.5);
	survival_merge(&into, &from);
	check_seven(&into, 1, 0.5);
	survival_release(&from);
	survival_release(&into);
}

static void
empty_groups(void **state)
{
	struct survival_counts counts = {0};
	size_t n = 9;

	(void)state;
	assert_null(survival_km(&counts, 0, &n));
	assert_int_equal(n, 0);
	survival_add(&counts, 3, 1, true);
	assert_null(survival_km(&counts, 1, &n));
	assert_null(survival_km(&counts, 4, &n));
	survival_release(&counts);
}

static void
all_have_the_event(void **state)
{
	struct survival_counts counts = {0};
	struct survival_step *step;
	struct ccr_interval interval;
	size_t n;

	(void)state;
	survival_add(&counts, 0, 0, true);
	survival_add(&counts, 0, 1, true);
	survival_add(&counts, 0, 1, true);
	step = survival_km(&counts, 0, &n);
	assert_int_equal(n, 2);
	close_to(step[0].survival, 2.0 / 3);
	assert_true(step[1].survival == 0);
	assert_true(isinf(step[1].se_log));
	assert_true(isnan(survival_se(&step[1])));
	for (int ci = SURVIVAL_CI_LOGLOG; ci <= SURVIVAL_CI_PLAIN; ci++) {
		interval = survival_interval(&step[1], (enum survival_ci)ci, 1.96);
		assert_true(isnan(interval.low) && isnan(interval.high));
	}
	free(step);
	survival_release(&counts);
}

static void
nobody_has_the_event(void **state)
{
	struct survival_counts counts = {0};
	struct survival_step *step;
	struct ccr_interval interval;
	size_t n;

	(void)state;
	survival_add(&counts, 0, 4, false);
	survival_add(&counts, 0, 9, false);
	step = survival_km(&counts, 0, &n);
	assert_int_equal(n, 2);
	assert_true(step[1].survival == 1 && step[1].se_log == 0);
	interval = survival_interval(step, SURVIVAL_CI_LOGLOG, 1.96);
	assert_true(isnan(interval.low) && isnan(interval.high));
	interval = survival_interval(step, SURVIVAL_CI_LOG, 1.96);
	assert_true(interval.low == 1 && interval.high == 1);
	interval = survival_interval(step, SURVIVAL_CI_PLAIN, 1.96);
	assert_true(interval.low == 1 && interval.high == 1);
	free(step);
	survival_release(&counts);
}

/* S = 0.5 with a standard error of log S of 0.2 and z = 2, from the definitions. */
static void
intervals(void **state)
{
	const struct survival_step step = {.survival = 0.5, .se_log = 0.2};
	struct ccr_interval i;

	(void)state;
	i = survival_interval(&step, SURVIVAL_CI_PLAIN, 2);
	close_to(i.low, 0.3);
	close_to(i.high, 0.7);
	i = survival_interval(&step, SURVIVAL_CI_LOG, 2);
	close_to(i.low, 0.5 * exp(-0.4));
	close_to(i.high, 0.5 * exp(0.4));
	i = survival_interval(&step, SURVIVAL_CI_LOGLOG, 2);
	close_to(i.low, pow(0.5, exp(0.4 / log(2))));
	close_to(i.high, pow(0.5, exp(-0.4 / log(2))));
	i = survival_interval(&step, SURVIVAL_CI_LOG, 10);
	assert_true(i.high == 1);
	i = survival_interval(&step, SURVIVAL_CI_PLAIN, 10);
	assert_true(i.low == 0 && i.high == 1);
}

/* The ends are the proportions q at which |p - q| is z standard errors: (p - q)^2 n = z^2 q (1 -
 * q).
 */
static void
proportions(void **state)
{
	static const double n[] = {1, 2, 10, 148, 12.5, 1e6};
	const double z = 1.959963984540054;

	(void)state;
	for (size_t k = 0; k < CCR_LEN(n); k++) {
		for (int percent = 0; percent <= 100; percent++) {
			double p = percent / 100.0;
			struct ccr_interval i = ccr_wilson(p, n[k], z);
			close_to((p - i.low) * (p - i.low) * n[k], z * z * i.low * (1 - i.low));
			close_to((p - i.high) * (p - i.high) * n[k], z * z * i.high * (1 - i.high));
			assert_true(0 <= i.low && i.low <= p && p <= i.high && i.high <= 1);
			assert_true(percent > 0 || i.low == 0);
			assert_true(percent < 100 || i.high == 1);
		}
	}
}

static void
quantiles(void **state)
{
	(void)state;
	assert_true(fabs(ccr_normal_quantile(0.95) - 1.959963984540054) < 1e-12);
	assert_true(fabs(ccr_normal_quantile(0.90) - 1.6448536269514722) < 1e-12);
	assert_true(fabs(ccr_t_quantile(0.95, 10) - 2.2281388519649385) < 1e-10);
	assert_true(fabs(ccr_t_quantile(0.95, 1) - 12.706204736174698) < 1e-8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_hand),
		cmocka_unit_test(merged_counts_are_the_counts_of_all),
		cmocka_unit_test(merges_into_nothing),
		cmocka_unit_test(empty_groups),
		cmocka_unit_test(all_have_the_event),
		cmocka_unit_test(nobody_has_the_event),
		cmocka_unit_test(intervals),
		cmocka_unit_test(proportions),
		cmocka_unit_test(quantiles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
