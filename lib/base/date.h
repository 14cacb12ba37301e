/* date.h: days and times without time zones.
 *
 * A ccr_date is days since 1970-01-01 in the proleptic Gregorian calendar, years 0001 to 9999; a
 * ccr_time is seconds since that day's midnight.  Text is ISO 8601 (YYYY-MM-DD,
 * YYYY-MM-DDTHH:MM[:SS]) unless a format is given: our own strict subset of strptime, %Y %y %m %d
 * %j %b %H %M %S %p and %%, every other character standing for itself.
 */
#ifndef CCR_BASE_DATE_H
#define CCR_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t ccr_date;
typedef int64_t ccr_time;

#define CCR_DATE_NONE INT32_MIN
#define CCR_TIME_NONE INT64_MIN
enum { CCR_DATE_SIZE = 12, CCR_TIME_SIZE = 24 };

/* CCR_DATE_NONE where there is no such day. */
ccr_date ccr_date_from_civil(int year, int month, int day);
/* date: of the years 1 to 9999, here and in all that follows. */
void ccr_date_to_civil(ccr_date, int *year, int *month, int *day);
/* 0 = Monday ... 6 = Sunday */
int ccr_date_weekday(ccr_date);
/* The same day of the month so many months later (before, where negative), or the last day of a
 * month that is shorter: a year after 2024-02-29 is 2025-02-28.  CCR_DATE_NONE beyond the years. */
ccr_date ccr_date_add_months(ccr_date, int months);
/* Is it the last day of its month? */
bool ccr_date_ends_month(ccr_date);

/* Read exactly n bytes; format NULL is ISO 8601.  Return NULL or the reason as message text.  A
 * date read with a format that has a time of day is the day of that time; an ISO date has none. */
const char *ccr_date_parse(const char *, size_t n, const char *format, ccr_date *);
const char *ccr_time_parse(const char *, size_t n, const char *format, ccr_time *);
/* Is it a format that yields a date?  Returns NULL or the reason. */
const char *ccr_date_format_check(const char *format);

/* ISO 8601; return the length. */
size_t ccr_date_print(char text[static CCR_DATE_SIZE], ccr_date);
size_t ccr_time_print(char text[static CCR_TIME_SIZE], ccr_time);

/* The default of --as-of: the day of SOURCE_DATE_EPOCH (UTC) where that is set, else today in TZ.
 */
ccr_date ccr_date_today(void);

#endif
