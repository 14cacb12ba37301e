/* t-table.c: columns as arrays. */
#include "unit.h"

#include "data/table.h"

enum { NUMBER, COUNT, FLAG, CATEGORY, DATE, TIME, TEXT, KEY, N };

static const char data[] = "n,c,f,g,d,t,x,k\n"
			   "1.5,3,1,a,2011-02-03,1970-01-01T00:01,\"x\ny\",007\n"
			   ",,,,,,,\n"
			   "*,<5,0,b,1970-01-01,1970-01-01T00:00,z,1\n";

static struct ccr_err err;

static struct ccr_table *
read_table(const char *text, struct ccr_column *column, size_t n)
{
	static struct ccr_source source;
	struct ccr_input input = {.source = &source, .n = 1, .delimiter = ','};

	err = (struct ccr_err){0};
	ccr_source_memory(&source, "t", text, strlen(text), 65536);
	return ccr_table_read(&input, column, n, &err);
}

static void
reads_every_type(void **state)
{
	struct ccr_column column[N] = {[NUMBER] = {.name = "n", .type = CCR_NUMBER},
				       [COUNT] = {.name = "c", .type = CCR_COUNT},
				       [FLAG] = {.name = "f", .type = CCR_FLAG},
				       [CATEGORY] = {.name = "g", .type = CCR_CATEGORY},
				       [DATE] = {.name = "d", .type = CCR_DATE},
				       [TIME] = {.name = "t", .type = CCR_TIME},
				       [TEXT] = {.name = "x", .type = CCR_TEXT},
				       [KEY] = {.name = "k", .type = CCR_KEY}};
	static const uint8_t marks[] = {CCR_PRESENT, CCR_MISSING, CCR_SUPPRESSED};
	struct ccr_table *t = read_table(data, column, N);
	struct ccr_vector *v = t->column;

	(void)state;
	assert_int_equal(t->n, 3);
	assert_int_equal(t->line[0], 2);
	assert_int_equal(t->line[1], 4);
	assert_int_equal(t->line[2], 5);
	assert_memory_equal(v[NUMBER].mark, marks, 3);
	assert_memory_equal(v[COUNT].mark, marks, 3);
	assert_true(v[NUMBER].number[0] == 1.5 && isnan(v[NUMBER].number[1]));
	assert_true(isnan(v[NUMBER].number[2]));
	assert_true(v[COUNT].number[0] == 3 && isnan(v[COUNT].number[2]));
	assert_true(v[FLAG].number[0] == 1 && isnan(v[FLAG].number[1]) && v[FLAG].number[2] == 0);
	assert_int_equal(v[CATEGORY].code[0], 0);
	assert_int_equal(v[CATEGORY].code[1], CCR_NO_CODE);
	assert_int_equal(v[CATEGORY].code[2], 1);
	assert_string_equal(column[CATEGORY].dict->text[1], "b");
	assert_int_equal(v[DATE].date[0], ccr_date_from_civil(2011, 2, 3));
	assert_int_equal(v[DATE].date[1], CCR_DATE_NONE);
	assert_int_equal(v[DATE].date[2], 0);
	assert_int_equal(v[TIME].time[0], 60);
	assert_true(v[TIME].time[1] == CCR_TIME_NONE);
	assert_int_equal(v[TIME].time[2], 0);
	assert_string_equal(v[TEXT].text[0], "x\ny");
	assert_null(v[TEXT].text[1]);
	assert_string_equal(v[TEXT].text[2], "z");
	assert_string_equal(v[KEY].text[0], "007");
	for (size_t i = 0; i < N; i++)
		assert_true(v[i].found);
	ccr_table_free(t);
	ccr_columns_release(column, N);
}

/* Every cell of an optional column that is absent is missing. */
static void
absent_columns_are_missing(void **state)
{
	struct ccr_column column[] = {{.name = "x", .type = CCR_TEXT},
				      {.name = "zn", .type = CCR_NUMBER, .optional = true},
				      {.name = "zg", .type = CCR_CATEGORY, .optional = true},
				      {.name = "zx", .type = CCR_TEXT, .optional = true},
				      {.name = "zd", .type = CCR_DATE, .optional = true},
				      {.name = "zt", .type = CCR_TIME, .optional = true}};
	struct ccr_table *t = read_table(data, column, CCR_LEN(column));
	ccr_date date;
	ccr_time time;

	(void)state;
	for (size_t i = 1; i < CCR_LEN(column); i++) {
		assert_false(t->column[i].found);
		assert_int_equal(t->column[i].mark[0], CCR_MISSING);
	}
	assert_true(isnan(t->column[1].number[0]));
	assert_int_equal(t->column[2].code[0], CCR_NO_CODE);
	assert_null(t->column[3].text[0]);
	date = t->column[4].date[0];
	time = t->column[5].time[0];
	ccr_table_free(t);
	ccr_columns_release(column, CCR_LEN(column));
	assert_int_equal(date, CCR_DATE_NONE);
	assert_true(time == CCR_TIME_NONE);
}

static void
grows(void **state)
{
	struct ccr_column column[] = {{.name = "a", .type = CCR_NUMBER},
				      {.name = "b", .type = CCR_TEXT}};
	struct ccr_buf text = {0};
	struct ccr_table *t;
	char expected[16];

	(void)state;
	ccr_buf_puts(&text, "a,b\n");
	for (int i = 0; i < 10000; i++)
		ccr_buf_printf(&text, "%d,t%d\n", i, i);
	t = read_table(text.data, column, 2);
	assert_int_equal(t->n, 10000);
	for (int i = 0; i < 10000; i++) {
		assert_true(t->column[0].number[i] == i);
		snprintf(expected, sizeof expected, "t%d", i);
		assert_string_equal(t->column[1].text[i], expected);
	}
	ccr_table_free(t);
	ccr_columns_release(column, 2);
	ccr_buf_release(&text);
}

static void
faults_leave_no_table(void **state)
{
	struct ccr_column column = {.name = "n", .type = CCR_NUMBER};

	(void)state;
	assert_null(read_table("n\n1\nx\n2\ny\n", &column, 1));
	assert_int_equal(err.n, 2);
	ccr_err_release(&err);
	ccr_columns_release(&column, 1);
	assert_null(read_table("m\n1\n", &column, 1));
	assert_int_equal(err.n, 1);
	ccr_err_release(&err);
	ccr_columns_release(&column, 1);
}

static void
header_without_rows(void **state)
{
	struct ccr_column column = {.name = "n", .type = CCR_NUMBER};
	struct ccr_table *t = read_table("n\n", &column, 1);

	(void)state;
	assert_int_equal(t->n, 0);
	assert_true(t->column[0].found);
	ccr_table_free(t);
	ccr_columns_release(&column, 1);
	ccr_table_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_type),
		cmocka_unit_test(absent_columns_are_missing),
		cmocka_unit_test(grows),
		cmocka_unit_test(faults_leave_no_table),
		cmocka_unit_test(header_without_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
