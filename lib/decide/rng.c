/* rng.c: see rng.h. */
#include "decide/rng.h"

void
ccr_rng_init(struct ccr_rng *rng, uint64_t seed)
{
	rng->state = seed;
}

static uint64_t
next(struct ccr_rng *rng)
{
	uint64_t z = rng->state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

double
ccr_rng_uniform(struct ccr_rng *rng)
{
	return ((double)(next(rng) >> 11) + 0.5) / 9007199254740992.0;
}

/* Numbers beyond the last multiple of n would make some more likely: they are drawn again. */
size_t
ccr_rng_below(struct ccr_rng *rng, size_t n)
{
	uint64_t most = UINT64_MAX - UINT64_MAX % n, x;

	do
		x = next(rng);
	while (x >= most);
	return (size_t)(x % n);
}
