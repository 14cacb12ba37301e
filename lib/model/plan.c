/* plan.c: see plan.h. */
#include "model/plan.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/opt.h"
#include "data/dict.h"

/* A century: of one step, or between two. */
enum { MOST_DAYS = 36500 };

const char *const plan_status_names[] = {"planned", "started", "done", "blocked", "dropped"};

static const struct ccr_key a_text[] = {{.is = CCR_IS_TEXT, .required = true}};
static const struct ccr_key a_date[] = {{.is = CCR_IS_DATE, .required = true}};
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
static const struct ccr_key person_keys[] = {
	{"id", CCR_IS_TEXT, .required = true},
	{"name", CCR_IS_TEXT, .help = "or the function"},
	{"agency", CCR_IS_TEXT, .help = "where the person works"},
	{"hours_per_week", CCR_IS_NUMBER, .bounded = true, .help = "for this plan"},
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
	{.name = NULL},
};
static const struct ccr_key constraint_keys[] = {
	{"kind", CCR_IS_TEXT, .required = true, .choices = PLAN_CONSTRAINTS,
	 .help = "start/finish no earlier/later than, must start/finish on"},
	{"date", CCR_IS_DATE, .required = true},
	{.name = NULL},
};
static const struct ccr_key step_keys[] = {
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
	{"hours", CCR_IS_NUMBER, .bounded = true,
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
	{.name = NULL},
};
static const struct ccr_key a_step[] = {{.is = CCR_IS_OBJECT, .required = true, .keys = step_keys}};
static const struct ccr_key goal_keys[] = {
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
	{.is = CCR_IS_OBJECT, .required = true, .keys = person_keys}};
static const struct ccr_key a_goal[] = {{.is = CCR_IS_OBJECT, .required = true, .keys = goal_keys}};
static const struct ccr_key plan_keys[] = {
	{"name", CCR_IS_TEXT, .help = "of the plan"},
	{"start", CCR_IS_DATE, .required = true, .help = "the first day"},
	{"calendar", CCR_IS_OBJECT, .keys = calendar_keys},
	{"people", CCR_IS_LIST, .item = a_person},
	{"goals", CCR_IS_LIST, .required = true, .item = a_goal},
	{.name = NULL},
};
const struct ccr_kind plan_kind = {"plan", "plan/1: goals, steps, people", plan_keys};

void
plan_find(struct plan *plan, size_t goal, size_t step, const char *rule, const char *fix,
	  size_t line, const char *format, ...)
{
	struct plan_finding *finding;
	va_list args;

	CCR_GROW(plan->finding, plan->findings_cap, plan->n_findings + 1);
	finding = &plan->finding[plan->n_findings++];
	va_start(args, format);
	*finding = (struct plan_finding){goal, step, rule, fix, ccr_vprintf(format, args), line};
	va_end(args);
}

const struct ccr_json *
plan_person(const struct plan *plan, const char *id)
{
	for (size_t i = 0; i < plan->n_people; i++) {
		const char *found = ccr_json_text(&plan->people[i], "id");
		if (found && strcmp(found, id) == 0)
			return &plan->people[i];
	}
	return NULL;
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

static struct plan_step
read_step(const struct ccr_json *node, size_t goal)
{
	const struct ccr_json *days = ccr_json_get(node, "days"),
			      *constraint = ccr_json_get(node, "constraint");
	const char *status = ccr_json_text(node, "status"),
		   *kind = ccr_json_text(constraint, "kind");
	struct plan_step step = {
		.json = node,
		.goal = goal,
		.id = ccr_json_text(node, "id"),
		.name = ccr_json_text(node, "name"),
		.responsible = ccr_json_text(node, "responsible"),
		.days = !days                         ? (double)NAN
			: days->type == CCR_JSON_LIST ? days->child[1].number
						      : days->number,
		.due = ccr_json_date(node, "due"),
		.started = ccr_json_date(node, "started"),
		.finished = ccr_json_date(node, "finished"),
		.constraint =
			(enum plan_constraint)ccr_opt_choice(PLAN_CONSTRAINTS, kind ? kind : ""),
		.constraint_date = ccr_json_date(constraint, "date"),
		.percent = ccr_json_number(node, "percent", 0),
	};

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
	size_t n = 0, at = 0;

	plan->goal = ccr_alloc(plan->n_goals, sizeof *plan->goal);
	for (size_t i = 0; i < plan->n_goals; i++) {
		ccr_json_list(&goals[i], "steps", &n);
		plan->goal[i] = (struct plan_goal){&goals[i], ccr_json_text(&goals[i], "id"),
						   plan->n_steps, n};
		plan->n_steps += n;
	}
	plan->step = ccr_alloc(plan->n_steps, sizeof *plan->step);
	for (size_t i = 0; i < plan->n_goals; i++) {
		const struct ccr_json *steps = ccr_json_list(&goals[i], "steps", &n);
		for (size_t k = 0; k < n; k++)
			plan->step[at++] = read_step(&steps[k], i);
	}
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

static bool
read_link(struct plan *plan, const struct step_ids *ids, size_t step, const struct ccr_json *item,
	  struct ccr_err *err)
{
	size_t n = id_length(ids, item->text);
	struct schedule_link link = {.to = step};
	uint32_t from = ccr_dict_find(&ids->dict, item->text, n);

	if (!parse_suffix(item->text + n, &link)) {
		char *path = ccr_printf("/goals/%zu/steps/%zu/after", plan->step[step].goal,
					step - plan->goal[plan->step[step].goal].first);
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

static bool
read_links(struct plan *plan, struct ccr_err *err)
{
	struct step_ids ids = {.step = ccr_alloc(plan->n_steps, sizeof *ids.step)};
	bool good = true;

	for (size_t i = 0; i < plan->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		size_t known = ids.dict.n;
		if (!step->id)
			continue;
		if (ccr_dict_add(&ids.dict, step->id, strlen(step->id)) < known)
			plan_find(plan, step->goal, i, "duplicate_id",
				  "give every step an id of its own", step->json->line,
				  "two steps have the id '%s'", step->id);
		else
			ids.step[known] = i;
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
	if (node && node->type == CCR_JSON_TEXT && !plan_person(plan, node->text))
		plan_find(plan, goal, step, "unknown_person",
			  "add the person to 'people', or name one who is there", node->line,
			  "%s is '%s', who is not in 'people'", role, node->text);
}

static void
check_people(struct plan *plan)
{
	static const char *const lists[] = {"consulted", "informed", "people"};
	struct ccr_dict ids = {0};

	for (size_t i = 1; plan->people && i < plan->n_people; i++) {
		const char *id = ccr_json_text(&plan->people[i], "id");
		const struct ccr_json *first = id ? plan_person(plan, id) : NULL;
		if (first && first < &plan->people[i])
			plan_find(plan, PLAN_NONE, PLAN_NONE, "duplicate_id",
				  "give every person an id of their own", plan->people[i].line,
				  "two people have the id '%s'", id);
	}
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

struct plan *
plan_read(struct ccr_source *source, bool draft, struct ccr_err *err)
{
	struct plan *plan = ccr_alloc(1, sizeof *plan);

	plan->file = source->name;
	plan->root = ccr_doc_read(source, &plan_kind, draft, &plan->arena, err);
	if (plan->root) {
		read_calendar(plan);
		plan->people = ccr_json_list(plan->root, "people", &plan->n_people);
		read_goals(plan);
		check_people(plan);
		check_days(plan);
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
		ccr_err_add(err, CCR_DATA, plan->file, plan->finding[i].line, NULL, "%s",
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
	ccr_arena_release(&plan->arena);
	free(plan);
}

bool
plan_has_working_days(const struct plan *plan)
{
	bool any = false;

	for (int day = 0; day < 7; day++)
		any |= !plan->calendar.weekend[day];
	return any;
}
