/* away.h: the working time of somebody who is not always there.
 *
 * Time is in working days from a calendar's origin, as in schedule.h; an absence takes whole days
 * of it.  Work that meets an absence pauses and goes on after it.  A NULL ccr_away is never away.
 */
#ifndef CCR_DECIDE_AWAY_H
#define CCR_DECIDE_AWAY_H

#include <stddef.h>

struct ccr_absence {
	long from, to; /* working days [from, to) */
};

struct ccr_away {
	struct ccr_absence *absence; /* in order, apart from each other; the caller's to free */
	size_t n;
};

/* Sorts the absences, drops empty ones and joins those that meet. */
void ccr_away_init(struct ccr_away *);

/* The first moment at or after at to work on. */
double ccr_away_start(const struct ccr_away *, double at);
/* The latest moment at or before at to start work, so many whole days from like where at itself is
 * none. */
double ccr_away_start_by(const struct ccr_away *, double at, double like);
/* When days of work that begin at start are done. */
double ccr_away_finish(const struct ccr_away *, double start, double days);
/* How much of [from, to] is there to work in. */
double ccr_away_work(const struct ccr_away *, double from, double to);
/* The latest start of days of work that are done by finish. */
double ccr_away_begin(const struct ccr_away *, double finish, double days);
/* The earliest start, as far as whole days go, of days of work that are not done before finish. */
double ccr_away_begin_no_earlier(const struct ccr_away *, double finish, double days);

#endif
