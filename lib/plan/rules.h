/* rules.h: what 'ccr-plan check' asks of a plan, rule by rule.
 *
 * A rule says of the plan, of each goal or of the steps of each goal whether it holds, and by what
 * evidence.  The rules stand in one table (rules.c) in the order of their rows; those of a letter
 * of SMART judge in a file of their own.
 */
#ifndef CCR_PLAN_RULES_H
#define CCR_PLAN_RULES_H

#include "model/levelling.h"
#include "plan/ranking.h"
#include "plan/simulate.h"
#include "plan/verbs.h"
#include "plan/words.h"

#define PLAN_VERDICTS "pass|fail|warn|cannot_judge" /* in the order of the enum */
enum plan_verdict { PLAN_PASS, PLAN_FAIL, PLAN_WARN, PLAN_CANNOT_JUDGE };

#define PLAN_DEFINITIONS "smart|smartie|smart+c" /* in the order of the enum */
enum plan_definition { PLAN_SMART, PLAN_SMARTIE, PLAN_SMART_C };
/* The note of each row with a letter. */
extern const char *const plan_definition_notes[];

enum plan_rule_of { PLAN_OF_PLAN, PLAN_OF_GOAL, PLAN_OF_BOTH };

struct plan_check;

struct plan_rule {
	const char *id, *letter, *fix; /* letter NULL: of none */
	/* How it judges: by a function of its own, by a key that has to be there, by what is wrong
	 * with single steps, or by a count. */
	void (*judge)(struct plan_check *);
	const char *parent, *key;
	/* What is wrong with a step, as evidence; nothing is added where it is as it should be. */
	void (*wrong)(const struct plan_check *, const struct plan_step *, struct ccr_buf *);
	bool each_turn; /* of a step that repeats: all are asked, not only the first */
	/* How many there are of what should be few, and of how many: at most limit of them. */
	size_t (*count)(const struct plan_check *, size_t *of);
	double limit;
	enum plan_verdict otherwise; /* where it does not hold, of key, wrong and count */
	enum plan_rule_of of;
	bool lint;                       /* only with --lint */
	enum plan_definition definition; /* of which its letter is; PLAN_SMART: of all */
};

/* A plan under check. */
struct plan_check {
	struct ccr_run *run;
	const struct plan_ask *ask;
	const struct plan *plan;
	struct plan_schedule schedule;
	const char *no_schedule; /* why there is none; NULL: there is one */
	struct plan_schedule levelled;
	struct level_result levelling;
	const char *no_levelling; /* why there is none; NULL: there is one */
	struct plan_risk *risk;   /* NULL: there is no schedule */
	struct plan_words vague, groups;
	struct plan_ranking ranking;
	bool has_ranking;
	/* what is judged now */
	const struct plan_rule *rule;
	size_t goal; /* PLAN_NONE: the plan */
	size_t said; /* rows of this rule and goal */
};

/* A row of the rule and goal that are judged now; step PLAN_NONE: of the goal. */
void plan_say(struct plan_check *, size_t step, enum plan_verdict, const char *format, ...)
	CCR_PRINTF(4, 5);
/* A row for what reading the plan has found. */
void plan_say_finding(struct plan_check *, const struct plan_finding *);
void plan_judge(struct plan_check *);

/* The goal that is judged, its measure (NULL: none), and whether a key of a node is not given:
 * absent, null or empty. */
const struct ccr_json *plan_goal_json(const struct plan_check *);
const struct ccr_json *plan_measure(const struct plan_check *);
bool plan_absent(const struct ccr_json *, const char *key);
/* A number of the measure; false after saying that it is not given and so nothing can be judged. */
bool plan_measure_number(struct plan_check *, const char *key, double *);
/* Is the step still to be done? */
bool plan_is_open(const struct plan_step *);
/* False after saying why there are no dates to judge. */
bool plan_has_dates(struct plan_check *);

/* S */
void judge_goals(struct plan_check *);
void judge_person_id(struct plan_check *);
void judge_one_person(struct plan_check *);
void judge_vague_verb(struct plan_check *);
void judge_one_verb(struct plan_check *);
/* M */
void judge_target_side(struct plan_check *);
void judge_share_n(struct plan_check *);
void judge_detectable(struct plan_check *);
/* A */
void judge_steps(struct plan_check *);
void judge_load(struct plan_check *);
void judge_dates_fit(struct plan_check *);
void judge_levelled_finish(struct plan_check *);
void judge_finish_probability(struct plan_check *);
void judge_history(struct plan_check *);
void judge_beyond_history(struct plan_check *);
/* R */
void judge_ranked(struct plan_check *);
void judge_top_problem(struct plan_check *);
void judge_orphan_step(struct plan_check *);
/* T */
void judge_dates_in_order(struct plan_check *);
void judge_checkpoint(struct plan_check *);
void judge_reviews(struct plan_check *);
void judge_data_lag(struct plan_check *);
void wrong_due(const struct plan_check *, const struct plan_step *, struct ccr_buf *);
void wrong_due_day(const struct plan_check *, const struct plan_step *, struct ccr_buf *);
void wrong_owner_away(const struct plan_check *, const struct plan_step *, struct ccr_buf *);
void wrong_constraint(const struct plan_check *, const struct plan_step *, struct ccr_buf *);
void wrong_status(const struct plan_check *, const struct plan_step *, struct ccr_buf *);
/* letters of other definitions */
void judge_people_decide(struct plan_check *);
/* lint: roles and logic */
void wrong_roles(const struct plan_check *, const struct plan_step *, struct ccr_buf *);
void wrong_leave(const struct plan_check *, const struct plan_step *, struct ccr_buf *);
void wrong_deliverable(const struct plan_check *, const struct plan_step *, struct ccr_buf *);
void judge_idle_person(struct plan_check *);
void judge_idle_agency(struct plan_check *);
void judge_same_deliverable(struct plan_check *);
/* lint: the schedule, by the counts of the DCMA */
size_t count_open_ends(const struct plan_check *, size_t *of);
size_t count_leads(const struct plan_check *, size_t *of);
size_t count_lags(const struct plan_check *, size_t *of);
size_t count_other_links(const struct plan_check *, size_t *of);
size_t count_constraints(const struct plan_check *, size_t *of);
size_t count_high_float(const struct plan_check *, size_t *of);
size_t count_negative_float(const struct plan_check *, size_t *of);
size_t count_long_steps(const struct plan_check *, size_t *of);
size_t count_without_people(const struct plan_check *, size_t *of);
void judge_dcma_dates(struct plan_check *);
void judge_dcma_cpli(struct plan_check *);

#endif
