/* cells.c: see cells.h. */
#include "outcome/cells.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stat/exact.h"

/* The columns in the order they are declared; those of -b follow. */
enum { COUNT, EXPOSURE, GROUPS };

static bool
from_options(struct outcome_cells *cells, const struct outcome_ask *ask)
{
	static const char *const ordinals[] = {"first", "second", "third", "fourth"};
	struct outcome_set *set;
	char number[24];

	cells->n = 1;
	cells->set = set = ccr_alloc(1, sizeof *set);
	set->n = ask->counts.n;
	set->cell = ccr_alloc(set->n, sizeof *set->cell);
	for (size_t i = 0; i < set->n; i++) {
		const char *label = i < CCR_LEN(ordinals) ? ordinals[i] : number;
		snprintf(number, sizeof number, "%zu", i + 1);
		if (set->n > 1)
			ccr_dict_add(&set->group.label, label, strlen(label));
		set->cell[i] = (struct outcome_cell){.n = ask->counts.item[i],
						     .exposure = outcome_exposure(ask, i)};
	}
	for (size_t i = 0; set->n > 1 && i < set->n; i++)
		set->cell[i].label = set->group.label.text[i];
	return true;
}

/* Is there a count in the current row?  False after excluding the row, or noting what is wrong. */
static bool
good_row(const struct outcome_cells *cells, struct ccr_cursor *rows, const struct ccr_column *col)
{
	if (col[COUNT].mark == CCR_SUPPRESSED)
		ccr_cursor_exclude(rows, "count suppressed");
	else if (col[COUNT].mark != CCR_PRESENT)
		ccr_cursor_exclude(rows, "count missing");
	else if (col[EXPOSURE].found && col[EXPOSURE].mark != CCR_PRESENT)
		ccr_cursor_exclude(rows, "exposure missing");
	else if (cells->shares && col[COUNT].number > col[EXPOSURE].number)
		ccr_cursor_fault(rows, &col[COUNT], "more than the exposure; a share is of it");
	else
		return true;
	return false;
}

static void
add_row(struct outcome_cells *cells, struct ccr_cursor *rows, const struct ccr_column *col)
{
	bool good = good_row(cells, rows, col), used = false;
	double exposure = col[EXPOSURE].found ? col[EXPOSURE].number : 1;

	for (size_t i = 0; i < cells->n; i++) {
		struct outcome_set *set = &cells->set[i];
		uint32_t code = ccr_group_of(&set->group, set->columns);
		if (code == CCR_NO_CODE) {
			if (good && cells->n > 1)
				ccr_cursor_count(rows, CCR_LEDGER_MISSING, set->group.by_text);
			continue;
		}
		used = true;
		CCR_GROW(set->cell, set->cap, (size_t)code + 1);
		set->cell[code].left_out += !good;
		if (!good)
			continue;
		set->cell[code].rows++;
		set->cell[code].n += col[COUNT].number;
		set->cell[code].exposure += exposure;
		outcome_spread_add(&set->cell[code].spread, col[COUNT].number, exposure);
	}
	if (good && !used)
		ccr_cursor_exclude(rows, "group missing");
}

/* Puts the cells of a set into the order of their labels. */
static bool
settle(struct outcome_set *set, struct ccr_run *run)
{
	uint32_t *order = ccr_group_order(&set->group);
	size_t n = ccr_group_count(&set->group);
	struct outcome_cell *cell = ccr_alloc(n, sizeof *cell);
	bool good = true;

	CCR_GROW(set->cell, set->cap, n);
	for (size_t i = 0; i < n; i++) {
		const struct outcome_cell *from = &set->cell[order[i]];
		if (from->rows + from->left_out == 0)
			continue;
		if (from->n > CCR_EXACT_MOST)
			good = ccr_err_add(run->err, CCR_DATA, run->input->source->name, 0, NULL,
					   "the counts of a group add up to more than %.0f: exact "
					   "methods end there",
					   CCR_EXACT_MOST);
		cell[set->n] = *from;
		cell[set->n++].label = ccr_group_label(&set->group, order[i]);
	}
	free(order);
	free(set->cell);
	set->cell = cell;
	set->by = set->group.by_text;
	return good;
}

static bool
read_rows(struct outcome_cells *cells, struct ccr_run *run, const struct outcome_ask *ask,
	  struct ccr_column *col, size_t n_col)
{
	struct ccr_cursor *rows;
	bool good;

	col[COUNT] =
		(struct ccr_column){.name = ask->count ? ask->count : "count", .type = CCR_COUNT};
	col[EXPOSURE] = (struct ccr_column){.name = ask->exposure ? ask->exposure : "exposure",
					    .type = CCR_NUMBER,
					    .range = CCR_POSITIVE,
					    .optional = !ask->exposure && !cells->shares};
	rows = ccr_cursor_open(run->input, col, n_col, run->err);
	while (rows && ccr_cursor_next(rows))
		add_row(cells, rows, col);
	cells->no_exposure = !col[EXPOSURE].found;
	good = ccr_cursor_close(rows);
	for (size_t i = 0; good && i < cells->n; i++) {
		ccr_group_name(&cells->set[i].group, cells->set[i].columns);
		good = settle(&cells->set[i], run);
	}
	return good;
}

bool
outcome_cells_read(struct outcome_cells *cells, struct ccr_run *run, const struct outcome_ask *ask)
{
	static const struct ccr_list whole;
	struct ccr_column *col;
	size_t n_col = GROUPS;
	bool good;

	if (outcome_from_options(run))
		return from_options(cells, ask);
	cells->n = ask->by.n ? ask->by.n : 1;
	cells->set = ccr_alloc(cells->n, sizeof *cells->set);
	for (size_t i = 0; i < cells->n; i++) {
		ccr_group_init(&cells->set[i].group, ask->by.n ? &ask->by.list[i] : &whole);
		n_col += cells->set[i].group.by->n;
	}
	col = ccr_alloc(n_col, sizeof *col);
	n_col = GROUPS;
	for (size_t i = 0; i < cells->n; i++) {
		cells->set[i].columns = col + n_col;
		ccr_group_columns(&cells->set[i].group, col + n_col);
		n_col += cells->set[i].group.by->n;
	}
	good = read_rows(cells, run, ask, col, n_col);
	ccr_columns_release(col, n_col);
	free(col);
	return good;
}

void
outcome_cells_remark(const struct outcome_cells *cells, const struct outcome_cell *cell,
		     struct ccr_buf *note)
{
	if (cells->no_exposure)
		outcome_remark(note, "exposure: each of the %zu rows counts as 1", cell->rows);
	if (cell->left_out > 0)
		outcome_remark(note, "rows left out without a count or exposure: %zu",
			       cell->left_out);
}

void
outcome_cells_release(struct outcome_cells *cells)
{
	for (size_t i = 0; i < cells->n; i++) {
		free(cells->set[i].cell);
		ccr_group_release(&cells->set[i].group);
	}
	free(cells->set);
}
