/* levelling.c: see levelling.h. */
#include "model/levelling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"

double
plan_capacity(const struct plan *plan, size_t who, double hours_per_week)
{
	double hours = plan->person[who].hours_per_week;

	return round(60 * (isnan(hours) ? hours_per_week : hours));
}

double
plan_minutes(const struct plan *plan, const struct plan_step *step, size_t who,
	     double hours_per_week)
{
	if (isnan(step->hours))
		return plan_capacity(plan, who, hours_per_week);
	if (!(step->days > 0))
		return 0;
	/* A part of a day is not spread over more than itself. */
	return ceil(60 * step->hours / (double)step->n_people / step->days * plan_week(plan) -
		    1e-6);
}

static bool
takes_time(const struct plan_step *step)
{
	return step->days > 0 && step->status != PLAN_DROPPED && step->status != PLAN_DONE;
}

bool
plan_can_level(const struct plan *plan, double hours_per_week, struct ccr_err *err)
{
	bool good = true;

	for (size_t i = 0; i < plan->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		for (size_t k = 0; k < step->n_people && takes_time(step); k++) {
			size_t who = step->people[k];
			double has = plan_capacity(plan, who, hours_per_week),
			       needs = plan_minutes(plan, step, who, hours_per_week);
			char a[CCR_NUM_SIZE], b[CCR_NUM_SIZE];
			if (has > 0 && needs <= has)
				continue;
			ccr_num_print_short(a, needs / 60);
			ccr_num_print_short(b, has / 60);
			good = ccr_err_add(err, CCR_DATA, plan->file, step->json->line, NULL,
					   "step '%s' needs '%s' for %s hours a week, who has %s; "
					   "give it more days, fewer hours or other people",
					   step->id, plan->person[who].id, a, b);
		}
	}
	return good;
}

void
plan_level_schedule(const struct plan *plan, struct plan_schedule *s, double hours_per_week,
		    const double *wanted, const struct level_limits *limits,
		    struct level_result *result)
{
	size_t n = plan->n_steps, at = 0, uses = 0;
	struct level_use *use;
	size_t *first = ccr_alloc(n + 1, sizeof *first);
	long *capacity = ccr_alloc(plan->n_people, sizeof *capacity);
	struct schedule_step *levelled = ccr_alloc(n, sizeof *levelled);
	struct level_problem p = {.cal = &plan->calendar,
				  .step = s->step,
				  .n = n,
				  .link = plan->link,
				  .n_links = plan->n_links,
				  .first = first,
				  .capacity = capacity,
				  .n_people = plan->n_people,
				  .wanted = wanted};

	for (size_t i = 0; i < n; i++)
		uses += plan->step[i].n_people;
	use = ccr_alloc(uses, sizeof *use);
	for (size_t i = 0; i < n; i++) {
		const struct plan_step *step = &plan->step[i];
		for (size_t k = 0; k < step->n_people && takes_time(step); k++) {
			size_t who = step->people[k];
			use[at++] = (struct level_use){
				who, (long)plan_minutes(plan, step, who, hours_per_week)};
		}
		first[i + 1] = at;
	}
	for (size_t i = 0; i < plan->n_people; i++)
		capacity[i] = (long)plan_capacity(plan, i, hours_per_week);
	p.use = use;
	level_solve(&p, limits, levelled, result);
	memcpy(s->step, levelled, n * sizeof *levelled);
	s->finish = result->finish;
	free(levelled);
	free(use);
	free(first);
	free(capacity);
}
