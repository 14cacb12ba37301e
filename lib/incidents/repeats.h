/* repeats.h: which incidents of a dyad come within some months after one of the same dyad, in one
 * pass.
 *
 * Rows in the order of their dates, old or new first, need no more memory than the first and the
 * last date of each dyad: a row beyond the one end is compared with it, and at the other end the
 * incident there turns out to be a repeat or not.  A row between the two cannot be judged any more;
 * such rows are counted.  Keeping all rows until the end (keep) judges them in any order.
 * Zero-initialise, and set the first two.
 */
#ifndef CCR_INCIDENTS_REPEATS_H
#define CCR_INCIDENTS_REPEATS_H

#include "base/date.h"
#include "incidents/incidents.h"

struct repeats {
	int months;
	size_t n_cells; /* places that an incident is counted in, such as one for each grouping */
	bool keep;
	/* Of each dyad, side by side: its first and last date (CCR_DATE_NONE: not met yet), and the
	 * n_cells cells of the first incident. */
	uint32_t *end;
	size_t n_ends, ends_cap;
	struct repeats_kept {
		uint32_t dyad;
		ccr_date date;
		size_t row;
	} * kept;
	uint32_t *kept_cell;
	size_t n_kept, kept_cap, kept_cells_cap;
	size_t disordered;
};

/* An incident was found to be a repeat: its n_cells cells, CCR_NO_CODE where it is not counted. */
typedef void repeats_found(void *to, const uint32_t *cell);

void repeats_add(struct repeats *, uint32_t dyad, ccr_date, const uint32_t *cell, repeats_found *,
		 void *to);
/* After the last row. */
void repeats_end(struct repeats *, repeats_found *, void *to);
void repeats_release(struct repeats *);

#endif
