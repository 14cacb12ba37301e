/* calendar.c: see calendar.h. */
#include "decide/calendar.h"

#include <stdlib.h>

static int
compare(const void *a, const void *b)
{
	ccr_date x = *(const ccr_date *)a, y = *(const ccr_date *)b;

	return (x > y) - (x < y);
}

void
ccr_calendar_init(struct ccr_calendar *cal)
{
	size_t kept = 0;

	if (cal->n_holidays > 0)
		qsort(cal->holiday, cal->n_holidays, sizeof *cal->holiday, compare);
	for (size_t i = 0; i < cal->n_holidays; i++) {
		ccr_date day = cal->holiday[i];
		if (!cal->weekend[ccr_date_weekday(day)] &&
		    (kept == 0 || cal->holiday[kept - 1] != day))
			cal->holiday[kept++] = day;
	}
	cal->n_holidays = kept;
}

/* How many holidays lie before date. */
static long
holidays_before(const struct ccr_calendar *cal, ccr_date date)
{
	size_t low = 0, high = cal->n_holidays;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (cal->holiday[middle] < date)
			low = middle + 1;
		else
			high = middle;
	}
	return (long)low;
}

bool
ccr_calendar_is_working(const struct ccr_calendar *cal, ccr_date date)
{
	return !cal->weekend[ccr_date_weekday(date)] &&
	       holidays_before(cal, date) == holidays_before(cal, date + 1);
}

static long
week(const struct ccr_calendar *cal)
{
	long days = 0;

	for (int i = 0; i < 7; i++)
		days += !cal->weekend[i];
	return days;
}

/* Weekdays that are no weekend in [from, to), from <= to, holidays not regarded. */
static long
weekdays(const struct ccr_calendar *cal, ccr_date from, ccr_date to)
{
	long n = (to - from) / 7 * week(cal);

	for (ccr_date day = to - (to - from) % 7; day < to; day++)
		n += !cal->weekend[ccr_date_weekday(day)];
	return n;
}

long
ccr_calendar_index(const struct ccr_calendar *cal, ccr_date date)
{
	long holidays = holidays_before(cal, date) - holidays_before(cal, cal->origin);

	return (date >= cal->origin ? weekdays(cal, cal->origin, date)
				    : -weekdays(cal, date, cal->origin)) -
	       holidays;
}

ccr_date
ccr_calendar_day(const struct ccr_calendar *cal, long index)
{
	/* A first guess by whole weeks, made good by what is missing until it is right: holidays
	 * are few. */
	ccr_date date = cal->origin + (ccr_date)(index / week(cal) * 7);
	long missing;

	while ((missing = index - ccr_calendar_index(cal, date)) / week(cal) != 0)
		date += (ccr_date)(missing / week(cal) * 7);
	for (; missing < 0; missing = index - ccr_calendar_index(cal, date))
		date--;
	while (ccr_calendar_index(cal, date) < index || !ccr_calendar_is_working(cal, date))
		date++;
	return date;
}
