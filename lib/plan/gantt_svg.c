/* gantt_svg.c: a plan as a Gantt chart in SVG 1.1: no scripts, no styles or fonts from elsewhere.
 *
 * What is critical has a colour, a pattern and an outline of its own, so that it shows in grey and
 * to everybody.  Whole numbers for all places, so that it is the same on every machine.
 */
#include <stdio.h>

#include "plan/export.h"

enum {
	NAMES = 300,
	CHART = 640,
	MARGIN = 12,
	WIDTH = MARGIN + NAMES + CHART + MARGIN,
	TITLE = 40,
	AXIS = 40,
	ROW = 22,
	BAR = 12,
	LEGEND = 44,
	NAME_COLUMNS = 40, /* of text in NAMES; wider letters are clipped */
	GOAL_COLUMNS = 120,
	LABEL = 44, /* of the axis: a month, and a year below */
	WEEK_LEAST = 20,
};

struct chart {
	const struct plan_export *e;
	struct ccr_buf *out;
	ccr_date first, end; /* end: the day after the last */
	int height, y;
};

/* Adds text; what XML cannot hold as U+FFFD. */
static void
write_text(struct ccr_buf *out, const char *text)
{
	size_t n = strlen(text);

	for (uint32_t c; n > 0;) {
		size_t size = ccr_utf8_decode(text, n, &c);
		if (c == '&')
			ccr_buf_puts(out, "&amp;");
		else if (c == '<')
			ccr_buf_puts(out, "&lt;");
		else if (c == '>')
			ccr_buf_puts(out, "&gt;");
		else if (c == '"')
			ccr_buf_puts(out, "&quot;");
		else if (c == '\n' || c == '\r' || c == '\t')
			ccr_buf_puts(out, " ");
		else if (c < ' ' || c == 0x7f || c == 0xfffe || c == 0xffff)
			ccr_buf_puts(out, "\xef\xbf\xbd");
		else
			ccr_buf_add(out, text, size);
		text += size;
		n -= size;
	}
}

static int
x_of(const struct chart *c, ccr_date date)
{
	return MARGIN + NAMES + (int)((int64_t)(date - c->first) * CHART / (c->end - c->first));
}

static void
write_label(const struct chart *c, int x, int y, const char *more, const char *text, size_t width)
{
	struct ccr_buf cut = {0};

	ccr_buf_puts(&cut, "");
	export_cut(&cut, text, width);
	ccr_buf_printf(c->out, "<text x=\"%d\" y=\"%d\"%s>", x, y, more);
	write_text(c->out, cut.data);
	ccr_buf_puts(c->out, "</text>\n");
	ccr_buf_release(&cut);
}

static void
write_line(const struct chart *c, int x, int top, const char *colour, const char *more)
{
	ccr_buf_printf(c->out, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"%s/>\n",
		       x, top, x, c->height - LEGEND, colour, more);
}

/* Months between two labels, so that they do not run into each other. */
static int
months_apart(const struct chart *c)
{
	static const int steps[] = {1, 3, 6, 12, 24, 60, 120, 600};
	double month = 30.44 * CHART / (c->end - c->first);
	size_t i = 0;

	while (i + 1 < CCR_LEN(steps) && month * steps[i] < LABEL)
		i++;
	return steps[i];
}

static void
write_weeks(const struct chart *c)
{
	ccr_date monday = c->first + (7 - ccr_date_weekday(c->first)) % 7;

	if (7 * CHART / (c->end - c->first) < WEEK_LEAST)
		return;
	for (; monday < c->end; monday += 7) {
		int year, month, day;
		char text[16];
		ccr_date_to_civil(monday, &year, &month, &day);
		snprintf(text, sizeof text, "%d", day);
		write_line(c, x_of(c, monday), TITLE + AXIS - 4, "#eeeeee", "");
		write_label(c, x_of(c, monday) + 2, TITLE + AXIS - 6,
			    " font-size=\"9\" fill=\"#555555\"", text, 2);
	}
}

static void
write_months(const struct chart *c)
{
	int apart = months_apart(c), year, month, day, before = 0;
	ccr_date date;

	ccr_date_to_civil(c->first, &year, &month, &day);
	date = ccr_date_from_civil(year, apart < 12 ? month - (month - 1) % apart : 1, 1);
	for (; date != CCR_DATE_NONE && date < c->end; date = ccr_date_add_months(date, apart)) {
		ccr_date at = date < c->first ? c->first : date;
		char text[32];
		ccr_date_to_civil(date, &year, &month, &day);
		if (x_of(c, ccr_date_add_months(date, apart) == CCR_DATE_NONE
				    ? c->end
				    : ccr_date_add_months(date, apart)) -
			    x_of(c, at) <
		    LABEL - 14)
			continue;
		snprintf(text, sizeof text, apart < 12 && year == before ? "%s" : "%s %d",
			 export_month(month), year);
		before = year;
		if (date >= c->first)
			write_line(c, x_of(c, date), TITLE + 4, "#bbbbbb", "");
		write_label(c, x_of(c, at) + 3, TITLE + 15, "", text, 8);
	}
}

static void
write_today(const struct chart *c)
{
	const struct plan_export *e = c->e;
	char date[CCR_DATE_SIZE];
	int x;

	if (!e->as_of_given || e->as_of < c->first || e->as_of >= c->end)
		return;
	x = x_of(c, e->as_of);
	ccr_date_print(date, e->as_of);
	write_line(c, x, TITLE, "#1b5e20", " stroke-width=\"2\" stroke-dasharray=\"2 3\"");
	/* On the side where there is room. */
	write_label(c, x + (x > WIDTH - 90 ? -4 : 4), TITLE - 2,
		    x > WIDTH - 90 ? " fill=\"#1b5e20\" text-anchor=\"end\"" : " fill=\"#1b5e20\"",
		    date, CCR_DATE_SIZE);
}

static void
write_bar(const struct chart *c, size_t i, bool critical)
{
	const struct plan_step *step = &c->e->plan->step[i];
	int x = x_of(c, export_start(c->e, i)), to = x_of(c, export_finish(c->e, i) + 1);
	int y = c->y + (ROW - BAR) / 2, width = to - x > 2 ? to - x : 2;
	int done = (int)((double)width * step->percent / 100);

	ccr_buf_printf(c->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" %s/>\n", x, y,
		       width, BAR,
		       critical ? "fill=\"url(#critical)\" stroke=\"#8b1a00\" stroke-width=\"2\""
				: "fill=\"#9ec5e8\" stroke=\"#2f6496\"");
	if (done > 0)
		ccr_buf_printf(c->out,
			       "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
			       "fill=\"#44566c\"/>\n",
			       x, y + 3, done, BAR - 6);
}

static void
write_diamond(const struct chart *c, int x, int y, const char *paint)
{
	enum { HALF = 7 };

	ccr_buf_printf(c->out, "<polygon points=\"%d,%d %d,%d %d,%d %d,%d\" %s/>\n", x, y - HALF,
		       x + HALF, y, x, y + HALF, x - HALF, y, paint);
}

static const char *
diamond_paint(bool critical, bool done)
{
	return done       ? "fill=\"#44566c\" stroke=\"#44566c\""
	       : critical ? "fill=\"url(#critical)\" stroke=\"#8b1a00\" stroke-width=\"2\""
			  : "fill=\"#ffffff\" stroke=\"#2f6496\" stroke-width=\"2\"";
}

/* What a pointer over the step shows, and what is read aloud. */
static void
write_tip(const struct chart *c, size_t i, const char *name, bool critical)
{
	const struct plan_step *step = &c->e->plan->step[i];

	ccr_buf_puts(c->out, "<g><title>");
	write_text(c->out, name);
	ccr_buf_puts(c->out, ": ");
	export_date(c->out, export_start(c->e, i));
	ccr_buf_puts(c->out, " to ");
	export_date(c->out, export_finish(c->e, i));
	if (step->responsible) {
		ccr_buf_puts(c->out, ", ");
		write_text(c->out, export_responsible(c->e, step));
	}
	ccr_buf_printf(c->out, ", %d %% done%s</title>\n", (int)step->percent,
		       critical ? ", critical" : "");
}

static void
write_step(struct chart *c, size_t i)
{
	bool critical = export_is_critical(c->e, i);
	struct ccr_buf name = {0};

	export_name(&name, &c->e->plan->step[i]);
	write_tip(c, i, name.data, critical);
	write_label(c, MARGIN + 10, c->y + 15, " clip-path=\"url(#names)\"", name.data,
		    NAME_COLUMNS);
	ccr_buf_release(&name);
	if (export_is_milestone(c->e, i))
		write_diamond(
			c,
			(x_of(c, export_start(c->e, i)) + x_of(c, export_start(c->e, i) + 1)) / 2,
			c->y + ROW / 2,
			diamond_paint(critical, c->e->plan->step[i].status == PLAN_DONE));
	else
		write_bar(c, i, critical);
	ccr_buf_puts(c->out, "</g>\n");
	c->y += ROW;
}

static void
write_rows(struct chart *c)
{
	const struct plan *plan = c->e->plan;

	for (size_t goal = 0; goal < plan->n_goals; goal++) {
		const struct plan_goal *g = &plan->goal[goal];
		ccr_buf_printf(c->out,
			       "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
			       "fill=\"#000000\" fill-opacity=\"0.06\"/>\n",
			       MARGIN, c->y + 1, WIDTH - 2 * MARGIN, ROW - 2);
		write_label(c, MARGIN + 4, c->y + 15, " font-weight=\"bold\"",
			    export_goal(c->e, goal), GOAL_COLUMNS);
		c->y += ROW;
		for (size_t i = g->first; i < g->first + g->n_steps; i++)
			if (plan->step[i].status != PLAN_DROPPED)
				write_step(c, i);
	}
}

static void
write_legend(const struct chart *c)
{
	static const struct {
		const char *name, *paint;
	} bars[] = {
		{"to do", "fill=\"#9ec5e8\" stroke=\"#2f6496\""},
		{"critical", "fill=\"url(#critical)\" stroke=\"#8b1a00\" stroke-width=\"2\""},
		{"done", "fill=\"#44566c\""},
	};
	int y = c->height - LEGEND / 2, x = MARGIN + 10;

	for (size_t i = 0; i < CCR_LEN(bars); i++, x += 110) {
		ccr_buf_printf(c->out, "<rect x=\"%d\" y=\"%d\" width=\"24\" height=\"%d\" %s/>\n",
			       x, y - 6, BAR, bars[i].paint);
		write_label(c, x + 30, y + 4, "", bars[i].name, NAME_COLUMNS);
	}
	write_diamond(c, x + 12, y, diamond_paint(false, false));
	write_label(c, x + 30, y + 4, "", "milestone", NAME_COLUMNS);
}

static void
write_head(const struct chart *c)
{
	ccr_buf_printf(c->out,
		       "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		       "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"%d\" "
		       "height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" "
		       "aria-labelledby=\"title desc\" font-family=\"sans-serif\" "
		       "font-size=\"12\" fill=\"#000000\">\n<title id=\"title\">",
		       WIDTH, c->height, WIDTH, c->height);
	write_text(c->out, export_title(c->e));
	ccr_buf_puts(c->out, "</title>\n<desc id=\"desc\">Gantt chart, ");
	export_date(c->out, c->first);
	ccr_buf_puts(c->out, " to ");
	export_date(c->out, c->end - 1);
	ccr_buf_puts(c->out, "</desc>\n"
			     "<defs>\n<pattern id=\"critical\" width=\"6\" height=\"6\" "
			     "patternUnits=\"userSpaceOnUse\">\n"
			     "<rect width=\"6\" height=\"6\" fill=\"#f6a27c\"/>\n"
			     "<path d=\"M0 6L6 0M-1 1L1 -1M5 7L7 5\" stroke=\"#8b1a00\"/>\n"
			     "</pattern>\n");
	ccr_buf_printf(c->out,
		       "<clipPath id=\"names\"><rect width=\"%d\" height=\"%d\"/></clipPath>\n"
		       "</defs>\n",
		       MARGIN + NAMES - 6, c->height);
	ccr_buf_printf(c->out, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", WIDTH,
		       c->height);
	write_label(c, MARGIN, 22, " font-size=\"16\" font-weight=\"bold\"", export_title(c->e),
		    GOAL_COLUMNS - 40);
}

bool
plan_to_svg(const struct plan_export *e)
{
	struct chart c = {.e = e,
			  .out = e->run->text,
			  .first = e->plan->start,
			  .end = e->plan->start,
			  .height = TITLE + AXIS + LEGEND,
			  .y = TITLE + AXIS};

	export_span(e, &c.first, &c.end);
	c.end++;
	c.height += ROW * (int)e->plan->n_goals;
	for (size_t i = 0; i < e->plan->n_steps; i++)
		c.height += e->plan->step[i].status == PLAN_DROPPED ? 0 : ROW;
	write_head(&c);
	write_weeks(&c);
	write_months(&c);
	write_rows(&c);
	write_today(&c);
	write_legend(&c);
	ccr_buf_puts(c.out, "</svg>\n");
	return true;
}
