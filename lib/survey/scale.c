/* scale.c: see scale.h.
 *
 * Cronbach's alpha of the items, what it would be without each, and how each goes with the rest,
 * over the rows that have all of them.  Rows are added up as they come; see stat/reliability.h.
 */
#include "survey/scale.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/sample.h"
#include "stat/reliability.h"

const struct ccr_field survey_scale_fields[SURVEY_SCALE_FIELDS] = {
	{"statistic", CCR_TEXT},  {"item", CCR_TEXT},       {"n", CCR_COUNT},
	{"n_missing", CCR_COUNT}, {"estimate", CCR_NUMBER}, {"se", CCR_NUMBER},
	{"ci_low", CCR_NUMBER},   {"ci_high", CCR_NUMBER},  {"method", CCR_TEXT},
	{"note", CCR_TEXT},
};

struct scale {
	const struct survey_scale_ask *ask;
	struct ccr_column *column; /* those of the sample, then the items */
	size_t first;              /* of the items */
	bool *reversed;
	struct ccr_items items;
	struct ccr_reliability r;
	size_t n_missing;
	struct sample sample;
};

static size_t
place_of(const struct ccr_list *list, const char *name)
{
	size_t i = 0;

	while (i < list->n && strcmp(list->item[i], name) != 0)
		i++;
	return i;
}

static bool
check_options(struct ccr_run *run, const struct survey_scale_ask *ask)
{
	if (ask->items.n < 2)
		return ccr_usage(run, "'scale' needs two items or more: -q ITEM,ITEM,...");
	for (size_t i = 0; i < ask->reverse.n; i++)
		if (place_of(&ask->items, ask->reverse.item[i]) == ask->items.n)
			return ccr_usage(run,
					 "option '--reverse': '%s' is none of the items of "
					 "--questions",
					 ask->reverse.item[i]);
	if (ccr_given(run, "range") &&
	    (ask->range.n != 2 || !(ask->range.item[0] < ask->range.item[1])))
		return ccr_usage(run, "option '--range': the lowest and the highest answer are "
				      "needed: --range 1,5");
	if (ask->reverse.n > 0 && !ccr_given(run, "range"))
		return ccr_usage(run, "--reverse needs the lowest and the highest answer: --range "
				      "LOW,HIGH");
	return true;
}

static void
declare(struct scale *s)
{
	const struct survey_scale_ask *ask = s->ask;

	sample_declare(&s->sample, s->column, 0);
	for (size_t i = 0; i < ask->items.n; i++)
		s->column[s->first + i] =
			(struct ccr_column){.name = ask->items.item[i], .type = CCR_NUMBER};
	for (size_t i = 0; i < ask->reverse.n; i++)
		s->reversed[place_of(&ask->items, ask->reverse.item[i])] = true;
}

enum answers { COMPLETE, INCOMPLETE, BAD };

/* The answers of the current row, the reversed ones turned round. */
static enum answers
read_items(const struct scale *s, struct ccr_cursor *rows, double *x)
{
	const double *range = s->ask->range.item;
	enum answers answers = COMPLETE;

	for (size_t i = 0; i < s->ask->items.n; i++) {
		const struct ccr_column *item = &s->column[s->first + i];
		if (item->mark != CCR_PRESENT) {
			answers = answers == BAD ? BAD : INCOMPLETE;
		} else if (range && !(item->number >= range[0] && item->number <= range[1])) {
			ccr_cursor_fault(rows, item, "outside --range");
			answers = BAD;
		}
		x[i] = s->reversed[i] && range ? range[0] + range[1] - item->number : item->number;
	}
	return answers;
}

static bool
read_rows(struct ccr_run *run, struct scale *s)
{
	struct ccr_cursor *rows =
		ccr_cursor_open(run->input, s->column, s->first + s->ask->items.n, run->err);
	const struct ccr_column *twice = ccr_columns_twice(s->column + s->first, s->ask->items.n);
	const char *file = run->input->source->name;
	double *x = ccr_alloc(s->ask->items.n, sizeof *x);
	struct ccr_design design;
	struct sample_place place;

	if (twice)
		ccr_usage(run, "option '--questions': '%s' is named twice", twice->header);
	while (rows && !twice && ccr_cursor_next(rows)) {
		enum answers answers = read_items(s, rows, x);
		if (!sample_row(&s->sample, rows, s->column, NULL, &place) || answers == BAD)
			continue;
		if (answers == COMPLETE) {
			ccr_items_add(&s->items, x, place.weight[0]);
		} else {
			s->n_missing++;
			ccr_cursor_exclude(rows, "an item is missing");
		}
	}
	free(x);
	return ccr_cursor_close(rows) && sample_design(&s->sample, file, &design, run->err);
}

/* Why there is no estimate: for all of them, or else the reason of this one. */
static const char *
reason(const struct scale *s, const char *own)
{
	if (s->items.n < 2)
		return "fewer than two rows with all items";
	if (!(s->items.weight > 0))
		return "the weights of all rows with all items are 0";
	for (size_t i = 0; i < s->items.k; i++)
		if (!isfinite(s->r.item[i].variance))
			return "the numbers are too large to compute with";
	return own;
}

/* none says why there is no estimate, where there is none; against: the item goes against the
 * others. */
static void
emit(struct ccr_emit *out, const struct scale *s, const char *statistic, const char *item,
     double estimate, const char *none, bool against)
{
	if (s->items.n < 2)
		estimate = (double)NAN;
	ccr_emit_text(out, statistic);
	ccr_emit_text(out, item);
	ccr_emit_count(out, s->items.n);
	ccr_emit_count(out, s->n_missing);
	ccr_emit_number(out, estimate);
	ccr_emit_missing(out, 3);
	ccr_emit_text(out, s->ask->sample->weight ? "weighted, complete rows" : "complete rows");
	ccr_emit_text(out, isnan(estimate) ? reason(s, none)
			   : against       ? "goes against the other items: it may want reversing "
					     "(--reverse); no standard error is computed"
					   : "no standard error is computed");
	ccr_emit_end(out);
}

static void
emit_scale(struct ccr_emit *out, const struct scale *s)
{
	static const char rest[] = "the sum of the other items does not vary";
	size_t k = s->items.k;

	emit(out, s, "alpha", NULL, s->r.alpha, "the sum of the items does not vary", false);
	emit(out, s, "alpha_standardized", NULL, s->r.standardized,
	     isnan(s->r.mean_r) ? "an item does not vary" : "the sum of the items does not vary",
	     false);
	emit(out, s, "mean_r", NULL, s->r.mean_r, "an item does not vary", false);
	for (size_t i = 0; i < k; i++)
		emit(out, s, "alpha_if_dropped", s->column[s->first + i].header,
		     s->r.item[i].if_dropped, k == 2 ? "one item would be left" : rest, false);
	for (size_t i = 0; i < k; i++)
		emit(out, s, "item_rest_r", s->column[s->first + i].header, s->r.item[i].rest_r,
		     s->r.item[i].variance > 0 ? rest : "the item does not vary",
		     s->r.item[i].rest_r < 0);
}

bool
survey_scale(struct ccr_run *run, const struct survey_scale_ask *ask)
{
	struct scale s = {.ask = ask};
	size_t columns;
	bool done;

	if (!check_options(run, ask))
		return false;
	if (!sample_init(&s.sample, ask->sample, &s.first, run->err))
		return false;
	columns = s.first + ask->items.n;
	s.column = ccr_alloc(columns, sizeof *s.column);
	s.reversed = ccr_alloc(ask->items.n, sizeof *s.reversed);
	ccr_items_init(&s.items, ask->items.n);
	declare(&s);
	done = read_rows(run, &s);
	if (done && s.sample.rows > 0) {
		s.r = ccr_reliability(&s.items);
		emit_scale(run->out, &s);
		ccr_reliability_release(&s.r);
	}
	ccr_items_release(&s.items);
	ccr_columns_release(s.column, columns);
	sample_release(&s.sample);
	free(s.column);
	free(s.reversed);
	return done;
}
