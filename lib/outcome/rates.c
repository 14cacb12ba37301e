/* rates.c: see rates.h. */
#include "outcome/rates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "outcome/cells.h"
#include "stat/adjust.h"
#include "stat/dist.h"
#include "stat/exact.h"
#include "stat/poisson.h"

static const double level = 0.95;

/* Below so many events a change says little by itself. */
enum { FEW = 20 };

/* ---- one rate ---- */

/* A rate against --null, or a count against the expected one. */
static void
emit_rate(struct ccr_run *run, const struct outcome_cells *cells, const struct outcome_set *set,
	  const struct outcome_cell *cell, const struct outcome_ask *ask,
	  const struct rates_ask *rates, const char *measure)
{
	struct ccr_buf note = {0};
	struct outcome_row row =
		outcome_row(measure, cell->label, rates->ci ? "byar" : "exact poisson");
	double mean = ask->null * cell->exposure / rates->per, scale = rates->per / cell->exposure;

	row.by = set->by;
	row.group = set->by ? cell->label : NULL;
	row.n = cell->n;
	row.exposure = cell->exposure;
	outcome_cells_remark(cells, cell, &note);
	outcome_spread_remark(&cell->spread, 1, &note);
	if (cell->exposure > 0) {
		row.ci = rates->ci ? ccr_byar_interval(cell->n, level)
				   : ccr_poisson_interval(cell->n, level);
		row.ci.low *= scale;
		row.ci.high *= scale;
		row.estimate = cell->n * scale;
		row.se = sqrt(cell->n) * scale;
	}
	if (mean > 0 && mean <= CCR_EXACT_MOST) {
		row.p = ccr_poisson_p(cell->n, mean, CCR_MINLIKE);
		row.method = rates->ci ? "byar (exact minlike p)" : "exact poisson (minlike p)";
	} else if (mean > 0)
		outcome_remark(&note, "no p: more than %.0f events expected", CCR_EXACT_MOST);
	if (rates->per != 1)
		outcome_remark(&note, "rates are for %.15g of exposure", rates->per);
	row.note = note.data;
	outcome_emit(run->out, &row);
	ccr_buf_release(&note);
}

static bool
each_rate(struct ccr_run *run, const struct outcome_ask *ask, const struct rates_ask *rates,
	  const char *measure)
{
	struct outcome_cells cells = {0};
	bool done = outcome_check(run, ask) && outcome_cells_read(&cells, run, ask);

	for (size_t i = 0; done && i < cells.n; i++)
		for (size_t k = 0; k < cells.set[i].n; k++)
			emit_rate(run, &cells, &cells.set[i], &cells.set[i].cell[k], ask, rates,
				  measure);
	outcome_cells_release(&cells);
	return done;
}

bool
outcome_rate(struct ccr_run *run, const struct outcome_ask *ask, const struct rates_ask *rates)
{
	if (!(rates->per > 0))
		return ccr_usage(run, "option '--per': a number above 0 is needed");
	if (ccr_given(run, "null") && !(ask->null > 0))
		return ccr_usage(run, "option '--null': a rate above 0 is needed");
	return each_rate(run, ask, rates, "rate");
}

bool
outcome_smr(struct ccr_run *run, const struct outcome_ask *ask, const struct rates_ask *rates)
{
	struct outcome_ask one = *ask;
	struct rates_ask plain = *rates;

	if (outcome_from_options(run) ? ask->exposures.n == 0 : !ask->exposure)
		return ccr_usage(run, "'smr' needs the number expected: --exposures, or of rows "
				      "--exposure");
	one.null = plain.per = 1;
	return each_rate(run, &one, &plain, "smr");
}

/* ---- two rates ---- */

static const struct test {
	const char *name, *method;
} test_of[] = {
	{"minlike", "conditional exact (minlike p)"},
	{"central", "conditional exact (central p)"},
	{"midp", "conditional exact (mid-p)"},
	{"etest", "e-test"},
	{"wald", "wald of the logarithm"},
};
enum { MINLIKE, CENTRAL, MIDP, ETEST, WALD, TESTS };

/* What is compared in one set, and by which tests. */
struct comparing {
	struct ccr_run *run;
	const struct outcome_ask *ask;
	const struct outcome_cells *cells;
	const struct outcome_set *set;
	const struct outcome_cell *base;
	bool test[TESTS];
};

static struct outcome_row
compare(const struct outcome_cell *a, const struct outcome_cell *b, size_t test, const char *term)
{
	struct outcome_row row = outcome_row("ratio", term, test_of[test].method);
	double z = ccr_normal_quantile(level), n = a->n, e = a->exposure;
	bool exact = test == MINLIKE || test == CENTRAL;

	row.n = n + b->n;
	row.exposure = e + b->exposure;
	if (b->n > 0)
		row.estimate = n / e / (b->n / b->exposure);
	if (exact)
		row.ci = ccr_rate_ratio_interval(n, e, b->n, b->exposure, level);
	if (test == MIDP)
		row.ci = ccr_rate_ratio_midp_interval(n, e, b->n, b->exposure, level);
	if (exact || test == MIDP)
		row.p = ccr_rate_ratio_p(n, e, b->n, b->exposure, (enum ccr_two_sided)test);
	else if (test == ETEST)
		row.p = ccr_rate_ratio_e_test(n, e, b->n, b->exposure);
	if (test == WALD && n > 0 && b->n > 0) {
		double total = e + b->exposure, expected = row.n * e / total;
		row.se = sqrt(1 / n + 1 / b->n);
		row.ci.low = row.estimate * exp(-z * row.se);
		row.ci.high = row.estimate * exp(z * row.se);
		/* The score test, as rateratio.wald of epitools has it. */
		row.p = ccr_normal_two_sided((n - expected) / sqrt(expected * b->exposure / total));
	}
	return row;
}

/* Is the base the highest of the groups, or of --history? */
static bool
is_peak(const struct comparing *c)
{
	double rate = c->base->n / c->base->exposure;
	size_t higher = 0;

	for (size_t i = 0; i < c->set->n; i++)
		higher += c->set->cell[i].n / c->set->cell[i].exposure > rate;
	return (c->set->n > 2 && higher == 0) || outcome_peak(c->ask, rate, c->base->exposure);
}

/* What has to be known beside a ratio. */
static void
remark(const struct comparing *c, const struct outcome_cell *a, size_t test, struct ccr_buf *note)
{
	const struct outcome_cell *b = c->base;
	const struct outcome_spread spread[] = {a->spread, b->spread};

	if (a->n + b->n <= 0)
		outcome_remark(note, "no events at all");
	else if (b->n <= 0)
		outcome_remark(note, "no ratio: the base has no events");
	if (test == ETEST)
		outcome_remark(note, "the e-test has no interval");
	if (test == WALD && (a->n <= 0 || b->n <= 0))
		outcome_remark(note, "no interval: a count is 0");
	if (a->n + b->n > 0 && a->n + b->n < FEW)
		outcome_remark(note, "fewer than %d events: read the interval, not the ratio", FEW);
	outcome_spread_remark(spread, CCR_LEN(spread), note);
	if (is_peak(c))
		outcome_remark(note, "%s", outcome_peak_text);
}

static void
emit_change(const struct comparing *c, const struct outcome_cell *a, const char *term)
{
	struct outcome_row row = compare(a, c->base, MINLIKE, term);
	struct ccr_buf note = {0};

	row.measure = "change";
	row.method = "conditional exact";
	row.p = (double)NAN;
	row.share = true;
	row.by = c->set->by;
	row.group = c->set->by ? a->label : NULL;
	row.estimate -= 1;
	row.ci.low -= 1;
	row.ci.high -= 1;
	remark(c, a, MINLIKE, &note);
	if (c->base->n < OUTCOME_LEAST_BASE) {
		row.estimate = row.ci.low = row.ci.high = (double)NAN;
		outcome_remark(&note, "no percent change on a base under %d", OUTCOME_LEAST_BASE);
	}
	row.note = note.data;
	outcome_emit(c->run->out, &row);
	ccr_buf_release(&note);
}

/* One group against the base: a row for each test that was asked for, and the change. */
static void
emit_comparison(const struct comparing *c, const struct outcome_cell *a, struct outcome_row *row)
{
	char *term = ccr_printf("%s / %s", a->label, c->base->label);

	for (size_t t = 0; t < TESTS; t++) {
		struct ccr_buf note = {0};
		if (!c->test[t])
			continue;
		remark(c, a, t, &note);
		row[t].term = term;
		row[t].by = c->set->by;
		row[t].group = c->set->by ? a->label : NULL;
		row[t].note = note.data;
		outcome_emit(c->run->out, &row[t]);
		ccr_buf_release(&note);
	}
	emit_change(c, a, term);
	free(term);
}

/* The other groups against the base; where they are several, their p-values are also adjusted. */
static void
emit_comparisons(const struct comparing *c)
{
	size_t n = c->set->n, base = (size_t)(c->base - c->set->cell);
	struct outcome_row *row = ccr_alloc(n * TESTS, sizeof *row);
	double *p = ccr_alloc(n, sizeof *p);

	for (size_t t = 0; t < TESTS; t++) {
		for (size_t i = 0; i < n; i++) {
			if (c->test[t])
				row[i * TESTS + t] = compare(&c->set->cell[i], c->base, t, NULL);
			p[i] = i == base ? (double)NAN : row[i * TESTS + t].p;
		}
		ccr_p_adjust(CCR_ADJUST_HOLM, p, n);
		for (size_t i = 0; n > 2 && i < n; i++)
			row[i * TESTS + t].p_holm = p[i];
	}
	for (size_t i = 0; i < n; i++)
		if (i != base)
			emit_comparison(c, &c->set->cell[i], row + i * TESTS);
	free(p);
	free(row);
}

static bool
take_tests(struct comparing *c, const struct ccr_list *tests)
{
	/* By default all that are exact: they answer one question by different conventions. */
	for (size_t t = 0; tests->n == 0 && t < TESTS; t++)
		c->test[t] = t != WALD;
	for (size_t i = 0; i < tests->n; i++) {
		int test = ccr_opt_choice(OUTCOME_RATIO_TESTS, tests->item[i]);
		if (test < 0)
			return ccr_usage(c->run, "option '--test': one of %s is needed",
					 OUTCOME_RATIO_TESTS);
		c->test[test] = true;
	}
	return true;
}

/* The cell that the others are compared with. */
static bool
find_base(struct comparing *c)
{
	const char *name = c->ask->reference, *file = c->run->input->source->name;
	size_t n = c->set->n;

	/* Of two counts the second is the base, as in R's poisson.test. */
	c->base = outcome_from_options(c->run) ? &c->set->cell[n - 1] : c->set->cell;
	for (size_t i = 0; name && i < n; i++)
		if (strcmp(c->set->cell[i].label, name) == 0) {
			c->base = &c->set->cell[i];
			name = NULL;
		}
	if (name)
		return ccr_err_add(c->run->err, CCR_DATA, file, 0, NULL,
				   "column '%s': no group is called as --reference says",
				   c->set->by);
	for (size_t i = 0; i < n; i++)
		if (!(c->set->cell[i].exposure > 0))
			return ccr_err_add(c->run->err, CCR_DATA, file, 0, NULL,
					   "column '%s': a group has no row with a count",
					   c->set->by);
	return n > 1 || ccr_err_add(c->run->err, CCR_DATA, file, 0, NULL,
				    "column '%s': one group only; a ratio is of two", c->set->by);
}

bool
outcome_ratio(struct ccr_run *run, const struct outcome_ask *ask, const struct rates_ask *rates)
{
	struct outcome_cells cells = {0};
	struct comparing c = {.run = run, .ask = ask, .cells = &cells};
	bool done;

	if (!outcome_check(run, ask) || !take_tests(&c, &rates->tests))
		return false;
	if (outcome_from_options(run) ? ask->counts.n != 2 : ask->by.n == 0)
		return ccr_usage(run, "a ratio is of two counts: --counts A,B, or of rows the "
				      "groups of -b");
	done = outcome_cells_read(&cells, run, ask);
	for (size_t i = 0; done && i < cells.n; i++) {
		c.set = &cells.set[i];
		if (c.set->n == 0)
			continue;
		done = find_base(&c);
		for (size_t k = 0; done && k < c.set->n; k++)
			emit_rate(run, &cells, c.set, &c.set->cell[k], ask, rates, "rate");
		if (!done)
			break;
		emit_comparisons(&c);
		if (is_peak(&c))
			ccr_note(run, "%s", outcome_peak_text);
	}
	outcome_cells_release(&cells);
	return done;
}
