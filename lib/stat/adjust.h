/* adjust.h: p-values of several tests at once. */
#ifndef CCR_STAT_ADJUST_H
#define CCR_STAT_ADJUST_H

#include <stddef.h>

/* The first three hold the chance of any false alarm down, the last two the share of false alarms
 * among the alarms; BY for tests that depend on each other in any way. */
enum ccr_adjust {
	CCR_ADJUST_BONFERRONI,
	CCR_ADJUST_HOLM,
	CCR_ADJUST_HOCHBERG,
	CCR_ADJUST_BH,
	CCR_ADJUST_BY
};

/* Adjusts n p-values in place; NaN is no test: it stays and is not counted.  Reference: p.adjust of
 * R.  Holm, Scand. J. Statist. 6 (1979) 65; Hochberg, Biometrika 75 (1988) 800; Benjamini &
 * Hochberg, JRSS B 57 (1995) 289; Benjamini & Yekutieli, Ann. Statist. 29 (2001) 1165. */
void ccr_p_adjust(enum ccr_adjust how, double *p, size_t n);

#endif
