/* weights.c: see weights.h: 'ccr-prioritize weights'.
 *
 * Weights are somebody's opinion, so most methods read opinions: judgements in pairs, the best and
 * the worst, points, ranks.  Entropy and CRITIC look at the evidence instead, and tell which
 * criteria tell the items apart; that is a diagnostic, and the note says so.
 */
#include "prioritize/weights.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "decide/weights.h"
#include "model/criteria.h"
#include "prioritize/weigh.h"

const struct ccr_field prioritize_weights_fields[PRIORITIZE_WEIGHTS_FIELDS] = {
	{"criterion", CCR_TEXT}, {"weight", CCR_SHARE},   {"method", CCR_TEXT},
	{"by", CCR_TEXT},        {"group", CCR_TEXT},     {"stakeholders", CCR_COUNT},
	{"cr", CCR_NUMBER},      {"cr_method", CCR_TEXT}, {"note", CCR_TEXT},
};

/* The n-th of "a|b|c"; the caller frees. */
static char *
nth(const char *choices, int n)
{
	for (; n > 0; n--)
		choices = strchr(choices, '|') + 1;
	return ccr_strndup(choices, strcspn(choices, "|"));
}

static char *
method_name(const struct weighing *w)
{
	const struct prioritize_weights_ask *ask = w->ask;
	bool several = w->n_members > 1;
	char *name, *text;

	if (ask->method == PRIORITIZE_AHP)
		return ccr_printf("ahp/%s%s", ask->derive == CCR_AHP_GEOMEAN ? "geomean" : "eigen",
				  !several    ? ""
				  : ask->join ? "/aip"
					      : "/aij");
	name = nth(PRIORITIZE_WEIGHINGS, ask->method);
	text = ccr_printf("%s%s%s", name, ask->method == PRIORITIZE_BWM ? "/linear" : "",
			  several ? "/mean" : "");
	free(name);
	return text;
}

static char *
cr_method(const struct weighing *w, const struct weighed *joint)
{
	if (isnan(joint->cr))
		return NULL;
	return w->ask->method == PRIORITIZE_BWM ? ccr_strdup("rezaei2015")
						: nth(CCR_AHP_RI_NAMES, w->ask->ri);
}

static void
add_note(struct ccr_buf *note, const char *text)
{
	ccr_buf_printf(note, "%s%s", note->len ? "; " : "", text);
}

/* What the stakeholders' judgements have that they should not. */
static void
note_doubts(const struct weighing *w, const struct weighed *joint, struct ccr_buf *note)
{
	const char *of_one = "", *of_several = "";

	switch (w->j.kind) {
	case JUDGEMENTS_PAIRS:
		of_one = "the judgements contradict each other: consistency ratio above 0.1";
		of_several = "contradict themselves: consistency ratio above 0.1";
		break;
	case JUDGEMENTS_SWING:
		of_one = "no criterion has 100 points";
		of_several = "give no criterion 100 points";
		break;
	case JUDGEMENTS_POINTS:
		of_one = "the points do not add up to 100";
		of_several = "give points that do not add up to 100";
		break;
	case JUDGEMENTS_BEST_WORST:
	case JUDGEMENTS_RANKS: break;
	}
	if (joint->doubtful > 0 && joint->stakeholders == 1)
		add_note(note, of_one);
	else if (joint->doubtful > 0)
		ccr_buf_printf(note, "%zu of %zu stakeholders %s", joint->doubtful,
			       joint->stakeholders, of_several);
	if (joint->stakeholders > 1 && weighed_contradicts(w, joint))
		add_note(note, "the joint judgements contradict each other");
	if (isnan(joint->cr) &&
	    (w->ask->method == PRIORITIZE_AHP || w->ask->method == PRIORITIZE_BWM))
		add_note(note, "weights that were joined have no consistency ratio");
}

static void
emit_group(struct ccr_run *run, const struct weighing *w, uint32_t group)
{
	struct weighed joint = weighing_join(w);
	char *method = method_name(w), *from = cr_method(w, &joint);
	struct ccr_buf note = {0};

	note_doubts(w, &joint, &note);
	for (size_t c = 0; c < w->j.criterion.n; c++) {
		ccr_emit_text(run->out, w->j.criterion.text[c]);
		ccr_emit_number(run->out, joint.weight[c]);
		ccr_emit_text(run->out, method);
		ccr_emit_text(run->out, w->j.group.by_text);
		ccr_emit_text(run->out, ccr_group_label(&w->j.group, group));
		ccr_emit_count(run->out, joint.stakeholders);
		ccr_emit_number(run->out, joint.cr);
		ccr_emit_text(run->out, from);
		ccr_emit_text(run->out, note.data);
		ccr_emit_end(run->out);
	}
	if (w->ask->method == PRIORITIZE_AHP &&
	    (joint.doubtful > 0 || weighed_contradicts(w, &joint)))
		run->attention = true;
	free(method);
	free(from);
	ccr_buf_release(&note);
	weighed_release(&joint);
}

static bool
by_judgement(struct ccr_run *run, const struct prioritize_weights_ask *ask)
{
	struct weighing w;
	bool good = weighing_read(&w, run, ask);

	if (good && w.j.n > 0) {
		uint32_t *order = ccr_group_order(&w.j.group);
		for (size_t g = 0; g < ccr_group_count(&w.j.group); g++) {
			weighing_group(&w, order[g]);
			emit_group(run, &w, order[g]);
		}
		free(order);
	}
	if (run->attention)
		ccr_note(run, "judgements contradict each other; 'ccr-prioritize consistency' "
			      "says which");
	weighing_release(&w);
	return good;
}

/* The values of the items that pass the gates; false where one does not suit the method. */
static bool
take_values(const struct criteria *d, bool entropy, double *value, size_t *n, struct ccr_err *err)
{
	bool good = true;

	*n = 0;
	for (size_t k = 0; k < d->items.n; k++) {
		if (criteria_failed_gate(d, k))
			continue;
		for (size_t c = 0; c < d->n_criteria; c++) {
			const struct criteria_cell *cell = &d->taker[c].cell[k];
			value[*n * d->n_criteria + c] = cell->number;
			if (entropy && cell->number < 0)
				good = ccr_err_add(err, CCR_DATA, cell->place.file,
						   cell->place.line, NULL,
						   "the value of criterion '%s' is negative; "
						   "entropy needs 0 or more",
						   d->taker[c].name);
		}
		++*n;
	}
	return good;
}

static bool
emit_spread(struct ccr_run *run, const struct criteria *d, bool entropy)
{
	size_t m = d->n_criteria, n;
	double *value = ccr_alloc(d->items.n * m, sizeof *value),
	       *weight = ccr_alloc(m, sizeof *weight);
	bool *cost = ccr_alloc(m, sizeof *cost), some;
	bool good = take_values(d, entropy, value, &n, run->err);

	for (size_t c = 0; c < m; c++)
		cost[c] = d->taker[c].cost;
	some = good && (entropy ? ccr_weights_entropy(value, n, m, weight)
				: ccr_weights_critic(value, cost, n, m, weight));
	for (size_t c = 0; good && n > 0 && c < m; c++) {
		ccr_emit_text(run->out, d->taker[c].name);
		ccr_emit_number(run->out, some ? weight[c] : (double)NAN);
		ccr_emit_text(run->out, entropy ? "entropy" : "critic");
		ccr_emit_missing(run->out, 5);
		ccr_emit_text(run->out,
			      some      ? "how the evidence spreads, not what matters to anybody"
			      : entropy ? "no criterion differs between the items"
					: "no two criteria tell the items apart differently");
		ccr_emit_end(run->out);
	}
	free(value);
	free(weight);
	free(cost);
	return good;
}

static bool
by_evidence(struct ccr_run *run, const struct prioritize_weights_ask *ask)
{
	struct ccr_source *source = ccr_run_file(run, "criteria");
	struct criteria d = {0};
	bool given, good;

	if (!source)
		return ccr_usage(run, "the methods entropy and critic need the criteria: "
				      "--criteria FILE");
	if (ask->by.n > 0 || ccr_given(run, "derive") || ccr_given(run, "ri") ||
	    ccr_given(run, "group"))
		return ccr_usage(run, "the methods entropy and critic look at the evidence: --by, "
				      "--derive, --ri and --group are for judgements");
	good = criteria_read(&d, source, &given, run->err);
	for (size_t i = 0; good && i < run->input->n; i++) {
		struct ccr_input file = ccr_input_nth(run->input, i);
		good = criteria_take(&d, &file, run->err);
	}
	good = good && criteria_complete(&d, run->err) &&
	       emit_spread(run, &d, ask->method == PRIORITIZE_ENTROPY);
	criteria_release(&d);
	return good;
}

bool
prioritize_weights(struct ccr_run *run, const struct prioritize_weights_ask *ask)
{
	return ask->method < PRIORITIZE_ENTROPY ? by_judgement(run, ask) : by_evidence(run, ask);
}
