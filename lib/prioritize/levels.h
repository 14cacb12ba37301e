/* levels.h: the risk matrix of --matrix: probability, severity, and the level of each pair. */
#ifndef CCR_PRIORITIZE_LEVELS_H
#define CCR_PRIORITIZE_LEVELS_H

#include "prioritize/method.h"
#include "program.h"

/* Reads the file into the parameters and checks that every item is in it. */
bool prioritize_levels(struct ccr_run *, const struct criteria *, struct prioritize_parameters *);

#endif
