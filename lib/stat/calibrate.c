/* calibrate.c: see calibrate.h. */
#include "stat/calibrate.h"

#include <float.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* A step that does not help when it is this many times halved will not. */
enum { HALVINGS = 40 };

struct solver {
	const struct ccr_calibration *c;
	const double *weight;
	double *lambda, *trial, *step; /* k */
	double *misfit;                /* k: target - total, at the last point looked at */
	double *size;                  /* k: what a misfit is relative to */
	double *unit;             /* k: root of the sum of squares, so that columns are alike */
	double *g, *slope;        /* n: the factor and its derivative */
	double *metric, *inverse; /* k * k: rows whose squares add up to the inverse of the
				     derivatives of the totals, at the start and here */
};

static double
dot(const double *a, const double *b, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

/* The factor at u, and how fast it grows there. */
static double
factor(const struct ccr_calibration *c, double u, double *slope)
{
	double low = c->low, high = c->high, g, e;

	if (c->distance == CCR_LOGIT) {
		double a = (high - low) / ((1 - low) * (high - 1));
		/* Of the two ways to write it, the one that does not overflow. */
		e = exp(-fabs(a * u));
		g = u > 0 ? (low * (high - 1) * e + high * (1 - low)) / ((high - 1) * e + (1 - low))
			  : (low * (high - 1) + high * (1 - low) * e) /
				    ((high - 1) + (1 - low) * e);
		*slope = (g - low) * (high - g) / ((1 - low) * (high - 1));
		return g;
	}
	g = c->distance == CCR_RAKING ? exp(u) : 1 + u;
	*slope = g <= low || g >= high ? 0 : c->distance == CCR_RAKING ? g : 1;
	return fmin(fmax(g, low), high);
}

/* Fills g, slope and misfit for this lambda; returns the length of the misfit in the metric, in
 * which columns that are nearly the same do not hide each other; infinite where a factor is too
 * large for a number. */
static double
look(struct solver *s, const double *lambda)
{
	const struct ccr_calibration *c = s->c;
	double length = 0;

	memcpy(s->misfit, c->target, c->k * sizeof *s->misfit);
	for (size_t i = 0; i < c->n; i++) {
		const double *x = c->x + i * c->k;
		s->g[i] = factor(c, dot(x, lambda, c->k), &s->slope[i]);
		for (size_t j = 0; j < c->k; j++)
			if (x[j] != 0)
				s->misfit[j] -= s->weight[i] * s->g[i] * x[j];
	}
	for (size_t j = 0; j < c->k; j++) {
		double along = dot(s->metric + j * c->k, s->misfit, c->k);
		length += along * along;
	}
	return isfinite(length) ? length : (double)INFINITY;
}

static void
set_scales(struct solver *s)
{
	const struct ccr_calibration *c = s->c;

	for (size_t j = 0; j < c->k; j++) {
		double total = 0, size = 0, squares = 0;
		for (size_t i = 0; i < c->n; i++) {
			double x = c->x[i * c->k + j];
			total += s->weight[i] * x;
			size += s->weight[i] * fabs(x);
			squares += s->weight[i] * x * x;
		}
		/* Where values have both signs, a total near 0 is no measure. */
		s->size[j] = fabs(c->target[j]);
		if (!(fabs(total) >= size) || c->target[j] == 0)
			s->size[j] = fmax(s->size[j], size);
		s->unit[j] = squares > 0 ? sqrt(squares) : 1;
	}
}

static void
judge(const struct solver *s, double tolerance, struct ccr_calibrated *done)
{
	done->worst = 0;
	for (size_t j = 0; j < s->c->k; j++) {
		double off = s->size[j] > 0 ? fabs(s->misfit[j]) / s->size[j] : 0;
		if (off > done->worst) {
			done->worst = off;
			done->worst_target = j;
		}
	}
	done->converged = done->worst <= tolerance;
}

/* The matrix of derivatives of the totals by lambda, in units of the columns. */
static gsl_matrix *
derivatives(const struct solver *s)
{
	const struct ccr_calibration *c = s->c;
	gsl_matrix *m = gsl_matrix_calloc(c->k, c->k);

	if (!m)
		ccr_out_of_memory();
	for (size_t i = 0; i < c->n; i++) {
		const double *x = c->x + i * c->k;
		for (size_t j = 0; j < c->k; j++) {
			double part = s->weight[i] * s->slope[i] * x[j] / s->unit[j];
			for (size_t l = 0; part != 0 && l <= j; l++)
				m->data[j * m->tda + l] += part * x[l] / s->unit[l];
		}
	}
	return m;
}

/* The root of the pseudo-inverse of the derivatives: columns may depend on each other, as the
 * levels of two variables do. */
static void
invert(const struct solver *s, double *root)
{
	size_t k = s->c->k;
	gsl_matrix *m = derivatives(s), *vector = gsl_matrix_alloc(k, k);
	gsl_vector *value = gsl_vector_alloc(k);
	gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(k);
	double largest = 0;

	if (!vector || !value || !work)
		ccr_out_of_memory();
	gsl_eigen_symmv(m, value, vector, work);
	for (size_t e = 0; e < k; e++)
		largest = fmax(largest, gsl_vector_get(value, e));
	for (size_t e = 0; e < k; e++) {
		double size = gsl_vector_get(value, e);
		bool there = size > 256 * DBL_EPSILON * largest;
		for (size_t j = 0; j < k; j++)
			root[e * k + j] =
				there ? gsl_matrix_get(vector, j, e) / (s->unit[j] * sqrt(size))
				      : 0;
	}
	gsl_eigen_symmv_free(work);
	gsl_vector_free(value);
	gsl_matrix_free(vector);
	gsl_matrix_free(m);
}

/* The step to where the totals would be the targets if they were linear. */
static void
find_step(struct solver *s)
{
	size_t k = s->c->k;

	invert(s, s->inverse);
	memset(s->step, 0, k * sizeof *s->step);
	for (size_t e = 0; e < k; e++) {
		double along = dot(s->inverse + e * k, s->misfit, k);
		for (size_t j = 0; j < k; j++)
			s->step[j] += along * s->inverse[e * k + j];
	}
}

/* The last point looked at is lambda, at this length, when it begins and when it ends.  False where
 * no part of the step makes the misfit smaller. */
static bool
take_step(struct solver *s, double *length)
{
	size_t k = s->c->k;
	double part = 2, found = (double)INFINITY;

	find_step(s);
	for (int i = 0; i < HALVINGS && !(found < *length); i++) {
		part /= 2;
		for (size_t j = 0; j < k; j++)
			s->trial[j] = s->lambda[j] + part * s->step[j];
		found = look(s, s->trial);
	}
	if (!(found < *length)) {
		look(s, s->lambda);
		return false;
	}
	memcpy(s->lambda, s->trial, k * sizeof *s->lambda);
	*length = found;
	return true;
}

static struct solver
start(const struct ccr_calibration *c, const double *weight)
{
	size_t k = c->k;
	double *room = ccr_alloc(6 * k + 2 * k * k + 2 * c->n, sizeof *room);
	struct solver s = {.c = c, .weight = weight};

	s.lambda = room;
	s.trial = s.lambda + k;
	s.step = s.trial + k;
	s.misfit = s.step + k;
	s.size = s.misfit + k;
	s.unit = s.size + k;
	s.metric = s.unit + k;
	s.inverse = s.metric + k * k;
	s.g = s.inverse + k * k;
	s.slope = s.g + c->n;
	gsl_set_error_handler_off();
	set_scales(&s);
	look(&s, s.lambda);
	invert(&s, s.metric);
	return s;
}

struct ccr_calibrated
ccr_calibrate(double *weight, const struct ccr_calibration *c, double tolerance, size_t max_steps)
{
	struct ccr_calibrated done = {0};
	struct solver s = start(c, weight);
	double length = look(&s, s.lambda);

	judge(&s, tolerance, &done);
	while (!done.converged && done.steps < max_steps && take_step(&s, &length)) {
		done.steps++;
		judge(&s, tolerance, &done);
	}
	/* Each step doubles the digits: one more gives all there are. */
	if (done.converged && done.steps > 0 && done.steps < max_steps && take_step(&s, &length)) {
		done.steps++;
		judge(&s, tolerance, &done);
	}
	for (size_t i = 0; i < c->n; i++)
		weight[i] *= s.g[i];
	free(s.lambda);
	return done;
}
