/* export.h: what the columns of a foreign export mean where no codebook says it.
 *
 * A question with several answers comes as a column for each option (SurveyMonkey, LimeSurvey,
 * KoBo: a grid) or as one cell with all of them joined (Google and Microsoft Forms).  Both can only
 * be told from other questions by the cells, so a grid is read beside its columns, and what was one
 * is settled when all rows have been read.
 */
#ifndef CCR_SURVEY_EXPORT_H
#define CCR_SURVEY_EXPORT_H

#include "survey/survey.h"

/* Before the rows are opened: how they are to be read. */
bool export_read_as(struct ccr_run *, struct survey_ask *);
/* Once they are: what that program calls missing, what was decided and left out, and the questions,
 * which are all columns that nobody named. */
void export_questions(struct survey *);
/* After the last row. */
void export_settle(struct survey *);

#endif
