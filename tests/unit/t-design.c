/* t-design.c: moments, and estimates from them with numbers worked out by hand. */
#include "unit.h"

#include "stat/design.h"
#include "stat/dist.h"

static void
close_to(double seen, double expected)
{
	if (!(fabs(seen - expected) <= 1e-12 * fmax(1, fabs(expected))))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

static void
same_moments(const struct ccr_moments *a, const struct ccr_moments *b)
{
	assert_int_equal(a->n, b->n);
	assert_int_equal(a->positive, b->positive);
	close_to(a->sx, b->sx);
	close_to(a->sy, b->sy);
	close_to(a->wx, b->wx);
	close_to(a->wy, b->wy);
	close_to(a->wyy, b->wyy);
	close_to(a->vx, b->vx);
	close_to(a->vy, b->vy);
	close_to(a->vxx, b->vxx);
	close_to(a->vxy, b->vxy);
	close_to(a->vyy, b->vyy);
}

/* ---- moments ---- */

/* Weights 2, 0.5 and 0 of (x, y) = (1, 3), (2, -1), (1, 100). */
static void
added(void **state)
{
	static const struct ccr_moments expected = {3,    2,   3,     2, 3,    5.5,
						    18.5, 4.5, 11.75, 5, 11.5, 36.25};
	struct ccr_moments m = {0};

	(void)state;
	ccr_moments_add(&m, 2, 1, 3);
	ccr_moments_add(&m, .5, 2, -1);
	ccr_moments_add(&m, 0, 1, 100);
	same_moments(&m, &expected);
}

/* Respondents who all say the same may be added at once, with weights in another unit. */
static void
scored(void **state)
{
	static const double weight[] = {2, .5, 0, 1.25};
	struct ccr_tally tally = {0}, twice = {0};
	struct ccr_moments one = {0}, all = {0}, merged = {0};

	(void)state;
	for (size_t i = 0; i < CCR_LEN(weight); i++) {
		ccr_tally_add(&tally, weight[i]);
		ccr_moments_add(&one, 3 * weight[i], 2, 7);
	}
	assert_int_equal(tally.n, 4);
	assert_int_equal(tally.positive, 3);
	close_to(tally.w, 3.75);
	close_to(tally.v, 4 + .25 + 1.5625);
	ccr_moments_score(&all, &tally, 2, 7, 3);
	same_moments(&all, &one);
	/* A tally that was merged with a scale, and moments that were. */
	ccr_tally_merge(&twice, &tally, 3);
	memset(&all, 0, sizeof all);
	ccr_moments_score(&all, &twice, 2, 7, 1);
	same_moments(&all, &one);
	memset(&all, 0, sizeof all);
	ccr_moments_score(&all, &tally, 2, 7, 1);
	ccr_moments_merge(&merged, &all, 3);
	same_moments(&merged, &one);
}

static void
merged_in_any_cut(void **state)
{
	uint64_t seed = 3;

	(void)state;
	for (int round = 0; round < 200; round++) {
		struct ccr_moments whole = {0}, part[2] = {{0}}, moved = {0};
		double shift = (double)(random_bits(&seed) % 64) / 8 - 4;
		for (int i = 0; i < 12; i++) {
			double w = (double)(random_bits(&seed) % 4) / 2,
			       y = (double)(random_bits(&seed) % 32) / 4;
			ccr_moments_add(&whole, w, 1, y);
			ccr_moments_add(&moved, w, 1, y + shift);
			ccr_moments_add(&part[random_bits(&seed) % 2], w, 1, y);
		}
		ccr_moments_merge(&part[0], &part[1], 1);
		same_moments(&part[0], &whole);
		ccr_moments_shift(&part[0], shift);
		same_moments(&part[0], &moved);
	}
}

/* ---- designs ---- */

/* Two strata with two clusters each; sums of weighted answers 4, 5 and 4, 8. */
static const uint32_t in_two[] = {0, 0, 1, 1};
static const size_t of_two[] = {2, 2};

static void
fill_two(struct ccr_moments *m)
{
	memset(m, 0, 4 * sizeof *m);
	ccr_moments_add(&m[0], 1, 1, 1);
	ccr_moments_add(&m[0], 1, 1, 3);
	ccr_moments_add(&m[1], 1, 1, 5);
	ccr_moments_add(&m[2], 2, 1, 2);
	ccr_moments_add(&m[3], 2, 1, 4);
	ccr_moments_add(&m[3], 2, 1, 0);
}

/* The total 21: 2 ((4 - 4.5)^2 + (5 - 4.5)^2) = 1 and 2 ((4 - 6)^2 + (8 - 6)^2) = 16.  The mean
 * 21 / 9: sums less 7 / 3 of the weights are -2/3, 8/3 and -2/3, -4/3: (100/9 + 4/9) / 81. */
static void
strata(void **state)
{
	static const double none[] = {0, 0}, part[] = {.5, .25};
	struct ccr_stage stage = {4, 2, in_two, NULL, of_two, none};
	struct ccr_design design = {
		.n_units = 4, .stage = &stage, .n_stages = 1, .clustered = true};
	struct ccr_moments m[4];
	struct ccr_estimate e;
	double v;

	(void)state;
	fill_two(m);
	close_to(ccr_design_estimate(&design, &(struct ccr_term){m, 1, true}, 1, &v), 21);
	close_to(v, 17);
	close_to(ccr_design_estimate(&design, &(struct ccr_term){m, 1, false}, 1, &v), 21.0 / 9);
	close_to(v, 104.0 / 9 / 81);
	stage.fraction = part;
	ccr_design_estimate(&design, &(struct ccr_term){m, -1, true}, 1, &v);
	close_to(v, .5 * 1 + .75 * 16);
	stage.fraction = none;
	assert_true(ccr_design_df(&design, m) == 2);
	e = ccr_design_mean(&design, m, m);
	close_to(e.value, 21.0 / 9);
	close_to(e.se, sqrt(104.0) / 27);
	close_to(e.ci.high - e.value, ccr_t_quantile(.95, 2) * e.se);
	close_to(e.value - e.ci.low, ccr_t_quantile(.95, 2) * e.se);
	/* Against six drawn one by one: n - 1, and the weighted variance of the answers. */
	close_to(e.deff, e.se * e.se * 5 / ((1 + 9 + 25 + 8 + 32) / 9.0 - e.value * e.value));
	close_to(e.n_eff * e.deff, 5);
	e = ccr_design_total(&design, m, m);
	close_to(e.value, 21);
	close_to(e.se, sqrt(17));
	assert_true(isnan(ccr_design_ratio(&design, m, m).deff));
}

/* The difference of two domains has the covariance of their sums: 1 and 3 of the first cluster
 * apart from the others. */
static void
terms(void **state)
{
	static const double none[] = {0, 0};
	struct ccr_stage stage = {4, 2, in_two, NULL, of_two, none};
	struct ccr_design design = {
		.n_units = 4, .stage = &stage, .n_stages = 1, .clustered = true};
	struct ccr_moments a[4] = {{0}}, b[4] = {{0}};
	struct ccr_term term[] = {{a, 1, true}, {b, -1, true}};
	double v;

	(void)state;
	ccr_moments_add(&a[0], 1, 1, 3);
	ccr_moments_add(&a[1], 1, 1, 5);
	ccr_moments_add(&b[0], 1, 1, 1);
	ccr_moments_add(&b[2], 2, 1, 2);
	ccr_moments_add(&b[3], 2, 1, 4);
	/* Sums of the difference: 2, 5 and -4, -8. */
	close_to(ccr_design_estimate(&design, term, 2, &v), 8 - 13);
	close_to(v, 2 * 2 * 1.5 * 1.5 + 2 * 2 * 2 * 2);
	/* Means 4 and 13/5: parts -1/2 + 8/25, 1/2 of a; 6/25, -14/25 of b, taken off. */
	term[0].total = term[1].total = false;
	close_to(ccr_design_estimate(&design, term, 2, &v), 4 - 13.0 / 5);
	{
		double z[] = {(3 - 4) / 2.0 - (1 - 2.6) / 5, (5 - 4) / 2.0, -2 * (2 - 2.6) / 5,
			      -2 * (4 - 2.6) / 5};
		close_to(v, (z[0] - z[1]) * (z[0] - z[1]) + (z[2] - z[3]) * (z[2] - z[3]));
	}
	/* A domain of one stratum has its degrees of freedom alone. */
	assert_true(ccr_design_df(&design, a) == 1);
}

/* Two of four schools, in each two of four classes with 1, 3 and 4, 6: schools (1 - .5) 2 18 / 2 =
 * 18, classes .5 (1 - .5) 2 2 = 1 in each. */
static void
stages(void **state)
{
	static const uint32_t school[] = {0, 0}, class[] = {0, 0, 1, 1}, above[] = {0, 1};
	static const size_t schools[] = {2}, classes[] = {2, 2};
	static const double half[] = {.5, .5}, none[] = {0, 0};
	struct ccr_stage stage[] = {{2, 1, school, NULL, schools, half},
				    {4, 2, class, above, classes, half}};
	struct ccr_design design = {.n_units = 4, .stage = stage, .n_stages = 2, .clustered = true};
	struct ccr_moments m[4] = {{0}};
	static const double y[] = {1, 3, 4, 6};
	double v;

	(void)state;
	for (size_t i = 0; i < 4; i++)
		ccr_moments_add(&m[i], 1, 1, y[i]);
	close_to(ccr_design_estimate(&design, &(struct ccr_term){m, 1, true}, 1, &v), 14);
	close_to(v, 18 + 1 + 1);
	assert_true(ccr_design_df(&design, m) == 1);
	/* All classes of a school were drawn: they add nothing; of endless schools neither. */
	stage[1].fraction = (const double[]){1, .5};
	ccr_design_estimate(&design, &(struct ccr_term){m, 1, true}, 1, &v);
	close_to(v, 18 + 1);
	stage[0].fraction = none;
	ccr_design_estimate(&design, &(struct ccr_term){m, 1, true}, 1, &v);
	close_to(v, 36);
}

/* Strata with sums 3; 4, 8; 1, 3: the first alone.  The others have 2 (4 + 4) and 2 (1 + 1). */
static void
lonely(void **state)
{
	static const uint32_t in[] = {0, 1, 1, 2, 2};
	static const size_t size[] = {1, 2, 2};
	static const double none[] = {0, 0, 0}, sum[] = {3, 4, 8, 1, 3},
			    expected[] = {20, 20, 20 + 9, 20 * 3 / 2.0};
	struct ccr_stage stage = {5, 3, in, NULL, size, none};
	struct ccr_design design = {
		.n_units = 5, .stage = &stage, .n_stages = 1, .clustered = true};
	struct ccr_moments m[5] = {{0}};
	double v;

	(void)state;
	for (size_t i = 0; i < 5; i++)
		ccr_moments_add(&m[i], 1, 1, sum[i]);
	for (int how = CCR_LONELY_REMOVE; how <= CCR_LONELY_AVERAGE; how++) {
		design.lonely = (enum ccr_lonely)how;
		ccr_design_estimate(&design, &(struct ccr_term){m, 1, true}, 1, &v);
		close_to(v, expected[how]);
	}
}

/* Of three replicates 10, 14, 15 of a sample with 12, each counting a half. */
static void
replicates(void **state)
{
	static const double scale[] = {.5, .5, .5}, y[] = {12, 10, 14, 15};
	struct ccr_design design = {
		.n_units = 4, .n_replicates = 3, .replicate_scale = scale, .replicate_df = 2};
	struct ccr_moments m[4] = {{0}};
	double v;

	(void)state;
	for (size_t i = 0; i < 4; i++)
		ccr_moments_add(&m[i], 1, 1, y[i]);
	close_to(ccr_design_estimate(&design, &(struct ccr_term){m, 1, true}, 1, &v), 12);
	close_to(v, .5 * (9 + 1 + 4));
	design.about_estimate = true;
	close_to(ccr_design_estimate(&design, &(struct ccr_term){m, 1, true}, 1, &v), 12);
	close_to(v, .5 * (4 + 4 + 9));
	/* A mean of nobody is left out of the squares and of their mean. */
	memset(&m[3], 0, sizeof m[3]);
	design.about_estimate = false;
	ccr_design_estimate(&design, &(struct ccr_term){m, 1, false}, 1, &v);
	close_to(v, .5 * (4 + 4));
	/* Nor does one count that has no part in the variance. */
	design.replicate_scale = (const double[]){.5, .5, 0};
	ccr_design_estimate(&design, &(struct ccr_term){m, 1, true}, 1, &v);
	close_to(v, .5 * (4 + 4));
	assert_int_equal(ccr_design_sum(&design, m).n, 1);
	assert_true(ccr_design_df(&design, m) == 2);
}

/* ---- ends ---- */

static void
bag_of(struct ccr_design *design, struct ccr_stage *stage, const size_t *n)
{
	static const uint32_t zero[] = {0};
	static const double none[] = {0};

	*stage = (struct ccr_stage){1, 1, zero, NULL, n, none};
	*design = (struct ccr_design){.n_units = 1, .stage = stage, .n_stages = 1};
}

/* Answers that are all the same have no variance at all, whatever their weights. */
static void
constant(void **state)
{
	static const size_t n = 50;
	struct ccr_stage stage;
	struct ccr_design design;
	struct ccr_moments m = {0}, alike[7];
	struct ccr_estimate e;
	double v;

	(void)state;
	bag_of(&design, &stage, &n);
	for (size_t i = 0; i < n; i++)
		ccr_moments_add(&m, .1 + (double)(i % 7) / 3, 1, .1);
	e = ccr_design_mean(&design, &m, &m);
	close_to(e.value, .1);
	assert_true(e.se < 1e-9);
	assert_true(isnan(e.deff) || e.deff < 1e-6);
	/* Nor have clusters that are all the same, to the last bit. */
	for (size_t i = 1; i < 100; i++) {
		static const uint32_t in[7];
		const size_t size = 3 + i % 5;
		stage = (struct ccr_stage){size, 1, in, NULL, &size, (const double[]){0}};
		design = (struct ccr_design){
			.n_units = size, .stage = &stage, .n_stages = 1, .clustered = true};
		memset(alike, 0, sizeof alike);
		for (size_t k = 0; k < size; k++)
			ccr_moments_add(&alike[k], .1 * (double)i, 1, .3);
		ccr_design_estimate(&design, &(struct ccr_term){alike, 1, true}, 1, &v);
		assert_true(v == 0);
	}
}

/* Shares of 0 and 1 have no error, and an interval by beta and Wilson alone. */
static void
all_or_none(void **state)
{
	static const size_t n = 20;
	struct ccr_stage stage;
	struct ccr_design design;

	(void)state;
	bag_of(&design, &stage, &n);
	for (int y = 0; y <= 1; y++) {
		struct ccr_moments m = {0};
		for (size_t i = 0; i < n; i++)
			ccr_moments_add(&m, i % 2 ? 1 : 3, 1, y);
		for (int ci = CCR_CI_BETA; ci <= CCR_CI_NCHS; ci++) {
			struct ccr_share s =
				ccr_design_share(&design, &m, &m, (enum ccr_share_ci)ci);
			bool beta = ci == CCR_CI_BETA || ci == CCR_CI_NCHS;
			/* Kish: 40^2 / (10 + 90); NCHS takes the sample as it is. */
			double end = ci == CCR_CI_NCHS ? 1 - pow(.025, 1.0 / 20)
				     : beta            ? 1 - pow(.025, 1.0 / 16)
						       : 0;
			assert_true(s.estimate == y && s.se == 0 && s.df == 19);
			close_to(s.n_eff, 16);
			close_to(s.deff, 20.0 / 16);
			assert_int_equal(s.ci_method, beta ? ci : CCR_CI_WILSON);
			assert_true(y == 0 ? s.ci.low == 0 : s.ci.high == 1);
			if (beta)
				assert_true(fabs((y ? 1 - s.ci.low : s.ci.high) - end) < 1e-9);
			else
				assert_true(s.ci.high - s.ci.low > .1 && s.ci.high - s.ci.low < .4);
		}
	}
}

/* Nobody, nobody with a weight, one alone: no number is made up. */
static void
nobody(void **state)
{
	static const size_t n = 3;
	struct ccr_stage stage;
	struct ccr_design design;
	struct ccr_moments none = {0}, light = {0}, one = {0};
	struct ccr_share s;
	struct ccr_estimate e;

	(void)state;
	bag_of(&design, &stage, &n);
	ccr_moments_add(&light, 0, 1, 1);
	ccr_moments_add(&one, 2, 1, 5);
	s = ccr_design_share(&design, &none, &none, CCR_CI_WILSON);
	assert_true(isnan(s.estimate) && isnan(s.se) && isnan(s.ci.low) && isnan(s.df));
	s = ccr_design_share(&design, &light, &light, CCR_CI_BETA);
	assert_true(isnan(s.estimate) && isnan(s.n_eff));
	e = ccr_design_mean(&design, &none, &none);
	assert_true(isnan(e.value) && isnan(e.se) && isnan(e.ci.high));
	e = ccr_design_total(&design, &light, &light);
	assert_true(isnan(e.value));
	e = ccr_design_mean(&design, &one, &one);
	assert_true(e.value == 5 && isnan(e.se) && isnan(e.ci.low) && isnan(e.deff));
	assert_true(e.df == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(added),
		cmocka_unit_test(scored),
		cmocka_unit_test(merged_in_any_cut),
		cmocka_unit_test(strata),
		cmocka_unit_test(terms),
		cmocka_unit_test(stages),
		cmocka_unit_test(lonely),
		cmocka_unit_test(replicates),
		cmocka_unit_test(constant),
		cmocka_unit_test(all_or_none),
		cmocka_unit_test(nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
