/* independence.h: are the rows and columns of a table of estimated shares independent, where the
 * sample was not drawn person by person?
 *
 * A table has rows * columns cells, cell (i, j) at i * columns + j.  Pearson's X2 of a complex
 * sample is distributed as a sum of chi-squares with weights, the eigenvalues of Delta; Rao &
 * Scott, Annals of Statistics 12 (1984) 46, divide it by their mean (first order), and match its
 * spread too (second order, after Thomas & Rao, JASA 82 (1987) 630: an F).  The Wald test (Koch,
 * Freeman & Freeman 1975) is of the cells' totals against those of independence; it is too bold
 * where degrees of freedom are few, which its adjusted form mends.
 */
#ifndef CCR_STAT_INDEPENDENCE_H
#define CCR_STAT_INDEPENDENCE_H

#include <stdbool.h>
#include <stddef.h>

struct ccr_chisq {
	double x2;        /* Pearson's, of n respondents, uncorrected */
	double statistic; /* what is compared with its distribution */
	double df, df2;   /* df2 NaN: chi-squared, else F */
	double p;
};

/* share: the cells' shares of all; v: their covariances, cells * cells; n respondents, nu degrees
 * of freedom of the sample.  False where the table has no such test (fewer than two rows or
 * columns, or a row or column without weight). Reference: svychisq(statistic = "F" and "Chisq"). */
bool ccr_rao_scott(const double *share, const double *v, size_t rows, size_t columns, double n,
		   double nu, bool second_order, struct ccr_chisq *);
/* total: the cells' weights; v their covariances.  Reference: svychisq(statistic = "Wald" and
 * "adjWald"). */
bool ccr_wald_independence(const double *total, const double *v, size_t rows, size_t columns,
			   double nu, bool adjusted, struct ccr_chisq *);

#endif
