/* criteria.c: see criteria.h. */
#include "model/criteria.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"

static const struct ccr_key a_text[] = {{.is = CCR_IS_TEXT, .required = true}};
static const struct ccr_key a_cell[] = {{.is = CCR_IS_TEXT | CCR_IS_NUMBER}};
/* In the order of enum ccr_shape. */
#define SHAPES "usual|u|v|level|linear|gaussian"

static const struct ccr_key preference_keys[] = {
	{"shape", CCR_IS_TEXT, .choices = SHAPES, .help = "default: usual"},
	{"q", CCR_IS_NUMBER, .bounded = true, .help = "differences up to here do not count"},
	{"p", CCR_IS_NUMBER, .bounded = true, .help = "differences from here on count in full"},
	{"s", CCR_IS_NUMBER, .bounded = true, .help = "inflection of the gaussian shape"},
	{"v", CCR_IS_NUMBER, .bounded = true, .help = "being behind by this much is a veto"},
	{.name = NULL},
};
static const struct ccr_key criterion_keys[] = {
	{"name", CCR_IS_TEXT, .required = true},
	{"label", CCR_IS_TEXT, .help = "for people"},
	{"item", CCR_IS_TEXT, .help = "the column that names the item (default: the document's)"},
	{"where", CCR_IS_MAP, .item = a_cell,
	 .help = "only rows in which these columns hold these values; null: nothing"},
	{"column", CCR_IS_TEXT, .help = "the column of the values (default: name)"},
	{"direction", CCR_IS_TEXT, .required = true, .choices = "max|min",
	 .help = "is more (max) or less (min) a reason for priority"},
	{"weight", CCR_IS_NUMBER, .bounded = true,
	 .help = "share of the decision; shares of their sum are used"},
	{"preference", CCR_IS_OBJECT, .keys = preference_keys},
	{.name = NULL},
};
static const struct ccr_key gate_keys[] = {
	{"name", CCR_IS_TEXT, .required = true},
	{"item", CCR_IS_TEXT, .help = "the column that names the item"},
	{"column", CCR_IS_TEXT, .help = "default: name"},
	{"must_be", CCR_IS_TEXT, .required = true},
	{.name = NULL},
};
static const struct ccr_key a_criterion[] = {
	{.is = CCR_IS_OBJECT, .required = true, .keys = criterion_keys}};
static const struct ccr_key a_gate[] = {{.is = CCR_IS_OBJECT, .required = true, .keys = gate_keys}};
static const struct ccr_key criteria_keys[] = {
	{"item", CCR_IS_TEXT, .help = "the column that names the item (default: problem)"},
	{"aliases", CCR_IS_MAP, .item = a_text, .help = "label in the rows: id of the item"},
	{"criteria", CCR_IS_LIST, .required = true, .item = a_criterion, .min_items = 1},
	{"gates", CCR_IS_LIST, .item = a_gate,
	 .help = "an item that does not pass is screened out"},
	{.name = NULL},
};
const struct ccr_kind criteria_kind = {"criteria", "criteria/1: what makes a problem a priority",
				       criteria_keys, NULL};

static bool
read_weights(struct criteria *d, const char *file, const struct ccr_json *node, bool *given,
	     struct ccr_err *err)
{
	size_t n = 0;
	double total = 0;

	for (size_t i = 0; i < d->n_criteria; i++) {
		n += ccr_json_get(&node[i], "weight") != NULL;
		d->taker[i].weight = ccr_json_number(&node[i], "weight", 1);
		total += d->taker[i].weight;
	}
	*given = n > 0;
	if (n > 0 && n < d->n_criteria)
		return ccr_err_add(err, CCR_DATA, file, d->root->line, "/criteria",
				   "some criteria have a weight and some have none");
	if (!isfinite(total))
		return ccr_err_add(err, CCR_DATA, file, d->root->line, "/criteria",
				   "the weights add up to more than a number can hold");
	if (!(total > 0))
		return ccr_err_add(err, CCR_DATA, file, d->root->line, "/criteria",
				   "all weights are 0");
	for (size_t i = 0; i < d->n_criteria; i++)
		d->taker[i].weight /= total;
	return true;
}

static struct ccr_preference
preference_of(const struct ccr_json *node)
{
	const char *shape = ccr_json_text(node, "shape");

	return (struct ccr_preference){
		.given = node != NULL,
		.shape = shape ? (enum ccr_shape)ccr_opt_choice(SHAPES, shape) : CCR_SHAPE_USUAL,
		.q = ccr_json_number(node, "q", (double)NAN),
		.p = ccr_json_number(node, "p", (double)NAN),
		.s = ccr_json_number(node, "s", (double)NAN),
		.v = ccr_json_number(node, "v", (double)NAN),
	};
}

static void
fill(struct criteria *d, struct criteria_taker *t, const struct ccr_json *node)
{
	t->name = ccr_json_text(node, "name");
	t->item = ccr_json_text(node, "item") ? ccr_json_text(node, "item") : d->item;
	t->column = ccr_json_text(node, "column") ? ccr_json_text(node, "column") : t->name;
	t->must_be = ccr_json_text(node, "must_be");
	t->where = ccr_json_get(node, "where");
	t->preference = preference_of(ccr_json_get(node, "preference"));
	t->node = node;
	t->gate = t->must_be != NULL;
	t->cost = !t->gate && strcmp(ccr_json_text(node, "direction"), "min") == 0;
}

bool
criteria_read(struct criteria *d, struct ccr_source *source, bool *given, struct ccr_err *err)
{
	const struct ccr_json *criterion, *gate;
	size_t n_gates;

	d->root = ccr_doc_read(source, &criteria_kind, false, &d->arena, err);
	if (!d->root)
		return false;
	d->item = ccr_json_text(d->root, "item") ? ccr_json_text(d->root, "item") : "problem";
	criterion = ccr_json_list(d->root, "criteria", &d->n_criteria);
	gate = ccr_json_list(d->root, "gates", &n_gates);
	d->n = d->n_criteria + n_gates;
	d->taker = ccr_alloc(d->n, sizeof *d->taker);
	for (size_t i = 0; i < d->n; i++)
		fill(d, &d->taker[i], i < d->n_criteria ? &criterion[i] : &gate[i - d->n_criteria]);
	return read_weights(d, source->name, criterion, given, err);
}

/* The criterion of this name; NULL: there is none. */
static struct criteria_taker *
criterion_called(struct criteria *d, const char *name)
{
	for (size_t i = 0; i < d->n_criteria; i++)
		if (strcmp(d->taker[i].name, name) == 0)
			return &d->taker[i];
	return NULL;
}

/* Every criterion has its weight, and they add up. */
static bool
settle_weights(struct criteria *d, const size_t *line, const char *file, struct ccr_err *err)
{
	size_t faults = err->n;
	double total = 0;

	for (size_t i = 0; i < d->n_criteria; i++) {
		total += d->taker[i].weight;
		if (line[i] == 0)
			ccr_err_add(err, CCR_DATA, file, 0, NULL, "no weight for criterion '%s'",
				    d->taker[i].name);
	}
	if (err->n > faults)
		return false;
	if (!isfinite(total))
		return ccr_err_add(err, CCR_DATA, file, 0, NULL,
				   "the weights add up to more than a number can hold");
	if (!(total > 0))
		return ccr_err_add(err, CCR_DATA, file, 0, NULL, "all weights are 0");
	for (size_t i = 0; i < d->n_criteria; i++)
		d->taker[i].weight /= total;
	return true;
}

bool
criteria_take_weights(struct criteria *d, struct ccr_input *input, struct ccr_err *err)
{
	struct ccr_column col[] = {
		{.name = "criterion", .type = CCR_TEXT, .required = true},
		{.name = "weight", .type = CCR_NUMBER, .required = true, .range = CCR_NOT_NEGATIVE},
	};
	struct ccr_cursor *rows = ccr_cursor_open(input, col, CCR_LEN(col), err);
	const char *file = input->source->name;
	size_t *line = ccr_alloc(d->n_criteria, sizeof *line);
	bool good;

	while (rows && ccr_cursor_next(rows)) {
		struct criteria_taker *t = criterion_called(d, col[0].text);
		size_t *at = t ? &line[t - d->taker] : NULL;
		if (!t) {
			ccr_cursor_fault(rows, &col[0],
					 "the document has no criterion of this name");
		} else if (*at > 0) {
			char *reason = ccr_printf(
				"this criterion has its weight already, at line %zu", *at);
			ccr_cursor_fault(rows, &col[0], reason);
			free(reason);
		} else {
			t->weight = col[1].number;
			*at = ccr_cursor_line(rows);
		}
	}
	good = ccr_cursor_close(rows) && settle_weights(d, line, file, err);
	ccr_columns_release(col, CCR_LEN(col));
	free(line);
	return good;
}

static size_t
find(const struct ccr_input *input, const struct ccr_column *rest, const char *name)
{
	const char *column = ccr_input_role(input, name);
	size_t i = 0;

	while (i < rest->n_cells && strcmp(rest->names[i].p, column) != 0)
		i++;
	return i;
}

/* Which criteria this file can serve: those whose item and value columns it has, and whose
 * conditions. */
static void
look_at_header(struct criteria *d, const struct ccr_input *input, const struct ccr_column *rest)
{
	for (size_t i = 0; i < d->n; i++) {
		struct criteria_taker *t = &d->taker[i];
		t->item_at = find(input, rest, t->item);
		t->column_at = find(input, rest, t->column);
		t->in_file = t->item_at < rest->n_cells && t->column_at < rest->n_cells;
		for (size_t k = 0; t->where && k < t->where->n; k++)
			t->in_file &= find(input, rest, t->where->child[k].key) < rest->n_cells;
		if (t->in_file)
			t->source = input->source->name;
	}
}

static bool
matches(const struct ccr_input *input, const struct ccr_json *where, const struct ccr_column *rest)
{
	for (size_t i = 0; where && i < where->n; i++) {
		const struct ccr_json *want = &where->child[i];
		const struct ccr_cell *cell = &rest->cells[find(input, rest, want->key)];
		double number;
		bool missing = ccr_cell_missing(input, cell);
		if (want->type == CCR_JSON_NULL ? !missing
		    : want->type == CCR_JSON_NUMBER
			    ? missing || ccr_num_parse(cell->p, cell->n, &number) ||
				      number != want->number
			    : missing || strcmp(cell->p, want->text) != 0)
			return false;
	}
	return true;
}

static uint32_t
item_of(struct criteria *d, const struct ccr_cell *cell, struct criteria_place place)
{
	const char *id = ccr_json_text(ccr_json_get(d->root, "aliases"), cell->p);
	uint32_t code = id ? ccr_dict_add(&d->items, id, strlen(id))
			   : ccr_dict_add(&d->items, cell->p, cell->n);
	struct criteria_item *item;

	CCR_GROW(d->seen, d->seen_cap, (size_t)code + 1);
	item = &d->seen[code];
	if (!item->place.file)
		item->place = place;
	if (id && !item->label)
		item->label = ccr_arena_text(&d->arena, cell->p, cell->n);
	return code;
}

static bool
fault(const struct ccr_input *input, struct ccr_err *err, struct criteria_place place,
      const char *column, const struct ccr_cell *cell, const char *text)
{
	ccr_input_fault(input, err, place.file, place.line, column, cell->p, text);
	return false;
}

/* Takes this row's cell for one criterion. */
static bool
take(struct criteria *d, const struct ccr_input *input, struct ccr_err *err,
     struct criteria_taker *t, const struct ccr_column *rest, struct criteria_place place)
{
	const struct ccr_cell *item = &rest->cells[t->item_at], *value = &rest->cells[t->column_at];
	bool missing = ccr_cell_missing(input, value);
	uint32_t code;
	const char *reason;
	double number = 0;
	struct criteria_cell *cell;

	code = item_of(d, item, place);
	if (!t->gate && missing)
		return fault(input, err, place, t->column, value, "missing; a value is needed");
	if (!t->gate && !t->word) {
		if (ccr_is_suppressed(value->p, value->n))
			return fault(input, err, place, t->column, value,
				     "a suppressed count, where a number is needed");
		reason = ccr_num_parse(value->p, value->n, &number);
		if (reason)
			return fault(input, err, place, t->column, value, reason);
	}
	CCR_GROW(t->cell, t->cells_cap, (size_t)code + 1);
	cell = &t->cell[code];
	if (cell->place.file &&
	    (t->gate || t->word ? strcmp(cell->text, value->p) != 0 : cell->number != number)) {
		ccr_err_add(err, CCR_DATA, place.file, place.line, NULL,
			    "%s '%s' has another value for this item at %s:%zu",
			    t->gate ? "gate" : "criterion", t->name, cell->place.file,
			    cell->place.line);
		return false;
	}
	*cell = (struct criteria_cell){missing ? "" : ccr_arena_text(&d->arena, value->p, value->n),
				       number, place};
	return true;
}

bool
criteria_take(struct criteria *d, struct ccr_input *input, struct ccr_err *err)
{
	struct ccr_column rest = {.name = "rest", .type = CCR_REST};
	struct ccr_cursor *rows = ccr_cursor_open(input, &rest, 1, err);
	const char *file = input->source->name;
	bool good = true;

	if (rows)
		look_at_header(d, input, &rest);
	d->nameless |= !rest.found;
	while (rows && ccr_cursor_next(rows)) {
		struct criteria_place place = {file, ccr_cursor_line(rows)};
		const struct ccr_cell *item = NULL; /* the last that was missing: said once */
		bool used = false;
		for (size_t i = 0; i < d->n; i++) {
			struct criteria_taker *t = &d->taker[i];
			t->offered += t->in_file;
			if (!t->in_file || !matches(input, t->where, &rest))
				continue;
			t->taken++;
			used = true;
			if (!ccr_cell_missing(input, &rest.cells[t->item_at])) {
				good &= take(d, input, err, t, &rest, place);
			} else if (item != &rest.cells[t->item_at]) {
				item = &rest.cells[t->item_at];
				good = fault(input, err, place, t->item, item,
					     "missing; the item is needed");
			}
		}
		if (!used)
			ccr_cursor_exclude(rows, "no criterion takes this row");
	}
	good &= ccr_cursor_close(rows);
	ccr_columns_release(&rest, 1);
	return good;
}

const struct criteria_cell *
criteria_cell(const struct criteria_taker *t, size_t item)
{
	return item < t->cells_cap && t->cell[item].place.file ? &t->cell[item] : NULL;
}

/* Scores need the difference of the largest and the smallest value, and the sum of all squares, as
 * numbers. */
static void
check_spread(const struct criteria *d, const struct criteria_taker *t, struct ccr_err *err)
{
	for (size_t k = 0; k < d->items.n; k++) {
		const struct criteria_cell *cell = criteria_cell(t, k);
		if (cell && fabs(cell->number) > 1e150) {
			ccr_err_add(err, CCR_DATA, cell->place.file, cell->place.line, NULL,
				    "the value of criterion '%s' is too large to be compared",
				    t->name);
			return;
		}
	}
}

/* Every item needs a cell of every gate, and of every criterion unless a gate screens it out. */
bool
criteria_complete(const struct criteria *d, struct ccr_err *err)
{
	size_t faults = err->n;

	for (size_t i = 0; i < d->n; i++) {
		const struct criteria_taker *t = &d->taker[i];
		if (!t->source && d->nameless)
			continue;
		if (!t->source) {
			ccr_err_add(err, CCR_DATA, NULL, 0, NULL,
				    "no file has what %s '%s' takes: the columns '%s' and '%s'%s",
				    t->gate ? "gate" : "criterion", t->name, t->item, t->column,
				    t->where ? " and those of its 'where'" : "");
			continue;
		}
		if (t->offered > 0 && t->taken == 0) {
			ccr_err_add(err, CCR_DATA, t->source, 0, NULL,
				    "no row is as the 'where' of %s '%s' wants it",
				    t->gate ? "gate" : "criterion", t->name);
			continue;
		}
		for (size_t k = 0; k < d->items.n; k++) {
			struct criteria_place place = d->seen[k].place;
			if ((t->gate || !criteria_failed_gate(d, k)) && !criteria_cell(t, k))
				ccr_err_add(err, CCR_DATA, t->source, 0, NULL,
					    "no row of %s '%s' for the item at %s:%zu",
					    t->gate ? "gate" : "criterion", t->name, place.file,
					    place.line);
		}
	}
	for (size_t i = 0; err->n == faults && i < d->n_criteria; i++)
		check_spread(d, &d->taker[i], err);
	return err->n == faults;
}

/* The first gate that the item does not pass; NULL: it passes. */
const struct criteria_taker *
criteria_failed_gate(const struct criteria *d, size_t item)
{
	for (size_t i = d->n_criteria; i < d->n; i++) {
		const struct criteria_cell *cell = criteria_cell(&d->taker[i], item);
		if (cell && strcmp(cell->text, d->taker[i].must_be) != 0)
			return &d->taker[i];
	}
	return NULL;
}

void
criteria_release(struct criteria *d)
{
	for (size_t i = 0; i < d->n; i++)
		free(d->taker[i].cell);
	free(d->taker);
	free(d->seen);
	ccr_dict_release(&d->items);
	ccr_arena_release(&d->arena);
}
