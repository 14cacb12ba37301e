/* risk.c: 'ccr-plan risk', how sure the dates are. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "plan/simulate.h"
#include "plan/verbs.h"
#include "stat/dist.h"

const struct ccr_field plan_risk_fields[PLAN_RISK_FIELDS] = {
	{"id", CCR_TEXT},        {"p10", CCR_DATE},          {"p50", CCR_DATE},
	{"p80", CCR_DATE},       {"p90", CCR_DATE},          {"criticality", CCR_SHARE},
	{"se", CCR_SHARE},       {"kind", CCR_TEXT},         {"p80_low", CCR_DATE},
	{"p80_high", CCR_DATE},  {"mean_days", CCR_NUMBER},  {"sd_days", CCR_NUMBER},
	{"scheduled", CCR_DATE}, {"p_scheduled", CCR_SHARE}, {"due", CCR_DATE},
	{"p_due", CCR_SHARE},    {"p_due_se", CCR_SHARE},    {"p_all_due", CCR_SHARE},
	{"draws", CCR_COUNT},    {"method", CCR_TEXT},       {"note", CCR_TEXT},
};

/* In the table kind and p_all_due of goals and the plan are in their notes, below the row, and the
 * method is said once. */
static const enum ccr_place places[PLAN_RISK_FIELDS] = {
	CCR_IN_TABLE, CCR_HIDDEN,   CCR_IN_TABLE, CCR_IN_TABLE, CCR_HIDDEN, CCR_IN_TABLE,
	CCR_HIDDEN,   CCR_HIDDEN,   CCR_HIDDEN,   CCR_HIDDEN,   CCR_HIDDEN, CCR_HIDDEN,
	CCR_IN_TABLE, CCR_IN_TABLE, CCR_IN_TABLE, CCR_IN_TABLE, CCR_HIDDEN, CCR_HIDDEN,
	CCR_HIDDEN,   CCR_HIDDEN,   CCR_BELOW};

/* The shares whose dates are given, and how sure the third of them is. */
static const double shares[] = {0.1, 0.5, 0.8, 0.9};
static const double shown = 0.8, level = 0.95;

static const char no_estimates[] = "no open step has three estimates: nothing varies";

struct risk {
	struct ccr_emit *out;
	const struct plan *plan;
	const struct plan_chance *chance;
	struct plan_risk *result;
	char *method;
};

static double
share_se(double share, size_t draws)
{
	return sqrt(share * (1 - share) / (double)draws);
}

/* Days with no more digits than a simulation can fill, and that are the same on every machine. */
static double
rounded(double days)
{
	return round(days * 1000) / 1000;
}

static void
emit_share(struct ccr_emit *out, double share, size_t draws)
{
	ccr_emit_number(out, share);
	ccr_emit_number(out, share_se(share, draws));
}

/* From p80_low to p80_high: where the quantile of all possible draws lies, by the order of those
 * that were made. */
static void
emit_p80_interval(const struct risk *r, const struct simulate_part *part)
{
	double reach = ccr_normal_quantile(level) * share_se(shown, r->result->draws);

	ccr_emit_date(r->out, plan_risk_date(r->result, part, shown - reach));
	ccr_emit_date(r->out, plan_risk_date(r->result, part, fmin(shown + reach, 1)));
}

/* From p10 to se. */
static void
emit_dates(const struct risk *r, const struct simulate_part *part, bool has_criticality)
{
	size_t draws = r->result->draws;

	for (size_t i = 0; i < CCR_LEN(shares); i++)
		ccr_emit_date(r->out, plan_risk_date(r->result, part, shares[i]));
	if (has_criticality)
		emit_share(r->out, (double)part->n_critical / (double)draws, draws);
	else
		ccr_emit_missing(r->out, 2);
}

/* From scheduled to p_due_se. */
static void
emit_due(const struct risk *r, size_t at)
{
	const struct simulate_part *part = &r->result->part[at];
	ccr_date scheduled = plan_risk_date(r->result, &r->result->scheduled[at], 1),
		 due = r->result->due[at];

	ccr_emit_date(r->out, scheduled);
	ccr_emit_number(r->out, plan_risk_share(r->result, part, scheduled));
	ccr_emit_date(r->out, due);
	if (due == CCR_DATE_NONE)
		ccr_emit_missing(r->out, 2);
	else
		emit_share(r->out, plan_risk_share(r->result, part, due), r->result->draws);
}

/* Is there a date to keep in it, other than its own? */
static bool
has_dates_within(const struct risk *r, size_t at)
{
	const struct simulate_part *part = &r->result->part[at];

	for (size_t i = part->first; at >= r->plan->n_steps && i < part->first + part->n; i++)
		if (!r->result->part[i].absent &&
		    (r->result->due[i] != CCR_DATE_NONE || has_dates_within(r, i)))
			return true;
	return false;
}

static void
emit_end(const struct risk *r, const char *method, const char *note)
{
	ccr_emit_text(r->out, method);
	plan_emit_note(r->out, r->chance->as_of, note);
	ccr_emit_end(r->out);
}

/* In a table for people, what the row of a goal or of the plan is of, and p_all_due. */
static char *
laid_out_note(const struct risk *r, const char *kind, double all_due, const char *why)
{
	char percent[CCR_NUM_SIZE];
	struct ccr_buf note = {0};

	if (r->out->format != CCR_TABLE && r->out->format != CCR_MD)
		return why ? ccr_strdup(why) : NULL;
	if (strcmp(kind, "step") != 0)
		ccr_buf_puts(&note, kind);
	if (!isnan(all_due)) {
		ccr_num_print_short(percent, 100 * all_due);
		ccr_buf_printf(&note, "; all due dates in it are kept in %s %% of draws", percent);
	}
	if (why)
		ccr_buf_printf(&note, "%s%s", note.len ? "; " : "", why);
	return note.data;
}

static void
emit_part(const struct risk *r, size_t at, const char *id, const char *kind, const char *why)
{
	const struct simulate_part *part = &r->result->part[at];
	bool is_plan = at == r->result->n_parts - 1;
	double all_due = !part->absent && has_dates_within(r, at)
				 ? (double)part->n_in_time / (double)r->result->draws
				 : (double)NAN;
	char *note = laid_out_note(r, kind, all_due, why);

	ccr_emit_text(r->out, id);
	if (part->absent) {
		ccr_emit_missing(r->out, 6);
		ccr_emit_text(r->out, kind);
		ccr_emit_missing(r->out, 11);
	} else {
		emit_dates(r, part, !is_plan && !part->over);
		ccr_emit_text(r->out, kind);
		emit_p80_interval(r, part);
		ccr_emit_number(r->out, rounded(part->mean));
		ccr_emit_number(r->out, rounded(part->sd));
		emit_due(r, at);
		ccr_emit_number(r->out, all_due);
		ccr_emit_count(r->out, r->result->draws);
	}
	emit_end(r, part->absent ? NULL : r->method, note);
	free(note);
}

static const char *
step_note(const struct risk *r, size_t at)
{
	const struct plan_step *step = &r->plan->step[at];
	bool has_agency = step->owner != PLAN_NONE && r->plan->person[step->owner].agency != NULL;

	switch (r->result->days[at]) {
	case PLAN_DAYS_DONE: return "done";
	case PLAN_DAYS_NONE: return "dropped: it takes no time";
	case PLAN_DAYS_LATE: return "has lasted longer than estimated: one more day";
	case PLAN_DAYS_ONE: return step->days > 0 ? "one estimate: its own days do not vary" : NULL;
	case PLAN_DAYS_VARY: break;
	}
	return r->chance->correlation > 0 && !has_agency ? "no agency: correlated with no step"
							 : NULL;
}

/* ---- the formula of PERT ---- */

static double
normal_below(double x, double mean, double sd)
{
	double half;

	if (!(sd > 0))
		return x >= mean - 1e-9;
	half = ccr_normal_two_sided((x - mean) / sd) / 2;
	return x < mean ? half : 1 - half;
}

/* The share that is finished by the end of a day. */
static void
emit_normal(const struct risk *r, ccr_date by, double mean, double sd)
{
	double end = by == CCR_DATE_NONE ? (double)NAN
					 : (double)ccr_calendar_index(&r->plan->calendar, by + 1);

	ccr_emit_date(r->out, by);
	ccr_emit_number(r->out, isnan(end) ? end : normal_below(end, mean, sd));
}

static void
emit_formula(const struct risk *r)
{
	size_t all = r->result->n_parts - 1;
	double mean, sd;
	const char *why = plan_formula(r->plan, r->chance, &mean, &sd);
	char *note;

	ccr_emit_missing(r->out, 1);
	if (why) {
		ccr_emit_missing(r->out, 6);
		ccr_emit_text(r->out, "formula");
		ccr_emit_missing(r->out, 11);
		note = laid_out_note(r, "formula", (double)NAN, why);
		emit_end(r, NULL, note);
		free(note);
		return;
	}
	for (size_t i = 0; i < CCR_LEN(shares); i++) {
		double end = mean + sd * ccr_normal_quantile(2 * shares[i] - 1);
		ccr_emit_date(r->out,
			      ccr_calendar_day(&r->plan->calendar, (long)ceil(end - 1e-9) - 1));
	}
	ccr_emit_missing(r->out, 2);
	ccr_emit_text(r->out, "formula");
	ccr_emit_missing(r->out, 2);
	ccr_emit_number(r->out, mean);
	ccr_emit_number(r->out, sd);
	emit_normal(r, plan_risk_date(r->result, &r->result->scheduled[all], 1), mean, sd);
	emit_normal(r, r->result->due[all], mean, sd);
	ccr_emit_missing(r->out, 3);
	note = laid_out_note(r, "formula", (double)NAN,
			     "overlooks that paths merge and share causes: mostly too hopeful");
	emit_end(r, "PERT formula: normal distribution along one path", note);
	free(note);
}

/* ---- the verb ---- */

static char *
method_text(const struct plan_chance *chance)
{
	const char *days = chance->distribution == CCR_PERT ? "PERT beta (weight 4)" : "triangular";
	char rho[CCR_NUM_SIZE];

	if (!(chance->correlation > 0))
		return ccr_printf("%s; independent", days);
	ccr_num_print(rho, chance->correlation);
	return ccr_printf("%s; by agency: Gaussian copula rho %s", days, rho);
}

static void
emit_all(struct ccr_run *run, const struct risk *r, bool formula)
{
	const struct plan *plan = r->plan;
	bool nothing = r->result->n_vary == 0;

	ccr_emit_closing(r->out, r->method);
	plan_lay_out(r->out, places, r->chance->as_of);
	for (size_t i = 0; i < plan->n_steps; i++)
		emit_part(r, i, plan->step[i].id, "step", step_note(r, i));
	for (size_t i = 0; i < plan->n_goals; i++)
		emit_part(r, plan->n_steps + i, plan->goal[i].id, "goal",
			  r->result->part[plan->n_steps + i].absent ? "no steps to do" : NULL);
	emit_part(r, r->result->n_parts - 1, NULL, "plan",
		  r->result->part[r->result->n_parts - 1].absent ? "no steps to do"
		  : nothing                                      ? no_estimates
								 : NULL);
	if (formula)
		emit_formula(r);
	if (nothing)
		ccr_note(run, "%s", no_estimates);
}

static bool
check_options(struct ccr_run *run, const struct plan_ask *ask)
{
	if (!(ask->correlation >= 0 && ask->correlation <= 1))
		return ccr_usage(run, "option '--correlation': from 0 to 1");
	return ask->draws >= 1 || ccr_usage(run, "option '--draws': at least 1");
}

bool
plan_risk(struct ccr_run *run, const struct plan_ask *ask)
{
	struct plan_timing timing = {.not_before = ask->as_of};
	struct plan_chance chance = {
		.distribution = (enum ccr_three_point_kind)ask->distribution,
		.correlation = ask->correlation,
		.draws = (size_t)ask->draws,
		.seed = (uint64_t)ask->seed,
		.as_of = ask->as_of,
		.deadline = ask->deadline,
	};
	struct risk r = {.out = run->out, .chance = &chance};
	struct plan_schedule schedule;
	struct plan *plan;

	if (!check_options(run, ask))
		return false;
	plan = plan_open(run, &timing, &schedule);
	if (!plan)
		return false;
	r.plan = plan;
	r.method = method_text(&chance);
	r.result = plan_simulate(plan, &chance);
	emit_all(run, &r, ask->formula);
	plan_risk_free(r.result);
	free(r.method);
	plan_schedule_release(&schedule);
	plan_free(plan);
	return true;
}
