/* leave.c: who died or moved away, and who was in custody when; see follow.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "follow/follow.h"

/* A side file as an input whose rows stand in the ledger; false where it was not given. */
static bool
open_table(const struct follow *f, const char *option, struct ccr_input *table)
{
	if (!ccr_run_table(f->run, option, table))
		return false;
	table->ledger = f->run->ledger;
	return true;
}

/* The row's person; FOLLOW_NOBODY after excluding it. */
static uint32_t
find_id(const struct follow *f, struct ccr_cursor *rows, const struct ccr_column *id)
{
	uint32_t code = ccr_dict_find(&f->ids, id->text, id->len);

	if (code == CCR_NO_CODE)
		ccr_cursor_exclude(rows, "not in the index rows");
	return code;
}

enum { ID, DATE, KIND, DEATHS };

static void
add_leave(struct follow *f, struct ccr_cursor *rows, const struct ccr_column *col)
{
	const char *kind = col[KIND].mark == CCR_PRESENT ? f->kinds.text[col[KIND].code] : "death";
	uint32_t id = find_id(f, rows, &col[ID]);
	bool used = false;

	if (id == CCR_NO_CODE)
		return;
	if (col[DATE].mark != CCR_PRESENT) {
		ccr_cursor_exclude(rows, "no date");
		return;
	}
	for (uint32_t i = f->first[id]; i != FOLLOW_NOBODY; i = f->person[i].next) {
		struct follow_person *p = &f->person[i];
		if (col[DATE].date < p->date && strcmp(kind, "death") == 0) {
			ccr_cursor_fault(rows, &col[DATE], "before the person's index");
			return;
		}
		if (col[DATE].date < p->date || col[DATE].date > follow_observed(f))
			continue;
		used = true;
		p->died |= strcmp(kind, "death") == 0;
		if (p->leave != FOLLOWUP_NEVER && p->leave <= col[DATE].date)
			continue;
		p->leave = col[DATE].date;
		p->leave_type = kind;
		p->competes = definition_competes(&f->definition, kind);
	}
	if (!used)
		ccr_cursor_exclude(rows, col[DATE].date > follow_observed(f)
						 ? "after the last day that is observed"
						 : "before the index");
}

bool
follow_read_deaths(struct follow *f)
{
	struct ccr_column col[DEATHS] = {
		[ID] = follow_column(f->run, "deaths", "id", CCR_KEY, false),
		[DATE] = follow_column(f->run, "deaths", "date", CCR_DATE, false),
		[KIND] = follow_column(f->run, "deaths", "kind", CCR_CATEGORY, true),
	};
	struct ccr_input table;
	struct ccr_cursor *rows;
	bool good;

	if (!open_table(f, "deaths", &table))
		return true;
	col[ID].required = true;
	col[KIND].dict = &f->kinds;
	rows = ccr_cursor_open(&table, col, DEATHS, f->run->err);
	while (rows && ccr_cursor_next(rows))
		add_leave(f, rows, col);
	good = ccr_cursor_close(rows);
	col[KIND].dict = NULL;
	ccr_columns_release(col, DEATHS);
	return good;
}

enum { START = 1, STOP, CUSTODY };

static void
add_custody(struct follow *f, struct ccr_cursor *rows, const struct ccr_column *col)
{
	/* Who is not out yet stays in beyond all that is observed. */
	ccr_date stop = col[STOP].mark == CCR_PRESENT ? col[STOP].date : INT32_MAX;
	ccr_date earliest = INT32_MAX;
	uint32_t id;

	if (stop < col[START].date) {
		ccr_cursor_fault(rows, &col[STOP], "before the start of custody");
		return;
	}
	id = find_id(f, rows, &col[ID]);
	if (id == CCR_NO_CODE)
		return;
	for (uint32_t i = f->first[id]; i != FOLLOW_NOBODY; i = f->person[i].next)
		earliest = f->person[i].date < earliest ? f->person[i].date : earliest;
	if (col[START].date > follow_observed(f))
		ccr_cursor_exclude(rows, "after the last day that is observed");
	else if (stop <= earliest)
		ccr_cursor_exclude(rows, "before the index");
	else if (stop == col[START].date)
		ccr_cursor_exclude(rows, "in and out on one day");
	if (stop <= earliest || stop == col[START].date || col[START].date > follow_observed(f))
		return;
	CCR_GROW(f->custody, f->custody_cap, f->n_custody + 1);
	f->custody[f->n_custody++] = (struct follow_custody){
		id, {col[START].date, stop}, (uint32_t)ccr_cursor_line(rows)};
}

static int
by_person(const void *a, const void *b)
{
	const struct follow_custody *x = a, *y = b;

	if (x->id != y->id)
		return (x->id > y->id) - (x->id < y->id);
	if (x->spell.start != y->spell.start)
		return (x->spell.start > y->spell.start) - (x->spell.start < y->spell.start);
	return (x->line > y->line) - (x->line < y->line);
}

/* Nobody is in custody twice at a time; who is free for a day may only have been moved. */
static void
check_spells(struct follow *f, const struct ccr_input *table, const char *column)
{
	ccr_date stop = 0;
	size_t longest = 0; /* the spell that ends last of those before */

	for (size_t i = 0; i < f->n_custody; i++) {
		const struct follow_custody *c = &f->custody[i];
		bool again = i > 0 && c->id == f->custody[i - 1].id;
		if (again && c->spell.start < stop && !f->ask->join) {
			char *text = ccr_printf("before the end of the custody at line %u of the "
						"same person; --join-custody joins them",
						(unsigned)f->custody[longest].line);
			ccr_input_fault(table, f->run->err, table->source->name, c->line, column,
					NULL, text);
			free(text);
		}
		if (again && c->spell.start - 1 == stop)
			follow_note_row(&f->touching, table->source->name, c->line);
		if (!again || c->spell.stop > stop) {
			stop = c->spell.stop;
			longest = i;
		}
	}
}

/* The joined spells of each person, one after the other. */
static void
join_spells(struct follow *f)
{
	size_t n = 0;

	f->spell = ccr_alloc(f->n_custody, sizeof *f->spell);
	f->spells_of = ccr_alloc(f->ids.n + 1, sizeof *f->spells_of);
	for (size_t i = 0, id = 0; id < f->ids.n; id++) {
		size_t begin = n;
		for (; i < f->n_custody && f->custody[i].id == id; i++)
			f->spell[n++] = f->custody[i].spell;
		n = begin + followup_join(f->spell + begin, n - begin);
		f->spells_of[id + 1] = n;
	}
	free(f->custody);
	f->custody = NULL;
}

bool
follow_read_custody(struct follow *f)
{
	struct ccr_column col[CUSTODY] = {
		[ID] = follow_column(f->run, "custody", "id", CCR_KEY, false),
		[START] = follow_column(f->run, "custody", "start", CCR_DATE, false),
		[STOP] = follow_column(f->run, "custody", "stop", CCR_DATE, false),
	};
	size_t faults = f->run->err->n;
	struct ccr_input table;
	struct ccr_cursor *rows;

	if (!open_table(f, "custody", &table))
		return true;
	col[ID].required = col[START].required = true;
	rows = ccr_cursor_open(&table, col, CUSTODY, f->run->err);
	while (rows && ccr_cursor_next(rows))
		add_custody(f, rows, col);
	if (ccr_cursor_close(rows)) {
		if (f->n_custody > 0)
			qsort(f->custody, f->n_custody, sizeof *f->custody, by_person);
		check_spells(f, &table, col[START].header ? col[START].header : col[START].name);
		join_spells(f);
	}
	ccr_columns_release(col, CUSTODY);
	return f->run->err->n == faults;
}
