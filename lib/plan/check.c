/* check.c: 'ccr-plan check', what a plan lacks. */
#include <string.h>

#include "model/smart.h"
#include "plan/verbs.h"

const struct ccr_field plan_check_fields[PLAN_CHECK_FIELDS] = {
	{"goal", CCR_TEXT}, {"step", CCR_TEXT},     {"criterion", CCR_TEXT}, {"verdict", CCR_TEXT},
	{"rule", CCR_TEXT}, {"evidence", CCR_TEXT}, {"fix", CCR_TEXT},       {"note", CCR_TEXT},
};

/* The letters stand for the rule "required" of that criterion; other rules are named. */
static void
emit_finding(struct ccr_emit *out, const struct plan *plan, const struct plan_finding *f)
{
	bool letter = strlen(f->rule) == 1;
	const char *criterion = letter                                   ? f->rule
				: strcmp(f->rule, "dates_in_order") == 0 ? "T"
				: strcmp(f->rule, "target_side") == 0    ? "M"
				: strcmp(f->rule, "unknown_person") == 0 ? "S"
									 : NULL;

	ccr_emit_text(out, f->goal == PLAN_NONE ? NULL : plan->goal[f->goal].id);
	ccr_emit_text(out, f->step == PLAN_NONE ? NULL : plan->step[f->step].id);
	ccr_emit_text(out, criterion);
	ccr_emit_text(out, "fail");
	ccr_emit_text(out, letter ? "required" : f->rule);
	ccr_emit_text(out, f->evidence);
	ccr_emit_text(out, f->fix);
	ccr_emit_missing(out, 1);
	ccr_emit_end(out);
}

bool
plan_check(struct ccr_run *run)
{
	struct plan *plan = plan_read(run->input->source, true, run->err);

	if (!plan)
		return false;
	smart_check(plan);
	for (size_t i = 0; i < plan->n_findings; i++)
		emit_finding(run->out, plan, &plan->finding[i]);
	run->attention = plan->n_findings > 0;
	plan_count_steps(run, plan);
	plan_free(plan);
	return true;
}
