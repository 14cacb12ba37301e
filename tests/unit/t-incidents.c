/* t-incidents.c: exact intervals, concentration, agreement of rankings, pairs, repeats, months. */
#include "unit.h"

#include "data/dict.h"
#include "data/pairs.h"
#include "incidents/coverage.h"
#include "incidents/repeats.h"
#include "stat/concentration.h"
#include "stat/poisson.h"
#include "stat/rank.h"

static void
close_to(double seen, double expected)
{
	if (!(fabs(seen - expected) <= 1e-11 * fmax(1, fabs(expected))))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

/* poisson.test(n)$conf.int of R 4.2, to 15 digits. */
static void
poisson_as_r(void **state)
{
	static const double known[][3] = {
		{0, 0, 3.68887945411394},
		{1, 0.0253178079842899, 5.5716433909389},
		{5, 1.62348639011842, 11.6683320793227},
		{31, 21.0629959791419, 44.0020255032488},
		{380, 342.749058603236, 420.195139543063},
		{499999, 498614.0449575498, 501386.850733963},
		{500001, 498616.0421857417, 501388.8535057684},
		{3e+06, 2996606.190049971, 3003396.704821656},
		{1e7, 9993802.99688427, 10006199.8977315},
	};
	struct ccr_interval ci;

	(void)state;
	for (size_t i = 0; i < CCR_LEN(known); i++) {
		ci = ccr_poisson_interval(known[i][0], 0.95);
		close_to(ci.low, known[i][1]);
		close_to(ci.high, known[i][2]);
	}
	/* poisson.test(31, conf.level = 0.9) */
	ci = ccr_poisson_interval(31, 0.9);
	close_to(ci.low, 22.4445117821251);
	close_to(ci.high, 41.8376303713605);
}

/* poisson.test(c(n, base), c(exposure, base_exposure))$conf.int of R 4.2. */
static void
ratio_as_r(void **state)
{
	static const double known[][6] = {
		{12, 8, 1, 1, 0.563825800047235, 4.23039741818353},
		{0, 7, 1, 1, 0, 0.693813980096453},
		{380, 377, 120, 121, 0.879065029713745, 1.17511670419904},
		{31, 5, 2.5, 1.5, 1.43407104177188, 12.2541146288783},
	};
	struct ccr_interval ci;
	double p;

	(void)state;
	for (size_t i = 0; i < CCR_LEN(known); i++) {
		const double *k = known[i];
		ci = ccr_rate_ratio_interval(k[0], k[2], k[1], k[3], 0.95);
		close_to(ci.low, k[4]);
		close_to(ci.high, k[5]);
	}
	ci = ccr_rate_ratio_interval(5, 1, 0, 1, 0.95);
	close_to(ci.low, 0.91635585731546);
	assert_true(isinf(ci.high));
	ci = ccr_rate_ratio_interval(0, 1, 0, 1, 0.95);
	assert_true(ci.low == 0 && isinf(ci.high));
	/* binom.test(12, 20)$conf.int: the share that the ratio comes from */
	ci = ccr_rate_ratio_interval(12, 1, 8, 1, 0.95);
	p = ci.low / (1 + ci.low);
	close_to(p, 0.36054258730749);
	close_to(ci.high / (1 + ci.high), 0.808809939274693);
}

/* 2 sum(i x_i) / (n sum(x)) - (n + 1) / n by R: x = 1, 1, 1, 2, 2, 7. */
static void
gini(void **state)
{
	static const struct ccr_tally some[] = {{1, 3}, {2, 2}, {7, 1}}, even[] = {{4, 9}},
				      one[] = {{0, 3}, {5, 1}}, none[] = {{0, 4}},
				      single[] = {{3, 1}};

	(void)state;
	close_to(ccr_gini(some, 3), 0.404761904761905);
	close_to(ccr_gini_corrected(some, 3), 0.404761904761905 * 6 / 5);
	close_to(ccr_gini(even, 1), 0);
	close_to(ccr_gini(one, 2), 0.75);
	close_to(ccr_gini_corrected(one, 2), 1);
	assert_true(isnan(ccr_gini(none, 1)));
	assert_true(isnan(ccr_gini_corrected(single, 1)));
	close_to(ccr_top_share(some, 3, 1.0 / 6), 0.5);
	close_to(ccr_top_share(some, 3, 0.25), 8.0 / 14); /* half of the second unit */
	close_to(ccr_top_share(some, 3, 1), 1);
	assert_true(isnan(ccr_top_share(none, 1, 0.5)));
}

/* cor(x, y, method = ...) of R 4.2; kendall is tau-b. */
static void
ranks_as_r(void **state)
{
	static const double x[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3},
			    y[] = {2, 7, 1, 8, 2, 8, 1, 8, 2, 8};
	static const double same[10];
	double rank[10];

	(void)state;
	close_to(ccr_spearman(x, y, 10), 0.134715062810913);
	close_to(ccr_kendall(x, y, 10), 0.130410132739325);
	close_to(ccr_spearman(x, x, 10), 1);
	close_to(ccr_kendall(x, x, 10), 1);
	assert_true(isnan(ccr_spearman(x, same, 10)) && isnan(ccr_kendall(same, x, 10)));
	assert_true(isnan(ccr_kendall(x, y, 1)) && isnan(ccr_rank_ws(x, y, 1)));
	ccr_ranks(x, 10, true, rank);
	close_to(rank[5], 1);
	close_to(rank[4], 3.5);
	close_to(rank[1], 9.5);
	ccr_ranks(x, 10, false, rank);
	close_to(rank[1], 1.5);
}

/* The two changes of six ranks: at the top and at the bottom (pymcdm.correlations). */
static void
ranks_at_the_top(void **state)
{
	static const double x[] = {1, 2, 3, 4, 5, 6}, top[] = {2, 1, 3, 4, 5, 6},
			    bottom[] = {1, 2, 3, 4, 6, 5};

	(void)state;
	close_to(ccr_spearman(x, top, 6), 0.942857142857143);
	close_to(ccr_kendall(x, bottom, 6), 0.8666666666666666);
	close_to(ccr_rank_ws(x, top, 6), 0.8375);
	close_to(ccr_rank_ws(x, bottom, 6), 0.9890625);
	close_to(ccr_rank_weighted(x, top, 6), 0.9102040816326531);
	close_to(ccr_rank_weighted(x, bottom, 6), 0.9755102040816327);
}

static void
many_pairs(void **state)
{
	struct ccr_pairs pairs = {0};

	(void)state;
	assert_int_equal(ccr_pairs_find(&pairs, 1, 2), CCR_NO_CODE);
	for (uint32_t i = 0; i < 5000; i++)
		assert_int_equal(ccr_pairs_add(&pairs, i % 71, i), i);
	for (uint32_t i = 0; i < 5000; i++)
		assert_int_equal(ccr_pairs_add(&pairs, i % 71, i), i);
	assert_int_equal(pairs.n, 5000);
	assert_int_equal(ccr_pairs_find(&pairs, 1, 1), 1);
	assert_int_equal(ccr_pairs_find(&pairs, 2, 1), CCR_NO_CODE);
	ccr_pairs_release(&pairs);
}

/* Texts of every length, some of which begin alike, keep their codes. */
static void
many_texts(void **state)
{
	struct ccr_dict dict = {0};
	char text[64];

	(void)state;
	for (int again = 0; again < 2; again++)
		for (uint32_t i = 0; i < 3000; i++) {
			size_t n = (size_t)snprintf(text, sizeof text, "%.*s%u", (int)(i % 40),
						    "the same beginning of forty letters here",
						    (unsigned)i);
			assert_int_equal(ccr_dict_add(&dict, text, n), i);
			assert_int_equal(ccr_dict_find(&dict, text, n), i);
			assert_string_equal(dict.text[i], text);
		}
	assert_int_equal(ccr_dict_add(&dict, "", 0), 3000);
	assert_int_equal(ccr_dict_find(&dict, "a\0", 2), CCR_NO_CODE);
	assert_int_equal(ccr_dict_add(&dict, "a", 1), 3001);
	assert_int_equal(ccr_dict_add(&dict, "a\0", 2), 3002); /* other than "a" */
	ccr_dict_release(&dict);
}

static ccr_date
day(int year, int month, int at)
{
	return ccr_date_from_civil(year, month, at);
}

/* A year is up to the same day, whether it has 365 or 366 days. */
static void
within_a_year(void **state)
{
	(void)state;
	assert_true(incidents_within(day(2023, 1, 10), day(2024, 1, 10), 12));  /* 365 days */
	assert_false(incidents_within(day(2023, 1, 10), day(2024, 1, 11), 12)); /* 366 */
	assert_true(incidents_within(day(2024, 1, 10), day(2025, 1, 10), 12));  /* 366 */
	assert_false(incidents_within(day(2024, 1, 10), day(2025, 1, 11), 12)); /* 367 */
	assert_true(incidents_within(day(2024, 2, 29), day(2025, 2, 28), 12));
	assert_false(incidents_within(day(2024, 2, 29), day(2025, 3, 1), 12));
	assert_true(incidents_within(day(2023, 2, 28), day(2024, 2, 28), 12));
	assert_false(incidents_within(day(2023, 2, 28), day(2024, 2, 29), 12));
	assert_true(incidents_within(day(2024, 1, 31), day(2024, 2, 29), 1));
	assert_true(incidents_within(day(9999, 5, 1), day(9999, 12, 31), 12));
	assert_int_equal(ccr_date_add_months(day(9999, 5, 1), 12), CCR_DATE_NONE);
	assert_int_equal(ccr_date_add_months(day(1, 5, 1), -12), CCR_DATE_NONE);
	assert_int_equal(ccr_date_add_months(day(2024, 3, 31), -1), day(2024, 2, 29));
	assert_true(ccr_date_ends_month(day(2023, 2, 28)));
	assert_false(ccr_date_ends_month(day(2024, 2, 28)));
}

static size_t found_n, found_of[8];

static void
found(void *to, const uint32_t *cell)
{
	(void)to;
	found_n++;
	found_of[cell[0]]++;
}

static size_t
repeats_of(const int *year, const uint32_t *cell, size_t n, bool keep, size_t *disordered)
{
	struct repeats r = {.months = 12, .n_cells = 1, .keep = keep};

	found_n = 0;
	memset(found_of, 0, sizeof found_of);
	for (size_t i = 0; i < n; i++)
		repeats_add(&r, 0, day(year[i] / 100, year[i] % 100, 1), &cell[i], found, NULL);
	repeats_end(&r, found, NULL);
	*disordered = r.disordered;
	repeats_release(&r);
	return found_n;
}

/* The window begins anew with each incident; old or new first, the same are repeats. */
static void
repeats_in_any_order(void **state)
{
	static const int up[] = {202001, 202010, 202108, 202301},
			 down[] = {202301, 202108, 202010, 202001},
			 mixed[] = {202108, 202001, 202301, 202010};
	static const uint32_t cell[] = {1, 2, 3, 4}, back[] = {4, 3, 2, 1}, mix[] = {3, 1, 4, 2};
	size_t disordered;

	(void)state;
	assert_int_equal(repeats_of(up, cell, 4, false, &disordered), 2);
	assert_int_equal(disordered, 0);
	assert_true(found_of[2] == 1 && found_of[3] == 1);
	assert_int_equal(repeats_of(down, back, 4, false, &disordered), 2);
	assert_int_equal(disordered, 0);
	assert_true(found_of[2] == 1 && found_of[3] == 1);
	repeats_of(mixed, mix, 4, false, &disordered);
	assert_int_equal(disordered, 1);
	assert_int_equal(repeats_of(mixed, mix, 4, true, &disordered), 2);
	assert_int_equal(disordered, 0);
	assert_true(found_of[2] == 1 && found_of[3] == 1);
}

static void
months_without(void **state)
{
	struct coverage c = {0};

	(void)state;
	coverage_add(&c, 1, day(2025, 11, 30));
	coverage_add(&c, 1, day(2025, 11, 29));
	coverage_add(&c, 1, CCR_DATE_NONE);
	coverage_add(&c, 1, day(2026, 3, 31));
	coverage_add(&c, 1, day(2026, 1, 1));
	assert_int_equal(c.group[1].rows, 5);
	assert_int_equal(c.group[1].dated, 4);
	assert_int_equal(c.group[1].first, day(2025, 11, 29));
	assert_int_equal(coverage_gaps(&c, 1), 2);
	assert_int_equal(coverage_next_gap(&c, 1, coverage_month(day(2025, 11, 1))),
			 coverage_month(day(2025, 12, 1)));
	assert_int_equal(coverage_gaps(&c, 0), 0);
	coverage_release(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(poisson_as_r),
		cmocka_unit_test(ratio_as_r),
		cmocka_unit_test(gini),
		cmocka_unit_test(ranks_as_r),
		cmocka_unit_test(ranks_at_the_top),
		cmocka_unit_test(many_pairs),
		cmocka_unit_test(many_texts),
		cmocka_unit_test(within_a_year),
		cmocka_unit_test(repeats_in_any_order),
		cmocka_unit_test(months_without),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
