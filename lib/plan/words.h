/* words.h: lists of words and where each is from.
 *
 * Upper and lower case count as the same in ASCII letters alone.  Zero-initialise.
 */
#ifndef CCR_PLAN_WORDS_H
#define CCR_PLAN_WORDS_H

#include "data/cursor.h"

struct plan_words {
	struct ccr_dict word;
	const char **source; /* by code of the word; NULL: not said */
	size_t cap;
	struct ccr_arena texts;
};

void plan_words_add(struct plan_words *, const char *word, size_t n, const char *source);
/* Reads rows of word and, where the column is there, source. */
bool plan_words_read(struct plan_words *, struct ccr_input *, struct ccr_err *);
/* Is the word on the list?  Then *source is where it is from. */
bool plan_words_find(const struct plan_words *, const char *word, size_t n, const char **source);
void plan_words_release(struct plan_words *);

/* The first word of a text from *at on, without marks around it, and *n its bytes; *at moves behind
 * it.  NULL where there is none. */
const char *plan_next_word(const char **at, size_t *n);

#endif
