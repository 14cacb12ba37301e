/* t-hash.c: an index finds what was added, also where hashes are the same. */
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "data/dict.h"
#include "unit.h"

/* All of one hash stand behind each other, in the order in which they came. */
static void
same_hashes(void **state)
{
	struct ccr_hash index = {0};
	size_t at = ccr_hash_first(&index, 7);
	uint32_t number, n = 0;

	(void)state;
	assert_int_equal(ccr_hash_next(&index, 7, &at), CCR_HASH_NONE);
	for (uint32_t i = 0; i < 100; i++)
		ccr_hash_add(&index, i % 2 ? 7 : 7 + 16 * i, i);
	at = ccr_hash_first(&index, 7);
	while ((number = ccr_hash_next(&index, 7, &at)) != CCR_HASH_NONE) {
		assert_true(number % 2 == 1 || number == 0);
		n++;
	}
	assert_int_equal(n, 51);
	at = ccr_hash_first(&index, 8);
	assert_int_equal(ccr_hash_next(&index, 8, &at), CCR_HASH_NONE);
	ccr_hash_release(&index);
}

/* Keys of all lengths, which differ in one byte, have hashes of their own. */
static void
hashes_differ(void **state)
{
	unsigned char key[40] = {0};

	(void)state;
	for (size_t n = 1; n <= sizeof key; n++) {
		uint32_t hash = ccr_hash_of(key, n);
		assert_true(hash != ccr_hash_of(key, n - 1));
		for (size_t i = 0; i < n; i++) {
			key[i] = 1;
			assert_true(hash != ccr_hash_of(key, n));
			key[i] = 0;
		}
	}
}

/* Texts with a NUL in them, one the beginning of another, and as many as make the table grow. */
static void
texts(void **state)
{
	struct ccr_dict dict = {0};
	char text[16];

	(void)state;
	assert_int_equal(ccr_dict_add(&dict, "", 0), 0);
	assert_int_equal(ccr_dict_add(&dict, "a\0b", 3), 1);
	assert_int_equal(ccr_dict_add(&dict, "a\0c", 3), 2);
	assert_int_equal(ccr_dict_add(&dict, "a", 1), 3);
	assert_int_equal(ccr_dict_add(&dict, "a\0b", 3), 1);
	for (uint32_t i = 0; i < 20000; i++) {
		size_t n = (size_t)snprintf(text, sizeof text, "V%u", (unsigned)i);
		assert_int_equal(ccr_dict_add(&dict, text, n), i + 4);
	}
	for (uint32_t i = 0; i < 20000; i++) {
		size_t n = (size_t)snprintf(text, sizeof text, "V%u", (unsigned)i);
		assert_int_equal(ccr_dict_find(&dict, text, n), i + 4);
		assert_string_equal(dict.text[i + 4], text);
	}
	assert_int_equal(ccr_dict_find(&dict, "V20000", 6), CCR_NO_CODE);
	ccr_dict_release(&dict);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_hashes),
		cmocka_unit_test(hashes_differ),
		cmocka_unit_test(texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
