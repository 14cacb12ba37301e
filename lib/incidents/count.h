/* count.h: 'ccr-incidents count': how many incidents of each problem, at what rate, more or fewer
 * than a year before, and how many of them again between the same two people? */
#ifndef CCR_INCIDENTS_COUNT_H
#define CCR_INCIDENTS_COUNT_H

#include "incidents/incidents.h"

struct count_ask {
	double population;       /* people; NaN: not given */
	const char *populations; /* opened by ccr_main as the option "populations" */
	const char *area;        /* the column whose values that file names */
	bool per_year, any_order;
	double months; /* within which an incident of the same dyad is a repeat */
};

enum { COUNT_FIELDS = 22 };
extern const struct ccr_field count_fields[COUNT_FIELDS];

bool incidents_count(struct ccr_run *, const struct incidents_ask *, const struct count_ask *);

#endif
