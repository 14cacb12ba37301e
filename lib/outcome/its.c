/* its.c: see its.h. */
#include "outcome/its.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stat/dist.h"
#include "stat/segmented.h"

static const double confidence = 0.95;

/* Periods on each side of a break: fewer are refused, or said to be few.  Errors are too small in
 * short series: S. L. Turner et al., medRxiv 2020.10.12.20211706. */
enum { LEAST_PERIODS = 3, FEW_PERIODS = 8 };

/* Pearson's dispersion from which Poisson errors are said to be too small. */
static const double much_spread = 1.5;

static const char *const method_names[] = {
	"prais-winsten", "cochrane-orcutt", "newey-west",       "ols",
	"quasi-poisson", "poisson",         "negative-binomial"};

/* One series as it is fitted. */
struct fitted {
	struct ccr_run *run;
	const struct its_ask *ask;
	enum ccr_its_method method;
	const char *by, *label;
	size_t number, of; /* which of how many series, in the order of their names */
	struct ccr_series series;
	double *t, *y, *exposure, *from;
	size_t *segment; /* periods in each: breaks + 1 */
	size_t gaps;     /* periods without a count */
	bool exposed;
	struct ccr_its fit;
	struct ccr_buf warning; /* of the rows that say what changed */
	char *method_text;
};

/* ---- what is fitted ---- */

static bool
refuse(const struct fitted *f, const char *why)
{
	char which[64] = "";

	if (f->of > 1)
		snprintf(which, sizeof which, ", series %zu of %zu by name", f->number, f->of);
	return ccr_err_add(f->run->err, CCR_DATA, f->run->input->source->name, 0, NULL, "%s%s: %s",
			   method_names[f->method], which, why);
}

/* The t of the first period at or after each break. */
static void
find_breaks(struct fitted *f, const struct outcome_all_series *all, const struct outcome_series *s)
{
	f->series.breaks = all->n_at ? all->n_at : 1;
	f->from = ccr_alloc(f->series.breaks, sizeof *f->from);
	for (size_t b = 0; b < f->series.breaks; b++) {
		f->from[b] = (double)INFINITY;
		for (size_t i = s->n; i > 0; i--) {
			const struct series_point *p = &s->point[i - 1];
			if (all->n_at ? p->time >= all->at[b] : p->after)
				f->from[b] = p->t;
		}
	}
}

/* Takes the periods that have a count. */
static void
take_points(struct fitted *f, const struct outcome_series *s)
{
	size_t n = 0;

	f->t = ccr_alloc(s->n, sizeof *f->t);
	f->y = ccr_alloc(s->n, sizeof *f->y);
	f->exposure = ccr_alloc(s->n, sizeof *f->exposure);
	f->segment = ccr_alloc(f->series.breaks + 1, sizeof *f->segment);
	for (size_t i = 0; i < s->n; i++) {
		size_t segment = 0;
		if (isnan(s->point[i].y))
			continue;
		f->t[n] = s->point[i].t;
		f->y[n] = s->point[i].y;
		f->exposure[n++] = s->point[i].exposure / f->ask->per;
		for (size_t b = 0; b < f->series.breaks; b++)
			segment += s->point[i].t >= f->from[b];
		f->segment[segment]++;
	}
	f->series.n = n;
	f->series.t = f->t;
	f->series.y = f->y;
	f->series.exposure = f->exposed ? f->exposure : NULL;
	f->series.from = f->from;
	f->gaps = n ? (size_t)(f->t[n - 1] - f->t[0] + 1) - n : 0;
}

/* Log-linear methods are of counts, and every segment needs enough of them. */
static bool
check_points(const struct fitted *f)
{
	char why[160];
	double sum = 0;

	for (size_t i = 0; i < f->series.n; i++) {
		sum += f->y[i];
		if (ccr_its_is_log(f->method) && floor(f->y[i]) != f->y[i])
			return refuse(f, "a count is not a whole number; see prais-winsten");
	}
	for (size_t b = 0; b <= f->series.breaks; b++) {
		if (f->segment[b] >= LEAST_PERIODS)
			continue;
		snprintf(why, sizeof why,
			 "periods %s: %zu, and %d are the least on each side: gather more, or "
			 "compare sums by 'ratio'",
			 b ? "after a break" : "before the first break", f->segment[b],
			 LEAST_PERIODS);
		return refuse(f, why);
	}
	return sum > 0 || refuse(f, "no events at all");
}

static bool
fit_series(struct fitted *f)
{
	static const char *const reasons[] = {
		NULL,
		"needs every period, and some are missing: take ols or quasi-poisson, or fill "
		"them in",
		"fewer periods than the model has terms and two more",
		"the terms cannot be told apart, as where all periods of a segment are one",
		"has no finite estimate, as where a segment has no events: compare sums by 'ratio'",
		"the counts vary no more than poisson counts do: take quasi-poisson",
		"the terms fit perfectly: there is no error to estimate",
	};
	int lag = isnan(f->ask->lag) ? CCR_ITS_LAG_AUTO : (int)f->ask->lag;
	enum ccr_its_end end =
		ccr_its_fit(&f->fit, f->method, &f->series, lag, f->ask->small_sample);

	return end == CCR_ITS_DONE || refuse(f, reasons[end]);
}

/* ---- what has to be known beside it ---- */

enum { SEGMENT_SIZE = 40 };

static const char *
name_segment(const struct fitted *f, size_t segment, char text[static SEGMENT_SIZE])
{
	if (segment == 0)
		return "before";
	if (f->series.breaks == 1)
		return "after";
	snprintf(text, SEGMENT_SIZE, "after break %zu", segment);
	return text;
}

static double
value_of(const struct fitted *f, size_t i)
{
	return f->exposed ? f->y[i] / f->exposure[i] : f->y[i];
}

/* The line through the periods before the first break. */
static void
trend_before(const struct fitted *f, double *level_at_0, double *slope)
{
	double n = (double)f->segment[0], t = 0, y = 0, tt = 0, ty = 0;

	for (size_t i = 0; i < f->segment[0]; i++) {
		t += f->t[i] / n;
		y += value_of(f, i) / n;
	}
	for (size_t i = 0; i < f->segment[0]; i++) {
		tt += (f->t[i] - t) * (f->t[i] - t);
		ty += (f->t[i] - t) * (value_of(f, i) - y);
	}
	*slope = ty / tt;
	*level_at_0 = y - *slope * t;
}

/* Was the last stretch before the break, a period or the length of the season, the highest, and not
 * only because the series was rising? */
static bool
is_peak(const struct fitted *f)
{
	size_t block = f->series.harmonics ? (size_t)lround(f->series.period) : 1, blocks = 0;
	double last = 0, last_above = 0, level_at_0, slope;

	trend_before(f, &level_at_0, &slope);
	for (size_t end = f->segment[0]; end >= block; end -= block, blocks++) {
		double sum = 0, above = 0;
		for (size_t i = end - block; i < end; i++) {
			sum += value_of(f, i);
			above += value_of(f, i) - level_at_0 - slope * f->t[i];
		}
		if (blocks == 0) {
			last = sum;
			last_above = above;
		} else if (sum >= last || above >= last_above) {
			return false;
		}
	}
	return blocks > 2 && last_above > 1e-9 * fabs(last);
}

static void
gather_warnings(struct fitted *f)
{
	const struct ccr_its *fit = &f->fit;
	bool corrected = f->method <= CCR_ITS_NEWEY_WEST;

	for (size_t b = 0; b <= f->series.breaks; b++) {
		char where[SEGMENT_SIZE];
		if (f->segment[b] < FEW_PERIODS)
			outcome_remark(&f->warning, "periods %s: %zu, few: errors may be too small",
				       name_segment(f, b, where), f->segment[b]);
	}
	/* Beyond the limits of M. S. Bartlett, JRSS Supplement 8 (1946) 27. */
	if (!corrected &&
	    fabs(fit->rho) > ccr_normal_quantile(confidence) / sqrt((double)f->series.n))
		outcome_remark(&f->warning,
			       "periods depend on those before (rho %.2f), and %s takes them as "
			       "independent: see prais-winsten",
			       fit->rho, method_names[f->method]);
	if (f->method == CCR_ITS_NEWEY_WEST)
		outcome_remark(&f->warning, "newey-west intervals tend to be too narrow: see "
					    "prais-winsten");
	if (f->method == CCR_ITS_NEWEY_WEST && 4 * fit->lag > f->series.n)
		outcome_remark(&f->warning,
			       "a lag of %zu is too many for %zu periods: give a --lag", fit->lag,
			       f->series.n);
	if (f->method == CCR_ITS_POISSON && fit->dispersion > much_spread)
		outcome_remark(&f->warning,
			       "counts vary %.1f times as much as poisson counts: errors are too "
			       "small, take quasi-poisson",
			       fit->dispersion);
	if (f->gaps > 0)
		outcome_remark(&f->warning, "periods without a count: %zu", f->gaps);
	if (is_peak(f))
		outcome_remark(&f->warning, "%s", outcome_peak_text);
	/* Which series it is stands in its rows: its name may be somebody's. */
	if (f->warning.len > 0)
		ccr_note(f->run, "%s%s", f->label ? "a series: " : "", f->warning.data);
}

/* ---- writing ---- */

static void
emit(const struct fitted *f, struct outcome_row *row)
{
	row->by = f->by;
	row->group = f->by ? f->label : NULL;
	outcome_emit(f->run->out, row);
}

/* The name of a column of the design. */
static void
name_term(const struct fitted *f, size_t column, char *text, size_t size)
{
	size_t of_breaks = 2 * f->series.breaks, i = column - 2;

	if (column < 2)
		snprintf(text, size, "%s", column ? "trend" : "intercept");
	else if (i >= of_breaks)
		snprintf(text, size, "%s %zu", (i - of_breaks) % 2 ? "cos" : "sin",
			 (i - of_breaks) / 2 + 1);
	else if (f->series.breaks == 1)
		snprintf(text, size, "%s", i % 2 ? "slope" : "level");
	else
		snprintf(text, size, "%s %zu", i % 2 ? "slope" : "level", i / 2 + 1);
}

/* An estimate with its error, or, of a log-linear method, the ratio that it is the logarithm of. */
static void
emit_estimate(const struct fitted *f, const char *measure, const char *term, double value,
	      double variance, bool ratio, const char *note)
{
	struct outcome_row row = outcome_row(measure, term, f->method_text);
	double df = f->fit.df,
	       q = isinf(df) ? ccr_normal_quantile(confidence) : ccr_t_quantile(confidence, df);

	row.n = (double)f->series.n;
	row.estimate = ratio ? exp(value) : value;
	row.se = sqrt(variance);
	row.ci = (struct ccr_interval){value - q * row.se, value + q * row.se};
	if (ratio)
		row.ci = (struct ccr_interval){exp(row.ci.low), exp(row.ci.high)};
	row.p = isinf(df) ? ccr_normal_two_sided(value / row.se)
			  : ccr_t_two_sided(value / row.se, df);
	row.note = note;
	emit(f, &row);
}

/* Levels and slopes together in the last period: what is there less, or over, what would be. */
static void
emit_effect(const struct fitted *f)
{
	size_t k = f->fit.k;
	double *c = ccr_alloc(k, sizeof *c), value = 0, variance = 0;
	double last = f->t[f->series.n - 1];
	bool ratio = ccr_its_is_log(f->method);

	for (size_t b = 0; b < f->series.breaks; b++) {
		c[2 + 2 * b] = 1;
		c[3 + 2 * b] = last - f->from[b] + 1;
	}
	for (size_t i = 0; i < k; i++) {
		value += c[i] * f->fit.coef[i];
		for (size_t j = 0; j < k; j++)
			variance += c[i] * c[j] * f->fit.covariance[i * k + j];
	}
	emit_estimate(f, ratio ? "ratio" : "effect", "last period", value, variance, ratio,
		      f->warning.data);
	free(c);
}

static void
emit_number(const struct fitted *f, const char *measure, const char *term, double n, double value,
	    double p, const char *note)
{
	struct outcome_row row = outcome_row(measure, term, f->method_text);

	row.n = n;
	row.estimate = value;
	row.p = p;
	row.note = note;
	emit(f, &row);
}

static void
emit_segments(const struct fitted *f)
{
	for (size_t b = 0; b <= f->series.breaks; b++) {
		char term[SEGMENT_SIZE];
		emit_number(f, "periods", name_segment(f, b, term), (double)f->segment[b],
			    (double)NAN, (double)NAN, f->segment[b] < FEW_PERIODS ? "few" : NULL);
	}
}

static void
emit_diagnostics(const struct fitted *f)
{
	const struct ccr_its *fit = &f->fit;
	const double none = (double)NAN, n = (double)f->series.n;
	const char *gap = f->gaps ? "periods are missing: not to be said" : NULL;
	bool transformed = f->method <= CCR_ITS_COCHRANE_ORCUTT;

	emit_segments(f);
	emit_number(f, "rho", transformed ? "estimated" : "residuals", n, fit->rho, none, gap);
	emit_number(f, "durbin_watson",
		    ccr_its_is_log(f->method) ? "pearson residuals" : "ols residuals", n, fit->dw,
		    fit->dw_p,
		    gap                ? gap
		    : isnan(fit->dw_p) ? NULL
				       : "p by the normal approximation");
	if (transformed)
		emit_number(f, "durbin_watson", "transformed residuals", n, fit->dw_after, none,
			    "near 2 where nothing is left of the autocorrelation");
	if (!ccr_its_is_log(f->method)) {
		emit_number(f, "breusch_godfrey", "order 1", n, fit->bg, fit->bg_p, gap);
		return;
	}
	emit_number(f, "dispersion", "pearson", n, fit->dispersion, none, NULL);
	if (f->method == CCR_ITS_NEGATIVE_BINOMIAL) {
		struct outcome_row row = outcome_row("theta", NULL, f->method_text);
		row.n = n;
		row.estimate = fit->theta;
		row.se = fit->theta_se;
		row.note = "variance is mean + mean^2 / theta";
		emit(f, &row);
	}
	if (!isnan(fit->loglik))
		emit_number(f, "loglik", NULL, n, fit->loglik, none, NULL);
}

/* The coefficients from the first on to the last, as they are or as ratios. */
static void
emit_coefficients(const struct fitted *f, size_t first, size_t last, bool ratio)
{
	size_t k = f->fit.k, changes = 2 + 2 * f->series.breaks;
	char term[48];

	for (size_t i = first; i < last; i++) {
		name_term(f, i, term, sizeof term);
		emit_estimate(f, ratio ? "ratio" : "coefficient", term, f->fit.coef[i],
			      f->fit.covariance[i * k + i], ratio,
			      i >= 2 && i < changes ? f->warning.data : NULL);
	}
}

static void
emit_all(const struct fitted *f)
{
	emit_coefficients(f, 0, f->fit.k, false);
	if (ccr_its_is_log(f->method))
		emit_coefficients(f, 1, 2 + 2 * f->series.breaks, true);
	emit_effect(f);
	emit_diagnostics(f);
}

/* ---- the verb ---- */

static bool
its_series(struct ccr_run *run, const struct its_ask *ask, const struct outcome_all_series *all,
	   const struct series_set *set, size_t number)
{
	const struct outcome_series *s = &set->series[set->order[number]];
	struct fitted f = {.run = run,
			   .ask = ask,
			   .method = (enum ccr_its_method)ask->method,
			   .by = set->by,
			   .label = s->label,
			   .number = number + 1,
			   .of = set->n,
			   .exposed = all->exposed};
	bool done;

	f.series.harmonics = (size_t)ask->harmonics;
	f.series.period = !isnan(ask->period)          ? ask->period
			  : all->kind == SERIES_MONTHS ? 12 / all->step
						       : 0;
	if (f.series.harmonics > 0 && 2 * ask->harmonics >= f.series.period)
		return ccr_usage(run, "option '--harmonics': --period, more than twice as large, "
				      "is needed: how many periods make a year?");
	find_breaks(&f, all, s);
	take_points(&f, s);
	done = check_points(&f) && fit_series(&f);
	if (done) {
		f.method_text = f.method == CCR_ITS_NEWEY_WEST
					? ccr_printf("newey-west (lag %zu%s)", f.fit.lag,
						     ask->small_sample ? "; n / (n - k)" : "")
					: ccr_strdup(method_names[f.method]);
		gather_warnings(&f);
		emit_all(&f);
	}
	ccr_its_release(&f.fit);
	ccr_buf_release(&f.warning);
	free(f.method_text);
	free(f.t);
	free(f.y);
	free(f.exposure);
	free(f.from);
	free(f.segment);
	return done;
}

static bool
check(struct ccr_run *run, const struct its_ask *ask)
{
	if (ask->series.at.n && ask->series.after)
		return ccr_usage(run, "options '--at' and '--after' both say when the change was: "
				      "give one");
	if (ask->method != CCR_ITS_NEWEY_WEST && (!isnan(ask->lag) || ask->small_sample))
		return ccr_usage(run, "options '--lag' and '--small-sample' go with --method "
				      "newey-west");
	if (!(ask->per > 0))
		return ccr_usage(run, "option '--per': a number above 0 is needed");
	if (ask->lag > 1000)
		return ccr_usage(run, "option '--lag': 1000 at most");
	if (!isnan(ask->period) && !(ask->period > 2 && ask->period <= 1e6))
		return ccr_usage(run, "option '--period': a number above 2, at most 1000000, is "
				      "needed");
	return true;
}

bool
outcome_its(struct ccr_run *run, const struct outcome_ask *ask, const struct its_ask *its)
{
	struct outcome_all_series all = {0};
	bool done = check(run, its) && outcome_series_read(&all, run, ask, &its->series);

	for (size_t i = 0; done && i < all.n; i++)
		for (size_t k = 0; done && k < all.set[i].n; k++)
			if (all.set[i].series[all.set[i].order[k]].n > 0)
				done = its_series(run, its, &all, &all.set[i], k);
	outcome_series_release(&all);
	return done;
}
