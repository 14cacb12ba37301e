/* schedule.h: the critical path method on working days.
 *
 * Time is in working days from the calendar's origin; a step that takes working day number 3 has es
 * 3 and ef 4.  Links of all four types with lags (negative: leads), in working days or in elapsed
 * (calendar) days.  Kelley & Walker 1959; definitions of float as in Wikipedia's "Critical path
 * method": total float = ls - es, free float = the delay that moves no successor.
 *
 * Where only the start of a step is tied to what follows (SS, SF), its finish is free to move; some
 * programs (Microsoft Project 2019, not 2007) count that as float: SCHEDULE_FLOAT_FINISH is
 * lf - ef, lf by the links of its finish alone.
 */
#ifndef CCR_DECIDE_SCHEDULE_H
#define CCR_DECIDE_SCHEDULE_H

#include "decide/away.h"
#include "decide/calendar.h"

enum schedule_link_type { SCHEDULE_FS, SCHEDULE_SS, SCHEDULE_FF, SCHEDULE_SF };

struct schedule_link {
	size_t from, to;
	enum schedule_link_type type;
	double lag;
	bool elapsed;
};

#define SCHEDULE_NO_DRIVER SIZE_MAX

struct schedule_step {
	double days;
	const struct ccr_away *away; /* of those who work on it; NULL: never */
	/* bounds, in working time; -INFINITY and INFINITY where there are none */
	double start_from, finish_from, start_by, finish_by;
	bool fixed; /* it has started: es is start_from, whatever the links say */
	bool gone; /* it will not happen: it only hands on what it waits for, and takes no time; its
		      ls, lf and floats are INFINITY where it has nothing to hand on to */

	double es, ef, ls, lf, total_float, free_float;
	bool evening; /* a milestone that stands at the end of the day before es, not on the morning
			 of es */
	size_t driver; /* the predecessor whose link sets es; SCHEDULE_NO_DRIVER: none does */
};

/* Sets a step without bounds. */
struct schedule_step schedule_step(double days);

/* The links of each step, by one of their ends: link[first[i]] ... link[first[i + 1] - 1]. */
struct schedule_ends {
	size_t *first;
	const struct schedule_link **link;
};

/* By their successors (in) or predecessors (out) of n steps; the caller releases. */
struct schedule_ends schedule_links_in(const struct schedule_link *, size_t n_links, size_t n);
struct schedule_ends schedule_links_out(const struct schedule_link *, size_t n_links, size_t n);
void schedule_ends_release(struct schedule_ends *);
/* Fills order (room for n) with the steps, predecessors first; how many could be ordered: fewer
 * than n where links run in a circle. */
size_t schedule_order(const struct schedule_ends *in, const struct schedule_ends *out, size_t n,
		      size_t *order);

/* What one link allows: the earliest es of its successor, where its predecessor stands at es and
 * ef; */
double schedule_earliest(const struct ccr_calendar *, const struct schedule_step *,
			 const struct schedule_link *);
/* the latest start and finish of its predecessor, where its successor stands at ls and lf. */
struct schedule_latest {
	double start, finish;
};
struct schedule_latest schedule_latest(const struct ccr_calendar *, const struct schedule_step *,
				       const struct schedule_link *);
/* Does a milestone that was put at es stand on the evening before?  So it does where what it waits
 * for ends a day, and nothing holds it to a morning. */
bool schedule_in_evening(const struct ccr_calendar *, const struct schedule_step *,
			 const struct schedule_ends *in, size_t at);

enum schedule_float { SCHEDULE_FLOAT_START, SCHEDULE_FLOAT_FINISH };

/* Fills es ... driver of n steps and returns true; *finish is the end of the last.  Where the links
 * run in a circle it returns false and cycle, if not NULL, holds the *n_cycle steps of one (room
 * for n). */
bool schedule_compute(const struct ccr_calendar *, struct schedule_step *, size_t n,
		      const struct schedule_link *, size_t n_links, enum schedule_float,
		      double *finish, size_t *cycle, size_t *n_cycle);

/* The same in pieces, for a network that is scheduled again and again while the days or bounds of
 * its steps change.  Steps and links are borrowed; the caller closes it.  NULL, with a cycle as
 * above, where the links run in a circle. */
struct schedule_network;
struct schedule_network *
schedule_open(const struct ccr_calendar *, struct schedule_step *, size_t n,
	      const struct schedule_link *, size_t n_links, size_t *cycle, size_t *n_cycle);
void schedule_close(struct schedule_network *);
/* Fills es, ef, evening and driver of all steps; returns the end of the last. */
double schedule_forward(struct schedule_network *);
/* After a forward pass: does the link set the date of its successor, alone or with others? */
bool schedule_binds(const struct schedule_network *, const struct schedule_link *);
/* After a forward pass: critical holds, for each step, whether its date is asked about; the steps
 * that set one of these dates are added.  From the steps that end the plan these are the ones
 * without total float to that end; but an elapsed lag, which counts from the end of a day, leaves
 * those before it the float of part of a day, and here they are critical all the same. */
void schedule_mark_critical(const struct schedule_network *, bool *critical);

/* The numbers of the first and the last working day of a step; of a milestone, the day on which it
 * stands. */
long schedule_first_day(const struct schedule_step *);
long schedule_last_day(const struct schedule_step *);

#endif
