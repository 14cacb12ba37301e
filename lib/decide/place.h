/* place.h: steps put in time one after the other, with what they leave of everybody's capacity;
 * what the heuristic and the search of level.h share. */
#ifndef CCR_DECIDE_PLACE_H
#define CCR_DECIDE_PLACE_H

#include "decide/level.h"

/* How much of a person is taken: load[i] from time[i] to time[i + 1]; time[0] is -INFINITY. */
struct place_profile {
	double *time;
	long *load;
	size_t n, cap;
};

struct place {
	const struct level_problem *p;
	struct schedule_ends in, out;
	size_t *order;            /* predecessors first */
	struct schedule_step *at; /* where the steps stand: es, ef and, the same, ls, lf */
	struct place_profile *profile;
	bool fractions;  /* days or lags are not all whole */
	double *minimum; /* the earliest es that the step's own bounds allow */
};

void place_init(struct place *, const struct level_problem *);
void place_release(struct place *);

/* A moment, so that equal ones are equal: with fractions, rounded to 1/10080 of a day. */
double place_moment(const struct place *, double);
/* Nothing is taken any more but by fixed steps. */
void place_clear(struct place *);
/* Takes people from es to ef, or gives them back (sign -1). */
void place_take(struct place *, size_t step, long sign);
/* The earliest es that bounds and the links of predecessors, who all stand, allow. */
double place_earliest(const struct place *, size_t step);
/* The first start from es on at which its people are free; the latest one that is over by lf and
 * not after ls. */
double place_fit_after(const struct place *, size_t step, double es);
double place_fit_before(const struct place *, size_t step, double ls, double lf);
/* Puts the step at es; ef, ls, lf and evening follow. */
void place_at(struct place *, size_t step, double es);

#endif
