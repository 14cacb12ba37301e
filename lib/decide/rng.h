/* rng.h: random numbers that are the same on every machine: splitmix64 (Steele, Lea & Flood, OOPSLA
 * 2014), whose state is a counter. */
#ifndef CCR_DECIDE_RNG_H
#define CCR_DECIDE_RNG_H

#include <stddef.h>
#include <stdint.h>

struct ccr_rng {
	uint64_t state;
};

void ccr_rng_init(struct ccr_rng *, uint64_t seed);
/* Above 0 and below 1. */
double ccr_rng_uniform(struct ccr_rng *);
/* One of 0 .. n - 1, all alike. */
size_t ccr_rng_below(struct ccr_rng *, size_t n);

#endif
