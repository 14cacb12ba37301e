/* place.c: see place.h. */
#include "decide/place.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

double
place_moment(const struct place *pl, double time)
{
	return pl->fractions ? nearbyint(time * 10080) / 10080 : time;
}

void
place_init(struct place *pl, const struct level_problem *p)
{
	*pl = (struct place){.p = p};
	pl->in = schedule_links_in(p->link, p->n_links, p->n);
	pl->out = schedule_links_out(p->link, p->n_links, p->n);
	pl->order = ccr_alloc(p->n, sizeof *pl->order);
	schedule_order(&pl->in, &pl->out, p->n, pl->order);
	pl->at = ccr_alloc(p->n, sizeof *pl->at);
	pl->profile = ccr_alloc(p->n_people, sizeof *pl->profile);
	pl->minimum = ccr_alloc(p->n, sizeof *pl->minimum);
	for (size_t i = 0; i < p->n_links; i++)
		pl->fractions |= p->link[i].lag != trunc(p->link[i].lag);
	for (size_t i = 0; i < p->n; i++) {
		const struct schedule_step *step = &p->step[i];
		pl->at[i] = *step;
		pl->fractions |= step->days != trunc(step->days);
		pl->minimum[i] =
			step->fixed
				? step->start_from
				: fmax(0, fmax(step->start_from,
					       ccr_away_begin_no_earlier(
						       step->away, step->finish_from, step->days)));
	}
}

void
place_release(struct place *pl)
{
	for (size_t i = 0; i < pl->p->n_people; i++) {
		free(pl->profile[i].time);
		free(pl->profile[i].load);
	}
	free(pl->profile);
	free(pl->at);
	free(pl->order);
	free(pl->minimum);
	schedule_ends_release(&pl->in);
	schedule_ends_release(&pl->out);
}

/* The piece in which a moment lies. */
static size_t
piece_at(const struct place_profile *f, double time)
{
	size_t low = 0, high = f->n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (f->time[middle] <= time)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* The piece that begins at time, made by cutting one where need be. */
static size_t
cut(struct place_profile *f, double time)
{
	size_t i = piece_at(f, time), cap = f->cap;

	if (f->time[i] == time)
		return i;
	CCR_GROW(f->time, cap, f->n + 1);
	CCR_GROW(f->load, f->cap, f->n + 1);
	i++;
	memmove(f->time + i + 1, f->time + i, (f->n - i) * sizeof *f->time);
	memmove(f->load + i + 1, f->load + i, (f->n - i) * sizeof *f->load);
	f->time[i] = time;
	f->load[i] = f->load[i - 1];
	f->n++;
	return i;
}

/* Joins a piece with the one before where they are alike. */
static void
join(struct place_profile *f, size_t i)
{
	if (i == 0 || i >= f->n || f->load[i] != f->load[i - 1])
		return;
	f->n--;
	memmove(f->time + i, f->time + i + 1, (f->n - i) * sizeof *f->time);
	memmove(f->load + i, f->load + i + 1, (f->n - i) * sizeof *f->load);
}

void
place_take(struct place *pl, size_t step, long sign)
{
	const struct schedule_step *s = &pl->at[step];

	if (!(s->ef > s->es))
		return;
	for (size_t u = pl->p->first[step]; u < pl->p->first[step + 1]; u++) {
		struct place_profile *f = &pl->profile[pl->p->use[u].who];
		size_t from, to;
		if (pl->p->use[u].amount == 0)
			continue;
		from = cut(f, s->es);
		to = cut(f, s->ef);
		for (size_t i = from; i < to; i++)
			f->load[i] += sign * pl->p->use[u].amount;
		join(f, to);
		join(f, from);
	}
}

void
place_clear(struct place *pl)
{
	for (size_t i = 0; i < pl->p->n_people; i++) {
		struct place_profile *f = &pl->profile[i];
		size_t cap = f->cap;
		CCR_GROW(f->time, cap, 1);
		CCR_GROW(f->load, f->cap, 1);
		f->n = 1;
		f->time[0] = -INFINITY;
		f->load[0] = 0;
	}
	for (size_t i = 0; i < pl->p->n; i++) {
		if (!pl->p->step[i].fixed)
			continue;
		place_at(pl, i, pl->minimum[i]);
		place_take(pl, i, 1);
	}
}

double
place_earliest(const struct place *pl, size_t step)
{
	double es = pl->minimum[step];

	for (size_t k = pl->in.first[step]; k < pl->in.first[step + 1]; k++)
		es = fmax(es, schedule_earliest(pl->p->cal, pl->at, pl->in.link[k]));
	if (pl->at[step].days > 0)
		es = ccr_away_start(pl->at[step].away, es);
	return place_moment(pl, es);
}

double
place_fit_after(const struct place *pl, size_t step, double es)
{
	const struct schedule_step *s = &pl->at[step];

	if (!(s->days > 0))
		return es;
	for (size_t u = pl->p->first[step]; u < pl->p->first[step + 1];) {
		const struct level_use *use = &pl->p->use[u++];
		const struct place_profile *f = &pl->profile[use->who];
		double ef = place_moment(pl, ccr_away_finish(s->away, es, s->days));
		if (use->amount == 0)
			continue;
		for (size_t i = piece_at(f, es); i < f->n && f->time[i] < ef; i++) {
			if (f->load[i] + use->amount <= pl->p->capacity[use->who])
				continue;
			/* Not before this piece is over; then everybody is asked again. */
			es = place_moment(pl, ccr_away_start(s->away, f->time[i + 1]));
			u = pl->p->first[step];
			break;
		}
	}
	return es;
}

double
place_fit_before(const struct place *pl, size_t step, double ls, double lf)
{
	const struct schedule_step *s = &pl->at[step];
	double es = fmin(ls, place_moment(pl, ccr_away_begin(s->away, lf, s->days)));

	if (!(s->days > 0))
		return es;
	for (size_t u = pl->p->first[step]; u < pl->p->first[step + 1];) {
		const struct level_use *use = &pl->p->use[u++];
		const struct place_profile *f = &pl->profile[use->who];
		double ef = place_moment(pl, ccr_away_finish(s->away, es, s->days));
		size_t i = piece_at(f, ef);
		if (use->amount == 0)
			continue;
		i -= f->time[i] >= ef;
		for (; i > 0 && f->time[i + 1 < f->n ? i + 1 : i] > es; i--) {
			if (f->load[i] + use->amount <= pl->p->capacity[use->who])
				continue;
			es = place_moment(pl, ccr_away_begin(s->away, f->time[i], s->days));
			u = pl->p->first[step];
			break;
		}
	}
	return es;
}

void
place_at(struct place *pl, size_t step, double es)
{
	struct schedule_step *s = &pl->at[step];

	s->es = s->ls = es;
	s->ef = s->lf = place_moment(pl, ccr_away_finish(s->away, es, s->days));
	s->evening = schedule_in_evening(pl->p->cal, pl->at, &pl->in, step);
}
