/* method.h: the ways to make a ranking, as one table: each takes a matrix and parameters and gives
 * scores, of which a higher one is better.
 *
 * What a method assumes of the values (scores from 0 to 10, grades of a risk matrix) is checked
 * where the parameters are settled (settle.h); from there on every method scores every matrix of
 * these items and criteria, also with items left out or with other weights.
 */
#ifndef CCR_PRIORITIZE_METHOD_H
#define CCR_PRIORITIZE_METHOD_H

#include "data/emit.h"
#include "decide/preference.h"
#include "decide/score.h"
#include "model/criteria.h"

#define PRIORITIZE_METHODS                                                                         \
	"wsm|wpm|topsis|vikor|promethee|electre1|electre2|electre3|hanlon|carver|matrix|grid|"     \
	"pareto"

enum prioritize_method { /* in the order of PRIORITIZE_METHODS */
			 PRIORITIZE_WSM,
			 PRIORITIZE_WPM,
			 PRIORITIZE_TOPSIS,
			 PRIORITIZE_VIKOR,
			 PRIORITIZE_PROMETHEE,
			 PRIORITIZE_ELECTRE1,
			 PRIORITIZE_ELECTRE2,
			 PRIORITIZE_ELECTRE3,
			 PRIORITIZE_HANLON,
			 PRIORITIZE_CARVER,
			 PRIORITIZE_MATRIX,
			 PRIORITIZE_GRID,
			 PRIORITIZE_PARETO,
			 PRIORITIZE_N_METHODS
};

enum { PRIORITIZE_ROLES = 6, PRIORITIZE_EXTRA = 4 };

/* A risk matrix: the level of each pair of grades. */
struct prioritize_levels {
	struct ccr_dict grade[2]; /* of probability and of severity */
	struct ccr_dict level;    /* the most urgent first */
	uint32_t *of; /* [probability * severities + severity], CCR_NO_CODE where there is none */
};

/* Everything but the matrix that a score depends on. */
struct prioritize_parameters {
	enum prioritize_method method;
	enum ccr_scaling scaling;
	enum ccr_costs costs;
	double v;              /* of vikor */
	double concordance[3]; /* of electre1 (the first) and electre2 */
	double discordance[2];
	struct ccr_preference *preference; /* by criterion */
	size_t role[PRIORITIZE_ROLES];     /* the criterion in each role of the method */
	double scale;                      /* of carver: the highest score */
	double cut[2];                     /* of grid: need, feasibility */
	struct prioritize_levels levels;   /* of matrix */
};

void prioritize_parameters_release(struct prioritize_parameters *);

/* What the table says of a method. */
struct prioritize_traits {
	const char *name;
	const char *const *role; /* names of the criteria it needs, NULL at the end; NULL: any */
	enum ccr_scaling scaling;
	enum ccr_costs costs;
	bool scales, weighs, prefers; /* uses --normalize and --cost, weights, preferences */
	bool pairs;                   /* rests on comparisons of two */
	const char
		*constant; /* what becomes of a criterion that is the same for all; NULL: nothing */
	const char *parts; /* what contributions are of a score; NULL: there are none */
	const struct ccr_field *extra;
	size_t n_extra;
};

const struct prioritize_traits *prioritize_traits(enum prioritize_method);

/* Does the criterion play a role in a method that has them? */
bool prioritize_has_role(const struct prioritize_parameters *, size_t criterion);

/* The method with its parameters, for the column of that name; the caller frees. */
char *prioritize_method_text(const struct prioritize_parameters *);

/* The items that passed the gates, as a matrix; of method matrix the values are codes of grades. */
struct prioritize_items {
	struct ccr_matrix matrix;
	size_t *item; /* in the criteria */
	double *value, *weight;
	bool *cost;
};

void prioritize_matrix(const struct criteria *, const struct prioritize_parameters *,
		       struct prioritize_items *);
void prioritize_items_release(struct prioritize_items *);

/* n_items scores; false where one is not a number. */
bool
prioritize_score(const struct prioritize_parameters *, const struct ccr_matrix *, double *score);

/* The same with what lies behind each score, extra[item * traits->n_extra + k]. */
bool prioritize_detail(const struct prioritize_parameters *, const struct ccr_matrix *,
		       double *score, double *extra);
/* The word for an extra that is one: a level, a quadrant. */
const char *prioritize_word(const struct prioritize_parameters *, double extra);

/* For each item and criterion the value as the method scaled it and its part of the score, NaN
 * where there is none. */
void prioritize_explain(const struct prioritize_parameters *, const struct ccr_matrix *,
			double *scaled, double *part);

/* What a method that compares pairs found of a against b; NaN where it does not say. */
struct prioritize_pair {
	double concordance, discordance, strength;
	const char *relation;
};

/* n_items^2 of them, a against b at [a * n_items + b]. */
void prioritize_pairs(const struct prioritize_parameters *, const struct ccr_matrix *,
		      struct prioritize_pair *);

#endif
