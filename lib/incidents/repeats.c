/* repeats.c: see repeats.h. */
#include "incidents/repeats.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { FIRST, LAST, CELLS };

/* What is known of a dyad; new ones have no dates. */
static uint32_t *
ends_of(struct repeats *r, uint32_t dyad)
{
	size_t width = CELLS + r->n_cells;

	if (dyad >= r->n_ends) {
		CCR_GROW(r->end, r->ends_cap, ((size_t)dyad + 1) * width);
		for (; r->n_ends <= dyad; r->n_ends++)
			r->end[r->n_ends * width + FIRST] = r->end[r->n_ends * width + LAST] =
				(uint32_t)CCR_DATE_NONE;
	}
	return &r->end[(size_t)dyad * width];
}

/* Rows of one dyad and date: the later row is the later incident. */
static void
judge(struct repeats *r, uint32_t dyad, ccr_date date, const uint32_t *cell, repeats_found *found,
      void *to)
{
	uint32_t *end = ends_of(r, dyad);
	ccr_date first = (ccr_date)end[FIRST], last = (ccr_date)end[LAST];

	if (first == CCR_DATE_NONE) {
		end[FIRST] = end[LAST] = (uint32_t)date;
		memcpy(end + CELLS, cell, r->n_cells * sizeof *cell);
	} else if (date >= last) {
		if (incidents_within(last, date, r->months))
			found(to, cell);
		end[LAST] = (uint32_t)date;
	} else if (date <= first) {
		if (incidents_within(date, first, r->months))
			found(to, end + CELLS);
		end[FIRST] = (uint32_t)date;
		memcpy(end + CELLS, cell, r->n_cells * sizeof *cell);
	} else {
		r->disordered++;
	}
}

void
repeats_add(struct repeats *r, uint32_t dyad, ccr_date date, const uint32_t *cell,
	    repeats_found *found, void *to)
{
	if (!r->keep) {
		judge(r, dyad, date, cell, found, to);
		return;
	}
	CCR_GROW(r->kept, r->kept_cap, r->n_kept + 1);
	CCR_GROW(r->kept_cell, r->kept_cells_cap, (r->n_kept + 1) * r->n_cells);
	memcpy(r->kept_cell + r->n_kept * r->n_cells, cell, r->n_cells * sizeof *cell);
	r->kept[r->n_kept] = (struct repeats_kept){dyad, date, r->n_kept};
	r->n_kept++;
}

static int
by_date(const void *a, const void *b)
{
	const struct repeats_kept *x = a, *y = b;

	if (x->date != y->date)
		return (x->date > y->date) - (x->date < y->date);
	return (x->row > y->row) - (x->row < y->row);
}

void
repeats_end(struct repeats *r, repeats_found *found, void *to)
{
	if (r->n_kept > 0)
		qsort(r->kept, r->n_kept, sizeof *r->kept, by_date);
	for (size_t i = 0; i < r->n_kept; i++)
		judge(r, r->kept[i].dyad, r->kept[i].date,
		      r->kept_cell + r->kept[i].row * r->n_cells, found, to);
}

void
repeats_release(struct repeats *r)
{
	free(r->end);
	free(r->kept);
	free(r->kept_cell);
	*r = (struct repeats){0};
}
