/* harm.h: 'ccr-incidents harm': incidents weighted by the harm of their offence. */
#ifndef CCR_INCIDENTS_HARM_H
#define CCR_INCIDENTS_HARM_H

#include "incidents/incidents.h"

struct harm_ask {
	const char *weights, *against; /* opened by ccr_main as the options of these names */
	const char *offence;           /* the column; NULL: that of the problem */
	double standard;               /* the weight of an offence that has none; NaN: an error */
	double population, base;       /* NaN: not given */
};

enum { HARM_FIELDS = 26 };
extern const struct ccr_field harm_fields[HARM_FIELDS];

bool incidents_harm(struct ccr_run *, const struct incidents_ask *, const struct harm_ask *);

#endif
