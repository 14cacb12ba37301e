/* survey.c: see survey.h. */
#include "survey/survey.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static struct ccr_column *
declare(struct survey *s, struct ccr_column column)
{
	CCR_GROW(s->column, s->columns_cap, s->n_columns + 1);
	s->column[s->n_columns] = column;
	return &s->column[s->n_columns++];
}

static struct answers *
add_item(struct survey *s, const char *name)
{
	CCR_GROW(s->item, s->cap, s->n + 1);
	s->item[s->n] = (struct answers){.q = {.name = name, .separator = s->ask->multi},
					 .column = s->n_columns,
					 .n_columns = 1};
	return &s->item[s->n++];
}

static bool
is_in(const struct ccr_list *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->item[i], name) == 0)
			return true;
	return false;
}

/* ---- the codebook ---- */

static bool
asks_for_nothing(const struct survey_ask *ask)
{
	return ask->questions.n == 0 && ask->numbers.n == 0 && ask->ratios.n == 0;
}

/* A question of the codebook; false where it is open text and was asked for by name. */
static bool
take_question(struct survey *s, const struct ccr_json *node)
{
	const char *name = ccr_json_text(node, "name");
	struct answers *item = add_item(s, name);

	codebook_question_init(&item->q, node, s->ask->multi);
	item->described = true;
	if (item->q.type == CODEBOOK_TEXT) {
		s->n--;
		if (s->ask->questions.n > 0)
			return ccr_err_add(s->run->err, CCR_DATA, NULL, 0, NULL,
					   "question '%s' is open text: 'themes' codes it", name);
		ccr_note(s->run, "question '%s' is open text and left out ('themes' codes it)",
			 name);
		return true;
	}
	if (item->q.type == CODEBOOK_NUMBER || is_in(&s->ask->numbers, name))
		item->kind = ANSWERS_NUMBER;
	item->n_columns = item->q.columns ? item->q.columns->n : 1;
	for (size_t i = 0; item->q.columns && i < item->n_columns; i++)
		declare(s, (struct ccr_column){.name = item->q.columns->child[i].key,
					       .type = CCR_TEXT});
	if (!item->q.columns)
		declare(s, (struct ccr_column){.name = name,
					       .type = item->kind == ANSWERS_NUMBER ? CCR_NUMBER
										    : CCR_TEXT});
	return true;
}

/* The option has the last word. */
static void
take_column(const char **column, const struct ccr_json *book, const char *key)
{
	if (!*column)
		*column = ccr_json_text(book, key);
}

static void
take_columns(struct ccr_list *columns, const struct ccr_json *book, const char *key)
{
	const struct ccr_json *node = ccr_json_get(book, key);

	if (!node || columns->n > 0)
		return;
	if (node->type == CCR_JSON_TEXT)
		ccr_list_add(columns, node->text);
	for (size_t i = 0; node->type == CCR_JSON_LIST && i < node->n; i++)
		ccr_list_add(columns, node->child[i].text);
}

static void
take_missing(struct survey *s, const struct ccr_json *book)
{
	size_t n;
	const struct ccr_json *kind = ccr_json_list(book, "missing", &n);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < kind[i].n; k++)
			answers_missing_add(&s->missing, kind[i].key, kind[i].child[k].text);
}

static bool
read_codebook(struct survey *s, const struct ccr_json **book)
{
	struct ccr_source *source = ccr_run_file(s->run, "codebook");
	struct sample_ask *sample = &s->ask->sample;
	const char *type;

	*book = NULL;
	if (!source)
		return true;
	*book = ccr_doc_read(source, &codebook_kind, false, &s->arena, s->run->err);
	if (!*book)
		return false;
	take_column(&sample->weight, *book, "weight");
	take_columns(&sample->strata, *book, "strata");
	take_columns(&sample->cluster, *book, "cluster");
	take_columns(&sample->fpc, *book, "fpc");
	take_column(&sample->repweights, *book, "repweights");
	type = ccr_json_text(*book, "reptype");
	if (type && !ccr_given(s->run, "reptype")) {
		sample->reptype = ccr_opt_choice("brr|fay|jk1|jkn|bootstrap|sdr", type);
		sample->reptype_given = true;
	}
	take_missing(s, *book);
	return true;
}

static bool
take_questions(struct survey *s, const struct ccr_json *book)
{
	size_t n;
	const struct ccr_json *node = ccr_json_list(book, "questions", &n);

	for (size_t i = 0; i < n; i++) {
		const char *name = ccr_json_text(&node[i], "name");
		bool asked = asks_for_nothing(s->ask) || is_in(&s->ask->questions, name) ||
			     is_in(&s->ask->numbers, name);
		if (asked && !take_question(s, &node[i]))
			return false;
	}
	return true;
}

/* ---- columns ---- */

static bool
is_declared(const struct survey *s, const char *name)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->item[i].q.name, name) == 0)
			return true;
	return false;
}

static void
declare_list(struct survey *s, const struct ccr_list *names, enum answers_kind kind)
{
	for (size_t i = 0; i < names->n; i++) {
		if (is_declared(s, names->item[i]))
			continue;
		add_item(s, names->item[i])->kind = kind;
		declare(s, (struct ccr_column){.name = names->item[i],
					       .type = kind == ANSWERS_NUMBER ? CCR_NUMBER
									      : CCR_TEXT});
	}
}

/* The columns of the questions that no codebook describes, or all that are left. */
static void
declare_questions(struct survey *s)
{
	const struct survey_ask *ask = s->ask;

	declare_list(s, &ask->numbers, ANSWERS_NUMBER);
	declare_list(s, &ask->questions, ANSWERS_CODED);
	for (size_t i = 0; i < ask->ratios.n; i++) {
		const struct ccr_list *pair = &ask->ratios.list[i];
		char *name = ccr_printf("%s / %s", pair->item[0], pair->item[1]);
		struct answers *item = add_item(s, ccr_arena_text(&s->arena, name, strlen(name)));
		free(name);
		item->kind = ANSWERS_RATIO;
		item->n_columns = 2;
		for (size_t k = 0; k < 2; k++)
			declare(s, (struct ccr_column){.name = pair->item[k], .type = CCR_NUMBER});
	}
	s->ask_rest = s->n == 0;
	s->rest = s->ask_rest || ask->sample.repweights ? s->n_columns : 0;
	if (s->rest)
		declare(s, (struct ccr_column){.name = "rest", .type = CCR_REST});
}

static void
declare_groups(struct survey *s)
{
	static struct ccr_list whole;
	const struct ccr_lists *by = &s->ask->by;

	s->n_groupings = 1 + by->n;
	s->grouping = ccr_alloc(s->n_groupings, sizeof *s->grouping);
	ccr_group_init(&s->grouping[0].group, &whole);
	for (size_t i = 0; i < by->n; i++) {
		ccr_group_init(&s->grouping[i + 1].group, &by->list[i]);
		CCR_GROW(s->column, s->columns_cap, s->n_columns + by->list[i].n);
		ccr_group_columns(&s->grouping[i + 1].group, s->column + s->n_columns);
		s->n_columns += by->list[i].n;
	}
}

/* "COL=VALUE" or "COL!=VALUE": the first of the two signs counts. */
static bool
declare_where(struct survey *s)
{
	const struct ccr_list *where = &s->ask->where;

	s->where = ccr_alloc(where->n, sizeof *s->where);
	for (size_t i = 0; i < where->n; i++) {
		const char *text = where->item[i], *sign = strchr(text, '=');
		bool not = sign && sign > text && sign[-1] == '!';
		if (!sign || sign - not == text)
			return ccr_usage(s->run, "option '--where': not COL=VALUE or COL!=VALUE");
		s->where[i] = (struct survey_where){
			ccr_arena_text(&s->arena, text, (size_t)(sign - not -text)),
			ccr_arena_text(&s->arena, sign + 1, strlen(sign + 1)), not, s->n_columns};
		declare(s, (struct ccr_column){.name = s->where[i].column, .type = CCR_TEXT});
	}
	return true;
}

/* Columns stand still from here on: those of the sample first, then groups, conditions, questions.
 */
static void
place_groups(struct survey *s, size_t at)
{
	for (size_t i = 1; i < s->n_groupings; i++) {
		s->grouping[i].columns = s->column + at;
		at += s->grouping[i].group.by->n;
	}
}

static bool
declare_all(struct survey *s)
{
	const struct ccr_json *book;
	size_t n;

	answers_missing_add(&s->missing, NULL, NULL);
	if (ccr_run_table(s->run, "raked", &s->targets))
		s->ask->sample.targets = &s->targets;
	if (!read_codebook(s, &book) || !sample_init(&s->sample, &s->ask->sample, &n, s->run->err))
		return false;
	CCR_GROW(s->column, s->columns_cap, n);
	sample_declare(&s->sample, s->column, 0);
	s->n_columns = n;
	declare_groups(s);
	if (!declare_where(s) || !take_questions(s, book))
		return false;
	declare_questions(s);
	place_groups(s, n);
	return true;
}

/* Once the header is known: a column named by its place has a name too. */
static void
name_items(struct survey *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->item[i].q.name[0] == '#' && s->column[s->item[i].column].header)
			s->item[i].q.name = s->column[s->item[i].column].header;
}

/* The questions that nobody named: all columns that are left, but those that tell who answered. */
static void
take_rest(struct survey *s)
{
	const struct ccr_dialect *dialect = ccr_cursor_dialect(s->rows);
	const struct ccr_column *rest = &s->column[s->rest];
	const char **names = answers_names(rest, &s->arena);

	for (size_t i = 0; i < rest->n_cells; i++) {
		size_t grid = export_grid(dialect, names, i, rest->n_cells);
		struct answers *item;
		if (sample_takes(&s->sample, i) || ccr_dialect_is_metadata(dialect, names[i]))
			continue;
		if (grid > 0)
			export_grid_init(
				add_item(s, export_grid_name(dialect, names[i], &s->arena)),
				dialect, names, i, grid, &s->arena);
		item = add_item(s, names[i]);
		item->rest = true;
		item->column = i;
		item->may_join = export_joins(dialect) && !s->ask->multi;
	}
	free(names);
}

/* What the program that made an export calls missing, and what was decided of it. */
static void
take_dialect(struct survey *s)
{
	const struct ccr_dialect *dialect = ccr_cursor_dialect(s->rows);

	for (const char *const *text = ccr_dialect_missing(dialect); *text; text++)
		answers_missing_add(&s->missing, NULL, *text);
	s->run->input->na = &s->missing.spelling;
	s->separator = ccr_dialect_separator(dialect);
	for (size_t i = 0; i < s->n; i++) {
		struct answers *item = &s->item[i];
		if (item->q.type == CODEBOOK_MULTI && !item->q.separator && !item->q.columns)
			item->q.separator = s->separator;
		item->may_join = export_joins(dialect) && !s->ask->multi && !item->described &&
				 item->kind == ANSWERS_CODED;
	}
	export_say(s->run, s->rows, s->ask_rest ? &s->column[s->rest] : NULL);
}

/* ---- the options that must fit each other ---- */

static bool
check_sample(struct survey *s)
{
	static const char *const of_replicates[] = {"reptype", "rho", "rscales", "mse"},
				 *const of_raking[] = {"tolerance", "max-sweeps"};
	const struct sample_ask *a = &s->ask->sample;

	if (a->fpc.n > a->cluster.n + 1)
		return ccr_usage(s->run, "option '--fpc': more stages than '--cluster' has, and "
					 "the respondents");
	if (a->fpc.n > 0 ? a->strata.n > s->sample.n_stages : a->strata.n > 1)
		return ccr_usage(s->run, "option '--strata': more stages than there are%s",
				 a->fpc.n ? "" : "; those below the first need '--fpc'");
	if (a->targets && a->repweights)
		return ccr_usage(s->run,
				 "--raked and --repweights: replicates have to be raked one "
				 "by one, before");
	for (size_t i = 0; !a->repweights && i < CCR_LEN(of_replicates); i++)
		if (ccr_given(s->run, of_replicates[i]))
			return ccr_usage(s->run, "option '--%s': '--repweights' is needed",
					 of_replicates[i]);
	for (size_t i = 0; !a->targets && i < CCR_LEN(of_raking); i++)
		if (ccr_given(s->run, of_raking[i]))
			return ccr_usage(s->run, "option '--%s': '--raked' is needed",
					 of_raking[i]);
	if (!a->repweights)
		return true;
	if (!a->reptype_given)
		return ccr_usage(s->run, "option '--repweights': '--reptype' must say how they "
					 "were made");
	if (!a->weight)
		return ccr_usage(s->run, "option '--repweights': '--weight' is needed too");
	if (a->cluster.n > 0 || a->fpc.n > 0 || (a->strata.n > 0 && a->reptype != SAMPLE_JKN))
		return ccr_usage(s->run, "option '--repweights': they hold the design; strata, "
					 "clusters and fpc do not go with them");
	if (a->reptype == SAMPLE_JKN && a->strata.n == 0 && a->rscales.n == 0)
		return ccr_usage(s->run, "option '--reptype': jkn needs '--strata' or '--rscales'");
	return a->reptype != SAMPLE_FAY || (a->rho_given && a->rho >= 0 && a->rho < 1) ||
	       ccr_usage(s->run, "option '--reptype': fay needs '--rho', from 0 to below 1");
}

static bool
check_options(struct survey *s)
{
	const struct survey_ask *ask = s->ask;

	for (size_t i = 0; ask->codebook && i < ask->questions.n; i++)
		if (ask->questions.item[i][0] == '#')
			return ccr_usage(s->run, "option '--questions': with a codebook, questions "
						 "are named, not counted");
	if (ccr_given(s->run, "multi") && !*ask->multi)
		return ccr_usage(s->run, "option '--multi': a separator is needed");
	for (size_t i = 0; i < ask->ratios.n; i++)
		if (ask->ratios.list[i].n != 2)
			return ccr_usage(s->run, "option '--ratio': two columns are needed, "
						 "NUMERATOR,DENOMINATOR");
	return true;
}

bool
survey_open(struct survey *s, struct ccr_run *run, struct survey_ask *ask)
{
	struct ccr_input *input = run->input;

	*s = (struct survey){.run = run, .ask = ask};
	if (!check_options(s) || !export_read_as(run, &ask->export) || !declare_all(s) ||
	    !check_sample(s))
		return false;
	for (size_t i = 0; i < input->na->n; i++)
		answers_missing_add(&s->missing, NULL, input->na->item[i]);
	input->na = &s->missing.spelling;
	s->rows = ccr_cursor_open(input, s->column, s->n_columns, run->err);
	if (!s->rows)
		return false;
	name_items(s);
	for (size_t i = 1; i < s->n_groupings; i++)
		ccr_group_name(&s->grouping[i].group, s->grouping[i].columns);
	if (!sample_open(&s->sample, &s->column[s->rest], input->source->name, run->err))
		return false;
	take_dialect(s);
	if (s->ask_rest)
		take_rest(s);
	return true;
}

/* ---- rows ---- */

/* Conditions on the same column are alternatives where they want a value; all others must hold. */
static bool
holds(const struct survey *s, size_t i)
{
	const struct survey_where *where = &s->where[i];
	const struct ccr_column *column = &s->column[where->at];
	bool missing = column->mark != CCR_PRESENT;
	bool equal =
		where->value[0] ? !missing && strcmp(column->text, where->value) == 0 : missing;

	return equal != where->not ;
}

static bool
is_inside(const struct survey *s)
{
	for (size_t i = 0; i < s->ask->where.n; i++) {
		bool one = holds(s, i);
		for (size_t k = 0; !s->where[i].not &&k < s->ask->where.n; k++)
			one |= !s->where[k].not &&holds(s, k) &&
			       strcmp(s->where[k].column, s->where[i].column) == 0;
		if (!one)
			return false;
	}
	return true;
}

static void
read_groups(struct survey *s, struct survey_row *row)
{
	for (size_t i = 0; i < s->n_groupings; i++) {
		row->group[i] = ccr_group_of(&s->grouping[i].group, s->grouping[i].columns);
		if (row->group[i] == CCR_NO_CODE)
			ccr_cursor_count(s->rows, CCR_LEDGER_MISSING, s->grouping[i].group.by_text);
	}
}

bool
survey_next(struct survey *s, struct survey_row *row)
{
	const struct ccr_column *rest = s->rest ? &s->column[s->rest] : NULL;

	if (!row->answer) {
		row->answer = ccr_arena_alloc(&s->arena, s->n, sizeof *row->answer);
		row->group = ccr_arena_alloc(&s->arena, s->n_groupings, sizeof *row->group);
	}
	while (ccr_cursor_next(s->rows)) {
		if (!sample_row(&s->sample, s->rows, s->column, rest, &row->place))
			continue;
		if (!is_inside(s)) {
			ccr_cursor_exclude(s->rows, "outside of --where; in the variance all the "
						    "same");
			continue;
		}
		for (size_t i = 0; i < s->n; i++)
			row->answer[i] = answers_read(&s->item[i], &s->missing, s->rows,
						      s->run->input, s->column, rest);
		read_groups(s, row);
		s->inside++;
		return true;
	}
	return false;
}

bool
survey_end(struct survey *s)
{
	bool good;

	if (s->ask->where.n > 0 && s->sample.rows > 0 && s->inside == 0)
		ccr_note(s->run, "no respondent is in --where");
	export_settle(s->run, s->item, s->n, s->separator);
	good = ccr_cursor_close(s->rows);
	s->rows = NULL;
	return good &&
	       sample_design(&s->sample, s->run->input->source->name, &s->design, s->run->err);
}

double
survey_scale_of(const struct survey *s, size_t unit)
{
	return s->design.scale ? s->design.scale[unit] : 1;
}

void
survey_release(struct survey *s)
{
	if (!s->run)
		return; /* it was never opened */
	if (s->rows)
		ccr_cursor_close(s->rows);
	for (size_t i = 0; i < s->n_groupings; i++)
		ccr_group_release(&s->grouping[i].group);
	for (size_t i = 0; i < s->n; i++)
		codebook_question_release(&s->item[i].q);
	free(s->grouping);
	free(s->item);
	free(s->where);
	ccr_columns_release(s->column, s->n_columns);
	free(s->column);
	sample_release(&s->sample);
	s->run->input->na = NULL;
	answers_missing_release(&s->missing);
	ccr_arena_release(&s->arena);
}
