/* fuzz-date.c: any bytes as a date, a time or a format: what is read is printed and read again as
 * the same day; what the check of formats takes is a format. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check(bool good)
{
	if (!good)
		abort();
}

static void
check_day(ccr_date date)
{
	char text[CCR_DATE_SIZE];
	int year, month, day;
	ccr_date back;

	ccr_date_to_civil(date, &year, &month, &day);
	check(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 31);
	check(ccr_date_from_civil(year, month, day) == date);
	check(ccr_date_print(text, date) == 10 && text[10] == '\0');
	check(!ccr_date_parse(text, 10, NULL, &back) && back == date);
	check(ccr_date_weekday(date) >= 0 && ccr_date_weekday(date) <= 6);
	check((ccr_date_weekday(date) + 1) % 7 == ccr_date_weekday(date + 1));
}

static void
check_both(const char *text, size_t n, const char *format)
{
	char printed[CCR_TIME_SIZE];
	ccr_date date;
	ccr_time time, back;
	const char *no_date = ccr_date_parse(text, n, format, &date);
	const char *no_time = ccr_time_parse(text, n, format, &time);

	if (!no_date) {
		check_day(date);
		if (!format) {
			size_t length = ccr_date_print(printed, date);
			check(n == length && memcmp(printed, text, n) == 0);
		}
	}
	if (!no_time) {
		check(ccr_time_print(printed, time) == 19);
		check(!ccr_time_parse(printed, 19, NULL, &back) && back == time);
		if (!format)
			check((n == 16 || n == 19) && memcmp(printed, text, n) == 0);
	}
	if (format)
		check(!no_date == !no_time);
	if (format && !no_date)
		check(time >= (ccr_time)date * 86400 && time < ((ccr_time)date + 1) * 86400);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const char *const formats[] = {NULL,       "%m/%d/%Y", "%d.%m.%y",
					      "%b %d %Y", "%Y%j",     "%m/%d/%Y %H:%M:%S %p"};
	char *text = ccr_strndup((const char *)bytes, n), *bar = strchr(text, '|');

	for (size_t i = 0; i < CCR_LEN(formats); i++)
		check_both(text, n, formats[i]);
	if (bar) { /* FORMAT|TEXT */
		*bar = '\0';
		if (!ccr_date_format_check(text))
			check_both(bar + 1, n - (size_t)(bar + 1 - text), text);
	}
	free(text);
	return 0;
}
