/* timing.c: see timing.h. */
#include "model/timing.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

struct schedule_step
plan_bounds(const struct plan *plan, const struct plan_step *from, const struct plan_timing *timing)
{
	const struct ccr_calendar *cal = &plan->calendar;
	struct schedule_step step = schedule_step(isnan(from->days) ? 0 : from->days);
	bool has_constraint =
		from->constraint != PLAN_FREE && from->constraint_date != CCR_DATE_NONE;
	double at = has_constraint ? (double)ccr_calendar_index(cal, from->constraint_date) : 0;
	/* A day that is no working day cannot be the last: the one before it is. */
	double end =
		has_constraint ? (double)ccr_calendar_index(cal, from->constraint_date + 1) : 0;

	/* Nothing is done, but what waits for it still waits for what it waited for. */
	if (from->status == PLAN_DROPPED)
		return schedule_step(0);
	step.away = from->away;
	switch (has_constraint ? from->constraint : PLAN_FREE) {
	case PLAN_SNET: step.start_from = at; break;
	case PLAN_SNLT: step.start_by = end - 1; break;
	case PLAN_FNET: step.finish_from = at + 1; break;
	case PLAN_FNLT: step.finish_by = end; break;
	case PLAN_MSO: step.start_from = step.start_by = at; break;
	case PLAN_MFO: step.finish_from = step.finish_by = end; break;
	case PLAN_FREE: break;
	}
	if (from->due != CCR_DATE_NONE)
		step.finish_by =
			fmin(step.finish_by, (double)ccr_calendar_index(cal, from->due + 1));
	if (timing->not_before != CCR_DATE_NONE)
		step.start_from =
			fmax(step.start_from, (double)ccr_calendar_index(cal, timing->not_before));
	if (from->started != CCR_DATE_NONE) {
		step.start_from = (double)ccr_calendar_index(cal, from->started);
		step.fixed = true;
	}
	if (from->status == PLAN_DONE && from->finished != CCR_DATE_NONE) {
		double finished = (double)ccr_calendar_index(cal, from->finished + 1);
		if (!step.fixed)
			step.start_from = finished - step.days;
		step.days = fmax(finished - step.start_from, 0);
		step.fixed = true;
		step.away = NULL;
	}
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

bool
plan_fits(const struct plan *plan)
{
	double working = 0, elapsed = 0, week = plan_week(plan), away = 0;

	for (size_t i = 0; i < plan->n_steps; i++)
		working += isnan(plan->step[i].days) ? 0 : plan->step[i].days + 1;
	for (size_t i = 0; i < plan->n_links; i++)
		*(plan->link[i].elapsed ? &elapsed : &working) += fabs(plan->link[i].lag);
	for (size_t i = 0; i < plan->n_people; i++)
		if (plan->person[i].away.n > 0)
			away = fmax(away, (double)plan->person[i]
						  .away.absence[plan->person[i].away.n - 1]
						  .to);
	/* Work pauses while people are away. */
	working += away;
	elapsed += working * 7 / fmax(week, 1) + (double)plan->calendar.n_holidays + 7;
	return plan->calendar.origin + elapsed < ccr_date_from_civil(9999, 12, 31) &&
	       plan->calendar.origin - elapsed > ccr_date_from_civil(1, 1, 1);
}

bool
plan_schedule(const struct plan *plan, const struct plan_timing *timing, struct plan_schedule *s)
{
	size_t *cycle = ccr_alloc(plan->n_steps, sizeof *cycle), n_cycle = 0;
	bool done;

	*s = (struct plan_schedule){.step = ccr_alloc(plan->n_steps, sizeof *s->step)};
	if (!plan_fits(plan)) {
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
	long day = step->evening ? (long)ceil(step->es - 1e-9) - 1 : (long)floor(step->es + 1e-9);

	return ccr_calendar_day(&plan->calendar, day);
}

ccr_date
plan_finish_date(const struct plan *plan, const struct schedule_step *step)
{
	if (!(step->days > 0))
		return plan_start_date(plan, step);
	return ccr_calendar_day(&plan->calendar, (long)ceil(step->ef - 1e-9) - 1);
}
