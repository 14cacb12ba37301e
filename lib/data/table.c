/* table.c: see table.h.  A cursor whose rows are kept. */
#include "data/table.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static void
reserve(struct ccr_table *t, const struct ccr_column *column)
{
	if (t->n < t->cap)
		return;
	t->cap = t->cap ? t->cap * 2 : 64;
	t->line = ccr_realloc(t->line, t->cap, sizeof *t->line);
	for (size_t i = 0; i < t->n_columns; i++) {
		struct ccr_vector *v = &t->column[i];
		v->mark = ccr_realloc(v->mark, t->cap, sizeof *v->mark);
		switch (column[i].type) {
		case CCR_NUMBER:
		case CCR_COUNT:
		case CCR_SHARE:
		case CCR_FLAG: v->number = ccr_realloc(v->number, t->cap, sizeof *v->number); break;
		case CCR_CATEGORY: v->code = ccr_realloc(v->code, t->cap, sizeof *v->code); break;
		case CCR_DATE: v->date = ccr_realloc(v->date, t->cap, sizeof *v->date); break;
		case CCR_TIME: v->time = ccr_realloc(v->time, t->cap, sizeof *v->time); break;
		case CCR_TEXT:
		case CCR_KEY: v->text = ccr_realloc(v->text, t->cap, sizeof *v->text); break;
		case CCR_REST: break;
		}
	}
}

static void
keep(struct ccr_table *t, const struct ccr_column *column)
{
	for (size_t i = 0; i < t->n_columns; i++) {
		struct ccr_vector *v = &t->column[i];
		bool present = column[i].mark == CCR_PRESENT;
		v->mark[t->n] = (uint8_t)column[i].mark;
		if (v->number)
			v->number[t->n] = present ? column[i].number : (double)NAN;
		else if (v->code)
			v->code[t->n] = present ? column[i].code : CCR_NO_CODE;
		else if (v->date)
			v->date[t->n] = present ? column[i].date : CCR_DATE_NONE;
		else if (v->time)
			v->time[t->n] = present ? column[i].time : CCR_TIME_NONE;
		else if (v->text)
			v->text[t->n] =
				present ? ccr_arena_text(&t->texts, column[i].text, column[i].len)
					: NULL;
	}
}

struct ccr_table *
ccr_table_read(struct ccr_input *input, struct ccr_column *column, size_t n, struct ccr_err *err)
{
	struct ccr_cursor *rows = ccr_cursor_open(input, column, n, err);
	struct ccr_table *t = ccr_alloc(1, sizeof *t);

	t->n_columns = n;
	t->column = ccr_alloc(n, sizeof *t->column);
	while (rows && ccr_cursor_next(rows)) {
		reserve(t, column);
		keep(t, column);
		t->line[t->n++] = ccr_cursor_line(rows);
	}
	for (size_t i = 0; i < n; i++)
		t->column[i].found = column[i].found;
	if (ccr_cursor_close(rows))
		return t;
	ccr_table_free(t);
	return NULL;
}

void
ccr_table_free(struct ccr_table *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->n_columns; i++) {
		struct ccr_vector *v = &t->column[i];
		free(v->mark);
		free(v->number);
		free(v->code);
		free(v->date);
		free(v->time);
		free(v->text);
	}
	free(t->column);
	free(t->line);
	ccr_arena_release(&t->texts);
	free(t);
}
