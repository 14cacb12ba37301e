/* rates.h: 'ccr-outcome rate', 'ratio' and 'smr': counts over what they are counted in. */
#ifndef CCR_OUTCOME_RATES_H
#define CCR_OUTCOME_RATES_H

#include "outcome/outcome.h"

#define OUTCOME_RATE_CI "exact|byar"
#define OUTCOME_RATIO_TESTS "minlike|central|midp|etest|wald"

struct rates_ask {
	double per; /* rates are for so much exposure */
	int ci;     /* of OUTCOME_RATE_CI */
	struct ccr_list tests;
};

bool outcome_rate(struct ccr_run *, const struct outcome_ask *, const struct rates_ask *);
bool outcome_ratio(struct ccr_run *, const struct outcome_ask *, const struct rates_ask *);
bool outcome_smr(struct ccr_run *, const struct outcome_ask *, const struct rates_ask *);

#endif
