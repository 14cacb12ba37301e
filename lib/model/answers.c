/* answers.c: see answers.h. */
#include "model/answers.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Which columns of a multi question were chosen, as "0110".  It was asked where any of them has a
 * value; else NULL. */
static char *
read_columns(const struct codebook_question *q, const struct ccr_column *column, size_t n)
{
	char *chosen = ccr_alloc(n + 1, 1);
	bool asked = false;

	for (size_t i = 0; i < n; i++) {
		bool present = column[i].mark == CCR_PRESENT;
		chosen[i] = present && codebook_question_is_selected(q, column[i].text) ? '1' : '0';
		asked |= present;
	}
	if (asked)
		return chosen;
	free(chosen);
	return NULL;
}

uint32_t
answers_read(struct answers *item, struct ccr_cursor *rows, const struct ccr_input *input,
	     const struct ccr_column *columns, const struct ccr_column *rest)
{
	const struct ccr_column *column = item->rest ? rest : &columns[item->column];
	struct ccr_cell cell = {column->text, column->len};
	bool missing = column->mark != CCR_PRESENT;
	char *chosen = NULL;
	uint32_t code = CCR_NO_CODE;

	if (item->rest) {
		cell = column->cells[item->column];
		missing = ccr_cell_missing(input, &cell);
	} else if (item->q.columns) {
		chosen = read_columns(&item->q, column, item->n_columns);
		cell = (struct ccr_cell){chosen, item->n_columns};
		missing = !chosen;
	}
	if (!missing && !item->over) {
		code = codebook_question_answer(&item->q, cell.p, cell.n);
		item->over = item->rest && (item->q.separator ? item->q.options.n
							      : item->q.answers.n) > ANSWERS_MOST;
		if (code == CCR_NO_CODE)
			ccr_cursor_fault(
				rows, column,
				"not one of the codebook's options: add it there, or to 'missing'");
	}
	free(chosen);
	return code;
}

const char **
answers_names(const struct ccr_column *rest, struct ccr_arena *arena)
{
	const char **names = ccr_alloc(rest->n_cells, sizeof *names);
	size_t *times = ccr_alloc(rest->n_cells, sizeof *times);
	struct ccr_dict seen = {0};

	for (size_t i = 0; i < rest->n_cells; i++)
		times[ccr_dict_add(&seen, rest->names[i].p, rest->names[i].n)]++;
	for (size_t i = 0; i < rest->n_cells; i++) {
		const struct ccr_cell *name = &rest->names[i];
		bool unique = name->n > 0 && times[ccr_dict_find(&seen, name->p, name->n)] == 1;
		char *text = unique ? ccr_strdup(name->p)
				    : ccr_printf("%s#%zu", name->p, rest->places[i] + 1);
		names[i] = ccr_arena_text(arena, text, strlen(text));
		free(text);
	}
	ccr_dict_release(&seen);
	free(times);
	return names;
}
