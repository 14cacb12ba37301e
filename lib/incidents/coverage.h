/* coverage.h: what rows of incidents cover: from when to when, which months they leave out, what
 * they do not say.  Zero-initialise. */
#ifndef CCR_INCIDENTS_COVERAGE_H
#define CCR_INCIDENTS_COVERAGE_H

#include "base/date.h"
#include "data/pairs.h"

/* Months since the year 0. */
int coverage_month(ccr_date);
enum { COVERAGE_MONTH_SIZE = 16 };
/* "2026-03" */
void coverage_month_print(char text[static COVERAGE_MONTH_SIZE], int month);

struct coverage {
	struct coverage_counts {
		size_t rows, dated;
		size_t no_person, no_dyad, no_place; /* rows that do not name one */
		ccr_date first, last;                /* of those that are dated */
		ccr_date known_from, known_to;       /* days of a month that is known to be there */
	} * group;
	size_t n, cap;
	struct ccr_pairs months; /* (group, month) */
};

/* The counts of a group, which move when there is a new group. */
struct coverage_counts *coverage_of(struct coverage *, uint32_t group);
/* Counts a row; date CCR_DATE_NONE: it has none. */
void coverage_add(struct coverage *, uint32_t group, ccr_date);
/* Months without a row from the first month to the last, and the next of them at or after month,
 * which is not after the last: -1: none. */
size_t coverage_gaps(const struct coverage *, uint32_t group);
int coverage_next_gap(const struct coverage *, uint32_t group, int month);
void coverage_release(struct coverage *);

#endif
