/* level.h: levelling, the resource-constrained project scheduling problem.
 *
 * Steps keep to their links, take their people whole from their start to their finish, pause while
 * one of these is away, and nobody has more than their capacity; the plan is to finish as early as
 * it can and, with that, as few days as found past finish_by.  Schedules are made by the serial
 * generation scheme from lists, right and left justified (V. Valls, F. Ballestin and S.
 * Quintanilla, European Journal of Operational Research 165 (2005) 375), first by latest start,
 * then bred; a branch and bound over minimal delaying alternatives (E. Demeulemeester and W.
 * Herroelen, Management Science 38 (1992) 1803) proves that none is earlier.
 *
 * Time is in working days, as in schedule.h.
 */
#ifndef CCR_DECIDE_LEVEL_H
#define CCR_DECIDE_LEVEL_H

#include <stdint.h>

#include "decide/schedule.h"

struct level_use {
	size_t who;
	long amount; /* in the unit of the capacity */
};

/* Borrowed.  A step needs no more of anybody than their capacity; links run in no circle. */
struct level_problem {
	const struct ccr_calendar *cal;
	const struct schedule_step
		*step; /* days, away, start_from, finish_from; fixed: start_from */
	size_t n;
	const struct schedule_link *link;
	size_t n_links;
	const struct level_use *use; /* of step i: use[first[i]] ... use[first[i + 1] - 1] */
	const size_t *first;
	const long *capacity;
	size_t n_people;
	const double *wanted; /* starts to keep to where that costs no time; NULL: none */
};

struct level_limits {
	double nodes, schedules; /* of the search, of the heuristic */
	double seconds;          /* 0: any; the result then depends on the machine */
	uint64_t seed;
};

struct level_result {
	double finish;
	double bound; /* no schedule finishes earlier */
	bool proved;  /* the finish is that */
	double nodes, schedules;
};

/* Fills es, ef and evening of step, a copy of the problem's; ls and free_float say how far it can
 * move when nothing else does and the plan ends no later. */
void level_solve(const struct level_problem *, const struct level_limits *,
		 struct schedule_step *step, struct level_result *);

#endif
