/* earned.h: how much of the planned work is done, and how much time that took: earned value and
 * earned schedule.
 *
 * Work is planned evenly over its working days.  Value is counted in any unit; there are no costs.
 * Earned schedule is the time at which the plan would have had what has been earned (W. Lipke,
 * "Schedule is Different", The Measurable News, 2003): N + (EV - PV[N]) / (PV[N+1] - PV[N]), N the
 * last period whose planned value is earned.
 */
#ifndef CCR_DECIDE_EARNED_H
#define CCR_DECIDE_EARNED_H

#include <stdbool.h>
#include <stddef.h>

struct earned_work {
	long from, to; /* planned on the periods [from, to) */
	double weight; /* its planned value; without any it does not count */
	double share;  /* of it that is done, 0 to 1 */
};

struct earned {
	double earned, planned, total; /* EV, PV until now, BAC */
	double periods;                /* from the first to the end of the last that has work */
	double elapsed;                /* AT: from the first until now */
	double schedule;               /* ES */
	double spi_t, sv_t;            /* ES / AT, ES - AT */
	double spi;                    /* EV / PV */
	double ieac_t;                 /* periods / SPI(t); NaN where nothing is earned */
};

/* ES of a cumulative planned value at the ends of the periods 0 ... periods, the first 0, none
 * below the one before. */
double earned_schedule(const double *planned, size_t periods, double earned);

/* As of the beginning of period now.  False where no work has weight, or none is planned before
 * now: then there is no index. */
bool earned_compute(const struct earned_work *, size_t n, long now, struct earned *);

#endif
