/* dates.h: the dates of steps in the rows of an earlier schedule. */
#ifndef CCR_PLAN_DATES_H
#define CCR_PLAN_DATES_H

#include "plan/verbs.h"

struct plan_span {
	ccr_date start, finish; /* CCR_DATE_NONE: not in the rows */
	size_t line;            /* 0: not in the rows */
};

/* The columns id, start and finish of the file of an option, for each step of the plan; the caller
 * frees.  Rows without an id, as those of goals and plans, are passed over; ids that the plan does
 * not have are counted in *unknown.  NULL on an error. */
struct plan_span *
plan_read_spans(struct ccr_run *, const char *option, const struct plan *, size_t *unknown);

#endif
