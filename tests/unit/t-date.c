/* t-date.c: days, times and their formats. */
#include "unit.h"

#include "base/date.h"

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Walks the calendar day by day, by the rules as they are taught. */
static void
every_day_round_trips(void **state)
{
	static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	ccr_date expected = -719162; /* 0001-01-01, a Monday */
	int weekday = 0;
	char text[CCR_DATE_SIZE], by_hand[40];

	(void)state;
	for (int year = 1; year <= 9999; year++) {
		for (int month = 1; month <= 12; month++) {
			int days = length[month - 1] + (month == 2 && is_leap(year));
			for (int day = 1; day <= days; day++) {
				ccr_date date = ccr_date_from_civil(year, month, day), back;
				int y, m, d;
				assert_int_equal(date, expected);
				ccr_date_to_civil(date, &y, &m, &d);
				assert_true(y == year && m == month && d == day);
				assert_int_equal(ccr_date_weekday(date), weekday);
				assert_int_equal(ccr_date_print(text, date), 10);
				assert_null(ccr_date_parse(text, 10, NULL, &back));
				assert_int_equal(back, date);
				if (day == 1) {
					snprintf(by_hand, sizeof by_hand, "%04d-%02d-%02d", year,
						 month, day);
					assert_string_equal(text, by_hand);
				}
				expected++;
				weekday = (weekday + 1) % 7;
			}
			assert_int_equal(ccr_date_from_civil(year, month, days + 1), CCR_DATE_NONE);
			assert_int_equal(ccr_date_from_civil(year, month, 0), CCR_DATE_NONE);
		}
	}
	assert_int_equal(expected, 2932897); /* 10000-01-01 */
}

static void
known_days(void **state)
{
	(void)state;
	assert_int_equal(ccr_date_from_civil(1970, 1, 1), 0);
	assert_int_equal(ccr_date_from_civil(2000, 1, 1), 10957);
	assert_int_equal(ccr_date_weekday(0), 3);
	assert_int_equal(ccr_date_weekday(ccr_date_from_civil(2011, 2, 3)), 3);
	assert_int_equal(ccr_date_weekday(ccr_date_from_civil(1969, 12, 28)), 6);
	assert_int_equal(ccr_date_from_civil(1900, 2, 29), CCR_DATE_NONE);
	assert_int_equal(ccr_date_from_civil(2100, 2, 29), CCR_DATE_NONE);
	assert_int_not_equal(ccr_date_from_civil(2000, 2, 29), CCR_DATE_NONE);
	assert_int_not_equal(ccr_date_from_civil(2012, 2, 29), CCR_DATE_NONE);
	assert_int_equal(ccr_date_from_civil(0, 1, 1), CCR_DATE_NONE);
	assert_int_equal(ccr_date_from_civil(10000, 1, 1), CCR_DATE_NONE);
	assert_int_equal(ccr_date_from_civil(2011, 13, 1), CCR_DATE_NONE);
	assert_int_equal(ccr_date_from_civil(2011, 0, 1), CCR_DATE_NONE);
	assert_int_equal(ccr_date_from_civil(-4, 1, 1), CCR_DATE_NONE);
}

static void
check_date(const char *text, const char *format, const char *expected)
{
	char *behind = ccr_printf("%s1", text); /* exactly n bytes are read */
	char seen[CCR_DATE_SIZE];
	ccr_date date = 0;

	assert_null(ccr_date_parse(behind, strlen(text), format, &date));
	ccr_date_print(seen, date);
	assert_string_equal(seen, expected);
	free(behind);
}

static void
check_no_date(const char *text, const char *format, const char *reason)
{
	ccr_date date;
	const char *seen = ccr_date_parse(text, strlen(text), format, &date);

	assert_non_null(seen);
	assert_string_equal(seen, reason);
}

static void
refuses_what_is_no_iso_date(void **state)
{
	static const char *const shape[] = {
		"",           "2011-2-3",    "20110203",   "2011-02-03 ", " 2011-02-03",
		"2011-02-3",  "2011/02/03",  "11-02-03",   "2011-02",     "2011-02-03T00:00",
		"02/03/2011", "2011-034",    "+2011-02-3", "-011-02-03",  "2011-02-0x",
		"2011- 2-03", "12011-02-03", "2011-2-031", "2011--2-03",  "\xd9\xa2-01-01-1",
		"20110-02-3", "2011-W05-4",  "2011-Feb-3", "today",       "2011-02-03Z",
	};

	(void)state;
	for (size_t i = 0; i < CCR_LEN(shape); i++)
		check_no_date(shape[i], NULL, "not a date (YYYY-MM-DD)");
	check_no_date("2011-02-29", NULL, "no such date");
	check_no_date("1900-02-29", NULL, "no such date");
	check_no_date("2011-02-30", NULL, "no such date");
	check_no_date("2011-04-31", NULL, "no such date");
	check_no_date("2011-13-01", NULL, "no such date");
	check_no_date("2011-00-01", NULL, "no such date");
	check_no_date("2011-01-00", NULL, "no such date");
	check_no_date("0000-01-01", NULL, "no such date");
	check_no_date("2011-01-32", NULL, "no such date");
	check_date("2012-02-29", NULL, "2012-02-29");
	check_date("0001-01-01", NULL, "0001-01-01");
	check_date("9999-12-31", NULL, "9999-12-31");
}

static void
reads_formats(void **state)
{
	static const char other[] = "not a date of the given format";

	(void)state;
	check_date("02/03/2011", "%m/%d/%Y", "2011-02-03");
	check_date("2/3/2011", "%m/%d/%Y", "2011-02-03");
	check_date("12/31/1999", "%m/%d/%Y", "1999-12-31");
	check_no_date("2011-02-03", "%m/%d/%Y", other);
	check_no_date("02/03/11", "%m/%d/%Y", other);
	check_no_date("02/03/2011 ", "%m/%d/%Y", other);
	check_no_date(" 2/03/2011", "%m/%d/%Y", other);
	check_no_date("002/03/2011", "%m/%d/%Y", other);
	check_no_date("", "%m/%d/%Y", other);
	check_no_date("13/01/2011", "%m/%d/%Y", "no such date");
	check_no_date("02/29/2011", "%m/%d/%Y", "no such date");
	check_date("03.02.11", "%d.%m.%y", "2011-02-03");
	check_date("3.2.68", "%d.%m.%y", "2068-02-03");
	check_date("3.2.69", "%d.%m.%y", "1969-02-03");
	check_date("3.2.00", "%d.%m.%y", "2000-02-03");
	check_date("3.2.99", "%d.%m.%y", "1999-02-03");
	check_no_date("3.2.1", "%d.%m.%y", other);
	check_no_date("3.2.2011", "%d.%m.%y", other);
	check_date("Feb 3 2011", "%b %d %Y", "2011-02-03");
	check_date("FEB 03 2011", "%b %d %Y", "2011-02-03");
	check_date("dec 31 2011", "%b %d %Y", "2011-12-31");
	check_no_date("February 3 2011", "%b %d %Y", other);
	check_no_date("Fe", "%b %d %Y", other);
	check_no_date("Fob 3 2011", "%b %d %Y", other);
	check_date("2011034", "%Y%j", "2011-02-03");
	check_date("2011365", "%Y%j", "2011-12-31");
	check_date("2012366", "%Y%j", "2012-12-31");
	check_no_date("2011366", "%Y%j", "no such date");
	check_no_date("2012367", "%Y%j", "no such date");
	check_no_date("2011000", "%Y%j", "no such date");
	check_no_date("0000001", "%Y%j", "no such date");
	check_date("20110203", "%Y%m%d", "2011-02-03");
	check_date("100% 2011-02-03", "100%% %Y-%m-%d", "2011-02-03");
	check_no_date("100", "100%%%Y%m%d", other);
	check_date("02/03/2011 11:59:59 PM", "%m/%d/%Y %H:%M:%S %p", "2011-02-03");
	check_no_date("02/03/2011 13:00:00 PM", "%m/%d/%Y %H:%M:%S %p", "no such time of day");
}

static void
month_names(void **state)
{
	static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

	(void)state;
	for (int month = 1; month <= 12; month++) {
		char *text = ccr_printf("%s 15 2011", names[month - 1]);
		char *expected = ccr_printf("2011-%02d-15", month);
		check_date(text, "%b %d %Y", expected);
		free(text);
		free(expected);
	}
}

static void
check_time(const char *text, const char *format, const char *expected)
{
	char seen[CCR_TIME_SIZE];
	ccr_time time = 0, back;

	assert_null(ccr_time_parse(text, strlen(text), format, &time));
	assert_int_equal(ccr_time_print(seen, time), 19);
	assert_string_equal(seen, expected);
	assert_null(ccr_time_parse(seen, 19, NULL, &back));
	assert_true(back == time);
}

static void
check_no_time(const char *text, const char *format, const char *reason)
{
	ccr_time time;
	const char *seen = ccr_time_parse(text, strlen(text), format, &time);

	assert_non_null(seen);
	assert_string_equal(seen, reason);
}

static void
reads_times(void **state)
{
	static const char iso[] = "not a time (YYYY-MM-DDTHH:MM)";
	static const char twelve[] = "%m/%d/%Y %H:%M:%S %p";

	(void)state;
	check_time("2011-02-03T04:05", NULL, "2011-02-03T04:05:00");
	check_time("2011-02-03T04:05:06", NULL, "2011-02-03T04:05:06");
	check_time("1969-12-31T23:59:59", NULL, "1969-12-31T23:59:59");
	check_time("0001-01-01T00:00:00", NULL, "0001-01-01T00:00:00");
	check_time("9999-12-31T23:59:59", NULL, "9999-12-31T23:59:59");
	check_no_time("2011-02-03", NULL, iso);
	check_no_time("2011-02-03 04:05", NULL, iso);
	check_no_time("2011-02-03T04:05Z", NULL, iso);
	check_no_time("2011-02-03T4:05:06", NULL, iso);
	check_no_time("2011-02-03T04:05:06.5", NULL, iso);
	check_no_time("2011-02-03T04:05+02", NULL, iso);
	check_no_time("2011-02-03T24:00", NULL, "no such time of day");
	check_no_time("2011-02-03T23:60", NULL, "no such time of day");
	check_no_time("2011-02-03T23:59:60", NULL, "no such time of day");
	check_no_time("2011-02-29T23:59", NULL, "no such date");
	check_time("02/03/2011 12:00:00 AM", twelve, "2011-02-03T00:00:00");
	check_time("02/03/2011 12:30:00 am", twelve, "2011-02-03T00:30:00");
	check_time("02/03/2011 01:00:00 AM", twelve, "2011-02-03T01:00:00");
	check_time("02/03/2011 11:59:59 AM", twelve, "2011-02-03T11:59:59");
	check_time("02/03/2011 12:00:00 PM", twelve, "2011-02-03T12:00:00");
	check_time("02/03/2011 1:00:00 PM", twelve, "2011-02-03T13:00:00");
	check_time("02/03/2011 11:59:59 PM", twelve, "2011-02-03T23:59:59");
	check_no_time("02/03/2011 00:00:00 AM", twelve, "no such time of day");
	check_no_time("02/03/2011 13:00:00 AM", twelve, "no such time of day");
	check_no_time("02/03/2011 01:00:00 XM", twelve, "not a time of the given format");
	check_no_time("02/03/2011 01:00:00 A", twelve, "not a time of the given format");
	check_no_time("02/03/2011 01:00:00", twelve, "not a time of the given format");
	check_time("2011-02-03", "%Y-%m-%d", "2011-02-03T00:00:00");
}

static void
random_times_round_trip(void **state)
{
	uint64_t seed = 3;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		ccr_time time = (ccr_time)(random_bits(&seed) % UINT64_C(315537897600)) -
				INT64_C(62135596800);
		ccr_time back;
		char text[CCR_TIME_SIZE];
		assert_null(ccr_time_parse(text, ccr_time_print(text, time), NULL, &back));
		assert_true(back == time);
	}
}

static void
checks_formats(void **state)
{
	static const char *const good[] = {"%m/%d/%Y", "%d.%m.%y", "%b %d %Y",
					   "%Y%j",     "%y%j",     "%m/%d/%Y %H:%M:%S %p",
					   "%%%Y%m%d"};
	static const char *const incomplete[] = {"",   "%Y",    "%Y-%m", "%m/%d",  "%d %b",
						 "%j", "%H:%M", "%Y%d",  "%Y%%m%d"};
	static const char *const unknown[] = {"%Y-%m-%e",  "%F",        "%D",        "%Y%m%d%",
					      "%Y%m%d %Z", "%A %Y%m%d", "%-m/%d/%Y", "%Em%d%Y"};

	(void)state;
	for (size_t i = 0; i < CCR_LEN(good); i++)
		assert_null(ccr_date_format_check(good[i]));
	for (size_t i = 0; i < CCR_LEN(incomplete); i++)
		assert_string_equal(ccr_date_format_check(incomplete[i]),
				    "needs year, month and day (or %j), as in '%m/%d/%Y'");
	for (size_t i = 0; i < CCR_LEN(unknown); i++)
		assert_string_equal(ccr_date_format_check(unknown[i]),
				    "only %Y %y %m %d %j %b %H %M %S %p are known");
}

static void
today_is_that_of_the_epoch(void **state)
{
	ccr_date today;

	(void)state;
	setenv("SOURCE_DATE_EPOCH", "1296777599", 1); /* 2011-02-03T23:59:59 UTC */
	assert_int_equal(ccr_date_today(), ccr_date_from_civil(2011, 2, 3));
	setenv("SOURCE_DATE_EPOCH", "1296777600", 1);
	assert_int_equal(ccr_date_today(), ccr_date_from_civil(2011, 2, 4));
	setenv("SOURCE_DATE_EPOCH", "0", 1);
	assert_int_equal(ccr_date_today(), 0);
	setenv("SOURCE_DATE_EPOCH", "soon", 1);
	today = ccr_date_today();
	unsetenv("SOURCE_DATE_EPOCH");
	assert_true(today >= ccr_date_from_civil(2020, 1, 1));
	assert_true(ccr_date_today() - today <= 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_round_trips),
		cmocka_unit_test(known_days),
		cmocka_unit_test(refuses_what_is_no_iso_date),
		cmocka_unit_test(reads_formats),
		cmocka_unit_test(month_names),
		cmocka_unit_test(reads_times),
		cmocka_unit_test(random_times_round_trip),
		cmocka_unit_test(checks_formats),
		cmocka_unit_test(today_is_that_of_the_epoch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
