/* t-group.c: the groups of -b, and dictionaries. */
#include "unit.h"

#include "data/group.h"

static void
check_groups(const char *data, const char *by, const char *expected)
{
	struct ccr_err err = {0};
	struct ccr_source source;
	struct ccr_input input = {.source = &source, .n = 1, .delimiter = ','};
	struct ccr_list list = {0};
	struct ccr_column column[4] = {{.name = NULL}};
	struct ccr_group group;
	struct ccr_cursor *rows;
	struct ccr_buf out = {0};
	uint32_t *order;

	if (by)
		assert_true(ccr_list_parse(&list, by));
	ccr_source_memory(&source, "t", data, strlen(data), 65536);
	ccr_group_init(&group, &list);
	ccr_group_columns(&group, column);
	ccr_buf_printf(&out, "%s:", group.by_text ? group.by_text : "(all)");
	rows = ccr_cursor_open(&input, column, list.n, &err);
	assert_non_null(rows);
	while (ccr_cursor_next(rows)) {
		uint32_t code = ccr_group_of(&group, column);
		assert_int_equal(code, ccr_group_of(&group, column));
		if (code == CCR_NO_CODE)
			ccr_buf_puts(&out, " -");
		else
			ccr_buf_printf(&out, " %u", code);
	}
	assert_true(ccr_cursor_close(rows));
	ccr_buf_puts(&out, ";");
	order = ccr_group_order(&group);
	for (size_t i = 0; i < ccr_group_count(&group); i++) {
		const char *label = ccr_group_label(&group, order[i]);
		ccr_buf_printf(&out, " %u=%s", order[i], label ? label : "(all)");
	}
	free(order);
	ccr_group_release(&group);
	ccr_columns_release(column, list.n);
	ccr_list_release(&list);
	assert_string_equal(out.data, expected);
	ccr_buf_release(&out);
}

static const char table[] = "sex,site,x\nf,10,1\nm,9,1\nf,9,1\n,10,1\nf,10,1\nm,,1\n";

static void
whole_sample_is_one_group(void **state)
{
	(void)state;
	check_groups(table, NULL, "(all): 0 0 0 0 0 0; 0=(all)");
}

static void
values_are_groups(void **state)
{
	(void)state;
	check_groups(table, "sex", "sex: 0 1 0 - 0 1; 0=f 1=m");
	check_groups(table, "site", "site: 0 1 1 0 0 -; 1=9 0=10");
	check_groups("g\nb\n10\n9\na\n", "g", "g: 0 1 2 3; 2=9 1=10 3=a 0=b");
	check_groups("g\n", "g", "g:;");
}

static void
combinations_are_groups(void **state)
{
	(void)state;
	check_groups(table, "sex,site", "sex / site: 0 1 2 - 0 -; 0=f / 10 2=f / 9 1=m / 9");
	check_groups(table, "site,sex,x",
		     "site / sex / x: 0 1 2 - 0 -; 0=10 / f / 1 2=9 / f / 1 1=9 / m / 1");
}

/* Values that hold the sign by which labels are joined. */
static void
combinations_do_not_run_together(void **state)
{
	struct ccr_err err = {0};
	static const char data[] = "p,q\na / b,c\na,b / c\n";
	struct ccr_source source;
	struct ccr_input input = {.source = &source, .n = 1, .delimiter = ','};
	struct ccr_list list = {0};
	struct ccr_column column[2];
	struct ccr_group group;
	struct ccr_cursor *rows;
	uint32_t first, second;

	(void)state;
	assert_true(ccr_list_parse(&list, "p,q"));
	ccr_source_memory(&source, "t", data, sizeof data - 1, 65536);
	ccr_group_init(&group, &list);
	ccr_group_columns(&group, column);
	rows = ccr_cursor_open(&input, column, 2, &err);
	assert_true(ccr_cursor_next(rows));
	first = ccr_group_of(&group, column);
	assert_true(ccr_cursor_next(rows));
	second = ccr_group_of(&group, column);
	ccr_cursor_close(rows);
	ccr_group_release(&group);
	ccr_columns_release(column, 2);
	ccr_list_release(&list);
	assert_int_not_equal(first, second);
}

static void
dictionaries_number_texts(void **state)
{
	struct ccr_dict dict = {0};
	uint32_t *order;
	char text[16];

	(void)state;
	assert_int_equal(ccr_dict_find(&dict, "x", 1), CCR_NO_CODE);
	for (uint32_t i = 0; i < 20000; i++) {
		size_t n = (size_t)snprintf(text, sizeof text, "%u", 20000 - i);
		assert_int_equal(ccr_dict_add(&dict, text, n), i);
	}
	for (uint32_t i = 0; i < 20000; i++) {
		size_t n = (size_t)snprintf(text, sizeof text, "%u", 20000 - i);
		assert_int_equal(ccr_dict_find(&dict, text, n), i);
		assert_int_equal(ccr_dict_add(&dict, text, n), i);
		assert_string_equal(dict.text[i], text);
	}
	assert_int_equal(ccr_dict_add(&dict, "123456", 2), 20000 - 12); /* exactly n bytes */
	assert_int_equal(ccr_dict_add(&dict, "", 0), 20000);
	assert_int_equal(ccr_dict_add(&dict, "", 0), 20000);
	assert_int_equal(ccr_dict_find(&dict, "none", 4), CCR_NO_CODE);
	order = ccr_dict_order(&dict);
	for (uint32_t i = 0; i < 20000; i++)
		assert_int_equal(order[i], 19999 - i);
	free(order);
	ccr_dict_release(&dict);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_sample_is_one_group),
		cmocka_unit_test(values_are_groups),
		cmocka_unit_test(combinations_are_groups),
		cmocka_unit_test(combinations_do_not_run_together),
		cmocka_unit_test(dictionaries_number_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
