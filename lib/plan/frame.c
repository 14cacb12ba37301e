/* frame.c: what the verbs of ccr-plan share; see verbs.h. */
#include "plan/verbs.h"

#include <stdlib.h>

#include "base/mem.h"

/* The rows of a plan are its steps. */
void
plan_count_steps(struct ccr_run *run, const struct plan *plan)
{
	ccr_ledger_add(run->ledger, plan->file, CCR_READ, NULL, plan->n_steps);
	ccr_ledger_add(run->ledger, plan->file, CCR_USED, NULL, plan->n_steps);
}

void
plan_emit_step(struct ccr_emit *out, const struct plan *plan, const struct plan_step *step)
{
	ccr_emit_text(out, plan->goal[step->goal].id);
	ccr_emit_text(out, step->id);
	ccr_emit_text(out, step->name);
	ccr_emit_text(out, step->responsible);
}

/* What has happened is told as it was, also where it was on a day off. */
ccr_date
plan_last_day(const struct plan *plan, const struct plan_step *step, const struct schedule_step *s)
{
	return step->status == PLAN_DONE && step->finished != CCR_DATE_NONE
		       ? step->finished
		       : plan_finish_date(plan, s);
}

ccr_date
plan_first_day(const struct plan *plan, const struct plan_step *step, const struct schedule_step *s)
{
	/* A milestone has one day, and that is the day on which it was there. */
	if (step->started == CCR_DATE_NONE && !(step->days > 0))
		return plan_last_day(plan, step, s);
	return step->started != CCR_DATE_NONE ? step->started : plan_start_date(plan, s);
}

static bool
is_for_people(const struct ccr_emit *out)
{
	return out->format == CCR_TABLE || out->format == CCR_MD;
}

void
plan_lay_out(struct ccr_emit *out, const enum ccr_place *places, ccr_date as_of)
{
	char date[CCR_DATE_SIZE], *text;

	ccr_emit_places(out, places);
	if (as_of == CCR_DATE_NONE || !is_for_people(out))
		return;
	ccr_date_print(date, as_of);
	text = ccr_printf("%s%sas of %s", out->closing ? out->closing : "",
			  out->closing ? "; " : "", date);
	ccr_emit_closing(out, text);
	free(text);
}

void
plan_emit_note(struct ccr_emit *out, ccr_date as_of, const char *note)
{
	char date[CCR_DATE_SIZE], *text;

	if (as_of == CCR_DATE_NONE || is_for_people(out)) {
		ccr_emit_text(out, note);
		return;
	}
	ccr_date_print(date, as_of);
	text = ccr_printf("%s%sas of %s", note ? note : "", note ? "; " : "", date);
	ccr_emit_text(out, text);
	free(text);
}

bool
plan_hours_fit(struct ccr_run *run, const struct plan_ask *ask)
{
	return (ask->hours_per_week > 0 && ask->hours_per_week <= PLAN_MOST_HOURS) ||
	       ccr_usage(run, "option '--hours-per-week': not above 0 and at most %d",
			 PLAN_MOST_HOURS);
}

struct plan *
plan_take(struct ccr_run *run, bool draft)
{
	struct plan_from from = {run->input, ccr_run_date(run, "start"),
				 ccr_run_file(run, "holidays")};
	struct plan *plan = plan_read(&from, draft, run->err);

	for (size_t i = 0; plan && i < plan->sheet.n_notes; i++)
		ccr_note(run, "%s", plan->sheet.note[i]);
	return plan;
}

struct plan *
plan_open(struct ccr_run *run, const struct plan_timing *timing, struct plan_schedule *s)
{
	struct plan *plan = plan_take(run, false);
	bool good = plan && plan_sound(plan, run->err);

	if (timing)
		*s = (struct plan_schedule){0};
	if (good && !plan_has_working_days(plan))
		good = ccr_err_add(run->err, CCR_DATA, plan->file, 0, "/calendar/weekend",
				   "no day of the week is left for work");
	if (good && !plan_fits(plan))
		good = ccr_err_add(
			run->err, CCR_DATA, plan->file, 0, NULL,
			"the days of all steps and lags lead out of the years 1 to 9999");
	if (good && timing && timing->not_before != CCR_DATE_NONE &&
	    !plan_fits_from(plan, timing->not_before))
		good = ccr_usage(run, "option '--as-of': the days of all steps and lags lead from "
				      "there out of the years 1 to 9999");
	if (good && timing && !plan_schedule(plan, timing, s))
		good = ccr_err_add(run->err, CCR_DATA, plan->file,
				   plan->step[s->cycle_at].json->line, NULL,
				   "these steps wait for each other: %s", s->cycle);
	if (good) {
		plan_count_steps(run, plan);
		return plan;
	}
	if (timing)
		plan_schedule_release(s);
	plan_free(plan);
	return NULL;
}
