/* plan.h: a plan/1 document as arrays: people, goals, steps and the links between steps.
 *
 * A step that repeats becomes a step for each time, meet.1, meet.2 ...
 *
 * A plan that parses can still be wrong: two steps of one id, a person nobody knows.  Such findings
 * are collected, not refused, so that a check can list them all; a command that needs a sound plan
 * asks plan_sound.
 */
#ifndef CCR_MODEL_PLAN_H
#define CCR_MODEL_PLAN_H

#include "data/dict.h"
#include "data/doc.h"
#include "decide/schedule.h"
#include "model/plansheet.h"

#define PLAN_NONE SIZE_MAX

enum { PLAN_MOST_HOURS = 876000 }; /* of a person in a week, of a step: those of a century */

#define PLAN_STATUSES "planned|started|done|blocked|dropped" /* in the order of the enum */
enum plan_status { PLAN_PLANNED, PLAN_STARTED, PLAN_DONE, PLAN_BLOCKED, PLAN_DROPPED };
extern const char *const plan_status_names[]; /* "planned" ... */

#define PLAN_CONSTRAINTS "snet|snlt|fnet|fnlt|mso|mfo" /* in the order of the enum, from 0 */
enum plan_constraint {
	PLAN_FREE = -1,
	PLAN_SNET,
	PLAN_SNLT,
	PLAN_FNET,
	PLAN_FNLT,
	PLAN_MSO,
	PLAN_MFO
};

/* Times are working days of the plan's calendar (decide/calendar.h). */
struct plan_person {
	const struct ccr_json *json;
	const char *id, *name, *agency; /* NULL: not given */
	double hours_per_week;          /* for this plan; NaN: not given */
	struct ccr_away away;           /* leave */
};

struct plan_step {
	const struct ccr_json *json;
	size_t goal;
	const char *id, *name, *responsible; /* NULL: not given */
	size_t owner;                        /* the person responsible; PLAN_NONE: nobody known */
	const size_t *people;                /* who works on it */
	size_t n_people;
	const struct ccr_away *away;    /* of those who work on it; NULL: never */
	size_t turn, turns;             /* of a step that repeats, from 1; 0: it does not */
	double days;                    /* the most likely; NaN: not given */
	double optimistic, pessimistic; /* as days where only one number is given */
	double hours;                   /* of work, of all its people; NaN: all their time */
	enum plan_status status;
	ccr_date due, started, finished, constraint_date;
	enum plan_constraint constraint;
	double percent; /* 0..100; 100 where it is done */
};

struct plan_goal {
	const struct ccr_json *json;
	const char *id;
	size_t first, n_steps; /* its steps */
};

struct plan_finding {
	size_t goal, step; /* PLAN_NONE: not of a goal, of a step */
	const char *rule, *fix;
	char *evidence;
	const char *file;
	size_t line;
};

struct plan {
	const char *file; /* of the document, or of the table of steps */
	const struct ccr_json *root;
	struct plansheet sheet; /* where it was read from tables */
	ccr_date start;         /* CCR_DATE_NONE: not given */
	struct ccr_calendar calendar;
	struct plan_person *person;
	size_t n_people;
	struct ccr_dict person_ids;
	size_t *person_of; /* by code of the ids */
	struct plan_goal *goal;
	size_t n_goals;
	struct plan_step *step;
	size_t n_steps;
	struct schedule_link *link;
	size_t n_links, links_cap;
	struct plan_finding *finding;
	size_t n_findings, findings_cap;
	struct ccr_arena arena;
};

extern const struct ccr_kind plan_kind;
extern const struct ccr_key plan_goal_keys[], plan_step_keys[], plan_person_keys[];

/* Reads a plan; drafts may have null where a key is required.  NULL on an error. */
struct plan *plan_read(const struct plan_from *, bool draft, struct ccr_err *);
/* Puts the findings of reading, if any, into err; true where there are none. */
bool plan_sound(const struct plan *, struct ccr_err *);
/* Is there a day of the week to work on? */
bool plan_has_working_days(const struct plan *);
/* The number of the person with this id; PLAN_NONE: nobody. */
size_t plan_person(const struct plan *, const char *id);
/* Working days in a week. */
double plan_week(const struct plan *);
/* Adds a finding: rule and fix are borrowed, the evidence is formatted. */
void plan_find(struct plan *, size_t goal, size_t step, const char *rule, const char *fix,
	       size_t line, const char *format, ...) CCR_PRINTF(7, 8);
void plan_free(struct plan *);

#endif
