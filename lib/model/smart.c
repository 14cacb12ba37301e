/* smart.c: see smart.h.  What each letter needs: CDC, Evaluation Brief 3b, "Writing SMART
 * Objectives". */
#include "model/smart.h"

#include <math.h>
#include <string.h>

#include "model/timing.h"

static bool
absent(const struct ccr_json *node, const char *key)
{
	const struct ccr_json *value = ccr_json_get(node, key);

	return !value || (value->type == CCR_JSON_TEXT && !*value->text);
}

/* What each letter of SMART needs to be there at all. */
static const struct {
	const char *letter, *parent, *key, *fix;
} needed[] = {
	{"S", NULL, "statement", "say in one sentence who does what"},
	{"S", NULL, "population", "say whom the goal is about"},
	{"S", NULL, "responsible", "name the person who answers for it"},
	{"M", "measure", "name", "name what is counted"},
	{"M", "measure", "unit", "say in what it is counted"},
	{"M", "measure", "direction", "say which way is better: up or down"},
	{"M", "measure", "baseline", "give the value now"},
	{"M", "measure", "baseline_date", "say as of when"},
	{"M", "measure", "target", "give the value to reach"},
	{"M", "measure", "source", "say where the numbers come from"},
	{"R", NULL, "problem", "name the problem it answers"},
	{"T", "measure", "target_date", "say by when"},
};

/* Is the target on the better side of the baseline? */
static void
check_direction(struct plan *plan, size_t goal)
{
	const struct ccr_json *measure = ccr_json_get(plan->goal[goal].json, "measure");
	const char *direction = ccr_json_text(measure, "direction");
	double from = ccr_json_number(measure, "baseline", (double)NAN),
	       to = ccr_json_number(measure, "target", (double)NAN);

	if (direction && (strcmp(direction, "up") == 0 ? to <= from : to >= from))
		plan_find(plan, goal, PLAN_NONE, "target_side",
			  "correct the target, the baseline or the direction", measure->line,
			  "the target is not on the better side of the baseline (direction '%s')",
			  direction);
}

static void
check_fields_of(struct plan *plan, size_t goal)
{
	const struct ccr_json *node = plan->goal[goal].json;

	for (size_t i = 0; i < CCR_LEN(needed); i++) {
		const struct ccr_json *parent =
			needed[i].parent ? ccr_json_get(node, needed[i].parent) : node;
		if (absent(parent, needed[i].key))
			plan_find(plan, goal, PLAN_NONE, needed[i].letter, needed[i].fix,
				  node->line, "'%s%s%s' is not given",
				  needed[i].parent ? needed[i].parent : "",
				  needed[i].parent ? "." : "", needed[i].key);
	}
	check_direction(plan, goal);
	if (plan->goal[goal].n_steps == 0)
		plan_find(plan, goal, PLAN_NONE, "A", "add the steps that lead there", node->line,
			  "the goal has no steps");
}

static void
check_step(struct plan *plan, size_t at)
{
	const struct plan_step *step = &plan->step[at];
	static const struct {
		const char *letter, *key, *fix;
	} wanted[] = {{"S", "name", "say what is done"},
		      {"S", "responsible", "name one person"},
		      {"A", "days", "estimate the working days"}};

	for (size_t i = 0; i < CCR_LEN(wanted); i++)
		if (absent(step->json, wanted[i].key))
			plan_find(plan, step->goal, at, wanted[i].letter, wanted[i].fix,
				  step->json->line, "'%s' is not given", wanted[i].key);
}

/* What happened, and what the status says of it. */
static void
check_status(struct plan *plan, size_t at)
{
	const struct plan_step *step = &plan->step[at];
	bool begun = step->started != CCR_DATE_NONE || step->finished != CCR_DATE_NONE;

	if (step->finished != CCR_DATE_NONE && step->status != PLAN_DONE &&
	    step->status != PLAN_DROPPED)
		plan_find(plan, step->goal, at, "status",
			  "set the status to done, or remove 'finished'", step->json->line,
			  "'finished' is given, but the status is '%s'",
			  plan_status_names[step->status]);
	else if (begun && step->status == PLAN_PLANNED)
		plan_find(plan, step->goal, at, "status",
			  "set the status to started, or remove 'started'", step->json->line,
			  "'started' is given, but the status is 'planned'");
	if (!absent(step->json, "constraint") &&
	    (step->constraint == PLAN_FREE || step->constraint_date == CCR_DATE_NONE))
		plan_find(plan, step->goal, at, "T", "give its kind and date, or remove it",
			  step->json->line, "'constraint.%s' is not given",
			  step->constraint == PLAN_FREE ? "kind" : "date");
}

/* first must not be after second; both are dates of the plan or absent. */
static void
in_order(struct plan *plan, size_t goal, size_t step, ccr_date first, ccr_date second,
	 const char *names, size_t line)
{
	char a[CCR_DATE_SIZE], b[CCR_DATE_SIZE];

	if (first == CCR_DATE_NONE || second == CCR_DATE_NONE || first <= second)
		return;
	ccr_date_print(a, first);
	ccr_date_print(b, second);
	plan_find(plan, goal, step, "dates_in_order", "correct one of the two dates", line,
		  "%s: %s is after %s", names, a, b);
}

static void
check_dates(struct plan *plan)
{
	for (size_t i = 0; i < plan->n_people; i++) {
		size_t n;
		const struct ccr_json *leave = ccr_json_list(plan->person[i].json, "leave", &n);
		for (size_t k = 0; k < n; k++) {
			ccr_date from, to;
			if (!ccr_date_parse(leave[k].child[0].text, 10, NULL, &from) &&
			    !ccr_date_parse(leave[k].child[1].text, 10, NULL, &to))
				in_order(plan, PLAN_NONE, PLAN_NONE, from, to,
					 "first and last day of leave", leave[k].line);
		}
	}
	for (size_t i = 0; i < plan->n_goals; i++) {
		const struct ccr_json *node = plan->goal[i].json,
				      *measure = ccr_json_get(node, "measure");
		ccr_date target = ccr_json_date(measure, "target_date");
		in_order(plan, i, PLAN_NONE, ccr_json_date(measure, "baseline_date"), target,
			 "baseline_date and target_date", node->line);
		in_order(plan, i, PLAN_NONE, plan->start, target,
			 "the plan's start and target_date", node->line);
	}
	for (size_t i = 0; i < plan->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		ccr_date target = ccr_json_date(
			ccr_json_get(plan->goal[step->goal].json, "measure"), "target_date");
		in_order(plan, step->goal, i, plan->start, step->due, "the plan's start and due",
			 step->json->line);
		in_order(plan, step->goal, i, step->due, target, "due and the goal's target_date",
			 step->json->line);
		in_order(plan, step->goal, i, step->started, step->finished, "started and finished",
			 step->json->line);
	}
	for (size_t i = 0; i < plan->n_links; i++) {
		const struct schedule_link *link = &plan->link[i];
		const struct plan_step *from = &plan->step[link->from], *to = &plan->step[link->to];
		if (link->type == SCHEDULE_FS && !(link->lag < 0))
			in_order(plan, to->goal, link->to, from->due, to->due,
				 "due of the step it waits for, and its own due", to->json->line);
	}
}

static void
check_cycle(struct plan *plan)
{
	struct plan_timing timing = {.not_before = CCR_DATE_NONE};
	struct plan_schedule s;
	bool kept = plan->calendar.weekend[0];

	/* Which days are worked does not matter here, but there has to be one. */
	plan->calendar.weekend[0] = kept && plan_has_working_days(plan);
	if (!plan_fits(plan))
		plan_find(plan, PLAN_NONE, PLAN_NONE, "calendar",
			  "give fewer days, or another start", plan->root->line,
			  "the days of all steps and lags lead out of the years 1 to 9999");
	if (!plan_schedule(plan, &timing, &s) && s.cycle)
		plan_find(plan, plan->step[s.cycle_at].goal, s.cycle_at, "cycle",
			  "remove one of these links", plan->step[s.cycle_at].json->line,
			  "these steps wait for each other: %s", s.cycle);
	plan->calendar.weekend[0] = kept;
	plan_schedule_release(&s);
}

void
smart_check(struct plan *plan)
{
	if (plan->start == CCR_DATE_NONE)
		plan_find(plan, PLAN_NONE, PLAN_NONE, "T", "say on which day the plan begins",
			  plan->root->line, "'start' is not given");
	if (plan->n_goals == 0)
		plan_find(plan, PLAN_NONE, PLAN_NONE, "S", "add a goal", plan->root->line,
			  "the plan has no goals");
	if (!plan_has_working_days(plan))
		plan_find(plan, PLAN_NONE, PLAN_NONE, "no_working_day", "leave a day for work",
			  plan->root->line, "'calendar.weekend' has all days of the week");
	for (size_t i = 0; i < plan->n_goals; i++)
		check_fields_of(plan, i);
	for (size_t i = 0; i < plan->n_steps; i++)
		check_step(plan, i);
	for (size_t i = 0; i < plan->n_steps; i++)
		check_status(plan, i);
	for (size_t i = 0; i < plan->n_people; i++)
		if (absent(plan->person[i].json, "id"))
			plan_find(plan, PLAN_NONE, PLAN_NONE, "S", "give every person an id",
				  plan->person[i].json->line, "a person's 'id' is not given");
	check_dates(plan);
	check_cycle(plan);
}
