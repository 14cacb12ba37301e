/* ccr-plan: goals and steps that are checked, scheduled and followed up.
 *
 * draft makes a plan/1 skeleton from a ranking; check lists what a plan lacks; schedule computes
 * the dates of all steps by the critical path method on working days; status says, as of a day,
 * what is overdue and how far each goal and person is.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "data/cursor.h"
#include "model/smart.h"
#include "model/timing.h"
#include "program.h"

static struct {
	double top, soon;
	const char *item;
	ccr_date as_of;
} o = {.soon = 14, .as_of = CCR_DATE_NONE};

static const struct ccr_opt options[] = {
	{0, "top", "N", "take the items of rank N and better (default: all that have a rank)",
	 OPT_COUNT, &o.top, "draft"},
	{0, "item", "COL", "the column of the items (default: problem, else option)", OPT_TEXT,
	 &o.item, "draft"},
	{0, "soon", "DAYS", "due within so many days is due soon (default: 14)", OPT_COUNT, &o.soon,
	 "status"},
	CCR_OPT_AS_OF(&o.as_of, "status"),
	CCR_OPT_END,
};

static const struct ccr_field check_fields[] = {
	{"goal", CCR_TEXT}, {"step", CCR_TEXT},     {"criterion", CCR_TEXT}, {"verdict", CCR_TEXT},
	{"rule", CCR_TEXT}, {"evidence", CCR_TEXT}, {"fix", CCR_TEXT},       {"note", CCR_TEXT},
};
static const struct ccr_field schedule_fields[] = {
	{"goal", CCR_TEXT},
	{"id", CCR_TEXT},
	{"name", CCR_TEXT},
	{"responsible", CCR_TEXT},
	{"start", CCR_DATE},
	{"finish", CCR_DATE},
	{"duration_days", CCR_NUMBER},
	{"total_float_days", CCR_NUMBER},
	{"free_float_days", CCR_NUMBER},
	{"critical", CCR_COUNT},
	{"driver", CCR_TEXT},
	{"note", CCR_TEXT},
};
static const struct ccr_field status_fields[] = {
	{"goal", CCR_TEXT},        {"step", CCR_TEXT},      {"name", CCR_TEXT},
	{"responsible", CCR_TEXT}, {"due", CCR_DATE},       {"finish", CCR_DATE},
	{"status", CCR_TEXT},      {"percent", CCR_NUMBER}, {"days_late", CCR_NUMBER},
	{"reason", CCR_TEXT},      {"note", CCR_TEXT},
};

/* ---- draft ---- */

struct ranked {
	double rank;
	size_t row;
	const char *item;
};

static int
compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

static void
write_goal(struct ccr_buf *out, const char *item, size_t n)
{
	ccr_buf_printf(out, "%s\n  {\"id\": \"g%zu\", \"problem\": ", n > 1 ? "," : "", n);
	ccr_buf_json(out, item, strlen(item));
	ccr_buf_printf(out,
		       ", \"statement\": null, \"population\": null, \"responsible\": null,\n"
		       "   \"measure\": {\"name\": null, \"unit\": null, \"direction\": null, "
		       "\"baseline\": null, "
		       "\"baseline_date\": null,\n"
		       "               \"target\": null, \"target_date\": null, \"source\": null, "
		       "\"method\": null, "
		       "\"every\": null},\n"
		       "   \"reviews\": null,\n"
		       "   \"steps\": [\n"
		       "    {\"id\": \"s%zu\", \"name\": null, \"responsible\": null, \"days\": "
		       "null, \"after\": [], \"due\": null}]}",
		       n);
}

/* The items that have a rank, down to --top, best first; in the order of the rows where ranks are
 * tied. */
static bool
read_ranking(struct ccr_run *run, struct ccr_column *col, size_t n_col, struct ccr_arena *texts,
	     struct ranked **ranked, size_t *n)
{
	struct ccr_cursor *rows = ccr_cursor_open(run->input, col, n_col, run->err);
	size_t cap = 0;

	while (rows && ccr_cursor_next(rows)) {
		const struct ccr_column *item = col[1].found ? &col[1] : &col[2];
		if (!item->found) {
			ccr_err_add(run->err, CCR_DATA, ccr_cursor_file(rows), 0, NULL,
				    "no column 'problem' or 'option': --item COL says which one "
				    "holds the items");
			break;
		}
		if (item->mark != CCR_PRESENT) {
			ccr_cursor_fault(rows, item, "missing; the item is needed");
		} else if (col[0].mark != CCR_PRESENT) {
			ccr_cursor_exclude(rows, "no rank");
		} else if (ccr_given(run, "top") && col[0].number > o.top) {
			ccr_cursor_exclude(rows, "rank beyond --top");
		} else {
			CCR_GROW(*ranked, cap, *n + 1);
			(*ranked)[*n] = (struct ranked){
				col[0].number, *n, ccr_arena_text(texts, item->text, item->len)};
			++*n;
		}
	}
	return ccr_cursor_close(rows);
}

static bool
draft(struct ccr_run *run)
{
	struct ccr_column col[] = {
		{.name = "rank", .type = CCR_COUNT},
		{.name = o.item ? o.item : "problem", .type = CCR_KEY, .optional = !o.item},
		{.name = o.item ? NULL : "option", .type = CCR_KEY, .optional = true},
	};
	struct ccr_arena texts = {0};
	struct ranked *ranked = NULL;
	size_t n = 0;
	bool good = read_ranking(run, col, CCR_LEN(col), &texts, &ranked, &n);

	if (n > 0)
		qsort(ranked, n, sizeof *ranked, compare_ranked);
	ccr_buf_puts(run->text,
		     "{\"ccr\": \"plan/1\", \"name\": null, \"start\": null,\n"
		     " \"calendar\": {\"weekend\": [\"sat\", \"sun\"], \"holidays\": []},\n"
		     " \"people\": [],\n \"goals\": [");
	for (size_t i = 0; i < n; i++)
		write_goal(run->text, ranked[i].item, i + 1);
	ccr_buf_puts(run->text, "]}\n");
	free(ranked);
	ccr_arena_release(&texts);
	ccr_columns_release(col, CCR_LEN(col));
	return good;
}

/* The rows of a plan are its steps. */
static void
count_steps(struct ccr_run *run, const struct plan *plan)
{
	ccr_ledger_add(run->ledger, plan->file, CCR_READ, NULL, plan->n_steps);
	ccr_ledger_add(run->ledger, plan->file, CCR_USED, NULL, plan->n_steps);
}

/* What the plan says and no date heeds. */
static void
say_unused(const struct ccr_run *run, const struct plan *plan)
{
	bool unused = false;

	for (size_t i = 0; i < plan->n_people; i++)
		unused |= ccr_json_get(&plan->people[i], "leave") != NULL;
	for (size_t i = 0; i < plan->n_steps; i++)
		unused |= ccr_json_get(plan->step[i].json, "people") ||
			  ccr_json_get(plan->step[i].json, "hours");
	if (unused)
		ccr_note(run, "leave, hours and the people of a step move no date here");
}

/* A sound plan and its schedule, for the verbs that need one. */
static struct plan *
open_plan(struct ccr_run *run, struct plan_schedule *s)
{
	struct plan *plan = plan_read(run->input->source, false, run->err);
	bool good = plan && plan_sound(plan, run->err);

	*s = (struct plan_schedule){0};
	if (good && !plan_has_working_days(plan))
		good = ccr_err_add(run->err, CCR_DATA, plan->file, 0, "/calendar/weekend",
				   "no day of the week is left for work");
	if (good && !plan_fits(plan))
		good = ccr_err_add(
			run->err, CCR_DATA, plan->file, 0, NULL,
			"the days of all steps and lags lead out of the years 1 to 9999");
	if (good && !plan_schedule(plan, s))
		good = ccr_err_add(run->err, CCR_DATA, plan->file,
				   plan->step[s->cycle_at].json->line, NULL,
				   "these steps wait for each other: %s", s->cycle);
	if (good) {
		count_steps(run, plan);
		say_unused(run, plan);
		return plan;
	}
	plan_schedule_release(s);
	plan_free(plan);
	return NULL;
}

/* The letters stand for the rule "required" of that criterion; other rules are named. */
static void
emit_finding(struct ccr_emit *out, const struct plan *plan, const struct plan_finding *f)
{
	bool letter = strlen(f->rule) == 1;
	const char *criterion = letter                                   ? f->rule
				: strcmp(f->rule, "dates_in_order") == 0 ? "T"
				: strcmp(f->rule, "target_side") == 0    ? "M"
				: strcmp(f->rule, "unknown_person") == 0 ? "S"
									 : NULL;

	ccr_emit_text(out, f->goal == PLAN_NONE ? NULL : plan->goal[f->goal].id);
	ccr_emit_text(out, f->step == PLAN_NONE ? NULL : plan->step[f->step].id);
	ccr_emit_text(out, criterion);
	ccr_emit_text(out, "fail");
	ccr_emit_text(out, letter ? "required" : f->rule);
	ccr_emit_text(out, f->evidence);
	ccr_emit_text(out, f->fix);
	ccr_emit_missing(out, 1);
	ccr_emit_end(out);
}

static bool
check(struct ccr_run *run)
{
	struct plan *plan = plan_read(run->input->source, true, run->err);

	if (!plan)
		return false;
	smart_check(plan);
	for (size_t i = 0; i < plan->n_findings; i++)
		emit_finding(run->out, plan, &plan->finding[i]);
	run->attention = plan->n_findings > 0;
	count_steps(run, plan);
	plan_free(plan);
	return true;
}

/* ---- schedule ---- */

/* From start to note. */
static void
emit_timing(struct ccr_emit *out, const struct plan *plan, const struct plan_step *step,
	    const struct schedule_step *s)
{
	if (step->status == PLAN_DROPPED) {
		ccr_emit_missing(out, 7);
		ccr_emit_text(out, "dropped: it takes no time");
		ccr_emit_end(out);
		return;
	}
	ccr_emit_date(out, plan_start_date(plan, s));
	ccr_emit_date(out, plan_finish_date(plan, s));
	ccr_emit_number(out, s->days);
	ccr_emit_number(out, s->total_float);
	ccr_emit_number(out, s->free_float);
	ccr_emit_count(out, s->total_float <= 1e-9);
	ccr_emit_text(out, s->driver == SCHEDULE_NO_DRIVER ? NULL : plan->step[s->driver].id);
	ccr_emit_text(out,
		      s->total_float < -1e-9 ? "later than a due date or constraint allows" : NULL);
	ccr_emit_end(out);
}

static bool
schedule(struct ccr_run *run)
{
	struct plan_schedule timing;
	struct plan *plan = open_plan(run, &timing);

	for (size_t i = 0; plan && i < plan->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		const struct schedule_step *s = &timing.step[i];
		ccr_emit_text(run->out, plan->goal[step->goal].id);
		ccr_emit_text(run->out, step->id);
		ccr_emit_text(run->out, step->name);
		ccr_emit_text(run->out, step->responsible);
		emit_timing(run->out, plan, step, s);
	}
	if (!plan)
		return false;
	plan_schedule_release(&timing);
	plan_free(plan);
	return true;
}

/* ---- status ---- */

struct progress {
	double days, done; /* of all steps, and of what is done of them */
	size_t n, n_done, n_overdue;
	double percents; /* for when all steps are milestones */
};

/* What was finished after the as-of day was still open on it. */
static bool
is_open(const struct plan_step *step)
{
	return step->status != PLAN_DROPPED &&
	       (step->status != PLAN_DONE ||
		(step->finished != CCR_DATE_NONE && step->finished > o.as_of));
}

static double
days_late(const struct plan_step *step)
{
	return is_open(step) && step->due != CCR_DATE_NONE && step->due < o.as_of
		       ? (double)(o.as_of - step->due)
		       : 0;
}

static void
count_progress(struct progress *p, const struct plan_step *step)
{
	if (step->status == PLAN_DROPPED)
		return;
	p->n++;
	p->n_done += !is_open(step);
	p->n_overdue += days_late(step) > 0;
	p->days += step->days;
	p->done += step->days * fmin(step->percent, 100) / 100;
	p->percents += fmin(step->percent, 100);
}

static void
emit_note(struct ccr_emit *out)
{
	char note[32] = "as of ";

	ccr_date_print(note + 6, o.as_of);
	ccr_emit_text(out, note);
	ccr_emit_end(out);
}

static void
emit_progress(struct ccr_emit *out, const char *goal, const char *name, const char *person,
	      const struct progress *p)
{
	char *text =
		ccr_printf("%zu of %zu steps done, %zu overdue", p->n_done, p->n, p->n_overdue);

	ccr_emit_text(out, goal);
	ccr_emit_missing(out, 1);
	ccr_emit_text(out, name);
	ccr_emit_text(out, person);
	ccr_emit_missing(out, 2);
	ccr_emit_text(out, goal ? "goal" : "person");
	ccr_emit_number(out, p->n == 0     ? (double)NAN
			     : p->days > 0 ? 100 * p->done / p->days
					   : p->percents / (double)p->n);
	ccr_emit_missing(out, 1);
	ccr_emit_text(out, text);
	emit_note(out);
	free(text);
}

static void
add_reason(struct ccr_buf *reason, bool holds, const char *text)
{
	if (holds)
		ccr_buf_printf(reason, "%s%s", reason->len ? "; " : "", text);
}

static void
emit_step(struct ccr_emit *out, const struct plan *plan, const struct plan_schedule *timing,
	  size_t at)
{
	const struct plan_step *step = &plan->step[at];
	bool dropped = step->status == PLAN_DROPPED;
	ccr_date finish = dropped ? CCR_DATE_NONE
			  : step->finished != CCR_DATE_NONE
				  ? step->finished
				  : plan_finish_date(plan, &timing->step[at]);
	double late = days_late(step);
	bool open = is_open(step), has_due = step->due != CCR_DATE_NONE;
	struct ccr_buf reason = {0};

	ccr_buf_puts(&reason, "");
	add_reason(&reason, late > 0, "overdue");
	add_reason(&reason,
		   open && has_due && !(late > 0) && (double)(step->due - o.as_of) <= o.soon,
		   "due soon");
	add_reason(&reason, open && has_due && finish > step->due,
		   "its schedule ends after it is due");
	add_reason(&reason,
		   step->status == PLAN_PLANNED && step->started == CCR_DATE_NONE &&
			   plan_start_date(plan, &timing->step[at]) < o.as_of,
		   "should have started");
	add_reason(&reason, step->status == PLAN_BLOCKED, "blocked");
	add_reason(&reason, open && !has_due, "has no due date");
	ccr_emit_text(out, plan->goal[step->goal].id);
	ccr_emit_text(out, step->id);
	ccr_emit_text(out, step->name);
	ccr_emit_text(out, step->responsible);
	ccr_emit_date(out, step->due);
	ccr_emit_date(out, finish);
	ccr_emit_text(out, plan_status_names[step->status]);
	ccr_emit_number(out, step->percent);
	ccr_emit_number(out, late > 0 ? late : (double)NAN);
	ccr_emit_text(out, reason.data);
	emit_note(out);
	ccr_buf_release(&reason);
}

static bool
status(struct ccr_run *run)
{
	struct plan_schedule timing;
	struct plan *plan = open_plan(run, &timing);
	struct progress *goal, *person;

	if (!plan)
		return false;
	if (o.as_of == CCR_DATE_NONE)
		o.as_of = ccr_date_today();
	goal = ccr_alloc(plan->n_goals, sizeof *goal);
	person = ccr_alloc(plan->n_people, sizeof *person);
	for (size_t i = 0; i < plan->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		emit_step(run->out, plan, &timing, i);
		run->attention |= days_late(step) > 0;
		count_progress(&goal[step->goal], step);
		if (step->responsible)
			count_progress(&person[plan_person(plan, step->responsible) - plan->people],
				       step);
	}
	for (size_t i = 0; i < plan->n_goals; i++)
		emit_progress(run->out, plan->goal[i].id,
			      ccr_json_text(plan->goal[i].json, "statement"),
			      ccr_json_text(plan->goal[i].json, "responsible"), &goal[i]);
	for (size_t i = 0; i < plan->n_people; i++)
		if (person[i].n > 0)
			emit_progress(run->out, NULL, ccr_json_text(&plan->people[i], "name"),
				      ccr_json_text(&plan->people[i], "id"), &person[i]);
	free(goal);
	free(person);
	plan_schedule_release(&timing);
	plan_free(plan);
	return true;
}

static const struct ccr_verb verbs[] = {
	{"draft", "a plan to fill in, from a ranking", draft, NULL, 0, 0},
	{"check", "what the plan lacks; status 1 where something does", check, check_fields,
	 CCR_LEN(check_fields), 1},
	{"schedule", "dates, float and critical path of all steps", schedule, schedule_fields,
	 CCR_LEN(schedule_fields), 1},
	{"status", "what is overdue or due soon, and progress; status 1 where something is overdue",
	 status, status_fields, CCR_LEN(status_fields), 1},
	CCR_VERB_END,
};

int
main(int argc, char *argv[])
{
	static const struct ccr_kind *const kinds[] = {&plan_kind, NULL};
	static const struct ccr_program program = {
		"ccr-plan", "goals and steps that are checked, scheduled and followed up",
		"[FILE]",   options,
		verbs,      kinds,
		NULL,
	};

	return ccr_main(&program, argc, argv);
}
