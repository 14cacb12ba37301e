/* levels.c: see levels.h.
 *
 * A row for each pair of grades, with its level.  Levels stand in the order in which the rows first
 * name them, the most urgent first; the ranking knows no other difference between two items.
 */
#include "prioritize/levels.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { PROBABILITY, SEVERITY, LEVEL, COLUMNS };

/* A row of the file, as codes. */
struct entry {
	uint32_t code[COLUMNS];
};

struct entries {
	struct entry *item;
	size_t n, cap;
};

static uint32_t
code_of(struct ccr_dict *dict, const struct ccr_column *column)
{
	return ccr_dict_add(dict, column->text, column->len);
}

static void
add_row(struct prioritize_levels *l, struct entries *rows, struct ccr_cursor *cursor,
	const struct ccr_column *column)
{
	struct entry e = {{code_of(&l->grade[0], &column[PROBABILITY]),
			   code_of(&l->grade[1], &column[SEVERITY]),
			   code_of(&l->level, &column[LEVEL])}};

	for (size_t i = 0; i < rows->n; i++)
		if (memcmp(rows->item[i].code, e.code, 2 * sizeof *e.code) == 0) {
			ccr_cursor_fault(cursor, &column[LEVEL],
					 "this pair of grades has a level already");
			return;
		}
	CCR_GROW(rows->item, rows->cap, rows->n + 1);
	rows->item[rows->n++] = e;
}

static bool
check_items(struct ccr_run *run, const struct criteria *d, const struct prioritize_parameters *p)
{
	const struct prioritize_levels *l = &p->levels;
	bool good = true;

	for (size_t i = 0; i < d->items.n; i++) {
		uint32_t code[2];
		const struct criteria_cell *cell = NULL;
		if (criteria_failed_gate(d, i))
			continue;
		for (size_t g = 0; g < 2; g++) {
			cell = criteria_cell(&d->taker[p->role[g]], i);
			code[g] = cell ? ccr_dict_find(&l->grade[g], cell->text, strlen(cell->text))
				       : CCR_NO_CODE;
		}
		if (cell && (code[0] == CCR_NO_CODE || code[1] == CCR_NO_CODE ||
			     l->of[code[0] * l->grade[1].n + code[1]] == CCR_NO_CODE))
			good = ccr_err_add(run->err, CCR_DATA, cell->place.file, cell->place.line,
					   NULL, "'%s' has no level for the grades of this item",
					   ccr_run_file(run, "matrix")->name);
	}
	return good;
}

bool
prioritize_levels(struct ccr_run *run, const struct criteria *d, struct prioritize_parameters *p)
{
	struct ccr_column column[COLUMNS] = {
		{.name = "probability", .type = CCR_TEXT, .required = true},
		{.name = "severity", .type = CCR_TEXT, .required = true},
		{.name = "level", .type = CCR_TEXT, .required = true},
	};
	struct ccr_input table;
	struct ccr_cursor *cursor;
	struct prioritize_levels *l = &p->levels;
	struct entries rows = {0};
	bool good;

	ccr_run_table(run, "matrix", &table);
	cursor = ccr_cursor_open(&table, column, COLUMNS, run->err);
	while (cursor && ccr_cursor_next(cursor))
		add_row(l, &rows, cursor, column);
	good = ccr_cursor_close(cursor);
	ccr_columns_release(column, COLUMNS);
	l->of = ccr_alloc(l->grade[0].n * l->grade[1].n, sizeof *l->of);
	for (size_t i = 0; i < l->grade[0].n * l->grade[1].n; i++)
		l->of[i] = CCR_NO_CODE;
	for (size_t i = 0; i < rows.n; i++)
		l->of[rows.item[i].code[0] * l->grade[1].n + rows.item[i].code[1]] =
			rows.item[i].code[LEVEL];
	free(rows.item);
	return good && check_items(run, d, p);
}
