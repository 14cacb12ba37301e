/* batch.h: the rows of one piece of input, kept until the piece is used up.
 *
 * A parser that pushes (libcsv) fills a batch, a caller that pulls empties it.  All texts lie in
 * one buffer that is used again for each piece, so reading costs no allocation per cell.
 */
#ifndef CCR_DATA_BATCH_H
#define CCR_DATA_BATCH_H

#include "data/rows.h"

struct ccr_batch {
	struct ccr_buf text;
	struct ccr_batch_cell {
		size_t at, n;
	} * cell;
	size_t n_cells, cells_cap;
	size_t *line; /* one for each complete row */
	size_t n_rows, rows_cap;
	size_t next;   /* the row to hand out */
	size_t width;  /* cells in a row */
	size_t *place; /* where in the view each cell of a row stands; NULL: in order.  The batch's
			  own */
	struct ccr_cell *view;
	size_t view_cap;
};

void ccr_batch_cell(struct ccr_batch *, const char *, size_t n);
void ccr_batch_end_row(struct ccr_batch *, size_t line);
/* The next row, or false where the batch is used up; then it may be cleared and filled again. */
bool ccr_batch_next(struct ccr_batch *, struct ccr_row *);
/* Forgets the rows; cells of a row that is not complete yet are kept. */
void ccr_batch_clear(struct ccr_batch *);
void ccr_batch_release(struct ccr_batch *);

#endif
