/* incidents.c: see incidents.h. */
#include "incidents/incidents.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"

bool
incidents_within(ccr_date date, ccr_date later, int months)
{
	int64_t days = (int64_t)later - date;
	ccr_date end;

	/* Months have 28 to 31 days: most cases need no calendar. */
	if (days <= (int64_t)28 * months)
		return true;
	if (days > (int64_t)31 * months)
		return false;
	end = ccr_date_add_months(date, months);
	return end == CCR_DATE_NONE || later <= end;
}

bool
incidents_in_window(const struct incidents *s, ccr_date date)
{
	return (s->ask->from == CCR_DATE_NONE || date >= s->ask->from) &&
	       (s->ask->to == CCR_DATE_NONE || date <= s->ask->to);
}

static bool
has_time(const char *format)
{
	for (; format && *format; format++) {
		if (*format != '%')
			continue;
		format++;
		if (*format == 'H')
			return true;
		if (!*format)
			break;
	}
	return false;
}

/* An identifier, of which the code is wanted or only whether it is there. */
static struct ccr_column
identifier(struct ccr_run *run, const char *given, const char *role, const char *option, bool code)
{
	return (struct ccr_column){.name = given ? given : role,
				   .type = code ? CCR_CATEGORY : CCR_KEY,
				   .optional = !option || !ccr_given(run, option)};
}

static void
declare(struct incidents *s, const struct ccr_column *more, size_t n)
{
	struct ccr_column *col = s->column;
	const struct incidents_ask *ask = s->ask;
	bool dyad = s->want & INCIDENTS_DYAD, person = s->want & INCIDENTS_PERSON;
	size_t at = INCIDENTS_AT_GROUPS;

	col[INCIDENTS_AT_DATE] = (struct ccr_column){
		.name = "date", .type = CCR_KEY, .optional = s->want & INCIDENTS_NO_DATE};
	col[INCIDENTS_AT_PERSON] = identifier(s->run, ask->person, "victim_id", "person", person);
	col[INCIDENTS_AT_VICTIM] = identifier(s->run, NULL, "victim_id", NULL, dyad);
	col[INCIDENTS_AT_OFFENDER] = identifier(s->run, NULL, "offender_id", NULL, dyad);
	col[INCIDENTS_AT_DYAD] = identifier(s->run, ask->dyad, "dyad", "dyad", dyad);
	if (ask->dyad)
		col[INCIDENTS_AT_VICTIM].name = col[INCIDENTS_AT_OFFENDER].name = NULL;
	else
		col[INCIDENTS_AT_DYAD].name = NULL;
	/* One column that plays both parts is read once. */
	if (!ask->person && !ask->dyad) {
		col[INCIDENTS_AT_PERSON].name = NULL;
		if (person)
			col[INCIDENTS_AT_VICTIM].type = CCR_CATEGORY;
	}
	col[INCIDENTS_AT_PLACE] =
		identifier(s->run, ask->place, "place", "place", s->want & INCIDENTS_PLACE);
	col[INCIDENTS_AT_KIND] = (struct ccr_column){
		.name = s->want & INCIDENTS_PROBLEM ? (ask->problem ? ask->problem : "kind") : NULL,
		.type = CCR_CATEGORY};
	for (size_t i = 0; i < s->n_groupings; i++) {
		s->grouping[i].columns = col + at;
		ccr_group_columns(&s->grouping[i].group, col + at);
		at += s->grouping[i].group.by->n;
	}
	if (n > 0)
		memcpy(col + at, more, n * sizeof *more);
}

/* The column that says who the person is. */
static const struct ccr_column *
person_of(const struct incidents *s)
{
	return &s->column[s->column[INCIDENTS_AT_PERSON].name ? INCIDENTS_AT_PERSON
							      : INCIDENTS_AT_VICTIM];
}

bool
incidents_open(struct incidents *s, struct ccr_run *run, const struct incidents_ask *ask,
	       enum incidents_want want, const struct ccr_column *more, size_t n)
{
	static const struct ccr_list whole;

	*s = (struct incidents){.run = run, .ask = ask, .want = want};
	s->with_time = has_time(run->input->date_format);
	s->n_groupings = ask->by.n ? ask->by.n : 1;
	s->grouping = ccr_alloc(s->n_groupings, sizeof *s->grouping);
	s->n_columns = INCIDENTS_AT_GROUPS + n;
	for (size_t i = 0; i < s->n_groupings; i++) {
		ccr_group_init(&s->grouping[i].group, ask->by.n ? &ask->by.list[i] : &whole);
		s->n_columns += s->grouping[i].group.by->n;
	}
	s->column = ccr_alloc(s->n_columns, sizeof *s->column);
	declare(s, more, n);
	if (ask->from != CCR_DATE_NONE && ask->to != CCR_DATE_NONE && ask->from > ask->to)
		return ccr_usage(run, "--from is after --to");
	if (!problems_open(&s->problems, run, &s->column[INCIDENTS_AT_KIND], ask->other))
		return false;
	s->rows = ccr_cursor_open(run->input, s->column, s->n_columns, run->err);
	return s->rows;
}

struct ccr_column *
incidents_more(const struct incidents *s)
{
	size_t at = INCIDENTS_AT_GROUPS;

	for (size_t i = 0; i < s->n_groupings; i++)
		at += s->grouping[i].group.by->n;
	return s->column + at;
}

bool
incidents_moment(struct incidents *s, const struct ccr_column *column, struct incident *to)
{
	const char *format = s->run->input->date_format, *reason;
	bool with_time = format ? s->with_time : column->len > 10;

	to->date = CCR_DATE_NONE;
	to->time = CCR_TIME_NONE;
	if (column->mark != CCR_PRESENT)
		return true;
	if (column->len == s->known_len && memcmp(column->text, s->known, s->known_len) == 0) {
		to->date = s->known_as.date;
		to->time = s->known_as.time;
		return true;
	}
	if (with_time) {
		reason = ccr_time_parse(column->text, column->len, format, &to->time);
		if (!reason)
			to->date =
				(ccr_date)((to->time - (to->time % 86400 + 86400) % 86400) / 86400);
	} else {
		reason = ccr_date_parse(column->text, column->len, format, &to->date);
	}
	if (reason && !format && strncmp(reason, "not a ", 6) == 0)
		reason = "not a date (YYYY-MM-DD, YYYY-MM-DDTHH:MM, or as --date-format says)";
	if (reason) {
		ccr_cursor_fault(s->rows, column, reason);
		return false;
	}
	if (column->len < sizeof s->known) {
		memcpy(s->known, column->text, column->len);
		s->known_len = column->len;
		s->known_as = *to;
	}
	return true;
}

static uint32_t
dyad_of(struct incidents *s)
{
	const struct ccr_column *victim = &s->column[INCIDENTS_AT_VICTIM],
				*offender = &s->column[INCIDENTS_AT_OFFENDER];

	if (s->ask->dyad)
		return s->column[INCIDENTS_AT_DYAD].code;
	if (victim->mark != CCR_PRESENT || offender->mark != CCR_PRESENT)
		return CCR_NO_CODE;
	return ccr_pairs_add(&s->dyads, victim->code, offender->code);
}

/* What the row lacks, by group 0 of the whole. */
static void
cover(struct incidents *s, ccr_date date)
{
	struct coverage_counts *c;
	const struct ccr_column *col = s->column;

	coverage_add(&s->coverage, 0, date);
	c = &s->coverage.group[0];
	c->no_person += person_of(s)->mark != CCR_PRESENT;
	c->no_dyad += s->ask->dyad ? col[INCIDENTS_AT_DYAD].mark != CCR_PRESENT
				   : col[INCIDENTS_AT_VICTIM].mark != CCR_PRESENT ||
					     col[INCIDENTS_AT_OFFENDER].mark != CCR_PRESENT;
	c->no_place += col[INCIDENTS_AT_PLACE].mark != CCR_PRESENT;
}

bool
incidents_next(struct incidents *s, struct incident *i)
{
	while (ccr_cursor_next(s->rows)) {
		if (!incidents_moment(s, &s->column[INCIDENTS_AT_DATE], i))
			continue;
		i->person = person_of(s)->code;
		i->dyad = s->want & INCIDENTS_DYAD ? dyad_of(s) : CCR_NO_CODE;
		i->place = s->column[INCIDENTS_AT_PLACE].code;
		cover(s, i->date);
		return true;
	}
	return false;
}

/* ", person 3.1 %" */
static void
say_missing(struct ccr_buf *text, const char *name, size_t missing, size_t rows, bool found)
{
	char percent[CCR_NUM_SIZE];

	ccr_num_print_short(percent, rows ? 100 * (double)missing / (double)rows : 0);
	if (found)
		ccr_buf_printf(text, "%s %s %%", name, percent);
	else
		ccr_buf_printf(text, "%s always (no such column)", name);
}

static void
say_coverage(const struct incidents *s)
{
	const struct coverage_counts *c = s->coverage.group;
	char first[CCR_DATE_SIZE], last[CCR_DATE_SIZE];
	struct ccr_buf text = {0};
	size_t gaps = coverage_gaps(&s->coverage, 0);

	if (s->coverage.n == 0)
		return;
	if (c->dated > 0) {
		ccr_date_print(first, c->first);
		ccr_date_print(last, c->last);
		ccr_buf_printf(&text, "rows from %s to %s, months without any between: %zu; ",
			       first, last, gaps);
	}
	ccr_buf_puts(&text, "missing: ");
	say_missing(&text, "date", c->rows - c->dated, c->rows, s->column[INCIDENTS_AT_DATE].found);
	say_missing(&text, ", person", c->no_person, c->rows, person_of(s)->found);
	say_missing(&text, ", place", c->no_place, c->rows, s->column[INCIDENTS_AT_PLACE].found);
	ccr_note(s->run, "%s", text.data);
	ccr_buf_release(&text);
}

bool
incidents_end(struct incidents *s)
{
	bool good = ccr_cursor_close(s->rows);

	s->rows = NULL;
	if (good)
		say_coverage(s);
	return good;
}

void
incidents_release(struct incidents *s)
{
	if (s->rows)
		ccr_cursor_close(s->rows);
	for (size_t i = 0; i < s->n_groupings; i++)
		ccr_group_release(&s->grouping[i].group);
	free(s->grouping);
	problems_release(&s->problems);
	ccr_pairs_release(&s->dyads);
	coverage_release(&s->coverage);
	ccr_columns_release(s->column, s->n_columns);
	free(s->column);
}

void
incidents_emit_group(const struct incidents *s, size_t grouping, uint32_t code)
{
	const struct ccr_group *group = &s->grouping[grouping].group;

	ccr_emit_text(s->run->out, group->by_text);
	ccr_emit_text(s->run->out, ccr_group_label(group, code));
}
