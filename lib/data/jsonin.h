/* jsonin.h: strict JSON through cJSON, the one file that includes <cjson/cJSON.h>.
 *
 * cJSON accepts much that is not JSON and says little about where; so every text is first scanned
 * by the grammar of RFC 8259 (UTF-8, escapes, numbers, control bytes, depth of at most 64), which
 * also notes the line of each value, and refused with its place. Duplicate keys and \u0000 are
 * refused too.  What is read is a tree of our own nodes in an arena.
 */
#ifndef CCR_DATA_JSONIN_H
#define CCR_DATA_JSONIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "data/source.h"

enum ccr_json_type {
	CCR_JSON_NULL,
	CCR_JSON_FALSE,
	CCR_JSON_TRUE,
	CCR_JSON_NUMBER,
	CCR_JSON_TEXT,
	CCR_JSON_LIST,
	CCR_JSON_OBJECT
};

struct ccr_json {
	enum ccr_json_type type;
	const char *key;  /* of a member of an object, else NULL */
	const char *text; /* of a text; of a number as it was written */
	double number;
	size_t line;
	size_t n; /* of a list or object */
	struct ccr_json *child;
};

enum {
	CCR_JSON_DEPTH = 64,
	CCR_JSON_MAX = 64 << 20 /* bytes in a document or an object of a row stream */
};

/* Parses exactly n bytes that begin on first_line of the file called name; the tree lives in the
 * arena.  text[n] must be readable and NUL. */
struct ccr_json *ccr_json_parse(const char *name, const char *text, size_t n, size_t first_line,
				struct ccr_arena *, struct ccr_err *);
/* Reads a whole source, a document of any type; a byte order mark is dropped. */
struct ccr_json *ccr_json_read(struct ccr_source *, struct ccr_arena *, struct ccr_err *);

/* Members of an object, for documents that were checked (doc.h).  node may be NULL; a member that
 * is absent or null gives NULL, false, or the value given as the default. */
const struct ccr_json *ccr_json_get(const struct ccr_json *node, const char *key);
/* Is the member there, null or not? */
bool ccr_json_has(const struct ccr_json *node, const char *key);
const char *ccr_json_text(const struct ccr_json *node, const char *key);
double ccr_json_number(const struct ccr_json *node, const char *key, double otherwise);
ccr_date ccr_json_date(const struct ccr_json *node, const char *key);
/* The children of a list or object, *n of them. */
const struct ccr_json *ccr_json_list(const struct ccr_json *node, const char *key, size_t *n);

#endif
