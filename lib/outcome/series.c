/* series.c: see series.h. */
#include "outcome/series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/num.h"

/* The columns in the order they are declared; those of -b follow. */
enum { COUNT, EXPOSURE, TIME, AFTER, GROUPS };

static const char *const unreadable =
	"not a date, a month (YYYY-MM) or a whole number, or not what the rows before are";

/* Reads a day, a month as its first day, or a number; the first one read decides which.  Returns
 * NULL or the reason. */
static const char *
read_time(struct outcome_all_series *all, const char *text, size_t n, const char *format,
	  double *time)
{
	bool dates = all->kind != SERIES_NUMBERS;
	char month[CCR_DATE_SIZE] = "";
	ccr_date date;

	if (!format && n == 7) {
		memcpy(month, text, n);
		memcpy(month + n, "-01", 4);
		text = month;
		n += 3;
	}
	if ((!all->known || dates) && !ccr_date_parse(text, n, format, &date)) {
		all->kind = SERIES_DAYS;
		all->known = true;
		*time = date;
		return NULL;
	}
	if (*month) {
		text = month;
		n = 7;
	}
	if ((all->known && dates) || ccr_num_parse_whole(text, n, -1e9, 1e9, time))
		return unreadable;
	all->kind = SERIES_NUMBERS;
	all->known = true;
	return NULL;
}

/* The point of the current row; false after noting what is wrong. */
static bool
read_point(struct outcome_all_series *all, struct ccr_run *run, struct ccr_cursor *rows,
	   const struct ccr_column *col, struct series_point *p)
{
	const char *reason;

	*p = (struct series_point){.y = (double)NAN, .exposure = 1, .after = col[AFTER].flag};
	if (col[TIME].found && (reason = read_time(all, col[TIME].text, col[TIME].len,
						   run->input->date_format, &p->time))) {
		ccr_cursor_fault(rows, &col[TIME], reason);
		return false;
	}
	if (col[COUNT].mark == CCR_PRESENT &&
	    (!col[EXPOSURE].found || col[EXPOSURE].mark == CCR_PRESENT))
		p->y = col[COUNT].number;
	if (col[EXPOSURE].found)
		p->exposure = col[EXPOSURE].number;
	return true;
}

/* Adds a point to its series; false after noting that it is out of order. */
static bool
add_point(struct outcome_series *series, struct ccr_cursor *rows, const struct ccr_column *col,
	  struct series_point p)
{
	const struct series_point *last = series->n ? &series->point[series->n - 1] : NULL;

	if (!col[TIME].found)
		p.time = (double)series->n + 1;
	if (last && !(p.time > last->time)) {
		ccr_cursor_fault(rows, &col[TIME],
				 "not later than the row before it in its series; sort the rows, "
				 "and name the series by -b");
		return false;
	}
	if (last && last->after && !p.after) {
		ccr_cursor_fault(rows, &col[AFTER],
				 "before the change again, after a row that "
				 "was not");
		return false;
	}
	CCR_GROW(series->point, series->cap, series->n + 1);
	series->point[series->n++] = p;
	return true;
}

static void
add_row(struct outcome_all_series *all, struct ccr_run *run, struct ccr_cursor *rows,
	const struct ccr_column *col)
{
	struct series_point p;
	bool used = false;

	if (!read_point(all, run, rows, col, &p))
		return;
	for (size_t i = 0; i < all->n; i++) {
		struct series_set *set = &all->set[i];
		uint32_t code = ccr_group_of(&set->group, set->columns);
		if (code == CCR_NO_CODE) {
			if (all->n > 1)
				ccr_cursor_count(rows, CCR_LEDGER_MISSING, set->group.by_text);
			continue;
		}
		used = true;
		CCR_GROW(set->series, set->cap, (size_t)code + 1);
		if (!add_point(&set->series[code], rows, col, p))
			return;
	}
	if (!used)
		ccr_cursor_exclude(rows, "group missing");
	else if (isnan(p.y))
		ccr_cursor_exclude(rows, col[COUNT].mark == CCR_SUPPRESSED ? "count suppressed"
					 : col[COUNT].mark == CCR_MISSING  ? "count missing"
									   : "exposure missing");
}

/* ---- times as periods ---- */

static int
day_of(double time)
{
	int year, month, day;

	ccr_date_to_civil((ccr_date)time, &year, &month, &day);
	return day;
}

static double
month_of(double time)
{
	int year, month, day;

	ccr_date_to_civil((ccr_date)time, &year, &month, &day);
	return 12.0 * year + month;
}

static double
common(double a, double b)
{
	while (b > 0) {
		double rest = fmod(a, b);
		a = b;
		b = rest;
	}
	return a;
}

/* Calls visit for each series. */
static void
each(struct outcome_all_series *all,
     void (*visit)(struct outcome_all_series *, struct outcome_series *))
{
	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < all->set[i].cap; k++)
			visit(all, &all->set[i].series[k]);
}

/* Days are months where no row says otherwise. */
static void
not_months(struct outcome_all_series *all, struct outcome_series *s)
{
	bool same = true, ends = true;

	for (size_t i = 0; i < s->n; i++) {
		same &= day_of(s->point[i].time) == day_of(s->point[0].time);
		ends &= ccr_date_ends_month((ccr_date)s->point[i].time);
	}
	if (!same && !ends)
		all->kind = SERIES_DAYS;
}

static double
units(const struct outcome_all_series *all, double time)
{
	return all->kind == SERIES_MONTHS ? month_of(time) : time;
}

static void
find_step(struct outcome_all_series *all, struct outcome_series *s)
{
	for (size_t i = 1; i < s->n; i++)
		all->step = common(all->step,
				   units(all, s->point[i].time) - units(all, s->point[i - 1].time));
}

static void
count_periods(struct outcome_all_series *all, struct outcome_series *s)
{
	for (size_t i = 0; i < s->n; i++)
		s->point[i].t =
			(units(all, s->point[i].time) - units(all, s->point[0].time)) / all->step +
			1;
}

static void
settle(struct outcome_all_series *all)
{
	if (all->kind == SERIES_DAYS) {
		all->kind = SERIES_MONTHS;
		each(all, not_months);
	}
	each(all, find_step);
	if (all->step <= 0)
		all->step = 1;
	each(all, count_periods);
	for (size_t i = 0; i < all->n; i++) {
		struct series_set *set = &all->set[i];
		set->by = set->group.by_text;
		set->n = ccr_group_count(&set->group);
		set->order = ccr_group_order(&set->group);
		CCR_GROW(set->series, set->cap, set->n);
		for (size_t k = 0; k < set->n; k++)
			set->series[k].label = ccr_group_label(&set->group, (uint32_t)k);
	}
}

/* ---- reading ---- */

static bool
read_breaks(struct outcome_all_series *all, struct ccr_run *run, const struct series_ask *names)
{
	all->n_at = names->at.n;
	all->at = ccr_alloc(all->n_at, sizeof *all->at);
	for (size_t i = 0; i < all->n_at && all->known; i++) {
		const char *text = names->at.item[i];
		if (read_time(all, text, strlen(text), run->input->date_format, &all->at[i]))
			return ccr_usage(run, "option '--at': not a date, a month (YYYY-MM) or a "
					      "whole number, as the column of --time is");
		if (i > 0 && all->at[i] <= all->at[i - 1])
			return ccr_usage(run, "option '--at': the breaks have to follow each "
					      "other");
	}
	return true;
}

static bool
read_rows(struct outcome_all_series *all, struct ccr_run *run, const struct outcome_ask *ask,
	  const struct series_ask *names, struct ccr_column *col, size_t n_col)
{
	struct ccr_cursor *rows;
	bool good;

	col[COUNT] = (struct ccr_column){.name = ask->count ? ask->count : "count",
					 .type = CCR_NUMBER,
					 .range = CCR_NOT_NEGATIVE};
	col[EXPOSURE] = (struct ccr_column){.name = ask->exposure ? ask->exposure : "exposure",
					    .type = CCR_NUMBER,
					    .range = CCR_POSITIVE,
					    .optional = !ask->exposure};
	col[TIME] = (struct ccr_column){.name = names->time, .type = CCR_KEY, .required = true};
	col[AFTER] = (struct ccr_column){.name = names->at.n    ? NULL
						 : names->after ? names->after
								: "after",
					 .type = CCR_FLAG,
					 .required = true};
	/* Without a column of times, --at is the number of a row. */
	if (!names->time) {
		all->kind = SERIES_NUMBERS;
		all->known = true;
	}
	rows = ccr_cursor_open(run->input, col, n_col, run->err);
	while (rows && ccr_cursor_next(rows))
		add_row(all, run, rows, col);
	all->exposed = col[EXPOSURE].found;
	good = ccr_cursor_close(rows) && read_breaks(all, run, names);
	for (size_t i = 0; good && i < all->n; i++)
		ccr_group_name(&all->set[i].group, all->set[i].columns);
	if (good)
		settle(all);
	return good;
}

bool
outcome_series_read(struct outcome_all_series *all, struct ccr_run *run,
		    const struct outcome_ask *ask, const struct series_ask *names)
{
	static const struct ccr_list whole;
	struct ccr_column *col;
	size_t n_col = GROUPS;
	bool good;

	all->n = ask->by.n ? ask->by.n : 1;
	all->set = ccr_alloc(all->n, sizeof *all->set);
	for (size_t i = 0; i < all->n; i++) {
		ccr_group_init(&all->set[i].group, ask->by.n ? &ask->by.list[i] : &whole);
		n_col += all->set[i].group.by->n;
	}
	col = ccr_alloc(n_col, sizeof *col);
	n_col = GROUPS;
	for (size_t i = 0; i < all->n; i++) {
		all->set[i].columns = col + n_col;
		ccr_group_columns(&all->set[i].group, col + n_col);
		n_col += all->set[i].group.by->n;
	}
	good = read_rows(all, run, ask, names, col, n_col);
	ccr_columns_release(col, n_col);
	free(col);
	return good;
}

void
outcome_series_release(struct outcome_all_series *all)
{
	for (size_t i = 0; i < all->n; i++) {
		for (size_t k = 0; k < all->set[i].cap; k++)
			free(all->set[i].series[k].point);
		free(all->set[i].series);
		free(all->set[i].order);
		ccr_group_release(&all->set[i].group);
	}
	free(all->set);
	free(all->at);
}
