/* ballot.h: ballots counted one option at a time: first choices, approval, points by place.
 *
 * A profile is a number of distinct ballots, each so often as count says.  A ballot is a weak order
 * of the options: level[ballot * n_options + option] is 0 for the first place, 1 for the next, the
 * same for options that share a place, and CCR_UNRANKED for those not named, which stand behind all
 * others, tied.  Where people gave dots, points has them in the same shape.  Scores are written to
 * n_options doubles; a higher score is better.  What compares options in pairs is in condorcet.h.
 */
#ifndef CCR_DECIDE_BALLOT_H
#define CCR_DECIDE_BALLOT_H

#include <stddef.h>
#include <stdint.h>

#define CCR_UNRANKED UINT32_MAX

struct ccr_profile {
	size_t n_options, n_ballots;
	const uint32_t *level; /* n_ballots * n_options */
	const double *points;  /* of the same shape, 0 where not named; or NULL */
	const double *count;   /* of each ballot, 0 or more */
};

/* All ballots: the sum of the counts. */
double ccr_ballot_total(const struct ccr_profile *);

/* First choices; those who share a first place share the vote. */
void ccr_ballot_plurality(const struct ccr_profile *, double *score);

/* On how many ballots the option is named. */
void ccr_ballot_named(const struct ccr_profile *, double *score);

/* Dots, added up; without points as ccr_ballot_named.  Brams & Fishburn, American Political Science
 * Review 72 (1978) 831, for ballots that only name. */
void ccr_ballot_approval(const struct ccr_profile *, double *score);

/* Nominal group technique: k points for the first place, one less for each next, 1 for the k-th;
 * options that share places share their points.  Options not named get none.  votes (or NULL):
 * ballots that gave the option any.  Delbecq, Van de Ven & Gustafson, Group Techniques for Program
 * Planning, 1975. */
void ccr_ballot_ngt(const struct ccr_profile *, size_t k, double *score, double *votes);

/* Borda: n_options - 1 points for the first place, one less for each next; options that share
 * places, those not named among them, share their points. */
void ccr_ballot_borda(const struct ccr_profile *, double *score);

/* Ranks 1, 2, 2, 4, highest score first; neighbours that are no further apart than within are tied.
 */
void ccr_ballot_rank(const double *score, size_t n, double within, size_t *rank);

#endif
