/* simulate.c: see simulate.h. */
#include "plan/simulate.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "decide/rng.h"

/* A step whose days are drawn. */
struct varied {
	size_t step, agency; /* agency: the first person of it; PLAN_NONE: none */
	struct ccr_three_point days;
	bool begun;
	double passed; /* working days since it has begun, until the as-of day */
	double left;   /* the share of its days that is left; NaN: those that have not passed */
};

/* What plan_simulate works with. */
struct sampler {
	struct schedule_step *step;
	struct varied *varied;
	size_t n_varied, n_curves, n_agencies;
	struct ccr_curve *curve;
	double *score, shared, own;
	struct ccr_rng rng;
};

static size_t
agency_of(const struct plan *plan, const struct plan_step *step)
{
	const char *agency = step->owner == PLAN_NONE ? NULL : plan->person[step->owner].agency;

	for (size_t i = 0; agency && i < plan->n_people; i++)
		if (plan->person[i].agency && strcmp(plan->person[i].agency, agency) == 0)
			return i;
	return PLAN_NONE;
}

/* A step that has begun by the as-of day, by the rules of plan_bounds: how long ago, and what is
 * left. */
static void
look_back(const struct plan *plan, const struct plan_step *from, ccr_date as_of,
	  const struct schedule_step *step, struct varied *v)
{
	double now = (double)ccr_calendar_index(&plan->calendar, as_of);

	v->begun = true;
	v->passed = ccr_away_work(step->away, step->start_from, fmax(now, step->start_from));
	if (ccr_json_get(from->json, "percent"))
		v->left = 1 - from->percent / 100;
}

/* Sets the days of a step to the most likely, and its distribution where it has one. */
static enum plan_days
place(const struct plan *plan, const struct plan_chance *ask, size_t at, struct schedule_step *step,
      struct varied *v)
{
	const struct plan_step *from = &plan->step[at];
	struct plan_timing timing = {.not_before = ask->as_of};
	bool spread = from->optimistic < from->pessimistic;

	*v = (struct varied){.step = at, .agency = agency_of(plan, from), .left = (double)NAN};
	*step = plan_bounds(plan, from, &timing);
	/* By when it should be there sets no date. */
	step->start_by = step->finish_by = INFINITY;
	if (from->status == PLAN_DROPPED)
		return PLAN_DAYS_NONE;
	if (from->status == PLAN_DONE)
		return PLAN_DAYS_DONE;
	if (step->fixed && ask->as_of != CCR_DATE_NONE)
		look_back(plan, from, ask->as_of, step, v);
	if (!spread)
		return v->passed > 0 && isnan(v->left) && from->days <= v->passed ? PLAN_DAYS_LATE
										  : PLAN_DAYS_ONE;
	v->days = ccr_three_point(ask->distribution, from->optimistic, from->days,
				  from->pessimistic, isnan(v->left) ? v->passed : 0);
	return v->days.below < 1 ? PLAN_DAYS_VARY : PLAN_DAYS_LATE;
}

static const struct ccr_curve *
curve_for(struct sampler *s, const struct ccr_three_point *days)
{
	for (size_t i = 0; i < s->n_varied; i++)
		if (ccr_three_point_alike(&s->varied[i].days, days))
			return s->varied[i].days.curve;
	ccr_curve_fill(&s->curve[s->n_curves], days);
	return &s->curve[s->n_curves++];
}

static void
sampler_init(struct sampler *s, const struct plan *plan, const struct plan_chance *ask,
	     enum plan_days *known)
{
	*s = (struct sampler){
		.step = ccr_alloc(plan->n_steps, sizeof *s->step),
		.varied = ccr_alloc(plan->n_steps, sizeof *s->varied),
		.curve = ccr_alloc(plan->n_steps, sizeof *s->curve),
		.n_agencies = ask->correlation > 0 ? plan->n_people : 0,
		.shared = sqrt(ask->correlation),
		.own = sqrt(1 - ask->correlation),
	};
	for (size_t i = 0; i < plan->n_steps; i++) {
		struct varied v;
		known[i] = place(plan, ask, i, &s->step[i], &v);
		if (known[i] != PLAN_DAYS_VARY)
			continue;
		if (v.days.kind == CCR_PERT)
			v.days.curve = curve_for(s, &v.days);
		s->varied[s->n_varied++] = v;
	}
	s->score = ccr_alloc(s->n_agencies + s->n_varied, sizeof *s->score);
	ccr_rng_init(&s->rng, ask->seed);
}

static void
sampler_release(struct sampler *s)
{
	free(s->step);
	free(s->varied);
	free(s->curve);
	free(s->score);
}

/* As plan_bounds has it for the most likely days: what has begun is done when the rest is, which is
 * at least the as-of day itself, and not before it was planned to be. */
static double
days_in_all(const struct varied *v, double days)
{
	double rest = isnan(v->left) ? days - v->passed : days * v->left;

	return v->begun ? fmax(days, v->passed + fmax(rest, 1)) : days;
}

static void
draw_days(void *sampler, struct schedule_step *step)
{
	struct sampler *s = sampler;

	ccr_rng_normals(&s->rng, s->score, s->n_agencies + s->n_varied);
	for (size_t i = 0; i < s->n_varied; i++) {
		const struct varied *v = &s->varied[i];
		double z = s->score[s->n_agencies + i];
		if (s->n_agencies > 0 && v->agency != PLAN_NONE)
			z = s->shared * s->score[v->agency] + s->own * z;
		step[v->step].days = days_in_all(v, ccr_three_point_at(&v->days, z));
	}
}

static void
draw_nothing(void *sampler, struct schedule_step *step)
{
	(void)sampler;
	(void)step;
}

/* Steps, goals and the plan as parts. */
static struct simulate_part *
make_parts(const struct plan *plan, const ccr_date *due, const enum plan_days *known)
{
	size_t n = plan->n_steps + plan->n_goals + 1;
	struct simulate_part *part = ccr_alloc(n, sizeof *part);

	for (size_t i = 0; i < plan->n_steps; i++) {
		part[i].absent = known[i] == PLAN_DAYS_NONE;
		part[i].over = known[i] == PLAN_DAYS_DONE;
	}
	for (size_t i = 0; i < plan->n_goals; i++) {
		part[plan->n_steps + i].first = plan->goal[i].first;
		part[plan->n_steps + i].n = plan->goal[i].n_steps;
	}
	part[n - 1].first = plan->n_steps;
	part[n - 1].n = plan->n_goals;
	for (size_t i = plan->n_steps; i < n; i++) {
		part[i].absent = true;
		for (size_t k = part[i].first; k < part[i].first + part[i].n; k++)
			part[i].absent &= part[k].absent;
	}
	for (size_t i = 0; i < n; i++)
		part[i].due = due[i] == CCR_DATE_NONE
				      ? LONG_MAX
				      : ccr_calendar_index(&plan->calendar, due[i] + 1) - 1;
	return part;
}

static ccr_date *
due_dates(const struct plan *plan, ccr_date deadline)
{
	ccr_date *due = ccr_alloc(plan->n_steps + plan->n_goals + 1, sizeof *due), *next = due;

	for (size_t i = 0; i < plan->n_steps; i++)
		*next++ = plan->step[i].due;
	for (size_t i = 0; i < plan->n_goals; i++)
		*next++ = ccr_json_date(ccr_json_get(plan->goal[i].json, "measure"), "target_date");
	*next = deadline;
	return due;
}

struct plan_risk *
plan_simulate(const struct plan *plan, const struct plan_chance *ask)
{
	struct plan_risk *risk = ccr_alloc(1, sizeof *risk);
	struct sampler s;
	struct schedule_network *net;

	risk->plan = plan;
	risk->n_parts = plan->n_steps + plan->n_goals + 1;
	risk->draws = ask->draws;
	risk->days = ccr_alloc(plan->n_steps, sizeof *risk->days);
	risk->due = due_dates(plan, ask->deadline);
	sampler_init(&s, plan, ask, risk->days);
	risk->n_vary = s.n_varied;
	risk->part = make_parts(plan, risk->due, risk->days);
	risk->scheduled = make_parts(plan, risk->due, risk->days);
	net = schedule_open(&plan->calendar, s.step, plan->n_steps, plan->link, plan->n_links, NULL,
			    NULL);
	if (net) {
		simulate(net, s.step, plan->n_steps, draw_nothing, NULL, 1, risk->scheduled,
			 risk->n_parts);
		simulate(net, s.step, plan->n_steps, draw_days, &s, ask->draws, risk->part,
			 risk->n_parts);
	} else {
		plan_risk_free(risk);
		risk = NULL;
	}
	schedule_close(net);
	sampler_release(&s);
	return risk;
}

void
plan_risk_free(struct plan_risk *risk)
{
	if (!risk)
		return;
	simulate_release(risk->part, risk->n_parts);
	simulate_release(risk->scheduled, risk->n_parts);
	free(risk->part);
	free(risk->scheduled);
	free(risk->due);
	free(risk->days);
	free(risk);
}

ccr_date
plan_risk_date(const struct plan_risk *risk, const struct simulate_part *part, double p)
{
	size_t draws = simulate_until(part, LONG_MAX);
	double need = ceil(p * (double)draws - 1e-9);

	return ccr_calendar_day(&risk->plan->calendar,
				simulate_day(part, need > 1 ? (size_t)need : 1));
}

double
plan_risk_share(const struct plan_risk *risk, const struct simulate_part *part, ccr_date date)
{
	long day = ccr_calendar_index(&risk->plan->calendar, date + 1) - 1;

	return (double)simulate_until(part, day) / (double)simulate_until(part, LONG_MAX);
}

/* ---- the formula of PERT ---- */

struct formula {
	const struct plan *plan;
	struct schedule_step *step;
	enum plan_days *known;
	double *variance; /* of each step; then of the path to its end */
	bool *critical, *last;
	bool under_way; /* a step has begun by the as-of day */
};

/* Mean days and their variance. */
static void
formula_steps(struct formula *f, const struct plan_chance *ask)
{
	for (size_t i = 0; i < f->plan->n_steps; i++) {
		const struct plan_step *from = &f->plan->step[i];
		struct varied v;
		f->known[i] = place(f->plan, ask, i, &f->step[i], &v);
		if (f->known[i] != PLAN_DAYS_VARY)
			continue;
		f->under_way |= v.begun;
		f->step[i].days = ccr_three_point_mean(CCR_PERT, from->optimistic, from->days,
						       from->pessimistic);
		f->variance[i] = pow((from->pessimistic - from->optimistic) / 6, 2);
	}
}

static double
formula_ends(struct formula *f, struct schedule_network *net)
{
	double end = -INFINITY;

	schedule_forward(net);
	for (size_t i = 0; i < f->plan->n_steps; i++)
		if (f->known[i] != PLAN_DAYS_NONE)
			end = fmax(end, f->step[i].ef);
	for (size_t i = 0; i < f->plan->n_steps; i++)
		f->last[i] = f->critical[i] =
			f->known[i] != PLAN_DAYS_NONE && f->step[i].ef >= end - 1e-6;
	schedule_mark_critical(net, f->critical);
	return end;
}

/* Along critical paths, the largest variance where they meet.  False where a link is not finish to
 * start. */
static bool
formula_paths(struct formula *f, const struct schedule_network *net)
{
	const struct plan *plan = f->plan;
	struct schedule_ends in = schedule_links_in(plan->link, plan->n_links, plan->n_steps),
			     out = schedule_links_out(plan->link, plan->n_links, plan->n_steps);
	size_t *order = ccr_alloc(plan->n_steps, sizeof *order);
	bool all_fs = true;

	schedule_order(&in, &out, plan->n_steps, order);
	for (size_t i = 0; i < plan->n_steps; i++) {
		size_t at = order[i];
		double before = 0;
		for (size_t k = in.first[at]; f->critical[at] && k < in.first[at + 1]; k++) {
			if (!schedule_binds(net, in.link[k]))
				continue;
			all_fs &= in.link[k]->type == SCHEDULE_FS;
			before = fmax(before, f->variance[in.link[k]->from]);
		}
		f->variance[at] += before;
	}
	schedule_ends_release(&in);
	schedule_ends_release(&out);
	free(order);
	return all_fs;
}

static const char *
formula_end(struct formula *f, double *mean, double *sd)
{
	const struct plan *plan = f->plan;
	struct schedule_network *net = schedule_open(&plan->calendar, f->step, plan->n_steps,
						     plan->link, plan->n_links, NULL, NULL);
	const char *why = NULL;
	double variance = 0;

	if (!net)
		return "these steps wait for each other";
	*mean = formula_ends(f, net);
	if (!isfinite(*mean))
		why = "no steps to do";
	else if (f->under_way)
		why = "no formula for a step that is under way on the as-of day";
	else if (!formula_paths(f, net))
		why = "no formula for a critical path with links other than FS";
	for (size_t i = 0; i < plan->n_steps; i++)
		if (f->last[i])
			variance = fmax(variance, f->variance[i]);
	*sd = sqrt(variance);
	schedule_close(net);
	return why;
}

const char *
plan_formula(const struct plan *plan, const struct plan_chance *ask, double *mean, double *sd)
{
	struct formula f = {
		.plan = plan,
		.step = ccr_alloc(plan->n_steps, sizeof *f.step),
		.known = ccr_alloc(plan->n_steps, sizeof *f.known),
		.variance = ccr_alloc(plan->n_steps, sizeof *f.variance),
		.critical = ccr_alloc(plan->n_steps, sizeof *f.critical),
		.last = ccr_alloc(plan->n_steps, sizeof *f.last),
	};
	const char *why;

	formula_steps(&f, ask);
	why = formula_end(&f, mean, sd);
	free(f.step);
	free(f.known);
	free(f.variance);
	free(f.critical);
	free(f.last);
	return why;
}
