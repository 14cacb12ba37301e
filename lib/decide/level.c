/* level.c: see level.h. */
#include "decide/level.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "decide/branch.h"
#include "decide/rng.h"

static const double tiny = 1e-9;

/* Lists that breed; schedules made before the search; children without a better schedule after
 * which a family is given up. */
enum { FAMILY = 40, FIRST = 400, PATIENCE = 1000 };

struct level {
	struct place pl;
	size_t n;
	size_t *rank;               /* of a step in the order of the links */
	double *key;                /* by which lists are made */
	double *es;                 /* of the best schedule */
	double finish, late, moves; /* of the best schedule */
	double made;
	struct ccr_rng rng;
};

/* ---- lists ---- */

/* A list in which what a step waits for comes first, and else the smaller key: a heap of what can
 * come next. */
struct heap {
	const struct level *l;
	size_t *step, n;
};

static bool
before(const struct level *l, size_t a, size_t b)
{
	return l->key[a] != l->key[b] ? l->key[a] < l->key[b] : l->rank[a] < l->rank[b];
}

static void
push(struct heap *h, size_t step)
{
	size_t i = h->n++;

	for (; i > 0 && before(h->l, step, h->step[(i - 1) / 2]); i = (i - 1) / 2)
		h->step[i] = h->step[(i - 1) / 2];
	h->step[i] = step;
}

static size_t
pop(struct heap *h)
{
	size_t top = h->step[0], last = h->step[--h->n], i = 0;

	for (size_t child; (child = 2 * i + 1) < h->n; i = child) {
		if (child + 1 < h->n && before(h->l, h->step[child + 1], h->step[child]))
			child++;
		if (!before(h->l, h->step[child], last))
			break;
		h->step[i] = h->step[child];
	}
	h->step[i] = last;
	return top;
}

static void
list_by_key(const struct level *l, size_t *list)
{
	const struct place *pl = &l->pl;
	size_t *waiting = ccr_alloc(l->n, sizeof *waiting), at = 0;
	struct heap heap = {l, ccr_alloc(l->n, sizeof *heap.step), 0};

	for (size_t i = 0; i < l->n; i++) {
		waiting[i] = pl->in.first[i + 1] - pl->in.first[i];
		if (waiting[i] == 0)
			push(&heap, i);
	}
	while (heap.n > 0) {
		size_t i = list[at++] = pop(&heap);
		for (size_t k = pl->out.first[i]; k < pl->out.first[i + 1]; k++)
			if (--waiting[pl->out.link[k]->to] == 0)
				push(&heap, pl->out.link[k]->to);
	}
	free(waiting);
	free(heap.step);
}

/* ---- schedules ---- */

static double
finish_of(const struct place *pl)
{
	double finish = 0;

	for (size_t i = 0; i < pl->p->n; i++)
		finish = fmax(finish, pl->at[i].ef);
	return finish;
}

/* Days past the dates by which steps should be over, of all. */
static double
late_of(const struct place *pl)
{
	double late = 0;

	for (size_t i = 0; i < pl->p->n; i++)
		late += fmax(0, pl->at[i].ef - pl->at[i].finish_by);
	return late;
}

static double
moves_of(const struct place *pl)
{
	double moves = 0;

	for (size_t i = 0; pl->p->wanted && i < pl->p->n; i++)
		moves += fabs(pl->at[i].es - pl->p->wanted[i]) > tiny;
	return moves;
}

/* The serial generation scheme. */
static void
generate(struct level *l, const size_t *list)
{
	struct place *pl = &l->pl;

	place_clear(pl);
	for (size_t i = 0; i < l->n; i++) {
		size_t at = list[i];
		if (pl->p->step[at].fixed)
			continue;
		place_at(pl, at, place_fit_after(pl, at, place_earliest(pl, at)));
		place_take(pl, at, 1);
	}
	l->made++;
}

/* The latest start of a step when nothing else moves and the plan ends by finish. */
static double
latest(struct place *pl, size_t at, double finish)
{
	double ls = INFINITY, lf = finish;

	for (size_t k = pl->out.first[at]; k < pl->out.first[at + 1]; k++) {
		const struct schedule_link *link = pl->out.link[k];
		struct schedule_latest by;
		if (pl->p->step[link->to].fixed)
			continue;
		by = schedule_latest(pl->p->cal, pl->at, link);
		ls = fmin(ls, place_moment(pl, by.start));
		lf = fmin(lf, place_moment(pl, by.finish));
	}
	place_take(pl, at, -1);
	ls = fmax(pl->at[at].es, place_fit_before(pl, at, ls, lf));
	place_take(pl, at, 1);
	return ls;
}

/* Every step, those that finish last first, as late as the end of the plan lets it. */
static void
justify_right(struct level *l, size_t *list)
{
	struct place *pl = &l->pl;
	double finish = finish_of(pl);

	/* The list backwards: by finish, and successors first. */
	for (size_t i = 0; i < l->n; i++)
		l->key[i] = pl->at[i].ef;
	list_by_key(l, list);
	for (size_t i = l->n; i-- > 0;) {
		size_t at = list[i];
		double es;
		if (pl->p->step[at].fixed)
			continue;
		es = latest(pl, at, finish);
		place_take(pl, at, -1);
		place_at(pl, at, es);
		place_take(pl, at, 1);
	}
	l->made++;
}

/* Every step, those that start first first, as early as it can be. */
static void
justify_left(struct level *l, size_t *list)
{
	struct place *pl = &l->pl;

	for (size_t i = 0; i < l->n; i++)
		l->key[i] = pl->at[i].es;
	list_by_key(l, list);
	for (size_t i = 0; i < l->n; i++) {
		size_t at = list[i];
		if (pl->p->step[at].fixed)
			continue;
		place_take(pl, at, -1);
		place_at(pl, at, place_fit_after(pl, at, place_earliest(pl, at)));
		place_take(pl, at, 1);
	}
	l->made++;
}

/* Is the first less than the second (-1), or more (1)? */
static int
compare(double a, double b)
{
	return a < b - tiny ? -1 : a > b + tiny;
}

/* Keeps the schedule that stands where it is better than the best: by its end, by what is late, by
 * what has moved. */
static void
keep_best(struct level *l)
{
	double finish = finish_of(&l->pl), late = late_of(&l->pl), moves = moves_of(&l->pl);
	int order = compare(finish, l->finish);

	order = order ? order : compare(late, l->late);
	order = order ? order : compare(moves, l->moves);
	if (order >= 0)
		return;
	l->finish = finish;
	l->late = late;
	l->moves = moves;
	for (size_t i = 0; i < l->n; i++)
		l->es[i] = l->pl.at[i].es;
}

/* A schedule from a list; the list becomes that of its starts. Its finish. */
static double
decode(struct level *l, size_t *list)
{
	generate(l, list);
	keep_best(l);
	justify_right(l, list);
	justify_left(l, list);
	keep_best(l);
	for (size_t i = 0; i < l->n; i++)
		l->key[i] = l->pl.at[i].es;
	list_by_key(l, list);
	return finish_of(&l->pl);
}

/* ---- breeding ---- */

struct parent {
	size_t *list;
	double finish;
	uint32_t hash; /* of the starts: no two parents are one schedule */
};

/* What comes first in one list, then in the other, then in the one again. */
static void
cross(struct level *l, const size_t *mother, const size_t *father, size_t *child, bool *taken)
{
	size_t a = ccr_rng_below(&l->rng, l->n + 1), b = ccr_rng_below(&l->rng, l->n + 1), n = 0;
	size_t first = a < b ? a : b, second = a < b ? b : a;

	memset(taken, 0, l->n * sizeof *taken);
	for (size_t i = 0; n < first; i++) {
		child[n++] = mother[i];
		taken[mother[i]] = true;
	}
	for (size_t i = 0; i < l->n && n < second; i++) {
		if (!taken[father[i]]) {
			child[n++] = father[i];
			taken[father[i]] = true;
		}
	}
	for (size_t i = 0; i < l->n; i++)
		if (!taken[mother[i]])
			child[n++] = mother[i];
}

static bool
waits_for(const struct place *pl, size_t step, size_t other)
{
	for (size_t k = pl->in.first[step]; k < pl->in.first[step + 1]; k++)
		if (pl->in.link[k]->from == other)
			return true;
	return false;
}

static void
mutate(struct level *l, size_t *list)
{
	for (size_t i = 1; i < l->n; i++) {
		size_t first = list[i - 1];
		if (ccr_rng_below(&l->rng, 10) != 0 || waits_for(&l->pl, list[i], first))
			continue;
		list[i - 1] = list[i];
		list[i] = first;
	}
}

/* Latest starts, biased by chance; the first list has none. */
static void
first_list(struct level *l, size_t *list, bool chance)
{
	for (size_t i = 0; i < l->n; i++) {
		double late = l->pl.p->step[i].ls,
		       span = l->finish == (double)INFINITY ? 10 : l->finish;
		l->key[i] = chance ? late + (ccr_rng_uniform(&l->rng) - 0.5) * 0.4 * span : late;
	}
	list_by_key(l, list);
}

static bool
enough(const struct level *l, double bound, double most)
{
	/* An early end is not all. */
	return l->made >= most || (l->finish <= bound + tiny && !(l->late > 0) && !(l->moves > 0));
}

struct family {
	struct parent *parent;
	size_t n;
	size_t idle; /* children since the best schedule was found */
	size_t *child;
	bool *taken;
};

static void
family_init(struct level *l, struct family *f)
{
	f->parent = ccr_alloc(FAMILY, sizeof *f->parent);
	for (size_t i = 0; i < FAMILY; i++)
		f->parent[i].list = ccr_alloc(l->n, sizeof *f->parent[i].list);
	f->child = ccr_alloc(l->n, sizeof *f->child);
	f->taken = ccr_alloc(l->n, sizeof *f->taken);
	f->n = f->idle = 0;
}

static void
family_release(struct family *f)
{
	for (size_t i = 0; i < FAMILY; i++)
		free(f->parent[i].list);
	free(f->parent);
	free(f->child);
	free(f->taken);
}

static uint32_t
hash_starts(struct level *l)
{
	for (size_t i = 0; i < l->n; i++)
		l->key[i] = l->pl.at[i].es;
	return ccr_hash_of(l->key, l->n * sizeof *l->key);
}

/* A child takes the place of the worst, unless it is there. */
static void
adopt(struct level *l, struct family *f, double finish)
{
	uint32_t hash = hash_starts(l);
	size_t worst = 0, *list;

	for (size_t i = 0; i < FAMILY; i++) {
		if (f->parent[i].hash == hash)
			return;
		if (f->parent[i].finish > f->parent[worst].finish)
			worst = i;
	}
	if (finish > f->parent[worst].finish)
		return;
	list = f->parent[worst].list;
	f->parent[worst] = (struct parent){f->child, finish, hash};
	f->child = list;
}

/* Lists breed until so many schedules were made; a family that finds nothing better for long gives
 * way to a new one. */
static void
breed(struct level *l, struct family *f, double bound, double most)
{
	while (!enough(l, bound, most)) {
		double best = l->finish;
		if (f->n < FAMILY) {
			struct parent *p = &f->parent[f->n];
			first_list(l, p->list, l->made > 0);
			p->finish = decode(l, p->list);
			p->hash = hash_starts(l);
			f->n++;
			continue;
		}
		cross(l, f->parent[ccr_rng_below(&l->rng, FAMILY)].list,
		      f->parent[ccr_rng_below(&l->rng, FAMILY)].list, f->child, f->taken);
		mutate(l, f->child);
		adopt(l, f, decode(l, f->child));
		f->idle = l->finish < best - tiny ? 0 : f->idle + 1;
		if (f->idle > PATIENCE)
			f->n = f->idle = 0;
	}
}

/* ---- as wanted ---- */

/* Can the step, which stands nowhere, stand at es, before the plan ends? */
static bool
fits_at(struct level *l, size_t at, double es)
{
	struct place *pl = &l->pl;
	double finish;

	if (es < place_earliest(pl, at) - tiny || fabs(place_fit_after(pl, at, es) - es) > tiny ||
	    (pl->at[at].days > 0 && ccr_away_start(pl->at[at].away, es) > es))
		return false;
	finish = place_moment(pl, ccr_away_finish(pl->at[at].away, es, pl->at[at].days));
	if (finish > l->finish + tiny ||
	    (finish > pl->at[at].finish_by + tiny && finish > pl->at[at].ef + tiny))
		return false;
	for (size_t k = pl->out.first[at]; k < pl->out.first[at + 1]; k++) {
		const struct schedule_link *link = pl->out.link[k];
		struct schedule_latest by = schedule_latest(pl->p->cal, pl->at, link);
		if (!pl->p->step[link->to].fixed &&
		    (es > by.start + tiny || finish > by.finish + tiny))
			return false;
	}
	return true;
}

/* Puts all steps where the best schedule has them. */
static void
stand(struct level *l)
{
	struct place *pl = &l->pl;

	place_clear(pl);
	for (size_t i = 0; i < l->n; i++) {
		size_t at = pl->order[i];
		if (pl->p->step[at].fixed)
			continue;
		place_at(pl, at, l->es[at]);
		place_take(pl, at, 1);
	}
}

/* Puts steps back to where they were wanted, one by one, as long as one can be put back. */
static void
put_back(struct level *l)
{
	struct place *pl = &l->pl;
	bool moved = pl->p->wanted != NULL;

	while (moved) {
		moved = false;
		for (size_t i = 0; i < l->n; i++) {
			double here = pl->at[i].es, wanted = pl->p->wanted[i];
			if (pl->p->step[i].fixed || !(fabs(here - wanted) > tiny))
				continue;
			place_take(pl, i, -1);
			if (fits_at(l, i, wanted))
				moved = true;
			else
				wanted = here;
			place_at(pl, i, wanted);
			place_take(pl, i, 1);
		}
	}
}

/* The search, and what it found. */
static void
prove(struct level *l, const struct level_limits *limits, struct level_result *result)
{
	double finish = l->finish;

	result->proved = branch_search(&l->pl, limits, &l->finish, l->es, &result->nodes);
	if (l->finish < finish) {
		stand(l);
		l->late = late_of(&l->pl);
		l->moves = moves_of(&l->pl);
	}
	if (result->proved)
		result->bound = l->finish;
}

void
level_solve(const struct level_problem *p, const struct level_limits *limits,
	    struct schedule_step *step, struct level_result *result)
{
	struct level l = {.n = p->n, .finish = INFINITY, .late = INFINITY, .moves = INFINITY};
	struct family family;
	double few = limits->schedules < FIRST ? limits->schedules : FIRST;

	*result = (struct level_result){0};
	place_init(&l.pl, p);
	ccr_rng_init(&l.rng, limits->seed);
	l.rank = ccr_alloc(p->n, sizeof *l.rank);
	l.key = ccr_alloc(p->n, sizeof *l.key);
	l.es = ccr_alloc(p->n, sizeof *l.es);
	for (size_t i = 0; i < p->n; i++)
		l.rank[l.pl.order[i]] = i;
	family_init(&l, &family);
	result->bound = branch_bound(&l.pl);
	breed(&l, &family, result->bound, fmax(few, 1));
	result->proved = l.finish <= result->bound + tiny;
	if (!result->proved && limits->nodes > 0 && branch_applies(&l.pl))
		prove(&l, limits, result);
	/* Where nothing earlier can be found, some more to be late or to move less. */
	if (!result->proved)
		breed(&l, &family, result->bound, limits->schedules);
	else
		breed(&l, &family, result->bound, fmin(limits->schedules, 5.0 * FIRST));
	result->proved |= l.finish <= result->bound + tiny;
	stand(&l);
	put_back(&l);
	result->finish = l.finish;
	result->schedules = l.made;
	for (size_t i = 0; i < p->n; i++) {
		step[i] = l.pl.at[i];
		step[i].ls = p->step[i].fixed ? step[i].es : latest(&l.pl, i, l.finish);
		step[i].free_float = step[i].ls - step[i].es;
	}
	family_release(&family);
	place_release(&l.pl);
	free(l.rank);
	free(l.key);
	free(l.es);
}
