/* survival.h: estimators for time to an event, from counts.
 *
 * A survival_counts holds, for each group, how many left the follow-up at each distinct time, with
 * the event and without it.  It is additive: counts of two files, or of two machines, may be added
 * up, and every estimator gives the same answer as on the joined rows; memory grows with distinct
 * times, not with persons.  Times are 0 or more, in any unit; at one time events come before
 * censorings, and a person is at risk at the time of leaving.  Zero-initialise.
 */
#ifndef CCR_STAT_SURVIVAL_H
#define CCR_STAT_SURVIVAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stat/proportion.h"

struct survival_counts {
	struct survival_group *group;
	size_t n, cap;
};

void survival_add(struct survival_counts *, uint32_t group, double time, bool event);
void survival_merge(struct survival_counts *into, const struct survival_counts *from);
void survival_release(struct survival_counts *);

/* The state of the Kaplan-Meier estimate at one distinct time. */
struct survival_step {
	double time;
	size_t n_risk, n_event, n_censor;
	double survival; /* after this time */
	double se_log; /* standard error of log survival: sqrt(sum d / (n (n - d))), infinite where
			  survival is 0 */
};

/* The steps of one group in order of time, *n of them; the caller frees.  NULL where nobody is in
 * the group. Reference: survfit(Surv(time, event) ~ 1) of R survival 3.5.  Kaplan & Meier, JASA 53
 * (1958) 457. */
struct survival_step *survival_km(const struct survival_counts *, uint32_t group, size_t *n);

/* Greenwood's standard error of S; NaN where S is 0. */
double survival_se(const struct survival_step *);

enum survival_ci { SURVIVAL_CI_LOGLOG, SURVIVAL_CI_LOG, SURVIVAL_CI_PLAIN };

/* The interval of S as R's conf.type "log-log", "log" and "plain" give it; ends are NaN where it
 * does not exist (log-log at S = 1, all at S = 0). */
struct ccr_interval survival_interval(const struct survival_step *, enum survival_ci, double z);

#endif
