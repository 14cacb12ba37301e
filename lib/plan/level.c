/* level.c: 'ccr-plan level', the dates of all steps when nobody has more to do than they can. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "model/baseline.h"
#include "model/levelling.h"
#include "plan/verbs.h"

/* What a step starts after: a step it waits for, or one that has its people. */
static const struct plan_step *
driver_of(const struct plan *plan, const struct plan_schedule *timing, size_t at, size_t *person)
{
	const struct schedule_step *s = &timing->step[at];

	*person = PLAN_NONE;
	if (s->fixed || !(s->es > 0))
		return NULL;
	for (size_t i = 0; i < plan->n_links; i++)
		if (plan->link[i].to == at && schedule_earliest(&plan->calendar, timing->step,
								&plan->link[i]) >= s->es - 1e-9)
			return &plan->step[plan->link[i].from];
	for (size_t i = 0; i < plan->n_steps; i++) {
		if (i == at || !(timing->step[i].days > 0) ||
		    !(fabs(timing->step[i].ef - s->es) < 1e-9))
			continue;
		for (size_t k = 0; k < plan->step[i].n_people; k++)
			for (size_t m = 0; m < plan->step[at].n_people; m++)
				if (plan->step[i].people[k] == plan->step[at].people[m]) {
					*person = plan->step[i].people[k];
					return &plan->step[i];
				}
	}
	return NULL;
}

/* As of schedule; the last row says how many days the plan takes. */
static const enum ccr_place in_table[PLAN_SCHEDULE_FIELDS] = {
	[2] = CCR_BELOW, [6] = CCR_HIDDEN, [11] = CCR_BELOW};

static void
emit_levelled(struct ccr_run *run, const struct plan *plan, const struct plan_schedule *timing,
	      size_t at, ccr_date as_of)
{
	const struct plan_step *step = &plan->step[at], *driver;
	const struct schedule_step *s = &timing->step[at];
	size_t person;
	char *note = NULL;

	plan_emit_step(run->out, plan, step);
	if (step->status == PLAN_DROPPED) {
		ccr_emit_missing(run->out, 7);
		plan_emit_note(run->out, as_of, "dropped: it takes no time");
		ccr_emit_end(run->out);
		return;
	}
	driver = driver_of(plan, timing, at, &person);
	if (person != PLAN_NONE)
		note = ccr_printf("%s has %s until then", driver->id, plan->person[person].id);
	else if (s->fixed)
		note = ccr_printf("%s",
				  step->status == PLAN_DONE ? "it is done" : "it has started");
	ccr_emit_date(run->out, plan_first_day(plan, step, s));
	ccr_emit_date(run->out, plan_last_day(plan, step, s));
	ccr_emit_number(run->out, s->days);
	ccr_emit_missing(run->out, 1);
	ccr_emit_number(run->out, s->free_float);
	ccr_emit_count(run->out, !(s->free_float > 1e-9));
	ccr_emit_text(run->out, driver ? driver->id : NULL);
	plan_emit_note(run->out, as_of, note);
	ccr_emit_end(run->out);
	free(note);
}

/* "67 working days; no schedule takes fewer than 60: gap 11.7 %, not proved" */
static char *
verdict(const struct level_result *r)
{
	char finish[CCR_NUM_SIZE], bound[CCR_NUM_SIZE], gap[CCR_NUM_SIZE], nodes[CCR_NUM_SIZE],
		schedules[CCR_NUM_SIZE];

	ccr_num_print_short(finish, r->finish);
	ccr_num_print_short(bound, r->bound);
	ccr_num_print_short(gap, r->bound > 0 ? 100 * (r->finish - r->bound) / r->bound : 0);
	ccr_num_print(nodes, r->nodes);
	ccr_num_print(schedules, r->schedules);
	return ccr_printf("%s working days; lower bound %s; gap %s %%; %s (%s nodes, %s schedules)",
			  finish, bound, gap, r->proved ? "proved" : "not proved", nodes,
			  schedules);
}

/* The plan as a whole. */
static void
emit_plan(struct ccr_run *run, const struct plan *plan, const struct plan_schedule *timing,
	  const struct level_result *result, ccr_date as_of)
{
	char *note = verdict(result);
	double first = INFINITY;
	struct schedule_step whole = schedule_step(0);

	for (size_t i = 0; i < plan->n_steps; i++)
		if (plan->step[i].status != PLAN_DROPPED)
			first = fmin(first, timing->step[i].es);
	ccr_emit_missing(run->out, 2);
	ccr_emit_text(run->out, "plan");
	ccr_emit_missing(run->out, 1);
	if (first < result->finish) {
		whole.es = first;
		whole.ef = result->finish;
		whole.days = result->finish - first;
		ccr_emit_date(run->out, plan_start_date(plan, &whole));
		ccr_emit_date(run->out, plan_finish_date(plan, &whole));
	} else {
		ccr_emit_missing(run->out, 2);
	}
	ccr_emit_number(run->out, result->finish);
	ccr_emit_missing(run->out, 4);
	plan_emit_note(run->out, as_of, note);
	ccr_emit_end(run->out);
	free(note);
}

/* The starts of an earlier schedule; what it does not have starts where the critical path puts
 * it. */
static double *
wanted_starts(struct ccr_run *run, const struct plan *plan, const struct plan_schedule *timing)
{
	struct baseline kept = {0};
	struct ccr_input input;
	double *wanted = NULL;

	ccr_run_table(run, "keep", &input);
	if (baseline_read(&kept, &input, false, run->err)) {
		wanted = ccr_alloc(plan->n_steps, sizeof *wanted);
		for (size_t i = 0; i < plan->n_steps; i++) {
			const struct baseline_step *was = baseline_find(&kept, plan->step[i].id);
			wanted[i] =
				was && was->start != CCR_DATE_NONE
					? (double)ccr_calendar_index(&plan->calendar, was->start)
					: timing->step[i].es;
		}
	}
	baseline_release(&kept);
	return wanted;
}

/* Both cost time that grows with the steps, or faster: where nobody asked for so many, a large plan
 * gets fewer. */
static struct level_limits
limits_for(const struct ccr_run *run, const struct plan_ask *ask, size_t steps)
{
	double large = fmax(1, (double)steps / 100);
	struct level_limits limits = {ask->nodes, ask->schedules, ask->seconds,
				      (uint64_t)ask->seed};

	if (!ccr_given(run, "nodes"))
		limits.nodes = ceil(limits.nodes / large / large);
	if (!ccr_given(run, "schedules"))
		limits.schedules = fmax(3, ceil(limits.schedules / large / large));
	return limits;
}

bool
plan_level(struct ccr_run *run, const struct plan_ask *ask)
{
	struct plan_timing how = {.not_before = ask->as_of};
	struct level_limits limits;
	struct plan_schedule timing;
	struct level_result result;
	struct plan *plan = NULL;
	double *wanted = NULL;
	bool good;

	if (!plan_hours_fit(run, ask))
		return false;
	plan = plan_open(run, &how, &timing);
	good = plan && plan_can_level(plan, ask->hours_per_week, run->err);

	if (good && ask->keep)
		good = (wanted = wanted_starts(run, plan, &timing));
	if (good) {
		limits = limits_for(run, ask, plan->n_steps);
		plan_level_schedule(plan, &timing, ask->hours_per_week, wanted, &limits, &result);
		plan_lay_out(run->out, in_table, ask->as_of);
		for (size_t i = 0; i < plan->n_steps; i++)
			emit_levelled(run, plan, &timing, i, ask->as_of);
		emit_plan(run, plan, &timing, &result, ask->as_of);
	}
	free(wanted);
	if (plan) {
		plan_schedule_release(&timing);
		plan_free(plan);
	}
	return good;
}
