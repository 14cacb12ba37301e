/* rank.h: the verb 'rank' of ccr-prioritize: the items in order of priority. */
#ifndef CCR_PRIORITIZE_RANK_H
#define CCR_PRIORITIZE_RANK_H

#include "prioritize/settle.h"

enum { PRIORITIZE_RANK_FIELDS = 6 };
/* Of every method; its own fields stand between score and method. */
extern const struct ccr_field prioritize_rank_fields[PRIORITIZE_RANK_FIELDS];

struct prioritize_rank_ask {
	struct prioritize_ask how;
	bool explain; /* a row for each item and criterion instead */
	bool pairs;   /* a row for each two items instead */
};

bool prioritize_rank(struct ccr_run *, const struct prioritize_rank_ask *);

#endif
