/* t-level.c: levelling against every schedule there is, day by day. */
#include <math.h>
#include <string.h>

#include "decide/level.h"
#include "decide/rng.h"
#include "unit.h"

enum { MOST = 6, PEOPLE = 3, HORIZON = 26 };

struct small {
	struct ccr_calendar cal;
	struct schedule_step step[MOST];
	struct ccr_absence absence[PEOPLE];
	struct ccr_away away[PEOPLE];
	struct schedule_link link[2 * MOST];
	struct level_use use[MOST];
	size_t first[MOST + 1];
	long capacity[PEOPLE];
	struct level_problem p;
};

static long
below(struct ccr_rng *rng, long n)
{
	return (long)ccr_rng_below(rng, (uint64_t)n);
}

/* A problem of a few steps with links of all types, leave and ready times. */
static void
make(struct small *s, struct ccr_rng *rng, bool links_of_all_types)
{
	double finish;
	size_t n = (size_t)(3 + below(rng, MOST - 2));

	memset(s, 0, sizeof *s);
	for (size_t i = 0; i < PEOPLE; i++) {
		s->capacity[i] = 1 + below(rng, 3);
		s->absence[i].from = 1 + below(rng, 6);
		s->absence[i].to = s->absence[i].from + below(rng, 4);
		s->away[i] = (struct ccr_away){&s->absence[i], 1};
		ccr_away_init(&s->away[i]);
	}
	for (size_t i = 0; i < n; i++) {
		size_t who = (size_t)below(rng, PEOPLE);
		s->step[i] = schedule_step((double)below(rng, 5));
		s->step[i].away = below(rng, 3) ? NULL : &s->away[who];
		if (below(rng, 5) == 0)
			s->step[i].start_from = (double)below(rng, 4);
		s->use[i] = (struct level_use){who, 1 + below(rng, s->capacity[who])};
		s->first[i + 1] = i + 1;
		for (size_t k = 0; k < 2 && i > 0; k++) {
			struct schedule_link link = {.from = (size_t)below(rng, (long)i), .to = i};
			if (below(rng, 2))
				continue;
			if (links_of_all_types) {
				link.type = (enum schedule_link_type)below(rng, 4);
				link.lag = (double)(below(rng, 4) - 1);
			}
			s->link[s->p.n_links++] = link;
		}
	}
	s->cal.weekend[0] = false;
	s->p = (struct level_problem){.cal = &s->cal,
				      .step = s->step,
				      .n = n,
				      .link = s->link,
				      .n_links = s->p.n_links,
				      .use = s->use,
				      .first = s->first,
				      .capacity = s->capacity,
				      .n_people = PEOPLE};
	assert_true(schedule_compute(&s->cal, s->step, n, s->link, s->p.n_links,
				     SCHEDULE_FLOAT_START, &finish, NULL, NULL));
}

/* The day after the last, work pausing on days of leave; no use of decide/away.h. */
static int
end_of(const struct schedule_step *step, int start)
{
	int day = start;

	for (double left = step->days; left > 0; day++) {
		bool away = false;
		for (size_t i = 0; step->away && i < step->away->n; i++)
			away |= step->away->absence[i].from <= day &&
				day < step->away->absence[i].to;
		left -= away ? 0 : 1;
	}
	return day;
}

static bool
starts_on(const struct schedule_step *step, int day)
{
	for (size_t i = 0; step->days > 0 && step->away && i < step->away->n; i++)
		if (step->away->absence[i].from <= day && day < step->away->absence[i].to)
			return false;
	return day >= step->start_from;
}

static bool
keeps_links(const struct small *s, const int *start, const int *end, size_t placed)
{
	for (size_t k = 0; k < s->p.n_links; k++) {
		const struct schedule_link *link = &s->link[k];
		int lag = (int)link->lag;
		bool kept = true;
		if (link->to >= placed)
			continue;
		switch (link->type) {
		case SCHEDULE_FS: kept = start[link->to] >= end[link->from] + lag; break;
		case SCHEDULE_SS: kept = start[link->to] >= start[link->from] + lag; break;
		case SCHEDULE_FF: kept = end[link->to] >= end[link->from] + lag; break;
		case SCHEDULE_SF: kept = end[link->to] >= start[link->from] + lag; break;
		}
		if (!kept)
			return false;
	}
	return true;
}

static bool
has_room(const struct small *s, const int *start, const int *end, size_t placed)
{
	for (int day = start[placed - 1]; day < end[placed - 1]; day++) {
		long load = 0;
		for (size_t i = 0; i < placed; i++)
			if (start[i] <= day && day < end[i] &&
			    s->use[i].who == s->use[placed - 1].who)
				load += s->use[i].amount;
		if (load > s->capacity[s->use[placed - 1].who])
			return false;
	}
	return true;
}

/* The earliest finish of all, by trying every day for every step. */
static void
try_all(const struct small *s, int *start, int *end, size_t at, int *best)
{
	if (at == s->p.n) {
		int finish = 0;
		for (size_t i = 0; i < at; i++)
			finish = end[i] > finish ? end[i] : finish;
		*best = finish < *best ? finish : *best;
		return;
	}
	for (int day = 0; day < *best; day++) {
		start[at] = day;
		end[at] = end_of(&s->step[at], day);
		if (end[at] >= *best)
			break;
		if (starts_on(&s->step[at], day) && keeps_links(s, start, end, at + 1) &&
		    has_room(s, start, end, at + 1))
			try_all(s, start, end, at + 1, best);
	}
}

/* Does the schedule keep to everything? */
static void
check_schedule(const struct small *s, const struct schedule_step *done)
{
	int start[MOST], end[MOST];

	for (size_t i = 0; i < s->p.n; i++) {
		start[i] = (int)done[i].es;
		end[i] = (int)done[i].ef;
		assert_true(start[i] == done[i].es && start[i] >= 0);
		assert_int_equal(end[i], end_of(&s->step[i], start[i]));
		assert_true(starts_on(&s->step[i], start[i]));
		assert_true(has_room(s, start, end, i + 1));
	}
	assert_true(keeps_links(s, start, end, s->p.n));
}

static void
level_all(struct ccr_rng *rng, int problems, bool all_types, const struct level_limits *limits,
	  int *proved, int *optimal)
{
	for (int k = 0; k < problems; k++) {
		struct small s;
		struct schedule_step done[MOST];
		struct level_result r;
		int start[MOST], end[MOST], best = HORIZON;
		make(&s, rng, all_types);
		try_all(&s, start, end, 0, &best);
		if (best == HORIZON)
			continue;
		level_solve(&s.p, limits, done, &r);
		check_schedule(&s, done);
		assert_true(r.bound <= best);
		assert_true(r.finish >= best);
		if (r.proved)
			assert_int_equal((int)r.finish, best);
		*proved += r.proved;
		*optimal += (int)r.finish == best;
	}
}

/* One schedule, so that the search has something to find. */
static void
test_search(void **state)
{
	struct ccr_rng rng;
	int proved = 0, optimal = 0;

	(void)state;
	ccr_rng_init(&rng, 11);
	level_all(&rng, 3000, false, &(struct level_limits){1e6, 1, 0, 1}, &proved, &optimal);
	assert_true(proved > 2900);
	assert_int_equal(proved, optimal);
}

static void
test_links(void **state)
{
	struct ccr_rng rng;
	int proved = 0, optimal = 0;

	(void)state;
	ccr_rng_init(&rng, 12);
	level_all(&rng, 3000, true, &(struct level_limits){1e6, 1, 0, 1}, &proved, &optimal);
	assert_true(proved > 1500);
}

/* Without the search, and no bound to help: schedules alone find nearly all. */
static void
test_schedules(void **state)
{
	struct ccr_rng rng;
	int proved = 0, optimal = 0;

	(void)state;
	ccr_rng_init(&rng, 13);
	level_all(&rng, 200, true, &(struct level_limits){0, 600, 0, 1}, &proved, &optimal);
	assert_true(optimal > 190);
}

/* Two steps of one person, the second kept where it was, at no cost. */
static void
test_keep(void **state)
{
	struct small s;
	struct schedule_step done[MOST];
	struct level_result r;
	struct level_limits limits = {1e6, 100, 0, 1};
	double wanted[] = {4, 0, 0}, finish;

	(void)state;
	memset(&s, 0, sizeof s);
	s.capacity[0] = 1;
	for (size_t i = 0; i < 3; i++) {
		s.step[i] = schedule_step(2);
		s.use[i] = (struct level_use){0, 1};
		s.first[i + 1] = i + 1;
	}
	wanted[2] = 2;
	s.p = (struct level_problem){&s.cal, s.step,  3,          NULL, 0,
				     s.use,  s.first, s.capacity, 1,    wanted};
	assert_true(schedule_compute(&s.cal, s.step, 3, NULL, 0, SCHEDULE_FLOAT_START, &finish,
				     NULL, NULL));
	level_solve(&s.p, &limits, done, &r);
	assert_true(r.proved && r.finish == 6);
	for (size_t i = 0; i < 3; i++)
		assert_true(done[i].es == wanted[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_schedules),
		cmocka_unit_test(test_keep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
