/* pairs.c: see pairs.h.
 *
 * Open addressing with linear probing: one look into memory for most pairs, which is what counting
 * millions of rows comes down to.
 */
#include "data/pairs.h"

#include <stdlib.h>

#include "base/mem.h"
#include "data/dict.h"

static size_t
place_of(uint32_t a, uint32_t b, size_t size)
{
	uint64_t x = (uint64_t)a << 32 | b;

	/* The finalizer of MurmurHash3: every bit of the pair moves every bit of the place. */
	x = (x ^ x >> 33) * 0xff51afd7ed558ccdU;
	x = (x ^ x >> 33) * 0xc4ceb9fe1a85ec53U;
	return (size_t)(x ^ x >> 33) & (size - 1);
}

/* The pair's slot, or the free one where it belongs. */
static struct ccr_pair *
slot_of(const struct ccr_pairs *pairs, uint32_t a, uint32_t b)
{
	size_t at = place_of(a, b, pairs->size);

	while (pairs->slot[at].code != CCR_NO_CODE &&
	       !(pairs->slot[at].a == a && pairs->slot[at].b == b))
		at = (at + 1) & (pairs->size - 1);
	return &pairs->slot[at];
}

static void
grow(struct ccr_pairs *pairs)
{
	struct ccr_pairs more = {NULL, pairs->n, pairs->size ? pairs->size * 2 : 16};

	more.slot = ccr_realloc(NULL, more.size, sizeof *more.slot);
	for (size_t i = 0; i < more.size; i++)
		more.slot[i].code = CCR_NO_CODE;
	for (size_t i = 0; i < pairs->size; i++)
		if (pairs->slot[i].code != CCR_NO_CODE)
			*slot_of(&more, pairs->slot[i].a, pairs->slot[i].b) = pairs->slot[i];
	free(pairs->slot);
	*pairs = more;
}

uint32_t
ccr_pairs_add(struct ccr_pairs *pairs, uint32_t a, uint32_t b)
{
	struct ccr_pair *slot;

	if (pairs->n * 10 >= pairs->size * 7)
		grow(pairs);
	slot = slot_of(pairs, a, b);
	if (slot->code == CCR_NO_CODE)
		*slot = (struct ccr_pair){a, b, (uint32_t)pairs->n++};
	return slot->code;
}

uint32_t
ccr_pairs_find(const struct ccr_pairs *pairs, uint32_t a, uint32_t b)
{
	return pairs->size ? slot_of(pairs, a, b)->code : CCR_NO_CODE;
}

void
ccr_pairs_release(struct ccr_pairs *pairs)
{
	free(pairs->slot);
	*pairs = (struct ccr_pairs){0};
}
