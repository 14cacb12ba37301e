/* cover.c: see cover.h. */
#include "incidents/cover.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

const struct ccr_field cover_fields[COVER_FIELDS] = {
	{"by", CCR_TEXT},
	{"group", CCR_TEXT},
	{"rows", CCR_COUNT},
	{"first", CCR_DATE},
	{"last", CCR_DATE},
	{"months", CCR_COUNT},
	{"months_without", CCR_COUNT},
	{"which", CCR_TEXT},
	{"date_missing", CCR_SHARE},
	{"person_missing", CCR_SHARE},
	{"dyad_missing", CCR_SHARE},
	{"place_missing", CCR_SHARE},
	{"note", CCR_TEXT},
};

/* Is the part known of this row? */
struct known {
	bool person, dyad, place;
};

static struct known
look(const struct incidents *s)
{
	const struct ccr_column *col = s->column;
	const struct ccr_column *person =
		&col[col[INCIDENTS_AT_PERSON].name ? INCIDENTS_AT_PERSON : INCIDENTS_AT_VICTIM];

	return (struct known){person->mark == CCR_PRESENT,
			      s->ask->dyad ? col[INCIDENTS_AT_DYAD].mark == CCR_PRESENT
					   : col[INCIDENTS_AT_VICTIM].mark == CCR_PRESENT &&
						     col[INCIDENTS_AT_OFFENDER].mark == CCR_PRESENT,
			      col[INCIDENTS_AT_PLACE].mark == CCR_PRESENT};
}

static void
add_row(struct incidents *s, struct coverage *by, const struct incident *i)
{
	struct known known = look(s);
	bool used = false;

	for (size_t g = 0; g < s->n_groupings; g++) {
		uint32_t group = ccr_group_of(&s->grouping[g].group, s->grouping[g].columns);
		struct coverage_counts *c;
		if (group == CCR_NO_CODE) {
			if (s->n_groupings > 1)
				ccr_cursor_count(s->rows, CCR_LEDGER_MISSING,
						 s->grouping[g].group.by_text);
			continue;
		}
		used = true;
		coverage_add(&by[g], group, i->date);
		c = coverage_of(&by[g], group);
		c->no_person += !known.person;
		c->no_dyad += !known.dyad;
		c->no_place += !known.place;
	}
	if (!used)
		ccr_cursor_exclude(s->rows, "group missing");
}

/* "2024-03 2024-07", NULL where there is none; the caller frees. */
static char *
list_gaps(const struct coverage *by, uint32_t group)
{
	struct ccr_buf list = {0};
	char month[COVERAGE_MONTH_SIZE];

	if (by->group[group].dated == 0)
		return NULL;
	for (int m = coverage_next_gap(by, group, coverage_month(by->group[group].first)); m >= 0;
	     m = coverage_next_gap(by, group, m + 1)) {
		coverage_month_print(month, m);
		ccr_buf_printf(&list, "%s%s", list.len ? " " : "", month);
	}
	return list.len ? ccr_buf_detach(&list) : NULL;
}

/* A share of the rows, and where it is 1, whether there is such a column at all. */
static void
emit_missing(struct incidents *s, size_t missing, size_t rows, bool found, const char *name,
	     struct ccr_buf *note)
{
	ccr_emit_number(s->run->out, (double)missing / (double)rows);
	if (!found)
		ccr_buf_printf(note, "%sno column of %s", note->len ? "; " : "", name);
}

static void
emit_group(struct incidents *s, const struct coverage *by, size_t g, uint32_t group)
{
	const struct coverage_counts *c = &by->group[group];
	const struct ccr_column *col = s->column;
	struct ccr_emit *out = s->run->out;
	struct ccr_buf note = {0};
	bool victim = col[INCIDENTS_AT_VICTIM].found;
	char *gaps = list_gaps(by, group);

	incidents_emit_group(s, g, group);
	ccr_emit_count(out, c->rows);
	ccr_emit_date(out, c->first);
	ccr_emit_date(out, c->last);
	if (c->dated > 0) {
		ccr_emit_number(out, coverage_month(c->last) - coverage_month(c->first) + 1);
		ccr_emit_count(out, coverage_gaps(by, group));
	} else {
		ccr_emit_missing(out, 2);
		ccr_buf_puts(&note, "no row has a date");
	}
	ccr_emit_text(out, gaps);
	emit_missing(s, c->rows - c->dated, c->rows, col[INCIDENTS_AT_DATE].found, "dates", &note);
	emit_missing(s, c->no_person, c->rows,
		     col[INCIDENTS_AT_PERSON].name ? col[INCIDENTS_AT_PERSON].found : victim,
		     "persons", &note);
	emit_missing(s, c->no_dyad, c->rows,
		     s->ask->dyad ? col[INCIDENTS_AT_DYAD].found
				  : victim && col[INCIDENTS_AT_OFFENDER].found,
		     "both of a dyad", &note);
	emit_missing(s, c->no_place, c->rows, col[INCIDENTS_AT_PLACE].found, "places", &note);
	ccr_emit_text(out, note.data);
	ccr_emit_end(out);
	ccr_buf_release(&note);
	free(gaps);
}

bool
incidents_cover(struct ccr_run *run, const struct incidents_ask *ask)
{
	struct incidents s;
	struct incident i;
	bool done = incidents_open(&s, run, ask, 0, NULL, 0);
	struct coverage *by = ccr_alloc(s.n_groupings, sizeof *by);

	if (done) {
		while (incidents_next(&s, &i))
			add_row(&s, by, &i);
		done = incidents_end(&s);
	}
	for (size_t g = 0; g < s.n_groupings; g++) {
		uint32_t *order = ccr_group_order(&s.grouping[g].group);
		for (size_t k = 0; done && k < ccr_group_count(&s.grouping[g].group); k++)
			if (order[k] < by[g].n)
				emit_group(&s, &by[g], g, order[k]);
		free(order);
		coverage_release(&by[g]);
	}
	free(by);
	incidents_release(&s);
	return done;
}
