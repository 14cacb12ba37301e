/* lookup.h: a file of names and a number for each, such as areas and their people. Zero-initialise.
 */
#ifndef CCR_MODEL_LOOKUP_H
#define CCR_MODEL_LOOKUP_H

#include "data/cursor.h"

struct lookup {
	const char *file; /* NULL: none was read */
	struct ccr_dict name;
	double *value; /* by code of the name */
	size_t cap;
};

/* Reads rows of these two columns, in each of which there has to be a value; a name twice, or none
 * at all, is an error. */
bool lookup_read(struct lookup *, struct ccr_input *, const char *name_column,
		 const char *value_column, enum ccr_range, struct ccr_err *);
/* NaN where the name is not there. */
double lookup_value(const struct lookup *, const char *name, size_t n);
void lookup_release(struct lookup *);

#endif
