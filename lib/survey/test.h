/* test.h: 'ccr-survey test': do groups, or waves, answer differently? */
#ifndef CCR_SURVEY_TEST_H
#define CCR_SURVEY_TEST_H

#include "survey/survey.h"

enum { SURVEY_TEST_FIELDS = 20 };
extern const struct ccr_field survey_test_fields[SURVEY_TEST_FIELDS];

enum test_kind { TEST_F, TEST_CHISQ, TEST_WALD, TEST_ADJWALD, TEST_T };
#define SURVEY_TESTS "f|chisq|wald|adjwald|t"

/* The first is no adjustment, the others follow enum ccr_adjust. */
#define SURVEY_ADJUSTMENTS "none|bonferroni|holm|hochberg|bh|by"

struct test_ask {
	int test, adjust;
	const char *reference; /* the group that others are compared with; NULL: the first */
};

bool survey_test(struct ccr_run *, struct survey_ask *, const struct test_ask *);

#endif
