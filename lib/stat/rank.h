/* rank.h: how alike two rankings of the same n things are. */
#ifndef CCR_STAT_RANK_H
#define CCR_STAT_RANK_H

#include <stdbool.h>
#include <stddef.h>

/* Ranks 1..n of values, things of the same value sharing the mean of their ranks; descending: the
 * largest value has rank 1. */
void ccr_ranks(const double *value, size_t n, bool descending, double *rank);

/* Spearman's rho, Pearson's correlation of shared ranks.  NaN where n < 2 or all of x or of y are
 * the same.  Reference: cor(x, y, method = "spearman") of R, scipy.stats.spearmanr.
 * C. Spearman, American Journal of Psychology 15 (1904) 72. */
double ccr_spearman(const double *x, const double *y, size_t n);

/* Kendall's tau-b: concordant less discordant pairs, over the root of the pairs that are not tied
 * in x times those not tied in y.  NaN as above.  In n log n steps: W. R. Knight, JASA 61 (1966)
 * 436. Reference: cor(x, y, method = "kendall") of R, scipy.stats.kendalltau.  M. G. Kendall,
 * Biometrika 33 (1945) 239. */
double ccr_kendall(const double *x, const double *y, size_t n);

/* The WS coefficient of ranks (1 the best) to those of a reference: 1 - sum over things of 2^-R
 * |R - rank| / max(|1 - R|, |n - R|), R the rank in the reference: differences at the top weigh
 * most, and the two do not change places.  NaN where n < 2.  Reference: ws of pymcdm.correlations.
 * W. Salabun and K. Urbaniak, ICCS 2020, LNCS 12138, 632. */
double ccr_rank_ws(const double *reference, const double *rank, size_t n);

/* The weighted rank correlation r_w = 1 - 6 sum((x - y)^2 ((n - x + 1) + (n - y + 1))) / (n^4 + n^3
 * - n^2 - n) of ranks (1 the best).  NaN where n < 2.  Reference: rw of pymcdm.correlations. */
double ccr_rank_weighted(const double *x, const double *y, size_t n);

#endif
