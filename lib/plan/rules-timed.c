/* rules-timed.c: T, when it is met and when that is looked at; see rules.h. */
#include <math.h>
#include <stdio.h>

#include "plan/rules.h"

/* Does the first day come after the second?  Both are days of the plan or absent; asked counts the
 * pairs that are there. */
static void
in_order(struct plan_check *c, size_t step, ccr_date first, ccr_date second, const char *names,
	 size_t *asked)
{
	char a[CCR_DATE_SIZE], b[CCR_DATE_SIZE];

	if (first == CCR_DATE_NONE || second == CCR_DATE_NONE)
		return;
	++*asked;
	if (first <= second)
		return;
	ccr_date_print(a, first);
	ccr_date_print(b, second);
	plan_say(c, step, PLAN_FAIL, "%s: %s is after %s", names, a, b);
}

static void
leave_in_order(struct plan_check *c, size_t *asked)
{
	for (size_t i = 0; i < c->plan->n_people; i++) {
		size_t n;
		const struct ccr_json *leave = ccr_json_list(c->plan->person[i].json, "leave", &n);
		for (size_t k = 0; leave && k < n; k++) {
			ccr_date from, to;
			if (!ccr_date_parse(leave[k].child[0].text, 10, NULL, &from) &&
			    !ccr_date_parse(leave[k].child[1].text, 10, NULL, &to))
				in_order(c, PLAN_NONE, from, to, "first and last day of leave",
					 asked);
		}
	}
}

static void
links_in_order(struct plan_check *c, size_t *asked)
{
	for (size_t i = 0; i < c->plan->n_links; i++) {
		const struct schedule_link *link = &c->plan->link[i];
		const struct plan_step *from = &c->plan->step[link->from],
				       *to = &c->plan->step[link->to];
		if (to->goal == c->goal && link->type == SCHEDULE_FS && !(link->lag < 0))
			in_order(c, link->to, from->due, to->due,
				 "due of the step it waits for, and its own due", asked);
	}
}

void
judge_dates_in_order(struct plan_check *c)
{
	const struct plan *plan = c->plan;
	size_t asked = 0;

	if (c->goal == PLAN_NONE) {
		leave_in_order(c, &asked);
	} else {
		const struct plan_goal *goal = &plan->goal[c->goal];
		const struct ccr_json *measure = plan_measure(c);
		ccr_date target = ccr_json_date(measure, "target_date");
		in_order(c, PLAN_NONE, ccr_json_date(measure, "baseline_date"), target,
			 "baseline_date and target_date", &asked);
		in_order(c, PLAN_NONE, plan->start, target, "the plan's start and target_date",
			 &asked);
		for (size_t i = goal->first; i < goal->first + goal->n_steps; i++) {
			const struct plan_step *step = &plan->step[i];
			in_order(c, i, plan->start, step->due, "the plan's start and due", &asked);
			in_order(c, i, step->due, target, "due and the goal's target_date", &asked);
			in_order(c, i, step->started, step->finished, "started and finished",
				 &asked);
		}
		links_in_order(c, &asked);
	}
	if (c->said > 0)
		return;
	if (asked > 0)
		plan_say(c, PLAN_NONE, PLAN_PASS, "pairs of dates: %zu", asked);
	else if (c->goal != PLAN_NONE)
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "there are no two dates to compare");
}

void
wrong_due(const struct plan_check *c, const struct plan_step *step, struct ccr_buf *evidence)
{
	(void)c;
	if (plan_is_open(step) && step->due == CCR_DATE_NONE)
		ccr_buf_puts(evidence, "'due' is not given");
}

static void
add_date(struct ccr_buf *to, const char *before, ccr_date date, const char *after)
{
	char text[CCR_DATE_SIZE];

	ccr_date_print(text, date);
	ccr_buf_printf(to, "%s%s%s", before, text, after);
}

void
wrong_due_day(const struct plan_check *c, const struct plan_step *step, struct ccr_buf *evidence)
{
	if (plan_is_open(step) && step->due != CCR_DATE_NONE &&
	    !ccr_calendar_is_working(&c->plan->calendar, step->due))
		add_date(evidence, "it is due on ", step->due, ", no working day");
}

void
wrong_owner_away(const struct plan_check *c, const struct plan_step *step, struct ccr_buf *evidence)
{
	const struct ccr_away *away;
	double day;

	if (!plan_is_open(step) || step->due == CCR_DATE_NONE || step->owner == PLAN_NONE)
		return;
	away = &c->plan->person[step->owner].away;
	day = (double)ccr_calendar_index(&c->plan->calendar, step->due);
	if (ccr_calendar_is_working(&c->plan->calendar, step->due) &&
	    ccr_away_start(away, day) > day)
		add_date(evidence, "it is due on ", step->due,
			 ", when the responsible one is on leave");
}

void
wrong_constraint(const struct plan_check *c, const struct plan_step *step, struct ccr_buf *evidence)
{
	const struct ccr_json *constraint = ccr_json_get(step->json, "constraint");

	(void)c;
	if (constraint && (plan_absent(constraint, "kind") || plan_absent(constraint, "date")))
		ccr_buf_printf(evidence, "'constraint.%s' is not given",
			       plan_absent(constraint, "kind") ? "kind" : "date");
}

/* What happened, and what the status says of it. */
void
wrong_status(const struct plan_check *c, const struct plan_step *step, struct ccr_buf *evidence)
{
	bool finished = step->finished != CCR_DATE_NONE;

	(void)c;
	if (finished && step->status != PLAN_DONE && step->status != PLAN_DROPPED)
		ccr_buf_printf(evidence, "'finished' is given, but the status is '%s'",
			       plan_status_names[step->status]);
	else if ((finished || step->started != CCR_DATE_NONE) && step->status == PLAN_PLANNED)
		ccr_buf_puts(evidence, "'started' is given, but the status is 'planned'");
}

/* The day of a milestone: by the schedule where there is one, else its due date. */
static ccr_date
milestone_date(const struct plan_check *c, size_t at)
{
	const struct plan_step *step = &c->plan->step[at];

	return step->finished != CCR_DATE_NONE ? step->finished
	       : c->no_schedule                ? step->due
					       : plan_finish_date(c->plan, &c->schedule.step[at]);
}

void
judge_checkpoint(struct plan_check *c)
{
	const struct plan *plan = c->plan;
	const struct plan_goal *goal = &plan->goal[c->goal];
	ccr_date target = ccr_json_date(plan_measure(c), "target_date"), day;
	size_t n, milestones = 0, reviews = 0;
	const struct ccr_json *list = ccr_json_list(goal->json, "reviews", &n);

	if (plan->start == CCR_DATE_NONE || target == CCR_DATE_NONE) {
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "'%s' is not given",
			 target == CCR_DATE_NONE ? "measure.target_date" : "start");
		return;
	}
	for (size_t i = goal->first; i < goal->first + goal->n_steps; i++)
		if (plan->step[i].days == 0 && plan->step[i].status != PLAN_DROPPED) {
			day = milestone_date(c, i);
			milestones += day != CCR_DATE_NONE && day > plan->start && day < target;
		}
	for (size_t i = 0; list && i < n; i++)
		reviews += !ccr_date_parse(list[i].text, 10, NULL, &day) && day > plan->start &&
			   day < target;
	plan_say(c, PLAN_NONE, milestones + reviews ? PLAN_PASS : PLAN_FAIL,
		 "milestones between start and target_date: %zu, reviews: %zu", milestones,
		 reviews);
}

/* Reviews have to lie in the time of the goal, the last where its numbers are complete. */
void
judge_reviews(struct plan_check *c)
{
	const struct ccr_json *measure = plan_measure(c);
	double lag = ccr_json_number(measure, "lag_days", 0);
	ccr_date start = c->plan->start, end = ccr_json_date(measure, "target_date");
	size_t n;
	const struct ccr_json *list = ccr_json_list(plan_goal_json(c), "reviews", &n);

	if (!list || n == 0) {
		plan_say(c, PLAN_NONE, PLAN_FAIL, "'reviews' is not given");
		return;
	}
	if (end != CCR_DATE_NONE)
		end += (ccr_date)ceil(lag);
	for (size_t i = 0; i < n; i++) {
		ccr_date day;
		if (ccr_date_parse(list[i].text, 10, NULL, &day))
			continue;
		if (start != CCR_DATE_NONE && day < start)
			plan_say(c, PLAN_NONE, PLAN_FAIL,
				 "the review on %s is before the plan's start", list[i].text);
		else if (end != CCR_DATE_NONE && day > end)
			plan_say(c, PLAN_NONE, PLAN_FAIL,
				 "the review on %s is after the target_date and its lag_days",
				 list[i].text);
	}
	if (c->said == 0)
		plan_say(c, PLAN_NONE, PLAN_PASS, n == 1 ? "%zu review" : "%zu reviews", n);
}

/* What is done in the last days shows in the numbers of the target date only where they are
 * complete by then.  Due dates after the target date are for dates_in_order to say. */
void
judge_data_lag(struct plan_check *c)
{
	const struct plan *plan = c->plan;
	const struct plan_goal *goal = &plan->goal[c->goal];
	ccr_date target = ccr_json_date(plan_measure(c), "target_date"), last = CCR_DATE_NONE;
	char a[CCR_DATE_SIZE], b[CCR_DATE_SIZE];
	double lag;

	if (!plan_measure_number(c, "lag_days", &lag))
		return;
	for (size_t i = goal->first; i < goal->first + goal->n_steps; i++)
		if (plan->step[i].due != CCR_DATE_NONE && plan->step[i].due <= target &&
		    plan->step[i].status != PLAN_DROPPED &&
		    (last == CCR_DATE_NONE || plan->step[i].due > last))
			last = plan->step[i].due;
	if (target == CCR_DATE_NONE || last == CCR_DATE_NONE) {
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "%s is given",
			 target == CCR_DATE_NONE ? "no 'measure.target_date'"
						 : "no 'due' up to the target_date");
		return;
	}
	ccr_date_print(a, last);
	ccr_date_print(b, target);
	plan_say(c, PLAN_NONE, (double)(target - last) >= lag ? PLAN_PASS : PLAN_FAIL,
		 "the last step is due on %s, its numbers are there %.10g days later, the "
		 "target_date is %s",
		 a, lag, b);
}
