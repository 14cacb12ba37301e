/* t-targets.c: targets files, and answers as cells of their table. */
#include "unit.h"

#include "model/targets.h"

/* Reads a targets file from memory; false where faults, as text, are what was expected. */
static bool
read_text(const char *text, bool numbers, struct targets *t, struct ccr_err *err)
{
	struct ccr_source source;
	struct ccr_input input = {.source = &source, .n = 1, .delimiter = ','};

	ccr_source_memory(&source, "t", text, strlen(text), 7);
	return targets_read(&input, numbers, t, err);
}

static void
refused(const char *text, bool numbers, const char *faults)
{
	struct targets t = {0};
	struct ccr_err err = {0};
	struct ccr_buf seen = {0};

	assert_false(read_text(text, numbers, &t, &err));
	add_faults(&seen, &err);
	assert_string_equal(seen.data, faults);
	ccr_buf_release(&seen);
	targets_release(&t);
	ccr_err_release(&err);
}

static void
reads(void **state)
{
	struct targets t = {0};
	struct ccr_err err = {0};

	(void)state;
	assert_true(read_text("level,variable,target\nf,sex,30\ny / f,age / sex,50\nm,sex,20\n"
			      ",income,-7\n",
			      true, &t, &err));
	assert_int_equal(t.n, 3);
	assert_string_equal(t.variable[0].name, "sex");
	assert_int_equal(t.variable[0].n, 2);
	assert_int_equal(t.variable[0].target[1].line, 4);
	assert_true(t.variable[0].target[1].value == 20);
	assert_int_equal(t.variable[1].columns.n, 2);
	assert_string_equal(t.variable[1].columns.item[1], "sex");
	assert_true(t.variable[2].number && !t.variable[1].number);
	assert_int_equal(targets_count(&t), 4);
	assert_true(t.total == 50 && !t.shares);
	targets_release(&t);
	assert_true(read_text("variable,level,target\nsex,f,.5\nsex,m,.5\n", false, &t, &err));
	assert_true(t.shares);
	targets_release(&t);
	ccr_err_release(&err);
}

static void
refuses(void **state)
{
	(void)state;
	refused("variable,level,target\n", false, "!0:no targets\n");
	refused("variable,level\n", false, "!0:no column 'target'; there are: variable, level\n");
	refused("variable,level,target\nsex,f,-1\nsex,m,x\n,m,2\n", false,
		"!2:column 'target': negative; 0 or more was expected\n"
		"!3:column 'target': not a number\n"
		"!4:column 'variable': missing; a value is needed\n");
	refused("variable,level,target\nsex,f,1\nsex,f,1\n", false,
		"!3:column 'level': this level has a target already, at line 2\n");
	refused("variable,level,target\nincome,,1\n", false,
		"!2:column 'level': missing; a value is needed\n");
	refused("variable,level,target\nincome,,1\nincome,,1\n", true,
		"!3:column 'level': this number has a target already, at line 2\n");
	refused("variable,level,target\nsex,f,1\nsex,,1\nincome,,1\nincome,a,1\n", true,
		"!3:column 'level': missing, other than at line 2 of the same variable\n"
		"!5:column 'level': present, other than at line 4 of the same variable\n");
	refused("variable,level,target\nsex,f,1e200\n", false,
		"!2:column 'target': too large to be a target\n");
	refused("variable,level,target\nsex,f,0\nsex,m,0\n", false,
		"!2:the targets of 'sex' add up to 0\n");
	refused("variable,level,target\nsex,f,1.5\nage,o,2.25\n", false,
		"!3:the targets of 'sex' add up to 1.5, those of 'age' to 2.25; they have to add "
		"up to the same\n");
}

/* Walks answers through the targets into cells. */
static bool
walk(struct targets *t, struct target_cells *cells, const char *text, struct ccr_err *err)
{
	struct ccr_source source;
	struct ccr_input input = {.source = &source, .n = 1, .delimiter = ','};
	size_t n = targets_count(t);
	struct ccr_column *column = ccr_alloc(n, sizeof *column);
	double *value = ccr_alloc(t->n, sizeof *value);
	struct ccr_cursor *rows;
	bool good;

	ccr_source_memory(&source, "a", text, strlen(text), 5);
	targets_declare(t, column);
	rows = ccr_cursor_open(&input, column, n, err);
	while (rows && ccr_cursor_next(rows))
		if (targets_row(t, rows, column, value))
			target_cells_add(cells, t, value, 2);
	good = ccr_cursor_close(rows);
	ccr_columns_release(column, n);
	free(column);
	free(value);
	return good;
}

static void
cells_and_margins(void **state)
{
	struct targets t = {0};
	struct target_cells cells = {0};
	struct ccr_margin *margin;
	struct ccr_err err = {0};

	(void)state;
	assert_true(read_text("variable,level,target\nsex,m,.25\nsex,f,.75\n"
			      "sex / age,f / o,.5\nsex / age,f / y,.25\nsex / age,m / y,.25\n"
			      "sex / age,m / o,0\n",
			      false, &t, &err));
	assert_true(walk(&t, &cells, "age,sex\ny,f\no,f\ny,m\ny,f\n", &err));
	assert_int_equal(cells.key.n, 3);
	assert_true(cells.weight[0] == 4 && cells.weight[1] == 2);
	assert_true(target_cells_value(&cells, 0, 0) == 1);
	assert_true(target_cells_value(&cells, 1, 1) == 0);
	assert_true(targets_settle(&t, &cells, &err));
	assert_true(t.total == 8);
	margin = targets_margins(&t, &cells);
	assert_int_equal(margin[1].n_levels, 4);
	assert_true(margin[0].target[1] == 6 && margin[1].target[0] == 4);
	assert_int_equal(margin[0].level[2], 0);
	assert_int_equal(margin[1].level[2], 2);
	targets_margins_free(margin, t.n);
	target_cells_release(&cells);
	targets_release(&t);
	ccr_err_release(&err);
}

static void
levels_that_do_not_meet(void **state)
{
	struct targets t = {0};
	struct target_cells cells = {0};
	struct ccr_err err = {0};
	struct ccr_buf seen = {0};

	(void)state;
	assert_true(read_text("variable,level,target\nsex,m,2\nsex,f,2\nsex,x,0\nsex,y,3\n", false,
			      &t, &err));
	assert_true(walk(&t, &cells, "sex\nm\nf\nx\n", &err));
	assert_false(targets_settle(&t, &cells, &err));
	add_faults(&seen, &err);
	assert_string_equal(seen.data,
			    "!4:a target of 0, but somebody has this level of 'sex'\n"
			    "!5:nobody with a weight above 0 has this level of 'sex'; join it with "
			    "another\n");
	target_cells_release(&cells);
	ccr_err_release(&err);
	ccr_buf_clear(&seen);
	targets_release(&t);
	err = (struct ccr_err){0};
	assert_true(read_text("variable,level,target\nsex,m,2\nsex,f,2\n", false, &t, &err));
	assert_false(walk(&t, &cells, "sex\nm\nz\n\"\"\nz\nq\n", &err));
	add_faults(&seen, &err);
	assert_string_equal(seen.data, "!3:column 'sex': no target for this level in 't'\n"
				       "!4:column 'sex': missing; a value is needed\n"
				       "!6:column 'sex': no target for this level in 't'\n");
	assert_int_equal(cells.key.n, 1);
	ccr_buf_release(&seen);
	target_cells_release(&cells);
	targets_release(&t);
	ccr_err_release(&err);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads),
		cmocka_unit_test(refuses),
		cmocka_unit_test(cells_and_margins),
		cmocka_unit_test(levels_that_do_not_meet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
