/* emit.h: result rows, in the format the user chose.
 *
 * A program declares its fields once; each row gives one value for each, in order, and ends with
 * ccr_emit_end.  A number that does not exist is missing, and note says why; NaN and infinity never
 * leave.  Rows gather in memory and are written when all went well.
 */
#ifndef CCR_DATA_EMIT_H
#define CCR_DATA_EMIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/text.h"
#include "data/type.h"

enum ccr_format { CCR_CSV, CCR_JSON, CCR_JSONL, CCR_TABLE, CCR_MD };

/* How a field stands in table and md, which are for people. */
enum ccr_place {
	CCR_IN_TABLE,
	CCR_HEADING, /* a line of its own above the rows that share it (table; md: a column) */
	CCR_DETAIL,  /* not shown; a text that is not the same in all rows is, and one that is
			stands below the table */
	CCR_HIDDEN,  /* never shown */
	CCR_BELOW    /* on lines of their own below the row, together (table; md: a column) */
};

struct ccr_field {
	const char *name;
	enum ccr_type type; /* TEXT, NUMBER, COUNT, SHARE or DATE */
};

struct ccr_emit {
	enum ccr_format format;
	const struct ccr_field *field;
	size_t n_fields;
	struct ccr_field *own; /* fields that the data decided */
	char *renamed;         /* the name of field rename_at, where the data decide it */
	size_t rename_at;
	size_t at; /* fields of the row so far */
	size_t rows;
	struct ccr_buf out;
	struct ccr_emit_cell *cell; /* table and md: kept until widths are known */
	size_t n_cells, cells_cap;
	char *closing;               /* a sentence below tables */
	const enum ccr_place *place; /* of each field; NULL: all in the table */
	bool mixed; /* a field of shares holds other numbers too: shares then carry their % */
};

/* fields are borrowed. */
void ccr_emit_init(struct ccr_emit *, enum ccr_format, const struct ccr_field *, size_t n);
/* Another name for one field; before the first row. */
void ccr_emit_rename(struct ccr_emit *, size_t field, const char *name);
/* Other fields, where the data decide all of them; copied; before the first row. */
void ccr_emit_fields(struct ccr_emit *, const struct ccr_field *, size_t n);

/* How tables for people are laid out: a place for each field, borrowed. */
void ccr_emit_places(struct ccr_emit *, const enum ccr_place *);

/* A sentence below the table, which rows of CSV and JSON have no place for. */
void ccr_emit_closing(struct ccr_emit *, const char *);

void ccr_emit_text(struct ccr_emit *, const char *); /* NULL: missing */
void ccr_emit_number(struct ccr_emit *, double);     /* NaN: missing */
/* In a field of shares that holds other numbers too. */
void ccr_emit_mixed(struct ccr_emit *, bool share, double);
void ccr_emit_count(struct ccr_emit *, size_t);
void ccr_emit_date(struct ccr_emit *, ccr_date);
void ccr_emit_missing(struct ccr_emit *, size_t n); /* n fields */
void ccr_emit_end(struct ccr_emit *);

/* Completes the output, which is then in out. */
void ccr_emit_finish(struct ccr_emit *);
void ccr_emit_release(struct ccr_emit *);

#endif
