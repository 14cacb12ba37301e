/* verbs.h: the verbs of ccr-plan, one file each, and what its options ask of them. */
#ifndef CCR_PLAN_VERBS_H
#define CCR_PLAN_VERBS_H

#include "model/timing.h"
#include "program.h"

struct plan_ask {
	double top, soon;
	const char *item;
	const char *why; /* a step's id */
	ccr_date as_of;  /* CCR_DATE_NONE: not given */
	int float_kind;  /* enum schedule_float */
	double nodes, schedules, seconds, seed, hours_per_week;
	const char *keep, *schedule;  /* files */
	const char *baseline, *since; /* files */
	bool all;
	int definition; /* enum plan_definition */
	bool lint;
	double power, alpha, probability;
	struct ccr_list only;
	int distribution; /* enum ccr_three_point_kind */
	double correlation, draws;
	ccr_date deadline; /* CCR_DATE_NONE: not given */
	bool formula;
	int to; /* of PLAN_EXPORTS */
	bool events, links;
	double width;
	/* of a plan that is tables; plan_take asks for them */
	ccr_date start;
	const char *holidays;
	const char *team; /* a roster */
};

#define PLAN_EXPORTS "ics|mermaid|svg|text|taskjuggler|csv|csv-goals|csv-people|minutes"

enum {
	PLAN_CHECK_FIELDS = 8,
	PLAN_SCHEDULE_FIELDS = 12,
	PLAN_VERIFY_FIELDS = 9,
	PLAN_STATUS_FIELDS = 17,
	PLAN_RISK_FIELDS = 21,
};
extern const struct ccr_field plan_check_fields[PLAN_CHECK_FIELDS];
extern const struct ccr_field plan_schedule_fields[PLAN_SCHEDULE_FIELDS];
extern const struct ccr_field plan_status_fields[PLAN_STATUS_FIELDS];
extern const struct ccr_field plan_risk_fields[PLAN_RISK_FIELDS];
extern const struct ccr_field plan_verify_fields[PLAN_VERIFY_FIELDS];

/* Each returns success, with the run's error filled where there is none. */
bool plan_draft(struct ccr_run *, const struct plan_ask *);
bool plan_check(struct ccr_run *, const struct plan_ask *);
/* The objects of a draft's 'people', from --team; nothing where it is not given. */
bool plan_write_team(struct ccr_run *, const struct plan_ask *);
bool plan_dates(struct ccr_run *, const struct plan_ask *);
bool plan_status(struct ccr_run *, const struct plan_ask *);
bool plan_risk(struct ccr_run *, const struct plan_ask *);
bool plan_level(struct ccr_run *, const struct plan_ask *);
bool plan_verify(struct ccr_run *, const struct plan_ask *);
bool plan_export(struct ccr_run *, const struct plan_ask *);

/* Is --hours-per-week one that people can have? */
bool plan_hours_fit(struct ccr_run *, const struct plan_ask *);
/* The plan of the run, a document or tables, that may still be a draft.  NULL on an error; the
 * caller frees. */
struct plan *plan_take(struct ccr_run *, bool draft);
/* The plan of the run, sound, with working days and within the years; and its schedule, where
 * timing is not NULL.  NULL on an error; the caller frees both. */
struct plan *plan_open(struct ccr_run *, const struct plan_timing *, struct plan_schedule *);
/* The rows of a plan are its steps. */
void plan_count_steps(struct ccr_run *, const struct plan *);
/* From goal to responsible: what every row of a step begins with. */
void plan_emit_step(struct ccr_emit *, const struct plan *, const struct plan_step *);
/* The days of a step: the real ones where it has begun or is done, else by the schedule. */
ccr_date
plan_first_day(const struct plan *, const struct plan_step *, const struct schedule_step *);
ccr_date plan_last_day(const struct plan *, const struct plan_step *, const struct schedule_step *);
/* How the table for people is laid out (places: borrowed), with the as-of day below it. */
void plan_lay_out(struct ccr_emit *, const enum ccr_place *places, ccr_date as_of);
/* The last cell of a row: a note (or NULL), and the as-of day where one was given and no table for
 * people says it. */
void plan_emit_note(struct ccr_emit *, ccr_date as_of, const char *note);

#endif
