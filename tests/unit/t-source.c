/* t-source.c: a look at the first byte takes nothing from what is read. */
#include "unit.h"

#include <stdlib.h>

#include "data/source.h"

/* The first byte of the text, handed out in pieces, and that all of it is read afterwards. */
static char
first_byte(const char *text, size_t chunk)
{
	struct ccr_source source;
	struct ccr_err err = {0};
	struct ccr_buf seen = {0};
	char first, again;

	ccr_source_memory(&source, "t", text, strlen(text), chunk);
	assert_true(ccr_source_peek(&source, &first, &err));
	assert_true(ccr_source_peek(&source, &again, &err));
	assert_int_equal(first, again);
	assert_true(ccr_source_fill(&source, &seen, 1 << 20, &err));
	assert_int_equal(seen.len, strlen(text));
	assert_memory_equal(seen.data, text, seen.len);
	ccr_buf_release(&seen);
	ccr_source_close(&source);
	assert_int_equal(err.n, 0);
	return first;
}

static void
peek(void **state)
{
	static const struct {
		const char *text;
		char first;
	} cases[] = {
		{"{\"ccr\"", '{'},
		{"days,name\n", 'd'},
		{"\xef\xbb\xbf \n{", '{'},
		{" \t\r\n\n [1]", '['},
		{"", ' '},
		{" \n ", ' '},
		{"\xef\xbb", '\xef'},
	};
	struct ccr_buf blanks = {0};

	(void)state;
	for (size_t i = 0; i < CCR_LEN(cases); i++)
		for (size_t chunk = 1; chunk < 5; chunk++)
			assert_int_equal(first_byte(cases[i].text, chunk), cases[i].first);
	/* Beyond the first piece that is looked at. */
	ccr_buf_pad(&blanks, ' ', 200000);
	ccr_buf_puts(&blanks, "x");
	assert_int_equal(first_byte(blanks.data, 65536), 'x');
	ccr_buf_release(&blanks);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(peek)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
