/* control.c: see control.h. */
#include "stat/control.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static const double d2 = 1.128;        /* a moving range over the sigma of normal values */
static const double screen = 3.267;    /* the upper limit of moving ranges over their mean */
static const double t_power = 1 / 3.6; /* makes exponential times nearly normal */
static const double half_pi = 1.57079632679489661923;

const char *
control_name(enum control_chart chart)
{
	static const char *const name[] = {"xmr", "p", "pp", "u", "up", "ip", "c", "g", "t", "run"};

	return name[chart];
}

bool
control_needs_n(enum control_chart chart)
{
	return chart == CONTROL_P || chart == CONTROL_PP || chart == CONTROL_U ||
	       chart == CONTROL_UP || chart == CONTROL_IP;
}

bool
control_has_ranges(enum control_chart chart)
{
	return chart == CONTROL_XMR || chart == CONTROL_PP || chart == CONTROL_UP ||
	       chart == CONTROL_IP || chart == CONTROL_T;
}

bool
control_has_median(enum control_chart chart)
{
	return chart == CONTROL_RUN || chart == CONTROL_G;
}

/* In two passes, so that the mean of equal values is that value to the last bit: a point on the
 * centre is on neither side of it. */
static double
mean_of(const double *x, size_t n)
{
	long double sum = 0, rest = 0;

	for (size_t i = 0; i < n; i++)
		sum += x[i];
	sum /= n;
	for (size_t i = 0; i < n; i++)
		rest += x[i] - sum;
	return (double)(sum + rest / n);
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median_of(double *x, size_t n)
{
	qsort(x, n, sizeof *x, by_value);
	return n % 2 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;
}

/* The values on the scale on which they are judged: times are transformed. */
static double
scaled(enum control_chart chart, double value)
{
	return chart == CONTROL_T ? pow(value, t_power) : value;
}

static double
unscaled(enum control_chart chart, double value)
{
	if (chart != CONTROL_T || isnan(value))
		return value;
	return value > 0 ? pow(value, 1 / t_power) : 0;
}

/* The mean of the baseline, on the scale of the chart: of rates, all counts over all exposures. */
static double
base_mean(enum control_chart chart, const struct control_point *p, size_t n, size_t *n_base)
{
	double *x = ccr_alloc(n, sizeof *x), mean;
	long double count = 0, of = 0;
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		if (!p[i].base || isnan(p[i].value))
			continue;
		x[k++] = scaled(chart, p[i].value);
		count += p[i].count;
		of += p[i].n;
	}
	*n_base = k;
	if (k == 0)
		mean = (double)NAN;
	else if (control_needs_n(chart))
		mean = (double)(count / of);
	else
		mean = mean_of(x, k);
	free(x);
	return mean;
}

static double
base_median(const struct control_point *p, size_t n)
{
	double *x = ccr_alloc(n, sizeof *x), median = (double)NAN;
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (p[i].base && !isnan(p[i].value))
			x[k++] = p[i].value;
	if (k > 0)
		median = median_of(x, k);
	free(x);
	return median;
}

/* The sigma of one point where the distribution is believed, before any inflation. */
static double
own_sigma(enum control_chart chart, double mean, double n)
{
	switch (chart) {
	case CONTROL_P:
	case CONTROL_PP: return sqrt(mean * (1 - mean) / n);
	case CONTROL_U:
	case CONTROL_UP: return sqrt(mean / n);
	case CONTROL_C: return sqrt(mean);
	case CONTROL_G: return sqrt(mean * (mean + 1));
	default: return 1;
	}
}

/* How far two neighbours are apart, in the unit in which all neighbours are the same. */
static double
moving_range(enum control_chart chart, const struct control_point *a, const struct control_point *b,
	     double mean)
{
	double x = scaled(chart, a->value), y = scaled(chart, b->value);

	if (chart == CONTROL_IP)
		return sqrt(half_pi) * fabs(y - x) / sqrt(1 / a->n + 1 / b->n);
	if (chart == CONTROL_PP || chart == CONTROL_UP)
		return fabs((y - mean) / own_sigma(chart, mean, b->n) -
			    (x - mean) / own_sigma(chart, mean, a->n));
	return fabs(y - x);
}

/* The mean moving range of the baseline; false where it has no two neighbours. */
static bool
mean_range(const struct control_ask *ask, const struct control_point *p, size_t n, double mean,
	   struct control_fit *fit)
{
	double *range = ccr_alloc(n, sizeof *range), limit;
	size_t k = 0, kept = 0;

	for (size_t i = 1; i < n; i++)
		if (p[i].base && p[i - 1].base && !isnan(p[i].value) && !isnan(p[i - 1].value))
			range[k++] = moving_range(ask->chart, &p[i - 1], &p[i], mean);
	fit->range = k ? mean_of(range, k) : (double)NAN;
	limit = screen * fit->range;
	for (size_t i = 0; i < k; i++)
		fit->large += range[i] > 0 && !(range[i] < limit);
	if (ask->ranges == CONTROL_SCREENED && fit->large > 0) {
		for (size_t i = 0; i < k; i++)
			if (range[i] < limit)
				range[kept++] = range[i];
		fit->dropped = k - kept;
		fit->range = mean_of(range, kept);
	}
	fit->ranges = k - fit->dropped;
	free(range);
	return k > 0;
}

/* k sigma, where sigma comes from the moving ranges; 2.66 is taken as it stands. */
static double
range_width(const struct control_ask *ask, double range, int k)
{
	if (ask->chart == CONTROL_IP)
		return k * range;
	if (ask->scale == CONTROL_1_128)
		return k * (range / d2);
	return k == CONTROL_ZONES ? 2.66 * range : k * (2.66 / CONTROL_ZONES) * range;
}

static void
set_line(const struct control_ask *ask, const struct control_point *p, double mean, double range,
	 struct control_line *line)
{
	bool counts = ask->chart != CONTROL_XMR && ask->chart != CONTROL_IP;
	bool share = ask->chart == CONTROL_P || ask->chart == CONTROL_PP;

	for (int k = 1; k <= CONTROL_ZONES; k++) {
		double width = control_has_ranges(ask->chart) ? range_width(ask, range, k) : k;
		if (ask->chart == CONTROL_IP)
			width *= sqrt(1 / p->n);
		else
			width *= own_sigma(ask->chart, mean, p->n);
		line->low[k - 1] = unscaled(ask->chart, mean - width);
		line->high[k - 1] = unscaled(ask->chart, mean + width);
		if (counts && line->low[k - 1] < 0)
			line->low[k - 1] = 0;
		if (share && line->high[k - 1] > 1)
			line->high[k - 1] = 1;
	}
}

static const char *
no_limits(const struct control_ask *ask, const struct control_point *p, size_t n, double mean,
	  struct control_fit *fit)
{
	if (ask->chart == CONTROL_RUN)
		return "";
	if (isnan(mean))
		return "no point to compute limits from";
	if (mean == 0 && ask->chart != CONTROL_XMR && ask->chart != CONTROL_IP)
		return "no limits: all points they would come from are 0";
	if (mean >= 1 && (ask->chart == CONTROL_P || ask->chart == CONTROL_PP))
		return "no limits: all points they would come from are 1";
	if (!control_has_ranges(ask->chart))
		return NULL;
	if (!mean_range(ask, p, n, mean, fit))
		return "no limits: no two points they would come from are neighbours";
	return fit->range > 0 ? NULL
			      : "no limits: the points they would come from never move, and every "
				"other would be outside";
}

/* Laney's sigma of z: how much further neighbours are apart than the distribution has it. */
static double
inflation(const struct control_ask *ask, const struct control_point *p, size_t n, double mean)
{
	struct control_ask prime = *ask;
	struct control_fit fit = {0};

	if (!control_needs_n(ask->chart) || ask->chart == CONTROL_IP)
		return (double)NAN;
	if (ask->chart == CONTROL_P)
		prime.chart = CONTROL_PP;
	if (ask->chart == CONTROL_U)
		prime.chart = CONTROL_UP;
	return mean_range(&prime, p, n, mean, &fit) ? fit.range / d2 : (double)NAN;
}

struct control_fit
control_limits(const struct control_ask *ask, const struct control_point *p, size_t n,
	       struct control_line *line)
{
	struct control_fit fit = {.range = (double)NAN};
	double mean = base_mean(ask->chart, p, n, &fit.n_base), centre;

	fit.reason = no_limits(ask, p, n, mean, &fit);
	fit.inflation = fit.reason ? (double)NAN : inflation(ask, p, n, mean);
	centre = control_has_median(ask->chart) ? base_median(p, n) : unscaled(ask->chart, mean);
	for (size_t i = 0; i < n; i++) {
		line[i].centre = centre;
		for (int k = 0; k < CONTROL_ZONES; k++)
			line[i].low[k] = line[i].high[k] = (double)NAN;
		if (!fit.reason && !(control_needs_n(ask->chart) && isnan(p[i].value)))
			set_line(ask, &p[i], mean, fit.range, &line[i]);
	}
	return fit;
}
