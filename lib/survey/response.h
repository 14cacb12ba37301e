/* response.h: 'ccr-survey response': how many of those asked took part. */
#ifndef CCR_SURVEY_RESPONSE_H
#define CCR_SURVEY_RESPONSE_H

#include "program.h"

struct survey_response_ask {
	const char *disposition; /* column of the outcome of each case */
	const char *count;       /* how many cases a row stands for; NULL: one */
	double e;                /* where it was given; else it is estimated */
};

enum { SURVEY_RESPONSE_FIELDS = 7 };
extern const struct ccr_field survey_response_fields[SURVEY_RESPONSE_FIELDS];

bool survey_response(struct ccr_run *, const struct survey_response_ask *);

#endif
