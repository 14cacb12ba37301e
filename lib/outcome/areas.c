/* areas.c: see areas.h. */
#include "outcome/areas.h"

#include <math.h>
#include <string.h>

#include "stat/dist.h"
#include "stat/displacement.h"

/* In the order of --counts, each before and after. */
enum area { TREATED, CONTROL, DISPLACED, DISPLACED_CONTROL, AREAS };
static const char *const area_names[AREAS] = {"treated", "control", "displaced",
					      "displaced-control"};

static const double level = 0.95;

struct areas {
	struct ccr_before_after area[AREAS];
	struct outcome_spread spread[AREAS][2]; /* before, after */
	size_t rows[AREAS][2], left_out;
	bool given[AREAS];
	bool any;    /* rows, or options */
	size_t most; /* areas that the verb compares */
};

/* ---- reading ---- */

enum { COUNT, EXPOSURE, AREA, AFTER, COLUMNS };

/* The area that the current row names; AREAS after noting that it is none. */
static enum area
area_of(struct ccr_cursor *rows, const struct ccr_column *col)
{
	for (int i = 0; i < AREAS; i++)
		if (strcmp(col[AREA].text, area_names[i]) == 0)
			return (enum area)i;
	ccr_cursor_fault(rows, &col[AREA],
			 "not an area; treated, control, displaced or displaced-control was "
			 "expected");
	return AREAS;
}

static void
add_row(struct areas *a, struct ccr_cursor *rows, const struct ccr_column *col)
{
	enum area area = area_of(rows, col);
	struct ccr_before_after *to;
	double exposure = col[EXPOSURE].found ? col[EXPOSURE].number : 0;

	if (area == AREAS)
		return;
	if ((size_t)area >= a->most) {
		ccr_cursor_exclude(rows, "area that is not compared here");
		return;
	}
	if (col[COUNT].mark != CCR_PRESENT ||
	    (col[EXPOSURE].found && col[EXPOSURE].mark != CCR_PRESENT)) {
		ccr_cursor_exclude(rows, col[COUNT].mark == CCR_SUPPRESSED ? "count suppressed"
					 : col[COUNT].mark == CCR_MISSING  ? "count missing"
									   : "exposure missing");
		a->left_out++;
		return;
	}
	to = &a->area[area];
	a->given[area] = a->any = true;
	a->rows[area][col[AFTER].flag]++;
	outcome_spread_add(&a->spread[area][col[AFTER].flag], col[COUNT].number,
			   col[EXPOSURE].found ? exposure : 1);
	if (col[AFTER].flag) {
		to->after += col[COUNT].number;
		to->after_exposure += exposure;
	} else {
		to->before += col[COUNT].number;
		to->before_exposure += exposure;
	}
}

/* Without exposures, counts are compared as they are: they have to be of as many periods. */
static bool
level_rows(struct areas *a, struct ccr_run *run)
{
	const char *file = run->input->source->name;

	for (size_t i = 0; i < AREAS; i++) {
		if (!a->given[i])
			continue;
		if (a->rows[i][0] != a->rows[TREATED][0] || a->rows[i][1] != a->rows[TREATED][0])
			return ccr_err_add(run->err, CCR_DATA, file, 0, NULL,
					   "not all areas have as many rows with a count before as "
					   "after: name what they were counted in, --exposure");
		a->area[i].before_exposure = a->area[i].after_exposure = 1;
	}
	return true;
}

static bool
read_rows(struct areas *a, struct ccr_run *run, const struct outcome_ask *ask,
	  const struct areas_ask *names)
{
	struct ccr_column col[COLUMNS] = {
		[COUNT] = {.name = ask->count ? ask->count : "count", .type = CCR_COUNT},
		[EXPOSURE] = {.name = ask->exposure ? ask->exposure : "exposure",
			      .type = CCR_NUMBER,
			      .range = CCR_POSITIVE,
			      .optional = !ask->exposure},
		[AREA] = {.name = names->area ? names->area : "area",
			  .type = CCR_TEXT,
			  .required = true},
		[AFTER] = {.name = names->after ? names->after : "after",
			   .type = CCR_FLAG,
			   .required = true},
	};
	struct ccr_cursor *rows = ccr_cursor_open(run->input, col, COLUMNS, run->err);
	bool good;

	while (rows && ccr_cursor_next(rows))
		add_row(a, rows, col);
	good = ccr_cursor_close(rows) && (col[EXPOSURE].found || level_rows(a, run));
	ccr_columns_release(col, COLUMNS);
	return good;
}

static void
from_options(struct areas *a, const struct outcome_ask *ask)
{
	const double *n = ask->counts.item;

	a->any = true;
	for (size_t i = 0; 2 * i < ask->counts.n; i++) {
		a->given[i] = true;
		a->area[i] = (struct ccr_before_after){n[2 * i], n[2 * i + 1],
						       outcome_exposure(ask, 2 * i),
						       outcome_exposure(ask, 2 * i + 1)};
	}
}

static bool
is_peak(const struct areas *a, const struct outcome_ask *ask)
{
	const struct ccr_before_after *t = &a->area[TREATED];

	return outcome_peak(ask, t->before / t->before_exposure, t->before_exposure);
}

/* Reads areas and sees to it that those that are needed are there: least, or most. */
static bool
read_areas(struct areas *a, struct ccr_run *run, const struct outcome_ask *ask,
	   const struct areas_ask *names, size_t least, size_t most)
{
	a->most = most;
	if (!outcome_check(run, ask))
		return false;
	if (outcome_from_options(run)) {
		if (names->area || names->after)
			return ccr_usage(run, "options '--area' and '--after' are for rows: they "
					      "do not go with --counts");
		if (ask->counts.n != 2 * least && ask->counts.n != 2 * most)
			return ccr_usage(run,
					 "option '--counts': before and after of each area, %zu%s "
					 "numbers, are needed",
					 2 * least, most > least ? " or 8" : "");
		from_options(a, ask);
	} else if (!read_rows(a, run, ask, names)) {
		return false;
	}
	if (is_peak(a, ask))
		ccr_note(run, "%s", outcome_peak_text);
	for (size_t i = 0; a->any && i < AREAS; i++) {
		bool needed = i < least || (a->given[DISPLACED] && i < most) ||
			      (a->given[DISPLACED_CONTROL] && i < most);
		const struct ccr_before_after *x = &a->area[i];
		if (!needed)
			continue;
		if (!(x->before_exposure > 0 && x->after_exposure > 0))
			return ccr_err_add(run->err, CCR_DATA, run->input->source->name, 0, NULL,
					   "area '%s' has no rows before or none after",
					   area_names[i]);
	}
	return true;
}

/* ---- writing ---- */

static struct outcome_row
start(const char *measure, const char *term, const char *method, const struct ccr_before_after *a,
      const struct ccr_before_after *b)
{
	struct outcome_row row = outcome_row(measure, term, method);

	row.n = a->before + a->after + (b ? b->before + b->after : 0);
	row.exposure = a->before_exposure + a->after_exposure +
		       (b ? b->before_exposure + b->after_exposure : 0);
	return row;
}

static void
finish(struct ccr_run *run, struct outcome_row *row, struct ccr_buf *note, size_t left_out)
{
	if (left_out > 0)
		outcome_remark(note, "rows left out without a count or exposure: %zu", left_out);
	row->note = note->data;
	outcome_emit(run->out, row);
	ccr_buf_release(note);
}

/* A ratio from its logarithm; b NULL: the change of a itself. */
static void
emit_log(struct ccr_run *run, const struct areas *areas, const struct outcome_ask *ask,
	 const char *measure, const char *term, enum area of, bool against)
{
	const struct ccr_before_after *a = &areas->area[of],
				      *b = against ? &areas->area[CONTROL] : NULL;
	struct outcome_row row = start(measure, term, "log-linear poisson (wald)", a, b);
	struct ccr_buf note = {0};
	struct ccr_effect e = b ? ccr_log_did(a, b) : ccr_log_change(a);
	double z = ccr_normal_quantile(level);
	bool zero = a->before <= 0 || a->after <= 0 || (b && (b->before <= 0 || b->after <= 0));

	if (!zero) {
		row.estimate = exp(e.value);
		row.se = e.se;
		row.ci = (struct ccr_interval){exp(e.value - z * e.se), exp(e.value + z * e.se)};
		row.p = ccr_normal_two_sided(e.value / e.se);
	} else {
		outcome_remark(&note, "no ratio of logarithms: a count is 0; see wdd");
	}
	if (b)
		outcome_remark(&note, "holds if both areas would have changed alike (parallel "
				      "trends)");
	outcome_spread_remark(areas->spread[of], 2, &note);
	if (b)
		outcome_spread_remark(areas->spread[CONTROL], 2, &note);
	if (of == TREATED && is_peak(areas, ask))
		outcome_remark(&note, "%s", outcome_peak_text);
	finish(run, &row, &note, areas->left_out);
}

bool
outcome_did(struct ccr_run *run, const struct outcome_ask *ask, const struct areas_ask *names)
{
	struct areas a = {0};

	if (!read_areas(&a, run, ask, names, 2, 2))
		return false;
	if (!a.any)
		return true;
	emit_log(run, &a, ask, "ratio", "treated: after / before", TREATED, false);
	emit_log(run, &a, ask, "ratio", "control: after / before", CONTROL, false);
	emit_log(run, &a, ask, "ratio_of_ratios", "treated / control", TREATED, true);
	return true;
}

/* What the normal approximation, and counts as their own variances, need. */
static void
remark_counts(const struct areas *a, size_t from, size_t to, struct ccr_buf *note)
{
	for (size_t i = from; i < to; i++)
		if (a->given[i] && (a->area[i].before < OUTCOME_LEAST_BASE ||
				    a->area[i].after < OUTCOME_LEAST_BASE)) {
			outcome_remark(note,
				       "a count is under %d: the interval, which is normal, is "
				       "too narrow",
				       OUTCOME_LEAST_BASE);
			return;
		}
}

static void
emit_wdd(struct ccr_run *run, const struct areas *a, const struct outcome_ask *ask,
	 const char *term, size_t from, size_t to)
{
	struct outcome_row row = start("wdd", term, "weighted displacement difference (normal)",
				       &a->area[from], &a->area[from + 1]);
	struct ccr_effect e = ccr_wdd(&a->area[from], &a->area[from + 1]);
	struct ccr_buf note = {0};
	double z = ccr_normal_quantile(level);

	if (to - from > 2) {
		struct ccr_effect d = ccr_wdd(&a->area[DISPLACED], &a->area[DISPLACED_CONTROL]);
		struct outcome_row more =
			start(NULL, NULL, NULL, &a->area[DISPLACED], &a->area[DISPLACED_CONTROL]);
		e = (struct ccr_effect){e.value + d.value, hypot(e.se, d.se)};
		row.n += more.n;
		row.exposure += more.exposure;
	}
	row.estimate = e.value;
	row.se = e.se;
	if (e.se > 0) {
		row.ci = (struct ccr_interval){e.value - z * e.se, e.value + z * e.se};
		row.p = ccr_normal_two_sided(e.value / e.se);
	} else {
		outcome_remark(&note, "no events: no interval");
	}
	remark_counts(a, from, to, &note);
	outcome_spread_remark(a->spread[from], 2 * (to - from), &note);
	if (from == TREATED && is_peak(a, ask))
		outcome_remark(&note, "%s", outcome_peak_text);
	finish(run, &row, &note, a->left_out);
}

bool
outcome_wdd(struct ccr_run *run, const struct outcome_ask *ask, const struct areas_ask *names)
{
	struct areas a = {0};

	if (!read_areas(&a, run, ask, names, 2, AREAS))
		return false;
	if (!a.any)
		return true;
	emit_wdd(run, &a, ask, "local", TREATED, DISPLACED);
	if (!a.given[DISPLACED])
		return true;
	emit_wdd(run, &a, ask, "displacement", DISPLACED, AREAS);
	emit_wdd(run, &a, ask, "total", TREATED, AREAS);
	return true;
}

static const char *
meaning(const struct ccr_wdq *q)
{
	if (isnan(q->quotient))
		return "no quotient: the treated area did not fall more than the control area";
	if (q->quotient > 1)
		return "benefits spread, and more than the effect itself";
	if (q->quotient > 0)
		return "benefits spread, less than the effect itself";
	if (q->quotient < -1)
		return "displacement undoes the effect";
	return q->quotient < 0 ? "displacement, less than the effect" : "no displacement";
}

bool
outcome_wdq(struct ccr_run *run, const struct outcome_ask *ask, const struct areas_ask *names)
{
	static const char *const measures[] = {"success", "buffer", "wdq", "gross", "net", "total"};
	struct areas a = {0};
	struct ccr_wdq q;

	if (ccr_given(run, "exposures") || ask->exposure)
		return ccr_usage(run,
				 "'wdq' is of counts over equal periods: it takes no exposure; "
				 "see wdd");
	if (!read_areas(&a, run, ask, names, 3, 3))
		return false;
	if (!a.any)
		return true;
	if (a.area[CONTROL].before <= 0 || a.area[CONTROL].after <= 0)
		return ccr_err_add(run->err, CCR_DATA, NULL, 0, NULL,
				   "the control area has a count of 0, and a quotient divides by "
				   "it: take a larger control area, or wdd");
	q = ccr_wdq(&a.area[TREATED], &a.area[CONTROL], &a.area[DISPLACED]);
	for (size_t i = 0; i < CCR_LEN(measures); i++) {
		const double values[] = {q.success, q.buffer, q.quotient, q.gross, q.net, q.total};
		struct outcome_row row = start("wdq", measures[i], "weighted displacement quotient",
					       &a.area[TREATED], &a.area[CONTROL]);
		struct ccr_buf note = {0};
		row.n += a.area[DISPLACED].before + a.area[DISPLACED].after;
		row.exposure = (double)NAN;
		row.estimate = values[i];
		if (i == 2)
			outcome_remark(&note, "%s", meaning(&q));
		outcome_remark(&note, "has no standard error; see wdd");
		finish(run, &row, &note, a.left_out);
	}
	return true;
}
