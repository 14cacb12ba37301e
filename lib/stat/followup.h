/* followup.h: one person's time under observation, in whole days.
 *
 * Time in custody is [start, stop): free again on the day of stop, so that stop - start days are
 * spent there.  A follow-up is (start, stop]: an event on the last day is still seen, and where an
 * event and something else fall on one day the event counts, as in R's survival.
 */
#ifndef CCR_STAT_FOLLOWUP_H
#define CCR_STAT_FOLLOWUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* No such day.  Days are those of base/date.h. */
#define FOLLOWUP_NEVER INT32_MIN

struct followup_spell {
	int32_t start, stop; /* stop not before start */
};

/* Joins spells that touch or overlap, in place; they are in the order of start.  Returns how many
 * are left. */
size_t followup_join(struct followup_spell *, size_t n);
/* Days of joined spells within [from, to). */
int32_t followup_days_within(const struct followup_spell *, size_t n, int32_t from, int32_t to);
/* Is the day inside a spell, neither its first day nor later than its last? (An arrest on the day
 * on which custody begins is why it begins.) */
bool followup_is_inside(const struct followup_spell *, size_t n, int32_t day);
/* Is somebody who is followed from this day on in custody then? */
bool followup_is_held(const struct followup_spell *, size_t n, int32_t day);

struct followup {
	int32_t start, until; /* until: the last day that is observed */
	int32_t event, leave; /* the first of each; FOLLOWUP_NEVER: none */
};

enum followup_end { FOLLOWUP_CENSORED, FOLLOWUP_LEFT, FOLLOWUP_EVENT };

/* What ended the follow-up, and on which day. */
enum followup_end followup_settle(const struct followup *, int32_t *stop);

/* Persons whose follow-up is shorter than the window, and those who have the whole; how many of
 * them have the event. */
struct followup_shares {
	size_t late, late_events, full, full_events;
};

/* Do so many of those who came late have the event that those without it must have been left out?
 * All of them have, and where each had it with the probability of the others this would happen
 * less than once in 1,000 times.  (The error in the published two-year COMPAS data: Barenstein,
 * arXiv 1906.04711.) */
bool followup_is_cut(const struct followup_shares *);

#endif
