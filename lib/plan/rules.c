/* rules.c: see rules.h.  What each letter of SMART needs: CDC, Evaluation Brief 3b, "Writing SMART
 * Objectives"; the letters of SMARTIE beyond: The Management Center; that of SMART+C: Community
 * Tool Box, "Creating Objectives". */
#include "plan/rules.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* What is not given. */
static void
wrong_key(const struct plan_check *c, const struct plan_step *step, struct ccr_buf *evidence)
{
	if (plan_absent(step->json, c->rule->key))
		ccr_buf_printf(evidence, "'%s' is not given", c->rule->key);
}

const char *const plan_definition_notes[] = {"definition smart", "definition smartie",
					     "definition smart+c"};

#define GIVEN(name, of_letter, of_parent, of_key, verdict, how)                                    \
	{                                                                                          \
		.id = (name), .letter = (of_letter), .fix = (how), .parent = (of_parent),          \
		.key = (of_key), .otherwise = (verdict), .of = PLAN_OF_GOAL                        \
	}
#define OWN(name, of_letter, level, function, how)                                                 \
	{                                                                                          \
		.id = (name), .letter = (of_letter), .fix = (how), .judge = (function),            \
		.of = (level)                                                                      \
	}
#define STEPS(name, of_letter, function, of_key, turns, verdict, how)                              \
	{                                                                                          \
		.id = (name), .letter = (of_letter), .fix = (how), .wrong = (function),            \
		.key = (of_key), .each_turn = (turns), .otherwise = (verdict), .of = PLAN_OF_GOAL  \
	}
#define LETTER(name, of_letter, of_definition)                                                     \
	{                                                                                          \
		.id = (name), .letter = (of_letter), .judge = judge_people_decide,                 \
		.of = PLAN_OF_GOAL, .definition = (of_definition)                                  \
	}
#define LINT_STEPS(name, function, turns, how)                                                     \
	{                                                                                          \
		.id = (name), .fix = (how), .wrong = (function), .each_turn = (turns),             \
		.otherwise = PLAN_WARN, .of = PLAN_OF_GOAL, .lint = true                           \
	}
#define LINT(name, function, how)                                                                  \
	{                                                                                          \
		.id = (name), .fix = (how), .judge = (function), .of = PLAN_OF_PLAN, .lint = true  \
	}
#define COUNT(name, function, what, most, how)                                                     \
	{                                                                                          \
		.id = (name), .fix = (how), .count = (function), .key = (what), .limit = (most),   \
		.otherwise = PLAN_WARN, .of = PLAN_OF_PLAN, .lint = true                           \
	}

static const struct plan_rule rules[] = {
	{.id = "start",
	 .letter = "T",
	 .fix = "say on which day the plan begins",
	 .key = "start",
	 .otherwise = PLAN_FAIL},
	OWN("goals", "S", PLAN_OF_PLAN, judge_goals, "add a goal"),
	OWN("person_id", "S", PLAN_OF_PLAN, judge_person_id, "give every person an id"),
	GIVEN("statement", "S", NULL, "statement", PLAN_FAIL, "say in one sentence who does what"),
	GIVEN("population", "S", NULL, "population", PLAN_FAIL, "say whom the goal is about"),
	GIVEN("responsible", "S", NULL, "responsible", PLAN_FAIL,
	      "name the person who answers for it"),
	OWN("one_person", "S", PLAN_OF_GOAL, judge_one_person,
	    "name one person: what a group answers for, nobody does"),
	OWN("vague_verb", "S", PLAN_OF_GOAL, judge_vague_verb,
	    "begin with a verb for something that can be seen"),
	OWN("one_verb", "S", PLAN_OF_GOAL, judge_one_verb, "make two goals of it"),
	STEPS("step_name", "S", wrong_key, "name", false, PLAN_FAIL, "say what is done"),
	STEPS("step_responsible", "S", wrong_key, "responsible", false, PLAN_FAIL,
	      "name one person"),

	GIVEN("measure_name", "M", "measure", "name", PLAN_FAIL, "name what is counted"),
	GIVEN("unit", "M", "measure", "unit", PLAN_FAIL, "say in what it is counted"),
	GIVEN("direction", "M", "measure", "direction", PLAN_FAIL,
	      "say which way is better: up or down"),
	GIVEN("baseline", "M", "measure", "baseline", PLAN_FAIL, "give the value now"),
	GIVEN("baseline_date", "M", "measure", "baseline_date", PLAN_FAIL, "say as of when"),
	GIVEN("target", "M", "measure", "target", PLAN_FAIL, "give the value to reach"),
	GIVEN("source", "M", "measure", "source", PLAN_FAIL, "say where the numbers come from"),
	GIVEN("method", "M", "measure", "method", PLAN_WARN, "say how the numbers are made"),
	GIVEN("every", "M", "measure", "every", PLAN_WARN, "say how often it is measured"),
	OWN("target_side", "M", PLAN_OF_GOAL, judge_target_side,
	    "correct the target, the baseline or the direction"),
	OWN("share_n", "M", PLAN_OF_GOAL, judge_share_n,
	    "give in 'n' of how many the baseline is a share"),
	OWN("detectable", "M", PLAN_OF_GOAL, judge_detectable,
	    "choose a measure with more events, a longer period or a larger change"),

	OWN("steps", "A", PLAN_OF_GOAL, judge_steps, "add the steps that lead there"),
	STEPS("step_days", "A", wrong_key, "days", false, PLAN_FAIL, "estimate the working days"),
	OWN("load", "A", PLAN_OF_PLAN, judge_load,
	    "make a step wait ('after'; level shows which), share it, or give fewer 'hours'"),
	OWN("dates_fit", "A", PLAN_OF_GOAL, judge_dates_fit,
	    "start earlier, do less, or move the due date"),
	OWN("levelled_finish", "A", PLAN_OF_GOAL, judge_levelled_finish,
	    "take the dates of 'level', share the work, or move the due date"),
	OWN("finish_probability", "A", PLAN_OF_GOAL, judge_finish_probability,
	    "leave more time, or make the long way shorter"),
	OWN("history", "A", PLAN_OF_GOAL, judge_history,
	    "say what will be different this time, or choose a smaller change"),
	OWN("beyond_history", "A", PLAN_OF_GOAL, judge_beyond_history,
	    "say what will be different this time, or choose a nearer target"),

	GIVEN("problem", "R", NULL, "problem", PLAN_FAIL, "name the problem it answers"),
	OWN("ranked", "R", PLAN_OF_GOAL, judge_ranked,
	    "take the goal to the team: the ranking does not ask for it"),
	OWN("top_problem", "R", PLAN_OF_PLAN, judge_top_problem,
	    "add a goal, or say why there is none"),
	OWN("orphan_step", "R", PLAN_OF_GOAL, judge_orphan_step,
	    "say in 'after' or 'deliverable' what it is for, or remove it"),

	GIVEN("target_date", "T", "measure", "target_date", PLAN_FAIL, "say by when"),
	OWN("dates_in_order", "T", PLAN_OF_BOTH, judge_dates_in_order,
	    "correct one of the two dates"),
	STEPS("step_due", "T", wrong_due, NULL, true, PLAN_WARN, "say by when"),
	STEPS("due_day", "T", wrong_due_day, NULL, true, PLAN_WARN, "choose a working day"),
	STEPS("owner_away", "T", wrong_owner_away, NULL, true, PLAN_WARN,
	      "choose another day, or somebody else"),
	STEPS("constraint", "T", wrong_constraint, NULL, false, PLAN_FAIL,
	      "give its kind and date, or remove it"),
	OWN("checkpoint", "T", PLAN_OF_GOAL, judge_checkpoint,
	    "add a milestone (a step of 0 days) or a review on the way"),
	OWN("reviews", "T", PLAN_OF_GOAL, judge_reviews,
	    "give the days on which progress is looked at"),
	OWN("data_lag", "T", PLAN_OF_GOAL, judge_data_lag, "measure later, or finish earlier"),
	STEPS("status", NULL, wrong_status, NULL, false, PLAN_FAIL,
	      "make 'status', 'started' and 'finished' say the same"),
	LETTER("inclusive", "I", PLAN_SMARTIE),
	LETTER("equitable", "E", PLAN_SMARTIE),
	LETTER("challenging", "C", PLAN_SMART_C),

	LINT_STEPS("roles", wrong_roles, false, "give each person one role in a step"),
	LINT_STEPS("owner_absent", wrong_leave, true, "name somebody who is there"),
	LINT("idle_person", judge_idle_person, "give the person a part, or remove the entry"),
	LINT("idle_agency", judge_idle_agency, "let the agency answer for a step"),
	LINT_STEPS("deliverable", wrong_deliverable, false, "say what is there when it is done"),
	LINT("same_deliverable", judge_same_deliverable,
	     "say in which step it comes to be, or give it two names"),
	COUNT("dcma_logic", count_open_ends, "steps not done", 0.05,
	      "say in 'after' what they wait for, and what waits for them"),
	COUNT("dcma_leads", count_leads, "links", 0, "split the step that overlaps"),
	COUNT("dcma_lags", count_lags, "links", 0.05, "make the waiting a step of its own"),
	COUNT("dcma_links", count_other_links, "links", 0.1, "link finish to start where it is so"),
	COUNT("dcma_constraints", count_constraints, "steps not done", 0.05,
	      "let links set the dates"),
	COUNT("dcma_float", count_high_float, "steps not done", 0.05,
	      "look for links that are missing"),
	COUNT("dcma_negative_float", count_negative_float, "steps not done", 0,
	      "move a date: these cannot be kept"),
	COUNT("dcma_duration", count_long_steps, "steps not done", 0.05, "split long steps"),
	COUNT("dcma_resources", count_without_people, "steps not done", 0, "say who works on it"),
	LINT("dcma_dates", judge_dcma_dates, "correct the dates that cannot be"),
	LINT("dcma_cpli", judge_dcma_cpli, "finish sooner, or move the last due date"),
};

static void
emit(struct plan_check *c, const char *letter, const char *rule, const char *fix, size_t goal,
     size_t step, enum plan_verdict verdict, const char *evidence)
{
	static const char *const verdicts[] = {"pass", "fail", "warn", "cannot_judge"};
	const struct ccr_list *only = &c->ask->only;
	struct ccr_emit *out = c->run->out;
	bool wanted = only->n == 0;

	c->said++;
	c->run->attention |= verdict == PLAN_FAIL;
	for (size_t i = 0; i < only->n; i++)
		wanted |= strcmp(only->item[i], verdicts[verdict]) == 0;
	if (!wanted)
		return;
	ccr_emit_text(out, goal == PLAN_NONE ? NULL : c->plan->goal[goal].id);
	ccr_emit_text(out, step == PLAN_NONE ? NULL : c->plan->step[step].id);
	ccr_emit_text(out, letter);
	ccr_emit_text(out, verdicts[verdict]);
	ccr_emit_text(out, rule);
	ccr_emit_text(out, evidence);
	ccr_emit_text(out, verdict == PLAN_FAIL || verdict == PLAN_WARN ? fix : NULL);
	ccr_emit_text(out, letter ? plan_definition_notes[c->ask->definition] : NULL);
	ccr_emit_end(out);
}

void
plan_say(struct plan_check *c, size_t step, enum plan_verdict verdict, const char *format, ...)
{
	va_list args;
	char *evidence;

	va_start(args, format);
	evidence = ccr_vprintf(format, args);
	va_end(args);
	emit(c, c->rule->letter, c->rule->id, c->rule->fix, c->goal, step, verdict, evidence);
	free(evidence);
}

void
plan_say_finding(struct plan_check *c, const struct plan_finding *f)
{
	static const char *const letters[][2] = {{"unknown_person", "S"}, {"no_capacity", "A"}};
	const char *letter = NULL;

	for (size_t i = 0; i < CCR_LEN(letters); i++)
		if (strcmp(f->rule, letters[i][0]) == 0)
			letter = letters[i][1];
	emit(c, letter, f->rule, f->fix, f->goal, f->step, PLAN_FAIL, f->evidence);
}

const struct ccr_json *
plan_goal_json(const struct plan_check *c)
{
	return c->plan->goal[c->goal].json;
}

const struct ccr_json *
plan_measure(const struct plan_check *c)
{
	return ccr_json_get(plan_goal_json(c), "measure");
}

bool
plan_absent(const struct ccr_json *node, const char *key)
{
	const struct ccr_json *value = ccr_json_get(node, key);

	return !value || (value->type == CCR_JSON_TEXT && !*value->text);
}

bool
plan_measure_number(struct plan_check *c, const char *key, double *to)
{
	*to = ccr_json_number(plan_measure(c), key, (double)NAN);
	if (isnan(*to))
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "'measure.%s' is not given", key);
	return !isnan(*to);
}

bool
plan_is_open(const struct plan_step *step)
{
	return step->status != PLAN_DONE && step->status != PLAN_DROPPED;
}

bool
plan_has_dates(struct plan_check *c)
{
	if (c->no_schedule)
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "there are no dates: %s", c->no_schedule);
	return !c->no_schedule;
}

static void
judge_key(struct plan_check *c)
{
	const struct plan_rule *rule = c->rule;
	const struct ccr_json *node = c->goal == PLAN_NONE ? c->plan->root
				      : rule->parent       ? plan_measure(c)
							   : plan_goal_json(c);
	bool absent = plan_absent(node, rule->key);

	plan_say(c, PLAN_NONE, absent ? rule->otherwise : PLAN_PASS, "'%s%s%s' is %sgiven",
		 rule->parent ? rule->parent : "", rule->parent ? "." : "", rule->key,
		 absent ? "not " : "");
}

/* A row for each step that is not as it should be; one where all are. */
static void
judge_each_step(struct plan_check *c)
{
	const struct plan_goal *goal = &c->plan->goal[c->goal];
	struct ccr_buf evidence = {0};
	size_t asked = 0;

	if (c->rule->each_turn && !plan_has_working_days(c->plan)) {
		plan_has_dates(c);
		return;
	}
	for (size_t i = goal->first; i < goal->first + goal->n_steps; i++) {
		const struct plan_step *step = &c->plan->step[i];
		if (step->turn > 1 && !c->rule->each_turn)
			continue;
		asked++;
		ccr_buf_clear(&evidence);
		c->rule->wrong(c, step, &evidence);
		if (evidence.len > 0)
			plan_say(c, i, c->rule->otherwise, "%s", evidence.data);
	}
	ccr_buf_release(&evidence);
	if (asked == 0)
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "the goal has no steps");
	else if (c->said == 0)
		plan_say(c, PLAN_NONE, PLAN_PASS, asked == 1 ? "%zu step" : "all %zu steps", asked);
}

static void
judge_count(struct plan_check *c)
{
	size_t of = 0, n;

	if (!plan_has_dates(c))
		return;
	n = c->rule->count(c, &of);
	plan_say(c, PLAN_NONE,
		 (double)n <= c->rule->limit * (double)of + 1e-9 ? PLAN_PASS : c->rule->otherwise,
		 "%zu of %zu %s, %.3g %%; at most %.3g %%", n, of, c->rule->key,
		 of ? 100 * (double)n / (double)of : 0, 100 * c->rule->limit);
}

static void
judge_rule(struct plan_check *c, const struct plan_rule *rule, size_t goal)
{
	bool of_plan = goal == PLAN_NONE;

	if ((rule->lint && !c->ask->lint) ||
	    (rule->definition != PLAN_SMART && (int)rule->definition != c->ask->definition) ||
	    rule->of == (of_plan ? PLAN_OF_GOAL : PLAN_OF_PLAN))
		return;
	c->rule = rule;
	c->goal = goal;
	c->said = 0;
	if (rule->judge)
		rule->judge(c);
	else if (rule->wrong)
		judge_each_step(c);
	else if (rule->count)
		judge_count(c);
	else
		judge_key(c);
}

void
plan_judge(struct plan_check *c)
{
	for (size_t i = 0; i < c->plan->n_findings; i++)
		plan_say_finding(c, &c->plan->finding[i]);
	for (size_t i = 0; i < CCR_LEN(rules); i++)
		judge_rule(c, &rules[i], PLAN_NONE);
	for (size_t goal = 0; goal < c->plan->n_goals; goal++)
		for (size_t i = 0; i < CCR_LEN(rules); i++)
			judge_rule(c, &rules[i], goal);
}

void
judge_people_decide(struct plan_check *c)
{
	static const struct {
		char letter;
		const char *text;
	} what[] = {
		{'I',
		 "for people: do those whom it concerns most share in the work and in deciding"},
		{'E', "for people: does it make an inequity or injustice smaller"},
		{'C', "for people: does it ask for more than would come by itself"},
	};

	for (size_t i = 0; i < CCR_LEN(what); i++)
		if (what[i].letter == c->rule->letter[0])
			plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "%s", what[i].text);
}
