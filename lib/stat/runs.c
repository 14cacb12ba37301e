/* runs.c: see runs.h. */
#include "stat/runs.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

enum kind {
	OUTSIDE,
	TREND,
	CLOSE,
	SHIFT,
	BEYOND,
	ALTERNATING,
	WITHIN,
	MIXED,
	LONGEST,
	CROSSINGS,
	NUMBER
};

struct rule {
	unsigned set;
	enum kind kind;
	size_t len;      /* points; of CLOSE and BEYOND the window */
	size_t at_least; /* of the window */
	int zone;        /* sigmas */
	bool skip_ties;  /* they neither count nor break */
	bool flag_all;   /* all points of the run; else from the len-th on */
};

/* The most serious of each set first. */
static const struct rule rules[] = {
	{RUNS_NHS, OUTSIDE, 1, 1, 3, false, true},
	{RUNS_NHS, TREND, 7, 7, 0, false, true},
	{RUNS_NHS, CLOSE, 3, 2, 2, false, true},
	{RUNS_NHS, SHIFT, 7, 7, 0, false, true},
	{RUNS_WESTERN, OUTSIDE, 1, 1, 3, false, true},
	{RUNS_WESTERN, BEYOND, 3, 2, 2, false, false},
	{RUNS_WESTERN, BEYOND, 5, 4, 1, false, false},
	{RUNS_WESTERN, SHIFT, 8, 8, 0, false, false},
	{RUNS_NELSON, OUTSIDE, 1, 1, 3, false, true},
	{RUNS_NELSON, SHIFT, 9, 9, 0, false, false},
	{RUNS_NELSON, TREND, 6, 6, 0, false, false},
	{RUNS_NELSON, ALTERNATING, 14, 14, 0, false, false},
	{RUNS_NELSON, BEYOND, 3, 2, 2, false, false},
	{RUNS_NELSON, BEYOND, 5, 4, 1, false, false},
	{RUNS_NELSON, WITHIN, 15, 15, 1, false, false},
	{RUNS_NELSON, MIXED, 8, 8, 1, false, false},
	{RUNS_CHART, SHIFT, 6, 6, 0, true, true},
	{RUNS_CHART, TREND, 5, 5, 0, true, true},
	{RUNS_CHART, NUMBER, 0, 0, 0, true, false},
	{RUNS_ANHOEJ, LONGEST, 0, 0, 0, true, false},
	{RUNS_ANHOEJ, CROSSINGS, 0, 0, 0, true, false},
};

enum { RULES = sizeof rules / sizeof *rules, LEAST_USEFUL = 10 };

const char *
runs_set_name(int place)
{
	static const char *const name[] = {"nhs",    "western-electric", "nelson",
					   "anhoej", "run-chart",        NULL};

	return name[place];
}

struct chart {
	const double *value;
	const struct control_line *line;
	size_t n;
	struct runs_found *found;
};

static void
flag(struct chart *c, size_t i, size_t rule, int direction)
{
	if (c->found[i].rules == 0)
		c->found[i].direction = direction;
	c->found[i].rules |= UINT32_C(1) << rule;
}

/* 1 above the centre, -1 below, 0 on it or a gap. */
static int
side(const struct chart *c, size_t i)
{
	return (c->value[i] > c->line[i].centre) - (c->value[i] < c->line[i].centre);
}

/* The side on which a point lies beyond so many sigmas. */
static int
beyond(const struct chart *c, size_t i, int zone)
{
	return (c->value[i] > c->line[i].high[zone - 1]) - (c->value[i] < c->line[i].low[zone - 1]);
}

/* Whether the value rises or falls to point i, from the one before. */
static int
step(const struct chart *c, size_t i)
{
	return i == 0 ? 0 : (c->value[i] > c->value[i - 1]) - (c->value[i] < c->value[i - 1]);
}

static bool
is_tie(const struct chart *c, const struct rule *r, size_t i)
{
	if (r->kind == SHIFT)
		return side(c, i) == 0;
	return i > 0 && c->value[i] == c->value[i - 1];
}

/* A run of len points and more from first to i has just grown to i. */
static void
flag_run(struct chart *c, const struct rule *r, size_t rule, size_t first, size_t i, size_t len,
	 int direction)
{
	if (len < r->len)
		return;
	flag(c, i, rule, direction);
	if (!r->flag_all || len > r->len)
		return;
	for (size_t k = first; k < i; k++)
		if (k == first || !is_tie(c, r, k))
			flag(c, k, rule, direction);
}

static void
find_shift(struct chart *c, const struct rule *r, size_t rule)
{
	size_t first = 0, len = 0;
	int now = 0;

	for (size_t i = 0; i < c->n; i++) {
		int s = side(c, i);
		if (s == 0) {
			if (!r->skip_ties || isnan(c->value[i]))
				len = 0;
			continue;
		}
		if (len == 0 || s != now) {
			first = i;
			len = 0;
		}
		now = s;
		flag_run(c, r, rule, first, i, ++len, s);
	}
}

static void
find_trend(struct chart *c, const struct rule *r, size_t rule)
{
	size_t first = 0, len = 0;
	int now = 0;

	for (size_t i = 0; i < c->n; i++) {
		int s = step(c, i);
		if (s == 0) {
			if (!r->skip_ties || !is_tie(c, r, i))
				len = 0;
			continue;
		}
		if (len == 0 || s != now) {
			first = i - 1;
			len = 1;
		}
		now = s;
		flag_run(c, r, rule, first, i, ++len, s);
	}
}

/* Two of three on one side of the centre that are close to the limit and not beyond it. */
static void
find_close(struct chart *c, const struct rule *r, size_t rule)
{
	for (size_t end = r->len; end <= c->n; end++) {
		size_t close = 0, begin = end - r->len;
		int s = side(c, begin);
		for (size_t i = begin; i < end; i++) {
			if (side(c, i) != s)
				s = 0;
			close += beyond(c, i, r->zone) != 0 && beyond(c, i, CONTROL_ZONES) == 0;
		}
		if (s == 0 || close < r->at_least)
			continue;
		for (size_t i = begin; i < end; i++)
			if (beyond(c, i, r->zone) != 0 && beyond(c, i, CONTROL_ZONES) == 0)
				flag(c, i, rule, s);
	}
}

/* So many of the last few beyond some sigmas on one side, this one among them. */
static void
find_beyond(struct chart *c, const struct rule *r, size_t rule)
{
	for (size_t i = r->len - 1; i < c->n; i++) {
		size_t there = 0;
		int s = beyond(c, i, r->zone);
		for (size_t k = i + 1 - r->len; k <= i && s != 0; k++) {
			if (isnan(c->value[k]))
				s = 0;
			there += beyond(c, k, r->zone) == s;
		}
		if (s != 0 && there >= r->at_least)
			flag(c, i, rule, s);
	}
}

static void
find_alternating(struct chart *c, const struct rule *r, size_t rule)
{
	size_t len = 0; /* points that go up and down in turn, to this one */

	for (size_t i = 0; i < c->n; i++) {
		int now = step(c, i), before = i > 0 ? step(c, i - 1) : 0;
		if (now == 0)
			len = 0;
		else if (now == -before)
			len = len ? len + 1 : 3;
		else
			len = 2;
		if (len >= r->len)
			flag(c, i, rule, 0);
	}
}

/* WITHIN: all of the run inside one sigma; MIXED: all of the last few outside, on both sides. */
static void
find_zone(struct chart *c, const struct rule *r, size_t rule)
{
	size_t len = 0, up = 0, down = 0; /* up and down: points since the last above and below */

	for (size_t i = 0; i < c->n; i++) {
		int s = beyond(c, i, r->zone);
		bool here = !isnan(c->value[i]) && !isnan(c->line[i].high[r->zone - 1]) &&
			    (s == 0) == (r->kind == WITHIN);
		len = here ? len + 1 : 0;
		up = s > 0 ? 0 : up + 1;
		down = s < 0 ? 0 : down + 1;
		if (len >= r->len && (r->kind == WITHIN || (up < r->len && down < r->len)))
			flag(c, i, rule, 0);
	}
}

static double
log_choose(size_t n, size_t k)
{
	if (k > n)
		return (double)-INFINITY;
	return lgamma((double)n + 1) - lgamma((double)k + 1) - lgamma((double)(n - k) + 1);
}

/* The chance of exactly so many runs. */
static double
runs_chance(size_t above, size_t below, size_t runs)
{
	double all = log_choose(above + below, above);
	size_t k = runs / 2; /* of either side, at least */

	if (runs % 2 == 0)
		return 2 * exp(log_choose(above - 1, k - 1) + log_choose(below - 1, k - 1) - all);
	return exp(log_choose(above - 1, k) + log_choose(below - 1, k - 1) - all) +
	       exp(log_choose(above - 1, k - 1) + log_choose(below - 1, k) - all);
}

void
runs_number(size_t above, size_t below, double *least, double *most)
{
	size_t end = above + below, few = 2, many = end;
	double sum, tail = 0.025 * (1 + 1e-9);

	*least = *most = (double)NAN;
	if (above == 0 || below == 0)
		return;
	for (sum = runs_chance(above, below, few); sum <= tail && few < end;)
		sum += runs_chance(above, below, ++few);
	for (sum = runs_chance(above, below, many); sum <= tail && many > 2;)
		sum += runs_chance(above, below, --many);
	*least = (double)few;
	*most = (double)many;
}

static double
least_crossings(size_t useful)
{
	double n = (double)useful - 1, k = 0;

	while (gsl_cdf_binomial_P((unsigned)k, 0.5, (unsigned)n) < 0.05)
		k++;
	return k;
}

/* The last point of the longest run is where LONGEST is flagged, if it is. */
static void
count_runs(const struct chart *c, struct runs_counts *counts)
{
	size_t len = 0;
	int now = 0;

	*counts = (struct runs_counts){.longest_max = (double)NAN, .crossings_min = (double)NAN};
	for (size_t i = 0; i < c->n; i++) {
		int s = side(c, i);
		if (s == 0)
			continue;
		counts->useful++;
		counts->above += s > 0;
		counts->runs += s != now;
		len = s == now ? len + 1 : 1;
		now = s;
		if (len > counts->longest)
			counts->longest = len;
	}
	runs_number(counts->above, counts->useful - counts->above, &counts->runs_min,
		    &counts->runs_max);
	if (counts->useful == 0)
		return;
	counts->longest_max = round(log2((double)counts->useful)) + 3;
	counts->crossings_min = least_crossings(counts->useful);
}

static void
find_whole(struct chart *c, const struct rule *r, size_t rule, const struct runs_counts *counts)
{
	bool signal;
	size_t last = c->n;

	if (counts->useful < LEAST_USEFUL)
		return;
	if (r->kind == LONGEST)
		signal = (double)counts->longest > counts->longest_max;
	else if (r->kind == CROSSINGS)
		signal = (double)counts->runs - 1 < counts->crossings_min;
	else
		signal = (double)counts->runs < counts->runs_min ||
			 (double)counts->runs > counts->runs_max;
	while (last > 0 && isnan(c->value[last - 1]))
		last--;
	if (signal && last > 0)
		flag(c, last - 1, rule, 0);
}

static void
find_rule(struct chart *c, size_t rule, const struct runs_counts *counts)
{
	const struct rule *r = &rules[rule];

	switch (r->kind) {
	case OUTSIDE:
		for (size_t i = 0; i < c->n; i++)
			if (beyond(c, i, r->zone) != 0)
				flag(c, i, rule, beyond(c, i, r->zone));
		break;
	case TREND: find_trend(c, r, rule); break;
	case CLOSE: find_close(c, r, rule); break;
	case SHIFT: find_shift(c, r, rule); break;
	case BEYOND: find_beyond(c, r, rule); break;
	case ALTERNATING: find_alternating(c, r, rule); break;
	case WITHIN:
	case MIXED: find_zone(c, r, rule); break;
	case LONGEST:
	case CROSSINGS:
	case NUMBER: find_whole(c, r, rule, counts); break;
	}
}

void
runs_find(unsigned sets, const double *value, const struct control_line *line, size_t n,
	  struct runs_found *found, struct runs_counts *counts)
{
	struct chart c = {value, line, n, found};

	for (size_t i = 0; i < n; i++)
		found[i] = (struct runs_found){0};
	count_runs(&c, counts);
	for (size_t rule = 0; rule < RULES; rule++)
		if (sets & rules[rule].set)
			find_rule(&c, rule, counts);
}

static void
rule_text(struct ccr_buf *text, const struct rule *r, const struct runs_counts *counts,
	  const char *centre)
{
	const char *ties = r->skip_ties ? "skip" : "break", *flagged = r->flag_all ? "all" : "end";

	switch (r->kind) {
	case OUTSIDE: ccr_buf_printf(text, "outside,sigma=%d", r->zone); break;
	case TREND:
		ccr_buf_printf(text, "trend,len=%zu,ties=%s,flag=%s", r->len, ties, flagged);
		break;
	case CLOSE:
		ccr_buf_printf(text, "close,%zu_of=%zu,sigma=%d..3,same_side=all", r->at_least,
			       r->len, r->zone);
		break;
	case SHIFT:
		ccr_buf_printf(text, "shift,len=%zu,centre=%s,ties=%s,flag=%s", r->len, centre,
			       ties, flagged);
		break;
	case BEYOND:
		ccr_buf_printf(text, "beyond,%zu_of=%zu,sigma=%d", r->at_least, r->len, r->zone);
		break;
	case ALTERNATING: ccr_buf_printf(text, "alternating,len=%zu", r->len); break;
	case WITHIN: ccr_buf_printf(text, "within,len=%zu,sigma=%d", r->len, r->zone); break;
	case MIXED: ccr_buf_printf(text, "both_sides,len=%zu,sigma=%d", r->len, r->zone); break;
	case LONGEST:
		ccr_buf_printf(text, "longest_run=%zu,max=%.0f,useful=%zu,centre=%s",
			       counts->longest, counts->longest_max, counts->useful, centre);
		break;
	case CROSSINGS:
		ccr_buf_printf(text, "crossings=%zu,min=%.0f,useful=%zu,centre=%s",
			       counts->runs - 1, counts->crossings_min, counts->useful, centre);
		break;
	case NUMBER:
		ccr_buf_printf(text, "runs=%zu,min=%.0f,max=%.0f,useful=%zu,centre=%s",
			       counts->runs, counts->runs_min, counts->runs_max, counts->useful,
			       centre);
		break;
	}
}

void
runs_text(struct ccr_buf *text, const struct runs_found *found, const struct runs_counts *counts,
	  const char *centre)
{
	struct ccr_buf one = {0};
	size_t begin = text->len;

	for (size_t rule = 0; rule < RULES; rule++) {
		if (!(found->rules & UINT32_C(1) << rule))
			continue;
		ccr_buf_clear(&one);
		rule_text(&one, &rules[rule], counts, centre);
		/* Sets share rules; one that is the same in all its parameters is said once. */
		if (text->len > begin && strstr(text->data + begin, one.data))
			continue;
		ccr_buf_printf(text, "%s%s", text->len > begin ? "; " : "", one.data);
	}
	ccr_buf_release(&one);
}
