/* timing.c: see timing.h. */
#include "model/timing.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

/* What the plan demands of a step. */
static void
bound_by_plan(const struct plan *plan, const struct plan_step *from, struct schedule_step *step)
{
	const struct ccr_calendar *cal = &plan->calendar;
	bool has_constraint =
		from->constraint != PLAN_FREE && from->constraint_date != CCR_DATE_NONE;
	double at = has_constraint ? (double)ccr_calendar_index(cal, from->constraint_date) : 0;
	/* A day that is no working day cannot be the last: the one before it is. */
	double end =
		has_constraint ? (double)ccr_calendar_index(cal, from->constraint_date + 1) : 0;

	switch (has_constraint ? from->constraint : PLAN_FREE) {
	case PLAN_SNET: step->start_from = at; break;
	case PLAN_SNLT: step->start_by = end - 1; break;
	case PLAN_FNET: step->finish_from = at + 1; break;
	case PLAN_FNLT: step->finish_by = end; break;
	case PLAN_MSO: step->start_from = step->start_by = at; break;
	case PLAN_MFO: step->finish_from = step->finish_by = end; break;
	case PLAN_FREE: break;
	}
	if (from->due != CCR_DATE_NONE)
		step->finish_by =
			fmin(step->finish_by, (double)ccr_calendar_index(cal, from->due + 1));
}

static void
bound_by_history(const struct plan *plan, const struct plan_step *from, struct schedule_step *step)
{
	const struct ccr_calendar *cal = &plan->calendar;

	if (from->started != CCR_DATE_NONE) {
		step->start_from = (double)ccr_calendar_index(cal, from->started);
		step->fixed = true;
	}
	if (from->status == PLAN_DONE && from->finished != CCR_DATE_NONE) {
		double finished = (double)ccr_calendar_index(cal, from->finished + 1);
		if (!step->fixed) {
			step->start_from = finished - step->days;
			/* A milestone is of the evening of this day, not of the next morning. */
			step->finish_from = finished;
		}
		step->days = fmax(finished - step->start_from, 0);
		step->fixed = true;
		step->away = NULL;
	}
}

/* A step that is done, nobody said when: before now. */
static void
end_before(struct schedule_step *step, double now)
{
	if (step->fixed)
		step->days = fmin(step->days, fmax(now - step->start_from, 0));
	else
		step->start_from = now - step->days;
	step->fixed = true;
	step->away = NULL;
}

/* A step that has begun takes the rest of its work from now on, at least the day of now itself, and
 * does not finish before it was planned to.  The rest is what the percent leaves; where none is
 * given, what the days leave that have passed. */
static void
go_on(const struct plan_step *from, struct schedule_step *step, double now)
{
	bool known = ccr_json_get(from->json, "percent") != NULL;
	double percent_done = step->days * from->percent / 100, rest, finish;

	if (!step->fixed)
		step->start_from = now - percent_done;
	step->fixed = true;
	now = fmax(now, step->start_from);
	rest = step->days -
	       (known ? percent_done : ccr_away_work(step->away, step->start_from, now));
	finish = ccr_away_finish(step->away, now, fmax(rest, 1));
	if (finish > ccr_away_finish(step->away, step->start_from, step->days))
		step->days = ccr_away_work(step->away, step->start_from, finish);
}

/* What has not happened by a day happens from that day on. */
static void
bound_by_now(const struct plan *plan, const struct plan_step *from, struct schedule_step *step,
	     ccr_date not_before)
{
	double now = (double)ccr_calendar_index(&plan->calendar, not_before);
	bool begun = step->fixed || from->status == PLAN_STARTED;

	if (from->status == PLAN_DONE) {
		if (from->finished == CCR_DATE_NONE)
			end_before(step, now);
	} else if (begun && step->days > 0) {
		go_on(from, step, now);
	} else {
		/* Also a milestone that somebody calls started: it is there, or it is not. */
		step->start_from = fmax(step->start_from, now);
		step->fixed = false;
	}
}

struct schedule_step
plan_bounds(const struct plan *plan, const struct plan_step *from, const struct plan_timing *timing)
{
	struct schedule_step step = schedule_step(isnan(from->days) ? 0 : from->days);

	/* Nothing is done, but what waits for it still waits for what it waited for. */
	if (from->status == PLAN_DROPPED) {
		step = schedule_step(0);
		step.gone = true;
		return step;
	}
	step.away = from->away;
	bound_by_plan(plan, from, &step);
	if (timing->as_planned)
		return step;
	bound_by_history(plan, from, &step);
	if (timing->not_before != CCR_DATE_NONE)
		bound_by_now(plan, from, &step, timing->not_before);
	/* Whatever the plan demands of its finish, it began in the morning. */
	if (step.fixed && from->started != CCR_DATE_NONE)
		step.finish_from = -INFINITY;
	return step;
}

/* "s1 -> s2 -> s1" */
static char *
cycle_text(const struct plan *plan, const size_t *cycle, size_t n)
{
	struct ccr_buf text = {0};

	for (size_t i = 0; i <= n; i++)
		ccr_buf_printf(&text, "%s%s", i ? " -> " : "", plan->step[cycle[i % n]].id);
	return ccr_buf_detach(&text);
}

/* Calendar days from the start of the plan to the last day that it names itself. */
static double
named_days(const struct plan *plan)
{
	ccr_date last = plan->calendar.origin;

	for (size_t i = 0; i < plan->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		const ccr_date named[] = {step->constraint_date, step->started, step->finished};
		for (size_t k = 0; k < CCR_LEN(named); k++)
			last = named[k] > last ? named[k] : last; /* none is the least */
	}
	return (double)last - plan->calendar.origin;
}

/* Calendar days that all steps and lags take, one after the other and behind what has a date, and
 * some. */
static double
elapsed_at_most(const struct plan *plan)
{
	double working = 0, elapsed = named_days(plan), week = plan_week(plan), away = 0;

	for (size_t i = 0; i < plan->n_steps; i++)
		working += isnan(plan->step[i].days)
				   ? 0
				   : fmax(plan->step[i].days, plan->step[i].pessimistic) + 1;
	for (size_t i = 0; i < plan->n_links; i++)
		*(plan->link[i].elapsed ? &elapsed : &working) += fabs(plan->link[i].lag);
	for (size_t i = 0; i < plan->n_people; i++)
		if (plan->person[i].away.n > 0)
			away = fmax(away, (double)plan->person[i]
						  .away.absence[plan->person[i].away.n - 1]
						  .to);
	/* Work pauses while people are away. */
	working += away;
	return elapsed + working * 7 / fmax(week, 1) + (double)plan->calendar.n_holidays + 7;
}

bool
plan_fits_from(const struct plan *plan, ccr_date day)
{
	double elapsed = elapsed_at_most(plan);

	return day + elapsed < ccr_date_from_civil(9999, 12, 31) &&
	       day - elapsed > ccr_date_from_civil(1, 1, 1);
}

bool
plan_fits(const struct plan *plan)
{
	return plan_fits_from(plan, plan->calendar.origin);
}

bool
plan_schedule(const struct plan *plan, const struct plan_timing *timing, struct plan_schedule *s)
{
	size_t *cycle = ccr_alloc(plan->n_steps, sizeof *cycle), n_cycle = 0;
	bool done;

	*s = (struct plan_schedule){.step = ccr_alloc(plan->n_steps, sizeof *s->step)};
	if (!plan_fits(plan) ||
	    (timing->not_before != CCR_DATE_NONE && !plan_fits_from(plan, timing->not_before))) {
		free(cycle);
		return false;
	}
	for (size_t i = 0; i < plan->n_steps; i++)
		s->step[i] = plan_bounds(plan, &plan->step[i], timing);
	done = schedule_compute(&plan->calendar, s->step, plan->n_steps, plan->link, plan->n_links,
				timing->float_kind, &s->finish, cycle, &n_cycle);
	if (!done) {
		s->cycle = cycle_text(plan, cycle, n_cycle);
		s->cycle_at = cycle[0];
	}
	free(cycle);
	return done;
}

void
plan_schedule_release(struct plan_schedule *s)
{
	free(s->step);
	free(s->cycle);
}

ccr_date
plan_start_date(const struct plan *plan, const struct schedule_step *step)
{
	return ccr_calendar_day(&plan->calendar, schedule_first_day(step));
}

ccr_date
plan_finish_date(const struct plan *plan, const struct schedule_step *step)
{
	return ccr_calendar_day(&plan->calendar, schedule_last_day(step));
}
