/* ccr-follow: who was followed from when to when, and what happened first.
 *
 * Reads index rows (a notice, a release) and, beside them, rows of events, of custody and of those
 * who died or moved away, and makes one follow-up row per person by a definition of what counts as
 * recidivism: the rows that ccr-recidivism reads.  The work is in lib/follow.
 */
#include <math.h>

#include "follow/follow.h"

static struct follow_ask ask = {
	.as_of = CCR_DATE_NONE, .min_gap = (double)NAN, .landmark = (double)NAN};

static const struct ccr_opt options[] = {
	{0, "definition", "FILE|NAME",
	 "what counts (definition/1), or one of bjs-arrest, iowa, moj, ofdvi, wsipp", OPT_FILE,
	 &ask.definition, NULL},
	{0, "events", "FILE", "rows of events: id,date[,kind,case_id]", OPT_FILE, &ask.events,
	 NULL},
	{0, "custody", "FILE", "rows of custody: id,start,stop; free again on the day of stop",
	 OPT_FILE, &ask.custody, NULL},
	{0, "deaths", "FILE", "rows of those who died or left otherwise: id,date[,kind]", OPT_FILE,
	 &ask.deaths, NULL},
	CCR_OPT_AS_OF(&ask.as_of, NULL),
	{'b', "by", "COL[,COL]", "the group of an index row", OPT_LIST, &ask.by, NULL},
	{0, "kinds", "KIND[,KIND]", "the kinds of events that count, instead of the definition's",
	 OPT_LIST, &ask.kinds, NULL},
	{0, "first", NULL, "the first of several index rows of a person begins the follow-up",
	 OPT_FLAG, &ask.first, NULL},
	{0, "each", NULL, "each of them does", OPT_FLAG, &ask.each, NULL},
	{0, "min-gap", "DAYS", "events less than this after the index do not count", OPT_COUNT,
	 &ask.min_gap, NULL},
	{0, "early", FOLLOW_EARLY,
	 "what becomes of rows whose window is not over (default: censor; refuse where the "
	 "definition has a lag or a proof)",
	 OPT_CHOICE, &ask.early, NULL},
	{0, "group-date", "COL", "when the group was decided; after the start is refused", OPT_TEXT,
	 &ask.group_date, NULL},
	{0, "landmark", "DAYS",
	 "begin so long after the index, with those who are still followed then", OPT_COUNT,
	 &ask.landmark, NULL},
	{0, "not-yet", "NAME", "the group of those whose group is decided after the landmark",
	 OPT_TEXT, &ask.not_yet, NULL},
	{0, "join-custody", NULL, "join custody rows of a person that overlap", OPT_FLAG, &ask.join,
	 NULL},
	CCR_OPT_END,
};

static bool
follow(struct ccr_run *run)
{
	return follow_run(run, &ask);
}

static const struct ccr_verb verbs[] = {
	{"", "one follow-up row per person", follow, follow_fields, FOLLOW_FIELDS, 0},
	CCR_VERB_END,
};

int
main(int argc, char *argv[])
{
	static const struct ccr_kind *const kinds[] = {&definition_kind, NULL};
	static const struct ccr_program program = {
		"ccr-follow", "who was followed from when to when, and what happened first",
		"[FILE]...",  options,
		verbs,        kinds,
		NULL,
	};

	return ccr_main(&program, argc, argv);
}
