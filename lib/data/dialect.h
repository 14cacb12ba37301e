/* dialect.h: the header that the programs people ask with put on top of their rows.
 *
 * A reading says how a CSV file is to be taken: whose export it is, or that this is to be seen from
 * its first rows, how many header rows it has, its encoding.  A dialect is what was found: it gives
 * each column one name that can be typed, and knows which columns are not questions (most of them
 * tell who answered), which rows are no answers and which cells are not values.  Programs that set
 * no reading read plain rows: one header row, its names as they are, UTF-8.
 */
#ifndef CCR_DATA_DIALECT_H
#define CCR_DATA_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/text.h"
#include "data/encoding.h"
#include "data/rows.h"

enum ccr_dialect_kind {
	CCR_DIALECT_AUTO,
	CCR_DIALECT_PLAIN,
	CCR_DIALECT_SURVEYMONKEY,
	CCR_DIALECT_QUALTRICS,
	CCR_DIALECT_GOOGLE,
	CCR_DIALECT_KOBO,
	CCR_DIALECT_LIMESURVEY,
	CCR_DIALECT_MSFORMS,
};

/* Their names in this order, for an option. */
#define CCR_DIALECTS "auto|plain|surveymonkey|qualtrics|google|kobo|limesurvey|msforms"

enum {
	CCR_HEADER_ROWS_MAX = 9,
	CCR_HEADING_ROWS = 3, /* as many rows tell each dialect */
	CCR_PREVIEWS = 2,     /* columns that may tell of previews */
};

/* Zero-initialised: whatever it is, in UTF-8.  Names are made unique, but for plain rows with one
 * header row, whose names are what people wrote. */
struct ccr_reading {
	enum ccr_dialect_kind dialect;
	size_t header_rows; /* 0: as many as the dialect has */
	enum ccr_encoding encoding;
	bool delimiter_given; /* no other delimiter is tried */
};

/* The first rows of a table, one after the other. */
struct ccr_heading {
	const struct ccr_cell *cell;
	size_t rows, columns;
};

struct ccr_dialect {
	enum ccr_dialect_kind kind; /* not CCR_DIALECT_AUTO */
	size_t header_rows;
	char delimiter;
	/* The new names of columns that had none or that of another column. */
	const char **renamed;
	size_t n_renamed, renamed_cap;
	/* Columns, from 0, that tell which rows are previews: see ccr_dialect_is_preview. */
	size_t preview[CCR_PREVIEWS];
	size_t n_previews;
};

/* Whose export begins like this; CCR_DIALECT_PLAIN where nothing speaks for another. */
enum ccr_dialect_kind ccr_dialect_recognise(const struct ccr_heading *);
/* How many of the rows, at least 1, are header rows in that dialect. */
size_t ccr_dialect_header_rows(enum ccr_dialect_kind, const struct ccr_heading *);

/* Makes a name for each column from the header rows; fills what is found of the dialect, whose
 * kind, header_rows and delimiter are set.  Texts go into the arena.  With repair no two names are
 * the same and none is empty: the second X is "X (2)", the third column "#3".  False where the
 * names are too long together to be names. */
bool ccr_dialect_names(struct ccr_dialect *, const struct ccr_heading *, bool repair,
		       struct ccr_arena *, struct ccr_cell *names);
void ccr_dialect_release(struct ccr_dialect *);

/* In all of these the dialect may be NULL: rows that have none (JSON). */

/* As people call it: "SurveyMonkey". */
const char *ccr_dialect_title(const struct ccr_dialect *);
/* Adds what a user should know of how the file was read; nothing where there is nothing to say. */
void ccr_dialect_describe(const struct ccr_dialect *, struct ccr_buf *);
/* Is the column of this name no question (who answered, when, from where)? */
bool ccr_dialect_is_metadata(const struct ccr_dialect *, const char *name);
/* Does this cell of one of the columns in preview say that the row is a preview? */
bool ccr_dialect_is_preview(const char *);
/* Spellings of missing beyond the empty cell, NULL behind the last. */
const char *const *ccr_dialect_missing(const struct ccr_dialect *);
/* What stands between the answers where several are in one cell, of questions that take several;
 * NULL where they never are. */
const char *ccr_dialect_separator(const struct ccr_dialect *);

#endif
