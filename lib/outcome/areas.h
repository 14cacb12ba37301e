/* areas.h: 'ccr-outcome did', 'wdd' and 'wdq': a change here against a change elsewhere. */
#ifndef CCR_OUTCOME_AREAS_H
#define CCR_OUTCOME_AREAS_H

#include "outcome/outcome.h"

struct areas_ask {
	const char *area, *after; /* columns; NULL: the roles of these names */
};

bool outcome_did(struct ccr_run *, const struct outcome_ask *, const struct areas_ask *);
bool outcome_wdd(struct ccr_run *, const struct outcome_ask *, const struct areas_ask *);
bool outcome_wdq(struct ccr_run *, const struct outcome_ask *, const struct areas_ask *);

#endif
