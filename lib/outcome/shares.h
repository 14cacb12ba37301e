/* shares.h: 'ccr-outcome proportion': how many of how many. */
#ifndef CCR_OUTCOME_SHARES_H
#define CCR_OUTCOME_SHARES_H

#include "outcome/outcome.h"

#define OUTCOME_SHARE_CI "wilson|clopper-pearson"

bool outcome_proportion(struct ccr_run *, const struct outcome_ask *, int ci);

#endif
