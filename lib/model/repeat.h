/* repeat.h: steps of a plan that repeat: the monthly meeting, and its minutes. */
#ifndef CCR_MODEL_REPEAT_H
#define CCR_MODEL_REPEAT_H

#include "model/plan.h"

#define PLAN_EVERY "week|fortnight|month|quarter|half|year"

/* How many steps a step of the document stands for: 1 where it does not repeat, or where what it
 * says of it makes no sense. */
size_t repeat_turns(const struct plan *, const struct plan_step *);
/* The step for one of its turns, the first being 1; ids live in the plan's arena. */
struct plan_step repeat_step(struct plan *, const struct plan_step *, size_t turn, size_t turns);
/* Adds findings on what makes no sense. */
void repeat_check(struct plan *);

#endif
