/* hash.c: see hash.h. */
#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Most keys are shorter than 16 bytes: two loads, which may overlap, and products whose halves are
 * folded. */
uint32_t
ccr_hash_of(const void *key, size_t n)
{
	const unsigned char *p = key;
	uint64_t h = n * UINT64_C(0x9e3779b97f4a7c15), a = 0, b = 0;

	for (; n > 16; n -= 8, p += 8) {
		memcpy(&a, p, 8);
		h = (h ^ a) * UINT64_C(0xd6e8feb86659fd93);
		h ^= h >> 32;
	}
	if (n >= 8) {
		memcpy(&a, p, 8);
		memcpy(&b, p + n - 8, 8);
	} else if (n >= 4) {
		uint32_t low, high;
		memcpy(&low, p, 4);
		memcpy(&high, p + n - 4, 4);
		a = low;
		b = high;
	} else if (n > 0) {
		a = (uint64_t)p[0] << 16 | (uint64_t)p[n / 2] << 8 | p[n - 1];
	}
	h = (h ^ a) * UINT64_C(0xd6e8feb86659fd93);
	h ^= h >> 32;
	h = (h ^ b) * UINT64_C(0xd6e8feb86659fd93);
	return (uint32_t)(h ^ h >> 32);
}

static void
put(struct ccr_hash *index, struct ccr_hash_slot slot)
{
	size_t at = ccr_hash_first(index, slot.hash);

	while (index->slot[at].number != CCR_HASH_NONE)
		at = (at + 1) & (index->size - 1);
	index->slot[at] = slot;
}

static void
grow(struct ccr_hash *index)
{
	struct ccr_hash more = {NULL, index->n, index->size ? index->size * 2 : 16};

	more.slot = ccr_realloc(NULL, more.size, sizeof *more.slot);
	memset(more.slot, 0xff, more.size * sizeof *more.slot);
	for (size_t i = 0; i < index->size; i++)
		if (index->slot[i].number != CCR_HASH_NONE)
			put(&more, index->slot[i]);
	free(index->slot);
	*index = more;
}

void
ccr_hash_add(struct ccr_hash *index, uint32_t hash, uint32_t number)
{
	if (index->n * 10 >= index->size * 7)
		grow(index);
	index->n++;
	put(index, (struct ccr_hash_slot){hash, number});
}

void
ccr_hash_release(struct ccr_hash *index)
{
	free(index->slot);
	*index = (struct ccr_hash){0};
}
