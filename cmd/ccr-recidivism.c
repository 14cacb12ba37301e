/* ccr-recidivism: how many reoffended, and when.
 *
 * Reads one row per person followed (--time/--event or --start/--end) and estimates the share with
 * the event by a horizon (rates) or the whole curve (curve).  Follow-up that ended without the
 * event is censored, not dropped. Kaplan & Meier, JASA 53 (1958) 457; Greenwood's variance;
 * conventions as in R's survival::survfit, which the tests hold it to.
 */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "data/group.h"
#include "program.h"
#include "stat/dist.h"
#include "stat/survival.h"

static struct {
	const char *time, *event, *potential, *start, *end;
	struct ccr_lists by;
	struct ccr_numbers at;
	ccr_date as_of;
	int ci;
} o = {.time = "days", .event = "event", .potential = "potential_days", .as_of = CCR_DATE_NONE};

static const struct ccr_opt options[] = {
	{'b', "by", "COL[,COL]", "estimate within groups (repeatable)", OPT_LISTS, &o.by, NULL},
	{0, "at", "TIME[,TIME]", "horizons, in the unit of the time column; days with --start",
	 OPT_NUMBERS, &o.at, "rates"},
	{0, "time", "COL", "time to the event or to the end of follow-up (default: days)", OPT_TEXT,
	 &o.time, NULL},
	{0, "event", "COL", "1 = had the event, 0 = censored (default: event)", OPT_TEXT, &o.event,
	 NULL},
	{0, "potential", "COL",
	 "how long the person could have been followed (default: potential_days)", OPT_TEXT,
	 &o.potential, "rates"},
	{0, "start", "COL", "date on which follow-up began, instead of --time", OPT_TEXT, &o.start,
	 NULL},
	{0, "end", "COL",
	 "date of the event, or with --event of the end of follow-up; empty: still followed",
	 OPT_TEXT, &o.end, NULL},
	CCR_OPT_AS_OF(&o.as_of, NULL),
	{0, "ci", "log-log|log|plain", "interval of the Kaplan-Meier estimate (default: log-log)",
	 OPT_CHOICE, &o.ci, NULL},
	CCR_OPT_END,
};

static const char *const ci_names[] = {"log-log", "log", "plain"};

static const struct ccr_field rates_fields[] = {
	{"by", CCR_TEXT},   {"group", CCR_TEXT},   {"at", CCR_NUMBER},     {"estimator", CCR_TEXT},
	{"n", CCR_COUNT},   {"n_risk", CCR_COUNT}, {"n_event", CCR_COUNT}, {"estimate", CCR_SHARE},
	{"se", CCR_SHARE},  {"ci_low", CCR_SHARE}, {"ci_high", CCR_SHARE}, {"ci_method", CCR_TEXT},
	{"note", CCR_TEXT},
};

static const struct ccr_field curve_fields[] = {
	{"by", CCR_TEXT},        {"group", CCR_TEXT},     {"time", CCR_NUMBER},
	{"n_risk", CCR_COUNT},   {"n_event", CCR_COUNT},  {"n_censor", CCR_COUNT},
	{"survival", CCR_SHARE}, {"se", CCR_SHARE},       {"ci_low", CCR_SHARE},
	{"ci_high", CCR_SHARE},  {"ci_method", CCR_TEXT}, {"note", CCR_TEXT},
};

/* What is counted of those who could be followed to a horizon, whatever happened. */
struct full {
	size_t n, events, at_risk;
	size_t left; /* of n, without the event before the horizon for another reason than the as-of
			date */
};

/* One -b and its counts; several are filled in the same pass. */
struct grouping {
	struct ccr_group group;
	struct survival_counts counts;
	struct full *full; /* group * horizons + horizon */
	size_t full_cap;
	const struct ccr_column *columns;
	bool potential_known; /* so that full holds what it should */
};

struct follow_up {
	double time, potential; /* potential is NaN where it is not known */
	bool event;
	bool cut; /* it went on after the as-of date */
};

/* The columns in the order they are declared; those of -b follow. */
enum { TIME, EVENT, POTENTIAL, START, END, BY };

static bool
read_times(struct ccr_cursor *rows, const struct ccr_column *col, struct follow_up *f)
{
	*f = (struct follow_up){col[TIME].number, (double)NAN, col[EVENT].flag, false};
	if (col[POTENTIAL].mark != CCR_PRESENT)
		return true;
	f->potential = col[POTENTIAL].number;
	if (f->potential >= f->time)
		return true;
	ccr_cursor_fault(rows, &col[POTENTIAL], "shorter than the follow-up itself");
	return false;
}

static bool
read_dates(struct ccr_cursor *rows, const struct ccr_column *col, struct follow_up *f)
{
	bool ended = col[END].mark == CCR_PRESENT;
	bool event = col[EVENT].found ? col[EVENT].flag : ended, cut = false;

	if (col[START].date > o.as_of) {
		ccr_cursor_exclude(rows, "follow-up begins after the as-of date");
		return false;
	}
	if (ended && col[END].date < col[START].date) {
		ccr_cursor_fault(rows, &col[END], "before the start of follow-up");
		return false;
	}
	if (event && !ended) {
		ccr_cursor_fault(rows, &col[END], "missing; an event needs its date");
		return false;
	}
	if (ended && col[END].date > o.as_of) {
		ended = event = false;
		cut = true;
	}
	*f = (struct follow_up){(ended ? col[END].date : o.as_of) - col[START].date,
				o.as_of - col[START].date, event, cut};
	return true;
}

static void
add(struct grouping *g, uint32_t code, const struct follow_up *f)
{
	survival_add(&g->counts, code, f->time, f->event);
	CCR_GROW(g->full, g->full_cap, (code + 1) * o.at.n);
	for (size_t i = 0; i < o.at.n; i++) {
		struct full *full = &g->full[code * o.at.n + i];
		if (!(f->potential >= o.at.item[i]))
			continue;
		full->n++;
		full->events += f->event && f->time <= o.at.item[i];
		full->at_risk += f->time >= o.at.item[i];
		full->left += !f->event && f->time < o.at.item[i];
	}
}

/* One histogram of exits per group: all that any estimator below needs, whatever the number of
 * rows. */
static bool
count_rows(struct ccr_run *run, struct ccr_column *col, size_t n_col, struct grouping *g, size_t n)
{
	struct ccr_cursor *rows = ccr_cursor_open(run->input, col, n_col, run->err);

	while (rows && ccr_cursor_next(rows)) {
		struct follow_up f;
		bool used = false;
		if (!(o.start ? read_dates(rows, col, &f) : read_times(rows, col, &f)))
			continue;
		for (size_t i = 0; i < n; i++) {
			uint32_t code = ccr_group_of(&g[i].group, g[i].columns);
			g[i].potential_known = o.start || col[POTENTIAL].found;
			used |= code != CCR_NO_CODE;
			if (code != CCR_NO_CODE)
				add(&g[i], code, &f);
			else if (n > 1)
				ccr_cursor_count(rows, CCR_LEDGER_MISSING, g[i].group.by_text);
		}
		if (!used)
			ccr_cursor_exclude(rows, "group missing");
		else if (!f.event)
			ccr_cursor_count(rows, CCR_CENSORED,
					 f.cut ? "without the event by the as-of date, but it or "
						 "the end came later"
					       : "without the event");
	}
	return ccr_cursor_close(rows);
}

/* The columns of the way in which follow-up is given; those of the other way are not wanted. */
static void
declare(struct ccr_run *run, struct ccr_column *col)
{
	bool event = !o.start || ccr_given(run, "event");

	col[TIME] = (struct ccr_column){.name = o.start ? NULL : o.time,
					.type = CCR_NUMBER,
					.required = true,
					.range = CCR_NOT_NEGATIVE};
	col[EVENT] = (struct ccr_column){
		.name = event ? o.event : NULL, .type = CCR_FLAG, .required = true};
	col[POTENTIAL] = (struct ccr_column){.name = o.start ? NULL : o.potential,
					     .type = CCR_NUMBER,
					     .range = CCR_NOT_NEGATIVE,
					     .required = true,
					     .optional = !ccr_given(run, "potential")};
	col[START] = (struct ccr_column){.name = o.start, .type = CCR_DATE, .required = true};
	col[END] = (struct ccr_column){.name = o.end, .type = CCR_DATE};
}

static bool
check_options(struct ccr_run *run)
{
	if (!o.start != !o.end)
		return ccr_usage(run, "--start and --end go together");
	if (o.start && (ccr_given(run, "time") || ccr_given(run, "potential")))
		return ccr_usage(run, "--start and --end give the follow-up: --time and "
				      "--potential do not go with them");
	if (!o.start && ccr_given(run, "as-of"))
		return ccr_usage(run, "--as-of goes with --start and --end");
	for (size_t i = 0; i < o.at.n; i++)
		if (o.at.item[i] < 0)
			return ccr_usage(run, "option '--at': a horizon is 0 or more");
	if (o.start && o.as_of == CCR_DATE_NONE)
		ccr_note(run, "no --as-of: today counts as the last day that the data know of");
	if (o.as_of == CCR_DATE_NONE)
		o.as_of = ccr_date_today();
	return true;
}

/* Prints the rows of one group: its steps of the Kaplan-Meier curve are given, none where the group
 * is empty. */
typedef void emit_group(struct ccr_emit *, const struct grouping *, uint32_t code,
			const struct survival_step *, size_t n);

static void
emit_groupings(struct ccr_emit *out, const struct grouping *g, size_t n, emit_group *emit)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t *order = ccr_group_order(&g[i].group);
		for (size_t k = 0; k < ccr_group_count(&g[i].group); k++) {
			size_t n_steps;
			struct survival_step *step = survival_km(&g[i].counts, order[k], &n_steps);
			if (step)
				emit(out, &g[i], order[k], step, n_steps);
			free(step);
		}
		free(order);
	}
}

static bool
follow(struct ccr_run *run, emit_group *emit)
{
	static struct ccr_list whole;
	size_t n = o.by.n ? o.by.n : 1, n_col = BY;
	struct grouping *g = ccr_alloc(n, sizeof *g);
	struct ccr_column *col;
	bool done = false;

	for (size_t i = 0; i < n; i++) {
		ccr_group_init(&g[i].group, o.by.n ? &o.by.list[i] : &whole);
		n_col += g[i].group.by->n;
	}
	col = ccr_alloc(n_col, sizeof *col);
	n_col = BY;
	for (size_t i = 0; i < n; i++) {
		g[i].columns = col + n_col;
		ccr_group_columns(&g[i].group, col + n_col);
		n_col += g[i].group.by->n;
	}
	if (check_options(run)) {
		declare(run, col);
		done = count_rows(run, col, n_col, g, n);
	}
	for (size_t i = 0; done && i < n; i++)
		ccr_group_name(&g[i].group, g[i].columns);
	if (done)
		emit_groupings(run->out, g, n, emit);
	for (size_t i = 0; i < n; i++) {
		ccr_group_release(&g[i].group);
		survival_release(&g[i].counts);
		free(g[i].full);
	}
	ccr_columns_release(col, n_col);
	free(col);
	free(g);
	return done;
}

/* Who left by the horizon, and who was still there. */
struct horizon {
	double at;
	size_t n, at_risk, events, censored_before; /* of the whole group */
	const struct survival_step *last; /* the last step by then; NULL: before the first */
	bool beyond;                      /* nobody was followed so long */
};

static struct horizon
find_horizon(const struct survival_step *step, size_t n, double at)
{
	struct horizon h = {.at = at, .n = step[0].n_risk, .beyond = at > step[n - 1].time};

	h.at_risk = h.n;
	for (size_t i = 0; i < n && step[i].time <= at; i++) {
		h.last = &step[i];
		h.events += step[i].n_event;
		h.censored_before += step[i].time < at ? step[i].n_censor : 0;
		h.at_risk = step[i].time < at ? step[i].n_risk - step[i].n_event - step[i].n_censor
					      : step[i].n_risk;
	}
	return h;
}

static void
emit_start(struct ccr_emit *out, const struct grouping *g, uint32_t code, double at,
	   const char *estimator)
{
	ccr_emit_text(out, g->group.by_text);
	ccr_emit_text(out, ccr_group_label(&g->group, code));
	ccr_emit_number(out, at);
	ccr_emit_text(out, estimator);
}

/* The note of a row: the reason, and the day the answer was cut off at. */
static void
emit_note(struct ccr_emit *out, const char *reason)
{
	char date[CCR_DATE_SIZE];
	struct ccr_buf note = {0};

	ccr_buf_puts(&note, reason);
	if (o.start) {
		ccr_date_print(date, o.as_of);
		ccr_buf_printf(&note, "%sas of %s", note.len ? "; " : "", date);
	}
	ccr_emit_text(out, note.data);
	ccr_emit_end(out);
	ccr_buf_release(&note);
}

/* A plain share of n, with Wilson's interval. */
static void
emit_share(struct ccr_emit *out, const struct full *full, const char *reason)
{
	double n = (double)full->n, p = n > 0 ? (double)full->events / n : (double)NAN;
	struct ccr_interval ci;

	ccr_emit_count(out, full->n);
	ccr_emit_count(out, full->at_risk);
	ccr_emit_count(out, full->events);
	if (full->n == 0) {
		ccr_emit_missing(out, 4);
	} else {
		ci = ccr_wilson(p, n, ccr_normal_quantile(0.95));
		ccr_emit_number(out, p);
		ccr_emit_number(out, sqrt(p * (1 - p) / n));
		ccr_emit_number(out, ci.low);
		ccr_emit_number(out, ci.high);
	}
	ccr_emit_text(out, "wilson");
	emit_note(out, reason);
}

static void
emit_fixed(struct ccr_emit *out, const struct grouping *g, uint32_t code, size_t i,
	   const struct horizon *h)
{
	const struct full *full = &g->full[code * o.at.n + i];
	struct full all = {h->n, h->events, h->at_risk, 0};
	char *left = ccr_printf("counts %zu whose follow-up ended early as without the event",
				full->left);

	if (g->potential_known) {
		emit_share(out, full,
			   full->n == 0 ? "nobody could be followed this long"
			   : full->left ? left
					: "");
	} else if (h->censored_before == 0) {
		emit_share(out, &all, "");
	} else {
		ccr_emit_missing(out, 7);
		ccr_emit_text(out, "wilson");
		emit_note(out, "needs how long each person could have been followed: --potential, "
			       "or --start with --as-of");
	}
	free(left);
}

static void
emit_km(struct ccr_emit *out, const struct horizon *h)
{
	static const struct survival_step before = {.survival = 1};
	const struct survival_step *step = h->last ? h->last : &before;
	bool unknown = h->beyond &&
		       step->survival > 0; /* where nobody is left, more time changes nothing */
	struct ccr_interval ci =
		survival_interval(step, (enum survival_ci)o.ci, ccr_normal_quantile(0.95));

	ccr_emit_count(out, h->n);
	ccr_emit_count(out, h->beyond ? 0 : h->at_risk);
	ccr_emit_count(out, h->events);
	if (unknown) {
		ccr_emit_missing(out, 4);
	} else {
		ccr_emit_number(out, 1 - step->survival);
		ccr_emit_number(out, survival_se(step));
		ccr_emit_number(out, 1 - ci.high);
		ccr_emit_number(out, 1 - ci.low);
	}
	ccr_emit_text(out, ci_names[o.ci]);
	emit_note(out, unknown                      ? "nobody was followed this long"
		       : isnan(ci.low) && h->events ? "no interval: nobody is left"
		       : isnan(ci.low)              ? "no interval: no event yet"
						    : "");
}

static void
emit_rates(struct ccr_emit *out, const struct grouping *g, uint32_t code,
	   const struct survival_step *step, size_t n)
{
	for (size_t i = 0; i < o.at.n; i++) {
		struct horizon h = find_horizon(step, n, o.at.item[i]);
		struct full all = {h.n, h.events, h.at_risk, 0};
		emit_start(out, g, code, h.at, "crude");
		emit_share(out, &all,
			   h.censored_before
				   ? "counts people not followed this long as without the event"
				   : "");
		emit_start(out, g, code, h.at, "fixed");
		emit_fixed(out, g, code, i, &h);
		emit_start(out, g, code, h.at, "km");
		emit_km(out, &h);
	}
}

static void
emit_curve(struct ccr_emit *out, const struct grouping *g, uint32_t code,
	   const struct survival_step *step, size_t n)
{
	double z = ccr_normal_quantile(0.95);

	for (size_t i = 0; i < n; i++) {
		struct ccr_interval ci = survival_interval(&step[i], (enum survival_ci)o.ci, z);
		ccr_emit_text(out, g->group.by_text);
		ccr_emit_text(out, ccr_group_label(&g->group, code));
		ccr_emit_number(out, step[i].time);
		ccr_emit_count(out, step[i].n_risk);
		ccr_emit_count(out, step[i].n_event);
		ccr_emit_count(out, step[i].n_censor);
		ccr_emit_number(out, step[i].survival);
		ccr_emit_number(out, survival_se(&step[i]));
		ccr_emit_number(out, ci.low);
		ccr_emit_number(out, ci.high);
		ccr_emit_text(out, ci_names[o.ci]);
		emit_note(out, !isnan(ci.low)         ? ""
			       : step[i].survival > 0 ? "no interval: no event yet"
						      : "no interval: nobody is left");
	}
}

static bool
rates(struct ccr_run *run)
{
	if (o.at.n == 0)
		return ccr_usage(run, "'rates' needs its horizons: --at TIME,...");
	return follow(run, emit_rates);
}

static bool
curve(struct ccr_run *run)
{
	return follow(run, emit_curve);
}

static const struct ccr_verb verbs[] = {
	{"rates", "share who reoffended by each horizon", rates, rates_fields,
	 CCR_LEN(rates_fields), 0},
	{"curve", "survival at each distinct time", curve, curve_fields, CCR_LEN(curve_fields), 0},
	CCR_VERB_END,
};

int
main(int argc, char *argv[])
{
	static ccr_library *const used[] = {ccr_gsl_library, NULL};
	static const struct ccr_program program = {
		"ccr-recidivism",
		"how many reoffended, and when",
		"[FILE]...",
		options,
		verbs,
		NULL,
		used,
	};

	return ccr_main(&program, argc, argv);
}
