/* standing.c: see standing.h. */
#include "model/standing.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static void
index_links(struct standing *s)
{
	const struct plan *plan = s->plan;

	s->link_of = ccr_alloc(plan->n_steps + 2, sizeof *s->link_of);
	s->link = ccr_alloc(plan->n_links, sizeof *s->link);
	for (size_t i = 0; i < plan->n_links; i++)
		s->link_of[plan->link[i].to + 2]++;
	for (size_t i = 2; i < plan->n_steps + 2; i++)
		s->link_of[i] += s->link_of[i - 1];
	for (size_t i = 0; i < plan->n_links; i++)
		s->link[s->link_of[plan->link[i].to + 1]++] = &plan->link[i];
}

/* The status a step had on the day. */
static enum plan_status
status_on(const struct plan_step *step, ccr_date day)
{
	if (step->status != PLAN_DONE || step->finished == CCR_DATE_NONE || step->finished <= day)
		return step->status;
	return step->started != CCR_DATE_NONE && step->started <= day ? PLAN_STARTED : PLAN_PLANNED;
}

static bool
has_begun(const struct standing *s, size_t step)
{
	const struct plan_step *of = &s->plan->step[step];

	return s->step[step].status == PLAN_DONE || s->step[step].status == PLAN_STARTED ||
	       (of->started != CCR_DATE_NONE && of->started <= s->as_of);
}

/* Which links of a step: those that hold its start, those that hold its finish, or all. */
enum holds { START, FINISH, ANYTHING };

static bool
holds(const struct schedule_link *link, enum holds what)
{
	bool finish = link->type == SCHEDULE_FF || link->type == SCHEDULE_SF;

	return what == ANYTHING || finish == (what == FINISH);
}

struct waits {
	struct standing_wait *wait;
	size_t n, cap, n_todo;
};

static void
follow(struct standing *s, size_t at, enum holds what, bool finish, struct waits *waits)
{
	for (size_t k = s->link_of[at]; k < s->link_of[at + 1]; k++) {
		const struct schedule_link *link = s->link[k];
		bool for_start = link->type == SCHEDULE_SS || link->type == SCHEDULE_SF;
		if (!holds(link, what) || s->seen[link->from] == s->round)
			continue;
		if (s->step[link->from].status == PLAN_DROPPED) {
			s->seen[link->from] = s->round;
			s->todo[waits->n_todo++] = link->from;
		} else if (for_start ? !has_begun(s, link->from) : s->step[link->from].open) {
			s->seen[link->from] = s->round;
			CCR_GROW(waits->wait, waits->cap, waits->n + 1);
			waits->wait[waits->n++] =
				(struct standing_wait){link->from, for_start, finish};
		}
	}
}

size_t
standing_waits(struct standing *s, size_t step, struct standing_wait **wait)
{
	struct waits waits = {0};

	s->round++;
	for (int finish = has_begun(s, step); s->step[step].open && finish < 2; finish++) {
		follow(s, step, finish ? FINISH : START, finish, &waits);
		while (waits.n_todo > 0)
			follow(s, s->todo[--waits.n_todo], ANYTHING, finish, &waits);
	}
	*wait = waits.wait;
	return waits.n;
}

static bool
waits_to_start(struct standing *s, size_t step)
{
	struct standing_wait *wait;
	size_t n = standing_waits(s, step, &wait);
	bool waits = n > 0 && !wait[0].finish;

	free(wait);
	return waits;
}

static ccr_date
finish_of(const struct standing *s, const struct plan_schedule *forecast, size_t at)
{
	const struct plan_step *step = &s->plan->step[at];

	if (step->status == PLAN_DROPPED)
		return CCR_DATE_NONE;
	if (step->status == PLAN_DONE)
		return step->finished;
	return plan_finish_date(s->plan, &forecast->step[at]);
}

static struct standing_step
look_at(const struct standing *s, const struct plan_schedule *forecast, size_t at, double soon)
{
	const struct plan_step *step = &s->plan->step[at];
	struct standing_step now = {.status = status_on(step, s->as_of),
				    .percent = step->percent,
				    .finish = finish_of(s, forecast, at)};
	bool has_due = step->due != CCR_DATE_NONE;

	now.finished_later = now.status != step->status;
	now.open = now.status != PLAN_DONE && now.status != PLAN_DROPPED;
	now.overdue = now.open && has_due && step->due < s->as_of;
	now.soon = now.open && has_due && !now.overdue && (double)(step->due - s->as_of) <= soon;
	now.late = now.open && has_due && !now.overdue && now.finish > step->due;
	if (now.overdue || now.late)
		now.days_late = (double)((now.overdue ? s->as_of : now.finish) - step->due);
	if (now.finished_later)
		now.percent = (double)NAN;
	return now;
}

void
standing_init(struct standing *s, const struct plan *plan, const struct plan_schedule *forecast,
	      ccr_date as_of, double soon)
{
	struct plan_timing as_happened = {.not_before = CCR_DATE_NONE};
	struct plan_schedule schedule;

	*s = (struct standing){.plan = plan,
			       .as_of = as_of,
			       .step = ccr_alloc(plan->n_steps, sizeof *s->step),
			       .seen = ccr_alloc(plan->n_steps, sizeof *s->seen),
			       .todo = ccr_alloc(plan->n_steps, sizeof *s->todo)};
	index_links(s);
	for (size_t i = 0; i < plan->n_steps; i++)
		s->step[i] = look_at(s, forecast, i, soon);
	plan_schedule(plan, &as_happened, &schedule);
	for (size_t i = 0; i < plan->n_steps; i++)
		s->step[i].should_start = s->step[i].status == PLAN_PLANNED && !has_begun(s, i) &&
					  plan_start_date(plan, &schedule.step[i]) < as_of &&
					  !waits_to_start(s, i);
	plan_schedule_release(&schedule);
}

void
standing_release(struct standing *s)
{
	free(s->step);
	free(s->seen);
	free(s->todo);
	free(s->link_of);
	free(s->link);
}

bool
standing_needs(const struct standing_step *step)
{
	return step->overdue || step->late || (step->open && step->status == PLAN_BLOCKED);
}
