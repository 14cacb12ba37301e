/* sample.h: how respondents came into the sample: the columns of weight, stratum, cluster and
 * finite population, as a design.
 *
 * Clusters are told apart within their stratum, so that the same name may stand in two.  The finite
 * population of a stratum is the number of its PSUs (above 1) or the share of them that was
 * sampled; where there is no weight, it gives it.
 */
#ifndef CCR_MODEL_SAMPLE_H
#define CCR_MODEL_SAMPLE_H

#include "data/cursor.h"
#include "stat/design.h"

/* Names of columns; NULL: there is none. */
struct sample_columns {
	const char *weight, *strata, *cluster, *fpc;
};

enum { SAMPLE_WEIGHT, SAMPLE_STRATA, SAMPLE_CLUSTER, SAMPLE_FPC, SAMPLE_COLUMNS };

struct sample {
	struct sample_columns by;
	struct ccr_dict units, strata; /* of the codes of their columns */
	struct sample_stratum {
		size_t psus, line; /* line: of its first row */
		double fpc;
		const char *file;
	} * stratum;
	size_t strata_cap;
	uint32_t *stratum_of; /* of each unit */
	size_t units_cap;
	size_t rows;
	double weights; /* their sum */
	double *fraction, *scale;
	size_t *psus;
};

/* Declares SAMPLE_COLUMNS columns. */
void sample_declare(const struct sample_columns *, struct ccr_column *);
/* The unit and the weight of the current row; false, after noting why, where the row is bad. */
bool sample_row(struct sample *, struct ccr_cursor *, const struct ccr_column *, uint32_t *unit,
		double *weight);
/* Checks what can only be known at the end and fills design, which borrows from the sample. lonely:
 * NULL refuses strata with a single PSU. */
bool sample_design(struct sample *, const enum ccr_lonely *lonely, const char *file,
		   struct ccr_design *, struct ccr_err *);
/* What the weights of a unit are multiplied with: 1, unless the finite population gives the
 * weights. */
double sample_scale(const struct sample *, uint32_t unit);
void sample_release(struct sample *);

#endif
