/* baseline.h: the rows that 'ccr-plan schedule' wrote on an earlier day, to hold a plan against. */
#ifndef CCR_MODEL_BASELINE_H
#define CCR_MODEL_BASELINE_H

#include "data/cursor.h"

struct baseline_step {
	const char *id;
	ccr_date start, finish; /* CCR_DATE_NONE: it had been dropped */
	double days;
};

struct baseline {
	struct baseline_step *step;
	size_t n, cap;
	struct ccr_dict ids; /* codes are places in step */
};

/* Reads id, start, finish and duration_days; zero-initialise.  False on an error, with rows that
 * make no sense named; the caller releases it in any case. */
bool baseline_read(struct baseline *, struct ccr_input *, struct ccr_err *);
/* NULL: no step has this id. */
const struct baseline_step *baseline_find(const struct baseline *, const char *id);
void baseline_release(struct baseline *);

#endif
