/* draft.c: 'ccr-plan draft', a plan to fill in, from a ranking. */
#include <math.h>
#include <string.h>

#include "plan/ranking.h"
#include "plan/verbs.h"

static void
write_goal(struct ccr_buf *out, const char *item, size_t n)
{
	ccr_buf_printf(out, "%s\n  {\"id\": \"g%zu\", \"problem\": ", n > 1 ? "," : "", n);
	ccr_buf_json(out, item, strlen(item));
	ccr_buf_printf(out,
		       ", \"statement\": null, \"population\": null, \"responsible\": null,\n"
		       "   \"measure\": {\"name\": null, \"unit\": null, \"direction\": null, "
		       "\"baseline\": null, "
		       "\"baseline_date\": null,\n"
		       "               \"target\": null, \"target_date\": null, \"source\": null, "
		       "\"method\": null, "
		       "\"every\": null,\n"
		       "               \"n\": null, \"history\": null, \"lag_days\": null},\n"
		       "   \"reviews\": null,\n"
		       "   \"steps\": [\n"
		       "    {\"id\": \"s%zu\", \"name\": null, \"responsible\": null, \"days\": "
		       "null, \"after\": [], \"due\": null,\n"
		       "     \"consulted\": null, \"informed\": null, \"deliverable\": null}]}",
		       n);
}

bool
plan_draft(struct ccr_run *run, const struct plan_ask *ask)
{
	struct plan_ranking ranking = {0};
	double top = ccr_given(run, "top") ? ask->top : (double)INFINITY;
	bool good = plan_ranking_read(&ranking, run->input, ask->item, top, run->err);

	ccr_buf_puts(run->text,
		     "{\"ccr\": \"plan/1\", \"name\": null, \"start\": null,\n"
		     " \"calendar\": {\"weekend\": [\"sat\", \"sun\"], \"holidays\": []},\n"
		     " \"people\": [");
	good &= plan_write_team(run, ask);
	ccr_buf_puts(run->text, "],\n \"goals\": [");
	for (size_t i = 0; i < ranking.n; i++)
		write_goal(run->text, ranking.item[i].item, i + 1);
	ccr_buf_puts(run->text, "]}\n");
	plan_ranking_release(&ranking);
	return good;
}
