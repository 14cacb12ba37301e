/* detect.h: 'ccr-outcome power': what change could be seen with these counts? */
#ifndef CCR_OUTCOME_DETECT_H
#define CCR_OUTCOME_DETECT_H

#include "outcome/outcome.h"

struct detect_ask {
	double power, alpha, next; /* next: exposure to come; NaN: as the base */
	struct ccr_numbers changes;
};

bool outcome_power(struct ccr_run *, const struct outcome_ask *, const struct detect_ask *);

#endif
