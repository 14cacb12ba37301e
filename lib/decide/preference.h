/* preference.h: how much a difference on one criterion counts.
 *
 * q, p, s and v are in the unit of the criterion, 0 or more; NaN where they are not given.  The six
 * shapes are those of Brans & Vincke, Management Science 31 (1985) 647.  ELECTRE III uses q, p and
 * v (Roy 1978) and no shape.
 */
#ifndef CCR_DECIDE_PREFERENCE_H
#define CCR_DECIDE_PREFERENCE_H

#include <stdbool.h>

enum ccr_shape {
	CCR_SHAPE_USUAL,    /* any difference counts in full */
	CCR_SHAPE_U,        /* above q in full */
	CCR_SHAPE_V,        /* in proportion up to p */
	CCR_SHAPE_LEVEL,    /* half above q, in full above p */
	CCR_SHAPE_LINEAR,   /* in proportion from q to p */
	CCR_SHAPE_GAUSSIAN, /* 1 - exp(-d^2 / (2 s^2)) */
};

struct ccr_preference {
	bool given;
	enum ccr_shape shape;
	double q, p, s, v;
};

/* What the preference lacks for its shape, as a message; NULL: nothing. */
const char *ccr_preference_lacks(const struct ccr_preference *);
/* The same for ELECTRE III. */
const char *ccr_thresholds_lack(const struct ccr_preference *);

/* From 0 to 1, for a difference d in favour of an item. */
double ccr_preference_degree(const struct ccr_preference *, double d);

#endif
