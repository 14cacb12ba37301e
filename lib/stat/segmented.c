/* segmented.c: see segmented.h. */
#include "stat/segmented.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stat/dist.h"
#include "stat/glm.h"
#include "stat/lm.h"

static const double two_pi = 6.283185307179586;

bool
ccr_its_is_log(enum ccr_its_method method)
{
	return method >= CCR_ITS_QUASI_POISSON;
}

size_t
ccr_its_columns(const struct ccr_series *s)
{
	return 2 + 2 * s->breaks + 2 * s->harmonics;
}

/* n rows of k columns; the caller frees. */
static double *
design(const struct ccr_series *s)
{
	size_t k = ccr_its_columns(s);
	double *x = ccr_alloc(s->n * k, sizeof *x);

	for (size_t i = 0; i < s->n; i++) {
		double *row = x + i * k, t = s->t[i];
		*row++ = 1;
		*row++ = t;
		for (size_t b = 0; b < s->breaks; b++) {
			*row++ = t >= s->from[b];
			*row++ = t >= s->from[b] ? t - s->from[b] + 1 : 0;
		}
		for (size_t h = 1; h <= s->harmonics; h++) {
			double angle = two_pi * (double)h * t / s->period;
			*row++ = sin(angle);
			*row++ = cos(angle);
		}
	}
	return x;
}

static bool
has_gaps(const struct ccr_series *s)
{
	return s->t[s->n - 1] - s->t[0] > (double)s->n - 1;
}

/* ---- residuals ---- */

static double
dot(const double *a, const double *b, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

static double
lag_one(const double *e, size_t n)
{
	return dot(e + 1, e, n - 1) / dot(e, e, n - 1);
}

static double
durbin_watson(const double *e, size_t n)
{
	double sum = 0;

	for (size_t i = 1; i < n; i++)
		sum += (e[i] - e[i - 1]) * (e[i] - e[i - 1]);
	return sum / dot(e, e, n);
}

/* c = a b, all k * k */
static void
multiply(double *c, const double *a, const double *b, size_t k)
{
	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j < k; j++) {
			double sum = 0;
			for (size_t m = 0; m < k; m++)
				sum += a[i * k + m] * b[m * k + j];
			c[i * k + j] = sum;
		}
}

static double
trace(const double *a, size_t k)
{
	double sum = 0;

	for (size_t i = 0; i < k; i++)
		sum += a[i * k + i];
	return sum;
}

/* The p of no positive autocorrelation, by the mean and the variance that the statistic has then.
 * J. Durbin & G. S. Watson, Biometrika 38 (1951) 159. */
static double
durbin_watson_p(double dw, const double *x, const struct ccr_lm *fit)
{
	size_t n = fit->n, k = fit->k;
	double *ax = ccr_alloc(n * k, sizeof *ax), *cross = ccr_alloc(k * k, sizeof *cross),
	       *square = ccr_alloc(k * k, sizeof *square), *m = ccr_alloc(k * k, sizeof *m),
	       *mm = ccr_alloc(k * k, sizeof *mm);
	double p, q, mean, variance, left = (double)(n - k), rows = (double)n;

	/* The second differences of the columns; at the ends the first ones. */
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < k; j++) {
			double here = x[i * k + j];
			ax[i * k + j] = (i > 0 ? here - x[(i - 1) * k + j] : 0) +
					(i + 1 < n ? here - x[(i + 1) * k + j] : 0);
		}
	for (size_t i = 0; i < n; i++)
		for (size_t a = 0; a < k; a++)
			for (size_t b = 0; b < k; b++) {
				cross[a * k + b] += x[i * k + a] * ax[i * k + b];
				square[a * k + b] += ax[i * k + a] * ax[i * k + b];
			}
	multiply(m, cross, fit->inverse, k);
	p = 2 * (rows - 1) - trace(m, k);
	multiply(mm, m, m, k);
	q = 2 * (3 * rows - 4) + trace(mm, k);
	multiply(mm, square, fit->inverse, k);
	q -= 2 * trace(mm, k);
	mean = p / left;
	variance = 2 * (q - p * mean) / (left * (left + 2));
	free(mm);
	free(m);
	free(square);
	free(cross);
	free(ax);
	if (!(variance > 0))
		return (double)NAN;
	p = ccr_normal_two_sided((dw - mean) / sqrt(variance)) / 2;
	return dw < mean ? p : 1 - p;
}

/* n R^2 of the residuals on the columns and the residuals before them.  T. S. Breusch, Australian
 * Economic Papers 17 (1978) 334; L. G. Godfrey, Econometrica 46 (1978) 1293. */
static double
breusch_godfrey(const double *x, const struct ccr_lm *fit)
{
	size_t n = fit->n, k = fit->k;
	double *z = ccr_alloc(n * (k + 1), sizeof *z), bg = (double)NAN;
	struct ccr_lm aux;

	for (size_t i = 0; i < n; i++) {
		memcpy(z + i * (k + 1), x + i * k, k * sizeof *z);
		z[i * (k + 1) + k] = i > 0 ? fit->residual[i - 1] : 0;
	}
	if (n > k + 1) {
		if (ccr_lm_fit(&aux, z, fit->residual, NULL, n, k + 1))
			bg = (double)n * (1 - aux.rss / fit->rss);
		ccr_lm_release(&aux);
	}
	free(z);
	return bg;
}

/* ---- linear methods ---- */

static void
set_covariance(struct ccr_its *its, const struct ccr_lm *fit, double factor)
{
	memcpy(its->coef, fit->coef, its->k * sizeof *its->coef);
	for (size_t i = 0; i < its->k * its->k; i++)
		its->covariance[i] = fit->inverse[i] * factor;
}

/* Rows less rho times the rows before; the first one is kept, scaled, where winsten. */
static size_t
transform(double *xs, double *ys, const double *x, const double *y, size_t n, size_t k, double rho,
	  bool winsten)
{
	double first = sqrt(1 - rho * rho);
	size_t at = 0;

	for (size_t i = winsten ? 0 : 1; i < n; i++, at++) {
		ys[at] = i ? y[i] - rho * y[i - 1] : first * y[i];
		for (size_t j = 0; j < k; j++)
			xs[at * k + j] =
				i ? x[i * k + j] - rho * x[(i - 1) * k + j] : first * x[i * k + j];
	}
	return at;
}

/* S. J. Prais & C. B. Winsten, Cowles Commission Discussion Paper 383 (1954); D. Cochrane & G. H.
 * Orcutt, JASA 44 (1949) 32; rho from the residuals, in turns with the coefficients. */
static enum ccr_its_end
autoregress(struct ccr_its *its, const double *x, const double *y, const struct ccr_lm *start,
	    bool winsten)
{
	enum { TURNS = 500 };
	size_t n = start->n, k = start->k, rows = 0;
	double *xs = ccr_alloc(n * k, sizeof *xs), *ys = ccr_alloc(n, sizeof *ys),
	       *e = ccr_alloc(n, sizeof *e), rho = 0, before = 0;
	enum ccr_its_end end = CCR_ITS_DIVERGED;

	memcpy(e, start->residual, n * sizeof *e);
	for (int turn = 0; turn < TURNS && end == CCR_ITS_DIVERGED; turn++) {
		struct ccr_lm fit;
		bool good;
		rho = lag_one(e, n);
		if (!(fabs(rho) < 1))
			break;
		rows = transform(xs, ys, x, y, n, k, rho, winsten);
		good = ccr_lm_fit(&fit, xs, ys, NULL, rows, k);
		for (size_t i = 0; good && i < n; i++)
			e[i] = y[i] - dot(x + i * k, fit.coef, k);
		if (good && fabs(rho - before) < 1e-12) {
			end = CCR_ITS_DONE;
			set_covariance(its, &fit, fit.rss / (double)(rows - k));
			its->dw_after = durbin_watson(fit.residual, rows);
		}
		before = rho;
		ccr_lm_release(&fit);
		if (!good)
			break;
	}
	its->rho = rho;
	its->df = (double)rows - (double)k;
	free(e);
	free(ys);
	free(xs);
	return end;
}

/* The bandwidth of W. K. Newey & K. D. West, Review of Economic Studies 61 (1994) 631, for
 * Bartlett's weights; score: n * k. */
static size_t
automatic_lag(const double *score, size_t n, size_t k)
{
	size_t most = (size_t)floor(4 * pow((double)n / 100, 2.0 / 9));
	double *h = ccr_alloc(n, sizeof *h), s0 = 0, s1 = 0, lag;

	/* All columns but the intercept count alike, as in sandwich. */
	for (size_t i = 0; i < n; i++)
		for (size_t j = 1; j < k; j++)
			h[i] += score[i * k + j];
	for (size_t l = 0; l <= most && l < n; l++) {
		double sigma = dot(h, h + l, n - l) / (double)n;
		s0 += l ? 2 * sigma : sigma;
		s1 += 2 * (double)l * sigma;
	}
	lag = 1.1447 * cbrt((s1 / s0) * (s1 / s0)) * cbrt((double)n);
	free(h);
	return isfinite(lag) ? (size_t)fmin(floor(lag), (double)n - 1) : 0;
}

/* W. K. Newey & K. D. West, Econometrica 55 (1987) 703. */
static void
newey_west(struct ccr_its *its, const double *x, const struct ccr_lm *fit, int lag, bool small)
{
	size_t n = fit->n, k = fit->k;
	double *score = ccr_alloc(n * k, sizeof *score), *meat = ccr_alloc(k * k, sizeof *meat),
	       *half = ccr_alloc(k * k, sizeof *half);

	for (size_t i = 0; i < n * k; i++)
		score[i] = x[i] * fit->residual[i / k];
	its->lag = lag < 0 ? automatic_lag(score, n, k) : (size_t)lag;
	for (size_t l = 0; l <= its->lag && l < n; l++) {
		double w = 1 - (double)l / ((double)its->lag + 1);
		for (size_t i = l; i < n; i++)
			for (size_t a = 0; a < k; a++)
				for (size_t b = 0; b < k; b++) {
					double now = score[i * k + a] * score[(i - l) * k + b];
					meat[a * k + b] += w * now;
					meat[b * k + a] += l ? w * now : 0;
				}
	}
	set_covariance(its, fit, 1);
	multiply(half, fit->inverse, meat, k);
	multiply(its->covariance, half, fit->inverse, k);
	for (size_t i = 0; small && i < k * k; i++)
		its->covariance[i] *= (double)n / (double)(n - k);
	free(half);
	free(meat);
	free(score);
}

static enum ccr_its_end
fit_linear(struct ccr_its *its, enum ccr_its_method method, const double *x, const double *y,
	   size_t n, int lag, bool small, bool gaps)
{
	enum ccr_its_end end = CCR_ITS_DONE;
	struct ccr_lm fit;

	if (!ccr_lm_fit(&fit, x, y, NULL, n, its->k)) {
		end = CCR_ITS_COLLINEAR;
	} else if (fit.rss <= 1e-20 * dot(y, y, n)) {
		end = CCR_ITS_EXACT;
	} else {
		its->df = (double)(n - its->k);
		if (!gaps) {
			its->rho = lag_one(fit.residual, n);
			its->dw = durbin_watson(fit.residual, n);
			its->dw_p = durbin_watson_p(its->dw, x, &fit);
			its->bg = breusch_godfrey(x, &fit);
			its->bg_p = ccr_chisq_above(its->bg, 1);
		}
		if (method == CCR_ITS_OLS)
			set_covariance(its, &fit, fit.rss / its->df);
		else if (method == CCR_ITS_NEWEY_WEST)
			newey_west(its, x, &fit, lag, small);
		else
			end = autoregress(its, x, y, &fit, method == CCR_ITS_PRAIS_WINSTEN);
	}
	ccr_lm_release(&fit);
	return end;
}

/* ---- log-linear methods ---- */

static enum ccr_its_end
fit_log(struct ccr_its *its, enum ccr_its_method method, const double *x,
	const struct ccr_series *s, bool gaps)
{
	static const enum ccr_its_end ends[] = {CCR_ITS_DONE, CCR_ITS_COLLINEAR, CCR_ITS_DIVERGED,
						CCR_ITS_NO_SPREAD};
	struct ccr_glm fit;
	enum ccr_glm_end end = ccr_glm_fit(
		&fit, method == CCR_ITS_NEGATIVE_BINOMIAL ? CCR_NEGATIVE_BINOMIAL : CCR_POISSON, x,
		s->y, s->exposure, s->n, its->k);

	if (end == CCR_GLM_DONE) {
		bool quasi = method == CCR_ITS_QUASI_POISSON;
		its->dispersion = fit.dispersion;
		its->theta = fit.theta;
		its->theta_se = fit.theta_se;
		its->loglik = quasi ? (double)NAN : fit.loglik;
		its->df = quasi ? (double)(s->n - its->k) : (double)INFINITY;
		memcpy(its->coef, fit.coef, its->k * sizeof *its->coef);
		for (size_t i = 0; i < its->k * its->k; i++)
			its->covariance[i] = fit.covariance[i] * (quasi ? fit.dispersion : 1);
		if (!gaps) {
			its->rho = lag_one(fit.residual, s->n);
			its->dw = durbin_watson(fit.residual, s->n);
		}
	}
	ccr_glm_release(&fit);
	return ends[end];
}

enum ccr_its_end
ccr_its_fit(struct ccr_its *its, enum ccr_its_method method, const struct ccr_series *s, int lag,
	    bool small_sample)
{
	const double none = (double)NAN;
	size_t k = ccr_its_columns(s);
	bool gaps;
	double *x, *y;
	enum ccr_its_end end;

	*its = (struct ccr_its){.k = k,
				.df = none,
				.rho = none,
				.dw = none,
				.dw_p = none,
				.dw_after = none,
				.bg = none,
				.bg_p = none,
				.dispersion = none,
				.theta = none,
				.theta_se = none,
				.loglik = none};
	/* Cochrane and Orcutt lose a period. */
	if (s->n < k + 2)
		return CCR_ITS_SHORT;
	gaps = has_gaps(s);
	if (gaps && method <= CCR_ITS_NEWEY_WEST)
		return CCR_ITS_GAPS;
	its->coef = ccr_alloc(k, sizeof *its->coef);
	its->covariance = ccr_alloc(k * k, sizeof *its->covariance);
	x = design(s);
	y = ccr_alloc(s->n, sizeof *y);
	for (size_t i = 0; i < s->n; i++)
		y[i] = s->exposure ? s->y[i] / s->exposure[i] : s->y[i];
	end = ccr_its_is_log(method) ? fit_log(its, method, x, s, gaps)
				     : fit_linear(its, method, x, y, s->n, lag, small_sample, gaps);
	free(y);
	free(x);
	return end;
}

void
ccr_its_release(struct ccr_its *its)
{
	free(its->coef);
	free(its->covariance);
	its->coef = its->covariance = NULL;
}
