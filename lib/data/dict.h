/* dict.h: distinct texts and their codes, 0, 1, 2 ... in the order they were first met.
 * Zero-initialise. */
#ifndef CCR_DATA_DICT_H
#define CCR_DATA_DICT_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/mem.h"

#define CCR_NO_CODE CCR_HASH_NONE

struct ccr_dict {
	struct ccr_hash index;
	uint32_t last;     /* the code that was given out last */
	const char **text; /* by code */
	size_t n, cap;
	struct ccr_arena arena;
};

/* The code of n bytes of text, a new one where the text is new. */
uint32_t ccr_dict_add(struct ccr_dict *, const char *, size_t n);
/* CCR_NO_CODE where the text is not there. */
uint32_t ccr_dict_find(const struct ccr_dict *, const char *, size_t n);
/* Finds many texts at a time, and sets their codes: a large dictionary is not in the cache, and so
 * its memory is waited for together. */
struct ccr_dict_key {
	const char *text;
	size_t n;
	uint32_t hash, code;
};
void ccr_dict_find_all(const struct ccr_dict *, struct ccr_dict_key *, size_t n);
/* The codes in the order of their texts (ccr_text_compare); the caller frees. */
uint32_t *ccr_dict_order(const struct ccr_dict *);
void ccr_dict_release(struct ccr_dict *);

#endif
