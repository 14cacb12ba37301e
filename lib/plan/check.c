/* check.c: 'ccr-plan check', whether a plan is what SMART asks for, rule by rule. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plan/rules.h"

const struct ccr_field plan_check_fields[PLAN_CHECK_FIELDS] = {
	{"goal", CCR_TEXT}, {"step", CCR_TEXT},     {"criterion", CCR_TEXT}, {"verdict", CCR_TEXT},
	{"rule", CCR_TEXT}, {"evidence", CCR_TEXT}, {"fix", CCR_TEXT},       {"note", CCR_TEXT},
};

static bool
add_word_lists(struct plan_check *c)
{
	/* The verbs are the two that CDC's brief gives as examples; the groups are our own. */
	static const char cdc[] = "CDC, Evaluation Brief 3b";
	static const char *const vague[] = {"understand", "know"}, *const groups[] = {"team", "all",
										      "everyone",
										      "committee",
										      "tbd"};
	struct ccr_input input;
	bool good = true;

	if (ccr_run_table(c->run, "vague", &input))
		good &= plan_words_read(&c->vague, &input, c->run->err);
	else
		for (size_t i = 0; i < CCR_LEN(vague); i++)
			plan_words_add(&c->vague, vague[i], strlen(vague[i]), cdc);
	if (ccr_run_table(c->run, "groups", &input))
		good &= plan_words_read(&c->groups, &input, c->run->err);
	else
		for (size_t i = 0; i < CCR_LEN(groups); i++)
			plan_words_add(&c->groups, groups[i], strlen(groups[i]), NULL);
	c->has_ranking = ccr_run_table(c->run, "ranking", &input);
	if (c->has_ranking)
		good &= plan_ranking_read(&c->ranking, &input, c->ask->item, (double)INFINITY,
					  c->run->err);
	return good;
}

static bool
options_fit(struct plan_check *c)
{
	const struct plan_ask *ask = c->ask;

	for (size_t i = 0; i < ask->only.n; i++)
		if (ccr_opt_choice(PLAN_VERDICTS, ask->only.item[i]) < 0)
			return ccr_usage(c->run, "option '--only': '%s' is none of " PLAN_VERDICTS,
					 ask->only.item[i]);
	if (!(ask->power > 0 && ask->power < 1))
		return ccr_usage(c->run, "option '--power': not between 0 and 1");
	if (!(ask->alpha > 0 && ask->alpha < 1))
		return ccr_usage(c->run, "option '--alpha': not between 0 and 1");
	if (!(ask->probability > 0 && ask->probability <= 1))
		return ccr_usage(c->run, "option '--probability': not above 0 and at most 1");
	if (!(ask->correlation >= 0 && ask->correlation <= 1))
		return ccr_usage(c->run, "option '--correlation': not between 0 and 1");
	if (!plan_hours_fit(c->run, ask))
		return false;
	if (!ccr_given(c->run, "ranking") && (ccr_given(c->run, "top") || ask->item))
		return ccr_usage(c->run, "option '--%s' needs --ranking",
				 ask->item ? "item" : "top");
	return true;
}

static bool
lacks_days(const struct plan *plan)
{
	for (size_t i = 0; i < plan->n_steps; i++)
		if (isnan(plan->step[i].days) && plan->step[i].status != PLAN_DROPPED)
			return true;
	return false;
}

/* The dates, or why there are none; what makes them impossible is a finding. */
static void
make_schedule(struct plan_check *c, struct plan *plan)
{
	struct plan_timing timing = {.not_before = c->ask->as_of};
	bool works = plan_has_working_days(plan), fits;

	/* Which days are worked does not matter to a circle, but there has to be one. */
	plan->calendar.weekend[0] &= works;
	fits = plan_fits(plan);
	if (!works)
		plan_find(plan, PLAN_NONE, PLAN_NONE, "no_working_day", "leave a day for work",
			  plan->root->line, "'calendar.weekend' has all days of the week");
	if (!fits)
		plan_find(plan, PLAN_NONE, PLAN_NONE, "calendar",
			  "give fewer days, or another start", plan->root->line,
			  "the days of all steps and lags lead out of the years 1 to 9999");
	if (!plan_schedule(plan, &timing, &c->schedule) && c->schedule.cycle)
		plan_find(plan, plan->step[c->schedule.cycle_at].goal, c->schedule.cycle_at,
			  "cycle", "remove one of these links",
			  plan->step[c->schedule.cycle_at].json->line,
			  "these steps wait for each other: %s", c->schedule.cycle);
	plan->calendar.weekend[0] |= !works;
	c->no_schedule = plan->start == CCR_DATE_NONE ? "'start' is not given"
			 : !works                     ? "no day of the week is left for work"
			 : !fits                      ? "they lead out of the years 1 to 9999"
			 : c->schedule.cycle          ? "steps wait for each other"
			 : lacks_days(plan)           ? "the 'days' of a step are not given"
						      : NULL;
}

/* The search and the draws of a check are kept short: it is run often. */
enum { CHECK_NODES = 100000, CHECK_SCHEDULES = 2000, CHECK_WORK = 2000000 };

/* What was found and what to do stand below their row; the definition is said once. */
static const enum ccr_place in_table[PLAN_CHECK_FIELDS] = {
	[5] = CCR_BELOW, [6] = CCR_BELOW, [7] = CCR_HIDDEN};

static bool
can_level(const struct plan_check *c)
{
	struct ccr_err *err = ccr_alloc(1, sizeof *err);
	bool can = plan_can_level(c->plan, c->ask->hours_per_week, err);

	ccr_err_release(err);
	free(err);
	return can;
}

/* What the schedule becomes when nobody has too much to do, and how sure its dates are. */
static void
level_and_simulate(struct plan_check *c)
{
	const struct plan_ask *ask = c->ask;
	struct plan_timing timing = {.not_before = ask->as_of};
	double most = (double)CHECK_WORK / fmax((double)c->plan->n_steps, 1);
	struct level_limits limits = {CHECK_NODES, fmin(CHECK_SCHEDULES, most), 0,
				      (uint64_t)ask->seed};
	struct plan_chance chance = {
		.distribution = (enum ccr_three_point_kind)ask->distribution,
		.correlation = ask->correlation,
		.draws = (size_t)fmax(1, fmin(ask->draws, 10 * most)),
		.seed = (uint64_t)ask->seed,
		.as_of = ask->as_of,
		.deadline = CCR_DATE_NONE,
	};

	c->no_levelling = c->no_schedule  ? c->no_schedule
			  : !can_level(c) ? "a step needs more of somebody than there is"
					  : NULL;
	if (!c->no_levelling && plan_schedule(c->plan, &timing, &c->levelled))
		plan_level_schedule(c->plan, &c->levelled, ask->hours_per_week, NULL, &limits,
				    &c->levelling);
	if (!c->no_schedule)
		c->risk = plan_simulate(c->plan, &chance);
}

bool
plan_check(struct ccr_run *run, const struct plan_ask *ask)
{
	struct plan_check c = {.run = run, .ask = ask};
	struct plan *plan;
	bool good;

	if (!options_fit(&c))
		return false;
	plan = plan_take(run, true);
	good = add_word_lists(&c) && plan;
	if (good) {
		c.plan = plan;
		plan_lay_out(run->out, in_table, CCR_DATE_NONE);
		ccr_emit_closing(run->out, plan_definition_notes[ask->definition]);
		make_schedule(&c, plan);
		level_and_simulate(&c);
		plan_judge(&c);
		plan_count_steps(run, plan);
		plan_schedule_release(&c.schedule);
		plan_schedule_release(&c.levelled);
		plan_risk_free(c.risk);
	}
	plan_words_release(&c.vague);
	plan_words_release(&c.groups);
	plan_ranking_release(&c.ranking);
	plan_free(plan);
	return good;
}
