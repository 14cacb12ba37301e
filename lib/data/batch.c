/* batch.c: see batch.h. */
#include "data/batch.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
ccr_batch_cell(struct ccr_batch *batch, const char *p, size_t n)
{
	struct ccr_buf *text = &batch->text;

	CCR_GROW(batch->cell, batch->cells_cap, batch->n_cells + 1);
	batch->cell[batch->n_cells++] = (struct ccr_batch_cell){text->len, n};
	ccr_buf_add(text, p, n);
	ccr_buf_add(text, "", 1); /* each cell ends with a NUL of its own */
}

void
ccr_batch_end_row(struct ccr_batch *batch, size_t line)
{
	CCR_GROW(batch->line, batch->rows_cap, batch->n_rows + 1);
	batch->line[batch->n_rows++] = line;
}

bool
ccr_batch_next(struct ccr_batch *batch, struct ccr_row *row)
{
	size_t first = batch->next * batch->width;

	if (batch->next == batch->n_rows)
		return false;
	CCR_GROW(batch->view, batch->view_cap, batch->width + 1);
	for (size_t i = 0; i < batch->width; i++) {
		const struct ccr_batch_cell *cell = &batch->cell[first + i];
		batch->view[batch->place ? batch->place[i] : i] =
			(struct ccr_cell){batch->text.data + cell->at, cell->n};
	}
	row->line = batch->line[batch->next++];
	row->cell = batch->view;
	return true;
}

void
ccr_batch_clear(struct ccr_batch *batch)
{
	size_t done = batch->n_rows * batch->width;
	size_t kept = batch->n_cells - done;
	size_t at = kept > 0 ? batch->cell[done].at : batch->text.len;

	if (at > 0 && batch->text.data)
		memmove(batch->text.data, batch->text.data + at, batch->text.len - at);
	batch->text.len -= at;
	for (size_t i = 0; i < kept; i++)
		batch->cell[i] = (struct ccr_batch_cell){batch->cell[done + i].at - at,
							 batch->cell[done + i].n};
	batch->n_cells = kept;
	batch->n_rows = 0;
	batch->next = 0;
}

void
ccr_batch_release(struct ccr_batch *batch)
{
	ccr_buf_release(&batch->text);
	free(batch->cell);
	free(batch->line);
	free(batch->place);
	free(batch->view);
	*batch = (struct ccr_batch){0};
}
