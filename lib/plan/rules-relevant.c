/* rules-relevant.c: R, whether what was ranked first is what the plan is about; see rules.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "plan/rules.h"

static const struct plan_ranked *
rank_of(const struct plan_check *c, const char *problem)
{
	for (size_t i = 0; i < c->ranking.n; i++)
		if (strcmp(c->ranking.item[i].item, problem) == 0)
			return &c->ranking.item[i];
	return NULL;
}

void
judge_ranked(struct plan_check *c)
{
	const char *problem = ccr_json_text(plan_goal_json(c), "problem");
	bool has_top = ccr_given(c->run, "top");
	const struct plan_ranked *found;

	if (!c->has_ranking || !problem || !*problem) {
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE,
			 c->has_ranking ? "'problem' is not given" : "no --ranking was given");
		return;
	}
	found = rank_of(c, problem);
	if (!found)
		plan_say(c, PLAN_NONE, PLAN_FAIL, "'%s' has no rank in the ranking", problem);
	else if (has_top && found->rank > c->ask->top)
		plan_say(c, PLAN_NONE, PLAN_FAIL, "'%s' has rank %.10g, beyond the first %.10g",
			 problem, found->rank, c->ask->top);
	else
		plan_say(c, PLAN_NONE, PLAN_PASS, "'%s' has rank %.10g", problem, found->rank);
}

/* A row of the plan for each of the first problems that no goal is about. */
void
judge_top_problem(struct plan_check *c)
{
	struct ccr_dict problems = {0};
	size_t asked = 0;

	if (!c->has_ranking || !ccr_given(c->run, "top")) {
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "no %s was given",
			 c->has_ranking ? "--top" : "--ranking");
		return;
	}
	for (size_t i = 0; i < c->plan->n_goals; i++) {
		const char *problem = ccr_json_text(c->plan->goal[i].json, "problem");
		if (problem)
			ccr_dict_add(&problems, problem, strlen(problem));
	}
	for (; asked < c->ranking.n && c->ranking.item[asked].rank <= c->ask->top; asked++) {
		const struct plan_ranked *item = &c->ranking.item[asked];
		if (ccr_dict_find(&problems, item->item, strlen(item->item)) == CCR_NO_CODE)
			plan_say(c, PLAN_NONE, PLAN_FAIL, "'%s' has rank %.10g and no goal",
				 item->item, item->rank);
	}
	if (c->said == 0)
		plan_say(c, PLAN_NONE, PLAN_PASS,
			 "problems of rank %.10g and better: %zu, each with a goal", c->ask->top,
			 asked);
	ccr_dict_release(&problems);
}

/* A step that waits for nothing, that nothing waits for and that leaves nothing behind.  One that
 * repeats, such as a meeting, is there for itself. */
void
judge_orphan_step(struct plan_check *c)
{
	const struct plan *plan = c->plan;
	const struct plan_goal *goal = &plan->goal[c->goal];
	bool *linked = ccr_alloc(plan->n_steps, sizeof *linked);

	for (size_t i = 0; i < plan->n_links; i++)
		linked[plan->link[i].from] = linked[plan->link[i].to] = true;
	for (size_t i = goal->first; goal->n_steps > 1 && i < goal->first + goal->n_steps; i++)
		if (!linked[i] && plan->step[i].turn == 0 &&
		    plan_absent(plan->step[i].json, "deliverable"))
			plan_say(c, i, PLAN_WARN,
				 "it waits for no step, none waits for it, and it has no "
				 "deliverable");
	if (goal->n_steps == 0)
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "the goal has no steps");
	else if (c->said == 0)
		plan_say(c, PLAN_NONE, PLAN_PASS,
			 goal->n_steps == 1 ? "%zu step" : "all %zu steps lead somewhere",
			 goal->n_steps);
	free(linked);
}
