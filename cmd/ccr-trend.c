/* ccr-trend: is the change real, or noise?
 *
 * Reads rows of a date, a value and perhaps a denominator, one for each period, and draws limits
 * between which chance alone would keep them (spc), counts runs about the median (run), or compares
 * the same months of years (months).  The verbs are in lib/trend, limits and rules in
 * stat/control.h and stat/runs.h.
 */
#include <math.h>

#include "stat/dist.h"
#include "trend/months.h"
#include "trend/spc.h"

static struct trend_ask ask = {
	.date = "date", .value = "value", .n = "n", .as_of = CCR_DATE_NONE, .every = TREND_AUTO};
static struct spc_ask spc_ask = {.scale = -1, .target = (double)NAN};
static double against = (double)NAN;
static int direction = -1;

static const struct ccr_opt options[] = {
	{'b', "by", "COL[,COL]", "a series for each group (repeatable)", OPT_LISTS, &ask.by, NULL},
	{0, "date", "COL", "the day or month of the row (default: date)", OPT_TEXT, &ask.date,
	 NULL},
	{0, "value", "COL", "the value or count (default: value)", OPT_TEXT, &ask.value, NULL},
	{0, "n", "COL", "the denominator (default: n, where the chart needs one)", OPT_TEXT, &ask.n,
	 "spc|run"},
	{0, "every", TREND_EVERY, "the step of the rows (default: found from the dates)",
	 OPT_CHOICE, &ask.every, "spc|run"},
	{0, "chart", "xmr|p|pp|u|up|ip|c|g|t|run", "kind of chart (default: xmr)", OPT_CHOICE,
	 &spc_ask.chart, "spc"},
	{0, "rules", "NAME[,NAME]",
	 "nhs, western-electric, nelson, anhoej, run-chart (default: nhs; of run charts "
	 "run-chart,anhoej)",
	 OPT_LIST, &spc_ask.rules, "spc|run"},
	{0, "freeze", "N|DATE", "limits from the first N points, or from those before DATE",
	 OPT_TEXT, &spc_ask.freeze, "spc|run"},
	{0, "phases", "DATE[,DATE]", "new limits from each of these days on", OPT_LIST,
	 &spc_ask.phases, "spc|run"},
	{0, "target", "X", "the value to reach", OPT_NUMBER, &spc_ask.target, "spc|run"},
	{0, "direction", "up|down", "which is better", OPT_CHOICE, &direction, "spc|run"},
	{0, "mr", "all|screened", "which moving ranges count (default: all)", OPT_CHOICE,
	 &spc_ask.ranges, "spc"},
	{0, "scale", "2.66|1.128",
	 "limits at 2.66 or at 3/1.128 mean moving ranges (default: 2.66 for xmr)", OPT_CHOICE,
	 &spc_ask.scale, "spc"},
	{0, "against", "YEAR", "compare with that year (default: with the year before)", OPT_COUNT,
	 &against, "months"},
	CCR_OPT_AS_OF(&ask.as_of, NULL),
	CCR_OPT_END,
};

static void
settle(void)
{
	if (ask.as_of == CCR_DATE_NONE)
		ask.as_of = ccr_date_today();
	spc_ask.direction = direction + 1; /* 0: not given */
}

static bool
spc(struct ccr_run *run)
{
	settle();
	return trend_spc(run, &ask, &spc_ask);
}

static bool
run_chart(struct ccr_run *run)
{
	settle();
	spc_ask.chart = CONTROL_RUN;
	return trend_spc(run, &ask, &spc_ask);
}

static bool
months(struct ccr_run *run)
{
	settle();
	return trend_months(run, &ask, against);
}

static const struct ccr_verb verbs[] = {
	{"spc", "limits, and the points that chance does not explain", spc, spc_fields, SPC_FIELDS,
	 0},
	{"run", "runs about the median, without limits", run_chart, spc_fields, SPC_FIELDS, 0},
	{"months", "months against the same months of another year", months, months_fields,
	 MONTHS_FIELDS, 0},
	CCR_VERB_END,
};

int
main(int argc, char *argv[])
{
	static ccr_library *const used[] = {ccr_gsl_library, NULL};
	static const struct ccr_program program = {
		"ccr-trend", "is the change real, or noise?", "[FILE]...", options, verbs, NULL,
		used,
	};

	return ccr_main(&program, argc, argv);
}
