/* t-rng.c: chance, against the sequences its authors' programs give. */
#include "unit.h"

#include "decide/rng.h"

static void
splitmix_fills_the_state(void **state)
{
	struct ccr_rng rng;

	(void)state;
	ccr_rng_init(&rng, 1234567);
	assert_true(rng.state[0] == UINT64_C(6457827717110365317));
	assert_true(rng.state[1] == UINT64_C(3203168211198807973));
	assert_true(rng.state[2] == UINT64_C(9817491932198370423));
	assert_true(rng.state[3] == UINT64_C(4593380528125082431));
}

static void
xoshiro_sequence(void **state)
{
	struct ccr_rng rng = {{1, 2, 3, 4}};

	(void)state;
	assert_true(ccr_rng_bits(&rng) == 11520);
	assert_true(ccr_rng_bits(&rng) == 0);
	assert_true(ccr_rng_bits(&rng) == 1509978240);
	assert_true(ccr_rng_bits(&rng) == UINT64_C(1215971899390074240));
}

static void
same_seed_same_numbers(void **state)
{
	struct ccr_rng a, b, c;
	bool differ = false;

	(void)state;
	ccr_rng_init(&a, 7);
	ccr_rng_init(&b, 7);
	ccr_rng_init(&c, 8);
	for (int i = 0; i < 100; i++) {
		uint64_t bits = ccr_rng_bits(&a);
		assert_true(bits == ccr_rng_bits(&b));
		differ |= bits != ccr_rng_bits(&c);
	}
	assert_true(differ);
}

/* Both ends stay out even for the bits that are nearest to them. */
static void
uniform_is_inside(void **state)
{
	struct ccr_rng rng;
	double sum = 0, square = 0;
	enum { N = 200000 };

	(void)state;
	ccr_rng_init(&rng, 1);
	for (int i = 0; i < N; i++) {
		double u = ccr_rng_uniform(&rng);
		assert_true(u > 0 && u < 1);
		sum += u;
		square += u * u;
	}
	/* 4 standard errors */
	assert_true(fabs(sum / N - 0.5) < 4 * sqrt(1.0 / 12 / N));
	assert_true(fabs(square / N - 1.0 / 3) < 4 * sqrt(4.0 / 45 / N));
	rng = (struct ccr_rng){{0, 0, 0, 1}}; /* whose next bits are all 0 */
	assert_true(ccr_rng_uniform(&rng) > 0);
}

static void
below_is_even(void **state)
{
	struct ccr_rng rng;
	enum { N = 60000, K = 6 };
	size_t seen[K] = {0};
	double chi2 = 0;

	(void)state;
	ccr_rng_init(&rng, 3);
	for (int i = 0; i < N; i++) {
		uint64_t x = ccr_rng_below(&rng, K);
		assert_true(x < K);
		seen[x]++;
	}
	for (int k = 0; k < K; k++)
		chi2 += pow((double)seen[k] - N / K, 2) / (N / K);
	assert_true(chi2 < 20.5); /* p = 0.001 of 5 degrees of freedom */
	for (int i = 0; i < 100; i++) {
		assert_true(ccr_rng_below(&rng, 1) == 0);
		assert_true(ccr_rng_below(&rng, (UINT64_C(1) << 63) + 1) <= UINT64_C(1) << 63);
	}
}

/* Mean, variance and fourth moment, and how many lie within one standard deviation; the last of an
 * odd number, too. */
static void
normals_are_normal(void **state)
{
	struct ccr_rng rng;
	double moment[5] = {0}, within = 0;
	enum { N = 200001 };
	static double z[N];

	(void)state;
	ccr_rng_init(&rng, 1);
	ccr_rng_normals(&rng, z, N);
	for (int i = 0; i < N; i++) {
		for (int k = 1; k <= 4; k++)
			moment[k] += pow(z[i], k) / N;
		within += fabs(z[i]) < 1 ? 1.0 / N : 0;
	}
	assert_true(z[N - 1] < 0 || z[N - 1] > 0);
	/* 4 standard errors */
	assert_true(fabs(moment[1]) < 4 * sqrt(1.0 / N));
	assert_true(fabs(moment[2] - 1) < 4 * sqrt(2.0 / N));
	assert_true(fabs(moment[3]) < 4 * sqrt(15.0 / N));
	assert_true(fabs(moment[4] - 3) < 4 * sqrt(96.0 / N));
	assert_true(fabs(within - 0.6826894921) < 4 * sqrt(0.2166 / N));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splitmix_fills_the_state),
		cmocka_unit_test(xoshiro_sequence),
		cmocka_unit_test(same_seed_same_numbers),
		cmocka_unit_test(uniform_is_inside),
		cmocka_unit_test(below_is_even),
		cmocka_unit_test(normals_are_normal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
