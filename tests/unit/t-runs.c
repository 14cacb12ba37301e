/* t-runs.c: the rules on a few points each, by hand, and limits that the oracles do not have. */
#include "unit.h"

#include "stat/control.h"
#include "stat/runs.h"

enum { POINTS = 40 };

/* Which points (0 and 1, a letter each) a set flags about a centre of 0 with a sigma of 1, by its
 * rule whose text begins so. */
static void
flags(unsigned set, const char *rule, const double *value, size_t n, const char *expected)
{
	struct control_line line[POINTS] = {{0}};
	struct runs_found found[POINTS];
	struct runs_counts counts;
	char seen[POINTS + 1] = "";

	for (size_t i = 0; i < n; i++) {
		line[i].centre = 0;
		for (int k = 0; k < CONTROL_ZONES; k++) {
			line[i].high[k] = k + 1;
			line[i].low[k] = -(k + 1);
		}
	}
	runs_find(set, value, line, n, found, &counts);
	for (size_t i = 0; i < n; i++) {
		struct ccr_buf text = {0};
		runs_text(&text, &found[i], &counts, "mean");
		seen[i] = text.data && strstr(text.data, rule) ? '1' : '0';
		ccr_buf_release(&text);
	}
	assert_string_equal(seen, expected);
}

#define FLAGS(set, rule, expected, ...)                                                            \
	do {                                                                                       \
		const double value[] = {__VA_ARGS__};                                              \
		flags(set, rule, value, CCR_LEN(value), expected);                                 \
	} while (0)

static void
nhs(void **state)
{
	(void)state;
	FLAGS(RUNS_NHS, "outside", "0110", 3, 3.1, -3.1, 0);
	/* six differences; a point that is the same breaks it; a gap, too */
	FLAGS(RUNS_NHS, "trend,len=7,ties=break,flag=all", "01111111", 1, -1, -.5, 0, .5, 1, 1.5,
	      2);
	FLAGS(RUNS_NHS, "trend", "0000000", -1, -.5, 0, .5, 1, 1, 1.5);
	FLAGS(RUNS_NHS, "trend", "00000000", -1, -.5, 0, .5, NAN, 1, 1.5, 2);
	FLAGS(RUNS_NHS, "trend", "1111111", 1, .9, .8, .7, .6, .5, .4);
	/* two of three close to a limit, all on one side, none counted that is beyond it */
	FLAGS(RUNS_NHS, "close", "0101", .5, 2.5, .5, 2.5);
	FLAGS(RUNS_NHS, "close", "0000", .5, 2.5, -.5, 2.5);
	FLAGS(RUNS_NHS, "close", "0000", .5, 2.5, 3.5, .5);
	FLAGS(RUNS_NHS, "close", "110", -2.5, -2.1, -.1);
	/* a point on the centre breaks it */
	FLAGS(RUNS_NHS, "shift,len=7,centre=mean,ties=break", "01111111", -1, 1, 1, 1, 1, 1, 1, 1);
	FLAGS(RUNS_NHS, "shift", "00000000", 1, 1, 1, 0, 1, 1, 1, 1);
	FLAGS(RUNS_NHS, "shift", "000000000", 1, 1, 1, 1, NAN, 1, 1, 1, 1);
}

static void
western_electric(void **state)
{
	(void)state;
	/* the point that completes it, also where one is beyond three sigma */
	FLAGS(RUNS_WESTERN, "beyond,2_of=3", "00010", 0, 2.2, -1, 2.1, 0);
	FLAGS(RUNS_WESTERN, "beyond,2_of=3", "0010", 0, 3.2, 2.1, 0);
	FLAGS(RUNS_WESTERN, "beyond,2_of=3", "000", 2.2, 0, 0);
	FLAGS(RUNS_WESTERN, "beyond,2_of=3", "0000", 0, 2.2, NAN, 2.1);
	FLAGS(RUNS_WESTERN, "beyond,4_of=5", "000010", 1.1, 1.1, .5, 1.1, 1.1, .5);
	FLAGS(RUNS_WESTERN, "beyond,4_of=5", "00000", 1.1, 1.1, -1.1, -1.1, 1.1);
	FLAGS(RUNS_WESTERN, "shift,len=8,centre=mean,ties=break,flag=end", "0000000110", 1, 1, 1, 1,
	      1, 1, 1, 1, 1, -1);
}

static void
nelson(void **state)
{
	(void)state;
	FLAGS(RUNS_NELSON, "shift,len=9", "0000000011", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
	FLAGS(RUNS_NELSON, "trend,len=6,ties=break,flag=end", "0000011", -1, -.8, -.6, -.4, -.2, .2,
	      .3);
	FLAGS(RUNS_NELSON, "alternating", "000000000000011", 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1,
	      2, 1);
	FLAGS(RUNS_NELSON, "alternating", "000000000000000", 1, 2, 1, 2, 1, 2, 3, 2, 1, 2, 1, 2, 1,
	      2, 1);
	FLAGS(RUNS_NELSON, "within", "0000000000000010", .1, .1, -.1, 1, .1, .1, .1, .1, .1, .1, .1,
	      .1, .1, .1, -1, 1.1);
	FLAGS(RUNS_NELSON, "both_sides", "000000010", 1.1, 1.1, 1.2, -1.2, 1.1, 1.1, 1.1, 1.1, 1);
	FLAGS(RUNS_NELSON, "both_sides", "00000000", 1.1, 1.1, 1.2, 1.2, 1.1, 1.1, 1.1, 1.1);
	FLAGS(RUNS_NELSON, "both_sides", "000000010", -1.1, 1.1, 1.2, 1.2, 1.1, 1.1, 1.1, 1.1, 1.1);
}

static void
run_chart(void **state)
{
	(void)state;
	/* points on the median neither count nor break; a gap does */
	FLAGS(RUNS_CHART, "shift,len=6,centre=mean,ties=skip,flag=all", "1101101100", 1, 1, 0, 1, 1,
	      0, 1, 1, -1, 0);
	FLAGS(RUNS_CHART, "shift", "0000000", 1, 1, 1, NAN, 1, 1, 1);
	/* the same value again is ignored */
	FLAGS(RUNS_CHART, "trend,len=5,ties=skip", "1101110", 1, 2, 2, 3, 4, 5, 1);
	FLAGS(RUNS_CHART, "trend", "000000", 1, 2, 2, 3, 4, 1);
	FLAGS(RUNS_CHART, "trend", "0000000", 1, 2, NAN, 3, 4, 5, 6);
	/* six of each side in two runs: fewer than four are unusual */
	FLAGS(RUNS_CHART, "runs=2,min=4,max=10,useful=12", "000000000001", 1, 1, 1, 1, 1, 1, -1, -1,
	      -1, -1, -1, -1);
	FLAGS(RUNS_ANHOEJ, "crossings=1,min=3,useful=12", "000000000001", 1, 1, 1, 1, 1, 1, -1, -1,
	      -1, -1, -1, -1);
	FLAGS(RUNS_ANHOEJ, "longest_run", "000000000000", 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1);
	FLAGS(RUNS_ANHOEJ, "longest_run=8,max=7,useful=12", "000000000001", 1, 1, 1, 1, 1, 1, 1, 1,
	      -1, -1, -1, -1);
}

static void
close_to(double seen, double expected)
{
	if (!(fabs(seen - expected) <= 1e-12 * fmax(1, fabs(expected))))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

/* g and t, which the known answers do not have: mean 20 and median 10 of 5, 10, 45; the times 1,
 * 2^3.6 and 1 are 1, 2 and 1 when transformed. */
static void
rare_events(void **state)
{
	struct control_point g[] = {{5, 5, NAN, true}, {10, 10, NAN, true}, {45, 45, NAN, true}};
	struct control_point t[] = {{1, 1, NAN, true}, {0, 0, NAN, true}, {1, 1, NAN, true}};
	struct control_ask ask = {CONTROL_G, CONTROL_ALL, CONTROL_1_128};
	struct control_line line[3];
	struct control_fit fit;

	(void)state;
	fit = control_limits(&ask, g, 3, line);
	assert_null(fit.reason);
	close_to(line[0].centre, 10);
	close_to(line[0].low[2], 0);
	close_to(line[0].high[2], 20 + 3 * sqrt(20.0 * 21));
	t[1].value = t[1].count = pow(2, 3.6);
	ask.chart = CONTROL_T;
	fit = control_limits(&ask, t, 3, line);
	assert_null(fit.reason);
	close_to(fit.range, 1);
	close_to(line[2].centre, pow(4.0 / 3, 3.6));
	close_to(line[2].high[2], pow(4.0 / 3 + 3 / 1.128, 3.6));
	close_to(line[2].low[2], 0);
	close_to(line[2].low[0], pow(4.0 / 3 - 1 / 1.128, 3.6));
}

/* No limits rather than limits that everything is outside of. */
static void
no_limits(void **state)
{
	struct control_point same[] = {
		{.1, .1, NAN, true}, {.1, .1, NAN, true}, {.1, .1, NAN, true}};
	struct control_point apart[] = {
		{1, 1, NAN, true}, {NAN, NAN, NAN, true}, {2, 2, NAN, true}};
	struct control_point none[] = {{0, 0, 5, true}, {0, 0, 7, true}};
	struct control_ask ask = {CONTROL_XMR, CONTROL_ALL, CONTROL_2_66};
	struct control_line line[3];

	(void)state;
	assert_non_null(control_limits(&ask, same, 3, line).reason);
	assert_true(line[0].centre == .1); /* to the last bit: on neither side */
	assert_true(isnan(line[0].high[2]));
	assert_non_null(control_limits(&ask, apart, 3, line).reason);
	apart[1].value = 2;
	apart[0].base = false; /* a range into the baseline is not of it */
	assert_non_null(control_limits(&ask, apart, 3, line).reason);
	ask.chart = CONTROL_P;
	assert_non_null(control_limits(&ask, none, 2, line).reason);
	none[0].count = 5;
	none[0].value = 1;
	none[1].count = 7;
	none[1].value = 1;
	assert_non_null(control_limits(&ask, none, 2, line).reason);
	ask.chart = CONTROL_U;
	assert_null(control_limits(&ask, none, 2, line).reason);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nhs),         cmocka_unit_test(western_electric),
		cmocka_unit_test(nelson),      cmocka_unit_test(run_chart),
		cmocka_unit_test(rare_events), cmocka_unit_test(no_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
