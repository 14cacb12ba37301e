/* ccr-plan: goals and steps that are checked, feasible and kept.
 *
 * draft makes a plan/1 skeleton from a ranking; check lists what a plan lacks; schedule computes
 * the dates of all steps by the critical path method on working days; status says, as of a day,
 * what is overdue and how far each goal and person is.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "data/plan.h"
#include "data/table.h"
#include "decide/schedule.h"
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

/* The ranked items, best first, in the order of the rows where ranks are tied. */
static void
write_goals(struct ccr_buf *out, const struct ccr_table *t, double last)
{
	size_t n = 0;

	for (double rank = 1; rank <= last; rank++) {
		for (size_t i = 0; i < t->n; i++) {
			const char *item = t->column[1].text[i];
			if (t->column[0].mark[i] != CCR_PRESENT || t->column[0].number[i] != rank)
				continue;
			n++;
			ccr_buf_printf(
				out, "%s\n  {\"id\": \"g%zu\", \"problem\": ", n > 1 ? "," : "", n);
			ccr_buf_json(out, item, strlen(item));
			ccr_buf_printf(out,
				       ", \"statement\": null, \"population\": null, "
				       "\"responsible\": null,\n"
				       "   \"measure\": {\"name\": null, \"unit\": null, "
				       "\"direction\": null, \"baseline\": null, "
				       "\"baseline_date\": null,\n"
				       "               \"target\": null, \"target_date\": null, "
				       "\"source\": null, \"method\": null, "
				       "\"every\": null},\n"
				       "   \"reviews\": null,\n"
				       "   \"steps\": [\n"
				       "    {\"id\": \"s%zu\", \"name\": null, \"responsible\": "
				       "null, \"days\": null, \"after\": [], \"due\": null}]}",
				       n);
		}
	}
}

static bool
draft(struct ccr_run *run)
{
	struct ccr_column col[] = {
		{.name = "rank", .type = CCR_COUNT},
		{.name = o.item ? o.item : "problem",
		 .type = CCR_KEY,
		 .required = true,
		 .optional = !o.item},
		{.name = o.item ? NULL : "option", .type = CCR_KEY, .optional = true},
	};
	struct ccr_table *t = ccr_table_read(run->input, col, CCR_LEN(col), run->err);
	double last = 0;

	if (t && !t->column[1].found) {
		if (!t->column[2].found && t->n > 0)
			ccr_err_add(run->err, CCR_DATA, run->input->source->name, 0, NULL,
				    "no column 'problem' or 'option': --item COL says which one "
				    "holds the items");
		t->column[1] = t->column[2];
		t->column[2] = (struct ccr_vector){0};
	}
	for (size_t i = 0; t && run->err->n == 0 && i < t->n; i++) {
		if (t->column[1].mark[i] != CCR_PRESENT)
			ccr_err_add(run->err, CCR_DATA, run->input->source->name, t->line[i], NULL,
				    "the item is missing");
		else if (t->column[0].mark[i] == CCR_PRESENT &&
			 (!ccr_given(run, "top") || t->column[0].number[i] <= o.top))
			last = fmax(last, t->column[0].number[i]);
	}
	if (run->err->n == 0) {
		ccr_buf_puts(run->text,
			     "{\"ccr\": \"plan/1\", \"name\": null, \"start\": null,\n"
			     " \"calendar\": {\"weekend\": [\"sat\", \"sun\"], \"holidays\": []},\n"
			     " \"people\": [],\n \"goals\": [");
		write_goals(run->text, t, last);
		ccr_buf_puts(run->text, "]}\n");
	}
	ccr_table_free(t);
	ccr_columns_release(col, CCR_LEN(col));
	return run->err->n == 0;
}

/* ---- the plan as a network ---- */

struct network {
	struct ccr_calendar calendar;
	struct schedule_step *step;
	struct schedule_link *link;
	size_t *cycle, n_cycle;
	double finish;
	bool scheduled;
};

/* What has happened, and what the plan demands, as bounds in working time. */
static struct schedule_step
bounded(const struct ccr_calendar *cal, const struct plan_step *from)
{
	struct schedule_step step = schedule_step(isnan(from->days) ? 0 : from->days);
	double at = from->constraint ? (double)ccr_calendar_index(cal, from->constraint_date) : 0;
	/* A day that is no working day cannot be the last: the one before it is. */
	double end =
		from->constraint ? (double)ccr_calendar_index(cal, from->constraint_date + 1) : 0;

	switch (from->constraint ? ccr_opt_choice("snet|snlt|fnet|fnlt|mso|mfo", from->constraint)
				 : -1) {
	case 0: step.start_from = at; break;
	case 1: step.start_by = at; break;
	case 2: step.finish_from = at + 1; break;
	case 3: step.finish_by = end; break;
	case 4: step.start_from = step.start_by = at; break;
	case 5: step.finish_from = step.finish_by = end; break;
	default: break;
	}
	if (from->due != CCR_DATE_NONE)
		step.finish_by =
			fmin(step.finish_by, (double)ccr_calendar_index(cal, from->due + 1));
	if (from->started != CCR_DATE_NONE)
		step.start_from =
			fmax(step.start_from, (double)ccr_calendar_index(cal, from->started));
	if (from->status == PLAN_DONE && from->finished != CCR_DATE_NONE &&
	    from->started != CCR_DATE_NONE)
		step.days = (double)(ccr_calendar_index(cal, from->finished + 1) -
				     ccr_calendar_index(cal, from->started));
	return step;
}

static bool
build(struct network *net, const struct plan *plan)
{
	net->calendar.origin = plan->start;
	memcpy(net->calendar.weekend, plan->weekend, sizeof plan->weekend);
	net->calendar.holiday = plan->holiday;
	net->calendar.n_holidays = plan->n_holidays;
	ccr_calendar_init(&net->calendar);
	net->step = ccr_alloc(plan->n_steps, sizeof *net->step);
	net->link = ccr_alloc(plan->n_links, sizeof *net->link);
	net->cycle = ccr_alloc(plan->n_steps, sizeof *net->cycle);
	for (size_t i = 0; i < plan->n_steps; i++)
		net->step[i] = bounded(&net->calendar, &plan->step[i]);
	for (size_t i = 0; i < plan->n_links; i++) {
		const struct plan_link *link = &plan->link[i];
		net->link[i] = (struct schedule_link){link->from, link->to,
						      (enum schedule_link_type)link->type,
						      link->lag, link->elapsed};
	}
	net->scheduled = schedule_compute(&net->calendar, net->step, plan->n_steps, net->link,
					  plan->n_links, &net->finish, net->cycle, &net->n_cycle);
	return net->scheduled;
}

static void
network_release(struct network *net)
{
	free(net->step);
	free(net->link);
	free(net->cycle);
}

/* "s1 -> s2 -> s1" */
static char *
cycle_text(const struct plan *plan, const struct network *net)
{
	struct ccr_buf text = {0};

	for (size_t i = 0; i <= net->n_cycle; i++)
		ccr_buf_printf(&text, "%s%s", i ? " -> " : "",
			       plan->step[net->cycle[i % net->n_cycle]].id);
	return ccr_buf_detach(&text);
}

/* Can days be counted at all? */
static bool
has_working_days(const struct plan *plan)
{
	bool any = false;

	for (int day = 0; day < 7; day++)
		any |= !plan->weekend[day];
	return any;
}

/* A sound plan and its schedule, for the verbs that need one. */
static struct plan *
open_plan(struct ccr_run *run, struct network *net)
{
	struct plan *plan = plan_read(run->input->source, false, run->err);
	bool good = plan && plan_sound(plan, run->err);

	if (good && !has_working_days(plan))
		good = ccr_err_add(run->err, CCR_DATA, plan->file, 0, "/calendar/weekend",
				   "no day of the week is left for work");
	if (good && !build(net, plan)) {
		char *text = cycle_text(plan, net);
		good = ccr_err_add(run->err, CCR_DATA, plan->file,
				   plan->step[net->cycle[0]].json->line, NULL,
				   "these steps wait for each other: %s", text);
		free(text);
	}
	if (good) {
		ccr_ledger_add(run->ledger, plan->file, CCR_READ, "steps", plan->n_steps);
		ccr_ledger_add(run->ledger, plan->file, CCR_USED, "steps", plan->n_steps);
		return plan;
	}
	plan_free(plan);
	return NULL;
}

static bool
is_milestone(const struct schedule_step *step)
{
	return !(step->days > 0);
}

/* A milestone stands on the day on which what it waits for is finished. */
static ccr_date
start_date(const struct network *net, const struct schedule_step *step)
{
	double time = is_milestone(step) && step->driver != SCHEDULE_NO_DRIVER && step->es >= 1
			      ? step->es - 1
			      : step->es;

	return ccr_calendar_day(&net->calendar, (long)floor(time + 1e-9));
}

static ccr_date
finish_date(const struct network *net, const struct schedule_step *step)
{
	return is_milestone(step)
		       ? start_date(net, step)
		       : ccr_calendar_day(&net->calendar, (long)ceil(step->ef - 1e-9) - 1);
}

/* ---- check ---- */

static bool
absent(const struct ccr_json *node, const char *key)
{
	const struct ccr_json *value = ccr_json_get(node, key);

	return !value || (value->type == CCR_JSON_TEXT && !*value->text);
}

/* What each letter of SMART needs to be there at all. */
static const struct {
	const char *letter, *parent, *key, *fix;
} needed[] = {
	{"S", NULL, "statement", "say in one sentence who does what"},
	{"S", NULL, "population", "say whom the goal is about"},
	{"S", NULL, "responsible", "name the person who answers for it"},
	{"M", "measure", "name", "name what is counted"},
	{"M", "measure", "unit", "say in what it is counted"},
	{"M", "measure", "direction", "say which way is better: up or down"},
	{"M", "measure", "baseline", "give the value now"},
	{"M", "measure", "baseline_date", "say as of when"},
	{"M", "measure", "target", "give the value to reach"},
	{"M", "measure", "source", "say where the numbers come from"},
	{"R", NULL, "problem", "name the problem it answers"},
	{"T", "measure", "target_date", "say by when"},
};

static void
check_fields_of(struct plan *plan, size_t goal)
{
	const struct ccr_json *node = plan->goal[goal].json;

	for (size_t i = 0; i < CCR_LEN(needed); i++) {
		const struct ccr_json *parent =
			needed[i].parent ? ccr_json_get(node, needed[i].parent) : node;
		if (absent(parent, needed[i].key))
			plan_find(plan, goal, PLAN_NONE, needed[i].letter, needed[i].fix,
				  node->line, "'%s%s%s' is not given",
				  needed[i].parent ? needed[i].parent : "",
				  needed[i].parent ? "." : "", needed[i].key);
	}
	if (plan->goal[goal].n_steps == 0)
		plan_find(plan, goal, PLAN_NONE, "A", "add the steps that lead there", node->line,
			  "the goal has no steps");
}

static void
check_step(struct plan *plan, size_t at)
{
	const struct plan_step *step = &plan->step[at];
	static const struct {
		const char *letter, *key, *fix;
	} wanted[] = {{"S", "name", "say what is done"},
		      {"S", "responsible", "name one person"},
		      {"A", "days", "estimate the working days"},
		      {"T", "due", "say by when"}};

	for (size_t i = 0; i < CCR_LEN(wanted); i++)
		if (absent(step->json, wanted[i].key))
			plan_find(plan, step->goal, at, wanted[i].letter, wanted[i].fix,
				  step->json->line, "'%s' is not given", wanted[i].key);
}

/* first must not be after second; both are dates of the plan or absent. */
static void
in_order(struct plan *plan, size_t goal, size_t step, ccr_date first, ccr_date second,
	 const char *names, size_t line)
{
	char a[CCR_DATE_SIZE], b[CCR_DATE_SIZE];

	if (first == CCR_DATE_NONE || second == CCR_DATE_NONE || first <= second)
		return;
	ccr_date_print(a, first);
	ccr_date_print(b, second);
	plan_find(plan, goal, step, "dates_in_order", "correct one of the two dates", line,
		  "%s: %s is after %s", names, a, b);
}

static void
check_dates(struct plan *plan)
{
	for (size_t i = 0; i < plan->n_people; i++) {
		size_t n;
		const struct ccr_json *leave = ccr_json_list(&plan->people[i], "leave", &n);
		for (size_t k = 0; k < n; k++) {
			ccr_date from, to;
			if (!ccr_date_parse(leave[k].child[0].text, 10, NULL, &from) &&
			    !ccr_date_parse(leave[k].child[1].text, 10, NULL, &to))
				in_order(plan, PLAN_NONE, PLAN_NONE, from, to,
					 "first and last day of leave", leave[k].line);
		}
	}
	for (size_t i = 0; i < plan->n_goals; i++) {
		const struct ccr_json *node = plan->goal[i].json,
				      *measure = ccr_json_get(node, "measure");
		ccr_date target = ccr_json_date(measure, "target_date");
		in_order(plan, i, PLAN_NONE, ccr_json_date(measure, "baseline_date"), target,
			 "baseline_date and target_date", node->line);
		in_order(plan, i, PLAN_NONE, plan->start, target,
			 "the plan's start and target_date", node->line);
	}
	for (size_t i = 0; i < plan->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		ccr_date target = ccr_json_date(
			ccr_json_get(plan->goal[step->goal].json, "measure"), "target_date");
		in_order(plan, step->goal, i, plan->start, step->due, "the plan's start and due",
			 step->json->line);
		in_order(plan, step->goal, i, step->due, target, "due and the goal's target_date",
			 step->json->line);
		in_order(plan, step->goal, i, step->started, step->finished, "started and finished",
			 step->json->line);
	}
	for (size_t i = 0; i < plan->n_links; i++) {
		const struct plan_link *link = &plan->link[i];
		const struct plan_step *from = &plan->step[link->from], *to = &plan->step[link->to];
		if (link->type == 0 && !(link->lag < 0))
			in_order(plan, to->goal, link->to, from->due, to->due,
				 "due of the step it waits for, and its own due", to->json->line);
	}
}

static void
check_cycle(struct plan *plan)
{
	struct network net = {0};

	/* The calendar does not matter here, but there has to be one. */
	if (plan->start == CCR_DATE_NONE || !has_working_days(plan)) {
		plan->start = plan->start == CCR_DATE_NONE ? 0 : plan->start;
		plan->weekend[0] = false;
	}
	if (!build(&net, plan)) {
		char *text = cycle_text(plan, &net);
		size_t at = net.cycle[0];
		plan_find(plan, plan->step[at].goal, at, "cycle", "remove one of these links",
			  plan->step[at].json->line, "these steps wait for each other: %s", text);
		free(text);
	}
	network_release(&net);
}

/* The letters stand for the rule "required" of that criterion; other rules are named. */
static void
emit_finding(struct ccr_emit *out, const struct plan *plan, const struct plan_finding *f)
{
	bool letter = strlen(f->rule) == 1;
	const char *criterion = letter                                   ? f->rule
				: strcmp(f->rule, "dates_in_order") == 0 ? "T"
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
	if (plan->start == CCR_DATE_NONE)
		plan_find(plan, PLAN_NONE, PLAN_NONE, "T", "say on which day the plan begins",
			  plan->root->line, "'start' is not given");
	if (plan->n_goals == 0)
		plan_find(plan, PLAN_NONE, PLAN_NONE, "S", "add a goal", plan->root->line,
			  "the plan has no goals");
	if (!has_working_days(plan))
		plan_find(plan, PLAN_NONE, PLAN_NONE, "no_working_day", "leave a day for work",
			  plan->root->line, "'calendar.weekend' has all days of the week");
	for (size_t i = 0; i < plan->n_goals; i++)
		check_fields_of(plan, i);
	for (size_t i = 0; i < plan->n_steps; i++)
		check_step(plan, i);
	check_dates(plan);
	check_cycle(plan);
	for (size_t i = 0; i < plan->n_findings; i++)
		emit_finding(run->out, plan, &plan->finding[i]);
	run->attention = plan->n_findings > 0;
	plan_free(plan);
	return true;
}

/* ---- schedule ---- */

static bool
schedule(struct ccr_run *run)
{
	struct network net = {0};
	struct plan *plan = open_plan(run, &net);

	for (size_t i = 0; plan && i < plan->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		const struct schedule_step *s = &net.step[i];
		ccr_emit_text(run->out, plan->goal[step->goal].id);
		ccr_emit_text(run->out, step->id);
		ccr_emit_text(run->out, step->name);
		ccr_emit_text(run->out, step->responsible);
		ccr_emit_date(run->out, start_date(&net, s));
		ccr_emit_date(run->out, finish_date(&net, s));
		ccr_emit_number(run->out, s->days);
		ccr_emit_number(run->out, s->total_float);
		ccr_emit_number(run->out, s->free_float);
		ccr_emit_count(run->out, s->total_float <= 1e-9);
		ccr_emit_text(run->out,
			      s->driver == SCHEDULE_NO_DRIVER ? NULL : plan->step[s->driver].id);
		ccr_emit_text(run->out, s->total_float < -1e-9
						? "later than a due date or constraint allows"
						: NULL);
		ccr_emit_end(run->out);
	}
	network_release(&net);
	plan_free(plan);
	return plan != NULL;
}

/* ---- status ---- */

struct progress {
	double days, done; /* of all steps, and of what is done of them */
	size_t n, n_done, n_overdue;
	double percents; /* for when all steps are milestones */
};

static bool
is_open(const struct plan_step *step)
{
	return step->status != PLAN_DONE && step->status != PLAN_DROPPED;
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
	p->n_done += step->status == PLAN_DONE;
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
emit_step(struct ccr_emit *out, const struct plan *plan, const struct network *net, size_t at)
{
	const struct plan_step *step = &plan->step[at];
	ccr_date finish =
		step->finished != CCR_DATE_NONE ? step->finished : finish_date(net, &net->step[at]);
	double late = days_late(step);
	bool open = is_open(step), has_due = step->due != CCR_DATE_NONE;
	struct ccr_buf reason = {0};

	ccr_buf_puts(&reason, "");
	add_reason(&reason, late > 0, "overdue");
	add_reason(&reason,
		   open && has_due && !(late > 0) && step->due <= o.as_of + (ccr_date)o.soon,
		   "due soon");
	add_reason(&reason, open && has_due && finish > step->due,
		   "its schedule ends after it is due");
	add_reason(&reason,
		   step->status == PLAN_PLANNED && start_date(net, &net->step[at]) < o.as_of,
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
	struct network net = {0};
	struct plan *plan = open_plan(run, &net);
	struct progress *goal, *person;

	if (!plan) {
		network_release(&net);
		return false;
	}
	if (o.as_of == CCR_DATE_NONE)
		o.as_of = ccr_date_today();
	goal = ccr_alloc(plan->n_goals, sizeof *goal);
	person = ccr_alloc(plan->n_people, sizeof *person);
	for (size_t i = 0; i < plan->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		emit_step(run->out, plan, &net, i);
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
	network_release(&net);
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
		"ccr-plan", "goals and steps that are checked, feasible and kept",
		"[FILE]",   options,
		verbs,      kinds,
		NULL,
	};

	return ccr_main(&program, argc, argv);
}
