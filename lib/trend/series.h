/* series.h: rows of a date, a value and perhaps a denominator, as series in time: what every verb
 * of ccr-trend reads.
 *
 * Each group of each -b is a series.  Rows may come in any order.  The step of the dates (months,
 * weeks ...) is found from them or given; a period without a row then has one here, a gap that has
 * no value: never a zero, and what stands on its two sides is not next to each other.
 */
#ifndef CCR_TREND_SERIES_H
#define CCR_TREND_SERIES_H

#include "data/group.h"
#include "program.h"

enum trend_every {
	TREND_DAY,
	TREND_WEEK,
	TREND_MONTH,
	TREND_QUARTER,
	TREND_YEAR,
	TREND_EVENTS, /* no step: rows are events, or keep none */
	TREND_AUTO
};

#define TREND_EVERY "day|week|month|quarter|year|none|auto"

/* What the options ask for. */
struct trend_ask {
	const char *date, *value, *n; /* columns; n NULL: no denominator wanted */
	struct ccr_lists by;
	ccr_date as_of;
	int every; /* enum trend_every */
};

/* What a verb needs of the rows. */
struct trend_want {
	bool n;          /* the denominator */
	bool whole;      /* values are counts */
	bool share;      /* counts of no more than their denominator */
	bool positive;   /* values are times above 0 */
	bool events;     /* rows are events: of no period, and several on a day */
	bool from_dates; /* without a column of values they are the days since the row before */
};

struct trend_row {
	ccr_date date;
	double count, n; /* as they were read; NaN: none */
	double value;    /* count, or count / n; NaN: none */
	const char *gap; /* why there is none; NULL: there is */
	bool open;       /* its period was not over on the as-of day */
	const char *file;
	size_t line;  /* 0: a period without a row */
	size_t order; /* in which it was read */
};

struct trend_series {
	struct trend_row *row;
	size_t n, cap;
};

struct trend_grouping {
	struct ccr_group group; /* without -b: the whole sample */
	const struct ccr_column *columns;
	struct trend_series *series; /* by code of the group */
	size_t cap;
	enum trend_every every;
	int step; /* so many of them from row to row */
};

struct trend {
	struct ccr_run *run;
	const struct trend_ask *ask;
	struct trend_want want;
	struct ccr_column *column;
	size_t n_columns;
	struct trend_grouping *grouping;
	size_t n_groupings;
};

/* Reads all rows; false after noting what is wrong with them.  Zero-initialise or not; release in
 * either case. */
bool trend_read(struct trend *, struct ccr_run *, const struct trend_ask *, struct trend_want);
void trend_release(struct trend *);

/* Calls one for each series that has rows, in the order in which they are printed. */
typedef void trend_one(struct trend *, const struct trend_grouping *, uint32_t code,
		       const struct trend_series *, void *);
void trend_each(struct trend *, trend_one *one, void *to);

/* The columns by and series of a result row. */
void trend_emit_series(struct trend *, const struct trend_grouping *, uint32_t code);
void trend_emit_by(struct trend *, const struct trend_grouping *);

/* The number of the period that a day lies in, such that neighbours differ by 1. */
int64_t trend_period(enum trend_every, ccr_date);

#endif
