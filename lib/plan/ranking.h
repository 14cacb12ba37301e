/* ranking.h: the items of a ranking, such as ccr-prioritize writes. */
#ifndef CCR_PLAN_RANKING_H
#define CCR_PLAN_RANKING_H

#include "data/cursor.h"

struct plan_ranked {
	double rank;
	size_t row;
	const char *item;
};

/* Zero-initialise. */
struct plan_ranking {
	struct plan_ranked *item; /* best first; in the order of the rows where ranks are tied */
	size_t n, cap;
	struct ccr_arena texts;
};

/* Reads the items that have a rank of top or better; item is their column (NULL: problem, else
 * option). */
bool plan_ranking_read(struct plan_ranking *, struct ccr_input *, const char *item, double top,
		       struct ccr_err *);
void plan_ranking_release(struct plan_ranking *);

#endif
