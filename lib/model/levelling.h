/* levelling.h: a plan's steps levelled to what its people can do.
 *
 * A step takes all the time that each of its people has for the plan, or, where it gives hours, an
 * equal part of these, spread over its days; people keep it from its start to its finish.
 */
#ifndef CCR_MODEL_LEVELLING_H
#define CCR_MODEL_LEVELLING_H

#include "decide/level.h"
#include "model/timing.h"

/* Minutes a week that a step takes of each of its people. */
double
plan_minutes(const struct plan *, const struct plan_step *, size_t who, double hours_per_week);
/* Minutes a week that somebody has; hours_per_week is for those who do not say. */
double plan_capacity(const struct plan *, size_t who, double hours_per_week);

/* Does nobody have to give a step more than they have?  Fills err where somebody does. */
bool plan_can_level(const struct plan *, double hours_per_week, struct ccr_err *);

/* Moves the steps of a schedule of that plan, which can be levelled; wanted (or NULL) are starts to
 * keep to where that costs no time. */
void plan_level_schedule(const struct plan *, struct plan_schedule *, double hours_per_week,
			 const double *wanted, const struct level_limits *, struct level_result *);

#endif
