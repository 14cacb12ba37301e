/* weigh.h: what the verbs weights and consistency share: each stakeholder's judgements with the
 * weights and the consistency that follow from them, alone and joined. */
#ifndef CCR_PRIORITIZE_WEIGH_H
#define CCR_PRIORITIZE_WEIGH_H

#include "decide/bwm.h"
#include "model/judgements.h"
#include "prioritize/weights.h"

/* Weights of one stakeholder, or of all of a group. */
struct weighed {
	double *weight;
	double *matrix;                   /* of pairs; NULL: there is none */
	struct ccr_ahp_consistency pairs; /* of the matrix */
	double xi, ratio_xi, index;       /* of best and worst */
	double cr;                        /* NaN: none */
	size_t stakeholders;
	size_t doubtful; /* how many of them contradict themselves, or whose points are not as
			    asked for */
};

struct weighing {
	const struct prioritize_weights_ask *ask;
	struct judgements j;
	struct weighed *one;       /* of each judge */
	size_t *member, n_members; /* the judges of the current group */
};

/* Reads and weighs; false with err filled. */
bool weighing_read(struct weighing *, struct ccr_run *, const struct prioritize_weights_ask *);
/* Sets the members to the judges of the group. */
void weighing_group(struct weighing *, uint32_t group);
/* The members joined; the caller releases it. */
struct weighed weighing_join(const struct weighing *);
void weighed_release(struct weighed *);
void weighing_release(struct weighing *);

/* Is it above Saaty's limit?  Of best and worst there is no limit. */
bool weighed_contradicts(const struct weighing *, const struct weighed *);

#endif
