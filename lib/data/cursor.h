/* cursor.h: the columns a command asks for, typed, one row after the other.
 *
 * A command declares its columns and walks the rows of all files of its input as one table with one
 * header.  Each cell is checked and converted by its column's type; a row with a bad cell is noted
 * in the error list (file, line, column, never the value) and passed over, so that up to 20 are
 * reported, and ccr_cursor_close then returns false.  No command may depend on how rows arrive.
 * Rows that a survey's export marks as previews are excluded here.
 */
#ifndef CCR_DATA_CURSOR_H
#define CCR_DATA_CURSOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"
#include "base/opt.h"
#include "data/dialect.h"
#include "data/dict.h"
#include "data/ledger.h"
#include "data/rows.h"
#include "data/source.h"
#include "data/type.h"

/* What a command reads, and how: filled by ccr_main from the operands and the common options. */
struct ccr_input {
	struct ccr_source *source;
	size_t n;
	char delimiter;
	const struct ccr_reading *reading; /* of foreign exports; NULL: plain rows */
	const struct ccr_list *na;         /* further spellings of missing */
	const char *date_format;           /* NULL: ISO 8601 */
	bool show_values;                  /* messages may hold the value of a bad cell */
	const struct ccr_list *roles;      /* "name=column": which column plays a role */
	bool *role_used;                   /* one for each */
	struct ccr_ledger *ledger; /* read, used and excluded are counted here; may be NULL */
};

/* The column that plays the role of this name: --col days=week; the name itself where none was
 * given. */
const char *ccr_input_role(const struct ccr_input *, const char *name);

/* Notes a bad cell; its value (NULL: none) is shown only where the user asked for values. */
void ccr_input_fault(const struct ccr_input *, struct ccr_err *, const char *file, size_t line,
		     const char *column, const char *value, const char *text);

/* The input reduced to its i-th file, for commands that read each file as a table of its own. */
struct ccr_input ccr_input_nth(const struct ccr_input *, size_t i);

enum ccr_range { CCR_ANY, CCR_NOT_NEGATIVE, CCR_POSITIVE };

struct ccr_column {
	const char *name; /* a header, or "#3" for the third column; NULL: not wanted this time */
	enum ccr_type type;
	bool required;        /* no cell may be missing */
	bool optional;        /* the column may be absent */
	enum ccr_range range; /* of numbers */

	/* set by ccr_cursor_open */
	bool found;
	size_t place; /* from 0 */
	char *header; /* its name in the file */
	struct ccr_dict *dict;

	/* the current row's value, by type; text is there for all of them, as it was given */
	enum ccr_mark mark;
	const char *text;
	size_t len;
	double number; /* NUMBER and COUNT; 0 or 1 of a FLAG */
	bool flag;
	ccr_date date;
	ccr_time time;
	uint32_t code;

	/* CCR_REST: the columns not asked for; names live until the next file is opened */
	struct ccr_cell *names, *cells;
	size_t *places; /* in the file, from 0 */
	size_t n_cells;
};

struct ccr_cursor;

/* Opens the first file and finds the columns; NULL on an error, of which a missing column lists
 * those that are there.  Dictionaries that columns bring with them are added to, so that several
 * inputs may share codes. */
struct ccr_cursor *
ccr_cursor_open(struct ccr_input *, struct ccr_column *, size_t n, struct ccr_err *);
/* False after the last good row. */
bool ccr_cursor_next(struct ccr_cursor *);
/* The current row is not used; reason goes to the ledger (the first, where several hold). */
void ccr_cursor_exclude(struct ccr_cursor *, const char *reason);
/* Another item of the ledger for the current file. */
void ccr_cursor_count(struct ccr_cursor *, enum ccr_ledger_item, const char *reason);
/* The current row is bad in a way only the command can see. */
void ccr_cursor_fault(struct ccr_cursor *, const struct ccr_column *, const char *text);
const char *ccr_cursor_file(const struct ccr_cursor *);
/* What was found of the current file's header; NULL of JSON.  It lives until the next file. */
const struct ccr_dialect *ccr_cursor_dialect(const struct ccr_cursor *);
size_t ccr_cursor_line(const struct ccr_cursor *);
/* True where every row was good.  cursor may be NULL: false. */
bool ccr_cursor_close(struct ccr_cursor *);

/* The first column that is found twice among n, by name or by place; NULL: none. */
const struct ccr_column *ccr_columns_twice(const struct ccr_column *, size_t n);
/* Releases what opening put into the columns. */
void ccr_columns_release(struct ccr_column *, size_t n);

/* Is a cell of CCR_REST missing: empty, or spelled as one of na? */
bool ccr_cell_missing(const struct ccr_input *, const struct ccr_cell *);

/* Does the text spell a suppressed count: *, <N, Under N, N or under, Fewer than N, N or greater?
 */
bool ccr_is_suppressed(const char *text, size_t n);

#endif
