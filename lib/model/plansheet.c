/* plansheet.c: see plansheet.h. */
#include "model/plansheet.h"

#include <stdlib.h>
#include <string.h>

#include "data/doctable.h"
#include "model/plan.h"
#include "model/predecessors.h"

enum { GOALS, STEPS, PEOPLE, TABLES };
static const char *const table_names[] = {"goals", "steps", "people"};

/* The columns that a table of the kind has and no other. */
static const char *const signs[TABLES][5] = {
	{"statement", "problem", "population", "measure_"},
	{"days"},
	{"agency", "hours_per_week", "leave"},
};

/* The columns of steps that are no keys of theirs. */
enum { GOAL, PREDECESSORS, MORE };
static const char *const more_columns[] = {"goal", "predecessors", NULL};

struct sheet {
	struct ccr_doctable *table;
	const char *file;
	struct ccr_json *row;
	const char *(*more)[MORE]; /* of each row */
	size_t n, cap, more_cap;
};

struct reading {
	struct plansheet *plan;
	const struct plan_from *from;
	struct sheet sheet[TABLES];
	bool draft;
	struct ccr_arena *arena;
	struct ccr_err *err;
};

static bool
fail(struct reading *r, int table, size_t line, const char *column, const char *text)
{
	ccr_input_fault(r->from->input, r->err, r->sheet[table].file, line,
			ccr_input_role(r->from->input, column), NULL, text);
	return false;
}

static void
add_note(struct plansheet *plan, char *text)
{
	CCR_GROW(plan->note, plan->notes_cap, plan->n_notes + 1);
	plan->note[plan->n_notes++] = text;
}

static const struct ccr_key *
keys_of(int table)
{
	return table == GOALS ? plan_goal_keys : table == STEPS ? plan_step_keys : plan_person_keys;
}

/* Days make a table one of steps, whatever else it has: its other columns are then looked at as
 * such. */
static bool
open_sheet(struct reading *r, size_t file)
{
	static const int order[] = {STEPS, GOALS, PEOPLE};
	struct ccr_doctable *t = ccr_doctable_open(r->from->input, file, r->err);
	const char *name = r->from->input->source[file].name;
	int kind = TABLES;
	bool whole;

	if (!t)
		return false;
	for (size_t i = 0; i < CCR_LEN(order) && kind == TABLES; i++)
		for (const char *const *sign = signs[order[i]]; *sign; sign++)
			if (ccr_doctable_has(t, *sign))
				kind = order[i];
	if (kind < TABLES && !r->sheet[kind].table) {
		struct ccr_doctable_keys keys = {keys_of(kind), kind == STEPS ? more_columns : NULL,
						 kind == STEPS ? "id" : NULL, 2, r->draft};
		r->sheet[kind].table = t;
		r->sheet[kind].file = name;
		return ccr_doctable_bind(t, &keys, r->err);
	}
	whole = ccr_doctable_is_unparted(t);
	ccr_doctable_close(t);
	if (kind < TABLES)
		return ccr_err_add(r->err, CCR_USAGE, NULL, 0, NULL,
				   "'%s' and '%s' are both tables of %s; one was expected",
				   r->sheet[kind].file, name, table_names[kind]);
	return ccr_err_add(r->err, CCR_DATA, name, 1, NULL,
			   "not a table of steps (it has no column 'days'), of goals (nor "
			   "'statement', 'problem', 'population' or 'measure_...') or of people "
			   "(nor 'agency', 'hours_per_week' or 'leave')%s",
			   whole ? "; all is one column: --delimiter says what parts the cells"
				 : "");
}

static bool
read_sheet(struct reading *r, int table)
{
	struct sheet *s = &r->sheet[table];
	size_t faults = r->err->n;
	struct ccr_json row;
	const char *more[MORE];

	while (s->table && ccr_doctable_next(s->table, &row, more, r->arena, r->err)) {
		CCR_GROW(s->row, s->cap, s->n + 1);
		CCR_GROW(s->more, s->more_cap, s->n + 1);
		memcpy(s->more[s->n], more, sizeof more);
		s->row[s->n++] = row;
	}
	return r->err->n == faults;
}

static void
check_sheet(struct reading *r, int table)
{
	const struct sheet *s = &r->sheet[table];

	for (size_t i = 0; i < s->n; i++)
		ccr_doc_check_row(r->from->input, s->file, keys_of(table), &s->row[i], r->draft,
				  r->err);
}

/* ---- steps ---- */

/* Without ids the number of a row, from 1, is one. */
static void
number_steps(struct reading *r)
{
	struct sheet *s = &r->sheet[STEPS];

	for (size_t i = 0; i < s->n && !ccr_doctable_has(s->table, "id"); i++) {
		char *id = ccr_printf("%zu", i + 1);
		ccr_doctable_add(&s->row[i], "id", CCR_JSON_TEXT)->text =
			ccr_arena_text(r->arena, id, strlen(id));
		free(id);
	}
}

static bool
read_predecessors(struct reading *r)
{
	struct sheet *s = &r->sheet[STEPS];
	struct pred_steps steps = {.n = s->n, .week = 5};
	size_t above = 0, faults = r->err->n;

	if (!s->table || !ccr_doctable_has(s->table, "predecessors"))
		return true;
	if (ccr_doctable_has(s->table, "after"))
		return fail(r, STEPS, 1, "predecessors",
			    "beside the column 'after'; one of the two was expected");
	steps.id = ccr_alloc(s->n, sizeof *steps.id);
	for (size_t i = 0; i < s->n; i++)
		steps.id[i] = ccr_json_text(&s->row[i], "id");
	pred_steps_init(&steps);
	for (size_t i = 0; i < s->n; i++) {
		const char *cell = s->more[i][PREDECESSORS], *reason;
		if (!cell)
			continue;
		reason = pred_read(&steps, i, cell,
				   ccr_doctable_add(&s->row[i], "after", CCR_JSON_LIST), &above,
				   r->arena);
		if (reason)
			fail(r, STEPS, s->row[i].line, "predecessors", reason);
	}
	if (above > 0)
		add_note(r->plan,
			 ccr_printf("%s: %zu predecessor%s a lag alone: taken as behind the row "
				    "above",
				    s->file, above, above > 1 ? "s are" : " is"));
	pred_steps_release(&steps);
	free(steps.id);
	return r->err->n == faults;
}

/* ---- goals ---- */

/* A goal for each that the steps name, where no table has them. */
static void
name_goals(struct reading *r)
{
	struct sheet *goals = &r->sheet[GOALS];
	const struct sheet *steps = &r->sheet[STEPS];
	struct ccr_dict ids = {0};

	for (size_t i = 0; i < steps->n; i++) {
		const char *id = steps->more[i][GOAL] ? steps->more[i][GOAL] : "g1";
		size_t known = ids.n;
		struct ccr_json *goal;
		if (ccr_dict_add(&ids, id, strlen(id)) < known)
			continue;
		CCR_GROW(goals->row, goals->cap, goals->n + 1);
		goal = &goals->row[goals->n++];
		goal->type = CCR_JSON_OBJECT;
		goal->line = steps->row[i].line;
		goal->child = ccr_arena_alloc(r->arena, 3, sizeof *goal->child);
		ccr_doctable_add(goal, "id", CCR_JSON_TEXT)->text =
			ccr_arena_text(r->arena, id, strlen(id));
	}
	ccr_dict_release(&ids);
}

/* The goal of each step, as a number of a row. */
static bool
find_goals(struct reading *r, size_t *goal_of)
{
	const struct sheet *goals = &r->sheet[GOALS], *steps = &r->sheet[STEPS];
	struct ccr_dict ids = {0};
	size_t *row = ccr_alloc(goals->n, sizeof *row), faults = r->err->n;
	bool needed = goals->table ? goals->n != 1
				   : steps->table && ccr_doctable_has(steps->table, "goal");

	for (size_t i = goals->n; i-- > 0;) {
		const char *id = ccr_json_text(&goals->row[i], "id");
		if (id)
			row[ccr_dict_add(&ids, id, strlen(id))] = i;
	}
	for (size_t i = 0; i < steps->n; i++) {
		const char *id = steps->more[i][GOAL];
		uint32_t code = id ? ccr_dict_find(&ids, id, strlen(id)) : CCR_NO_CODE;
		if (!id && needed)
			fail(r, STEPS, steps->row[i].line, "goal", "missing; a value is needed");
		else if (id && code == CCR_NO_CODE)
			fail(r, STEPS, steps->row[i].line, "goal",
			     "not the id of one of the goals");
		else
			goal_of[i] = id ? row[code] : 0;
	}
	ccr_dict_release(&ids);
	free(row);
	return r->err->n == faults;
}

/* Goals have steps, none to begin with. */
static void
add_lists(struct reading *r)
{
	for (size_t i = 0; i < r->sheet[GOALS].n; i++)
		ccr_doctable_add(&r->sheet[GOALS].row[i], "steps", CCR_JSON_LIST);
}

/* Hands the steps to their goals. */
static void
deal_steps(struct reading *r, const size_t *goal_of)
{
	struct sheet *goals = &r->sheet[GOALS];
	const struct sheet *steps = &r->sheet[STEPS];
	struct ccr_json **list = ccr_alloc(goals->n, sizeof *list);
	size_t *n = ccr_alloc(goals->n, sizeof *n);

	for (size_t i = 0; i < steps->n; i++)
		n[goal_of[i]]++;
	for (size_t i = 0; i < goals->n; i++) {
		list[i] = &goals->row[i].child[goals->row[i].n - 1];
		list[i]->child = ccr_arena_alloc(r->arena, n[i], sizeof *list[i]->child);
	}
	for (size_t i = 0; i < steps->n; i++)
		list[goal_of[i]]->child[list[goal_of[i]]->n++] = steps->row[i];
	free(list);
	free(n);
}

/* ---- people ---- */

static void
name_person(struct reading *r, struct ccr_dict *ids, const struct ccr_json *value)
{
	struct sheet *people = &r->sheet[PEOPLE];
	size_t known = ids->n;
	struct ccr_json *person;

	if (!value)
		return;
	if (value->type == CCR_JSON_LIST) {
		for (size_t i = 0; i < value->n; i++)
			name_person(r, ids, &value->child[i]);
		return;
	}
	if (value->type != CCR_JSON_TEXT ||
	    ccr_dict_add(ids, value->text, strlen(value->text)) < known)
		return;
	CCR_GROW(people->row, people->cap, people->n + 1);
	person = &people->row[people->n++];
	person->type = CCR_JSON_OBJECT;
	person->line = value->line;
	person->child = ccr_arena_alloc(r->arena, 1, sizeof *person->child);
	ccr_doctable_add(person, "id", CCR_JSON_TEXT)->text = value->text;
}

/* Everybody who is named is there, where no table has people. */
static void
name_people(struct reading *r)
{
	static const char *const roles[] = {"responsible", "accountable", "people", "consulted",
					    "informed"};
	struct ccr_dict ids = {0};

	for (size_t i = 0; i < r->sheet[GOALS].n; i++)
		name_person(r, &ids, ccr_json_get(&r->sheet[GOALS].row[i], roles[0]));
	for (size_t i = 0; i < r->sheet[STEPS].n; i++)
		for (size_t k = 0; k < CCR_LEN(roles); k++)
			name_person(r, &ids, ccr_json_get(&r->sheet[STEPS].row[i], roles[k]));
	if (ids.n > 0)
		add_note(r->plan, ccr_printf("no table of people: %zu named in the plan %s taken "
					     "for all there are",
					     ids.n, ids.n > 1 ? "are" : "is"));
	ccr_dict_release(&ids);
}

/* ---- the document ---- */

/* A date a line; a first line that is none is a header. */
static bool
read_holidays(struct reading *r, struct ccr_json *list)
{
	struct ccr_buf text = {0};
	struct ccr_source *source = r->from->holidays;
	size_t line = 0, cap = 0;
	struct ccr_json *day = NULL;
	bool good = ccr_source_fill(source, &text, CCR_JSON_MAX, r->err);

	for (const char *p = text.data; good && p && *p;) {
		size_t n = strcspn(p, "\r\n");
		ccr_date date;
		const char *reason = ccr_date_parse(p, n, r->from->input->date_format, &date);
		char iso[CCR_DATE_SIZE];
		line++;
		if (reason && n > 0 && line > 1) {
			good = ccr_err_add(r->err, CCR_DATA, source->name, line, NULL, "%s",
					   reason);
		} else if (!reason) {
			CCR_GROW(day, cap, list->n + 1);
			day[list->n] = (struct ccr_json){.type = CCR_JSON_TEXT, .line = line};
			day[list->n++].text =
				ccr_arena_text(r->arena, iso, ccr_date_print(iso, date));
		}
		p += n + strspn(p + n, "\r");
		p += *p == '\n';
	}
	list->child = ccr_arena_alloc(r->arena, list->n, sizeof *day);
	if (day)
		memcpy(list->child, day, list->n * sizeof *day);
	free(day);
	ccr_buf_release(&text);
	ccr_source_close(source);
	return good;
}

static void
add_rows(struct reading *r, struct ccr_json *root, const char *key, const struct sheet *s)
{
	struct ccr_json *list = ccr_doctable_add(root, key, CCR_JSON_LIST);

	list->n = s->n;
	list->child = ccr_arena_alloc(r->arena, s->n, sizeof *list->child);
	if (s->n > 0)
		memcpy(list->child, s->row, s->n * sizeof *list->child);
}

static bool
make_document(struct reading *r)
{
	struct ccr_json *root = ccr_arena_alloc(r->arena, 1, sizeof *root), *calendar;
	char start[CCR_DATE_SIZE];

	*root = (struct ccr_json){.type = CCR_JSON_OBJECT};
	root->child = ccr_arena_alloc(r->arena, 4, sizeof *root->child);
	if (r->from->start != CCR_DATE_NONE)
		ccr_doctable_add(root, "start", CCR_JSON_TEXT)->text =
			ccr_arena_text(r->arena, start, ccr_date_print(start, r->from->start));
	if (r->from->holidays) {
		calendar = ccr_doctable_add(root, "calendar", CCR_JSON_OBJECT);
		calendar->child = ccr_arena_alloc(r->arena, 1, sizeof *calendar->child);
		if (!read_holidays(r, ccr_doctable_add(calendar, "holidays", CCR_JSON_LIST)))
			return false;
	}
	add_rows(r, root, "people", &r->sheet[PEOPLE]);
	add_rows(r, root, "goals", &r->sheet[GOALS]);
	r->plan->root = root;
	return true;
}

static bool
read_tables(struct reading *r)
{
	size_t faults = r->err->n, *goal_of;
	bool good = true;

	for (size_t i = 0; good && i < r->from->input->n; i++)
		good = open_sheet(r, i);
	if (good && !r->sheet[STEPS].table && !(r->draft && r->sheet[GOALS].table))
		good = ccr_err_add(r->err, CCR_USAGE, NULL, 0, NULL,
				   "a table of steps is needed, with a column 'days'");
	if (good && r->from->start == CCR_DATE_NONE && !r->draft)
		good = ccr_err_add(r->err, CCR_USAGE, NULL, 0, NULL,
				   "tables do not say when the plan begins: --start DATE does");
	for (int table = 0; good && table < TABLES; table++)
		good = read_sheet(r, table);
	if (!good)
		return false;
	number_steps(r);
	read_predecessors(r);
	if (!r->sheet[GOALS].table)
		name_goals(r);
	add_lists(r);
	if (!r->sheet[PEOPLE].table)
		name_people(r);
	goal_of = ccr_alloc(r->sheet[STEPS].n, sizeof *goal_of);
	good = find_goals(r, goal_of);
	check_sheet(r, STEPS);
	check_sheet(r, PEOPLE);
	/* Before they have steps: those were looked at. */
	check_sheet(r, GOALS);
	if (good)
		deal_steps(r, goal_of);
	free(goal_of);
	return r->err->n == faults && make_document(r);
}

bool
plansheet_read(struct plansheet *plan, const struct plan_from *from, bool draft,
	       struct ccr_arena *arena, struct ccr_err *err)
{
	struct reading r = {.plan = plan, .from = from, .draft = draft, .arena = arena, .err = err};
	bool good;

	good = read_tables(&r);
	plan->steps = r.sheet[STEPS].file;
	plan->goals = r.sheet[GOALS].file;
	plan->people = r.sheet[PEOPLE].file;
	for (int table = 0; table < TABLES; table++) {
		const struct sheet *s = &r.sheet[table];
		/* The steps are counted as those of a document are. */
		if (good && s->table && table != STEPS && from->input->ledger) {
			ccr_ledger_add(from->input->ledger, s->file, CCR_READ, NULL, s->n);
			ccr_ledger_add(from->input->ledger, s->file, CCR_USED, NULL, s->n);
		}
		ccr_doctable_close(s->table);
		free(s->row);
		free(s->more);
	}
	return good;
}

void
plansheet_release(struct plansheet *plan)
{
	for (size_t i = 0; i < plan->n_notes; i++)
		free(plan->note[i]);
	free(plan->note);
}
