/* ccr-plan: goals and steps that are checked, scheduled and followed up.
 *
 * A plan is one document, plan/1, that the team keeps.  Reading it is in model/plan.h, the methods
 * in decide/, the verbs in lib/plan, one file each; here are their options.
 */
#include "plan/verbs.h"

static struct plan_ask ask = {.soon = 14, .as_of = CCR_DATE_NONE, .width = 80};

static const struct ccr_opt options[] = {
	{0, "top", "N", "take the items of rank N and better (default: all that have a rank)",
	 OPT_COUNT, &ask.top, "draft"},
	{0, "item", "COL", "the column of the items (default: problem, else option)", OPT_TEXT,
	 &ask.item, "draft"},
	{0, "why", "STEP", "only the chain of steps that sets the date of this one", OPT_TEXT,
	 &ask.why, "schedule"},
	{0, "float", "start|finish",
	 "total float of the start (default) or, as Microsoft Project has it, of the finish",
	 OPT_CHOICE, &ask.float_kind, "schedule"},
	{0, "soon", "DAYS", "due within so many days is due soon (default: 14)", OPT_COUNT,
	 &ask.soon, "status|export"},
	CCR_OPT_AS_OF(&ask.as_of, "status|export"),
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
schedule(struct ccr_run *run)
{
	return plan_dates(run, &ask);
}

static bool
status(struct ccr_run *run)
{
	return plan_status(run, &ask);
}

static bool export(struct ccr_run *run)
{
	return plan_export(run, &ask);
}

static const struct ccr_verb verbs[] = {
	{"draft", "a plan to fill in, from a ranking", draft, NULL, 0, 0},
	{"check", "what the plan lacks; status 1 where something does", plan_check,
	 plan_check_fields, PLAN_CHECK_FIELDS, 1},
	{"schedule", "dates, float and critical path of all steps", schedule, plan_schedule_fields,
	 PLAN_SCHEDULE_FIELDS, 1},
	{"status", "what is overdue or due soon, and progress; status 1 where something is overdue",
	 status, plan_status_fields, PLAN_STATUS_FIELDS, 1},
	{"export", "the plan for calendars, as a Gantt chart, for TaskJuggler, sheets, minutes",
	 export, NULL, 0, 1},
	CCR_VERB_END,
};

int
main(int argc, char *argv[])
{
	static const struct ccr_kind *const kinds[] = {&plan_kind, NULL};
	static const struct ccr_program program = {
		"ccr-plan", "goals and steps that are checked, scheduled and followed up",
		"[FILE]",   options,
		verbs,      kinds,
		NULL,
	};

	return ccr_main(&program, argc, argv);
}
