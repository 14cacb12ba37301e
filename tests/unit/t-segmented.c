/* t-segmented.c: segmented regression on a short series against R, and what has no answer. */
#include "unit.h"

#include "stat/segmented.h"

enum { N = 24 };
static const double y[N] = {3, 5, 2, 6, 4, 7, 3, 5, 9, 8, 6, 7, 5, 6, 4, 3, 2, 4, 3, 5, 2, 1, 3, 2};
static const double from[] = {13};
static double t[N], e[N];

static struct ccr_series
series(void)
{
	for (int i = 0; i < N; i++) {
		t[i] = i + 1;
		e[i] = 100 + i;
	}
	return (struct ccr_series){.n = N, .t = t, .y = y, .from = from, .breaks = 1};
}

static void
close_to(double seen, double expected, double tolerance)
{
	if (!(fabs(seen - expected) <= tolerance * fabs(expected) + 1e-12))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

/* lm(y ~ t + l + s), dwtest(exact = FALSE) */
static void
ols(void **state)
{
	const double coef[] = {2.93939393939393545, 0.38111888111888143, -2.40675990675990814,
			       -0.65384615384615408};
	struct ccr_series s = series();
	struct ccr_its its;

	(void)state;
	assert_int_equal(ccr_its_fit(&its, CCR_ITS_OLS, &s, CCR_ITS_LAG_AUTO, false), CCR_ITS_DONE);
	assert_int_equal(its.k, 4);
	for (size_t i = 0; i < its.k; i++)
		close_to(its.coef[i], coef[i], 1e-12);
	close_to(its.dw, 2.5623044519174116, 1e-12);
	close_to(its.dw_p, 0.78641668527960451, 1e-12);
	ccr_its_release(&its);
}

/* glm(y ~ t + l + s + offset(log(e)), poisson); the errors with quasi-Poisson's dispersion */
static void
poisson(void **state)
{
	const double coef[] = {-3.400208890913117177, 0.061763645324127009, -0.347705520292015180,
			       -0.153483579678046184};
	const double se[] = {0.295831856587053244, 0.036598103351570939, 0.369863412903912392,
			     0.059534981804809407};
	const double dispersion = 0.51419727503960411;
	struct ccr_series s = series();
	struct ccr_its its;

	(void)state;
	s.exposure = e;
	for (int quasi = 0; quasi < 2; quasi++) {
		assert_int_equal(ccr_its_fit(&its, quasi ? CCR_ITS_QUASI_POISSON : CCR_ITS_POISSON,
					     &s, 0, false),
				 CCR_ITS_DONE);
		close_to(its.dispersion, dispersion, 1e-9);
		for (size_t i = 0; i < its.k; i++) {
			close_to(its.coef[i], coef[i], 1e-9);
			close_to(sqrt(its.covariance[i * its.k + i]),
				 se[i] * (quasi ? sqrt(dispersion) : 1), 1e-9);
		}
		assert_true(isinf(its.df) == !quasi);
		ccr_its_release(&its);
	}
	/* These counts vary less than Poisson counts: there is no theta. */
	assert_int_equal(ccr_its_fit(&its, CCR_ITS_NEGATIVE_BINOMIAL, &s, 0, false),
			 CCR_ITS_NO_SPREAD);
	ccr_its_release(&its);
}

/* MASS::glm.nb(y ~ t + l + s) */
static void
negative_binomial(void **state)
{
	const double spread[N] = {3, 15, 2,  6, 24, 7, 3,  5, 19, 8, 6, 27,
				  5, 6,  14, 3, 2,  4, 13, 5, 2,  1, 3, 12};
	const double coef[] = {1.8363550203309622, 0.0728701164174978, -0.8479561446098142,
			       -0.0883785852957621};
	const double se[] = {0.4485071977990046, 0.0597438364587446, 0.5999199961819456,
			     0.0872636086938073};
	struct ccr_series s = series();
	struct ccr_its its;

	(void)state;
	s.y = spread;
	assert_int_equal(ccr_its_fit(&its, CCR_ITS_NEGATIVE_BINOMIAL, &s, 0, false), CCR_ITS_DONE);
	for (size_t i = 0; i < its.k; i++) {
		close_to(its.coef[i], coef[i], 1e-6);
		close_to(sqrt(its.covariance[i * its.k + i]), se[i], 1e-6);
	}
	close_to(its.theta, 2.46000618059155, 1e-6);
	/* R takes the error one step, up to 1e-4 of theta, before the end. */
	close_to(its.theta_se, 0.91089031073200, 1e-5);
	close_to(its.loglik, -71.45787243879339, 1e-9);
	ccr_its_release(&its);
}

/* What has no answer, and why. */
static void
limits(void **state)
{
	double line[N], none[N], gap[N];
	struct ccr_series s = series(), other;
	struct ccr_its its;

	(void)state;
	for (int i = 0; i < N; i++) {
		line[i] = 3 + 2 * t[i] - 4 * (t[i] >= 13);
		none[i] = i < 12 ? y[i] : 0;
		gap[i] = t[i] + (i > 6);
	}
	other = s;
	other.y = line;
	assert_int_equal(ccr_its_fit(&its, CCR_ITS_OLS, &other, 0, false), CCR_ITS_EXACT);
	ccr_its_release(&its);
	other.y = none;
	assert_int_equal(ccr_its_fit(&its, CCR_ITS_POISSON, &other, 0, false), CCR_ITS_DIVERGED);
	ccr_its_release(&its);
	other = s;
	other.t = gap;
	assert_int_equal(ccr_its_fit(&its, CCR_ITS_PRAIS_WINSTEN, &other, 0, false), CCR_ITS_GAPS);
	ccr_its_release(&its);
	assert_int_equal(ccr_its_fit(&its, CCR_ITS_OLS, &other, 0, false), CCR_ITS_DONE);
	assert_true(isnan(its.rho) && isnan(its.dw));
	ccr_its_release(&its);
	other = s;
	other.n = 5;
	assert_int_equal(ccr_its_fit(&its, CCR_ITS_OLS, &other, 0, false), CCR_ITS_SHORT);
	ccr_its_release(&its);
	other = s;
	other.n = 13; /* one period after the break: level and slope are the same */
	assert_int_equal(ccr_its_fit(&its, CCR_ITS_OLS, &other, 0, false), CCR_ITS_COLLINEAR);
	ccr_its_release(&its);
	other = s;
	other.n = 12; /* no period after the break: its columns are 0 */
	assert_int_equal(ccr_its_fit(&its, CCR_ITS_OLS, &other, 0, false), CCR_ITS_COLLINEAR);
	ccr_its_release(&its);
}

/* The correction for small samples, and the automatic lag. */
static void
newey_west(void **state)
{
	const double counts[N] = {5, 10, 7,  7,  9, 9, 5,  6, 8, 9, 8, 8,
				  8, 8,  11, 11, 5, 9, 12, 6, 6, 3, 5, 4};
	struct ccr_series s = series();
	struct ccr_its its, small;

	(void)state;
	assert_int_equal(ccr_its_fit(&its, CCR_ITS_NEWEY_WEST, &s, 0, false), CCR_ITS_DONE);
	assert_int_equal(ccr_its_fit(&small, CCR_ITS_NEWEY_WEST, &s, 0, true), CCR_ITS_DONE);
	for (size_t i = 0; i < its.k * its.k; i++)
		close_to(small.covariance[i], its.covariance[i] * N / (N - 4.0), 1e-12);
	assert_int_equal(its.lag, 0);
	ccr_its_release(&its);
	ccr_its_release(&small);
	/* floor(bwNeweyWest(lm(counts ~ t + l + s), prewhite = FALSE)); 8 with the intercept */
	s.y = counts;
	assert_int_equal(ccr_its_fit(&its, CCR_ITS_NEWEY_WEST, &s, CCR_ITS_LAG_AUTO, false),
			 CCR_ITS_DONE);
	assert_int_equal(its.lag, 7);
	ccr_its_release(&its);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ols),
		cmocka_unit_test(poisson),
		cmocka_unit_test(negative_binomial),
		cmocka_unit_test(limits),
		cmocka_unit_test(newey_west),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
