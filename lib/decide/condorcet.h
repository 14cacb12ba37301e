/* condorcet.h: options compared two by two.
 *
 * prefer[a * n + b] is how many ballots put option a before option b; ballots that tie the two
 * count for neither.  a beats b where prefer[a, b] > prefer[b, a].  Counts are whole numbers, so
 * comparisons are exact.  Results that are an order are given as above[a * n + b]: a stands above
 * b; they are transitive, and options of which neither stands above the other are tied.
 */
#ifndef CCR_DECIDE_CONDORCET_H
#define CCR_DECIDE_CONDORCET_H

#include <stdbool.h>
#include <stddef.h>

#include "decide/ballot.h"

/* Counts the pairs into n_options * n_options doubles. */
void ccr_pairwise(const struct ccr_profile *, double *prefer);

/* The option that beats every other; n where there is none. */
size_t ccr_condorcet_winner(const double *prefer, size_t n);

/* The Smith set: the smallest set of options of which each beats every option outside of it.
 * Returns its size; 1 is the Condorcet winner.  J. H. Smith, Econometrica 41 (1973) 1027. */
size_t ccr_smith_set(const double *prefer, size_t n, bool *member);

/* The shortest cycle in the Smith set, each option beating the next and the last the first; where
 * no option beats in a circle, each beating or tying the next.  Of several, one through the first
 * option that is on any.  Returns its length; 0 where the set has one member. */
size_t ccr_condorcet_cycle(const double *prefer, size_t n, const bool *member, size_t *cycle);

/* Wins less losses; ties count for neither.  A. H. Copeland, 1951. */
void ccr_copeland(const double *prefer, size_t n, double *score);

/* The strength of the strongest path from a to b by winning votes, into path[a * n + b]; 0 where
 * there is none.  M. Schulze, Social Choice and Welfare 36 (2011) 267. */
void ccr_schulze_paths(const double *prefer, size_t n, double *path);
/* a stands above b where its path to b is stronger than b's to a. */
void ccr_schulze(const double *path, size_t n, bool *above);

/* Ranked pairs: wins are locked in from the largest (winning votes, then fewer losing votes), but
 * for those that contradict what is locked.  Wins of one size are taken together: those that
 * contradict each other are all left out, so that nobody's name decides.  Returns how many were
 * left out for that reason.  T. N. Tideman, Social Choice and Welfare 4 (1987) 185; how ties are
 * handled is ours. */
size_t ccr_ranked_pairs(const double *prefer, size_t n, bool *above);

/* The Kemeny rankings: the strict orders that agree with the most preferences.  All of them, found
 * by dynamic programming over sets of options: time 2^n n, memory 2^n.  a stands above b where it
 * does in every one.  J. G. Kemeny, Daedalus 88 (1959) 577. */
enum { CCR_KEMENY_MAX = 16 };
struct ccr_kemeny {
	double score; /* preferences agreed with */
	double all;   /* and all there are */
	double n;     /* how many orders agree with so many */
};
/* n is at most CCR_KEMENY_MAX. */
struct ccr_kemeny ccr_kemeny(const double *prefer, size_t n, bool *above);

/* How many options each stands above, and ranks by how many stand above it: 1, 2, 2, 4. */
void ccr_order_rank(const bool *above, size_t n, double *score, size_t *rank);

#endif
