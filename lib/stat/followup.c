/* followup.c: see followup.h. */
#include "stat/followup.h"

#include <math.h>

size_t
followup_join(struct followup_spell *spell, size_t n)
{
	size_t last = 0;

	if (n == 0)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if (spell[i].start > spell[last].stop)
			spell[++last] = spell[i];
		else if (spell[i].stop > spell[last].stop)
			spell[last].stop = spell[i].stop;
	}
	return last + 1;
}

int32_t
followup_days_within(const struct followup_spell *spell, size_t n, int32_t from, int32_t to)
{
	int32_t days = 0;

	for (size_t i = 0; i < n; i++) {
		int32_t start = spell[i].start > from ? spell[i].start : from;
		int32_t stop = spell[i].stop < to ? spell[i].stop : to;
		days += stop > start ? stop - start : 0;
	}
	return days;
}

bool
followup_is_inside(const struct followup_spell *spell, size_t n, int32_t day)
{
	for (size_t i = 0; i < n; i++)
		if (spell[i].start < day && day < spell[i].stop)
			return true;
	return false;
}

bool
followup_is_held(const struct followup_spell *spell, size_t n, int32_t day)
{
	return followup_days_within(spell, n, day, day + 1) > 0;
}

enum followup_end
followup_settle(const struct followup *f, int32_t *stop)
{
	bool left = f->leave != FOLLOWUP_NEVER && f->leave <= f->until;

	*stop = left ? f->leave : f->until;
	if (f->event == FOLLOWUP_NEVER || f->event > *stop)
		return left ? FOLLOWUP_LEFT : FOLLOWUP_CENSORED;
	*stop = f->event;
	return FOLLOWUP_EVENT;
}

bool
followup_is_cut(const struct followup_shares *s)
{
	if (s->late == 0 || s->late_events < s->late || s->full == 0)
		return false;
	return pow((double)s->full_events / (double)s->full, (double)s->late) < 0.001;
}
