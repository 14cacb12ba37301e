/* checks.c: what an analyst has to be warned of, or is not allowed; see follow.h.
 *
 * These are errors that published figures are known to have: people without the event missing from
 * the last months (Barenstein, arXiv 1906.04711), groups told by what people did later, custody
 * counted as time at risk.  Those that stand in one row are refused where it is read.
 */
#include "follow/follow.h"

/* "3 events on the day of the index do not count: events.csv:4, 9, 12" */
static void
warn_rows(const struct follow *f, const struct follow_rows *rows, const char *what)
{
	struct ccr_buf list = {0};

	if (rows->n == 0)
		return;
	follow_list_rows(&list, rows);
	ccr_note(f->run, "%s: %zu, at %s", what, rows->n, list.data);
	ccr_buf_release(&list);
}

static void
check_custody(const struct follow *f)
{
	if (!f->ask->custody && f->definition.subtract_custody)
		ccr_note(f->run, "no --custody: time in custody counts as time at risk, and there "
				 "are no street_days");
	warn_rows(f, &f->held, "in custody at the start, at risk only from release on");
	warn_rows(f, &f->inside, "events while in custody, which count");
	warn_rows(f, &f->touching,
		  "custody that begins a day after the last ended; the day between counts as "
		  "free, unless it was a transfer");
}

static void
check_events(const struct follow *f)
{
	warn_rows(f, &f->index_day, "events on the day of the index, which do not count");
	warn_rows(f, &f->same_case, "events of the case of the index, which do not count");
	warn_rows(f, &f->in_gap, "events too soon after the index, which do not count");
}

static void
check_groups(const struct follow *f)
{
	warn_rows(f, &f->decided_late,
		  "groups decided after the start; compare people as they were assigned");
	warn_rows(f, &f->completers,
		  "groups that seem to be told by how people ended; compare people as they were "
		  "assigned, or say when it was decided with --group-date");
	if (f->several > 0)
		ccr_note(f->run,
			 "persons with several rows, which overlap and are not independent: %zu; "
			 "standard errors need the id as cluster",
			 f->several);
}

/* Is it more than one percent of the rows? */
static bool
matters(const struct follow *f, size_t n)
{
	return n * 100 > f->used;
}

static void
check_ends(const struct follow *f)
{
	if (matters(f, f->left))
		ccr_note(f->run,
			 "%zu of %zu ended with a competing event (event_type): one minus "
			 "Kaplan-Meier would be too high; use Aalen-Johansen",
			 f->left, f->used);
	if (matters(f, f->censored_leaving))
		ccr_note(f->run,
			 "%zu of %zu left in a way that '%s' does not list as competing, and are "
			 "censored as if they could still have the event; list it and use "
			 "Aalen-Johansen",
			 f->censored_leaving, f->used, f->definition.name);
	if (f->used > 1 && f->events == f->used)
		ccr_note(f->run,
			 "everyone of %zu has the event: were people without it left out "
			 "of the index rows?",
			 f->used);
	if (f->partial > 0)
		ccr_note(f->run,
			 "%zu of %zu are followed for less than the window of %.0f days: a share "
			 "of all of them would be too low (ccr-recidivism rates: fixed or km)",
			 f->partial, f->used, f->definition.window);
}

bool
follow_check(struct follow *f)
{
	check_events(f);
	check_custody(f);
	check_groups(f);
	check_ends(f);
	if (!followup_is_cut(&f->shares))
		return true;
	return ccr_err_add(f->run->err, CCR_DATA, NULL, 0, NULL,
			   "all %zu who are followed for less than the window of %.0f days have "
			   "the event, of the others %zu of %zu: those without it seem to be "
			   "missing from the index rows; add them, or leave these out with "
			   "--early=exclude",
			   f->shares.late, f->definition.window, f->shares.full_events,
			   f->shares.full);
}
