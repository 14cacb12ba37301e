/* displacement.c: see displacement.h. */
#include "stat/displacement.h"

#include <math.h>

struct ccr_effect
ccr_log_change(const struct ccr_before_after *a)
{
	return (struct ccr_effect){
		log(a->after / a->after_exposure) - log(a->before / a->before_exposure),
		sqrt(1 / a->before + 1 / a->after),
	};
}

struct ccr_effect
ccr_log_did(const struct ccr_before_after *treated, const struct ccr_before_after *control)
{
	struct ccr_effect a = ccr_log_change(treated), b = ccr_log_change(control);

	return (struct ccr_effect){a.value - b.value, hypot(a.se, b.se)};
}

static double
difference(const struct ccr_before_after *a)
{
	return a->after / a->after_exposure - a->before / a->before_exposure;
}

/* A Poisson count is its own variance. */
static double
variance(const struct ccr_before_after *a)
{
	return a->after / (a->after_exposure * a->after_exposure) +
	       a->before / (a->before_exposure * a->before_exposure);
}

struct ccr_effect
ccr_wdd(const struct ccr_before_after *area, const struct ccr_before_after *control)
{
	return (struct ccr_effect){difference(area) - difference(control),
				   sqrt(variance(area) + variance(control))};
}

struct ccr_wdq
ccr_wdq(const struct ccr_before_after *a, const struct ccr_before_after *c,
	const struct ccr_before_after *b)
{
	struct ccr_wdq q = {
		.success = a->after / c->after - a->before / c->before,
		.buffer = b->after / c->after - b->before / c->before,
		.gross = a->before - a->after,
		.net = a->before * (c->after / c->before) - a->after,
	};

	q.quotient = q.success < 0 ? q.buffer / q.success : (double)NAN;
	q.total = q.net + b->before * (c->after / c->before) - b->after;
	return q;
}
