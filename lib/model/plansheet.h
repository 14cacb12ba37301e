/* plansheet.h: a plan kept as tables: steps, and where there are any goals and people.
 *
 * They become the tree that a plan/1 document would give, checked by the same keys, so that one
 * way leads on from there.
 */
#ifndef CCR_MODEL_PLANSHEET_H
#define CCR_MODEL_PLANSHEET_H

#include "data/cursor.h"
#include "data/doc.h"

/* What a plan is read from: a document, or tables and what these cannot say. */
struct plan_from {
	struct ccr_input *input;
	ccr_date start;              /* of tables; CCR_DATE_NONE: not given */
	struct ccr_source *holidays; /* of tables, a date a line; NULL: none */
};

struct plansheet {
	const struct ccr_json *root;
	const char *steps, *goals, *people; /* names of the files; NULL: there is none */
	char **note;                        /* what was taken for granted */
	size_t n_notes, notes_cap;
};

/* The tables of the input; false on an error. The tree lives in the arena; the keys are those of
 * the documents' goals, steps and people. */
bool plansheet_read(struct plansheet *, const struct plan_from *, bool draft, struct ccr_arena *,
		    struct ccr_err *);
void plansheet_release(struct plansheet *);

#endif
