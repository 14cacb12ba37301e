/* t-icalout.c: lines of iCalendar: folds, escapes, dates and UIDs. */
#include "unit.h"

#include "data/icalout.h"

/* Every line ends in CRLF, has at most 75 octets, and is UTF-8 by itself; without the folds it is
 * what went in. */
static void
check_folds(const char *name, const char *value)
{
	struct ccr_buf out = {0}, seen = {0}, expected = {0};

	ccr_ical_line(&out, name, value);
	for (const char *line = out.data; *line;) {
		const char *end = strstr(line, "\r\n");
		assert_non_null(end);
		assert_true(end - line <= 75);
		assert_true(ccr_utf8_valid(line, (size_t)(end - line)));
		if (line > out.data) {
			assert_int_equal(*line, ' ');
			line++;
		}
		assert_true(end > line);
		ccr_buf_add(&seen, line, (size_t)(end - line));
		line = end + 2;
	}
	ccr_buf_printf(&expected, "%s:%s", name, value);
	assert_string_equal(seen.data, expected.data);
	ccr_buf_release(&out);
	ccr_buf_release(&seen);
	ccr_buf_release(&expected);
}

/* A character of each size at each place around the end of a line. */
static void
folds(void **state)
{
	static const char *const character[] = {"x", "\xc3\xa9", "\xe4\xbc\x9a",
						"\xf0\x9f\x98\x80"};
	uint64_t seed = 1;

	(void)state;
	for (size_t k = 0; k < CCR_LEN(character); k++)
		for (size_t before = 0; before < 160; before++) {
			struct ccr_buf value = {0};
			ccr_buf_pad(&value, 'a', before);
			for (int i = 0; i < 40; i++)
				ccr_buf_puts(&value, character[k]);
			check_folds("X", value.data);
			ccr_buf_release(&value);
		}
	for (int i = 0; i < 500; i++) {
		struct ccr_buf value = {0};
		ccr_buf_puts(&value, "");
		for (uint64_t n = random_bits(&seed) % 200; n > 0; n--)
			ccr_buf_puts(&value, character[random_bits(&seed) % CCR_LEN(character)]);
		check_folds("SUMMARY", value.data);
		ccr_buf_release(&value);
	}
}

/* 75 octets are one line, 76 are two. */
static void
fold_at_75(void **state)
{
	struct ccr_buf value = {0}, out = {0};

	(void)state;
	ccr_buf_pad(&value, 'a', 73);
	ccr_ical_line(&out, "X", value.data);
	assert_int_equal(out.len, 77);
	assert_null(strstr(out.data, "\r\n "));
	ccr_buf_clear(&out);
	ccr_buf_puts(&value, "b");
	ccr_ical_line(&out, "X", value.data);
	assert_string_equal(out.data + 75, "\r\n b\r\n");
	ccr_buf_release(&value);
	ccr_buf_release(&out);
}

static void
check_text(const char *text, const char *expected)
{
	struct ccr_buf out = {0};

	ccr_ical_text(&out, "S", text);
	assert_string_equal(out.data, expected);
	ccr_buf_release(&out);
}

static void
texts(void **state)
{
	(void)state;
	check_text("", "S:\r\n");
	check_text("a: \"b\"", "S:a: \"b\"\r\n");
	check_text("a;b,c\\d", "S:a\\;b\\,c\\\\d\r\n");
	check_text("\\n", "S:\\\\n\r\n");
	check_text("1\n2\r\n3\r4\n\n5", "S:1\\n2\\n3\\n4\\n\\n5\r\n");
	check_text("\tx\x01y\x7f", "S:\tx\xef\xbf\xbdy\xef\xbf\xbd\r\n");
}

static void
dates(void **state)
{
	struct ccr_buf out = {0};

	(void)state;
	ccr_ical_date(&out, "DUE", ccr_date_from_civil(2027, 1, 4));
	ccr_ical_hour(&out, "DTSTAMP", ccr_date_from_civil(987, 12, 31), 9);
	assert_string_equal(out.data, "DUE;VALUE=DATE:20270104\r\nDTSTAMP:09871231T090000Z\r\n");
	ccr_buf_release(&out);
}

/* Values of an implementation of FNV-1a in another language. */
static void
ids(void **state)
{
	(void)state;
	assert_int_equal(ccr_ical_id("", ""), UINT64_C(0xaf63bd4c8601b7df));
	assert_int_equal(ccr_ical_id("plan", "s1"), UINT64_C(0xdd00391b2adf068a));
	assert_int_equal(ccr_ical_id("pl\xc3\xa4n", "s1"), UINT64_C(0x544352ca2ab0d8d8));
	/* Where one text ends matters. */
	assert_true(ccr_ical_id("plans", "1") != ccr_ical_id("plan", "s1"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folds), cmocka_unit_test(fold_at_75), cmocka_unit_test(texts),
		cmocka_unit_test(dates), cmocka_unit_test(ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
