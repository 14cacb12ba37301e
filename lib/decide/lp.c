/* lp.c: see lp.h.  GLPK speaks to standard output and aborts on its own errors, of which it speaks
 * even with its terminal off: what it says is swallowed, and an error ends the process as running
 * out of memory does everywhere, which is the only one that a program from here can meet. */
#include "decide/lp.h"

#include <glpk.h>
#include <math.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/mem.h"

static int
swallow(void *info, const char *text)
{
	(void)info;
	(void)text;
	return 1;
}

static void
failed(void *info)
{
	(void)info;
	ccr_out_of_memory();
}

static void
bound(glp_prob *p, int row, double low, double high)
{
	int type = low == high                   ? GLP_FX
		   : !isinf(low) && !isinf(high) ? GLP_DB
		   : !isinf(low)                 ? GLP_LO
		   : !isinf(high)                ? GLP_UP
						 : GLP_FR;

	glp_set_row_bnds(p, row, type, isinf(low) ? 0 : low, isinf(high) ? 0 : high);
}

static void
load(glp_prob *p, const struct ccr_lp *lp)
{
	int *index = ccr_alloc(lp->columns + 1, sizeof *index);
	double *value = ccr_alloc(lp->columns + 1, sizeof *value);

	glp_set_obj_dir(p, GLP_MIN);
	glp_add_rows(p, (int)lp->rows);
	glp_add_cols(p, (int)lp->columns);
	for (size_t c = 0; c < lp->columns; c++) {
		glp_set_col_bnds(p, (int)c + 1, GLP_LO, 0, 0);
		glp_set_obj_coef(p, (int)c + 1, lp->cost[c]);
	}
	for (size_t r = 0; r < lp->rows; r++) {
		int n = 0;
		for (size_t c = 0; c < lp->columns; c++) {
			if (lp->a[r * lp->columns + c] == 0)
				continue;
			index[++n] = (int)c + 1;
			value[n] = lp->a[r * lp->columns + c];
		}
		glp_set_mat_row(p, (int)r + 1, n, index, value);
		bound(p, (int)r + 1, lp->low[r], lp->high[r]);
	}
	free(index);
	free(value);
}

bool
ccr_lp_minimize(const struct ccr_lp *lp, double *x)
{
	glp_prob *p;
	glp_smcp how;
	bool done;

	/* Said here, because GLPK would print and abort. */
	if (glp_init_env() > 1)
		ccr_out_of_memory();
	glp_term_hook(swallow, NULL);
	glp_error_hook(failed, NULL);
	p = glp_create_prob();
	load(p, lp);
	glp_init_smcp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.tol_bnd = how.tol_dj = 1e-12;
	done = glp_simplex(p, &how) == 0 && glp_get_status(p) == GLP_OPT;
	for (size_t c = 0; done && c < lp->columns; c++)
		x[c] = glp_get_col_prim(p, (int)c + 1);
	glp_delete_prob(p);
	glp_free_env();
	return done;
}

const char *
ccr_lp_library(void)
{
	static char text[40];

	if (!text[0]) {
		char *name = ccr_printf("GLPK %s", glp_version());
		for (size_t i = 0; i + 1 < sizeof text && name[i]; i++)
			text[i] = name[i];
		free(name);
	}
	return text;
}
