/* repeat.h: 'ccr-incidents repeat': do the same people, pairs of people or places come back? */
#ifndef CCR_INCIDENTS_REPEAT_H
#define CCR_INCIDENTS_REPEAT_H

#include "incidents/incidents.h"

#define REPEAT_UNITS "person|dyad|place"

struct repeat_ask {
	int unit;                  /* of REPEAT_UNITS */
	double at_risk;            /* units that incidents could fall on; NaN: not known */
	double months;             /* within which an incident is a repeat */
	struct ccr_numbers within; /* days in which another follows */
	struct ccr_numbers top;    /* percents of units; none: 5, 10 and 20 */
};

enum { REPEAT_FIELDS = 10 };
extern const struct ccr_field repeat_fields[REPEAT_FIELDS];

bool incidents_repeat(struct ccr_run *, const struct incidents_ask *, const struct repeat_ask *);

#endif
