/* hash.h: where the things of an array are, by the hashes of their keys.  Open addressing with
 * linear probing: eight bytes a slot and one look into memory for most keys, which is what counting
 * millions of rows comes down to.  Whoever owns the array compares the keys:
 *
 *	size_t at = ccr_hash_first(&index, hash);
 *	uint32_t i;
 *	while ((i = ccr_hash_next(&index, hash, &at)) != CCR_HASH_NONE)
 *		if (thing[i] has the key)
 *			return i;
 *	ccr_hash_add(&index, hash, n);
 *
 * Order never depends on hashes.  Zero-initialise; release frees. */
#ifndef CCR_BASE_HASH_H
#define CCR_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define CCR_HASH_NONE UINT32_MAX

struct ccr_hash {
	struct ccr_hash_slot {
		uint32_t hash, number; /* CCR_HASH_NONE: free */
	} * slot;
	size_t n, size; /* size: of slot, a power of 2 */
};

/* The hash of n bytes. */
uint32_t ccr_hash_of(const void *key, size_t n);
/* Things have numbers below CCR_HASH_NONE. */
void ccr_hash_add(struct ccr_hash *, uint32_t hash, uint32_t number);
void ccr_hash_release(struct ccr_hash *);

static inline size_t
ccr_hash_first(const struct ccr_hash *index, uint32_t hash)
{
	return index->size ? hash & (index->size - 1) : 0;
}

/* The number of the next thing of that hash, CCR_HASH_NONE where there is no other. */
static inline uint32_t
ccr_hash_next(const struct ccr_hash *index, uint32_t hash, size_t *at)
{
	if (index->size == 0)
		return CCR_HASH_NONE;
	for (;;) {
		struct ccr_hash_slot slot = index->slot[*at];
		*at = (*at + 1) & (index->size - 1);
		if (slot.number == CCR_HASH_NONE || slot.hash == hash)
			return slot.number;
	}
}

#endif
