/* rank.c: see rank.h.
 *
 * Items are scored by the method, ranked 1, 2, 2, 4 with ties in the order in which they were met,
 * and those that a gate screened out follow, each with its reason.
 */
#include "prioritize/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/num.h"

enum { ITEM = 1, SCORE = 3 };
const struct ccr_field prioritize_rank_fields[PRIORITIZE_RANK_FIELDS] = {
	{"rank", CCR_COUNT},   {"problem", CCR_TEXT}, {"label", CCR_TEXT},
	{"score", CCR_NUMBER}, {"method", CCR_TEXT},  {"note", CCR_TEXT},
};

static const struct ccr_field explain_fields[] = {
	{"problem", CCR_TEXT},      {"criterion", CCR_TEXT}, {"value", CCR_NUMBER},
	{"normalized", CCR_NUMBER}, {"weight", CCR_NUMBER},  {"contribution", CCR_NUMBER},
	{"method", CCR_TEXT},       {"note", CCR_TEXT},
};

static const struct ccr_field pairs_fields[] = {
	{"problem", CCR_TEXT},       {"other", CCR_TEXT},      {"concordance", CCR_NUMBER},
	{"discordance", CCR_NUMBER}, {"strength", CCR_NUMBER}, {"relation", CCR_TEXT},
	{"method", CCR_TEXT},        {"note", CCR_TEXT},
};

/* What a run has come to: the items and their scores. */
struct ranking {
	struct ccr_run *run;
	const struct criteria *d;
	const struct prioritize_parameters *p;
	const struct prioritize_traits *t;
	struct prioritize_items items;
	double *score, *extra;
	size_t *rank, *order; /* order[place] is the item in that place */
	char *method, *note;
};

/* The criteria that separate nothing. */
static char *
constant_note(const struct ranking *r)
{
	const struct ccr_matrix *m = &r->items.matrix;
	struct ccr_buf note = {0};

	for (size_t c = 0; r->t->constant && m->n_items > 0 && c < m->n_criteria; c++)
		if (ccr_score_constant(m, c))
			ccr_buf_printf(&note, "%scriterion '%s' is the same for all: %s",
				       note.len ? "; " : "", r->d->taker[c].name, r->t->constant);
	return ccr_buf_detach(&note);
}

static bool
make_ranking(struct ranking *r)
{
	size_t n, at = 0;
	bool good;

	prioritize_matrix(r->d, r->p, &r->items);
	n = r->items.matrix.n_items;
	r->score = ccr_alloc(n, sizeof *r->score);
	r->extra = ccr_alloc(n * PRIORITIZE_EXTRA, sizeof *r->extra);
	r->rank = ccr_alloc(n, sizeof *r->rank);
	r->order = ccr_alloc(n, sizeof *r->order);
	good = prioritize_detail(r->p, &r->items.matrix, r->score, r->extra);
	ccr_rank(r->score, n, r->rank);
	for (size_t place = 1; place <= n; place++)
		for (size_t i = 0; i < n; i++)
			if (r->rank[i] == place)
				r->order[at++] = i;
	r->method = prioritize_method_text(r->p);
	r->note = constant_note(r);
	return good || ccr_err_add(r->run->err, CCR_DATA, NULL, 0, NULL,
				   "the values are too far apart: method '%s' gives no number for "
				   "some items",
				   r->method);
}

static void
ranking_release(struct ranking *r)
{
	prioritize_items_release(&r->items);
	free(r->score);
	free(r->extra);
	free(r->rank);
	free(r->order);
	free(r->method);
	free(r->note);
}

/* Fields with the item column called as the document calls it, and the method's own before the
 * column method; no two may have one name. */
static bool
lay_out(const struct ranking *r, const struct ccr_field *field, size_t n, size_t item, size_t own)
{
	size_t total = n + (own ? r->t->n_extra : 0), at = 0;
	struct ccr_field *all = ccr_alloc(total, sizeof *all);
	bool good = true;

	for (size_t i = 0; i < n; i++) {
		all[at] = field[i];
		if (i == item)
			all[at].name = r->d->item;
		at++;
		for (size_t k = 0; own && i == own && k < r->t->n_extra; k++)
			all[at++] = r->t->extra[k];
	}
	for (size_t i = 0; i < total; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(all[i].name, all[k].name) == 0)
				good = ccr_err_add(r->run->err, CCR_DATA,
						   ccr_run_file(r->run, "criteria")->name,
						   r->d->root->line, "/item",
						   "two columns of the result would be called '%s'",
						   all[i].name);
	if (good)
		ccr_emit_fields(r->run->out, all, total);
	free(all);
	return good;
}

static void
emit_extra(const struct ranking *r, size_t i)
{
	for (size_t k = 0; k < r->t->n_extra; k++) {
		double x = r->extra[i * r->t->n_extra + k];
		if (r->t->extra[k].type == CCR_TEXT)
			ccr_emit_text(r->run->out, prioritize_word(r->p, x));
		else
			ccr_emit_number(r->run->out, x);
	}
}

/* i is the item's place in the matrix. */
static void
emit_item(const struct ranking *r, size_t i)
{
	struct ccr_emit *out = r->run->out;
	size_t item = r->items.item[i];

	ccr_emit_count(out, r->rank[i]);
	ccr_emit_text(out, r->d->items.text[item]);
	ccr_emit_text(out, r->d->seen[item].label);
	ccr_emit_number(out, r->score[i]);
	emit_extra(r, i);
	ccr_emit_text(out, r->method);
	ccr_emit_text(out, r->note);
	ccr_emit_end(out);
}

/* The letter of PEARL that a gate is, by its name; 0: none. */
static char
pearl_letter(const char *name)
{
	static const char *const pearl[] = {"propriety", "economics", "acceptability", "resources",
					    "legality"};

	for (size_t i = 0; i < CCR_LEN(pearl); i++)
		if (strcasecmp(name, pearl[i]) == 0 ||
		    (strlen(name) == 1 && strncasecmp(name, pearl[i], 1) == 0))
			return "PEARL"[i];
	return 0;
}

static void
add_reason(struct ccr_buf *note, const struct criteria_taker *gate, size_t item, char letter)
{
	ccr_buf_puts(note, note->len ? "; " : "screened out by ");
	if (letter)
		ccr_buf_printf(note, "PEARL letter %c, ", letter);
	if (criteria_cell(gate, item)->text[0])
		ccr_buf_printf(note, "gate '%s': '%s' is not %s", gate->name, gate->column,
			       gate->must_be);
	else
		ccr_buf_printf(note, "gate '%s': '%s' is missing", gate->name, gate->column);
}

/* Why an item is out: the first gate it failed; of Hanlon's method all, each with its letter of
 * PEARL. NULL: it is not. */
static char *
screened(const struct ranking *r, size_t item)
{
	const struct criteria *d = r->d;
	const struct criteria_taker *first = criteria_failed_gate(d, item);
	bool hanlon = r->p->method == PRIORITIZE_HANLON;
	struct ccr_buf note = {0};

	if (!first)
		return NULL;
	for (size_t g = d->n_criteria; g < d->n; g++) {
		const struct criteria_taker *gate = &d->taker[g];
		const struct criteria_cell *cell = criteria_cell(gate, item);
		if (gate == first || (hanlon && cell && strcmp(cell->text, gate->must_be) != 0))
			add_reason(&note, gate, item, hanlon ? pearl_letter(gate->name) : 0);
	}
	return ccr_buf_detach(&note);
}

static bool
emit_ranking(const struct ranking *r)
{
	struct ccr_emit *out = r->run->out;

	if (!lay_out(r, prioritize_rank_fields, PRIORITIZE_RANK_FIELDS, ITEM, SCORE))
		return false;
	for (size_t k = 0; k < r->items.matrix.n_items; k++)
		emit_item(r, r->order[k]);
	for (size_t i = 0; i < r->d->items.n; i++) {
		char *note = screened(r, i);
		if (!note)
			continue;
		ccr_emit_missing(out, 1);
		ccr_emit_text(out, r->d->items.text[i]);
		ccr_emit_text(out, r->d->seen[i].label);
		ccr_emit_missing(out, 1 + r->t->n_extra);
		ccr_emit_text(out, r->method);
		ccr_emit_text(out, note);
		ccr_emit_end(out);
		free(note);
	}
	return true;
}

/* What a contribution is, or why there is none. */
static const char *
part_note(const struct ranking *r, size_t c, double part)
{
	if (r->t->role && !prioritize_has_role(r->p, c))
		return "not used by the method";
	if (r->d->taker[c].word)
		return "the value is a grade";
	if (r->p->method == PRIORITIZE_HANLON && isnan(part))
		return "multiplies the sum of the others";
	return r->t->parts ? r->t->parts : "the score is no sum of the criteria";
}

static void
explain_item(const struct ranking *r, size_t i, const double *scaled, const double *part)
{
	struct ccr_emit *out = r->run->out;
	const struct criteria *d = r->d;
	size_t item = r->items.item[i];

	for (size_t c = 0; c < d->n_criteria; c++) {
		size_t at = i * d->n_criteria + c;
		bool constant = r->t->constant && ccr_score_constant(&r->items.matrix, c);
		char *note = ccr_printf("%s%s%s", part_note(r, c, part[at]),
					constant ? "; the same for all: " : "",
					constant ? r->t->constant : "");
		ccr_emit_text(out, d->items.text[item]);
		ccr_emit_text(out, d->taker[c].name);
		ccr_emit_number(out,
				d->taker[c].word ? (double)NAN : d->taker[c].cell[item].number);
		ccr_emit_number(out, scaled[at]);
		ccr_emit_number(out, r->t->weighs ? d->taker[c].weight : (double)NAN);
		ccr_emit_number(out, part[at]);
		ccr_emit_text(out, r->method);
		ccr_emit_text(out, note);
		ccr_emit_end(out);
		free(note);
	}
}

static bool
emit_explanation(const struct ranking *r)
{
	size_t n = r->items.matrix.n_items, cells = n * r->d->n_criteria;
	double *scaled = ccr_alloc(cells, sizeof *scaled), *part = ccr_alloc(cells, sizeof *part);
	bool good = lay_out(r, explain_fields, CCR_LEN(explain_fields), 0, 0);

	prioritize_explain(r->p, &r->items.matrix, scaled, part);
	for (size_t k = 0; good && k < n; k++)
		explain_item(r, r->order[k], scaled, part);
	for (size_t i = 0; good && i < r->d->items.n; i++) {
		char *note = screened(r, i);
		if (!note)
			continue;
		ccr_emit_text(r->run->out, r->d->items.text[i]);
		ccr_emit_missing(r->run->out, 5);
		ccr_emit_text(r->run->out, r->method);
		ccr_emit_text(r->run->out, note);
		ccr_emit_end(r->run->out);
		free(note);
	}
	free(scaled);
	free(part);
	return good;
}

static bool
emit_pairs(const struct ranking *r)
{
	size_t n = r->items.matrix.n_items;
	struct prioritize_pair *pair;
	struct ccr_emit *out = r->run->out;

	if (!lay_out(r, pairs_fields, CCR_LEN(pairs_fields), 0, 0))
		return false;
	pair = ccr_alloc(n * n, sizeof *pair);
	prioritize_pairs(r->p, &r->items.matrix, pair);
	for (size_t i = 0; i < n * n; i++) {
		size_t a = r->order[i / n], b = r->order[i % n];
		const struct prioritize_pair *of = &pair[a * n + b];
		if (a == b)
			continue;
		ccr_emit_text(out, r->d->items.text[r->items.item[a]]);
		ccr_emit_text(out, r->d->items.text[r->items.item[b]]);
		ccr_emit_number(out, of->concordance);
		ccr_emit_number(out, of->discordance);
		ccr_emit_number(out, of->strength);
		ccr_emit_text(out, of->relation);
		ccr_emit_text(out, r->method);
		ccr_emit_missing(out, 1);
		ccr_emit_end(out);
	}
	free(pair);
	return true;
}

/* The weights that are used, which need not have summed to 1; and what is not used. */
static void
say_weights(const struct ranking *r, bool given)
{
	for (size_t i = 0; i < r->d->n_criteria; i++) {
		const struct criteria_taker *t = &r->d->taker[i];
		char text[CCR_NUM_SIZE];
		ccr_num_print_short(text, t->weight);
		if (t->preference.given && !r->t->prefers)
			ccr_note(r->run, "criterion '%s': its preference is not used by %s",
				 t->name, r->method);
		if (r->t->weighs)
			ccr_note(r->run, "criterion '%s': weight %s%s", t->name, text,
				 given ? "" : " (none given: all alike)");
	}
	if (given && !r->t->weighs)
		ccr_note(r->run, "weights are not used by %s", r->method);
}

/* Letters of PEARL that no gate stands for. */
static void
say_pearl(const struct ranking *r)
{
	static const char pearl[] = "PEARL";
	bool found[sizeof pearl] = {false};
	struct ccr_buf lacking = {0};

	for (size_t g = r->d->n_criteria; g < r->d->n; g++) {
		char letter = pearl_letter(r->d->taker[g].name);
		if (letter)
			found[strchr(pearl, letter) - pearl] = true;
	}
	for (size_t i = 0; pearl[i]; i++)
		if (!found[i])
			ccr_buf_printf(&lacking, "%s%c", lacking.len ? ", " : "", pearl[i]);
	if (lacking.len > 0)
		ccr_note(r->run, "no gate for %s of PEARL: nothing is screened out by it",
			 lacking.data);
	ccr_buf_release(&lacking);
}

/* Why the first of VIKOR is not simply the answer. */
static void
say_compromise(const struct ranking *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->items.matrix.n_items; i++)
		n += r->extra[i * r->t->n_extra + 3] > 0;
	if (n > 1)
		ccr_note(r->run,
			 "no clear first: %zu items are a compromise set (column 'compromise')", n);
}

bool
prioritize_rank(struct ccr_run *run, const struct prioritize_rank_ask *ask)
{
	struct criteria d = {0};
	struct prioritize_parameters p = {0};
	struct ranking r = {.run = run, .d = &d, .p = &p};
	bool given, good;

	r.t = prioritize_traits((enum prioritize_method)ask->how.method);
	if (ask->explain && ask->pairs)
		return ccr_usage(run, "--explain and --pairs are two tables: give one");
	if (ask->pairs && !r.t->pairs)
		return ccr_usage(run, "method '%s' compares no pairs: it takes no --pairs",
				 r.t->name);
	good = prioritize_read(run, &ask->how, &d, &given) &&
	       prioritize_settle(run, &ask->how, &d, &p) && make_ranking(&r);
	if (good) {
		say_weights(&r, given);
		if (p.method == PRIORITIZE_HANLON)
			say_pearl(&r);
		if (p.method == PRIORITIZE_VIKOR)
			say_compromise(&r);
		good = ask->explain ? emit_explanation(&r)
		       : ask->pairs ? emit_pairs(&r)
				    : emit_ranking(&r);
	}
	ranking_release(&r);
	prioritize_parameters_release(&p);
	criteria_release(&d);
	return good;
}
