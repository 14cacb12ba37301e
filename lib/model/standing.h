/* standing.h: how the steps of a plan stand as of a day.
 *
 * What is known to have happened after that day has not happened yet: a step finished later was
 * still open, and how much of it was done is not known.  The dates to come are a forecast from that
 * day on (timing.h); whether a step should have begun is judged by the schedule that only moves
 * where something has happened.
 */
#ifndef CCR_MODEL_STANDING_H
#define CCR_MODEL_STANDING_H

#include "model/timing.h"

struct standing_step {
	enum plan_status status;
	bool open;         /* neither done nor dropped */
	bool overdue;      /* open, and due before the day */
	bool soon;         /* open, not overdue, due within so many days */
	bool late;         /* open, not overdue, and forecast to finish after it is due */
	bool should_start; /* it waits for nobody, and its start has passed */
	bool finished_later;
	double days_late; /* calendar days behind the due date, on the day or by the forecast */
	double percent;   /* NaN: not known */
	ccr_date finish;  /* real or forecast; CCR_DATE_NONE: dropped, or done nobody said when */
};

struct standing {
	const struct plan *plan;
	ccr_date as_of;
	struct standing_step *step;
	/* the links that end in a step: link[link_of[i]] ... link[link_of[i + 1] - 1] */
	size_t *link_of;
	const struct schedule_link **link;
	size_t *seen, round; /* by standing_waits, in which round */
	size_t *todo;
};

/* forecast: the plan's schedule with not_before as_of. */
void standing_init(struct standing *, const struct plan *, const struct plan_schedule *forecast,
		   ccr_date as_of, double soon);
void standing_release(struct standing *);

/* Does it need somebody's attention: overdue, late by the forecast, or blocked? */
bool standing_needs(const struct standing_step *);

/* A step that another one waits for: its end, or its start (SS, SF), and whether the other one
 * waits with its finish (FF, SF) rather than its start.  What a dropped step waited for is waited
 * for in its place. */
struct standing_wait {
	size_t step;
	bool for_start, finish;
};

/* The steps that a step waits for, in the order of the plan's links; how many. The caller frees
 * *wait. */
size_t standing_waits(struct standing *, size_t step, struct standing_wait **wait);

#endif
