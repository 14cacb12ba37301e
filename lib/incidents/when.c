/* when.c: see when.h.
 *
 * An incident of which only the earliest and the latest time are known is spread over the hours
 * between in proportion to the time in each: aoristic analysis, J. H. Ratcliffe and M. J.
 * McCullagh, International Journal of Geographical Information Science 12 (1998) 751.
 */
#include "incidents/when.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

const struct ccr_field when_fields[WHEN_FIELDS] = {
	{"table", CCR_TEXT},       {"by", CCR_TEXT},     {"group", CCR_TEXT},
	{"weekday", CCR_TEXT},     {"hour", CCR_NUMBER}, {"month", CCR_TEXT},
	{"incidents", CCR_NUMBER}, {"base", CCR_COUNT},  {"share", CCR_SHARE},
	{"method", CCR_TEXT},      {"note", CCR_TEXT},
};

enum { DAYS = 7, HOURS = 24, HOUR = 3600, DAY = 86400 };

static const char *const weekdays[DAYS] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
					   "Friday", "Saturday", "Sunday"};

/* Of one group in one grouping. */
struct clock {
	double hour[DAYS][HOURS];
	double no_time[DAYS];
	size_t timed, untimed;
	double *month; /* from the first month on */
	size_t cap;
	int first, last;
};

struct timing {
	struct incidents in;
	const struct when_ask *ask;
	struct {
		struct clock *group;
		size_t n, cap;
	} * grouping;
};

static void
add_month(struct clock *c, int month, double weight)
{
	if (!c->month)
		c->first = c->last = month;
	if (month < c->first) {
		size_t more = (size_t)(c->first - month), n = (size_t)(c->last - c->first) + 1;
		CCR_GROW(c->month, c->cap, n + more);
		for (size_t i = n; i > 0; i--)
			c->month[i - 1 + more] = c->month[i - 1];
		for (size_t i = 0; i < more; i++)
			c->month[i] = 0;
		c->first = month;
	}
	if (month > c->last)
		c->last = month;
	CCR_GROW(c->month, c->cap, (size_t)(c->last - c->first) + 1);
	c->month[month - c->first] += weight;
}

static ccr_time
floor_to(ccr_time t, ccr_time step)
{
	return t - (t % step + step) % step;
}

/* An incident between two times, or at one.  Seconds are added up before they are divided, so that
 * what lies in one month is all of an incident, exactly. */
static void
add_span(struct clock *c, ccr_time from, ccr_time to)
{
	ccr_time t = from, since = from;
	double span = to > from ? (double)(to - from) : 1;

	c->timed++;
	do {
		ccr_time hour = floor_to(t, HOUR), day = floor_to(t, DAY), end = hour + HOUR;
		int month = coverage_month((ccr_date)(day / DAY));
		end = end < to ? end : to;
		c->hour[ccr_date_weekday((ccr_date)(day / DAY))][(hour - day) / HOUR] +=
			to > from ? (double)(end - t) / span : 1;
		t = end;
		if (t == to || coverage_month((ccr_date)(floor_to(t, DAY) / DAY)) != month) {
			add_month(c, month, to > from ? (double)(t - since) / span : 1);
			since = t;
		}
	} while (t < to);
}

/* When it was: false after saying why it is not counted. */
static bool
read_span(struct timing *w, const struct incident *i, struct incident *from, struct incident *to)
{
	const struct ccr_column *col = incidents_more(&w->in);

	*from = *to = *i;
	if (w->ask->start) {
		if (!incidents_moment(&w->in, &col[0], from) ||
		    !incidents_moment(&w->in, &col[1], to))
			return false;
		if (from->date != CCR_DATE_NONE && to->date == CCR_DATE_NONE)
			*to = *from;
	}
	if (from->date == CCR_DATE_NONE) {
		ccr_cursor_exclude(w->in.rows, w->ask->start ? "start missing" : "date missing");
		return false;
	}
	if (!incidents_in_window(&w->in, from->date)) {
		ccr_cursor_exclude(w->in.rows, "outside the window");
		return false;
	}
	if (to->date < from->date ||
	    (from->time != CCR_TIME_NONE && to->time != CCR_TIME_NONE && to->time < from->time)) {
		ccr_cursor_fault(w->in.rows, &col[1], "before the start");
		return false;
	}
	if (from->time != CCR_TIME_NONE && to->time != CCR_TIME_NONE &&
	    (double)(to->time - from->time) > w->ask->max_span * HOUR) {
		ccr_cursor_exclude(w->in.rows, "start and end further apart than --max-span");
		return false;
	}
	return true;
}

static void
add_row(struct timing *w, const struct incident *i)
{
	struct incident from, to;
	bool used = false;

	if (!read_span(w, i, &from, &to))
		return;
	for (size_t g = 0; g < w->in.n_groupings; g++) {
		struct incidents_grouping *grouping = &w->in.grouping[g];
		uint32_t group = ccr_group_of(&grouping->group, grouping->columns);
		struct clock *c;
		if (group == CCR_NO_CODE) {
			if (w->in.n_groupings > 1)
				ccr_cursor_count(w->in.rows, CCR_LEDGER_MISSING,
						 grouping->group.by_text);
			continue;
		}
		used = true;
		CCR_GROW(w->grouping[g].group, w->grouping[g].cap, (size_t)group + 1);
		c = &w->grouping[g].group[group];
		if (from.time != CCR_TIME_NONE && to.time != CCR_TIME_NONE) {
			add_span(c, from.time, to.time);
			continue;
		}
		c->untimed++;
		c->no_time[ccr_date_weekday(from.date)]++;
		add_month(c, coverage_month(from.date), 1);
	}
	if (!used)
		ccr_cursor_exclude(w->in.rows, "group missing");
	else if (from.time == CCR_TIME_NONE || to.time == CCR_TIME_NONE)
		ccr_cursor_count(w->in.rows, CCR_LEDGER_MISSING, "time of day");
}

static void
emit_row(struct timing *w, size_t g, uint32_t group, const char *table, int weekday, int hour,
	 const char *month, double incidents, size_t base, const char *note)
{
	struct ccr_emit *out = w->in.run->out;

	ccr_emit_text(out, table);
	incidents_emit_group(&w->in, g, group);
	ccr_emit_text(out, weekday < 0 ? NULL : weekdays[weekday]);
	ccr_emit_number(out, hour < 0 ? (double)NAN : hour);
	ccr_emit_text(out, month);
	ccr_emit_number(out, incidents);
	ccr_emit_count(out, base);
	ccr_emit_number(out, base ? incidents / (double)base : (double)NAN);
	ccr_emit_text(out, w->ask->start ? "aoristic" : "count");
	ccr_emit_text(out, base ? note : "no incident has a time of day");
	ccr_emit_end(out);
}

static void
emit_clock(struct timing *w, size_t g, uint32_t group, const struct clock *c)
{
	size_t all = c->timed + c->untimed;
	char month[COVERAGE_MONTH_SIZE];

	if (all == 0)
		return;
	for (int day = 0; day < DAYS; day++)
		for (int hour = 0; hour < HOURS; hour++)
			emit_row(w, g, group, "hour", day, hour, NULL, c->hour[day][hour], c->timed,
				 NULL);
	for (int day = 0; day < DAYS; day++)
		if (c->untimed > 0)
			emit_row(w, g, group, "no_time", day, -1, NULL, c->no_time[day], c->untimed,
				 "no time of day");
	for (int m = c->first; m <= c->last; m++) {
		double incidents = c->month[m - c->first];
		coverage_month_print(month, m);
		emit_row(w, g, group, "month", -1, -1, month, incidents, all,
			 incidents > 0 ? NULL : "no incidents: is the month complete?");
	}
}

static void
emit_all(struct timing *w)
{
	for (size_t g = 0; g < w->in.n_groupings; g++) {
		uint32_t *order = ccr_group_order(&w->in.grouping[g].group);
		for (size_t k = 0; k < ccr_group_count(&w->in.grouping[g].group); k++)
			if (order[k] < w->grouping[g].cap)
				emit_clock(w, g, order[k], &w->grouping[g].group[order[k]]);
		free(order);
	}
}

bool
incidents_when(struct ccr_run *run, const struct incidents_ask *ask, const struct when_ask *o)
{
	struct timing w = {.ask = o};
	const struct ccr_column span[] = {{.name = o->start, .type = CCR_KEY},
					  {.name = o->end, .type = CCR_KEY}};
	struct incident i;
	bool done;

	if (!o->start != !o->end)
		return ccr_usage(run, "--start and --end go together");
	if (!o->start && ccr_given(run, "max-span"))
		return ccr_usage(run, "--max-span goes with --start and --end");
	if (!(o->max_span > 0 && o->max_span <= 8784))
		return ccr_usage(run,
				 "option '--max-span': hours above 0, at most 8784, are needed");
	done = incidents_open(&w.in, run, ask, o->start ? INCIDENTS_NO_DATE : 0, span, 2);
	w.grouping = ccr_alloc(w.in.n_groupings, sizeof *w.grouping);
	if (done) {
		while (incidents_next(&w.in, &i))
			add_row(&w, &i);
		done = incidents_end(&w.in);
	}
	if (done)
		emit_all(&w);
	for (size_t g = 0; g < w.in.n_groupings; g++) {
		for (size_t k = 0; k < w.grouping[g].cap; k++)
			free(w.grouping[g].group[k].month);
		free(w.grouping[g].group);
	}
	free(w.grouping);
	incidents_release(&w.in);
	return done;
}
