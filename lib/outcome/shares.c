/* shares.c: see shares.h. */
#include "outcome/shares.h"

#include <math.h>

#include "outcome/cells.h"
#include "stat/dist.h"
#include "stat/exact.h"

static const double level = 0.95;

/* The p-value is that of the test the interval belongs to. */
static void
fill(struct outcome_row *row, const struct outcome_cell *cell, double null, int ci)
{
	double n = cell->exposure, p = cell->n / n;

	row->estimate = p;
	row->se = sqrt(p * (1 - p) / n);
	row->ci = ci ? ccr_clopper_pearson(cell->n, n, level)
		     : ccr_wilson(p, n, ccr_normal_quantile(level));
	if (isnan(null))
		return;
	row->p = ci ? ccr_binomial_p(cell->n, n, null, CCR_MINLIKE)
		    : ccr_normal_two_sided((p - null) / sqrt(null * (1 - null) / n));
}

static bool
check(struct ccr_run *run, const struct outcome_ask *ask)
{
	if (!outcome_check(run, ask))
		return false;
	if (ccr_given(run, "null") && !(ask->null > 0 && ask->null < 1))
		return ccr_usage(run, "option '--null': a share between 0 and 1 is needed");
	if (!outcome_from_options(run))
		return true;
	if (ask->exposures.n == 0)
		return ccr_usage(run, "'proportion' needs how many the counts are of: "
				      "--exposures");
	for (size_t i = 0; i < ask->counts.n; i++)
		if (ask->counts.item[i] > ask->exposures.item[i] ||
		    ask->exposures.item[i] > CCR_EXACT_MOST ||
		    floor(ask->exposures.item[i]) != ask->exposures.item[i])
			return ccr_usage(run,
					 "option '--exposures': whole numbers are needed, as "
					 "large as --counts and at most %.0f",
					 CCR_EXACT_MOST);
	return true;
}

static bool
emit(struct ccr_run *run, const struct outcome_cells *cells, const struct outcome_set *set,
     const struct outcome_cell *cell, const struct outcome_ask *ask, int ci)
{
	struct ccr_buf note = {0};
	struct outcome_row row =
		outcome_row("proportion", cell->label, ci ? "clopper-pearson" : "wilson");

	if (cell->exposure > CCR_EXACT_MOST || floor(cell->exposure) != cell->exposure)
		return ccr_err_add(run->err, CCR_DATA, run->input->source->name, 0, NULL,
				   "column '%s': whole numbers that add up to at most %.0f are "
				   "needed; a share is of people or cases",
				   ask->exposure ? ask->exposure : "exposure", CCR_EXACT_MOST);
	row.n = cell->n;
	row.exposure = cell->exposure;
	row.share = true;
	row.by = set->by;
	row.group = set->by ? cell->label : NULL;
	if (cell->exposure > 0)
		fill(&row, cell, ask->null, ci);
	outcome_cells_remark(cells, cell, &note);
	row.note = note.data;
	outcome_emit(run->out, &row);
	ccr_buf_release(&note);
	return true;
}

bool
outcome_proportion(struct ccr_run *run, const struct outcome_ask *ask, int ci)
{
	struct outcome_cells cells = {.shares = true};
	bool done = check(run, ask) && outcome_cells_read(&cells, run, ask);

	for (size_t i = 0; done && i < cells.n; i++)
		for (size_t k = 0; done && k < cells.set[i].n; k++)
			done = emit(run, &cells, &cells.set[i], &cells.set[i].cell[k], ask, ci);
	outcome_cells_release(&cells);
	return done;
}
