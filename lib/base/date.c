/* date.c: see date.h.  The calendar arithmetic counts years from March in eras of 400 years, in
 * which leap days come last and need no table (the method of Howard Hinnant's "chrono-Compatible
 * Low-Level Date Algorithms"). */
#include "base/date.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/num.h"

enum { DAYS_PER_ERA = 146097, EPOCH = 719468 /* days from 0000-03-01 to 1970-01-01 */ };

static int
days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

ccr_date
ccr_date_from_civil(int year, int month, int day)
{
	int era, year_of_era, day_of_year;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > days_in_month(year, month))
		return CCR_DATE_NONE;
	year -= month <= 2;
	era = year / 400;
	year_of_era = year % 400;
	day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - EPOCH;
}

void
ccr_date_to_civil(ccr_date date, int *year, int *month, int *day)
{
	int days = date + EPOCH;
	int era = days / DAYS_PER_ERA;
	int day_of_era = days % DAYS_PER_ERA;
	int year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int shifted = (5 * day_of_year + 2) / 153;

	*day = day_of_year - (153 * shifted + 2) / 5 + 1;
	*month = shifted + (shifted < 10 ? 3 : -9);
	*year = year_of_era + era * 400 + (*month <= 2);
}

ccr_date
ccr_date_add_months(ccr_date date, int months)
{
	int year, month, day, at, most;

	ccr_date_to_civil(date, &year, &month, &day);
	at = year * 12 + month - 1 + months;
	if (at < 12 || at >= 10000 * 12)
		return CCR_DATE_NONE;
	most = days_in_month(at / 12, at % 12 + 1);
	return ccr_date_from_civil(at / 12, at % 12 + 1, day < most ? day : most);
}

bool
ccr_date_ends_month(ccr_date date)
{
	int year, month, day;

	ccr_date_to_civil(date, &year, &month, &day);
	return day == days_in_month(year, month);
}

int
ccr_date_weekday(ccr_date date)
{
	int day = (date + 3) % 7; /* 1970-01-01 was a Thursday */

	return day < 0 ? day + 7 : day;
}

/* Digits of a fixed or least..most number of places; -1 where they are not there. */
static int
read_digits(const char **p, const char *end, int least, int most)
{
	int value = 0, n = 0;

	while (n < most && *p < end && **p >= '0' && **p <= '9') {
		value = value * 10 + (**p - '0');
		++*p;
		n++;
	}
	return n < least ? -1 : value;
}

struct fields {
	int year, month, day, day_of_year, hour, minute, second;
	int half; /* 0 = none, 1 = AM, 2 = PM */
};

static int
read_month_name(const char **p, const char *end)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	if (end - *p < 3)
		return -1;
	for (int month = 0; month < 12; month++) {
		const char *name = names + 3 * month;
		if (tolower((unsigned char)(*p)[0]) == name[0] &&
		    tolower((unsigned char)(*p)[1]) == name[1] &&
		    tolower((unsigned char)(*p)[2]) == name[2]) {
			*p += 3;
			return month + 1;
		}
	}
	return -1;
}

static int
read_half(const char **p, const char *end)
{
	int first;

	if (end - *p < 2 || tolower((unsigned char)(*p)[1]) != 'm')
		return -1;
	first = tolower((unsigned char)(*p)[0]);
	*p += 2;
	return first == 'a' ? 1 : first == 'p' ? 2 : -1;
}

/* One conversion of a format; false where the text does not fit it. */
static bool
read_field(char conversion, const char **p, const char *end, struct fields *f)
{
	int value = -1;

	switch (conversion) {
	case 'Y': value = f->year = read_digits(p, end, 4, 4); break;
	case 'y':
		value = read_digits(p, end, 2, 2);
		f->year = value < 69 ? 2000 + value : 1900 + value; /* as POSIX */
		break;
	case 'm': value = f->month = read_digits(p, end, 1, 2); break;
	case 'b': value = f->month = read_month_name(p, end); break;
	case 'd': value = f->day = read_digits(p, end, 1, 2); break;
	case 'j': value = f->day_of_year = read_digits(p, end, 1, 3); break;
	case 'H': value = f->hour = read_digits(p, end, 1, 2); break;
	case 'M': value = f->minute = read_digits(p, end, 1, 2); break;
	case 'S': value = f->second = read_digits(p, end, 1, 2); break;
	case 'p': value = f->half = read_half(p, end); break;
	case '%':
		value = *p < end && **p == '%' ? 0 : -1;
		++*p;
		break;
	default: break;
	}
	return value >= 0;
}

static bool
read_format(const char *p, const char *end, const char *format, struct fields *f)
{
	for (; *format; format++) {
		if (*format == '%') {
			if (!read_field(*++format, &p, end, f))
				return false;
		} else if (p < end && *p == *format) {
			p++;
		} else {
			return false;
		}
	}
	return p == end;
}

static const char *
fields_to_time(const struct fields *f, ccr_date *date, ccr_time *seconds)
{
	int hour = f->hour;

	if (f->day_of_year > 0) {
		ccr_date first = ccr_date_from_civil(f->year, 1, 1);
		bool leap = ccr_date_from_civil(f->year, 2, 29) != CCR_DATE_NONE;
		if (first == CCR_DATE_NONE || f->day_of_year > 365 + leap)
			return "no such date";
		*date = first + f->day_of_year - 1;
	} else {
		*date = ccr_date_from_civil(f->year, f->month, f->day);
		if (*date == CCR_DATE_NONE)
			return "no such date";
	}
	if (f->half > 0) {
		if (hour < 1 || hour > 12)
			return "no such time of day";
		hour = hour % 12 + (f->half == 2 ? 12 : 0);
	}
	if (hour > 23 || f->minute > 59 || f->second > 59)
		return "no such time of day";
	*seconds = (ccr_time)*date * 86400 + hour * 3600 + f->minute * 60 + f->second;
	return NULL;
}

static bool
two_digits(const char *p, int *value)
{
	int tens = p[0] - '0', ones = p[1] - '0';

	*value = tens * 10 + ones;
	return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
}

/* An ISO date, of which files are full: false where it is none, whose reason the slow way knows. */
static bool
read_iso(const char *p, ccr_date *date)
{
	int century, year, month, day;

	if (!two_digits(p, &century) || !two_digits(p + 2, &year) || p[4] != '-' ||
	    !two_digits(p + 5, &month) || p[7] != '-' || !two_digits(p + 8, &day))
		return false;
	*date = ccr_date_from_civil(century * 100 + year, month, day);
	return *date != CCR_DATE_NONE;
}

const char *
ccr_date_parse(const char *p, size_t n, const char *format, ccr_date *date)
{
	struct fields f = {0};
	ccr_time seconds;

	if (!format && n == 10 && read_iso(p, date))
		return NULL;
	if (format)
		return read_format(p, p + n, format, &f) ? fields_to_time(&f, date, &seconds)
							 : "not a date of the given format";
	if (n != 10 || !read_format(p, p + n, "%Y-%m-%d", &f))
		return "not a date (YYYY-MM-DD)";
	return fields_to_time(&f, date, &seconds);
}

const char *
ccr_time_parse(const char *p, size_t n, const char *format, ccr_time *seconds)
{
	struct fields f = {0};
	ccr_date date;

	if (format)
		return read_format(p, p + n, format, &f) ? fields_to_time(&f, &date, seconds)
							 : "not a time of the given format";
	if (!(n == 16 && read_format(p, p + n, "%Y-%m-%dT%H:%M", &f)) &&
	    !(n == 19 && read_format(p, p + n, "%Y-%m-%dT%H:%M:%S", &f)))
		return "not a time (YYYY-MM-DDTHH:MM)";
	return fields_to_time(&f, &date, seconds);
}

const char *
ccr_date_format_check(const char *format)
{
	bool year = false, month = false, day = false, day_of_year = false;

	for (; *format; format++) {
		if (*format != '%')
			continue;
		format++;
		if (!*format || !strchr("YymdjbHMSp%", *format))
			return "only %Y %y %m %d %j %b %H %M %S %p are known";
		year |= *format == 'Y' || *format == 'y';
		month |= *format == 'm' || *format == 'b';
		day |= *format == 'd';
		day_of_year |= *format == 'j';
	}
	return year && ((month && day) || day_of_year)
		       ? NULL
		       : "needs year, month and day (or %j), as in '%m/%d/%Y'";
}

/* The last digits of value, with zeros before it, ending before end. */
static void
print_digits(char *end, unsigned value, int digits)
{
	for (; digits > 0; digits--, value /= 10)
		*--end = (char)('0' + value % 10);
}

size_t
ccr_date_print(char text[static CCR_DATE_SIZE], ccr_date date)
{
	int year, month, day;

	ccr_date_to_civil(date, &year, &month, &day);
	memcpy(text, "0000-00-00", 11);
	print_digits(text + 4, (unsigned)year, 4);
	print_digits(text + 7, (unsigned)month, 2);
	print_digits(text + 10, (unsigned)day, 2);
	return 10;
}

size_t
ccr_time_print(char text[static CCR_TIME_SIZE], ccr_time seconds)
{
	ccr_time day = seconds / 86400 - (seconds % 86400 < 0);
	unsigned second = (unsigned)(seconds - day * 86400);
	size_t n = ccr_date_print(text, (ccr_date)day);

	return n + (size_t)snprintf(text + n, CCR_TIME_SIZE - n, "T%02u:%02u:%02u", second / 3600,
				    second / 60 % 60, second % 60);
}

ccr_date
ccr_date_today(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t now = time(NULL);
	struct tm tm;
	double seconds;

	if (epoch && !ccr_num_parse_whole(epoch, strlen(epoch), 0, 253402300799.0, &seconds))
		return (ccr_date)(seconds / 86400);
	localtime_r(&now, &tm);
	return ccr_date_from_civil(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}
