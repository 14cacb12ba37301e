/* ahp.h: weights from judgements of criteria in pairs, and whether the judgements fit together.
 *
 * A matrix of judgements is row-major, a[i * n + k]: how many times as much criterion i counts as
 * k. All are above 0, a[k * n + i] is 1 / a[i * n + k], and the diagonal is 1.  Weights are n
 * doubles that add up to 1.  T. L. Saaty, The Analytic Hierarchy Process, McGraw-Hill 1980.
 */
#ifndef CCR_DECIDE_AHP_H
#define CCR_DECIDE_AHP_H

#include <stdbool.h>
#include <stddef.h>

enum ccr_ahp_derive {
	CCR_AHP_EIGEN,  /* the principal eigenvector (Saaty) */
	CCR_AHP_GEOMEAN /* geometric means of the rows (Crawford & Williams, J. Math. Psychol. 29
			   (1985) 387) */
};

/* Whose mean consistency index of random matrices an index is compared with. */
enum ccr_ahp_ri {
	CCR_RI_ALONSO2006, /* Alonso & Lamata, Int. J. Uncertainty Fuzziness KBS 14 (2006) 445 */
	CCR_RI_SAATY1980,
	CCR_RI_TUMMALA1998, /* Tummala & Ling, J. MCDA 7 (1998) 221 */
	CCR_RI_AGUARON2003, /* Aguaron & Moreno-Jimenez, EJOR 147 (2003) 137 */
	CCR_RI_AHP_EXT      /* the table of scikit-criteria's ahp_ext */
};

#define CCR_AHP_RI_NAMES "alonso2006|saaty1980|tummala1998|aguaron2003|ahp_ext"

/* The random index of n criteria; NaN beyond the table's end, which only Alonso & Lamata's formula
 * has not; 0 for 2 or fewer. */
double ccr_ahp_random_index(enum ccr_ahp_ri, size_t n);
/* The largest n that the table knows. */
size_t ccr_ahp_random_end(enum ccr_ahp_ri);

void ccr_ahp_weights(const double *a, size_t n, enum ccr_ahp_derive, double *weight);

struct ccr_ahp_consistency {
	double lambda_max; /* the principal eigenvalue: n where judgements fit together, else more
			    */
	double ci;         /* (lambda_max - n) / (n - 1) */
	double cr;         /* ci over the random index; 0 for n <= 2; NaN beyond the table */
	double gci; /* geometric consistency index, of the geometric means (Aguaron 2003); 0 for n
		       <= 2 */
};

struct ccr_ahp_consistency ccr_ahp_consistency(const double *a, size_t n, enum ccr_ahp_ri);

#define CCR_AHP_CR_LIMIT 0.10
/* What a GCI goes with a consistency ratio of 0.10: 0.31 (n = 3), 0.35 (4), 0.37 (more). */
double ccr_ahp_gci_limit(size_t n);

/* A judgement and what the others say of the same pair: the geometric mean, over the third criteria
 * k, of a_ik a_kj. */
struct ccr_ahp_pair {
	size_t i, j;
	double judged, implied;
};

/* The up to max pairs (i < j) that hurt consistency most: those whose judgement is furthest from
 * what is implied, as a ratio.  Returns how many; pairs that fit (to 1e-9) are not among them. */
size_t ccr_ahp_worst(const double *a, size_t n, struct ccr_ahp_pair *worst, size_t max);

/* One matrix of several persons' judgements (m matrices): geometric means of its elements (AIJ;
 * Aczel & Saaty, J. Math. Psychol. 27 (1983) 93). */
void ccr_ahp_join(const double *const *a, size_t m, size_t n, double *joint);

#endif
