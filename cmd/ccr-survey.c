/* ccr-survey: what the community said.
 *
 * Reads one row per respondent and estimates the share that chose each option (tab), in the whole
 * sample and in groups, weighted or not. Standard errors are by linearization over strata and
 * clusters, as svymean over svydesign of R's survey. Missing answers are counted apart, never in
 * the base.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "data/group.h"
#include "model/answers.h"
#include "model/sample.h"
#include "program.h"
#include "stat/design.h"
#include "stat/dist.h"

static struct {
	struct ccr_list questions;
	struct ccr_lists by;
	const char *multi, *codebook;
	struct sample_columns sample;
	int lonely, ci;
} o;

static const struct ccr_opt options[] = {
	{'q', "questions", "COL[,COL]",
	 "the questions (default: those of the codebook, else every column with at most 20 "
	 "answers)",
	 OPT_LIST, &o.questions, NULL},
	{'b', "by", "COL[,COL]", "estimate within groups too (repeatable)", OPT_LISTS, &o.by, NULL},
	{'w', "weight", "COL", "the weight of each respondent", OPT_TEXT, &o.sample.weight, NULL},
	{0, "strata", "COL", "the stratum of each respondent", OPT_TEXT, &o.sample.strata, NULL},
	{0, "cluster", "COL", "the primary sampling unit (household, school) of each respondent",
	 OPT_TEXT, &o.sample.cluster, NULL},
	{0, "fpc", "COL", "sampling units in the population of the stratum, or the share sampled",
	 OPT_TEXT, &o.sample.fpc, NULL},
	{0, "lonely", "remove|certainty|adjust|average",
	 "what a stratum with one sampling unit counts (default: refused)", OPT_CHOICE, &o.lonely,
	 NULL},
	{0, "ci", "beta|wilson|logit|asin|wald",
	 "interval of shares (default: beta with --strata, --cluster or --fpc, else wilson)",
	 OPT_CHOICE, &o.ci, NULL},
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

/* The tallies of one group and question, of each answer and unit: answer[0] is missing, answer[1 +
 * code] an answer. */
struct cross {
	struct by_unit {
		struct ccr_tally *unit;
		size_t cap;
	} * answer;
	size_t cap;
};

struct grouping {
	struct ccr_group group;
	struct cross *cross; /* group * questions + question */
	size_t cap;
	const struct ccr_column *columns;
};

struct survey {
	struct answers *item;
	size_t n, cap;
	struct ccr_list missing; /* spellings, from the codebook and --na */
	struct ccr_column *column;
	size_t n_columns, columns_cap, rest;
	struct grouping *grouping;
	size_t n_groupings;
	struct sample sample;
	struct ccr_design design;
	enum ccr_share_ci ci;
	struct ccr_arena arena;
};

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
	s->item[s->n] = (struct answers){
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
	struct answers *item = add_item(s, name);

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

/* The option has the last word. */
static void
take_column(const char **column, const struct ccr_json *book, const char *key)
{
	if (!*column)
		*column = ccr_json_text(book, key);
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
	take_column(&o.sample.weight, book, "weight");
	take_column(&o.sample.strata, book, "strata");
	take_column(&o.sample.cluster, book, "cluster");
	take_column(&o.sample.fpc, book, "fpc");
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
	size_t at = SAMPLE_COLUMNS;

	for (size_t i = 1; i < s->n_groupings; i++) {
		s->grouping[i].columns = s->column + at;
		at += s->grouping[i].group.by->n;
	}
}

/* Once the header is known: a column named by its place has a name too, and the questions that
 * nobody named are all columns that are left. */
static void
name_items(struct survey *s)
{
	const struct ccr_column *rest = &s->column[s->rest];
	const char **names = s->rest ? answers_names(rest, &s->arena) : NULL;

	for (size_t i = 0; i < s->n; i++)
		if (s->item[i].q.name[0] == '#' && s->column[s->item[i].column].header)
			s->item[i].q.name = s->column[s->item[i].column].header;
	for (size_t i = 0; s->rest && i < rest->n_cells; i++) {
		struct answers *item = add_item(s, names[i]);
		item->rest = true;
		item->column = i;
	}
	free(names);
}

/* Nearly all samples have one unit or few; room is made for what there is. */
static struct ccr_tally *
unit_at(struct cross *cross, size_t answer, uint32_t unit)
{
	struct by_unit *by;

	CCR_GROW(cross->answer, cross->cap, answer + 1);
	by = &cross->answer[answer];
	if (unit >= by->cap) {
		size_t cap = by->cap * 2 > unit ? by->cap * 2 : (size_t)unit + 1;
		by->unit = ccr_realloc(by->unit, cap, sizeof *by->unit);
		memset(by->unit + by->cap, 0, (cap - by->cap) * sizeof *by->unit);
		by->cap = cap;
	}
	return &by->unit[unit];
}

static void
tally(struct survey *s, struct grouping *g, uint32_t group, const uint32_t *answer, uint32_t unit,
      double weight)
{
	CCR_GROW(g->cross, g->cap, (group + 1) * s->n);
	for (size_t i = 0; i < s->n; i++) {
		size_t at = answer[i] == CCR_NO_CODE ? 0 : (size_t)answer[i] + 1;
		ccr_tally_add(unit_at(&g->cross[group * s->n + i], at, unit), weight);
	}
}

static bool
read_answers(struct ccr_run *run, struct survey *s)
{
	struct ccr_cursor *rows = ccr_cursor_open(run->input, s->column, s->n_columns, run->err);
	const char *file = run->input->source->name;
	enum ccr_lonely lonely = (enum ccr_lonely)o.lonely;
	uint32_t *answer, unit;
	double weight;

	if (rows)
		name_items(s);
	answer = ccr_alloc(s->n, sizeof *answer);
	while (rows && ccr_cursor_next(rows)) {
		if (!sample_row(&s->sample, rows, s->column, &unit, &weight))
			continue;
		for (size_t i = 0; i < s->n; i++)
			answer[i] = answers_read(&s->item[i], rows, run->input, s->column,
						 &s->column[s->rest]);
		for (size_t i = 0; i < s->n_groupings; i++) {
			uint32_t group =
				ccr_group_of(&s->grouping[i].group, s->grouping[i].columns);
			if (group == CCR_NO_CODE)
				ccr_cursor_count(rows, CCR_LEDGER_MISSING,
						 s->grouping[i].group.by_text);
			else
				tally(s, &s->grouping[i], group, answer, unit, weight);
		}
	}
	free(answer);
	return ccr_cursor_close(rows) &&
	       sample_design(&s->sample, ccr_given(run, "lonely") ? &lonely : NULL, file,
			     &s->design, run->err);
}

/* chosen and base hold a tally for each unit. */
static void
emit_option(struct ccr_emit *out, const struct survey *s, const struct ccr_tally *chosen_units,
	    const struct ccr_tally *base_units, const struct ccr_tally *domain)
{
	struct ccr_tally chosen = ccr_tally_total(chosen_units, s->design.n_units),
			 base = ccr_tally_total(base_units, s->design.n_units);
	struct ccr_share share =
		ccr_design_share(&s->design, chosen_units, base_units, domain, s->ci);

	ccr_emit_count(out, base.n);
	ccr_emit_count(out, chosen.n);
	ccr_emit_number(out, chosen.w);
	ccr_emit_count(out, ccr_tally_total(domain, s->design.n_units).n - base.n);
	ccr_emit_number(out, share.estimate);
	ccr_emit_number(out, share.se);
	ccr_emit_number(out, share.ci.low);
	ccr_emit_number(out, share.ci.high);
	ccr_emit_text(out, ccr_share_ci_names[share.ci_method]);
	ccr_emit_number(out, share.df);
	ccr_emit_number(out, share.deff);
	ccr_emit_number(out, share.n_eff);
	ccr_emit_text(out, base.n == 0             ? "nobody answered"
			   : isnan(share.estimate) ? "the weights of all who answered are 0"
			   : isnan(share.se)       ? "too few sampling units for an error"
			   : !(share.se > 0)       ? "deff and n_eff are of the weights alone"
						   : "");
	ccr_emit_end(out);
}

static void
add_units(const struct survey *s, struct ccr_tally *into, const struct by_unit *from)
{
	for (size_t unit = 0; unit < from->cap && unit < s->design.n_units; unit++)
		ccr_tally_merge(&into[unit], &from->unit[unit],
				sample_scale(&s->sample, (uint32_t)unit));
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
	size_t units = s->design.n_units;
	struct ccr_tally *chosen = ccr_alloc(q->options.n * units, sizeof *chosen),
			 *base = ccr_alloc(units, sizeof *base),
			 *domain = ccr_alloc(units, sizeof *domain);

	for (size_t code = 0; code < q->answers.n && code + 1 < cross->cap; code++) {
		add_units(s, base, &cross->answer[code + 1]);
		for (size_t k = 0; k < q->choice[code].n; k++)
			add_units(s, &chosen[q->choice[code].option[k] * units],
				  &cross->answer[code + 1]);
	}
	memcpy(domain, base, units * sizeof *domain);
	if (cross->cap > 0)
		add_units(s, domain, &cross->answer[0]);
	for (size_t i = 0; i < q->options.n; i++) {
		uint32_t option = q->closed || q->columns ? (uint32_t)i : order[i];
		ccr_emit_text(out, q->name);
		ccr_emit_text(out, "proportion");
		ccr_emit_text(out, q->options.text[option]);
		ccr_emit_text(out, g->group.by_text);
		ccr_emit_text(out, ccr_group_label(&g->group, group));
		emit_option(out, s, &chosen[option * units], base, domain);
	}
	free(chosen);
	free(base);
	free(domain);
}

static void
emit_tables(struct ccr_run *run, const struct survey *s)
{
	for (size_t i = 0; s->sample.rows > 0 && i < s->n; i++) {
		const struct codebook_question *q = &s->item[i].q;
		uint32_t *options_order = ccr_dict_order(&q->options);
		if (q->options.n == 0)
			ccr_note(run, "question '%s': nobody answered", q->name);
		if (s->item[i].over)
			ccr_note(run,
				 "column '%s' is left out: more than %d different answers (-q "
				 "takes it)",
				 q->name, ANSWERS_MOST);
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
release_cross(struct cross *cross)
{
	for (size_t i = 0; i < cross->cap; i++)
		free(cross->answer[i].unit);
	free(cross->answer);
}

static void
release(struct survey *s)
{
	for (size_t i = 0; i < s->n_groupings; i++) {
		for (size_t k = 0; k < s->grouping[i].cap; k++)
			release_cross(&s->grouping[i].cross[k]);
		free(s->grouping[i].cross);
		ccr_group_release(&s->grouping[i].group);
	}
	for (size_t i = 0; i < s->n; i++)
		codebook_question_release(&s->item[i].q);
	free(s->grouping);
	free(s->item);
	ccr_columns_release(s->column, s->n_columns);
	free(s->column);
	sample_release(&s->sample);
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
	/* The order of the columns: those of the sample, groups, questions. */
	for (size_t i = 0; i < SAMPLE_COLUMNS; i++)
		declare(&s, (struct ccr_column){.name = NULL});
	declare_groups(&s);
	done = read_codebook(run, &s);
	s.sample.by = o.sample;
	sample_declare(&o.sample, s.column);
	s.ci = ccr_given(run, "ci")                                  ? (enum ccr_share_ci)o.ci
	       : o.sample.strata || o.sample.cluster || o.sample.fpc ? CCR_CI_BETA
								     : CCR_CI_WILSON;
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
