/* ccr-incidents: what the call, report and arrest rows say.
 *
 * Reads one row per incident, once, and says how many there are of each problem and at what rate
 * (count), whether the same people or places come back (repeat), when it happens (when), how much
 * harm it does by the user's own weights (harm), and what the rows leave out (coverage).  The verbs
 * are in lib/incidents.
 */
#include <math.h>
#include "base/match.h"
#include "incidents/count.h"
#include "incidents/cover.h"
#include "incidents/harm.h"
#include "incidents/repeat.h"
#include "incidents/when.h"
#include "stat/dist.h"

static struct incidents_ask ask = {.from = CCR_DATE_NONE, .to = CCR_DATE_NONE};
static struct count_ask count_ask;
static struct repeat_ask repeat_ask;
static struct when_ask when_ask = {.max_span = 168};
static struct harm_ask harm_ask = {.standard = (double)NAN, .base = (double)NAN};
static double population = (double)NAN, months = 12; /* of two verbs */
static double at_risk = (double)NAN;

static const struct ccr_opt options[] = {
	{'b', "by", "COL[,COL]", "within groups (repeatable)", OPT_LISTS, &ask.by, NULL},
	{0, "problem", "COL", "what an incident is counted as (default: kind)", OPT_TEXT,
	 &ask.problem, "count|harm"},
	{0, "map", "FILE", "problems and their patterns: rows of pattern,problem", OPT_FILE,
	 &ask.map, "count|harm"},
	{0, "other", "NAME", "the problem of incidents that match no pattern", OPT_TEXT, &ask.other,
	 "count|harm"},
	{0, "person", "COL", "who an incident happened to (default: victim_id)", OPT_TEXT,
	 &ask.person, NULL},
	{0, "dyad", "COL", "which two people it was between (default: victim_id and offender_id)",
	 OPT_TEXT, &ask.dyad, NULL},
	{0, "place", "COL", "where it was (default: place)", OPT_TEXT, &ask.place, NULL},
	{0, "from", "DATE", "the first day of the window", OPT_DATE, &ask.from,
	 "count|repeat|when|harm"},
	{0, "to", "DATE", "the last day of the window", OPT_DATE, &ask.to,
	 "count|repeat|when|harm"},
	{0, "population", "N", "how many people there are", OPT_NUMBER, &population, "count|harm"},
	{0, "populations", "FILE", "how many people live where: rows of area,population", OPT_FILE,
	 &count_ask.populations, "count"},
	{0, "area", "COL", "the column of the areas that --populations names", OPT_TEXT,
	 &count_ask.area, "count"},
	{0, "per-year", NULL, "rates for a year, not for the window", OPT_FLAG, &count_ask.per_year,
	 "count"},
	{0, "months", "N", "an incident so soon after the last is a repeat (default: 12)",
	 OPT_COUNT, &months, "count|repeat"},
	{0, "any-order", NULL, "keep all rows: they are not in the order of their dates", OPT_FLAG,
	 &count_ask.any_order, "count"},
	{0, "unit", REPEAT_UNITS, "what comes back (default: person)", OPT_CHOICE, &repeat_ask.unit,
	 "repeat"},
	{0, "units-at-risk", "N", "how many units there are, with those that had no incident",
	 OPT_COUNT, &at_risk, "repeat"},
	{0, "within", "DAYS[,DAYS]", "share of incidents followed by another so soon", OPT_NUMBERS,
	 &repeat_ask.within, "repeat"},
	{0, "top", "P[,P]", "share of incidents of so many percent of units (default: 5,10,20)",
	 OPT_NUMBERS, &repeat_ask.top, "repeat"},
	{0, "start", "COL", "earliest time at which it can have been, with --end", OPT_TEXT,
	 &when_ask.start, "when"},
	{0, "end", "COL", "latest time at which it can have been", OPT_TEXT, &when_ask.end, "when"},
	{0, "max-span", "HOURS", "leave out what is known less well (default: 168)", OPT_NUMBER,
	 &when_ask.max_span, "when"},
	{0, "weights", "FILE", "what offences weigh: rows of offence,weight", OPT_FILE,
	 &harm_ask.weights, "harm"},
	{0, "against", "FILE", "other weights, beside the first", OPT_FILE, &harm_ask.against,
	 "harm"},
	{0, "offence", "COL", "the offence that is weighed (default: as --problem)", OPT_TEXT,
	 &harm_ask.offence, "harm"},
	{0, "default", "X", "the weight of offences without one (default: refused)", OPT_NUMBER,
	 &harm_ask.standard, "harm"},
	{0, "base", "X", "harm per person in the base year, whose index is 100", OPT_NUMBER,
	 &harm_ask.base, "harm"},
	CCR_OPT_END,
};

static bool
count(struct ccr_run *run)
{
	count_ask.population = population;
	count_ask.months = months;
	return incidents_count(run, &ask, &count_ask);
}

static bool
repeat(struct ccr_run *run)
{
	repeat_ask.at_risk = at_risk;
	repeat_ask.months = months;
	return incidents_repeat(run, &ask, &repeat_ask);
}

static bool
when(struct ccr_run *run)
{
	return incidents_when(run, &ask, &when_ask);
}

static bool
harm(struct ccr_run *run)
{
	harm_ask.population = population;
	return incidents_harm(run, &ask, &harm_ask);
}

static bool
coverage(struct ccr_run *run)
{
	return incidents_cover(run, &ask);
}

static const struct ccr_verb verbs[] = {
	{"count", "how many of each problem, at what rate, more or fewer than a year before", count,
	 count_fields, COUNT_FIELDS, 0},
	{"repeat", "do the same people, pairs of people or places come back?", repeat,
	 repeat_fields, REPEAT_FIELDS, 0},
	{"when", "hours, weekdays and months", when, when_fields, WHEN_FIELDS, 0},
	{"harm", "incidents weighted by their offence", harm, harm_fields, HARM_FIELDS, 0},
	{"coverage", "what the rows cover, and what they leave out", coverage, cover_fields,
	 COVER_FIELDS, 0},
	CCR_VERB_END,
};

int
main(int argc, char *argv[])
{
	static ccr_library *const used[] = {ccr_gsl_library, ccr_match_library, NULL};
	static const struct ccr_program program = {
		"ccr-incidents",
		"what the call, report and arrest rows say",
		"[FILE]...",
		options,
		verbs,
		NULL,
		used,
	};

	return ccr_main(&program, argc, argv);
}
