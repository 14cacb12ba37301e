/* t-schedule.c: the critical path method against a search day by day.
 *
 * The search knows nothing of inverse formulas: it walks dates one by one, tries every start, and
 * asks of each whether it keeps what a link, a bound or an absence says.
 */
#include "unit.h"

#include "decide/rng.h"
#include "decide/schedule.h"

enum { STEPS = 6, LINKS = 9, BACK = 2000, DAYS = 3000, HOLIDAYS = 12, ABSENCES = 3 };

/* The working days from BACK dates before the origin, one after the other. */
struct world {
	struct ccr_calendar cal;
	ccr_date holiday[HOLIDAYS];
	ccr_date date[DAYS]; /* of working day i - zero */
	long zero;
	struct ccr_absence absence[STEPS][ABSENCES];
	struct ccr_away away[STEPS];
	bool out[STEPS][DAYS]; /* away on working day i - zero */
	struct schedule_step step[STEPS];
	struct schedule_link link[LINKS];
	size_t n, n_links;
};

static long
pick(struct ccr_rng *rng, long n)
{
	return (long)ccr_rng_below(rng, (uint64_t)n);
}

static bool
is_holiday(const struct world *w, ccr_date date)
{
	for (int i = 0; i < HOLIDAYS; i++)
		if (w->holiday[i] == date)
			return true;
	return false;
}

static void
make_calendar(struct world *w, struct ccr_rng *rng)
{
	ccr_date origin = ccr_date_from_civil(2028, 1, 1) + (ccr_date)pick(rng, 90), date, empty;
	long n = 0;

	w->cal = (struct ccr_calendar){
		.origin = origin, .holiday = w->holiday, .n_holidays = HOLIDAYS};
	for (int day = 0; day < 7; day++)
		w->cal.weekend[day] = pick(rng, 4) == 0;
	w->cal.weekend[pick(rng, 7)] = false;
	/* A week without a working day, and others here and there, twice, on weekends. */
	empty = origin + (ccr_date)pick(rng, 30) - 10;
	for (int i = 0; i < HOLIDAYS; i++)
		w->holiday[i] = i < 7 ? empty + i : origin + (ccr_date)pick(rng, 80) - 20;
	for (date = origin - BACK, w->zero = -1; n < DAYS; date++) {
		if (w->zero < 0 && date >= origin)
			w->zero = n;
		if (!w->cal.weekend[ccr_date_weekday(date)] && !is_holiday(w, date))
			w->date[n++] = date;
	}
}

static ccr_date
date_of(const struct world *w, long day)
{
	return w->date[day + w->zero];
}

static void
make_steps(struct world *w, struct ccr_rng *rng, bool elapsed)
{
	w->n = 2 + (size_t)pick(rng, STEPS - 1);
	for (size_t i = 0; i < w->n; i++) {
		struct schedule_step *s = &w->step[i];
		*s = schedule_step((double)(elapsed ? 1 + pick(rng, 6) : pick(rng, 7)));
		w->away[i] = (struct ccr_away){w->absence[i], (size_t)pick(rng, ABSENCES + 1)};
		memset(w->out[i], 0, sizeof w->out[i]);
		for (size_t k = 0; k < w->away[i].n; k++) {
			long from = pick(rng, 30) - 3, to = from + pick(rng, 8);
			w->absence[i][k] = (struct ccr_absence){from, to};
			for (long day = from; day < to; day++)
				w->out[i][day + w->zero] = true;
		}
		ccr_away_init(&w->away[i]);
		s->away = pick(rng, 4) ? &w->away[i] : NULL;
		if (!s->away)
			memset(w->out[i], 0, sizeof w->out[i]);
		if (pick(rng, 5) == 0)
			s->start_from = (double)pick(rng, 20);
		if (pick(rng, 5) == 0)
			s->finish_from = (double)pick(rng, 25);
		if (pick(rng, 5) == 0)
			s->start_by = (double)pick(rng, 30);
		if (pick(rng, 5) == 0)
			s->finish_by = (double)pick(rng, 40);
		if (!elapsed && pick(rng, 6) == 0) {
			*s = schedule_step(0);
			s->gone = true;
			memset(w->out[i], 0, sizeof w->out[i]);
		} else if (pick(rng, 12) == 0) {
			s->fixed = true;
			s->start_from = (double)pick(rng, 20) - 4;
		}
	}
	w->n_links = (size_t)pick(rng, LINKS + 1);
	for (size_t k = 0; k < w->n_links; k++) {
		size_t to = 1 + (size_t)pick(rng, (long)w->n - 1);
		w->link[k] = (struct schedule_link){
			.from = (size_t)pick(rng, (long)to),
			.to = to,
			.type = (enum schedule_link_type)pick(rng, 4),
			.lag = pick(rng, 2) ? (double)(pick(rng, 14) - 5) : 0,
			.elapsed = elapsed && pick(rng, 2),
		};
	}
}

/* When a step that starts on a working day is done: after so many days on which nobody is away. */
static long
finish_of(const struct world *w, size_t i, long start)
{
	long left = (long)w->step[i].days, day = start;

	for (; left > 0; day++)
		left -= !w->out[i][day + w->zero];
	return day;
}

static bool
can_start(const struct world *w, size_t i, long start)
{
	const struct schedule_step *s = &w->step[i];

	return s->days == 0 || !w->out[i][start + w->zero] ||
	       (s->fixed && (double)start == s->start_from);
}

/* The last working date before a date. */
static ccr_date
last_before(const struct world *w, ccr_date date)
{
	long i = 0;

	while (w->date[i + 1] < date)
		i++;
	return w->date[i];
}

/* Does a pair of starts keep the link? */
static bool
keeps(const struct world *w, const struct schedule_link *link, long from, long to)
{
	long from_end = finish_of(w, link->from, from), to_end = finish_of(w, link->to, to);
	ccr_date lag = (ccr_date)link->lag;

	if (!link->elapsed) {
		switch (link->type) {
		case SCHEDULE_FS: return to >= from_end + (long)link->lag;
		case SCHEDULE_SS: return to >= from + (long)link->lag;
		case SCHEDULE_FF: return to_end >= from_end + (long)link->lag;
		case SCHEDULE_SF: return to_end >= from + (long)link->lag;
		}
	}
	switch (link->type) {
	case SCHEDULE_FS: return date_of(w, to) > date_of(w, from_end - 1) + lag;
	case SCHEDULE_SS: return date_of(w, to) >= date_of(w, from) + lag;
	case SCHEDULE_FF: return date_of(w, to_end - 1) >= date_of(w, from_end - 1) + lag;
	case SCHEDULE_SF: return date_of(w, to_end - 1) >= last_before(w, date_of(w, from) + lag);
	}
	return false;
}

struct answer {
	long es[STEPS], ls[STEPS], free[STEPS], finish;
	long stays[STEPS]; /* where it stands; what is gone, where it can stand */
};

enum { NEVER = 500 }; /* later than all that happens */

static bool
may_stand(const struct world *w, const struct answer *a, size_t i, long start)
{
	const struct schedule_step *s = &w->step[i];

	if (!can_start(w, i, start) || (double)start < s->start_from ||
	    (double)finish_of(w, i, start) < s->finish_from)
		return false;
	for (size_t k = 0; k < w->n_links; k++)
		if (w->link[k].to == i && !keeps(w, &w->link[k], a->es[w->link[k].from], start))
			return false;
	return true;
}

/* May a step start so late, where its successors stand at their latest (or where they are)? */
static bool
leaves_room(const struct world *w, const struct answer *a, size_t i, long start, const long *others,
	    bool of_start)
{
	for (size_t k = 0; k < w->n_links; k++) {
		const struct schedule_link *link = &w->link[k];
		bool by_start = link->type == SCHEDULE_SS || link->type == SCHEDULE_SF;
		if (link->from == i && !w->step[link->to].fixed && (of_start || !by_start) &&
		    !keeps(w, link, start, others[link->to]))
			return false;
	}
	return can_start(w, i, start) && (w->step[i].gone || finish_of(w, i, start) <= a->finish);
}

static void
search(const struct world *w, enum schedule_float kind, struct answer *a)
{
	bool of_start = kind == SCHEDULE_FLOAT_START;

	a->finish = 0;
	for (size_t i = 0; i < w->n; i++) {
		a->es[i] = w->step[i].fixed ? (long)w->step[i].start_from : 0;
		while (!w->step[i].fixed && !may_stand(w, a, i, a->es[i]))
			a->es[i]++;
		if (!w->step[i].gone && finish_of(w, i, a->es[i]) > a->finish)
			a->finish = finish_of(w, i, a->es[i]);
	}
	for (size_t i = w->n; i-- > 0;) {
		const struct schedule_step *s = &w->step[i];
		a->free[i] = a->ls[i] = s->gone ? NEVER : a->finish;
		while (!leaves_room(w, a, i, a->free[i], a->stays, of_start))
			a->free[i]--;
		a->stays[i] = s->gone ? a->free[i] : a->es[i];
		while (!leaves_room(w, a, i, a->ls[i], a->ls, of_start) ||
		       (double)a->ls[i] > s->start_by ||
		       (double)finish_of(w, i, a->ls[i]) > s->finish_by)
			a->ls[i]--;
	}
}

static void
compare(struct world *w, enum schedule_float kind, unsigned round)
{
	struct schedule_step step[STEPS];
	struct answer a;
	double finish;

	memcpy(step, w->step, sizeof step);
	search(w, kind, &a);
	assert_true(schedule_compute(&w->cal, step, w->n, w->link, w->n_links, kind, &finish, NULL,
				     NULL));
	for (size_t i = 0; i < w->n; i++) {
		long end = finish_of(w, i, a.es[i]), total = a.ls[i] - a.es[i],
		     free_float = a.free[i] - a.es[i];
		if (kind == SCHEDULE_FLOAT_FINISH) {
			total = finish_of(w, i, a.ls[i]) - end;
			free_float = finish_of(w, i, a.free[i]) - end;
		}
		if (step[i].gone && total > NEVER / 2)
			assert_true(isinf(step[i].total_float));
		if (step[i].gone)
			continue;
		if (step[i].es != (double)a.es[i] || step[i].ef != (double)end ||
		    step[i].total_float != (double)total ||
		    step[i].free_float != (double)free_float)
			fail_msg("round %u, step %zu: %g-%g, floats %g %g; expected %ld-%ld, %ld "
				 "%ld",
				 round, i, step[i].es, step[i].ef, step[i].total_float,
				 step[i].free_float, a.es[i], end, total, free_float);
	}
	assert_true(finish == (double)a.finish);
}

static void
random_plans(void **state)
{
	struct ccr_rng rng;
	static struct world w;

	(void)state;
	ccr_rng_init(&rng, 20280229);
	for (unsigned round = 0; round < 20000; round++) {
		make_calendar(&w, &rng);
		ccr_calendar_init(&w.cal);
		make_steps(&w, &rng, round % 2 == 1);
		compare(&w, SCHEDULE_FLOAT_START, round);
		compare(&w, SCHEDULE_FLOAT_FINISH, round);
	}
}

static void
calendar(void **state)
{
	struct ccr_rng rng;
	static struct world w;

	(void)state;
	ccr_rng_init(&rng, 20000229);
	for (int round = 0; round < 300; round++) {
		make_calendar(&w, &rng);
		ccr_calendar_init(&w.cal);
		for (long i = 0; i + 1 < DAYS; i++) {
			assert_int_equal(ccr_calendar_day(&w.cal, i - w.zero), w.date[i]);
			for (ccr_date d = w.date[i] + 1; d <= w.date[i + 1]; d++) {
				assert_int_equal(ccr_calendar_index(&w.cal, d), i + 1 - w.zero);
				assert_int_equal(ccr_calendar_is_working(&w.cal, d),
						 d == w.date[i + 1]);
			}
		}
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(calendar),
		cmocka_unit_test(random_plans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
