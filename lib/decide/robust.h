/* robust.h: how firm a ranking is.
 *
 * Weights are opinions, and which items stand beside each other is partly chance: these functions
 * ask what would have to be otherwise for the order to change.  They take a decision matrix
 * (score.h) and the function that scores it; those about weights alone take the scaled values of a
 * weighted sum.
 */
#ifndef CCR_DECIDE_ROBUST_H
#define CCR_DECIDE_ROBUST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decide/score.h"

/* Scores the items of a matrix, higher is better; how is the method's parameters. */
typedef void ccr_scorer(const struct ccr_matrix *, const void *how, double *score);

/* Triantaphyllou & Sanchez, Decision Sciences 28 (1997) 151: by how much the weight of criterion k
 * would have to fall (below 0: rise) for items i and j to change places, in a weighted sum of the
 * scaled values (items * criteria) with weights that sum to 1.  NaN where no weight of 0 or more
 * does it. */
double ccr_critical_change(const double *value, const double *weight, size_t n_criteria, size_t i,
			   size_t j, size_t k);

/* A range of one criterion's weight, the others keeping their proportions, in which the same item
 * is first. */
struct ccr_sweep {
	double from, to;
	size_t first;
};

/* The ranges from 0 to 1, in a weighted sum of scaled values: exact, scores being straight lines.
 * At most n_items * (n_items - 1) / 2 + 1 of them into range; returns how many. */
size_t ccr_sweep_weight(const double *value, const double *weight, size_t n_items,
			size_t n_criteria, size_t k, struct ccr_sweep *range);

/* SMAA-2 (Lahdelma & Salminen, Operations Research 49 (2001) 444): shares of draws of weights. */
struct ccr_smaa {
	size_t n_items, n_criteria, draws;
	double *acceptability; /* item * n_items + rank - 1: how often the item has that rank */
	double *central;       /* item * n_criteria: mean weights where it is first; NaN: never */
	double *wins;          /* item * n_items + other: how often it is before the other */
	bool *confident;       /* is it first by its central weights? */
};

/* spread 0: all weights are equally likely; else each is drawn evenly from its own times 1 - spread
 * to 1 + spread.  The caller releases. */
void ccr_smaa(const struct ccr_matrix *m, ccr_scorer *scorer, const void *how, size_t draws,
	      double spread, uint64_t seed, struct ccr_smaa *s);
void ccr_smaa_release(struct ccr_smaa *);

/* Does the order stay when an item is dropped (of the others), or has a copy beside it (of all)?
 * moved[i] is set for each of the n_items that changes places with another. */
bool ccr_order_without(const struct ccr_matrix *m, ccr_scorer *scorer, const void *how, size_t item,
		       bool *moved);
bool ccr_order_with_copy(const struct ccr_matrix *m, ccr_scorer *scorer, const void *how,
			 size_t item, bool *moved);

#endif
