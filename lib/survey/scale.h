/* scale.h: 'ccr-survey scale': do several questions measure one thing? */
#ifndef CCR_SURVEY_SCALE_H
#define CCR_SURVEY_SCALE_H

#include "model/sample.h"
#include "program.h"

struct survey_scale_ask {
	struct ccr_list items, reverse;
	struct ccr_numbers range;        /* lowest and highest answer; none: not checked */
	const struct sample_ask *sample; /* its weight alone counts */
};

enum { SURVEY_SCALE_FIELDS = 10 };
extern const struct ccr_field survey_scale_fields[SURVEY_SCALE_FIELDS];

bool survey_scale(struct ccr_run *, const struct survey_scale_ask *);

#endif
