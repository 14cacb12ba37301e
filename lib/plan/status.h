/* status.h: what the files behind 'ccr-plan status' share: the rows of steps are in status.c, those
 * of goals, people, agencies and the plan in progress.c. */
#ifndef CCR_PLAN_STATUS_H
#define CCR_PLAN_STATUS_H

#include "model/baseline.h"
#include "model/changes.h"
#include "model/standing.h"
#include "plan/verbs.h"

struct status {
	struct ccr_run *run;
	const struct plan *plan;
	struct plan *old; /* of --since; NULL: not given */
	struct plan_schedule forecast;
	struct standing standing;
	struct baseline baseline;
	bool has_baseline;
	struct changes changes; /* where there is an old plan */
	size_t *held_up;        /* by person: steps that wait for theirs */
	char *note;
};

/* A result row; what is not set is missing. */
struct status_row {
	const char *goal, *step, *name, *responsible;
	ccr_date due, finish;
	const char *status;
	double percent, days_late;
	const char *reason;
	ccr_date baseline_finish;
	double slip, earned, elapsed, spi_t;
	const char *change;
};

struct status_row status_blank(void);
void status_emit(const struct status *, const struct status_row *);
/* Adds a text to a list of them. */
void status_say(struct ccr_buf *, const char *format, ...) CCR_PRINTF(2, 3);
/* Working days from the baseline's finish to the one now; NaN where one is missing. */
double status_slip(const struct status *, ccr_date baseline, ccr_date now);

/* The rows of goals, people, agencies and the plan. */
void status_progress(struct status *);

#endif
