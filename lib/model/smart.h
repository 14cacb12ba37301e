/* smart.h: what a plan lacks to be specific, measurable, achievable, relevant and timed.
 *
 * Adds to the findings of reading those of the fields that are not given, of dates out of order and
 * of steps that wait for each other. The rule of a finding is a letter of SMART where a field of
 * that criterion is not given, else the rule's name.
 */
#ifndef CCR_MODEL_SMART_H
#define CCR_MODEL_SMART_H

#include "model/plan.h"

void smart_check(struct plan *);

#endif
