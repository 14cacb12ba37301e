/* status.c: 'ccr-plan status', what needs attention as of a day. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "plan/verbs.h"

const struct ccr_field plan_status_fields[PLAN_STATUS_FIELDS] = {
	{"goal", CCR_TEXT},        {"step", CCR_TEXT},      {"name", CCR_TEXT},
	{"responsible", CCR_TEXT}, {"due", CCR_DATE},       {"finish", CCR_DATE},
	{"status", CCR_TEXT},      {"percent", CCR_NUMBER}, {"days_late", CCR_NUMBER},
	{"reason", CCR_TEXT},      {"note", CCR_TEXT},
};

static ccr_date as_of;
static double soon;

struct progress {
	double days, done; /* of all steps, and of what is done of them */
	size_t n, n_done, n_overdue;
	double percents; /* for when all steps are milestones */
};

/* What was finished after the as-of day was still open on it. */
static bool
is_open(const struct plan_step *step)
{
	return step->status != PLAN_DROPPED &&
	       (step->status != PLAN_DONE ||
		(step->finished != CCR_DATE_NONE && step->finished > as_of));
}

static double
days_late(const struct plan_step *step)
{
	return is_open(step) && step->due != CCR_DATE_NONE && step->due < as_of
		       ? (double)(as_of - step->due)
		       : 0;
}

static void
count_progress(struct progress *p, const struct plan_step *step)
{
	if (step->status == PLAN_DROPPED)
		return;
	p->n++;
	p->n_done += !is_open(step);
	p->n_overdue += days_late(step) > 0;
	p->days += step->days;
	p->done += step->days * fmin(step->percent, 100) / 100;
	p->percents += fmin(step->percent, 100);
}

static void
emit_note(struct ccr_emit *out)
{
	char note[32] = "as of ";

	ccr_date_print(note + 6, as_of);
	ccr_emit_text(out, note);
	ccr_emit_end(out);
}

static void
emit_progress(struct ccr_emit *out, const char *goal, const char *name, const char *person,
	      const struct progress *p)
{
	char *text =
		ccr_printf("%zu of %zu steps done, %zu overdue", p->n_done, p->n, p->n_overdue);

	ccr_emit_text(out, goal);
	ccr_emit_missing(out, 1);
	ccr_emit_text(out, name);
	ccr_emit_text(out, person);
	ccr_emit_missing(out, 2);
	ccr_emit_text(out, goal ? "goal" : "person");
	ccr_emit_number(out, p->n == 0     ? (double)NAN
			     : p->days > 0 ? 100 * p->done / p->days
					   : p->percents / (double)p->n);
	ccr_emit_missing(out, 1);
	ccr_emit_text(out, text);
	emit_note(out);
	free(text);
}

static void
add_reason(struct ccr_buf *reason, bool holds, const char *text)
{
	if (holds)
		ccr_buf_printf(reason, "%s%s", reason->len ? "; " : "", text);
}

static void
emit_step(struct ccr_emit *out, const struct plan *plan, const struct plan_schedule *timing,
	  size_t at)
{
	const struct plan_step *step = &plan->step[at];
	bool dropped = step->status == PLAN_DROPPED;
	ccr_date finish = dropped ? CCR_DATE_NONE
			  : step->finished != CCR_DATE_NONE
				  ? step->finished
				  : plan_finish_date(plan, &timing->step[at]);
	double late = days_late(step);
	bool open = is_open(step), has_due = step->due != CCR_DATE_NONE;
	struct ccr_buf reason = {0};

	ccr_buf_puts(&reason, "");
	add_reason(&reason, late > 0, "overdue");
	add_reason(&reason, open && has_due && !(late > 0) && (double)(step->due - as_of) <= soon,
		   "due soon");
	add_reason(&reason, open && has_due && finish > step->due,
		   "its schedule ends after it is due");
	add_reason(&reason,
		   step->status == PLAN_PLANNED && step->started == CCR_DATE_NONE &&
			   plan_start_date(plan, &timing->step[at]) < as_of,
		   "should have started");
	add_reason(&reason, step->status == PLAN_BLOCKED, "blocked");
	add_reason(&reason, open && !has_due, "has no due date");
	ccr_emit_text(out, plan->goal[step->goal].id);
	ccr_emit_text(out, step->id);
	ccr_emit_text(out, step->name);
	ccr_emit_text(out, step->responsible);
	ccr_emit_date(out, step->due);
	ccr_emit_date(out, finish);
	ccr_emit_text(out, plan_status_names[step->status]);
	ccr_emit_number(out, step->percent);
	ccr_emit_number(out, late > 0 ? late : (double)NAN);
	ccr_emit_text(out, reason.data);
	emit_note(out);
	ccr_buf_release(&reason);
}

bool
plan_status(struct ccr_run *run, const struct plan_ask *ask)
{
	struct plan_schedule timing;
	struct plan_timing how = {.not_before = CCR_DATE_NONE};
	struct plan *plan = plan_open(run, &how, &timing);
	struct progress *goal, *person;

	if (!plan)
		return false;
	as_of = ask->as_of == CCR_DATE_NONE ? ccr_date_today() : ask->as_of;
	soon = ask->soon;
	goal = ccr_alloc(plan->n_goals, sizeof *goal);
	person = ccr_alloc(plan->n_people, sizeof *person);
	for (size_t i = 0; i < plan->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		emit_step(run->out, plan, &timing, i);
		run->attention |= days_late(step) > 0;
		count_progress(&goal[step->goal], step);
		if (step->responsible)
			count_progress(&person[step->owner], step);
	}
	for (size_t i = 0; i < plan->n_goals; i++)
		emit_progress(run->out, plan->goal[i].id,
			      ccr_json_text(plan->goal[i].json, "statement"),
			      ccr_json_text(plan->goal[i].json, "responsible"), &goal[i]);
	for (size_t i = 0; i < plan->n_people; i++)
		if (person[i].n > 0)
			emit_progress(run->out, NULL, plan->person[i].name, plan->person[i].id,
				      &person[i]);
	free(goal);
	free(person);
	plan_schedule_release(&timing);
	plan_free(plan);
	return true;
}
