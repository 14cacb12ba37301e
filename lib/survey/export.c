/* export.c: see export.h. */
#include "survey/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

bool
export_read_as(struct ccr_run *run, struct export_ask *ask)
{
	bool rows = ccr_given(run, "header-rows");

	if (rows && (ask->header_rows < 1 || ask->header_rows > CCR_HEADER_ROWS_MAX))
		return ccr_usage(run, "option '--header-rows': 1 to %d was expected",
				 CCR_HEADER_ROWS_MAX);
	ask->reading = (struct ccr_reading){
		.dialect = (enum ccr_dialect_kind)ask->dialect,
		.header_rows = rows ? (size_t)ask->header_rows : 0,
		.encoding = (enum ccr_encoding)ask->encoding,
		.delimiter_given = ccr_given(run, "delimiter"),
	};
	run->input->reading = &ask->reading;
	return true;
}

void
export_say(const struct ccr_run *run, const struct ccr_cursor *rows, const struct ccr_column *rest)
{
	const struct ccr_dialect *dialect = ccr_cursor_dialect(rows);
	struct ccr_buf said = {0};
	const char *between = "; columns left out: ";

	ccr_dialect_describe(dialect, &said);
	for (size_t i = 0; rest && i < rest->n_cells; i++) {
		if (!ccr_dialect_is_metadata(dialect, rest->names[i].p))
			continue;
		ccr_buf_printf(&said, "%s%s", between, rest->names[i].p);
		between = ", ";
	}
	if (said.len > 0)
		ccr_note(run, "%s: %s", ccr_cursor_file(rows), said.data);
	ccr_buf_release(&said);
}

/* How much of a column's name is its question's: "Which films? [Other]" of SurveyMonkey and
 * LimeSurvey; "told/shelter" of KoBo.  0: the column is a question of its own. */
static size_t
question_part(enum ccr_dialect_kind kind, const char *name, const char **label, size_t *n_label)
{
	size_t n = strlen(name);
	const char *p = NULL;

	*label = name;
	*n_label = n;
	if (kind == CCR_DIALECT_KOBO) {
		p = strrchr(name, '/');
		*label = p ? p + 1 : name;
		*n_label = strlen(*label);
		return p ? (size_t)(p - name) : 0;
	}
	if (n < 3 || name[n - 1] != ']')
		return 0;
	for (const char *at = name; (at = strchr(at, '[')); at++)
		p = at;
	if (!p || p == name)
		return 0;
	*label = p + 1;
	*n_label = (size_t)(name + n - 1 - *label);
	return (size_t)(p - name);
}

/* Columns from at on that have a question in common; *width of its name. */
static size_t
grid_length(enum ccr_dialect_kind kind, const char *const *names, size_t at, size_t n,
	    size_t *width)
{
	const char *label;
	size_t size, end = at;

	*width = question_part(kind, names[at], &label, &size);
	while (*width > 0 && end < n && question_part(kind, names[end], &label, &size) == *width &&
	       memcmp(names[end], names[at], *width) == 0)
		end++;
	return end - at;
}

/* A grid ends before the next question, and begins only where the one before has ended.  KoBo's
 * groups of questions look alike, but the column of all choices stands before those of each. */
size_t
export_grid(const struct ccr_dialect *dialect, const char *const *names, size_t at, size_t n)
{
	enum ccr_dialect_kind kind = dialect ? dialect->kind : CCR_DIALECT_PLAIN;
	size_t length, width;

	if (kind != CCR_DIALECT_SURVEYMONKEY && kind != CCR_DIALECT_LIMESURVEY &&
	    kind != CCR_DIALECT_KOBO)
		return 0;
	if (at > 0 && grid_length(kind, names, at - 1, n, &width) > 1 && kind != CCR_DIALECT_KOBO)
		return 0;
	length = grid_length(kind, names, at, n, &width);
	if (kind == CCR_DIALECT_KOBO && (at == 0 || strlen(names[at - 1]) != width ||
					 memcmp(names[at - 1], names[at], width) != 0))
		return 0;
	return length > 1 ? length : 0;
}

const char *
export_grid_name(const struct ccr_dialect *dialect, const char *name, struct ccr_arena *arena)
{
	const char *label;
	size_t size, width = question_part(dialect->kind, name, &label, &size);

	for (; width > 0 && name[width - 1] == ' '; width--)
		;
	return ccr_arena_text(arena, name, width);
}

void
export_grid_init(struct answers *item, const struct ccr_dialect *dialect, const char *const *names,
		 size_t at, size_t n, struct ccr_arena *arena)
{
	struct ccr_json *columns = ccr_arena_alloc(arena, 1, sizeof *columns);

	columns->child = ccr_arena_alloc(arena, n, sizeof *columns->child);
	columns->n = n;
	for (size_t i = 0; i < n; i++) {
		const char *label;
		size_t size;
		question_part(dialect->kind, names[at + i], &label, &size);
		columns->child[i].key = names[at + i];
		columns->child[i].text = ccr_arena_text(arena, label, size);
		ccr_dict_add(&item->q.options, label, size);
	}
	item->q.columns = columns;
	item->q.type = CODEBOOK_MULTI;
	item->rest = item->grid = true;
	item->column = at;
	item->n_columns = n;
}

bool
export_joins(const struct ccr_dialect *dialect)
{
	return dialect &&
	       (dialect->kind == CCR_DIALECT_GOOGLE || dialect->kind == CCR_DIALECT_MSFORMS);
}

/* The columns of a grid are its own where no cell said otherwise; else it was none. */
static void
settle_grid(struct answers *items, size_t n, struct answers *grid)
{
	grid->dropped = grid->over || grid->q.answers.n == 0;
	for (size_t i = 0; i < n; i++) {
		struct answers *item = &items[i];
		bool own = item->rest && !item->grid && item->column >= grid->column &&
			   item->column < grid->column + grid->n_columns;
		bool summary = item->rest && !item->grid && item->column + 1 == grid->column &&
			       strcmp(item->q.name, grid->q.name) == 0;
		if (!grid->dropped && (own || summary))
			item->dropped = true;
	}
}

void
export_settle(const struct ccr_run *run, struct answers *items, size_t n, const char *separator)
{
	for (size_t i = 0; i < n; i++) {
		struct answers *item = &items[i];
		if (item->grid)
			settle_grid(items, n, item);
		if (!item->may_join)
			continue;
		if (codebook_question_join(&item->q, separator, ANSWERS_MOST))
			ccr_note(run, "question '%s' is read as several answers joined by '%s'",
				 item->q.name, separator);
		else if (item->rest)
			item->over = item->q.answers.n > ANSWERS_MOST;
	}
}
