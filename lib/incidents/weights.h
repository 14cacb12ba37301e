/* weights.h: what each offence weighs: the rows offence,weight of a file.  Zero-initialise. */
#ifndef CCR_INCIDENTS_WEIGHTS_H
#define CCR_INCIDENTS_WEIGHTS_H

#include "model/lookup.h"
#include "program.h"

struct weights {
	struct lookup of; /* that of each offence */
	double *of_value; /* by code of the incidents' column; NaN: not looked up */
	size_t n_values, values_cap;
};

/* Reads the file of this option. */
bool weights_read(struct weights *, struct ccr_run *, const char *option);
/* The weight of the current row's offence; standard, where it has none; where that is NaN, NaN
 * after noting the fault at the first row with the offence. */
double weights_of(struct weights *, struct ccr_cursor *, const struct ccr_column *offence,
		  double standard);
void weights_release(struct weights *);

#endif
