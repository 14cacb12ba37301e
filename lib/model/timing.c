/* timing.c: see timing.h. */
#include "model/timing.h"

#include <math.h>
#include <stdlib.h>

#include "base/opt.h"

/* What has happened, and what the plan demands, as bounds in working time. */
static struct schedule_step
bounded(const struct ccr_calendar *cal, const struct plan_step *from)
{
	struct schedule_step step = schedule_step(isnan(from->days) ? 0 : from->days);
	bool has_constraint = from->constraint && from->constraint_date != CCR_DATE_NONE;
	double at = has_constraint ? (double)ccr_calendar_index(cal, from->constraint_date) : 0;
	/* A day that is no working day cannot be the last: the one before it is. */
	double end =
		has_constraint ? (double)ccr_calendar_index(cal, from->constraint_date + 1) : 0;

	/* Nothing is done, but what waits for it still waits for what it waited for. */
	if (from->status == PLAN_DROPPED)
		return schedule_step(0);
	switch (has_constraint ? ccr_opt_choice("snet|snlt|fnet|fnlt|mso|mfo", from->constraint)
			       : -1) {
	case 0: step.start_from = at; break;
	case 1: step.start_by = end - 1; break;
	case 2: step.finish_from = at + 1; break;
	case 3: step.finish_by = end; break;
	case 4: step.start_from = step.start_by = at; break;
	case 5: step.finish_from = step.finish_by = end; break;
	default: break;
	}
	if (from->due != CCR_DATE_NONE)
		step.finish_by =
			fmin(step.finish_by, (double)ccr_calendar_index(cal, from->due + 1));
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
plan_schedule(const struct plan *plan, struct plan_schedule *s)
{
	size_t *cycle = ccr_alloc(plan->n_steps, sizeof *cycle), n_cycle = 0;
	bool done;

	*s = (struct plan_schedule){.step = ccr_alloc(plan->n_steps, sizeof *s->step)};
	for (size_t i = 0; i < plan->n_steps; i++)
		s->step[i] = bounded(&plan->calendar, &plan->step[i]);
	done = schedule_compute(&plan->calendar, s->step, plan->n_steps, plan->link, plan->n_links,
				&s->finish, cycle, &n_cycle);
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
	long day = (long)floor(step->es + 1e-9) - step->evening;

	return ccr_calendar_day(&plan->calendar, day);
}

ccr_date
plan_finish_date(const struct plan *plan, const struct schedule_step *step)
{
	if (!(step->days > 0))
		return plan_start_date(plan, step);
	return ccr_calendar_day(&plan->calendar, (long)ceil(step->ef - 1e-9) - 1);
}
