/* simulate.h: the critical path many times over, each time with other days: Monte Carlo.
 *
 * What is watched are parts of the plan.  Part i is step i for each of the steps; then come parts
 * made of parts that stand before them (goals of steps, the plan of goals): such a part ends with
 * the last of its parts, is critical where one of them is, and in time where all of them are.
 *
 * A step is critical in a draw in which it ends the plan, or sets the date of a step that is
 * critical (schedule_mark_critical).  Finishes are counted by working day, so that every quantile
 * of the date is exact for the draws made, and memory does not grow with their number.
 */
#ifndef CCR_DECIDE_SIMULATE_H
#define CCR_DECIDE_SIMULATE_H

#include "decide/schedule.h"

struct simulate_part {
	size_t first, n; /* the parts it is made of; of a step not read */
	bool absent;     /* it is not done at all; set for parts without parts, too */
	bool over;       /* it is done already: not critical */
	long due;        /* the last working day on which it is in time; LONG_MAX: any is */

	double mean, sd; /* of its finish, in working days from the origin */
	size_t n_critical, n_in_time;
	size_t *draws; /* that finish on working day first_day, first_day + 1 ... */
	long first_day;
	size_t n_days, days_cap;
};

/* Puts the days of a draw into the steps. */
typedef void simulate_draw(void *sampler, struct schedule_step *);

/* Makes the draws, at least 1, on a network of n_steps steps, and fills all of parts but what says
 * what they are; draws belong to the parts then. */
void simulate(struct schedule_network *net, struct schedule_step *step, size_t n_steps,
	      simulate_draw *draw, void *sampler, size_t draws, struct simulate_part *part,
	      size_t n_parts);
void simulate_release(struct simulate_part *, size_t n_parts);

/* How many draws finish on the day or before. */
size_t simulate_until(const struct simulate_part *, long day);
/* The first working day by which at least so many draws, 1 or more, are finished: the quantile that
 * R calls type 1. */
long simulate_day(const struct simulate_part *, size_t draws);

#endif
