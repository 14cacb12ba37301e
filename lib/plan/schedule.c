/* schedule.c: 'ccr-plan schedule', dates, float and the critical path. */
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

/* From start to note; why, where it is given, is the note. */
static void
emit_timing(struct ccr_emit *out, const struct plan *plan, const struct plan_step *step,
	    const struct schedule_step *s, const char *why)
{
	if (step->status == PLAN_DROPPED) {
		ccr_emit_missing(out, 7);
		ccr_emit_text(out, "dropped: it takes no time");
		ccr_emit_end(out);
		return;
	}
	ccr_emit_date(out, plan_start_date(plan, s));
	ccr_emit_date(out, plan_finish_date(plan, s));
	ccr_emit_number(out, s->days);
	ccr_emit_number(out, s->total_float);
	ccr_emit_number(out, s->free_float);
	ccr_emit_count(out, s->total_float <= 1e-9);
	ccr_emit_text(out, s->driver == SCHEDULE_NO_DRIVER ? NULL : plan->step[s->driver].id);
	ccr_emit_text(out, why                      ? why
			   : s->total_float < -1e-9 ? "later than a due date or constraint allows"
						    : NULL);
	ccr_emit_end(out);
}

/* The link that sets the start of a step. */
static const struct schedule_link *
driving_link(const struct plan *plan, const struct plan_schedule *timing, size_t at)
{
	for (size_t i = 0; i < plan->n_links; i++)
		if (plan->link[i].to == at && plan->link[i].from == timing->step[at].driver)
			return &plan->link[i];
	return NULL;
}

/* Why a step does not start earlier. */
static char *
reason(const struct plan *plan, const struct plan_schedule *timing, size_t at)
{
	static const char *const types[] = {"FS", "SS", "FF", "SF"}, *const kinds[] = {
									     "snet", "snlt", "fnet",
									     "fnlt", "mso",  "mfo"};
	const struct plan_step *step = &plan->step[at];
	const struct schedule_step *s = &timing->step[at];
	const struct schedule_link *link =
		s->driver == SCHEDULE_NO_DRIVER ? NULL : driving_link(plan, timing, at);
	char date[CCR_DATE_SIZE], lag[CCR_NUM_SIZE];

	if (s->fixed)
		return ccr_printf("it has started");
	if (link && link->lag == 0)
		return ccr_printf("after %s:%s", plan->step[link->from].id, types[link->type]);
	if (link) {
		ccr_num_print(lag, link->lag);
		return ccr_printf("after %s:%s%s%s%c", plan->step[link->from].id, types[link->type],
				  link->lag > 0 ? "+" : "", lag, link->elapsed ? 'e' : 'd');
	}
	if (step->constraint != PLAN_FREE && (s->start_from > 0 || s->finish_from > s->days)) {
		ccr_date_print(date, step->constraint_date);
		return ccr_printf("constraint %s %s", kinds[step->constraint], date);
	}
	if (step->away && s->es > 0)
		return ccr_printf("leave");
	return ccr_printf("the start of the plan");
}

/* The chain of drivers that ends in a step, the first first. */
static void
emit_why(struct ccr_run *run, const struct plan *plan, const struct plan_schedule *timing,
	 size_t last)
{
	size_t *chain = ccr_alloc(plan->n_steps, sizeof *chain), n = 0;

	for (size_t at = last; at != SCHEDULE_NO_DRIVER; at = timing->step[at].driver)
		chain[n++] = at;
	while (n-- > 0) {
		char *why = reason(plan, timing, chain[n]);
		plan_emit_step(run->out, plan, &plan->step[chain[n]]);
		emit_timing(run->out, plan, &plan->step[chain[n]], &timing->step[chain[n]], why);
		free(why);
	}
	free(chain);
}

static bool
why(struct ccr_run *run, const struct plan *plan, const struct plan_schedule *timing,
    const char *id)
{
	for (size_t i = 0; i < plan->n_steps; i++) {
		if (strcmp(plan->step[i].id, id) == 0) {
			emit_why(run, plan, timing, i);
			return true;
		}
	}
	return ccr_usage(run, "option '--why': the plan has no step '%s'", id);
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
	if (ask->why)
		good = why(run, plan, &timing, ask->why);
	for (size_t i = 0; !ask->why && i < plan->n_steps; i++) {
		plan_emit_step(run->out, plan, &plan->step[i]);
		emit_timing(run->out, plan, &plan->step[i], &timing.step[i], NULL);
	}
	plan_schedule_release(&timing);
	plan_free(plan);
	return good;
}
