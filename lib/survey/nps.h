/* nps.h: the net promoter score of questions answered from 0 to 10, for 'ccr-survey scale --nps'.
 */
#ifndef CCR_SURVEY_NPS_H
#define CCR_SURVEY_NPS_H

#include "survey/survey.h"

/* Rows of survey_scale_fields, of these questions in the sample of ask. */
bool survey_nps(struct ccr_run *, struct survey_ask *, const struct ccr_list *questions);

#endif
