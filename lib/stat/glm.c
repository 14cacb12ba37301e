/* glm.c: see glm.h.  P. McCullagh & J. A. Nelder, Generalized Linear Models (1989); theta by
 * Newton's method in turns with the coefficients, as W. N. Venables & B. D. Ripley, Modern Applied
 * Statistics with S (2002), section 7.4. */
#include "stat/glm.h"

#include <gsl/gsl_sf_psi.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stat/lm.h"

enum { STEPS = 100, TURNS = 500 };
static const double enough = 1e-13;

/* A mean so small, or a theta so large, is on its way to 0 or to infinity. */
static const double least_mean = 1e-9, most_theta = 1e7;

/* theta infinite: Poisson. */
static double
deviance_of(double y, double mean, double theta)
{
	double d = y > 0 ? y * log(y / mean) : 0;

	if (isinf(theta))
		return 2 * (d - (y - mean));
	return 2 * (d - (y + theta) * log((y + theta) / (mean + theta)));
}

static double
loglik_of(double y, double mean, double theta)
{
	if (isinf(theta))
		return y * log(mean) - mean - lgamma(y + 1);
	return lgamma(theta + y) - lgamma(theta) - lgamma(y + 1) + theta * log(theta) +
	       y * log(mean) - (theta + y) * log(theta + mean);
}

static double
variance_of(double mean, double theta)
{
	return isinf(theta) ? mean : mean + mean * mean / theta;
}

/* What is fitted, and the working arrays of one step. */
struct fitting {
	struct ccr_glm *fit;
	const double *x, *y, *exposure;
	double *weight, *working;
};

/* The coefficients for a given theta; starts from fit->mean. */
static enum ccr_glm_end
reweigh(struct fitting *f, double theta)
{
	struct ccr_glm *fit = f->fit;
	double before = (double)INFINITY;
	bool settled = false;

	for (int step = 0; step < STEPS; step++) {
		struct ccr_lm lm;
		double deviance = 0;
		bool small = false;
		for (size_t i = 0; i < fit->n; i++) {
			double mean = fit->mean[i], e = f->exposure ? f->exposure[i] : 1;
			f->weight[i] = mean * mean / variance_of(mean, theta);
			f->working[i] = log(mean / e) + (f->y[i] - mean) / mean;
		}
		if (!ccr_lm_fit(&lm, f->x, f->working, f->weight, fit->n, fit->k)) {
			ccr_lm_release(&lm);
			return step ? CCR_GLM_DIVERGED : CCR_GLM_COLLINEAR;
		}
		memcpy(fit->coef, lm.coef, fit->k * sizeof *fit->coef);
		memcpy(fit->covariance, lm.inverse, fit->k * fit->k * sizeof *fit->covariance);
		for (size_t i = 0; i < fit->n; i++) {
			double e = f->exposure ? f->exposure[i] : 1;
			fit->mean[i] = e * exp(f->working[i] - lm.residual[i]);
			small |= !(fit->mean[i] > least_mean) || isinf(fit->mean[i]);
			deviance += deviance_of(f->y[i], fit->mean[i], theta);
		}
		ccr_lm_release(&lm);
		if (small)
			return CCR_GLM_DIVERGED;
		fit->deviance = deviance;
		/* One step more, so that the weights of the covariance are the last ones too. */
		if (settled)
			return CCR_GLM_DONE;
		settled = fabs(deviance - before) <= enough * (fabs(deviance) + 1);
		before = deviance;
	}
	return CCR_GLM_DIVERGED;
}

/* The most likely theta for the means as they are, from a start; infinite where there is none. */
static double
find_theta(struct ccr_glm *fit, const double *y, double theta)
{
	for (int step = 0; step < STEPS; step++) {
		double score = 0, information = 0, next;
		for (size_t i = 0; i < fit->n; i++) {
			double sum = theta + fit->mean[i], all = theta + y[i];
			score += gsl_sf_psi(all) - gsl_sf_psi(theta) + log(theta / sum) + 1 -
				 all / sum;
			information += gsl_sf_psi_1(theta) - gsl_sf_psi_1(all) - 1 / theta +
				       2 / sum - all / (sum * sum);
		}
		fit->theta_se = information > 0 ? 1 / sqrt(information) : (double)NAN;
		/* Where the likelihood is not curved downwards, go up by half or down. */
		next = information > 0 ? theta + score / information
				       : (score > 0 ? 2 : 0.5) * theta;
		if (next <= 0)
			next = theta / 2;
		if (next > most_theta)
			return (double)INFINITY;
		if (fabs(next - theta) <= 1e-12 * theta)
			return next;
		theta = next;
	}
	return theta;
}

static enum ccr_glm_end
negative_binomial(struct fitting *f)
{
	struct ccr_glm *fit = f->fit;
	double theta = 0, sum = 0;
	enum ccr_glm_end end = reweigh(f, (double)INFINITY);

	if (end)
		return end;
	for (size_t i = 0; i < fit->n; i++) {
		double d = f->y[i] / fit->mean[i] - 1;
		sum += d * d;
	}
	theta = (double)fit->n / sum;
	for (int turn = 0; turn < TURNS; turn++) {
		double next = find_theta(fit, f->y, theta);
		if (isinf(next) || isnan(next))
			return CCR_GLM_NO_SPREAD;
		end = reweigh(f, next);
		if (end)
			return end;
		fit->theta = next;
		if (fabs(next - theta) <= 1e-11 * theta)
			return CCR_GLM_DONE;
		theta = next;
	}
	return CCR_GLM_DIVERGED;
}

static void
summarize(struct ccr_glm *fit, const double *y, double theta)
{
	double pearson = 0;

	fit->loglik = 0;
	for (size_t i = 0; i < fit->n; i++) {
		fit->residual[i] = (y[i] - fit->mean[i]) / sqrt(variance_of(fit->mean[i], theta));
		pearson += fit->residual[i] * fit->residual[i];
		fit->loglik += loglik_of(y[i], fit->mean[i], theta);
	}
	fit->dispersion = pearson / (double)(fit->n - fit->k);
}

enum ccr_glm_end
ccr_glm_fit(struct ccr_glm *fit, enum ccr_family family, const double *x, const double *y,
	    const double *exposure, size_t n, size_t k)
{
	struct fitting f = {.fit = fit, .x = x, .y = y, .exposure = exposure};
	enum ccr_glm_end end;
	bool poisson = family == CCR_POISSON;

	*fit = (struct ccr_glm){.n = n, .k = k, .theta = (double)NAN, .theta_se = (double)NAN};
	fit->coef = ccr_alloc(k, sizeof *fit->coef);
	fit->covariance = ccr_alloc(k * k, sizeof *fit->covariance);
	fit->mean = ccr_alloc(n, sizeof *fit->mean);
	fit->residual = ccr_alloc(n, sizeof *fit->residual);
	f.weight = ccr_alloc(n, sizeof *f.weight);
	f.working = ccr_alloc(n, sizeof *f.working);
	/* As R starts: the counts themselves, away from 0. */
	for (size_t i = 0; i < n; i++)
		fit->mean[i] = y[i] + 0.1;
	end = poisson ? reweigh(&f, (double)INFINITY) : negative_binomial(&f);
	if (end == CCR_GLM_DONE)
		summarize(fit, y, poisson ? (double)INFINITY : fit->theta);
	free(f.weight);
	free(f.working);
	return end;
}

void
ccr_glm_release(struct ccr_glm *fit)
{
	free(fit->coef);
	free(fit->covariance);
	free(fit->mean);
	free(fit->residual);
	*fit = (struct ccr_glm){0};
}
