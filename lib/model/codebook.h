/* codebook.h: what the questions of a survey mean: the document codebook/1, and answers as options.
 *
 * Answers are met as texts (a cell, or which columns of a multi question were chosen), coded once
 * for each distinct text, and stand for one or more options.
 */
#ifndef CCR_MODEL_CODEBOOK_H
#define CCR_MODEL_CODEBOOK_H

#include "data/dict.h"
#include "data/doc.h"

extern const struct ccr_kind codebook_kind;

enum codebook_type {
	CODEBOOK_SINGLE,
	CODEBOOK_MULTI,
	CODEBOOK_LIKERT,
	CODEBOOK_NUMBER,
	CODEBOOK_TEXT
};

struct codebook_question {
	const char *name;
	enum codebook_type type;
	size_t top, bottom;    /* of likert: how many options of either end; 0: not named */
	const char *separator; /* NULL: one answer in a cell */
	const struct ccr_json *columns; /* of a multi question; NULL: one column */
	const struct ccr_json *selected;
	bool closed; /* only the options that are known may be answered */
	struct ccr_dict answers, options;
	struct codebook_choice {
		uint32_t *option;
		size_t n;
		bool unknown; /* not one of the options */
	} * choice;           /* of each answer */
	size_t choices_cap;
};

/* A question by its codebook.  separator: of multi questions that name none. */
void codebook_question_init(struct codebook_question *, const struct ccr_json *node,
			    const char *separator);
/* The code of an answer; CCR_NO_CODE where it is not one of the options of a closed question. */
uint32_t codebook_question_answer(struct codebook_question *, const char *, size_t n);
/* Of a question read as one answer in a cell, when all rows are read: do its answers look like
 * several joined by separator: of no more different parts than answers, or with a separator at
 * the end, and of at most most parts?  If so,
 * they are from here on.
 */
bool codebook_question_join(struct codebook_question *, const char *separator, size_t most);
/* Was the column's option chosen by this cell, which is not missing? */
bool codebook_question_is_selected(const struct codebook_question *, const char *cell);
void codebook_question_release(struct codebook_question *);

#endif
