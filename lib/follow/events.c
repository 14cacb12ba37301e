/* events.c: what happened to the persons of the index rows; see follow.h.
 *
 * Of most rows nothing is kept, and of most it is enough to see the kind or the id: they are looked
 * at in that order.  Where both files are in the order of ids, a person is found beside the last
 * one; else by hashing.
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
	BAD,
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

struct reading {
	struct follow *f;
	struct ccr_cursor *rows;
	struct ccr_column col[COLUMNS];
	uint8_t *meaning; /* of each kind: enum definition_event plus 1; 0: not looked up yet */
	size_t meaning_cap;
	uint32_t at;             /* the last id found in order */
	size_t in_order, strays; /* rows so found, and those that were not */
	size_t n[FATES];
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

static uint32_t
find_id(struct reading *r)
{
	const struct ccr_column *id = &r->col[ID];
	const struct ccr_dict *ids = &r->f->ids;
	uint32_t code;
	bool absent = false;

	if (!r->f->sorted || ids->n == 0 || r->strays > r->in_order + 100)
		return ccr_dict_find(ids, id->text, id->len);
	code = find_in_order(r, id->text, &absent) ? r->at : CCR_NO_CODE;
	if (code != CCR_NO_CODE || absent) {
		r->in_order++;
		return code;
	}
	r->strays++;
	code = ccr_dict_find(ids, id->text, id->len);
	r->at = code == CCR_NO_CODE ? r->at : code;
	return code;
}

/* Was the event proven, and in time? */
static enum fate
look_at_proof(struct reading *r, const struct follow_person *p)
{
	const struct definition *d = &r->f->definition;
	const struct ccr_column *proof = &r->col[PROOF];

	if (proof->mark != CCR_PRESENT || proof->date > p->date + (int)d->window + d->proof_within)
		return NOT_PROVEN;
	if (proof->date >= r->col[DATE].date)
		return USED;
	ccr_cursor_fault(r->rows, proof, "before the event");
	return BAD;
}

static enum fate
look_at(struct reading *r, const struct follow_person *p, uint32_t case_code)
{
	const struct follow *f = r->f;
	ccr_date date = r->col[DATE].date;

	if (date < p->date)
		return BEFORE;
	if (case_code != CCR_NO_CODE && case_code == p->case_code)
		return SAME_CASE;
	if (date - p->date < f->gap)
		return date == p->date ? INDEX_DAY : IN_GAP;
	if (date > p->until)
		return AFTER;
	if (p->leave != FOLLOWUP_NEVER && date > p->leave)
		return LEFT;
	return f->definition.proof_date ? look_at_proof(r, p) : USED;
}

static void
keep_first(struct reading *r, struct follow_person *p, bool competing)
{
	const struct ccr_column *kind = &r->col[KIND];
	const char *type = kind->mark == CCR_PRESENT ? r->f->kinds.text[kind->code] : "event";
	ccr_date date = r->col[DATE].date;

	if (competing && (p->leave == FOLLOWUP_NEVER || date < p->leave)) {
		p->leave = date;
		p->leave_type = type;
		p->competes = true;
	} else if (!competing && (p->event == FOLLOWUP_NEVER || date < p->event)) {
		p->event = date;
		p->event_type = type;
		p->event_line = (uint32_t)ccr_cursor_line(r->rows);
	}
}

static enum fate
add_event(struct reading *r)
{
	struct follow *f = r->f;
	const struct ccr_column *col = r->col;
	enum definition_event kind = look_at_kind(r);
	enum fate fate = BEFORE;
	uint32_t id, case_code = CCR_NO_CODE;

	if (kind == DEFINITION_UNKNOWN) {
		ccr_cursor_fault(r->rows, &col[KIND], "not a kind that the definition lists");
		return BAD;
	}
	if (kind == DEFINITION_OTHER)
		return OTHER_KIND;
	id = find_id(r);
	if (id == CCR_NO_CODE)
		return NOBODY;
	if (col[CASE].mark == CCR_PRESENT)
		case_code = ccr_dict_find(&f->cases, col[CASE].text, col[CASE].len);
	for (uint32_t i = f->first[id]; i != FOLLOW_NOBODY; i = f->person[i].next) {
		enum fate now = look_at(r, &f->person[i], case_code);
		fate = now > fate ? now : fate;
		if (now == USED)
			keep_first(r, &f->person[i], kind == DEFINITION_COMPETING);
	}
	return fate;
}

static void
note_fate(struct reading *r, enum fate fate)
{
	struct follow *f = r->f;
	struct follow_rows *to = fate == INDEX_DAY   ? &f->index_day
				 : fate == SAME_CASE ? &f->same_case
				 : fate == IN_GAP    ? &f->in_gap
						     : NULL;

	r->n[fate]++;
	if (to)
		follow_note_row(to, ccr_cursor_file(r->rows), ccr_cursor_line(r->rows));
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
	struct reading r = {.f = f};
	struct ccr_input table;
	bool good;

	ccr_run_table(f->run, "events", &table);
	table.ledger = f->run->ledger;
	declare(&r);
	r.rows = ccr_cursor_open(&table, r.col, COLUMNS, f->run->err);
	while (r.rows && ccr_cursor_next(r.rows))
		note_fate(&r, add_event(&r));
	good = ccr_cursor_close(r.rows);
	for (size_t i = 0; i < FATES; i++)
		if (reasons[i] && r.n[i] > 0)
			ccr_ledger_exclude(f->run->ledger, table.source->name, reasons[i], r.n[i]);
	if (good)
		say_kinds(&r);
	r.col[KIND].dict = NULL;
	ccr_columns_release(r.col, COLUMNS);
	free(r.meaning);
	return good;
}
