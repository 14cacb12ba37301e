/* t-electre.c: outranking by hand: kernels with cycles, rankings of ELECTRE II, credibility and
 * distillation of ELECTRE III. */
#include "unit.h"

#include <string.h>

#include "decide/electre.h"

static void
close_to(double seen, double expected)
{
	if (!(fabs(seen - expected) <= 1e-12 * fmax(1, fabs(expected))))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

/* "ab": a outranks b. */
static void
kernel_of(size_t n, const char *const *pairs, const char *inside, const size_t *cycles)
{
	bool outranks[36] = {false}, kernel[6];
	size_t cycle[6];

	for (; *pairs; pairs++)
		outranks[(size_t)((*pairs)[0] - 'a') * n + (size_t)((*pairs)[1] - 'a')] = true;
	ccr_kernel(n, outranks, kernel, cycle);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(kernel[i], strchr(inside, 'a' + (int)i) != NULL);
		assert_int_equal(cycle[i], cycles[i]);
	}
}

static void
kernels(void **state)
{
	static const size_t alone[] = {1, 1, 1, 1}, pair[] = {2, 2, 1, 1}, ring[] = {3, 3, 3, 1};

	(void)state;
	kernel_of(4, (const char *[]){NULL}, "abcd", alone);
	/* What only an outsider outranks is inside. */
	kernel_of(4, (const char *[]){"ab", "bc", "cd", NULL}, "ac", alone);
	kernel_of(4, (const char *[]){"ab", "ac", "bd", "cd", NULL}, "ad", alone);
	kernel_of(4, (const char *[]){"ab", "ba", "ac", "cd", NULL}, "abd", pair);
	kernel_of(4, (const char *[]){"ab", "bc", "ca", "cd", NULL}, "abc", ring);
	kernel_of(4, (const char *[]){"ab", "bc", "ca", "da", NULL}, "d", ring);
}

static void
thresholds(void **state)
{
	/* .25 + .25 + .2 + .2 is less than .9 in doubles. */
	const double c[] = {0, 0.25 + 0.25 + 0.2 + 0.2, 0.1, 0}, d[] = {0, 0.1 + 0.2, 1, 0};
	bool outranks[4];

	(void)state;
	ccr_electre1(2, c, d, 0.9, 0.3, outranks);
	assert_true(outranks[1] && !outranks[0] && !outranks[2] && !outranks[3]);
	ccr_electre1(2, c, d, 0.91, 0.3, outranks);
	assert_false(outranks[1]);
	ccr_electre1(2, c, d, 0.9, 0.29, outranks);
	assert_false(outranks[1]);
}

static void
strong_and_weak(void **state)
{
	const double p[] = {0.8, 0.6, 0.4}, q[] = {0.6, 0.2};
	const struct {
		double c, back, d;
		enum ccr_outranking is;
	} cases[] = {
		{0.8, 0.3, 0.6, CCR_OUTRANKS_STRONGLY}, {0.7, 0.3, 0.2, CCR_OUTRANKS_STRONGLY},
		{0.7, 0.3, 0.3, CCR_OUTRANKS_WEAKLY},   {0.4, 0.3, 0.6, CCR_OUTRANKS_WEAKLY},
		{0.8, 0.3, 0.61, CCR_OUTRANKS_NOT},     {0.39, 0.3, 0, CCR_OUTRANKS_NOT},
		{0.8, 0.8, 0, CCR_OUTRANKS_NOT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const double c[] = {0, cases[i].c, cases[i].back, 0}, d[] = {0, cases[i].d, 1, 0};
		enum ccr_outranking of[4];
		ccr_electre2(2, c, d, p, q, of);
		assert_int_equal(of[1], cases[i].is);
		assert_int_equal(of[0], CCR_OUTRANKS_NOT);
	}
}

/* a over b over c, and d apart: from the top it is beside a, from the bottom beside c. */
static void
ranks_from_both_ends(void **state)
{
	enum ccr_outranking of[16] = {CCR_OUTRANKS_NOT};
	size_t down[4], up[4];

	(void)state;
	of[0 * 4 + 1] = CCR_OUTRANKS_STRONGLY;
	of[1 * 4 + 2] = CCR_OUTRANKS_WEAKLY;
	ccr_electre2_ranks(4, of, down, up);
	assert_memory_equal(down, ((size_t[]){1, 2, 3, 1}), sizeof down);
	assert_memory_equal(up, ((size_t[]){1, 2, 3, 3}), sizeof up);
	of[2 * 4 + 0] = CCR_OUTRANKS_WEAKLY; /* a ring: those left share a rank */
	ccr_electre2_ranks(4, of, down, up);
	assert_memory_equal(down, ((size_t[]){2, 2, 2, 1}), sizeof down);
	assert_memory_equal(up, ((size_t[]){1, 1, 1, 2}), sizeof up);
}

/* The first criterion has indifference 1, preference 3 and veto 10, the second, a cost, preference
 * 2. */
static void
electre3(void **state)
{
	const double x[] = {10, 5, 8, 3, 2, 4}, weight[] = {0.6, 0.4}, none = (double)NAN;
	const bool cost[] = {false, true};
	const struct ccr_matrix m = {3, 2, x, cost, weight};
	const struct ccr_preference f[] = {{true, CCR_SHAPE_USUAL, 1, 3, none, 10},
					   {true, CCR_SHAPE_USUAL, none, 2, none, none}};
	double c[9], s[9];
	size_t down[3], up[3];

	(void)state;
	ccr_credibility(&m, f, c, s);
	close_to(s[1], 0.6);
	close_to(s[2], 0.8);
	close_to(s[3], 0.7);
	close_to(s[5], 1);
	close_to(c[6], 0.4);
	close_to(s[6], 0.4 * (2.0 / 7) / 0.6);
	close_to(c[7], 0.2);
	close_to(s[7], 0.2 * (4.0 / 7) / 0.8);
	ccr_distil(3, s, down, up);
	assert_memory_equal(down, ((size_t[]){2, 1, 3}), sizeof down);
	assert_memory_equal(up, ((size_t[]){1, 1, 2}), sizeof up);
}

/* A credibility has to be above its way back by 0.3 - 0.15 of it to count. */
static void
distillation(void **state)
{
	const double near[] = {0, 0.7, 0.55, 0}, far[] = {0, 0.8, 0.55, 0};
	size_t down[2], up[2];

	(void)state;
	ccr_distil(2, near, down, up);
	assert_true(down[0] == 1 && down[1] == 1 && up[0] == 1 && up[1] == 1);
	ccr_distil(2, far, down, up);
	assert_true(down[0] == 1 && down[1] == 2 && up[0] == 1 && up[1] == 2);
}

/* Without thresholds a difference counts in full and nothing is forbidden; at v all is. */
static void
vetoes(void **state)
{
	const double x[] = {0, 5, 10, 0}, weight[] = {0.5, 0.5}, none = (double)NAN;
	const bool cost[] = {false, false};
	const struct ccr_matrix m = {2, 2, x, cost, weight};
	struct ccr_preference f[] = {{false, CCR_SHAPE_USUAL, none, none, none, none},
				     {false, CCR_SHAPE_USUAL, none, none, none, none}};
	double s[4];
	size_t down[2], up[2];

	(void)state;
	ccr_credibility(&m, f, NULL, s);
	close_to(s[1], 0.5);
	close_to(s[2], 0.5);
	ccr_distil(2, s, down, up);
	assert_true(down[0] == 1 && down[1] == 1 && up[0] == 1 && up[1] == 1);
	f[0].v = 10;
	ccr_credibility(&m, f, NULL, s);
	close_to(s[1], 0);
	close_to(s[2], 0.5);
	ccr_distil(2, s, down, up);
	assert_true(down[0] == 2 && down[1] == 1 && up[0] == 2 && up[1] == 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kernels),         cmocka_unit_test(thresholds),
		cmocka_unit_test(strong_and_weak), cmocka_unit_test(ranks_from_both_ends),
		cmocka_unit_test(electre3),        cmocka_unit_test(vetoes),
		cmocka_unit_test(distillation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
