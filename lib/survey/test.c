/* test.c: see test.h.
 *
 * Independence of a question and the groups of each -b, from the covariances of the table's cells;
 * or the difference of each group from a reference group, with its t.  Covariances come from the
 * variances of sums of two cells, so that every design that has variances has tests.
 */
#include "survey/test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stat/adjust.h"
#include "stat/dist.h"
#include "stat/independence.h"
#include "survey/tally.h"

const struct ccr_field survey_test_fields[SURVEY_TEST_FIELDS] = {
	{"question", CCR_TEXT},   {"option", CCR_TEXT},      {"by", CCR_TEXT},
	{"group", CCR_TEXT},      {"reference", CCR_TEXT},   {"test", CCR_TEXT},
	{"n", CCR_COUNT},         {"n_missing", CCR_COUNT},  {"estimate", CCR_SHARE},
	{"se", CCR_SHARE},        {"ci_low", CCR_SHARE},     {"ci_high", CCR_SHARE},
	{"x2", CCR_NUMBER},       {"statistic", CCR_NUMBER}, {"df", CCR_NUMBER},
	{"df2", CCR_NUMBER},      {"p", CCR_NUMBER},         {"p_adjusted", CCR_NUMBER},
	{"adjustment", CCR_TEXT}, {"note", CCR_TEXT},
};

static const enum ccr_place places[SURVEY_TEST_FIELDS] = {
	[0] = CCR_HEADING, [12] = CCR_DETAIL, [18] = CCR_DETAIL};

/* The work grows with the cube of the cells. */
enum { MOST_CELLS = 300 };

struct result {
	const char *question, *option, *by, *group, *reference, *test, *note;
	size_t n, n_missing;
	bool share;
	double value, se, x2, statistic, df, df2, p;
	struct ccr_interval ci;
};

struct tests {
	struct survey s;
	struct survey_tally tally;
	const struct test_ask *ask;
	struct result *result;
	size_t n, cap;
};

static const char *const test_names[] = {"rao-scott-f", "rao-scott-chisq", "wald", "adjusted-wald",
					 "t"};

static struct result *
add_result(struct tests *t, const struct result *like)
{
	CCR_GROW(t->result, t->cap, t->n + 1);
	t->result[t->n] = *like;
	return &t->result[t->n++];
}

/* ---- independence ---- */

/* A table of groups and columns: the options of a question; or chosen and not, of one option. */
struct cells {
	size_t rows, columns, n; /* n respondents */
	struct ccr_tally *tally; /* (row * columns + column) * units + unit */
	struct ccr_tally *all;   /* of each unit */
	double *share, *v;
};

/* Which column of the table an answer belongs to. */
static size_t
column_of(const struct codebook_question *q, uint32_t code, uint32_t option)
{
	const struct codebook_choice *choice = &q->choice[code];

	if (option == CCR_NO_CODE)
		return choice->option[0];
	for (size_t i = 0; i < choice->n; i++)
		if (choice->option[i] == option)
			return 1;
	return 0;
}

static void
add_slot(const struct tests *t, const struct survey_cross *cross, size_t slot,
	 struct ccr_tally *cell, struct ccr_tally *all)
{
	for (size_t u = 0;
	     slot < cross->slots && u < cross->slot[slot].cap && u < t->s.design.n_units; u++) {
		double scale = survey_scale_of(&t->s, u);
		ccr_tally_merge(&cell[u], &cross->slot[slot].unit[u], scale);
		ccr_tally_merge(&all[u], &cross->slot[slot].unit[u], scale);
	}
}

/* Where in the table the groups and options stand that anybody has; the others are not in it. */
static size_t
number_used(size_t *place, size_t n)
{
	size_t used = 0;

	for (size_t i = 0; i < n; i++)
		place[i] = place[i] > 0 ? used++ : SIZE_MAX;
	return used;
}

static void
fill_cells(const struct tests *t, size_t item, size_t grouping, uint32_t option, struct cells *c)
{
	const struct codebook_question *q = &t->s.item[item].q;
	size_t units = t->s.design.n_units,
	       groups = ccr_group_count(&t->s.grouping[grouping].group),
	       columns = option == CCR_NO_CODE ? q->options.n : 2;
	size_t *row = ccr_alloc(groups, sizeof *row), *column = ccr_alloc(columns, sizeof *column);

	for (size_t g = 0; g < groups; g++)
		for (uint32_t code = 0; code < q->answers.n; code++) {
			size_t n =
				survey_count(&t->tally, survey_cross(&t->tally, grouping, g, item),
					     t->tally.kinds + code);
			row[g] += n;
			column[column_of(q, code, option)] += n;
		}
	*c = (struct cells){.rows = number_used(row, groups),
			    .columns = number_used(column, columns)};
	c->tally = ccr_alloc(c->rows * c->columns * units, sizeof *c->tally);
	c->all = ccr_alloc(units, sizeof *c->all);
	for (size_t g = 0; g < groups; g++) {
		const struct survey_cross *cross = survey_cross(&t->tally, grouping, g, item);
		for (uint32_t code = 0; row[g] != SIZE_MAX && code < q->answers.n; code++) {
			size_t slot = t->tally.kinds + code,
			       at = column[column_of(q, code, option)];
			if (at == SIZE_MAX)
				continue;
			add_slot(t, cross, slot, &c->tally[(row[g] * c->columns + at) * units],
				 c->all);
			c->n += survey_count(&t->tally, cross, slot);
		}
	}
	free(row);
	free(column);
}

/* The share (or total) of the respondents in one or two cells, and its variance. */
static double
of_cells(const struct tests *t, const struct cells *c, size_t a, size_t b, bool total, double *v)
{
	size_t units = t->s.design.n_units;
	struct ccr_moments *m = survey_units(&t->tally);
	double value;

	for (size_t u = 0; u < units; u++) {
		struct ccr_tally in = c->tally[a * units + u], out = c->all[u];
		if (b != a)
			ccr_tally_merge(&in, &c->tally[b * units + u], 1);
		ccr_moments_score(&m[u], &in, 1, 1, 1);
		out.n -= in.n;
		out.positive -= in.positive;
		out.w -= in.w;
		out.v -= in.v;
		ccr_moments_score(&m[u], &out, 1, 0, 1);
	}
	value = ccr_design_estimate(&t->s.design, &(struct ccr_term){m, 1, total}, 1, v);
	free(m);
	return value;
}

/* cov(a, b) = (var(a + b) - var(a) - var(b)) / 2 */
static void
covariances(const struct tests *t, struct cells *c, bool total)
{
	size_t n = c->rows * c->columns;

	c->share = ccr_alloc(n, sizeof *c->share);
	c->v = ccr_alloc(n * n, sizeof *c->v);
	for (size_t i = 0; i < n; i++)
		c->share[i] = of_cells(t, c, i, i, total, &c->v[i * n + i]);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++) {
			double both;
			of_cells(t, c, i, j, total, &both);
			c->v[i * n + j] = c->v[j * n + i] =
				(both - c->v[i * n + i] - c->v[j * n + j]) / 2;
		}
}

static void
release_cells(struct cells *c)
{
	free(c->tally);
	free(c->all);
	free(c->share);
	free(c->v);
}

/* The degrees of freedom of the sample, all its respondents in --where. */
static double
sample_df(const struct tests *t, size_t item)
{
	struct ccr_moments *units = survey_units(&t->tally);
	double df;

	survey_add_all(&t->tally, survey_cross(&t->tally, 0, 0, item), false, units);
	df = ccr_design_df(&t->s.design, units);
	free(units);
	return df;
}

static void
test_independence(struct tests *t, size_t item, size_t grouping, uint32_t option,
		  enum test_kind kind)
{
	const double none = (double)NAN;
	const struct survey_cross *whole = survey_cross(&t->tally, 0, 0, item);
	bool wald = kind == TEST_WALD || kind == TEST_ADJWALD, good;
	struct ccr_chisq test = {none, none, none, none, none};
	struct result *r =
		add_result(t, &(struct result){.question = t->s.item[item].q.name,
					       .by = t->s.grouping[grouping].group.by_text,
					       .test = test_names[kind],
					       .share = true,
					       .value = none,
					       .se = none,
					       .ci = {none, none}});
	struct cells c;
	double nu = sample_df(t, item);

	if (option != CCR_NO_CODE)
		r->option = t->s.item[item].q.options.text[option];
	fill_cells(t, item, grouping, option, &c);
	r->n = c.n;
	for (size_t slot = 0; slot < whole->slots; slot++)
		r->n_missing += survey_count(&t->tally, whole, slot);
	r->n_missing -= c.n;
	if (c.rows * c.columns > MOST_CELLS) {
		release_cells(&c);
		r->x2 = r->statistic = r->df = r->df2 = r->p = none;
		r->note = "no test of more than 300 cells: join groups or options";
		return;
	}
	covariances(t, &c, wald);
	good = nu >= 1 && c.n > 0 &&
	       (wald ? ccr_wald_independence(c.share, c.v, c.rows, c.columns, nu,
					     kind == TEST_ADJWALD, &test)
		     : ccr_rao_scott(c.share, c.v, c.rows, c.columns, (double)c.n, nu,
				     kind == TEST_F, &test));
	release_cells(&c);
	if (!good) {
		test = (struct ccr_chisq){none, none, none, none, none};
		r->note = "no test: fewer than two groups or options, one that is empty, or too "
			  "few sampling units";
	}
	r->x2 = test.x2;
	r->statistic = test.statistic;
	r->df = test.df;
	r->df2 = test.df2;
	r->p = test.p;
}

/* ---- differences ---- */

/* The respondents of a group, y what the option (or the number) says; *missing how many have none.
 */
static struct ccr_moments *
group_units(const struct tests *t, size_t item, size_t grouping, uint32_t group, uint32_t option)
{
	const struct answers *a = &t->s.item[item];
	const struct survey_cross *cross = survey_cross(&t->tally, grouping, group, item);
	struct ccr_moments *units = survey_units(&t->tally);

	if (a->kind != ANSWERS_CODED)
		survey_add_moments(&t->tally, cross, units);
	for (uint32_t code = 0; a->kind == ANSWERS_CODED && code < a->q.answers.n; code++) {
		bool chosen = false;
		for (size_t i = 0; i < a->q.choice[code].n; i++)
			chosen |= a->q.choice[code].option[i] == option;
		survey_score(&t->tally, cross, t->tally.kinds + code, 1, chosen, units);
	}
	return units;
}

/* As svyttest: a regression on the group, whose second coefficient costs a degree of freedom. */
static void
test_difference(struct tests *t, size_t item, size_t grouping, uint32_t group, uint32_t reference,
		uint32_t option)
{
	const struct answers *a = &t->s.item[item];
	const struct ccr_group *by = &t->s.grouping[grouping].group;
	const struct ccr_design *design = &t->s.design;
	struct ccr_moments *one = group_units(t, item, grouping, group, option),
			   *other = group_units(t, item, grouping, reference, option),
			   *both = survey_units(&t->tally);
	struct ccr_term terms[] = {{one, 1, false}, {other, -1, false}};
	struct result r = {.question = a->q.name,
			   .option = option == CCR_NO_CODE ? NULL : a->q.options.text[option],
			   .by = by->by_text,
			   .group = ccr_group_label(by, group),
			   .reference = ccr_group_label(by, reference),
			   .test = test_names[TEST_T],
			   .share = a->kind == ANSWERS_CODED,
			   .x2 = (double)NAN,
			   .df2 = (double)NAN};
	double v = (double)NAN, q;

	for (size_t u = 0; u < design->n_units; u++) {
		ccr_moments_merge(&both[u], &one[u], 1);
		ccr_moments_merge(&both[u], &other[u], 1);
	}
	r.n = ccr_design_sum(design, both).n;
	r.df = ccr_design_df(design, both) - 1;
	r.value = r.se = r.statistic = r.p = r.ci.low = r.ci.high = (double)NAN;
	if (ccr_design_sum(design, one).wx > 0 && ccr_design_sum(design, other).wx > 0)
		r.value = ccr_design_estimate(design, terms, 2, &v);
	if (v > 0 && r.df >= 1) {
		q = ccr_t_quantile(0.95, r.df);
		r.se = sqrt(v);
		r.ci = (struct ccr_interval){r.value - q * r.se, r.value + q * r.se};
		r.statistic = r.value / r.se;
		r.p = ccr_t_two_sided(r.statistic, r.df);
	} else {
		r.note = "no test: a group without answers, answers that do not vary, or too few "
			 "sampling units";
	}
	for (size_t slot = 0; slot < t->tally.kinds; slot++)
		r.n_missing +=
			survey_count(&t->tally, survey_cross(&t->tally, grouping, group, item),
				     slot) +
			survey_count(&t->tally, survey_cross(&t->tally, grouping, reference, item),
				     slot);
	add_result(t, &r);
	free(one);
	free(other);
	free(both);
}

/* The reference group, by the label that was given or the first in order. */
static bool
find_reference(struct tests *t, const struct ccr_group *group, const uint32_t *order,
	       uint32_t *reference)
{
	*reference = order[0];
	for (size_t g = 0; t->ask->reference && g < ccr_group_count(group); g++)
		if (strcmp(ccr_group_label(group, (uint32_t)g), t->ask->reference) == 0) {
			*reference = (uint32_t)g;
			return true;
		}
	return !t->ask->reference ||
	       ccr_err_add(t->s.run->err, CCR_DATA, t->s.run->input->source->name, 0, NULL,
			   "no group of '%s' is the one that --reference names", group->by_text);
}

static bool
test_differences(struct tests *t, size_t item, size_t grouping)
{
	const struct answers *a = &t->s.item[item];
	const struct ccr_group *group = &t->s.grouping[grouping].group;
	uint32_t *order = ccr_group_order(group), *options = ccr_dict_order(&a->q.options);
	size_t lines = a->kind == ANSWERS_CODED ? a->q.options.n : 1;
	uint32_t reference = 0;
	bool good = ccr_group_count(group) > 0 && find_reference(t, group, order, &reference);

	for (size_t i = 0; good && i < lines; i++)
		for (size_t g = 0; g < ccr_group_count(group); g++) {
			uint32_t option = a->q.closed || a->q.columns ? (uint32_t)i : options[i];
			if (order[g] != reference)
				test_difference(t, item, grouping, order[g], reference,
						a->kind == ANSWERS_CODED ? option : CCR_NO_CODE);
		}
	free(order);
	free(options);
	return good || ccr_group_count(group) == 0;
}

/* ---- the verb ---- */

/* Without --test: independence of a question with options, the difference of numbers. */
static bool
test_item(struct tests *t, size_t item, size_t grouping)
{
	const struct answers *a = &t->s.item[item];
	const struct ccr_group *by = &t->s.grouping[grouping].group;
	bool given = ccr_given(t->s.run, "test");
	enum test_kind kind = given                      ? (enum test_kind)t->ask->test
			      : a->kind == ANSWERS_CODED ? TEST_F
							 : TEST_T;

	if (by->by->n == 1 && strcmp(by->by_text, a->q.name) == 0)
		return true; /* its groups are its answers */
	if (ccr_group_count(by) < 2)
		ccr_note(t->s.run, "question '%s': '%s' has fewer than two groups to compare",
			 a->q.name, by->by_text);
	if (kind == TEST_T)
		return test_differences(t, item, grouping);
	if (a->kind != ANSWERS_CODED)
		return ccr_err_add(t->s.run->err, CCR_DATA, NULL, 0, NULL,
				   "question '%s' is a number: --test t compares its means",
				   a->q.name);
	/* Where several options may be chosen, each is a question of its own. */
	if (a->q.separator || a->q.columns) {
		uint32_t *order = ccr_dict_order(&a->q.options);
		bool as_listed = a->q.closed || a->q.columns;
		for (uint32_t i = 0; i < a->q.options.n; i++)
			test_independence(t, item, grouping, as_listed ? i : order[i], kind);
		free(order);
	} else
		test_independence(t, item, grouping, CCR_NO_CODE, kind);
	return true;
}

static double *
adjusted(const struct tests *t)
{
	double *p = ccr_alloc(t->n, sizeof *p);

	for (size_t i = 0; i < t->n; i++)
		p[i] = t->result[i].p;
	if (t->ask->adjust > 0)
		ccr_p_adjust((enum ccr_adjust)(t->ask->adjust - 1), p, t->n);
	return p;
}

static void
emit_results(const struct tests *t)
{
	static const char *const names[] = {"none", "bonferroni", "holm", "hochberg", "bh", "by"};
	struct ccr_emit *out = t->s.run->out;
	double *p = adjusted(t);

	ccr_emit_places(out, places);
	for (size_t i = 0; i < t->n; i++) {
		const struct result *r = &t->result[i];
		ccr_emit_text(out, r->question);
		ccr_emit_text(out, r->option);
		ccr_emit_text(out, r->by);
		ccr_emit_text(out, r->group);
		ccr_emit_text(out, r->reference);
		ccr_emit_text(out, r->test);
		ccr_emit_count(out, r->n);
		ccr_emit_count(out, r->n_missing);
		ccr_emit_mixed(out, r->share, r->value);
		ccr_emit_mixed(out, r->share, r->se);
		ccr_emit_mixed(out, r->share, r->ci.low);
		ccr_emit_mixed(out, r->share, r->ci.high);
		ccr_emit_number(out, r->x2);
		ccr_emit_number(out, r->statistic);
		ccr_emit_number(out, r->df);
		ccr_emit_number(out, r->df2);
		ccr_emit_number(out, r->p);
		ccr_emit_number(out, p[i]);
		ccr_emit_text(out, names[t->ask->adjust]);
		ccr_emit_text(out, r->note);
		ccr_emit_end(out);
	}
	free(p);
}

/* The waves are groups too. */
static void
group_by_wave(struct survey_ask *ask)
{
	struct ccr_lists *by = &ask->by;

	if (!ask->sample.wave)
		return;
	CCR_GROW(by->list, by->cap, by->n + 1);
	by->list[by->n] = (struct ccr_list){0};
	ccr_list_add(&by->list[by->n++], ask->sample.wave);
}

bool
survey_test(struct ccr_run *run, struct survey_ask *ask, const struct test_ask *test)
{
	struct tests t = {.ask = test};
	bool done;

	if (test->reference && ccr_given(run, "test") && test->test != TEST_T)
		return ccr_usage(run, "option '--reference': it goes with --test t");
	group_by_wave(ask);
	if (ask->by.n == 0)
		return ccr_usage(run, "'test' needs groups to compare: --by COL or --wave COL");
	done = survey_open(&t.s, run, ask) && survey_tally_read(&t.tally, &t.s, false);
	for (size_t i = 0; done && t.s.sample.rows > 0 && i < t.s.n; i++) {
		const struct answers *item = &t.s.item[i];
		bool empty = item->kind == ANSWERS_CODED && item->q.options.n == 0;
		for (size_t g = 1;
		     done && g < t.s.n_groupings && !item->dropped && !item->over && !empty; g++)
			done = test_item(&t, i, g);
	}
	if (done)
		emit_results(&t);
	free(t.result);
	survey_tally_release(&t.tally);
	survey_release(&t.s);
	return done;
}
