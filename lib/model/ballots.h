/* ballots.h: rows of ballots as a profile of weak orders, for the whole sample and for groups.
 *
 * A row is one ballot, or as many as its column count says.  It holds the order as text (A > B =
 * C), or one column for each place, or one column for each option with its rank, or with its dots.
 * Options that a ballot does not name stand behind all others, tied.  A ballot that names nothing
 * is left out; the ledger says so.  Equal ballots are kept once, so memory grows with distinct
 * ballots. Zero-initialise; release what was read, also after an error.
 */
#ifndef CCR_MODEL_BALLOTS_H
#define CCR_MODEL_BALLOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "data/cursor.h"
#include "data/group.h"
#include "decide/ballot.h"

enum ballots_form { BALLOTS_TEXT, BALLOTS_RANKS, BALLOTS_OPTIONS, BALLOTS_POINTS };
enum { BALLOTS_OPTIONS_MAX = 256 };

struct ballots_ask {
	enum ballots_form form;
	const struct ccr_list *columns;    /* of places or options; not for text */
	const struct ccr_list *candidates; /* the options there are; empty: those that are named */
	const struct ccr_lists *by;
	double limit;      /* options named, or dots given, on one ballot; infinite: any number */
	double item_limit; /* dots on one option */
};

struct ballots_grouping {
	struct ccr_group group; /* the first is the whole sample */
	const struct ccr_column *columns;
	struct ballots_count {
		double *ballot; /* how many of each distinct ballot */
		size_t cap;
	} * count;
	size_t cap;
};

struct ballots {
	struct ccr_dict options, distinct;
	size_t *named, named_cap; /* options on each distinct ballot */
	uint32_t *order;          /* the options as they are printed: as listed, else by name */
	bool points;
	struct ballots_grouping *grouping;
	size_t n_groupings;
	struct ccr_column *column;
	size_t n_columns, n_own; /* n_own: without those of -b */
};

/* False with err filled: an option twice, one that is not among the candidates, more options or
 * dots than the limits allow, more than BALLOTS_OPTIONS_MAX options. */
bool
ballots_read(struct ballots *, struct ccr_input *, const struct ballots_ask *, struct ccr_err *);
/* The name of the i-th option of a profile. */
const char *ballots_option(const struct ballots *, size_t i);

/* The ballots of one group, in an order that does not depend on that of the rows; the options are
 * those of all groups.  The caller frees the arrays with ballots_profile_release. */
struct ccr_profile ballots_profile(const struct ballots *, size_t grouping, uint32_t group);
void ballots_profile_release(struct ccr_profile *);
void ballots_release(struct ballots *);

#endif
