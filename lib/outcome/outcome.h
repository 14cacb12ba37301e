/* outcome.h: what every verb of ccr-outcome is asked, reads and writes.
 *
 * Counts come from options (--counts with --exposures) or are added up over rows (the columns of
 * --count and --exposure) within the groups of -b.  A result row is an estimate with its n, its
 * interval, its p and the name of its method.
 */
#ifndef CCR_OUTCOME_OUTCOME_H
#define CCR_OUTCOME_OUTCOME_H

#include "program.h"
#include "stat/proportion.h"

struct outcome_ask {
	struct ccr_numbers counts, exposures, history;
	const char *count, *exposure; /* columns; NULL: the roles of these names */
	struct ccr_lists by;
	const char *reference; /* the group others are compared with; NULL: the first */
	double null;           /* NaN: no test against a value */
};

enum { OUTCOME_FIELDS = 14 };
extern const struct ccr_field outcome_fields[OUTCOME_FIELDS];

/* The base that a percent change needs; below it one case more or less is a change of a fifth. */
enum { OUTCOME_LEAST_BASE = 5 };

struct outcome_row {
	const char *measure, *term;
	double n, exposure, estimate, se;
	struct ccr_interval ci;
	double p, p_holm;
	const char *method, *by, *group, *note;
	bool share; /* the estimate is a share: percent in tables */
};

/* A row whose numbers are all missing. */
struct outcome_row outcome_row(const char *measure, const char *term, const char *method);
void outcome_emit(struct ccr_emit *, const struct outcome_row *);
/* Adds a remark behind those that are there. */
void outcome_remark(struct ccr_buf *, const char *format, ...) CCR_PRINTF(2, 3);

/* Were the counts given as options?  Then there are no rows. */
bool outcome_from_options(const struct ccr_run *);
/* Checks --counts, --exposures and --history: whole counts, as many exposures (or none: all 1). */
bool outcome_check(struct ccr_run *, const struct outcome_ask *);
double outcome_exposure(const struct outcome_ask *, size_t i);

/* How far the rows of a sum vary: Pearson's statistic of the rows about their rate. */
struct outcome_spread {
	double events, exposure, squares; /* of each row: events squared over exposure */
	size_t rows;
};
void outcome_spread_add(struct outcome_spread *, double events, double exposure);
/* Says so where n sums are of rows that vary more than Poisson counts do, beyond chance: the errors
 * are then too small.  Needs the exposures of the rows to be what they are counted in. */
void outcome_spread_remark(const struct outcome_spread *, size_t n, struct ccr_buf *note);

/* "regression to the mean": the base of a comparison is the highest of several; false where it is
 * not. */
bool outcome_peak(const struct outcome_ask *, double rate, double exposure);
extern const char outcome_peak_text[];

#endif
