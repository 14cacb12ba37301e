/* rows.h: one input as a stream of rows of text cells, whatever its syntax.
 *
 * CSV (csvin), a JSON array of flat objects or JSON lines (jsonrows), told apart by the first byte
 * that is not blank.  A reader first yields the header; then the columns that are wanted are named,
 * and only their cells are kept.  A row is a view: it is valid until the next call.  Cells are
 * NUL-terminated and hold no other NUL.
 */
#ifndef CCR_DATA_ROWS_H
#define CCR_DATA_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "data/source.h"

enum {
	CCR_CELL_MAX = 1 << 20, /* bytes in a cell */
	CCR_COLUMNS_MAX = 65535,
	CCR_SNIFF = 64 * 1024, /* bytes looked at before the syntax and the line ends are settled */
};

struct ccr_cell {
	const char *p;
	size_t n;
};

struct ccr_row {
	size_t line; /* where the row begins, from 1 */
	const struct ccr_cell
		*cell; /* one for each wanted column, in the order of the calls of ccr_rows_want */
};

struct ccr_rows;
struct ccr_reading;
struct ccr_dialect;

/* Reads the header.  NULL on an error: nothing but blanks is one.  delimiter and reading are for
 * CSV; the reading may be NULL: plain rows. */
struct ccr_rows *
ccr_rows_open(struct ccr_source *, char delimiter, const struct ccr_reading *, struct ccr_err *);
/* The names of the columns; a JSON array without objects has none, and ccr_rows_nameless is true.
 */
size_t ccr_rows_header(const struct ccr_rows *, const struct ccr_cell **names);
bool ccr_rows_nameless(const struct ccr_rows *);
/* What was found of the header of CSV; NULL of JSON.  It lives as long as the rows. */
const struct ccr_dialect *ccr_rows_dialect(const struct ccr_rows *);
/* The slot of the column in each row's cells.  Call before the first row. */
size_t ccr_rows_want(struct ccr_rows *, size_t column);
/* False at the end, and after an error. */
bool ccr_rows_next(struct ccr_rows *, struct ccr_row *, struct ccr_err *);
void ccr_rows_close(struct ccr_rows *);

#endif
