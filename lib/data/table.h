/* table.h: the typed column read: the columns a command asks for as arrays, and nothing else of the
 * file.
 *
 * The arrays have n elements each and belong to the table.  mark[i] says whether row i has a value;
 * where it has none, number is NaN, code CCR_NO_CODE, date CCR_DATE_NONE, time CCR_TIME_NONE and
 * text NULL.
 */
#ifndef CCR_DATA_TABLE_H
#define CCR_DATA_TABLE_H

#include "data/cursor.h"

struct ccr_vector {
	bool found;
	uint8_t *mark;  /* enum ccr_mark */
	double *number; /* NUMBER, COUNT, SHARE, FLAG */
	uint32_t *code; /* CATEGORY; its texts are dict->text[code] of the column */
	ccr_date *date;
	ccr_time *time;
	const char **text; /* TEXT and KEY */
};

struct ccr_table {
	size_t n, cap;
	size_t *line;
	struct ccr_vector *column;
	size_t n_columns;
	struct ccr_arena texts;
};

/* NULL on an error.  The dictionaries of categories stay with the columns (ccr_columns_release). */
struct ccr_table *
ccr_table_read(struct ccr_input *, struct ccr_column *, size_t n, struct ccr_err *);
void ccr_table_free(struct ccr_table *);

#endif
