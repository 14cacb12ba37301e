/* schedule.c: see schedule.h. */
#include "decide/schedule.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct schedule_network {
	const struct ccr_calendar *cal;
	struct schedule_step *step;
	size_t n;
	struct schedule_ends in, out;
	size_t *order;                 /* predecessors first */
	struct schedule_latest *stays; /* where a step must not be moved from; what is gone may be
					  moved until something else moves */
};

struct schedule_step
schedule_step(double days)
{
	return (struct schedule_step){.days = days,
				      .start_from = -INFINITY,
				      .finish_from = -INFINITY,
				      .start_by = INFINITY,
				      .finish_by = INFINITY};
}

static struct schedule_ends
index_links(const struct schedule_link *link, size_t n_links, size_t n, bool by_to)
{
	struct schedule_ends e = {ccr_alloc(n + 2, sizeof *e.first),
				  ccr_alloc(n_links, sizeof *e.link)};

	for (size_t i = 0; i < n_links; i++)
		e.first[(by_to ? link[i].to : link[i].from) + 2]++;
	for (size_t i = 2; i < n + 2; i++)
		e.first[i] += e.first[i - 1];
	for (size_t i = 0; i < n_links; i++)
		e.link[e.first[(by_to ? link[i].to : link[i].from) + 1]++] = &link[i];
	return e;
}

struct schedule_ends
schedule_links_in(const struct schedule_link *link, size_t n_links, size_t n)
{
	return index_links(link, n_links, n, true);
}

struct schedule_ends
schedule_links_out(const struct schedule_link *link, size_t n_links, size_t n)
{
	return index_links(link, n_links, n, false);
}

void
schedule_ends_release(struct schedule_ends *ends)
{
	free(ends->first);
	free(ends->link);
	*ends = (struct schedule_ends){0};
}

size_t
schedule_order(const struct schedule_ends *in, const struct schedule_ends *out, size_t n,
	       size_t *order)
{
	size_t *waiting = ccr_alloc(n, sizeof *waiting);
	size_t head = 0, tail = 0;

	for (size_t i = 0; i < n; i++) {
		waiting[i] = in->first[i + 1] - in->first[i];
		if (waiting[i] == 0)
			order[tail++] = i;
	}
	while (head < tail) {
		size_t i = order[head++];
		for (size_t k = out->first[i]; k < out->first[i + 1]; k++)
			if (--waiting[out->link[k]->to] == 0)
				order[tail++] = out->link[k]->to;
	}
	free(waiting);
	return tail;
}

/* Every step that could not be ordered waits for another such step: walking back along these must
 * come round. */
static void
find_cycle(const struct schedule_network *net, size_t ordered, size_t *cycle, size_t *n_cycle)
{
	bool *done = ccr_alloc(net->n, sizeof *done);
	size_t *seen_at = ccr_alloc(net->n, sizeof *seen_at);
	size_t at = 0, n = 0;

	for (size_t i = 0; i < ordered; i++)
		done[net->order[i]] = true;
	while (done[at])
		at++;
	while (seen_at[at] == 0) {
		cycle[n++] = at;
		seen_at[at] = n;
		for (size_t k = net->in.first[at]; k < net->in.first[at + 1]; k++)
			if (!done[net->in.link[k]->from]) {
				at = net->in.link[k]->from;
				break;
			}
	}
	/* Drop what led into the circle, and turn the rest round: it was walked against the arrows.
	 */
	n -= seen_at[at] - 1;
	memmove(cycle, cycle + seen_at[at] - 1, n * sizeof *cycle);
	for (size_t i = 0; i < n / 2; i++) {
		size_t other = cycle[i];
		cycle[i] = cycle[n - 1 - i];
		cycle[n - 1 - i] = other;
	}
	*n_cycle = n;
	free(done);
	free(seen_at);
}

static ccr_date
day(const struct ccr_calendar *cal, double time)
{
	return ccr_calendar_day(cal, (long)floor(time + 1e-9));
}

static ccr_date
last_day(const struct ccr_calendar *cal, double time)
{
	return ccr_calendar_day(cal, (long)ceil(time - 1e-9) - 1);
}

static bool
is_milestone(const struct schedule_step *step)
{
	return !(step->days > 0);
}

/* Does the link begin in the evening, at the end of a day? */
static bool
from_evening(const struct schedule_step *from, const struct schedule_link *link)
{
	if (is_milestone(from))
		return from->evening;
	return link->type == SCHEDULE_FS || link->type == SCHEDULE_FF;
}

/* In elapsed days it matters when a link begins: a milestone of the morning has only a start, one
 * of the evening only a finish. */
static enum schedule_link_type
elapsed_type(const struct schedule_step *from, const struct schedule_link *link)
{
	bool evening = from_evening(from, link);

	if (link->type == SCHEDULE_FS || link->type == SCHEDULE_SS)
		return evening ? SCHEDULE_FS : SCHEDULE_SS;
	return evening ? SCHEDULE_FF : SCHEDULE_SF;
}

/* The earliest es of a step that must not finish before then. */
static double
start_for(const struct schedule_step *step, double finish)
{
	return ccr_away_begin_no_earlier(step->away, finish, step->days);
}

double
schedule_earliest(const struct ccr_calendar *cal, const struct schedule_step *step,
		  const struct schedule_link *link)
{
	const struct schedule_step *from = &step[link->from], *to = &step[link->to];
	ccr_date lag = (ccr_date)link->lag;

	if (!link->elapsed) {
		switch (link->type) {
		case SCHEDULE_FS: return from->ef + link->lag;
		case SCHEDULE_SS: return from->es + link->lag;
		case SCHEDULE_FF: return start_for(to, from->ef + link->lag);
		case SCHEDULE_SF: return start_for(to, from->es + link->lag);
		}
	}
	switch (elapsed_type(from, link)) {
	case SCHEDULE_FS: return (double)ccr_calendar_index(cal, last_day(cal, from->ef) + lag + 1);
	case SCHEDULE_SS: return (double)ccr_calendar_index(cal, day(cal, from->es) + lag);
	case SCHEDULE_FF:
		return start_for(
			to, (double)ccr_calendar_index(cal, last_day(cal, from->ef) + lag) + 1);
	case SCHEDULE_SF:
		return start_for(to, (double)ccr_calendar_index(cal, day(cal, from->es) + lag));
	}
	return 0;
}

/* What a link leaves its predecessor where its successor stands from start to finish. */
static struct schedule_latest
room_before(const struct ccr_calendar *cal, const struct schedule_step *from,
	    const struct schedule_link *link, double start, double finish)
{
	ccr_date lag = (ccr_date)link->lag;
	/* Elapsed days count from a day, whatever the hour of the start. */
	double hour = from->es - floor(from->es + 1e-9);
	struct schedule_latest by = {INFINITY, INFINITY};

	if (isinf(start))
		return by;
	if (!link->elapsed) {
		switch (link->type) {
		case SCHEDULE_FS: by.finish = start - link->lag; break;
		case SCHEDULE_SS: by.start = start - link->lag; break;
		case SCHEDULE_FF: by.finish = finish - link->lag; break;
		case SCHEDULE_SF: by.start = finish - link->lag; break;
		}
		return by;
	}
	switch (elapsed_type(from, link)) {
	case SCHEDULE_FS: by.finish = (double)ccr_calendar_index(cal, day(cal, start) - lag); break;
	case SCHEDULE_SS:
		by.start = hour + (double)ccr_calendar_index(cal, day(cal, start) - lag + 1) - 1;
		break;
	case SCHEDULE_FF:
		by.finish = (double)ccr_calendar_index(cal, day(cal, finish - 1) - lag + 1);
		break;
	case SCHEDULE_SF:
		by.start = hour + (double)ccr_calendar_index(cal, day(cal, finish) - lag + 1) - 1;
		break;
	}
	return by;
}

struct schedule_latest
schedule_latest(const struct ccr_calendar *cal, const struct schedule_step *step,
		const struct schedule_link *link)
{
	return room_before(cal, &step[link->from], link, step[link->to].ls, step[link->to].lf);
}

bool
schedule_in_evening(const struct ccr_calendar *cal, const struct schedule_step *all,
		    const struct schedule_ends *in, size_t at)
{
	const struct schedule_step *step = &all[at];
	bool evening = step->finish_from == step->es;

	/* What has happened was there, whatever it waited for. */
	if (is_milestone(step) && step->fixed)
		return evening;
	/* Before the first morning there is no evening. */
	if (!is_milestone(step) || step->start_from == step->es || !(step->es > 0))
		return false;
	for (size_t k = in->first[at]; k < in->first[at + 1]; k++) {
		const struct schedule_link *link = in->link[k];
		if (schedule_earliest(cal, all, link) < step->es)
			continue;
		if (!from_evening(&all[link->from], link))
			return false;
		evening = true;
	}
	return evening;
}

double
schedule_forward(struct schedule_network *net)
{
	double finish = 0;

	for (size_t i = 0; i < net->n; i++) {
		size_t at = net->order[i];
		struct schedule_step *step = &net->step[at];
		step->es = fmax(0, fmax(step->start_from, start_for(step, step->finish_from)));
		if (step->fixed)
			step->es = step->start_from;
		step->driver = SCHEDULE_NO_DRIVER;
		for (size_t k = net->in.first[at]; k < net->in.first[at + 1] && !step->fixed; k++) {
			double bound = schedule_earliest(net->cal, net->step, net->in.link[k]);
			if (bound > step->es ||
			    (bound == step->es && step->driver == SCHEDULE_NO_DRIVER)) {
				step->es = bound;
				step->driver = net->in.link[k]->from;
			}
		}
		/* What has started has, whoever was away. */
		if (step->days > 0 && !step->fixed)
			step->es = ccr_away_start(step->away, step->es);
		step->ef = ccr_away_finish(step->away, step->es, step->days);
		step->evening = schedule_in_evening(net->cal, net->step, &net->in, at);
		if (!step->gone)
			finish = fmax(finish, step->ef);
	}
	return finish;
}

/* The latest start of a step, and into *lf its finish, by bounds of its start and its finish.  What
 * is in an absence is no start, nor is it a finish. */
static double
latest_start(const struct schedule_step *step, struct schedule_latest by, double *lf)
{
	double start = ccr_away_begin(step->away, by.finish, step->days);

	if (by.start < start)
		start = step->days > 0 ? ccr_away_start_by(step->away, by.start, step->es)
				       : by.start;
	/* Where it stands it can stand, also where it began while people were away. */
	if (start < step->es && step->es <= by.start && step->ef <= by.finish)
		start = step->es;
	*lf = ccr_away_finish(step->away, start, step->days);
	return start;
}

/* What the successors of a step leave it, where they stand at their latest or, to find what moves
 * none of them, stay where they are. */
static struct schedule_latest
leave_room(const struct schedule_network *net, size_t at, bool latest, enum schedule_float kind)
{
	struct schedule_latest room = {INFINITY, INFINITY};

	for (size_t k = net->out.first[at]; k < net->out.first[at + 1]; k++) {
		const struct schedule_link *link = net->out.link[k];
		const struct schedule_step *to = &net->step[link->to];
		const struct schedule_latest *stays = &net->stays[link->to];
		struct schedule_latest by;
		if (to->fixed)
			continue;
		by = room_before(net->cal, &net->step[at], link, latest ? to->ls : stays->start,
				 latest ? to->lf : stays->finish);
		room.finish = fmin(room.finish, by.finish);
		if (kind == SCHEDULE_FLOAT_START)
			room.start = fmin(room.start, by.start);
	}
	return room;
}

static void
backward(struct schedule_network *net, double finish, enum schedule_float kind)
{
	for (size_t i = net->n; i-- > 0;) {
		size_t at = net->order[i];
		struct schedule_step *step = &net->step[at];
		struct schedule_latest late = leave_room(net, at, true, kind),
				       free = leave_room(net, at, false, kind),
				       *stays = &net->stays[at];
		if (!step->gone) {
			late.start = fmin(late.start, step->start_by);
			late.finish = fmin(late.finish, fmin(finish, step->finish_by));
			free.finish = fmin(free.finish, finish);
		}
		step->ls = latest_start(step, late, &step->lf);
		stays->start = latest_start(step, free, &stays->finish);
		if (kind == SCHEDULE_FLOAT_START) {
			step->total_float = step->ls - step->es;
			step->free_float = stays->start - step->es;
		} else {
			step->total_float = step->lf - step->ef;
			step->free_float = stays->finish - step->ef;
		}
		if (!step->gone)
			*stays = (struct schedule_latest){step->es, step->ef};
	}
}

struct schedule_network *
schedule_open(const struct ccr_calendar *cal, struct schedule_step *step, size_t n,
	      const struct schedule_link *link, size_t n_links, size_t *cycle, size_t *n_cycle)
{
	struct schedule_network *net = ccr_alloc(1, sizeof *net);
	struct schedule_ends in = schedule_links_in(link, n_links, n),
			     out = schedule_links_out(link, n_links, n);
	size_t *order = ccr_alloc(n, sizeof *order), ordered = schedule_order(&in, &out, n, order);

	*net = (struct schedule_network){
		.cal = cal, .step = step, .n = n, .in = in, .out = out, .order = order};
	net->stays = ccr_alloc(n, sizeof *net->stays);
	if (ordered == n)
		return net;
	if (cycle && n_cycle)
		find_cycle(net, ordered, cycle, n_cycle);
	schedule_close(net);
	return NULL;
}

void
schedule_close(struct schedule_network *net)
{
	if (!net)
		return;
	schedule_ends_release(&net->in);
	schedule_ends_release(&net->out);
	free(net->order);
	free(net->stays);
	free(net);
}

/* Far below any difference that matters, far above what adding up days leaves of rounding. */
static const double same = 1e-6;

bool
schedule_binds(const struct schedule_network *net, const struct schedule_link *link)
{
	const struct schedule_step *to = &net->step[link->to];

	return !to->fixed && schedule_earliest(net->cal, net->step, link) >= to->es - same;
}

void
schedule_mark_critical(const struct schedule_network *net, bool *critical)
{
	for (size_t i = net->n; i-- > 0;) {
		size_t at = net->order[i];
		for (size_t k = net->in.first[at]; critical[at] && k < net->in.first[at + 1]; k++)
			critical[net->in.link[k]->from] |= schedule_binds(net, net->in.link[k]);
	}
}

long
schedule_first_day(const struct schedule_step *step)
{
	return step->evening ? (long)ceil(step->es - 1e-9) - 1 : (long)floor(step->es + 1e-9);
}

long
schedule_last_day(const struct schedule_step *step)
{
	return is_milestone(step) ? schedule_first_day(step) : (long)ceil(step->ef - 1e-9) - 1;
}

bool
schedule_compute(const struct ccr_calendar *cal, struct schedule_step *step, size_t n,
		 const struct schedule_link *link, size_t n_links, enum schedule_float kind,
		 double *finish, size_t *cycle, size_t *n_cycle)
{
	struct schedule_network *net = schedule_open(cal, step, n, link, n_links, cycle, n_cycle);

	if (!net)
		return false;
	*finish = schedule_forward(net);
	backward(net, *finish, kind);
	schedule_close(net);
	return true;
}
