/* tab.c: see tab.h.
 *
 * What is added up for each question and group: a tally for each answer, kind of missing and unit
 * of the sample; for numbers moments for each unit, and the values themselves only where quantiles
 * are asked for.  All options and statistics are made of these when the rows have been read.
 */
#include "survey/tab.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "stat/dist.h"
#include "stat/quantile.h"
#include "survey/table.h"
#include "survey/tally.h"

const struct ccr_field survey_tab_fields[SURVEY_TAB_FIELDS] = {
	{"question", CCR_TEXT},  {"statistic", CCR_TEXT},    {"option", CCR_TEXT},
	{"by", CCR_TEXT},        {"group", CCR_TEXT},        {"base", CCR_COUNT},
	{"n", CCR_COUNT},        {"weighted_n", CCR_NUMBER}, {"n_missing", CCR_COUNT},
	{"estimate", CCR_SHARE}, {"se", CCR_SHARE},          {"ci_low", CCR_SHARE},
	{"ci_high", CCR_SHARE},  {"ci_method", CCR_TEXT},    {"df", CCR_NUMBER},
	{"deff", CCR_NUMBER},    {"n_eff", CCR_NUMBER},      {"moe", CCR_SHARE},
	{"column", CCR_TEXT},    {"greater_than", CCR_TEXT}, {"p_values", CCR_TEXT},
	{"flag", CCR_TEXT},      {"note", CCR_TEXT},
};

static const enum ccr_place places[SURVEY_TAB_FIELDS] = {
	CCR_HEADING,  CCR_DETAIL,   CCR_IN_TABLE, CCR_IN_TABLE, CCR_IN_TABLE, CCR_IN_TABLE,
	CCR_IN_TABLE, CCR_DETAIL,   CCR_IN_TABLE, CCR_IN_TABLE, CCR_DETAIL,   CCR_IN_TABLE,
	CCR_IN_TABLE, CCR_DETAIL,   CCR_DETAIL,   CCR_DETAIL,   CCR_DETAIL,   CCR_DETAIL,
	CCR_IN_TABLE, CCR_IN_TABLE, CCR_HIDDEN,   CCR_IN_TABLE, CCR_IN_TABLE,
};

struct tab {
	struct survey s;
	struct survey_tally tally;
	const struct tab_ask *ask;
	enum ccr_share_ci ci, quantile_ci;
	bool usual, *wanted; /* statistics */
};

/* ---- moments of a statistic ---- */

/* x and y of an answer by what a row of the table asks. */
static void
score(const struct codebook_question *q, uint32_t code, const struct tab_line *line, double *x,
      double *y)
{
	const struct codebook_choice *choice = &q->choice[code];
	uint32_t option = choice->n > 0 ? choice->option[0] : CCR_NO_CODE;
	bool top = option != CCR_NO_CODE && option + q->top >= q->options.n,
	     bottom = option < q->bottom;
	double value;

	*x = 1;
	*y = 0;
	switch (line->statistic) {
	case TAB_MENTIONS: *x = (double)choice->n; /* fall through */
	case TAB_PROPORTION:
	case TAB_TOTAL:
		for (size_t i = 0; i < choice->n; i++)
			*y += choice->option[i] == line->option;
		break;
	case TAB_TOP: *y = top; break;
	case TAB_BOTTOM: *y = bottom; break;
	case TAB_NET: *y = top - bottom; break;
	case TAB_MEAN: *y = (double)option + 1; break;
	case TAB_NPS:
		ccr_num_parse(q->answers.text[code], strlen(q->answers.text[code]), &value);
		*y = (value >= 9) - (value <= 6);
		break;
	case TAB_QUANTILE:
	case TAB_RATIO:
	case TAB_MISSING:
	case TAB_STATISTICS: break;
	}
}

/* The respondents a row is about, with its x and y. */
static struct ccr_moments *
base_of(const struct tab *t, size_t at, const struct survey_cross *cross,
	const struct tab_line *line)
{
	const struct answers *item = &t->s.item[at];
	struct ccr_moments *units = survey_units(&t->tally);
	double x, y;

	if (line->statistic == TAB_MISSING) {
		for (size_t slot = 0; slot < cross->slots; slot++)
			survey_score(&t->tally, cross, slot, 1, slot == line->option, units);
		return units;
	}
	if (item->kind != ANSWERS_CODED)
		survey_add_moments(&t->tally, cross, units);
	for (uint32_t code = 0; item->kind == ANSWERS_CODED && code < item->q.answers.n; code++) {
		score(&item->q, code, line, &x, &y);
		survey_score(&t->tally, cross, t->tally.kinds + code, x, y, units);
	}
	if (item->kind == ANSWERS_NUMBER && line->statistic == TAB_TOTAL)
		for (size_t u = 0; u < t->s.design.n_units; u++)
			ccr_moments_shift(&units[u], t->tally.shift[at]);
	return units;
}

/* ---- one result ---- */

static void
set_estimate(struct tab_cell *c, const struct ccr_estimate *e)
{
	c->value = e->value;
	c->se = e->se;
	c->ci = e->ci;
	c->df = e->df;
	c->deff = e->deff;
	c->n_eff = e->n_eff;
	c->ci_method = "t";
	c->note = c->base == 0 ? "nobody answered"
		  : isnan(e->value) || isinf(e->value)
			  ? "all weights or denominators add up to 0, or the numbers are too large"
		  : isnan(e->se) && e->df >= 1 ? "the numbers are too large for an error"
		  : isnan(e->se)               ? "too few sampling units for an error"
					       : NULL;
}

static void
set_share(struct tab_cell *c, const struct ccr_share *s)
{
	c->value = s->estimate;
	c->se = s->se;
	c->ci = s->ci;
	c->df = s->df;
	c->deff = s->deff;
	c->n_eff = s->n_eff;
	c->ci_method = ccr_share_ci_names[s->ci_method];
	c->note = c->base == 0         ? "nobody answered"
		  : isnan(s->estimate) ? "the weights of all who answered are 0"
		  : isnan(s->se)       ? "too few sampling units for an error"
		  : !(s->se > 0)       ? "deff and n_eff are of the weights alone"
				       : NULL;
}

/* Values that are equal stay in the order of the rows, which some rules depend on. */
static int
by_value(const void *a, const void *b)
{
	const struct survey_value *x = a, *y = b;

	return x->y < y->y ? -1 : x->y > y->y ? 1 : (x->row > y->row) - (x->row < y->row);
}

static void
sort_values(const struct tab *t, const struct survey_cross *cross, double *x, double *w,
	    struct survey_value *value)
{
	if (cross->n_values > 0)
		memcpy(value, cross->value, cross->n_values * sizeof *value);
	qsort(value, cross->n_values, sizeof *value, by_value);
	for (size_t i = 0; i < cross->n_values; i++) {
		x[i] = value[i].y;
		w[i] = value[i].w * survey_scale_of(&t->s, value[i].unit);
	}
}

/* Woodruff, JASA 47 (1952) 635: the interval of the share of values up to the quantile, read back
 * as values. */
static void
set_quantile(const struct tab *t, const struct survey_cross *cross, double p, struct tab_cell *c)
{
	static const char *const methods[] = {
		"woodruff-beta", "woodruff-wilson",     "woodruff-logit",    "woodruff-asin",
		"woodruff-wald", "woodruff-likelihood", "woodruff-beta-nchs"};
	size_t n = cross->n_values;
	enum ccr_qrule rule = (enum ccr_qrule)t->ask->qrule;
	double *x = ccr_alloc(n, sizeof *x), *w = ccr_alloc(n, sizeof *w);
	struct survey_value *value = ccr_alloc(n, sizeof *value);
	struct ccr_moments *units = survey_units(&t->tally);
	struct ccr_share share;

	sort_values(t, cross, x, w, value);
	c->value = n > 0 ? ccr_quantile(rule, x, w, n, p) : (double)NAN;
	for (size_t i = 0; i < n; i++)
		ccr_moments_add(&units[value[i].unit], w[i], 1, x[i] <= c->value);
	c->note = n == 0 ? "nobody answered" : NULL;
	if (n > 0 && t->s.design.n_replicates > 0) {
		c->note = "no interval of quantiles by replicate weights";
	} else if (n > 0) {
		share = ccr_design_share(&t->s.design, units, units, t->quantile_ci);
		c->df = share.df;
		c->ci_method = methods[share.ci_method];
		if (share.ci.low >= 0)
			c->ci.low = ccr_quantile(rule, x, w, n, share.ci.low);
		if (share.ci.high <= 1)
			c->ci.high = ccr_quantile(rule, x, w, n, share.ci.high);
		c->se = (c->ci.high - c->ci.low) / (2 * ccr_t_quantile(0.95, share.df));
		if (isnan(c->se))
			c->note = "too few values for such an interval (see --ci)";
	}
	/* What a quantile is differs between packages as much as its interval does. */
	c->rule = c->ci_method ? ccr_printf("%s/%s", ccr_qrule_names[rule], c->ci_method)
			       : ccr_strdup(ccr_qrule_names[rule]);
	free(x);
	free(w);
	free(value);
	free(units);
}

/* Those who chose the row's option; of rows that are about all who answered, all of them. */
static struct ccr_tally
chosen_of(const struct tab *t, const struct answers *item, const struct survey_cross *cross,
	  const struct tab_line *line)
{
	enum tab_statistic statistic = line->statistic;
	bool all = item->kind != ANSWERS_CODED || statistic == TAB_MEAN || statistic == TAB_NET ||
		   statistic == TAB_NPS;
	struct ccr_moments *units = survey_units(&t->tally), sum;
	double x, y;

	if (statistic == TAB_MISSING)
		survey_score(&t->tally, cross, line->option, 1, 0, units);
	else if (all)
		survey_add_all(&t->tally, cross, true, units);
	for (uint32_t code = 0; statistic != TAB_MISSING && !all && code < item->q.answers.n;
	     code++) {
		score(&item->q, code, line, &x, &y);
		if (y > 0)
			survey_score(&t->tally, cross, t->tally.kinds + code, 1, 0, units);
	}
	sum = ccr_design_sum(&t->s.design, units);
	free(units);
	return (struct ccr_tally){sum.n, sum.positive, sum.wx, sum.vx};
}

static void
shift_estimate(struct ccr_estimate *e, double shift)
{
	e->value += shift;
	e->ci.low += shift;
	e->ci.high += shift;
}

static void
set_cell(const struct tab *t, size_t item, const struct survey_cross *cross,
	 const struct tab_line *line, struct tab_cell *c)
{
	const struct ccr_design *design = &t->s.design;
	struct ccr_moments *domain = survey_units(&t->tally), *base = base_of(t, item, cross, line),
			   sum = ccr_design_sum(design, base);
	struct ccr_tally chosen = chosen_of(t, &t->s.item[item], cross, line);
	struct ccr_estimate e;
	struct ccr_share share;
	double none = (double)NAN;

	survey_add_all(&t->tally, cross, false, domain);
	*c = (struct tab_cell){.base = sum.n,
			       .n = chosen.n,
			       .weighted_n = chosen.w,
			       .n_missing = ccr_design_sum(design, domain).n - sum.n,
			       .value = none,
			       .se = none,
			       .df = none,
			       .deff = none,
			       .n_eff = none,
			       .ci = {none, none}};
	switch (line->statistic) {
	case TAB_PROPORTION:
	case TAB_TOP:
	case TAB_BOTTOM:
	case TAB_MISSING:
		share = ccr_design_share(design, base, domain, t->ci);
		set_share(c, &share);
		break;
	case TAB_TOTAL:
		e = ccr_design_total(design, base, domain);
		set_estimate(c, &e);
		break;
	case TAB_RATIO:
	case TAB_MENTIONS:
		e = ccr_design_ratio(design, base, domain);
		set_estimate(c, &e);
		if (line->statistic == TAB_MENTIONS && (c->ci.low < 0 || c->ci.high > 1)) {
			c->ci = (struct ccr_interval){fmax(c->ci.low, 0), fmin(c->ci.high, 1)};
			c->ci_method = "t, cut at 0 and 1";
		}
		break;
	case TAB_MEAN:
		e = ccr_design_mean(design, base, domain);
		shift_estimate(&e,
			       t->s.item[item].kind == ANSWERS_NUMBER ? t->tally.shift[item] : 0);
		set_estimate(c, &e);
		break;
	case TAB_NET:
	case TAB_NPS:
		e = ccr_design_mean(design, base, domain);
		set_estimate(c, &e);
		break;
	case TAB_QUANTILE: set_quantile(t, cross, line->p, c); break;
	case TAB_STATISTICS: break;
	}
	free(domain);
	free(base);
}

/* ---- the rows of a question ---- */

static void
add_line(struct tab_line **line, size_t *n, struct tab_line one)
{
	*line = ccr_realloc(*line, *n + 1, sizeof **line);
	(*line)[(*n)++] = one;
}

static void
add_options(const struct answers *item, enum tab_statistic statistic, struct tab_line **line,
	    size_t *n)
{
	uint32_t *order = ccr_dict_order(&item->q.options);
	bool as_listed = item->q.closed || item->q.columns;

	for (uint32_t i = 0; i < item->q.options.n; i++) {
		uint32_t option = as_listed ? i : order[i];
		add_line(line, n,
			 (struct tab_line){.statistic = statistic,
					   .option = option,
					   .p = 0,
					   .label = ccr_strdup(item->q.options.text[option])});
	}
	free(order);
}

/* "Safe / Very safe": the options of a box. */
static char *
box_label(const struct codebook_question *q, bool top)
{
	struct ccr_buf label = {0};
	size_t many = top ? q->top : q->bottom, n = q->options.n;

	for (size_t i = 0; i < many && i < n; i++)
		ccr_buf_printf(&label, "%s%s", i ? " / " : "",
			       q->options.text[top ? (many < n ? n - many : 0) + i : i]);
	return ccr_buf_detach(&label);
}

static void
add_boxes(const struct tab *t, const struct answers *item, struct tab_line **line, size_t *n)
{
	const struct codebook_question *q = &item->q;
	char *top = box_label(q, true), *bottom = box_label(q, false);

	if (q->type != CODEBOOK_LIKERT) {
		free(top);
		free(bottom);
		return;
	}
	if (t->wanted[TAB_NET] && q->top > 0 && q->bottom > 0)
		add_line(line, n,
			 (struct tab_line){.statistic = TAB_NET,
					   .option = 0,
					   .p = 0,
					   .label = ccr_printf("%s less %s", top, bottom)});
	if (t->wanted[TAB_TOP] && q->top > 0)
		add_line(line, n,
			 (struct tab_line){.statistic = TAB_TOP,
					   .option = 0,
					   .p = 0,
					   .label = ccr_strdup(top)});
	if (t->wanted[TAB_BOTTOM] && q->bottom > 0)
		add_line(line, n,
			 (struct tab_line){.statistic = TAB_BOTTOM,
					   .option = 0,
					   .p = 0,
					   .label = ccr_strdup(bottom)});
	if (t->wanted[TAB_MEAN])
		add_line(line, n,
			 (struct tab_line){
				 .statistic = TAB_MEAN, .option = 0, .p = 0, .label = NULL});
	free(top);
	free(bottom);
}

/* Are all answers whole numbers from 0 to 10, as recommendation is asked? */
static bool
is_recommendation(const struct answers *item)
{
	double value;

	for (size_t i = 0; i < item->q.answers.n; i++) {
		const char *text = item->q.answers.text[i];
		if (ccr_num_parse_whole(text, strlen(text), 0, 10, &value))
			return false;
	}
	return item->q.answers.n > 0;
}

static void
add_numbers(const struct tab *t, const struct answers *item, struct tab_line **line, size_t *n)
{
	static const double quartiles[] = {0.25, 0.5, 0.75};
	const double *p = t->ask->quantiles.n ? t->ask->quantiles.item : quartiles;
	size_t many = t->ask->quantiles.n ? t->ask->quantiles.n : CCR_LEN(quartiles);

	if (item->kind == ANSWERS_RATIO) {
		if (t->wanted[TAB_RATIO])
			add_line(line, n,
				 (struct tab_line){.statistic = TAB_RATIO,
						   .option = 0,
						   .p = 0,
						   .label = NULL});
		return;
	}
	if (t->usual || t->wanted[TAB_MEAN])
		add_line(line, n,
			 (struct tab_line){
				 .statistic = TAB_MEAN, .option = 0, .p = 0, .label = NULL});
	if (t->wanted[TAB_TOTAL])
		add_line(line, n,
			 (struct tab_line){
				 .statistic = TAB_TOTAL, .option = 0, .p = 0, .label = NULL});
	for (size_t i = 0; t->wanted[TAB_QUANTILE] && i < many; i++)
		add_line(line, n,
			 (struct tab_line){.statistic = TAB_QUANTILE,
					   .option = 0,
					   .p = p[i],
					   .label = ccr_printf("%g", p[i])});
}

static void
add_missing(const struct tab *t, size_t item, struct tab_line **line, size_t *n)
{
	const struct survey_cross *whole = survey_cross(&t->tally, 0, 0, item);

	for (uint32_t kind = 0; kind < t->tally.kinds; kind++)
		if (survey_count(&t->tally, whole, kind) > 0)
			add_line(line, n,
				 (struct tab_line){
					 .statistic = TAB_MISSING,
					 .option = kind,
					 .p = 0,
					 .label = ccr_strdup(t->s.missing.kind.text[kind])});
}

static struct tab_line *
lines_of(const struct tab *t, size_t at, size_t *n)
{
	const struct answers *item = &t->s.item[at];
	struct tab_line *line = NULL;

	*n = 0;
	if (item->kind == ANSWERS_CODED) {
		if (t->wanted[TAB_PROPORTION] || t->ask->min_count > 0)
			add_options(item, TAB_PROPORTION, &line, n);
		for (size_t i = 0; !t->wanted[TAB_PROPORTION] && i < *n; i++)
			line[i].hidden = true;
		if (t->wanted[TAB_MENTIONS] && (item->q.separator || item->q.columns))
			add_options(item, TAB_MENTIONS, &line, n);
		if (t->wanted[TAB_TOTAL])
			add_options(item, TAB_TOTAL, &line, n);
		add_boxes(t, item, &line, n);
		if (t->wanted[TAB_NPS] && is_recommendation(item))
			add_line(&line, n,
				 (struct tab_line){
					 .statistic = TAB_NPS, .option = 0, .p = 0, .label = NULL});
	} else {
		add_numbers(t, item, &line, n);
	}
	if (t->ask->missing == TAB_MISSING_SHOW)
		add_missing(t, at, &line, n);
	return line;
}

/* ---- tables ---- */

/* Where nobody gave two answers, those that were given exclude each other. */
static bool
is_exclusive(const struct codebook_question *q)
{
	for (size_t i = 0; i < q->answers.n; i++)
		if (q->choice[i].n > 1)
			return false;
	return true;
}

static struct tab_table
make_table(const struct tab *t, size_t item, size_t grouping, const struct tab_line *line,
	   size_t n_lines)
{
	const struct ccr_group *group = &t->s.grouping[grouping].group;
	uint32_t *order = ccr_group_order(group);
	struct tab_table table = {
		.question = t->s.item[item].q.name,
		.by = group->by_text,
		.n_groups = ccr_group_count(group),
		.line = line,
		.n_lines = n_lines,
		.exclusive = is_exclusive(&t->s.item[item].q),
	};

	table.group = ccr_alloc(table.n_groups, sizeof *table.group);
	table.cell = ccr_alloc(table.n_groups * n_lines, sizeof *table.cell);
	for (size_t g = 0; g < table.n_groups; g++) {
		table.group[g] = ccr_group_label(group, order[g]);
		for (size_t i = 0; i < n_lines; i++)
			set_cell(t, item, survey_cross(&t->tally, grouping, order[g], item),
				 &line[i], &table.cell[g * n_lines + i]);
	}
	free(order);
	return table;
}

static void
emit_item(const struct tab *t, size_t item)
{
	const struct tab_ask *ask = t->ask;
	bool letters = ccr_given(t->s.run, "letters");
	size_t n_lines, shown = 0;
	struct tab_line *line = lines_of(t, item, &n_lines);
	struct tab_table whole = make_table(t, item, 0, line, n_lines);

	for (size_t i = 0; i < n_lines; i++)
		shown += !line[i].hidden;
	if (shown == 0 && !t->usual)
		ccr_note(t->s.run, "question '%s': --statistic names none that it has",
			 t->s.item[item].q.name);

	if (ask->min_count > 0)
		tab_withhold(&whole, &whole, (size_t)ask->min_count);
	for (size_t g = 0; g < t->s.n_groupings; g++) {
		const struct ccr_group *by = &t->s.grouping[g].group;
		struct tab_table one = whole;
		if (g > 0 && by->by->n == 1 && strcmp(by->by_text, whole.question) == 0)
			continue; /* a question by its own answers */
		if (g > 0) {
			one = make_table(t, item, g, line, n_lines);
			if (ask->min_count > 0)
				tab_withhold(&one, &whole, (size_t)ask->min_count);
		}
		if (letters)
			tab_letters(&one, ask->alpha, ask->letters == TAB_LETTERS_BONFERRONI);
		if (ccr_given(t->s.run, "flag"))
			tab_flags(&one);
		tab_emit(t->s.run->out, &one, letters);
		if (g > 0)
			tab_table_release(&one);
	}
	tab_table_release(&whole);
	for (size_t i = 0; i < n_lines; i++)
		free(line[i].label);
	free(line);
}

/* A column that nobody asked for, in which somebody alone gave an answer of three words or more,
 * may be what people wrote about themselves. */
static bool
is_open_text(const struct tab *t, size_t at)
{
	const struct answers *item = &t->s.item[at];
	const struct survey_cross *whole = survey_cross(&t->tally, 0, 0, at);

	if (!item->rest || item->grid)
		return false;
	for (uint32_t code = 0; code < item->q.answers.n; code++) {
		const char *blank = strchr(item->q.answers.text[code], ' ');
		if (blank && strchr(blank + 1, ' ') && item->q.choice[code].n == 1 &&
		    survey_count(&t->tally, whole, t->tally.kinds + code) == 1)
			return true;
	}
	return false;
}

static void
emit_tables(const struct tab *t)
{
	ccr_emit_places(t->s.run->out, places);
	for (size_t i = 0; t->s.sample.rows > 0 && i < t->s.n; i++) {
		const struct answers *item = &t->s.item[i];
		if (item->dropped)
			continue;
		if (is_open_text(t, i)) {
			ccr_note(t->s.run,
				 "column '%s' is left out: it looks like open answers (-q takes "
				 "it, 'themes' codes it)",
				 item->q.name);
			continue;
		}
		if (item->over)
			ccr_note(t->s.run,
				 "column '%s' is left out: more than %d different answers (-q "
				 "takes it, -n as a number)",
				 item->q.name, ANSWERS_MOST);
		else if (item->kind == ANSWERS_CODED && item->q.options.n == 0)
			ccr_note(t->s.run, "question '%s': nobody answered", item->q.name);
		if (!item->over)
			emit_item(t, i);
	}
}

/* ---- the verb ---- */

/* Without --statistic: what each type of question is usually asked for. */
static bool
choose_statistics(struct tab *t, struct ccr_run *run)
{
	static const enum tab_statistic usual[] = {TAB_PROPORTION, TAB_TOP,      TAB_BOTTOM,
						   TAB_NET,        TAB_QUANTILE, TAB_RATIO};
	const struct ccr_list *list = &t->ask->statistics;

	t->wanted = ccr_alloc(TAB_STATISTICS, sizeof *t->wanted);
	t->usual = list->n == 0;
	for (size_t i = 0; t->usual && i < CCR_LEN(usual); i++)
		t->wanted[usual[i]] = true;
	for (size_t i = 0; i < list->n; i++) {
		int at = ccr_opt_choice(
			"proportion|mentions|top|bottom|net|nps|mean|total|quantile|ratio",
			list->item[i]);
		if (at < 0)
			return ccr_usage(run,
					 "option '--statistic': '%s' is none of proportion, "
					 "mentions, top, bottom, net, nps, mean, total, "
					 "quantile, ratio",
					 list->item[i]);
		t->wanted[at] = true;
	}
	return true;
}

static bool
check_numbers(struct ccr_run *run, const struct tab_ask *ask)
{
	for (size_t i = 0; i < ask->quantiles.n; i++)
		if (!(ask->quantiles.item[i] > 0 && ask->quantiles.item[i] < 1))
			return ccr_usage(run, "option '--quantiles': shares between 0 and 1 are "
					      "needed, 0.5 for the median");
	if (ccr_given(run, "alpha") && !ccr_given(run, "letters"))
		return ccr_usage(run, "option '--alpha': '--letters' is needed");
	return (ask->alpha > 0 && ask->alpha < 1) ||
	       ccr_usage(run, "option '--alpha': a share between 0 and 1 is needed");
}

bool
survey_tab(struct ccr_run *run, struct survey_ask *ask, const struct tab_ask *tab)
{
	struct tab t = {.ask = tab};
	bool done = choose_statistics(&t, run) && check_numbers(run, tab) &&
		    survey_open(&t.s, run, ask) &&
		    survey_tally_read(&t.tally, &t.s, t.wanted[TAB_QUANTILE]);

	if (done) {
		const struct sample_ask *sample = &ask->sample;
		bool design = sample->strata.n || sample->cluster.n || sample->fpc.n ||
			      sample->repweights;
		t.ci = ccr_given(run, "flag") ? CCR_CI_NCHS
		       : ccr_given(run, "ci") ? (enum ccr_share_ci)tab->ci
		       : design               ? CCR_CI_BETA
					      : CCR_CI_WILSON;
		t.quantile_ci = ccr_given(run, "ci") ? (enum ccr_share_ci)tab->ci : CCR_CI_WALD;
		emit_tables(&t);
	}
	survey_tally_release(&t.tally);
	free(t.wanted);
	survey_release(&t.s);
	return done;
}
