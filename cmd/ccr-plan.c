/* ccr-plan: goals and steps that are checked, scheduled and followed up.
 *
 * A plan is one document, plan/1, that the team keeps.  Reading it is in model/plan.h, the methods
 * in decide/, the verbs in lib/plan, one file each; here are their options.
 */
#include "plan/verbs.h"
#include "stat/dist.h"
#include "stat/three_point.h"

static struct plan_ask ask = {
	.soon = 14,
	.as_of = CCR_DATE_NONE,
	.start = CCR_DATE_NONE,
	.power = 0.8,
	.alpha = 0.05,
	.probability = 0.8,
	.hours_per_week = 40,
	.nodes = 2e6,
	.schedules = 20000,
	.seed = 1,
	.draws = 10000,
	.width = 80,
	.deadline = CCR_DATE_NONE,
};

static const char *ranking_file, *vague_file, *groups_file;

/* The verbs that read a plan. */
#define PLAN_READERS "check|schedule|level|verify|risk|status|export"

static const struct ccr_opt options[] = {
	{0, "top", "N", "take the items of rank N and better (default: all that have a rank)",
	 OPT_COUNT, &ask.top, "draft"},
	{0, "top", "N", "problems of rank N and better of --ranking have to have a goal", OPT_COUNT,
	 &ask.top, "check"},
	{0, "item", "COL", "the column of the items (default: problem, else option)", OPT_TEXT,
	 &ask.item, "draft|check"},
	{0, "why", "STEP", "only the chain of steps that sets the date of this one", OPT_TEXT,
	 &ask.why, "schedule"},
	{0, "float", "start|finish",
	 "total float of the start (default) or, as Microsoft Project has it, of the finish",
	 OPT_CHOICE, &ask.float_kind, "schedule"},
	{0, "soon", "DAYS", "due within so many days is due soon (default: 14)", OPT_COUNT,
	 &ask.soon, "status|export"},
	CCR_OPT_AS_OF(&ask.as_of, "draft|status|export"),
	{0, "as-of", "DATE", "what is not done is done on that day or later (default: any day)",
	 OPT_DATE, &ask.as_of, "check|schedule|level|risk"},
	{0, "keep", "FILE", "keep to the starts of an earlier schedule where that costs no time",
	 OPT_FILE, &ask.keep, "level"},
	{0, "schedule", "FILE", "the schedule: rows of id,start,finish", OPT_FILE, &ask.schedule,
	 "verify|export"},
	{0, "hours-per-week", "N", "of people who do not say (default: 40)", OPT_NUMBER,
	 &ask.hours_per_week, "check|level|verify"},
	{0, "nodes", "N", "stop the search after so many nodes (default: 2000000)", OPT_COUNT,
	 &ask.nodes, "level"},
	{0, "schedules", "N", "make so many schedules where nothing is proved (default: 20000)",
	 OPT_COUNT, &ask.schedules, "level"},
	{0, "time", "SECONDS", "stop the search after so long; then runs may differ", OPT_COUNT,
	 &ask.seconds, "level"},
	{0, "seed", "N", "of chance (default: 1)", OPT_COUNT, &ask.seed, "check|level|risk"},
	{0, "baseline", "FILE", "rows of an earlier 'schedule': how far the dates have slipped",
	 OPT_FILE, &ask.baseline, "status"},
	{0, "since", "OLDPLAN", "an older state of the plan: what has changed", OPT_FILE,
	 &ask.since, "status"},
	{0, "all", NULL, "every time of a step that repeats, also those done or far off", OPT_FLAG,
	 &ask.all, "status"},
	{0, "definition", "smart|smartie|smart+c", "the letters asked for (default: smart)",
	 OPT_CHOICE, &ask.definition, "check"},
	{0, "ranking", "FILE", "the ranking that the goals' problems are from", OPT_FILE,
	 &ranking_file, "check"},
	{0, "power", "P", "the least probability of seeing the change (default: 0.8)", OPT_NUMBER,
	 &ask.power, "check"},
	{0, "alpha", "P", "the level of the test that is to see it (default: 0.05)", OPT_NUMBER,
	 &ask.alpha, "check"},
	{0, "probability", "P", "the least probability of ending in time (default: 0.8)",
	 OPT_NUMBER, &ask.probability, "check"},
	{0, "vague", "FILE", "words a statement should not begin with, instead of our own",
	 OPT_FILE, &vague_file, "check"},
	{0, "groups", "FILE", "words that name no person, instead of our own", OPT_FILE,
	 &groups_file, "check"},
	{0, "lint", NULL, "also look at roles, deliverables and the network of steps", OPT_FLAG,
	 &ask.lint, "check"},
	{0, "only", "VERDICT,...", "rows of these verdicts: pass, fail, warn, cannot_judge",
	 OPT_LIST, &ask.only, "check"},
	{0, "team", "FILE",
	 "the people: rows with id or person, name or role, agency, hours_per_week", OPT_FILE,
	 &ask.team, "draft"},
	{0, "start", "DATE", "the first day of a plan that is tables (CSV)", OPT_DATE, &ask.start,
	 PLAN_READERS},
	{0, "holidays", "FILE", "the days off of a plan that is tables, one date a line", OPT_FILE,
	 &ask.holidays, PLAN_READERS},
	{0, "deadline", "DATE", "the day by which the whole plan should be done", OPT_DATE,
	 &ask.deadline, "risk"},
	{0, "distribution", CCR_THREE_POINT_KINDS, "of three estimates (default: pert)", OPT_CHOICE,
	 &ask.distribution, "check|risk"},
	{0, "correlation", "RHO", "of the steps of one agency, 0 to 1 (default: 0)", OPT_NUMBER,
	 &ask.correlation, "check|risk"},
	{0, "formula", NULL, "also the plan's end by the formula of PERT", OPT_FLAG, &ask.formula,
	 "risk"},
	{0, "draws", "N", "how often the plan is run (default: 10000)", OPT_COUNT, &ask.draws,
	 "check|risk"},
	{0, "to", PLAN_EXPORTS, "the form to write", OPT_CHOICE, &ask.to, "export"},
	{0, "events", NULL, "ics: all-day events instead of to-dos", OPT_FLAG, &ask.events,
	 "export"},
	{0, "links", NULL, "ics: what waits for what, as RFC 9253 has it", OPT_FLAG, &ask.links,
	 "export"},
	{0, "width", "COLUMNS", "text: of the chart (default: 80)", OPT_COUNT, &ask.width,
	 "export"},
	CCR_OPT_END,
};

static bool
draft(struct ccr_run *run)
{
	return plan_draft(run, &ask);
}

static bool
check(struct ccr_run *run)
{
	return plan_check(run, &ask);
}

static bool
schedule(struct ccr_run *run)
{
	return plan_dates(run, &ask);
}

static bool
status(struct ccr_run *run)
{
	return plan_status(run, &ask);
}

static bool
level(struct ccr_run *run)
{
	return plan_level(run, &ask);
}

static bool
verify(struct ccr_run *run)
{
	return plan_verify(run, &ask);
}

static bool
risk(struct ccr_run *run)
{
	return plan_risk(run, &ask);
}

static bool export(struct ccr_run *run)
{
	return plan_export(run, &ask);
}

static const struct ccr_verb verbs[] = {
	{"draft", "a plan to fill in, from a ranking", draft, NULL, 0, 0},
	{"check", "is the plan SMART, rule by rule; status 1 where something fails", check,
	 plan_check_fields, PLAN_CHECK_FIELDS, 0},
	{"schedule", "dates, float and critical path of all steps", schedule, plan_schedule_fields,
	 PLAN_SCHEDULE_FIELDS, 0},
	{"level", "dates at which nobody has more to do than they can", level, plan_schedule_fields,
	 PLAN_SCHEDULE_FIELDS, 0},
	{"verify", "where a schedule breaks the plan; status 1 where it does", verify,
	 plan_verify_fields, PLAN_VERIFY_FIELDS, 0},
	{"status",
	 "how the plan stands; status 1 where something is overdue, blocked or will be "
	 "late",
	 status, plan_status_fields, PLAN_STATUS_FIELDS, 0},
	{"risk", "how sure the dates are, from three estimates, by simulation", risk,
	 plan_risk_fields, PLAN_RISK_FIELDS, 0},
	{"export", "the plan for calendars, as a Gantt chart, for TaskJuggler, sheets, minutes",
	 export, NULL, 0, 0},
	CCR_VERB_END,
};

int
main(int argc, char *argv[])
{
	static const struct ccr_kind *const kinds[] = {&plan_kind, NULL};
	static ccr_library *const used[] = {ccr_gsl_library, NULL};
	static const struct ccr_program program = {
		"ccr-plan",  "goals and steps that are checked, scheduled and followed up",
		"[FILE]...", options,
		verbs,       kinds,
		used,
	};

	return ccr_main(&program, argc, argv);
}
