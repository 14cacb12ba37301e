/* emit.c: see emit.h. */
#include "data/emit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/num.h"
#include "data/csvout.h"

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
		e->cell[e->n_cells++] = text ? fit(text) : NULL;
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

void
ccr_emit_number(struct ccr_emit *e, double x)
{
	char text[CCR_NUM_SIZE];

	if (!isfinite(x)) {
		value(e, NULL, false);
		return;
	}
	if (!is_laid_out(e))
		ccr_num_print(text, x);
	else if (e->at < e->n_fields && e->field[e->at].type == CCR_SHARE)
		ccr_num_print_short(text, 100 * x);
	else
		ccr_num_print_short(text, x);
	value(e, text, false);
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

/* Columns that are empty in every row say nothing to a person and are left out. */
static void
lay_out(struct ccr_emit *e)
{
	size_t *columns = ccr_alloc(e->n_fields, sizeof *columns);
	char **heads = ccr_alloc(e->n_fields, sizeof *heads);
	size_t last = 0;
	const char *gap = e->format == CCR_MD ? " | " : "  ";

	for (size_t i = 0; i < e->n_fields; i++) {
		char *name = fit(field_name(e, i));
		heads[i] = ccr_printf("%s%s", name, e->field[i].type == CCR_SHARE ? " %" : "");
		free(name);
		for (size_t k = i; k < e->n_cells; k += e->n_fields)
			if (e->cell[k] && width(e->cell[k]) > columns[i])
				columns[i] = width(e->cell[k]);
		if (columns[i] > 0 || e->rows == 0) {
			columns[i] = columns[i] < width(heads[i]) ? width(heads[i]) : columns[i];
			last = i;
		}
	}
	for (size_t row = 0; row <= e->rows; row++) {
		bool first = true;
		ccr_buf_puts(&e->out, e->format == CCR_MD ? "| " : "");
		for (size_t i = 0; i < e->n_fields; i++) {
			const char *text =
				row == 0 ? heads[i] : e->cell[(row - 1) * e->n_fields + i];
			if (columns[i] == 0)
				continue;
			ccr_buf_puts(&e->out, first ? "" : gap);
			pad_cell(e, text, columns[i], is_number(&e->field[i]), i == last);
			first = false;
		}
		while (e->format == CCR_TABLE && e->out.len > 0 &&
		       e->out.data[e->out.len - 1] == ' ')
			e->out.data[--e->out.len] = '\0';
		ccr_buf_puts(&e->out, e->format == CCR_MD ? " |\n" : "\n");
		if (row > 0 || e->format != CCR_MD)
			continue;
		for (size_t i = 0; i < e->n_fields; i++) {
			if (columns[i] == 0)
				continue;
			ccr_buf_puts(&e->out, "| ");
			ccr_buf_pad(&e->out, '-', columns[i] > 2 ? columns[i] - 1 : 2);
			ccr_buf_puts(&e->out, is_number(&e->field[i]) ? ": " : "- ");
		}
		ccr_buf_puts(&e->out, "|\n");
	}
	for (size_t i = 0; i < e->n_fields; i++)
		free(heads[i]);
	free(heads);
	free(columns);
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
		free(e->cell[i]);
	free(e->cell);
	free(e->renamed);
	ccr_buf_release(&e->out);
	*e = (struct ccr_emit){0};
}
