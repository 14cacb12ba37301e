/* predecessors.h: cells of predecessors as people write them in Microsoft Project: "3FS+2d,5SS-1d".
 *
 * Items are separated by ',' or ';'.  An item is a step, perhaps FS, SS, FF or SF, perhaps a lag:
 * a sign, a number and d, w (working days, weeks of the calendar), ed or ew (elapsed); +e3d is
 * +3ed.  A step is an id, or the number of a row of the table, from 1: of the id where all ids are
 * numbers, of the row where none is.  What can be read in two ways is refused.  An item that is a
 * lag alone, e3d, is one behind the row above.
 */
#ifndef CCR_MODEL_PREDECESSORS_H
#define CCR_MODEL_PREDECESSORS_H

#include "data/dict.h"
#include "data/jsonin.h"

/* The steps of a table. */
struct pred_steps {
	const char **id;      /* of each row; NULL: none */
	struct ccr_dict dict; /* of the ids */
	size_t n;
	bool numbers; /* all ids are whole numbers */
	double week;  /* working days */
};

/* Fills dict and numbers from the ids. */
void pred_steps_init(struct pred_steps *);
void pred_steps_release(struct pred_steps *);

/* The items of the cell in a row (from 0) as a plan's 'after' has them, added to an empty list;
 * *above counts those that are a lag alone.  NULL, or what is wrong. */
const char *pred_read(const struct pred_steps *, size_t row, const char *cell,
		      struct ccr_json *after, size_t *above, struct ccr_arena *);

#endif
