/* mermaid.c: a plan as a Gantt chart of Mermaid, which Markdown pages draw.
 *
 * Mermaid knows neither lags nor most kinds of link, so the dates are ours.  Names are written with
 * its entity codes (#58; is a colon) wherever its grammar or HTML would see more than text.
 */
#include <ctype.h>
#include <strings.h>

#include "plan/export.h"

/* What a line can begin with to mean something else than a name. */
static const char *const keywords[] = {
	"accDescr",          "accTitle", "axisFormat",   "call",  "click",
	"dateFormat",        "excludes", "gantt",        "href",  "includes",
	"inclusiveEndDates", "section",  "tickInterval", "title", "todayMarker",
	"topAxis",           "weekday",  "weekend",
};

static bool
begins_line(const char *text)
{
	if (isdigit((unsigned char)*text))
		return true;
	for (size_t i = 0; i < CCR_LEN(keywords); i++)
		if (strncasecmp(text, keywords[i], strlen(keywords[i])) == 0)
			return true;
	return false;
}

static void
write_text(struct ccr_buf *out, const char *text)
{
	for (const char *p = text; *p; p++) {
		unsigned char c = (unsigned char)*p;
		if (strchr("#;:%<>&{}\"\\`", c) || (p == text && begins_line(text)))
			ccr_buf_printf(out, "#%d;", c);
		else if (c < ' ' || c == 0x7f)
			ccr_buf_puts(out, " ");
		else
			ccr_buf_add(out, p, 1);
	}
}

/* Days without work, shaded. */
static void
write_excludes(const struct plan_export *e)
{
	static const char *const days[] = {"monday", "tuesday",  "wednesday", "thursday",
					   "friday", "saturday", "sunday"};
	const struct ccr_calendar *cal = &e->plan->calendar;
	struct ccr_buf *out = e->run->text;
	const char *before = "    excludes ";

	for (size_t day = 0; day < 7; day++) {
		if (!cal->weekend[day])
			continue;
		ccr_buf_printf(out, "%s%s", before, days[day]);
		before = ", ";
	}
	for (size_t i = 0; i < cal->n_holidays; i++) {
		ccr_buf_puts(out, before);
		export_date(out, cal->holiday[i]);
		before = ", ";
	}
	if (before[0] == ',')
		ccr_buf_puts(out, "\n");
}

/* A bar ends where its last day does, on the next. */
static void
write_step(const struct plan_export *e, size_t i)
{
	const struct plan_step *step = &e->plan->step[i];
	struct ccr_buf *out = e->run->text, name = {0};

	export_name(&name, step);
	ccr_buf_puts(out, "    ");
	write_text(out, name.data);
	ccr_buf_puts(out, " :");
	ccr_buf_release(&name);
	if (step->status == PLAN_DONE)
		ccr_buf_puts(out, "done, ");
	else if (step->status == PLAN_STARTED || step->started != CCR_DATE_NONE)
		ccr_buf_puts(out, "active, ");
	if (export_is_critical(e, i))
		ccr_buf_puts(out, "crit, ");
	if (export_is_milestone(e, i))
		ccr_buf_puts(out, "milestone, ");
	export_date(out, export_start(e, i));
	ccr_buf_puts(out, ", ");
	export_date(out, export_finish(e, i) + 1);
	ccr_buf_puts(out, "\n");
}

bool
plan_to_mermaid(const struct plan_export *e)
{
	struct ccr_buf *out = e->run->text;

	ccr_buf_puts(out, "gantt\n    title ");
	write_text(out, export_title(e));
	ccr_buf_puts(out, "\n    dateFormat YYYY-MM-DD\n");
	write_excludes(e);
	for (size_t goal = 0; goal < e->plan->n_goals; goal++) {
		const struct plan_goal *g = &e->plan->goal[goal];
		ccr_buf_puts(out, "    section ");
		write_text(out, export_goal(e, goal));
		ccr_buf_puts(out, "\n");
		for (size_t i = g->first; i < g->first + g->n_steps; i++)
			if (e->plan->step[i].status != PLAN_DROPPED)
				write_step(e, i);
	}
	return true;
}
