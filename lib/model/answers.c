/* answers.c: see answers.h. */
#include "model/answers.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const char no_answer[] = "no answer";

void
answers_missing_add(struct answers_missing *m, const char *kind, const char *spelling)
{
	if (m->kind.n == 0)
		ccr_dict_add(&m->kind, no_answer, strlen(no_answer));
	if (!spelling)
		return;
	CCR_GROW(m->of, m->cap, m->spelling.n + 1);
	m->of[m->spelling.n] = kind ? ccr_dict_add(&m->kind, kind, strlen(kind)) : 0;
	ccr_list_add(&m->spelling, spelling);
}

static uint32_t
missing_kind(const struct answers_missing *m, const char *text)
{
	for (size_t i = 0; i < m->spelling.n; i++)
		if (strcmp(m->spelling.item[i], text ? text : "") == 0)
			return m->of[i];
	return 0;
}

void
answers_missing_release(struct answers_missing *m)
{
	ccr_dict_release(&m->kind);
	ccr_list_release(&m->spelling);
	free(m->of);
}

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

/* As read_columns, of an export: a column that holds its option's name or Yes was chosen; one that
 * holds something else is no option, and the question no grid. */
static char *
read_grid(struct answers *item, const struct ccr_cell *cell, const struct ccr_input *input)
{
	static const char *const yes[] = {"Yes", "Y", "1", "True", "TRUE"}, *const no[] = {"No",
											   "N", "0",
											   "False",
											   "FALSE"};
	char *chosen = ccr_alloc(item->n_columns + 1, 1);
	bool asked = false;

	for (size_t i = 0; i < item->n_columns; i++) {
		const char *option = item->q.columns->child[i].text;
		bool is = strcmp(cell[i].p, option) == 0, is_not = false;
		chosen[i] = '0';
		if (ccr_cell_missing(input, &cell[i]))
			continue;
		for (size_t k = 0; k < CCR_LEN(yes); k++) {
			is |= strcmp(cell[i].p, yes[k]) == 0;
			is_not |= strcmp(cell[i].p, no[k]) == 0;
		}
		is |= !is_not && strncmp(option, "Other", 5) == 0;
		item->over |= !is && !is_not;
		chosen[i] = is ? '1' : '0';
		asked = true;
	}
	if (asked && !item->over)
		return chosen;
	free(chosen);
	return NULL;
}

static struct answer
missing(const struct answers_missing *kinds, const char *text)
{
	return (struct answer){.code = missing_kind(kinds, text)};
}

static struct answer
read_numbers(const struct answers *item, const struct answers_missing *kinds,
	     const struct ccr_column *column)
{
	const struct ccr_column *last = &column[item->n_columns - 1];

	for (size_t i = 0; i < item->n_columns; i++)
		if (column[i].mark != CCR_PRESENT)
			return missing(kinds, column[i].text);
	return (struct answer){
		.present = true, .y = column->number, .x = last == column ? 1 : last->number};
}

struct answer
answers_read(struct answers *item, const struct answers_missing *kinds, struct ccr_cursor *rows,
	     const struct ccr_input *input, const struct ccr_column *columns,
	     const struct ccr_column *rest)
{
	const struct ccr_column *column = item->rest ? rest : &columns[item->column];
	struct ccr_cell cell = {column->text, column->len};
	bool present = column->mark == CCR_PRESENT;
	char *chosen = NULL;
	struct answer answer = {.present = true};

	if (item->kind != ANSWERS_CODED)
		return read_numbers(item, kinds, column);
	if (item->grid) {
		chosen = read_grid(item, &column->cells[item->column], input);
		present = chosen != NULL;
		cell = (struct ccr_cell){present ? chosen : "", present ? item->n_columns : 0};
	} else if (item->rest) {
		cell = column->cells[item->column];
		present = !ccr_cell_missing(input, &cell);
	} else if (item->q.columns) {
		chosen = read_columns(&item->q, column, item->n_columns);
		present = chosen != NULL;
		if (present)
			cell = (struct ccr_cell){chosen, item->n_columns};
	}
	if (!present || item->over)
		return missing(kinds, cell.p);
	answer.code = codebook_question_answer(&item->q, cell.p, cell.n);
	if (item->rest && !item->grid)
		item->over = (item->q.separator ? item->q.options.n : item->q.answers.n) >
			     (item->may_join ? ANSWERS_JOINED : ANSWERS_MOST);
	free(chosen);
	/* Nothing but separators is no answer. */
	if (answer.code != CCR_NO_CODE && item->q.separator && !item->q.columns &&
	    item->q.choice[answer.code].n == 0)
		return missing(kinds, NULL);
	if (answer.code != CCR_NO_CODE)
		return answer;
	ccr_cursor_fault(rows, column,
			 "not one of the codebook's options: add it there, or to 'missing'");
	return missing(kinds, NULL);
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
