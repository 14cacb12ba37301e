/* consistency.c: see weights.h: 'ccr-prioritize consistency'.
 *
 * Each stakeholder alone, then the joint matrix where judgements of several are joined: long rows,
 * one number each, and the judgements that are furthest from what the others imply.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "prioritize/weigh.h"

const struct ccr_field prioritize_consistency_fields[PRIORITIZE_CONSISTENCY_FIELDS] = {
	{"by", CCR_TEXT},          {"group", CCR_TEXT},
	{"stakeholder", CCR_TEXT}, {"stakeholders", CCR_COUNT},
	{"criteria", CCR_COUNT},   {"statistic", CCR_TEXT},
	{"a", CCR_TEXT},           {"b", CCR_TEXT},
	{"value", CCR_NUMBER},     {"implied", CCR_NUMBER},
	{"limit", CCR_NUMBER},     {"verdict", CCR_TEXT},
	{"method", CCR_TEXT},      {"note", CCR_TEXT},
};

enum { WORST = 3 };

/* Whose numbers are being printed. */
struct about {
	struct ccr_emit *out;
	const struct weighing *w;
	const struct weighed *of;
	const char *group, *name;
};

struct line {
	const char *statistic;
	double value, limit; /* limit 0: none */
	const char *method, *note;
	const struct ccr_ahp_pair *pair;
};

static void
emit(const struct about *x, const struct line *line)
{
	const struct judgements *j = &x->w->j;

	ccr_emit_text(x->out, j->group.by_text);
	ccr_emit_text(x->out, x->group);
	ccr_emit_text(x->out, x->name);
	ccr_emit_count(x->out, x->of->stakeholders);
	ccr_emit_count(x->out, j->criterion.n);
	ccr_emit_text(x->out, line->statistic);
	ccr_emit_text(x->out, line->pair ? j->criterion.text[line->pair->i] : NULL);
	ccr_emit_text(x->out, line->pair ? j->criterion.text[line->pair->j] : NULL);
	ccr_emit_number(x->out, line->value);
	ccr_emit_number(x->out, line->pair ? line->pair->implied : (double)NAN);
	ccr_emit_number(x->out, line->limit > 0 ? line->limit : (double)NAN);
	ccr_emit_text(x->out, !(line->limit > 0)          ? NULL
			      : line->value > line->limit ? "above"
							  : "ok");
	ccr_emit_text(x->out, line->method);
	ccr_emit_text(x->out, line->note);
	ccr_emit_end(x->out);
}

static void
emit_pairs(const struct about *x)
{
	static const char *const tables[] = {
		[CCR_RI_ALONSO2006] = "alonso2006",   [CCR_RI_SAATY1980] = "saaty1980",
		[CCR_RI_TUMMALA1998] = "tummala1998", [CCR_RI_AGUARON2003] = "aguaron2003",
		[CCR_RI_AHP_EXT] = "ahp_ext",
	};
	const struct ccr_ahp_consistency *c = &x->of->pairs;
	size_t n = x->w->j.criterion.n, found;
	int ri = x->w->ask->ri;
	const char *note = n > 2 ? "" : "two criteria or fewer always fit together";
	struct ccr_ahp_pair worst[WORST];

	emit(x, &(struct line){"lambda_max", c->lambda_max, 0, "principal eigenvalue", "", NULL});
	emit(x, &(struct line){"ci", c->ci, 0, "saaty1980", note, NULL});
	emit(x, &(struct line){"ri", ccr_ahp_random_index((enum ccr_ahp_ri)ri, n), 0, tables[ri],
			       note, NULL});
	emit(x, &(struct line){"cr", c->cr, CCR_AHP_CR_LIMIT, tables[ri], note, NULL});
	emit(x, &(struct line){"gci", c->gci, ccr_ahp_gci_limit(n), "aguaron2003", note, NULL});
	found = ccr_ahp_worst(x->of->matrix, n, worst, WORST);
	for (size_t i = 0; i < found; i++)
		emit(x, &(struct line){"judgement", worst[i].judged, 0,
				       "furthest from what the others imply", "", &worst[i]});
}

static void
emit_best_worst(const struct about *x)
{
	const char *note = "no limit is agreed on: the nearer to 0 the better";

	emit(x, &(struct line){"xi", x->of->xi, 0, "linear, rezaei2016", note, NULL});
	emit(x, &(struct line){"xi_ratio", x->of->ratio_xi, 0, "ratios, rezaei2015", "", NULL});
	emit(x, &(struct line){"ci", x->of->index, 0, "rezaei2015", "", NULL});
	emit(x, &(struct line){"cr", x->of->cr, 0, "rezaei2015", note, NULL});
}

static void
emit_one(struct ccr_run *run, const struct about *x)
{
	if (x->w->ask->method == PRIORITIZE_AHP)
		emit_pairs(x);
	else
		emit_best_worst(x);
	run->attention |= weighed_contradicts(x->w, x->of);
}

static void
emit_group(struct ccr_run *run, struct weighing *w, uint32_t group)
{
	struct about x = {.out = run->out, .w = w, .group = ccr_group_label(&w->j.group, group)};
	struct weighed joint;

	weighing_group(w, group);
	for (size_t i = 0; i < w->n_members; i++) {
		x.of = &w->one[w->member[i]];
		x.name = w->j.judge[w->member[i]].name;
		emit_one(run, &x);
	}
	if (w->n_members < 2 || w->ask->method != PRIORITIZE_AHP || w->ask->join != 0)
		return;
	joint = weighing_join(w);
	x.of = &joint;
	x.name = NULL;
	emit_one(run, &x);
	weighed_release(&joint);
}

bool
prioritize_consistency(struct ccr_run *run, const struct prioritize_weights_ask *ask)
{
	struct weighing w;
	bool good = weighing_read(&w, run, ask);

	if (good && w.j.n > 0) {
		uint32_t *order = ccr_group_order(&w.j.group);
		for (size_t g = 0; g < ccr_group_count(&w.j.group); g++)
			emit_group(run, &w, order[g]);
		free(order);
	}
	weighing_release(&w);
	return good;
}
