/* schedule.c: 'ccr-plan schedule', dates, float and the critical path. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "plan/verbs.h"

const struct ccr_field plan_schedule_fields[PLAN_SCHEDULE_FIELDS] = {
	{"goal", CCR_TEXT},
	{"id", CCR_TEXT},
	{"name", CCR_TEXT},
	{"responsible", CCR_TEXT},
	{"start", CCR_DATE},
	{"finish", CCR_DATE},
	{"duration_days", CCR_NUMBER},
	{"total_float_days", CCR_NUMBER},
	{"free_float_days", CCR_NUMBER},
	{"critical", CCR_COUNT},
	{"driver", CCR_TEXT},
	{"note", CCR_TEXT},
};

/* The name and the note stand below their row; the dates say how many days lie between them. */
static const enum ccr_place in_table[PLAN_SCHEDULE_FIELDS] = {
	[2] = CCR_BELOW, [6] = CCR_HIDDEN, [8] = CCR_HIDDEN, [11] = CCR_BELOW};

/* From start to note; why, where it is given, is the note. */
static void
emit_timing(struct ccr_emit *out, const struct plan *plan, const struct plan_step *step,
	    const struct schedule_step *s, ccr_date as_of, const char *why)
{
	if (step->status == PLAN_DROPPED) {
		ccr_emit_missing(out, 7);
		plan_emit_note(out, as_of, "dropped: it takes no time");
		ccr_emit_end(out);
		return;
	}
	ccr_emit_date(out, plan_first_day(plan, step, s));
	ccr_emit_date(out, plan_last_day(plan, step, s));
	ccr_emit_number(out, s->days);
	ccr_emit_number(out, s->total_float);
	ccr_emit_number(out, s->free_float);
	ccr_emit_count(out, s->total_float <= 1e-9);
	ccr_emit_text(out, s->driver == SCHEDULE_NO_DRIVER ? NULL : plan->step[s->driver].id);
	plan_emit_note(out, as_of,
		       why                      ? why
		       : s->total_float < -1e-9 ? "later than a due date or constraint allows"
						: NULL);
	ccr_emit_end(out);
}

/* The link that sets the start of a step, and into *from the day it allows. */
static const struct schedule_link *
driving_link(const struct plan *plan, const struct plan_schedule *timing, size_t at, double *from)
{
	const struct schedule_link *driving = NULL;

	for (size_t i = 0; i < plan->n_links; i++) {
		const struct schedule_link *link = &plan->link[i];
		double bound;
		if (link->to != at || link->from != timing->step[at].driver)
			continue;
		bound = schedule_earliest(&plan->calendar, timing->step, link);
		if (!driving || bound > *from) {
			driving = link;
			*from = bound;
		}
	}
	return driving;
}

static void
add_link(struct ccr_buf *why, const struct plan *plan, const struct schedule_link *link)
{
	static const char *const types[] = {"FS", "SS", "FF", "SF"};
	char lag[CCR_NUM_SIZE];

	ccr_buf_printf(why, "after %s:%s", plan->step[link->from].id, types[link->type]);
	ccr_num_print(lag, link->lag);
	if (link->lag != 0)
		ccr_buf_printf(why, "%s%s%c", link->lag > 0 ? "+" : "", lag,
			       link->elapsed ? 'e' : 'd');
}

/* The earliest start that bounds of a step allow. */
static double
bound_from(const struct schedule_step *s)
{
	return fmax(0, fmax(s->start_from,
			    ccr_away_begin_no_earlier(s->away, s->finish_from, s->days)));
}

/* Why a step does not start earlier. */
static char *
reason(const struct plan *plan, const struct plan_schedule *timing, size_t at)
{
	static const char *const kinds[] = {"snet", "snlt", "fnet", "fnlt", "mso", "mfo"};
	const struct plan_step *step = &plan->step[at];
	const struct schedule_step *s = &timing->step[at];
	double from = 0;
	const struct schedule_link *link =
		s->driver == SCHEDULE_NO_DRIVER ? NULL : driving_link(plan, timing, at, &from);
	/* As the plan has it, whatever the day. */
	struct schedule_step planned =
		plan_bounds(plan, step, &(struct plan_timing){.not_before = CCR_DATE_NONE});
	struct ccr_buf why = {0};
	char date[CCR_DATE_SIZE];

	if (s->fixed)
		return ccr_strdup("it has started");
	if (!link)
		from = bound_from(s);
	if (link) {
		add_link(&why, plan, link);
	} else if (from > bound_from(&planned)) {
		ccr_buf_puts(&why, "the as-of day");
	} else if (from > 0) {
		ccr_date_print(date, step->constraint_date);
		ccr_buf_printf(&why, "constraint %s %s", kinds[step->constraint], date);
	}
	/* Nothing else lies between what it waits for and its start. */
	if (s->es > from)
		ccr_buf_puts(&why, why.len ? ", then leave" : "leave");
	if (why.len == 0)
		ccr_buf_puts(&why, "the start of the plan");
	return ccr_buf_detach(&why);
}

/* The chain of drivers that ends in a step, the first first. */
static void
emit_why(struct ccr_run *run, const struct plan *plan, const struct plan_schedule *timing,
	 size_t last, ccr_date as_of)
{
	size_t *chain = ccr_alloc(plan->n_steps, sizeof *chain), n = 0;

	for (size_t at = last; at != SCHEDULE_NO_DRIVER; at = timing->step[at].driver)
		chain[n++] = at;
	while (n-- > 0) {
		char *why = reason(plan, timing, chain[n]);
		plan_emit_step(run->out, plan, &plan->step[chain[n]]);
		emit_timing(run->out, plan, &plan->step[chain[n]], &timing->step[chain[n]], as_of,
			    why);
		free(why);
	}
	free(chain);
}

static bool
why(struct ccr_run *run, const struct plan *plan, const struct plan_schedule *timing,
    const struct plan_ask *ask)
{
	for (size_t i = 0; i < plan->n_steps; i++) {
		if (strcmp(plan->step[i].id, ask->why) == 0) {
			emit_why(run, plan, timing, i, ask->as_of);
			return true;
		}
	}
	return ccr_usage(run, "option '--why': the plan has no step '%s'", ask->why);
}

bool
plan_dates(struct ccr_run *run, const struct plan_ask *ask)
{
	struct plan_timing how = {.float_kind = (enum schedule_float)ask->float_kind,
				  .not_before = ask->as_of};
	struct plan_schedule timing;
	struct plan *plan = plan_open(run, &how, &timing);
	bool good = true;

	if (!plan)
		return false;
	plan_lay_out(run->out, in_table, ask->as_of);
	if (ask->why)
		good = why(run, plan, &timing, ask);
	for (size_t i = 0; !ask->why && i < plan->n_steps; i++) {
		plan_emit_step(run->out, plan, &plan->step[i]);
		emit_timing(run->out, plan, &plan->step[i], &timing.step[i], ask->as_of, NULL);
	}
	plan_schedule_release(&timing);
	plan_free(plan);
	return good;
}
