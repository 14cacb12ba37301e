/* stakeholders.h: what each of several stakeholders would weigh the criteria, from rows
 * group,criterion,weight, as 'ccr-prioritize weights -b' writes them. */
#ifndef CCR_MODEL_STAKEHOLDERS_H
#define CCR_MODEL_STAKEHOLDERS_H

#include "model/criteria.h"

struct stakeholders {
	struct ccr_dict names;
	size_t n_criteria;
	double *weight; /* stakeholder * n_criteria, shares of their sum; NaN: not said yet */
	size_t cap;
};

/* Reads at least two of them; rows without group are the weights of all together and passed over.
 * False with err filled on a criterion that the document has not or that one weighs twice, and
 * where somebody does not weigh all. */
bool stakeholders_read(struct stakeholders *, const struct criteria *, struct ccr_input *,
		       struct ccr_err *);
/* The mean of all but one's weights into n_criteria doubles; without = names.n: of all. */
void stakeholders_mean(const struct stakeholders *, size_t without, double *weight);
void stakeholders_release(struct stakeholders *);

#endif
