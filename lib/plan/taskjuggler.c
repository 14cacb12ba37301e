/* taskjuggler.c: a plan as a project of TaskJuggler 3, which can level it and report on it.
 *
 * Steps have a length, not an effort, so that TaskJuggler comes to our dates; who works on them is
 * booked on top.  It knows finish to start and start to start with lags, but no leads, no FF and
 * SF, and no 'not before': a step that needs one of these, or meets leave, waits for a milestone on
 * the day on which it starts by our schedule.
 */
#include <ctype.h>
#include <math.h>

#include "plan/export.h"

enum {
	ROOM_DAYS = 366, /* for TaskJuggler to be later than we are */
	MORNING = 9,     /* the hour at which a day of work begins, */
	HOURS = 8,       /* and how many it has */
};

static void
write_text(struct ccr_buf *out, const char *text)
{
	ccr_buf_puts(out, "\"");
	for (const char *p = text; *p; p++) {
		bool control = (unsigned char)*p < ' ' || *p == 0x7f;
		if (*p == '"')
			ccr_buf_puts(out, "\\");
		ccr_buf_add(out, control ? " " : p, 1);
		/* No macro, no variable of the environment; no escape of the closing quote. */
		if ((*p == '$' && (p[1] == '{' || p[1] == '(')) || (*p == '\\' && !p[1]))
			ccr_buf_puts(out, " ");
	}
	ccr_buf_puts(out, "\"");
}

/* Letters, digits and '_'; what had to be changed has its number, so that no two are the same. */
static void
write_id(struct ccr_buf *out, char prefix, const char *id, size_t number)
{
	bool plain = true;

	for (const char *p = id; *p; p++)
		plain &= *p == '_' || (isalnum((unsigned char)*p) && (unsigned char)*p < 0x80);
	ccr_buf_add(out, &prefix, 1);
	if (!plain)
		ccr_buf_printf(out, "%zu", number + 1);
	ccr_buf_puts(out, "_");
	for (const char *p = id; *p; p++)
		ccr_buf_add(out, isalnum((unsigned char)*p) && (unsigned char)*p < 0x80 ? p : "_",
			    1);
}

static void
write_task(const struct plan_export *e, char prefix, size_t i)
{
	const struct plan_step *step = &e->plan->step[i];

	write_id(e->run->text, 'g', e->plan->goal[step->goal].id, step->goal);
	ccr_buf_puts(e->run->text, ".");
	write_id(e->run->text, prefix, step->id, i);
}

static void
write_days(struct ccr_buf *out, const char *what, double days, char unit)
{
	if (days == floor(days))
		ccr_buf_printf(out, "%s %.0f%c", what, days, unit);
	else
		ccr_buf_printf(out, "%s %.3f%c", what, fmax(days, 0.125), unit);
}

/* Elapsed lags lead into the middle of days and to days without work, from which TaskJuggler goes
 * on in its own way. */
static bool
can_say(const struct plan_export *e, const struct schedule_link *link)
{
	if (link->lag < 0 || (link->type != SCHEDULE_FS && link->type != SCHEDULE_SS))
		return false;
	return !link->elapsed ||
	       (link->type == SCHEDULE_FS && !export_is_milestone(e, link->from) &&
		!export_is_milestone(e, link->to));
}

/* Is it a link that can be said, and the first of those from there? */
static bool
is_said(const struct plan_export *e, size_t k)
{
	const struct schedule_link *link = &e->plan->link[k];

	for (size_t i = 0; i < k; i++)
		if (e->plan->link[i].from == link->from && e->plan->link[i].to == link->to &&
		    can_say(e, &e->plan->link[i]))
			return false;
	return can_say(e, link);
}

/* Does our start come from more than the links that are said?  What TaskJuggler counts from a start
 * may begin on the evening before, and a lag ends on the evening of a day, where a milestone of
 * ours stands on the morning of the next. */
static bool
needs_wait(const struct plan_export *e, size_t i)
{
	const struct plan_step *step = &e->plan->step[i];
	bool waits = step->away || step->constraint != PLAN_FREE ||
		     e->timing->step[i].driver == SCHEDULE_NO_DRIVER;

	for (size_t k = 0; k < e->plan->n_links; k++)
		waits |= e->plan->link[k].to == i &&
			 (!is_said(e, k) || e->plan->link[k].type == SCHEDULE_SS ||
			  (export_is_milestone(e, i) && e->plan->link[k].lag > 0));
	return waits;
}

/* Has it started, or is there nothing it waits for?  Then it has a date. */
static bool
has_date(const struct plan_export *e, size_t i)
{
	if (e->timing->step[i].fixed)
		return true;
	for (size_t k = 0; k < e->plan->n_links; k++)
		if (e->plan->link[k].to == i && can_say(e, &e->plan->link[k]))
			return false;
	return true;
}

/* "start" and the moment by the schedule: the hour too where it is in the middle of a day. */
static void
write_start(const struct plan_export *e, size_t i)
{
	const struct schedule_step *s = &e->timing->step[i];
	double day = floor(s->es + 1e-9);
	int hour = (int)((s->es - day) * HOURS + 1e-9);

	ccr_buf_puts(e->run->text, "start ");
	export_date(e->run->text, plan_start_date(e->plan, s));
	if (hour > 0)
		ccr_buf_printf(e->run->text, "-%d:00", MORNING + hour);
}

/* The ends of a milestone are one, and TaskJuggler may see a loop where its start is asked for. */
static void
write_link(const struct plan_export *e, const struct schedule_link *link)
{
	struct ccr_buf *out = e->run->text;
	bool from_start = link->type == SCHEDULE_SS && !export_is_milestone(e, link->from);

	write_task(e, 's', link->from);
	if (!from_start && !(link->lag > 0))
		return;
	ccr_buf_puts(out, from_start ? " { onstart" : " {");
	if (link->lag > 0)
		write_days(out, link->elapsed ? " gapduration" : " gaplength", link->lag, 'd');
	ccr_buf_puts(out, " }");
}

static void
write_depends(const struct plan_export *e, size_t i)
{
	struct ccr_buf *out = e->run->text;
	const char *before = "      depends ";

	for (size_t k = 0; k < e->plan->n_links; k++) {
		if (e->plan->link[k].to != i || !is_said(e, k))
			continue;
		ccr_buf_puts(out, before);
		write_link(e, &e->plan->link[k]);
		before = ", ";
	}
	if (needs_wait(e, i)) {
		ccr_buf_puts(out, before);
		write_task(e, 'w', i);
	}
	ccr_buf_puts(out, "\n");
}

static void
write_people(const struct plan_export *e, const struct plan_step *step)
{
	struct ccr_buf *out = e->run->text;

	if (step->owner != PLAN_NONE) {
		ccr_buf_puts(out, "      responsible ");
		write_id(out, 'p', e->plan->person[step->owner].id, step->owner);
		ccr_buf_puts(out, "\n");
	}
	if (!(step->days > 0))
		return;
	for (size_t i = 0; i < step->n_people; i++) {
		ccr_buf_puts(out, i > 0 ? ", " : "      allocate ");
		write_id(out, 'p', e->plan->person[step->people[i]].id, step->people[i]);
	}
	ccr_buf_puts(out, step->n_people > 0 ? "\n" : "");
}

static void
write_wait(const struct plan_export *e, size_t i)
{
	struct ccr_buf *out = e->run->text;

	ccr_buf_puts(out, "    task ");
	write_id(out, 'w', e->plan->step[i].id, i);
	ccr_buf_puts(out, " \"not before\" { milestone ");
	write_start(e, i);
	ccr_buf_puts(out, " }\n");
}

static void
write_step(const struct plan_export *e, size_t i)
{
	const struct plan_step *step = &e->plan->step[i];
	const struct schedule_step *s = &e->timing->step[i];
	struct ccr_buf *out = e->run->text, name = {0};

	if (!has_date(e, i) && needs_wait(e, i))
		write_wait(e, i);
	ccr_buf_puts(out, "    task ");
	write_id(out, 's', step->id, i);
	ccr_buf_puts(out, " ");
	export_name(&name, step);
	ccr_buf_puts(&name, step->status == PLAN_DROPPED ? " (dropped)" : "");
	write_text(out, name.data);
	ccr_buf_release(&name);
	ccr_buf_puts(out, " {\n");
	/* With the pauses of leave in it. */
	if (s->days > 0)
		write_days(out, "      length", s->ef - s->es, 'd');
	else
		ccr_buf_puts(out, "      milestone");
	ccr_buf_puts(out, "\n");
	if (has_date(e, i)) {
		ccr_buf_puts(out, "      ");
		write_start(e, i);
		ccr_buf_puts(out, "\n");
	} else {
		write_depends(e, i);
	}
	write_people(e, step);
	if (step->percent > 0)
		ccr_buf_printf(out, "      complete %d\n", (int)step->percent);
	if (step->due != CCR_DATE_NONE) {
		ccr_buf_puts(out, "      note \"due ");
		export_date(out, step->due);
		ccr_buf_puts(out, "\"\n");
	}
	ccr_buf_puts(out, "    }\n");
}

static void
write_calendar(const struct plan_export *e)
{
	static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
	const struct ccr_calendar *cal = &e->plan->calendar;
	struct ccr_buf *out = e->run->text;

	for (size_t day = 0; day < 7; day++)
		if (cal->weekend[day])
			ccr_buf_printf(out, "  workinghours %s off\n", days[day]);
		else
			ccr_buf_printf(out, "  workinghours %s %d:00 - %d:00\n", days[day], MORNING,
				       MORNING + HOURS);
	ccr_buf_puts(out, "}\n");
	for (size_t i = 0; i < cal->n_holidays; i++) {
		ccr_buf_puts(out, "leaves holiday \"holiday\" ");
		export_date(out, cal->holiday[i]);
		ccr_buf_puts(out, "\n");
	}
}

static void
write_project(const struct plan_export *e)
{
	struct ccr_buf *out = e->run->text;
	ccr_date first = e->plan->start, last = first, start, finish;
	ccr_date end = ccr_date_from_civil(9999, 12, 30);

	if (export_span(e, &start, &finish)) {
		first = start < first ? start : first;
		last = finish > last ? finish : last;
	}
	ccr_buf_puts(out, "project ccr ");
	write_text(out, export_title(e));
	ccr_buf_puts(out, " ");
	export_date(out, first);
	ccr_buf_puts(out, " - ");
	export_date(out, last < end - ROOM_DAYS ? last + ROOM_DAYS : end);
	ccr_buf_puts(out, " {\n  timezone \"UTC\"\n  timeformat \"%Y-%m-%d\"\n");
	if (e->as_of_given) {
		ccr_buf_puts(out, "  now ");
		export_date(out, e->as_of);
		ccr_buf_puts(out, "\n");
	}
	ccr_buf_printf(out, "  dailyworkinghours %d\n", HOURS);
	write_calendar(e);
}

static void
write_resources(const struct plan_export *e)
{
	struct ccr_buf *out = e->run->text;

	for (size_t i = 0; i < e->plan->n_people; i++) {
		size_t n;
		const struct ccr_json *leave = ccr_json_list(e->plan->person[i].json, "leave", &n);
		ccr_buf_puts(out, "resource ");
		write_id(out, 'p', e->plan->person[i].id, i);
		ccr_buf_puts(out, " ");
		write_text(out, export_person(e, i));
		ccr_buf_puts(out, " {\n");
		for (size_t k = 0; k < n; k++) {
			ccr_date last = CCR_DATE_NONE;
			ccr_date_parse(leave[k].child[1].text, strlen(leave[k].child[1].text), NULL,
				       &last);
			ccr_buf_printf(out, "  leaves annual %s - ", leave[k].child[0].text);
			export_date(out, last + 1);
			ccr_buf_puts(out, "\n");
		}
		ccr_buf_puts(out, "}\n");
	}
}

bool
plan_to_taskjuggler(const struct plan_export *e)
{
	struct ccr_buf *out = e->run->text;

	write_project(e);
	write_resources(e);
	for (size_t goal = 0; goal < e->plan->n_goals; goal++) {
		const struct plan_goal *g = &e->plan->goal[goal];
		if (g->n_steps == 0)
			continue;
		ccr_buf_puts(out, "task ");
		write_id(out, 'g', g->id, goal);
		ccr_buf_puts(out, " ");
		write_text(out, export_goal(e, goal));
		ccr_buf_puts(out, " {\n");
		for (size_t i = g->first; i < g->first + g->n_steps; i++)
			write_step(e, i);
		ccr_buf_puts(out, "}\n");
	}
	ccr_buf_puts(out, "taskreport ccr_dates \"ccr_dates\" {\n  formats csv\n"
			  "  columns id, name, start, end\n}\n");
	return true;
}
