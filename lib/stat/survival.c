/* survival.c: see survival.h.
 *
 * Whole times (days of up to 179 years) index an array, as long as it stays in proportion to the
 * persons of its group; all other times are found by the hash of their bits.
 */
#include "stat/survival.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

enum { DENSE = 65536 };

struct exits {
	size_t events, censored;
};

struct sparse {
	double time;
	struct exits exits;
};

struct survival_group {
	struct exits *day;
	size_t days;
	struct sparse *sparse;
	size_t n_sparse, sparse_cap;
	struct ccr_hash index; /* of sparse */
	size_t n;              /* persons */
};

static struct exits *
exits_at(struct survival_group *group, double time)
{
	uint32_t hash, i;
	size_t at;

	if (time < DENSE && time < (double)(64 + 8 * group->n) && time == (double)(size_t)time) {
		size_t day = (size_t)time;
		CCR_GROW(group->day, group->days, day + 1);
		return &group->day[day];
	}
	hash = ccr_hash_of(&time, sizeof time);
	at = ccr_hash_first(&group->index, hash);
	while ((i = ccr_hash_next(&group->index, hash, &at)) != CCR_HASH_NONE)
		if (group->sparse[i].time == time)
			return &group->sparse[i].exits;
	CCR_GROW(group->sparse, group->sparse_cap, group->n_sparse + 1);
	ccr_hash_add(&group->index, hash, (uint32_t)group->n_sparse);
	group->sparse[group->n_sparse].time = time;
	return &group->sparse[group->n_sparse++].exits;
}

static struct survival_group *
group_at(struct survival_counts *counts, uint32_t group)
{
	CCR_GROW(counts->group, counts->cap, (size_t)group + 1);
	if (counts->n <= group)
		counts->n = (size_t)group + 1;
	return &counts->group[group];
}

void
survival_add(struct survival_counts *counts, uint32_t group, double time, bool event)
{
	struct survival_group *g = group_at(counts, group);
	struct exits *exits = exits_at(g, time);

	exits->events += event;
	exits->censored += !event;
	g->n++;
}

static void
merge_exits(struct survival_counts *into, uint32_t group, double time, const struct exits *from)
{
	struct survival_group *g = group_at(into, group);
	struct exits *exits = exits_at(g, time);

	exits->events += from->events;
	exits->censored += from->censored;
	g->n += from->events + from->censored;
}

void
survival_merge(struct survival_counts *into, const struct survival_counts *from)
{
	for (size_t i = 0; i < from->n; i++) {
		const struct survival_group *g = &from->group[i];
		for (size_t day = 0; day < g->days; day++)
			if (g->day[day].events + g->day[day].censored > 0)
				merge_exits(into, (uint32_t)i, (double)day, &g->day[day]);
		for (size_t k = 0; k < g->n_sparse; k++)
			merge_exits(into, (uint32_t)i, g->sparse[k].time, &g->sparse[k].exits);
	}
}

void
survival_release(struct survival_counts *counts)
{
	for (size_t i = 0; i < counts->n; i++) {
		ccr_hash_release(&counts->group[i].index);
		free(counts->group[i].sparse);
		free(counts->group[i].day);
	}
	free(counts->group);
	*counts = (struct survival_counts){0};
}

static int
compare_times(const void *a, const void *b)
{
	double x = ((const struct survival_step *)a)->time,
	       y = ((const struct survival_step *)b)->time;

	return (x > y) - (x < y);
}

/* Sorts the steps and adds up those of one time: it may have been met before and after its day got
 * a place in the array. How many are left. */
static size_t
fold(struct survival_step *step, size_t n)
{
	size_t kept = 0;

	qsort(step, n, sizeof *step, compare_times);
	for (size_t i = 1; i < n; i++) {
		if (step[i].time > step[kept].time) {
			step[++kept] = step[i];
			continue;
		}
		step[kept].n_event += step[i].n_event;
		step[kept].n_censor += step[i].n_censor;
	}
	return kept + 1;
}

/* The distinct times with their exits, in order. */
static struct survival_step *
sorted_exits(const struct survival_group *g, size_t *n)
{
	struct survival_step *step = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t day = 0; day < g->days; day++) {
		if (g->day[day].events + g->day[day].censored == 0)
			continue;
		CCR_GROW(step, cap, *n + 1);
		step[(*n)++] = (struct survival_step){(double)day,          0, g->day[day].events,
						      g->day[day].censored, 0, 0};
	}
	for (size_t i = 0; i < g->n_sparse; i++) {
		const struct sparse *entry = &g->sparse[i];
		CCR_GROW(step, cap, *n + 1);
		step[(*n)++] = (struct survival_step){entry->time,           0, entry->exits.events,
						      entry->exits.censored, 0, 0};
	}
	if (g->n_sparse > 0)
		*n = fold(step, *n);
	return step;
}

struct survival_step *
survival_km(const struct survival_counts *counts, uint32_t group, size_t *n)
{
	struct survival_step *step;
	size_t at_risk;
	double survival = 1, variance = 0;

	*n = 0;
	if (group >= counts->n || counts->group[group].n == 0)
		return NULL;
	step = sorted_exits(&counts->group[group], n);
	at_risk = counts->group[group].n;
	for (size_t i = 0; i < *n; i++) {
		double risk = (double)at_risk, events = (double)step[i].n_event;
		survival *= 1 - events / risk;
		variance +=
			events /
			(risk * (risk - events)); /* infinite where all at risk have the event */
		if (step[i].n_event == at_risk)
			survival = 0;
		step[i].n_risk = at_risk;
		step[i].survival = survival;
		step[i].se_log =
			step[i].n_event == 0 && i > 0 ? step[i - 1].se_log : sqrt(variance);
		at_risk -= step[i].n_event + step[i].n_censor;
	}
	return step;
}

double
survival_se(const struct survival_step *step)
{
	return step->survival > 0 ? step->survival * step->se_log : (double)NAN;
}

struct ccr_interval
survival_interval(const struct survival_step *step, enum survival_ci ci, double z)
{
	double s = step->survival, half = z * step->se_log;
	struct ccr_interval none = {(double)NAN, (double)NAN};

	if (s <= 0 || (ci == SURVIVAL_CI_LOGLOG && s >= 1))
		return none;
	switch (ci) {
	case SURVIVAL_CI_PLAIN: {
		double low = s - half * s, high = s + half * s;
		return (struct ccr_interval){low > 0 ? low : 0, high < 1 ? high : 1};
	}
	case SURVIVAL_CI_LOG: {
		double high = s * exp(half);
		return (struct ccr_interval){s * exp(-half), high < 1 ? high : 1};
	}
	case SURVIVAL_CI_LOGLOG: {
		double centre = log(-log(s)), scaled = half / log(s);
		return (struct ccr_interval){exp(-exp(centre - scaled)),
					     exp(-exp(centre + scaled))};
	}
	}
	return none;
}
