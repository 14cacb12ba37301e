/* ranking.c: see ranking.h. */
#include "plan/ranking.h"

#include <stdlib.h>

static int
compare(const void *a, const void *b)
{
	const struct plan_ranked *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* False where no column holds the items. */
static bool
add_row(struct plan_ranking *to, struct ccr_cursor *rows, const struct ccr_column *col, double top,
	struct ccr_err *err)
{
	const struct ccr_column *item = col[1].found ? &col[1] : &col[2];

	if (!item->found)
		return ccr_err_add(err, CCR_DATA, ccr_cursor_file(rows), 0, NULL,
				   "no column 'problem' or 'option': --item COL says which one "
				   "holds the items");
	if (item->mark != CCR_PRESENT) {
		ccr_cursor_fault(rows, item, "missing; the item is needed");
	} else if (col[0].mark != CCR_PRESENT) {
		ccr_cursor_exclude(rows, "no rank");
	} else if (col[0].number > top) {
		ccr_cursor_exclude(rows, "rank beyond --top");
	} else {
		CCR_GROW(to->item, to->cap, to->n + 1);
		to->item[to->n] = (struct plan_ranked){
			col[0].number, to->n, ccr_arena_text(&to->texts, item->text, item->len)};
		to->n++;
	}
	return true;
}

bool
plan_ranking_read(struct plan_ranking *to, struct ccr_input *input, const char *item, double top,
		  struct ccr_err *err)
{
	struct ccr_column col[] = {
		{.name = "rank", .type = CCR_COUNT},
		{.name = item ? item : "problem", .type = CCR_KEY, .optional = !item},
		{.name = item ? NULL : "option", .type = CCR_KEY, .optional = true},
	};
	struct ccr_cursor *rows = ccr_cursor_open(input, col, CCR_LEN(col), err);
	bool good;

	while (rows && ccr_cursor_next(rows) && add_row(to, rows, col, top, err))
		continue;
	good = ccr_cursor_close(rows);
	if (to->n > 0)
		qsort(to->item, to->n, sizeof *to->item, compare);
	ccr_columns_release(col, CCR_LEN(col));
	return good;
}

void
plan_ranking_release(struct plan_ranking *ranking)
{
	free(ranking->item);
	ccr_arena_release(&ranking->texts);
}
