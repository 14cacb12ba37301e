/* its.h: 'ccr-outcome its': did a series change when something was done? */
#ifndef CCR_OUTCOME_ITS_H
#define CCR_OUTCOME_ITS_H

#include "outcome/outcome.h"
#include "outcome/series.h"

/* As enum ccr_its_method. */
#define OUTCOME_ITS_METHODS                                                                        \
	"prais-winsten|cochrane-orcutt|newey-west|ols|quasi-poisson|poisson|negative-binomial"

struct its_ask {
	struct series_ask series;
	int method;
	double harmonics, period, lag, per; /* period, lag NaN: to be found */
	bool small_sample;
};

bool outcome_its(struct ccr_run *, const struct outcome_ask *, const struct its_ask *);

#endif
