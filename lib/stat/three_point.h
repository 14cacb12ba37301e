/* three_point.h: a duration of which the optimistic, the most likely and the pessimistic value are
 * given, as a distribution.
 *
 * PERT: the beta distribution on [low, high] with shapes 1 + 4 (likely - low) / (high - low) and
 * 1 + 4 (high - likely) / (high - low); its mean is (low + 4 likely + high) / 6, its variance
 * (mean - low) (high - mean) / 7.  The 4 is the weight of the most likely value.  Triangular: the
 * density rises straight from low to likely and falls straight to high.
 */
#ifndef CCR_STAT_THREE_POINT_H
#define CCR_STAT_THREE_POINT_H

#include <stdbool.h>

#define CCR_THREE_POINT_KINDS "pert|triangular" /* in the order of the enum */
enum ccr_three_point_kind { CCR_PERT, CCR_TRIANGULAR };

enum { CCR_CURVE_CELLS = 128 };

/* The quantiles of a distribution on [0, 1] by normal score: value[i] and slope[i] at the score -8
 * + i / 8. */
struct ccr_curve {
	double value[CCR_CURVE_CELLS + 1], slope[CCR_CURVE_CELLS + 1];
};

struct ccr_three_point {
	enum ccr_three_point_kind kind;
	double low, likely, high; /* low <= likely <= high, low < high */
	double passed; /* of what is known to last longer: how long it has lasted; else low */
	double below;  /* the probability of what passed rules out */
	const struct ccr_curve *curve; /* of pert, borrowed */
};

double ccr_three_point_mean(enum ccr_three_point_kind, double low, double likely, double high);

/* The distribution without a curve, cut off below at what has passed, if that is above low.  Where
 * below comes out as 1, or so near that nothing is left to draw from, it has lasted longer than
 * the estimates allow, and no quantile may be asked for. */
struct ccr_three_point
ccr_three_point(enum ccr_three_point_kind, double low, double likely, double high, double passed);
/* Can one curve serve both? */
bool ccr_three_point_alike(const struct ccr_three_point *, const struct ccr_three_point *);
/* What curve of pert points at: within 1e-6 of the range of [low, high] for scores in -8..8 (unit
 * test t-three-point, against the beta quantile by halving); those beyond, once in 10^15 draws, get
 * the quantile of -8 or 8. */
void ccr_curve_fill(struct ccr_curve *, const struct ccr_three_point *);
/* The value at a normal score: its quantile at the probability Phi(z).  Rises with z. */
double ccr_three_point_at(const struct ccr_three_point *, double z);

#endif
