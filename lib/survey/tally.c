/* tally.c: see tally.h. */
#include "survey/tally.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

/* Nearly all samples have one unit or few; room is made for what there is. */
static struct ccr_tally *
tally_at(struct survey_cross *cross, size_t slot, uint32_t unit)
{
	struct survey_by_unit *by;

	if (slot >= cross->slots)
		CCR_GROW(cross->slot, cross->slots, slot + 1);
	by = &cross->slot[slot];
	if (unit >= by->cap)
		CCR_GROW(by->unit, by->cap, (size_t)unit + 1);
	return &by->unit[unit];
}

static void
add_number(const struct survey_tally *t, struct survey_cross *cross, size_t item,
	   const struct answer *a, const struct sample_place *place)
{
	CCR_GROW(cross->moments, cross->units, (size_t)place->unit + place->n);
	for (size_t k = 0; k < place->n; k++)
		ccr_moments_add(&cross->moments[place->unit + k], place->weight[k], a->x,
				a->y - t->shift[item]);
	if (!t->values || !(place->weight[0] > 0))
		return;
	CCR_GROW(cross->value, cross->values_cap, cross->n_values + 1);
	cross->value[cross->n_values] =
		(struct survey_value){a->y, place->weight[0], cross->n_values, place->unit};
	cross->n_values++;
}

static void
add_row(struct survey_tally *t, const struct survey_row *row)
{
	const struct survey *s = t->survey;

	for (size_t g = 0; g < s->n_groupings; g++) {
		struct survey_crosses *of = &t->of[g];
		size_t first = row->group[g] * s->n;
		if (row->group[g] == CCR_NO_CODE)
			continue;
		CCR_GROW(of->cross, of->cap, first + s->n);
		for (size_t i = 0; i < s->n; i++) {
			const struct answer *a = &row->answer[i];
			struct survey_cross *cross = &of->cross[first + i];
			size_t slot = a->present ? t->kinds + a->code : a->code;
			if (a->present && s->item[i].kind != ANSWERS_CODED)
				add_number(t, cross, i, a, &row->place);
			for (size_t k = row->place.n; k-- > 0;)
				ccr_tally_add(tally_at(cross, slot, row->place.unit + (uint32_t)k),
					      row->place.weight[k]);
		}
	}
}

/* Sums about the first value keep their last digits where values are far from 0. */
static void
note_shift(struct survey_tally *t, const struct survey_row *row)
{
	for (size_t i = 0; i < t->survey->n; i++)
		if (isnan(t->shift[i]) && row->answer[i].present)
			t->shift[i] =
				t->survey->item[i].kind == ANSWERS_NUMBER ? row->answer[i].y : 0;
}

bool
survey_tally_read(struct survey_tally *t, struct survey *s, bool values)
{
	struct survey_row row = {0};

	*t = (struct survey_tally){.survey = s, .values = values, .kinds = s->missing.kind.n};
	t->of = ccr_alloc(s->n_groupings, sizeof *t->of);
	t->shift = ccr_alloc(s->n, sizeof *t->shift);
	for (size_t i = 0; i < s->n; i++)
		t->shift[i] = (double)NAN;
	while (survey_next(s, &row)) {
		note_shift(t, &row);
		add_row(t, &row);
	}
	return survey_end(s);
}

const struct survey_cross *
survey_cross(const struct survey_tally *t, size_t grouping, size_t group, size_t item)
{
	static const struct survey_cross empty;
	size_t at = group * t->survey->n + item;

	return at < t->of[grouping].cap ? &t->of[grouping].cross[at] : &empty;
}

size_t
survey_count(const struct survey_tally *t, const struct survey_cross *cross, size_t slot)
{
	const struct ccr_design *design = &t->survey->design;
	size_t n = 0, units = design->n_replicates ? 1 : design->n_units;

	for (size_t u = 0; slot < cross->slots && u < cross->slot[slot].cap && u < units; u++)
		n += cross->slot[slot].unit[u].n;
	return n;
}

struct ccr_moments *
survey_units(const struct survey_tally *t)
{
	return ccr_alloc(t->survey->design.n_units, sizeof(struct ccr_moments));
}

void
survey_score(const struct survey_tally *t, const struct survey_cross *cross, size_t slot, double x,
	     double y, struct ccr_moments *units)
{
	const struct survey_by_unit *by;

	if (slot >= cross->slots)
		return;
	by = &cross->slot[slot];
	for (size_t u = 0; u < by->cap && u < t->survey->design.n_units; u++)
		if (by->unit[u].n > 0)
			ccr_moments_score(&units[u], &by->unit[u], x, y,
					  survey_scale_of(t->survey, u));
}

void
survey_add_moments(const struct survey_tally *t, const struct survey_cross *cross,
		   struct ccr_moments *units)
{
	for (size_t u = 0; u < cross->units && u < t->survey->design.n_units; u++)
		ccr_moments_merge(&units[u], &cross->moments[u], survey_scale_of(t->survey, u));
}

void
survey_add_all(const struct survey_tally *t, const struct survey_cross *cross, bool answered,
	       struct ccr_moments *units)
{
	for (size_t slot = answered ? t->kinds : 0; slot < cross->slots; slot++)
		survey_score(t, cross, slot, 1, 0, units);
}

void
survey_tally_release(struct survey_tally *t)
{
	for (size_t g = 0; t->of && g < t->survey->n_groupings; g++) {
		for (size_t i = 0; i < t->of[g].cap; i++) {
			struct survey_cross *cross = &t->of[g].cross[i];
			for (size_t slot = 0; slot < cross->slots; slot++)
				free(cross->slot[slot].unit);
			free(cross->slot);
			free(cross->moments);
			free(cross->value);
		}
		free(t->of[g].cross);
	}
	free(t->of);
	free(t->shift);
}
