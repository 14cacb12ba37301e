/* themes.c: see themes.h.
 *
 * A theme is found in a text where one of its patterns is.  One row comes out for each respondent
 * and theme, so that 'ccr-survey tab -q found -b theme' gives the share of each.  The texts
 * themselves never leave: open answers tell who wrote them.
 */
#include "survey/themes.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/patterns.h"

const struct ccr_field survey_themes_fields[SURVEY_THEMES_FIELDS] = {
	{"id", CCR_TEXT},
	{"theme", CCR_TEXT},
	{"found", CCR_COUNT},
	{"note", CCR_TEXT},
};

/* The columns in the order they are declared; those of --keep follow. */
enum { ID, TEXT, KEEP };

struct themes {
	const struct survey_themes_ask *ask;
	struct patterns patterns;
	struct ccr_column *column;
	bool *found; /* by theme */
	size_t texts, without;
};

static bool
read_patterns(struct ccr_run *run, struct themes *t)
{
	struct patterns *p = &t->patterns;
	struct ccr_input table;

	if (!ccr_run_table(run, "themes", &table) || !patterns_read(p, &table, "theme", run->err))
		return false;
	if (p->n == 0)
		return ccr_err_add(run->err, CCR_DATA, p->file, 0, NULL,
				   "no theme; a row with a pattern was expected");
	return !t->ask->other ||
	       ccr_dict_find(&p->name, t->ask->other, strlen(t->ask->other)) == CCR_NO_CODE ||
	       ccr_usage(run, "option '--other': '%s' is a theme of '%s' already", t->ask->other,
			 p->file);
}

/* The fields of the result; false where two would have one name, or the text itself one. */
static bool
lay_out_fields(struct ccr_run *run, const struct themes *t)
{
	const struct ccr_list *keep = &t->ask->keep;
	size_t n = SURVEY_THEMES_FIELDS + keep->n;
	struct ccr_field *field = ccr_alloc(n, sizeof *field);
	bool good = true;

	memcpy(field, survey_themes_fields, sizeof survey_themes_fields);
	field[0].name = t->column[ID].header ? t->column[ID].header : t->ask->id;
	for (size_t i = 0; i < keep->n; i++) {
		const struct ccr_column *column = &t->column[KEEP + i];
		field[SURVEY_THEMES_FIELDS - 1 + i] = (struct ccr_field){
			column->header ? column->header : keep->item[i], CCR_TEXT};
	}
	field[n - 1] = survey_themes_fields[SURVEY_THEMES_FIELDS - 1];
	for (size_t i = 0; good && i < n; i++)
		for (size_t k = 0; good && k < i; k++)
			if (strcmp(field[i].name, field[k].name) == 0)
				good = ccr_usage(run,
						 "two columns of the result would be called "
						 "'%s'",
						 field[i].name);
	for (size_t i = 0; good && i < KEEP + keep->n; i++)
		if (i != TEXT && t->column[i].found && t->column[i].place == t->column[TEXT].place)
			good = ccr_usage(run,
					 "the texts themselves are not given out: '%s' is "
					 "their column",
					 t->column[TEXT].header);
	if (good)
		ccr_emit_fields(run->out, field, n);
	free(field);
	return good;
}

/* Fills t->found; false where a pattern takes too long, which ends its use: one such message says
 * enough. */
static bool
find_themes(struct ccr_run *run, struct themes *t, struct ccr_cursor *rows)
{
	const struct ccr_column *text = &t->column[TEXT];
	bool good = true;

	memset(t->found, 0, t->patterns.name.n * sizeof *t->found);
	for (size_t i = 0; i < t->patterns.n; i++) {
		struct pattern *p = &t->patterns.item[i];
		enum ccr_match_answer answer = CCR_MATCH_NO;
		if (p->match && !t->found[p->name])
			answer = patterns_find(&t->patterns, i, rows, text, run->err);
		t->found[p->name] |= answer == CCR_MATCH_YES;
		if (answer != CCR_MATCH_TOO_MUCH)
			continue;
		good = false;
		ccr_match_free(p->match);
		p->match = NULL;
	}
	return good;
}

static void
emit_theme(struct ccr_emit *out, const struct themes *t, const char *theme, bool answered,
	   bool found)
{
	ccr_emit_text(out, t->column[ID].text);
	ccr_emit_text(out, theme);
	if (answered)
		ccr_emit_count(out, found);
	else
		ccr_emit_missing(out, 1);
	for (size_t i = 0; i < t->ask->keep.n; i++) {
		const struct ccr_column *column = &t->column[KEEP + i];
		ccr_emit_text(out, column->mark == CCR_PRESENT ? column->text : NULL);
	}
	ccr_emit_text(out, answered ? "" : "no answer");
	ccr_emit_end(out);
}

static void
code_row(struct ccr_run *run, struct themes *t, struct ccr_cursor *rows)
{
	bool answered = t->column[TEXT].mark == CCR_PRESENT, any = false;

	if (!answered)
		ccr_cursor_count(rows, CCR_LEDGER_MISSING, "no answer");
	else if (!find_themes(run, t, rows))
		return;
	for (size_t i = 0; i < t->patterns.name.n; i++) {
		any |= answered && t->found[i];
		emit_theme(run->out, t, t->patterns.name.text[i], answered,
			   answered && t->found[i]);
	}
	if (t->ask->other)
		emit_theme(run->out, t, t->ask->other, answered, !any);
	t->texts += answered;
	t->without += answered && !any;
}

static bool
code_rows(struct ccr_run *run, struct themes *t)
{
	struct ccr_cursor *rows;
	bool good;

	t->column[ID] = (struct ccr_column){.name = t->ask->id, .type = CCR_KEY, .required = true};
	t->column[TEXT] = (struct ccr_column){.name = t->ask->text.item[0], .type = CCR_TEXT};
	for (size_t i = 0; i < t->ask->keep.n; i++)
		t->column[KEEP + i] =
			(struct ccr_column){.name = t->ask->keep.item[i], .type = CCR_TEXT};
	rows = ccr_cursor_open(run->input, t->column, KEEP + t->ask->keep.n, run->err);
	good = rows && lay_out_fields(run, t);
	while (good && ccr_cursor_next(rows))
		code_row(run, t, rows);
	return ccr_cursor_close(rows) && good;
}

static bool
check_options(struct ccr_run *run, const struct survey_themes_ask *ask)
{
	if (ask->text.n != 1)
		return ccr_usage(run, "'themes' needs the column of the texts: -q COL");
	if (!ask->file)
		return ccr_usage(run,
				 "'themes' needs a file of themes and patterns: --themes FILE");
	if (!ask->id)
		return ccr_usage(run, "'themes' needs the column that names the respondents: --id "
				      "COL");
	if (ask->other && !*ask->other)
		return ccr_usage(run, "option '--other': a name is needed");
	return true;
}

bool
survey_themes(struct ccr_run *run, const struct survey_themes_ask *ask)
{
	struct themes t = {.ask = ask};
	size_t columns = KEEP + ask->keep.n;
	bool done;

	if (!check_options(run, ask))
		return false;
	t.column = ccr_alloc(columns, sizeof *t.column);
	done = read_patterns(run, &t);
	t.found = ccr_alloc(t.patterns.name.n, sizeof *t.found);
	done = done && code_rows(run, &t);
	if (done)
		ccr_note(run, "%zu texts, of which %zu match no theme", t.texts, t.without);
	patterns_release(&t.patterns);
	free(t.found);
	ccr_columns_release(t.column, columns);
	free(t.column);
	return done;
}
