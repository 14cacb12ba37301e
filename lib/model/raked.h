/* raked.h: a sample whose weights are raked to known totals, so that estimates know it.
 *
 * Respondents of one sampling unit who lie in one cell of the targets' table are multiplied alike;
 * those are the units of the design then.  Weights that meet the targets already stay as they are.
 */
#ifndef CCR_MODEL_RAKED_H
#define CCR_MODEL_RAKED_H

#include "model/targets.h"
#include "stat/design.h"

struct raked {
	struct targets targets;
	struct target_cells cells;
	double *value;         /* of the current row: a level of each variable */
	struct ccr_dict units; /* of a node and a cell */
	uint32_t *node, *cell; /* of each unit */
	size_t nodes_cap, cells_cap, whole_cap;
	struct ccr_tally *whole; /* of each unit, by the weights as they came */
	/* in the end */
	struct ccr_margin *margin;
	double *after, *scale;
	struct ccr_raked_sample sample;
	struct ccr_raked result;
};

/* The unit of the current row, whose weight is added; CCR_NO_CODE after noting why there is none.
 */
uint32_t raked_row(struct raked *, struct ccr_cursor *, const struct ccr_column *, uint32_t node,
		   double weight);
/* Rakes, and makes the units of the design those of the cells; node_scale multiplies the weights of
 * each node.  False where the targets cannot be met, unless loose. */
bool raked_design(struct raked *, const double *node_scale, double tolerance, size_t max_sweeps,
		  bool loose, struct ccr_design *, struct ccr_err *);
void raked_release(struct raked *);

#endif
