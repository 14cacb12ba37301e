/* table.c: see table.h. */
#include "survey/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "stat/dist.h"

const char *const tab_statistic_names[TAB_STATISTICS] = {
	"proportion", "mentions", "top",      "bottom", "net",    "nps",
	"mean",       "total",    "quantile", "ratio",  "missing"};

static struct tab_cell *
cell_at(const struct tab_table *t, size_t group, size_t line)
{
	return &t->cell[group * t->n_lines + line];
}

static bool
is_share(enum tab_statistic statistic)
{
	return statistic <= TAB_NPS || statistic == TAB_MISSING;
}

/* ---- columns against each other ---- */

double
tab_share_z(double p1, double n1, double p2, double n2)
{
	double p = (p1 * n1 + p2 * n2) / (n1 + n2);

	return (p1 - p2) / sqrt(p * (1 - p) * (1 / n1 + 1 / n2));
}

double
tab_mean_t(double mean1, double se1, double n1, double mean2, double se2, double n2, double *df)
{
	double v1 = se1 * se1, v2 = se2 * se2;

	*df = (v1 + v2) * (v1 + v2) / (v1 * v1 / (n1 - 1) + v2 * v2 / (n2 - 1));
	return (mean1 - mean2) / sqrt(v1 + v2);
}

/* A, B, ... Z, AA, AB, ... */
static void
column_letter(struct ccr_buf *buf, size_t i)
{
	char letter = (char)('A' + i % 26);

	if (i >= 26)
		column_letter(buf, i / 26 - 1);
	ccr_buf_add(buf, &letter, 1);
}

/* The two-sided p of the difference, its sign in *higher; NaN where there is nothing to compare. A
 * share's base is what plain chance would have needed: base over design effect. */
static double
compare(enum tab_statistic statistic, const struct tab_cell *a, const struct tab_cell *b,
	bool *higher)
{
	double df, t;

	*higher = a->value > b->value;
	if (a->withheld || b->withheld || a->base < 2 || b->base < 2)
		return (double)NAN;
	if (statistic == TAB_MEAN) {
		t = tab_mean_t(a->value, a->se, (double)a->base, b->value, b->se, (double)b->base,
			       &df);
		return ccr_t_two_sided(t, df);
	}
	return ccr_normal_two_sided(tab_share_z(a->value, (double)a->base / a->deff, b->value,
						(double)b->base / b->deff));
}

static bool
has_letters(enum tab_statistic statistic)
{
	return statistic == TAB_PROPORTION || statistic == TAB_TOP || statistic == TAB_BOTTOM ||
	       statistic == TAB_MEAN;
}

static void
letters_of(struct tab_table *t, size_t group, size_t line, double alpha, double times)
{
	struct ccr_buf greater = {0}, values = {0};
	struct tab_cell *cell = cell_at(t, group, line);
	char number[CCR_NUM_SIZE];

	for (size_t k = 0; k < t->n_groups; k++) {
		bool higher = false;
		double p = k == group ? (double)NAN
				      : compare(t->line[line].statistic, cell, cell_at(t, k, line),
						&higher);
		if (isnan(p))
			continue;
		p = fmin(p * times, 1);
		ccr_buf_puts(&values, values.len ? " " : "");
		column_letter(&values, k);
		ccr_num_print(number, p);
		ccr_buf_printf(&values, ":%s", number);
		if (p < alpha && higher)
			column_letter(&greater, k);
	}
	if (greater.len > 0)
		cell->greater_than = ccr_buf_detach(&greater);
	if (values.len > 0)
		cell->p_values = ccr_buf_detach(&values);
	ccr_buf_release(&greater);
	ccr_buf_release(&values);
}

void
tab_letters(struct tab_table *t, double alpha, bool bonferroni)
{
	double pairs = (double)t->n_groups * ((double)t->n_groups - 1) / 2;

	for (size_t line = 0; line < t->n_lines; line++)
		for (size_t group = 0; has_letters(t->line[line].statistic) && group < t->n_groups;
		     group++)
			letters_of(t, group, line, alpha, bonferroni ? pairs : 1);
}

/* ---- what may be shown ---- */

static const char *
flag_of(const struct tab_cell *c)
{
	double p = c->value, n = (double)c->base;
	bool varies = p > 0 && p < 1; /* else the effective n is n and the width 0 */
	double width = varies ? c->ci.high - c->ci.low : 0 * c->ci.high,
	       n_eff = varies ? fmin(c->n_eff, n) : n;

	if (isnan(width))
		return NULL;
	if (n_eff < 30)
		return "suppress: effective n under 30";
	if (width > 0.05 && width >= 0.3)
		return "suppress: interval of 30 points or more";
	if (width > 0.05 && width / p > 1.3)
		return "suppress: interval over 130 % of the share";
	if (c->df < 8)
		return "review: fewer than 8 degrees of freedom";
	if (p <= 0 || p >= 1)
		return "review: nobody or everybody";
	if (width > 0.05 && width / (1 - p) > 1.3)
		return "footnote: interval over 130 % of the share of the others";
	return NULL;
}

void
tab_flags(struct tab_table *t)
{
	for (size_t i = 0; i < t->n_groups * t->n_lines; i++)
		if (t->line[i % t->n_lines].statistic == TAB_PROPORTION)
			t->cell[i].flag = flag_of(&t->cell[i]);
}

/* What is withheld with others: the smallest number, 0 where nothing else is left. */
static bool
before(size_t a, size_t b)
{
	return a > 0 && (b == 0 || a < b);
}

/* A line of cells whose sum is known: where withheld ones can be told from the rest, one more, the
 * smallest, is withheld.  at(i) is the i-th cell of the line. */
static bool
cover(struct tab_cell **at, size_t n, size_t least)
{
	size_t withheld = 0, sum = 0;
	struct tab_cell *smallest = NULL;

	for (size_t i = 0; i < n; i++) {
		if (at[i]->withheld) {
			withheld++;
			sum += at[i]->n;
		} else if (!smallest || before(at[i]->n, smallest->n)) {
			smallest = at[i];
		}
	}
	if (withheld == 0 || !smallest || (withheld > 1 && sum >= least))
		return false;
	smallest->withheld = true;
	return true;
}

static bool
is_option(const struct tab_table *t, size_t line)
{
	return t->line[line].statistic == TAB_PROPORTION;
}

/* One round over the options of each group, and over the groups of each option. */
static bool
cover_all(struct tab_table *t, size_t least)
{
	struct tab_cell **at = ccr_alloc(t->n_lines + t->n_groups, sizeof(struct tab_cell *));
	bool more = false;

	for (size_t group = 0; t->exclusive && group < t->n_groups; group++) {
		size_t n = 0;
		for (size_t line = 0; line < t->n_lines; line++)
			if (is_option(t, line))
				at[n++] = cell_at(t, group, line);
		more |= cover(at, n, least);
	}
	for (size_t line = 0; t->by && line < t->n_lines; line++) {
		if (!is_option(t, line))
			continue;
		for (size_t group = 0; group < t->n_groups; group++)
			at[group] = cell_at(t, group, line);
		more |= cover(at, t->n_groups, least);
	}
	free(at);
	return more;
}

/* With two withheld in each line a cell may still be solved for: cells are edges between their
 * group and their option, and the one that no other way connects has only one value.  The whole is
 * a group too, with the options that are withheld there; the bases are an option, with the groups
 * whose base is withheld. */
struct graph {
	size_t rows, columns;
	bool *edge; /* row * columns + column */
	bool *seen; /* rows, then columns: on the near side of the edge that is looked at */
};

static struct graph
draw_graph(const struct tab_table *t, const struct tab_table *whole)
{
	struct graph g = {.rows = t->n_groups + 1, .columns = t->n_lines + 1};

	g.edge = ccr_alloc(g.rows * g.columns, sizeof *g.edge);
	g.seen = ccr_alloc(g.rows + g.columns, sizeof *g.seen);
	for (size_t group = 0; group < t->n_groups; group++)
		for (size_t line = 0; line < t->n_lines; line++) {
			const struct tab_cell *c = cell_at(t, group, line);
			g.edge[group * g.columns + line] = is_option(t, line) && c->withheld;
			g.edge[group * g.columns + t->n_lines] |= c->base_withheld;
		}
	for (size_t line = 0; whole != t && line < t->n_lines; line++)
		g.edge[t->n_groups * g.columns + line] =
			is_option(t, line) && cell_at(whole, 0, line)->withheld;
	return g;
}

/* Marks what can be come to from a row without the edge to a column. */
static void
walk(struct graph *g, size_t row, size_t column)
{
	bool more = true;

	memset(g->seen, 0, (g->rows + g->columns) * sizeof *g->seen);
	g->seen[row] = true;
	while (more) {
		more = false;
		for (size_t i = 0; i < g->rows; i++)
			for (size_t j = 0; j < g->columns; j++) {
				bool *near = &g->seen[i], *far = &g->seen[g->rows + j];
				if (!g->edge[i * g->columns + j] || *near == *far ||
				    (i == row && j == column))
					continue;
				*near = *far = more = true;
			}
	}
}

/* The smallest cell that connects both sides another way. */
static struct tab_cell *
other_way(const struct tab_table *t, const struct graph *g)
{
	struct tab_cell *smallest = NULL;

	for (size_t group = 0; group < t->n_groups; group++)
		for (size_t line = 0; line < t->n_lines; line++) {
			struct tab_cell *c = cell_at(t, group, line);
			if (is_option(t, line) && !c->withheld &&
			    g->seen[group] != g->seen[g->rows + line] &&
			    (!smallest || before(c->n, smallest->n)))
				smallest = c;
		}
	return smallest;
}

/* Withholds one more for a cell that can be solved for; false where there is none. */
static bool
cover_solvable(struct tab_table *t, const struct tab_table *whole)
{
	struct graph g = draw_graph(t, whole);
	struct tab_cell *more = NULL;

	for (size_t i = 0; !more && i < t->n_groups; i++)
		for (size_t j = 0; !more && j < t->n_lines; j++) {
			if (!g.edge[i * g.columns + j])
				continue;
			walk(&g, i, j);
			if (!g.seen[g.rows + j])
				more = other_way(t, &g);
		}
	if (more)
		more->withheld = true;
	free(g.edge);
	free(g.seen);
	return more != NULL;
}

/* A group that is too small could be had from the whole and the other groups: with it the smallest
 * of them is withheld, until what is withheld is enough. */
static void
cover_bases(struct tab_table *t, size_t least)
{
	for (size_t line = 0; t->by && line < t->n_lines; line++)
		for (;;) {
			size_t withheld = 0, sum = 0;
			struct tab_cell *smallest = NULL;
			for (size_t group = 0; group < t->n_groups; group++) {
				struct tab_cell *c = cell_at(t, group, line);
				withheld += c->base_withheld;
				sum += c->base_withheld ? c->base : 0;
				if (!c->base_withheld &&
				    (!smallest || before(c->base, smallest->base)))
					smallest = c;
			}
			if (withheld == 0 || !smallest || (withheld > 1 && sum >= least))
				break;
			smallest->base_withheld = smallest->withheld = true;
		}
}

/* Too few to be shown; where several options may be chosen, also those who did not choose. */
static bool
is_small(const struct tab_table *t, const struct tab_cell *c, size_t line, size_t least)
{
	size_t others = c->base - c->n;

	switch (t->line[line].statistic) {
	case TAB_PROPORTION:
		return (c->n > 0 && c->n < least) ||
		       (!t->exclusive && others > 0 && others < least);
	case TAB_MISSING: return c->n > 0 && c->n < least;
	default: return false;
	}
}

/* The base of missing answers is all: less that of the others it would be them; all less the
 * missing would be the base; and of kinds of missing answers one would be what is left of the
 * others. */
static void
hide_missing(struct tab_table *t)
{
	bool any = false;

	for (size_t group = 0; group < t->n_groups; group++) {
		bool hidden = false;
		for (size_t line = 0; line < t->n_lines; line++) {
			const struct tab_cell *c = cell_at(t, group, line);
			hidden |= c->base_withheld || c->missing_withheld ||
				  (t->line[line].statistic == TAB_MISSING && c->withheld);
		}
		for (size_t line = 0; hidden && line < t->n_lines; line++)
			if (t->line[line].statistic == TAB_MISSING)
				cell_at(t, group, line)->withheld =
					cell_at(t, group, line)->base_withheld = true;
		any |= hidden;
	}
	/* Those of one group are the whole's less those of the others. */
	for (size_t i = 0; i < t->n_groups * t->n_lines; i++)
		t->cell[i].missing_withheld |= any;
}

void
tab_withhold(struct tab_table *t, const struct tab_table *whole, size_t least)
{
	for (size_t group = 0; group < t->n_groups; group++)
		for (size_t line = 0; line < t->n_lines; line++) {
			struct tab_cell *c = cell_at(t, group, line);
			c->base_withheld = c->base > 0 && c->base < least;
			c->missing_withheld = c->n_missing > 0 && c->n_missing < least;
			c->withheld = c->base_withheld || is_small(t, c, line, least) ||
				      (whole != t && cell_at(whole, 0, line)->withheld);
		}
	cover_bases(t, least);
	while (cover_all(t, least) || (t->exclusive && t->by && cover_solvable(t, whole)))
		;
	hide_missing(t);
	for (size_t group = 0; group < t->n_groups; group++) {
		bool any = false;
		for (size_t line = 0; line < t->n_lines; line++)
			any |= is_option(t, line) && cell_at(t, group, line)->withheld;
		/* All that is made of the options could give them away. */
		for (size_t line = 0; line < t->n_lines; line++)
			if (!is_option(t, line) && t->line[line].statistic != TAB_MISSING)
				cell_at(t, group, line)->withheld |= any;
	}
}

/* ---- rows ---- */

static void
emit_counts(struct ccr_emit *out, const struct tab_cell *c)
{
	if (c->base_withheld)
		ccr_emit_missing(out, 1);
	else
		ccr_emit_count(out, c->base);
	if (c->withheld) {
		ccr_emit_missing(out, 2);
	} else {
		ccr_emit_count(out, c->n);
		ccr_emit_number(out, c->weighted_n);
	}
	if (c->missing_withheld)
		ccr_emit_missing(out, 1);
	else
		ccr_emit_count(out, c->n_missing);
}

static void
emit_numbers(struct ccr_emit *out, const struct tab_cell *c, bool share)
{
	ccr_emit_mixed(out, share, c->value);
	ccr_emit_mixed(out, share, c->se);
	ccr_emit_mixed(out, share, c->ci.low);
	ccr_emit_mixed(out, share, c->ci.high);
	ccr_emit_text(out, c->rule ? c->rule : c->ci_method);
	ccr_emit_number(out, c->df);
	ccr_emit_number(out, c->deff);
	ccr_emit_number(out, c->n_eff);
	ccr_emit_mixed(out, share, c->se > 0 ? c->se * ccr_t_quantile(0.95, c->df) : (double)NAN);
}

static void
emit_row(struct ccr_emit *out, const struct tab_table *t, size_t group, size_t line, bool letters)
{
	const struct tab_cell *c = cell_at(t, group, line);
	struct ccr_buf letter = {0};

	ccr_emit_text(out, t->question);
	ccr_emit_text(out, tab_statistic_names[t->line[line].statistic]);
	ccr_emit_text(out, t->line[line].label);
	ccr_emit_text(out, t->by);
	ccr_emit_text(out, t->group[group]);
	emit_counts(out, c);
	if (c->withheld)
		ccr_emit_missing(out, 9);
	else
		emit_numbers(out, c, is_share(t->line[line].statistic));
	if (letters && t->by)
		column_letter(&letter, group);
	ccr_emit_text(out, letter.data);
	ccr_buf_release(&letter);
	ccr_emit_text(out, c->withheld ? NULL : c->greater_than);
	ccr_emit_text(out, c->withheld ? NULL : c->p_values);
	ccr_emit_text(out, c->withheld ? NULL : c->flag);
	ccr_emit_text(out,
		      c->withheld ? "withheld: too few, or it would give others away" : c->note);
	ccr_emit_end(out);
}

void
tab_emit(struct ccr_emit *out, const struct tab_table *t, bool letters)
{
	for (size_t group = 0; group < t->n_groups; group++)
		for (size_t line = 0; line < t->n_lines; line++)
			if (!t->line[line].hidden)
				emit_row(out, t, group, line, letters);
}

void
tab_table_release(struct tab_table *t)
{
	for (size_t i = 0; i < t->n_groups * t->n_lines; i++) {
		free(t->cell[i].rule);
		free(t->cell[i].greater_than);
		free(t->cell[i].p_values);
	}
	free(t->cell);
	free(t->group);
}
