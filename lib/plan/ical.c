/* ical.c: a plan as iCalendar (RFC 5545): a to-do for each step, or with --events an all-day event.
 *
 * Days have no time zone, so nothing here needs one.  DTEND is the day after the last, as the
 * standard says.  DUE is the last day itself: that is how programs show it and how people enter
 * it, though by the standard's letter a to-do is overdue when that day begins; told a day more,
 * people would be late.  As DUE must be later than DTSTART, a to-do of one day has no DTSTART.
 *
 * Links are those of RFC 9253, and optional because a program that knows only RFC 5545 takes every
 * kind of RELATED-TO it does not know for PARENT.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "data/icalout.h"
#include "plan/export.h"

enum { UID_SIZE = 32, MIDDAY = 12 };

/* The same for a step of this plan whenever it is written, so that importing again updates; another
 * for its event, because a calendar cannot hold two things of one UID. */
static void
make_uid(char uid[static UID_SIZE], const struct plan_export *e, size_t i)
{
	const char *plan = ccr_json_text(e->plan->root, "id");

	if (!plan)
		plan = ccr_json_text(e->plan->root, "name");
	snprintf(uid, UID_SIZE, "%016" PRIx64 "%s@ccr",
		 ccr_ical_id(plan ? plan : "", e->plan->step[i].id),
		 e->ask->events ? "-event" : "");
}

/* Days from where a link begins to where it lets the other step begin or end: its lag is in working
 * days, and GAP is time, which runs over weekends too. */
static long
gap_days(const struct plan_export *e, const struct schedule_link *link)
{
	const struct schedule_step *from = &e->timing->step[link->from];
	bool from_start = link->type == SCHEDULE_SS || link->type == SCHEDULE_SF;
	bool to_start = link->type == SCHEDULE_FS || link->type == SCHEDULE_SS;
	bool morning = export_is_milestone(e, link->from) && !from->evening;
	double at = (from_start ? from->es : from->ef) + link->lag;
	ccr_date begin, end;

	if (link->elapsed || link->lag == 0)
		return (long)link->lag;
	begin = from_start || morning ? plan_start_date(e->plan, from)
				      : plan_finish_date(e->plan, from) + 1;
	end = to_start ? ccr_calendar_day(&e->plan->calendar, (long)floor(at + 1e-9))
		       : ccr_calendar_day(&e->plan->calendar, (long)ceil(at - 1e-9) - 1) + 1;
	return end - begin;
}

/* A kind that orders two steps in time stands in the step that comes first, DEPENDS-ON in the one
 * that waits. */
static void
write_links(const struct plan_export *e, size_t i)
{
	static const char *const types[] = {"FINISHTOSTART", "STARTTOSTART", "FINISHTOFINISH",
					    "STARTTOFINISH"};
	struct ccr_buf *out = e->run->text;
	char uid[UID_SIZE];

	for (size_t k = 0; k < e->plan->n_links; k++) {
		const struct schedule_link *link = &e->plan->link[k];
		if (link->to == i) {
			make_uid(uid, e, link->from);
			ccr_ical_line(out, "RELATED-TO;RELTYPE=DEPENDS-ON", uid);
		}
		if (link->from == i) {
			long gap = gap_days(e, link);
			char *days = gap ? ccr_printf(";GAP=%sP%ldD", gap < 0 ? "-" : "", labs(gap))
					 : ccr_strdup("");
			char *name = ccr_printf("RELATED-TO;RELTYPE=%s%s", types[link->type], days);
			make_uid(uid, e, link->to);
			ccr_ical_line(out, name, uid);
			free(name);
			free(days);
		}
	}
}

static void
write_description(const struct plan_export *e, size_t i)
{
	const struct plan_step *step = &e->plan->step[i];
	const char *deliverable = ccr_json_text(step->json, "deliverable");
	struct ccr_buf text = {0};

	ccr_buf_printf(&text, "Goal: %s", export_goal(e, step->goal));
	if (step->responsible)
		ccr_buf_printf(&text, "\nResponsible: %s", export_responsible(e, step));
	if (step->owner != PLAN_NONE && e->plan->person[step->owner].agency)
		ccr_buf_printf(&text, ", %s", e->plan->person[step->owner].agency);
	if (deliverable)
		ccr_buf_printf(&text, "\nDeliverable: %s", deliverable);
	if (step->status != PLAN_DROPPED) {
		ccr_buf_puts(&text, "\nScheduled: ");
		export_date(&text, export_start(e, i));
		ccr_buf_puts(&text, " to ");
		export_date(&text, export_finish(e, i));
	}
	if (step->due != CCR_DATE_NONE) {
		ccr_buf_puts(&text, "\nDue: ");
		export_date(&text, step->due);
	}
	if (export_is_critical(e, i))
		ccr_buf_puts(&text, "\nCritical: a day late here is a day late at the end");
	if (step->status == PLAN_BLOCKED)
		ccr_buf_puts(&text, "\nBlocked");
	ccr_ical_text(e->run->text, "DESCRIPTION", text.data);
	ccr_buf_release(&text);
}

/* What to-dos and events have in common. */
static void
write_common(const struct plan_export *e, size_t i, const char *prefix)
{
	const struct plan_step *step = &e->plan->step[i];
	struct ccr_buf *out = e->run->text, name = {0};
	char uid[UID_SIZE];

	make_uid(uid, e, i);
	ccr_ical_line(out, "UID", uid);
	ccr_ical_hour(out, "DTSTAMP", e->as_of, 0);
	ccr_buf_puts(&name, prefix);
	export_name(&name, step);
	/* calcurse refuses a summary of two lines. */
	for (size_t at = strcspn(name.data, "\r\n"); at < name.len;
	     at += strcspn(name.data + at, "\r\n"))
		name.data[at] = ' ';
	ccr_ical_text(out, "SUMMARY", name.data);
	ccr_buf_release(&name);
	write_description(e, i);
	ccr_ical_text(out, "CATEGORIES", e->plan->goal[step->goal].id);
}

static void
write_todo(const struct plan_export *e, size_t i)
{
	static const char *const statuses[] = {"NEEDS-ACTION", "IN-PROCESS", "COMPLETED", NULL,
					       "CANCELLED"};
	const struct plan_step *step = &e->plan->step[i];
	bool dropped = step->status == PLAN_DROPPED;
	struct ccr_buf *out = e->run->text;
	const char *status = statuses[step->status];
	ccr_date due = step->due;

	ccr_ical_line(out, "BEGIN", "VTODO");
	write_common(e, i, "");
	if (due == CCR_DATE_NONE && !dropped)
		due = export_finish(e, i);
	if (!dropped && export_start(e, i) < due)
		ccr_ical_date(out, "DTSTART", export_start(e, i));
	if (due != CCR_DATE_NONE)
		ccr_ical_date(out, "DUE", due);
	if (!status)
		status = statuses[step->started == CCR_DATE_NONE ? PLAN_PLANNED : PLAN_STARTED];
	ccr_ical_line(out, "STATUS", status);
	ccr_buf_printf(out, "PERCENT-COMPLETE:%d\r\n", (int)step->percent);
	/* At midday it is this date in nearly every time zone. */
	if (step->status == PLAN_DONE && step->finished != CCR_DATE_NONE)
		ccr_ical_hour(out, "COMPLETED", step->finished, MIDDAY);
	if (e->ask->links)
		write_links(e, i);
	ccr_ical_line(out, "END", "VTODO");
}

/* Programs that show events may not show that one is cancelled, so its name says it too. */
static void
write_event(const struct plan_export *e, size_t i)
{
	bool dropped = e->plan->step[i].status == PLAN_DROPPED;
	struct ccr_buf *out = e->run->text;

	ccr_ical_line(out, "BEGIN", "VEVENT");
	write_common(e, i, dropped ? "Cancelled: " : "");
	ccr_ical_date(out, "DTSTART", export_start(e, i));
	ccr_ical_date(out, "DTEND", export_finish(e, i) + 1);
	ccr_ical_line(out, "STATUS", dropped ? "CANCELLED" : "CONFIRMED");
	ccr_ical_line(out, "TRANSP", "TRANSPARENT");
	if (e->ask->links)
		write_links(e, i);
	ccr_ical_line(out, "END", "VEVENT");
}

bool
plan_to_ics(const struct plan_export *e)
{
	struct ccr_buf *out = e->run->text;

	ccr_ical_line(out, "BEGIN", "VCALENDAR");
	ccr_ical_line(out, "VERSION", "2.0");
	ccr_ical_line(out, "PRODID", "-//ccr//ccr-plan//EN");
	ccr_ical_line(out, "CALSCALE", "GREGORIAN");
	ccr_ical_text(out, "NAME", export_title(e));
	ccr_ical_text(out, "X-WR-CALNAME", export_title(e));
	for (size_t i = 0; i < e->plan->n_steps; i++) {
		if (e->ask->events)
			write_event(e, i);
		else
			write_todo(e, i);
	}
	ccr_ical_line(out, "END", "VCALENDAR");
	if (!ccr_json_text(e->plan->root, "id") && !ccr_json_text(e->plan->root, "name"))
		ccr_note(e->run, "the plan has neither id nor name: two such plans give steps of "
				 "one id the same UID");
	return true;
}
