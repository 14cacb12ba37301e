/* export.c: see export.h. */
#include "survey/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

bool
export_read_as(struct ccr_run *run, struct survey_ask *ask)
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

static void
say_dialect(const struct survey *s, const struct ccr_dialect *dialect)
{
	const struct ccr_column *rest = s->ask_rest ? &s->column[s->rest] : NULL;
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
		ccr_note(s->run, "%s: %s", ccr_cursor_file(s->rows), said.data);
	ccr_buf_release(&said);
}

/* How much of a column's name is its question's: "Which films? [Other]" of SurveyMonkey and
 * LimeSurvey; "told/shelter" of KoBo.  0: the column is a question of its own. */
static size_t
question_part(enum ccr_dialect_kind kind, const char *name, const char **label, size_t *n_label)
{
	size_t n = strlen(name);
	const char *p = NULL;

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

/* A grid begins here.  KoBo's groups of questions look alike, but the column of all choices stands
 * before those of each. */
static bool
is_grid(enum ccr_dialect_kind kind, const char *const *names, size_t at, size_t n, size_t *length,
	size_t *width)
{
	if (kind != CCR_DIALECT_SURVEYMONKEY && kind != CCR_DIALECT_LIMESURVEY &&
	    kind != CCR_DIALECT_KOBO)
		return false;
	if (at > 0 && grid_length(kind, names, at - 1, n, width) > 1 && kind != CCR_DIALECT_KOBO)
		return false;
	*length = grid_length(kind, names, at, n, width);
	return *length > 1 &&
	       (kind != CCR_DIALECT_KOBO || (at > 0 && strlen(names[at - 1]) == *width &&
					     memcmp(names[at - 1], names[at], *width) == 0));
}

static void
add_grid(struct survey *s, const char *const *names, size_t at, size_t n, size_t width)
{
	enum ccr_dialect_kind kind = ccr_cursor_dialect(s->rows)->kind;
	struct ccr_json *columns = ccr_arena_alloc(&s->arena, 1, sizeof *columns);
	struct answers *item;

	for (; width > 0 && names[at][width - 1] == ' '; width--)
		;
	item = survey_add_item(s, ccr_arena_text(&s->arena, names[at], width));
	columns->child = ccr_arena_alloc(&s->arena, n, sizeof *columns->child);
	columns->n = n;
	for (size_t i = 0; i < n; i++) {
		const char *label;
		size_t size;
		question_part(kind, names[at + i], &label, &size);
		columns->child[i].key = names[at + i];
		columns->child[i].text = ccr_arena_text(&s->arena, label, size);
		ccr_dict_add(&item->q.options, label, size);
	}
	item->q.columns = columns;
	item->q.type = CODEBOOK_MULTI;
	item->rest = item->grid = true;
	item->column = at;
	item->n_columns = n;
}

void
export_questions(struct survey *s)
{
	const struct ccr_dialect *dialect = ccr_cursor_dialect(s->rows);
	const struct ccr_column *rest = &s->column[s->rest];
	enum ccr_dialect_kind kind = dialect ? dialect->kind : CCR_DIALECT_PLAIN;
	const char **names = s->ask_rest ? answers_names(rest, &s->arena) : NULL;
	size_t n = s->ask_rest ? rest->n_cells : 0, width, length;

	for (const char *const *text = ccr_dialect_missing(dialect); *text; text++)
		answers_missing_add(&s->missing, NULL, *text);
	s->run->input->na = &s->missing.spelling;
	s->separator = ccr_dialect_separator(dialect);
	say_dialect(s, dialect);
	for (size_t i = 0; i < n; i++) {
		struct answers *item;
		if (sample_takes(&s->sample, i) || ccr_dialect_is_metadata(dialect, names[i]))
			continue;
		if (is_grid(kind, names, i, n, &length, &width))
			add_grid(s, names, i, length, width);
		item = survey_add_item(s, names[i]);
		item->rest = true;
		item->column = i;
		item->may_join = s->separator && !s->ask->multi &&
				 (kind == CCR_DIALECT_GOOGLE || kind == CCR_DIALECT_MSFORMS);
	}
	free(names);
}

/* The columns of a grid are its own where no cell said otherwise; else it was none. */
static void
settle_grid(struct survey *s, struct answers *grid)
{
	grid->dropped = grid->over || grid->q.answers.n == 0;
	for (size_t i = 0; i < s->n; i++) {
		struct answers *item = &s->item[i];
		bool own = item->rest && !item->grid && item->column >= grid->column &&
			   item->column < grid->column + grid->n_columns;
		bool summary = item->rest && !item->grid && item->column + 1 == grid->column &&
			       strcmp(item->q.name, grid->q.name) == 0;
		if (!grid->dropped && (own || summary))
			item->dropped = true;
	}
}

void
export_settle(struct survey *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct answers *item = &s->item[i];
		if (item->grid)
			settle_grid(s, item);
		if (!item->may_join)
			continue;
		if (codebook_question_join(&item->q, s->separator, ANSWERS_MOST))
			ccr_note(s->run, "question '%s' is read as several answers joined by '%s'",
				 item->q.name, s->separator);
		else
			item->over = item->q.answers.n > ANSWERS_MOST;
	}
}
