/* gantt_text.c: a plan as a Gantt chart of characters, for a terminal.
 *
 * Three columns: names, bars, last days.  One character stands for as many days as are needed to
 * get the plan into the width.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "plan/export.h"

enum { DATE_WIDTH = 10, NAME_MOST = 40, INDENT = 2 };

struct chart {
	const struct plan_export *e;
	ccr_date first, last;
	size_t name, bars; /* widths */
	ccr_date days;     /* of a character */
	char *line;        /* bars characters and a NUL */
};

static size_t
column_of(const struct chart *c, ccr_date date)
{
	return (size_t)(date - c->first) / (size_t)c->days;
}

/* Adds a name and blanks up to the bars; a terminal must not take it for commands. */
static void
write_name(const struct chart *c, const char *name, size_t indent)
{
	struct ccr_buf *out = c->e->run->text, text = {0};
	size_t used;

	ccr_buf_puts(&text, "");
	ccr_buf_escape(&text, name);
	ccr_buf_pad(out, ' ', indent);
	used = export_cut(out, text.data, c->name - indent);
	ccr_buf_pad(out, ' ', c->name - indent - used + 1);
	ccr_buf_release(&text);
}

static void
write_line(const struct chart *c, const char *end)
{
	struct ccr_buf *out = c->e->run->text;

	ccr_buf_printf(out, "%s %s", c->line, end);
	while (out->len > 0 && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
	ccr_buf_puts(out, "\n");
}

static bool
shows_today(const struct chart *c)
{
	return c->e->as_of_given && c->e->as_of >= c->first && c->e->as_of <= c->last;
}

static void
clear_line(const struct chart *c)
{
	memset(c->line, ' ', c->bars);
	if (shows_today(c))
		c->line[column_of(c, c->e->as_of)] = '|';
}

/* Months from one label to the next: one, or as many as leave room for a month and its year. */
static int
months_apart(const struct chart *c)
{
	static const int months[] = {1, 3, 6, 12, 24, 60, 120, 600};
	double month = 30.4 / c->days;
	size_t i = 0;

	while (i + 1 < CCR_LEN(months) && month * months[i] < (i == 0 ? 4 : 9))
		i++;
	return months[i];
}

/* Where months begin, with their year where it is another one. */
static void
write_months(const struct chart *c)
{
	int apart = months_apart(c), year, month, day, before = 0;
	size_t free_from = 0;
	ccr_date date = c->first, next;

	memset(c->line, ' ', c->bars);
	for (; date != CCR_DATE_NONE && date <= c->last; date = next) {
		size_t at = column_of(c, date), n;
		char label[16];
		ccr_date_to_civil(date, &year, &month, &day);
		next = ccr_date_from_civil(year, apart < 12 ? month - (month - 1) % apart : 1, 1);
		next = ccr_date_add_months(next, apart);
		snprintf(label, sizeof label, apart > 1 || year != before ? "%s %d" : "%s",
			 export_month(month), year);
		n = strlen(label);
		/* Better the whole next month than what is left of this one. */
		if (at < free_from || at + n > c->bars ||
		    (day > 1 && next != CCR_DATE_NONE && next <= c->last &&
		     at + n >= column_of(c, next)))
			continue;
		memcpy(c->line + at, label, n);
		free_from = at + n + 1;
		before = year;
	}
	write_name(c, "", 0);
	write_line(c, "last day");
}

static void
write_step(const struct chart *c, size_t i)
{
	const struct plan_step *step = &c->e->plan->step[i];
	ccr_date start = export_start(c->e, i), finish = export_finish(c->e, i);
	size_t from = column_of(c, start), to = column_of(c, finish);
	char mark = export_is_critical(c->e, i) ? '#' : '=', date[CCR_DATE_SIZE];
	struct ccr_buf name = {0};

	export_name(&name, step);
	write_name(c, name.data, INDENT);
	ccr_buf_release(&name);
	clear_line(c);
	memset(c->line + from, mark, to - from + 1);
	memset(c->line + from, 'x', (size_t)((double)(to - from + 1) * step->percent / 100));
	if (export_is_milestone(c->e, i))
		c->line[to] = step->status == PLAN_DONE ? 'X' : mark == '#' ? '@' : 'o';
	ccr_date_print(date, finish);
	write_line(c, date);
}

static void
write_legend(const struct chart *c)
{
	struct ccr_buf *out = c->e->run->text;

	ccr_buf_printf(out,
		       "\nx done  = to do  # to do, critical\n"
		       "o milestone  @ critical milestone  X done milestone\n"
		       "1 character = %ld day%s",
		       (long)c->days, c->days == 1 ? "" : "s");
	if (shows_today(c)) {
		ccr_buf_puts(out, "  | ");
		export_date(out, c->e->as_of);
	}
	ccr_buf_puts(out, "\n");
}

static void
write_chart(const struct chart *c)
{
	const struct plan *plan = c->e->plan;

	write_months(c);
	for (size_t goal = 0; goal < plan->n_goals; goal++) {
		const struct plan_goal *g = &plan->goal[goal];
		write_name(c, export_goal(c->e, goal), 0);
		clear_line(c);
		write_line(c, "");
		for (size_t i = g->first; i < g->first + g->n_steps; i++)
			if (plan->step[i].status != PLAN_DROPPED)
				write_step(c, i);
	}
	write_legend(c);
}

bool
plan_to_text(const struct plan_export *e)
{
	size_t width = (size_t)e->ask->width;
	struct chart c = {.e = e, .name = width * 2 / 5 < NAME_MOST ? width * 2 / 5 : NAME_MOST};
	struct ccr_buf title = {0};

	ccr_buf_puts(&title, "");
	ccr_buf_escape(&title, export_title(e));
	export_cut(e->run->text, title.data, width);
	ccr_buf_puts(e->run->text, "\n");
	ccr_buf_release(&title);
	if (!export_span(e, &c.first, &c.last))
		return true;
	ccr_buf_puts(e->run->text, "\n");
	c.bars = width - c.name - DATE_WIDTH - 2;
	c.days = (ccr_date)(((size_t)(c.last - c.first) + c.bars) / c.bars);
	c.line = ccr_alloc(c.bars + 1, 1);
	write_chart(&c);
	free(c.line);
	return true;
}
