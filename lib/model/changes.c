/* changes.c: see changes.h. */
#include "model/changes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"

static void
add_id(struct changes_ids *ids, const char *id, size_t place)
{
	size_t known = ids->dict.n;

	if (id && ccr_dict_add(&ids->dict, id, strlen(id)) == known)
		ids->place[known] = place;
}

static struct changes_ids
index_steps(const struct plan *plan)
{
	struct changes_ids ids = {.place = ccr_alloc(plan->n_steps, sizeof *ids.place)};

	for (size_t i = 0; i < plan->n_steps; i++)
		add_id(&ids, plan->step[i].id, i);
	return ids;
}

static struct changes_ids
index_goals(const struct plan *plan)
{
	struct changes_ids ids = {.place = ccr_alloc(plan->n_goals, sizeof *ids.place)};

	for (size_t i = 0; i < plan->n_goals; i++)
		add_id(&ids, plan->goal[i].id, i);
	return ids;
}

static size_t
find_id(const struct changes_ids *ids, const char *id)
{
	uint32_t code = id ? ccr_dict_find(&ids->dict, id, strlen(id)) : CCR_NO_CODE;

	return code == CCR_NO_CODE ? PLAN_NONE : ids->place[code];
}

static void
release_ids(struct changes_ids *ids)
{
	ccr_dict_release(&ids->dict);
	free(ids->place);
}

/* For each step that others do not have, how many turns it speaks for: itself, and those of its
 * series behind it. */
static size_t *
count_turns(const struct plan *plan, const struct changes_ids *others)
{
	size_t *turns = ccr_alloc(plan->n_steps, sizeof *turns), speaker = PLAN_NONE;

	for (size_t i = 0; i < plan->n_steps; i++) {
		const struct plan_step *step = &plan->step[i];
		if (step->turn <= 1)
			speaker = PLAN_NONE;
		if (find_id(others, step->id) != PLAN_NONE)
			continue;
		if (speaker == PLAN_NONE)
			speaker = i;
		turns[speaker]++;
	}
	return turns;
}

void
changes_init(struct changes *c, const struct plan *old, const struct plan *new)
{
	*c = (struct changes){.old = old,
			      .new = new,
			      .old_steps = index_steps(old),
			      .new_steps = index_steps(new),
			      .old_goals = index_goals(old),
			      .new_goals = index_goals(new)};
	c->turns_gone = count_turns(old, &c->new_steps);
	c->turns_new = count_turns(new, &c->old_steps);
}

void
changes_release(struct changes *c)
{
	release_ids(&c->old_steps);
	release_ids(&c->new_steps);
	release_ids(&c->old_goals);
	release_ids(&c->new_goals);
	free(c->turns_gone);
	free(c->turns_new);
}

static const char *
text_of_date(char text[static CCR_DATE_SIZE], ccr_date date)
{
	if (date == CCR_DATE_NONE)
		return "none";
	ccr_date_print(text, date);
	return text;
}

static const char *
text_of_number(char text[static CCR_NUM_SIZE], double x)
{
	if (isnan(x))
		return "none";
	ccr_num_print(text, x);
	return text;
}

static void
add_text(struct ccr_buf *out, const char *what, const char *old, const char *new)
{
	old = old ? old : "none";
	new = new ? new : "none";
	if (strcmp(old, new) != 0)
		ccr_buf_printf(out, "%s%s %s -> %s", out->len ? "; " : "", what, old, new);
}

static void
add_date(struct ccr_buf *out, const char *what, ccr_date old, ccr_date new)
{
	char a[CCR_DATE_SIZE], b[CCR_DATE_SIZE];

	if (old == new)
		return;
	add_text(out, what, text_of_date(a, old), text_of_date(b, new));
	if (old != CCR_DATE_NONE && new != CCR_DATE_NONE)
		ccr_buf_printf(out, " (%d day%s %s)", abs(new - old),
			       abs(new - old) == 1 ? "" : "s", new > old ? "later" : "earlier");
}

static void
add_number(struct ccr_buf *out, const char *what, double old, double new)
{
	char a[CCR_NUM_SIZE], b[CCR_NUM_SIZE];

	add_text(out, what, text_of_number(a, old), text_of_number(b, new));
}

/* NULL where it is empty. */
static char *
text_or_null(struct ccr_buf *text)
{
	return text->len ? ccr_buf_detach(text) : NULL;
}

/* "added", or with the number of turns where they are several. */
static char *
say_turns(const char *what, size_t turns)
{
	return turns == 0   ? NULL
	       : turns == 1 ? ccr_printf("%s", what)
			    : ccr_printf("%s, %zu times of it", what, turns);
}

char *
changes_of_step(const struct changes *c, size_t new_step)
{
	const struct plan_step *new = &c->new->step[new_step], *old;
	size_t at = find_id(&c->old_steps, new->id);
	struct ccr_buf out = {0};

	if (at == PLAN_NONE)
		return say_turns("added", c->turns_new[new_step]);
	old = &c->old->step[at];
	add_text(&out, "status", plan_status_names[old->status], plan_status_names[new->status]);
	if (new->status != PLAN_DONE)
		add_number(&out, "percent", old->percent, new->percent);
	else
		add_date(&out, "finished", old->finished, new->finished);
	add_date(&out, "started", old->started, new->started);
	add_date(&out, "due", old->due, new->due);
	add_text(&out, "responsible", old->responsible, new->responsible);
	add_number(&out, "days", old->days, new->days);
	add_text(&out, "goal", c->old->goal[old->goal].id, c->new->goal[new->goal].id);
	return text_or_null(&out);
}

char *
changes_of_goal(const struct changes *c, size_t new_goal)
{
	const struct ccr_json *new = c->new->goal[new_goal].json, *old, *is, *was;
	size_t at = find_id(&c->old_goals, c->new->goal[new_goal].id);
	struct ccr_buf out = {0};

	if (at == PLAN_NONE)
		return ccr_printf("added");
	old = c->old->goal[at].json;
	is = ccr_json_get(new, "measure");
	was = ccr_json_get(old, "measure");
	add_number(&out, "target", ccr_json_number(was, "target", (double)NAN),
		   ccr_json_number(is, "target", (double)NAN));
	add_date(&out, "target_date", ccr_json_date(was, "target_date"),
		 ccr_json_date(is, "target_date"));
	add_number(&out, "baseline", ccr_json_number(was, "baseline", (double)NAN),
		   ccr_json_number(is, "baseline", (double)NAN));
	add_text(&out, "responsible", ccr_json_text(old, "responsible"),
		 ccr_json_text(new, "responsible"));
	return text_or_null(&out);
}

char *
changes_lost_step(const struct changes *c, size_t old_step)
{
	/* Of two steps with one id the first counts. */
	return find_id(&c->old_steps, c->old->step[old_step].id) != old_step
		       ? NULL
		       : say_turns("removed", c->turns_gone[old_step]);
}

char *
changes_lost_goal(const struct changes *c, size_t old_goal)
{
	const char *id = c->old->goal[old_goal].id;

	return find_id(&c->old_goals, id) != old_goal || find_id(&c->new_goals, id) != PLAN_NONE
		       ? NULL
		       : ccr_printf("removed");
}
