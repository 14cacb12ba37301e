/* weights.h: 'ccr-prioritize weights' and 'ccr-prioritize consistency': how much each criterion
 * counts, from what people say of the criteria, and whether what they say fits together. */
#ifndef CCR_PRIORITIZE_WEIGHTS_H
#define CCR_PRIORITIZE_WEIGHTS_H

#include "decide/ahp.h"
#include "program.h"

enum prioritize_weighing {
	PRIORITIZE_AHP,
	PRIORITIZE_BWM,
	PRIORITIZE_SWING,
	PRIORITIZE_POINTS,
	PRIORITIZE_ROC,
	PRIORITIZE_RANKSUM,
	PRIORITIZE_RECIPROCAL,
	PRIORITIZE_ENTROPY,
	PRIORITIZE_CRITIC,
};

#define PRIORITIZE_WEIGHINGS "ahp|bwm|swing|points|roc|ranksum|reciprocal|entropy|critic"
/* Those that can contradict themselves. */
#define PRIORITIZE_CONSISTENCIES "ahp|bwm"
#define PRIORITIZE_DERIVES "eigen|geomean"
#define PRIORITIZE_JOINS "aij|aip"

struct prioritize_weights_ask {
	int method; /* enum prioritize_weighing */
	int derive; /* enum ccr_ahp_derive */
	int ri;     /* enum ccr_ahp_ri */
	int join;   /* 0: judgements of several are joined, 1: their weights */
	struct ccr_list by;
};

enum { PRIORITIZE_WEIGHTS_FIELDS = 9, PRIORITIZE_CONSISTENCY_FIELDS = 14 };
extern const struct ccr_field prioritize_weights_fields[PRIORITIZE_WEIGHTS_FIELDS];
extern const struct ccr_field prioritize_consistency_fields[PRIORITIZE_CONSISTENCY_FIELDS];

/* Both leave the exit status 1 where judgements in pairs contradict each other more than Saaty's
 * limit allows. */
bool prioritize_weights(struct ccr_run *, const struct prioritize_weights_ask *);
bool prioritize_consistency(struct ccr_run *, const struct prioritize_weights_ask *);

#endif
