/* rng.c: see rng.h. */
#include "decide/rng.h"

#include <math.h>

static uint64_t
splitmix(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

void
ccr_rng_init(struct ccr_rng *rng, uint64_t seed)
{
	for (int i = 0; i < 4; i++)
		rng->state[i] = splitmix(&seed);
}

static uint64_t
rotate(uint64_t x, unsigned n)
{
	return x << n | x >> (64 - n);
}

uint64_t
ccr_rng_bits(struct ccr_rng *rng)
{
	uint64_t *s = rng->state, bits = rotate(s[1] * 5, 7) * 9, shifted = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= shifted;
	s[3] = rotate(s[3], 45);
	return bits;
}

double
ccr_rng_uniform(struct ccr_rng *rng)
{
	return ((double)(ccr_rng_bits(rng) >> 12) + 0.5) * 0x1p-52;
}

uint64_t
ccr_rng_below(struct ccr_rng *rng, uint64_t n)
{
	/* What is left over when all 2^64 numbers are dealt out to n is thrown back. */
	uint64_t left = (UINT64_MAX % n + 1) % n, bits;

	do
		bits = ccr_rng_bits(rng);
	while (bits > UINT64_MAX - left);
	return bits % n;
}

void
ccr_rng_normals(struct ccr_rng *rng, double *z, size_t n)
{
	for (size_t i = 0; i < n; i += 2) {
		double x, y, square, scale;
		/* A point in the unit circle. */
		do {
			x = 2 * ccr_rng_uniform(rng) - 1;
			y = 2 * ccr_rng_uniform(rng) - 1;
			square = x * x + y * y;
		} while (square >= 1 || !(square > 0));
		scale = sqrt(-2 * log(square) / square);
		z[i] = x * scale;
		if (i + 1 < n)
			z[i + 1] = y * scale;
	}
}
