/* doctable.h: a table of rows as objects of a document, by the table of keys that describes them.
 *
 * A column has the name of its key; nested keys are joined by '_' (measure_baseline), the items of
 * a list by ';', the items of a list in a list by '/'
 * (2027-07-05/2027-07-16;2027-12-24/2027-12-31). Lists of objects have no column.  An empty cell is
 * null.  Columns that are no key are errors that name the nearest key.  What a cell may hold is the
 * document's to check (ccr_doc_check_row).
 */
#ifndef CCR_DATA_DOCTABLE_H
#define CCR_DATA_DOCTABLE_H

#include "data/cursor.h"
#include "data/doc.h"

struct ccr_doctable;

/* What the columns are. */
struct ccr_doctable_keys {
	const struct ccr_key *keys;
	const char *const *more; /* columns that are no keys, NULL at the end; or NULL */
	const char *made;        /* a required key that the caller makes where no column has it */
	size_t spare;            /* members that the caller will add to each object */
	bool draft;              /* a required key may be without a column: it is null */
};

/* Reads the header of the input's i-th file; NULL on an error. */
struct ccr_doctable *ccr_doctable_open(struct ccr_input *, size_t i, struct ccr_err *);
/* Is all one column, whose name holds what may stand between cells? */
bool ccr_doctable_is_unparted(const struct ccr_doctable *);
/* Is there a column of this name, or, where it ends in '_', of one that begins so? */
bool ccr_doctable_has(const struct ccr_doctable *, const char *name);
/* Says what the columns are; before the first row. */
bool ccr_doctable_bind(struct ccr_doctable *, const struct ccr_doctable_keys *, struct ccr_err *);
/* The next row as an object in the arena, and the texts of the columns that are no keys (NULL:
 * missing).  False at the end, and after an error. */
bool ccr_doctable_next(struct ccr_doctable *, struct ccr_json *, const char **more,
		       struct ccr_arena *, struct ccr_err *);
void ccr_doctable_close(struct ccr_doctable *);

/* Adds a member to an object made with room for it. */
struct ccr_json *ccr_doctable_add(struct ccr_json *object, const char *key, enum ccr_json_type);

#endif
