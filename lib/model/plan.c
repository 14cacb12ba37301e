/* plan.c: see plan.h. */
#include "model/plan.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/opt.h"
#include "model/repeat.h"

/* A century: of one step, or between two; and how often a step can repeat. */
enum { MOST_DAYS = 36500, MOST_TURNS = 1000 };

const char *const plan_status_names[] = {"planned", "started", "done", "blocked", "dropped"};

static const struct ccr_key a_text[] = {{.is = CCR_IS_TEXT, .required = true}};
static const struct ccr_key a_date[] = {{.is = CCR_IS_DATE, .required = true}};
static const struct ccr_key a_value[] = {{.is = CCR_IS_NUMBER, .required = true}};
static const struct ccr_key a_number[] = {
	{.is = CCR_IS_NUMBER, .required = true, .bounded = true, .at_most = MOST_DAYS}};
static const struct ccr_key a_weekday[] = {
	{.is = CCR_IS_TEXT, .required = true, .choices = "mon|tue|wed|thu|fri|sat|sun"}};
static const struct ccr_key a_span[] = {
	{.is = CCR_IS_LIST, .required = true, .item = a_date, .min_items = 2, .max_items = 2}};
static const struct ccr_key calendar_keys[] = {
	{"weekend", CCR_IS_LIST, .item = a_weekday,
	 .help = "days of the week without work (default: sat, sun)"},
	{"holidays", CCR_IS_LIST, .item = a_date},
	{.name = NULL},
};
const struct ccr_key plan_person_keys[] = {
	{"id", CCR_IS_TEXT, .required = true},
	{"name", CCR_IS_TEXT, .help = "or the function"},
	{"agency", CCR_IS_TEXT, .help = "where the person works"},
	{"hours_per_week", CCR_IS_NUMBER, .bounded = true, .at_most = PLAN_MOST_HOURS,
	 .help = "for this plan"},
	{"leave", CCR_IS_LIST, .item = a_span, .help = "first and last day of each absence"},
	{.name = NULL},
};
static const struct ccr_key measure_keys[] = {
	{"name", CCR_IS_TEXT, .help = "what is counted"},
	{"unit", CCR_IS_TEXT, .help = "and in what"},
	{"direction", CCR_IS_TEXT, .choices = "up|down", .help = "which way is better"},
	{"baseline", CCR_IS_NUMBER, .help = "the value now"},
	{"baseline_date", CCR_IS_DATE, .help = "as of when"},
	{"target", CCR_IS_NUMBER, .help = "the value to reach"},
	{"target_date", CCR_IS_DATE, .help = "by when"},
	{"source", CCR_IS_TEXT, .help = "where the numbers come from"},
	{"method", CCR_IS_TEXT, .help = "how they are made"},
	{"every", CCR_IS_TEXT, .help = "how often it is measured"},
	{"n", CCR_IS_NUMBER, .bounded = true,
	 .help = "of how many the baseline is a share; without it, the baseline is a count"},
	{"history", CCR_IS_LIST, .item = a_value,
	 .help = "values before the baseline, oldest first, as far apart as baseline and target"},
	{"lag_days", CCR_IS_NUMBER, .bounded = true, .at_most = MOST_DAYS,
	 .help = "how long after a day its numbers are complete"},
	{.name = NULL},
};
static const struct ccr_key repeat_keys[] = {
	{"every", CCR_IS_TEXT, .choices = PLAN_EVERY, .help = "how far its days lie apart"},
	{"on", CCR_IS_TEXT, .help = "of each month, '2 tue' or 'last fri'"},
	{"from", CCR_IS_DATE, .help = "the first day (default: the plan's start)"},
	{"until", CCR_IS_DATE, .help = "the last day it can be on"},
	{"times", CCR_IS_NUMBER, .bounded = true, .at_most = MOST_TURNS},
	{"with", CCR_IS_TEXT, .help = "id of a step that repeats: once for each of its times"},
	{"finished", CCR_IS_LIST, .item = a_date, .help = "when it really was, the first first"},
	{.name = NULL},
};
static const struct ccr_key constraint_keys[] = {
	{"kind", CCR_IS_TEXT, .required = true, .choices = PLAN_CONSTRAINTS,
	 .help = "start/finish no earlier/later than, must start/finish on"},
	{"date", CCR_IS_DATE, .required = true},
	{.name = NULL},
};
const struct ccr_key plan_step_keys[] = {
	{"id", CCR_IS_TEXT, .required = true, .help = "unique in the plan"},
	{"name", CCR_IS_TEXT, .required = true, .help = "what is done"},
	{"responsible", CCR_IS_TEXT, .help = "id of one person"},
	{"accountable", CCR_IS_TEXT, .help = "id of one person, where it is another"},
	{"consulted", CCR_IS_LIST, .item = a_text},
	{"informed", CCR_IS_LIST, .item = a_text},
	{"people", CCR_IS_LIST, .item = a_text,
	 .help = "who works on it (default: the responsible one)"},
	{"days", CCR_IS_NUMBER | CCR_IS_LIST, .required = true, .bounded = true,
	 .at_most = MOST_DAYS, .item = a_number, .min_items = 3, .max_items = 3,
	 .help = "working days, or optimistic, most likely, pessimistic"},
	{"hours", CCR_IS_NUMBER, .bounded = true, .at_most = PLAN_MOST_HOURS,
	 .help = "of part-time work, spread over the days"},
	{"deliverable", CCR_IS_TEXT, .help = "what is there when it is done"},
	{"after", CCR_IS_LIST, .item = a_text,
	 .help = "ID[:FS|SS|FF|SF][+Nd|-Nd|+Ne|-Ne]: d working, e elapsed days"},
	{"due", CCR_IS_DATE, .help = "last day"},
	{"constraint", CCR_IS_OBJECT, .keys = constraint_keys},
	{"status", CCR_IS_TEXT, .choices = PLAN_STATUSES,
	 .help = "default: done where finished is given, started where started is, else planned"},
	{"started", CCR_IS_DATE, .help = "when it really did"},
	{"finished", CCR_IS_DATE, .help = "when it really did"},
	{"percent", CCR_IS_NUMBER, .bounded = true, .at_most = 100, .help = "done, 0 to 100"},
	{"repeat", CCR_IS_OBJECT, .keys = repeat_keys, .help = "a step for each time"},
	{.name = NULL},
};
static const struct ccr_key a_step[] = {
	{.is = CCR_IS_OBJECT, .required = true, .keys = plan_step_keys}};
const struct ccr_key plan_goal_keys[] = {
	{"id", CCR_IS_TEXT, .required = true},
	{"problem", CCR_IS_TEXT, .help = "as it was ranked"},
	{"statement", CCR_IS_TEXT, .help = "the goal in one sentence"},
	{"population", CCR_IS_TEXT, .help = "whom it is about"},
	{"responsible", CCR_IS_TEXT, .help = "id of one person"},
	{"measure", CCR_IS_OBJECT, .keys = measure_keys},
	{"reviews", CCR_IS_LIST, .item = a_date, .help = "when progress is looked at"},
	{"steps", CCR_IS_LIST, .required = true, .item = a_step},
	{.name = NULL},
};
static const struct ccr_key a_person[] = {
	{.is = CCR_IS_OBJECT, .required = true, .keys = plan_person_keys}};
static const struct ccr_key a_goal[] = {
	{.is = CCR_IS_OBJECT, .required = true, .keys = plan_goal_keys}};
static const struct ccr_key plan_keys[] = {
	{"id", CCR_IS_TEXT, .help = "of the plan, kept when its name changes"},
	{"name", CCR_IS_TEXT, .help = "of the plan"},
	{"start", CCR_IS_DATE, .required = true, .help = "the first day"},
	{"calendar", CCR_IS_OBJECT, .keys = calendar_keys},
	{"people", CCR_IS_LIST, .item = a_person},
	{"goals", CCR_IS_LIST, .required = true, .item = a_goal},
	{.name = NULL},
};
const struct ccr_kind plan_kind = {"plan", "plan/1: goals, steps, people", plan_keys, NULL};

/* Where a step, a goal or else a person stands. */
static const char *
file_of(const struct plan *plan, size_t goal, size_t step)
{
	const char *table = step != PLAN_NONE   ? plan->sheet.steps
			    : goal != PLAN_NONE ? plan->sheet.goals
						: plan->sheet.people;

	return table ? table : plan->file;
}

void
plan_find(struct plan *plan, size_t goal, size_t step, const char *rule, const char *fix,
	  size_t line, const char *format, ...)
{
	struct plan_finding *finding;
	va_list args;

	CCR_GROW(plan->finding, plan->findings_cap, plan->n_findings + 1);
	finding = &plan->finding[plan->n_findings++];
	va_start(args, format);
	*finding = (struct plan_finding){
		goal, step, rule, fix, ccr_vprintf(format, args), file_of(plan, goal, step), line};
	va_end(args);
}

size_t
plan_person(const struct plan *plan, const char *id)
{
	uint32_t code = id ? ccr_dict_find(&plan->person_ids, id, strlen(id)) : CCR_NO_CODE;

	return code == CCR_NO_CODE ? PLAN_NONE : plan->person_of[code];
}

double
plan_week(const struct plan *plan)
{
	double days = 0;

	for (int day = 0; day < 7; day++)
		days += !plan->calendar.weekend[day];
	return days;
}

bool
plan_has_working_days(const struct plan *plan)
{
	return plan_week(plan) > 0;
}

static void
read_calendar(struct plan *plan)
{
	static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
	const struct ccr_json *calendar = ccr_json_get(plan->root, "calendar"), *list;
	size_t n;

	plan->start = ccr_json_date(plan->root, "start");
	plan->calendar.origin = plan->start == CCR_DATE_NONE ? 0 : plan->start;
	list = ccr_json_list(calendar, "weekend", &n);
	plan->calendar.weekend[5] = plan->calendar.weekend[6] = !list;
	for (size_t i = 0; list && i < n; i++)
		for (size_t day = 0; day < 7; day++)
			plan->calendar.weekend[day] |= strcmp(list[i].text, days[day]) == 0;
	list = ccr_json_list(calendar, "holidays", &plan->calendar.n_holidays);
	plan->calendar.holiday =
		ccr_alloc(plan->calendar.n_holidays, sizeof *plan->calendar.holiday);
	for (size_t i = 0; i < plan->calendar.n_holidays; i++)
		ccr_date_parse(list[i].text, strlen(list[i].text), NULL,
			       &plan->calendar.holiday[i]);
	ccr_calendar_init(&plan->calendar);
}

/* First and last days of leave as absences. */
static void
read_leave(struct plan *plan, struct plan_person *person)
{
	size_t n;
	const struct ccr_json *leave = ccr_json_list(person->json, "leave", &n);

	if (!plan_has_working_days(plan))
		return;
	person->away.absence = ccr_arena_alloc(&plan->arena, n, sizeof *person->away.absence);
	for (size_t i = 0; i < n; i++) {
		ccr_date day[2];
		for (int k = 0; k < 2; k++)
			ccr_date_parse(leave[i].child[k].text, strlen(leave[i].child[k].text), NULL,
				       &day[k]);
		person->away.absence[person->away.n++] =
			(struct ccr_absence){ccr_calendar_index(&plan->calendar, day[0]),
					     ccr_calendar_index(&plan->calendar, day[1] + 1)};
	}
	ccr_away_init(&person->away);
}

/* Of two people with one id the first has it; check_people says so. */
static void
read_people(struct plan *plan)
{
	const struct ccr_json *people = ccr_json_list(plan->root, "people", &plan->n_people);
	size_t n_ids = 0;

	plan->person_of = ccr_alloc(plan->n_people, sizeof *plan->person_of);
	plan->person = ccr_alloc(plan->n_people, sizeof *plan->person);
	for (size_t i = 0; i < plan->n_people; i++) {
		struct plan_person *person = &plan->person[i];
		*person = (struct plan_person){
			.json = &people[i],
			.id = ccr_json_text(&people[i], "id"),
			.name = ccr_json_text(&people[i], "name"),
			.agency = ccr_json_text(&people[i], "agency"),
			.hours_per_week =
				ccr_json_number(&people[i], "hours_per_week", (double)NAN),
		};
		read_leave(plan, person);
		if (person->id &&
		    ccr_dict_add(&plan->person_ids, person->id, strlen(person->id)) == n_ids)
			plan->person_of[n_ids++] = i;
	}
}

/* The leave of several people is that of any of them. */
static void
read_workers(struct plan *plan, struct plan_step *step)
{
	size_t n, *people, absences = 0;
	const struct ccr_json *list = ccr_json_list(step->json, "people", &n);
	struct ccr_away *away;

	step->owner = plan_person(plan, step->responsible);
	if (!list) {
		step->people = &step->owner;
		step->n_people = step->owner != PLAN_NONE;
	} else {
		people = ccr_arena_alloc(&plan->arena, n, sizeof *people);
		for (size_t i = 0; i < n; i++) {
			size_t who = plan_person(plan, list[i].text);
			for (size_t k = 0; k < step->n_people && who != PLAN_NONE; k++)
				if (people[k] == who)
					who = PLAN_NONE;
			if (who != PLAN_NONE)
				people[step->n_people++] = who;
		}
		step->people = people;
	}
	for (size_t i = 0; i < step->n_people; i++)
		absences += plan->person[step->people[i]].away.n;
	if (absences == 0)
		return;
	if (step->n_people == 1) {
		step->away = &plan->person[step->people[0]].away;
		return;
	}
	away = ccr_arena_alloc(&plan->arena, 1, sizeof *away);
	away->absence = ccr_arena_alloc(&plan->arena, absences, sizeof *away->absence);
	for (size_t i = 0; i < step->n_people; i++) {
		const struct ccr_away *one = &plan->person[step->people[i]].away;
		memcpy(away->absence + away->n, one->absence, one->n * sizeof *one->absence);
		away->n += one->n;
	}
	ccr_away_init(away);
	step->away = away;
}

static struct plan_step
read_step(const struct ccr_json *node, size_t goal)
{
	const struct ccr_json *days = ccr_json_get(node, "days"),
			      *constraint = ccr_json_get(node, "constraint");
	const char *status = ccr_json_text(node, "status"),
		   *kind = ccr_json_text(constraint, "kind");
	bool three = days && days->type == CCR_JSON_LIST;
	struct plan_step step = {
		.json = node,
		.goal = goal,
		.id = ccr_json_text(node, "id"),
		.name = ccr_json_text(node, "name"),
		.responsible = ccr_json_text(node, "responsible"),
		.days = !days   ? (double)NAN
			: three ? days->child[1].number
				: days->number,
		.hours = ccr_json_number(node, "hours", (double)NAN),
		.due = ccr_json_date(node, "due"),
		.started = ccr_json_date(node, "started"),
		.finished = ccr_json_date(node, "finished"),
		.constraint =
			(enum plan_constraint)ccr_opt_choice(PLAN_CONSTRAINTS, kind ? kind : ""),
		.constraint_date = ccr_json_date(constraint, "date"),
		.percent = ccr_json_number(node, "percent", 0),
	};

	step.optimistic = three ? days->child[0].number : step.days;
	step.pessimistic = three ? days->child[2].number : step.days;
	if (!status)
		step.status = step.finished != CCR_DATE_NONE  ? PLAN_DONE
			      : step.started != CCR_DATE_NONE ? PLAN_STARTED
							      : PLAN_PLANNED;
	else
		step.status = (enum plan_status)ccr_opt_choice(PLAN_STATUSES, status);
	if (step.status == PLAN_DONE)
		step.percent = 100;
	return step;
}

static void
read_goals(struct plan *plan)
{
	const struct ccr_json *goals = ccr_json_list(plan->root, "goals", &plan->n_goals);
	size_t cap = 0;

	plan->goal = ccr_alloc(plan->n_goals, sizeof *plan->goal);
	for (size_t i = 0; i < plan->n_goals; i++) {
		size_t n, first = plan->n_steps;
		const struct ccr_json *steps = ccr_json_list(&goals[i], "steps", &n);
		for (size_t k = 0; k < n; k++) {
			struct plan_step step = read_step(&steps[k], i);
			size_t turns = repeat_turns(plan, &step);
			CCR_GROW(plan->step, cap, plan->n_steps + turns);
			for (size_t turn = 1; turn <= turns; turn++)
				plan->step[plan->n_steps++] = repeat_step(plan, &step, turn, turns);
		}
		plan->goal[i] = (struct plan_goal){&goals[i], ccr_json_text(&goals[i], "id"), first,
						   plan->n_steps - first};
	}
	for (size_t i = 0; i < plan->n_steps; i++)
		read_workers(plan, &plan->step[i]);
}

/* "[:FS][+2d]": the type and lag behind an id.  False where it is neither. */
static bool
parse_suffix(const char *p, struct schedule_link *link)
{
	static const char types[] = "FSSSFFSF";
	int type = 0;
	size_t n;
	double lag;

	if (*p == ':') {
		while (type < 4 && strncmp(p + 1, types + 2 * type, 2) != 0)
			type++;
		if (type == 4)
			return false;
		link->type = (enum schedule_link_type)type;
		p += 3;
	}
	if (!*p)
		return true;
	n = strlen(p);
	if ((*p != '+' && *p != '-') || n < 3 || (p[n - 1] != 'd' && p[n - 1] != 'e') ||
	    ccr_num_parse(p, n - 1, &lag) || !(fabs(lag) <= MOST_DAYS))
		return false;
	link->elapsed = p[n - 1] == 'e';
	link->lag = lag;
	return !link->elapsed || trunc(lag) == lag;
}

/* The steps by their ids. */
struct step_ids {
	struct ccr_dict dict;
	size_t *step; /* of each code */
};

enum { LAG_LENGTH = 24 }; /* more than any lag that makes sense */

/* Where the id of "ID[:FS][+2d]" ends: at a colon, or at a sign behind what is an id where the
 * whole is none. */
static size_t
id_length(const struct step_ids *ids, const char *text)
{
	size_t n = strlen(text);

	if (strchr(text, ':'))
		return strcspn(text, ":");
	if (ccr_dict_find(&ids->dict, text, n) != CCR_NO_CODE)
		return n;
	for (size_t at = n; at-- > 1 && n - at < LAG_LENGTH;)
		if ((text[at] == '+' || text[at] == '-') &&
		    ccr_dict_find(&ids->dict, text, at) != CCR_NO_CODE)
			return at;
	return n;
}

/* Of a step that repeats, the turn that another one waits for: its own turn where both repeat as
 * often, else the last. */
static size_t
turn_of(const struct plan_step *from, const struct plan_step *to)
{
	return to->turns == from->turns ? to->turn : from->turns;
}

static bool
read_link(struct plan *plan, const struct step_ids *ids, size_t step, const struct ccr_json *item,
	  struct ccr_err *err)
{
	size_t n = id_length(ids, item->text);
	struct schedule_link link = {.to = step};
	uint32_t from = ccr_dict_find(&ids->dict, item->text, n);

	if (!parse_suffix(item->text + n, &link)) {
		const struct ccr_json *goal = plan->goal[plan->step[step].goal].json;
		char *path =
			plan->sheet.root
				? ccr_strdup("column 'after'")
				: ccr_printf("/goals/%zu/steps/%td/after", plan->step[step].goal,
					     plan->step[step].json -
						     ccr_json_get(goal, "steps")->child);
		ccr_err_add(err, CCR_DATA, plan->file, item->line, path,
			    "'%s' is not ID[:FS|SS|FF|SF][+Nd|-Nd|+Ne|-Ne], N at most 36500",
			    item->text);
		free(path);
		return false;
	}
	if (from == CCR_NO_CODE) {
		plan_find(plan, plan->step[step].goal, step, "unknown_step",
			  "name a step of this plan", item->line,
			  "'after' names '%.*s', which is no step", (int)n, item->text);
		return true;
	}
	link.from = ids->step[from];
	if (plan->step[link.from].turn == 1 && plan->step[link.from].id[n])
		link.from += turn_of(&plan->step[link.from], &plan->step[step]) - 1;
	CCR_GROW(plan->link, plan->links_cap, plan->n_links + 1);
	plan->link[plan->n_links++] = link;
	return true;
}

static void
check_days(struct plan *plan)
{
	for (size_t i = 0; i < plan->n_steps; i++) {
		const struct ccr_json *days = ccr_json_get(plan->step[i].json, "days");
		if (!days || days->type != CCR_JSON_LIST)
			continue;
		if (days->child[0].number > days->child[1].number ||
		    days->child[1].number > days->child[2].number)
			plan_find(plan, plan->step[i].goal, i, "days_in_order",
				  "give optimistic, most likely, pessimistic in this order",
				  days->line, "the three estimates of 'days' do not rise");
	}
}

/* Work for people who have no hours for the plan. */
static void
check_capacity(struct plan *plan)
{
	for (size_t i = 0; i < plan->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		bool works = step->status != PLAN_DONE && step->status != PLAN_DROPPED &&
			     step->turn <= 1 && (step->days > 0 || step->hours > 0);
		for (size_t k = 0; works && k < step->n_people; k++) {
			const struct plan_person *person = &plan->person[step->people[k]];
			if (person->hours_per_week == 0)
				plan_find(plan, step->goal, i, "no_capacity",
					  "give the person hours, or the step to somebody else",
					  step->json->line,
					  "'%s' works on it, whose 'hours_per_week' are 0",
					  person->id);
		}
	}
}

static void
add_id(struct plan *plan, struct step_ids *ids, const char *id, size_t step)
{
	size_t known = ids->dict.n;

	if (ccr_dict_add(&ids->dict, id, strlen(id)) == known)
		ids->step[known] = step;
	else
		plan_find(plan, plan->step[step].goal, step, "duplicate_id",
			  "give every step an id of its own", plan->step[step].json->line,
			  "two steps have the id '%s'", id);
}

static bool
read_links(struct plan *plan, struct ccr_err *err)
{
	struct step_ids ids = {.step = ccr_alloc(2 * plan->n_steps, sizeof *ids.step)};
	bool good = true;

	for (size_t i = 0; i < plan->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		if (!step->id)
			continue;
		add_id(plan, &ids, step->id, i);
		/* All turns together go by the id without a number. */
		if (step->turn == 1)
			add_id(plan, &ids, ccr_json_text(step->json, "id"), i);
	}
	for (size_t i = 0; i < plan->n_steps; i++) {
		size_t n;
		const struct ccr_json *after = ccr_json_list(plan->step[i].json, "after", &n);
		for (size_t k = 0; k < n; k++)
			good &= read_link(plan, &ids, i, &after[k], err);
	}
	ccr_dict_release(&ids.dict);
	free(ids.step);
	return good;
}

static void
check_person(struct plan *plan, size_t goal, size_t step, const char *role,
	     const struct ccr_json *node)
{
	if (node && node->type == CCR_JSON_TEXT && plan_person(plan, node->text) == PLAN_NONE)
		plan_find(plan, goal, step, "unknown_person",
			  "add the person to 'people', or give the id of one who is there",
			  node->line, "%s is '%s', who is not in 'people'", role, node->text);
}

static void
check_people(struct plan *plan)
{
	static const char *const lists[] = {"consulted", "informed", "people"};
	struct ccr_dict ids = {0};

	for (size_t i = 0; i < plan->n_people; i++)
		if (plan->person[i].id && plan_person(plan, plan->person[i].id) != i)
			plan_find(plan, PLAN_NONE, PLAN_NONE, "duplicate_id",
				  "give every person an id of their own",
				  plan->person[i].json->line, "two people have the id '%s'",
				  plan->person[i].id);
	for (size_t i = 0; i < plan->n_goals; i++) {
		const char *id = plan->goal[i].id;
		size_t known = ids.n;
		if (id && ccr_dict_add(&ids, id, strlen(id)) < known)
			plan_find(plan, i, PLAN_NONE, "duplicate_id",
				  "give every goal an id of its own", plan->goal[i].json->line,
				  "two goals have the id '%s'", id);
		check_person(plan, i, PLAN_NONE, "responsible",
			     ccr_json_get(plan->goal[i].json, "responsible"));
	}
	for (size_t i = 0; i < plan->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		check_person(plan, step->goal, i, "responsible",
			     ccr_json_get(step->json, "responsible"));
		check_person(plan, step->goal, i, "accountable",
			     ccr_json_get(step->json, "accountable"));
		for (size_t l = 0; l < CCR_LEN(lists); l++) {
			size_t n;
			const struct ccr_json *list = ccr_json_list(step->json, lists[l], &n);
			for (size_t k = 0; k < n; k++)
				check_person(plan, step->goal, i, lists[l], &list[k]);
		}
	}
	ccr_dict_release(&ids);
}

/* A document begins with '{', tables of CSV or JSON do not. */
static bool
read_root(struct plan *plan, const struct plan_from *from, bool draft, struct ccr_err *err)
{
	struct ccr_input *input = from->input;
	char first;

	for (size_t i = 0; i < input->n; i++) {
		plan->file = input->source[i].name;
		if (!ccr_source_peek(&input->source[i], &first, err))
			return false;
		if (first == ' ')
			return ccr_err_add(err, CCR_DATA, plan->file, 0, NULL,
					   "empty input: a plan was expected");
		if (first != '{')
			continue;
		if (input->n > 1)
			return ccr_err_add(err, CCR_USAGE, NULL, 0, NULL,
					   "'%s' is a document, which is a whole plan; nothing can "
					   "stand beside it",
					   plan->file);
		if (from->start != CCR_DATE_NONE || from->holidays)
			return ccr_err_add(
				err, CCR_USAGE, NULL, 0, NULL,
				"options '--start' and '--holidays' are for tables: '%s' "
				"says both itself",
				plan->file);
		plan->root = ccr_doc_read(input->source, &plan_kind, draft, &plan->arena, err);
		return plan->root != NULL;
	}
	if (!plansheet_read(&plan->sheet, from, draft, &plan->arena, err))
		return false;
	plan->root = plan->sheet.root;
	plan->file = plan->sheet.steps ? plan->sheet.steps : plan->sheet.goals;
	return true;
}

struct plan *
plan_read(const struct plan_from *from, bool draft, struct ccr_err *err)
{
	struct plan *plan = ccr_alloc(1, sizeof *plan);

	if (read_root(plan, from, draft, err)) {
		read_calendar(plan);
		read_people(plan);
		read_goals(plan);
		check_people(plan);
		check_days(plan);
		check_capacity(plan);
		repeat_check(plan);
		if (read_links(plan, err))
			return plan;
	}
	plan_free(plan);
	return NULL;
}

bool
plan_sound(const struct plan *plan, struct ccr_err *err)
{
	for (size_t i = 0; i < plan->n_findings; i++)
		ccr_err_add(err, CCR_DATA, plan->finding[i].file, plan->finding[i].line, NULL, "%s",
			    plan->finding[i].evidence);
	return plan->n_findings == 0;
}

void
plan_free(struct plan *plan)
{
	if (!plan)
		return;
	for (size_t i = 0; i < plan->n_findings; i++)
		free(plan->finding[i].evidence);
	free(plan->finding);
	free(plan->calendar.holiday);
	free(plan->goal);
	free(plan->step);
	free(plan->link);
	free(plan->person);
	free(plan->person_of);
	ccr_dict_release(&plan->person_ids);
	plansheet_release(&plan->sheet);
	ccr_arena_release(&plan->arena);
	free(plan);
}
