/* events.c: what happened to the persons of the index rows; see follow.h.
 *
 * Of most rows nothing is kept, and of most it is enough to see the kind.  The persons of the
 * others are found beside the last one where both files are in the order of ids; else by hashing,
 * many at a time, because where millions of persons are the time goes into waiting for memory.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "follow/follow.h"

enum { ID, DATE, KIND, CASE, PROOF, COLUMNS };

/* What became of an event row; of several index rows of a person the last of these holds. */
enum fate {
	BEFORE,
	AFTER,
	LEFT,
	SAME_CASE,
	INDEX_DAY,
	IN_GAP,
	NOT_PROVEN,
	OTHER_KIND,
	NOBODY,
	USED,
	FATES
};

static const char *const reasons[FATES] = {
	[BEFORE] = "before the index",
	[AFTER] = "after the last day on which an event is looked for",
	[LEFT] = "after the person left",
	[SAME_CASE] = "the case of the index itself",
	[INDEX_DAY] = "on the day of the index",
	[IN_GAP] = "too soon after the index (min-gap)",
	[NOT_PROVEN] = "not proven in time",
	[OTHER_KIND] = "another kind of event",
	[NOBODY] = "not in the index rows",
};

enum { BATCH = 256 };

/* An event row whose person is still to be found. */
struct waiting {
	size_t text; /* where the id stands in ids */
	size_t len;
	uint32_t code, case_code, line;
	ccr_date date, proof;
	const char *type;
	bool found, competing; /* found: code is known */
};

struct reading {
	struct follow *f;
	struct ccr_cursor *rows;
	struct ccr_column col[COLUMNS];
	uint8_t *meaning; /* of each kind: enum definition_event plus 1; 0: not looked up yet */
	size_t meaning_cap;
	uint32_t at;             /* the last id found in order */
	size_t in_order, strays; /* rows so found, and those that were not */
	size_t n[FATES];
	struct waiting waiting[BATCH];
	struct ccr_dict_key key[BATCH];
	size_t n_waiting;
	struct ccr_buf ids;
};

static enum definition_event
meaning_of(const struct follow *f, const char *kind)
{
	const struct ccr_list *kinds = &f->ask->kinds;
	enum definition_event event = definition_event(&f->definition, kind);

	if (kinds->n == 0 || event == DEFINITION_COMPETING)
		return event;
	for (size_t i = 0; kind && i < kinds->n; i++)
		if (strcmp(kinds->item[i], kind) == 0)
			return DEFINITION_EVENT;
	return DEFINITION_OTHER;
}

static enum definition_event
look_at_kind(struct reading *r)
{
	const struct ccr_column *kind = &r->col[KIND];

	if (kind->mark != CCR_PRESENT)
		return meaning_of(r->f, NULL);
	CCR_GROW(r->meaning, r->meaning_cap, (size_t)kind->code + 1);
	if (r->meaning[kind->code] == 0)
		r->meaning[kind->code] =
			(uint8_t)(meaning_of(r->f, r->f->kinds.text[kind->code]) + 1);
	return (enum definition_event)(r->meaning[kind->code] - 1);
}

/* Does the id stand at or a little behind the place of the last one?  *absent: it would have to
 * and does not. */
static bool
find_in_order(struct reading *r, const char *id, bool *absent)
{
	const struct ccr_dict *ids = &r->f->ids;
	int order = strcmp(id, ids->text[r->at]);

	*absent = r->at == 0 && order < 0;
	for (int step = 0; order > 0 && step < 8 && r->at + 1 < ids->n; step++) {
		order = strcmp(id, ids->text[r->at + 1]);
		*absent = order < 0;
		if (order < 0)
			return false;
		r->at++;
	}
	return order == 0;
}

/* Finds the id where both files are in order. */
static void
find_near(struct reading *r, struct waiting *w, const char *id)
{
	bool absent = false;

	if (!r->f->sorted || r->f->ids.n == 0 || r->strays > r->in_order + 100)
		return;
	w->found = find_in_order(r, id, &absent);
	w->code = w->found ? r->at : CCR_NO_CODE;
	w->found |= absent;
	*(w->found ? &r->in_order : &r->strays) += 1;
}

static void
find_all(struct reading *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_waiting; i++)
		if (!r->waiting[i].found)
			r->key[n++] = (struct ccr_dict_key){r->ids.data + r->waiting[i].text,
							    r->waiting[i].len, 0, CCR_NO_CODE};
	ccr_dict_find_all(&r->f->ids, r->key, n);
	n = 0;
	for (size_t i = 0; i < r->n_waiting; i++) {
		struct waiting *w = &r->waiting[i];
		if (w->found)
			continue;
		w->code = r->key[n++].code;
		r->at = w->code != CCR_NO_CODE ? w->code : r->at;
	}
}

static enum fate
look_at(const struct follow *f, const struct waiting *w, const struct follow_person *p)
{
	const struct definition *d = &f->definition;

	if (w->date < p->date)
		return BEFORE;
	if (w->case_code != CCR_NO_CODE && w->case_code == p->case_code)
		return SAME_CASE;
	if (w->date - p->date < f->gap)
		return w->date == p->date ? INDEX_DAY : IN_GAP;
	if (w->date > p->until)
		return AFTER;
	if (p->leave != FOLLOWUP_NEVER && w->date > p->leave)
		return LEFT;
	if (d->proof_date &&
	    (w->proof == CCR_DATE_NONE || w->proof > p->date + (int)d->window + d->proof_within))
		return NOT_PROVEN;
	return USED;
}

static void
keep_first(const struct waiting *w, struct follow_person *p)
{
	if (w->competing && (p->leave == FOLLOWUP_NEVER || w->date < p->leave)) {
		p->leave = w->date;
		p->leave_type = w->type;
		p->competes = true;
	} else if (!w->competing && (p->event == FOLLOWUP_NEVER || w->date < p->event)) {
		p->event = w->date;
		p->event_type = w->type;
		p->event_line = w->line;
	}
}

static enum fate
link_event(struct follow *f, const struct waiting *w)
{
	enum fate fate = BEFORE;

	if (w->code == CCR_NO_CODE)
		return NOBODY;
	for (uint32_t i = f->first[w->code]; i != FOLLOW_NOBODY; i = f->person[i].next) {
		enum fate now = look_at(f, w, &f->person[i]);
		fate = now > fate ? now : fate;
		if (now == USED)
			keep_first(w, &f->person[i]);
	}
	return fate;
}

/* The events that wait, in the order in which they came. */
static void
link_all(struct reading *r)
{
	struct follow *f = r->f;
	const char *file = ccr_run_file(f->run, "events")->name;

	find_all(r);
	for (size_t i = 0; i < r->n_waiting; i++) {
		enum fate fate = link_event(f, &r->waiting[i]);
		struct follow_rows *to = fate == INDEX_DAY   ? &f->index_day
					 : fate == SAME_CASE ? &f->same_case
					 : fate == IN_GAP    ? &f->in_gap
							     : NULL;
		r->n[fate]++;
		if (to)
			follow_note_row(to, file, r->waiting[i].line);
	}
	r->n_waiting = 0;
	ccr_buf_clear(&r->ids);
}

static void
add_event(struct reading *r)
{
	struct follow *f = r->f;
	const struct ccr_column *col = r->col;
	enum definition_event kind = look_at_kind(r);
	struct waiting *w = &r->waiting[r->n_waiting];

	if (kind == DEFINITION_UNKNOWN) {
		ccr_cursor_fault(r->rows, &col[KIND], "not a kind that the definition lists");
		return;
	}
	if (col[PROOF].mark == CCR_PRESENT && col[PROOF].date < col[DATE].date) {
		ccr_cursor_fault(r->rows, &col[PROOF], "before the event");
		return;
	}
	if (kind == DEFINITION_OTHER) {
		r->n[OTHER_KIND]++;
		return;
	}
	*w = (struct waiting){
		.text = r->ids.len,
		.len = col[ID].len,
		.case_code = CCR_NO_CODE,
		.line = (uint32_t)ccr_cursor_line(r->rows),
		.date = col[DATE].date,
		.proof = col[PROOF].mark == CCR_PRESENT ? col[PROOF].date : CCR_DATE_NONE,
		.type = col[KIND].mark == CCR_PRESENT ? f->kinds.text[col[KIND].code] : "event",
		.competing = kind == DEFINITION_COMPETING};
	if (col[CASE].mark == CCR_PRESENT)
		w->case_code = ccr_dict_find(&f->cases, col[CASE].text, col[CASE].len);
	ccr_buf_add(&r->ids, col[ID].text, col[ID].len + 1);
	find_near(r, w, col[ID].text);
	if (++r->n_waiting == BATCH)
		link_all(r);
}

static void
declare(struct reading *r)
{
	struct follow *f = r->f;
	const struct definition *d = &f->definition;
	struct ccr_column *col = r->col;
	bool kinds = d->kinds.n > 0 || f->ask->kinds.n > 0;

	col[ID] = follow_column(f->run, "events", "id", CCR_KEY, false);
	col[DATE] = follow_column(f->run, "events", d->event_date, CCR_DATE, false);
	col[KIND] = follow_column(f->run, "events", "kind", CCR_CATEGORY, !kinds);
	col[CASE] = follow_column(f->run, "events", "case_id", CCR_KEY, true);
	if (d->proof_date)
		col[PROOF] = follow_column(f->run, "events", d->proof_date, CCR_DATE, false);
	col[ID].required = col[DATE].required = true;
	col[KIND].required = kinds;
	col[KIND].dict = &f->kinds;
}

/* A definition whose kinds no row has finds nobody guilty: the codes are others, or the file is. */
static void
say_kinds(const struct reading *r)
{
	size_t rows = 0;

	for (size_t i = 0; i < FATES; i++)
		rows += r->n[i];
	if (rows > 0 && r->n[OTHER_KIND] == rows)
		ccr_note(r->f->run,
			 "no event row is of a kind that counts: are the kinds called otherwise? "
			 "(--kinds=KIND,...)");
}

bool
follow_read_events(struct follow *f)
{
	struct reading *r = ccr_alloc(1, sizeof *r);
	struct ccr_input table;
	bool good;

	r->f = f;
	ccr_run_table(f->run, "events", &table);
	table.ledger = f->run->ledger;
	declare(r);
	r->rows = ccr_cursor_open(&table, r->col, COLUMNS, f->run->err);
	while (r->rows && ccr_cursor_next(r->rows))
		add_event(r);
	link_all(r);
	good = ccr_cursor_close(r->rows);
	for (size_t i = 0; i < FATES; i++)
		if (reasons[i] && r->n[i] > 0)
			ccr_ledger_exclude(f->run->ledger, table.source->name, reasons[i], r->n[i]);
	if (good)
		say_kinds(r);
	r->col[KIND].dict = NULL;
	ccr_columns_release(r->col, COLUMNS);
	ccr_buf_release(&r->ids);
	free(r->meaning);
	free(r);
	return good;
}
