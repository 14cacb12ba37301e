/* dates.c: see dates.h. */
#include "plan/dates.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "data/cursor.h"
#include "data/dict.h"

/* Steps by their ids. */
static void
index_ids(const struct plan *plan, struct ccr_dict *ids)
{
	for (size_t i = 0; i < plan->n_steps; i++)
		ccr_dict_add(ids, plan->step[i].id, strlen(plan->step[i].id));
}

static void
take_row(struct ccr_cursor *rows, const struct ccr_column *col, const struct ccr_dict *ids,
	 struct plan_span *span, size_t *unknown)
{
	uint32_t at;

	if (col[0].mark != CCR_PRESENT)
		return;
	at = ccr_dict_find(ids, col[0].text, col[0].len);
	if (at == CCR_NO_CODE) {
		++*unknown;
		return;
	}
	if (span[at].line > 0) {
		ccr_cursor_fault(rows, &col[0], "the step has a row already");
		return;
	}
	span[at] = (struct plan_span){col[1].mark == CCR_PRESENT ? col[1].date : CCR_DATE_NONE,
				      col[2].mark == CCR_PRESENT ? col[2].date : CCR_DATE_NONE,
				      ccr_cursor_line(rows)};
}

struct plan_span *
plan_read_spans(struct ccr_run *run, const char *option, const struct plan *plan, size_t *unknown)
{
	struct ccr_column col[] = {
		{.name = "id", .type = CCR_KEY},
		{.name = "start", .type = CCR_DATE},
		{.name = "finish", .type = CCR_DATE},
	};
	struct plan_span *span = ccr_alloc(plan->n_steps, sizeof *span);
	struct ccr_dict ids = {0};
	struct ccr_input input;
	struct ccr_cursor *rows;

	*unknown = 0;
	for (size_t i = 0; i < plan->n_steps; i++)
		span[i] = (struct plan_span){CCR_DATE_NONE, CCR_DATE_NONE, 0};
	index_ids(plan, &ids);
	ccr_run_table(run, option, &input);
	rows = ccr_cursor_open(&input, col, CCR_LEN(col), run->err);
	while (rows && ccr_cursor_next(rows))
		take_row(rows, col, &ids, span, unknown);
	if (!ccr_cursor_close(rows)) {
		free(span);
		span = NULL;
	}
	ccr_columns_release(col, CCR_LEN(col));
	ccr_dict_release(&ids);
	return span;
}
