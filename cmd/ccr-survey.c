/* ccr-survey: what the community said.
 *
 * Reads one row per respondent and estimates the share that chose each option (tab), in the whole
 * sample and in groups, weighted or not.  Standard errors are by linearization, as svymean over
 * svydesign(~1, weights = ~w) of R's survey; intervals are Wilson's on the effective sample size.
 * Missing answers are counted apart, never in the base.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "data/group.h"
#include "model/codebook.h"
#include "program.h"
#include "stat/design.h"
#include "stat/dist.h"

static struct {
	struct ccr_list questions;
	struct ccr_lists by;
	const char *weight, *multi, *codebook;
} o;

static const struct ccr_opt options[] = {
	{'q', "questions", "COL[,COL]",
	 "the questions (default: those of the codebook, else every column with at most 20 "
	 "answers)",
	 OPT_LIST, &o.questions, NULL},
	{'b', "by", "COL[,COL]", "estimate within groups too (repeatable)", OPT_LISTS, &o.by, NULL},
	{'w', "weight", "COL", "the weight of each respondent", OPT_TEXT, &o.weight, NULL},
	{0, "multi", "SEP", "a cell may hold several answers, separated by SEP", OPT_TEXT, &o.multi,
	 NULL},
	{'c', "codebook", "FILE", "what the questions mean (codebook/1)", OPT_FILE, &o.codebook,
	 NULL},
	CCR_OPT_END,
};

static const struct ccr_field tab_fields[] = {
	{"question", CCR_TEXT},  {"statistic", CCR_TEXT},    {"option", CCR_TEXT},
	{"by", CCR_TEXT},        {"group", CCR_TEXT},        {"base", CCR_COUNT},
	{"n", CCR_COUNT},        {"weighted_n", CCR_NUMBER}, {"n_missing", CCR_COUNT},
	{"estimate", CCR_SHARE}, {"se", CCR_SHARE},          {"ci_low", CCR_SHARE},
	{"ci_high", CCR_SHARE},  {"ci_method", CCR_TEXT},    {"df", CCR_NUMBER},
	{"deff", CCR_NUMBER},    {"n_eff", CCR_NUMBER},      {"note", CCR_TEXT},
};

enum { MOST_ANSWERS = 20 };

/* A question and where its answers stand. */
struct item {
	struct codebook_question q;
	size_t column, n_columns; /* where its cells are among the columns declared */
	bool rest;                /* or its place among those not asked for */
	bool over;                /* more than MOST_ANSWERS where nobody asked for the question */
};

/* The tallies of one group and question: [0] is missing, [1 + code] each answer. */
struct cross {
	struct ccr_tally *tally;
	size_t cap;
};

struct grouping {
	struct ccr_group group;
	struct cross *cross; /* group * questions + question */
	size_t cap;
	const struct ccr_column *columns;
};

struct survey {
	struct item *item;
	size_t n, cap;
	struct ccr_list missing; /* spellings, from the codebook and --na */
	struct ccr_column *column;
	size_t n_columns, columns_cap, rest;
	struct grouping *grouping;
	size_t n_groupings;
	size_t rows;
	double weight;
	struct ccr_arena arena;
};

enum { WEIGHT }; /* the first column declared */

static struct ccr_column *
declare(struct survey *s, struct ccr_column column)
{
	CCR_GROW(s->column, s->columns_cap, s->n_columns + 1);
	s->column[s->n_columns] = column;
	return &s->column[s->n_columns++];
}

static struct item *
add_item(struct survey *s, const char *name)
{
	CCR_GROW(s->item, s->cap, s->n + 1);
	s->item[s->n] = (struct item){
		.q = {.name = name, .separator = o.multi}, .column = s->n_columns, .n_columns = 1};
	return &s->item[s->n++];
}

static bool
is_asked(const char *name)
{
	for (size_t i = 0; i < o.questions.n; i++)
		if (strcmp(o.questions.item[i], name) == 0)
			return true;
	return o.questions.n == 0;
}

/* A question of the codebook; false where it has no shares and was asked for by name. */
static bool
take_question(struct ccr_run *run, struct survey *s, const struct ccr_json *node)
{
	const char *name = ccr_json_text(node, "name");
	struct item *item = add_item(s, name);

	if (!codebook_question_init(&item->q, node, o.multi)) {
		s->n--;
		if (o.questions.n > 0)
			return ccr_err_add(run->err, CCR_DATA, NULL, 0, NULL,
					   "question '%s' is a %s: it has no shares", name,
					   ccr_json_text(node, "type"));
		ccr_note(run, "question '%s' is a %s and left out: it has no shares", name,
			 ccr_json_text(node, "type"));
		return true;
	}
	item->n_columns = item->q.columns ? item->q.columns->n : 1;
	for (size_t i = 0; item->q.columns && i < item->n_columns; i++)
		declare(s, (struct ccr_column){.name = item->q.columns->child[i].key,
					       .type = CCR_TEXT});
	if (!item->q.columns)
		declare(s, (struct ccr_column){.name = name, .type = CCR_TEXT});
	return true;
}

static bool
read_codebook(struct ccr_run *run, struct survey *s)
{
	struct ccr_source *source = ccr_run_file(run, "codebook");
	const struct ccr_json *book, *missing, *node;
	size_t n;

	if (!source)
		return true;
	book = ccr_doc_read(source, &codebook_kind, false, &s->arena, run->err);
	if (!book)
		return false;
	if (!o.weight)
		o.weight = ccr_json_text(book, "weight");
	if (ccr_json_get(book, "strata") || ccr_json_get(book, "cluster") ||
	    ccr_json_get(book, "fpc"))
		return ccr_err_add(run->err, CCR_DATA, source->name, book->line, NULL,
				   "the codebook has strata, clusters or fpc: 'tab' would "
				   "understate the error without them, and cannot take them yet");
	missing = ccr_json_list(book, "missing", &n);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < missing[i].n; k++)
			if (missing[i].child[k].text[0])
				ccr_list_add(&s->missing, missing[i].child[k].text);
	node = ccr_json_list(book, "questions", &n);
	for (size_t i = 0; i < n; i++)
		if (is_asked(ccr_json_text(&node[i], "name")) && !take_question(run, s, &node[i]))
			return false;
	return true;
}

static bool
is_declared(const struct survey *s, const char *name)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->item[i].q.name, name) == 0)
			return true;
	return false;
}

/* The columns of the questions that -q names and no codebook describes, or of all others. */
static void
declare_questions(struct survey *s)
{
	for (size_t i = 0; i < o.questions.n; i++) {
		if (is_declared(s, o.questions.item[i]))
			continue;
		add_item(s, o.questions.item[i]);
		declare(s, (struct ccr_column){.name = o.questions.item[i], .type = CCR_TEXT});
	}
	s->rest = s->n == 0 ? s->n_columns : 0;
	if (s->rest)
		declare(s, (struct ccr_column){.name = "rest", .type = CCR_REST});
}

static void
declare_groups(struct survey *s)
{
	static struct ccr_list whole;
	size_t n = 1;

	/* The whole sample comes first. */
	s->n_groupings = 1 + o.by.n;
	s->grouping = ccr_alloc(s->n_groupings, sizeof *s->grouping);
	ccr_group_init(&s->grouping[0].group, &whole);
	for (size_t i = 0; i < o.by.n; i++) {
		ccr_group_init(&s->grouping[i + 1].group, &o.by.list[i]);
		n += o.by.list[i].n;
	}
	CCR_GROW(s->column, s->columns_cap, s->n_columns + n);
	for (size_t i = 1; i < s->n_groupings; i++) {
		ccr_group_columns(&s->grouping[i].group, s->column + s->n_columns);
		s->n_columns += s->grouping[i].group.by->n;
	}
}

/* Columns stand still from here on. */
static void
place_groups(struct survey *s)
{
	size_t at = 1;

	for (size_t i = 1; i < s->n_groupings; i++) {
		s->grouping[i].columns = s->column + at;
		at += s->grouping[i].group.by->n;
	}
}

/* The names of the columns that nobody named; with their place where several have one name, or
 * none. */
static const char **
unique_names(struct survey *s, const struct ccr_column *rest)
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
		names[i] = ccr_arena_text(&s->arena, text, strlen(text));
		free(text);
	}
	ccr_dict_release(&seen);
	free(times);
	return names;
}

/* Once the header is known: a column named by its place has a name too, and the questions that
 * nobody named are all columns that are left. */
static void
name_items(struct survey *s)
{
	const struct ccr_column *rest = &s->column[s->rest];
	const char **names = s->rest ? unique_names(s, rest) : NULL;

	for (size_t i = 0; i < s->n; i++)
		if (s->item[i].q.name[0] == '#' && s->column[s->item[i].column].header)
			s->item[i].q.name = s->column[s->item[i].column].header;
	for (size_t i = 0; s->rest && i < rest->n_cells; i++) {
		struct item *item = add_item(s, names[i]);
		item->rest = true;
		item->column = i;
	}
	free(names);
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

/* The code of the current row's answer; CCR_NO_CODE where it is missing. */
static uint32_t
read_answer(struct survey *s, struct item *item, struct ccr_cursor *rows,
	    const struct ccr_input *input)
{
	const struct ccr_column *column = &s->column[item->rest ? s->rest : item->column];
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
							      : item->q.answers.n) > MOST_ANSWERS;
		if (code == CCR_NO_CODE)
			ccr_cursor_fault(
				rows, column,
				"not one of the codebook's options: add it there, or to 'missing'");
	}
	free(chosen);
	return code;
}

static void
tally(struct survey *s, struct grouping *g, uint32_t group, const uint32_t *answer)
{
	CCR_GROW(g->cross, g->cap, (group + 1) * s->n);
	for (size_t i = 0; i < s->n; i++) {
		struct cross *cross = &g->cross[group * s->n + i];
		size_t at = answer[i] == CCR_NO_CODE ? 0 : (size_t)answer[i] + 1;
		CCR_GROW(cross->tally, cross->cap, at + 1);
		ccr_tally_add(&cross->tally[at], s->weight);
	}
}

static bool
read_answers(struct ccr_run *run, struct survey *s)
{
	struct ccr_cursor *rows = ccr_cursor_open(run->input, s->column, s->n_columns, run->err);
	uint32_t *answer;
	double weights = 0;

	if (rows)
		name_items(s);
	answer = ccr_alloc(s->n, sizeof *answer);
	while (rows && ccr_cursor_next(rows)) {
		s->weight = o.weight ? s->column[WEIGHT].number : 1;
		if (s->weight > 0 && !(s->weight > 1e-100 && s->weight < 1e100)) {
			ccr_cursor_fault(rows, &s->column[WEIGHT],
					 "too small or too large to be a weight");
			continue;
		}
		weights += s->weight;
		s->rows++;
		for (size_t i = 0; i < s->n; i++)
			answer[i] = read_answer(s, &s->item[i], rows, run->input);
		for (size_t i = 0; i < s->n_groupings; i++) {
			uint32_t group =
				ccr_group_of(&s->grouping[i].group, s->grouping[i].columns);
			if (group == CCR_NO_CODE)
				ccr_cursor_count(rows, CCR_LEDGER_MISSING,
						 s->grouping[i].group.by_text);
			else
				tally(s, &s->grouping[i], group, answer);
		}
	}
	free(answer);
	if (!ccr_cursor_close(rows))
		return false;
	if (s->rows > 0 && !(weights > 0))
		return ccr_err_add(run->err, CCR_DATA, run->input->source->name, 0, NULL,
				   "all weights are 0");
	return true;
}

static void
emit_option(struct ccr_emit *out, const struct survey *s, const struct ccr_tally *chosen,
	    const struct ccr_tally *base, const struct ccr_tally *missing)
{
	struct ccr_share share = ccr_design_share(chosen, base, s->rows);

	ccr_emit_count(out, base->n);
	ccr_emit_count(out, chosen->n);
	ccr_emit_number(out, chosen->w);
	ccr_emit_count(out, missing->n);
	ccr_emit_number(out, share.estimate);
	ccr_emit_number(out, share.se);
	ccr_emit_number(out, share.ci.low);
	ccr_emit_number(out, share.ci.high);
	ccr_emit_text(out, "wilson");
	ccr_emit_number(out, share.df);
	ccr_emit_number(out, share.deff);
	ccr_emit_number(out, share.n_eff);
	ccr_emit_text(out, base->n == 0            ? "nobody answered"
			   : isnan(share.estimate) ? "the weights of all who answered are 0"
			   : isnan(share.se)       ? "one answer has no error"
			   : !(share.estimate > 0) || !(share.estimate < 1)
				   ? "deff and n_eff are of the weights alone"
				   : "");
	ccr_emit_end(out);
}

/* All options of a question in one group. */
static void
emit_question(struct ccr_emit *out, const struct survey *s, size_t at, const struct grouping *g,
	      uint32_t group, const uint32_t *order)
{
	const struct codebook_question *q = &s->item[at].q;
	static const struct cross empty;
	const struct cross *cross =
		g->cap > group * s->n + at ? &g->cross[group * s->n + at] : &empty;
	struct ccr_tally *chosen = ccr_alloc(q->options.n, sizeof *chosen);
	struct ccr_tally base = {0}, missing = {0};

	if (cross->cap > 0)
		missing = cross->tally[0];
	for (size_t code = 0; code < q->answers.n && code + 1 < cross->cap; code++) {
		ccr_tally_merge(&base, &cross->tally[code + 1]);
		for (size_t k = 0; k < q->choice[code].n; k++)
			ccr_tally_merge(&chosen[q->choice[code].option[k]],
					&cross->tally[code + 1]);
	}
	for (size_t i = 0; i < q->options.n; i++) {
		uint32_t option = q->closed || q->columns ? (uint32_t)i : order[i];
		ccr_emit_text(out, q->name);
		ccr_emit_text(out, "proportion");
		ccr_emit_text(out, q->options.text[option]);
		ccr_emit_text(out, g->group.by_text);
		ccr_emit_text(out, ccr_group_label(&g->group, group));
		emit_option(out, s, &chosen[option], &base, &missing);
	}
	free(chosen);
}

static void
emit_tables(struct ccr_run *run, const struct survey *s)
{
	for (size_t i = 0; s->rows > 0 && i < s->n; i++) {
		const struct codebook_question *q = &s->item[i].q;
		uint32_t *options_order = ccr_dict_order(&q->options);
		if (q->options.n == 0)
			ccr_note(run, "question '%s': nobody answered", q->name);
		if (s->item[i].over)
			ccr_note(run,
				 "column '%s' is left out: more than %d different answers (-q "
				 "takes it)",
				 q->name, MOST_ANSWERS);
		for (size_t k = 0; !s->item[i].over && k < s->n_groupings; k++) {
			const struct grouping *g = &s->grouping[k];
			uint32_t *order = ccr_group_order(&g->group);
			for (size_t group = 0; group < ccr_group_count(&g->group); group++)
				emit_question(run->out, s, i, g, order[group], options_order);
			free(order);
		}
		free(options_order);
	}
}

static void
release(struct survey *s)
{
	for (size_t i = 0; i < s->n_groupings; i++) {
		for (size_t k = 0; k < s->grouping[i].cap; k++)
			free(s->grouping[i].cross[k].tally);
		free(s->grouping[i].cross);
		ccr_group_release(&s->grouping[i].group);
	}
	for (size_t i = 0; i < s->n; i++)
		codebook_question_release(&s->item[i].q);
	free(s->grouping);
	free(s->item);
	ccr_columns_release(s->column, s->n_columns);
	free(s->column);
	ccr_list_release(&s->missing);
	ccr_arena_release(&s->arena);
}

static bool
tab(struct ccr_run *run)
{
	struct survey s = {0};
	bool done;

	for (size_t i = 0; o.codebook && i < o.questions.n; i++)
		if (o.questions.item[i][0] == '#')
			return ccr_usage(run, "option '--questions': with a codebook, questions "
					      "are named, not counted");
	if (ccr_given(run, "multi") && !*o.multi)
		return ccr_usage(run, "option '--multi': a separator is needed");
	/* The order of the columns: weight, groups, questions. */
	declare(&s, (struct ccr_column){.name = "",
					.type = CCR_NUMBER,
					.required = true,
					.range = CCR_NOT_NEGATIVE});
	declare_groups(&s);
	done = read_codebook(run, &s);
	s.column[WEIGHT].name = o.weight;
	for (size_t i = 0; i < run->input->na->n; i++)
		ccr_list_add(&s.missing, run->input->na->item[i]);
	run->input->na = &s.missing;
	if (done) {
		declare_questions(&s);
		place_groups(&s);
		done = read_answers(run, &s);
	}
	if (done)
		emit_tables(run, &s);
	run->input->na = NULL;
	release(&s);
	return done;
}

static const struct ccr_verb verbs[] = {
	{"tab", "the share that chose each option", tab, tab_fields, CCR_LEN(tab_fields), 0},
	CCR_VERB_END,
};

int
main(int argc, char *argv[])
{
	static const struct ccr_kind *const kinds[] = {&codebook_kind, NULL};
	static const struct ccr_program program = {
		"ccr-survey", "what the community said", "[FILE]...", options, verbs,
		kinds,        ccr_gsl_library,
	};

	return ccr_main(&program, argc, argv);
}
