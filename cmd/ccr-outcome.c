/* ccr-outcome: did it work: counts before and after, exact.
 *
 * Compares counts of events over what they are counted in, from options or from rows that are added
 * up: rates and their ratios by exact methods, shares, differences against a control area, and
 * segmented regression of a series.  The verbs are in lib/outcome.
 */
#include <math.h>

#include "outcome/areas.h"
#include "outcome/detect.h"
#include "outcome/its.h"
#include "outcome/rates.h"
#include "outcome/shares.h"
#include "stat/dist.h"

static struct outcome_ask ask = {.null = (double)NAN};
static struct its_ask its_ask = {.period = (double)NAN, .lag = (double)NAN};
static struct rates_ask rates_ask = {.per = 1};
static struct detect_ask detect_ask = {.power = 0.8, .alpha = 0.05, .next = (double)NAN};
static struct areas_ask areas_ask;
static int share_ci;

static const struct ccr_opt options[] = {
	{0, "counts", "N[,N]", "the counts themselves, instead of rows", OPT_NUMBERS, &ask.counts,
	 "rate|ratio|proportion|did|wdd|wdq|smr|power"},
	{0, "exposures", "X[,X]", "what they were counted in (default: 1 each)", OPT_NUMBERS,
	 &ask.exposures, "rate|ratio|proportion|did|wdd|wdq|smr|power"},
	{0, "count", "COL", "how many events a row has (default: count)", OPT_TEXT, &ask.count,
	 NULL},
	{0, "exposure", "COL",
	 "what they were counted in: people, months, cases expected (default: exposure)", OPT_TEXT,
	 &ask.exposure, NULL},
	{'b', "by", "COL[,COL]", "add up within groups (repeatable)", OPT_LISTS, &ask.by,
	 "rate|ratio|proportion|its|smr|power"},
	{0, "reference", "GROUP", "the group that others are compared with (default: the first)",
	 OPT_TEXT, &ask.reference, "ratio"},
	{0, "history", "N[,N]",
	 "counts of the periods before the base, as long as it: was the base a peak?", OPT_NUMBERS,
	 &ask.history, "ratio|did|wdd"},
	{0, "null", "X", "the rate or share to test against (default: no test)", OPT_NUMBER,
	 &ask.null, "rate|proportion"},
	{0, "per", "X", "rates for so much exposure (default: 1)", OPT_NUMBER, &rates_ask.per,
	 "rate|ratio|its"},
	{0, "test", "NAME[,NAME]", OUTCOME_RATIO_TESTS " (default: all but wald)", OPT_LIST,
	 &rates_ask.tests, "ratio"},
	{0, "ci", OUTCOME_RATE_CI, "interval of a rate (default: exact)", OPT_CHOICE, &rates_ask.ci,
	 "rate|smr"},
	{0, "ci", OUTCOME_SHARE_CI, "interval of a share (default: wilson)", OPT_CHOICE, &share_ci,
	 "proportion"},
	{0, "area", "COL", "treated, control, displaced or displaced-control (default: area)",
	 OPT_TEXT, &areas_ask.area, "did|wdd|wdq"},
	{0, "after", "COL", "1 = after the change, 0 = before (default: after)", OPT_TEXT,
	 &areas_ask.after, "did|wdd|wdq|its"},
	{0, "time", "COL", "dates, months or whole numbers (default: the rows are in order)",
	 OPT_TEXT, &its_ask.series.time, "its"},
	{0, "at", "TIME[,TIME]", "the first period after each change, as in --time", OPT_LIST,
	 &its_ask.series.at, "its"},
	{0, "method", OUTCOME_ITS_METHODS, "how it is fitted (default: prais-winsten)", OPT_CHOICE,
	 &its_ask.method, "its"},
	{0, "harmonics", "N", "pairs of sine and cosine for the season (default: 0)", OPT_COUNT,
	 &its_ask.harmonics, "its"},
	{0, "period", "X", "periods in a season (default: those of a year, of months)", OPT_NUMBER,
	 &its_ask.period, "its"},
	{0, "lag", "N", "of newey-west (default: automatic)", OPT_COUNT, &its_ask.lag, "its"},
	{0, "small-sample", NULL, "newey-west times n / (n - k)", OPT_FLAG, &its_ask.small_sample,
	 "its"},
	{0, "power", "X", "how often a change is to be seen (default: 0.8)", OPT_NUMBER,
	 &detect_ask.power, "power"},
	{0, "alpha", "X", "two-sided level of the test (default: 0.05)", OPT_NUMBER,
	 &detect_ask.alpha, "power"},
	{0, "change", "X[,X]", "how often is this change seen? -0.3 is 30 % less", OPT_NUMBERS,
	 &detect_ask.changes, "power"},
	{0, "next", "X", "exposure of the period to come (default: that of the counts)", OPT_NUMBER,
	 &detect_ask.next, "power"},
	CCR_OPT_END,
};

static bool
rate(struct ccr_run *run)
{
	return outcome_rate(run, &ask, &rates_ask);
}

static bool
ratio(struct ccr_run *run)
{
	return outcome_ratio(run, &ask, &rates_ask);
}

static bool
proportion(struct ccr_run *run)
{
	return outcome_proportion(run, &ask, share_ci);
}

static bool
smr(struct ccr_run *run)
{
	return outcome_smr(run, &ask, &rates_ask);
}

static bool
did(struct ccr_run *run)
{
	return outcome_did(run, &ask, &areas_ask);
}

static bool
wdd(struct ccr_run *run)
{
	return outcome_wdd(run, &ask, &areas_ask);
}

static bool
wdq(struct ccr_run *run)
{
	return outcome_wdq(run, &ask, &areas_ask);
}

static bool
its(struct ccr_run *run)
{
	its_ask.per = rates_ask.per;
	its_ask.series.after = areas_ask.after;
	return outcome_its(run, &ask, &its_ask);
}

static bool
power(struct ccr_run *run)
{
	return outcome_power(run, &ask, &detect_ask);
}

static const struct ccr_verb verbs[] = {
	{"rate", "events for so much exposure", rate, outcome_fields, OUTCOME_FIELDS, 0},
	{"ratio", "one rate over another, with exact tests", ratio, outcome_fields, OUTCOME_FIELDS,
	 0},
	{"proportion", "how many of how many", proportion, outcome_fields, OUTCOME_FIELDS, 0},
	{"did", "change in an area over change in another", did, outcome_fields, OUTCOME_FIELDS, 0},
	{"wdd", "change less that of a control area, with displacement", wdd, outcome_fields,
	 OUTCOME_FIELDS, 0},
	{"wdq", "displacement quotient", wdq, outcome_fields, OUTCOME_FIELDS, 0},
	{"its", "did a series change when something was done?", its, outcome_fields, OUTCOME_FIELDS,
	 0},
	{"smr", "events over those expected", smr, outcome_fields, OUTCOME_FIELDS, 0},
	{"power", "what change could be seen with these counts?", power, outcome_fields,
	 OUTCOME_FIELDS, 0},
	CCR_VERB_END,
};

int
main(int argc, char *argv[])
{
	static ccr_library *const used[] = {ccr_gsl_library, NULL};
	static const struct ccr_program program = {
		"ccr-outcome", "did it work: counts before and after, exact",
		"[FILE]...",   options,
		verbs,         NULL,
		used,
	};

	return ccr_main(&program, argc, argv);
}
