/* t-match.c: patterns: alphabets, bad ones, and ones that would never end. */
#include "unit.h"

#include "base/match.h"

static enum ccr_match_answer
find(const char *pattern, const char *text)
{
	char reason[CCR_MATCH_REASON] = "";
	struct ccr_match *m = ccr_match_new(pattern, reason);
	enum ccr_match_answer answer;

	if (!m)
		fail_msg("%s: %s", pattern, reason);
	answer = ccr_match_find(m, text, strlen(text));
	ccr_match_free(m);
	return answer;
}

static void
finds(void **state)
{
	static const struct {
		const char *pattern, *text;
		enum ccr_match_answer answer;
	} cases[] = {
		{"police|officer", "An OFFICER came", CCR_MATCH_YES},
		{"police|officer", "nobody came", CCR_MATCH_NO},
		{"\\brent\\b", "the rent is due", CCR_MATCH_YES},
		{"\\brent\\b", "my parents", CCR_MATCH_NO},
		{"", "", CCR_MATCH_YES},
		{"x", "", CCR_MATCH_NO},
		/* U+00E4 and U+00C4, U+03C3 and U+03A3 */
		{"m\xc3\xa4nner", "M\xc3\x84NNER", CCR_MATCH_YES},
		{"^\\w{2}$", "\xcf\x83\xce\xa3", CCR_MATCH_YES},
		{"^.$", "\xe5\x90\x8d", CCR_MATCH_YES},
		{"^(?!.*police)", "the neighbours", CCR_MATCH_YES},
		{"a.b", "a\nb", CCR_MATCH_NO},
	};

	(void)state;
	for (size_t i = 0; i < CCR_LEN(cases); i++)
		if (find(cases[i].pattern, cases[i].text) != cases[i].answer)
			fail_msg("%s", cases[i].pattern);
}

static void
bad_patterns(void **state)
{
	static const char *const bad[] = {"(", "[a", "a{2,1}", "\\C", "(?<n>a)(?<n>b)", "*"};

	(void)state;
	for (size_t i = 0; i < CCR_LEN(bad); i++) {
		char reason[CCR_MATCH_REASON] = "";
		assert_null(ccr_match_new(bad[i], reason));
		assert_true(strlen(reason) > 5);
	}
}

/* What is only tedious is done, however short the text. */
static void
enough(void **state)
{
	(void)state;
	assert_int_equal(find("(a|aa)+b", "aaaaaaaaaaaaaaaaaaaab"), CCR_MATCH_YES);
	assert_int_equal(find("(a|aa)+c", "aaaaaaaaaaaaaaaaaaaa!c"), CCR_MATCH_NO);
}

/* A pattern of exponential cost is given up, whatever the length of the text. */
static void
too_much(void **state)
{
	static const size_t lengths[] = {100, 5000, 20000, 100000};

	(void)state;
	for (size_t i = 0; i < CCR_LEN(lengths); i++) {
		char *text = ccr_alloc(lengths[i] + 1, 1);
		memset(text, 'a', lengths[i]);
		assert_int_equal(find("^(a|aa)+$", text), CCR_MATCH_YES);
		text[lengths[i] - 1] = 'b';
		assert_int_equal(find("(a|aa)+$", text), CCR_MATCH_TOO_MUCH);
		assert_int_equal(find("^a.*c", text), CCR_MATCH_NO);
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds),
		cmocka_unit_test(bad_patterns),
		cmocka_unit_test(enough),
		cmocka_unit_test(too_much),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
