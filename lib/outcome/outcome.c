/* outcome.c: see outcome.h. */
#include "outcome/outcome.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stat/dist.h"
#include "stat/exact.h"

const struct ccr_field outcome_fields[OUTCOME_FIELDS] = {
	{"measure", CCR_TEXT},    {"term", CCR_TEXT},      {"n", CCR_NUMBER},
	{"exposure", CCR_NUMBER}, {"estimate", CCR_SHARE}, {"se", CCR_SHARE},
	{"ci_low", CCR_SHARE},    {"ci_high", CCR_SHARE},  {"p", CCR_NUMBER},
	{"method", CCR_TEXT},     {"p_holm", CCR_NUMBER},  {"by", CCR_TEXT},
	{"group", CCR_TEXT},      {"note", CCR_TEXT},
};

/* The group is in the term, and remarks are too long for a column. */
static const enum ccr_place places[OUTCOME_FIELDS] = {
	[11] = CCR_DETAIL, [12] = CCR_HIDDEN, [13] = CCR_BELOW};

const char outcome_peak_text[] =
	"the base is the highest of its series: after a peak counts fall by themselves "
	"(regression to the mean)";

struct outcome_row
outcome_row(const char *measure, const char *term, const char *method)
{
	const double none = (double)NAN;

	return (struct outcome_row){.measure = measure,
				    .term = term,
				    .n = none,
				    .exposure = none,
				    .estimate = none,
				    .se = none,
				    .ci = {none, none},
				    .p = none,
				    .p_holm = none,
				    .method = method};
}

void
outcome_emit(struct ccr_emit *out, const struct outcome_row *row)
{
	const double values[] = {row->estimate, row->se, row->ci.low, row->ci.high};

	ccr_emit_places(out, places);
	ccr_emit_text(out, row->measure);
	ccr_emit_text(out, row->term);
	ccr_emit_number(out, row->n);
	ccr_emit_number(out, row->exposure);
	for (size_t i = 0; i < CCR_LEN(values); i++)
		ccr_emit_mixed(out, row->share, isfinite(values[i]) ? values[i] : (double)NAN);
	ccr_emit_number(out, row->p);
	ccr_emit_text(out, row->method);
	ccr_emit_number(out, row->p_holm);
	ccr_emit_text(out, row->by);
	ccr_emit_text(out, row->group);
	ccr_emit_text(out, row->note);
	ccr_emit_end(out);
}

void
outcome_remark(struct ccr_buf *note, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = ccr_vprintf(format, args);
	va_end(args);
	ccr_buf_printf(note, "%s%s", note->len ? "; " : "", text);
	free(text);
}

bool
outcome_from_options(const struct ccr_run *run)
{
	return ccr_given(run, "counts");
}

static bool
check_counts(struct ccr_run *run, const char *option, const struct ccr_numbers *counts)
{
	for (size_t i = 0; i < counts->n; i++)
		if (!(counts->item[i] >= 0 && counts->item[i] <= CCR_EXACT_MOST &&
		      floor(counts->item[i]) == counts->item[i]))
			return ccr_usage(run,
					 "option '--%s': whole numbers from 0 to %.0f are needed",
					 option, CCR_EXACT_MOST);
	return true;
}

bool
outcome_check(struct ccr_run *run, const struct outcome_ask *ask)
{
	static const char *const of_rows[] = {"count", "exposure", "by", "reference"};

	if (!check_counts(run, "counts", &ask->counts) ||
	    !check_counts(run, "history", &ask->history))
		return false;
	if (!outcome_from_options(run))
		return !ccr_given(run, "exposures") ||
		       ccr_usage(run, "option '--exposures' goes with --counts; the column of "
				      "rows is named by --exposure");
	for (size_t i = 0; i < CCR_LEN(of_rows); i++)
		if (ccr_given(run, of_rows[i]))
			return ccr_usage(run,
					 "option '--%s' is for rows: it does not go with "
					 "--counts",
					 of_rows[i]);
	if (run->input->n > 1 || run->input->source->fd > 0)
		return ccr_usage(run, "with --counts no file is read: leave it out");
	if (ask->exposures.n > 0 && ask->exposures.n != ask->counts.n)
		return ccr_usage(run, "options '--counts' and '--exposures' need as many numbers");
	for (size_t i = 0; i < ask->exposures.n; i++)
		if (!(ask->exposures.item[i] > 0))
			return ccr_usage(run, "option '--exposures': numbers above 0 are needed");
	return true;
}

double
outcome_exposure(const struct outcome_ask *ask, size_t i)
{
	return ask->exposures.n ? ask->exposures.item[i] : 1;
}

bool
outcome_peak(const struct outcome_ask *ask, double rate, double exposure)
{
	for (size_t i = 0; i < ask->history.n; i++)
		if (ask->history.item[i] / exposure >= rate)
			return false;
	return ask->history.n > 0;
}

void
outcome_spread_add(struct outcome_spread *s, double events, double exposure)
{
	s->events += events;
	s->exposure += exposure;
	s->squares += events * events / exposure;
	s->rows++;
}

void
outcome_spread_remark(const struct outcome_spread *s, size_t n, struct ccr_buf *note)
{
	double x2 = 0, df = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i].events <= 0)
			continue;
		x2 += s[i].squares * s[i].exposure / s[i].events - s[i].events;
		df += (double)s[i].rows - 1;
	}
	if (df > 0 && x2 > 1.5 * df && ccr_chisq_above(x2, df) < 0.05)
		outcome_remark(note,
			       "rows vary %.1f times as much as poisson counts: intervals are too "
			       "narrow",
			       x2 / df);
}
