/* draft.c: 'ccr-plan draft', a plan to fill in, from a ranking. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "data/cursor.h"
#include "plan/verbs.h"

struct ranked {
	double rank;
	size_t row;
	const char *item;
};

static int
compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

static void
write_goal(struct ccr_buf *out, const char *item, size_t n)
{
	ccr_buf_printf(out, "%s\n  {\"id\": \"g%zu\", \"problem\": ", n > 1 ? "," : "", n);
	ccr_buf_json(out, item, strlen(item));
	ccr_buf_printf(out,
		       ", \"statement\": null, \"population\": null, \"responsible\": null,\n"
		       "   \"measure\": {\"name\": null, \"unit\": null, \"direction\": null, "
		       "\"baseline\": null, "
		       "\"baseline_date\": null,\n"
		       "               \"target\": null, \"target_date\": null, \"source\": null, "
		       "\"method\": null, "
		       "\"every\": null},\n"
		       "   \"reviews\": null,\n"
		       "   \"steps\": [\n"
		       "    {\"id\": \"s%zu\", \"name\": null, \"responsible\": null, \"days\": "
		       "null, \"after\": [], \"due\": null}]}",
		       n);
}

/* The items that have a rank, down to --top, best first; in the order of the rows where ranks are
 * tied. */
static bool
read_ranking(struct ccr_run *run, const struct plan_ask *ask, struct ccr_column *col, size_t n_col,
	     struct ccr_arena *texts, struct ranked **ranked, size_t *n)
{
	struct ccr_cursor *rows = ccr_cursor_open(run->input, col, n_col, run->err);
	size_t cap = 0;

	while (rows && ccr_cursor_next(rows)) {
		const struct ccr_column *item = col[1].found ? &col[1] : &col[2];
		if (!item->found) {
			ccr_err_add(run->err, CCR_DATA, ccr_cursor_file(rows), 0, NULL,
				    "no column 'problem' or 'option': --item COL says which one "
				    "holds the items");
			break;
		}
		if (item->mark != CCR_PRESENT) {
			ccr_cursor_fault(rows, item, "missing; the item is needed");
		} else if (col[0].mark != CCR_PRESENT) {
			ccr_cursor_exclude(rows, "no rank");
		} else if (ccr_given(run, "top") && col[0].number > ask->top) {
			ccr_cursor_exclude(rows, "rank beyond --top");
		} else {
			CCR_GROW(*ranked, cap, *n + 1);
			(*ranked)[*n] = (struct ranked){
				col[0].number, *n, ccr_arena_text(texts, item->text, item->len)};
			++*n;
		}
	}
	return ccr_cursor_close(rows);
}

bool
plan_draft(struct ccr_run *run, const struct plan_ask *ask)
{
	struct ccr_column col[] = {
		{.name = "rank", .type = CCR_COUNT},
		{.name = ask->item ? ask->item : "problem",
		 .type = CCR_KEY,
		 .optional = !ask->item},
		{.name = ask->item ? NULL : "option", .type = CCR_KEY, .optional = true},
	};
	struct ccr_arena texts = {0};
	struct ranked *ranked = NULL;
	size_t n = 0;
	bool good = read_ranking(run, ask, col, CCR_LEN(col), &texts, &ranked, &n);

	if (n > 0)
		qsort(ranked, n, sizeof *ranked, compare_ranked);
	ccr_buf_puts(run->text,
		     "{\"ccr\": \"plan/1\", \"name\": null, \"start\": null,\n"
		     " \"calendar\": {\"weekend\": [\"sat\", \"sun\"], \"holidays\": []},\n"
		     " \"people\": [],\n \"goals\": [");
	for (size_t i = 0; i < n; i++)
		write_goal(run->text, ranked[i].item, i + 1);
	ccr_buf_puts(run->text, "]}\n");
	free(ranked);
	ccr_arena_release(&texts);
	ccr_columns_release(col, CCR_LEN(col));
	return good;
}
