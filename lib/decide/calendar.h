/* calendar.h: working days.
 *
 * Working days are numbered from 0, the first one on or after origin; days before it have negative
 * numbers.
 */
#ifndef CCR_DECIDE_CALENDAR_H
#define CCR_DECIDE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

struct ccr_calendar {
	ccr_date origin;
	bool weekend[7];   /* Monday first */
	ccr_date *holiday; /* sorted, without repeats; the calendar's own after init */
	size_t n_holidays;
};

/* Sorts the holidays, which are the caller's to free, and drops repeats and those on weekends. */
void ccr_calendar_init(struct ccr_calendar *);
bool ccr_calendar_is_working(const struct ccr_calendar *, ccr_date);
/* The number of the first working day on or after date: how many lie in [origin, date). */
long ccr_calendar_index(const struct ccr_calendar *, ccr_date);
/* The date of working day number index.  At least one day of the week must be a working day. */
ccr_date ccr_calendar_day(const struct ccr_calendar *, long index);

#endif
