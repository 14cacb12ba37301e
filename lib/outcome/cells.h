/* cells.h: counts and exposures by group, from the options or added up over rows.  Zero-initialise.
 */
#ifndef CCR_OUTCOME_CELLS_H
#define CCR_OUTCOME_CELLS_H

#include "data/group.h"
#include "outcome/outcome.h"

struct outcome_cell {
	const char *label; /* of the group; NULL: all there is */
	double n, exposure;
	struct outcome_spread spread;
	size_t rows, left_out; /* rows without a count or exposure are left out */
};

/* The groups of one -b in the order they are printed. */
struct outcome_set {
	const char *by; /* NULL: from options, or everybody */
	struct outcome_cell *cell;
	size_t n, cap;
	struct ccr_group group; /* owns the labels */
	const struct ccr_column *columns;
};

struct outcome_cells {
	struct outcome_set *set;
	size_t n;
	bool no_exposure; /* rows without the column: each counts as 1 */
	bool shares;      /* set by the caller: counts are of the exposure, and cannot pass it */
};

/* False after noting why not. */
bool outcome_cells_read(struct outcome_cells *, struct ccr_run *, const struct outcome_ask *);
/* What a row of this cell has to say about how it was counted. */
void
outcome_cells_remark(const struct outcome_cells *, const struct outcome_cell *, struct ccr_buf *);
void outcome_cells_release(struct outcome_cells *);

#endif
