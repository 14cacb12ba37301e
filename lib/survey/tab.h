/* tab.h: the verb tab: tables of shares, means, totals, quantiles and ratios. */
#ifndef CCR_SURVEY_TAB_H
#define CCR_SURVEY_TAB_H

#include "survey/survey.h"

enum { SURVEY_TAB_FIELDS = 23 };
extern const struct ccr_field survey_tab_fields[SURVEY_TAB_FIELDS];

enum tab_missing { TAB_MISSING_DROP, TAB_MISSING_SHOW };
enum tab_letters { TAB_LETTERS_NONE, TAB_LETTERS_BONFERRONI };

struct tab_ask {
	struct ccr_list statistics;
	struct ccr_numbers quantiles;
	int qrule, ci, missing, letters;
	int flag;                /* nchs, the only one */
	double alpha, min_count; /* min_count 0: none */
};

bool survey_tab(struct ccr_run *, struct survey_ask *, const struct tab_ask *);

#endif
