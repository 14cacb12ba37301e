/* verify.c: 'ccr-plan verify', does a schedule keep to its plan?
 *
 * Goes by the dates alone, day by day, and shares nothing with what makes schedules, so that it can
 * judge those too.  A date does not say at what hour: where days are not whole, what may hold is
 * taken to hold.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "model/baseline.h"
#include "model/levelling.h"
#include "plan/verbs.h"

const struct ccr_field plan_verify_fields[PLAN_VERIFY_FIELDS] = {
	{"goal", CCR_TEXT},        {"id", CCR_TEXT},       {"name", CCR_TEXT},
	{"responsible", CCR_TEXT}, {"start", CCR_DATE},    {"finish", CCR_DATE},
	{"rule", CCR_TEXT},        {"evidence", CCR_TEXT}, {"note", CCR_TEXT},
};

static const enum ccr_place in_table[PLAN_VERIFY_FIELDS] = {[2] = CCR_BELOW, [7] = CCR_BELOW};

struct leave {
	ccr_date first, last;
};

struct verify {
	struct ccr_run *run;
	const struct plan *plan;
	struct baseline_step *span; /* by step; without a date: not in the schedule */
	double *present;            /* working days of its span on which all its people are there */
	struct leave *leave;        /* of person i: leave[first_leave[i]] to that of the next */
	size_t *first_leave;
	double hours_per_week;
	bool whole; /* days and lags are: every step begins in the morning */
};

static void CCR_PRINTF(4, 5)
	find(struct verify *v, size_t at, const char *rule, const char *format, ...)
{
	struct ccr_emit *out = v->run->out;
	va_list args;
	char *evidence;

	va_start(args, format);
	evidence = ccr_vprintf(format, args);
	va_end(args);
	plan_emit_step(out, v->plan, &v->plan->step[at]);
	ccr_emit_date(out, v->span[at].start);
	ccr_emit_date(out, v->span[at].finish);
	ccr_emit_text(out, rule);
	ccr_emit_text(out, evidence);
	ccr_emit_missing(out, 1);
	ccr_emit_end(out);
	free(evidence);
	v->run->attention = true;
}

/* The leave of all people, read once: every day of every step asks for it. */
static void
read_leave(struct verify *v)
{
	size_t cap = 0, n = 0, more;

	v->first_leave = ccr_alloc(v->plan->n_people + 1, sizeof *v->first_leave);
	for (size_t i = 0; i < v->plan->n_people; i++) {
		const struct ccr_json *list =
			ccr_json_list(v->plan->person[i].json, "leave", &more);
		CCR_GROW(v->leave, cap, n + more);
		for (size_t k = 0; k < more; k++) {
			const char *first = list[k].child[0].text, *last = list[k].child[1].text;
			ccr_date_parse(first, strlen(first), NULL, &v->leave[n].first);
			ccr_date_parse(last, strlen(last), NULL, &v->leave[n++].last);
		}
		v->first_leave[i + 1] = n;
	}
}

/* Is somebody of the step away on a day? */
static bool
on_leave(const struct verify *v, const struct plan_step *step, ccr_date day)
{
	for (size_t k = 0; k < step->n_people; k++) {
		size_t who = step->people[k];
		for (size_t i = v->first_leave[who]; i < v->first_leave[who + 1]; i++)
			if (v->leave[i].first <= day && day <= v->leave[i].last)
				return true;
	}
	return false;
}

/* Working days in [from, to] on which nobody of the step is away; step NULL: whoever is away. */
static double
days_between(const struct verify *v, const struct plan_step *step, ccr_date from, ccr_date to)
{
	double days = 0;

	for (ccr_date day = from; day <= to; day++)
		days += ccr_calendar_is_working(&v->plan->calendar, day) &&
			!(step && on_leave(v, step, day));
	return days;
}

/* Nothing can be asked of it any more, also where nobody said on which day it began. */
static bool
has_happened(const struct plan_step *step)
{
	return step->started != CCR_DATE_NONE || step->status == PLAN_DONE ||
	       (step->status == PLAN_STARTED && step->days > 0);
}

static void
check_days_of(struct verify *v, size_t at)
{
	const struct plan_step *step = &v->plan->step[at];
	ccr_date start = v->span[at].start, finish = v->span[at].finish;
	const struct ccr_calendar *cal = &v->plan->calendar;
	double days = v->present[at], least = step->days;
	char text[CCR_NUM_SIZE];

	if (has_happened(step)) {
		if (step->started != CCR_DATE_NONE && start != step->started)
			find(v, at, "started", "it has started on another day");
		return;
	}
	if (start < v->plan->start)
		find(v, at, "plan_start", "it starts before the plan does");
	if (step->days > 0 &&
	    (!ccr_calendar_is_working(cal, start) || !ccr_calendar_is_working(cal, finish)))
		find(v, at, "working_day", "it starts or finishes on a day without work");
	if (!(days >= least - 1e-9)) {
		ccr_num_print_short(text, days);
		find(v, at, "days", "between its dates its people have %s working days", text);
	}
}

static void
check_constraint(struct verify *v, size_t at)
{
	const struct plan_step *step = &v->plan->step[at];
	ccr_date start = v->span[at].start, finish = v->span[at].finish,
		 date = step->constraint_date;
	bool kept = true;

	if (step->constraint == PLAN_FREE || date == CCR_DATE_NONE || has_happened(step))
		return;
	switch (step->constraint) {
	case PLAN_SNET:
	case PLAN_MSO: kept = start >= date; break;
	case PLAN_FNET:
	case PLAN_MFO:
		/* The working day before a day without work is as late. */
		kept = finish >= date || days_between(v, NULL, finish + 1, date) <= 0;
		break;
	default: break;
	}
	if (!kept)
		find(v, at, "constraint", "it is earlier than its constraint allows");
}

/* Where a link holds at the least the hours of the day allow it. */
static bool
keeps_link(const struct verify *v, const struct schedule_link *link)
{
	const struct plan_step *from = &v->plan->step[link->from], *to = &v->plan->step[link->to];
	const struct baseline_step *a = &v->span[link->from], *b = &v->span[link->to];
	bool at_finish = link->type == SCHEDULE_FS || link->type == SCHEDULE_FF;
	bool of_start = link->type == SCHEDULE_FS || link->type == SCHEDULE_SS;
	ccr_date first = at_finish ? a->finish : a->start, second = of_start ? b->start : b->finish;
	/* A milestone stands in the morning or the evening of its day. */
	bool whole = v->whole && from->days > 0 && to->days > 0;
	/* From the evening of a finish to the morning of a start lies a day less. */
	double apart = link->lag + (link->type == SCHEDULE_FS) - (link->type == SCHEDULE_SF), days;

	if (link->elapsed) {
		double slack = whole ? 0 : 1;
		/* What ends before a day without work has ended on that one too. */
		while ((!of_start || !(to->days > 0)) &&
		       !ccr_calendar_is_working(&v->plan->calendar, second + 1))
			second++;
		return (double)(second - first) >= link->lag + (link->type == SCHEDULE_FS) -
							   (link->type == SCHEDULE_SF) - slack;
	}
	days = second >= first ? days_between(v, NULL, first + 1, second)
			       : -days_between(v, NULL, second + 1, first);
	return days >= apart - (whole ? 0 : 1) - 1e-9;
}

static void
check_link(struct verify *v, const struct schedule_link *link)
{
	static const char *const types[] = {"FS", "SS", "FF", "SF"};
	const struct plan_step *to = &v->plan->step[link->to];

	if (v->span[link->from].start == CCR_DATE_NONE ||
	    v->span[link->to].start == CCR_DATE_NONE || has_happened(to) ||
	    v->plan->step[link->from].status == PLAN_DROPPED || to->status == PLAN_DROPPED)
		return;
	if (!keeps_link(v, link))
		find(v, link->to, "link", "it does not wait for '%s' as %s says",
		     v->plan->step[link->from].id, types[link->type]);
}

/* The part of a day that a step needs at the least: all but its first and last days are whole. */
static double
part_of(const struct verify *v, size_t at, ccr_date day)
{
	const struct plan_step *step = &v->plan->step[at];
	const struct baseline_step *span = &v->span[at];
	double days = v->present[at];

	if (day < span->start || day > span->finish || !(step->days > 0))
		return 0;
	if (days <= 1)
		return step->days;
	return day == span->start || day == span->finish ? fmin(1, fmax(0, step->days - days + 1))
							 : 1;
}

/* The steps with dates on which a person still works; the caller frees. */
static size_t *
list_work(const struct verify *v, size_t who, size_t *n)
{
	size_t *work = NULL, cap = 0;

	*n = 0;
	for (size_t i = 0; i < v->plan->n_steps; i++) {
		const struct plan_step *step = &v->plan->step[i];
		bool open = step->status != PLAN_DONE && step->status != PLAN_DROPPED;
		for (size_t k = 0; open && v->span[i].start != CCR_DATE_NONE && k < step->n_people;
		     k++) {
			if (step->people[k] != who)
				continue;
			CCR_GROW(work, cap, *n + 1);
			work[(*n)++] = i;
		}
	}
	return work;
}

/* Has a person more to do on a day than they can?  Then the last step of it that can be moved is
 * in *last: that what has started is too much is no fault of the schedule. */
static bool
is_too_much(const struct verify *v, size_t who, const size_t *work, size_t n, ccr_date day,
	    size_t *last)
{
	double taken = 0;

	*last = PLAN_NONE;
	for (size_t i = 0; i < n; i++) {
		const struct plan_step *step = &v->plan->step[work[i]];
		double part = part_of(v, work[i], day);
		if (!(part > 0))
			continue;
		taken += part * plan_minutes(v->plan, step, who, v->hours_per_week);
		if (!has_happened(step))
			*last = work[i];
	}
	return *last != PLAN_NONE && taken > plan_capacity(v->plan, who, v->hours_per_week) + 1e-6;
}

/* The first day on which a person has more to do than they can. */
static void
check_person(struct verify *v, size_t who, ccr_date from, ccr_date to)
{
	size_t n, last, *work = list_work(v, who, &n);
	char date[CCR_DATE_SIZE];

	for (ccr_date day = from; n > 0 && day <= to; day++) {
		if (!ccr_calendar_is_working(&v->plan->calendar, day) ||
		    !is_too_much(v, who, work, n, day, &last))
			continue;
		ccr_date_print(date, day);
		find(v, last, "capacity", "on %s '%s' has more work than time", date,
		     v->plan->person[who].id);
		break;
	}
	free(work);
}

static void
verify_all(struct verify *v)
{
	ccr_date first = INT32_MAX, last = INT32_MIN;

	v->whole = true;
	read_leave(v);
	v->present = ccr_alloc(v->plan->n_steps, sizeof *v->present);
	for (size_t i = 0; i < v->plan->n_steps; i++)
		v->whole &= trunc(v->plan->step[i].days) == v->plan->step[i].days;
	for (size_t i = 0; i < v->plan->n_links; i++)
		v->whole &= trunc(v->plan->link[i].lag) == v->plan->link[i].lag;
	for (size_t i = 0; i < v->plan->n_steps; i++) {
		if (v->plan->step[i].status == PLAN_DROPPED)
			continue;
		if (v->span[i].start == CCR_DATE_NONE) {
			find(v, i, "missing", "the schedule has no dates for it");
			continue;
		}
		first = v->span[i].start < first ? v->span[i].start : first;
		last = v->span[i].finish > last ? v->span[i].finish : last;
		v->present[i] =
			days_between(v, &v->plan->step[i], v->span[i].start, v->span[i].finish);
		check_days_of(v, i);
		check_constraint(v, i);
	}
	for (size_t i = 0; i < v->plan->n_links; i++)
		check_link(v, &v->plan->link[i]);
	for (size_t i = 0; i < v->plan->n_people; i++)
		check_person(v, i, first, last);
}

/* The dates of the schedule, by step of the plan; the caller frees. */
static struct baseline_step *
read_schedule(struct ccr_run *run, const struct plan *plan)
{
	struct baseline schedule = {0};
	struct baseline_step *span = NULL;
	struct ccr_input input;
	size_t known = 0;

	if (!ccr_run_table(run, "schedule", &input)) {
		ccr_usage(run, "verify needs --schedule, the rows to look at");
		return NULL;
	}
	if (baseline_read(&schedule, &input, false, run->err)) {
		span = ccr_alloc(plan->n_steps, sizeof *span);
		for (size_t i = 0; i < plan->n_steps; i++) {
			const struct baseline_step *row =
				baseline_find(&schedule, plan->step[i].id);
			span[i] =
				row ? *row
				    : (struct baseline_step){NULL, CCR_DATE_NONE, CCR_DATE_NONE, 0};
			known += row != NULL;
		}
		if (known < schedule.n)
			ccr_note(run, "%zu rows name no step of the plan", schedule.n - known);
	}
	baseline_release(&schedule);
	return span;
}

bool
plan_verify(struct ccr_run *run, const struct plan_ask *ask)
{
	struct verify v = {.run = run, .hours_per_week = ask->hours_per_week};
	struct plan *plan;
	bool good;

	plan_lay_out(run->out, in_table, CCR_DATE_NONE);
	if (!plan_hours_fit(run, ask))
		return false;
	v.plan = plan = plan_open(run, NULL, NULL);
	v.span = plan ? read_schedule(run, plan) : NULL;
	good = v.span != NULL;
	if (good)
		verify_all(&v);
	free(v.span);
	free(v.present);
	free(v.leave);
	free(v.first_leave);
	plan_free(plan);
	return good;
}
