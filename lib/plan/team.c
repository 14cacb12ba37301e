/* team.c: the people of a draft, from the rows of a roster. */
#include "base/mem.h"
#include "base/num.h"
#include "data/cursor.h"
#include "data/dict.h"
#include "plan/verbs.h"

enum { ID, PERSON, NAME, ROLE, AGENCY, HOURS, END, COLUMNS };

struct left_out {
	size_t left, again; /* who has left; rows of somebody who is there already */
};

static void
write_text(struct ccr_buf *out, const char *key, const struct ccr_column *column)
{
	ccr_buf_printf(out, ", \"%s\": ", key);
	if (column->mark == CCR_PRESENT)
		ccr_buf_json(out, column->text, column->len);
	else
		ccr_buf_puts(out, "null");
}

static void
write_person(struct ccr_buf *out, const struct ccr_column *id, const struct ccr_column *col,
	     size_t n)
{
	char hours[CCR_NUM_SIZE] = "null";

	ccr_buf_printf(out, "%s\n  {\"id\": ", n > 1 ? "," : "");
	ccr_buf_json(out, id->text, id->len);
	write_text(out, "name", col[NAME].mark == CCR_PRESENT ? &col[NAME] : &col[ROLE]);
	write_text(out, "agency", &col[AGENCY]);
	if (col[HOURS].mark == CCR_PRESENT)
		ccr_num_print(hours, col[HOURS].number);
	ccr_buf_printf(out, ", \"hours_per_week\": %s, \"leave\": []}", hours);
}

/* A roster says who somebody is in 'id' or, as attendance lists do, in 'person'. */
static bool
find_id(struct ccr_run *run, const struct ccr_cursor *rows, const struct ccr_column *col)
{
	return col[ID].found || col[PERSON].found ||
	       ccr_err_add(run->err, CCR_DATA, ccr_cursor_file(rows), 0, NULL,
			   "no column 'id' or 'person': one of them is needed");
}

static void
say_left_out(struct ccr_run *run, const char *file, const struct left_out *n, ccr_date as_of)
{
	char date[CCR_DATE_SIZE];

	ccr_date_print(date, as_of);
	if (n->left > 0)
		ccr_note(run, "%s: left out: %zu who left before %s", file, n->left, date);
	if (n->again > 0)
		ccr_note(run, "%s: left out: %zu further row%s of the same people", file, n->again,
			 n->again > 1 ? "s" : "");
}

bool
plan_write_team(struct ccr_run *run, const struct plan_ask *ask)
{
	struct ccr_column col[COLUMNS] = {
		{.name = "id", .type = CCR_KEY, .optional = true},
		{.name = "person", .type = CCR_KEY, .optional = true},
		{.name = "name", .type = CCR_TEXT, .optional = true},
		{.name = "role", .type = CCR_TEXT, .optional = true},
		{.name = "agency", .type = CCR_TEXT, .optional = true},
		{.name = "hours_per_week",
		 .type = CCR_NUMBER,
		 .optional = true,
		 .range = CCR_NOT_NEGATIVE},
		{.name = "end", .type = CCR_DATE, .optional = true},
	};
	ccr_date as_of = ask->as_of == CCR_DATE_NONE ? ccr_date_today() : ask->as_of;
	struct left_out left_out = {0};
	struct ccr_dict ids = {0};
	struct ccr_cursor *rows;
	struct ccr_input team;
	bool good;

	if (!ccr_run_table(run, "team", &team))
		return true;
	rows = ccr_cursor_open(&team, col, CCR_LEN(col), run->err);
	good = rows && find_id(run, rows, col);
	while (good && ccr_cursor_next(rows)) {
		const struct ccr_column *id = col[ID].found ? &col[ID] : &col[PERSON];
		size_t known = ids.n;
		if (id->mark != CCR_PRESENT)
			ccr_cursor_fault(rows, id, "missing; a value is needed");
		else if (col[END].mark == CCR_PRESENT && col[END].date < as_of)
			left_out.left++;
		else if (ccr_dict_add(&ids, id->text, id->len) < known)
			left_out.again++;
		else
			write_person(run->text, id, col, ids.n);
	}
	say_left_out(run, team.source->name, &left_out, as_of);
	good &= ccr_cursor_close(rows);
	ccr_dict_release(&ids);
	ccr_columns_release(col, CCR_LEN(col));
	return good;
}
