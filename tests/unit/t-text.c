/* t-text.c: UTF-8, escapes, widths, nearness and order of texts. */
#include "unit.h"

/* Is it UTF-8, by decoding each character and looking at its number? */
static bool
is_utf8(const unsigned char *p, size_t n)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};

	for (size_t i = 0; i < n;) {
		size_t width = p[i] < 0x80             ? 1
			       : (p[i] & 0xe0) == 0xc0 ? 2
			       : (p[i] & 0xf0) == 0xe0 ? 3
			       : (p[i] & 0xf8) == 0xf0 ? 4
						       : 0;
		uint32_t c;
		if (width == 0 || width > n - i)
			return false;
		c = width == 1 ? p[i] : p[i] & (0xffu >> (width + 1));
		for (size_t k = 1; k < width; k++) {
			if ((p[i + k] & 0xc0) != 0x80)
				return false;
			c = c << 6 | (p[i + k] & 0x3fu);
		}
		if (c < least[width] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
			return false;
		i += width;
	}
	return true;
}

/* Fed in pieces of every size the verdict and the place are the same. */
static void
check_utf8(const char *p, size_t n)
{
	bool expected = is_utf8((const unsigned char *)p, n);
	struct ccr_utf8 whole = {0};
	size_t good = ccr_utf8_check(&whole, p, n);

	assert_int_equal(ccr_utf8_valid(p, n), expected);
	assert_int_equal(good == n && whole.more == 0, expected);
	assert_true(is_utf8((const unsigned char *)p, good) || good > 0);
	for (size_t piece = 1; piece <= n; piece++) {
		struct ccr_utf8 u = {0};
		size_t at = 0;
		while (at < n) {
			size_t size = n - at < piece ? n - at : piece;
			size_t seen = ccr_utf8_check(&u, p + at, size);
			at += seen;
			if (seen < size)
				break;
		}
		assert_int_equal(at, good);
		if (good == n)
			assert_int_equal(u.more, whole.more);
	}
}

static void
utf8_edges(void **state)
{
	static const struct {
		const char *p;
		size_t n;
		bool good;
	} texts[] = {
		{BYTES(""), true},
		{BYTES("\0"), true},
		{BYTES("\x7f"), true},
		{BYTES("\xc2\x80"), true},
		{BYTES("\xdf\xbf"), true},
		{BYTES("\xe0\xa0\x80"), true},
		{BYTES("\xed\x9f\xbf"), true},
		{BYTES("\xee\x80\x80"), true},
		{BYTES("\xef\xbf\xbf"), true},
		{BYTES("\xf0\x90\x80\x80"), true},
		{BYTES("\xf4\x8f\xbf\xbf"), true},
		{BYTES("\x80"), false},
		{BYTES("\xbf"), false},
		{BYTES("\xc0\x80"), false}, /* overlong */
		{BYTES("\xc1\xbf"), false},
		{BYTES("\xe0\x9f\xbf"), false},
		{BYTES("\xf0\x8f\xbf\xbf"), false},
		{BYTES("\xed\xa0\x80"), false}, /* surrogates */
		{BYTES("\xed\xbf\xbf"), false},
		{BYTES("\xf4\x90\x80\x80"), false}, /* above U+10FFFF */
		{BYTES("\xf5\x80\x80\x80"), false},
		{BYTES("\xff"), false},
		{BYTES("\xfe\xff"), false},
		{BYTES("a\xc3"), false}, /* cut off */
		{BYTES("a\xe2\x82"), false},
		{BYTES("a\xf0\x9f\x98"), false},
		{BYTES("\xc3\xc3\xa4"), false},
		{BYTES("\xe2\x82g"), false},
		{BYTES("12345678\xc3\xa4"
		       "12345678\xf0\x9f\x98\x80"
		       "123456789"),
		 true},
		{BYTES("12345678123\xa4"), false},
	};

	(void)state;
	for (size_t i = 0; i < CCR_LEN(texts); i++) {
		assert_int_equal(ccr_utf8_valid(texts[i].p, texts[i].n), texts[i].good);
		check_utf8(texts[i].p, texts[i].n);
	}
}

static void
every_character(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x110010; c++) {
		char p[4];
		size_t n = 0;
		uint32_t back;
		bool good = c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
		if (c < 0x80) {
			p[n++] = (char)c;
		} else if (c < 0x800) {
			p[n++] = (char)(0xc0 | c >> 6);
			p[n++] = (char)(0x80 | (c & 0x3f));
		} else if (c < 0x10000) {
			p[n++] = (char)(0xe0 | c >> 12);
			p[n++] = (char)(0x80 | (c >> 6 & 0x3f));
			p[n++] = (char)(0x80 | (c & 0x3f));
		} else {
			p[n++] = (char)(0xf0 | c >> 18);
			p[n++] = (char)(0x80 | (c >> 12 & 0x3f));
			p[n++] = (char)(0x80 | (c >> 6 & 0x3f));
			p[n++] = (char)(0x80 | (c & 0x3f));
		}
		assert_int_equal(ccr_utf8_valid(p, n), good);
		if (!good)
			continue;
		assert_int_equal(ccr_utf8_decode(p, n, &back), n);
		assert_int_equal(back, c);
	}
}

static void
random_bytes(void **state)
{
	static const char *const parts[] = {"a",    "\x80", "\xbf", "\xc2",    "\xe0",
					    "\xed", "\xa0", "\x9f", "\xf0",    "\x90",
					    "\xf4", "\x8f", "\xff", "bcdefghi"};
	uint64_t seed = 11;

	(void)state;
	for (int round = 0; round < 50000; round++) {
		struct ccr_buf text = {0};
		for (size_t k = random_bits(&seed) % 8; k > 0; k--)
			ccr_buf_puts(&text, parts[random_bits(&seed) % CCR_LEN(parts)]);
		check_utf8(text.data ? text.data : "", text.len);
		ccr_buf_release(&text);
	}
}

static void
check_escape(const char *text, const char *expected)
{
	struct ccr_buf out = {0};

	ccr_buf_puts(&out, "");
	ccr_buf_escape(&out, text);
	assert_string_equal(out.data, expected);
	ccr_buf_release(&out);
}

static void
escapes_for_terminals(void **state)
{
	(void)state;
	check_escape("plain \"text\" \\ 'x'", "plain \"text\" \\ 'x'");
	check_escape("\x1b[2J\a\b\t\n\r\x7f", "\\x1b[2J\\x07\\x08\\x09\\x0a\\x0d\\x7f");
	check_escape("a\xe2\x80\xae"
		     "b\xe2\x81\xa6",
		     "a\\u202eb\\u2066"); /* RLO, LRI */
	check_escape("\xe2\x80\x8b\xe2\x80\x8f\xe2\x80\xa8\xd8\x9c\xef\xbb\xbf",
		     "\\u200b\\u200f\\u2028\\u061c\\ufeff");
	check_escape("\xc2\x9b"
		     "31m\xc2\x85",
		     "\\u009b31m\\u0085"); /* C1 controls */
	check_escape("n\xc3\xa4me \xe5\x90\x8d \xf0\x9f\x98\x80",
		     "n\xc3\xa4me \xe5\x90\x8d \xf0\x9f\x98\x80");
	check_escape("\xff\xc3(\xed\xa0\x80", "\\xff\\xc3(\\xed\\xa0\\x80");
	check_escape("\xe2\x82", "\\xe2\\x82");
	check_escape("\xc3", "\\xc3");
	check_escape("", "");
}

/* "After any call data is NUL-terminated", also where nothing was added. */
static void
buffers_are_texts_after_any_call(void **state)
{
	struct ccr_buf a = {0}, b = {0}, c = {0}, d = {0};
	char *text;

	(void)state;
	ccr_buf_add(&a, NULL, 0);
	assert_string_equal(a.data, "");
	ccr_buf_pad(&b, 'x', 0);
	assert_string_equal(b.data, "");
	ccr_buf_printf(&c, "%s", "");
	assert_string_equal(c.data, "");
	text = ccr_buf_detach(&d);
	assert_string_equal(text, "");
	free(text);
	ccr_buf_escape(&d, "");
	ccr_buf_release(&a);
	ccr_buf_release(&b);
	ccr_buf_release(&c);
	assert_non_null(d.data);
	ccr_buf_release(&d);
}

static void
buffers_grow(void **state)
{
	struct ccr_buf buf = {0};
	char *text;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		ccr_buf_printf(&buf, "%d,", i);
		assert_int_equal(buf.data[buf.len], '\0');
		assert_int_equal(strlen(buf.data), buf.len);
	}
	assert_memory_equal(buf.data, "0,1,2,", 6);
	assert_string_equal(buf.data + buf.len - 4, "999,");
	ccr_buf_clear(&buf);
	assert_string_equal(buf.data, "");
	ccr_buf_add(&buf, "a\0b", 3);
	assert_int_equal(buf.len, 3);
	assert_memory_equal(buf.data, "a\0b", 4);
	ccr_buf_pad(&buf, '-', 3);
	text = ccr_buf_detach(&buf);
	assert_memory_equal(text, "a\0b---", 7);
	assert_null(buf.data);
	free(text);
	ccr_buf_release(&buf);
}

static void
json_texts(void **state)
{
	struct ccr_buf buf = {0};

	(void)state;
	ccr_buf_json(&buf, BYTES("a\"\\/\n\r\t\x01\x1f\x7f\xc3\xa4"));
	assert_string_equal(buf.data, "\"a\\\"\\\\/\\n\\r\\t\\u0001\\u001f\\u007f\xc3\xa4\"");
	ccr_buf_clear(&buf);
	ccr_buf_json(&buf, BYTES(""));
	assert_string_equal(buf.data, "\"\"");
	ccr_buf_release(&buf);
}

static void
widths(void **state)
{
	static const struct {
		const char *text;
		size_t width;
	} texts[] = {{"", 0},
		     {"abc", 3},
		     {"n\xc3\xa4me", 4},
		     {"\xe5\x90\x8d\xe5\x89\x8d", 4}, /* two ideographs */
		     {"a\xcc\x88"
		      "b",
		      2},                     /* combining diaeresis */
		     {"\xea\xb0\x80", 2},     /* Hangul */
		     {"\xef\xbc\xa1", 2},     /* full-width A */
		     {"\xf0\x9f\x98\x80", 2}, /* emoji */
		     {"\xe2\x80\x8b", 0},     /* zero-width space */
		     {"\xce\xb1\xd0\x96", 2}, /* Greek, Cyrillic */
		     {"\xe2\x80\x93", 1}};

	(void)state;
	for (size_t i = 0; i < CCR_LEN(texts); i++)
		assert_int_equal(ccr_text_width(texts[i].text, strlen(texts[i].text)),
				 texts[i].width);
}

static void
check_nearest(const char *text, const char *expected)
{
	static const char *const list[] = {"goals", "team", NULL, "measures", "due", "owner"};
	const char *seen = ccr_text_nearest(text, list, CCR_LEN(list));

	if (expected) {
		assert_non_null(seen);
		assert_string_equal(seen, expected);
	} else {
		assert_null(seen);
	}
}

static void
nearest_texts(void **state)
{
	(void)state;
	check_nearest("goal", "goals");
	check_nearest("gaols", "goals");
	check_nearest("Team", "team");
	check_nearest("measurs", "measures");
	check_nearest("messures", "measures");
	check_nearest("onwer", "owner");
	check_nearest("completely", NULL);
	check_nearest("zzzzzz", NULL);
	check_nearest("due_date_of_goal", NULL);
	assert_null(ccr_text_nearest("x", NULL, 0));
}

/* A long text is near to nothing in a list of short ones. */
static void
nothing_is_near_to_a_long_text(void **state)
{
	struct ccr_buf text = {0};
	static const char *const list[] = {"goals", "team"};
	const char *seen;

	(void)state;
	ccr_buf_pad(&text, 'x', 300);
	seen = ccr_text_nearest(text.data, list, 2);
	ccr_buf_release(&text);
	assert_null(seen);
}

static void
order(void **state)
{
	static const char *const sorted[] = {"-5", "-1e0", "0",   "0.5", "1",       "1.0",
					     "2",  "10",   "1e3", "",    " 1",      "10a",
					     "A",  "B",    "a",   "b",   "\xc3\xa4"};

	(void)state;
	for (size_t i = 0; i < CCR_LEN(sorted); i++) {
		for (size_t k = 0; k < CCR_LEN(sorted); k++) {
			int seen = ccr_text_compare(sorted[i], sorted[k]);
			assert_int_equal((seen > 0) - (seen < 0), (i > k) - (i < k));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_edges),
		cmocka_unit_test(every_character),
		cmocka_unit_test(random_bytes),
		cmocka_unit_test(escapes_for_terminals),
		cmocka_unit_test(buffers_are_texts_after_any_call),
		cmocka_unit_test(buffers_grow),
		cmocka_unit_test(json_texts),
		cmocka_unit_test(widths),
		cmocka_unit_test(nearest_texts),
		cmocka_unit_test(nothing_is_near_to_a_long_text),
		cmocka_unit_test(order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
