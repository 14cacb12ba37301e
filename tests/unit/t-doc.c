/* t-doc.c: documents are checked by their table of keys. */
#include "unit.h"

#include "data/doc.h"

static const struct ccr_key number_item[] = {{.is = CCR_IS_NUMBER, .bounded = true, .at_least = 0},
					     {.name = NULL}};
static const struct ccr_key goal[] = {
	{.name = "id", .is = CCR_IS_TEXT, .required = true},
	{.name = "due", .is = CCR_IS_DATE, .help = "when \"done\""},
	{.name = "weight", .is = CCR_IS_NUMBER, .bounded = true, .at_least = 0.5},
	{.name = "done", .is = CCR_IS_BOOL},
	{.name = "direction", .is = CCR_IS_TEXT, .choices = "max|min"},
	{.name = "value", .is = CCR_IS_NUMBER | CCR_IS_TEXT},
	{.name = NULL},
};
static const struct ccr_key goal_item[] = {{.is = CCR_IS_OBJECT, .keys = goal}, {.name = NULL}};
static const struct ccr_key keys[] = {
	{.name = "title", .is = CCR_IS_TEXT, .required = true},
	{.name = "goals", .is = CCR_IS_LIST, .item = goal_item, .min_items = 1, .max_items = 2},
	{.name = "scores", .is = CCR_IS_MAP, .item = number_item},
	{.name = "team", .is = CCR_IS_OBJECT, .keys = goal},
	{.name = "until", .is = CCR_IS_DATE | CCR_IS_NULL, .required = true},
	{.name = NULL},
};
static const struct ccr_kind kind = {"plan", "A \"plan\"", keys, NULL};

#define HEAD "{\"ccr\":\"plan/1\",\"title\":\"x\",\"until\":\"2011-02-03\""

/* "good", or the faults of the document. */
static void
check(const char *text, const char *expected)
{
	struct ccr_source source;
	struct ccr_arena arena = {0};
	struct ccr_err err = {0};
	struct ccr_buf seen = {0};
	const struct ccr_json *root;

	ccr_source_memory(&source, "t", text, strlen(text), 65536);
	root = ccr_doc_read(&source, &kind, false, &arena, &err);
	assert_int_equal(root == NULL, err.n > 0);
	ccr_buf_puts(&seen, root ? "good" : "");
	add_faults(&seen, &err);
	if (root)
		assert_string_equal(ccr_json_text(root, "title"), "x");
	ccr_arena_release(&arena);
	ccr_err_release(&err);
	assert_string_equal(seen.data, expected);
	ccr_buf_release(&seen);
}

static void
good_documents(void **state)
{
	(void)state;
	check(HEAD "}", "good");
	check("{\"until\":\"2011-02-03\",\"title\":\"x\",\"ccr\":\"plan/1\"}", "good");
	check(HEAD ",\"goals\":[{\"id\":\"a\",\"due\":\"2012-02-29\",\"weight\":0.5,\"done\":true,"
		   "\"direction\":\"min\",\"value\":\"x\"},{\"id\":\"b\",\"value\":7}]}",
	      "good");
	check(HEAD ",\"scores\":{\"any\":1,\"key\":0},\"team\":{\"id\":\"x\"}}", "good");
	check(HEAD ",\"goals\":null,\"scores\":null,\"team\":null}", "good");
	check(HEAD ",\"team\":{\"id\":\"x\",\"due\":null,\"done\":null}}", "good");
}

static void
kind_and_version(void **state)
{
	(void)state;
	check("[]", "!1:not an object\n");
	check("{\"title\":\"x\"}", "!1:key 'ccr' is required: \"ccr\": \"plan/1\"\n");
	check("{\n\"title\":\"x\",\n\"ccr\":\"plan/2\"}",
	      "!3:/ccr: 'plan/2', but 'plan/1' was expected\n");
	check("{\"ccr\":\"codebook/1\"}", "!1:/ccr: 'codebook/1', but 'plan/1' was expected\n");
	check("", "!0:empty input: a JSON document was expected\n");
	check("{", "!1:not JSON: a key in quotes was expected\n");
}

static void
unknown_keys(void **state)
{
	(void)state;
	check(HEAD ",\n\"goal\":[]}", "!2:unknown key 'goal'; did you mean 'goals'?\n");
	check(HEAD ",\n\"Goals\":[]}", "!2:unknown key 'Goals'; did you mean 'goals'?\n");
	check(HEAD ",\"completely\":1}", "!1:unknown key 'completely'\n");
	check(HEAD ",\"goals\":[{\"id\":\"a\",\n\"dew\":1}]}",
	      "!2:/goals/0: unknown key 'dew'; did you mean 'due'?\n");
	/* the key of the kind is for the outermost object only */
	check(HEAD ",\"team\":{\"id\":\"x\",\"ccr\":\"plan/1\"}}", "!1:/team: unknown key 'ccr'\n");
}

static void
wrong_types(void **state)
{
	(void)state;
	check(HEAD ",\n\"goals\":{}}", "!2:/goals: not a list\n");
	check(HEAD ",\"goals\":[{\"id\":\"a\"},\n{\"id\":7}]}", "!2:/goals/1/id: not a text\n");
	check(HEAD ",\"goals\":[\n7]}", "!2:/goals/0: not an object\n");
	check(HEAD ",\"team\":[]}", "!1:/team: not an object\n");
	check(HEAD ",\"scores\":{\"a\":1,\n\"b\":\"x\"}}",
	      "!2:/scores/b: not a number; a number stands without quotes\n");
	check(HEAD ",\"scores\":7}", "!1:/scores: not an object\n");
	check(HEAD ",\"team\":{\"id\":\"x\",\"done\":1}}", "!1:/team/done: not true or false\n");
	check(HEAD ",\"team\":{\"id\":\"x\",\"value\":[]}}",
	      "!1:/team/value: not a text or a number\n");
	check(HEAD ",\"team\":{\"id\":\"x\",\"due\":7}}",
	      "!1:/team/due: not a date (YYYY-MM-DD)\n");
	check(HEAD ",\"team\":{\"id\":\"x\",\"due\":\"2011-02-29\"}}",
	      "!1:/team/due: not a date (YYYY-MM-DD) that exists\n");
	check(HEAD ",\"team\":{\"id\":\"x\",\"due\":\"02/03/2011\"}}",
	      "!1:/team/due: not a date (YYYY-MM-DD) that exists\n");
}

static void
values_in_bounds(void **state)
{
	(void)state;
	check(HEAD ",\"team\":{\"id\":\"x\",\"direction\":\"up\"}}",
	      "!1:/team/direction: not one of max|min\n");
	check(HEAD ",\"team\":{\"id\":\"x\",\"direction\":\"\"}}",
	      "!1:/team/direction: not one of max|min\n");
	check(HEAD ",\"team\":{\"id\":\"x\",\"weight\":0.4}}",
	      "!1:/team/weight: the number is too small\n");
	check(HEAD ",\"scores\":{\"a\":-1}}", "!1:/scores/a: the number is too small\n");
	check(HEAD ",\"goals\":[]}", "!1:/goals: the list has 0 items and needs at least 1\n");
	check(HEAD ",\"goals\":[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}]}",
	      "!1:/goals: the list has 3 items and takes at most 2\n");
}

static void
required_keys(void **state)
{
	(void)state;
	check("{\"ccr\":\"plan/1\",\"until\":\"2011-02-03\"}", "!1:key 'title' is required\n");
	check("{\"ccr\":\"plan/1\",\"title\":\"x\"}", "!1:key 'until' is required\n");
	check(HEAD ",\"goals\":[\n{\"due\":\"2011-02-03\"}]}",
	      "!2:/goals/0: key 'id' is required\n");
	check("{\"ccr\":\"plan/1\",\"until\":\"2011-02-03\",\"title\":null}",
	      "!1:key 'title' is null, but needs a value\n");
	check("{\n\"ccr\":\"plan/1\",\n\"title\":7,\"x\":1}",
	      "!3:/title: not a text\n!3:unknown key 'x'\n!1:key 'until' is required\n");
}

/* A key that is required and may be null says "I know of it": the schema allows it, and so does the
 * check. */
static void
required_keys_that_may_be_null(void **state)
{
	(void)state;
	check("{\"ccr\":\"plan/1\",\"title\":\"x\",\"until\":null}", "good");
}

static void
drafts_may_have_nulls(void **state)
{
	static const char text[] = "{\"ccr\":\"plan/1\",\"title\":null,\"until\":null}";
	struct ccr_source source;
	struct ccr_arena arena = {0};
	struct ccr_err err = {0};

	(void)state;
	ccr_source_memory(&source, "t", text, strlen(text), 65536);
	assert_non_null(ccr_doc_read(&source, &kind, true, &arena, &err));
	ccr_arena_release(&arena);
}

static void
schema_is_json(void **state)
{
	struct ccr_buf out = {0};
	struct ccr_arena arena = {0};
	struct ccr_err err = {0};
	const struct ccr_json *schema, *all, *properties, *goals, *required;
	size_t n;

	(void)state;
	ccr_doc_schema(&kind, &out);
	schema = ccr_json_parse("schema", out.data, out.len, 1, &arena, &err);
	assert_non_null(schema);
	assert_string_equal(ccr_json_text(schema, "$schema"),
			    "https://json-schema.org/draft/2020-12/schema");
	assert_string_equal(ccr_json_text(schema, "title"), "A \"plan\"");
	all = ccr_json_list(schema, "allOf", &n);
	assert_int_equal(n, 1);
	assert_string_equal(ccr_json_text(all, "type"), "object");
	assert_int_equal(ccr_json_get(all, "additionalProperties")->type, CCR_JSON_FALSE);
	required = ccr_json_list(all, "required", &n);
	assert_int_equal(n, 3);
	assert_string_equal(required[0].text, "ccr");
	assert_string_equal(required[2].text, "until");
	properties = ccr_json_get(all, "properties");
	assert_string_equal(ccr_json_text(ccr_json_get(properties, "ccr"), "const"), "plan/1");
	goals = ccr_json_list(ccr_json_get(properties, "goals"), "anyOf", &n);
	assert_int_equal(n, 2);
	assert_string_equal(ccr_json_text(&goals[0], "type"), "array");
	assert_true(ccr_json_number(&goals[0], "minItems", 0) == 1);
	assert_true(ccr_json_number(&goals[0], "maxItems", 0) == 2);
	assert_string_equal(ccr_json_text(&goals[1], "type"), "null");
	assert_non_null(strstr(out.data, "\"enum\": [\"max\", \"min\"]"));
	assert_non_null(strstr(out.data, "\"minimum\": 0.5"));
	assert_non_null(strstr(out.data, "\"description\": \"when \\\"done\\\"\""));
	ccr_arena_release(&arena);
	ccr_buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_documents),
		cmocka_unit_test(kind_and_version),
		cmocka_unit_test(unknown_keys),
		cmocka_unit_test(wrong_types),
		cmocka_unit_test(values_in_bounds),
		cmocka_unit_test(required_keys),
		cmocka_unit_test(required_keys_that_may_be_null),
		cmocka_unit_test(drafts_may_have_nulls),
		cmocka_unit_test(schema_is_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
