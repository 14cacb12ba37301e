/* lp.h: linear programs, by the simplex method of GLPK.  The one file behind this header includes
 * <glpk.h>.
 *
 * Minimizes cost'x over x >= 0 with low <= A x <= high, A row-major, rows x columns; a bound that
 * is infinite is none, and one that both sides have is an equation.
 */
#ifndef CCR_DECIDE_LP_H
#define CCR_DECIDE_LP_H

#include <stdbool.h>
#include <stddef.h>

struct ccr_lp {
	size_t rows, columns;
	const double *a, *low, *high, *cost;
};

/* The least point into x (columns values).  False where there is none, or where the program has no
 * bound.  The answer is the same in every run.  Ends the process where GLPK runs out of memory. */
bool ccr_lp_minimize(const struct ccr_lp *, double *x);

/* "GLPK 5.0", for --version. */
const char *ccr_lp_library(void);

#endif
