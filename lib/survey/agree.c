/* agree.c: see agree.h.
 *
 * One row per unit and one column per coder.  What is counted, and the formulas, are in
 * stat/agreement.h.
 */
#include "survey/agree.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stat/agreement.h"
#include "stat/dist.h"
#include "stat/proportion.h"

const struct ccr_field survey_agree_fields[SURVEY_AGREE_FIELDS] = {
	{"statistic", CCR_TEXT}, {"coders", CCR_COUNT},    {"units", CCR_COUNT},
	{"ratings", CCR_COUNT},  {"estimate", CCR_NUMBER}, {"se", CCR_NUMBER},
	{"ci_low", CCR_NUMBER},  {"ci_high", CCR_NUMBER},  {"method", CCR_TEXT},
	{"note", CCR_TEXT},
};

struct agree {
	const struct survey_agree_ask *ask;
	struct ccr_column *column; /* the coders, then the count */
	struct ccr_dict category;
	struct ccr_agreement counts;
	size_t rows;
	uint32_t *rating;
	double *number;
};

/* The category of a cell: its text, or its number, so that 1 and 1.0 are one. */
static uint32_t
category_of(struct agree *a, const struct ccr_column *cell, double *number)
{
	*number = cell->number + 0.0; /* no -0 */
	if (cell->mark != CCR_PRESENT)
		return CCR_NO_RATING;
	if (a->ask->level == SURVEY_INTERVAL)
		return ccr_dict_add(&a->category, (const char *)number, sizeof *number);
	return ccr_dict_add(&a->category, cell->text, cell->len);
}

static void
read_unit(struct agree *a, struct ccr_cursor *rows)
{
	const struct ccr_column *count = &a->column[a->ask->coders.n];
	size_t n = 0, coders = a->ask->coders.n;

	a->rows++;
	for (size_t i = 0; i < coders; i++) {
		a->rating[i] = category_of(a, &a->column[i], &a->number[i]);
		n += a->rating[i] != CCR_NO_RATING;
	}
	if (n < 2)
		ccr_cursor_exclude(rows, "fewer than two ratings");
	else if (n < coders)
		ccr_cursor_count(rows, CCR_LEDGER_MISSING, "a rating");
	ccr_agreement_add(&a->counts, a->rating,
			  a->ask->level == SURVEY_INTERVAL ? a->number : NULL,
			  a->ask->count ? count->number : 1);
}

static bool
read_units(struct ccr_run *run, struct agree *a)
{
	size_t coders = a->ask->coders.n;
	const struct ccr_column *twice;
	struct ccr_cursor *rows;

	for (size_t i = 0; i < coders; i++)
		a->column[i] = (struct ccr_column){
			.name = a->ask->coders.item[i],
			.type = a->ask->level == SURVEY_INTERVAL ? CCR_NUMBER : CCR_TEXT};
	a->column[coders] =
		(struct ccr_column){.name = a->ask->count, .type = CCR_COUNT, .required = true};
	rows = ccr_cursor_open(run->input, a->column, coders + 1, run->err);
	twice = ccr_columns_twice(a->column, coders);
	if (twice)
		ccr_usage(run, "option '--coders': '%s' is named twice", twice->header);
	while (rows && !twice && ccr_cursor_next(rows))
		read_unit(a, rows);
	return ccr_cursor_close(rows);
}

static void
emit(struct ccr_emit *out, const struct agree *a, const char *statistic, double ratings,
     const struct ccr_kappa *kappa, const struct ccr_interval *ci, const char *method,
     const char *note)
{
	ccr_emit_text(out, statistic);
	ccr_emit_count(out, a->ask->coders.n);
	ccr_emit_number(out, kappa->units);
	ccr_emit_number(out, ratings);
	ccr_emit_number(out, kappa->estimate);
	ccr_emit_number(out, kappa->se);
	ccr_emit_number(out, ci ? ci->low : (double)NAN);
	ccr_emit_number(out, ci ? ci->high : (double)NAN);
	ccr_emit_text(out, method);
	ccr_emit_text(out, note);
	ccr_emit_end(out);
}

/* Why there is no estimate, or no error; computed: this statistic has one. */
static const char *
note(const struct agree *a, const struct ccr_kappa *kappa, const char *none, bool computed)
{
	if (!(kappa->units > 0))
		return none;
	if (isnan(kappa->estimate))
		return isfinite(a->counts.square)
			       ? "all ratings are the same: agreement is no achievement"
			       : "the numbers are too large to compute with";
	if (!computed)
		return "no standard error is computed";
	if (!isnan(kappa->se))
		return "";
	return kappa->estimate < 1 ? "no error: the units do not differ enough to tell it"
				   : "no error: no two ratings differ";
}

static const char none_has_two[] = "no unit has two ratings";
static const char none_has_all[] = "no unit was rated by all";

static void
emit_cohen(struct ccr_emit *out, const struct agree *a, bool weighted)
{
	struct ccr_kappa kappa = ccr_cohen_kappa(&a->counts, weighted);
	double z = ccr_normal_quantile(0.95);
	struct ccr_interval ci;

	/* An interval of no width would claim more than the units can tell. */
	if (!(kappa.se > 0))
		kappa.se = (double)NAN;
	ci = (struct ccr_interval){kappa.estimate - z * kappa.se, kappa.estimate + z * kappa.se};
	emit(out, a, weighted ? "cohen_kappa_weighted" : "cohen_kappa", 2 * kappa.units, &kappa,
	     &ci, weighted ? "squared differences, large sample" : "large sample",
	     note(a, &kappa, none_has_all, true));
}

static void
emit_share(struct ccr_emit *out, const struct agree *a)
{
	struct ccr_kappa share = ccr_agreement_share(&a->counts);
	bool two = a->ask->coders.n == 2;
	struct ccr_interval ci = {(double)NAN, (double)NAN};

	if (two && share.units > 0)
		ci = ccr_wilson(share.estimate, share.units, ccr_normal_quantile(0.95));
	emit(out, a, "agreement", a->counts.ratings, &share, &ci,
	     two ? "share of units, wilson" : "share of pairs of ratings",
	     note(a, &share, none_has_two, two));
}

static void
emit_all(struct ccr_emit *out, const struct agree *a)
{
	bool interval = a->ask->level == SURVEY_INTERVAL;
	struct ccr_kappa fleiss = ccr_fleiss_kappa(&a->counts),
			 alpha = ccr_krippendorff_alpha(&a->counts);

	emit_share(out, a);
	if (a->ask->coders.n == 2)
		emit_cohen(out, a, false);
	if (a->ask->coders.n == 2 && interval)
		emit_cohen(out, a, true);
	emit(out, a, "fleiss_kappa", fleiss.units * (double)a->ask->coders.n, &fleiss, NULL,
	     "units rated by all", note(a, &fleiss, none_has_all, false));
	emit(out, a, "krippendorff_alpha", a->counts.ratings, &alpha, NULL,
	     interval ? "interval" : "nominal", note(a, &alpha, none_has_two, false));
}

bool
survey_agree(struct ccr_run *run, const struct survey_agree_ask *ask)
{
	struct agree a = {.ask = ask};
	size_t coders = ask->coders.n;
	bool done;

	if (coders < 2)
		return ccr_usage(run, "'agree' needs two coders or more: --coders COL,COL,...");
	a.column = ccr_alloc(coders + 1, sizeof *a.column);
	a.rating = ccr_alloc(coders, sizeof *a.rating);
	a.number = ccr_alloc(coders, sizeof *a.number);
	ccr_agreement_init(&a.counts, coders, ask->level == SURVEY_INTERVAL);
	done = read_units(run, &a);
	if (done && a.rows > 0)
		emit_all(run->out, &a);
	ccr_agreement_release(&a.counts);
	ccr_dict_release(&a.category);
	ccr_columns_release(a.column, coders + 1);
	free(a.column);
	free(a.rating);
	free(a.number);
	return done;
}
