/* electre.h: outranking: is there enough to say that a is at least as good as b, and nothing that
 * forbids it?
 *
 * Matrices of pairs are row-major, x[a * n + b] for a against b; what stands on the diagonal is 0.
 * Concordance is the share of the weights of the criteria on which a is not worse than b, and so a
 * criterion that is the same for all agrees with everything.  Discordance is the largest scaled
 * lead of b over a, as a share of the largest range of any scaled criterion.  Thresholds are met
 * within 1e-12: sums of weights are rounded.
 */
#ifndef CCR_DECIDE_ELECTRE_H
#define CCR_DECIDE_ELECTRE_H

#include "decide/preference.h"
#include "decide/score.h"

void ccr_electre_concordance(const struct ccr_matrix *, double *c);
void ccr_electre_discordance(const struct ccr_matrix *, const struct ccr_scaled *, double *d);

/* ELECTRE I (Roy 1968): a outranks b where c >= c_min and d <= d_max. */
void ccr_electre1(size_t n, const double *c, const double *d, double c_min, double d_max,
		  bool *outranks);

/* The kernel: no item in it outranks another in it, and each item outside is outranked by one
 * inside.  Items that outrank each other in a cycle count as one; cycle[i] is how many are in the
 * cycle of item i, itself included. */
void ccr_kernel(size_t n, const bool *outranks, bool *kernel, size_t *cycle);

enum ccr_outranking { CCR_OUTRANKS_NOT, CCR_OUTRANKS_WEAKLY, CCR_OUTRANKS_STRONGLY };

/* ELECTRE II (Roy & Bertier 1971, with the thresholds of Gomes, Araya & Carignano 2004): where more
 * speaks for a than for b, a outranks b strongly with c >= p[0] and d <= q[0] or c >= p[1] and d <=
 * q[1], weakly with c >= p[2] and d <= q[0].  p falls, q falls.  Reference: scikit-criteria
 * ELECTRE2.
 */
void ccr_electre2(size_t n, const double *c, const double *d, const double p[3], const double q[2],
		  enum ccr_outranking *);
/* Dense ranks 1, 2, 2, 3: taking away from the top those that nothing left outranks, and the same
 * from the bottom. */
void ccr_electre2_ranks(size_t n, const enum ccr_outranking *, size_t *down, size_t *up);

/* ELECTRE III (Roy 1978): how credible it is that a outranks b, 0 to 1.  A lead of b up to q does
 * not count, from p it counts in full, from v it forbids (NaN: never); in between in proportion.
 * c, the concordance, may be NULL. */
void ccr_credibility(const struct ccr_matrix *, const struct ccr_preference *, double *c,
		     double *credibility);
/* Dense ranks by distillation, s(l) = 0.3 - 0.15 l: the best first (down), the worst last (up). */
void ccr_distil(size_t n, const double *credibility, size_t *down, size_t *up);

#endif
