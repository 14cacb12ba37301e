/* ballots.c: see ballots.h. */
#include "model/ballots.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* What a ballot says of one option; its bytes are part of the key of the ballot, so it has no
 * padding. */
struct entry {
	uint32_t option, level;
	double points;
};

/* The ballot of the current row. */
struct draft {
	const struct ballots_ask *ask;
	struct ballots *ballots;
	struct ccr_cursor *rows;
	struct ccr_err *err;
	struct entry *entry;
	size_t n, cap;
	double dots;
	bool full; /* too many options: said once */
};

/* The columns in the order they are declared; those of -b follow those of the ballot. */
enum { COUNT, BALLOT };

/* A fault of the row as a whole. */
static bool
row_fault(const struct draft *d, const char *text)
{
	return ccr_err_add(d->err, CCR_DATA, ccr_cursor_file(d->rows), ccr_cursor_line(d->rows),
			   NULL, "%s", text);
}

static bool
add_entry(struct draft *d, uint32_t option, uint32_t level, double points)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->entry[i].option == option)
			return false;
	CCR_GROW(d->entry, d->cap, d->n + 1);
	d->entry[d->n++] = (struct entry){option, level, points};
	return true;
}

/* Adds an option given by its name, blanks around it left out. */
static bool
name_option(struct draft *d, const struct ccr_column *column, const char *text, size_t n,
	    uint32_t level)
{
	struct ccr_dict *options = &d->ballots->options;
	uint32_t option;

	while (n > 0 && (*text == ' ' || *text == '\t')) {
		text++;
		n--;
	}
	while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t'))
		n--;
	if (n == 0) {
		ccr_cursor_fault(d->rows, column,
				 d->ask->form == BALLOTS_TEXT
					 ? "nothing where an option was expected (A > B = C)"
					 : "blanks, where an option was expected");
		return false;
	}
	option = ccr_dict_find(options, text, n);
	if (option == CCR_NO_CODE && d->ask->candidates->n > 0) {
		ccr_cursor_fault(d->rows, column, "an option that is not among --candidates");
		return false;
	}
	if (option == CCR_NO_CODE) {
		if (options->n == BALLOTS_OPTIONS_MAX)
			d->full = true;
		if (d->full)
			return false;
		option = ccr_dict_add(options, text, n);
	}
	if (!add_entry(d, option, level, 0)) {
		ccr_cursor_fault(d->rows, column, "an option stands on the ballot twice");
		return false;
	}
	return true;
}

static bool
read_text(struct draft *d, const struct ccr_column *column)
{
	const char *p = column->text, *end = p + column->len;
	uint32_t level = 0;

	if (column->mark != CCR_PRESENT)
		return true;
	for (const char *at = p; at <= end; at++) {
		if (at < end && *at != '>' && *at != '=')
			continue;
		if (!name_option(d, column, p, (size_t)(at - p), level))
			return false;
		level += at < end && *at == '>';
		p = at + 1;
	}
	return true;
}

static bool
read_ranks(struct draft *d, const struct ccr_column *column)
{
	bool gap = false, skipped = false;

	for (size_t i = 0; i < d->ask->columns->n; i++) {
		if (column[i].mark != CCR_PRESENT) {
			gap = true;
			continue;
		}
		skipped |= gap;
		if (!name_option(d, &column[i], column[i].text, column[i].len, (uint32_t)d->n))
			return false;
	}
	if (skipped)
		ccr_cursor_count(d->rows, CCR_LEDGER_MISSING,
				 "a place left empty before a later one: those behind move up");
	return true;
}

/* Ranks or dots: the level is how many options stand before it, with a lower rank or more dots. */
static bool
read_numbers(struct draft *d, const struct ccr_column *column)
{
	bool points = d->ask->form == BALLOTS_POINTS;
	size_t n = d->ask->columns->n;

	for (size_t i = 0; i < n; i++) {
		uint32_t level = 0;
		if (column[i].mark == CCR_SUPPRESSED) {
			ccr_cursor_fault(d->rows, &column[i],
					 "a suppressed count, where a number is needed");
			return false;
		}
		if (column[i].mark != CCR_PRESENT || (points && column[i].number <= 0))
			continue;
		if (points && column[i].number > d->ask->item_limit) {
			ccr_cursor_fault(d->rows, &column[i],
					 "more dots on one option than --item-limit allows");
			return false;
		}
		for (size_t k = 0; k < n; k++)
			level += column[k].mark == CCR_PRESENT &&
				 (points ? column[k].number > column[i].number
					 : column[k].number < column[i].number);
		d->dots += points ? column[i].number : 0;
		add_entry(d, (uint32_t)i, level, points ? column[i].number : 0);
	}
	return true;
}

static int
compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return (x->option > y->option) - (x->option < y->option);
}

/* Reads the current row into d->entry. */
static bool
read_ballot(struct draft *d, const struct ccr_column *column)
{
	bool good;

	d->n = 0;
	d->dots = 0;
	switch (d->ask->form) {
	case BALLOTS_TEXT: good = read_text(d, column); break;
	case BALLOTS_RANKS: good = read_ranks(d, column); break;
	case BALLOTS_OPTIONS:
	case BALLOTS_POINTS:
	default: good = read_numbers(d, column); break;
	}
	if (!good)
		return false;
	if (d->ask->form == BALLOTS_POINTS && d->dots > d->ask->limit)
		return row_fault(d, "more dots than --limit allows one person");
	if (d->ask->form != BALLOTS_POINTS && (double)d->n > d->ask->limit)
		return row_fault(d, "more options than --limit allows one person");
	if (d->n > 0)
		qsort(d->entry, d->n, sizeof *d->entry, compare_entries);
	return true;
}

static void
add_ballot(struct draft *d, double count)
{
	struct ballots *b = d->ballots;
	uint32_t ballot =
		ccr_dict_add(&b->distinct, (const char *)d->entry, d->n * sizeof *d->entry);

	CCR_GROW(b->named, b->named_cap, ballot + 1);
	b->named[ballot] = d->n;
	for (size_t i = 0; i < b->n_groupings; i++) {
		struct ballots_grouping *g = &b->grouping[i];
		uint32_t code = ccr_group_of(&g->group, g->columns);
		if (code == CCR_NO_CODE) {
			ccr_cursor_count(d->rows, CCR_LEDGER_MISSING, g->group.by_text);
			continue;
		}
		CCR_GROW(g->count, g->cap, code + 1);
		CCR_GROW(g->count[code].ballot, g->count[code].cap, ballot + 1);
		g->count[code].ballot[ballot] += count;
	}
}

/* The options that are known before the first row. */
static bool
list_options(struct draft *d)
{
	struct ccr_dict *options = &d->ballots->options;
	bool columns = d->ask->form == BALLOTS_OPTIONS || d->ask->form == BALLOTS_POINTS;
	const char *file = ccr_cursor_file(d->rows);
	size_t n = columns ? d->ask->columns->n : d->ask->candidates->n;
	const struct ccr_column *column = d->ballots->column + BALLOT,
				*twice = ccr_columns_twice(d->ballots->column, d->ballots->n_own);

	if (twice)
		return ccr_err_add(d->err, CCR_DATA, file, 0, NULL,
				   "column '%s' is asked for twice", twice->name);
	for (size_t i = 0; i < n; i++) {
		const char *text = !columns           ? d->ask->candidates->item[i]
				   : column[i].header ? column[i].header
						      : column[i].name;
		if (ccr_dict_add(options, text, strlen(text)) != i)
			return ccr_err_add(d->err, CCR_DATA, NULL, 0, NULL,
					   "option '%s' is listed twice", text);
	}
	if (n > BALLOTS_OPTIONS_MAX)
		return ccr_err_add(d->err, CCR_DATA, file, 0, NULL,
				   "%zu options; at most %d can be voted on", n,
				   BALLOTS_OPTIONS_MAX);
	d->ballots->points = d->ask->form == BALLOTS_POINTS;
	return true;
}

/* Declares the columns of the ballot and of the groupings, of which the first is all. */
static void
declare(struct ballots *b, const struct ballots_ask *ask)
{
	static const struct ccr_list whole;
	size_t n = ask->form == BALLOTS_TEXT ? 1 : ask->columns->n, at = BALLOT + n;

	b->n_groupings = 1 + ask->by->n;
	b->grouping = ccr_alloc(b->n_groupings, sizeof *b->grouping);
	for (size_t i = 0; i < b->n_groupings; i++) {
		ccr_group_init(&b->grouping[i].group, i ? &ask->by->list[i - 1] : &whole);
		at += b->grouping[i].group.by->n;
	}
	b->n_own = BALLOT + n;
	b->n_columns = at;
	b->column = ccr_alloc(at, sizeof *b->column);
	b->column[COUNT] = (struct ccr_column){
		.name = "count", .type = CCR_COUNT, .required = true, .optional = true};
	for (size_t i = 0; i < n; i++) {
		bool text = ask->form == BALLOTS_TEXT;
		b->column[BALLOT + i] = (struct ccr_column){
			.name = text ? "ballot" : ask->columns->item[i],
			.type = ask->form == BALLOTS_POINTS    ? CCR_COUNT
				: ask->form == BALLOTS_OPTIONS ? CCR_NUMBER
							       : CCR_TEXT,
			.range = ask->form == BALLOTS_OPTIONS ? CCR_POSITIVE : CCR_ANY};
	}
	at = BALLOT + n;
	for (size_t i = 0; i < b->n_groupings; i++) {
		b->grouping[i].columns = b->column + at;
		ccr_group_columns(&b->grouping[i].group, b->column + at);
		at += b->grouping[i].group.by->n;
	}
}

bool
ballots_read(struct ballots *b, struct ccr_input *input, const struct ballots_ask *ask,
	     struct ccr_err *err)
{
	struct draft d = {.ask = ask, .ballots = b, .err = err};
	bool good;

	declare(b, ask);
	d.rows = ccr_cursor_open(input, b->column, b->n_columns, err);
	good = d.rows && list_options(&d);
	while (good && ccr_cursor_next(d.rows)) {
		if (!read_ballot(&d, b->column + BALLOT))
			continue;
		if (d.n == 0)
			ccr_cursor_exclude(d.rows, "nothing on the ballot");
		else
			add_ballot(&d, b->column[COUNT].found ? b->column[COUNT].number : 1);
	}
	free(d.entry);
	if (d.full)
		ccr_err_add(err, CCR_DATA, input->source[0].name, 0, NULL,
			    "more than %d options; is this the column of ballots?",
			    BALLOTS_OPTIONS_MAX);
	if (!ccr_cursor_close(d.rows) || !good)
		return false;
	if (ask->form == BALLOTS_TEXT || ask->form == BALLOTS_RANKS) {
		if (ask->candidates->n == 0)
			b->order = ccr_dict_order(&b->options);
	}
	if (!b->order) {
		b->order = ccr_alloc(b->options.n, sizeof *b->order);
		for (size_t i = 0; i < b->options.n; i++)
			b->order[i] = (uint32_t)i;
	}
	return true;
}

const char *
ballots_option(const struct ballots *b, size_t i)
{
	return b->options.text[b->order[i]];
}

/* One ballot laid out over all options, while profiles are sorted. */
struct line {
	const uint32_t *level;
	const double *points;
	double count;
	size_t n;
};

static int
compare_lines(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	for (size_t i = 0; i < x->n; i++)
		if (x->level[i] != y->level[i])
			return x->level[i] < y->level[i] ? -1 : 1;
	for (size_t i = 0; x->points && i < x->n; i++)
		if (x->points[i] != y->points[i])
			return x->points[i] < y->points[i] ? -1 : 1;
	return 0;
}

/* A ballot's entries as levels and points of all options; place is the inverse of the order of the
 * options. */
static void
lay_out(const struct ballots *b, size_t ballot, const size_t *place, uint32_t *level,
	double *points)
{
	const char *key = b->distinct.text[ballot];
	struct entry e;

	for (size_t i = 0; i < b->options.n; i++)
		level[i] = CCR_UNRANKED;
	for (size_t i = 0; i < b->named[ballot]; i++) {
		memcpy(&e, key + i * sizeof e, sizeof e);
		level[place[e.option]] = e.level;
		if (points)
			points[place[e.option]] = e.points;
	}
}

struct ccr_profile
ballots_profile(const struct ballots *b, size_t grouping, uint32_t group)
{
	size_t n = b->options.n, n_lines = 0;
	const struct ballots_grouping *g = &b->grouping[grouping];
	const struct ballots_count *counts = group < g->cap ? &g->count[group] : NULL;
	size_t most = counts ? counts->cap : 0, *place = ccr_alloc(n, sizeof *place);
	struct line *line = ccr_alloc(most, sizeof *line);
	uint32_t *level = ccr_alloc(most * n, sizeof *level), *levels;
	double *points = b->points ? ccr_alloc(most * n, sizeof *points) : NULL, *all = NULL;
	double *count = ccr_alloc(most, sizeof *count);

	for (size_t i = 0; i < n; i++)
		place[b->order[i]] = i;
	for (size_t ballot = 0; ballot < most; ballot++) {
		if (!(counts->ballot[ballot] > 0))
			continue;
		line[n_lines] =
			(struct line){level + n_lines * n, points ? points + n_lines * n : NULL,
				      counts->ballot[ballot], n};
		lay_out(b, ballot, place, level + n_lines * n,
			points ? points + n_lines * n : NULL);
		n_lines++;
	}
	qsort(line, n_lines, sizeof *line, compare_lines);
	levels = ccr_alloc(n_lines * n, sizeof *levels);
	if (points)
		all = ccr_alloc(n_lines * n, sizeof *all);
	for (size_t i = 0; i < n_lines; i++) {
		memcpy(levels + i * n, line[i].level, n * sizeof *levels);
		if (points)
			memcpy(all + i * n, line[i].points, n * sizeof *all);
		count[i] = line[i].count;
	}
	free(place);
	free(line);
	free(level);
	free(points);
	return (struct ccr_profile){n, n_lines, levels, all, count};
}

void
ballots_profile_release(struct ccr_profile *p)
{
	free((void *)p->level);
	free((void *)p->points);
	free((void *)p->count);
	*p = (struct ccr_profile){0};
}

void
ballots_release(struct ballots *b)
{
	for (size_t i = 0; i < b->n_groupings; i++) {
		for (size_t k = 0; k < b->grouping[i].cap; k++)
			free(b->grouping[i].count[k].ballot);
		free(b->grouping[i].count);
		ccr_group_release(&b->grouping[i].group);
	}
	free(b->grouping);
	ccr_columns_release(b->column, b->n_columns);
	free(b->column);
	ccr_dict_release(&b->options);
	ccr_dict_release(&b->distinct);
	free(b->named);
	free(b->order);
	*b = (struct ballots){0};
}
