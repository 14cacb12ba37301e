/* displacement.h: did a fall in one area go beyond that of another, and did it only move next door?
 *
 * Counts of an area before and after, each over an exposure: 1, or periods, people or square miles
 * where these differ.
 */
#ifndef CCR_STAT_DISPLACEMENT_H
#define CCR_STAT_DISPLACEMENT_H

struct ccr_before_after {
	double before, after;                   /* counts */
	double before_exposure, after_exposure; /* above 0 */
};

struct ccr_effect {
	double value, se;
};

/* The ratio of the change (after over before) of the first area to that of the second, as its
 * logarithm, from counts above 0: the interaction of a log-linear model with offsets.  Reference:
 * glm(count ~ treated * after + offset(log(exposure)), poisson) of R. */
struct ccr_effect ccr_log_change(const struct ccr_before_after *);
struct ccr_effect
ccr_log_did(const struct ccr_before_after *treated, const struct ccr_before_after *control);

/* The change of the first area less that of the second, per exposure; its se takes counts as
 * Poisson.  A. P. Wheeler & J. H. Ratcliffe, Crime Science 7 (2018) 11; reference: wdd() of ptools.
 */
struct ccr_effect
ccr_wdd(const struct ccr_before_after *area, const struct ccr_before_after *control);

/* The weighted displacement quotient, of counts alone.  K. J. Bowers & S. D. Johnson, Journal of
 * Quantitative Criminology 19 (2003) 275. */
struct ccr_wdq {
	double success;  /* change of treated over control: below 0 it fell more than there */
	double buffer;   /* the same of the area next to it */
	double quotient; /* buffer over success; NaN where success is not below 0 */
	double gross;    /* events fewer in the treated area */
	double net;      /* fewer than if it had changed as the control area did */
	double total;    /* net, with the area next to it */
};
struct ccr_wdq ccr_wdq(const struct ccr_before_after *treated,
		       const struct ccr_before_after *control, const struct ccr_before_after *next);

#endif
