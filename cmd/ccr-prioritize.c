/* ccr-prioritize: from evidence to an agreed order.
 *
 * Takes the values of each criterion of a criteria/1 document from any number of row files, side by
 * side, so that the results of other programs go in as they are, and ranks the items: weighted sum
 * of min-max scaled values, or TOPSIS.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "decide/lp.h"
#include "decide/score.h"
#include "model/criteria.h"
#include "prioritize/weights.h"
#include "program.h"

static struct {
	const char *criteria;
	int method;
} o;

static struct prioritize_weights_ask weights_ask;

static const struct ccr_opt options[] = {
	{'c', "criteria", "FILE", "what makes a problem a priority (criteria/1)", OPT_FILE,
	 &o.criteria, NULL},
	{'m', "method", "wsm|topsis", "how scores are made (default: wsm)", OPT_CHOICE, &o.method,
	 "rank"},
	{'m', "method", PRIORITIZE_WEIGHINGS, "what the rows say of the criteria (default: ahp)",
	 OPT_CHOICE, &weights_ask.method, "weights"},
	{'m', "method", PRIORITIZE_CONSISTENCIES, "what the rows say (default: ahp)", OPT_CHOICE,
	 &weights_ask.method, "consistency"},
	{'b', "by", "COL[,COL]", "weights within groups of stakeholders", OPT_LIST, &weights_ask.by,
	 "weights|consistency"},
	{0, "derive", PRIORITIZE_DERIVES, "how pairs give weights (default: eigen)", OPT_CHOICE,
	 &weights_ask.derive, "weights"},
	{0, "ri", CCR_AHP_RI_NAMES, "whose random indices (default: alonso2006)", OPT_CHOICE,
	 &weights_ask.ri, "weights|consistency"},
	{0, "group", PRIORITIZE_JOINS,
	 "join judgements or weights of several stakeholders (default: aij)", OPT_CHOICE,
	 &weights_ask.join, "weights|consistency"},
	CCR_OPT_END,
};

static const struct {
	const char *name;
	void (*score)(const struct ccr_matrix *, double *);
} methods[] = {{"wsm/minmax", ccr_score_wsm}, {"topsis/vector", ccr_score_topsis}};

enum { RANK, ITEM };
static const struct ccr_field rank_fields[] = {
	{"rank", CCR_COUNT},   {"problem", CCR_TEXT}, {"label", CCR_TEXT},
	{"score", CCR_NUMBER}, {"method", CCR_TEXT},  {"note", CCR_TEXT},
};

static void
emit_item(struct ccr_emit *out, const struct criteria *d, size_t item, double rank, double score,
	  const char *note)
{
	ccr_emit_number(out, rank);
	ccr_emit_text(out, d->items.text[item]);
	ccr_emit_text(out, d->seen[item].label);
	ccr_emit_number(out, score);
	ccr_emit_text(out, methods[o.method].name);
	ccr_emit_text(out, note);
	ccr_emit_end(out);
}

static char *
constant_note(const struct criteria *d, const struct ccr_matrix *m)
{
	struct ccr_buf note = {0};

	for (size_t c = 0; m->n_items > 0 && c < d->n_criteria; c++)
		if (ccr_score_constant(m, c))
			ccr_buf_printf(&note, "%scriterion '%s' is the same for all: it counts 0",
				       note.len ? "; " : "", d->taker[c].name);
	return ccr_buf_detach(&note);
}

/* Scores the items that are left and prints them, best first; ties in the order in which they were
 * met. */
static void
emit_ranking(struct ccr_run *run, const struct criteria *d)
{
	size_t n = 0, m = d->n_criteria;
	size_t *item = ccr_alloc(d->items.n, sizeof *item),
	       *rank = ccr_alloc(d->items.n, sizeof *rank);
	double *value = ccr_alloc(d->items.n * m, sizeof *value),
	       *score = ccr_alloc(d->items.n, sizeof *score);
	double *weight = ccr_alloc(m, sizeof *weight);
	bool *cost = ccr_alloc(m, sizeof *cost);
	struct ccr_matrix matrix = {0, m, value, cost, weight};
	char *note;

	for (size_t c = 0; c < m; c++) {
		weight[c] = d->taker[c].weight;
		cost[c] = d->taker[c].cost;
	}
	for (size_t k = 0; k < d->items.n; k++) {
		if (criteria_failed_gate(d, k))
			continue;
		for (size_t c = 0; c < m; c++)
			value[n * m + c] = d->taker[c].cell[k].number;
		item[n++] = k;
	}
	matrix.n_items = n;
	methods[o.method].score(&matrix, score);
	ccr_rank(score, n, rank);
	note = constant_note(d, &matrix);
	for (size_t place = 1; place <= n; place++)
		for (size_t i = 0; i < n; i++)
			if (rank[i] == place)
				emit_item(run->out, d, item[i], (double)rank[i], score[i], note);
	free(note);
	free(item);
	free(rank);
	free(value);
	free(score);
	free(weight);
	free(cost);
}

static void
emit_screened(struct ccr_run *run, const struct criteria *d)
{
	for (size_t k = 0; k < d->items.n; k++) {
		const struct criteria_taker *gate = criteria_failed_gate(d, k);
		char *note;
		if (!gate)
			continue;
		note = criteria_cell(gate, k)->text[0]
			       ? ccr_printf("screened out by gate '%s': '%s' is not %s", gate->name,
					    gate->column, gate->must_be)
			       : ccr_printf("screened out by gate '%s': '%s' is missing",
					    gate->name, gate->column);
		emit_item(run->out, d, k, (double)NAN, (double)NAN, note);
		free(note);
	}
}

/* The weights that are used, which need not have summed to 1. */
static void
say_weights(const struct ccr_run *run, const struct criteria *d, bool given)
{
	for (size_t i = 0; i < d->n_criteria; i++) {
		char text[CCR_NUM_SIZE];
		ccr_num_print_short(text, d->taker[i].weight);
		if (d->taker[i].preference)
			ccr_note(run, "criterion '%s': its preference is not used by %s",
				 d->taker[i].name, methods[o.method].name);
		ccr_note(run, "criterion '%s': weight %s%s", d->taker[i].name, text,
			 given ? "" : " (none given: all alike)");
	}
}

static bool
rank(struct ccr_run *run)
{
	struct ccr_source *source = ccr_run_file(run, "criteria");
	struct criteria d = {0};
	bool given, good;

	if (!source)
		return ccr_usage(run, "the criteria are needed: --criteria FILE");
	good = criteria_read(&d, source, &given, run->err);
	for (size_t i = 0; good && i < run->input->n; i++) {
		struct ccr_input file = ccr_input_nth(run->input, i);
		good = criteria_take(&d, &file, run->err);
	}
	if (good)
		good = criteria_complete(&d, run->err);
	if (good) {
		say_weights(run, &d, given);
		ccr_emit_rename(run->out, ITEM, d.item);
		emit_ranking(run, &d);
		emit_screened(run, &d);
	}
	criteria_release(&d);
	return good;
}

static bool
weights(struct ccr_run *run)
{
	return prioritize_weights(run, &weights_ask);
}

static bool
consistency(struct ccr_run *run)
{
	return prioritize_consistency(run, &weights_ask);
}

static const struct ccr_verb verbs[] = {
	{"rank", "the items in order of priority", rank, rank_fields, CCR_LEN(rank_fields), 0},
	{"weights", "how much each criterion counts, from what people say", weights,
	 prioritize_weights_fields, PRIORITIZE_WEIGHTS_FIELDS, 0},
	{"consistency", "do their judgements fit together, and which do not?", consistency,
	 prioritize_consistency_fields, PRIORITIZE_CONSISTENCY_FIELDS, 0},
	CCR_VERB_END,
};

int
main(int argc, char *argv[])
{
	static const struct ccr_kind *const kinds[] = {&criteria_kind, NULL};
	static const struct ccr_program program = {
		"ccr-prioritize",
		"from evidence to an agreed order",
		"FILE...",
		options,
		verbs,
		kinds,
		ccr_lp_library,
	};

	return ccr_main(&program, argc, argv);
}
