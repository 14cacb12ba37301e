/* rng.h: chance that is the same on every machine.
 *
 * xoshiro256** (D. Blackman and S. Vigna, ACM Transactions on Mathematical Software 47 (2021) 36),
 * its state filled by splitmix64 (G. L. Steele, D. Lea and C. H. Flood, OOPSLA 2014) from the seed.
 * For resampling and simulation; nothing secret may rest on it.
 */
#ifndef CCR_DECIDE_RNG_H
#define CCR_DECIDE_RNG_H

#include <stddef.h>
#include <stdint.h>

struct ccr_rng {
	uint64_t state[4]; /* not all 0 */
};

/* The same seed gives the same numbers for ever. */
void ccr_rng_init(struct ccr_rng *, uint64_t seed);
/* 64 bits. */
uint64_t ccr_rng_bits(struct ccr_rng *);
/* A number in (0, 1), both ends left out: 2^52 of them, evenly spaced. */
double ccr_rng_uniform(struct ccr_rng *);
/* A whole number in 0..n-1, each as likely as the others; n is 1 or more. */
uint64_t ccr_rng_below(struct ccr_rng *, uint64_t n);
/* n numbers of the standard normal distribution: the polar method (G. Marsaglia and T. A. Bray,
 * SIAM Review 6 (1964) 260). */
void ccr_rng_normals(struct ccr_rng *, double *z, size_t n);

#endif
