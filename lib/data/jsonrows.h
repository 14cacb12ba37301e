/* jsonrows.h: a JSON array of flat objects, or one object a line, as rows of text cells.
 *
 * One object is in memory at a time.  The columns are the keys of the first object; a key it does
 * not have is an error, one that is absent later is a missing cell.  A number becomes its shortest
 * text, a whole number too large for a double the digits it was written with, null the empty cell.
 */
#ifndef CCR_DATA_JSONROWS_H
#define CCR_DATA_JSONROWS_H

#include "data/rows.h"

struct ccr_jsonrows;

struct ccr_jsonrows *ccr_jsonrows_open(struct ccr_source *, struct ccr_buf *head, struct ccr_err *);
/* As their namesakes in rows.h. */
size_t ccr_jsonrows_header(const struct ccr_jsonrows *, const struct ccr_cell **names);
/* Is it an array without objects, which has no header? */
bool ccr_jsonrows_empty(const struct ccr_jsonrows *);
size_t ccr_jsonrows_want(struct ccr_jsonrows *, size_t column);
bool ccr_jsonrows_next(struct ccr_jsonrows *, struct ccr_row *, struct ccr_err *);
void ccr_jsonrows_close(struct ccr_jsonrows *);

#endif
