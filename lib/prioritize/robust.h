/* robust.h: the verb 'robust' of ccr-prioritize: which places of a ranking are firm. */
#ifndef CCR_PRIORITIZE_ROBUST_H
#define CCR_PRIORITIZE_ROBUST_H

#include "prioritize/settle.h"

#define PRIORITIZE_SHOWS "places|changes|sweep|shares|items|methods|stakeholders"

enum prioritize_show {
	PRIORITIZE_PLACES,  /* one row for each item */
	PRIORITIZE_CHANGES, /* how much a weight must change for two items to change places */
	PRIORITIZE_SWEEP,   /* who is first as one weight goes from 0 to 1 */
	PRIORITIZE_SHARES,  /* how often each item has each rank */
	PRIORITIZE_ITEMS,   /* what dropping or copying an item does */
	PRIORITIZE_OTHER_METHODS,
	PRIORITIZE_STAKEHOLDERS
};

enum { PRIORITIZE_ROBUST_FIELDS = 14 };
extern const struct ccr_field prioritize_robust_fields[PRIORITIZE_ROBUST_FIELDS];

struct prioritize_robust_ask {
	struct prioritize_ask how;
	int show; /* enum prioritize_show */
	double draws, seed, spread, level;
	bool any_weights;         /* all are equally likely */
	const char *stakeholders; /* a file: group,criterion,weight */
};

bool prioritize_robust(struct ccr_run *, const struct prioritize_robust_ask *);

#endif
