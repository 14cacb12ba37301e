/* rules-roles.c: lint of who has which part, and of what steps leave behind; see rules.h.  Roles
 * are those of a RACI chart; that a step has one responsible and at most one accountable person is
 * the shape of the document.  */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "plan/rules.h"

/* A person of a role is named again in the list. */
static void
named_again(const struct ccr_json *step, const char *role, const char *id, const char *list,
	    size_t from, struct ccr_buf *evidence)
{
	size_t n;
	const struct ccr_json *item = ccr_json_list(step, list, &n);

	for (size_t i = from; id && item && i < n; i++)
		if (strcmp(item[i].text, id) == 0) {
			ccr_buf_printf(evidence, "%s'%s' is %s, and in '%s'",
				       evidence->len ? "; " : "", id, role, list);
			return;
		}
}

void
wrong_roles(const struct plan_check *c, const struct plan_step *step, struct ccr_buf *evidence)
{
	static const char *const one[] = {"responsible", "accountable"}, *const lists[] = {
										 "consulted",
										 "informed"};
	size_t n;
	const struct ccr_json *item;

	(void)c;
	for (size_t i = 0; i < CCR_LEN(one); i++)
		for (size_t l = 0; l < CCR_LEN(lists); l++)
			named_again(step->json, one[i], ccr_json_text(step->json, one[i]), lists[l],
				    0, evidence);
	item = ccr_json_list(step->json, "consulted", &n);
	for (size_t i = 0; item && i < n; i++) {
		named_again(step->json, "consulted", item[i].text, "consulted", i + 1, evidence);
		named_again(step->json, "consulted", item[i].text, "informed", 0, evidence);
	}
	item = ccr_json_list(step->json, "informed", &n);
	for (size_t i = 0; item && i < n; i++)
		named_again(step->json, "informed", item[i].text, "informed", i + 1, evidence);
}

/* Work waits for those who do it; who answers for it may be somebody else. */
void
wrong_leave(const struct plan_check *c, const struct plan_step *step, struct ccr_buf *evidence)
{
	const struct schedule_step *s;
	const struct ccr_away *away;
	double from;

	if (c->no_schedule || !plan_is_open(step) || step->owner == PLAN_NONE)
		return;
	s = &c->schedule.step[step - c->plan->step];
	away = &c->plan->person[step->owner].away;
	from = s->days > 0 ? s->es
			   : (double)ccr_calendar_index(&c->plan->calendar,
							plan_start_date(c->plan, s));
	if (ccr_away_start(away, from) > from &&
	    ccr_away_start(away, from) >= fmax(s->ef, from + 1e-6) - 1e-9)
		ccr_buf_puts(evidence, "the responsible one is on leave all the time");
}

static void
mark(const struct plan *plan, bool *has, const char *id)
{
	size_t at = plan_person(plan, id);

	if (at != PLAN_NONE)
		has[at] = true;
}

static void
mark_roles(const struct plan *plan, bool *has, const struct ccr_json *node)
{
	static const char *const one[] = {"responsible", "accountable"}, *const lists[] = {
										 "people",
										 "consulted",
										 "informed"};

	for (size_t i = 0; i < CCR_LEN(one); i++)
		mark(plan, has, ccr_json_text(node, one[i]));
	for (size_t l = 0; l < CCR_LEN(lists); l++) {
		size_t n;
		const struct ccr_json *item = ccr_json_list(node, lists[l], &n);
		for (size_t i = 0; item && i < n; i++)
			mark(plan, has, item[i].text);
	}
}

void
judge_idle_person(struct plan_check *c)
{
	const struct plan *plan = c->plan;
	bool *has = ccr_alloc(plan->n_people, sizeof *has);

	for (size_t i = 0; i < plan->n_goals; i++)
		mark(plan, has, ccr_json_text(plan->goal[i].json, "responsible"));
	for (size_t i = 0; i < plan->n_steps; i++)
		mark_roles(plan, has, plan->step[i].json);
	for (size_t i = 0; i < plan->n_people; i++)
		if (!has[i] && plan->person[i].id)
			plan_say(c, PLAN_NONE, PLAN_WARN, "'%s' has no part in any step",
				 plan->person[i].id);
	if (c->said == 0)
		plan_say(c, PLAN_NONE, PLAN_PASS, "all %zu people have a part", plan->n_people);
	free(has);
}

void
judge_idle_agency(struct plan_check *c)
{
	const struct plan *plan = c->plan;
	struct ccr_dict agencies = {0};
	bool *answers = ccr_alloc(plan->n_people, sizeof *answers);
	uint32_t code;

	for (size_t i = 0; i < plan->n_people; i++)
		if (plan->person[i].agency && *plan->person[i].agency)
			ccr_dict_add(&agencies, plan->person[i].agency,
				     strlen(plan->person[i].agency));
	for (size_t i = 0; i < plan->n_steps; i++) {
		const char *agency = plan->step[i].owner == PLAN_NONE
					     ? NULL
					     : plan->person[plan->step[i].owner].agency;
		code = agency ? ccr_dict_find(&agencies, agency, strlen(agency)) : CCR_NO_CODE;
		if (code != CCR_NO_CODE)
			answers[code] = true;
	}
	for (size_t i = 0; i < agencies.n; i++)
		if (!answers[i])
			plan_say(c, PLAN_NONE, PLAN_WARN, "'%s' answers for no step",
				 agencies.text[i]);
	if (c->said == 0)
		plan_say(c, PLAN_NONE, PLAN_PASS, "%zu agencies", agencies.n);
	ccr_dict_release(&agencies);
	free(answers);
}

/* A milestone need not leave anything behind. */
void
wrong_deliverable(const struct plan_check *c, const struct plan_step *step,
		  struct ccr_buf *evidence)
{
	(void)c;
	if (step->days != 0 && step->status != PLAN_DROPPED &&
	    plan_absent(step->json, "deliverable"))
		ccr_buf_puts(evidence, "'deliverable' is not given");
}

void
judge_same_deliverable(struct plan_check *c)
{
	const struct plan *plan = c->plan;
	struct ccr_dict seen = {0};
	size_t *first = ccr_alloc(plan->n_steps, sizeof *first);

	for (size_t i = 0; i < plan->n_steps; i++) {
		const char *text = ccr_json_text(plan->step[i].json, "deliverable");
		size_t known = seen.n;
		uint32_t code;
		if (!text || !*text || plan->step[i].turn > 1 ||
		    plan->step[i].status == PLAN_DROPPED)
			continue;
		code = ccr_dict_add(&seen, text, strlen(text));
		if (code == known)
			first[code] = i;
		else
			plan_say(c, i, PLAN_WARN, "its deliverable is also that of step '%s'",
				 plan->step[first[code]].id);
	}
	if (c->said == 0)
		plan_say(c, PLAN_NONE, PLAN_PASS, "%zu deliverables", seen.n);
	ccr_dict_release(&seen);
	free(first);
}
