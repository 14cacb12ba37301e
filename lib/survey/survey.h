/* survey.h: the answers to a survey, row by row: what every verb of ccr-survey reads.
 *
 * The questions come from -q, the codebook, or are all columns that nobody named; groups from -b;
 * the sample's design from its options or the codebook.  A row outside of --where keeps its place
 * in the sample and gives no answers.
 */
#ifndef CCR_SURVEY_SURVEY_H
#define CCR_SURVEY_SURVEY_H

#include "data/group.h"
#include "model/answers.h"
#include "model/sample.h"
#include "program.h"
#include "survey/export.h"

/* What the options ask for. */
struct survey_ask {
	struct ccr_list questions, numbers; /* numbers: those of them whose answers are numbers */
	struct ccr_lists ratios, by;        /* a ratio is two columns */
	struct ccr_list where;              /* COL=VALUE or COL!=VALUE */
	const char *multi, *codebook;
	struct export_ask export;
	const char *raked;
	struct sample_ask sample;
};

struct survey_grouping {
	struct ccr_group group; /* the first is the whole sample */
	const struct ccr_column *columns;
};

struct survey {
	struct ccr_run *run;
	struct survey_ask *ask;
	struct answers *item;
	size_t n, cap;
	struct answers_missing missing;
	struct ccr_column *column;
	size_t n_columns, columns_cap;
	size_t rest;   /* the column of those nobody named; 0: not wanted */
	bool ask_rest; /* and they are questions */
	struct survey_grouping *grouping;
	size_t n_groupings;
	struct survey_where {
		char *column, *value;
		bool not ;
		size_t at;
	} * where;
	struct ccr_input targets; /* the file of --raked */
	struct sample sample;
	struct ccr_design design;
	struct ccr_cursor *rows;
	size_t inside;         /* rows of --where */
	const char *separator; /* of joined answers in this export; NULL: none */
	struct ccr_arena arena;
};

struct survey_row {
	struct sample_place place;
	struct answer *answer; /* to each item */
	uint32_t *group;       /* of each grouping; CCR_NO_CODE: its column is missing */
};

/* Opens the rows; false after noting why not.  ask gets what the codebook says of the sample. */
bool survey_open(struct survey *, struct ccr_run *, struct survey_ask *);
/* False after the last row. */
bool survey_next(struct survey *, struct survey_row *);
/* Ends the reading and completes the design; false where any row was bad. */
bool survey_end(struct survey *);
void survey_release(struct survey *);

/* The weights of a unit are to be multiplied with this. */
double survey_scale_of(const struct survey *, size_t unit);

#endif
