/* simulate.c: see simulate.h. */
#include "decide/simulate.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* A part in one draw. */
struct outcome {
	double finish;
	long day;
	bool critical, late;
};

/* Sums of differences from the first draw, so that no digits are lost. */
struct sums {
	double first, sum, squares;
};

struct simulation {
	struct schedule_network *net;
	const struct schedule_step *step;
	size_t n_steps, n_parts, made;
	struct simulate_part *part;
	struct outcome *outcome;
	struct sums *sums;
	bool *critical;
};

static void
count_day(struct simulate_part *part, long day)
{
	size_t at;

	if (part->n_days == 0)
		part->first_day = day;
	if (day < part->first_day) {
		size_t more = (size_t)(part->first_day - day);
		CCR_GROW(part->draws, part->days_cap, part->n_days + more);
		memmove(part->draws + more, part->draws, part->n_days * sizeof *part->draws);
		memset(part->draws, 0, more * sizeof *part->draws);
		part->first_day = day;
		part->n_days += more;
	}
	at = (size_t)(day - part->first_day);
	CCR_GROW(part->draws, part->days_cap, at + 1);
	part->draws[at]++;
	if (at >= part->n_days)
		part->n_days = at + 1;
}

/* Those that end the plan, and those that set their dates. */
static void
find_critical(struct simulation *s)
{
	double end = -INFINITY;

	for (size_t i = 0; i < s->n_steps; i++)
		if (!s->part[i].absent)
			end = fmax(end, s->step[i].ef);
	for (size_t i = 0; i < s->n_steps; i++)
		s->critical[i] = !s->part[i].absent && s->step[i].ef >= end - 1e-6;
	schedule_mark_critical(s->net, s->critical);
}

static struct outcome
outcome_of_step(const struct simulation *s, size_t at)
{
	return (struct outcome){s->step[at].ef, schedule_last_day(&s->step[at]),
				s->critical[at] && !s->part[at].over, false};
}

static struct outcome
outcome_of_parts(const struct simulation *s, const struct simulate_part *part)
{
	struct outcome all = {-INFINITY, LONG_MIN, false, false};

	for (size_t i = part->first; i < part->first + part->n; i++) {
		const struct outcome *one = &s->outcome[i];
		if (s->part[i].absent)
			continue;
		all.finish = fmax(all.finish, one->finish);
		all.day = one->day > all.day ? one->day : all.day;
		all.critical |= one->critical;
		all.late |= one->late;
	}
	return all;
}

static void
add_draw(struct simulation *s)
{
	for (size_t i = 0; i < s->n_parts; i++) {
		struct simulate_part *part = &s->part[i];
		struct outcome *o = &s->outcome[i];
		struct sums *sums = &s->sums[i];
		double apart;
		if (part->absent)
			continue;
		*o = i < s->n_steps ? outcome_of_step(s, i) : outcome_of_parts(s, part);
		o->late |= o->day > part->due;
		if (s->made == 0)
			sums->first = o->finish;
		apart = o->finish - sums->first;
		sums->sum += apart;
		sums->squares += apart * apart;
		part->n_critical += o->critical;
		part->n_in_time += !o->late;
		count_day(part, o->day);
	}
	s->made++;
}

static void
finish_part(struct simulate_part *part, const struct sums *sums, size_t draws)
{
	double n = (double)draws, mean = sums->sum / n;

	part->mean = sums->first + mean;
	part->sd = draws > 1 ? sqrt(fmax(sums->squares - n * mean * mean, 0) / (n - 1)) : 0;
}

void
simulate(struct schedule_network *net, struct schedule_step *step, size_t n_steps,
	 simulate_draw *draw, void *sampler, size_t draws, struct simulate_part *part,
	 size_t n_parts)
{
	struct simulation s = {.net = net,
			       .step = step,
			       .n_steps = n_steps,
			       .n_parts = n_parts,
			       .part = part,
			       .outcome = ccr_alloc(n_parts, sizeof *s.outcome),
			       .sums = ccr_alloc(n_parts, sizeof *s.sums),
			       .critical = ccr_alloc(n_steps, sizeof *s.critical)};

	while (s.made < draws) {
		draw(sampler, step);
		schedule_forward(net);
		find_critical(&s);
		add_draw(&s);
	}
	for (size_t i = 0; i < n_parts; i++)
		finish_part(&part[i], &s.sums[i], draws);
	free(s.outcome);
	free(s.sums);
	free(s.critical);
}

void
simulate_release(struct simulate_part *part, size_t n_parts)
{
	for (size_t i = 0; i < n_parts; i++)
		free(part[i].draws);
}

size_t
simulate_until(const struct simulate_part *part, long day)
{
	size_t sum = 0;

	for (size_t i = 0; i < part->n_days && part->first_day + (long)i <= day; i++)
		sum += part->draws[i];
	return sum;
}

long
simulate_day(const struct simulate_part *part, size_t draws)
{
	size_t at = 0, sum = 0;

	while (at < part->n_days && (sum += part->draws[at]) < draws)
		at++;
	return part->first_day + (long)at;
}
