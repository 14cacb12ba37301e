/* months.c: see months.h.
 *
 * A year to date is compared with the same months of the other year, and only with those that both
 * have: a month without a row, or not yet over, is left out on both sides, and said.  The interval
 * of a ratio is exact for Poisson counts (stat/poisson.h).
 */
#include "trend/months.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stat/poisson.h"

const struct ccr_field months_fields[MONTHS_FIELDS] = {
	{"series", CCR_TEXT},       {"date", CCR_DATE},
	{"value", CCR_COUNT},       {"previous_date", CCR_DATE},
	{"previous", CCR_COUNT},    {"change_ratio", CCR_NUMBER},
	{"change_low", CCR_NUMBER}, {"change_high", CCR_NUMBER},
	{"ci_method", CCR_TEXT},    {"scope", CCR_TEXT},
	{"months", CCR_TEXT},       {"n_months", CCR_COUNT},
	{"by", CCR_TEXT},           {"as_of", CCR_DATE},
	{"note", CCR_TEXT},
};

/* No ratio is given on a base under this. */
enum { LEAST_BASE = 5, YEAR = 12 };

static const double level = 0.95;

/* A comparison of two sums. */
struct pair {
	const char *scope;
	ccr_date date, previous_date;
	double value, previous; /* NaN: none */
	char *months;
	size_t n_months;
	const char *reason; /* why nothing is compared; NULL: it may be */
	struct ccr_buf note;
};

static void
say(struct ccr_buf *note, const char *text)
{
	if (text && *text)
		ccr_buf_printf(note, "%s%s", note->len ? "; " : "", text);
}

static void
emit_pair(struct trend *t, const struct trend_grouping *g, uint32_t code, struct pair *p)
{
	struct ccr_interval ci = {(double)NAN, (double)NAN};
	struct ccr_emit *out = t->run->out;
	double ratio = (double)NAN;

	say(&p->note, p->reason);
	if (!p->reason && p->previous < LEAST_BASE) {
		say(&p->note, "no ratio: fewer than 5 to compare with");
	} else if (!p->reason) {
		ratio = p->value / p->previous;
		ci = ccr_rate_ratio_interval(p->value, 1, p->previous, 1, level);
	}
	trend_emit_series(t, g, code);
	ccr_emit_date(out, p->date);
	ccr_emit_number(out, p->value);
	ccr_emit_date(out, p->previous_date);
	ccr_emit_number(out, p->previous);
	ccr_emit_number(out, ratio);
	ccr_emit_number(out, ci.low);
	ccr_emit_number(out, ci.high);
	ccr_emit_text(out, "poisson-exact");
	ccr_emit_text(out, p->scope);
	ccr_emit_text(out, p->months);
	ccr_emit_count(out, p->n_months);
	trend_emit_by(t, g);
	ccr_emit_date(out, t->ask->as_of);
	ccr_emit_text(out, p->note.data);
	ccr_emit_end(out);
	free(p->months);
	ccr_buf_release(&p->note);
}

/* The row of a month (counted from the year 0); NULL where the series does not reach so far. */
static const struct trend_row *
at_month(const struct trend_series *s, int64_t month)
{
	int64_t i = month - trend_period(TREND_MONTH, s->row[0].date);

	return i >= 0 && i < (int64_t)s->n ? &s->row[i] : NULL;
}

static bool
usable(const struct trend_row *row)
{
	return row && !row->gap && !row->open;
}

static ccr_date
first_day(int64_t month)
{
	return ccr_date_from_civil((int)(month / YEAR), (int)(month % YEAR) + 1, 1);
}

/* How many months back the other month lies; 0: it is the same year. */
static int64_t
back(double against, int64_t month)
{
	return isnan(against) ? YEAR : (month / YEAR - (int64_t)against) * YEAR;
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Is the last month less than half of the median of the twelve before it?  Then its rows may not
 * all be in yet. */
static bool
looks_partial(const struct trend_series *s, size_t i)
{
	double x[YEAR];
	size_t n = 0;

	if (i + 1 < s->n || !usable(&s->row[i]))
		return false;
	for (size_t k = i > YEAR ? i - YEAR : 0; k < i; k++)
		if (usable(&s->row[k]))
			x[n++] = s->row[k].value;
	if (n < 3)
		return false;
	qsort(x, n, sizeof *x, by_value);
	return s->row[i].value < (x[(n - 1) / 2] + x[n / 2]) / 4;
}

static void
one_month(struct trend *t, const struct trend_grouping *g, uint32_t code,
	  const struct trend_series *s, size_t i, double against)
{
	const struct trend_row *row = &s->row[i], *other;
	int64_t month = trend_period(TREND_MONTH, row->date), ago = back(against, month);
	struct pair p = {.scope = "month",
			 .date = first_day(month),
			 .previous_date = ago ? first_day(month - ago) : CCR_DATE_NONE,
			 .value = row->value,
			 .n_months = usable(row)};

	other = ago ? at_month(s, month - ago) : NULL;
	p.previous = other ? other->value : (double)NAN;
	p.months = ccr_printf("%d", (int)(month % YEAR) + 1);
	say(&p.note, row->gap);
	if (row->open)
		say(&p.note, "the month is not over by the as-of day: not compared");
	if (looks_partial(s, i))
		say(&p.note, "less than half of the median of the months before: are all rows in?");
	if (!usable(row))
		p.reason = "";
	else if (ago == 0)
		p.reason = "of the year that the others are compared with";
	else if (!other)
		p.reason = "there is no such month in the other year";
	else if (!usable(other))
		p.reason = "the same month of the other year has no value";
	emit_pair(t, g, code, &p);
}

/* "1-4,6" of the months of a year. */
static char *
month_list(const bool *in)
{
	struct ccr_buf text = {0};

	for (int m = 0; m < YEAR; m++) {
		int end = m;
		if (!in[m])
			continue;
		while (end + 1 < YEAR && in[end + 1])
			end++;
		ccr_buf_printf(&text, "%s%d", text.len ? "," : "", m + 1);
		if (end > m)
			ccr_buf_printf(&text, "-%d", end + 1);
		m = end;
	}
	return text.data ? ccr_buf_detach(&text) : NULL;
}

static void
one_year(struct trend *t, const struct trend_grouping *g, uint32_t code,
	 const struct trend_series *s, int64_t year, double against)
{
	int64_t ago = back(against, year * YEAR);
	struct pair p = {.scope = "year_to_date",
			 .date = first_day(year * YEAR),
			 .previous_date = first_day(year * YEAR - ago)};
	bool in[YEAR] = {false};
	size_t left = 0, open = 0;
	char *text;

	for (int m = 0; m < YEAR; m++) {
		const struct trend_row *row = at_month(s, year * YEAR + m);
		const struct trend_row *other = at_month(s, year * YEAR + m - ago);
		open += row && row->open;
		in[m] = usable(row) && usable(other);
		left += row && !row->open && !in[m];
		if (!in[m])
			continue;
		p.value += row->value;
		p.previous += other->value;
		p.n_months++;
	}
	p.months = month_list(in);
	if (left > 0) {
		text = ccr_printf("months left out, without a value in one of the years or both: "
				  "%zu",
				  left);
		say(&p.note, text);
		free(text);
	}
	if (open > 0)
		say(&p.note, "a month that is not over by the as-of day is left out");
	if (looks_partial(s, s->n - 1) && trend_period(TREND_YEAR, s->row[s->n - 1].date) == year)
		say(&p.note, "the last month is less than half of the median of those before: are "
			     "all rows in?");
	if (p.n_months == 0) {
		p.reason = "no month that both years have";
		p.value = p.previous = (double)NAN;
	}
	emit_pair(t, g, code, &p);
}

static void
compare(struct trend *t, const struct trend_grouping *g, uint32_t code,
	const struct trend_series *s, void *to)
{
	double against = *(double *)to;
	int64_t first = trend_period(TREND_YEAR, s->row[0].date);
	int64_t last = trend_period(TREND_YEAR, s->row[s->n - 1].date);

	for (size_t i = 0; i < s->n; i++)
		one_month(t, g, code, s, i, against);
	for (int64_t year = first; year <= last; year++)
		if (isnan(against) ? year > first : year != (int64_t)against)
			one_year(t, g, code, s, year, against);
}

bool
trend_months(struct ccr_run *run, const struct trend_ask *ask, double against)
{
	struct trend_ask by_month = *ask;
	struct trend t;
	bool done;

	if (!isnan(against) && !(against >= 1 && against <= 9999))
		return ccr_usage(run, "option '--against': a year is needed");
	by_month.every = TREND_MONTH;
	done = trend_read(&t, run, &by_month, (struct trend_want){.whole = true});
	if (done)
		trend_each(&t, compare, &against);
	trend_release(&t);
	return done;
}
