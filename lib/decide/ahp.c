/* ahp.c: see ahp.h. */
#include "decide/ahp.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/macros.h"
#include "base/mem.h"

enum { TABLE_FROM = 3, TABLE_TO = 15, SQUARINGS = 64 };

/* From three criteria on; 0 is beyond the table's end. */
static const double random_index[][TABLE_TO - TABLE_FROM + 1] = {
	[CCR_RI_ALONSO2006] = {.5247, .8816, 1.1086, 1.2479, 1.3417, 1.4057, 1.4499, 1.4854, 1.5141,
			       1.5365, 1.5551, 1.5713, 1.5838},
	[CCR_RI_SAATY1980] = {.58, .90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49},
	[CCR_RI_TUMMALA1998] = {.5799, .8921, 1.1159, 1.2358, 1.3322, 1.3952, 1.4537, 1.4882},
	[CCR_RI_AGUARON2003] = {.525, .882, 1.115, 1.252, 1.341, 1.404, 1.452, 1.484},
	[CCR_RI_AHP_EXT] = {.52, .89, 1.12, 1.26, 1.36, 1.41, 1.46, 1.49},
};

size_t
ccr_ahp_random_end(enum ccr_ahp_ri table)
{
	size_t n = TABLE_TO;

	while (random_index[table][n - TABLE_FROM] == 0)
		n--;
	return table == CCR_RI_ALONSO2006 ? SIZE_MAX : n;
}

double
ccr_ahp_random_index(enum ccr_ahp_ri table, size_t n)
{
	if (n < TABLE_FROM)
		return 0;
	if (n > ccr_ahp_random_end(table))
		return (double)NAN;
	if (n > TABLE_TO) /* their regression of the mean lambda_max on n */
		return (1.7699 * (double)n - 4.3513) / ((double)n - 1);
	return random_index[table][n - TABLE_FROM];
}

/* Divides by the sum. */
static void
normalize(double *x, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += x[i];
	for (size_t i = 0; i < n; i++)
		x[i] /= sum;
}

static void
geometric(const double *a, size_t n, double *weight)
{
	for (size_t i = 0; i < n; i++) {
		weight[i] = 0;
		for (size_t k = 0; k < n; k++)
			weight[i] += log(a[i * n + k]) / (double)n;
	}
	for (size_t i = 0; i < n; i++)
		weight[i] = exp(weight[i]);
	normalize(weight, n);
}

/* to = a x, as shares; returns the sum of a x, which is the eigenvalue where x is the vector. */
static double
multiply(const double *a, size_t n, const double *x, double *to)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		to[i] = 0;
		for (size_t k = 0; k < n; k++)
			to[i] += a[i * n + k] * x[k];
		sum += to[i];
	}
	normalize(to, n);
	return sum;
}

static double
distance(const double *a, const double *b, size_t n)
{
	double d = 0;

	for (size_t i = 0; i < n; i++)
		d = fmax(d, fabs(a[i] - b[i]));
	return d;
}

/* The principal eigenvector, by squaring: the rows' sums of a^(2^k) get to it as fast as the gap to
 * the second eigenvalue, to the power 2^k, shrinks.  All elements are above 0, so nothing cancels
 * (Perron and Frobenius). */
static void
eigenvector(const double *a, size_t n, double *weight)
{
	double *power = ccr_alloc(n * n, sizeof *power), *square = ccr_alloc(n * n, sizeof *square);
	double *last = ccr_alloc(n, sizeof *last);

	memcpy(power, a, n * n * sizeof *power);
	geometric(a, n, weight);
	for (int step = 0; step < SQUARINGS; step++) {
		memcpy(last, weight, n * sizeof *last);
		multiply(power, n, last, weight);
		if (step > 0 && distance(last, weight, n) <= DBL_EPSILON)
			break;
		memset(square, 0, n * n * sizeof *square);
		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < n; k++)
				for (size_t j = 0; j < n; j++)
					square[i * n + j] += power[i * n + k] * power[k * n + j];
		normalize(square, n * n);
		memcpy(power, square, n * n * sizeof *power);
	}
	memcpy(last, weight, n * sizeof *last);
	multiply(a, n, last, weight);
	free(power);
	free(square);
	free(last);
}

void
ccr_ahp_weights(const double *a, size_t n, enum ccr_ahp_derive derive, double *weight)
{
	if (derive == CCR_AHP_GEOMEAN)
		geometric(a, n, weight);
	else
		eigenvector(a, n, weight);
}

static double
gci(const double *a, size_t n, const double *weight)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++) {
			double error = log(a[i * n + k] * weight[k] / weight[i]);
			sum += error * error;
		}
	return 2 * sum / (((double)n - 1) * ((double)n - 2));
}

struct ccr_ahp_consistency
ccr_ahp_consistency(const double *a, size_t n, enum ccr_ahp_ri table)
{
	struct ccr_ahp_consistency c = {.lambda_max = (double)n};
	double *weight = ccr_alloc(n, sizeof *weight), *after = ccr_alloc(n, sizeof *after);

	if (n > 2) {
		double excess;
		eigenvector(a, n, weight);
		c.lambda_max = multiply(a, n, weight, after);
		/* It is n or more; what rounding makes of n is n. */
		excess = c.lambda_max - (double)n;
		if (excess < 4 * DBL_EPSILON * (double)(n * n))
			c.lambda_max = (double)n;
		c.ci = (c.lambda_max - (double)n) / ((double)n - 1);
		c.cr = c.ci / ccr_ahp_random_index(table, n);
		geometric(a, n, weight);
		c.gci = gci(a, n, weight);
		if (c.gci < 1e-28)
			c.gci = 0;
	}
	free(weight);
	free(after);
	return c;
}

double
ccr_ahp_gci_limit(size_t n)
{
	return n <= 3 ? 0.31 : n == 4 ? 0.35 : 0.37;
}

static double
strain(const struct ccr_ahp_pair *pair)
{
	return fabs(log(pair->judged / pair->implied));
}

/* The mean over all third criteria: with i and j among them it is the ratio of the geometric means
 * of the rows, and those two say nothing but the judgement itself. */
static double
implied(const double *a, size_t n, size_t i, size_t j)
{
	double sum = 0;

	for (size_t k = 0; k < n; k++)
		if (k != i && k != j)
			sum += log(a[i * n + k] * a[k * n + j]);
	return exp(sum / ((double)n - 2));
}

size_t
ccr_ahp_worst(const double *a, size_t n, struct ccr_ahp_pair *worst, size_t max)
{
	size_t found = 0;

	for (size_t i = 0; n > 2 && i < n; i++)
		for (size_t j = i + 1; j < n; j++) {
			struct ccr_ahp_pair pair = {i, j, a[i * n + j], implied(a, n, i, j)};
			size_t at = found;
			if (strain(&pair) < 1e-9)
				continue;
			/* Of equal ones the first stays before. */
			while (at > 0 && strain(&worst[at - 1]) < strain(&pair) - 1e-9)
				at--;
			if (at == max)
				continue;
			found += found < max;
			for (size_t m = found - 1; m > at; m--)
				worst[m] = worst[m - 1];
			worst[at] = pair;
		}
	return found;
}

void
ccr_ahp_join(const double *const *a, size_t m, size_t n, double *joint)
{
	for (size_t i = 0; i < n; i++) {
		joint[i * n + i] = 1;
		for (size_t k = i + 1; k < n; k++) {
			double sum = 0;
			for (size_t p = 0; p < m; p++)
				sum += log(a[p][i * n + k]);
			joint[i * n + k] = exp(sum / (double)m);
			joint[k * n + i] = 1 / joint[i * n + k];
		}
	}
}
