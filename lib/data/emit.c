/* emit.c: see emit.h. */
#include "data/emit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/num.h"
#include "data/csvout.h"

struct ccr_emit_cell {
	char *text; /* NULL: missing */
	bool share;
};

static const char *
field_name(const struct ccr_emit *e, size_t i)
{
	return e->renamed && i == e->rename_at ? e->renamed : e->field[i].name;
}

static bool
is_number(const struct ccr_field *field)
{
	return field->type == CCR_NUMBER || field->type == CCR_COUNT || field->type == CCR_SHARE;
}

static bool
is_laid_out(const struct ccr_emit *e)
{
	return e->format == CCR_TABLE || e->format == CCR_MD;
}

void
ccr_emit_init(struct ccr_emit *e, enum ccr_format format, const struct ccr_field *field, size_t n)
{
	*e = (struct ccr_emit){.format = format, .field = field, .n_fields = n};
}

void
ccr_emit_rename(struct ccr_emit *e, size_t field, const char *name)
{
	e->rename_at = field;
	free(e->renamed);
	e->renamed = ccr_strdup(name);
}

void
ccr_emit_places(struct ccr_emit *e, const enum ccr_place *place)
{
	e->place = place;
}

static void
release_own(struct ccr_emit *e)
{
	for (size_t i = 0; e->own && i < e->n_fields; i++)
		free((char *)e->own[i].name);
	free(e->own);
}

void
ccr_emit_fields(struct ccr_emit *e, const struct ccr_field *field, size_t n)
{
	struct ccr_field *own = ccr_alloc(n, sizeof *own);

	for (size_t i = 0; i < n; i++)
		own[i] = (struct ccr_field){ccr_strdup(field[i].name), field[i].type};
	release_own(e);
	e->field = e->own = own;
	e->n_fields = n;
}

void
ccr_emit_closing(struct ccr_emit *e, const char *text)
{
	free(e->closing);
	e->closing = ccr_strdup(text);
}

static void
begin(struct ccr_emit *e)
{
	if (e->rows > 0)
		return;
	if (e->format == CCR_CSV) {
		for (size_t i = 0; i < e->n_fields; i++) {
			const char *name = field_name(e, i);
			ccr_buf_add(&e->out, ",", i > 0);
			ccr_csv_cell(&e->out, name, strlen(name), e->n_fields == 1);
		}
		ccr_buf_puts(&e->out, "\n");
	} else if (e->format == CCR_JSON) {
		ccr_buf_puts(&e->out, "[");
	}
}

/* A cell fit for people: a line end would break the row, a control byte could drive the terminal.
 */
static char *
fit(const char *text)
{
	struct ccr_buf cell = {0};
	char *line = ccr_strdup(text);

	for (char *p = line; *p; p++)
		if (*p == '\n' || *p == '\r' || *p == '\t')
			*p = ' ';
	ccr_buf_escape(&cell, line);
	free(line);
	return ccr_buf_detach(&cell);
}

/* One value as text; NULL is missing.  quoted: in JSON it is a text. */
static void
value(struct ccr_emit *e, const char *text, bool quoted)
{
	size_t n = text ? strlen(text) : 0;

	if (e->at == e->n_fields)
		ccr_die(CCR_SYSTEM, "more values than fields in a result row");
	if (e->at == 0)
		begin(e);
	if (is_laid_out(e)) {
		CCR_GROW(e->cell, e->cells_cap, e->n_cells + 1);
		e->cell[e->n_cells++].text = text ? fit(text) : NULL;
	} else if (e->format == CCR_CSV) {
		ccr_buf_add(&e->out, ",", e->at > 0);
		ccr_csv_cell(&e->out, text ? text : "", n, e->n_fields == 1);
	} else {
		const char *name = field_name(e, e->at);
		if (e->at == 0)
			ccr_buf_puts(&e->out, e->format == CCR_JSONL ? "{"
					      : e->rows              ? ",\n{"
								     : "\n{");
		else
			ccr_buf_puts(&e->out, ",");
		ccr_buf_json(&e->out, name, strlen(name));
		ccr_buf_puts(&e->out, ":");
		if (text && quoted)
			ccr_buf_json(&e->out, text, n);
		else
			ccr_buf_puts(&e->out, text ? text : "null");
	}
	e->at++;
}

void
ccr_emit_text(struct ccr_emit *e, const char *text)
{
	value(e, text && *text ? text : NULL, true);
}

static void
number(struct ccr_emit *e, double x, bool share)
{
	char text[CCR_NUM_SIZE];

	if (!isfinite(x)) {
		value(e, NULL, false);
		return;
	}
	if (!is_laid_out(e))
		ccr_num_print(text, x);
	else
		ccr_num_print_short(text, share ? 100 * x : x);
	value(e, text, false);
	if (is_laid_out(e))
		e->cell[e->n_cells - 1].share = share;
}

void
ccr_emit_number(struct ccr_emit *e, double x)
{
	number(e, x, e->at < e->n_fields && e->field[e->at].type == CCR_SHARE);
}

void
ccr_emit_mixed(struct ccr_emit *e, bool share, double x)
{
	number(e, x, share);
	e->mixed |= !share;
}

void
ccr_emit_count(struct ccr_emit *e, size_t n)
{
	ccr_emit_number(e, (double)n);
}

void
ccr_emit_date(struct ccr_emit *e, ccr_date date)
{
	char text[CCR_DATE_SIZE];

	if (date != CCR_DATE_NONE)
		ccr_date_print(text, date);
	value(e, date == CCR_DATE_NONE ? NULL : text, true);
}

void
ccr_emit_missing(struct ccr_emit *e, size_t n)
{
	while (n-- > 0)
		value(e, NULL, false);
}

void
ccr_emit_end(struct ccr_emit *e)
{
	if (e->at != e->n_fields)
		ccr_die(CCR_SYSTEM, "fewer values than fields in a result row");
	if (e->format == CCR_CSV)
		ccr_buf_puts(&e->out, "\n");
	else if (!is_laid_out(e))
		ccr_buf_puts(&e->out, e->format == CCR_JSONL ? "}\n" : "}");
	e->at = 0;
	e->rows++;
}

static size_t
width(const char *text)
{
	return text ? ccr_text_width(text, strlen(text)) : 0;
}

static void
pad_cell(struct ccr_emit *e, const char *text, size_t columns, bool right, bool last)
{
	size_t room = columns - width(text);

	if (right)
		ccr_buf_pad(&e->out, ' ', room);
	for (const char *p = text ? text : ""; *p; p++) {
		if (*p == '|' && e->format == CCR_MD)
			ccr_buf_puts(&e->out, "\\|");
		else
			ccr_buf_add(&e->out, p, 1);
	}
	if (!right && !(last && e->format == CCR_TABLE))
		ccr_buf_pad(&e->out, ' ', room);
}

/* The columns of a table: their heads and widths, 0 where a column is not shown. */
struct layout {
	char **head;
	size_t *width, last;
	bool *same; /* the same text in all rows */
};

static const char *
cell_at(const struct ccr_emit *e, size_t row, size_t field)
{
	return e->cell[row * e->n_fields + field].text;
}

static enum ccr_place
place_of(const struct ccr_emit *e, size_t field)
{
	return e->place ? e->place[field] : CCR_IN_TABLE;
}

static bool
same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool
is_shown(const struct ccr_emit *e, size_t field, bool same)
{
	switch (place_of(e, field)) {
	case CCR_HEADING:
	case CCR_BELOW: return e->format == CCR_MD;
	case CCR_DETAIL: return !is_number(&e->field[field]) && !same;
	case CCR_HIDDEN: return false;
	case CCR_IN_TABLE: break;
	}
	return true;
}

/* Columns that are empty in every row say nothing to a person and are left out. */
static struct layout
measure(const struct ccr_emit *e)
{
	struct layout l = {.head = ccr_alloc(e->n_fields, sizeof *l.head),
			   .width = ccr_alloc(e->n_fields, sizeof *l.width),
			   .same = ccr_alloc(e->n_fields, sizeof *l.same)};

	for (size_t i = 0; i < e->n_fields; i++) {
		char *name = fit(field_name(e, i));
		bool share = e->field[i].type == CCR_SHARE && !e->mixed;
		l.head[i] = ccr_printf("%s%s", name, share ? " %" : "");
		free(name);
		l.same[i] = e->rows > 0;
		for (size_t row = 0; row < e->rows; row++) {
			size_t w = width(cell_at(e, row, i));
			l.width[i] = w > l.width[i] ? w : l.width[i];
			l.same[i] &= same_text(cell_at(e, row, i), cell_at(e, 0, i));
		}
		if (!is_shown(e, i, l.same[i]))
			l.width[i] = 0;
		else if (l.width[i] > 0 || e->rows == 0)
			l.width[i] = l.width[i] < width(l.head[i]) ? width(l.head[i]) : l.width[i];
		l.last = l.width[i] > 0 ? i : l.last;
	}
	return l;
}

static void
lay_row(struct ccr_emit *e, const struct layout *l, size_t row)
{
	bool first = true;

	ccr_buf_puts(&e->out, e->format == CCR_MD ? "| " : "");
	for (size_t i = 0; i < e->n_fields; i++) {
		const char *text = row == 0 ? l->head[i] : cell_at(e, row - 1, i);
		if (l->width[i] == 0)
			continue;
		ccr_buf_puts(&e->out, first ? "" : e->format == CCR_MD ? " | " : "  ");
		pad_cell(e, text, l->width[i], is_number(&e->field[i]), i == l->last);
		first = false;
	}
	while (e->format == CCR_TABLE && e->out.len > 0 && e->out.data[e->out.len - 1] == ' ')
		e->out.data[--e->out.len] = '\0';
	ccr_buf_puts(&e->out, e->format == CCR_MD ? " |\n" : "\n");
}

static void
lay_rule(struct ccr_emit *e, const struct layout *l)
{
	for (size_t i = 0; i < e->n_fields; i++) {
		if (l->width[i] == 0)
			continue;
		ccr_buf_puts(&e->out, "| ");
		ccr_buf_pad(&e->out, '-', l->width[i] > 2 ? l->width[i] - 1 : 2);
		ccr_buf_puts(&e->out, is_number(&e->field[i]) ? ": " : "- ");
	}
	ccr_buf_puts(&e->out, "|\n");
}

/* A heading stands above the rows that share it, and the names of the columns below it. */
static void
lay_heading(struct ccr_emit *e, const struct layout *l, size_t field, size_t row)
{
	const char *text = cell_at(e, row, field);

	if (row > 0 && same_text(text, cell_at(e, row - 1, field)))
		return;
	ccr_buf_printf(&e->out, "%s%s\n", row > 0 ? "\n" : "", text ? text : "");
	lay_row(e, l, 0);
}

/* Text in lines of at most so many columns, each behind two blanks. */
static void
lay_lines(struct ccr_emit *e, const char *text)
{
	enum { INDENT = 2, COLUMNS = 100 };
	size_t used = 0;

	while (*text) {
		size_t n = strcspn(text, " "), w = ccr_text_width(text, n);
		if (used > 0 && used + 1 + w > COLUMNS) {
			ccr_buf_puts(&e->out, "\n");
			used = 0;
		}
		ccr_buf_pad(&e->out, ' ', used > 0 ? 1 : INDENT);
		ccr_buf_add(&e->out, text, n);
		used += (used > 0 ? 1 : INDENT) + w;
		text += n + (text[n] == ' ');
	}
	ccr_buf_puts(&e->out, "\n");
}

static void
lay_below(struct ccr_emit *e, size_t row)
{
	struct ccr_buf text = {0};

	for (size_t i = 0; e->format == CCR_TABLE && i < e->n_fields; i++)
		if (place_of(e, i) == CCR_BELOW && cell_at(e, row, i))
			ccr_buf_printf(&text, "%s%s", text.len ? " - " : "", cell_at(e, row, i));
	if (text.len > 0)
		lay_lines(e, text.data);
	ccr_buf_release(&text);
}

/* What is the same in all rows is said once. */
static void
lay_footer(struct ccr_emit *e, const struct layout *l)
{
	bool first = true;

	for (size_t i = 0; i < e->n_fields; i++) {
		if (place_of(e, i) != CCR_DETAIL || !l->same[i] || is_number(&e->field[i]) ||
		    !cell_at(e, 0, i))
			continue;
		ccr_buf_printf(&e->out, "%s%s: %s", first ? "\n" : "; ", field_name(e, i),
			       cell_at(e, 0, i));
		first = false;
	}
	ccr_buf_puts(&e->out, first ? "" : "\n");
}

static void
mark_shares(struct ccr_emit *e)
{
	for (size_t i = 0; e->mixed && i < e->n_cells; i++) {
		char *text = e->cell[i].text;
		if (!text || !e->cell[i].share)
			continue;
		e->cell[i].text = ccr_printf("%s%%", text);
		free(text);
	}
}

static void
lay_out(struct ccr_emit *e)
{
	struct layout l;
	size_t heading = e->n_fields;

	mark_shares(e);
	l = measure(e);
	for (size_t i = 0; e->format == CCR_TABLE && e->rows > 0 && i < e->n_fields; i++)
		heading = place_of(e, i) == CCR_HEADING ? i : heading;
	if (heading == e->n_fields)
		lay_row(e, &l, 0);
	if (e->format == CCR_MD)
		lay_rule(e, &l);
	for (size_t row = 0; row < e->rows; row++) {
		if (heading < e->n_fields)
			lay_heading(e, &l, heading, row);
		lay_row(e, &l, row + 1);
		lay_below(e, row);
	}
	lay_footer(e, &l);
	if (e->closing)
		ccr_buf_printf(&e->out, "\n%s\n", e->closing);
	for (size_t i = 0; i < e->n_fields; i++)
		free(l.head[i]);
	free(l.head);
	free(l.width);
	free(l.same);
}

void
ccr_emit_finish(struct ccr_emit *e)
{
	if (e->n_fields == 0)
		return;
	if (e->rows == 0)
		begin(e);
	if (is_laid_out(e))
		lay_out(e);
	else if (e->format == CCR_JSON)
		ccr_buf_puts(&e->out, e->rows ? "\n]\n" : "]\n");
}

void
ccr_emit_release(struct ccr_emit *e)
{
	for (size_t i = 0; i < e->n_cells; i++)
		free(e->cell[i].text);
	free(e->cell);
	free(e->renamed);
	free(e->closing);
	release_own(e);
	ccr_buf_release(&e->out);
	*e = (struct ccr_emit){0};
}
