/* timing.h: a plan's dates: its steps, links, constraints and what has happened, through the
 * critical path method. */
#ifndef CCR_MODEL_TIMING_H
#define CCR_MODEL_TIMING_H

#include "model/plan.h"

struct plan_timing {
	enum schedule_float float_kind;
	/* A forecast made on this day: what has not started does not start before it, and what has
	 * takes the rest of its work from it on; CCR_DATE_NONE: all stands where it was planned. */
	ccr_date not_before;
	bool as_planned; /* as if nothing had happened yet */
};

/* The schedule of a plan that has a start and working days, a step for each of its steps. */
struct plan_schedule {
	struct schedule_step *step;
	double finish;
	char *cycle;     /* "s1 -> s2 -> s1", where there is no schedule for it; else NULL */
	size_t cycle_at; /* the first of its steps */
};

/* Do the days of all steps (the pessimistic ones) and lags, one after the other and behind every
 * date the plan names, stay within the years 1 to 9999? */
bool plan_fits(const struct plan *);
/* Does a forecast made on that day? */
bool plan_fits_from(const struct plan *, ccr_date);

/* False, with a cycle, where steps wait for each other; false without one where the plan does not
 * fit.  The caller releases the schedule in any case. */
bool plan_schedule(const struct plan *, const struct plan_timing *, struct plan_schedule *);
/* What has happened to a step and what the plan demands of it, as bounds in working time. */
struct schedule_step
plan_bounds(const struct plan *, const struct plan_step *, const struct plan_timing *);
void plan_schedule_release(struct plan_schedule *);
/* The first and the last day of a step; a milestone stands on the day on which what it waits for is
 * finished. */
ccr_date plan_start_date(const struct plan *, const struct schedule_step *);
ccr_date plan_finish_date(const struct plan *, const struct schedule_step *);

#endif
