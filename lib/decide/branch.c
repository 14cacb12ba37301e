/* branch.c: see branch.h.
 *
 * A node is a partial schedule: some steps stand, provisionally, the others must not start before
 * a moment.  Whatever can start first does; where that takes more of somebody than there is, a
 * minimal set of what is in progress is delayed until something else in progress is over, in every
 * way there is (E. Demeulemeester and W. Herroelen 1992; with lags and ready times: Operations
 * Research 45 (1997) 201).  A node is as good as done where an earlier one, looked at to its end,
 * had the same steps standing and everything no later.  Such nodes are kept when they are left, not
 * when they are entered: a child may look like its own parent.
 */
#include "decide/branch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/hash.h"
#include "base/mem.h"

static const double tiny = 1e-9;

enum { KEPT_BYTES = 64 << 20 }; /* of finished nodes */

struct node {
	bool *on;      /* the step stands */
	double *es;    /* where it stands */
	double *after; /* where it does not: it must not start before */
	double bound;
	double seen; /* the moment up to which there is no conflict */
};

struct job {
	double head, work, tail;
};

struct branch {
	struct place *pl;
	size_t n;
	size_t *by_head;
	struct job *job; /* of person i: job[first_job[i]] ..., n_jobs[i] of them */
	size_t *first_job, *n_jobs;
	double *tail_start, *tail_finish; /* from there to the end of the plan, at least */
	double finish, *best;             /* the best schedule there is */
	double nodes, most_nodes;
	struct timespec until;
	bool timed, stopped;
	struct ccr_hash index; /* of the nodes kept */
	double *kept;          /* n numbers each */
	unsigned char *kept_on;
	size_t n_kept, most_kept, kept_cap, kept_on_cap;
};

/* Leave only makes the way to the end longer, and an elapsed lag may lie over days without work. */
static void
set_tails(struct branch *b)
{
	const struct place *pl = b->pl;

	for (size_t i = b->n; i-- > 0;) {
		size_t at = pl->order[i];
		double start = 0, finish = 0;
		for (size_t k = pl->out.first[at]; k < pl->out.first[at + 1]; k++) {
			const struct schedule_link *link = pl->out.link[k];
			double lag = link->elapsed ? fmin(link->lag, 0) : link->lag;
			bool from_start = link->type == SCHEDULE_SS || link->type == SCHEDULE_SF;
			bool to_start = link->type == SCHEDULE_FS || link->type == SCHEDULE_SS;
			double tail = lag + (to_start ? b->tail_start : b->tail_finish)[link->to];
			if (pl->p->step[link->to].fixed)
				continue;
			*(from_start ? &start : &finish) = fmax(from_start ? start : finish, tail);
		}
		b->tail_finish[at] = finish;
		b->tail_start[at] = fmax(start, pl->at[at].days + finish);
	}
}

static void
open_branch(struct branch *b, struct place *pl)
{
	*b = (struct branch){.pl = pl, .n = pl->p->n};
	b->tail_start = ccr_alloc(b->n, sizeof *b->tail_start);
	b->tail_finish = ccr_alloc(b->n, sizeof *b->tail_finish);
	b->by_head = ccr_alloc(b->n, sizeof *b->by_head);
	for (size_t i = 0; i < b->n; i++)
		b->by_head[i] = i;
	b->job = ccr_alloc(pl->p->first[b->n], sizeof *b->job);
	b->first_job = ccr_alloc(pl->p->n_people + 1, sizeof *b->first_job);
	b->n_jobs = ccr_alloc(pl->p->n_people, sizeof *b->n_jobs);
	for (size_t u = 0; u < pl->p->first[b->n]; u++)
		b->first_job[pl->p->use[u].who + 1]++;
	for (size_t i = 0; i < pl->p->n_people; i++)
		b->first_job[i + 1] += b->first_job[i];
	set_tails(b);
}

static void
close_branch(struct branch *b)
{
	free(b->by_head);
	free(b->job);
	free(b->first_job);
	free(b->n_jobs);
	free(b->tail_start);
	free(b->tail_finish);
	free(b->kept);
	free(b->kept_on);
	ccr_hash_release(&b->index);
}

/* The earliest times of all steps, people not regarded. */
static void
set_heads(struct branch *b, const struct node *node)
{
	struct place *pl = b->pl;

	for (size_t i = 0; i < b->n; i++) {
		size_t at = pl->order[i];
		double es =
			node->on[at] ? node->es[at] : fmax(node->after[at], place_earliest(pl, at));
		if (!node->on[at] && pl->at[at].days > 0)
			es = place_moment(pl, ccr_away_start(pl->at[at].away, es));
		place_at(pl, at, es);
	}
}

/* What one person still has to do: of the jobs that are followed by at least so much, those that
 * begin latest, by and by all; jobs come with the latest head first. */
static double
bound_of_person(const struct job *job, size_t n, long capacity, double enough)
{
	double bound = 0;

	for (size_t q = 0; q < n && bound < enough; q++) {
		double work = 0, tail = job[q].tail;
		for (size_t i = 0; i < n; i++) {
			if (job[i].tail < tail)
				continue;
			work += job[i].work;
			if (job[i].head + work / (double)capacity + tail > bound)
				bound = job[i].head + work / (double)capacity + tail;
		}
	}
	return bound;
}

/* The steps by their heads, the latest first; they are nearly so from the last time. */
static void
sort_by_head(struct branch *b)
{
	for (size_t i = 1; i < b->n; i++) {
		size_t step = b->by_head[i], k = i;
		double head = b->pl->at[step].es;
		for (; k > 0 && b->pl->at[b->by_head[k - 1]].es < head; k--)
			b->by_head[k] = b->by_head[k - 1];
		b->by_head[k] = step;
	}
}

/* The bound of a node whose heads are set; what is over before t is no more work.  A bound that
 * reaches enough is not made better. */
static double
bound_of(struct branch *b, const struct node *node, double t, double enough)
{
	const struct place *pl = b->pl;
	const struct level_problem *p = pl->p;
	double bound = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct schedule_step *s = &pl->at[i];
		double path = s->ef + b->tail_finish[i];
		if (!node->on[i] && s->es + b->tail_start[i] > path)
			path = s->es + b->tail_start[i];
		bound = path > bound ? path : bound;
	}
	if (bound >= enough)
		return bound;
	sort_by_head(b);
	for (size_t i = 0; i < p->n_people; i++)
		b->n_jobs[i] = 0;
	for (size_t k = 0; k < b->n; k++) {
		size_t i = b->by_head[k];
		const struct schedule_step *s = &pl->at[i];
		double from = node->on[i] && s->es < t ? t : s->es;
		/* What stands may still be delayed, and then pause less. */
		double days = node->on[i] ? fmin(s->ef - from, s->days) : s->days;
		if (!(days > 0) || s->fixed)
			continue;
		for (size_t u = p->first[i]; u < p->first[i + 1]; u++)
			if (p->use[u].amount > 0)
				b->job[b->first_job[p->use[u].who] + b->n_jobs[p->use[u].who]++] =
					(struct job){from, days * (double)p->use[u].amount,
						     b->tail_finish[i]};
	}
	for (size_t i = 0; i < p->n_people && bound < enough; i++)
		bound = fmax(bound, bound_of_person(b->job + b->first_job[i], b->n_jobs[i],
						    p->capacity[i], enough));
	/* Of whole days no part remains. */
	return pl->fractions ? bound : ceil(bound - 1e-6);
}

double
branch_bound(struct place *pl)
{
	struct branch b;
	struct node root;
	double bound;

	open_branch(&b, pl);
	root = (struct node){ccr_alloc(b.n, sizeof *root.on), ccr_alloc(b.n, sizeof *root.es),
			     ccr_alloc(b.n, sizeof *root.after), 0, -INFINITY};
	set_heads(&b, &root);
	bound = bound_of(&b, &root, 0, (double)INFINITY);
	free(root.on);
	free(root.es);
	free(root.after);
	close_branch(&b);
	return bound;
}

bool
branch_applies(const struct place *pl)
{
	for (size_t i = 0; i < pl->p->n_links; i++) {
		const struct schedule_link *link = &pl->p->link[i];
		const struct schedule_step *from = &pl->at[link->from], *to = &pl->at[link->to];
		double apart = link->elapsed ? fmin(link->lag, 0) : link->lag;
		if (pl->p->step[link->to].fixed)
			continue;
		/* Where somebody is away, the start of what ends late enough may lie anywhere. */
		if (link->type == SCHEDULE_FS || link->type == SCHEDULE_FF)
			apart += from->days;
		if (link->type == SCHEDULE_FF || link->type == SCHEDULE_SF)
			apart -= to->away && to->away->n > 0 ? (double)INFINITY : to->days;
		if (apart < 0)
			return false;
	}
	return true;
}

static struct node
copy_node(const struct branch *b, const struct node *from)
{
	struct node to = {ccr_alloc(b->n, sizeof *to.on), ccr_alloc(b->n, sizeof *to.es),
			  ccr_alloc(b->n, sizeof *to.after), from->bound, from->seen};

	memcpy(to.on, from->on, b->n * sizeof *to.on);
	memcpy(to.es, from->es, b->n * sizeof *to.es);
	memcpy(to.after, from->after, b->n * sizeof *to.after);
	return to;
}

static void
release_node(struct node *node)
{
	free(node->on);
	free(node->es);
	free(node->after);
}

/* When each step that stands is over, and how early each other one can start. */
static double
mark(const struct branch *b, const struct node *node, size_t i)
{
	return node->on[i] ? b->pl->at[i].ef : b->pl->at[i].es;
}

static bool
dominated(const struct branch *b, const struct node *node, uint32_t hash, double t)
{
	size_t slot = ccr_hash_first(&b->index, hash);
	uint32_t k;

	while ((k = ccr_hash_next(&b->index, hash, &slot)) != CCR_HASH_NONE) {
		const double *kept = b->kept + k * b->n;
		size_t i = 0;
		if (!b->kept_on || memcmp(b->kept_on + k * b->n, node->on, b->n) != 0)
			continue;
		while (i < b->n && kept[i] <= fmax(t, mark(b, node, i)))
			i++;
		if (i == b->n)
			return true;
	}
	return false;
}

static void
keep(struct branch *b, const struct node *node, const double *marks, uint32_t hash)
{
	if (b->n_kept >= b->most_kept)
		return;
	CCR_GROW(b->kept, b->kept_cap, (b->n_kept + 1) * b->n);
	CCR_GROW(b->kept_on, b->kept_on_cap, (b->n_kept + 1) * b->n);
	memcpy(b->kept + b->n_kept * b->n, marks, b->n * sizeof *marks);
	memcpy(b->kept_on + b->n_kept * b->n, node->on, b->n);
	ccr_hash_add(&b->index, hash, (uint32_t)b->n_kept++);
}

/* The first moment at which a step that does not stand can start, all it waits for standing, or at
 * which what has started takes people who may have begun something else before;
 * INFINITY where all stand. */
static double
next_start(const struct branch *b, const struct node *node)
{
	const struct place *pl = b->pl;
	double t = INFINITY;

	for (size_t i = 0; i < b->n; i++) {
		bool ready = !node->on[i];
		if (pl->p->step[i].fixed && pl->p->first[i] < pl->p->first[i + 1] &&
		    pl->at[i].es > node->seen)
			t = fmin(t, pl->at[i].es);
		for (size_t k = pl->in.first[i]; ready && k < pl->in.first[i + 1]; k++)
			ready = node->on[pl->in.link[k]->from];
		if (ready)
			t = fmin(t, pl->at[i].es);
	}
	return t;
}

static void
start_at(const struct branch *b, struct node *node, double t)
{
	const struct place *pl = b->pl;

	/* In order, but only those for which all that they wait for stood before. */
	for (size_t i = b->n; i-- > 0;) {
		size_t at = pl->order[i];
		bool ready = !node->on[at] && pl->at[at].es == t;
		for (size_t k = pl->in.first[at]; ready && k < pl->in.first[at + 1]; k++)
			ready = node->on[pl->in.link[k]->from];
		if (ready) {
			node->on[at] = true;
			node->es[at] = t;
		}
	}
}

/* What is in progress at t, of those in conflict. */
struct conflict {
	size_t *step; /* that can be delayed */
	size_t n;
	long *excess; /* by person; 0 or less: none */
	bool *in_set; /* by step: to be delayed */
	double over;  /* when the first of those that stay is over */
	struct node *child;
	size_t n_children, children_cap;
};

static bool
in_progress(const struct branch *b, const struct node *node, size_t i, double t)
{
	return node->on[i] && b->pl->at[i].es <= t && t < b->pl->at[i].ef;
}

/* Is there a person of whom too much is taken, by steps that could wait? */
static bool
find_conflict(const struct branch *b, const struct node *node, double t, struct conflict *c)
{
	const struct level_problem *p = b->pl->p;
	long *movable = ccr_alloc(p->n_people, sizeof *movable);
	bool any = false;

	for (size_t i = 0; i < p->n_people; i++)
		c->excess[i] = -p->capacity[i];
	for (size_t i = 0; i < b->n; i++) {
		if (!in_progress(b, node, i, t))
			continue;
		for (size_t u = p->first[i]; u < p->first[i + 1]; u++) {
			c->excess[p->use[u].who] += p->use[u].amount;
			movable[p->use[u].who] += p->step[i].fixed ? 0 : p->use[u].amount;
		}
	}
	for (size_t i = 0; i < p->n_people; i++) {
		/* Fixed steps may take too much by themselves. */
		if (c->excess[i] > movable[i])
			c->excess[i] = movable[i];
		any |= c->excess[i] > 0;
	}
	c->n = 0;
	for (size_t i = 0; any && i < b->n; i++) {
		bool takes = false;
		for (size_t u = p->first[i]; u < p->first[i + 1] && !p->step[i].fixed; u++)
			takes |= p->use[u].amount > 0 && c->excess[p->use[u].who] > 0;
		if (takes && in_progress(b, node, i, t))
			c->step[c->n++] = i;
	}
	free(movable);
	return any;
}

/* Delaying a step delays those that stand on its start. */
static void
delay(struct branch *b, struct node *node, const struct conflict *c)
{
	struct place *pl = b->pl;

	for (size_t i = 0; i < b->n; i++) {
		if (!c->in_set[i])
			continue;
		node->on[i] = false;
		node->after[i] = fmax(node->after[i], c->over);
	}
	for (size_t i = 0; i < b->n; i++) {
		size_t at = pl->order[i];
		if (pl->p->step[at].fixed)
			continue;
		if (!node->on[at]) {
			double es = fmax(node->after[at], place_earliest(pl, at));
			place_at(pl, at, place_moment(pl, ccr_away_start(pl->at[at].away, es)));
		} else if (place_earliest(pl, at) > node->es[at]) {
			node->on[at] = false;
			place_at(pl, at, place_earliest(pl, at));
		}
	}
}

/* When the first step that stays, of those in conflict, is over. */
static double
first_over(const struct branch *b, const struct node *node, const struct conflict *c, double t)
{
	const struct level_problem *p = b->pl->p;
	double over = INFINITY;

	for (size_t i = 0; i < b->n; i++) {
		if (c->in_set[i] || !in_progress(b, node, i, t))
			continue;
		for (size_t u = p->first[i]; u < p->first[i + 1]; u++)
			if (p->use[u].amount > 0 && c->excess[p->use[u].who] > 0)
				over = fmin(over, b->pl->at[i].ef);
	}
	return over;
}

/* Is everything that is delayed needed to end the conflict? */
static bool
is_minimal(const struct branch *b, const struct conflict *c, const long *left)
{
	const struct level_problem *p = b->pl->p;

	for (size_t k = 0; k < c->n; k++) {
		bool needed = false;
		size_t i = c->step[k];
		if (!c->in_set[i])
			continue;
		for (size_t u = p->first[i]; u < p->first[i + 1]; u++)
			needed |= c->excess[p->use[u].who] > 0 &&
				  left[p->use[u].who] + p->use[u].amount > 0;
		if (!needed)
			return false;
	}
	return true;
}

static void
count_node(struct branch *b)
{
	struct timespec now;

	b->nodes++;
	if (b->nodes >= b->most_nodes)
		b->stopped = true;
	if (!b->timed || (uint64_t)b->nodes % 256 != 0)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (now.tv_sec > b->until.tv_sec ||
	    (now.tv_sec == b->until.tv_sec && now.tv_nsec >= b->until.tv_nsec))
		b->stopped = true;
}

static void
add_child(struct branch *b, const struct node *node, struct conflict *c, double t)
{
	struct node child;

	count_node(b);
	c->over = first_over(b, node, c, t);
	if (c->over == (double)INFINITY)
		return;
	for (size_t k = 0; k < c->n; k++)
		if (c->in_set[c->step[k]] &&
		    c->over + b->tail_start[c->step[k]] >= b->finish - tiny)
			return;
	child = copy_node(b, node);
	delay(b, &child, c);
	set_heads(b, &child);
	child.bound = bound_of(b, &child, t, b->finish - tiny);
	set_heads(b, node);
	if (child.bound >= b->finish - tiny) {
		release_node(&child);
		return;
	}
	CCR_GROW(c->child, c->children_cap, c->n_children + 1);
	c->child[c->n_children++] = child;
}

/* All minimal sets whose delay ends the conflict; left is what is still too much. */
static void
alternatives(struct branch *b, const struct node *node, struct conflict *c, size_t from, long *left,
	     double t)
{
	const struct level_problem *p = b->pl->p;
	bool resolved = true;

	for (size_t i = 0; i < p->n_people; i++)
		resolved &= !(c->excess[i] > 0 && left[i] > 0);
	if (resolved) {
		if (is_minimal(b, c, left))
			add_child(b, node, c, t);
		return;
	}
	for (size_t k = from; k < c->n && !b->stopped; k++) {
		size_t i = c->step[k];
		c->in_set[i] = true;
		for (size_t u = p->first[i]; u < p->first[i + 1]; u++)
			left[p->use[u].who] -= p->use[u].amount;
		alternatives(b, node, c, k + 1, left, t);
		for (size_t u = p->first[i]; u < p->first[i + 1]; u++)
			left[p->use[u].who] += p->use[u].amount;
		c->in_set[i] = false;
	}
}

static int
compare_bounds(const void *a, const void *b)
{
	double x = ((const struct node *)a)->bound, y = ((const struct node *)b)->bound;

	return (x > y) - (x < y);
}

static void search(struct branch *, struct node *);

static void
branch_out(struct branch *b, struct node *node, struct conflict *c, double t)
{
	long *left = ccr_alloc(b->pl->p->n_people, sizeof *left);

	c->in_set = ccr_alloc(b->n, sizeof *c->in_set);
	memcpy(left, c->excess, b->pl->p->n_people * sizeof *left);
	alternatives(b, node, c, 0, left, t);
	if (c->n_children > 0)
		qsort(c->child, c->n_children, sizeof *c->child, compare_bounds);
	for (size_t i = 0; i < c->n_children; i++) {
		if (!b->stopped && c->child[i].bound < b->finish - tiny)
			search(b, &c->child[i]);
		release_node(&c->child[i]);
	}
	free(c->child);
	free(c->in_set);
	free(left);
}

static void
record(struct branch *b)
{
	double finish = 0;

	for (size_t i = 0; i < b->n; i++)
		finish = fmax(finish, b->pl->at[i].ef);
	if (!(finish < b->finish - tiny))
		return;
	b->finish = finish;
	for (size_t i = 0; i < b->n; i++)
		b->best[i] = b->pl->at[i].es;
}

/* From a node on, until there is nothing to choose any more or a conflict to branch on. */
static void
search(struct branch *b, struct node *node)
{
	struct conflict c = {.step = ccr_alloc(b->n, sizeof *c.step),
			     .excess = ccr_alloc(b->pl->p->n_people, sizeof *c.excess)};
	struct node entered = copy_node(b, node);
	double *marks = ccr_alloc(b->n, sizeof *marks), t;
	uint32_t hash = ccr_hash_of(node->on, b->n);
	bool known;

	set_heads(b, node);
	t = next_start(b, node);
	known = dominated(b, node, hash, t);
	for (size_t i = 0; i < b->n; i++)
		marks[i] = mark(b, node, i);
	while (!known && t < (double)INFINITY) {
		start_at(b, node, t);
		node->seen = t;
		if (find_conflict(b, node, t, &c)) {
			branch_out(b, node, &c, t);
			break;
		}
		set_heads(b, node);
		if (bound_of(b, node, t, b->finish - tiny) >= b->finish - tiny)
			break;
		t = next_start(b, node);
	}
	if (t == (double)INFINITY)
		record(b);
	if (!known && !b->stopped)
		keep(b, &entered, marks, hash);
	release_node(&entered);
	free(marks);
	free(c.step);
	free(c.excess);
}

bool
branch_search(struct place *pl, const struct level_limits *limits, double *finish, double *es,
	      double *nodes)
{
	struct branch b;
	struct node root;

	open_branch(&b, pl);
	b.finish = *finish;
	b.best = es;
	b.most_nodes = limits->nodes;
	b.most_kept = KEPT_BYTES / (b.n * (sizeof *b.kept + 1) + 1);
	b.timed = limits->seconds > 0;
	if (b.timed) {
		clock_gettime(CLOCK_MONOTONIC, &b.until);
		b.until.tv_sec += (time_t)limits->seconds;
	}
	root = (struct node){ccr_alloc(b.n, sizeof *root.on), ccr_alloc(b.n, sizeof *root.es),
			     ccr_alloc(b.n, sizeof *root.after), 0, -INFINITY};
	for (size_t i = 0; i < b.n; i++) {
		root.on[i] = pl->p->step[i].fixed;
		root.es[i] = pl->minimum[i];
	}
	search(&b, &root);
	release_node(&root);
	*finish = b.finish;
	*nodes = b.nodes;
	close_branch(&b);
	return !b.stopped;
}
