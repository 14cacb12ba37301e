/* series.c: see series.h. */
#include "trend/series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* The columns in the order they are declared; those of -b follow. */
enum { DATE, VALUE, N, BY };

enum { MONTHS_PER_YEAR = 12, MONTHS_PER_QUARTER = 3, DAYS_PER_WEEK = 7 };

static void
declare(struct trend *t)
{
	struct ccr_column *col = t->column;
	size_t at = BY;

	col[DATE] = (struct ccr_column){.name = t->ask->date, .type = CCR_KEY};
	col[VALUE] =
		(struct ccr_column){.name = t->ask->value,
				    .type = t->want.whole ? CCR_COUNT : CCR_NUMBER,
				    .optional = t->want.from_dates && !ccr_given(t->run, "value")};
	col[N] = (struct ccr_column){.name = t->want.n ? t->ask->n : NULL,
				     .type = CCR_NUMBER,
				     .range = CCR_NOT_NEGATIVE};
	for (size_t i = 0; i < t->n_groupings; i++) {
		t->grouping[i].columns = col + at;
		ccr_group_columns(&t->grouping[i].group, col + at);
		at += t->grouping[i].group.by->n;
	}
}

/* A date, or a month as YYYY-MM, which is its first day. */
static bool
read_date(struct trend *t, struct ccr_cursor *rows, struct trend_row *row)
{
	const struct ccr_column *col = &t->column[DATE];
	const char *format = t->run->input->date_format, *reason;
	char day[CCR_DATE_SIZE] = "";

	if (col->mark != CCR_PRESENT) {
		ccr_cursor_exclude(rows, "date missing");
		return false;
	}
	if (!format && col->len == strlen("2026-01")) {
		memcpy(day, col->text, col->len);
		memcpy(day + col->len, "-01", sizeof "-01");
		reason = ccr_date_parse(day, strlen(day), NULL, &row->date);
	} else {
		reason = ccr_date_parse(col->text, col->len, format, &row->date);
	}
	if (reason && !format && strncmp(reason, "not a date", 10) == 0)
		reason = "not a date (YYYY-MM-DD, YYYY-MM, or as --date-format says)";
	if (reason)
		ccr_cursor_fault(rows, col, reason);
	return !reason;
}

/* Why the row has no value, and what the ledger calls it; NULL: it has one. */
static const char *
no_value(const struct trend *t, const char **missing)
{
	const struct ccr_column *value = &t->column[VALUE], *n = &t->column[N];

	*missing = "value";
	if (value->mark == CCR_SUPPRESSED)
		return "the value is suppressed: a gap, not a zero";
	if (value->found && value->mark != CCR_PRESENT)
		return "the value is missing: a gap, not a zero";
	*missing = "denominator";
	if (t->want.n && n->mark != CCR_PRESENT)
		return "the denominator is missing";
	return t->want.n && n->number == 0 ? "the denominator is 0" : NULL;
}

static bool
read_value(struct trend *t, struct ccr_cursor *rows, struct trend_row *row)
{
	const struct ccr_column *value = &t->column[VALUE], *n = &t->column[N];
	const char *missing;

	row->count = value->mark == CCR_PRESENT && value->found ? value->number : (double)NAN;
	row->n = t->want.n && n->mark == CCR_PRESENT ? n->number : (double)NAN;
	row->value = (double)NAN;
	row->gap = no_value(t, &missing);
	if (t->want.share && row->count > row->n) {
		ccr_cursor_fault(rows, value, "more than its denominator");
		return false;
	}
	if (t->want.positive && row->count <= 0) {
		ccr_cursor_fault(rows, value,
				 "not above 0, as a time between events has to be (give hours, or "
				 "use a g chart of cases between events)");
		return false;
	}
	if (!row->gap)
		row->value = t->want.n ? row->count / row->n : row->count;
	else
		ccr_cursor_count(rows,
				 value->mark == CCR_SUPPRESSED ? CCR_LEDGER_SUPPRESSED
							       : CCR_LEDGER_MISSING,
				 missing);
	return true;
}

static void
add(struct trend_grouping *g, uint32_t code, const struct trend_row *row)
{
	struct trend_series *s;

	CCR_GROW(g->series, g->cap, (size_t)code + 1);
	s = &g->series[code];
	CCR_GROW(s->row, s->cap, s->n + 1);
	s->row[s->n++] = *row;
}

static bool
read_rows(struct trend *t)
{
	struct ccr_cursor *rows =
		ccr_cursor_open(t->run->input, t->column, t->n_columns, t->run->err);
	size_t order = 0;

	while (rows && ccr_cursor_next(rows)) {
		struct trend_row row = {.file = ccr_cursor_file(rows),
					.line = ccr_cursor_line(rows),
					.order = order};
		bool used = false;
		order++;
		if (!read_date(t, rows, &row) || !read_value(t, rows, &row))
			continue;
		for (size_t i = 0; i < t->n_groupings; i++) {
			struct trend_grouping *g = &t->grouping[i];
			uint32_t code = ccr_group_of(&g->group, g->columns);
			used |= code != CCR_NO_CODE;
			if (code != CCR_NO_CODE)
				add(g, code, &row);
			else if (t->n_groupings > 1)
				ccr_cursor_count(rows, CCR_LEDGER_MISSING, g->group.by_text);
		}
		if (!used)
			ccr_cursor_exclude(rows, "group missing");
	}
	return ccr_cursor_close(rows);
}

int64_t
trend_period(enum trend_every every, ccr_date date)
{
	int year, month, day, months;

	ccr_date_to_civil(date, &year, &month, &day);
	months = year * MONTHS_PER_YEAR + month - 1;
	switch (every) {
	case TREND_DAY: return date;
	case TREND_WEEK: return ((int64_t)date - ccr_date_weekday(date) + 3) / DAYS_PER_WEEK;
	case TREND_MONTH: return months;
	case TREND_QUARTER: return months / MONTHS_PER_QUARTER;
	case TREND_YEAR: return year;
	default: return 0;
	}
}

static int
by_date(const void *a, const void *b)
{
	const struct trend_row *x = a, *y = b;

	if (x->date != y->date)
		return (x->date > y->date) - (x->date < y->date);
	return (x->order > y->order) - (x->order < y->order);
}

/* How the dates of all series fall on a step: no two of a series in one period, and then the
 * largest number of periods that divides all distances, and whether half of the steps or more have
 * a row. */
struct fall {
	bool apart, dense;
	int step;
};

static struct fall
fall_on(const struct trend_grouping *g, enum trend_every every)
{
	int64_t common = 0, span = 0, rows = 0;

	for (size_t k = 0; k < g->cap; k++) {
		const struct trend_series *s = &g->series[k];
		for (size_t i = 1; i < s->n; i++) {
			int64_t d = trend_period(every, s->row[i].date) -
				    trend_period(every, s->row[i - 1].date);
			if (d == 0)
				return (struct fall){.step = 1};
			span += d;
			rows++;
			while (d != 0) { /* Euclid */
				int64_t rest = common % d;
				common = d;
				d = rest;
			}
		}
	}
	common = common > 0 ? common : 1;
	return (struct fall){true, rows * 2 >= span / common, (int)common};
}

/* Do all dates have the same number in the month, or all end one; have they the same weekday? */
static void
find_likeness(const struct trend_grouping *g, bool *same_day, bool *same_weekday)
{
	int year, month, day, first_day = 0, first_weekday = -1;
	bool ends = true;

	*same_day = *same_weekday = true;
	for (size_t k = 0; k < g->cap; k++) {
		for (size_t i = 0; i < g->series[k].n; i++) {
			ccr_date date = g->series[k].row[i].date;
			ccr_date_to_civil(date, &year, &month, &day);
			first_day = first_day ? first_day : day;
			first_weekday = first_weekday < 0 ? ccr_date_weekday(date) : first_weekday;
			*same_day &= day == first_day;
			*same_weekday &= ccr_date_weekday(date) == first_weekday;
			ends &= ccr_date_ends_month(date);
		}
	}
	*same_day |= ends;
}

/* Dates on the first of months are months, however many are missing; others are months, weeks or
 * days where they leave out no more than half of them. */
static void
find_step(struct trend *t, struct trend_grouping *g)
{
	bool same_day, same_weekday;
	struct fall fall = {.step = 1};

	g->step = 1;
	g->every = t->want.events ? TREND_EVENTS : (enum trend_every)t->ask->every;
	if (g->every != TREND_AUTO)
		return;
	find_likeness(g, &same_day, &same_weekday);
	for (int every = TREND_MONTH; every >= TREND_DAY; every--) {
		bool alike = every == TREND_MONTH  ? same_day
			     : every == TREND_WEEK ? same_weekday
						   : false;
		fall = fall_on(g, (enum trend_every)every);
		g->every = (enum trend_every)every;
		g->step = fall.step;
		if (fall.apart && (fall.dense || alike))
			return;
	}
	g->every = TREND_EVENTS;
	g->step = 1;
	ccr_note(t->run, "the dates keep no regular step: periods without a row cannot be seen "
			 "(--every says what the step is)");
}

/* Are the values the days between the dates? */
static bool
from_dates(const struct trend *t)
{
	return t->want.from_dates && !t->column[VALUE].found;
}

/* Two rows of one period are two answers to one question. */
static bool
check_twice(struct trend *t, const struct trend_grouping *g, const struct trend_series *s)
{
	bool good = true;

	if (t->want.events && !from_dates(t))
		return true;
	for (size_t i = 1; i < s->n; i++) {
		const struct trend_row *row = &s->row[i];
		bool same = g->every == TREND_EVENTS ? row->date == row[-1].date
						     : trend_period(g->every, row->date) ==
							       trend_period(g->every, row[-1].date);
		if (!same)
			continue;
		ccr_input_fault(t->run->input, t->run->err, row->file, row->line,
				t->column[DATE].header, NULL,
				from_dates(t)
					? "the second event of this day, which leaves no time "
					  "between the two (--value takes hours; or count both "
					  "as one)"
					: "the second row of this period in its series (add them "
					  "up, or -b makes series)");
		good = false;
	}
	return good;
}

/* The day that stands for the period so many steps after that of first. */
static ccr_date
later(const struct trend_grouping *g, ccr_date first, int64_t steps)
{
	static const int months[] = {[TREND_MONTH] = 1,
				     [TREND_QUARTER] = MONTHS_PER_QUARTER,
				     [TREND_YEAR] = MONTHS_PER_YEAR};
	ccr_date date;

	steps *= g->step;
	if (g->every == TREND_DAY || g->every == TREND_WEEK)
		return (ccr_date)(first + steps * (g->every == TREND_WEEK ? DAYS_PER_WEEK : 1));
	date = ccr_date_add_months(first, (int)steps * months[g->every]);
	while (ccr_date_ends_month(first) && !ccr_date_ends_month(date))
		date++;
	return date;
}

/* A row for each period without one, to the last of any series. */
static void
fill_gaps(const struct trend_grouping *g, struct trend_series *s, ccr_date last)
{
	struct trend_series full = {0};
	int64_t first, end;
	size_t at = 0;

	if (s->n == 0 || g->every == TREND_EVENTS)
		return;
	first = trend_period(g->every, s->row[0].date);
	end = (trend_period(g->every, last) - first) / g->step;
	for (int64_t i = 0; i <= end; i++) {
		CCR_GROW(full.row, full.cap, full.n + 1);
		if (at < s->n && trend_period(g->every, s->row[at].date) == first + i * g->step)
			full.row[full.n++] = s->row[at++];
		else
			full.row[full.n++] = (struct trend_row){
				.date = later(g, s->row[0].date, i),
				.count = (double)NAN,
				.n = (double)NAN,
				.value = (double)NAN,
				.gap = "no row for this period: a gap, not a zero"};
	}
	free(s->row);
	*s = full;
}

/* The last day of the period of a row.  A day at the end of a month is taken as the period's end.
 */
static ccr_date
period_end(const struct trend_grouping *g, ccr_date date)
{
	ccr_date end;

	if (g->every == TREND_DAY || g->every == TREND_EVENTS)
		return date;
	if (g->every == TREND_WEEK)
		return date - ccr_date_weekday(date) + DAYS_PER_WEEK * g->step - 1;
	if (ccr_date_ends_month(date))
		return date;
	if (g->every == TREND_MONTH && g->step == 1) {
		for (end = date; !ccr_date_ends_month(end); end++)
			continue;
		return end;
	}
	return later(g, date, 1) - 1;
}

/* Times between events, where the rows are the events: that of the first is not known. */
static void
take_intervals(struct trend_series *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct trend_row *row = &s->row[i];
		row->gap = i == 0 ? "the first event: there is no time since the one before" : NULL;
		row->value = row->count =
			i == 0 ? (double)NAN : (double)row->date - (double)row[-1].date;
	}
}

static bool
arrange(struct trend *t, struct trend_grouping *g)
{
	ccr_date last = CCR_DATE_NONE;
	bool good = true;

	for (size_t k = 0; k < g->cap; k++) {
		struct trend_series *s = &g->series[k];
		if (s->n == 0)
			continue;
		qsort(s->row, s->n, sizeof *s->row, by_date);
		if (s->row[s->n - 1].date > last)
			last = s->row[s->n - 1].date;
	}
	find_step(t, g);
	for (size_t k = 0; k < g->cap; k++)
		good &= check_twice(t, g, &g->series[k]);
	for (size_t k = 0; good && k < g->cap; k++) {
		struct trend_series *s = &g->series[k];
		if (from_dates(t))
			take_intervals(s);
		fill_gaps(g, s, last);
		for (size_t i = 0; i < s->n; i++)
			s->row[i].open = period_end(g, s->row[i].date) > t->ask->as_of;
	}
	return good;
}

bool
trend_read(struct trend *t, struct ccr_run *run, const struct trend_ask *ask,
	   struct trend_want want)
{
	static const struct ccr_list whole;
	bool done;

	*t = (struct trend){.run = run, .ask = ask, .want = want};
	t->n_groupings = ask->by.n ? ask->by.n : 1;
	t->grouping = ccr_alloc(t->n_groupings, sizeof *t->grouping);
	t->n_columns = BY;
	for (size_t i = 0; i < t->n_groupings; i++) {
		ccr_group_init(&t->grouping[i].group, ask->by.n ? &ask->by.list[i] : &whole);
		t->n_columns += t->grouping[i].group.by->n;
	}
	t->column = ccr_alloc(t->n_columns, sizeof *t->column);
	declare(t);
	done = read_rows(t);
	for (size_t i = 0; done && i < t->n_groupings; i++) {
		ccr_group_name(&t->grouping[i].group, t->grouping[i].columns);
		done = arrange(t, &t->grouping[i]);
	}
	return done;
}

void
trend_each(struct trend *t, trend_one *one, void *to)
{
	for (size_t i = 0; i < t->n_groupings; i++) {
		struct trend_grouping *g = &t->grouping[i];
		uint32_t *order = ccr_group_order(&g->group);
		for (size_t k = 0; k < ccr_group_count(&g->group); k++)
			if (order[k] < g->cap && g->series[order[k]].n > 0)
				one(t, g, order[k], &g->series[order[k]], to);
		free(order);
	}
}

void
trend_emit_series(struct trend *t, const struct trend_grouping *g, uint32_t code)
{
	ccr_emit_text(t->run->out, ccr_group_label(&g->group, code));
}

void
trend_emit_by(struct trend *t, const struct trend_grouping *g)
{
	ccr_emit_text(t->run->out, g->group.by_text);
}

void
trend_release(struct trend *t)
{
	for (size_t i = 0; i < t->n_groupings; i++) {
		struct trend_grouping *g = &t->grouping[i];
		for (size_t k = 0; k < g->cap; k++)
			free(g->series[k].row);
		free(g->series);
		ccr_group_release(&g->group);
	}
	ccr_columns_release(t->column, t->n_columns);
	free(t->column);
	free(t->grouping);
	*t = (struct trend){0};
}
