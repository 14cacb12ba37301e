/* rules-specific.c: S, who does what; see rules.h. */
#include <string.h>

#include "plan/rules.h"

void
judge_goals(struct plan_check *c)
{
	size_t n = c->plan->n_goals;

	if (n == 0)
		plan_say(c, PLAN_NONE, PLAN_FAIL, "the plan has no goals");
	else
		plan_say(c, PLAN_NONE, PLAN_PASS, n == 1 ? "%zu goal" : "%zu goals", n);
}

void
judge_person_id(struct plan_check *c)
{
	for (size_t i = 0; i < c->plan->n_people; i++)
		if (plan_absent(c->plan->person[i].json, "id"))
			plan_say(c, PLAN_NONE, PLAN_FAIL, "the 'id' of person %zu is not given",
				 i + 1);
	if (c->said == 0)
		plan_say(c, PLAN_NONE, PLAN_PASS, "%zu in 'people'", c->plan->n_people);
}

/* Is the id or the name a word for a group? */
static bool
is_group(const struct plan_check *c, const char *id)
{
	size_t at = plan_person(c->plan, id);
	const char *name = at == PLAN_NONE ? NULL : c->plan->person[at].name, *source;

	return plan_words_find(&c->groups, id, strlen(id), &source) ||
	       (name && plan_words_find(&c->groups, name, strlen(name), &source));
}

void
judge_one_person(struct plan_check *c)
{
	const struct plan_goal *goal = &c->plan->goal[c->goal];
	const char *id = ccr_json_text(goal->json, "responsible");
	size_t asked = 0;

	if (id && *id && ++asked && is_group(c, id))
		plan_say(c, PLAN_NONE, PLAN_WARN, "'%s' is a group", id);
	for (size_t i = goal->first; i < goal->first + goal->n_steps; i++) {
		const struct plan_step *step = &c->plan->step[i];
		if (step->turn > 1 || !step->responsible || !*step->responsible)
			continue;
		asked++;
		if (is_group(c, step->responsible))
			plan_say(c, i, PLAN_WARN, "'%s' is a group", step->responsible);
	}
	if (asked == 0)
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "nobody is responsible");
	else if (c->said == 0)
		plan_say(c, PLAN_NONE, PLAN_PASS, "no name is on the list of groups");
}

/* The statement's first word and what follows it; NULL after saying that there is none. */
static const char *
first_word(struct plan_check *c, size_t *n, const char **rest)
{
	const char *text = ccr_json_text(plan_goal_json(c), "statement"), *word = NULL;

	if (text) {
		*rest = text;
		word = plan_next_word(rest, n);
	}
	if (!word)
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "'statement' has no words");
	return word;
}

void
judge_vague_verb(struct plan_check *c)
{
	const char *rest, *source = NULL, *word;
	size_t n = 0;

	word = first_word(c, &n, &rest);
	if (!word)
		return;
	if (plan_words_find(&c->vague, word, n, &source))
		plan_say(c, PLAN_NONE, PLAN_WARN, "it begins with '%.*s', which is vague%s%s%s",
			 (int)n, word, source ? " (" : "", source ? source : "", source ? ")" : "");
	else
		plan_say(c, PLAN_NONE, PLAN_PASS, "its first word is not on the list of %zu",
			 c->vague.word.n);
}

void
judge_one_verb(struct plan_check *c)
{
	const char *rest, *word, *second;
	size_t n = 0, n_second = 0;

	word = first_word(c, &n, &rest);
	if (!word)
		return;
	second = plan_next_word(&rest, &n_second);
	if (second && ((n_second == 3 && strncmp(second, "and", 3) == 0) ||
		       (n_second == 1 && *second == '&')))
		plan_say(c, PLAN_NONE, PLAN_WARN, "it begins with two verbs, '%.*s %.*s ...'",
			 (int)n, word, (int)n_second, second);
	else
		plan_say(c, PLAN_NONE, PLAN_PASS, "its first word is not joined to another");
}
