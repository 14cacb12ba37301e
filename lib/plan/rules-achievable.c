/* rules-achievable.c: A, whether there is time and whether such a change has ever been; see
 * rules.h.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "plan/rules.h"

void
judge_steps(struct plan_check *c)
{
	size_t n = c->plan->goal[c->goal].n_steps;

	if (n == 0)
		plan_say(c, PLAN_NONE, PLAN_FAIL, "the goal has no steps");
	else
		plan_say(c, PLAN_NONE, PLAN_PASS, n == 1 ? "%zu step" : "%zu steps", n);
}

/* Does the schedule, which does not look at who else needs the people, end before it has to? */
void
judge_dates_fit(struct plan_check *c)
{
	const struct plan *plan = c->plan;
	const struct plan_goal *goal = &plan->goal[c->goal];
	ccr_date target = ccr_json_date(plan_measure(c), "target_date");
	size_t asked = 0;

	if (!plan_has_dates(c))
		return;
	for (size_t i = goal->first; i < goal->first + goal->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		ccr_date due = step->due != CCR_DATE_NONE ? step->due : target;
		ccr_date finish = plan_finish_date(plan, &c->schedule.step[i]);
		char a[CCR_DATE_SIZE], b[CCR_DATE_SIZE];
		if (!plan_is_open(step) || due == CCR_DATE_NONE)
			continue;
		asked++;
		if (finish <= due)
			continue;
		ccr_date_print(a, finish);
		ccr_date_print(b, due);
		plan_say(c, i, PLAN_FAIL, "it ends on %s by the schedule, and %s %s", a,
			 due == step->due ? "is due on" : "the goal's target_date is", b);
	}
	if (asked == 0)
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE,
			 "no step that is not done has to end on a day");
	else if (c->said == 0)
		plan_say(c, PLAN_NONE, PLAN_PASS, "by the schedule all %zu end in time", asked);
}

/* Of the goal's steps, those that are open, end in time by the schedule and have to end on a day:
 * what the other rules of dates ask on about.  PLAN_NONE: there is no further one. */
static size_t
next_in_time(const struct plan_check *c, size_t from, ccr_date *due)
{
	const struct plan *plan = c->plan;
	const struct plan_goal *goal = &plan->goal[c->goal];
	ccr_date target = ccr_json_date(plan_measure(c), "target_date");

	for (size_t i = from; i < goal->first + goal->n_steps; i++) {
		*due = plan->step[i].due != CCR_DATE_NONE ? plan->step[i].due : target;
		if (plan_is_open(&plan->step[i]) && *due != CCR_DATE_NONE &&
		    plan_finish_date(plan, &c->schedule.step[i]) <= *due)
			return i;
	}
	return PLAN_NONE;
}

void
judge_levelled_finish(struct plan_check *c)
{
	size_t asked = 0;
	ccr_date due;

	if (c->no_levelling) {
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "%s", c->no_levelling);
		return;
	}
	for (size_t i = next_in_time(c, c->plan->goal[c->goal].first, &due); i != PLAN_NONE;
	     i = next_in_time(c, i + 1, &due)) {
		ccr_date finish = plan_finish_date(c->plan, &c->levelled.step[i]);
		char a[CCR_DATE_SIZE], b[CCR_DATE_SIZE];
		asked++;
		if (finish <= due)
			continue;
		ccr_date_print(a, finish);
		ccr_date_print(b, due);
		plan_say(c, i, PLAN_FAIL,
			 "when nobody does more than they can, it ends on %s, after %s (the best "
			 "of %.0f schedules)",
			 a, b, c->levelling.schedules);
	}
	if (asked == 0)
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE,
			 "no step that ends in time by the schedule has to end on a day");
	else if (c->said == 0)
		plan_say(c, PLAN_NONE, PLAN_PASS,
			 "also when nobody does more than they can all %zu end in time", asked);
}

void
judge_finish_probability(struct plan_check *c)
{
	double least = 1;
	size_t asked = 0;
	ccr_date due;

	if (!plan_has_dates(c))
		return;
	if (!c->risk || c->risk->n_vary == 0) {
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE,
			 "no step has three estimates of its days");
		return;
	}
	for (size_t i = next_in_time(c, c->plan->goal[c->goal].first, &due); i != PLAN_NONE;
	     i = next_in_time(c, i + 1, &due)) {
		double p = plan_risk_share(c->risk, &c->risk->part[i], due);
		asked++;
		least = fmin(least, p);
		if (!(p < c->ask->probability))
			continue;
		plan_say(c, i, PLAN_FAIL,
			 "it ends in time with probability %.3g %% (%zu draws, se %.2g %%); at "
			 "least %.3g %%",
			 100 * p, c->risk->draws, 100 * sqrt(p * (1 - p) / (double)c->risk->draws),
			 100 * c->ask->probability);
	}
	if (asked == 0)
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE,
			 "no step that ends in time by the schedule has to end on a day");
	else if (c->said == 0)
		plan_say(c, PLAN_NONE, PLAN_PASS,
			 "the least sure of %zu ends in time with probability %.3g %% (%zu draws); "
			 "at "
			 "least %.3g %%",
			 asked, 100 * least, c->risk->draws, 100 * c->ask->probability);
}

/* ---- what the measure did before ---- */

enum { PAST_FEWEST = 3 }; /* changes, to say anything of changes */

/* The measure's values in their order, the baseline last, and what is asked of it. */
struct past {
	double *value;
	size_t n_changes; /* one less than values */
	double target;
	double better; /* 1: up, -1: down */
	bool relative; /* changes as shares of where they began */
};

static double
change(const struct past *past, double from, double to)
{
	return past->relative ? (to - from) / from : to - from;
}

/* A change is not given as a share of a base of less than this. */
static const double least_base = 5;

/* False after saying why nothing can be said.  The caller frees the values. */
static bool
read_past(struct plan_check *c, struct past *past)
{
	const struct ccr_json *measure = plan_measure(c), *list;
	const char *direction = ccr_json_text(measure, "direction");
	double baseline;

	*past = (struct past){.relative = true};
	list = ccr_json_list(measure, "history", &past->n_changes);
	if (!direction) {
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "'measure.direction' is not given");
		return false;
	}
	if (!plan_measure_number(c, "baseline", &baseline) ||
	    !plan_measure_number(c, "target", &past->target))
		return false;
	if (!list || past->n_changes < PAST_FEWEST) {
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE,
			 "%zu past changes in 'measure.history'; %d are needed",
			 list ? past->n_changes : 0, PAST_FEWEST);
		return false;
	}
	past->better = strcmp(direction, "up") == 0 ? 1 : -1;
	past->value = ccr_alloc(past->n_changes + 1, sizeof *past->value);
	for (size_t i = 0; i < past->n_changes; i++)
		past->value[i] = list[i].number;
	past->value[past->n_changes] = baseline;
	for (size_t i = 0; i <= past->n_changes; i++)
		past->relative &= past->value[i] >= least_base;
	return true;
}

void
judge_history(struct plan_check *c)
{
	struct past past;
	double needed, best, unit;
	size_t as_good = 0;

	if (!read_past(c, &past))
		return;
	needed = change(&past, past.value[past.n_changes], past.target);
	best = -past.better * (double)INFINITY;
	for (size_t i = 0; i < past.n_changes; i++) {
		double was = change(&past, past.value[i], past.value[i + 1]);
		as_good += past.better * was >= past.better * needed - 1e-12;
		if (past.better * was > past.better * best)
			best = was;
	}
	unit = past.relative ? 100 : 1;
	plan_say(c, PLAN_NONE, as_good ? PLAN_PASS : PLAN_WARN,
		 "it needs a change of %+.3g%s; %zu of %zu past changes were as good, the best "
		 "%+.3g%s",
		 unit * needed, past.relative ? " %" : "", as_good, past.n_changes, unit * best,
		 past.relative ? " %" : "");
	free(past.value);
}

void
judge_beyond_history(struct plan_check *c)
{
	struct past past;
	double best;

	if (!read_past(c, &past))
		return;
	best = past.value[0];
	for (size_t i = 1; i <= past.n_changes; i++)
		best = past.better > 0 ? fmax(best, past.value[i]) : fmin(best, past.value[i]);
	plan_say(c, PLAN_NONE,
		 past.better * past.target <= past.better * best ? PLAN_PASS : PLAN_WARN,
		 "the target is %.10g, the best of %zu values %.10g", past.target,
		 past.n_changes + 1, best);
	free(past.value);
}
