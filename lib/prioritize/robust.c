/* robust.c: see robust.h.
 *
 * A place is firm where nothing that was tried moves it: weights drawn near those that were given
 * (SMAA), another item dropped or copied, a stakeholder left out.  Other methods are shown beside
 * it and not counted: they ask another question.
 */
#include "prioritize/robust.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "decide/robust.h"
#include "model/stakeholders.h"
#include "stat/rank.h"

enum { RANK, ITEM };
const struct ccr_field prioritize_robust_fields[PRIORITIZE_ROBUST_FIELDS] = {
	{"rank", CCR_COUNT},
	{"problem", CCR_TEXT},
	{"label", CCR_TEXT},
	{"score", CCR_NUMBER},
	{"firm", CCR_TEXT},
	{"rank_share", CCR_SHARE},
	{"rank_share_se", CCR_SHARE},
	{"first_share", CCR_SHARE},
	{"best_rank", CCR_COUNT},
	{"worst_rank", CCR_COUNT},
	{"moved_by_items", CCR_COUNT},
	{"moved_by_stakeholders", CCR_COUNT},
	{"method", CCR_TEXT},
	{"note", CCR_TEXT},
};

static const struct ccr_field change_fields[] = {
	{"problem", CCR_TEXT},  {"other", CCR_TEXT},        {"criterion", CCR_TEXT},
	{"weight", CCR_NUMBER}, {"new_weight", CCR_NUMBER}, {"change", CCR_SHARE},
	{"method", CCR_TEXT},   {"note", CCR_TEXT},
};
static const struct ccr_field sweep_fields[] = {
	{"criterion", CCR_TEXT}, {"weight", CCR_NUMBER}, {"from", CCR_NUMBER}, {"to", CCR_NUMBER},
	{"problem", CCR_TEXT},   {"method", CCR_TEXT},   {"note", CCR_TEXT},
};
static const struct ccr_field share_fields[] = {
	{"problem", CCR_TEXT},          {"rank", CCR_COUNT},
	{"share", CCR_SHARE},           {"se", CCR_SHARE},
	{"draws", CCR_COUNT},           {"criterion", CCR_TEXT},
	{"central_weight", CCR_NUMBER}, {"confident", CCR_TEXT},
	{"method", CCR_TEXT},           {"note", CCR_TEXT},
};
static const struct ccr_field item_fields[] = {
	{"test", CCR_TEXT},  {"problem", CCR_TEXT}, {"same_order", CCR_TEXT},
	{"moved", CCR_TEXT}, {"method", CCR_TEXT},  {"note", CCR_TEXT},
};
static const struct ccr_field method_fields[] = {
	{"method", CCR_TEXT},    {"first", CCR_TEXT}, {"spearman", CCR_NUMBER},
	{"kendall", CCR_NUMBER}, {"ws", CCR_NUMBER},  {"note", CCR_TEXT},
};
static const struct ccr_field stakeholder_fields[] = {
	{"left_out", CCR_TEXT}, {"rank", CCR_COUNT},  {"problem", CCR_TEXT},
	{"score", CCR_NUMBER},  {"method", CCR_TEXT}, {"note", CCR_TEXT},
};

struct robust {
	struct ccr_run *run;
	const struct prioritize_robust_ask *ask;
	struct criteria d;
	struct prioritize_parameters p;
	struct prioritize_items items;
	struct stakeholders others;
	struct ccr_smaa smaa;
	double *score;
	size_t *rank, *best, *worst;        /* over all that was tried */
	size_t *by_items, *by_stakeholders; /* how many tests moved the item */
	char *method;
};

static void
scorer(const struct ccr_matrix *m, const void *how, double *score)
{
	prioritize_score(how, m, score);
}

static const char *
name_of(const struct robust *r, size_t i)
{
	return r->d.items.text[r->items.item[i]];
}

static void
note_ranks(struct robust *r, const size_t *rank)
{
	for (size_t i = 0; i < r->items.matrix.n_items; i++) {
		r->best[i] = rank[i] < r->best[i] ? rank[i] : r->best[i];
		r->worst[i] = rank[i] > r->worst[i] ? rank[i] : r->worst[i];
	}
}

/* ---- stakeholders ---- */

static bool
read_stakeholders(struct robust *r)
{
	struct ccr_input table;

	return !ccr_run_table(r->run, "stakeholders", &table) ||
	       stakeholders_read(&r->others, &r->d, &table, r->run->err);
}

static void
rank_without(const struct robust *r, size_t without, double *score, size_t *rank)
{
	double *weight = ccr_alloc(r->d.n_criteria, sizeof *weight);
	struct ccr_matrix m = r->items.matrix;

	stakeholders_mean(&r->others, without, weight);
	m.weight = weight;
	scorer(&m, &r->p, score);
	ccr_rank(score, m.n_items, rank);
	free(weight);
}

static void
try_stakeholders(struct robust *r)
{
	size_t n = r->items.matrix.n_items;
	double *score = ccr_alloc(n, sizeof *score);
	size_t *rank = ccr_alloc(n, sizeof *rank);

	for (size_t who = 0; r->others.names.n > 1 && who < r->others.names.n; who++) {
		rank_without(r, who, score, rank);
		note_ranks(r, rank);
		for (size_t i = 0; i < n; i++)
			r->by_stakeholders[i] += rank[i] != r->rank[i];
	}
	free(score);
	free(rank);
}

/* ---- what was tried ---- */

static void
try_items(struct robust *r)
{
	size_t n = r->items.matrix.n_items;
	bool *moved = ccr_alloc(n, sizeof *moved);

	for (size_t test = n > 2 ? 0 : n; n > 1 && test < 2 * n; test++) {
		memset(moved, 0, n * sizeof *moved);
		if (test < n)
			ccr_order_without(&r->items.matrix, scorer, &r->p, test, moved);
		else
			ccr_order_with_copy(&r->items.matrix, scorer, &r->p, test - n, moved);
		for (size_t i = 0; i < n; i++)
			r->by_items[i] += moved[i];
	}
	free(moved);
}

static void
try_weights(struct robust *r)
{
	size_t n = r->items.matrix.n_items;
	double spread = r->ask->any_weights ? 0 : r->ask->spread;

	ccr_smaa(&r->items.matrix, scorer, &r->p, (size_t)r->ask->draws, spread,
		 (uint64_t)r->ask->seed, &r->smaa);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			if (!(r->smaa.acceptability[i * n + k] > 0))
				continue;
			r->best[i] = k + 1 < r->best[i] ? k + 1 : r->best[i];
			r->worst[i] = k + 1 > r->worst[i] ? k + 1 : r->worst[i];
		}
}

static double
rank_share(const struct robust *r, size_t i)
{
	return r->smaa.acceptability[i * r->items.matrix.n_items + r->rank[i] - 1];
}

static double
share_error(const struct robust *r, double share)
{
	return sqrt(share * (1 - share) / (double)r->smaa.draws);
}

/* Draws of weights tell nothing of a method that uses none. */
static bool
weighs(const struct robust *r)
{
	return prioritize_traits(r->p.method)->weighs;
}

static bool
is_firm(const struct robust *r, size_t i)
{
	return (!weighs(r) || rank_share(r, i) >= r->ask->level) && r->by_items[i] == 0 &&
	       r->by_stakeholders[i] == 0;
}

/* ---- one row for each item ---- */

/* "Places 1 and 3 are firm, 2 and 4 are not." */
static char *
sentence(const struct robust *r)
{
	size_t n = r->items.matrix.n_items, firm = 0;
	struct ccr_buf yes = {0}, no = {0};
	char *text;

	for (size_t place = 1; place <= n; place++)
		for (size_t i = 0; i < n; i++) {
			struct ccr_buf *to = is_firm(r, i) ? &yes : &no;
			if (r->rank[i] != place)
				continue;
			firm += is_firm(r, i);
			ccr_buf_printf(to, "%s%zu", to->len ? ", " : "", place);
		}
	if (firm == 0)
		text = ccr_strdup("No place is firm: what was tried moves each of them.");
	else if (firm == n)
		text = ccr_strdup("All places are firm: nothing that was tried moves them.");
	else
		text = ccr_printf("Firm: place %s. Not firm: place %s.", yes.data, no.data);
	ccr_buf_release(&yes);
	ccr_buf_release(&no);
	if (!weighs(r)) {
		char *plain = text;
		text = ccr_printf("%s The method uses no weights: other items were tried alone.",
				  plain);
		free(plain);
	}
	return text;
}

static void
emit_places(const struct robust *r)
{
	struct ccr_emit *out = r->run->out;
	size_t n = r->items.matrix.n_items;
	char *closing = sentence(r);

	ccr_emit_rename(out, ITEM, r->d.item);
	for (size_t place = 1; place <= n; place++)
		for (size_t i = 0; i < n; i++) {
			double share = weighs(r) ? rank_share(r, i) : (double)NAN;
			if (r->rank[i] != place)
				continue;
			ccr_emit_count(out, place);
			ccr_emit_text(out, name_of(r, i));
			ccr_emit_text(out, r->d.seen[r->items.item[i]].label);
			ccr_emit_number(out, r->score[i]);
			ccr_emit_text(out, is_firm(r, i) ? "yes" : "no");
			ccr_emit_number(out, share);
			ccr_emit_number(out, share_error(r, share));
			ccr_emit_number(out,
					weighs(r) ? r->smaa.acceptability[i * n] : (double)NAN);
			ccr_emit_count(out, r->best[i]);
			ccr_emit_count(out, r->worst[i]);
			ccr_emit_count(out, r->by_items[i]);
			ccr_emit_number(out, r->others.names.n > 1 ? (double)r->by_stakeholders[i]
								   : (double)NAN);
			ccr_emit_text(out, r->method);
			ccr_emit_text(out, !weighs(r) ? "the method uses no weights"
					   : r->others.names.n > 1
						   ? NULL
						   : "no stakeholders' weights given");
			ccr_emit_end(out);
		}
	ccr_emit_closing(out, closing);
	free(closing);
}

/* ---- the details ---- */

static void
begin(const struct robust *r, const struct ccr_field *field, size_t n)
{
	struct ccr_field *own = ccr_alloc(n, sizeof *own);

	for (size_t i = 0; i < n; i++) {
		own[i] = field[i];
		if (strcmp(field[i].name, "problem") == 0)
			own[i].name = r->d.item;
	}
	ccr_emit_fields(r->run->out, own, n);
	free(own);
}

static void
end_row(const struct robust *r, bool method, const char *note)
{
	if (method)
		ccr_emit_text(r->run->out, r->method);
	ccr_emit_text(r->run->out, note);
	ccr_emit_end(r->run->out);
}

/* Scores of a weighted sum are straight lines of each weight; others are not. */
static bool
needs_sum(const struct robust *r)
{
	return r->p.method == PRIORITIZE_WSM ||
	       ccr_usage(r->run, "--show changes and sweep are exact for weighted sums alone: "
				 "--method wsm");
}

static double *
scaled_values(const struct robust *r)
{
	size_t n = r->items.matrix.n_items * r->items.matrix.n_criteria;
	double *scaled = ccr_alloc(n, sizeof *scaled), *part = ccr_alloc(n, sizeof *part);

	prioritize_explain(&r->p, &r->items.matrix, scaled, part);
	for (size_t i = 0; i < n; i++)
		scaled[i] = isnan(scaled[i]) ? 0 : scaled[i];
	free(part);
	return scaled;
}

static double *
unit_weights(const struct robust *r)
{
	size_t m = r->items.matrix.n_criteria;
	double *weight = ccr_alloc(m, sizeof *weight), sum = 0;

	for (size_t c = 0; c < m; c++)
		sum += r->items.matrix.weight[c];
	for (size_t c = 0; c < m; c++)
		weight[c] = r->items.matrix.weight[c] / sum;
	return weight;
}

static void
emit_changes(const struct robust *r)
{
	struct ccr_emit *out = r->run->out;
	size_t n = r->items.matrix.n_items, m = r->items.matrix.n_criteria;
	double *value = scaled_values(r), *weight = unit_weights(r);

	begin(r, change_fields, CCR_LEN(change_fields));
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			for (size_t c = 0; r->rank[i] < r->rank[j] && c < m; c++) {
				double change = ccr_critical_change(value, weight, m, i, j, c);
				ccr_emit_text(out, name_of(r, i));
				ccr_emit_text(out, name_of(r, j));
				ccr_emit_text(out, r->d.taker[c].name);
				ccr_emit_number(out, weight[c]);
				ccr_emit_number(out, weight[c] - change);
				ccr_emit_number(out, -change / weight[c]);
				end_row(r, true,
					isnan(change) ? "no weight of 0 or more changes them"
					: !(weight[c] > 0)
						? "its weight is 0: there is no share of it"
						: NULL);
			}
	free(value);
	free(weight);
}

static void
emit_sweep(const struct robust *r)
{
	struct ccr_emit *out = r->run->out;
	size_t n = r->items.matrix.n_items, m = r->items.matrix.n_criteria;
	double *value = scaled_values(r), *weight = unit_weights(r);
	struct ccr_sweep *range = ccr_alloc(n * n + 1, sizeof *range);

	begin(r, sweep_fields, CCR_LEN(sweep_fields));
	for (size_t c = 0; c < m; c++) {
		size_t ranges = ccr_sweep_weight(value, weight, n, m, c, range);
		for (size_t k = 0; k < ranges; k++) {
			ccr_emit_text(out, r->d.taker[c].name);
			ccr_emit_number(out, weight[c]);
			ccr_emit_number(out, range[k].from);
			ccr_emit_number(out, range[k].to);
			ccr_emit_text(out, name_of(r, range[k].first));
			end_row(r, true, NULL);
		}
	}
	free(value);
	free(weight);
	free(range);
}

static void
emit_shares(const struct robust *r)
{
	struct ccr_emit *out = r->run->out;
	size_t n = r->items.matrix.n_items, m = r->items.matrix.n_criteria;

	begin(r, share_fields, CCR_LEN(share_fields));
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < n; k++) {
			double share = r->smaa.acceptability[i * n + k];
			ccr_emit_text(out, name_of(r, i));
			ccr_emit_count(out, k + 1);
			ccr_emit_number(out, share);
			ccr_emit_number(out, share_error(r, share));
			ccr_emit_count(out, r->smaa.draws);
			ccr_emit_missing(out, 3);
			end_row(r, true, NULL);
		}
		for (size_t c = 0; c < m; c++) {
			ccr_emit_text(out, name_of(r, i));
			ccr_emit_missing(out, 3);
			ccr_emit_count(out, r->smaa.draws);
			ccr_emit_text(out, r->d.taker[c].name);
			ccr_emit_number(out, r->smaa.central[i * m + c]);
			ccr_emit_text(out, r->smaa.confident[i] ? "yes" : "no");
			end_row(r, true, isnan(r->smaa.central[i * m + c]) ? "never first" : NULL);
		}
	}
}

static void
emit_items(const struct robust *r)
{
	struct ccr_emit *out = r->run->out;
	size_t n = r->items.matrix.n_items;
	bool *moved = ccr_alloc(n, sizeof *moved);

	begin(r, item_fields, CCR_LEN(item_fields));
	for (size_t test = n > 2 ? 0 : n; n > 1 && test < 2 * n; test++) {
		size_t item = test % n;
		struct ccr_buf who = {0};
		bool same;
		memset(moved, 0, n * sizeof *moved);
		same = test < n ? ccr_order_without(&r->items.matrix, scorer, &r->p, item, moved)
				: ccr_order_with_copy(&r->items.matrix, scorer, &r->p, item, moved);
		for (size_t i = 0; i < n; i++)
			if (moved[i])
				ccr_buf_printf(&who, "%s%s", who.len ? ";" : "", name_of(r, i));
		ccr_emit_text(out, test < n ? "drop" : "copy");
		ccr_emit_text(out, name_of(r, item));
		ccr_emit_text(out, same ? "yes" : "no");
		ccr_emit_text(out, who.data);
		ccr_buf_release(&who);
		end_row(r, true, NULL);
	}
	free(moved);
}

/* The same evidence by the methods that take any criteria. */
static void
emit_methods(const struct robust *r)
{
	static const enum prioritize_method tried[] = {PRIORITIZE_WSM, PRIORITIZE_WPM,
						       PRIORITIZE_TOPSIS, PRIORITIZE_VIKOR,
						       PRIORITIZE_PROMETHEE};
	struct ccr_emit *out = r->run->out;
	size_t n = r->items.matrix.n_items, *rank = ccr_alloc(n, sizeof *rank);
	double *own = ccr_alloc(n, sizeof *own), *score = ccr_alloc(n, sizeof *score),
	       *place = ccr_alloc(n, sizeof *place);

	begin(r, method_fields, CCR_LEN(method_fields));
	ccr_ranks(r->score, n, true, own);
	for (size_t k = 0; k < CCR_LEN(tried); k++) {
		struct prioritize_parameters p = r->p;
		bool good;
		p.method = tried[k];
		if (tried[k] != r->p.method) {
			p.scaling = prioritize_traits(tried[k])->scaling;
			p.costs = prioritize_traits(tried[k])->costs;
		}
		good = prioritize_score(&p, &r->items.matrix, score);
		ccr_emit_text(out, prioritize_traits(tried[k])->name);
		if (good) {
			struct ccr_buf first = {0};
			ccr_rank(score, n, rank);
			ccr_ranks(score, n, true, place);
			for (size_t i = 0; i < n; i++)
				if (rank[i] == 1)
					ccr_buf_printf(&first, "%s%s", first.len ? ";" : "",
						       name_of(r, i));
			ccr_emit_text(out, first.data);
			ccr_emit_number(out, ccr_spearman(own, place, n));
			ccr_emit_number(out, ccr_kendall(own, place, n));
			ccr_emit_number(out, ccr_rank_ws(own, place, n));
			ccr_buf_release(&first);
		} else {
			ccr_emit_missing(out, 4);
		}
		end_row(r, false,
			!good                                ? "does not apply to these values"
			: n < 2                              ? "one item: nothing to compare"
			: isnan(ccr_spearman(own, place, n)) ? "all items are tied: no correlation"
							     : NULL);
	}
	free(rank);
	free(own);
	free(score);
	free(place);
}

static void
emit_stakeholders(const struct robust *r)
{
	struct ccr_emit *out = r->run->out;
	size_t n = r->items.matrix.n_items, *rank = ccr_alloc(n, sizeof *rank);
	double *score = ccr_alloc(n, sizeof *score);

	begin(r, stakeholder_fields, CCR_LEN(stakeholder_fields));
	for (size_t k = 0; k <= r->others.names.n; k++) {
		/* Nobody is left out first. */
		size_t without = k == 0 ? r->others.names.n : k - 1;
		rank_without(r, without, score, rank);
		for (size_t place = 1; place <= n; place++)
			for (size_t i = 0; i < n; i++) {
				if (rank[i] != place)
					continue;
				ccr_emit_text(out, k == 0 ? NULL : r->others.names.text[without]);
				ccr_emit_count(out, place);
				ccr_emit_text(out, name_of(r, i));
				ccr_emit_number(out, score[i]);
				end_row(r, true, NULL);
			}
	}
	free(rank);
	free(score);
}

/* ---- the verb ---- */

static bool
check_options(struct ccr_run *run, const struct prioritize_robust_ask *ask)
{
	if (!(ask->spread > 0 && ask->spread <= 1))
		return ccr_usage(run,
				 "option '--spread': above 0 and at most 1 (0.25: a quarter up "
				 "or down)");
	if (!(ask->level > 0 && ask->level <= 1))
		return ccr_usage(run, "option '--level': above 0 and at most 1");
	if (ask->draws < 1)
		return ccr_usage(run, "option '--draws': at least 1");
	if (ccr_given(run, "weights") && ccr_given(run, "stakeholders"))
		return ccr_usage(run, "--weights and --stakeholders are two sources of weights: "
				      "give one");
	if (ask->any_weights && ccr_given(run, "spread"))
		return ccr_usage(run, "--any-weights and --spread contradict each other");
	return ask->show != PRIORITIZE_STAKEHOLDERS || ccr_given(run, "stakeholders") ||
	       ccr_usage(run, "--show stakeholders needs their weights: --stakeholders FILE");
}

/* The header alone: there is no item, or none passed the gates. */
static void
begin_show(const struct robust *r)
{
	static const struct {
		const struct ccr_field *field;
		size_t n;
	} tables[] = {{prioritize_robust_fields, PRIORITIZE_ROBUST_FIELDS},
		      {change_fields, CCR_LEN(change_fields)},
		      {sweep_fields, CCR_LEN(sweep_fields)},
		      {share_fields, CCR_LEN(share_fields)},
		      {item_fields, CCR_LEN(item_fields)},
		      {method_fields, CCR_LEN(method_fields)},
		      {stakeholder_fields, CCR_LEN(stakeholder_fields)}};

	begin(r, tables[r->ask->show].field, tables[r->ask->show].n);
}

static bool
emit(struct robust *r)
{
	switch ((enum prioritize_show)r->ask->show) {
	case PRIORITIZE_PLACES: emit_places(r); return true;
	case PRIORITIZE_CHANGES:
		if (!needs_sum(r))
			return false;
		emit_changes(r);
		return true;
	case PRIORITIZE_SWEEP:
		if (!needs_sum(r))
			return false;
		emit_sweep(r);
		return true;
	case PRIORITIZE_SHARES: emit_shares(r); return true;
	case PRIORITIZE_ITEMS: emit_items(r); return true;
	case PRIORITIZE_OTHER_METHODS: emit_methods(r); return true;
	case PRIORITIZE_STAKEHOLDERS: emit_stakeholders(r); return true;
	}
	return true;
}

/* The ranking itself, by the weights of the document or the mean of the stakeholders'. */
static bool
rank_items(struct robust *r)
{
	size_t n = r->items.matrix.n_items;

	r->score = ccr_alloc(n, sizeof *r->score);
	r->rank = ccr_alloc(n, sizeof *r->rank);
	r->best = ccr_alloc(n, sizeof *r->best);
	r->worst = ccr_alloc(n, sizeof *r->worst);
	r->by_items = ccr_alloc(n, sizeof *r->by_items);
	r->by_stakeholders = ccr_alloc(n, sizeof *r->by_stakeholders);
	r->method = prioritize_method_text(&r->p);
	if (r->others.names.n > 0)
		stakeholders_mean(&r->others, r->others.names.n, r->items.weight);
	if (!prioritize_score(&r->p, &r->items.matrix, r->score))
		return ccr_err_add(r->run->err, CCR_DATA, NULL, 0, NULL,
				   "method '%s' does not apply to these values", r->method);
	ccr_rank(r->score, n, r->rank);
	for (size_t i = 0; i < n; i++)
		r->best[i] = r->worst[i] = r->rank[i];
	return true;
}

static void
release(struct robust *r)
{
	ccr_smaa_release(&r->smaa);
	prioritize_items_release(&r->items);
	prioritize_parameters_release(&r->p);
	criteria_release(&r->d);
	stakeholders_release(&r->others);
	free(r->score);
	free(r->rank);
	free(r->best);
	free(r->worst);
	free(r->by_items);
	free(r->by_stakeholders);
	free(r->method);
}

bool
prioritize_robust(struct ccr_run *run, const struct prioritize_robust_ask *ask)
{
	struct robust r = {.run = run, .ask = ask};
	bool given, good;

	good = check_options(run, ask) && prioritize_read(run, &ask->how, &r.d, &given) &&
	       prioritize_settle(run, &ask->how, &r.d, &r.p) && read_stakeholders(&r);
	if (good) {
		prioritize_matrix(&r.d, &r.p, &r.items);
		good = rank_items(&r);
	}
	if (good && r.items.matrix.n_items == 0) {
		begin_show(&r);
	} else if (good) {
		try_weights(&r);
		try_items(&r);
		try_stakeholders(&r);
		good = emit(&r);
	}
	release(&r);
	return good;
}
