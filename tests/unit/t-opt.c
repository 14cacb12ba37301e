/* t-opt.c: options from one table. */
#include "unit.h"

#include <unistd.h>

#include "base/date.h"
#include "base/opt.h"

static struct {
	bool quiet, all;
	const char *output, *file;
	struct ccr_list columns;
	struct ccr_lists by;
	struct ccr_numbers at;
	double seed;
	int format, kind, curve_kind;
	ccr_date as_of;
} v;

static const struct ccr_opt own[] = {
	{'q', "quiet", NULL, "say less", OPT_FLAG, &v.quiet, NULL},
	{0, "all", NULL, "all of it", OPT_FLAG, &v.all, "rates|curve"},
	{'c', "columns", "COL,...", "columns", OPT_LIST, &v.columns, NULL},
	{'b', "by", "COL,...", "groups", OPT_LISTS, &v.by, NULL},
	{0, "at", "TIME,...", "times", OPT_NUMBERS, &v.at, "rates"},
	{'k', "kind", "a|b", "kind", OPT_CHOICE, &v.kind, "rates"},
	{'k', "kind", "x|y|z", "kind", OPT_CHOICE, &v.curve_kind, "curve"},
	CCR_OPT_END,
};
static const struct ccr_opt common[] = {
	{'o', "output", "FILE", "output", OPT_TEXT, &v.output, NULL},
	{0, "input", "FILE", "input", OPT_FILE, &v.file, NULL},
	{0, "seed", "N", "seed", OPT_COUNT, &v.seed, NULL},
	{'f', "format", "csv|json|jsonl", "format", OPT_CHOICE, &v.format, NULL},
	{0, "as-of", "DATE", "day", OPT_DATE, &v.as_of, NULL},
	CCR_OPT_END,
};
static const struct ccr_opt *const tables[] = {own, common, NULL};

static struct ccr_operands operands;
static struct ccr_err err;

/* Words are separated by blanks. */
static bool
parse(const char *line)
{
	static char words[256];
	char *argv[32] = {(char[]){"t"}};
	int argc = 1;

	ccr_opt_release(tables);
	ccr_err_release(&err);
	free(operands.item);
	operands = (struct ccr_operands){0};
	memset(&v, 0, sizeof v);
	snprintf(words, sizeof words, "%s", line);
	for (char *p = strtok(words, " "); p; p = strtok(NULL, " "))
		argv[argc++] = strcmp(p, "''") == 0 ? p + 2 : p;
	/* getopt starts afresh where optind is 0 */
	optind = 0;
	getopt(1, argv, "-:");
	return ccr_opt_parse(tables, argc, argv, &operands, &err);
}

static int
teardown(void **state)
{
	(void)state;
	ccr_opt_release(tables);
	ccr_err_release(&err);
	free(operands.item);
	operands = (struct ccr_operands){0};
	return 0;
}

static void
check_operands(const char *expected)
{
	struct ccr_buf seen = {0};

	ccr_buf_puts(&seen, "");
	for (size_t i = 0; i < operands.n; i++)
		ccr_buf_printf(&seen, "%s%s", i ? " " : "", operands.item[i]);
	assert_string_equal(seen.data, expected);
	ccr_buf_release(&seen);
}

static void
values_are_stored(void **state)
{
	(void)state;
	assert_true(parse("rates -q -o out.csv --seed=7 --format json --as-of 2011-02-03 a b"));
	check_operands("rates a b");
	assert_true(v.quiet);
	assert_false(v.all);
	assert_string_equal(v.output, "out.csv");
	assert_true(v.seed == 7);
	assert_int_equal(v.format, 1);
	assert_int_equal(v.as_of, ccr_date_from_civil(2011, 2, 3));
	assert_true(ccr_opt_given(tables, "quiet"));
	assert_true(ccr_opt_given(tables, "output"));
	assert_false(ccr_opt_given(tables, "all"));
	assert_false(ccr_opt_given(tables, "none"));
	assert_true(parse("-qoout -fcsv --input=x"));
	assert_true(v.quiet);
	assert_string_equal(v.output, "out");
	assert_int_equal(v.format, 0);
	assert_string_equal(v.file, "x");
	assert_false(ccr_opt_given(tables, "seed"));
}

static void
operands_keep_their_order(void **state)
{
	(void)state;
	assert_true(parse("a -q b -- -c --all c"));
	check_operands("a b -c --all c");
	assert_true(v.quiet);
	assert_false(v.all);
	assert_true(parse("- a -"));
	check_operands("- a -");
	setenv("POSIXLY_CORRECT", "1", 1);
	assert_true(parse("a -q b"));
	unsetenv("POSIXLY_CORRECT");
	check_operands("a b");
	assert_true(v.quiet);
	assert_true(parse(""));
	check_operands("");
}

static void
lists(void **state)
{
	(void)state;
	assert_true(parse("-c a,b --columns=c -b x,y -b z --at 1,2.5,1e2"));
	assert_int_equal(v.columns.n, 3);
	assert_string_equal(v.columns.item[0], "a");
	assert_string_equal(v.columns.item[2], "c");
	assert_int_equal(v.by.n, 2);
	assert_int_equal(v.by.list[0].n, 2);
	assert_string_equal(v.by.list[0].item[1], "y");
	assert_string_equal(v.by.list[1].item[0], "z");
	assert_int_equal(v.at.n, 3);
	assert_true(v.at.item[1] == 2.5 && v.at.item[2] == 100);
}

static void
check_list(const char *record, const char *expected)
{
	struct ccr_list list = {0};
	struct ccr_buf seen = {0};
	bool good = ccr_list_parse(&list, record);

	ccr_buf_puts(&seen, good ? "" : "refused");
	for (size_t i = 0; good && i < list.n; i++)
		ccr_buf_printf(&seen, "[%s]", list.item[i]);
	ccr_list_release(&list);
	assert_string_equal(seen.data, expected);
	ccr_buf_release(&seen);
}

static void
one_csv_record(void **state)
{
	(void)state;
	check_list("safe,concern", "[safe][concern]");
	check_list("\"Age, in years\",sex", "[Age, in years][sex]");
	check_list("\"a\"\"b\"", "[a\"b]");
	check_list("\"\"", "[]");
	check_list("", "[]");
	check_list("a,,b,", "[a][][b][]");
	check_list(" a , b", "[ a ][ b]");
	check_list("a\"b", "[a\"b]");
	check_list("\"\",\"x\"", "[][x]");
	check_list("\"", "refused");
	check_list("\"a", "refused");
	check_list("\"a\"b", "refused");
	check_list("x,\"a\" ,b", "refused");
	check_list("\"a\"\"", "refused");
}

static void
check_refused(const char *line, const char *text)
{
	assert_false(parse(line));
	assert_int_equal(err.n, 1);
	assert_int_equal(err.status, CCR_USAGE);
	assert_string_equal(err.fault[0].text, text);
}

static void
faults(void **state)
{
	(void)state;
	ccr_program_name = "ccr-t";
	check_refused("-x", "unknown option '-x'; try 'ccr-t --help'");
	check_refused("-qx", "unknown option '-x'; try 'ccr-t --help'");
	check_refused("--none", "unknown option '--none'; try 'ccr-t --help'");
	check_refused("--none=5", "unknown option '--none'; try 'ccr-t --help'");
	check_refused("--form csv", "unknown option '--form'; did you mean '--format'?");
	check_refused("--form=csv", "unknown option '--form'; did you mean '--format'?");
	check_refused("a -o", "option '-o' needs a value");
	check_refused("--output", "option '--output' needs a value");
	check_refused("-o a -o b", "option '--output' is given twice");
	check_refused("--format=xml", "option '--format': 'xml' is not one of csv|json|jsonl");
	check_refused("--format=js", "option '--format': 'js' is not one of csv|json|jsonl");
	check_refused("--format=csv|json",
		      "option '--format': 'csv|json' is not one of csv|json|jsonl");
	check_refused("--seed=-1", "option '--seed': '-1' is not a whole number");
	check_refused("--seed=1.5", "option '--seed': '1.5' is not a whole number");
	check_refused("--seed ''", "option '--seed': '' is not a whole number");
	check_refused("--as-of=2011-02-29",
		      "option '--as-of': '2011-02-29' is not a date, YYYY-MM-DD");
	check_refused("--at=1,x", "option '--at': '1,x' is not numbers, separated by commas");
	check_refused("--at=1,,2", "option '--at': '1,,2' is not numbers, separated by commas");
	check_refused("-c \"a",
		      "option '--columns': '\"a' is not a list of names, as one CSV record");
	check_refused("-b \"a", "option '--by': '\"a' is not a list of names, as one CSV record");
}

/* It is known, so it must not be called unknown. */
static void
flags_take_no_value(void **state)
{
	(void)state;
	assert_false(parse("--quiet=1"));
	assert_int_equal(err.status, CCR_USAGE);
	assert_null(strstr(err.fault[0].text, "unknown"));
}

static void
options_belong_to_verbs(void **state)
{
	(void)state;
	assert_true(parse("--all --at 1 -q"));
	assert_true(ccr_opt_check_verb(tables, "rates", &err));
	assert_false(ccr_opt_check_verb(tables, "curve", &err));
	assert_int_equal(err.status, CCR_USAGE);
	assert_string_equal(err.fault[0].text, "option '--at' is not for 'curve' but for 'rates'");
	assert_true(parse("--all"));
	assert_true(ccr_opt_check_verb(tables, "curve", &err));
	assert_false(ccr_opt_check_verb(tables, "cur", &err));
}

/* Two rows of one name: the verb decides which of them a value is for. */
static void
one_name_for_two_verbs(void **state)
{
	(void)state;
	assert_true(parse("-k z"));
	assert_true(ccr_opt_given(tables, "kind"));
	assert_true(ccr_opt_check_verb(tables, "curve", &err));
	assert_int_equal(v.curve_kind, 2);
	assert_int_equal(v.kind, 0);
	assert_false(ccr_opt_check_verb(tables, "rates", &err));
	assert_string_equal(err.fault[0].text, "option '--kind': 'z' is not one of a|b");
	assert_true(parse("--kind=b"));
	assert_true(ccr_opt_check_verb(tables, "rates", &err));
	assert_int_equal(v.kind, 1);
	assert_int_equal(v.curve_kind, 0);
	assert_false(ccr_opt_check_verb(tables, "cur", &err));
	assert_string_equal(err.fault[0].text,
			    "option '--kind' is not for 'cur' but for 'rates|curve'");
	assert_false(parse("--kind=b -k a"));
	assert_string_equal(err.fault[0].text, "option '--kind' is given twice");
	assert_true(parse("-q"));
	assert_true(ccr_opt_check_verb(tables, "rates", &err));
	assert_false(ccr_opt_given(tables, "kind"));
}

static void
choices(void **state)
{
	(void)state;
	assert_int_equal(ccr_opt_choice("a|bc|d", "a"), 0);
	assert_int_equal(ccr_opt_choice("a|bc|d", "bc"), 1);
	assert_int_equal(ccr_opt_choice("a|bc|d", "d"), 2);
	assert_int_equal(ccr_opt_choice("a|bc|d", "b"), -1);
	assert_int_equal(ccr_opt_choice("a|bc|d", "c"), -1);
	assert_int_equal(ccr_opt_choice("a|bc|d", ""), -1);
	assert_int_equal(ccr_opt_choice("a|bc|d", "a|bc"), -1);
}

static void
help(void **state)
{
	struct ccr_buf out = {0};

	(void)state;
	ccr_opt_help(&out, own, NULL);
	assert_string_equal(out.data, "  -q, --quiet                   say less\n"
				      "      --all                     all of it (rates|curve)\n"
				      "  -c, --columns=COL,...         columns\n"
				      "  -b, --by=COL,...              groups\n"
				      "      --at=TIME,...             times (rates)\n"
				      "  -k, --kind=a|b                kind (rates)\n"
				      "  -k, --kind=x|y|z              kind (curve)\n");
	ccr_buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_stored),
		cmocka_unit_test(operands_keep_their_order),
		cmocka_unit_test(lists),
		cmocka_unit_test(one_csv_record),
		cmocka_unit_test(faults),
		cmocka_unit_test(flags_take_no_value),
		cmocka_unit_test(options_belong_to_verbs),
		cmocka_unit_test(one_name_for_two_verbs),
		cmocka_unit_test(choices),
		cmocka_unit_test(help),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
