/* settle.h: from options and criteria to the parameters of a method, for the verbs of
 * ccr-prioritize that rank.
 */
#ifndef CCR_PRIORITIZE_SETTLE_H
#define CCR_PRIORITIZE_SETTLE_H

#include "prioritize/method.h"
#include "program.h"

/* The options; whether one was given is asked of the frame. */
struct prioritize_ask {
	int method;    /* enum prioritize_method */
	int normalize; /* enum ccr_scaling, minmax|vector|sum|max|none */
	int cost;      /* enum ccr_costs, invert|max-x|as-is */
	double v;
	struct ccr_numbers concordance, discordance, cut, range;
	int scale;                    /* 10|5 */
	const char *matrix, *weights; /* files, which the frame opens */
};

/* Reads the criteria and what they take from all files; refuses what contradicts itself or is
 * missing.  given says whether there are weights.  The caller releases d, good or not. */
bool
prioritize_read(struct ccr_run *, const struct prioritize_ask *, struct criteria *d, bool *given);

/* Checks the options and that the evidence is what the method asks for, with the place of what is
 * not.  The caller releases the parameters, good or not. */
bool prioritize_settle(struct ccr_run *, const struct prioritize_ask *, const struct criteria *,
		       struct prioritize_parameters *);

#endif
