/* patterns.h: a file of patterns and the names they stand for, such as themes or problems; several
 * patterns of one name are alternatives.  Zero-initialise. */
#ifndef CCR_MODEL_PATTERNS_H
#define CCR_MODEL_PATTERNS_H

#include "base/match.h"
#include "data/cursor.h"

struct patterns {
	const char *file;     /* NULL: none was read */
	struct ccr_dict name; /* in the order of the file */
	struct pattern {
		struct ccr_match *match; /* NULL: not used any more */
		uint32_t name;
		size_t line;
	} * item;
	size_t n, cap;
};

/* Reads rows of pattern and a column of names; false after noting each bad one. */
bool
patterns_read(struct patterns *, struct ccr_input *, const char *name_column, struct ccr_err *);
/* Is the i-th pattern in the current row's text?  Where that takes too long, after noting it
 * without the text. */
enum ccr_match_answer patterns_find(const struct patterns *, size_t i, const struct ccr_cursor *,
				    const struct ccr_column *text, struct ccr_err *);
void patterns_release(struct patterns *);

#endif
