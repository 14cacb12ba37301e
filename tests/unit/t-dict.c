/* t-dict.c: texts and their codes, one at a time and many. */
#include "data/dict.h"
#include "unit.h"

enum { TEXTS = 300000, AT_A_TIME = 1000 };

/* So many texts that some of them share all 32 bits of their hashes. */
static void
many(void **state)
{
	static struct ccr_dict_key key[AT_A_TIME];
	static char text[AT_A_TIME][16];
	struct ccr_dict dict = {0};
	char one[16];

	(void)state;
	for (uint32_t i = 0; i < TEXTS; i++) {
		int n = snprintf(one, sizeof one, "p%u", i * 7);
		assert_int_equal(i, ccr_dict_add(&dict, one, (size_t)n));
	}
	for (uint32_t i = 0; i < TEXTS * 7; i += AT_A_TIME) {
		for (uint32_t k = 0; k < AT_A_TIME; k++) {
			int n = snprintf(text[k], sizeof text[k], "p%u", i + k);
			key[k] = (struct ccr_dict_key){text[k], (size_t)n, 0, 0};
		}
		ccr_dict_find_all(&dict, key, AT_A_TIME);
		for (uint32_t k = 0; k < AT_A_TIME; k++)
			assert_int_equal((i + k) % 7 ? CCR_NO_CODE : (i + k) / 7, key[k].code);
	}
	ccr_dict_find_all(&dict, key, 0);
	ccr_dict_release(&dict);
	ccr_dict_find_all(&dict, key, 1);
	assert_int_equal(CCR_NO_CODE, key[0].code);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(many)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
