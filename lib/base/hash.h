/* hash.h: uthash's hash tables, with our end of memory. The one file that includes <uthash.h>. */
#ifndef CCR_BASE_HASH_H
#define CCR_BASE_HASH_H

#include "base/mem.h"

#include <stdint.h>
#include <string.h>

/* Most keys are shorter than 16 bytes: two loads, which may overlap, and a product whose halves are
 * folded; uthash's own function takes each byte by itself.  Order does not depend on hashes. */
static inline unsigned
ccr_hash(const void *key, size_t n)
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
	return (unsigned)(h ^ h >> 32);
}

#define HASH_FUNCTION(key, n, hash) ((hash) = ccr_hash((key), (n)))
#define uthash_fatal(message) ccr_out_of_memory()
#include <uthash.h>

#endif
