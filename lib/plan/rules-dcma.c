/* rules-dcma.c: lint of the schedule by counts of the 14-point assessment of the US Defense
 * Contract Management Agency, DCMA-EA PAM 200.1 (2012), section 4; see rules.h.  Of its points
 * these are not here: missed tasks and the baseline execution index, which compare with an earlier
 * schedule, and the critical path test, which tests scheduling software. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "plan/rules.h"

enum { HIGH_FLOAT = 44, LONG_STEP = 44 }; /* working days */

static size_t
count_steps(const struct plan_check *c,
	    bool (*counts)(const struct plan_step *, const struct schedule_step *), size_t *of)
{
	size_t n = 0;

	for (size_t i = 0; i < c->plan->n_steps; i++) {
		if (!plan_is_open(&c->plan->step[i]))
			continue;
		++*of;
		n += counts(&c->plan->step[i], &c->schedule.step[i]);
	}
	return n;
}

/* Links of which one end is still to be done. */
static size_t
count_links(const struct plan_check *c, bool (*counts)(const struct schedule_link *), size_t *of)
{
	size_t n = 0;

	for (size_t i = 0; i < c->plan->n_links; i++) {
		const struct schedule_link *link = &c->plan->link[i];
		if (!plan_is_open(&c->plan->step[link->from]) &&
		    !plan_is_open(&c->plan->step[link->to]))
			continue;
		++*of;
		n += counts(link);
	}
	return n;
}

/* Of the steps that lack a predecessor the one that starts first may, of those that lack a
 * successor the one that ends last. */
size_t
count_open_ends(const struct plan_check *c, size_t *of)
{
	const struct plan *plan = c->plan;
	const struct schedule_step *s = c->schedule.step;
	enum { NO_BEFORE = 1, NO_AFTER = 2 };
	unsigned char *lacks = ccr_alloc(plan->n_steps, sizeof *lacks);
	size_t first = PLAN_NONE, last = PLAN_NONE, n = 0;

	for (size_t i = 0; i < plan->n_steps; i++)
		lacks[i] = plan_is_open(&plan->step[i]) ? NO_BEFORE | NO_AFTER : 0;
	for (size_t i = 0; i < plan->n_links; i++) {
		lacks[plan->link[i].to] &= (unsigned char)~NO_BEFORE;
		lacks[plan->link[i].from] &= (unsigned char)~NO_AFTER;
	}
	for (size_t i = 0; i < plan->n_steps; i++) {
		*of += plan_is_open(&plan->step[i]);
		if (lacks[i] & NO_BEFORE && (first == PLAN_NONE || s[i].es < s[first].es))
			first = i;
		if (lacks[i] & NO_AFTER && (last == PLAN_NONE || s[i].ef > s[last].ef))
			last = i;
	}
	if (first != PLAN_NONE)
		lacks[first] &= (unsigned char)~NO_BEFORE;
	if (last != PLAN_NONE)
		lacks[last] &= (unsigned char)~NO_AFTER;
	for (size_t i = 0; i < plan->n_steps; i++)
		n += lacks[i] != 0;
	free(lacks);
	return n;
}

static bool
is_lead(const struct schedule_link *link)
{
	return link->lag < 0;
}

static bool
is_lag(const struct schedule_link *link)
{
	return link->lag > 0;
}

static bool
is_other(const struct schedule_link *link)
{
	return link->type != SCHEDULE_FS;
}

size_t
count_leads(const struct plan_check *c, size_t *of)
{
	return count_links(c, is_lead, of);
}

size_t
count_lags(const struct plan_check *c, size_t *of)
{
	return count_links(c, is_lag, of);
}

size_t
count_other_links(const struct plan_check *c, size_t *of)
{
	return count_links(c, is_other, of);
}

/* Constraints that can keep a step from moving with what it waits for. */
static bool
is_held(const struct plan_step *step, const struct schedule_step *s)
{
	(void)s;
	return step->constraint == PLAN_SNLT || step->constraint == PLAN_FNLT ||
	       step->constraint == PLAN_MSO || step->constraint == PLAN_MFO;
}

static bool
is_loose(const struct plan_step *step, const struct schedule_step *s)
{
	(void)step;
	return s->total_float > HIGH_FLOAT;
}

static bool
is_impossible(const struct plan_step *step, const struct schedule_step *s)
{
	(void)step;
	return s->total_float < -1e-9;
}

static bool
is_long(const struct plan_step *step, const struct schedule_step *s)
{
	(void)s;
	return step->days > LONG_STEP;
}

static bool
is_nobodys(const struct plan_step *step, const struct schedule_step *s)
{
	(void)s;
	return step->days > 0 && step->n_people == 0;
}

size_t
count_constraints(const struct plan_check *c, size_t *of)
{
	return count_steps(c, is_held, of);
}

size_t
count_high_float(const struct plan_check *c, size_t *of)
{
	return count_steps(c, is_loose, of);
}

size_t
count_negative_float(const struct plan_check *c, size_t *of)
{
	return count_steps(c, is_impossible, of);
}

size_t
count_long_steps(const struct plan_check *c, size_t *of)
{
	return count_steps(c, is_long, of);
}

size_t
count_without_people(const struct plan_check *c, size_t *of)
{
	return count_steps(c, is_nobodys, of);
}

/* The day on which a step that has started should end, whatever day it is now. */
static ccr_date
first_finish(const struct plan *plan, const struct plan_step *step)
{
	struct plan_timing timing = {.not_before = CCR_DATE_NONE};
	struct schedule_step s = plan_bounds(plan, step, &timing);

	if (step->started == CCR_DATE_NONE)
		return INT32_MAX;
	s.es = s.start_from;
	s.ef = ccr_away_finish(s.away, s.es, s.days);
	return plan_finish_date(plan, &s);
}

/* What has happened lies before the as-of day, what has not does not. */
void
judge_dcma_dates(struct plan_check *c)
{
	const struct plan *plan = c->plan;
	ccr_date as_of = c->ask->as_of;

	if (as_of == CCR_DATE_NONE) {
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "no --as-of was given");
		return;
	}
	for (size_t i = 0; i < plan->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		if (step->started != CCR_DATE_NONE && step->started > as_of)
			plan_say(c, i, PLAN_WARN, "it has started after the as-of day");
		else if (step->finished != CCR_DATE_NONE && step->finished > as_of)
			plan_say(c, i, PLAN_WARN, "it was finished after the as-of day");
		else if (step->status == PLAN_STARTED && !c->no_schedule &&
			 first_finish(plan, step) < as_of)
			plan_say(c, i, PLAN_WARN,
				 "by the schedule it ended before the as-of day, and it is not "
				 "done");
	}
	if (c->said == 0)
		plan_say(c, PLAN_NONE, PLAN_PASS, "%zu steps", plan->n_steps);
}

/* The critical path length index of the step that is due last: the working days there are to its
 * due date as a share of those that are needed. */
void
judge_dcma_cpli(struct plan_check *c)
{
	const double least = 0.95;
	const struct plan *plan = c->plan;
	const struct schedule_step *s = c->schedule.step;
	ccr_date now = c->ask->as_of == CCR_DATE_NONE ? plan->start : c->ask->as_of;
	size_t last = PLAN_NONE;
	double from, needed, there;

	if (!plan_has_dates(c))
		return;
	for (size_t i = 0; i < plan->n_steps; i++)
		if (plan_is_open(&plan->step[i]) && plan->step[i].due != CCR_DATE_NONE &&
		    (last == PLAN_NONE || plan->step[i].due > plan->step[last].due ||
		     (plan->step[i].due == plan->step[last].due && s[i].ef > s[last].ef)))
			last = i;
	from = (double)ccr_calendar_index(&plan->calendar, now);
	needed = last == PLAN_NONE ? 0 : s[last].ef - from;
	if (!(needed > 0)) {
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE,
			 "no step that is not done has a due date and days before it");
		return;
	}
	there = (double)ccr_calendar_index(&plan->calendar, plan->step[last].due + 1) - from;
	plan_say(c, PLAN_NONE, there / needed >= least ? PLAN_PASS : PLAN_WARN,
		 "'%s' is due last: %.4g working days there, %.4g needed, CPLI %.3g; at least %.3g",
		 plan->step[last].id, there, needed, there / needed, least);
}
