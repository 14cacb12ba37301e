/* areas.h: how many people live where: the rows area,population of a file.  Zero-initialise. */
#ifndef CCR_INCIDENTS_AREAS_H
#define CCR_INCIDENTS_AREAS_H

#include "model/lookup.h"
#include "program.h"

struct areas {
	struct lookup of; /* the people of each */
	double total;
	bool *known; /* by code of the incidents' column: is it there? */
	size_t known_cap;
};

/* Reads the file of the option "populations". */
bool areas_read(struct areas *, struct ccr_run *);
/* Is the area of the current row, where it has one, in the file?  False after noting at the first
 * row with it that it is not. */
bool areas_check(struct areas *, struct ccr_run *, struct ccr_cursor *, const struct ccr_column *);
/* NaN where it is not there. */
double areas_population(const struct areas *, const char *name);
void areas_release(struct areas *);

#endif
