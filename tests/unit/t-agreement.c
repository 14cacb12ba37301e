/* t-agreement.c: kappas and alphas against published tables and other programs. */
#include "unit.h"

#include "stat/agreement.h"

static void
close_within(double seen, double expected, double tolerance)
{
	if (!(fabs(seen - expected) <= tolerance))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

static void
close_to(double seen, double expected)
{
	close_within(seen, expected, 1e-12 * fmax(1, fabs(expected)));
}

/* The units of a 3 x 3 table of two coders; the number of category c is c + 1. */
static struct ccr_agreement
of_table(const double (*table)[3])
{
	struct ccr_agreement a;

	ccr_agreement_init(&a, 2, true);
	for (uint32_t i = 0; i < 3; i++)
		for (uint32_t k = 0; k < 3; k++)
			ccr_agreement_add(&a, (uint32_t[]){i, k}, (double[]){i + 1.0, k + 1.0},
					  table[i][k]);
	return a;
}

/* The example in the help of cohen.kappa of R psych, 200 units; errors by svykappa of R survey
 * (times sqrt(199 / 200): it divides by n - 1) and by the formula as SAS writes it. */
static void
cohen(void **state)
{
	static const double table[][3] = {{88, 14, 18}, {10, 40, 10}, {2, 6, 12}};
	struct ccr_agreement a = of_table(table);
	struct ccr_kappa k = ccr_cohen_kappa(&a, false);

	(void)state;
	close_to(k.units, 200);
	close_to(k.estimate, 0.49152542372881347);
	close_to(k.se, 0.0510018155760776);
	k = ccr_cohen_kappa(&a, true);
	close_to(k.estimate, 0.45454545454545431);
	close_to(k.se, 0.0664536815910782);
	close_to(ccr_agreement_share(&a).estimate, 0.7);
	close_to(ccr_agreement_share(&a).se, sqrt(.7 * .3 / 200));
	ccr_agreement_release(&a);
}

/* As SAS PROC FREQ prints it: 0.4842, ASE 0.1380; it is the example of statsmodels too. */
static void
cohen_of_sas(void **state)
{
	static const double table[][3] = {{0, 4, 1}, {0, 8, 0}, {0, 1, 5}};
	struct ccr_agreement a = of_table(table);
	struct ccr_kappa k = ccr_cohen_kappa(&a, false);

	(void)state;
	close_within(k.estimate, 0.4842, 5e-5);
	close_within(k.se, 0.1380, 5e-5);
	ccr_agreement_release(&a);
}

/* The error is that of the delta method: the derivatives of kappa by the counts, numerically. */
static void
errors_by_the_delta_method(void **state)
{
	uint64_t seed = 3;

	(void)state;
	for (int round = 0; round < 40; round++) {
		bool weighted = round % 2;
		double table[3][3], slope[3][3], n = 0, mean = 0, variance = 0;
		struct ccr_agreement a;
		struct ccr_kappa kappa;
		for (int i = 0; i < 9; i++)
			n += table[i / 3][i % 3] = (double)(random_bits(&seed) % 30 + 1);
		for (int i = 0; i < 9; i++) {
			double up, keep = table[i / 3][i % 3], h = 1e-3;
			table[i / 3][i % 3] = keep + h;
			a = of_table((const double(*)[3])table);
			up = ccr_cohen_kappa(&a, weighted).estimate;
			ccr_agreement_release(&a);
			table[i / 3][i % 3] = keep - h;
			a = of_table((const double(*)[3])table);
			slope[i / 3][i % 3] =
				(up - ccr_cohen_kappa(&a, weighted).estimate) / (2 * h);
			ccr_agreement_release(&a);
			table[i / 3][i % 3] = keep;
		}
		for (int i = 0; i < 9; i++)
			mean += table[i / 3][i % 3] / n * slope[i / 3][i % 3];
		for (int i = 0; i < 9; i++)
			variance += table[i / 3][i % 3] * (slope[i / 3][i % 3] - mean) *
				    (slope[i / 3][i % 3] - mean);
		a = of_table((const double(*)[3])table);
		kappa = ccr_cohen_kappa(&a, weighted);
		close_within(kappa.se, sqrt(variance), 1e-6);
		ccr_agreement_release(&a);
	}
}

/* Ten units, 14 coders, 5 categories: the table of the article in Wikipedia. */
static void
fleiss(void **state)
{
	static const uint32_t times[10][5] = {{0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6},
					      {0, 3, 9, 2, 0},  {2, 2, 8, 1, 1}, {7, 7, 0, 0, 0},
					      {3, 2, 6, 3, 0},  {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0},
					      {0, 2, 2, 3, 7}};
	struct ccr_agreement a;

	(void)state;
	ccr_agreement_init(&a, 14, false);
	for (size_t unit = 0; unit < 10; unit++) {
		uint32_t rating[14], at = 0;
		for (uint32_t c = 0; c < 5; c++)
			for (uint32_t k = 0; k < times[unit][c]; k++)
				rating[at++] = c;
		assert_int_equal(at, 14);
		ccr_agreement_add(&a, rating, NULL, 1);
	}
	close_to(ccr_agreement_share(&a).estimate, 0.37802197802197801);
	assert_true(isnan(ccr_agreement_share(&a).se));
	close_to(ccr_fleiss_kappa(&a).estimate, 0.20993070442195522);
	close_to(ccr_fleiss_kappa(&a).units, 10);
	ccr_agreement_release(&a);
}

/* Thirty patients, six psychiatrists (Fleiss 1971); kappam.fleiss of R irr gives 0.4302445. */
static void
fleiss_1971(void **state)
{
	static const char *const unit[] = {
		"444444", "222555", "233335", "555555", "222444", "113333", "333355", "113334",
		"114444", "555555", "144444", "124444", "222333", "144444", "224445", "333335",
		"111455", "111112", "224444", "133555", "555555", "244444", "224555", "114444",
		"144445", "222224", "111155", "224444", "133333", "555555"};
	struct ccr_agreement a;

	(void)state;
	ccr_agreement_init(&a, 6, false);
	for (size_t i = 0; i < CCR_LEN(unit); i++) {
		uint32_t rating[6];
		for (size_t k = 0; k < 6; k++)
			rating[k] = (uint32_t)(unit[i][k] - '1');
		ccr_agreement_add(&a, rating, NULL, 1);
	}
	close_within(ccr_fleiss_kappa(&a).estimate, 0.4302445, 5e-8);
	ccr_agreement_release(&a);
}

/* Three coders, 15 units, ratings missing: Wikipedia's example, nominal .691, interval .811. */
static void
krippendorff(void **state)
{
	static const char *const unit[] = {".1.", "...", "2.2", "1.1", "3.3", "334", "444", "13.",
					   "2.2", "1.1", "1.1", "3.3", "3.3", "...", "3.4"};
	static const double expected[] = {0.69135802469135799, 0.81084489281210592};

	(void)state;
	for (int interval = 0; interval < 2; interval++) {
		struct ccr_agreement a;
		ccr_agreement_init(&a, 3, interval);
		for (size_t i = 0; i < CCR_LEN(unit); i++) {
			uint32_t rating[3];
			double number[3];
			for (size_t k = 0; k < 3; k++) {
				rating[k] = unit[i][k] == '.' ? CCR_NO_RATING
							      : (uint32_t)(unit[i][k] - '1');
				number[k] = 1e6 + unit[i][k];
			}
			ccr_agreement_add(&a, rating, interval ? number : NULL, 1);
		}
		close_to(ccr_krippendorff_alpha(&a).estimate, expected[interval]);
		close_to(ccr_krippendorff_alpha(&a).units, 12);
		close_to(a.ratings, 26);
		close_to(ccr_fleiss_kappa(&a).units, 2);
		ccr_agreement_release(&a);
	}
}

static void
what_does_not_exist(void **state)
{
	struct ccr_agreement a;
	struct ccr_kappa k;

	(void)state;
	ccr_agreement_init(&a, 2, false);
	assert_true(isnan(ccr_agreement_share(&a).estimate));
	assert_true(isnan(ccr_cohen_kappa(&a, false).estimate));
	assert_true(isnan(ccr_fleiss_kappa(&a).estimate));
	assert_true(isnan(ccr_krippendorff_alpha(&a).estimate));
	ccr_agreement_add(&a, (uint32_t[]){0, CCR_NO_RATING}, NULL, 5);
	assert_true(ccr_krippendorff_alpha(&a).units == 0);
	ccr_agreement_add(&a, (uint32_t[]){7, 7}, NULL, 5);
	assert_true(ccr_agreement_share(&a).estimate == 1);
	assert_true(isnan(ccr_cohen_kappa(&a, false).estimate));
	assert_true(isnan(ccr_fleiss_kappa(&a).estimate));
	assert_true(isnan(ccr_krippendorff_alpha(&a).estimate));
	ccr_agreement_add(&a, (uint32_t[]){1, 1}, NULL, 5);
	k = ccr_cohen_kappa(&a, false);
	assert_true(k.estimate == 1 && k.se == 0);
	assert_true(ccr_krippendorff_alpha(&a).estimate == 1);
	ccr_agreement_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cohen),
		cmocka_unit_test(cohen_of_sas),
		cmocka_unit_test(errors_by_the_delta_method),
		cmocka_unit_test(fleiss),
		cmocka_unit_test(fleiss_1971),
		cmocka_unit_test(krippendorff),
		cmocka_unit_test(what_does_not_exist),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
