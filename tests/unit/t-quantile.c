/* t-quantile.c: every rule for weighted quantiles against R's survey package. */
#include "unit.h"

#include "stat/quantile.h"

static void
close_to(double seen, double expected)
{
	if (!(fabs(seen - expected) <= 1e-12 * fmax(1, fabs(expected))))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

static const double x[] = {1.5, 2, 2, 5, 7, 7, 7, 11, 13, 20};
static const double w[] = {4, 1, 2.5, .5, 3, 1, 1, 2, .25, 1.75};

/* qrule_math() to qrule_hf9() of R survey 4.1. */
static void
as_in_r(void **state)
{
	static const double p[] = {.25, .5, .7, .95};
	static const double expected[][CCR_LEN(p)] = {
		{2, 7, 7, 20},                                         /* math */
		{2, 7, 7, 20},                                         /* school */
		{1.5, 7, 7, 20},                                       /* shahvaish */
		{2, 7, 7, 20},                                         /* hf1 */
		{2, 7, 7, 20},                                         /* hf2 */
		{2, 7, 7, 20},                                         /* hf3 */
		{1.625, 5.3333333333333339, 7, 16.599999999999994},    /* hf4 */
		{1.95, 5.8571428571428568, 7, 20},                     /* hf5 */
		{1.84375, 5.9166666666666661, 7.2499999999999973, 20}, /* hf6 */
		{1.9765625, 5.5, 7, 12.487500000000001},               /* hf7 */
		{1.9322916666666665, 5.884615384615385, 7, 20},        /* hf8 */
		{1.9375, 5.8787878787878789, 7, 20},                   /* hf9 */
	};

	(void)state;
	for (int rule = CCR_Q_MATH; rule <= CCR_Q_HF9; rule++)
		for (size_t i = 0; i < CCR_LEN(p); i++)
			close_to(ccr_quantile((enum ccr_qrule)rule, x, w, CCR_LEN(x), p[i]),
				 expected[rule][i]);
}

/* Up to the first value's own weight there is no other.  R gives the second there by most rules,
 * and less than the first by hf4; quantile() gives the first. */
static void
below_the_first(void **state)
{
	(void)state;
	for (int rule = CCR_Q_MATH; rule <= CCR_Q_HF9; rule++)
		if (rule != CCR_Q_HF7)
			assert_true(ccr_quantile((enum ccr_qrule)rule, x, w, CCR_LEN(x), .05) ==
				    1.5);
}

/* A rule reads the same from equal values in one row or in several, is never outside of the
 * values, and never falls. */
static void
properties(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		enum ccr_qrule rule = (enum ccr_qrule)(round % (CCR_Q_HF9 + 1));
		double y[8], v[8], last = -1;
		size_t n = 1 + random_bits(&seed) % CCR_LEN(y);
		y[0] = (double)(random_bits(&seed) % 20) / 10;
		for (size_t i = 0; i < n; i++) {
			v[i] = 1 + (double)(random_bits(&seed) % 5) / 4;
			if (i > 0)
				y[i] = y[i - 1] + (double)(random_bits(&seed) % 3) / 10;
		}
		for (double p = .01; p < 1; p += .02) {
			double q = ccr_quantile(rule, y, v, n, p);
			assert_true(q >= y[0] - 1e-15 && q <= y[n - 1] + 1e-15);
			assert_true(q >= last - 1e-15 || rule == CCR_Q_SHAHVAISH);
			last = q;
		}
	}
}

/* The quantile of values that are all the same is that value to the last bit: it is compared with
 * them afterwards. */
static void
one_value(void **state)
{
	(void)state;
	for (int rule = CCR_Q_MATH; rule <= CCR_Q_HF9; rule++)
		for (int i = 1; i < 400; i++) {
			const double same[] = {i * .1, i * .1, i * .1, i * .1},
				     of[] = {1, .7, 2, 1.1};
			for (double p = .03; p < 1; p += .07)
				assert_true(ccr_quantile((enum ccr_qrule)rule, same, of, 4, p) ==
					    same[0]);
		}
}

static void
one_row(void **state)
{
	static const double one = 3.25, weight = .1;

	(void)state;
	for (int rule = CCR_Q_MATH; rule <= CCR_Q_HF9; rule++)
		assert_true(ccr_quantile((enum ccr_qrule)rule, &one, &weight, 1, .9) == one);
}

/* The weights' unit is none; equal weights reach a half exactly. */
static void
ties(void **state)
{
	static const double y[] = {1, 2, 3, 4}, tenth[] = {.1, .1, .1, .1}, v[] = {3, 3, 3, 3};

	(void)state;
	assert_true(ccr_quantile(CCR_Q_MATH, y, tenth, 4, .5) == 2);
	assert_true(ccr_quantile(CCR_Q_SCHOOL, y, tenth, 4, .5) == 2.5);
	assert_true(ccr_quantile(CCR_Q_SCHOOL, y, v, 4, .5) == 2.5);
	assert_true(ccr_quantile(CCR_Q_HF3, y, v, 4, .5) == 2);
	assert_true(ccr_quantile(CCR_Q_HF3, y, v, 4, .25) == 2);
	for (size_t n = 2; n <= 64; n += 2) {
		double many[64], of[64];
		for (size_t i = 0; i < n; i++) {
			many[i] = (double)i + 1;
			of[i] = .1;
		}
		assert_true(ccr_quantile(CCR_Q_MATH, many, of, n, .5) == (double)(n / 2));
		assert_true(ccr_quantile(CCR_Q_SCHOOL, many, of, n, .5) == (double)(n + 1) / 2);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_in_r),    cmocka_unit_test(below_the_first),
		cmocka_unit_test(properties), cmocka_unit_test(one_value),
		cmocka_unit_test(one_row),    cmocka_unit_test(ties),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
