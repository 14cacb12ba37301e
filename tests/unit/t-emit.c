/* t-emit.c: result rows, byte for byte, in all five formats. */
#include "unit.h"

#include "data/emit.h"

static const struct ccr_field fields[] = {{"group", CCR_TEXT}, {"n", CCR_COUNT},
					  {"rate", CCR_SHARE}, {"mean", CCR_NUMBER},
					  {"start", CCR_DATE}, {"note", CCR_TEXT}};

static void
row(struct ccr_emit *e, const char *group, size_t n, double rate, double mean, ccr_date start,
    const char *note)
{
	ccr_emit_text(e, group);
	ccr_emit_count(e, n);
	ccr_emit_number(e, rate);
	ccr_emit_number(e, mean);
	ccr_emit_date(e, start);
	ccr_emit_text(e, note);
	ccr_emit_end(e);
}

static void
check(struct ccr_emit *e, const char *expected)
{
	ccr_emit_finish(e);
	assert_string_equal(e->out.data ? e->out.data : "", expected);
	assert_int_equal(e->out.len, strlen(expected));
	ccr_emit_release(e);
}

static void
check_rows(enum ccr_format format, const char *expected)
{
	struct ccr_emit e;

	ccr_emit_init(&e, format, fields, CCR_LEN(fields));
	row(&e, "a, \"b\"", 1234567, 0.07, 0.1 + 0.2, 0, "x|y");
	row(&e, NULL, 0, (double)NAN, (double)INFINITY, CCR_DATE_NONE, "two\nlines");
	row(&e, "\xe5\x90\x8d\xcc\x88 \xc3\xa4", 5, 1.0 / 3, -12345.678, 15008, "");
	check(&e, expected);
}

static void
csv(void **state)
{
	(void)state;
	check_rows(CCR_CSV, "group,n,rate,mean,start,note\n"
			    "\"a, \"\"b\"\"\",1234567,0.07,0.30000000000000004,1970-01-01,x|y\n"
			    ",0,,,,\"two\nlines\"\n"
			    "\xe5\x90\x8d\xcc\x88 \xc3\xa4,5,0.3333333333333333,-12345.678,"
			    "2011-02-03,\n");
}

static void
json(void **state)
{
	(void)state;
	check_rows(CCR_JSON,
		   "[\n{\"group\":\"a, \\\"b\\\"\",\"n\":1234567,\"rate\":0.07,"
		   "\"mean\":0.30000000000000004,\"start\":\"1970-01-01\",\"note\":\"x|y\"},\n"
		   "{\"group\":null,\"n\":0,\"rate\":null,\"mean\":null,\"start\":null,"
		   "\"note\":\"two\\nlines\"},\n"
		   "{\"group\":\"\xe5\x90\x8d\xcc\x88 \xc3\xa4\",\"n\":5,"
		   "\"rate\":0.3333333333333333,\"mean\":-12345.678,\"start\":\"2011-02-03\","
		   "\"note\":null}\n]\n");
}

static void
jsonl(void **state)
{
	(void)state;
	check_rows(CCR_JSONL,
		   "{\"group\":\"a, \\\"b\\\"\",\"n\":1234567,\"rate\":0.07,"
		   "\"mean\":0.30000000000000004,\"start\":\"1970-01-01\",\"note\":\"x|y\"}\n"
		   "{\"group\":null,\"n\":0,\"rate\":null,\"mean\":null,\"start\":null,"
		   "\"note\":\"two\\nlines\"}\n"
		   "{\"group\":\"\xe5\x90\x8d\xcc\x88 \xc3\xa4\",\"n\":5,"
		   "\"rate\":0.3333333333333333,\"mean\":-12345.678,\"start\":\"2011-02-03\","
		   "\"note\":null}\n");
}

static void
table(void **state)
{
	(void)state;
	check_rows(CCR_TABLE,
		   "group         n  rate %    mean  start       note\n"
		   "a, \"b\"  1234567       7     0.3  1970-01-01  x|y\n"
		   "              0                              two lines\n"
		   "\xe5\x90\x8d\xcc\x88 \xc3\xa4          5   33.33  -12350  2011-02-03\n");
}

static void
markdown(void **state)
{
	(void)state;
	check_rows(CCR_MD,
		   "| group  |       n | rate % |   mean | start      | note      |\n"
		   "| ------ | ------: | -----: | -----: | ---------- | --------- |\n"
		   "| a, \"b\" | 1234567 |      7 |    0.3 | 1970-01-01 | x\\|y       |\n"
		   "|        |       0 |        |        |            | two lines |\n"
		   "| \xe5\x90\x8d\xcc\x88 \xc3\xa4   |       5 |  33.33 | -12350 | 2011-02-03 |"
		   "           |\n");
}

static void
header_only(void **state)
{
	static const char *const expected[] = {
		"group,n,rate,mean,start,note\n",
		"[]\n",
		"",
		"group  n  rate %  mean  start  note\n",
		("| group | n | rate % | mean | start | note |\n"
		 "| ----- | --: | -----: | ---: | ----- | ---- |\n"),
	};

	(void)state;
	for (int format = CCR_CSV; format <= CCR_MD; format++) {
		struct ccr_emit e;
		ccr_emit_init(&e, (enum ccr_format)format, fields, CCR_LEN(fields));
		check(&e, expected[format]);
	}
}

static void
one_column(void **state)
{
	static const struct ccr_field one[] = {{"x", CCR_TEXT}};
	struct ccr_emit e;

	(void)state;
	ccr_emit_init(&e, CCR_CSV, one, 1);
	ccr_emit_missing(&e, 1);
	ccr_emit_end(&e);
	ccr_emit_text(&e, " ");
	ccr_emit_end(&e);
	check(&e, "x\n\"\"\n\" \"\n");
}

static void
renamed_field(void **state)
{
	static const struct ccr_field two[] = {{"x", CCR_TEXT}, {"y", CCR_NUMBER}};
	static const char *const expected[] = {"x,\"a,b\"\n,7\n", "[\n{\"x\":null,\"a,b\":7}\n]\n",
					       "{\"x\":null,\"a,b\":7}\n", "a,b\n  7\n",
					       "| a,b |\n| --: |\n|   7 |\n"};

	(void)state;
	for (int format = CCR_CSV; format <= CCR_MD; format++) {
		struct ccr_emit e;
		ccr_emit_init(&e, (enum ccr_format)format, two, 2);
		ccr_emit_rename(&e, 1, "a,b");
		ccr_emit_missing(&e, 1);
		ccr_emit_number(&e, 7);
		ccr_emit_end(&e);
		check(&e, expected[format]);
	}
}

static void
json_escapes(void **state)
{
	static const struct ccr_field one[] = {{"k\"\n", CCR_TEXT}};
	struct ccr_emit e;

	(void)state;
	ccr_emit_init(&e, CCR_JSONL, one, 1);
	ccr_emit_text(&e, "\\ / \b\f\r\t\x1f\x7f \xf0\x9f\x98\x80 <>&'");
	ccr_emit_end(&e);
	check(&e, "{\"k\\\"\\n\":\"\\\\ / \\u0008\\u000c\\r\\t\\u001f\\u007f \xf0\x9f\x98\x80 "
		  "<>&'\"}\n");
}

/* The names are copied, and given again replace those before. */
static void
fields_of_the_data(void **state)
{
	char name[] = "rank";
	const struct ccr_field first[] = {{"x", CCR_TEXT}},
			       then[] = {{name, CCR_COUNT}, {"group", CCR_TEXT}};
	struct ccr_emit e;

	(void)state;
	ccr_emit_init(&e, CCR_CSV, fields, CCR_LEN(fields));
	ccr_emit_fields(&e, first, CCR_LEN(first));
	ccr_emit_fields(&e, then, CCR_LEN(then));
	name[0] = '?';
	ccr_emit_count(&e, 7);
	ccr_emit_text(&e, "a");
	ccr_emit_end(&e);
	check(&e, "rank,group\n7,a\n");
}

/* In a table texts stand below their row, in lines of at most 100 columns. */
static void
texts_below(void **state)
{
	static const struct ccr_field four[] = {
		{"id", CCR_TEXT}, {"name", CCR_TEXT}, {"n", CCR_COUNT}, {"reason", CCR_TEXT}};
	static const enum ccr_place place[] = {CCR_IN_TABLE, CCR_BELOW, CCR_IN_TABLE, CCR_BELOW};
	static const char *const name[] = {NULL, "name b", NULL, "name"},
				 *const reason[] = {
					 NULL, NULL, "reason",
					 "34567890 234567890 234567890 234567890 234567890 "
					 "234567890 234567890 234567890 234567890 23 4"};
	struct ccr_emit e;

	(void)state;
	ccr_emit_init(&e, CCR_TABLE, four, 4);
	ccr_emit_places(&e, place);
	for (size_t i = 0; i < 4; i++) {
		const char id[] = {(char)('a' + i), '\0'};
		ccr_emit_text(&e, id);
		ccr_emit_text(&e, name[i]);
		ccr_emit_count(&e, i + 1);
		ccr_emit_text(&e, reason[i]);
		ccr_emit_end(&e);
	}
	check(&e, "id  n\n"
		  "a   1\n"
		  "b   2\n  name b\n"
		  "c   3\n  reason\n"
		  "d   4\n  name - 34567890 234567890 234567890 234567890 234567890 234567890 "
		  "234567890 234567890 234567890 23\n"
		  "  4\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv),          cmocka_unit_test(json),
		cmocka_unit_test(jsonl),        cmocka_unit_test(table),
		cmocka_unit_test(markdown),     cmocka_unit_test(header_only),
		cmocka_unit_test(one_column),   cmocka_unit_test(renamed_field),
		cmocka_unit_test(json_escapes), cmocka_unit_test(fields_of_the_data),
		cmocka_unit_test(texts_below),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
