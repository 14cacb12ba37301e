/* incidents.h: call, report and arrest rows, one after the other: what every verb of ccr-incidents
 * reads.
 *
 * A row is an incident.  Its date, or the day of its date and time, its victim, offender and place
 * may be missing, and each verb says what it needs.  A dyad is a victim and an offender together,
 * both known, or the value of one column.  What the rows cover is counted on the way and said at
 * the end, whatever the verb.
 */
#ifndef CCR_INCIDENTS_INCIDENTS_H
#define CCR_INCIDENTS_INCIDENTS_H

#include "data/group.h"
#include "data/pairs.h"
#include "incidents/coverage.h"
#include "incidents/problems.h"
#include "program.h"

/* What the options ask for. */
struct incidents_ask {
	const char *problem, *map, *other; /* map: opened by ccr_main as the option "map" */
	const char *person, *dyad, *place;
	struct ccr_lists by;
	ccr_date from, to; /* CCR_DATE_NONE: no bound */
};

/* Which codes a verb needs; others are read no further than whether they are missing. */
enum incidents_want {
	INCIDENTS_PROBLEM = 1,
	INCIDENTS_PERSON = 2,
	INCIDENTS_DYAD = 4,
	INCIDENTS_PLACE = 8,
	INCIDENTS_NO_DATE = 16 /* the column of dates may be absent */
};

struct incident {
	ccr_date date;                /* CCR_DATE_NONE: missing */
	ccr_time time;                /* CCR_TIME_NONE: no time of day */
	uint32_t person, dyad, place; /* CCR_NO_CODE: missing, or not wanted */
};

/* The columns in the order they are declared; those of -b and then those of the verb follow. */
enum incidents_column {
	INCIDENTS_AT_DATE,
	INCIDENTS_AT_PERSON,
	INCIDENTS_AT_VICTIM,
	INCIDENTS_AT_OFFENDER,
	INCIDENTS_AT_DYAD,
	INCIDENTS_AT_PLACE,
	INCIDENTS_AT_KIND,
	INCIDENTS_AT_GROUPS
};

struct incidents {
	struct ccr_run *run;
	const struct incidents_ask *ask;
	struct ccr_column *column;
	size_t n_columns;
	struct incidents_grouping {
		struct ccr_group group; /* without -b: the whole sample */
		const struct ccr_column *columns;
	} * grouping;
	size_t n_groupings;
	struct problems problems;
	struct ccr_pairs dyads; /* of victims and offenders */
	struct coverage coverage;
	struct ccr_cursor *rows;
	enum incidents_want want;
	bool with_time; /* the given format has a time of day */
	char known[20]; /* a date as it was written, and what it is */
	size_t known_len;
	struct incident known_as;
};

/* Opens the rows; n more columns (which may be 0) are copied, to stand after those of -b.  False
 * after noting why not. */
bool incidents_open(struct incidents *, struct ccr_run *, const struct incidents_ask *,
		    enum incidents_want, const struct ccr_column *more, size_t n);
/* The first of the n more columns. */
struct ccr_column *incidents_more(const struct incidents *);
/* False after the last row. */
bool incidents_next(struct incidents *, struct incident *);
/* What a cell of a date, with or without a time of day, says; false after noting that it is bad. */
bool incidents_moment(struct incidents *, const struct ccr_column *, struct incident *);
/* Is the date between --from and --to? */
bool incidents_in_window(const struct incidents *, ccr_date);
/* Ends the reading and says what the rows cover; false where any row was bad. */
bool incidents_end(struct incidents *);
void incidents_release(struct incidents *);

/* Is later, which is not before date, within so many months of it?  The same day of the month
 * still is. */
bool incidents_within(ccr_date date, ccr_date later, int months);

/* The columns by and group of a result row. */
void incidents_emit_group(const struct incidents *, size_t grouping, uint32_t code);

#endif
