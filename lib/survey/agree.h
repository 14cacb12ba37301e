/* agree.h: 'ccr-survey agree': do coders who read the same texts say the same? */
#ifndef CCR_SURVEY_AGREE_H
#define CCR_SURVEY_AGREE_H

#include "program.h"

enum survey_level { SURVEY_NOMINAL, SURVEY_INTERVAL };

struct survey_agree_ask {
	struct ccr_list coders;
	const char *count; /* how many times a row occurs; NULL: once */
	int level;         /* enum survey_level */
};

enum { SURVEY_AGREE_FIELDS = 10 };
extern const struct ccr_field survey_agree_fields[SURVEY_AGREE_FIELDS];

bool survey_agree(struct ccr_run *, const struct survey_agree_ask *);

#endif
