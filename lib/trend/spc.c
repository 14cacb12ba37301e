/* spc.c: see spc.h.
 *
 * A series is one phase, or begins a new one, with limits of its own, on each --phases date.  With
 * --freeze the limits of the first points hold for all.  Limits are never computed through a date
 * that was named.  stat/control.h has the limits, stat/runs.h the rules.
 */
#include "trend/spc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "stat/runs.h"

const struct ccr_field spc_fields[SPC_FIELDS] = {
	{"series", CCR_TEXT},       {"date", CCR_DATE},
	{"value", CCR_NUMBER},      {"centre", CCR_NUMBER},
	{"lower", CCR_NUMBER},      {"upper", CCR_NUMBER},
	{"signal", CCR_NUMBER},     {"rule", CCR_TEXT},
	{"phase", CCR_TEXT},        {"by", CCR_TEXT},
	{"count", CCR_NUMBER},      {"n", CCR_NUMBER},
	{"direction", CCR_TEXT},    {"variation", CCR_TEXT},
	{"target", CCR_NUMBER},     {"assurance", CCR_TEXT},
	{"limits", CCR_TEXT},       {"n_base", CCR_COUNT},
	{"rules", CCR_TEXT},        {"useful", CCR_COUNT},
	{"longest_run", CCR_COUNT}, {"longest_max", CCR_NUMBER},
	{"crossings", CCR_NUMBER},  {"crossings_min", CCR_NUMBER},
	{"runs", CCR_COUNT},        {"runs_min", CCR_NUMBER},
	{"runs_max", CCR_NUMBER},   {"sigma_z", CCR_NUMBER},
	{"as_of", CCR_DATE},        {"note", CCR_TEXT},
};

/* For people: the points and what is said of them; what is the same everywhere stands below. */
static const enum ccr_place places[SPC_FIELDS] = {
	[0] = CCR_HEADING, [9] = CCR_HIDDEN,  [10] = CCR_HIDDEN, [11] = CCR_HIDDEN,
	[12] = CCR_HIDDEN, [13] = CCR_DETAIL, [14] = CCR_DETAIL, [15] = CCR_DETAIL,
	[16] = CCR_DETAIL, [17] = CCR_HIDDEN, [18] = CCR_DETAIL, [19] = CCR_HIDDEN,
	[20] = CCR_HIDDEN, [21] = CCR_HIDDEN, [22] = CCR_HIDDEN, [23] = CCR_HIDDEN,
	[24] = CCR_HIDDEN, [25] = CCR_HIDDEN, [26] = CCR_HIDDEN, [27] = CCR_HIDDEN,
	[28] = CCR_DETAIL,
};

/* Limits from fewer points are said to be provisional. */
enum { FEW_POINTS = 12, LEAST_USEFUL = 10 };

struct spc {
	const struct spc_ask *ask;
	struct control_ask control;
	unsigned rules;
	char *rules_text;
	size_t freeze_n;      /* 0: not so */
	ccr_date freeze_date; /* CCR_DATE_NONE: not so */
	ccr_date *phase;      /* the first day of each but the first */
};

/* Points of one series that share their limits, or are judged by the same. */
struct part {
	const struct trend_row *row;
	size_t n;
	size_t phase; /* from 0 */
	struct control_point *point;
	struct control_line *line;
	struct runs_found *found;
	struct runs_counts counts;
	struct control_fit fit;
	char *limits, *note;
};

static bool
read_rules(struct spc *s, struct ccr_run *run)
{
	const struct ccr_list *list = &s->ask->rules;
	struct ccr_buf text = {0};

	for (size_t i = 0; i < list->n; i++) {
		int place = 0;
		while (runs_set_name(place) && strcmp(runs_set_name(place), list->item[i]) != 0)
			place++;
		if (!runs_set_name(place)) {
			ccr_buf_release(&text);
			return ccr_usage(run, "option '--rules': nhs, western-electric, nelson, "
					      "anhoej and run-chart are known");
		}
		s->rules |= 1u << place;
		ccr_buf_printf(&text, "%s%s", i ? "," : "", list->item[i]);
	}
	if (list->n == 0) {
		bool median = s->ask->chart == CONTROL_RUN;
		s->rules = median ? RUNS_CHART | RUNS_ANHOEJ : RUNS_NHS;
		ccr_buf_puts(&text, median ? "run-chart,anhoej" : "nhs");
	}
	s->rules_text = ccr_buf_detach(&text);
	return true;
}

static bool
read_freeze(struct spc *s, struct ccr_run *run)
{
	const char *text = s->ask->freeze;
	double n;

	s->freeze_date = CCR_DATE_NONE;
	if (!text)
		return true;
	if (s->ask->phases.n > 0)
		return ccr_usage(run, "--freeze and --phases both say which points limits come "
				      "from: give one");
	if (!ccr_num_parse_whole(text, strlen(text), 2, 1e6, &n))
		s->freeze_n = (size_t)n;
	else if (ccr_date_parse(text, strlen(text), NULL, &s->freeze_date))
		return ccr_usage(run, "option '--freeze': a number of points from 2 on, or the "
				      "date (YYYY-MM-DD) before which they lie, is needed");
	return true;
}

static bool
read_phases(struct spc *s, struct ccr_run *run)
{
	const struct ccr_list *list = &s->ask->phases;

	s->phase = ccr_alloc(list->n, sizeof *s->phase);
	for (size_t i = 0; i < list->n; i++) {
		const char *text = list->item[i];
		if (ccr_date_parse(text, strlen(text), NULL, &s->phase[i]) ||
		    (i > 0 && s->phase[i] <= s->phase[i - 1]))
			return ccr_usage(run, "option '--phases': dates (YYYY-MM-DD), each after "
					      "the one before, are needed");
	}
	return true;
}

static bool
check_options(struct spc *s, struct ccr_run *run)
{
	enum control_chart chart = (enum control_chart)s->ask->chart;
	bool xmr = chart == CONTROL_XMR;

	s->control =
		(struct control_ask){chart, (enum control_ranges)s->ask->ranges,
				     s->ask->scale >= 0 ? (enum control_scale)s->ask->scale
							: (xmr ? CONTROL_2_66 : CONTROL_1_128)};
	if (ccr_given(run, "n") && (chart == CONTROL_C || chart == CONTROL_G || chart == CONTROL_T))
		return ccr_usage(run,
				 "--n does not go with --chart %s, which has no denominator (p, "
				 "pp, u, up, ip, xmr and run have)",
				 control_name(chart));
	if (ccr_given(run, "mr") && !control_has_ranges(chart))
		return ccr_usage(run,
				 "--mr does not go with --chart %s, which has no moving ranges",
				 control_name(chart));
	if (ccr_given(run, "scale") && (!control_has_ranges(chart) || chart == CONTROL_IP))
		return ccr_usage(run,
				 "--scale does not go with --chart %s, whose limits do not come "
				 "from plain moving ranges",
				 control_name(chart));
	if (ccr_given(run, "every") && (chart == CONTROL_G || chart == CONTROL_T))
		return ccr_usage(run, "--every does not go with --chart %s, whose rows are events",
				 control_name(chart));
	return read_rules(s, run) && read_freeze(s, run) && read_phases(s, run);
}

static char *
limits_text(const struct spc *s, const struct control_fit *fit)
{
	enum control_chart chart = s->control.chart;
	static const char *const model[] = {
		[CONTROL_P] = ",binomial",    [CONTROL_PP] = ",binomial",
		[CONTROL_U] = ",poisson",     [CONTROL_UP] = ",poisson",
		[CONTROL_C] = ",poisson",     [CONTROL_G] = ",geometric",
		[CONTROL_T] = ",power=1/3.6", [CONTROL_RUN] = ",none"};
	struct ccr_buf text = {0};

	ccr_buf_printf(&text, "%s%s", control_name(chart), model[chart] ? model[chart] : "");
	if (control_has_ranges(chart))
		ccr_buf_printf(&text, ",mr=%s,scale=%s",
			       s->control.ranges == CONTROL_ALL ? "all" : "screened",
			       chart == CONTROL_IP                 ? "3*sqrt(pi)/2"
			       : s->control.scale == CONTROL_1_128 ? "3/1.128"
								   : "2.66");
	if (fit->dropped > 0)
		ccr_buf_printf(&text, ",dropped=%zu", fit->dropped);
	return ccr_buf_detach(&text);
}

static void
say(struct ccr_buf *note, const char *text)
{
	if (text && *text)
		ccr_buf_printf(note, "%s%s", note->len ? "; " : "", text);
}

/* No point of a chart of counts can lie below 0. */
static bool
cannot_fall(const struct spc *s, const struct part *p)
{
	bool any = false;

	if (p->fit.reason || s->control.chart == CONTROL_XMR || s->control.chart == CONTROL_IP)
		return false;
	for (size_t i = 0; i < p->n; i++) {
		if (p->line[i].low[CONTROL_ZONES - 1] > 0)
			return false;
		any |= !isnan(p->line[i].low[CONTROL_ZONES - 1]);
	}
	return any;
}

/* What holds for all points of the part. */
static char *
part_note(const struct spc *s, const struct part *p)
{
	struct ccr_buf note = {0};
	char *text;

	say(&note, p->fit.reason);
	if (!p->fit.reason && p->fit.n_base < FEW_POINTS) {
		text = ccr_printf("limits from %zu points, fewer than %d: provisional",
				  p->fit.n_base, FEW_POINTS);
		say(&note, text);
		free(text);
	}
	if (p->fit.large > 0 && s->control.ranges == CONTROL_ALL) {
		text = ccr_printf("moving ranges of 3.267 times their mean or more: %zu (--mr "
				  "screened leaves them out)",
				  p->fit.large);
		say(&note, text);
		free(text);
	}
	if (cannot_fall(s, p))
		say(&note, "the lower limit is 0: no point can fall below it, only runs can show "
			   "a fall");
	if ((s->rules & (RUNS_ANHOEJ | RUNS_CHART)) && p->counts.useful < LEAST_USEFUL)
		say(&note, "fewer than 10 points off the centre: the whole series is not judged");
	if (s->freeze_n > p->n)
		say(&note, "fewer points than --freeze: nothing is frozen");
	if (!isnan(s->ask->target) && s->ask->direction == SPC_NO_DIRECTION)
		say(&note, "no assurance without --direction");
	return note.data ? ccr_buf_detach(&note) : NULL;
}

static void
judge_part(const struct spc *s, struct part *p)
{
	double *value = ccr_alloc(p->n, sizeof *value);
	size_t seen = 0;

	p->point = ccr_alloc(p->n, sizeof *p->point);
	p->line = ccr_alloc(p->n, sizeof *p->line);
	p->found = ccr_alloc(p->n, sizeof *p->found);
	for (size_t i = 0; i < p->n; i++) {
		const struct trend_row *row = &p->row[i];
		value[i] = row->open ? (double)NAN : row->value;
		p->point[i] = (struct control_point){value[i], row->count, row->n, true};
		if (s->freeze_n > 0)
			p->point[i].base = seen < s->freeze_n;
		else if (s->freeze_date != CCR_DATE_NONE)
			p->point[i].base = row->date < s->freeze_date;
		seen += isnan(value[i]) ? 0 : 1;
	}
	p->fit = control_limits(&s->control, p->point, p->n, p->line);
	runs_find(s->rules, value, p->line, p->n, p->found, &p->counts);
	p->limits = limits_text(s, &p->fit);
	p->note = part_note(s, p);
	free(value);
}

/* A signal is an improvement where the first of its rules points in the better direction. */
static const char *
variation(const struct spc *s, const struct runs_found *found)
{
	int better = s->ask->direction == SPC_UP ? 1 : -1;

	if (found->rules == 0)
		return "common_cause";
	if (found->direction == 0)
		return "special_cause_neutral";
	if (s->ask->direction == SPC_NO_DIRECTION)
		return found->direction > 0 ? "special_cause_neutral_high"
					    : "special_cause_neutral_low";
	return found->direction == better ? "special_cause_improvement" : "special_cause_concern";
}

/* Would a process within these limits meet the target always, never or now and then? */
static const char *
assurance(const struct spc *s, const struct control_line *line)
{
	double low = line->low[CONTROL_ZONES - 1], high = line->high[CONTROL_ZONES - 1];
	bool up = s->ask->direction == SPC_UP;

	if (isnan(s->ask->target) || s->ask->direction == SPC_NO_DIRECTION || isnan(low))
		return NULL;
	if (s->ask->target > high)
		return up ? "consistent_fail" : "consistent_pass";
	if (s->ask->target < low)
		return up ? "consistent_pass" : "consistent_fail";
	return "inconsistent";
}

static void
emit_phase(struct ccr_emit *out, const struct spc *s, const struct part *p, size_t i)
{
	char number[CCR_NUM_SIZE];

	if (s->ask->freeze) {
		ccr_emit_text(out, p->point[i].base ? "baseline" : "after");
		return;
	}
	ccr_num_print(number, (double)p->phase + 1);
	ccr_emit_text(out, number);
}

static void
emit_counts(struct ccr_emit *out, const struct runs_counts *c)
{
	ccr_emit_count(out, c->useful);
	ccr_emit_count(out, c->longest);
	ccr_emit_number(out, c->longest_max);
	ccr_emit_number(out, c->useful ? (double)c->runs - 1 : (double)NAN);
	ccr_emit_number(out, c->crossings_min);
	ccr_emit_count(out, c->runs);
	ccr_emit_number(out, c->runs_min);
	ccr_emit_number(out, c->runs_max);
}

static void
emit_note(struct ccr_emit *out, const struct part *p, size_t i)
{
	struct ccr_buf note = {0};

	say(&note, p->row[i].gap);
	if (p->row[i].open)
		say(&note, "the period is not over by the as-of day: not judged");
	say(&note, p->note);
	ccr_emit_text(out, note.data);
	ccr_emit_end(out);
	ccr_buf_release(&note);
}

/* Without limits that there should be, silence of the other rules says little: it is no answer. */
static bool
could_signal(const struct part *p, size_t i)
{
	return !isnan(p->point[i].value) && !(p->fit.reason && *p->fit.reason);
}

static void
emit_row(struct trend *t, const struct trend_grouping *g, uint32_t code, const struct spc *s,
	 const struct part *p, size_t i)
{
	const struct trend_row *row = &p->row[i];
	const struct control_line *line = &p->line[i];
	bool signal = p->found[i].rules != 0, judged = signal || could_signal(p, i);
	struct ccr_emit *out = t->run->out;
	struct ccr_buf rule = {0};

	runs_text(&rule, &p->found[i], &p->counts,
		  control_has_median(s->control.chart) ? "median" : "mean");
	trend_emit_series(t, g, code);
	ccr_emit_date(out, row->date);
	ccr_emit_number(out, row->value);
	ccr_emit_number(out, line->centre);
	ccr_emit_number(out, line->low[CONTROL_ZONES - 1]);
	ccr_emit_number(out, line->high[CONTROL_ZONES - 1]);
	ccr_emit_number(out, judged ? signal : (double)NAN);
	ccr_emit_text(out, rule.data);
	emit_phase(out, s, p, i);
	trend_emit_by(t, g);
	ccr_emit_number(out, t->want.n ? row->count : (double)NAN);
	ccr_emit_number(out, row->n);
	ccr_emit_text(out, p->found[i].direction > 0   ? "up"
			   : p->found[i].direction < 0 ? "down"
						       : NULL);
	ccr_emit_text(out, judged ? variation(s, &p->found[i]) : NULL);
	ccr_emit_number(out, s->ask->target);
	ccr_emit_text(out, assurance(s, line));
	ccr_emit_text(out, p->limits);
	ccr_emit_count(out, p->fit.n_base);
	ccr_emit_text(out, s->rules_text);
	emit_counts(out, &p->counts);
	ccr_emit_number(out, p->fit.inflation);
	ccr_emit_date(out, t->ask->as_of);
	emit_note(out, p, i);
	ccr_buf_release(&rule);
}

static size_t
phase_of(const struct spc *s, ccr_date date)
{
	size_t phase = 0;

	while (phase < s->ask->phases.n && date >= s->phase[phase])
		phase++;
	return phase;
}

static void
chart(struct trend *t, const struct trend_grouping *g, uint32_t code,
      const struct trend_series *series, void *to)
{
	const struct spc *s = to;
	size_t begin = 0;

	while (begin < series->n) {
		struct part p = {.row = series->row + begin,
				 .phase = phase_of(s, series->row[begin].date)};
		while (begin < series->n && phase_of(s, series->row[begin].date) == p.phase)
			begin++;
		p.n = (size_t)(series->row + begin - p.row);
		judge_part(s, &p);
		for (size_t i = 0; i < p.n; i++)
			emit_row(t, g, code, s, &p, i);
		free(p.point);
		free(p.line);
		free(p.found);
		free(p.limits);
		free(p.note);
	}
}

static struct trend_want
want(const struct spc *s, const struct ccr_run *run)
{
	enum control_chart c = s->control.chart;
	bool rates = c == CONTROL_IP || c == CONTROL_XMR || c == CONTROL_RUN;

	return (struct trend_want){
		.n = control_needs_n(c) || ccr_given(run, "n"),
		.whole = !rates && c != CONTROL_T,
		.share = c == CONTROL_P || c == CONTROL_PP,
		.positive = c == CONTROL_T,
		.events = c == CONTROL_T || c == CONTROL_G,
		.from_dates = c == CONTROL_T,
	};
}

bool
trend_spc(struct ccr_run *run, const struct trend_ask *ask, const struct spc_ask *o)
{
	struct spc s = {.ask = o};
	struct trend t = {0};
	bool done = check_options(&s, run) && trend_read(&t, run, ask, want(&s, run));

	if (done) {
		ccr_emit_places(run->out, places);
		trend_each(&t, chart, &s);
	}
	trend_release(&t);
	free(s.rules_text);
	free(s.phase);
	return done;
}
