/* when.h: 'ccr-incidents when': at which hour of which weekday, and in which months? */
#ifndef CCR_INCIDENTS_WHEN_H
#define CCR_INCIDENTS_WHEN_H

#include "incidents/incidents.h"

struct when_ask {
	const char *start, *end; /* columns; NULL: the date is all there is */
	double max_span;         /* hours */
};

enum { WHEN_FIELDS = 11 };
extern const struct ccr_field when_fields[WHEN_FIELDS];

bool incidents_when(struct ccr_run *, const struct incidents_ask *, const struct when_ask *);

#endif
