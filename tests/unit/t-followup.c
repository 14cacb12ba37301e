/* t-followup.c: days in custody against a walk day by day, and what ends a follow-up. */
#include "decide/rng.h"
#include "stat/followup.h"
#include "unit.h"

enum { DAYS = 60, SPELLS = 6 };

static int
by_start(const void *a, const void *b)
{
	const struct followup_spell *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

static void
days_by_days(void **state)
{
	struct ccr_rng rng;

	(void)state;
	ccr_rng_init(&rng, 11);
	for (int round = 0; round < 3000; round++) {
		struct followup_spell spell[SPELLS];
		bool in[DAYS] = {false};
		size_t n = (size_t)ccr_rng_below(&rng, SPELLS + 1), joined;
		int from = (int)ccr_rng_below(&rng, DAYS), to = from, days = 0;

		for (size_t i = 0; i < n; i++) {
			spell[i].start = (int)ccr_rng_below(&rng, DAYS - 10);
			spell[i].stop = spell[i].start + (int)ccr_rng_below(&rng, 10);
			for (int day = spell[i].start; day < spell[i].stop; day++)
				in[day] = true;
		}
		qsort(spell, n, sizeof *spell, by_start);
		joined = followup_join(spell, n);
		for (size_t i = 1; i < joined; i++)
			assert_true(spell[i - 1].stop < spell[i].start);
		for (; to < DAYS; to++) {
			assert_int_equal(days, followup_days_within(spell, joined, from, to));
			days += in[to];
			assert_int_equal(in[to], followup_is_held(spell, joined, to));
		}
	}
}

static void
inside(void **state)
{
	const struct followup_spell spell = {10, 20};

	(void)state;
	assert_false(followup_is_inside(&spell, 1, 10)); /* the arrest that led there */
	assert_true(followup_is_inside(&spell, 1, 11));
	assert_true(followup_is_inside(&spell, 1, 19));
	assert_false(followup_is_inside(&spell, 1, 20));
}

static void
ends(void **state)
{
	static const struct {
		struct followup f;
		enum followup_end end;
		int32_t stop;
	} known[] = {
		{{0, 100, FOLLOWUP_NEVER, FOLLOWUP_NEVER}, FOLLOWUP_CENSORED, 100},
		{{0, 100, 100, FOLLOWUP_NEVER}, FOLLOWUP_EVENT, 100},
		{{0, 100, 101, FOLLOWUP_NEVER}, FOLLOWUP_CENSORED, 100},
		{{0, 100, 50, 50}, FOLLOWUP_EVENT, 50},
		{{0, 100, 51, 50}, FOLLOWUP_LEFT, 50},
		{{0, 100, 100, 101}, FOLLOWUP_EVENT, 100},
		{{0, 100, FOLLOWUP_NEVER, 101}, FOLLOWUP_CENSORED, 100},
		{{0, 100, FOLLOWUP_NEVER, 100}, FOLLOWUP_LEFT, 100},
	};
	int32_t stop;

	(void)state;
	for (size_t i = 0; i < CCR_LEN(known); i++) {
		assert_int_equal(known[i].end, followup_settle(&known[i].f, &stop));
		assert_int_equal(known[i].stop, stop);
	}
}

static void
cut(void **state)
{
	(void)state;
	/* COMPAS: all of the last 998 are recidivists, of the others 36 percent. */
	assert_true(followup_is_cut(&(struct followup_shares){998, 998, 6216, 2253}));
	assert_false(followup_is_cut(&(struct followup_shares){998, 997, 6216, 2253}));
	assert_true(followup_is_cut(&(struct followup_shares){10, 10, 20, 10}));
	assert_false(followup_is_cut(&(struct followup_shares){9, 9, 20, 10})); /* 1 / 512 */
	assert_false(followup_is_cut(&(struct followup_shares){10, 10, 20, 20}));
	assert_false(followup_is_cut(&(struct followup_shares){10, 10, 0, 0}));
	assert_false(followup_is_cut(&(struct followup_shares){0, 0, 20, 0}));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_by_days),
		cmocka_unit_test(inside),
		cmocka_unit_test(ends),
		cmocka_unit_test(cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
