/* changes.h: what is not as it was in an older state of the same plan.
 *
 * Steps and goals are the same where their ids are.  The turns of a step that repeats are steps;
 * where turns are new or gone the first of them speaks for all.
 */
#ifndef CCR_MODEL_CHANGES_H
#define CCR_MODEL_CHANGES_H

#include "model/plan.h"

struct changes_ids {
	struct ccr_dict dict;
	size_t *place; /* by code */
};

struct changes {
	const struct plan *old, *new;
	struct changes_ids old_steps, new_steps, old_goals, new_goals;
	size_t *turns_gone, *turns_new; /* by step: the turns it speaks for; 0: none */
};

/* Both plans are borrowed; ids of old may stand there twice, then the first counts. */
void changes_init(struct changes *, const struct plan *old, const struct plan *new);
void changes_release(struct changes *);

/* "due 2027-04-30 -> 2027-05-14 (14 days later); responsible lt -> coord", "added"; NULL: nothing.
 * The caller frees. */
char *changes_of_step(const struct changes *, size_t new_step);
char *changes_of_goal(const struct changes *, size_t new_goal);
/* "removed" for a step or goal of the old plan that is not in the new one, else NULL. The caller
 * frees. */
char *changes_lost_step(const struct changes *, size_t old_step);
char *changes_lost_goal(const struct changes *, size_t old_goal);

#endif
