/* baseline.c: see baseline.h. */
#include "model/baseline.h"

#include <stdlib.h>

enum { ID, START, FINISH, DAYS, COLUMNS };
enum { CALENDAR = 3652059 }; /* days in the years 1 to 9999 */

static void
add_row(struct baseline *b, struct ccr_cursor *rows, const struct ccr_column *col)
{
	bool start = col[START].mark == CCR_PRESENT, finish = col[FINISH].mark == CCR_PRESENT;
	size_t known = b->n;
	uint32_t code;

	if (start != finish) {
		ccr_cursor_fault(rows, &col[start ? FINISH : START],
				 "missing; a step has both its dates or none");
		return;
	}
	if (start && col[FINISH].date < col[START].date) {
		ccr_cursor_fault(rows, &col[FINISH], "a finish before the start");
		return;
	}
	if (start && col[DAYS].mark != CCR_PRESENT) {
		ccr_cursor_fault(rows, &col[DAYS], "missing; a step with dates has days");
		return;
	}
	if (start && col[DAYS].number > CALENDAR) {
		ccr_cursor_fault(rows, &col[DAYS], "more days than there are");
		return;
	}
	code = ccr_dict_add(&b->ids, col[ID].text, col[ID].len);
	if (code < known) {
		ccr_cursor_fault(rows, &col[ID], "a step that has its row already");
		return;
	}
	CCR_GROW(b->step, b->cap, b->n + 1);
	b->step[b->n++] = (struct baseline_step){
		b->ids.text[code], start ? col[START].date : CCR_DATE_NONE,
		start ? col[FINISH].date : CCR_DATE_NONE, start ? col[DAYS].number : 0};
}

bool
baseline_read(struct baseline *b, struct ccr_input *input, struct ccr_err *err)
{
	struct ccr_column col[COLUMNS] = {
		[ID] = {.name = "id", .type = CCR_KEY, .required = true},
		[START] = {.name = "start", .type = CCR_DATE},
		[FINISH] = {.name = "finish", .type = CCR_DATE},
		[DAYS] = {.name = "duration_days", .type = CCR_NUMBER, .range = CCR_NOT_NEGATIVE},
	};
	struct ccr_cursor *rows = ccr_cursor_open(input, col, COLUMNS, err);
	bool good;

	while (rows && ccr_cursor_next(rows))
		add_row(b, rows, col);
	good = ccr_cursor_close(rows);
	ccr_columns_release(col, COLUMNS);
	return good;
}

const struct baseline_step *
baseline_find(const struct baseline *b, const char *id)
{
	uint32_t code = ccr_dict_find(&b->ids, id, strlen(id));

	return code == CCR_NO_CODE ? NULL : &b->step[code];
}

void
baseline_release(struct baseline *b)
{
	free(b->step);
	ccr_dict_release(&b->ids);
}
