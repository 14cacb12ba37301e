/* rules-measurable.c: M, how much change, and whether it could be seen; see rules.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plan/rules.h"
#include "stat/power.h"

/* Is the target on the better side of the baseline? */
void
judge_target_side(struct plan_check *c)
{
	const char *direction = ccr_json_text(plan_measure(c), "direction");
	double from, to;

	if (!direction) {
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "'measure.direction' is not given");
		return;
	}
	if (!plan_measure_number(c, "baseline", &from) || !plan_measure_number(c, "target", &to))
		return;
	if (strcmp(direction, "up") == 0 ? to > from : to < from)
		plan_say(c, PLAN_NONE, PLAN_PASS, "from %.10g %s to %.10g", from, direction, to);
	else
		plan_say(c, PLAN_NONE, PLAN_FAIL,
			 "the target is not on the better side of the baseline (direction '%s')",
			 direction);
}

/* Does the unit say that the measure is a percentage? */
static bool
is_percent(const struct ccr_json *measure)
{
	const char *unit = ccr_json_text(measure, "unit");

	return unit && (strchr(unit, '%') || strstr(unit, "percent") || strstr(unit, "per cent"));
}

void
judge_share_n(struct plan_check *c)
{
	const struct ccr_json *measure = plan_measure(c);
	double n = ccr_json_number(measure, "n", (double)NAN);

	if (plan_absent(measure, "unit"))
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "'measure.unit' is not given");
	else if (!isnan(n))
		plan_say(c, PLAN_NONE, PLAN_PASS, "the baseline is of %.10g", n);
	else if (is_percent(measure))
		plan_say(c, PLAN_NONE, PLAN_WARN, "the unit is a percentage, of nobody knows what");
	else
		plan_say(c, PLAN_NONE, PLAN_PASS, "the unit is no percentage");
}

static bool
is_whole(double x)
{
	return x >= 0 && trunc(x) == x;
}

/* Baseline and target as shares: percentages by their unit, else shares where both are at most 1,
 * else so many of n.  False after saying why they are none. */
static bool
as_shares(struct plan_check *c, double n, double *from, double *to)
{
	double most = is_percent(plan_measure(c)) ? 100 : *from <= 1 && *to <= 1 ? 1 : n;

	if (!is_whole(n) || n < 1 || n > CCR_POWER_MOST)
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "'measure.n' is not from 1 to %d",
			 CCR_POWER_MOST);
	else if (!(*from >= 0 && *from <= most && *to >= 0 && *to <= most))
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE,
			 "baseline and target are no shares of %.10g", n);
	else {
		*from /= most;
		*to /= most;
		return true;
	}
	return false;
}

static bool
are_counts(struct plan_check *c, double from, double to)
{
	if (is_percent(plan_measure(c)))
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE,
			 "percentages, and 'measure.n' is not given");
	else if (!is_whole(from) || !is_whole(to))
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE,
			 "baseline and target are no counts, and 'measure.n' is not given");
	else if (from > CCR_POWER_MOST || to > CCR_POWER_MOST)
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "not computed for counts over %d",
			 CCR_POWER_MOST);
	else
		return true;
	return false;
}

void
judge_detectable(struct plan_check *c)
{
	double from, to, n, power, high, low, alpha = c->ask->alpha;
	char of[32] = "";
	bool shares;

	if (!plan_measure_number(c, "baseline", &from) || !plan_measure_number(c, "target", &to))
		return;
	n = ccr_json_number(plan_measure(c), "n", (double)NAN);
	shares = !isnan(n);
	if (shares ? !as_shares(c, n, &from, &to) : !are_counts(c, from, to))
		return;
	if (from == to) {
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "there is no change to see");
		return;
	}
	if (shares)
		snprintf(of, sizeof of, " %% of %.10g", n);
	high = fmax(from, to);
	low = fmin(from, to);
	power = shares ? ccr_power_shares(n, high, low, alpha) : ccr_power_counts(high, low, alpha);
	plan_say(c, PLAN_NONE, power >= c->ask->power ? PLAN_PASS : PLAN_WARN,
		 "a change from %.10g to %.10g%s would be seen with probability %.3g %% (%s, "
		 "one-sided %.3g %%); at least %.3g %%",
		 shares ? 100 * from : from, shares ? 100 * to : to, of, 100 * power,
		 shares ? "Fisher's exact test of two shares"
			: "exact conditional test of two counts",
		 100 * alpha, 100 * c->ask->power);
}
