/* index.c: the rows with which follow-up begins; see follow.h. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "follow/follow.h"

enum { ID, DATE, KIND, CASE, GROUP_DATE, BY };

struct reading {
	struct follow *f;
	struct ccr_cursor *rows;
	struct ccr_column *col;
	size_t n_col;
	uint32_t file;
};

/* A group that is given to people for what they do later cannot be told at the start. */
static bool
is_outcome(const char *label)
{
	static const char *const words[] = {"complet",  "graduat",  "dropout",
					    "drop-out", "drop out", "dropped"};

	for (const char *p = label; p && *p; p++)
		for (size_t i = 0; i < CCR_LEN(words); i++)
			if (strncasecmp(p, words[i], strlen(words[i])) == 0)
				return true;
	return false;
}

/* The group of the row; false where it was decided after the start, which makes the time before
 * the decision immortal: those who did not live to see it are in no such group. */
static bool
read_group(struct reading *r, uint32_t *group)
{
	struct follow *f = r->f;
	const struct ccr_column *decided = &r->col[GROUP_DATE];
	ccr_date start = r->col[DATE].date;

	*group = ccr_group_of(&f->group, r->col + BY);
	if (*group == CCR_NO_CODE)
		ccr_cursor_count(r->rows, CCR_LEDGER_MISSING, "group");
	if (decided->mark != CCR_PRESENT || decided->date <= start) {
		if (f->ask->by.n > 0 && *group != CCR_NO_CODE && !decided->name &&
		    is_outcome(ccr_group_label(&f->group, *group)))
			follow_note_row(&f->completers, ccr_cursor_file(r->rows),
					ccr_cursor_line(r->rows));
		return true;
	}
	if (f->landmark == 0) {
		ccr_cursor_fault(r->rows, decided,
				 "the group was decided after the start; --landmark=DAYS begins "
				 "the follow-up later, for those who are still followed then");
		return false;
	}
	if (decided->date > start + f->landmark) {
		if (f->not_yet == CCR_NO_CODE) {
			ccr_cursor_fault(r->rows, decided,
					 "the group was decided after the landmark; --not-yet=NAME "
					 "is the group until then");
			return false;
		}
		*group = f->not_yet;
	}
	follow_note_row(&f->decided_late, ccr_cursor_file(r->rows), ccr_cursor_line(r->rows));
	return true;
}

/* The row as a person; false where it is bad or excluded. */
static bool
read_row(struct reading *r, struct follow_person *p)
{
	struct follow *f = r->f;
	const struct ccr_column *col = r->col;

	*p = (struct follow_person){.next = FOLLOW_NOBODY,
				    .case_code = CCR_NO_CODE,
				    .date = col[DATE].date,
				    .until = follow_observed(f),
				    .event = FOLLOWUP_NEVER,
				    .leave = FOLLOWUP_NEVER,
				    .line = (uint32_t)ccr_cursor_line(r->rows),
				    .file = r->file};
	if (f->definition.index_kind && col[KIND].mark == CCR_PRESENT &&
	    strcmp(col[KIND].text, f->definition.index_kind) != 0) {
		ccr_cursor_exclude(r->rows, "another kind of index");
		return false;
	}
	if (p->date > f->ask->as_of) {
		ccr_cursor_fault(r->rows, &col[DATE], "after the as-of day");
		return false;
	}
	if (p->date > p->until) {
		ccr_cursor_exclude(r->rows, "after the last day that is observed (lag_days)");
		return false;
	}
	if (!read_group(r, &p->group))
		return false;
	if (f->definition.proof_date && p->until > p->date + (int)f->definition.window)
		p->until = p->date + (int)f->definition.window;
	if (col[CASE].mark == CCR_PRESENT)
		p->case_code = ccr_dict_add(&f->cases, col[CASE].text, col[CASE].len);
	return true;
}

/* Another row of a person who has one. */
static void
add_again(struct reading *r, const struct follow_person *p)
{
	struct follow *f = r->f;
	struct follow_person *first = &f->person[f->first[p->id]];

	if (f->which == DEFINITION_ONLY) {
		char *text = ccr_printf("this person has an index row already, at line %u; --first "
					"or --each says what to do",
					(unsigned)first->line);
		ccr_cursor_fault(r->rows, &r->col[ID], text);
		free(text);
	} else if (f->which == DEFINITION_FIRST) {
		ccr_cursor_exclude(r->rows, "not the first index of the person");
		if (p->date < first->date)
			*first = *p;
	} else {
		f->several += first->next == FOLLOW_NOBODY;
		CCR_GROW(f->person, f->cap, f->n + 1);
		first = &f->person[f->first[p->id]];
		f->person[f->n] = *p;
		f->person[f->n].next = first->next;
		first->next = (uint32_t)f->n++;
	}
}

static void
add_row(struct reading *r)
{
	struct follow *f = r->f;
	const struct ccr_column *id = &r->col[ID];
	struct follow_person p;
	size_t known = f->ids.n;

	if (!read_row(r, &p))
		return;
	p.id = ccr_dict_add(&f->ids, id->text, id->len);
	if (p.id < known) {
		add_again(r, &p);
		return;
	}
	f->sorted &= p.id == 0 || strcmp(f->ids.text[p.id - 1], f->ids.text[p.id]) < 0;
	CCR_GROW(f->first, f->first_cap, f->ids.n);
	CCR_GROW(f->person, f->cap, f->n + 1);
	f->first[p.id] = (uint32_t)f->n;
	f->person[f->n++] = p;
}

static void
declare(struct reading *r)
{
	struct follow *f = r->f;
	struct ccr_column *col = r->col;

	col[ID] = follow_column(f->run, "index", "id", CCR_KEY, false);
	col[DATE] = follow_column(f->run, "index", "date", CCR_DATE, false);
	col[KIND] = follow_column(f->run, "index", "kind", CCR_KEY, true);
	col[CASE] = follow_column(f->run, "index", "case_id", CCR_KEY, true);
	col[GROUP_DATE] = (struct ccr_column){.name = f->ask->group_date, .type = CCR_DATE};
	col[ID].required = col[DATE].required = true;
	if (!f->definition.index_kind)
		col[KIND].name = NULL;
	ccr_group_columns(&f->group, col + BY);
}

bool
follow_read_index(struct follow *f)
{
	struct reading r = {.f = f, .n_col = BY + f->ask->by.n};
	struct ccr_input input = *f->run->input;
	const char *file = NULL;
	bool good;

	input.roles = NULL; /* declare() has looked */
	r.col = ccr_alloc(r.n_col, sizeof *r.col);
	declare(&r);
	f->not_yet = f->ask->not_yet ? ccr_dict_add(&f->group.label, f->ask->not_yet,
						    strlen(f->ask->not_yet))
				     : CCR_NO_CODE;
	r.rows = ccr_cursor_open(&input, r.col, r.n_col, f->run->err);
	while (r.rows && ccr_cursor_next(r.rows)) {
		if (file && file != ccr_cursor_file(r.rows))
			r.file++;
		file = ccr_cursor_file(r.rows);
		while (f->run->input->source[r.file].name != file)
			r.file++;
		add_row(&r);
	}
	good = ccr_cursor_close(r.rows);
	ccr_columns_release(r.col, r.n_col);
	free(r.col);
	return good;
}
