/* answers.h: questions in the rows of a survey: where the answers to each stand, and the current
 * one.
 */
#ifndef CCR_MODEL_ANSWERS_H
#define CCR_MODEL_ANSWERS_H

#include "data/cursor.h"
#include "model/codebook.h"

enum {
	ANSWERS_MOST = 20,    /* of a question that nobody asked for */
	ANSWERS_JOINED = 4096 /* of one whose answers may be joined ones */
};

/* Why there is no answer: kind 0 is "no answer", the others have the names the codebook gives. */
struct answers_missing {
	struct ccr_dict kind;
	struct ccr_list spelling; /* all of them, for the cursor */
	uint32_t *of;             /* the kind of each */
	size_t cap;
};

void answers_missing_add(struct answers_missing *, const char *kind, const char *spelling);
void answers_missing_release(struct answers_missing *);

enum answers_kind {
	ANSWERS_CODED,  /* options */
	ANSWERS_NUMBER, /* one column of numbers */
	ANSWERS_RATIO   /* two: numerator and denominator */
};

struct answers {
	struct codebook_question q;
	enum answers_kind kind;
	size_t column, n_columns; /* where its cells are among the columns declared */
	bool rest;                /* or its place among those not asked for */
	bool over;                /* more than ANSWERS_MOST where nobody asked for the question */

	/* of foreign exports */
	bool grid;      /* the rest's columns from column on are the options of one question */
	bool described; /* by a codebook */
	bool may_join;  /* several answers may stand joined in a cell */
	bool dropped;   /* it turned out to be no question */
};

struct answer {
	bool present;
	uint32_t code; /* of the answer to a coded question; where there is none, of the kind of
			  missing */
	double y, x;   /* the number; or numerator and denominator */
};

/* The current row's answer; missing too after noting that it is none of the options.  rest: the
 * column of those not asked for. */
struct answer answers_read(struct answers *, const struct answers_missing *, struct ccr_cursor *,
			   const struct ccr_input *, const struct ccr_column *columns,
			   const struct ccr_column *rest);

/* The names of the columns that nobody named; with their place where several have one name, or
 * none.  The caller frees the array, the texts are in the arena. */
const char **answers_names(const struct ccr_column *rest, struct ccr_arena *);

#endif
