/* raked.c: see raked.h. */
#include "model/raked.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

uint32_t
raked_row(struct raked *r, struct ccr_cursor *rows, const struct ccr_column *column, uint32_t node,
	  double weight)
{
	uint32_t key[2] = {node, 0}, unit;

	if (!r->value)
		r->value = ccr_alloc(r->targets.n, sizeof *r->value);
	if (!targets_row(&r->targets, rows, column, r->value))
		return CCR_NO_CODE;
	/* What the weights add up to in each cell is known when the last row is. */
	key[1] = target_cells_add(&r->cells, &r->targets, r->value, 0);
	unit = ccr_dict_add(&r->units, (const char *)key, sizeof key);
	CCR_GROW(r->node, r->nodes_cap, r->units.n);
	CCR_GROW(r->cell, r->cells_cap, r->units.n);
	CCR_GROW(r->whole, r->whole_cap, r->units.n);
	r->node[unit] = node;
	r->cell[unit] = key[1];
	ccr_tally_add(&r->whole[unit], weight);
	return unit;
}

static bool
check(const struct raked *r, struct ccr_err *err)
{
	const struct target_variable *v = &r->targets.variable[r->result.worst_margin];

	return r->result.converged ||
	       ccr_err_add(err, CCR_DATA, r->targets.file, v->target[r->result.worst_level].line,
			   NULL,
			   "after %zu sweeps the weights still miss this target by %.3g of it: the "
			   "targets may contradict each other (--max-sweeps takes it as it is)",
			   r->result.sweeps, r->result.worst);
}

bool
raked_design(struct raked *r, const double *node_scale, double tolerance, size_t max_sweeps,
	     bool loose, struct ccr_design *design, struct ccr_err *err)
{
	size_t n = r->cells.key.n, units = r->units.n;
	double *weight;

	if (units == 0)
		return true;
	for (size_t u = 0; u < units; u++)
		r->cells.weight[r->cell[u]] += r->whole[u].w * node_scale[r->node[u]];
	if (!targets_settle(&r->targets, &r->cells, err))
		return false;
	r->margin = targets_margins(&r->targets, &r->cells);
	weight = ccr_alloc(n, sizeof *weight);
	memcpy(weight, r->cells.weight, n * sizeof *weight);
	r->after = ccr_alloc(n * r->targets.n, sizeof *r->after);
	r->result = ccr_rake(weight, n, r->margin, r->targets.n, tolerance, max_sweeps, r->after);
	for (size_t m = 0; m < r->targets.n; m++)
		for (size_t c = 0; c < n; c++)
			r->after[m * n + c] = weight[c] > 0 ? r->after[m * n + c] / weight[c] : 1;
	r->scale = ccr_alloc(units, sizeof *r->scale);
	for (size_t u = 0; u < units; u++) {
		double base = r->cells.weight[r->cell[u]];
		struct ccr_tally scaled = {0};
		r->scale[u] = node_scale[r->node[u]] * (base > 0 ? weight[r->cell[u]] / base : 0);
		ccr_tally_merge(&scaled, &r->whole[u], r->scale[u]);
		r->whole[u] = scaled;
	}
	free(weight);
	r->sample =
		(struct ccr_raked_sample){n, r->targets.n, r->margin, r->after, r->cell, r->whole};
	design->n_units = units;
	design->node = r->node;
	design->scale = r->scale;
	design->raked = &r->sample;
	return loose || check(r, err);
}

void
raked_release(struct raked *r)
{
	if (r->margin)
		targets_margins_free(r->margin, r->targets.n);
	target_cells_release(&r->cells);
	targets_release(&r->targets);
	ccr_dict_release(&r->units);
	free(r->value);
	free(r->node);
	free(r->cell);
	free(r->whole);
	free(r->after);
	free(r->scale);
}
