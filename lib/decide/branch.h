/* branch.h: the search of level.h: bounds, and the branch and bound that proves an optimum. */
#ifndef CCR_DECIDE_BRANCH_H
#define CCR_DECIDE_BRANCH_H

#include "decide/place.h"

/* No schedule finishes earlier: the longest path and, for each person, the work that begins no
 * earlier and is followed by no less than each of its steps. */
double branch_bound(struct place *);
/* Can the search prove anything here?  It goes through time, so no link may let a step start before
 * one it waits for. */
bool branch_applies(const struct place *);
/* Looks for schedules that finish before *finish, and copies the starts of each one found to es.
 * True where it looked at all of them, so that none finishes before the *finish it leaves. */
bool branch_search(struct place *, const struct level_limits *, double *finish, double *es,
		   double *nodes);

#endif
