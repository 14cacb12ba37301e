/* sheets.c: the goals, steps or people of a plan as rows, for a spreadsheet: the keys of plan/1 as
 * columns, nested keys joined by '_', the items of a list by ';', those of a list in a list by '/'.
 *
 * Rows are those of the document: a step that repeats is one row.  The columns come from the
 * document's own table of keys, so that no key can be forgotten.
 */
#include "data/csvout.h"
#include "plan/export.h"

/* The keys of the objects in a list. */
static const struct ccr_key *
keys_in(const struct ccr_key *keys, const char *list)
{
	while (strcmp(keys->name, list) != 0)
		keys++;
	return keys->item->keys;
}

/* A list of objects is a sheet of its own. */
static bool
has_column(const struct ccr_key *key)
{
	return !(key->is & CCR_IS_LIST && key->item->is & CCR_IS_OBJECT);
}

static void
write_header(struct ccr_buf *out, const char *outer, const struct ccr_key *keys)
{
	for (const struct ccr_key *key = keys; key->name; key++) {
		if (key->is & CCR_IS_OBJECT) {
			write_header(out, key->name, key->keys);
		} else if (has_column(key)) {
			ccr_buf_puts(out, out->len > 0 ? "," : "");
			ccr_buf_printf(out, "%s%s%s", outer, *outer ? "_" : "", key->name);
		}
	}
}

/* An empty item would read as none, and one that holds what parts items as two. */
static bool
add_list(const struct plan_export *e, struct ccr_buf *cell, const struct ccr_json *list,
	 const char *key, char between)
{
	bool good = true;

	for (size_t i = 0; i < list->n; i++) {
		const struct ccr_json *item = &list->child[i];
		if (i > 0)
			ccr_buf_add(cell, &between, 1);
		if (item->type == CCR_JSON_LIST) {
			good &= add_list(e, cell, item, key, '/');
			continue;
		}
		if (!*item->text || strchr(item->text, between))
			good = ccr_err_add(e->run->err, CCR_DATA, e->plan->file, item->line, NULL,
					   "an item of '%s' is empty or holds '%c', which stands "
					   "between items in CSV",
					   key, between);
		ccr_buf_puts(cell, item->text);
	}
	return good;
}

static bool
write_cells(const struct plan_export *e, const struct ccr_json *node, const struct ccr_key *keys,
	    const char *before)
{
	struct ccr_buf *out = e->run->text;
	bool good = true;

	for (const struct ccr_key *key = keys; key->name; key++) {
		const struct ccr_json *value = node ? ccr_json_get(node, key->name) : NULL;
		struct ccr_buf cell = {0};
		if (!has_column(key))
			continue;
		if (key->is & CCR_IS_OBJECT) {
			good &= write_cells(e, value, key->keys, before);
			continue;
		}
		ccr_buf_puts(&cell, "");
		if (value && value->type == CCR_JSON_LIST)
			good &= add_list(e, &cell, value, key->name, ';');
		else if (value)
			ccr_buf_puts(&cell, value->text);
		ccr_buf_puts(out, before);
		ccr_csv_cell(out, cell.data, cell.len, false);
		ccr_buf_release(&cell);
		before = ",";
	}
	return good;
}

bool
plan_to_steps(const struct plan_export *e)
{
	const struct ccr_key *keys = keys_in(keys_in(plan_kind.keys, "goals"), "steps");
	struct ccr_buf *out = e->run->text;
	bool good = true;

	ccr_buf_puts(out, "goal");
	write_header(out, "", keys);
	ccr_buf_puts(out, "\n");
	for (size_t i = 0; i < e->plan->n_steps; i++) {
		const struct plan_step *step = &e->plan->step[i];
		const char *goal = e->plan->goal[step->goal].id;
		if (step->turn > 1)
			continue;
		ccr_csv_cell(out, goal, strlen(goal), false);
		good &= write_cells(e, step->json, keys, ",");
		ccr_buf_puts(out, "\n");
	}
	return good;
}

/* One row for each object in a list of the plan. */
static bool
write_list(const struct plan_export *e, const char *name)
{
	const struct ccr_key *keys = keys_in(plan_kind.keys, name);
	struct ccr_buf *out = e->run->text;
	bool good = true;
	size_t n;
	const struct ccr_json *list = ccr_json_list(e->plan->root, name, &n);

	write_header(out, "", keys);
	ccr_buf_puts(out, "\n");
	for (size_t i = 0; i < n; i++) {
		good &= write_cells(e, &list[i], keys, "");
		ccr_buf_puts(out, "\n");
	}
	return good;
}

bool
plan_to_goals(const struct plan_export *e)
{
	return write_list(e, "goals");
}

bool
plan_to_people(const struct plan_export *e)
{
	return write_list(e, "people");
}
