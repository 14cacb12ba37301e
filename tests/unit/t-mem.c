/* t-mem.c: memory, and the list of faults. */
#include "unit.h"

static void
new_memory_is_zero(void **state)
{
	unsigned char *p = ccr_alloc(1000, 3);

	(void)state;
	for (size_t i = 0; i < 3000; i++)
		assert_int_equal(p[i], 0);
	free(p);
	p = ccr_alloc(0, 8);
	assert_non_null(p);
	free(p);
}

static void
arrays_grow(void **state)
{
	size_t cap = 0, before;
	int *p = NULL;

	(void)state;
	for (size_t i = 0; i < 5000; i++) {
		before = cap;
		CCR_GROW(p, cap, i + 1);
		assert_true(cap >= i + 1);
		assert_true(cap == before || cap >= 2 * before);
		assert_int_equal(p[i], 0);
		p[i] = (int)i + 1;
	}
	for (size_t i = 0; i < 5000; i++)
		assert_int_equal(p[i], (int)i + 1);
	for (size_t i = 5000; i < cap; i++)
		assert_int_equal(p[i], 0);
	free(p);
}

static void
texts_are_copied(void **state)
{
	char *a = ccr_strdup("text"), *b = ccr_strndup("text", 2), *c = ccr_strndup(NULL, 0);
	char *d = ccr_printf("%s-%03d", "x", 7), *e = ccr_printf("%s", "");

	(void)state;
	assert_string_equal(a, "text");
	assert_string_equal(b, "te");
	assert_string_equal(c, "");
	assert_string_equal(d, "x-007");
	assert_string_equal(e, "");
	free(a), free(b), free(c), free(d), free(e);
}

static void
arenas_hand_out_memory(void **state)
{
	struct ccr_arena arena = {0};
	char *text[2000];
	uint64_t seed = 1;

	(void)state;
	for (size_t i = 0; i < CCR_LEN(text); i++) {
		size_t n = i % 100 == 7 ? 100000 : (size_t)(random_bits(&seed) % 300);
		double *d = ccr_arena_alloc(&arena, 3, sizeof *d);
		char *filled = ccr_alloc(n + 1, 1);
		assert_int_equal((uintptr_t)d % _Alignof(max_align_t), 0);
		assert_true(d[0] == 0 && d[1] == 0 && d[2] == 0);
		d[0] = d[1] = d[2] = -1;
		memset(filled, 'a' + (int)(i % 26), n);
		text[i] = ccr_arena_text(&arena, filled, n);
		assert_int_equal(text[i][n], '\0');
		free(filled);
	}
	seed = 1;
	for (size_t i = 0; i < CCR_LEN(text); i++) {
		size_t n = i % 100 == 7 ? 100000 : (size_t)(random_bits(&seed) % 300);
		assert_int_equal(strlen(text[i]), n);
		for (size_t k = 0; k < n; k++)
			assert_int_equal(text[i][k], 'a' + (int)(i % 26));
	}
	ccr_arena_release(&arena);
	assert_null(arena.block);
	ccr_arena_release(&arena);
	assert_string_equal(ccr_arena_text(&arena, "x", 1), "x");
	ccr_arena_release(&arena);
}

static void
faults_are_kept_and_counted(void **state)
{
	struct ccr_err err = {0};

	(void)state;
	assert_false(ccr_err_add(&err, CCR_DATA, "f", 3, "column 'x'", "bad %d", 1));
	for (int i = 0; i < 24; i++)
		assert_false(ccr_err_add(&err, CCR_SYSTEM, NULL, 0, NULL, "%d", i));
	assert_int_equal(err.n, 25);
	assert_int_equal(err.status, CCR_DATA);
	assert_string_equal(err.fault[0].text, "bad 1");
	assert_string_equal(err.fault[0].where, "column 'x'");
	assert_int_equal(err.fault[0].line, 3);
	assert_null(err.fault[1].where);
	assert_string_equal(err.fault[19].text, "18");
	ccr_err_release(&err);
	assert_int_equal(err.n, 0);
	ccr_err_release(&err);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(new_memory_is_zero),
		cmocka_unit_test(arrays_grow),
		cmocka_unit_test(texts_are_copied),
		cmocka_unit_test(arenas_hand_out_memory),
		cmocka_unit_test(faults_are_kept_and_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
