/* t-num.c: numbers in and out. */
#include "unit.h"

#include <float.h>

#include "base/num.h"

struct accepted {
	const char *text;
	double value;
};

static const struct accepted accepted[] = {
	{"0", 0},
	{"-0", 0},
	{"7", 7},
	{"007", 7},
	{"+1", 1},
	{"-1", -1},
	{"1.", 1},
	{".5", 0.5},
	{"-.5", -0.5},
	{"+.5e1", 5},
	{"1.5", 1.5},
	{"1e3", 1000},
	{"1E3", 1000},
	{"1e+3", 1000},
	{"1e-3", 0.001},
	{"1.e2", 100},
	{"0e999999", 0},
	{"1e22", 1e22},
	{"1e23", 1e23},
	{"123456789012345678901234567890", 123456789012345678901234567890.0},
	{"0.000000000000000000000000000001", 1e-30},
	{"9007199254740991", 9007199254740991.0},
	{"9007199254740993", 9007199254740992.0}, /* halfway: to even */
	{"9007199254740993.0000000000000000000001", 9007199254740994.0},
	{"9007199254740992.9999999999999999999999", 9007199254740992.0},
	{"9007199254740995", 9007199254740996.0},
	{"0.1", 0.1},
	{"0.30000000000000004", 0.1 + 0.2},
	{"2.2250738585072011e-308", 2.2250738585072011e-308}, /* the loop of PHP and Java */
	{"2.2250738585072012e-308", DBL_MIN},
	{"1.7976931348623157e308", DBL_MAX},
	{"1.7976931348623158e308", DBL_MAX},
	{"5e-324", 5e-324},
	{"4.9406564584124654e-324", 5e-324},
	{"2.4703282292062328e-324", 5e-324}, /* just above half of the smallest */
	{"2.4703282292062327e-324", 0},
	{"1e-999", 0},
	{"-1e-999", 0},
	{"1e-99999999999999999999", 0},
	{"6.02214076e23", 6.02214076e23},
	{"8.5", 8.5},
	{"1.00000000000000011102230246251565404236316680908203125", 1},
	{"1.00000000000000011102230246251565404236316680908203124", 1},
	{"1.00000000000000011102230246251565404236316680908203126", 1 + DBL_EPSILON},
};

static const char *const refused[] = {
	"",      "+",     "-",   ".",     "-.",   "e1",    ".e1",   "1e",       "1e+",  "1e-",
	"0x1",   "0X1p3", "inf", "Inf",   "-inf", "nan",   "NaN",   "infinity", " 1",   "1 ",
	"1 2",   "\t1",   "1\n", "1,000", "1,5",  "1.2.3", "1..2",  "--1",      "+-1",  "1-",
	"1e1.5", "1e1e1", "1f",  "1d5",   "$5",   "5%",    "1_000", "\xd9\xa1", "(5)",  "1e 5",
	"- 1",   "1e--1", "0b1", "True",  "<5",   "*",     "N/A",   "1/2",      "1e1+", "1'000",
};

static void
check_accepted(const char *text, double value)
{
	size_t n = strlen(text);
	char *behind = ccr_printf("%s9e9", text); /* exactly n bytes are read */
	double x = -1;

	assert_null(ccr_num_parse(behind, n, &x));
	assert_true(x == value);
	free(behind);
}

static void
reads_numbers(void **state)
{
	(void)state;
	for (size_t i = 0; i < CCR_LEN(accepted); i++)
		check_accepted(accepted[i].text, accepted[i].value);
}

static void
refuses_what_is_none(void **state)
{
	double x;

	(void)state;
	for (size_t i = 0; i < CCR_LEN(refused); i++)
		assert_string_equal(ccr_num_parse(refused[i], strlen(refused[i]), &x),
				    "not a number");
	assert_string_equal(ccr_num_parse("1\0", 2, &x), "not a number");
}

static void
refuses_too_large(void **state)
{
	static const char *const large[] = {
		"1e309", "1e999", "-1e999", "1.7976931348623159e308", "1e99999999999999999999",
	};
	double x;

	(void)state;
	for (size_t i = 0; i < CCR_LEN(large); i++)
		assert_string_equal(ccr_num_parse(large[i], strlen(large[i]), &x),
				    "number too large");
}

static char *
digits(const char *begin, char digit, size_t n, const char *end)
{
	struct ccr_buf text = {0};

	ccr_buf_puts(&text, begin);
	ccr_buf_pad(&text, digit, n);
	ccr_buf_puts(&text, end);
	return ccr_buf_detach(&text);
}

static void
check_long(char *text, const char *problem, double value)
{
	double x = -1;
	const char *seen = ccr_num_parse(text, strlen(text), &x);

	assert_string_equal(seen ? seen : "read", problem ? problem : "read");
	if (!problem)
		assert_true(x == value);
	free(text);
}

static void
reads_long_numbers(void **state)
{
	(void)state;
	check_long(digits("", '9', 400, ""), "number too large", 0);
	check_long(digits("1", '0', 400, ""), "number too large", 0);
	check_long(digits("1", '0', 400, "e-400"), NULL, 1);
	check_long(digits("1", '0', 300, ""), NULL, 1e300);
	check_long(digits("0.", '0', 400, "1"), NULL, 0);
	check_long(digits("0.", '0', 400, "1e401"), NULL, 1);
	check_long(digits("", '0', 1000, "5"), NULL, 5);
	check_long(digits("0.", '3', 5000, ""), NULL, 1.0 / 3);
	check_long(digits("1.", '0', 5000, "1"), NULL, 1);
	check_long(digits("-", '1', 400, "e-399"), NULL, -1.1111111111111112);
	/* an exponent that is cut off must not meet as many zeros */
	check_long(digits("0.", '0', 99999, "1e100000"), NULL, 1);
	check_long(digits("0.", '0', 99999, "1e1000000"), "number too large", 0);
	check_long(digits("1", '0', 100000, "e-1000000"), NULL, 0);
}

static void
minus_zero_is_zero(void **state)
{
	char text[CCR_NUM_SIZE];
	double x;

	(void)state;
	assert_null(ccr_num_parse("-0", 2, &x));
	assert_int_equal(ccr_num_print(text, x), 1);
	assert_string_equal(text, "0");
	assert_int_equal(ccr_num_print_short(text, -0.0), 1);
	assert_string_equal(text, "0");
}

struct printed {
	double x;
	const char *text, *brief;
};

static const struct printed printed[] = {
	{0, "0", "0"},
	{1, "1", "1"},
	{-1, "-1", "-1"},
	{0.5, "0.5", "0.5"},
	{-0.25, "-0.25", "-0.25"},
	{0.1, "0.1", "0.1"},
	{0.1 + 0.2, "0.30000000000000004", "0.3"},
	{1.0 / 3, "0.3333333333333333", "0.3333"},
	{2.0 / 3, "0.6666666666666666", "0.6667"},
	{100, "100", "100"},
	{1500, "1500", "1500"},
	{123456, "123456", "123456"},
	{12345.678, "12345.678", "12350"},
	{1e15, "1000000000000000", "1000000000000000"},
	{9007199254740991.0, "9007199254740991", "9007000000000000"},
	{2251799813685249.5, "2251799813685249.5", "2252000000000000"},
	{8123456789012341.0, "8123456789012341", "8123000000000000"},
	{1e20, "100000000000000000000", "100000000000000000000"},
	{1e21, "1e21", "1e21"},
	{1.5e21, "1.5e21", "1.5e21"},
	{123456789012345680000.0, "123456789012345680000", "123500000000000000000"},
	{0.001, "0.001", "0.001"},
	{0.0000015, "0.0000015", "0.0000015"},
	{0.000001, "0.000001", "0.000001"},
	{0.0000001, "1e-7", "1e-7"},
	{-0.00000012345, "-1.2345e-7", "-1.235e-7"},
	{1.25e308, "1.25e308", "1.25e308"},
	{DBL_MIN, "2.2250738585072014e-308", "2.225e-308"},
	{99.995, "99.995", "100"},
	{1.5, "1.5", "1.5"},
};

static void
prints_numbers(void **state)
{
	char text[CCR_NUM_SIZE];

	(void)state;
	for (size_t i = 0; i < CCR_LEN(printed); i++) {
		size_t n = ccr_num_print(text, printed[i].x);
		assert_string_equal(text, printed[i].text);
		assert_int_equal(n, strlen(text));
		n = ccr_num_print_short(text, printed[i].x);
		assert_string_equal(text, printed[i].brief);
		assert_int_equal(n, strlen(text));
	}
}

/* Rounded to four digits these are larger than any double. */
static void
prints_the_largest(void **state)
{
	char text[CCR_NUM_SIZE];

	(void)state;
	ccr_num_print(text, DBL_MAX);
	assert_string_equal(text, "1.7976931348623157e308");
	ccr_num_print(text, -DBL_MAX);
	assert_string_equal(text, "-1.7976931348623157e308");
	ccr_num_print_short(text, DBL_MAX);
	assert_memory_equal(text, "1.79", 4);
	ccr_num_print_short(text, -DBL_MAX);
	assert_memory_equal(text, "-1.79", 5);
}

static void
check_round_trip(double x)
{
	char text[CCR_NUM_SIZE], fewer[64];
	size_t n, significant = 0, zeros = 0;
	double back;
	const char *p;

	memset(text, 'x', sizeof text);
	n = ccr_num_print(text, x);
	assert_true(n < CCR_NUM_SIZE);
	assert_int_equal(text[n], '\0');
	assert_null(ccr_num_parse(text, n, &back));
	assert_memory_equal(&back, &x, sizeof x);
	/* No text of fewer digits reads back: the nearest of that many does not. */
	for (p = text; *p && *p != 'e'; p++) {
		if (*p < '0' || *p > '9' || (significant == 0 && *p == '0'))
			continue;
		significant++;
		zeros = *p == '0' ? zeros + 1 : 0;
	}
	significant -= strchr(text, '.') ? 0 : zeros;
	if (significant < 2)
		return;
	snprintf(fewer, sizeof fewer, "%.*e", (int)significant - 2, x);
	back = strtod(fewer, NULL);
	if (back == x)
		fail_msg("%s is longer than %s", text, fewer);
}

static void
round_trips_random_doubles(void **state)
{
	uint64_t seed = 20111;

	(void)state;
	for (int i = 0; i < 1000000;) {
		uint64_t bits = random_bits(&seed);
		double x;
		memcpy(&x, &bits, sizeof x);
		if (!isfinite(x) || x == 0 || fabs(x) < DBL_MIN)
			continue;
		check_round_trip(x);
		i++;
	}
	/* as many as rates and money have: few digits behind the point */
	for (int i = 0; i < 200000; i++)
		check_round_trip((double)(1 + random_bits(&seed) % 100000000) / 1000);
	for (int i = 0; i < 200000; i++)
		check_round_trip((double)(1 + random_bits(&seed) % (UINT64_C(1) << 53)));
}

static void
round_trips_denormals(void **state)
{
	char text[CCR_NUM_SIZE];
	uint64_t seed = 7;

	(void)state;
	for (int i = 0; i < 50000; i++) {
		uint64_t bits = random_bits(&seed) >> (12 + i % 52);
		double x, back;
		memcpy(&x, &bits, sizeof x);
		if (x == 0)
			continue;
		assert_null(ccr_num_parse(text, ccr_num_print(text, x), &back));
		assert_true(back == x);
	}
}

static void
prints_denormals_shortest(void **state)
{
	char text[CCR_NUM_SIZE];

	(void)state;
	ccr_num_print(text, 5e-324);
	assert_string_equal(text, "5e-324");
	ccr_num_print(text, -1e-310);
	assert_string_equal(text, "-1e-310");
	check_round_trip(2e-323);
	check_round_trip(1.5e-315);
}

/* At a power of two the doubles below stand closer than those above, so that the shortest text need
 * not be the nearest of its length: 2^-44 is 5.684341886080802e-14. */
static void
prints_powers_of_two_shortest(void **state)
{
	char text[CCR_NUM_SIZE];
	double back;

	(void)state;
	for (int power = -1022; power < 1024; power++)
		check_round_trip(ldexp(1, power));
	ccr_num_print(text, ldexp(1, -44));
	back = strtod("5.684341886080802e-14", NULL);
	assert_true(back == ldexp(1, -44));
	assert_string_equal(text, "5.684341886080802e-14");
}

static void
check_whole(const char *text, double min, double max, const char *problem, double value)
{
	double x = -1;
	const char *seen = ccr_num_parse_whole(text, strlen(text), min, max, &x);

	assert_string_equal(seen ? seen : "read", problem ? problem : "read");
	if (!problem)
		assert_true(x == value);
}

static void
reads_whole_numbers(void **state)
{
	(void)state;
	check_whole("5", 0, 10, NULL, 5);
	check_whole("0", 0, 10, NULL, 0);
	check_whole("10", 0, 10, NULL, 10);
	check_whole("1e1", 0, 10, NULL, 10);
	check_whole("5.0", 0, 10, NULL, 5);
	check_whole("-3", -5, 10, NULL, -3);
	check_whole("11", 0, 10, "too large", 0);
	check_whole("-1", 0, 10, "too small", 0);
	check_whole("5.5", 0, 10, "not a whole number", 0);
	check_whole("", 0, 10, "not a whole number", 0);
	check_whole("x", 0, 10, "not a whole number", 0);
	check_whole("1e999", 0, 10, "not a whole number", 0);
	check_whole("9007199254740992", 0, 1e300, NULL, 9007199254740992.0);
	check_whole("9007199254740994", 0, 1e300, "not a whole number", 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_numbers),
		cmocka_unit_test(refuses_what_is_none),
		cmocka_unit_test(refuses_too_large),
		cmocka_unit_test(reads_long_numbers),
		cmocka_unit_test(minus_zero_is_zero),
		cmocka_unit_test(prints_numbers),
		cmocka_unit_test(prints_the_largest),
		cmocka_unit_test(round_trips_random_doubles),
		cmocka_unit_test(round_trips_denormals),
		cmocka_unit_test(prints_denormals_shortest),
		cmocka_unit_test(prints_powers_of_two_shortest),
		cmocka_unit_test(reads_whole_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
