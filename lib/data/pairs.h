/* pairs.h: distinct pairs of codes and their own codes, 0, 1, 2 ... in the order they were first
 * met: a victim and an offender as a dyad, a problem and a person.  Takes 12 bytes for a pair,
 * times 1.4 to 2.8 for room.  Zero-initialise. */
#ifndef CCR_DATA_PAIRS_H
#define CCR_DATA_PAIRS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ccr_pairs {
	struct ccr_pair {
		uint32_t a, b, code; /* CCR_NO_CODE: free */
	} * slot;
	size_t n, size; /* size: of slot, a power of 2 */
};

/* The code of the pair, a new one where it is new. */
uint32_t ccr_pairs_add(struct ccr_pairs *, uint32_t a, uint32_t b);
/* CCR_NO_CODE where the pair is not there. */
uint32_t ccr_pairs_find(const struct ccr_pairs *, uint32_t a, uint32_t b);
void ccr_pairs_release(struct ccr_pairs *);

#endif
