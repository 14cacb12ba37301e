/* series.h: a count for each period, in the order of time, within the groups of -b.
 * Zero-initialise.
 *
 * Times are dates, months (2026-03), whole numbers, or without a column the numbers of the rows.
 * They are counted in periods: the largest step that all of them are multiples of, in months where
 * all stand on one day of the month.
 */
#ifndef CCR_OUTCOME_SERIES_H
#define CCR_OUTCOME_SERIES_H

#include "data/group.h"
#include "outcome/outcome.h"

struct series_ask {
	const char *time, *after; /* columns; NULL: none, but for a break */
	struct ccr_list at;       /* the first period after each break */
};

struct outcome_series {
	const char *label;
	struct series_point {
		double time;        /* as it was read */
		double t;           /* in periods, the first is 1 */
		double y, exposure; /* y NaN: no count */
		bool after;
	} * point;
	size_t n, cap;
};

enum series_kind { SERIES_NUMBERS, SERIES_DAYS, SERIES_MONTHS };

struct outcome_all_series {
	struct series_set {
		const char *by;
		struct outcome_series *series; /* by code; in what order they print, order says */
		size_t cap, n;
		uint32_t *order;
		struct ccr_group group;
		const struct ccr_column *columns;
	} * set;
	size_t n;
	enum series_kind kind;
	bool known;   /* the kind, from the first row */
	double step;  /* days, months or numbers of a period */
	bool exposed; /* there is a column of exposures */
	double *at;   /* times of the breaks; NULL: by the column --after */
	size_t n_at;
};

/* False after noting why not. */
bool outcome_series_read(struct outcome_all_series *, struct ccr_run *, const struct outcome_ask *,
			 const struct series_ask *);
void outcome_series_release(struct outcome_all_series *);

#endif
