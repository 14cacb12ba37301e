/* status.c: 'ccr-plan status', how a plan stands as of a day.
 *
 * The rows of steps: what is overdue, due soon, blocked or will be late, and for whom it waits.
 */
#include "plan/status.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

const struct ccr_field plan_status_fields[PLAN_STATUS_FIELDS] = {
	{"goal", CCR_TEXT},
	{"step", CCR_TEXT},
	{"name", CCR_TEXT},
	{"responsible", CCR_TEXT},
	{"due", CCR_DATE},
	{"finish", CCR_DATE},
	{"status", CCR_TEXT},
	{"percent", CCR_NUMBER},
	{"days_late", CCR_NUMBER},
	{"reason", CCR_TEXT},
	{"baseline_finish", CCR_DATE},
	{"slip_days", CCR_NUMBER},
	{"earned_days", CCR_NUMBER},
	{"elapsed_days", CCR_NUMBER},
	{"spi_t", CCR_NUMBER},
	{"change", CCR_TEXT},
	{"note", CCR_TEXT},
};

/* Texts stand below their row, which then fits a mail; what is left out is said in them. */
static const enum ccr_place in_table[PLAN_STATUS_FIELDS] = {
	[2] = CCR_BELOW,   [9] = CCR_BELOW,   [10] = CCR_HIDDEN, [12] = CCR_HIDDEN,
	[13] = CCR_HIDDEN, [14] = CCR_HIDDEN, [15] = CCR_BELOW,  [16] = CCR_DETAIL,
};

static const enum ccr_place in_md[PLAN_STATUS_FIELDS] = {
	[12] = CCR_HIDDEN, [13] = CCR_HIDDEN, [14] = CCR_HIDDEN, [16] = CCR_DETAIL};

struct status_row
status_blank(void)
{
	double none = (double)NAN;

	return (struct status_row){.due = CCR_DATE_NONE,
				   .finish = CCR_DATE_NONE,
				   .percent = none,
				   .days_late = none,
				   .baseline_finish = CCR_DATE_NONE,
				   .slip = none,
				   .earned = none,
				   .elapsed = none,
				   .spi_t = none};
}

void
status_emit(const struct status *s, const struct status_row *row)
{
	struct ccr_emit *out = s->run->out;

	ccr_emit_text(out, row->goal);
	ccr_emit_text(out, row->step);
	ccr_emit_text(out, row->name);
	ccr_emit_text(out, row->responsible);
	ccr_emit_date(out, row->due);
	ccr_emit_date(out, row->finish);
	ccr_emit_text(out, row->status);
	ccr_emit_number(out, row->percent);
	ccr_emit_number(out, row->days_late);
	ccr_emit_text(out, row->reason);
	ccr_emit_date(out, row->baseline_finish);
	ccr_emit_number(out, row->slip);
	ccr_emit_number(out, row->earned);
	ccr_emit_number(out, row->elapsed);
	ccr_emit_number(out, row->spi_t);
	ccr_emit_text(out, row->change);
	ccr_emit_text(out, s->note);
	ccr_emit_end(out);
}

void
status_say(struct ccr_buf *text, const char *format, ...)
{
	va_list args;
	char *said;

	va_start(args, format);
	said = ccr_vprintf(format, args);
	va_end(args);
	ccr_buf_printf(text, "%s%s", text->len ? "; " : "", said);
	free(said);
}

double
status_slip(const struct status *s, ccr_date baseline, ccr_date now)
{
	const struct ccr_calendar *cal = &s->plan->calendar;

	if (baseline == CCR_DATE_NONE || now == CCR_DATE_NONE)
		return (double)NAN;
	return (double)(ccr_calendar_index(cal, now + 1) - ccr_calendar_index(cal, baseline + 1));
}

/* "waits for s1 (lt), the start of s2 (da)" and, after that, what its finish waits for. */
static void
say_waits(struct status *s, size_t at, struct ccr_buf *reason)
{
	struct standing_wait *wait;
	size_t n = standing_waits(&s->standing, at, &wait);

	for (size_t i = 0; i < n; i++) {
		const struct plan_step *on = &s->plan->step[wait[i].step];
		if (i == 0 || wait[i].finish != wait[i - 1].finish)
			status_say(reason, "%s",
				   wait[i].finish ? "its finish waits for " : "waits for ");
		else
			ccr_buf_puts(reason, ", ");
		ccr_buf_printf(reason, "%s%s", wait[i].for_start ? "the start of " : "", on->id);
		if (on->responsible)
			ccr_buf_printf(reason, " (%s)", on->responsible);
	}
	free(wait);
}

/* Counts the steps that wait, once for each person they wait for. */
static void
count_held_up(struct status *s)
{
	size_t *last = ccr_alloc(s->plan->n_people, sizeof *last);

	for (size_t i = 0; i < s->plan->n_steps; i++) {
		struct standing_wait *wait;
		size_t n = standing_waits(&s->standing, i, &wait);
		for (size_t k = 0; k < n; k++) {
			size_t who = s->plan->step[wait[k].step].owner;
			if (who == PLAN_NONE || last[who] == i + 1)
				continue;
			last[who] = i + 1;
			s->held_up[who]++;
		}
		free(wait);
	}
	free(last);
}

static void
say_reasons(struct status *s, size_t at, struct ccr_buf *reason)
{
	const struct plan_step *step = &s->plan->step[at];
	const struct standing_step *now = &s->standing.step[at];

	if (now->overdue)
		status_say(reason, "overdue");
	if (now->soon)
		status_say(reason, "due soon");
	if (now->late)
		status_say(reason, "its schedule ends %g day%s after it is due", now->days_late,
			   now->days_late == 1 ? "" : "s");
	if (now->should_start)
		status_say(reason, "should have started");
	if (now->open && now->status == PLAN_BLOCKED)
		status_say(reason, "blocked");
	say_waits(s, at, reason);
	/* Minutes are due when they follow a meeting, which has a date. */
	if (now->open && step->due == CCR_DATE_NONE && step->turn == 0)
		status_say(reason, "has no due date");
	if (now->status == PLAN_DONE && now->finish == CCR_DATE_NONE)
		status_say(reason, "done, when is not said");
	if (now->finished_later)
		status_say(reason, "finished after this day; its percent on it is not known");
}

/* What the baseline says of a step. */
static void
compare_step(const struct status *s, const struct plan_step *step, struct status_row *row,
	     struct ccr_buf *reason)
{
	const struct baseline_step *was = baseline_find(&s->baseline, step->id);

	if (!was)
		status_say(reason, "not in the baseline");
	else if (was->finish == CCR_DATE_NONE)
		status_say(reason, "without dates in the baseline");
	else
		row->baseline_finish = was->finish;
	row->slip = status_slip(s, row->baseline_finish, row->finish);
}

static void
emit_step(struct status *s, size_t at, const char *change)
{
	const struct plan_step *step = &s->plan->step[at];
	const struct standing_step *now = &s->standing.step[at];
	struct status_row row = status_blank();
	struct ccr_buf reason = {0};

	row.goal = s->plan->goal[step->goal].id;
	row.step = step->id;
	row.name = step->name;
	row.responsible = step->responsible;
	row.due = step->due;
	row.finish = now->finish;
	row.status = plan_status_names[now->status];
	row.percent = now->percent;
	row.days_late = now->overdue ? now->days_late : (double)NAN;
	row.change = change;
	say_reasons(s, at, &reason);
	if (s->has_baseline)
		compare_step(s, step, &row, &reason);
	row.reason = reason.data;
	status_emit(s, &row);
	ccr_buf_release(&reason);
}

/* Of a step that repeats: what needs somebody, what has changed, and the next time.  next: the
 * series whose next time has been met. */
static bool
is_shown(const struct status *s, size_t at, const char *change, const struct ccr_json **next)
{
	const struct plan_step *step = &s->plan->step[at];
	const struct standing_step *now = &s->standing.step[at];

	if (step->turn == 0)
		return true;
	if (now->open && !now->overdue && *next != step->json) {
		*next = step->json;
		return true;
	}
	return change || standing_needs(now) || now->should_start;
}

/* How many rows were left out. */
static size_t
emit_steps(struct status *s, bool all)
{
	const struct ccr_json *next = NULL;
	size_t hidden = 0;

	for (size_t i = 0; i < s->plan->n_steps; i++) {
		char *change = s->old ? changes_of_step(&s->changes, i) : NULL;
		bool shown = is_shown(s, i, change, &next) || all;
		if (shown)
			emit_step(s, i, change);
		hidden += !shown;
		s->run->attention |= standing_needs(&s->standing.step[i]);
		free(change);
	}
	return hidden;
}

/* Steps that only the old plan has. */
static void
emit_removed(const struct status *s)
{
	for (size_t i = 0; s->old && i < s->old->n_steps; i++) {
		const struct plan_step *step = &s->old->step[i];
		char *change = changes_lost_step(&s->changes, i);
		struct status_row row = status_blank();
		row.goal = s->old->goal[step->goal].id;
		row.step = step->id;
		row.name = step->name;
		row.responsible = step->responsible;
		row.due = step->due;
		row.status = "removed";
		row.change = change;
		if (change)
			status_emit(s, &row);
		free(change);
	}
}

/* Steps that only the baseline has. */
static void
emit_baseline_only(const struct status *s)
{
	struct ccr_dict ids = {0};

	for (size_t i = 0; s->has_baseline && i < s->plan->n_steps; i++)
		ccr_dict_add(&ids, s->plan->step[i].id, strlen(s->plan->step[i].id));
	for (size_t i = 0; i < s->baseline.n; i++) {
		const struct baseline_step *was = &s->baseline.step[i];
		struct status_row row = status_blank();
		row.step = was->id;
		row.status = "removed";
		row.reason = "in the baseline, not in the plan";
		row.baseline_finish = was->finish;
		if (ccr_dict_find(&ids, was->id, strlen(was->id)) == CCR_NO_CODE)
			status_emit(s, &row);
	}
	ccr_dict_release(&ids);
}

/* The files beside the plan. */
static bool
read_files(struct status *s)
{
	struct ccr_input table;
	struct plan_from since = {.input = &table, .start = CCR_DATE_NONE};

	s->has_baseline = ccr_run_table(s->run, "baseline", &table);
	if (s->has_baseline && !baseline_read(&s->baseline, &table, true, s->run->err))
		return false;
	if (!ccr_run_table(s->run, "since", &table))
		return true;
	s->old = plan_read(&since, true, s->run->err);
	if (s->old)
		changes_init(&s->changes, s->old, s->plan);
	return s->old != NULL;
}

static void
emit_all(struct status *s, bool all)
{
	size_t hidden;

	ccr_emit_places(s->run->out, s->run->out->format == CCR_MD ? in_md : in_table);
	count_held_up(s);
	hidden = emit_steps(s, all);
	emit_removed(s);
	emit_baseline_only(s);
	status_progress(s);
	if (hidden > 0)
		ccr_note(s->run,
			 "%zu time%s of steps that repeat not shown, done or far off; "
			 "--all shows them",
			 hidden, hidden == 1 ? "" : "s");
}

bool
plan_status(struct ccr_run *run, const struct plan_ask *ask)
{
	ccr_date as_of = ask->as_of == CCR_DATE_NONE ? ccr_date_today() : ask->as_of;
	struct plan_timing how = {.not_before = as_of};
	struct status s = {.run = run};
	struct plan *plan = plan_open(run, &how, &s.forecast);
	char date[CCR_DATE_SIZE];
	bool good;

	if (!plan)
		return false;
	s.plan = plan;
	ccr_date_print(date, as_of);
	s.note = ccr_printf("as of %s; percent of several steps weighted by their days", date);
	s.held_up = ccr_alloc(plan->n_people, sizeof *s.held_up);
	standing_init(&s.standing, plan, &s.forecast, as_of, ask->soon);
	good = read_files(&s);
	if (good)
		emit_all(&s, ask->all);
	if (s.old)
		changes_release(&s.changes);
	baseline_release(&s.baseline);
	standing_release(&s.standing);
	plan_schedule_release(&s.forecast);
	plan_free(s.old);
	plan_free(plan);
	free(s.held_up);
	free(s.note);
	return good;
}
