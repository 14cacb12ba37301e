/* tally.h: what is added up of a survey for each question and group.
 *
 * A tally for each answer, kind of missing and unit of the sample; for numbers moments for each
 * unit too, and the values themselves only where quantiles are asked for.  All options and
 * statistics are made of these when the rows have been read.
 */
#ifndef CCR_SURVEY_TALLY_H
#define CCR_SURVEY_TALLY_H

#include "survey/survey.h"

struct survey_cross {
	struct survey_by_unit {
		struct ccr_tally *unit;
		size_t cap;
	} * slot; /* kinds of missing, then answers; numbers have one slot for all answers */
	size_t slots;
	struct ccr_moments *moments; /* of numbers, about the question's first */
	size_t units;
	struct survey_value {
		double y, w;
		size_t row; /* which of them it is */
		uint32_t unit;
	} * value;
	size_t n_values, values_cap;
};

struct survey_tally {
	struct survey *survey;
	bool values;   /* are kept */
	size_t kinds;  /* of missing */
	double *shift; /* of each item */
	struct survey_crosses {
		struct survey_cross *cross; /* group * items + item */
		size_t cap;
	} * of; /* each grouping */
};

/* Reads all rows of an open survey and ends it; false where any was bad. */
bool survey_tally_read(struct survey_tally *, struct survey *, bool values);
void survey_tally_release(struct survey_tally *);

const struct survey_cross *
survey_cross(const struct survey_tally *, size_t grouping, size_t group, size_t item);
/* How many respondents there are of an answer or kind of missing. */
size_t survey_count(const struct survey_tally *, const struct survey_cross *, size_t slot);

/* Moments for each unit of the design, zero; the caller frees. */
struct ccr_moments *survey_units(const struct survey_tally *);
/* Adds the respondents of a slot, who all have this x and y. */
void survey_score(const struct survey_tally *, const struct survey_cross *, size_t slot, double x,
		  double y, struct ccr_moments *units);
/* Adds the numbers of a question, less its shift. */
void survey_add_moments(const struct survey_tally *, const struct survey_cross *,
			struct ccr_moments *units);
/* Adds all respondents of the group, those without an answer too, or those with one alone. */
void survey_add_all(const struct survey_tally *, const struct survey_cross *, bool answered,
		    struct ccr_moments *units);

#endif
