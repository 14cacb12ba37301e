/* themes.h: 'ccr-survey themes': which themes do open answers speak of? */
#ifndef CCR_SURVEY_THEMES_H
#define CCR_SURVEY_THEMES_H

#include "program.h"

struct survey_themes_ask {
	struct ccr_list text; /* one column */
	const char *file;     /* of the themes; opened by ccr_main as the option "themes" */
	const char *id;       /* column that names the respondent */
	struct ccr_list keep; /* further columns for the result */
	const char *other;    /* theme of texts that match none; NULL: none */
};

/* Those of a result without --keep; the first has the name of the column of --id. */
enum { SURVEY_THEMES_FIELDS = 4 };
extern const struct ccr_field survey_themes_fields[SURVEY_THEMES_FIELDS];

bool survey_themes(struct ccr_run *, const struct survey_themes_ask *);

#endif
