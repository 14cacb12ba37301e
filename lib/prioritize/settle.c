/* settle.c: see settle.h. */
#include "prioritize/settle.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "prioritize/levels.h"

bool
prioritize_read(struct ccr_run *run, const struct prioritize_ask *ask, struct criteria *d,
		bool *given)
{
	struct ccr_source *source = ccr_run_file(run, "criteria");
	bool good;
	struct ccr_input weights;

	if (!source)
		return ccr_usage(run, "the criteria are needed: --criteria FILE");
	good = criteria_read(d, source, given, run->err);
	if (good && ccr_run_table(run, "weights", &weights))
		*given = good = criteria_take_weights(d, &weights, run->err);
	/* The grades of a risk matrix are words. */
	for (size_t c = 0; good && ask->method == PRIORITIZE_MATRIX && c < d->n_criteria; c++)
		d->taker[c].word = strcmp(d->taker[c].name, "probability") == 0 ||
				   strcmp(d->taker[c].name, "severity") == 0;
	for (size_t i = 0; good && i < run->input->n; i++) {
		struct ccr_input file = ccr_input_nth(run->input, i);
		good = criteria_take(d, &file, run->err);
	}
	return good && criteria_complete(d, run->err);
}

static bool
is_share(double x)
{
	return x >= 0 && x <= 1;
}

/* Thresholds that fall, from n numbers of an option or else the defaults. */
static bool
take_thresholds(struct ccr_run *run, const char *option, const struct ccr_numbers *given,
		size_t wanted, double *threshold)
{
	bool good = given->n == wanted;

	if (!ccr_given(run, option))
		return true;
	for (size_t i = 0; good && i < wanted; i++) {
		threshold[i] = given->item[i];
		good = is_share(threshold[i]) && (i == 0 || threshold[i] <= threshold[i - 1]);
	}
	return good ||
	       ccr_usage(run, "option '--%s': %s number%s from 0 to 1 %s needed here%s", option,
			 wanted == 1   ? "one"
			 : wanted == 2 ? "two"
				       : "three",
			 wanted == 1 ? "" : "s", wanted == 1 ? "is" : "are",
			 wanted == 1 ? "" : ", none above the one before");
}

/* Options that the method does not know are not passed over. */
static bool
check_fit(struct ccr_run *run, const struct prioritize_ask *ask)
{
	static const struct {
		const char *option;
		unsigned long methods; /* a bit for each */
	} fits[] = {
		{"v", 1UL << PRIORITIZE_VIKOR},
		{"concordance", 1UL << PRIORITIZE_ELECTRE1 | 1UL << PRIORITIZE_ELECTRE2},
		{"discordance", 1UL << PRIORITIZE_ELECTRE1 | 1UL << PRIORITIZE_ELECTRE2},
		{"scale", 1UL << PRIORITIZE_CARVER},
		{"matrix", 1UL << PRIORITIZE_MATRIX},
		{"cut", 1UL << PRIORITIZE_GRID},
		{"scale-range", 1UL << PRIORITIZE_GRID},
	};
	const struct prioritize_traits *t = prioritize_traits((enum prioritize_method)ask->method);

	for (size_t i = 0; i < CCR_LEN(fits); i++)
		if (ccr_given(run, fits[i].option) && !(fits[i].methods >> ask->method & 1))
			return ccr_usage(run, "option '--%s' is not used by method '%s'",
					 fits[i].option, t->name);
	if (!t->scales && (ccr_given(run, "normalize") || ccr_given(run, "cost")))
		return ccr_usage(run, "method '%s' has its own scaling: it takes no --%s", t->name,
				 ccr_given(run, "cost") ? "cost" : "normalize");
	if (ccr_given(run, "cost") && ask->cost == CCR_COST_AS_IS && t->costs != CCR_COST_AS_IS)
		return ccr_usage(run,
				 "method '%s' needs costs turned round: --cost invert or max-x",
				 t->name);
	if (ask->method == PRIORITIZE_MATRIX && !ccr_given(run, "matrix"))
		return ccr_usage(run, "method 'matrix' needs the risk matrix: --matrix FILE");
	return true;
}

/* The cut points of the strategy grid: as given, or the middle of the scale; never what the values
 * happen to be around, which would call half of all problems high. */
static bool
take_cut(struct ccr_run *run, const struct prioritize_ask *ask, double *cut)
{
	const struct ccr_numbers *range = &ask->range;

	if (ccr_given(run, "scale-range")) {
		if (range->n != 2 || !(range->item[0] < range->item[1]))
			return ccr_usage(run, "option '--scale-range': the lowest and the highest "
					      "score are needed: --scale-range 1,5");
		cut[0] = cut[1] = (range->item[0] + range->item[1]) / 2;
	}
	if (ccr_given(run, "cut")) {
		if (ask->cut.n != 2)
			return ccr_usage(run, "option '--cut': two numbers are needed: --cut "
					      "NEED,FEASIBILITY");
		memcpy(cut, ask->cut.item, 2 * sizeof *cut);
	}
	return ccr_given(run, "cut") || ccr_given(run, "scale-range") ||
	       ccr_usage(run, "method 'grid' needs to know what is high: --cut NEED,FEASIBILITY or "
			      "--scale-range LOW,HIGH");
}

static bool
take_options(struct ccr_run *run, const struct prioritize_ask *ask, struct prioritize_parameters *p)
{
	const struct prioritize_traits *t = prioritize_traits((enum prioritize_method)ask->method);
	size_t second = ask->method == PRIORITIZE_ELECTRE2;

	p->method = (enum prioritize_method)ask->method;
	p->scaling = ccr_given(run, "normalize") ? (enum ccr_scaling)ask->normalize : t->scaling;
	p->costs = ccr_given(run, "cost") ? (enum ccr_costs)ask->cost : t->costs;
	p->v = ccr_given(run, "v") ? ask->v : 0.5;
	p->scale = ask->scale == 0 ? 10 : 5;
	memcpy(p->concordance, (double[]){0.65, 0.5, 0.35}, sizeof p->concordance);
	memcpy(p->discordance, second ? (double[]){0.65, 0.35} : (double[]){0.35, 0},
	       sizeof p->discordance);
	if (!check_fit(run, ask))
		return false;
	if (!is_share(p->v))
		return ccr_usage(run, "option '--v': a number from 0 to 1 is needed");
	return take_thresholds(run, "concordance", &ask->concordance, second ? 3 : 1,
			       p->concordance) &&
	       take_thresholds(run, "discordance", &ask->discordance, second ? 2 : 1,
			       p->discordance) &&
	       (ask->method != PRIORITIZE_GRID || take_cut(run, ask, p->cut));
}

static bool
document_fault(struct ccr_run *run, const struct ccr_json *node, size_t criterion, const char *key,
	       const char *text)
{
	char *where = ccr_printf("/criteria/%zu%s", criterion, key);

	ccr_err_add(run->err, CCR_DATA, ccr_run_file(run, "criteria")->name, node->line, where,
		    "%s", text);
	free(where);
	return false;
}

/* Which criterion plays which role; more of each is more of a reason. */
static bool
take_roles(struct ccr_run *run, const struct criteria *d, struct prioritize_parameters *p)
{
	const struct prioritize_traits *t = prioritize_traits(p->method);
	bool good = true;

	for (size_t r = 0; t->role && t->role[r]; r++) {
		size_t c = 0;
		while (c < d->n_criteria && strcmp(d->taker[c].name, t->role[r]) != 0)
			c++;
		if (c == d->n_criteria) {
			good = ccr_err_add(run->err, CCR_DATA, ccr_run_file(run, "criteria")->name,
					   d->root->line, "/criteria",
					   "method '%s' needs a criterion '%s'", t->name,
					   t->role[r]);
		} else {
			p->role[r] = c;
			if (d->taker[c].cost)
				good = document_fault(run, d->taker[c].node, c, "/direction",
						      "the method takes more of it for a reason; "
						      "'max' was expected");
		}
	}
	return good;
}

static bool
take_preferences(struct ccr_run *run, const struct criteria *d, struct prioritize_parameters *p)
{
	bool good = true;

	p->preference = ccr_alloc(d->n_criteria, sizeof *p->preference);
	for (size_t c = 0; c < d->n_criteria; c++) {
		const struct criteria_taker *t = &d->taker[c];
		const char *lacks =
			p->method == PRIORITIZE_PROMETHEE  ? ccr_preference_lacks(&t->preference)
			: p->method == PRIORITIZE_ELECTRE3 ? ccr_thresholds_lack(&t->preference)
							   : NULL;
		p->preference[c] = t->preference;
		if (lacks)
			good = document_fault(run, ccr_json_get(t->node, "preference"), c,
					      "/preference", lacks);
	}
	return good;
}

/* The values that the method can score. */
struct bounds {
	double low, high;
	const char *text; /* of a value outside; NULL: there are no bounds */
};

static struct bounds
bounds_of(struct ccr_run *run, const struct prioritize_ask *ask,
	  const struct prioritize_parameters *p, const struct criteria_taker *t)
{
	struct bounds any = {-(double)INFINITY, (double)INFINITY, NULL};
	bool turned = t->cost && p->costs == CCR_COST_INVERT;

	switch (p->method) {
	case PRIORITIZE_HANLON:
		return (struct bounds){0, 10, "outside the scale of the method, 0 to 10"};
	case PRIORITIZE_CARVER:
		return (struct bounds){1, p->scale,
				       p->scale > 5 ? "outside the scale, 1 to 10"
						    : "outside the scale, 1 to 5"};
	case PRIORITIZE_GRID:
		if (ccr_given(run, "scale-range"))
			return (struct bounds){ask->range.item[0], ask->range.item[1],
					       "outside --scale-range"};
		return any;
	default: break;
	}
	if (!prioritize_traits(p->method)->scales)
		return any;
	if (turned)
		return (struct bounds){1e-150, (double)INFINITY,
				       "a cost of 0 or less, or all but 0, cannot be inverted "
				       "(--cost max-x can turn it round)"};
	if (p->scaling == CCR_SCALE_SUM || p->scaling == CCR_SCALE_MAX)
		return (struct bounds){0, (double)INFINITY,
				       "negative; --normalize sum and max need values of 0 or "
				       "more (minmax does not)"};
	if (p->method == PRIORITIZE_WPM && p->scaling != CCR_SCALE_MINMAX)
		return (struct bounds){0, (double)INFINITY,
				       "negative; a product needs values of 0 or more"};
	return any;
}

static bool
check_values(struct ccr_run *run, const struct prioritize_ask *ask, const struct criteria *d,
	     const struct prioritize_parameters *p)
{
	bool good = true, roles = prioritize_traits(p->method)->role != NULL;

	for (size_t c = 0; c < d->n_criteria; c++) {
		const struct criteria_taker *t = &d->taker[c];
		struct bounds b = bounds_of(run, ask, p, t);
		for (size_t i = 0;
		     b.text && (!roles || prioritize_has_role(p, c)) && i < d->items.n; i++) {
			const struct criteria_cell *cell = criteria_cell(t, i);
			if (!cell || criteria_failed_gate(d, i) ||
			    (cell->number >= b.low && cell->number <= b.high))
				continue;
			ccr_input_fault(run->input, run->err, cell->place.file, cell->place.line,
					t->column, cell->text, b.text);
			good = false;
		}
	}
	return good;
}

bool
prioritize_settle(struct ccr_run *run, const struct prioritize_ask *ask, const struct criteria *d,
		  struct prioritize_parameters *p)
{
	const struct prioritize_traits *t;

	if (!take_options(run, ask, p) || !take_roles(run, d, p) || !take_preferences(run, d, p) ||
	    !check_values(run, ask, d, p))
		return false;
	if (p->method == PRIORITIZE_MATRIX && !prioritize_levels(run, d, p))
		return false;
	t = prioritize_traits(p->method);
	for (size_t c = 0; t->role && c < d->n_criteria; c++)
		if (!prioritize_has_role(p, c))
			ccr_note(run, "criterion '%s' is not used by %s", d->taker[c].name,
				 t->name);
	return true;
}
