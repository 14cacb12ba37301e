/* control.h: centre and limits of control charts, from arrays.
 *
 * Sigma is estimated from what the baseline does from one point to the next (XmR, t, P', U', I') or
 * is the distribution's own (p, u, c, g); limits stand three of it to either side.  A point without
 * a value is a gap: it has no limits' part, and there is no moving range across it.
 */
#ifndef CCR_STAT_CONTROL_H
#define CCR_STAT_CONTROL_H

#include <stdbool.h>
#include <stddef.h>

enum control_chart {
	CONTROL_XMR, /* values: W. A. Shewhart's; D. J. Wheeler, Understanding Variation (1993) */
	CONTROL_P,   /* shares */
	CONTROL_PP,  /* shares, more scattered than chance: D. B. Laney, Quality Engineering 14
			(2002) 531 */
	CONTROL_U,   /* rates */
	CONTROL_UP,  /* rates, in the same way */
	CONTROL_IP,  /* values that are rates of different exposures: XmR for them */
	CONTROL_C,   /* counts */
	CONTROL_G, /* cases between events: J. C. Benneyan, Health Care Management Science 4 (2001)
		      305 */
	CONTROL_T, /* times between events: L. S. Nelson, Journal of Quality Technology 26 (1994)
		      239 */
	CONTROL_RUN, /* the median, without limits */
};

/* Which moving ranges count.  Screened leaves out, once, those of 3.267 times their mean and more:
 * L. S. Nelson, Journal of Quality Technology 14 (1982) 172. */
enum control_ranges { CONTROL_ALL, CONTROL_SCREENED };

/* Three sigma from the mean moving range: 2.66 times it, or 3 / 1.128 = 2.6596 times. */
enum control_scale { CONTROL_2_66, CONTROL_1_128 };

struct control_point {
	double value; /* NaN: a gap */
	double count; /* what was counted, and of how many: value = count / n */
	double n;     /* NaN where the chart needs none */
	bool base;    /* limits are computed from it */
};

struct control_ask {
	enum control_chart chart;
	enum control_ranges ranges;
	enum control_scale scale;
};

enum { CONTROL_ZONES = 3 };

/* Of one point: centre, and 1, 2 and 3 sigma from the mean; NaN where there are none. */
struct control_line {
	double centre;
	double low[CONTROL_ZONES], high[CONTROL_ZONES];
};

struct control_fit {
	size_t n_base;          /* points with a value that limits are computed from */
	size_t ranges, dropped; /* moving ranges used, and screened out */
	size_t large;           /* ranges that screening leaves out, or would */
	double range;           /* their mean */
	double inflation;       /* of p, u and their primes: how much more neighbours differ than
				   the distribution has it; PP and UP widen their limits by it */
	const char *reason;     /* why there are no limits; NULL: there are */
};

/* Fills line[n].  A centre is there where the baseline has a value.
 * Reference: qic of R's qicharts2 0.8.1 (all charts), ptd_spc of NHSRplotthedots 0.2.2 (XmR, 2.66),
 * qcc (p, u, c, xbar.one).  Where qicharts2 takes the ranges of I' from all points, frozen or
 * not, the baseline alone is taken here. */
struct control_fit control_limits(const struct control_ask *, const struct control_point *,
				  size_t n, struct control_line *line);

/* What the limits are, in words that name every choice: "xmr,ranges=all,limits=2.66". */
const char *control_name(enum control_chart);
bool control_needs_n(enum control_chart);
/* Does the chart take its sigma from moving ranges? */
bool control_has_ranges(enum control_chart);
/* Is the centre that is drawn the median of the baseline? */
bool control_has_median(enum control_chart);

#endif
