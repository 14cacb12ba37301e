/* doc.h: the documents a team keeps, each described by one table of keys.
 *
 * The table says what each key holds; from it a document is checked (unknown keys name the nearest
 * known one, wrong types their place) and a JSON Schema is printed.  null is allowed wherever a key
 * is not required, and means absent.
 */
#ifndef CCR_DATA_DOC_H
#define CCR_DATA_DOC_H

#include "base/text.h"
#include "data/cursor.h"
#include "data/jsonin.h"

enum ccr_is {
	CCR_IS_TEXT = 1,
	CCR_IS_NUMBER = 2,
	CCR_IS_BOOL = 4,
	CCR_IS_DATE = 8,    /* a text that is one */
	CCR_IS_LIST = 16,   /* of item */
	CCR_IS_OBJECT = 32, /* with keys */
	CCR_IS_MAP = 64,    /* an object of any keys, each an item */
	CCR_IS_NULL = 128,
};

struct ccr_key {
	const char *name; /* NULL ends a table */
	unsigned is;      /* one or more of enum ccr_is */
	bool required;
	const char *choices;        /* of a text: "max|min"; NULL: any */
	const struct ccr_key *item; /* of a LIST or MAP */
	const struct ccr_key *keys; /* of an OBJECT */
	const char *help;
	double at_least, at_most; /* of a NUMBER, where bounded; at_most 0: any */
	bool bounded;
	size_t min_items, max_items; /* of a LIST; 0: any */
};

/* A document that comes with the program, so that it can be asked for by its name. */
struct ccr_stored {
	const char *name; /* NULL ends the table */
	const char *text;
	size_t n;
};

struct ccr_kind {
	const char *name;  /* "plan" */
	const char *title; /* for the schema */
	const struct ccr_key *keys;
	const struct ccr_stored *stored; /* or NULL */
};

/* The stored document of this name, of the kind of that name among kinds (NULL at the end; or
 * NULL); NULL: there is none. */
const struct ccr_stored *
ccr_doc_stored(const struct ccr_kind *const *kinds, const char *kind, const char *name);

/* Reads a document of this kind and version 1 and checks it; in a draft a required key may be null.
 * NULL on an error.  The tree lives in the arena. */
const struct ccr_json *ccr_doc_read(struct ccr_source *, const struct ccr_kind *, bool draft,
				    struct ccr_arena *, struct ccr_err *);

/* Checks a row of a table that was read as an object with these keys (doctable.h): as a document is
 * checked, but a fault is in a column of the file. */
bool ccr_doc_check_row(const struct ccr_input *, const char *file, const struct ccr_key *,
		       const struct ccr_json *row, bool draft, struct ccr_err *);

/* A JSON Schema (2020-12) of the kind. */
void ccr_doc_schema(const struct ccr_kind *, struct ccr_buf *);

#endif
