/* rows.c: the follow-up of each person, from what was read; see follow.h. */
#include "base/mem.h"
#include "follow/follow.h"

const struct ccr_field follow_fields[FOLLOW_FIELDS] = {
	{"id", CCR_TEXT},         {"group", CCR_TEXT},        {"start", CCR_DATE},
	{"stop", CCR_DATE},       {"days", CCR_COUNT},        {"event", CCR_COUNT},
	{"event_type", CCR_TEXT}, {"street_days", CCR_COUNT}, {"potential_days", CCR_COUNT},
	{"definition", CCR_TEXT}, {"as_of", CCR_DATE},        {"note", CCR_TEXT},
};

struct follow_up {
	ccr_date start, stop;
	enum followup_end end;
	const struct followup_spell *spell;
	size_t n_spells;
	ccr_date street; /* days */
	bool held;       /* in custody when it began */
	bool inside;     /* in custody on the day of the event */
};

static const char *
source_name(const struct follow *f, const struct follow_person *p)
{
	return f->run->input->source[p->file].name;
}

static struct follow_up
settle(const struct follow *f, const struct follow_person *p)
{
	struct followup times = {p->date, p->until, p->event, p->leave};
	struct follow_up u = {.start = p->date + f->landmark};

	u.end = followup_settle(&times, &u.stop);
	if (f->ask->custody) {
		u.spell = f->spell + f->spells_of[p->id];
		u.n_spells = f->spells_of[p->id + 1] - f->spells_of[p->id];
	}
	u.street = u.stop - u.start - followup_days_within(u.spell, u.n_spells, u.start, u.stop);
	u.held = followup_is_held(u.spell, u.n_spells, u.start);
	u.inside = u.end == FOLLOWUP_EVENT && followup_is_inside(u.spell, u.n_spells, u.stop);
	return u;
}

/* Was the window, and what comes behind it, over on the as-of day?  A landmark does not move it:
 * it is the window of the index. */
static bool
is_complete(const struct follow *f, const struct follow_person *p)
{
	const struct definition *d = &f->definition;

	return p->date + (int)d->window + (d->proof_date ? d->proof_within : 0) <=
	       follow_observed(f);
}

/* Why the person is no row of the result; NULL where it is one. */
static const char *
exclusion(const struct follow *f, const struct follow_person *p, const struct follow_up *u)
{
	const struct definition *d = &f->definition;

	if (f->early == FOLLOW_EXCLUDE && !is_complete(f, p))
		return "not followed for the whole window";
	if (d->died && p->died)
		return "died during the follow-up";
	if (f->landmark > 0 && u->stop <= u->start)
		return u->end == FOLLOWUP_EVENT  ? "event before the landmark was over"
		       : u->end == FOLLOWUP_LEFT ? "left before the landmark was over"
						 : "not followed beyond the landmark";
	if (!f->ask->custody)
		return NULL;
	if (d->never_at_risk && u->end != FOLLOWUP_EVENT && u->stop > u->start && u->street == 0)
		return "never at risk: in custody all the time";
	/* What custody after the event would have taken off is not asked: it may be for the event.
	 */
	if (u->street + (follow_observed(f) - u->stop) < d->min_street)
		return "less time at risk than min_street_days";
	return NULL;
}

static void
emit_row(const struct follow *f, const struct follow_person *p, const struct follow_up *u)
{
	struct ccr_emit *out = f->run->out;
	struct ccr_buf note = {0};

	ccr_buf_puts(&note, f->ask->custody ? "" : "custody not known");
	if (u->held)
		ccr_buf_puts(&note, "in custody at the start");
	if (u->inside)
		ccr_buf_printf(&note, "%sin custody at the event", note.len ? "; " : "");
	ccr_emit_text(out, f->ids.text[p->id]);
	ccr_emit_text(out, p->group == CCR_NO_CODE ? NULL : ccr_group_label(&f->group, p->group));
	ccr_emit_date(out, u->start);
	ccr_emit_date(out, u->stop);
	ccr_emit_count(out, (size_t)(u->stop - u->start));
	ccr_emit_count(out, u->end == FOLLOWUP_EVENT);
	ccr_emit_text(out, u->end == FOLLOWUP_EVENT                 ? p->event_type
			   : u->end == FOLLOWUP_LEFT && p->competes ? p->leave_type
								    : NULL);
	if (f->ask->custody)
		ccr_emit_count(out, (size_t)u->street);
	else
		ccr_emit_missing(out, 1);
	ccr_emit_count(out, (size_t)(follow_observed(f) - u->start));
	ccr_emit_text(out, f->definition.name);
	ccr_emit_date(out, f->ask->as_of);
	ccr_emit_text(out, note.data);
	ccr_emit_end(out);
	ccr_buf_release(&note);
}

/* What the checks ask about. */
static void
count_row(struct follow *f, const struct follow_person *p, const struct follow_up *u)
{
	const char *file = source_name(f, p);
	bool event = u->end == FOLLOWUP_EVENT;
	bool late = follow_observed(f) - p->date < (int)f->definition.window;

	f->used++;
	f->events += event;
	f->left += u->end == FOLLOWUP_LEFT && p->competes;
	f->censored_leaving += u->end == FOLLOWUP_LEFT && !p->competes;
	f->partial += late;
	*(late ? &f->shares.late : &f->shares.full) += 1;
	*(late ? &f->shares.late_events : &f->shares.full_events) += event;
	if (u->held)
		follow_note_row(&f->held, file, p->line);
	if (u->inside)
		follow_note_row(&f->inside, ccr_run_file(f->run, "events")->name, p->event_line);
	if (!event)
		ccr_ledger_add(f->run->ledger, file, CCR_CENSORED,
			       u->end == FOLLOWUP_CENSORED ? "without the event"
			       : p->competes               ? "left before the event (competing)"
							   : "left before the event",
			       1);
}

void
follow_emit(struct follow *f)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct follow_person *p = &f->person[i];
		struct follow_up u = settle(f, p);
		const char *reason = exclusion(f, p, &u);
		bool refused = f->early == FOLLOW_REFUSE && !is_complete(f, p);
		if (refused)
			ccr_err_add(f->run->err, CCR_DATA, source_name(f, p), p->line, NULL,
				    "too late: the window of %.0f days and the time after it were "
				    "not over on the as-of day; --early=exclude leaves such rows "
				    "out",
				    f->definition.window);
		else if (reason)
			ccr_ledger_exclude(f->run->ledger, source_name(f, p), reason, 1);
		if (refused || reason)
			continue;
		count_row(f, p, &u);
		emit_row(f, p, &u);
	}
}
