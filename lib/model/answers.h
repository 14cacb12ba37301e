/* answers.h: questions in the rows of a survey: where the answers to each stand, and the code of
 * the current one. */
#ifndef CCR_MODEL_ANSWERS_H
#define CCR_MODEL_ANSWERS_H

#include "data/cursor.h"
#include "model/codebook.h"

enum { ANSWERS_MOST = 20 }; /* of a question that nobody asked for */

struct answers {
	struct codebook_question q;
	size_t column, n_columns; /* where its cells are among the columns declared */
	bool rest;                /* or its place among those not asked for */
	bool over;                /* more than ANSWERS_MOST where nobody asked for the question */
};

/* The code of the current row's answer; CCR_NO_CODE where it is missing, or after noting that it is
 * none of the options.  rest: the column of those not asked for. */
uint32_t answers_read(struct answers *, struct ccr_cursor *, const struct ccr_input *,
		      const struct ccr_column *columns, const struct ccr_column *rest);

/* The names of the columns that nobody named; with their place where several have one name, or
 * none.  The caller frees the array, the texts are in the arena. */
const char **answers_names(const struct ccr_column *rest, struct ccr_arena *);

#endif
