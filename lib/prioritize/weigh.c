/* weigh.c: see weigh.h.  The methods and their sources are in decide/ahp.h, bwm.h and weights.h. */
#include "prioritize/weigh.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "decide/weights.h"

static enum judgements_kind
kind_of(int method)
{
	switch ((enum prioritize_weighing)method) {
	case PRIORITIZE_AHP: return JUDGEMENTS_PAIRS;
	case PRIORITIZE_BWM: return JUDGEMENTS_BEST_WORST;
	case PRIORITIZE_SWING: return JUDGEMENTS_SWING;
	case PRIORITIZE_POINTS: return JUDGEMENTS_POINTS;
	case PRIORITIZE_ROC:
	case PRIORITIZE_RANKSUM:
	case PRIORITIZE_RECIPROCAL:
	case PRIORITIZE_ENTROPY:
	case PRIORITIZE_CRITIC: break;
	}
	return JUDGEMENTS_RANKS;
}

bool
weighed_contradicts(const struct weighing *w, const struct weighed *of)
{
	return w->ask->method == PRIORITIZE_AHP && of->cr > CCR_AHP_CR_LIMIT;
}

static void
weigh_pairs(const struct weighing *w, struct weighed *to)
{
	size_t n = w->j.criterion.n;

	ccr_ahp_weights(to->matrix, n, (enum ccr_ahp_derive)w->ask->derive, to->weight);
	to->pairs = ccr_ahp_consistency(to->matrix, n, (enum ccr_ahp_ri)w->ask->ri);
	to->cr = to->pairs.cr;
}

static bool
weigh_best_worst(const struct weighing *w, const struct judge *judge, struct weighed *to,
		 struct ccr_err *err)
{
	size_t n = w->j.criterion.n;
	struct ccr_bwm m = {n, judge->best, judge->worst, judge->value, judge->value + n};

	to->ratio_xi = ccr_bwm_ratio_xi(&m);
	to->index = ccr_bwm_index(m.best[m.w]);
	to->cr = to->index > 0 ? to->ratio_xi / to->index : 0;
	return ccr_bwm_weights(&m, to->weight, &to->xi) ||
	       ccr_err_add(err, CCR_DATA, judge->said->file, judge->said->line, NULL,
			   "the linear program of this stakeholder's judgements has no solution");
}

/* Points that were not given as the method asks for. */
static bool
is_odd(enum judgements_kind kind, const double *value, size_t n)
{
	double sum = 0, most = 0;

	for (size_t i = 0; i < n; i++) {
		sum += value[i];
		most = fmax(most, value[i]);
	}
	return (kind == JUDGEMENTS_SWING && most < 100) ||
	       (kind == JUDGEMENTS_POINTS && fabs(sum - 100) > 1e-9);
}

static bool
weigh(const struct weighing *w, const struct judge *judge, struct weighed *to, struct ccr_err *err)
{
	size_t n = w->j.criterion.n;

	*to = (struct weighed){.cr = (double)NAN, .stakeholders = 1};
	to->weight = ccr_alloc(n, sizeof *to->weight);
	switch (w->j.kind) {
	case JUDGEMENTS_PAIRS:
		to->matrix = ccr_alloc(n * n, sizeof *to->matrix);
		memcpy(to->matrix, judge->value, n * n * sizeof *to->matrix);
		weigh_pairs(w, to);
		to->doubtful = weighed_contradicts(w, to);
		return true;
	case JUDGEMENTS_BEST_WORST: return weigh_best_worst(w, judge, to, err);
	case JUDGEMENTS_SWING:
	case JUDGEMENTS_POINTS:
		memcpy(to->weight, judge->value, n * sizeof *to->weight);
		ccr_weights_share(to->weight, n);
		to->doubtful = is_odd(w->j.kind, judge->value, n);
		return true;
	case JUDGEMENTS_RANKS: break;
	}
	ccr_weights_of_ranks((enum ccr_rank_weights)(w->ask->method - PRIORITIZE_ROC), judge->value,
			     n, to->weight);
	return true;
}

static bool
check_table(const struct weighing *w, struct ccr_run *run)
{
	size_t end = ccr_ahp_random_end((enum ccr_ahp_ri)w->ask->ri);

	return w->ask->method != PRIORITIZE_AHP || w->j.criterion.n <= end ||
	       ccr_err_add(run->err, CCR_DATA, run->input->source->name, 0, NULL,
			   "%zu criteria, but this table of random indices ends at %zu; "
			   "--ri=alonso2006 goes on by a formula",
			   w->j.criterion.n, end);
}

bool
weighing_read(struct weighing *w, struct ccr_run *run, const struct prioritize_weights_ask *ask)
{
	bool good;

	*w = (struct weighing){.ask = ask};
	if (ccr_given(run, "criteria"))
		return ccr_usage(run, "--criteria is for the methods entropy and critic");
	if (ask->method != PRIORITIZE_AHP)
		for (size_t i = 0; i < 3; i++) {
			static const char *const pairs[] = {"derive", "ri", "group"};
			if (ccr_given(run, pairs[i]))
				return ccr_usage(run, "--%s is for the method ahp", pairs[i]);
		}
	good = judgements_read(&w->j, run->input, kind_of(ask->method), &ask->by, run->err) &&
	       check_table(w, run);
	w->one = ccr_alloc(w->j.n, sizeof *w->one);
	w->member = ccr_alloc(w->j.n, sizeof *w->member);
	for (size_t i = 0; good && i < w->j.n; i++)
		good = weigh(w, &w->j.judge[i], &w->one[i], run->err);
	return good;
}

void
weighing_group(struct weighing *w, uint32_t group)
{
	w->n_members = 0;
	for (size_t i = 0; i < w->j.n; i++)
		if (w->j.judge[i].group == group)
			w->member[w->n_members++] = i;
}

struct weighed
weighing_join(const struct weighing *w)
{
	size_t n = w->j.criterion.n, m = w->n_members;
	const double **from = ccr_alloc(m, sizeof *from);
	bool pairs = w->ask->method == PRIORITIZE_AHP, matrix = pairs && w->ask->join == 0;
	struct weighed joint = {.cr = (double)NAN, .stakeholders = m};

	joint.weight = ccr_alloc(n, sizeof *joint.weight);
	for (size_t i = 0; i < m; i++) {
		const struct weighed *one = &w->one[w->member[i]];
		from[i] = matrix ? one->matrix : one->weight;
		joint.doubtful += one->doubtful;
		if (m == 1)
			joint.cr = one->cr;
	}
	if (m == 1) {
		memcpy(joint.weight, w->one[w->member[0]].weight, n * sizeof *joint.weight);
	} else if (matrix) {
		joint.matrix = ccr_alloc(n * n, sizeof *joint.matrix);
		ccr_ahp_join(from, m, n, joint.matrix);
		weigh_pairs(w, &joint);
	} else {
		ccr_weights_join(from, m, n, pairs, joint.weight);
	}
	free(from);
	return joint;
}

void
weighed_release(struct weighed *of)
{
	free(of->weight);
	free(of->matrix);
	*of = (struct weighed){0};
}

void
weighing_release(struct weighing *w)
{
	for (size_t i = 0; w->one && i < w->j.n; i++)
		weighed_release(&w->one[i]);
	free(w->one);
	free(w->member);
	judgements_release(&w->j);
}
