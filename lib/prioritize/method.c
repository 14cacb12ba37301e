/* method.c: see method.h. */
#include "prioritize/method.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "decide/electre.h"
#include "decide/pareto.h"
#include "decide/points.h"
#include "decide/promethee.h"
#include "decide/vikor.h"

#define COUNTS_0 "it counts 0"
#define AGREES "it agrees with every comparison"

static const char *const hanlon_roles[] = {"size", "seriousness", "effectiveness", NULL};
static const char *const carver_roles[] = {"criticality",
					   "accessibility",
					   "recuperability",
					   "vulnerability",
					   "effect",
					   "recognizability",
					   NULL};
static const char *const matrix_roles[] = {"probability", "severity", NULL};
static const char *const grid_roles[] = {"need", "feasibility", NULL};

static const struct ccr_field vikor_extra[] = {
	{"s", CCR_NUMBER}, {"r", CCR_NUMBER}, {"q", CCR_NUMBER}, {"compromise", CCR_COUNT}};
static const struct ccr_field promethee_extra[] = {{"phi_plus", CCR_NUMBER},
						   {"phi_minus", CCR_NUMBER}};
static const struct ccr_field electre1_extra[] = {{"outranks", CCR_COUNT},
						  {"outranked_by", CCR_COUNT},
						  {"cycle", CCR_COUNT},
						  {"kernel", CCR_COUNT}};
static const struct ccr_field ranks_extra[] = {{"rank_down", CCR_COUNT}, {"rank_up", CCR_COUNT}};
static const struct ccr_field hanlon_extra[] = {{"size", CCR_NUMBER},
						{"seriousness", CCR_NUMBER},
						{"effectiveness", CCR_NUMBER},
						{"bpr", CCR_NUMBER}};
static const struct ccr_field matrix_extra[] = {{"level", CCR_TEXT}};
static const struct ccr_field grid_extra[] = {
	{"need", CCR_NUMBER}, {"feasibility", CCR_NUMBER}, {"quadrant", CCR_TEXT}};
static const struct ccr_field pareto_extra[] = {{"front", CCR_COUNT}, {"dominated_by", CCR_COUNT}};

static const struct prioritize_traits traits[PRIORITIZE_N_METHODS] = {
	[PRIORITIZE_WSM] = {"wsm", NULL, CCR_SCALE_MINMAX, CCR_COST_MAX_X, true, true, false, false,
			    COUNTS_0, "summand of the score", NULL, 0},
	[PRIORITIZE_WPM] = {"wpm", NULL, CCR_SCALE_SUM, CCR_COST_INVERT, true, true, false, false,
			    COUNTS_0, "factor of the score", NULL, 0},
	[PRIORITIZE_TOPSIS] = {"topsis", NULL, CCR_SCALE_VECTOR, CCR_COST_AS_IS, true, true, false,
			       false, COUNTS_0, NULL, NULL, 0},
	[PRIORITIZE_VIKOR] = {"vikor", NULL, CCR_SCALE_MINMAX, CCR_COST_MAX_X, false, true, false,
			      false, COUNTS_0, "summand of s", vikor_extra, CCR_LEN(vikor_extra)},
	[PRIORITIZE_PROMETHEE] = {"promethee", NULL, CCR_SCALE_NONE, CCR_COST_AS_IS, false, true,
				  true, true, COUNTS_0, "summand of the score", promethee_extra,
				  CCR_LEN(promethee_extra)},
	[PRIORITIZE_ELECTRE1] = {"electre1", NULL, CCR_SCALE_MINMAX, CCR_COST_AS_IS, true, true,
				 false, true, AGREES, NULL, electre1_extra,
				 CCR_LEN(electre1_extra)},
	[PRIORITIZE_ELECTRE2] = {"electre2", NULL, CCR_SCALE_MINMAX, CCR_COST_AS_IS, true, true,
				 false, true, AGREES, NULL, ranks_extra, CCR_LEN(ranks_extra)},
	[PRIORITIZE_ELECTRE3] = {"electre3", NULL, CCR_SCALE_NONE, CCR_COST_AS_IS, false, true,
				 true, true, AGREES, NULL, ranks_extra, CCR_LEN(ranks_extra)},
	[PRIORITIZE_HANLON] = {"hanlon", hanlon_roles, CCR_SCALE_NONE, CCR_COST_AS_IS, false, false,
			       false, false, NULL, "summand of the score", hanlon_extra,
			       CCR_LEN(hanlon_extra)},
	[PRIORITIZE_CARVER] = {"carver", carver_roles, CCR_SCALE_NONE, CCR_COST_AS_IS, false, false,
			       false, false, NULL, "summand of the score", NULL, 0},
	[PRIORITIZE_MATRIX] = {"matrix", matrix_roles, CCR_SCALE_NONE, CCR_COST_AS_IS, false, false,
			       false, false, NULL, NULL, matrix_extra, CCR_LEN(matrix_extra)},
	[PRIORITIZE_GRID] = {"grid", grid_roles, CCR_SCALE_NONE, CCR_COST_AS_IS, false, false,
			     false, false, NULL, NULL, grid_extra, CCR_LEN(grid_extra)},
	[PRIORITIZE_PARETO] = {"pareto", NULL, CCR_SCALE_NONE, CCR_COST_AS_IS, false, false, false,
			       false, COUNTS_0, NULL, pareto_extra, CCR_LEN(pareto_extra)},
};

const struct prioritize_traits *
prioritize_traits(enum prioritize_method method)
{
	return &traits[method];
}

bool
prioritize_has_role(const struct prioritize_parameters *p, size_t criterion)
{
	const struct prioritize_traits *t = &traits[p->method];

	for (size_t r = 0; t->role && t->role[r]; r++)
		if (p->role[r] == criterion)
			return true;
	return false;
}

void
prioritize_parameters_release(struct prioritize_parameters *p)
{
	free(p->preference);
	ccr_dict_release(&p->levels.grade[0]);
	ccr_dict_release(&p->levels.grade[1]);
	ccr_dict_release(&p->levels.level);
	free(p->levels.of);
}

static void
add_numbers(struct ccr_buf *text, const char *before, const double *number, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char digits[CCR_NUM_SIZE];
		ccr_num_print(digits, number[i]);
		ccr_buf_printf(text, "%s%s", i ? "," : before, digits);
	}
}

/* wsm/minmax and topsis/vector are the names that were there first; where a cost is turned round in
 * another way than those do it, the name says how. */
char *
prioritize_method_text(const struct prioritize_parameters *p)
{
	static const char *const scalings[] = {"minmax", "vector", "sum", "max", "none"},
				 *const costs[] = {"invert", "max-x", "as-is"};
	const struct prioritize_traits *t = &traits[p->method];
	enum ccr_costs unsaid = p->method == PRIORITIZE_WSM && p->scaling == CCR_SCALE_MINMAX
					? CCR_COST_MAX_X
					: CCR_COST_AS_IS;
	struct ccr_buf text = {0};

	ccr_buf_puts(&text, t->name);
	if (t->scales)
		ccr_buf_printf(&text, "/%s", scalings[p->scaling]);
	if (t->scales && p->costs != unsaid)
		ccr_buf_printf(&text, "/%s", costs[p->costs]);
	switch (p->method) {
	case PRIORITIZE_VIKOR: add_numbers(&text, " v=", &p->v, 1); break;
	case PRIORITIZE_ELECTRE1:
	case PRIORITIZE_ELECTRE2: {
		bool first = p->method == PRIORITIZE_ELECTRE1;
		add_numbers(&text, " c=", p->concordance, first ? 1 : 3);
		add_numbers(&text, " d=", p->discordance, first ? 1 : 2);
		break;
	}
	case PRIORITIZE_HANLON: ccr_buf_puts(&text, " (A+2B)C"); break;
	case PRIORITIZE_CARVER: add_numbers(&text, " 1-", &p->scale, 1); break;
	case PRIORITIZE_GRID: add_numbers(&text, " cut=", p->cut, 2); break;
	default: break;
	}
	return ccr_buf_detach(&text);
}

/* The value of an item on a criterion; of a grade its code. */
static double
value_of(const struct criteria *d, const struct prioritize_parameters *p, size_t item, size_t c)
{
	const struct criteria_cell *cell = &d->taker[c].cell[item];

	if (d->taker[c].word) {
		const struct ccr_dict *grade = &p->levels.grade[c == p->role[1]];
		return ccr_dict_find(grade, cell->text, strlen(cell->text));
	}
	return cell->number;
}

void
prioritize_matrix(const struct criteria *d, const struct prioritize_parameters *p,
		  struct prioritize_items *items)
{
	size_t n = 0, k = d->n_criteria;

	items->item = ccr_alloc(d->items.n, sizeof *items->item);
	items->value = ccr_alloc(d->items.n * k, sizeof *items->value);
	items->weight = ccr_alloc(k, sizeof *items->weight);
	items->cost = ccr_alloc(k, sizeof *items->cost);
	for (size_t c = 0; c < k; c++) {
		items->weight[c] = d->taker[c].weight;
		items->cost[c] = d->taker[c].cost;
	}
	for (size_t i = 0; i < d->items.n; i++) {
		if (criteria_failed_gate(d, i))
			continue;
		for (size_t c = 0; c < k; c++)
			items->value[n * k + c] = value_of(d, p, i, c);
		items->item[n++] = i;
	}
	items->matrix = (struct ccr_matrix){n, k, items->value, items->cost, items->weight};
}

void
prioritize_items_release(struct prioritize_items *items)
{
	free(items->item);
	free(items->value);
	free(items->weight);
	free(items->cost);
}

/* The value in a role. */
static double
in_role(const struct prioritize_parameters *p, const struct ccr_matrix *m, size_t item, size_t role)
{
	return m->value[item * m->n_criteria + p->role[role]];
}

static void
score_scaled(const struct prioritize_parameters *p, const struct ccr_matrix *m, double *score)
{
	struct ccr_scaled s;

	ccr_scale(m, p->scaling, p->costs, &s);
	if (p->method == PRIORITIZE_WSM)
		ccr_score_wsm(m, &s, score);
	else if (p->method == PRIORITIZE_WPM)
		ccr_score_wpm(m, &s, score);
	else
		ccr_score_topsis(m, &s, score);
	ccr_scaled_release(&s);
}

static void
score_vikor(const struct prioritize_parameters *p, const struct ccr_matrix *m, double *score,
	    double *extra)
{
	size_t n = m->n_items;
	double *s = ccr_alloc(n, sizeof *s), *r = ccr_alloc(n, sizeof *r),
	       *q = ccr_alloc(n, sizeof *q);
	bool *compromise = ccr_alloc(n, sizeof *compromise);

	ccr_vikor(m, p->v, s, r, q, compromise);
	for (size_t i = 0; i < n; i++) {
		score[i] = 1 - q[i];
		memcpy(&extra[4 * i], (double[]){s[i], r[i], q[i], compromise[i]},
		       4 * sizeof *extra);
	}
	free(s);
	free(r);
	free(q);
	free(compromise);
}

static void
score_promethee(const struct prioritize_parameters *p, const struct ccr_matrix *m, double *score,
		double *extra)
{
	double *plus = ccr_alloc(m->n_items, sizeof *plus),
	       *minus = ccr_alloc(m->n_items, sizeof *minus);

	ccr_promethee(m, p->preference, plus, minus);
	for (size_t i = 0; i < m->n_items; i++) {
		score[i] = plus[i] - minus[i];
		extra[2 * i] = plus[i];
		extra[2 * i + 1] = minus[i];
	}
	free(plus);
	free(minus);
}

static void
score_electre1(const struct prioritize_pair *pair, const struct ccr_matrix *m, double *score,
	       double *extra)
{
	size_t n = m->n_items;
	bool *outranks = ccr_alloc(n * n, sizeof *outranks), *kernel = ccr_alloc(n, sizeof *kernel);
	size_t *cycle = ccr_alloc(n, sizeof *cycle);

	for (size_t i = 0; i < n * n; i++)
		outranks[i] = pair[i].relation != NULL;
	ccr_kernel(n, outranks, kernel, cycle);
	for (size_t a = 0; a < n; a++) {
		double *of = &extra[4 * a];
		of[0] = of[1] = 0;
		for (size_t b = 0; b < n; b++) {
			of[0] += outranks[a * n + b];
			of[1] += outranks[b * n + a];
		}
		of[2] = (double)cycle[a];
		score[a] = of[3] = kernel[a];
	}
	free(outranks);
	free(kernel);
	free(cycle);
}

/* From n, first in both rankings, down. */
static void
score_of_ranks(size_t n, const size_t *down, const size_t *up, double *score, double *extra)
{
	for (size_t i = 0; i < n; i++) {
		score[i] = (double)(n + 1) - (double)(down[i] + up[i]) / 2;
		extra[2 * i] = (double)down[i];
		extra[2 * i + 1] = (double)up[i];
	}
}

static const char outranks_word[] = "outranks", strongly_word[] = "strongly",
		  weakly_word[] = "weakly";

static void
score_electre(const struct prioritize_parameters *p, const struct ccr_matrix *m, double *score,
	      double *extra)
{
	size_t n = m->n_items, *down = ccr_alloc(n, sizeof *down), *up = ccr_alloc(n, sizeof *up);
	struct prioritize_pair *pair = ccr_alloc(n * n, sizeof *pair);

	prioritize_pairs(p, m, pair);
	if (p->method == PRIORITIZE_ELECTRE1) {
		score_electre1(pair, m, score, extra);
	} else if (p->method == PRIORITIZE_ELECTRE2) {
		enum ccr_outranking *outranks = ccr_alloc(n * n, sizeof *outranks);
		for (size_t i = 0; i < n * n; i++)
			outranks[i] = pair[i].relation == strongly_word ? CCR_OUTRANKS_STRONGLY
				      : pair[i].relation                ? CCR_OUTRANKS_WEAKLY
									: CCR_OUTRANKS_NOT;
		ccr_electre2_ranks(n, outranks, down, up);
		free(outranks);
	} else {
		double *credibility = ccr_alloc(n * n, sizeof *credibility);
		for (size_t i = 0; i < n * n; i++)
			credibility[i] = pair[i].strength;
		ccr_distil(n, credibility, down, up);
		free(credibility);
	}
	if (p->method != PRIORITIZE_ELECTRE1)
		score_of_ranks(n, down, up, score, extra);
	free(pair);
	free(down);
	free(up);
}

static void
score_pareto(const struct ccr_matrix *m, double *score, double *extra)
{
	size_t n = m->n_items, *front = ccr_alloc(n, sizeof *front), *by = ccr_alloc(n, sizeof *by),
	       last = ccr_pareto(m, front, by);

	for (size_t i = 0; i < n; i++) {
		score[i] = (double)(last + 1 - front[i]);
		extra[2 * i] = (double)front[i];
		extra[2 * i + 1] = (double)by[i];
	}
	free(front);
	free(by);
}

static void
score_hanlon(const struct prioritize_parameters *p, const struct ccr_matrix *m, size_t i,
	     double *score, double *extra)
{
	for (size_t k = 0; k < 3; k++)
		extra[k] = in_role(p, m, i, k);
	*score = ccr_hanlon(extra[0], extra[1], extra[2]);
	extra[3] = *score / 3;
}

/* The methods that look at each item by itself. */
static void
score_item(const struct prioritize_parameters *p, const struct ccr_matrix *m, size_t i,
	   double *score, double *extra)
{
	size_t across = p->levels.grade[1].n;

	switch (p->method) {
	case PRIORITIZE_HANLON: score_hanlon(p, m, i, score, extra); break;
	case PRIORITIZE_CARVER:
		*score = 0;
		for (size_t k = 0; k < PRIORITIZE_ROLES; k++)
			*score += in_role(p, m, i, k);
		break;
	case PRIORITIZE_MATRIX:
		*extra = p->levels.of[(size_t)in_role(p, m, i, 0) * across +
				      (size_t)in_role(p, m, i, 1)];
		*score = (double)p->levels.level.n - *extra;
		break;
	default:
		extra[0] = in_role(p, m, i, 0);
		extra[1] = in_role(p, m, i, 1);
		extra[2] = ccr_strategy(extra[0], extra[1], p->cut);
		/* The guide does not say which of the two mixed quadrants comes first. */
		*score = extra[2] == CCR_HIGH_HIGH ? 2 : extra[2] == CCR_LOW_LOW ? 0 : 1;
	}
}

bool
prioritize_detail(const struct prioritize_parameters *p, const struct ccr_matrix *m, double *score,
		  double *extra)
{
	bool good = true;

	switch (p->method) {
	case PRIORITIZE_WSM:
	case PRIORITIZE_WPM:
	case PRIORITIZE_TOPSIS: score_scaled(p, m, score); break;
	case PRIORITIZE_VIKOR: score_vikor(p, m, score, extra); break;
	case PRIORITIZE_PROMETHEE: score_promethee(p, m, score, extra); break;
	case PRIORITIZE_ELECTRE1:
	case PRIORITIZE_ELECTRE2:
	case PRIORITIZE_ELECTRE3: score_electre(p, m, score, extra); break;
	case PRIORITIZE_PARETO: score_pareto(m, score, extra); break;
	default:
		for (size_t i = 0; i < m->n_items; i++)
			score_item(p, m, i, &score[i], &extra[i * traits[p->method].n_extra]);
	}
	for (size_t i = 0; i < m->n_items; i++)
		good &= isfinite(score[i]) != 0;
	return good;
}

bool
prioritize_score(const struct prioritize_parameters *p, const struct ccr_matrix *m, double *score)
{
	double *extra = ccr_alloc(m->n_items * PRIORITIZE_EXTRA, sizeof *extra);
	bool good = prioritize_detail(p, m, score, extra);

	free(extra);
	return good;
}

const char *
prioritize_word(const struct prioritize_parameters *p, double extra)
{
	static const char *const quadrants[] = {
		"high need, high feasibility", "high need, low feasibility",
		"low need, high feasibility", "low need, low feasibility"};

	return p->method == PRIORITIZE_MATRIX ? p->levels.level.text[(size_t)extra]
					      : quadrants[(size_t)extra];
}

void
prioritize_pairs(const struct prioritize_parameters *p, const struct ccr_matrix *m,
		 struct prioritize_pair *pair)
{
	size_t n = m->n_items;
	double *c = ccr_alloc(n * n, sizeof *c), *d = ccr_alloc(n * n, sizeof *d);
	bool *outranks = ccr_alloc(n * n, sizeof *outranks);
	enum ccr_outranking *twofold = ccr_alloc(n * n, sizeof *twofold);
	bool counts = p->method == PRIORITIZE_ELECTRE1 || p->method == PRIORITIZE_ELECTRE2;

	if (counts) {
		struct ccr_scaled s;
		ccr_scale(m, p->scaling, p->costs, &s);
		ccr_electre_concordance(m, c);
		ccr_electre_discordance(m, &s, d);
		ccr_scaled_release(&s);
		ccr_electre1(n, c, d, p->concordance[0], p->discordance[0], outranks);
		ccr_electre2(n, c, d, p->concordance, p->discordance, twofold);
	} else if (p->method == PRIORITIZE_ELECTRE3) {
		ccr_credibility(m, p->preference, c, d);
	}
	for (size_t i = 0; i < n * n; i++) {
		size_t a = i / n, b = i % n;
		double absent = (double)NAN;
		pair[i] = (struct prioritize_pair){absent, absent, absent, NULL};
		if (p->method == PRIORITIZE_PROMETHEE)
			pair[i].strength = a == b ? 0 : ccr_promethee_pair(m, p->preference, a, b);
		else
			pair[i].concordance = c[i];
		if (p->method == PRIORITIZE_ELECTRE3)
			pair[i].strength = d[i];
		if (counts)
			pair[i].discordance = d[i];
		if (p->method == PRIORITIZE_ELECTRE1)
			pair[i].relation = outranks[i] ? outranks_word : NULL;
		if (p->method == PRIORITIZE_ELECTRE2)
			pair[i].relation = twofold[i] == CCR_OUTRANKS_STRONGLY ? strongly_word
					   : twofold[i] == CCR_OUTRANKS_WEAKLY ? weakly_word
									       : NULL;
	}
	free(c);
	free(d);
	free(outranks);
	free(twofold);
}
