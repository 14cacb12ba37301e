/* runoff.h: instant runoff: the option with the fewest votes goes out, round after round, and its
 * ballots pass to whoever they name next.
 *
 * A ballot whose next place is shared by several options gives each an equal part; one that names
 * nobody who is left is exhausted.  Where several have the fewest votes (within 1e-9 of all
 * ballots) and the rule does not say who goes: all of them, where together they have fewer than the
 * next; nobody, where all that are left have as many, which ends in a tie; else whoever had fewest
 * in the nearest earlier round, then fewest Borda points on all ballots, then the last in the order
 * of the options.  how says which of these it was.
 */
#ifndef CCR_DECIDE_RUNOFF_H
#define CCR_DECIDE_RUNOFF_H

#include "decide/ballot.h"

enum ccr_runoff_how {
	CCR_OUT_FEWEST,
	CCR_OUT_TOGETHER,
	CCR_OUT_EARLIER,
	CCR_OUT_BORDA,
	CCR_OUT_ORDER,
	CCR_OUT_NOBODY
};

struct ccr_runoff {
	size_t n_rounds;
	double *votes;            /* round * n_options + option; NaN where it is out */
	double *exhausted;        /* ballots, by round */
	enum ccr_runoff_how *how; /* by round */
	size_t *out;              /* the round each option went out in; n_rounds: it stayed */
	size_t n_left;            /* how many stayed: 1, or more in a tie */
};

/* Needs an option or more.  The caller releases. */
struct ccr_runoff ccr_runoff(const struct ccr_profile *);
/* How many options went out before each, and ranks 1, 2, 2, 4 by it. */
void ccr_runoff_rank(const struct ccr_runoff *, size_t n_options, double *score, size_t *rank);
void ccr_runoff_release(struct ccr_runoff *);

#endif
