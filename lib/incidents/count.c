/* count.c: see count.h.
 *
 * One pass: counts of each problem in each group, of the window and of the same days a year before;
 * the set of persons of each; and per dyad the first and last incident (repeats.h).  Memory grows
 * with problems, persons and dyads, not with rows.  Intervals are exact (stat/poisson.h).
 */
#include "incidents/count.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "incidents/areas.h"
#include "incidents/repeats.h"
#include "stat/poisson.h"

const struct ccr_field count_fields[COUNT_FIELDS] = {
	{"problem", CCR_TEXT},
	{"by", CCR_TEXT},
	{"group", CCR_TEXT},
	{"from", CCR_DATE},
	{"to", CCR_DATE},
	{"incidents", CCR_COUNT},
	{"persons", CCR_COUNT},
	{"population", CCR_NUMBER},
	{"rate_per_100000", CCR_NUMBER},
	{"rate_low", CCR_NUMBER},
	{"rate_high", CCR_NUMBER},
	{"previous_from", CCR_DATE},
	{"previous_to", CCR_DATE},
	{"previous", CCR_COUNT},
	{"change_ratio", CCR_NUMBER},
	{"change_low", CCR_NUMBER},
	{"change_high", CCR_NUMBER},
	{"repeats", CCR_COUNT},
	{"repeat_base", CCR_COUNT},
	{"repeat_share", CCR_SHARE},
	{"ci_method", CCR_TEXT},
	{"note", CCR_TEXT},
};

/* No ratio is given on a base under this. */
enum { LEAST_BASE = 5, MONTHS_PER_YEAR = 12 };

static const double level = 0.95, per = 100000;

/* Of one problem in one group. */
struct cell {
	size_t incidents, previous, persons, known, repeats;
};

struct counting {
	struct incidents in;
	const struct count_ask *ask;
	ccr_date previous_from, previous_to; /* CCR_DATE_NONE: there is no such time */
	const char *no_previous;             /* why not */
	struct areas areas;
	struct repeats repeats;
	struct cells {
		struct ccr_pairs at; /* (group, problem) */
		uint64_t *seen_of;   /* of each person: a bit for each of the first cells */
		size_t seen_cap;
		struct ccr_pairs seen; /* (cell, person) of the other cells */
		struct cell *cell;
		size_t cap;
	} * grouping;
	uint32_t *now; /* the cell of each grouping, for the current row */
	double years;  /* in the window, for --per-year; else 1 */
};

/* The same dates a year before; the end of a month stays one. */
static void
find_previous(struct counting *c, const struct incidents_ask *ask)
{
	c->previous_from = c->previous_to = CCR_DATE_NONE;
	if (ask->from == CCR_DATE_NONE || ask->to == CCR_DATE_NONE) {
		c->no_previous = "no change without --from and --to";
		return;
	}
	if (!incidents_within(ask->from, ask->to + 1, MONTHS_PER_YEAR)) {
		c->no_previous = "no change: the window is longer than a year";
		return;
	}
	c->previous_from = ccr_date_add_months(ask->from, -MONTHS_PER_YEAR);
	c->previous_to = ccr_date_add_months(ask->to, -MONTHS_PER_YEAR);
	if (c->previous_from == CCR_DATE_NONE || c->previous_to == CCR_DATE_NONE) {
		c->no_previous = "no change: there is no year before";
		c->previous_from = c->previous_to = CCR_DATE_NONE;
		return;
	}
	while (ccr_date_ends_month(ask->to) && !ccr_date_ends_month(c->previous_to))
		c->previous_to++;
}

/* Whole months are twelfths, other days parts of a mean year. */
static double
years_of(ccr_date from, ccr_date to)
{
	for (int months = 1; months <= 10000 * MONTHS_PER_YEAR; months++) {
		ccr_date end = ccr_date_add_months(from, months);
		if (end == CCR_DATE_NONE || end > to + 1)
			break;
		if (end == to + 1)
			return (double)months / MONTHS_PER_YEAR;
	}
	return ((double)to - from + 1) / 365.2425;
}

static bool
check_options(struct counting *c, struct ccr_run *run, const struct incidents_ask *ask)
{
	const struct count_ask *o = c->ask;

	if (ccr_given(run, "population") && o->populations)
		return ccr_usage(run, "--population and --populations both say how many people "
				      "there are: give one");
	if (ccr_given(run, "population") && !(o->population > 0))
		return ccr_usage(run, "option '--population': a number above 0 is needed");
	if (!o->populations != !o->area)
		return ccr_usage(run, "--populations and --area go together");
	if (!(o->months >= 1 && o->months <= 1200))
		return ccr_usage(run, "option '--months': a number from 1 to 1200 is needed");
	if (o->per_year && (ask->from == CCR_DATE_NONE || ask->to == CCR_DATE_NONE))
		return ccr_usage(run, "--per-year needs --from and --to");
	c->years = o->per_year && ask->from <= ask->to ? years_of(ask->from, ask->to) : 1;
	c->repeats.months = (int)o->months;
	c->repeats.keep = o->any_order;
	find_previous(c, ask);
	return true;
}

static struct cell *
cell_of(struct cells *g, uint32_t group, uint32_t problem, uint32_t *at)
{
	*at = ccr_pairs_add(&g->at, group, problem);
	CCR_GROW(g->cell, g->cap, (size_t)*at + 1);
	return &g->cell[*at];
}

static void
add_repeat(void *to, const uint32_t *cell)
{
	struct counting *c = to;

	for (size_t g = 0; g < c->in.n_groupings; g++)
		if (cell[g] != CCR_NO_CODE)
			c->grouping[g].cell[cell[g]].repeats++;
}

/* Was the person not met in this cell before? */
static bool
is_new(struct cells *g, uint32_t cell, uint32_t person)
{
	size_t before = g->seen.n;
	uint64_t bit;

	if (cell >= 64) {
		ccr_pairs_add(&g->seen, cell, person);
		return g->seen.n > before;
	}
	if (person >= g->seen_cap)
		CCR_GROW(g->seen_of, g->seen_cap, (size_t)person + 1);
	bit = (uint64_t)1 << cell;
	if (g->seen_of[person] & bit)
		return false;
	g->seen_of[person] |= bit;
	return true;
}

/* Counts the row in every grouping; false where it has a group in none. */
static bool
add_to_groups(struct counting *c, const struct incident *i, uint32_t problem, bool previous)
{
	bool used = false;

	for (size_t g = 0; g < c->in.n_groupings; g++) {
		struct incidents_grouping *grouping = &c->in.grouping[g];
		uint32_t group = ccr_group_of(&grouping->group, grouping->columns), at;
		struct cell *cell;
		if (group == CCR_NO_CODE) {
			if (c->in.n_groupings > 1)
				ccr_cursor_count(c->in.rows, CCR_LEDGER_MISSING,
						 grouping->group.by_text);
			continue;
		}
		used = true;
		cell = cell_of(&c->grouping[g], group, problem, &at);
		cell->previous += previous;
		if (previous)
			continue;
		c->now[g] = at;
		cell->incidents++;
		cell->known += i->dyad != CCR_NO_CODE && i->date != CCR_DATE_NONE;
		if (i->person != CCR_NO_CODE)
			cell->persons += is_new(&c->grouping[g], at, i->person);
	}
	return used;
}

static void
add_row(struct counting *c, const struct incident *i, uint32_t problem)
{
	bool bounded = c->in.ask->from != CCR_DATE_NONE || c->in.ask->to != CCR_DATE_NONE;
	bool dated = i->date != CCR_DATE_NONE;
	bool inside = dated ? incidents_in_window(&c->in, i->date) : !bounded;
	bool previous = dated && c->previous_from != CCR_DATE_NONE && i->date >= c->previous_from &&
			i->date <= c->previous_to;

	for (size_t g = 0; g < c->in.n_groupings; g++)
		c->now[g] = CCR_NO_CODE;
	if (!dated && bounded)
		ccr_cursor_exclude(c->in.rows, "date missing");
	else if (!inside && !previous)
		ccr_cursor_exclude(c->in.rows, "outside the window and that of a year before");
	else if (!add_to_groups(c, i, problem, previous))
		ccr_cursor_exclude(c->in.rows, "group missing");
	else if (!dated)
		ccr_cursor_count(c->in.rows, CCR_LEDGER_MISSING, "date");
	/* Also incidents outside the window are what others come after. */
	if (dated && i->dyad != CCR_NO_CODE)
		repeats_add(&c->repeats, i->dyad, i->date, c->now, add_repeat, c);
}

static bool
read_rows(struct counting *c, struct ccr_run *run)
{
	const struct ccr_column *area = incidents_more(&c->in);
	struct incident i;

	while (incidents_next(&c->in, &i)) {
		uint32_t problem = problems_of(&c->in.problems, run, c->in.rows);
		if (c->ask->area && !areas_check(&c->areas, run, c->in.rows, area))
			continue;
		if (problem != CCR_NO_CODE)
			add_row(c, &i, problem);
	}
	if (!incidents_end(&c->in))
		return false;
	repeats_end(&c->repeats, add_repeat, c);
	return true;
}

/* The people among whom the incidents of a group are counted; NaN with the reason in *why. */
static double
population_of(const struct counting *c, size_t g, uint32_t group, const char **why)
{
	const struct ccr_group *by = &c->in.grouping[g].group;

	if (!c->areas.of.file && isnan(c->ask->population))
		*why = "no rate without a population";
	else if (by->by->n == 0)
		return c->areas.of.file ? c->areas.total : c->ask->population;
	else if (c->areas.of.file && by->by->n == 1 &&
		 c->in.grouping[g].columns->place == incidents_more(&c->in)->place)
		return areas_population(&c->areas, ccr_group_label(by, group));
	else
		*why = "no rate: the population of the group is not known";
	return (double)NAN;
}

static void
say(struct ccr_buf *note, const char *text)
{
	if (text)
		ccr_buf_printf(note, "%s%s", note->len ? "; " : "", text);
}

static void
emit_rate(struct counting *c, const struct cell *cell, double population)
{
	struct ccr_emit *out = c->in.run->out;
	double scale = per / population / c->years;
	struct ccr_interval ci;

	ccr_emit_number(out, population);
	if (isnan(population)) {
		ccr_emit_missing(out, 3);
		return;
	}
	ci = ccr_poisson_interval((double)cell->incidents, level);
	ccr_emit_number(out, (double)cell->incidents * scale);
	ccr_emit_number(out, ci.low * scale);
	ccr_emit_number(out, ci.high * scale);
}

/* Why there is no comparison with the year before, as far as the rows tell: NULL where there is
 * one.  Data that begin or end in the month of a bound are taken to reach it. */
static char *
previous_fault(const struct counting *c)
{
	const struct coverage_counts *rows = c->in.coverage.group;
	char month[COVERAGE_MONTH_SIZE];

	if (c->no_previous)
		return ccr_strdup(c->no_previous);
	if (rows->dated == 0)
		return ccr_strdup("no change: no row has a date");
	if (coverage_month(rows->first) > coverage_month(c->previous_from)) {
		coverage_month_print(month, coverage_month(rows->first));
		return ccr_printf("no change: the rows begin in %s, after the year before", month);
	}
	if (coverage_month(rows->last) < coverage_month(c->in.ask->to)) {
		coverage_month_print(month, coverage_month(rows->last));
		return ccr_printf("no change: the rows end in %s, before the window", month);
	}
	return NULL;
}

static void
emit_change(struct counting *c, const struct cell *cell, const char *fault, struct ccr_buf *note)
{
	struct ccr_emit *out = c->in.run->out;
	double n = (double)cell->incidents, base = (double)cell->previous;
	struct ccr_interval ci;

	if (c->previous_from == CCR_DATE_NONE || fault) {
		ccr_emit_date(out, c->previous_from);
		ccr_emit_date(out, c->previous_to);
		ccr_emit_missing(out, 4);
		say(note, fault);
		return;
	}
	ccr_emit_date(out, c->previous_from);
	ccr_emit_date(out, c->previous_to);
	ccr_emit_count(out, cell->previous);
	if (cell->previous < LEAST_BASE) {
		ccr_emit_missing(out, 3);
		say(note, "no ratio on a base under 5");
		return;
	}
	ci = ccr_rate_ratio_interval(n, 1, base, 1, level);
	ccr_emit_number(out, n / base);
	ccr_emit_number(out, ci.low);
	ccr_emit_number(out, ci.high);
}

static void
emit_repeats(struct counting *c, const struct cell *cell, struct ccr_buf *note)
{
	struct ccr_emit *out = c->in.run->out;

	if (c->repeats.disordered > 0) {
		ccr_emit_missing(out, 1);
		ccr_emit_count(out, cell->known);
		ccr_emit_missing(out, 1);
		say(note, "no repeat share: rows are not in the order of their dates "
			  "(--any-order)");
		return;
	}
	ccr_emit_count(out, cell->repeats);
	ccr_emit_count(out, cell->known);
	ccr_emit_number(out, (double)cell->repeats / (double)cell->known);
	if (cell->known == 0)
		say(note, "no repeat share: no incident with its date and a known dyad");
}

static void
emit_cell(struct counting *c, size_t g, uint32_t group, uint32_t problem, const char *fault)
{
	static const struct cell none;
	struct ccr_emit *out = c->in.run->out;
	uint32_t at = ccr_pairs_find(&c->grouping[g].at, group, problem);
	const struct cell *cell = at == CCR_NO_CODE ? &none : &c->grouping[g].cell[at];
	const char *why = NULL;
	double population = population_of(c, g, group, &why);
	bool no_persons = c->in.column[INCIDENTS_AT_PERSON].name
				  ? !c->in.column[INCIDENTS_AT_PERSON].found
				  : !c->in.column[INCIDENTS_AT_VICTIM].found;
	struct ccr_buf note = {0};

	ccr_emit_text(out, problems_name(&c->in.problems, problem));
	incidents_emit_group(&c->in, g, group);
	ccr_emit_date(out, c->in.ask->from);
	ccr_emit_date(out, c->in.ask->to);
	ccr_emit_count(out, cell->incidents);
	if (no_persons) {
		ccr_emit_missing(out, 1);
		say(&note, "no column of persons");
	} else {
		ccr_emit_count(out, cell->persons);
	}
	emit_rate(c, cell, population);
	say(&note, why);
	emit_change(c, cell, fault, &note);
	emit_repeats(c, cell, &note);
	ccr_emit_text(out, "exact");
	ccr_emit_text(out, note.data);
	ccr_emit_end(out);
	ccr_buf_release(&note);
}

static void
emit_all(struct counting *c)
{
	size_t n_problems;
	uint32_t *problem = problems_order(&c->in.problems, &n_problems);
	char *fault = previous_fault(c);

	for (size_t g = 0; g < c->in.n_groupings; g++) {
		const struct ccr_group *by = &c->in.grouping[g].group;
		uint32_t *group = ccr_group_order(by);
		for (size_t k = 0; k < ccr_group_count(by); k++)
			for (size_t i = 0; i < n_problems; i++)
				/* A problem that the map names has its row also where it is 0. */
				if ((by->by->n == 0 && c->in.problems.map.file) ||
				    ccr_pairs_find(&c->grouping[g].at, group[k], problem[i]) !=
					    CCR_NO_CODE)
					emit_cell(c, g, group[k], problem[i], fault);
		free(group);
	}
	free(problem);
	free(fault);
}

/* What hangs over all rows of the result. */
static void
say_limits(const struct counting *c)
{
	const struct coverage_counts *rows = c->in.coverage.group;
	ccr_date from = c->in.ask->from == CCR_DATE_NONE ? rows->first : c->in.ask->from;

	if (rows->dated == 0)
		return;
	if (c->in.ask->to != CCR_DATE_NONE &&
	    coverage_month(rows->last) < coverage_month(c->in.ask->to))
		ccr_note(c->in.run, "the rows end before the window does: its counts may be too "
				    "low");
	if (c->in.ask->from != CCR_DATE_NONE &&
	    coverage_month(rows->first) > coverage_month(c->in.ask->from))
		ccr_note(c->in.run, "the rows begin after the window does: its counts may be too "
				    "low");
	if (c->in.dyads.n + (c->in.ask->dyad != NULL) > 0 &&
	    incidents_within(rows->first, from, c->repeats.months - 1))
		ccr_note(c->in.run,
			 "the rows begin less than %d months before the window: repeats of what "
			 "came earlier cannot be seen",
			 c->repeats.months);
	if (c->repeats.disordered > 0)
		ccr_note(
			c->in.run,
			"rows between two of the same dyad that came before: %zu; sort the rows by "
			"date, or give --any-order",
			c->repeats.disordered);
}

bool
incidents_count(struct ccr_run *run, const struct incidents_ask *ask, const struct count_ask *o)
{
	struct counting c = {.ask = o};
	struct ccr_column area = {.name = o->area, .type = CCR_CATEGORY};
	bool done = check_options(&c, run, ask) && (!o->populations || areas_read(&c.areas, run)) &&
		    incidents_open(&c.in, run, ask,
				   INCIDENTS_PROBLEM | INCIDENTS_PERSON | INCIDENTS_DYAD, &area, 1);

	c.grouping = ccr_alloc(c.in.n_groupings, sizeof *c.grouping);
	c.now = ccr_alloc(c.in.n_groupings, sizeof *c.now);
	c.repeats.n_cells = c.in.n_groupings;
	done = done && read_rows(&c, run);
	if (done && c.in.coverage.n > 0) {
		say_limits(&c);
		emit_all(&c);
	}
	for (size_t g = 0; g < c.in.n_groupings; g++) {
		ccr_pairs_release(&c.grouping[g].at);
		ccr_pairs_release(&c.grouping[g].seen);
		free(c.grouping[g].seen_of);
		free(c.grouping[g].cell);
	}
	free(c.grouping);
	free(c.now);
	repeats_release(&c.repeats);
	areas_release(&c.areas);
	incidents_release(&c.in);
	return done;
}
