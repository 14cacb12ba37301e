/* repeat.c: see repeat.h. */
#include "model/repeat.h"

#include <stdlib.h>
#include <string.h>

#include "base/opt.h"

enum { REPEAT_MOST = 1000 };

struct repeat {
	const struct ccr_json *json;
	ccr_date from, until;
	int days, months; /* apart: one of them is 0 */
	int nth, weekday; /* of the month: 1 to 5, or -1 for the last; 0: the day of from */
	size_t times;     /* 0: not given */
};

/* "2 tue", "last fri" */
static bool
parse_on(const char *on, struct repeat *r)
{
	static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
	const char *space = strchr(on, ' ');

	if (!space)
		return false;
	if (strncmp(on, "last ", 5) == 0)
		r->nth = -1;
	else if (space == on + 1 && *on >= '1' && *on <= '5')
		r->nth = *on - '0';
	else
		return false;
	for (r->weekday = 0; r->weekday < 7; r->weekday++)
		if (strcmp(space + 1, days[r->weekday]) == 0)
			return true;
	return false;
}

/* NULL, or what is wrong with it. */
static const char *
parse(const struct plan *plan, const struct ccr_json *json, struct repeat *r)
{
	static const int days[] = {7, 14, 0, 0, 0, 0}, months[] = {0, 0, 1, 3, 6, 12};
	const char *every = ccr_json_text(json, "every"), *on = ccr_json_text(json, "on");
	int at = every ? ccr_opt_choice(PLAN_EVERY, every) : -1;

	*r = (struct repeat){.json = json,
			     .from = ccr_json_date(json, "from"),
			     .until = ccr_json_date(json, "until"),
			     .times = (size_t)ccr_json_number(json, "times", 0)};
	if (r->from == CCR_DATE_NONE)
		r->from = plan->start;
	if (at < 0)
		return "'repeat' needs 'every', or 'with' and the id of a step that repeats";
	r->days = days[at];
	r->months = months[at];
	if (ccr_json_get(json, "times") && ccr_json_number(json, "times", 0) != (double)r->times)
		return "'repeat.times' is not a whole number";
	if (r->from == CCR_DATE_NONE)
		return "'repeat' needs a first day: its own, or the plan's";
	if (r->times == 0 && r->until == CCR_DATE_NONE)
		return "'repeat' needs an end: 'times' or 'until'";
	if (on && (r->days > 0 || !parse_on(on, r)))
		return "'repeat.on' is a day of months, such as '2 tue' or 'last fri'";
	return NULL;
}

/* The day of the month of date that the repeat says; CCR_DATE_NONE where there is no fifth. */
static ccr_date
day_of_month(const struct repeat *r, ccr_date date)
{
	int year, month, day;
	ccr_date first, last, on;

	ccr_date_to_civil(date, &year, &month, &day);
	first = ccr_date_from_civil(year, month, 1);
	/* By December, which is the last month of the calendar too. */
	last = month == 12 ? first + 30 : ccr_date_add_months(first, 1) - 1;
	if (r->nth < 0)
		return last - (ccr_date_weekday(last) - r->weekday + 7) % 7;
	on = first + (r->weekday - ccr_date_weekday(first) + 7) % 7 + 7 * (r->nth - 1);
	return on > last ? CCR_DATE_NONE : on;
}

/* The days of the repeat, in order, up to a number of them; how many there are. */
static size_t
days_of(const struct repeat *r, size_t most, ccr_date *last)
{
	size_t n = 0;

	if (r->times > 0 && r->times < most)
		most = r->times;
	for (int i = 0; n < most && i < 6 * REPEAT_MOST; i++) {
		ccr_date date = r->days ? r->from + i * r->days
					: ccr_date_add_months(r->from, i * r->months);
		if (date == CCR_DATE_NONE)
			break;
		if (r->nth) {
			int year, month, day;
			ccr_date_to_civil(r->from, &year, &month, &day);
			date = ccr_date_add_months(ccr_date_from_civil(year, month, 1),
						   i * r->months);
			date = date == CCR_DATE_NONE ? date : day_of_month(r, date);
			if (date == CCR_DATE_NONE || date < r->from)
				continue;
		}
		if (r->until != CCR_DATE_NONE && date > r->until)
			break;
		*last = date;
		n++;
	}
	return n;
}

/* The step of the document with this id; NULL: there is none. */
static const struct ccr_json *
step_with(const struct plan *plan, const char *id)
{
	for (size_t i = 0; i < plan->n_goals; i++) {
		size_t n;
		const struct ccr_json *steps =
			ccr_json_list(&ccr_json_get(plan->root, "goals")->child[i], "steps", &n);
		for (size_t k = 0; k < n; k++) {
			const char *found = ccr_json_text(&steps[k], "id");
			if (found && strcmp(found, id) == 0)
				return &steps[k];
		}
	}
	return NULL;
}

/* The repeat that gives a step its turns: its own, or that of the step it goes with. NULL, or what
 * is wrong. */
static const char *
resolve(const struct plan *plan, const struct ccr_json *json, struct repeat *r)
{
	const char *with = ccr_json_text(json, "with");
	const struct ccr_json *other;

	if (!with)
		return parse(plan, json, r);
	other = step_with(plan, with);
	other = other ? ccr_json_get(other, "repeat") : NULL;
	if (!other || ccr_json_text(other, "with"))
		return "'repeat.with' names no step with days of its own to repeat on";
	return parse(plan, other, r);
}

size_t
repeat_turns(const struct plan *plan, const struct plan_step *step)
{
	const struct ccr_json *json = ccr_json_get(step->json, "repeat");
	struct repeat r;
	ccr_date last;
	size_t n;

	if (!json || !step->id || resolve(plan, json, &r))
		return 1;
	n = days_of(&r, REPEAT_MOST, &last);
	return n ? n : 1;
}

struct plan_step
repeat_step(struct plan *plan, const struct plan_step *from, size_t turn, size_t turns)
{
	struct plan_step step = *from;
	const struct ccr_json *json = ccr_json_get(step.json, "repeat"), *finished;
	struct repeat r;
	ccr_date date = CCR_DATE_NONE;
	char *id;
	size_t n;

	if (!json || !step.id || resolve(plan, json, &r) || days_of(&r, turn, &date) < turn)
		return step;
	step.turn = turn;
	step.turns = turns;
	id = ccr_printf("%s.%zu", step.id, turn);
	step.id = ccr_arena_text(&plan->arena, id, strlen(id));
	free(id);
	finished = ccr_json_list(json, "finished", &n);
	if (finished && turn <= n) {
		ccr_date_parse(finished[turn - 1].text, strlen(finished[turn - 1].text), NULL,
			       &step.finished);
		step.status = PLAN_DONE;
		step.percent = 100;
	}
	if (ccr_json_text(json, "with") || !plan_has_working_days(plan))
		return step;
	step.constraint = PLAN_SNET;
	step.constraint_date = date;
	if (step.due == CCR_DATE_NONE && step.days >= 0)
		step.due = ccr_calendar_day(&plan->calendar,
					    ccr_calendar_index(&plan->calendar, date) +
						    (step.days > 1 ? (long)(step.days - 1e-9) : 0));
	return step;
}

/* What a step that repeats cannot have, or has in its 'repeat'. */
static const char *
misplaced(const struct plan_step *step, const struct ccr_json *json)
{
	size_t n;

	if (ccr_json_get(step->json, "started") || ccr_json_get(step->json, "finished"))
		return "a step that repeats says in 'repeat.finished' when it was";
	if (ccr_json_get(step->json, "constraint") && !ccr_json_text(json, "with"))
		return "a step that repeats has its days for a constraint";
	ccr_json_list(json, "finished", &n);
	if (n > step->turns && step->turns > 0)
		return "'repeat.finished' has more days than the step has times";
	return NULL;
}

void
repeat_check(struct plan *plan)
{
	for (size_t i = 0; i < plan->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		const struct ccr_json *json = ccr_json_get(step->json, "repeat");
		struct repeat r;
		const char *wrong = json ? resolve(plan, json, &r) : NULL;
		ccr_date last;
		if (json && !wrong && step->turn == 0 && days_of(&r, 1, &last) == 0)
			wrong = "'repeat' has no day between its first and its last";
		if (json && !wrong && step->turn == 1 &&
		    days_of(&r, REPEAT_MOST + 1, &last) > REPEAT_MOST)
			wrong = "'repeat' has more than 1000 days until its last";
		if (json && !wrong && step->turn <= 1)
			wrong = misplaced(step, json);
		if (wrong)
			plan_find(plan, step->goal, i, "repeat", "correct 'repeat'", json->line,
				  "%s", wrong);
	}
}
