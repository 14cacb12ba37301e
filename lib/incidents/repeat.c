/* repeat.c: see repeat.h.
 *
 * Who comes before whom in a unit's history is known only when all rows are read, in whatever
 * order: an event of 32 bytes (and 4 for each -b) is kept for each incident.  The repeat rule is
 * that of the United Kingdom's marac meetings: within 12 months of the last, a window that begins
 * anew with each incident (SafeLives).
 */
#include "incidents/repeat.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stat/concentration.h"

const struct ccr_field repeat_fields[REPEAT_FIELDS] = {
	{"unit", CCR_TEXT},    {"by", CCR_TEXT},   {"group", CCR_TEXT}, {"statistic", CCR_TEXT},
	{"level", CCR_NUMBER}, {"n", CCR_NUMBER},  {"base", CCR_COUNT}, {"estimate", CCR_SHARE},
	{"method", CCR_TEXT},  {"note", CCR_TEXT},
};

enum { PERSON, DYAD, PLACE };

struct event {
	uint32_t unit, group; /* group: of the grouping that is being tabulated */
	ccr_date date;        /* CCR_DATE_NONE: missing */
	uint32_t row;
	int32_t next; /* days to the unit's next incident; -1: there is none */
	bool inside;  /* the window */
	bool counted; /* and in a group of the grouping */
	bool repeat;
};

struct repeating {
	struct incidents in;
	const struct repeat_ask *ask;
	struct event *event;
	size_t n, cap;
	uint32_t *group; /* of each row in each grouping */
	size_t groups_cap;
	const char *unit, *not_at_risk;
	struct ccr_tally *tally; /* of the group that is being emitted */
	size_t n_tally, tally_cap;
	double units, incidents;
};

static uint32_t
unit_of(const struct repeating *r, const struct incident *i)
{
	return r->ask->unit == PERSON ? i->person : r->ask->unit == DYAD ? i->dyad : i->place;
}

static void
add_row(struct repeating *r, const struct incident *i)
{
	uint32_t unit = unit_of(r, i), *group;
	bool bounded = r->in.ask->from != CCR_DATE_NONE || r->in.ask->to != CCR_DATE_NONE;
	bool dated = i->date != CCR_DATE_NONE, used = false;
	bool inside = dated ? incidents_in_window(&r->in, i->date) : !bounded;

	if (unit == CCR_NO_CODE) {
		char *reason = ccr_printf("%s missing", r->unit);
		ccr_cursor_exclude(r->in.rows, reason);
		free(reason);
		return;
	}
	if (!inside)
		ccr_cursor_exclude(r->in.rows, dated ? "outside the window" : "date missing");
	CCR_GROW(r->event, r->cap, r->n + 1);
	CCR_GROW(r->group, r->groups_cap, (r->n + 1) * r->in.n_groupings);
	group = r->group + r->n * r->in.n_groupings;
	for (size_t g = 0; g < r->in.n_groupings; g++) {
		struct incidents_grouping *grouping = &r->in.grouping[g];
		group[g] = ccr_group_of(&grouping->group, grouping->columns);
		used |= group[g] != CCR_NO_CODE;
		if (inside && group[g] == CCR_NO_CODE && r->in.n_groupings > 1)
			ccr_cursor_count(r->in.rows, CCR_LEDGER_MISSING, grouping->group.by_text);
	}
	if (!used)
		ccr_cursor_exclude(r->in.rows, "group missing");
	else if (inside && !dated)
		ccr_cursor_count(r->in.rows, CCR_LEDGER_MISSING, "date");
	r->event[r->n] = (struct event){unit, 0, i->date, (uint32_t)r->n, -1, inside, false, false};
	r->n++;
}

static int
order(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
by_unit(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	if (x->unit != y->unit)
		return order(x->unit, y->unit);
	return x->date != y->date ? order(x->date, y->date) : order(x->row, y->row);
}

/* In each unit's history: what follows what. */
static void
link_events(struct repeating *r)
{
	if (r->n > 0)
		qsort(r->event, r->n, sizeof *r->event, by_unit);
	for (size_t i = 1; i < r->n; i++) {
		struct event *last = &r->event[i - 1], *e = &r->event[i];
		if (last->unit != e->unit || last->date == CCR_DATE_NONE)
			continue;
		last->next = e->date - last->date;
		e->repeat = incidents_within(last->date, e->date, (int)r->ask->months);
	}
}

static int
by_group(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	if (x->counted != y->counted)
		return y->counted - x->counted;
	return x->group != y->group ? order(x->group, y->group) : order(x->unit, y->unit);
}

static int
by_events(const void *a, const void *b)
{
	const struct ccr_tally *x = a, *y = b;

	return (x->events > y->events) - (x->events < y->events);
}

/* How many units have each number of incidents; the events are one group's, by unit. */
static void
count_units(struct repeating *r, const struct event *e, size_t n)
{
	size_t k = 0;

	r->units = 0;
	r->incidents = (double)n;
	CCR_GROW(r->tally, r->tally_cap, n + 1);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && e[end].unit == e[i].unit; end++)
			;
		r->tally[k++] = (struct ccr_tally){(double)(end - i), 1};
		r->units++;
	}
	if (r->ask->at_risk > r->units) {
		r->tally[k++] = (struct ccr_tally){0, r->ask->at_risk - r->units};
		r->units = r->ask->at_risk;
	}
	qsort(r->tally, k, sizeof *r->tally, by_events);
	r->n_tally = 0;
	for (size_t i = 0; i < k; i++) {
		struct ccr_tally *last = r->n_tally > 0 ? &r->tally[r->n_tally - 1] : NULL;
		if (last && last->events >= r->tally[i].events)
			last->units += r->tally[i].units;
		else
			r->tally[r->n_tally++] = r->tally[i];
	}
}

struct row {
	const char *statistic;
	double level, n, base, estimate;
	const char *method, *note;
	bool no_share; /* the estimate is no share of anything */
};

static void
emit_row(struct repeating *r, size_t g, uint32_t group, const struct row *row)
{
	struct ccr_emit *out = r->in.run->out;

	ccr_emit_text(out, r->unit);
	incidents_emit_group(&r->in, g, group);
	ccr_emit_text(out, row->statistic);
	ccr_emit_number(out, row->level);
	ccr_emit_number(out, row->n);
	ccr_emit_count(out, (size_t)row->base);
	ccr_emit_mixed(out, !row->no_share, row->estimate);
	ccr_emit_text(out, row->method);
	ccr_emit_text(out, row->note);
	ccr_emit_end(out);
}

static void
emit_concentration(struct repeating *r, size_t g, uint32_t group)
{
	static double percents[] = {5, 10, 20};
	static const struct ccr_numbers usual = {percents, CCR_LEN(percents)};
	const struct ccr_numbers *top = r->ask->top.n ? &r->ask->top : &usual;
	double nan = (double)NAN;

	for (size_t i = 0; i < r->n_tally; i++) {
		const struct ccr_tally *t = &r->tally[i];
		emit_row(r, g, group,
			 &(struct row){"units_with", t->events, t->units, r->units,
				       t->units / r->units, "share of units", NULL, false});
	}
	emit_row(r, g, group,
		 &(struct row){"mean", nan, r->incidents, r->units, r->incidents / r->units,
			       "incidents per unit", r->not_at_risk, true});
	for (size_t i = 0; i < top->n; i++)
		emit_row(r, g, group,
			 &(struct row){"top_share", top->item[i], top->item[i] / 100 * r->units,
				       r->incidents,
				       ccr_top_share(r->tally, r->n_tally, top->item[i] / 100),
				       "share of incidents", r->not_at_risk, false});
	emit_row(r, g, group,
		 &(struct row){"gini", nan, r->incidents, r->units, ccr_gini(r->tally, r->n_tally),
			       "plain", r->not_at_risk, true});
	emit_row(r, g, group,
		 &(struct row){"gini", nan, r->incidents, r->units,
			       ccr_gini_corrected(r->tally, r->n_tally), "n/(n-1)",
			       r->units > 1 ? r->not_at_risk : "one unit only", true});
}

/* An incident near the end of the rows has not been followed long enough to say that none came. */
static void
emit_near(struct repeating *r, size_t g, uint32_t group, const struct event *e, size_t n,
	  double days)
{
	ccr_date last = r->in.coverage.group[0].last;
	size_t followed = 0, hits = 0, early = 0;
	char *note = NULL;

	for (size_t i = 0; i < n; i++) {
		if (e[i].date == CCR_DATE_NONE)
			continue;
		if ((double)last - e[i].date < days) {
			early++;
			continue;
		}
		followed++;
		hits += e[i].next >= 0 && e[i].next <= days;
	}
	if (early > 0)
		note = ccr_printf("%zu incidents less than this before the last row left out",
				  early);
	emit_row(r, g, group,
		 &(struct row){"near_repeat", days, (double)hits, (double)followed,
			       (double)hits / (double)followed, "followed within so many days",
			       followed == 0 ? "no incident was followed this long" : note, false});
	free(note);
}

static void
emit_group(struct repeating *r, size_t g, uint32_t group, const struct event *e, size_t n)
{
	size_t dated = 0, repeats = 0;

	count_units(r, e, n);
	emit_concentration(r, g, group);
	for (size_t i = 0; i < n; i++) {
		dated += e[i].date != CCR_DATE_NONE;
		repeats += e[i].repeat;
	}
	emit_row(r, g, group,
		 &(struct row){"repeat", r->ask->months, (double)repeats, (double)dated,
			       (double)repeats / (double)dated, "within so many months of the last",
			       dated == 0 ? "no incident has a date" : NULL, false});
	for (size_t i = 0; i < r->ask->within.n; i++)
		emit_near(r, g, group, e, n, r->ask->within.item[i]);
}

/* The events of each group stand together; they are emitted in the order of the groups' names. */
static void
emit_grouping(struct repeating *r, size_t g)
{
	const struct ccr_group *by = &r->in.grouping[g].group;
	size_t groups = ccr_group_count(by), counted = 0;
	size_t *begin = ccr_alloc(groups + 1, sizeof *begin);
	uint32_t *names;

	for (size_t i = 0; i < r->n; i++) {
		struct event *e = &r->event[i];
		e->group = r->group[(size_t)e->row * r->in.n_groupings + g];
		e->counted = e->inside && e->group != CCR_NO_CODE;
	}
	qsort(r->event, r->n, sizeof *r->event, by_group);
	for (; counted < r->n && r->event[counted].counted; counted++)
		begin[r->event[counted].group + 1] = counted + 1;
	for (size_t k = 0; k < groups; k++)
		if (begin[k + 1] == 0)
			begin[k + 1] = begin[k];
	names = ccr_group_order(by);
	for (size_t k = 0; k < groups; k++) {
		size_t from = begin[names[k]], to = begin[names[k] + 1];
		if (to > from)
			emit_group(r, g, names[k], r->event + from, to - from);
	}
	free(names);
	free(begin);
}

static bool
check_options(struct repeating *r, struct ccr_run *run, const struct incidents_ask *ask)
{
	const struct repeat_ask *o = r->ask;
	bool at_risk = ccr_given(run, "units-at-risk");

	if (at_risk && ask->by.n > 0)
		return ccr_usage(run, "--units-at-risk is of everybody: not together with -b");
	if (!(o->months >= 1 && o->months <= 1200))
		return ccr_usage(run, "option '--months': a number from 1 to 1200 is needed");
	for (size_t i = 0; i < o->top.n; i++)
		if (!(o->top.item[i] > 0 && o->top.item[i] <= 100))
			return ccr_usage(run, "option '--top': a percent above 0, at most 100, is "
					      "needed");
	for (size_t i = 0; i < o->within.n; i++)
		if (!(o->within.item[i] >= 0))
			return ccr_usage(run, "option '--within': days of 0 or more are needed");
	return true;
}

static bool
read_rows(struct repeating *r)
{
	static const enum incidents_want want[] = {INCIDENTS_PERSON, INCIDENTS_DYAD,
						   INCIDENTS_PLACE};
	struct incident i;

	if (!incidents_open(&r->in, r->in.run, r->in.ask, want[r->ask->unit], NULL, 0))
		return false;
	while (incidents_next(&r->in, &i))
		add_row(r, &i);
	return incidents_end(&r->in);
}

/* Are there more units than could be? */
static bool
check_units(struct repeating *r, struct ccr_run *run)
{
	size_t units = 0;

	for (size_t i = 0; i < r->n; i++)
		units += i == 0 || r->event[i].unit != r->event[i - 1].unit;
	if (isnan(r->ask->at_risk) || r->ask->at_risk >= (double)units)
		return true;
	return ccr_err_add(
		run->err, CCR_DATA, NULL, 0, NULL,
		"option '--units-at-risk': fewer than the %zu units that had an incident", units);
}

bool
incidents_repeat(struct ccr_run *run, const struct incidents_ask *ask, const struct repeat_ask *o)
{
	static const char *const units[] = {"person", "dyad", "place"};
	struct repeating r = {.ask = o, .unit = units[o->unit], .in = {.run = run, .ask = ask}};
	bool done = check_options(&r, run, ask) && read_rows(&r);

	r.not_at_risk = isnan(o->at_risk) ? "of units with an incident: those without are not "
					    "known (--units-at-risk)"
					  : "units without an incident counted";
	if (done) {
		link_events(&r);
		done = check_units(&r, run);
	}
	for (size_t g = 0; done && r.n > 0 && g < r.in.n_groupings; g++)
		emit_grouping(&r, g);
	incidents_release(&r.in);
	free(r.event);
	free(r.group);
	free(r.tally);
	return done;
}
