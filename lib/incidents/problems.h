/* problems.h: what an incident is counted as: the value of a column, or the problem of the first
 * pattern that is found in it.
 *
 * A map is a file of rows pattern,problem.  Each distinct value is looked up once. Zero-initialise.
 */
#ifndef CCR_INCIDENTS_PROBLEMS_H
#define CCR_INCIDENTS_PROBLEMS_H

#include "model/patterns.h"
#include "program.h"

struct problems {
	const struct ccr_column *column;
	struct patterns map; /* its names are the problems, last the other; not read: the values
				themselves are */
	uint32_t other;      /* of what matches no pattern; CCR_NO_CODE: not counted */
	uint32_t *of_value;  /* 0: not looked up, 1: none, else the problem plus 2 */
	size_t values_cap;
};

/* Reads the map, the file of the option "map", where one was given; other may be NULL. */
bool
problems_open(struct problems *, struct ccr_run *, const struct ccr_column *, const char *other);
/* The problem of the current row; CCR_NO_CODE after excluding it or noting what is wrong. */
uint32_t problems_of(struct problems *, struct ccr_run *, struct ccr_cursor *);
/* Of n codes, in the order they are printed: as in the map, else by name.  The caller frees. */
uint32_t *problems_order(const struct problems *, size_t *n);
const char *problems_name(const struct problems *, uint32_t);
void problems_release(struct problems *);

#endif
