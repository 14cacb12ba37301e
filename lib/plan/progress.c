/* progress.c: the rows of 'ccr-plan status' on several steps: goals, people, agencies, the plan.
 *
 * Earned schedule needs a plan to hold the work against: the baseline, else the plan's own dates as
 * if nothing had happened yet.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "decide/earned.h"
#include "plan/status.h"

struct progress {
	double days, done; /* of all steps, and of what is done of them */
	double percents;   /* for when all steps are milestones */
	size_t n, n_done, n_overdue, n_blocked, n_late;
	ccr_date finish;
	double slip; /* the worst; NaN: none is known */
};

static struct progress
no_progress(void)
{
	return (struct progress){.finish = CCR_DATE_NONE, .slip = (double)NAN};
}

/* What is not known to be done is not done. */
static double
percent_of(const struct standing_step *now)
{
	return isnan(now->percent) ? 0 : now->percent;
}

static void
count(const struct status *s, struct progress *p, size_t at)
{
	const struct plan_step *step = &s->plan->step[at];
	const struct standing_step *now = &s->standing.step[at];
	const struct baseline_step *was = baseline_find(&s->baseline, step->id);

	if (now->status == PLAN_DROPPED)
		return;
	p->n++;
	p->n_done += !now->open;
	p->n_overdue += now->overdue;
	p->n_blocked += now->open && now->status == PLAN_BLOCKED;
	p->n_late += now->late;
	p->days += step->days;
	p->done += step->days * percent_of(now) / 100;
	p->percents += percent_of(now);
	p->finish = now->finish > p->finish ? now->finish : p->finish;
	if (was)
		p->slip = fmax(p->slip, status_slip(s, was->finish, now->finish));
}

/* The percent and the reason that any such row has. */
static void
fill(struct status_row *row, const struct progress *p, struct ccr_buf *reason)
{
	row->percent = p->n == 0     ? (double)NAN
		       : p->days > 0 ? 100 * p->done / p->days
				     : p->percents / (double)p->n;
	row->finish = p->finish;
	row->slip = p->slip;
	status_say(reason, "%zu of %zu steps done, %zu overdue", p->n_done, p->n, p->n_overdue);
	if (p->n_blocked > 0)
		ccr_buf_printf(reason, ", %zu blocked", p->n_blocked);
	if (p->n_late > 0)
		ccr_buf_printf(reason, ", %zu will be late", p->n_late);
}

static void
finish_row(const struct status *s, struct status_row *row, struct ccr_buf *reason)
{
	row->reason = reason->data;
	status_emit(s, row);
	ccr_buf_release(reason);
}

static void
emit_goal(struct status *s, size_t at)
{
	const struct plan_goal *goal = &s->plan->goal[at];
	struct progress p = no_progress();
	struct status_row row = status_blank();
	struct ccr_buf reason = {0};
	char *change = s->old ? changes_of_goal(&s->changes, at) : NULL;

	for (size_t i = goal->first; i < goal->first + goal->n_steps; i++)
		count(s, &p, i);
	row.goal = goal->id;
	row.name = ccr_json_text(goal->json, "statement");
	row.responsible = ccr_json_text(goal->json, "responsible");
	row.due = ccr_json_date(ccr_json_get(goal->json, "measure"), "target_date");
	row.status = "goal";
	row.change = change;
	fill(&row, &p, &reason);
	if (row.due != CCR_DATE_NONE && p.n_done < p.n && p.finish > row.due) {
		status_say(&reason, "its schedule ends %d day%s after its target date",
			   p.finish - row.due, p.finish - row.due == 1 ? "" : "s");
		s->run->attention = true;
	}
	finish_row(s, &row, &reason);
	free(change);
}

static void
emit_removed_goals(const struct status *s)
{
	for (size_t i = 0; s->old && i < s->old->n_goals; i++) {
		char *change = changes_lost_goal(&s->changes, i);
		struct status_row row = status_blank();
		row.goal = s->old->goal[i].id;
		row.name = ccr_json_text(s->old->goal[i].json, "statement");
		row.responsible = ccr_json_text(s->old->goal[i].json, "responsible");
		row.status = "removed";
		row.change = change;
		if (change)
			status_emit(s, &row);
		free(change);
	}
}

static void
emit_person(const struct status *s, size_t who, const struct progress *p)
{
	struct status_row row = status_blank();
	struct ccr_buf reason = {0};

	row.name = s->plan->person[who].name;
	row.responsible = s->plan->person[who].id;
	row.status = "person";
	fill(&row, p, &reason);
	if (s->held_up[who] > 0)
		status_say(&reason, "%zu step%s for theirs", s->held_up[who],
			   s->held_up[who] == 1 ? " waits" : "s wait");
	finish_row(s, &row, &reason);
}

static void
emit_agency(const struct status *s, const char *name, const struct progress *p)
{
	struct status_row row = status_blank();
	struct ccr_buf reason = {0};

	row.name = name;
	row.status = "agency";
	fill(&row, p, &reason);
	finish_row(s, &row, &reason);
}

/* Agencies stand in the order of their first person. */
static void
emit_people(const struct status *s)
{
	const struct plan *plan = s->plan;
	struct progress *person = ccr_alloc(plan->n_people, sizeof *person),
			*agency = ccr_alloc(plan->n_people, sizeof *agency);
	uint32_t *agency_of = ccr_alloc(plan->n_people, sizeof *agency_of);
	struct ccr_dict names = {0};

	for (size_t i = 0; i < plan->n_people; i++) {
		const char *name = plan->person[i].agency;
		person[i] = agency[i] = no_progress();
		agency_of[i] = name ? ccr_dict_add(&names, name, strlen(name)) : CCR_NO_CODE;
	}
	for (size_t i = 0; i < plan->n_steps; i++) {
		size_t owner = plan->step[i].owner;
		if (owner == PLAN_NONE)
			continue;
		count(s, &person[owner], i);
		if (agency_of[owner] != CCR_NO_CODE)
			count(s, &agency[agency_of[owner]], i);
	}
	for (size_t i = 0; i < plan->n_people; i++)
		if (person[i].n > 0)
			emit_person(s, i, &person[i]);
	for (size_t i = 0; i < names.n; i++)
		if (agency[i].n > 0)
			emit_agency(s, names.text[i], &agency[i]);
	ccr_dict_release(&names);
	free(agency_of);
	free(person);
	free(agency);
}

/* The work of the steps as the plan has them, had nothing happened. */
static void
plan_by_itself(const struct status *s, struct earned_work *work)
{
	struct plan_timing as_planned = {.not_before = CCR_DATE_NONE, .as_planned = true};
	struct plan_schedule schedule;

	plan_schedule(s->plan, &as_planned, &schedule);
	for (size_t i = 0; i < s->plan->n_steps; i++) {
		work[i].from = (long)floor(schedule.step[i].es + 1e-9);
		work[i].to = (long)ceil(schedule.step[i].ef - 1e-9);
		work[i].weight = schedule.step[i].days;
	}
	plan_schedule_release(&schedule);
}

/* The work of the steps as the baseline has them. */
static void
plan_by_baseline(const struct status *s, struct earned_work *work)
{
	const struct ccr_calendar *cal = &s->plan->calendar;

	for (size_t i = 0; i < s->plan->n_steps; i++) {
		const struct baseline_step *was = baseline_find(&s->baseline, s->plan->step[i].id);
		if (!was || was->finish == CCR_DATE_NONE)
			continue;
		work[i].from = ccr_calendar_index(cal, was->start);
		work[i].to = ccr_calendar_index(cal, was->finish + 1);
		work[i].weight = was->days;
	}
}

/* The day up to which time counts: a plan that is done has stopped its clock. */
static ccr_date
clock_stands(const struct status *s)
{
	ccr_date last = CCR_DATE_NONE;

	for (size_t i = 0; i < s->plan->n_steps; i++) {
		const struct standing_step *now = &s->standing.step[i];
		if (now->status == PLAN_DROPPED)
			continue;
		if (now->open || now->finish == CCR_DATE_NONE)
			return s->standing.as_of;
		last = now->finish > last ? now->finish : last;
	}
	return last == CCR_DATE_NONE ? s->standing.as_of : last;
}

static void
say_earned(const struct earned *e, struct ccr_buf *reason, bool baseline)
{
	char number[8][CCR_NUM_SIZE];
	const double x[8] = {e->schedule, e->elapsed, e->spi_t, e->earned,
			     e->planned,  e->total,   e->spi,   e->periods};

	for (int i = 0; i < 8; i++)
		ccr_num_print_short(number[i], x[i]);
	status_say(reason,
		   "earned schedule %s of %s working days, SPI(t) %s (Lipke's ES by linear "
		   "interpolation, planned value by days of work from %s)",
		   number[0], number[1], number[2],
		   baseline ? "the baseline" : "the plan's own dates, no baseline given");
	status_say(reason, "%s days of work earned, %s planned by now, of %s in all, SPI %s",
		   number[3], number[4], number[5], number[6]);
	if (isnan(e->ieac_t))
		return;
	ccr_num_print_short(number[0], e->ieac_t);
	status_say(reason, "planned for %s working days, at this pace %s (%s / SPI(t))", number[7],
		   number[0], number[7]);
}

static void
earn(const struct status *s, struct status_row *row, struct ccr_buf *reason)
{
	struct earned_work *work = ccr_alloc(s->plan->n_steps, sizeof *work);
	size_t n_left = 0;
	struct earned e;

	if (s->has_baseline)
		plan_by_baseline(s, work);
	else
		plan_by_itself(s, work);
	for (size_t i = 0; i < s->plan->n_steps; i++) {
		const struct standing_step *now = &s->standing.step[i];
		work[i].share = percent_of(now) / 100;
		/* No time at all, or days that the calendar no longer has for work. */
		if (work[i].to <= work[i].from)
			work[i].to = work[i].from + 1;
		/* What is given up is neither planned nor earned. */
		if (now->status == PLAN_DROPPED)
			work[i].weight = 0;
		n_left += now->status != PLAN_DROPPED && s->has_baseline &&
			  !baseline_find(&s->baseline, s->plan->step[i].id);
	}
	if (earned_compute(work, s->plan->n_steps,
			   ccr_calendar_index(&s->plan->calendar, clock_stands(s) + 1), &e)) {
		row->earned = e.schedule;
		row->elapsed = e.elapsed;
		row->spi_t = e.spi_t;
		say_earned(&e, reason, s->has_baseline);
	} else {
		status_say(reason, "no earned schedule: no work was planned by now");
	}
	if (n_left > 0)
		status_say(reason, "%zu step%s not in the baseline: not counted there", n_left,
			   n_left == 1 ? "" : "s");
	free(work);
}

static void
emit_plan(const struct status *s)
{
	struct progress p = no_progress();
	struct status_row row = status_blank();
	struct ccr_buf reason = {0}, earned = {0};

	for (size_t i = 0; i < s->plan->n_steps; i++)
		count(s, &p, i);
	for (size_t i = 0; i < s->baseline.n; i++)
		if (s->baseline.step[i].finish > row.baseline_finish)
			row.baseline_finish = s->baseline.step[i].finish;
	row.name = ccr_json_text(s->plan->root, "name");
	row.status = "plan";
	fill(&row, &p, &reason);
	row.slip = status_slip(s, row.baseline_finish, p.finish);
	earn(s, &row, &earned);
	/* Too long for a cell. */
	if (s->run->out->format == CCR_MD)
		ccr_emit_closing(s->run->out, earned.data);
	else
		status_say(&reason, "%s", earned.data);
	ccr_buf_release(&earned);
	finish_row(s, &row, &reason);
}

void
status_progress(struct status *s)
{
	for (size_t i = 0; i < s->plan->n_goals; i++)
		emit_goal(s, i);
	emit_removed_goals(s);
	emit_people(s);
	emit_plan(s);
}
