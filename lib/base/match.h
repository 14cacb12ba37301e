/* match.h: patterns in text, by PCRE2.  match.c alone includes <pcre2.h>.
 *
 * Pattern and text are UTF-8, upper and lower case are one, classes such as \w know all alphabets.
 * The work on one text is limited, so that no pattern can make a program hang: the same text is
 * refused on every machine.
 */
#ifndef CCR_BASE_MATCH_H
#define CCR_BASE_MATCH_H

#include <stddef.h>

struct ccr_match;

enum { CCR_MATCH_REASON = 256 };

/* NULL, with the reason, where the pattern is bad. */
struct ccr_match *ccr_match_new(const char *pattern, char reason[static CCR_MATCH_REASON]);

enum ccr_match_answer { CCR_MATCH_NO, CCR_MATCH_YES, CCR_MATCH_TOO_MUCH };

/* Is the pattern somewhere in n bytes of text?  CCR_MATCH_TOO_MUCH where finding out takes more
 * work than a text of this length may take. */
enum ccr_match_answer ccr_match_find(struct ccr_match *, const char *text, size_t n);
void ccr_match_free(struct ccr_match *);

/* "PCRE2 10.42", for --version. */
const char *ccr_match_library(void);

#endif
