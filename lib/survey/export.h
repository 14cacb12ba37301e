/* export.h: what the columns of a foreign export mean where no codebook says it.
 *
 * A question with several answers comes as a column for each option (SurveyMonkey, LimeSurvey,
 * KoBo: a grid) or as one cell with all of them joined (Google and Microsoft Forms).  Both can only
 * be told from other questions by the cells, so a grid is read beside its columns, and what was one
 * is settled when all rows have been read.
 */
#ifndef CCR_SURVEY_EXPORT_H
#define CCR_SURVEY_EXPORT_H

#include "data/dialect.h"
#include "model/answers.h"
#include "program.h"

struct export_ask {
	int dialect, encoding; /* enum ccr_dialect_kind, ccr_encoding */
	double header_rows;
	struct ccr_reading reading;
};

/* Before the rows are opened: how they are to be read. */
bool export_read_as(struct ccr_run *, struct export_ask *);
/* What was decided; rest: the columns that nobody named, where they are questions; else NULL. */
void export_say(const struct ccr_run *, const struct ccr_cursor *, const struct ccr_column *rest);

/* How many columns from at on are the options of one question; 0: it is a question of its own. */
size_t export_grid(const struct ccr_dialect *, const char *const *names, size_t at, size_t n);
/* Its name, and what it is; the item holds the rest's columns at .. at + n - 1. */
const char *export_grid_name(const struct ccr_dialect *, const char *name, struct ccr_arena *);
void export_grid_init(struct answers *, const struct ccr_dialect *, const char *const *names,
		      size_t at, size_t n, struct ccr_arena *);
/* May the answers to a question stand joined in one cell? */
bool export_joins(const struct ccr_dialect *);

/* After the last row: which items were questions, and which cells several answers. */
void export_settle(const struct ccr_run *, struct answers *, size_t n, const char *separator);

#endif
