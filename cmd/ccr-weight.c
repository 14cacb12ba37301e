/* ccr-weight: weights that make the answers look like the community.
 *
 * Reads the answers, one row per respondent, and a targets file (variable,level,target) that says
 * how the community is made up; writes every row again, as it was, with the weight behind it.
 * Raking: Deming & Stephan, Annals of Mathematical Statistics 11 (1940) 427.  Calibration: Deville
 * & Sarndal, JASA 87 (1992) 376.  Conventions as in R's survey::rake, postStratify, calibrate and
 * trimWeights, which the tests hold it to.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "model/targets.h"
#include "program.h"
#include "stat/calibrate.h"
#include "stat/dist.h"
#include "stat/rake.h"
#include "stat/trim.h"

enum trim_mode { TRIM_RERAKE, TRIM_ONCE, TRIM_STRICT };

static struct {
	const char *targets, *weight, *name;
	double tolerance, max_sweeps, max_trims;
	int method, trim_mode;
	struct ccr_list bounds, trim;
} o = {.name = "weight", .tolerance = 1e-9, .max_sweeps = 1000, .max_trims = 500};

static const struct ccr_opt options[] = {
	{'t', "targets", "FILE", "what the answers should add up to: variable,level,target",
	 OPT_FILE, &o.targets, NULL},
	{'w', "weight", "COL", "weights to begin with (default: 1 each)", OPT_TEXT, &o.weight,
	 NULL},
	{0, "name", "COL", "the new column (default: weight)", OPT_TEXT, &o.name, NULL},
	{0, "method", "linear|raking|logit",
	 "how the distance from the first weights is measured (default: linear)", OPT_CHOICE,
	 &o.method, "calibrate"},
	{0, "bounds", "LOW,HIGH", "least and most by which a weight is multiplied", OPT_LIST,
	 &o.bounds, "calibrate"},
	{0, "trim", "LOW,HIGH", "least and most that a weight may be; either may be left out",
	 OPT_LIST, &o.trim, NULL},
	{0, "trim-mode", "rerake|once|strict",
	 "what follows a cut: fitting again, nothing, or cutting again (default: rerake)",
	 OPT_CHOICE, &o.trim_mode, NULL},
	{0, "max-trims", "N", "cut and fit again at most so often (default: 500)", OPT_COUNT,
	 &o.max_trims, NULL},
	{0, "tolerance", "X", "how near a target counts as there, as a part of it (default: 1e-9)",
	 OPT_NUMBER, &o.tolerance, NULL},
	{0, "max-sweeps", "N", "sweep through the margins at most so often (default: 1000)",
	 OPT_COUNT, &o.max_sweeps, "rake"},
	CCR_OPT_END,
};

/* The fields are those of the answers; this one comes last. */
static const struct ccr_field weight_field[] = {{"weight", CCR_NUMBER}};

/* What is off by less is off by the last digits of sums. */
#define EXACT 1e-12

enum { MAX_STEPS = 100 }; /* of Newton's method, which needs about five */

struct respondent {
	const char *cells; /* one behind the other, each with its NUL */
	uint32_t cell;     /* of the table that the targets make */
};

struct bounds {
	double low, high;
};

/* How well the targets are met. */
struct fitted {
	size_t rounds; /* sweeps, or steps */
	double worst;
	size_t variable, target; /* where it is */
	bool converged;
};

struct weighting {
	struct targets targets;
	struct target_cells cells;
	struct ccr_column *column; /* weight, those of the targets, the rest */
	size_t n_columns, width;   /* declared; of the answers */
	struct ccr_cell *view;     /* the current row in its order */
	struct respondent *row;
	double *weight; /* of each row */
	size_t n, rows_cap, weights_cap;
	struct ccr_arena arena;
	struct ccr_buf scratch;
	struct bounds trim, bounds;
	size_t trims;
	/* what the cells are fitted to: margins, or the columns of a calibration */
	struct ccr_margin *margin;
	struct ccr_calibration calibration;
	double *x, *total;
};

/* "LOW,HIGH", either of which may be empty: no bound. */
static bool
read_bounds(struct ccr_run *run, const char *option, const struct ccr_list *list, struct bounds *b)
{
	double *to[] = {&b->low, &b->high};

	*b = (struct bounds){-(double)INFINITY, (double)INFINITY};
	if (!ccr_given(run, option))
		return true;
	for (size_t i = 0; i < 2; i++)
		if (list->n != 2 ||
		    (*list->item[i] && ccr_num_parse(list->item[i], strlen(list->item[i]), to[i])))
			return ccr_usage(run, "option '--%s': two numbers were expected, LOW,HIGH",
					 option);
	if (!(b->low < b->high))
		return ccr_usage(run, "option '--%s': LOW has to be below HIGH", option);
	return true;
}

static bool
check_calibration(struct ccr_run *run, const struct bounds *b)
{
	if (o.method == CCR_LOGIT && !(isfinite(b->low) && isfinite(b->high)))
		return ccr_usage(run, "--method logit needs --bounds LOW,HIGH");
	if (!(b->low < 1 && b->high > 1))
		return ccr_usage(run, "option '--bounds': 1 has to lie between LOW and HIGH");
	if (ccr_given(run, "bounds") && ccr_given(run, "trim"))
		return ccr_usage(run, "--bounds and --trim limit the weights in two ways: give "
				      "one");
	return true;
}

static bool
check_options(struct ccr_run *run, struct weighting *s)
{
	if (!o.targets)
		return ccr_usage(run, "the targets are needed: -t FILE");
	if (!*o.name)
		return ccr_usage(run, "option '--name': a name is needed");
	if (!(o.tolerance >= 0))
		return ccr_usage(run, "option '--tolerance': a number of 0 or more is needed");
	if (!ccr_given(run, "trim") && (ccr_given(run, "trim-mode") || ccr_given(run, "max-trims")))
		return ccr_usage(run, "--trim-mode and --max-trims go with --trim");
	if (o.trim_mode != TRIM_RERAKE && ccr_given(run, "max-trims"))
		return ccr_usage(run, "--max-trims goes with --trim-mode rerake");
	return read_bounds(run, "trim", &o.trim, &s->trim) &&
	       read_bounds(run, "bounds", &o.bounds, &s->bounds) &&
	       check_calibration(run, &s->bounds);
}

static bool
read_targets(struct ccr_run *run, struct weighting *s, bool numbers)
{
	struct ccr_input table;

	return ccr_run_table(run, "targets", &table) &&
	       targets_read(&table, numbers, &s->targets, run->err);
}

static void
declare(struct weighting *s)
{
	size_t n = targets_count(&s->targets);

	s->n_columns = n + 2;
	s->column = ccr_alloc(s->n_columns, sizeof *s->column);
	s->column[0] = (struct ccr_column){
		.name = o.weight, .type = CCR_NUMBER, .required = true, .range = CCR_NOT_NEGATIVE};
	targets_declare(&s->targets, s->column + 1);
	s->column[n + 1] = (struct ccr_column){.name = "rest", .type = CCR_REST};
}

/* The names of all columns in their order, once the header is known; the caller frees the array. */
static const char **
take_names(struct weighting *s)
{
	const struct ccr_column *rest = &s->column[s->n_columns - 1];
	const char **name;

	s->width = 0;
	for (size_t i = 0; i < s->n_columns; i++)
		if (s->column[i].type != CCR_REST && s->column[i].found &&
		    s->column[i].place >= s->width)
			s->width = s->column[i].place + 1;
	if (rest->n_cells > 0 && rest->places[rest->n_cells - 1] >= s->width)
		s->width = rest->places[rest->n_cells - 1] + 1;
	name = ccr_alloc(s->width, sizeof *name);
	for (size_t i = 0; i + 1 < s->n_columns; i++)
		if (s->column[i].found)
			name[s->column[i].place] = s->column[i].header;
	for (size_t i = 0; i < rest->n_cells; i++)
		name[rest->places[i]] = rest->names[i].p;
	s->view = ccr_alloc(s->width, sizeof *s->view);
	return name;
}

/* May these columns stand beside each other in the result? */
static bool
check_names(struct ccr_run *run, const char *const *name, size_t n, const char *file)
{
	bool json = run->out->format == CCR_JSON || run->out->format == CCR_JSONL;
	struct ccr_dict seen = {0};
	size_t faults = run->err->n;

	for (size_t i = 0; i < n && run->err->n == faults; i++) {
		ccr_dict_add(&seen, name[i], strlen(name[i]));
		if (strcmp(name[i], o.name) == 0)
			ccr_err_add(run->err, CCR_DATA, file, 1, NULL,
				    "there is a column '%s' already; --name gives the new one "
				    "another",
				    o.name);
		else if (json && seen.n < i + 1)
			ccr_err_add(run->err, CCR_DATA, file, 1, NULL,
				    "two columns are called '%s'; JSON needs different names",
				    name[i]);
	}
	ccr_dict_release(&seen);
	return run->err->n == faults;
}

static bool
begin_output(struct ccr_run *run, struct weighting *s, const char *file)
{
	const char **name = take_names(s);
	struct ccr_field *field = ccr_alloc(s->width + 1, sizeof *field);
	bool good = check_names(run, name, s->width, file);

	for (size_t i = 0; i < s->width; i++)
		field[i] = (struct ccr_field){name[i], CCR_TEXT};
	field[s->width] = (struct ccr_field){o.name, CCR_NUMBER};
	ccr_emit_fields(run->out, field, s->width + 1);
	free(field);
	free(name);
	return good;
}

/* The current row as one text: its cells, each with its NUL. */
static const char *
keep_cells(struct weighting *s)
{
	const struct ccr_column *rest = &s->column[s->n_columns - 1];

	for (size_t i = 0; i + 1 < s->n_columns; i++)
		if (s->column[i].found)
			s->view[s->column[i].place] =
				(struct ccr_cell){s->column[i].text, s->column[i].len};
	for (size_t i = 0; i < rest->n_cells; i++)
		s->view[rest->places[i]] = rest->cells[i];
	ccr_buf_clear(&s->scratch);
	for (size_t i = 0; i < s->width; i++)
		ccr_buf_add(&s->scratch, s->view[i].p, s->view[i].n + 1);
	return ccr_arena_text(&s->arena, s->scratch.data, s->scratch.len);
}

static void
keep_row(struct weighting *s, const double *value, double weight)
{
	CCR_GROW(s->row, s->rows_cap, s->n + 1);
	CCR_GROW(s->weight, s->weights_cap, s->n + 1);
	s->weight[s->n] = weight;
	s->row[s->n++] = (struct respondent){
		keep_cells(s), target_cells_add(&s->cells, &s->targets, value, weight)};
}

static bool
read_answers(struct ccr_run *run, struct weighting *s)
{
	struct ccr_cursor *rows = ccr_cursor_open(run->input, s->column, s->n_columns, run->err);
	double *value = ccr_alloc(s->targets.n, sizeof *value), sum = 0;
	const char *file = rows ? ccr_cursor_file(rows) : NULL;
	bool good = rows && begin_output(run, s, file);

	while (good && ccr_cursor_next(rows)) {
		double weight = s->column[0].found ? s->column[0].number : 1;
		if (weight > 0 && !(weight > 1e-100 && weight < 1e100))
			ccr_cursor_fault(rows, &s->column[0],
					 "too small or too large to be a weight");
		else if (targets_row(&s->targets, rows, s->column + 1, value))
			keep_row(s, value, weight);
		sum += weight;
	}
	free(value);
	if (!ccr_cursor_close(rows) || !good)
		return false;
	return s->n == 0 || sum > 0 ||
	       ccr_err_add(run->err, CCR_DATA, file, 0, NULL, "all weights are 0");
}

/* A column for each level and number; the levels of two variables depend on each other, which
 * calibration allows. */
static void
lay_out(struct weighting *s)
{
	size_t n = s->cells.key.n, k = 0, at = 0;

	for (size_t v = 0; v < s->targets.n; v++)
		k += s->targets.variable[v].n;
	s->x = ccr_alloc(n * k, sizeof *s->x);
	s->total = ccr_alloc(k, sizeof *s->total);
	for (size_t v = 0; v < s->targets.n; v++) {
		const struct target_variable *variable = &s->targets.variable[v];
		for (size_t i = 0; i < variable->n; i++)
			s->total[at + i] = variable->target[i].value;
		for (uint32_t c = 0; c < n; c++) {
			double value = target_cells_value(&s->cells, c, v);
			size_t level = variable->number ? 0 : (size_t)value;
			s->x[c * k + at + level] = variable->number ? value : 1;
		}
		at += variable->n;
	}
	s->calibration = (struct ccr_calibration){
		n, k, s->x, s->total, (enum ccr_distance)o.method, s->bounds.low, s->bounds.high};
}

/* Bounds are meant against weights of the right sum. */
static void
scale_to_total(const struct weighting *s, double *cell)
{
	size_t n = s->cells.key.n;
	double sum = 0;

	for (size_t c = 0; c < n; c++)
		sum += cell[c];
	if (!(s->targets.total > 0) || fabs(s->targets.total / sum - 1) <= 1e-6)
		return;
	for (size_t c = 0; c < n; c++)
		cell[c] *= s->targets.total / sum;
}

static struct fitted
calibrate_cells(const struct weighting *s, double *cell, bool only_look)
{
	struct ccr_calibrated done;
	struct fitted fit = {0};

	if (!only_look)
		scale_to_total(s, cell);
	done = ccr_calibrate(cell, &s->calibration, o.tolerance, only_look ? 0 : MAX_STEPS);
	fit.rounds = done.steps;
	fit.worst = done.worst;
	fit.converged = done.converged;
	fit.target = done.worst_target;
	while (fit.target >= s->targets.variable[fit.variable].n)
		fit.target -= s->targets.variable[fit.variable++].n;
	return fit;
}

static struct fitted
rake_cells(const struct weighting *s, double *cell, bool only_look)
{
	struct ccr_raked done = ccr_rake(cell, s->cells.key.n, s->margin, s->targets.n, o.tolerance,
					 only_look ? 0 : (size_t)o.max_sweeps, NULL);

	return (struct fitted){done.sweeps, done.worst, done.worst_margin, done.worst_level,
			       done.converged};
}

/* Fits the rows' weights to the targets by the sums of their cells, or only looks how they fit. */
static struct fitted
fit_rows(struct weighting *s, bool only_look)
{
	size_t n = s->cells.key.n;
	double *before = ccr_alloc(n, sizeof *before), *after = ccr_alloc(n, sizeof *after);
	struct fitted fit;

	for (size_t i = 0; i < s->n; i++)
		before[s->row[i].cell] += s->weight[i];
	memcpy(after, before, n * sizeof *after);
	fit = s->margin ? rake_cells(s, after, only_look) : calibrate_cells(s, after, only_look);
	for (size_t i = 0; i < s->n && !only_look; i++)
		if (s->weight[i] != 0)
			s->weight[i] *= after[s->row[i].cell] / before[s->row[i].cell];
	free(before);
	free(after);
	return fit;
}

/* Is there room for the sum of the weights between the bounds? */
static bool
check_room(struct ccr_run *run, const struct weighting *s)
{
	struct ccr_spread w = ccr_spread(s->weight, s->n);
	double mean = w.sum / (double)w.n;
	char text[CCR_NUM_SIZE];

	if (s->trim.low <= mean && mean <= s->trim.high)
		return true;
	ccr_num_print_short(text, mean);
	return ccr_err_add(run->err, CCR_DATA, NULL, 0, NULL,
			   "option '--trim': the mean of the weights, %s, has to lie between the "
			   "bounds",
			   text);
}

/* Cuts, and fits again what the cut has undone.  The last word is the cut's: bounds that were asked
 * for are kept, and the report says what that did to the targets. */
static struct fitted
trim_rows(struct weighting *s, struct fitted fit)
{
	double most = o.trim_mode == TRIM_RERAKE ? o.max_trims : 1;
	size_t rounds = fit.rounds;

	while ((double)s->trims < most &&
	       ccr_trim(s->weight, s->n, s->trim.low, s->trim.high, o.trim_mode != TRIM_ONCE) > 0) {
		s->trims++;
		fit = fit_rows(s, true);
		if (fit.converged || (double)s->trims >= most)
			break;
		fit = fit_rows(s, false);
		rounds += fit.rounds;
	}
	fit.rounds = rounds;
	return fit;
}

static void
say_fit(struct ccr_run *run, const struct weighting *s, const struct fitted *fit,
	const char *rounds)
{
	const struct target_variable *v = &s->targets.variable[fit->variable];
	const char *how = fit->converged ? "targets are met" : "targets are not met",
		   *more = fit->rounds == 1 ? "" : "s";
	char worst[CCR_NUM_SIZE];

	ccr_num_print_short(worst, fit->worst);
	if (fit->worst < EXACT)
		ccr_note(run, "%s after %zu %s%s", how, fit->rounds, rounds, more);
	else
		ccr_note(run, "%s after %zu %s%s; the worst, of '%s' at %s:%zu, is off by %s of it",
			 how, fit->rounds, rounds, more, v->name, s->targets.file,
			 v->target[fit->target].line, worst);
	if (s->trims > 0)
		ccr_note(run, "weights were cut to the bounds %zu time%s", s->trims,
			 s->trims == 1 ? "" : "s");
}

static void
say_spread(struct ccr_run *run, const struct weighting *s)
{
	struct ccr_spread w = ccr_spread(s->weight, s->n);
	char min[CCR_NUM_SIZE], max[CCR_NUM_SIZE], sum[CCR_NUM_SIZE], deff[CCR_NUM_SIZE],
		n_eff[CCR_NUM_SIZE];

	if (!(w.sum > 0)) {
		ccr_note(run, "the weights do not add up to more than 0: no design effect");
		return;
	}
	ccr_num_print_short(min, w.min);
	ccr_num_print_short(max, w.max);
	ccr_num_print_short(sum, w.sum);
	ccr_num_print_short(deff, w.deff);
	ccr_num_print_short(n_eff, w.n_eff);
	ccr_note(run, "weights from %s to %s, sum %s; deff %s, effective n %s of %zu", min, max,
		 sum, deff, n_eff, w.n);
}

static void
report(struct ccr_run *run, const struct weighting *s, const struct fitted *fit, const char *rounds)
{
	size_t negative = 0, outside = 0;

	for (size_t i = 0; i < s->n; i++) {
		negative += s->weight[i] < 0;
		outside += s->weight[i] != 0 &&
			   (s->weight[i] < s->trim.low || s->weight[i] > s->trim.high);
	}
	say_fit(run, s, fit, rounds);
	say_spread(run, s);
	if (outside > 0)
		ccr_note(run, "weights outside the bounds of --trim: %zu", outside);
	if (negative > 0)
		ccr_note(run, "negative weights: %zu; --method raking has none", negative);
	run->attention = !fit->converged || outside > 0 || negative > 0;
}

static void
emit_rows(struct ccr_emit *out, const struct weighting *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const char *cell = s->row[i].cells;
		for (size_t k = 0; k < s->width; k++, cell += strlen(cell) + 1)
			ccr_emit_text(out, cell);
		ccr_emit_number(out, s->weight[i]);
		ccr_emit_end(out);
	}
}

static void
release(struct weighting *s)
{
	targets_margins_free(s->margin, s->targets.n);
	targets_release(&s->targets);
	target_cells_release(&s->cells);
	ccr_columns_release(s->column, s->n_columns);
	free(s->column);
	free(s->view);
	free(s->row);
	free(s->weight);
	free(s->x);
	free(s->total);
	ccr_arena_release(&s->arena);
	ccr_buf_release(&s->scratch);
}

static bool
fit_all(struct ccr_run *run, struct weighting *s, bool calibrates)
{
	struct fitted fit;

	if (s->n == 0)
		return true;
	if (!targets_settle(&s->targets, &s->cells, run->err))
		return false;
	if (calibrates)
		lay_out(s);
	else
		s->margin = targets_margins(&s->targets, &s->cells);
	fit = fit_rows(s, false);
	if (ccr_given(run, "trim")) {
		if (!check_room(run, s))
			return false;
		fit = trim_rows(s, fit);
	}
	report(run, s, &fit, calibrates ? "step" : "sweep");
	emit_rows(run->out, s);
	return true;
}

enum verb { RAKE, POSTSTRATIFY, CALIBRATE };

static bool
weigh(struct ccr_run *run, enum verb verb)
{
	struct weighting s = {0};
	bool done = check_options(run, &s) && read_targets(run, &s, verb == CALIBRATE);

	if (done && verb == POSTSTRATIFY && s.targets.n > 1)
		done = ccr_err_add(run->err, CCR_DATA, s.targets.file,
				   s.targets.variable[1].target[0].line, NULL,
				   "a second variable; 'poststratify' takes one, or several joined "
				   "by ' / '");
	if (done) {
		declare(&s);
		done = read_answers(run, &s) && fit_all(run, &s, verb == CALIBRATE);
	}
	release(&s);
	return done;
}

static bool
rake(struct ccr_run *run)
{
	return weigh(run, RAKE);
}

static bool
poststratify(struct ccr_run *run)
{
	return weigh(run, POSTSTRATIFY);
}

static bool
calibrate(struct ccr_run *run)
{
	return weigh(run, CALIBRATE);
}

static const struct ccr_verb verbs[] = {
	{"rake", "the margins of several variables, one after the other until all hold", rake,
	 weight_field, CCR_LEN(weight_field), 0},
	{"poststratify", "the groups of one variable, or of several crossed", poststratify,
	 weight_field, CCR_LEN(weight_field), 0},
	{"calibrate", "margins and totals of numbers, with as little change as can be", calibrate,
	 weight_field, CCR_LEN(weight_field), 0},
	CCR_VERB_END,
};

int
main(int argc, char *argv[])
{
	static ccr_library *const used[] = {ccr_gsl_library, NULL};
	static const struct ccr_program program = {
		"ccr-weight", "weights that make the answers look like the community",
		"[FILE]...",  options,
		verbs,        NULL,
		used,
	};

	return ccr_main(&program, argc, argv);
}
