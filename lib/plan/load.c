/* load.c: A, whether anybody has more work in a week than hours; see rules.h.
 *
 * By the schedule, which does not look at who else needs the people.  The hours of a step are
 * spread evenly over its days and shared equally by its people; a step without hours takes all the
 * time of each.  The hours that somebody has in a week are fewer where a day of it is a holiday or
 * leave, as by the share of such days.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "plan/rules.h"

struct work {
	size_t person, step;
};

/* One person's weeks, from the first day of any step. */
struct weeks {
	const struct plan *plan;
	ccr_date first; /* a Monday */
	double *hours;
	size_t n;
	double per_week, per_day; /* hours */
	/* the fullest week of anybody */
	const char *fullest;
	double fullest_hours, fullest_has;
	ccr_date fullest_monday;
};

static int
compare(const void *a, const void *b)
{
	const struct work *x = a, *y = b;

	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return (x->step > y->step) - (x->step < y->step);
}

/* Who works on what that is still to be done, by person. */
static struct work *
list_work(const struct plan *plan, size_t *n)
{
	struct work *work = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t i = 0; i < plan->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		for (size_t k = 0; plan_is_open(step) && k < step->n_people; k++) {
			CCR_GROW(work, cap, *n + 1);
			work[(*n)++] = (struct work){step->people[k], i};
		}
	}
	if (*n > 0)
		qsort(work, *n, sizeof *work, compare);
	return work;
}

/* How much of [from, to) is not absence. */
static double
present(const struct ccr_away *away, double from, double to)
{
	double time = fmax(to - from, 0);

	for (size_t i = 0; away && i < away->n; i++)
		time -= fmax(fmin(to, (double)away->absence[i].to) -
				     fmax(from, (double)away->absence[i].from),
			     0);
	return time;
}

static void
week_bounds(const struct weeks *w, size_t week, double *from, double *to)
{
	ccr_date monday = w->first + 7 * (ccr_date)week;

	*from = (double)ccr_calendar_index(&w->plan->calendar, monday);
	*to = (double)ccr_calendar_index(&w->plan->calendar, monday + 7);
}

static size_t
week_of(const struct weeks *w, ccr_date date)
{
	return (size_t)((date - w->first) / 7);
}

static void
add_step(struct weeks *w, const struct plan_step *step, const struct schedule_step *s)
{
	ccr_date start = plan_start_date(w->plan, s), finish = plan_finish_date(w->plan, s);
	double share = isnan(step->hours) ? 0 : step->hours / (double)step->n_people;

	if (!(s->days > 0)) {
		w->hours[week_of(w, start)] += share;
		return;
	}
	for (size_t week = week_of(w, start); week <= week_of(w, finish); week++) {
		double from, to, days;
		week_bounds(w, week, &from, &to);
		days = present(s->away, fmax(from, s->es), fmin(to, s->ef));
		w->hours[week] += isnan(step->hours) ? days * w->per_day : days * share / s->days;
	}
}

/* The fullest week, by the share of its hours that is taken, and how many hours there are. */
static size_t
worst_week(const struct weeks *w, const struct ccr_away *away, double *has)
{
	size_t worst = 0;
	double most = -(double)INFINITY;

	for (size_t week = 0; week < w->n; week++) {
		double from, to, hours, full;
		if (!(w->hours[week] > 0))
			continue;
		week_bounds(w, week, &from, &to);
		hours = fmin(present(away, from, to) * w->per_day, w->per_week);
		full = w->hours[week] > hours && !(hours > 0) ? (double)INFINITY
							      : w->hours[week] / hours;
		if (full > most) {
			most = full;
			worst = week;
			*has = hours;
		}
	}
	return worst;
}

static void
judge_person(struct plan_check *c, struct weeks *w, const struct work *work, size_t n)
{
	const struct plan_person *person = &c->plan->person[work->person];
	bool own = !isnan(person->hours_per_week);
	char monday[CCR_DATE_SIZE];
	double has = 0;
	size_t week;

	if (person->hours_per_week == 0)
		return; /* there is a finding that says so */
	w->per_week = own ? person->hours_per_week : c->ask->hours_per_week;
	w->per_day = w->per_week / plan_week(c->plan);
	memset(w->hours, 0, w->n * sizeof *w->hours);
	for (size_t i = 0; i < n; i++)
		add_step(w, &c->plan->step[work[i].step], &c->schedule.step[work[i].step]);
	week = worst_week(w, &person->away, &has);
	if (!(w->hours[week] > 0))
		return;
	if (!w->fullest || w->hours[week] * w->fullest_has > w->fullest_hours * has) {
		w->fullest = person->id;
		w->fullest_hours = w->hours[week];
		w->fullest_has = has;
		w->fullest_monday = w->first + 7 * (ccr_date)week;
	}
	if (w->hours[week] <= has * (1 + 1e-9) + 1e-9)
		return;
	ccr_date_print(monday, w->first + 7 * (ccr_date)week);
	plan_say(c, PLAN_NONE, PLAN_FAIL,
		 "'%s' has %.4g hours of work and %.4g for it in the week of %s%s", person->id,
		 w->hours[week], has, monday, own ? "" : " (by --hours-per-week)");
}

/* Room for all weeks of the schedule. */
static struct weeks
make_weeks(const struct plan_check *c)
{
	struct weeks w = {.plan = c->plan};
	ccr_date last = CCR_DATE_NONE;

	for (size_t i = 0; i < c->plan->n_steps; i++) {
		ccr_date start = plan_start_date(c->plan, &c->schedule.step[i]),
			 finish = plan_finish_date(c->plan, &c->schedule.step[i]);
		if (i == 0 || start < w.first)
			w.first = start;
		if (i == 0 || finish > last)
			last = finish;
	}
	w.first -= ccr_date_weekday(w.first);
	w.n = week_of(&w, last) + 1;
	w.hours = ccr_alloc(w.n, sizeof *w.hours);
	return w;
}

void
judge_load(struct plan_check *c)
{
	struct weeks w;
	struct work *work;
	char monday[CCR_DATE_SIZE];
	size_t n, people = 0;

	if (!plan_has_dates(c))
		return;
	work = list_work(c->plan, &n);
	if (n == 0) {
		plan_say(c, PLAN_NONE, PLAN_CANNOT_JUDGE, "nobody has work that is not done");
		return;
	}
	w = make_weeks(c);
	for (size_t first = 0, next; first < n; first = next) {
		for (next = first; next < n && work[next].person == work[first].person; next++)
			continue;
		people++;
		judge_person(c, &w, work + first, next - first);
	}
	if (c->said == 0 && !w.fullest) {
		plan_say(c, PLAN_NONE, PLAN_PASS, "no step takes hours");
	} else if (c->said == 0) {
		ccr_date_print(monday, w.fullest_monday);
		plan_say(c, PLAN_NONE, PLAN_PASS,
			 "%zu with work; the fullest week is that of %s: '%s' has %.4g hours of "
			 "work and %.4g for it",
			 people, monday, w.fullest, w.fullest_hours, w.fullest_has);
	}
	free(w.hours);
	free(work);
}
