/* sheets.c: the goals or the steps of a plan as rows, for a spreadsheet: the keys of plan/1 as
 * columns, nested keys joined by '_', lists by ';'.
 *
 * Rows are those of the document: a step that repeats is one row.
 */
#include "data/csvout.h"
#include "plan/export.h"

struct column {
	const char *outer, *key; /* outer: the object that holds the key; NULL: none */
};

static const struct column step_columns[] = {
	{NULL, "id"},           {NULL, "name"},         {NULL, "responsible"},
	{NULL, "accountable"},  {NULL, "consulted"},    {NULL, "informed"},
	{NULL, "people"},       {NULL, "days"},         {NULL, "hours"},
	{NULL, "deliverable"},  {NULL, "after"},        {NULL, "due"},
	{"constraint", "kind"}, {"constraint", "date"}, {NULL, "status"},
	{NULL, "started"},      {NULL, "finished"},     {NULL, "percent"},
};
/* Only where a step repeats. */
static const struct column repeat_columns[] = {
	{"repeat", "every"}, {"repeat", "on"},   {"repeat", "from"},     {"repeat", "until"},
	{"repeat", "times"}, {"repeat", "with"}, {"repeat", "finished"},
};
static const struct column goal_columns[] = {
	{NULL, "id"},
	{NULL, "problem"},
	{NULL, "statement"},
	{NULL, "population"},
	{NULL, "responsible"},
	{"measure", "name"},
	{"measure", "unit"},
	{"measure", "direction"},
	{"measure", "baseline"},
	{"measure", "baseline_date"},
	{"measure", "target"},
	{"measure", "target_date"},
	{"measure", "source"},
	{"measure", "method"},
	{"measure", "every"},
	{"measure", "n"},
	{"measure", "history"},
	{"measure", "lag_days"},
	{NULL, "reviews"},
};

static void
write_names(struct ccr_buf *out, const char *before, const struct column *column, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ccr_buf_printf(out, "%s%s%s%s", i > 0 ? "," : before,
			       column[i].outer ? column[i].outer : "", column[i].outer ? "_" : "",
			       column[i].key);
}

/* A list of one empty text would read as no list, and a ';' in an item as two. */
static bool
write_list(const struct plan_export *e, const struct ccr_json *list, const char *key)
{
	struct ccr_buf cell = {0};
	bool good = true;

	ccr_buf_puts(&cell, "");
	for (size_t i = 0; i < list->n; i++) {
		if (strchr(list->child[i].text, ';') || !*list->child[i].text)
			good = ccr_err_add(e->run->err, CCR_DATA, e->plan->file,
					   list->child[i].line, NULL,
					   "an item of '%s' is empty or holds a ';', which "
					   "parts the items in CSV",
					   key);
		ccr_buf_printf(&cell, "%s%s", i > 0 ? ";" : "", list->child[i].text);
	}
	ccr_csv_cell(e->run->text, cell.data, cell.len, false);
	ccr_buf_release(&cell);
	return good;
}

static bool
write_cells(const struct plan_export *e, const struct ccr_json *node, const char *before,
	    const struct column *column, size_t n)
{
	bool good = true;

	for (size_t i = 0; i < n; i++) {
		const struct ccr_json *value = node;
		if (column[i].outer)
			value = ccr_json_get(value, column[i].outer);
		value = value ? ccr_json_get(value, column[i].key) : NULL;
		ccr_buf_puts(e->run->text, i > 0 ? "," : before);
		if (value && value->type == CCR_JSON_LIST)
			good &= write_list(e, value, column[i].key);
		else if (value)
			ccr_csv_cell(e->run->text, value->text, strlen(value->text), false);
	}
	return good;
}

bool
plan_to_steps(const struct plan_export *e)
{
	struct ccr_buf *out = e->run->text;
	bool good = true, repeats = false;

	for (size_t i = 0; i < e->plan->n_steps; i++)
		repeats |= ccr_json_get(e->plan->step[i].json, "repeat") != NULL;
	ccr_buf_puts(out, "goal");
	write_names(out, ",", step_columns, CCR_LEN(step_columns));
	if (repeats)
		write_names(out, ",", repeat_columns, CCR_LEN(repeat_columns));
	ccr_buf_puts(out, "\n");
	for (size_t i = 0; i < e->plan->n_steps; i++) {
		const struct plan_step *step = &e->plan->step[i];
		const char *goal = e->plan->goal[step->goal].id;
		if (step->turn > 1)
			continue;
		ccr_csv_cell(out, goal, strlen(goal), false);
		good &= write_cells(e, step->json, ",", step_columns, CCR_LEN(step_columns));
		if (repeats)
			good &= write_cells(e, step->json, ",", repeat_columns,
					    CCR_LEN(repeat_columns));
		ccr_buf_puts(out, "\n");
	}
	return good;
}

bool
plan_to_goals(const struct plan_export *e)
{
	struct ccr_buf *out = e->run->text;
	bool good = true;

	write_names(out, "", goal_columns, CCR_LEN(goal_columns));
	ccr_buf_puts(out, "\n");
	for (size_t i = 0; i < e->plan->n_goals; i++) {
		good &= write_cells(e, e->plan->goal[i].json, "", goal_columns,
				    CCR_LEN(goal_columns));
		ccr_buf_puts(out, "\n");
	}
	return good;
}
