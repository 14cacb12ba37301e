/* export.h: a plan with its dates, for the forms that 'ccr-plan export' writes, one file each. */
#ifndef CCR_PLAN_EXPORT_H
#define CCR_PLAN_EXPORT_H

#include "plan/verbs.h"

struct plan_export {
	const struct plan *plan;
	const struct plan_schedule *timing;
	const struct plan_ask *ask;
	ccr_date as_of; /* today, where it was not given */
	bool as_of_given;
	struct ccr_run *run; /* its text is where they write */
};

/* Each returns success, with the run's error filled where there is none. */
bool plan_to_ics(const struct plan_export *);
bool plan_to_mermaid(const struct plan_export *);
bool plan_to_svg(const struct plan_export *);
bool plan_to_text(const struct plan_export *);
bool plan_to_taskjuggler(const struct plan_export *);
bool plan_to_steps(const struct plan_export *);  /* CSV */
bool plan_to_goals(const struct plan_export *);  /* CSV */
bool plan_to_people(const struct plan_export *); /* CSV */
bool plan_to_minutes(const struct plan_export *);

/* Of step number i, as it happened or by the schedule; of one that is dropped, the place that what
 * waits for it has. */
ccr_date export_start(const struct plan_export *, size_t i);
ccr_date export_finish(const struct plan_export *, size_t i);
bool export_is_milestone(const struct plan_export *, size_t i);
/* Is it still to be done and without float? */
bool export_is_critical(const struct plan_export *, size_t i);

/* The first and last day of what is not dropped; false where there is no such step. */
bool export_span(const struct plan_export *, ccr_date *first, ccr_date *last);

/* What things are called: never NULL, "" where nobody is responsible. */
const char *export_title(const struct plan_export *);
const char *export_goal(const struct plan_export *, size_t goal);
const char *export_person(const struct plan_export *, size_t person);
const char *export_responsible(const struct plan_export *, const struct plan_step *);
/* The name, with its turn where the step repeats: "Meet (2 of 12)". */
void export_name(struct ccr_buf *, const struct plan_step *);

/* Adds text of at most width columns, with ".." at the end where it was cut; returns its width. */
size_t export_cut(struct ccr_buf *, const char *text, size_t width);
/* Adds the three letters of a month, 1 to 12. */
const char *export_month(int month);
/* Adds one day as YYYY-MM-DD. */
void export_date(struct ccr_buf *, ccr_date);

#endif
