/* t-cursor.c: typed columns: conversions, faults, missing and suppressed cells, several files. */
#include "unit.h"

#include "data/cursor.h"

static struct ccr_err err;
static struct ccr_ledger ledger;
static struct ccr_source source[4];
static struct ccr_input input;

/* An input of up to four files in memory. */
static void
files(const char *a, const char *b, const char *c)
{
	const char *const data[] = {a, b, c};
	static const char *const names[] = {"a.csv", "b.csv", "c.csv"};

	err = (struct ccr_err){0};
	ledger = (struct ccr_ledger){0};
	input = (struct ccr_input){.source = source, .delimiter = ',', .ledger = &ledger};
	for (size_t i = 0; i < 3 && data[i]; i++)
		ccr_source_memory(&source[input.n++], names[i], data[i], strlen(data[i]), 65536);
}

static void
done(struct ccr_column *column, size_t n)
{
	ccr_columns_release(column, n);
	ccr_err_release(&err);
	ccr_ledger_release(&ledger);
}

static char *
faults(void)
{
	struct ccr_buf out = {0};

	ccr_buf_puts(&out, "");
	for (size_t i = 0; i < err.n && i < CCR_FAULTS; i++)
		ccr_buf_printf(&out, "%s:%zu: %s%s%s\n", err.fault[i].file, err.fault[i].line,
			       err.fault[i].where ? err.fault[i].where : "",
			       err.fault[i].where ? ": " : "", err.fault[i].text);
	return ccr_buf_detach(&out);
}

static void
check_faults(const char *expected)
{
	char *seen = faults();

	assert_string_equal(seen, expected);
	free(seen);
}

/* The one cell of a table with one column as this type: its mark, or the fault. */
static void
check_cell(struct ccr_column *column, const char *cell, const char *expected)
{
	struct ccr_buf text = {0};
	struct ccr_cursor *rows;
	char *seen;

	ccr_buf_printf(&text, "v\n\"%s\"\n", cell);
	column->name = "v";
	files(text.data, NULL, NULL);
	rows = ccr_cursor_open(&input, column, 1, &err);
	assert_non_null(rows);
	if (ccr_cursor_next(rows)) {
		assert_int_equal(err.n, 0);
		assert_string_equal(column->text, cell);
		assert_int_equal(column->len, strlen(cell));
		seen = ccr_strdup(column->mark == CCR_PRESENT   ? "present"
				  : column->mark == CCR_MISSING ? "missing"
								: "suppressed");
		assert_false(ccr_cursor_next(rows));
		assert_true(ccr_cursor_close(rows));
	} else {
		assert_int_equal(err.n, 1);
		assert_int_equal(err.status, CCR_DATA);
		assert_string_equal(err.fault[0].where, "column 'v'");
		assert_int_equal(err.fault[0].line, 2);
		seen = ccr_strdup(err.fault[0].text);
		assert_false(ccr_cursor_close(rows));
	}
	assert_string_equal(seen, expected);
	free(seen);
	ccr_buf_release(&text);
	ccr_err_release(&err);
	ccr_ledger_release(&ledger);
}

static void
numbers(void **state)
{
	struct ccr_column any = {.type = CCR_NUMBER}, required = any, positive = any, zero = any;

	(void)state;
	required.required = true;
	positive.range = CCR_POSITIVE;
	zero.range = CCR_NOT_NEGATIVE;
	check_cell(&any, "1.5", "present");
	assert_true(any.number == 1.5);
	check_cell(&any, "-2e3", "present");
	assert_true(any.number == -2000);
	check_cell(&any, "", "missing");
	check_cell(&any, "NA", "not a number");
	check_cell(&any, " 1", "not a number");
	check_cell(&any, " ", "not a number");
	check_cell(&any, "1e999", "number too large");
	check_cell(&any, "*", "suppressed");
	check_cell(&required, "", "missing; a value is needed");
	check_cell(&required, "<5", "a suppressed count, where a number is needed");
	check_cell(&required, "5", "present");
	check_cell(&positive, "0", "not above 0");
	check_cell(&positive, "-1", "not above 0");
	check_cell(&positive, "0.1", "present");
	check_cell(&zero, "0", "present");
	check_cell(&zero, "-0.1", "negative; 0 or more was expected");
	ccr_columns_release(&any, 1);
	ccr_columns_release(&required, 1);
	ccr_columns_release(&positive, 1);
	ccr_columns_release(&zero, 1);
}

static void
other_types(void **state)
{
	struct ccr_column count = {.type = CCR_COUNT}, flag = {.type = CCR_FLAG};
	struct ccr_column date = {.type = CCR_DATE}, time = {.type = CCR_TIME};
	struct ccr_column key = {.type = CCR_KEY, .required = true};

	(void)state;
	check_cell(&count, "12", "present");
	assert_true(count.number == 12);
	check_cell(&count, "1e3", "present");
	check_cell(&count, "1.5", "not a whole number");
	check_cell(&count, "-1", "too small");
	check_cell(&count, "<10", "suppressed");
	check_cell(&flag, "1", "present");
	assert_true(flag.flag && flag.number == 1);
	check_cell(&flag, "0", "present");
	assert_true(!flag.flag && flag.number == 0);
	check_cell(&flag, "TRUE", "present");
	assert_true(flag.flag);
	check_cell(&flag, "false", "present");
	assert_false(flag.flag);
	check_cell(&flag, "yes", "not 0 or 1");
	check_cell(&flag, "2", "not 0 or 1");
	check_cell(&flag, "", "missing");
	check_cell(&date, "2011-02-03", "present");
	assert_int_equal(date.date, ccr_date_from_civil(2011, 2, 3));
	check_cell(&date, "2011-02-29", "no such date");
	check_cell(&date, "02/03/2011", "not a date (YYYY-MM-DD, or as --date-format says)");
	check_cell(&date, "", "missing");
	assert_int_equal(date.date, CCR_DATE_NONE);
	check_cell(&time, "1970-01-01T00:01", "present");
	assert_int_equal(time.time, 60);
	check_cell(&time, "1970-01-01", "not a time (YYYY-MM-DDTHH:MM)");
	check_cell(&key, "007", "present");
	check_cell(&key, "*", "present");
	check_cell(&key, "", "missing; a value is needed");
	ccr_columns_release(&count, 1);
	ccr_columns_release(&flag, 1);
	ccr_columns_release(&date, 1);
	ccr_columns_release(&time, 1);
	ccr_columns_release(&key, 1);
}

static void
suppressed_spellings(void **state)
{
	static const char *const yes[] = {
		"*",
		"<5",
		"<10",
		"< 5",
		"<1,000",
		"Under 5",
		"under 10",
		"5 or under",
		"10 or greater",
		"10 or more",
		"5 or fewer",
		"5 or less",
		"Fewer than 5",
		"fewer than 10",
		"Less than 5",
		"FEWER THAN 5",
		"Fewer than 5 persons",
		"5 persons or under",
		"Under 5 victims",
	};
	static const char *const no[] = {
		"",           "5",    "under",    "<",    "n/a",        "N/A",
		"-",          "**",   "under ",   "<x",   "< ",         "<-5",
		"Under x",    "5 or", "or under", "five", "5 of under", "x5 or under",
		"Fewer than", "0",    "<5%",      "<,",   ", or under", "5-10",
	};

	(void)state;
	for (size_t i = 0; i < CCR_LEN(yes); i++)
		if (!ccr_is_suppressed(yes[i], strlen(yes[i])))
			fail_msg("not taken for suppressed: %s", yes[i]);
	for (size_t i = 0; i < CCR_LEN(no); i++)
		if (ccr_is_suppressed(no[i], strlen(no[i])))
			fail_msg("taken for suppressed: %s", no[i]);
	assert_false(ccr_is_suppressed("<5", 1)); /* exactly n bytes */
}

static void
messages_hold_no_values(void **state)
{
	struct ccr_column column[] = {{.name = "name", .type = CCR_NUMBER},
				      {.name = "age", .type = CCR_COUNT}};
	struct ccr_cursor *rows;

	(void)state;
	for (int shown = 0; shown < 2; shown++) {
		files("name,age\nMallory,x17\n1,2\n\"Eve\n\",3\n", NULL, NULL);
		input.show_values = shown;
		rows = ccr_cursor_open(&input, column, 2, &err);
		assert_true(ccr_cursor_next(rows));
		assert_true(column[1].number == 2);
		assert_int_equal(ccr_cursor_line(rows), 3);
		assert_string_equal(ccr_cursor_file(rows), "a.csv");
		assert_false(ccr_cursor_next(rows));
		assert_false(ccr_cursor_close(rows));
		check_faults(shown ? "a.csv:2: column 'name': not a number: 'Mallory'\n"
				     "a.csv:2: column 'age': not a whole number: 'x17'\n"
				     "a.csv:4: column 'name': not a number: 'Eve\n'\n"
				   : "a.csv:2: column 'name': not a number\n"
				     "a.csv:2: column 'age': not a whole number\n"
				     "a.csv:4: column 'name': not a number\n");
		done(column, 2);
	}
}

static void
finds_columns(void **state)
{
	struct ccr_column column[] = {{.name = "c", .type = CCR_TEXT},
				      {.name = "#1", .type = CCR_TEXT},
				      {.name = NULL, .type = CCR_NUMBER, .required = true},
				      {.name = "z", .type = CCR_TEXT, .optional = true},
				      {.name = "c", .type = CCR_NUMBER}};
	struct ccr_cursor *rows;

	(void)state;
	files("a,b,c\nx,y,3\n", NULL, NULL);
	rows = ccr_cursor_open(&input, column, 5, &err);
	assert_non_null(rows);
	assert_true(ccr_cursor_next(rows));
	assert_string_equal(column[0].text, "3");
	assert_string_equal(column[0].header, "c");
	assert_int_equal(column[0].place, 2);
	assert_string_equal(column[1].text, "x");
	assert_string_equal(column[1].header, "a");
	assert_false(column[2].found);
	assert_int_equal(column[2].mark, CCR_MISSING);
	assert_false(column[3].found);
	assert_int_equal(column[3].mark, CCR_MISSING);
	assert_true(column[4].number == 3);
	assert_true(ccr_cursor_close(rows));
	done(column, 5);
}

static void
check_not_found(const char *header, const char *name, const char *expected)
{
	struct ccr_column column = {.name = name, .type = CCR_TEXT};

	files(header, NULL, NULL);
	assert_null(ccr_cursor_open(&input, &column, 1, &err));
	check_faults(expected);
	done(&column, 1);
}

static void
refuses_columns(void **state)
{
	struct ccr_buf header = {0}, expected = {0};

	(void)state;
	check_not_found("a,b,c\n1,2,3\n", "d", "a.csv:0: no column 'd'; there are: a, b, c\n");
	check_not_found("a,,c\n", "A", "a.csv:0: no column 'A'; there are: a, #2 (empty), c\n");
	check_not_found("a,b\n", "#3", "a.csv:0: no column '#3'; there are: a, b\n");
	check_not_found("a,b\n", "#0", "a.csv:0: no column '#0'; there are: a, b\n");
	check_not_found(
		"a,b,a\n", "a",
		"a.csv:1: two columns are called 'a'; name one by its place, '#1' or '#3'\n");
	check_not_found("[{\"a\":1,\"b\":2}]", "c", "a.csv:0: no column 'c'; there are: a, b\n");
	for (int i = 0; i < 50; i++) {
		ccr_buf_printf(&header, "%sc%d", i ? "," : "", i);
		if (i < 40)
			ccr_buf_printf(&expected, "%sc%d",
				       i ? ", " : "a.csv:0: no column 'x'; there are: ", i);
	}
	ccr_buf_puts(&header, "\n");
	ccr_buf_puts(&expected, " and 10 more\n");
	check_not_found(header.data, "x", expected.data);
	ccr_buf_release(&header);
	ccr_buf_release(&expected);
}

static void
duplicates_are_fine_until_asked_for(void **state)
{
	struct ccr_column column[] = {{.name = "b", .type = CCR_TEXT},
				      {.name = "#3", .type = CCR_TEXT}};
	struct ccr_cursor *rows;

	(void)state;
	files("a,b,a,,\n1,2,3,4,5\n", NULL, NULL);
	rows = ccr_cursor_open(&input, column, 2, &err);
	assert_true(ccr_cursor_next(rows));
	assert_string_equal(column[0].text, "2");
	assert_string_equal(column[1].text, "3");
	assert_true(ccr_cursor_close(rows));
	done(column, 2);
}

/* A required column is never silently absent, whatever the syntax of the input. */
static void
object_without_keys_has_no_columns(void **state)
{
	static const char *const texts[] = {"{}", "[{}]", "{}\n{}\n"};

	(void)state;
	for (size_t i = 0; i < CCR_LEN(texts); i++) {
		struct ccr_column column = {.name = "a", .type = CCR_NUMBER, .required = true};
		struct ccr_cursor *rows;
		bool row;
		files(texts[i], NULL, NULL);
		rows = ccr_cursor_open(&input, &column, 1, &err);
		row = rows && ccr_cursor_next(rows);
		ccr_cursor_close(rows);
		done(&column, 1);
		assert_false(row);
	}
}

static void
empty_array_has_no_rows(void **state)
{
	struct ccr_column column = {.name = "a", .type = CCR_NUMBER, .required = true};
	struct ccr_cursor *rows;

	(void)state;
	files("[]", "a\n7\n", "[]");
	rows = ccr_cursor_open(&input, &column, 1, &err);
	assert_true(ccr_cursor_next(rows));
	assert_true(column.number == 7);
	assert_false(ccr_cursor_next(rows));
	assert_true(ccr_cursor_close(rows));
	done(&column, 1);
}

static void
more_spellings_of_missing(void **state)
{
	struct ccr_column column[] = {{.name = "a", .type = CCR_NUMBER},
				      {.name = "b", .type = CCR_CATEGORY}};
	struct ccr_list na = {0};
	struct ccr_cursor *rows;

	(void)state;
	assert_true(ccr_list_parse(&na, "NA,-9"));
	files("a,b\nNA,-9\n-9,na\n1,NA\n", NULL, NULL);
	input.na = &na;
	rows = ccr_cursor_open(&input, column, 2, &err);
	assert_true(ccr_cursor_next(rows));
	assert_int_equal(column[0].mark, CCR_MISSING);
	assert_int_equal(column[1].mark, CCR_MISSING);
	assert_int_equal(column[1].code, CCR_NO_CODE);
	assert_true(ccr_cursor_next(rows));
	assert_int_equal(column[0].mark, CCR_MISSING);
	assert_int_equal(column[1].mark, CCR_PRESENT);
	assert_int_equal(column[1].code, 0);
	assert_true(ccr_cursor_next(rows));
	assert_true(column[0].number == 1);
	assert_int_equal(column[1].mark, CCR_MISSING);
	assert_false(ccr_cursor_next(rows));
	assert_true(ccr_cursor_close(rows));
	ccr_list_release(&na);
	done(column, 2);
}

static void
roles_name_columns(void **state)
{
	struct ccr_column column[] = {{.name = "days", .type = CCR_NUMBER},
				      {.name = "day", .type = CCR_NUMBER, .optional = true},
				      {.name = "event", .type = CCR_FLAG, .optional = true}};
	struct ccr_list roles = {0};
	bool used[3] = {false, false, false};
	struct ccr_cursor *rows;

	(void)state;
	assert_true(ccr_list_parse(&roles, "days=week,unknown=x"));
	files("week,days\n5,6\n", NULL, NULL);
	input.roles = &roles;
	input.role_used = used;
	rows = ccr_cursor_open(&input, column, 3, &err);
	assert_true(ccr_cursor_next(rows));
	assert_true(column[0].number == 5);
	assert_string_equal(column[0].header, "week");
	assert_false(column[1].found);
	assert_true(used[0]);
	assert_false(used[1]);
	assert_true(ccr_cursor_close(rows));
	ccr_list_release(&roles);
	done(column, 3);

	/* a column that the user names must be there, also where the role is optional */
	assert_true(ccr_list_parse(&roles, "event=arrest"));
	files("week,days\n5,6\n", NULL, NULL);
	input.roles = &roles;
	input.role_used = used;
	assert_null(ccr_cursor_open(&input, column, 3, &err));
	check_faults("a.csv:0: no column 'arrest'; there are: week, days\n");
	ccr_list_release(&roles);
	done(column, 3);
}

static void
input_dates_have_a_format(void **state)
{
	struct ccr_column column = {.name = "d", .type = CCR_DATE};
	struct ccr_cursor *rows;

	(void)state;
	files("d\n2/3/2011\n2011-02-03\n", NULL, NULL);
	input.date_format = "%m/%d/%Y";
	rows = ccr_cursor_open(&input, &column, 1, &err);
	assert_true(ccr_cursor_next(rows));
	assert_int_equal(column.date, ccr_date_from_civil(2011, 2, 3));
	assert_false(ccr_cursor_next(rows));
	assert_false(ccr_cursor_close(rows));
	check_faults("a.csv:3: column 'd': not a date of the given format\n");
	done(&column, 1);
}

static void
categories_have_codes(void **state)
{
	static const uint32_t codes[] = {0, 1, 0, 2, CCR_NO_CODE, 1};
	struct ccr_column column = {.name = "c", .type = CCR_CATEGORY};
	struct ccr_cursor *rows;

	(void)state;
	files("c,x\nb,1\na,1\nb,1\nc,1\n,1\na,1\n", NULL, NULL);
	rows = ccr_cursor_open(&input, &column, 1, &err);
	for (size_t i = 0; i < CCR_LEN(codes); i++) {
		assert_true(ccr_cursor_next(rows));
		assert_int_equal(column.code, codes[i]);
	}
	assert_true(ccr_cursor_close(rows));
	assert_int_equal(column.dict->n, 3);
	assert_string_equal(column.dict->text[0], "b");
	assert_string_equal(column.dict->text[2], "c");
	done(&column, 1);
}

static char *
rest_of(struct ccr_column *rest)
{
	struct ccr_buf out = {0};

	ccr_buf_puts(&out, "");
	for (size_t i = 0; i < rest->n_cells; i++)
		ccr_buf_printf(&out, "%s%s=%s", i ? " " : "", rest->names[i].p, rest->cells[i].p);
	return ccr_buf_detach(&out);
}

static void
check_rest(struct ccr_column *rest, const char *expected)
{
	char *seen = rest_of(rest);

	assert_string_equal(seen, expected);
	free(seen);
}

static void
rest_is_what_was_not_asked_for(void **state)
{
	struct ccr_column column[] = {{.name = "c", .type = CCR_TEXT},
				      {.type = CCR_REST},
				      {.name = "b", .type = CCR_TEXT}};
	struct ccr_cursor *rows;

	(void)state;
	files("a,b,c,d\n1,2,3,4\n5,6,7,8\n", NULL, NULL);
	rows = ccr_cursor_open(&input, column, 3, &err);
	assert_true(ccr_cursor_next(rows));
	check_rest(&column[1], "a=1 d=4");
	assert_string_equal(column[0].text, "3");
	assert_string_equal(column[2].text, "2");
	assert_true(ccr_cursor_next(rows));
	check_rest(&column[1], "a=5 d=8");
	assert_true(ccr_cursor_close(rows));
	done(column, 3);
}

static void
rest_is_the_same_in_each_file(void **state)
{
	struct ccr_column column[] = {{.name = "b", .type = CCR_TEXT}, {.type = CCR_REST}};
	struct ccr_cursor *rows;
	char *second;

	(void)state;
	files("a,b,c\n1,2,3\n", "a,b,c\n4,5,6\n", NULL);
	rows = ccr_cursor_open(&input, column, 2, &err);
	assert_true(ccr_cursor_next(rows));
	check_rest(&column[1], "a=1 c=3");
	assert_true(ccr_cursor_next(rows));
	second = rest_of(&column[1]);
	ccr_cursor_close(rows);
	done(column, 2);
	assert_string_equal(second, "a=4 c=6");
	free(second);
}

static void
several_files_are_one_table(void **state)
{
	struct ccr_column column = {.name = "a", .type = CCR_NUMBER};
	struct ccr_cursor *rows;
	struct ccr_buf csv = {0};

	(void)state;
	files("a,b\n1,x\n2,x\n", "[{\"a\":3,\"b\":1}]", "a,b\r\n4,x\r\n");
	rows = ccr_cursor_open(&input, &column, 1, &err);
	for (int i = 1; i <= 4; i++) {
		assert_true(ccr_cursor_next(rows));
		assert_true(column.number == i);
		assert_string_equal(ccr_cursor_file(rows), i < 3    ? "a.csv"
							   : i == 3 ? "b.csv"
								    : "c.csv");
		if (i == 2)
			ccr_cursor_exclude(rows, "too early");
		if (i == 3)
			ccr_cursor_count(rows, CCR_CENSORED, NULL);
	}
	assert_false(ccr_cursor_next(rows));
	assert_true(ccr_cursor_close(rows));
	ccr_program_name = "t";
	ccr_ledger_csv(&ledger, &csv);
	assert_string_equal(csv.data, "program,input,item,reason,n\n"
				      "t,a.csv,read,,2\nt,a.csv,used,,1\n"
				      "t,a.csv,excluded,too early,1\n"
				      "t,b.csv,read,,1\nt,b.csv,used,,1\n"
				      "t,b.csv,censored,,1\n"
				      "t,c.csv,read,,1\nt,c.csv,used,,1\n");
	ccr_buf_release(&csv);
	done(&column, 1);
}

static void
files_must_have_one_header(void **state)
{
	static const char *const second[] = {"b,a\n3,4\n", "a,b,c\n3,4,5\n", "a\n3\n",
					     "A,b\n3,4\n"};

	(void)state;
	for (size_t i = 0; i < CCR_LEN(second); i++) {
		struct ccr_column column = {.name = "a", .type = CCR_NUMBER};
		struct ccr_cursor *rows;
		files("a,b\n1,2\n", second[i], NULL);
		rows = ccr_cursor_open(&input, &column, 1, &err);
		assert_true(ccr_cursor_next(rows));
		assert_false(ccr_cursor_next(rows));
		assert_false(ccr_cursor_close(rows));
		check_faults("b.csv:1: the header differs from that of 'a.csv'\n");
		done(&column, 1);
	}
}

static void
second_file_may_be_broken(void **state)
{
	struct ccr_column column = {.name = "a", .type = CCR_NUMBER};
	struct ccr_cursor *rows;

	(void)state;
	files("a,b\n1,2\n", "", "a,b\n5,6\n");
	rows = ccr_cursor_open(&input, &column, 1, &err);
	assert_true(ccr_cursor_next(rows));
	assert_false(ccr_cursor_next(rows));
	assert_false(ccr_cursor_close(rows));
	check_faults("b.csv:0: empty input: a header row was expected\n");
	done(&column, 1);
}

static void
keeps_twenty_faults_and_counts_all(void **state)
{
	struct ccr_column column = {.name = "a", .type = CCR_NUMBER};
	struct ccr_buf text = {0};
	struct ccr_cursor *rows;
	size_t good = 0;

	(void)state;
	ccr_buf_puts(&text, "a\n");
	for (int i = 0; i < 35; i++)
		ccr_buf_puts(&text, "x\n1\n");
	files(text.data, "a\nx\n", NULL);
	rows = ccr_cursor_open(&input, &column, 1, &err);
	while (ccr_cursor_next(rows))
		good++;
	assert_int_equal(good, 35);
	assert_int_equal(err.n, 36);
	assert_int_equal(err.fault[19].line, 40);
	assert_string_equal(err.fault[19].text, "not a number");
	assert_false(ccr_cursor_close(rows));
	ccr_buf_release(&text);
	done(&column, 1);
}

static void
excludes_once(void **state)
{
	struct ccr_column column = {.name = "a", .type = CCR_NUMBER};
	struct ccr_buf csv = {0};
	struct ccr_cursor *rows;

	(void)state;
	files("a\n1\n2\n3\n", NULL, NULL);
	rows = ccr_cursor_open(&input, &column, 1, &err);
	while (ccr_cursor_next(rows)) {
		if (column.number < 3) {
			ccr_cursor_exclude(rows, "small, or so");
			ccr_cursor_exclude(rows, "another reason");
		}
	}
	assert_true(ccr_cursor_close(rows));
	ccr_program_name = "t";
	ccr_ledger_csv(&ledger, &csv);
	assert_string_equal(csv.data, "program,input,item,reason,n\n"
				      "t,a.csv,read,,3\nt,a.csv,used,,1\n"
				      "t,a.csv,excluded,\"small, or so\",2\n");
	ccr_buf_release(&csv);
	done(&column, 1);
}

static void
commands_add_faults(void **state)
{
	struct ccr_column column = {.name = "a", .type = CCR_NUMBER};
	struct ccr_cursor *rows;

	(void)state;
	files("a\n1\n", NULL, NULL);
	rows = ccr_cursor_open(&input, &column, 1, &err);
	assert_true(ccr_cursor_next(rows));
	ccr_cursor_fault(rows, &column, "the same id as before");
	assert_false(ccr_cursor_next(rows));
	assert_false(ccr_cursor_close(rows));
	check_faults("a.csv:2: column 'a': the same id as before\n");
	done(&column, 1);
	assert_false(ccr_cursor_close(NULL));
}

static void
one_file_of_several(void **state)
{
	struct ccr_column column = {.name = "a", .type = CCR_NUMBER};
	struct ccr_input second;
	struct ccr_cursor *rows;

	(void)state;
	files("a\n1\n", "a,b\n2,3\n", NULL);
	second = ccr_input_nth(&input, 1);
	rows = ccr_cursor_open(&second, &column, 1, &err);
	assert_true(ccr_cursor_next(rows));
	assert_true(column.number == 2);
	assert_string_equal(ccr_cursor_file(rows), "b.csv");
	assert_false(ccr_cursor_next(rows));
	assert_true(ccr_cursor_close(rows));
	done(&column, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers),
		cmocka_unit_test(other_types),
		cmocka_unit_test(suppressed_spellings),
		cmocka_unit_test(messages_hold_no_values),
		cmocka_unit_test(finds_columns),
		cmocka_unit_test(refuses_columns),
		cmocka_unit_test(duplicates_are_fine_until_asked_for),
		cmocka_unit_test(object_without_keys_has_no_columns),
		cmocka_unit_test(empty_array_has_no_rows),
		cmocka_unit_test(more_spellings_of_missing),
		cmocka_unit_test(roles_name_columns),
		cmocka_unit_test(input_dates_have_a_format),
		cmocka_unit_test(categories_have_codes),
		cmocka_unit_test(rest_is_what_was_not_asked_for),
		cmocka_unit_test(rest_is_the_same_in_each_file),
		cmocka_unit_test(several_files_are_one_table),
		cmocka_unit_test(files_must_have_one_header),
		cmocka_unit_test(second_file_may_be_broken),
		cmocka_unit_test(keeps_twenty_faults_and_counts_all),
		cmocka_unit_test(excludes_once),
		cmocka_unit_test(commands_add_faults),
		cmocka_unit_test(one_file_of_several),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
