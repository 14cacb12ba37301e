/* minutes.c: a sheet for the minutes of the next meeting, in Markdown: who is there, what needs a
 * word, and lines for what is decided. */
#include "plan/export.h"

/* Why a step is on the sheet, the most urgent first. */
enum { OVERDUE, SOON, BLOCKED, NOT_BEGUN, REASONS };

/* Adds text that Markdown must not read as more than text, on one line and in a cell. */
static void
write_text(struct ccr_buf *out, const char *text)
{
	for (const char *p = text; *p; p++) {
		if (strchr("\\`*_[]<>|#~&!", *p))
			ccr_buf_add(out, "\\", 1);
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			ccr_buf_puts(out, " ");
		else
			ccr_buf_add(out, p, 1);
	}
}

/* What was finished after the day was still open on it, as in status. */
static bool
is_open(const struct plan_export *e, const struct plan_step *step)
{
	return step->status != PLAN_DROPPED &&
	       (step->status != PLAN_DONE ||
		(step->finished != CCR_DATE_NONE && step->finished > e->as_of));
}

/* The day that is due, or else the last by the schedule. */
static ccr_date
due_date(const struct plan_export *e, size_t i)
{
	ccr_date due = e->plan->step[i].due;

	return due == CCR_DATE_NONE ? export_finish(e, i) : due;
}

static int
reason(const struct plan_export *e, size_t i)
{
	const struct plan_step *step = &e->plan->step[i];

	if (!is_open(e, step))
		return REASONS;
	if (step->due != CCR_DATE_NONE && step->due < e->as_of)
		return OVERDUE;
	if ((double)(due_date(e, i) - e->as_of) <= e->ask->soon)
		return SOON;
	if (step->status == PLAN_BLOCKED)
		return BLOCKED;
	return step->status == PLAN_PLANNED && step->started == CCR_DATE_NONE &&
			       export_start(e, i) < e->as_of
		       ? NOT_BEGUN
		       : REASONS;
}

static void
write_status(const struct plan_export *e, size_t i, int why)
{
	const struct plan_step *step = &e->plan->step[i];
	struct ccr_buf *out = e->run->text;
	long days = (long)e->as_of - due_date(e, i);

	if (why == OVERDUE)
		ccr_buf_printf(out, "overdue by %ld day%s", days, days == 1 ? "" : "s");
	else if (why == SOON && days > 0)
		ccr_buf_puts(out, "should be done");
	else if (why == SOON)
		ccr_buf_puts(out, "due soon");
	else if (why == NOT_BEGUN)
		ccr_buf_puts(out, "should have started");
	if (step->status == PLAN_BLOCKED)
		ccr_buf_printf(out, "%sblocked", why == BLOCKED ? "" : ", ");
	if (step->percent > 0 && step->percent < 100)
		ccr_buf_printf(out, ", %d %% done", (int)step->percent);
}

static void
write_row(const struct plan_export *e, size_t i, int why)
{
	const struct plan_step *step = &e->plan->step[i];
	struct ccr_buf *out = e->run->text, name = {0};

	export_name(&name, step);
	ccr_buf_puts(out, "| ");
	write_text(out, name.data);
	ccr_buf_release(&name);
	ccr_buf_puts(out, " | ");
	write_text(out, export_responsible(e, step));
	ccr_buf_puts(out, " | ");
	export_date(out, due_date(e, i));
	ccr_buf_puts(out, step->due == CCR_DATE_NONE ? " (schedule) | " : " | ");
	write_status(e, i, why);
	ccr_buf_puts(out, " | |\n");
}

static void
write_goal(const struct plan_export *e, size_t goal)
{
	const struct plan_goal *g = &e->plan->goal[goal];
	struct ccr_buf *out = e->run->text;
	size_t n = 0;

	ccr_buf_puts(out, "\n## ");
	write_text(out, g->id);
	ccr_buf_puts(out, ": ");
	write_text(out, export_goal(e, goal));
	ccr_buf_puts(out, "\n\n");
	for (int why = 0; why < REASONS; why++) {
		for (size_t i = g->first; i < g->first + g->n_steps; i++) {
			if (reason(e, i) != why)
				continue;
			if (n++ == 0)
				ccr_buf_puts(out, "| step | who | due | status | note |\n"
						  "|---|---|---|---|---|\n");
			write_row(e, i, why);
		}
	}
	if (n == 0)
		ccr_buf_printf(out, "Nothing is overdue, blocked or due within %.0f days.\n",
			       e->ask->soon);
}

static void
write_attendance(const struct plan_export *e)
{
	struct ccr_buf *out = e->run->text;

	ccr_buf_puts(out, "\n## Attendance\n\n");
	for (size_t i = 0; i < e->plan->n_people; i++) {
		const struct plan_person *person = &e->plan->person[i];
		ccr_buf_puts(out, "- [ ] ");
		write_text(out, export_person(e, i));
		if (person->agency) {
			ccr_buf_puts(out, ", ");
			write_text(out, person->agency);
		}
		ccr_buf_puts(out, " (@");
		write_text(out, person->id);
		ccr_buf_puts(out, ")\n");
	}
	ccr_buf_puts(out, "- [ ] others:\n");
}

bool
plan_to_minutes(const struct plan_export *e)
{
	struct ccr_buf *out = e->run->text;

	ccr_buf_puts(out, "# ");
	write_text(out, export_title(e));
	ccr_buf_puts(out, "\n\nMinutes of the meeting of ");
	export_date(out, e->as_of);
	ccr_buf_puts(out, "\n");
	write_attendance(e);
	for (size_t i = 0; i < e->plan->n_goals; i++)
		write_goal(e, i);
	ccr_buf_puts(out,
		     "\n## Decisions\n\n1.\n2.\n3.\n\n"
		     "## Actions\n\n"
		     "One line each: what, who by the name behind the @ above, and by when.\n\n"
		     "ACTION: text @owner due:YYYY-MM-DD\n\n"
		     "ACTION: text @owner due:YYYY-MM-DD\n\n"
		     "ACTION: text @owner due:YYYY-MM-DD\n\n"
		     "## Next meeting\n\n");
	ccr_buf_puts(out, "Date: YYYY-MM-DD\n");
	return true;
}
