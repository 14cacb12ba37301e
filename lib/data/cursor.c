/* cursor.c: see cursor.h. */
#include "data/cursor.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/num.h"
#include "data/csvout.h"

struct ccr_cursor {
	struct ccr_input *input;
	struct ccr_column *column;
	size_t n;
	size_t *slot; /* of each column in the reader's rows; NO_SLOT where it is absent */
	size_t *rest; /* slots of the columns not asked for */
	size_t file;  /* which source is being read */
	struct ccr_rows *rows;
	struct ccr_row row;
	struct ccr_err *err;
	size_t faults;         /* in err when the cursor was opened */
	size_t read, excluded; /* of this file */
	bool counted;          /* the current row was excluded */
	char **header;         /* of the first file that has one */
	const char *header_of;
	size_t n_header;
	enum ccr_dialect_kind kind; /* of the first CSV file; CCR_DIALECT_AUTO before */
	const char *kind_of;
	size_t preview[CCR_PREVIEWS]; /* slots */
	size_t n_previews;
};

#define NO_SLOT SIZE_MAX

struct ccr_input
ccr_input_nth(const struct ccr_input *input, size_t i)
{
	struct ccr_input one = *input;

	one.source = &input->source[i];
	one.n = 1;
	return one;
}

static bool
equal(const struct ccr_cell *cell, const char *text)
{
	return strcmp(cell->p, text) == 0;
}

/* "#3" names the third column, as an index from 0. */
static bool
parse_place(const char *name, size_t n_columns, size_t *index)
{
	double place;

	if (name[0] != '#' ||
	    ccr_num_parse_whole(name + 1, strlen(name + 1), 1, (double)n_columns, &place))
		return false;
	*index = (size_t)place - 1;
	return true;
}

const char *
ccr_input_role(const struct ccr_input *input, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; input->roles && i < input->roles->n; i++) {
		const char *role = input->roles->item[i];
		if (strncmp(role, name, n) == 0 && role[n] == '=') {
			input->role_used[i] = true;
			return role + n + 1;
		}
	}
	return name;
}

enum { NAME_SHOWN = 60 };

/* As it would be given to an option. */
static void
list_name(struct ccr_buf *list, size_t i, const struct ccr_cell *name)
{
	size_t n = name->n;

	/* In a file without header a name is a cell, of any length. */
	for (n = n < NAME_SHOWN ? n : NAME_SHOWN;
	     n < name->n && ((unsigned char)name->p[n] & 0xc0) == 0x80; n--)
		;
	ccr_buf_puts(list, i ? ", " : "");
	if (n > 0)
		ccr_csv_cell(list, name->p, n, false);
	else
		ccr_buf_printf(list, "#%zu (empty)", i + 1);
}

static bool
no_column(struct ccr_cursor *c, const char *name, const struct ccr_cell *names, size_t n)
{
	struct ccr_buf list = {0};
	size_t shown = n < 40 ? n : 40;

	ccr_buf_puts(&list, "");
	for (size_t i = 0; i < shown; i++)
		list_name(&list, i, &names[i]);
	if (shown < n)
		ccr_buf_printf(&list, " and %zu more", n - shown);
	if (n == 1 && strpbrk(names[0].p, ";\t|"))
		ccr_buf_puts(&list, "; is the delimiter another one (-d ';')?");
	ccr_err_add(c->err, CCR_DATA, c->input->source[c->file].name, 0, NULL,
		    "no column '%s'; there are: %s", name, list.data);
	ccr_buf_release(&list);
	return false;
}

static bool
find_column(struct ccr_cursor *c, size_t i, const struct ccr_cell *names, size_t n)
{
	struct ccr_column *column = &c->column[i];
	const char *name = ccr_input_role(c->input, column->name);
	size_t at = n;

	if (!parse_place(name, n, &at)) {
		for (size_t k = 0; k < n; k++) {
			if (!equal(&names[k], name))
				continue;
			if (at < n)
				return ccr_err_add(c->err, CCR_DATA, c->input->source[c->file].name,
						   1, NULL,
						   "two columns are called '%s'; name one by its "
						   "place, '#%zu' or '#%zu'",
						   name, at + 1, k + 1);
			at = k;
		}
	}
	if (at == n && !(column->optional && name == column->name))
		return no_column(c, name, names, n);
	if (at < n) {
		column->found = true;
		column->place = at;
		c->slot[i] = ccr_rows_want(c->rows, at);
		if (!column->header)
			column->header = ccr_strndup(names[at].p, names[at].n);
	}
	return true;
}

static void
find_rest(struct ccr_cursor *c, struct ccr_column *rest, const struct ccr_cell *names, size_t n)
{
	free(rest->names);
	free(rest->cells);
	free(rest->places);
	free(c->rest);
	rest->places = ccr_alloc(n, sizeof *rest->places);
	rest->names = ccr_alloc(n, sizeof *rest->names);
	rest->cells = ccr_alloc(n, sizeof *rest->cells);
	c->rest = ccr_alloc(n, sizeof *c->rest);
	rest->n_cells = 0;
	for (size_t at = 0; at < n; at++) {
		bool asked = false;
		for (size_t i = 0; i < c->n && !asked; i++)
			asked = c->column[i].type != CCR_REST && c->column[i].found &&
				c->column[i].place == at;
		if (asked)
			continue;
		c->rest[rest->n_cells] = ccr_rows_want(c->rows, at);
		rest->places[rest->n_cells] = at;
		rest->names[rest->n_cells++] = names[at];
	}
	rest->found = true;
}

/* Several files are one table: their headers have to be the same. */
static bool
check_header(struct ccr_cursor *c, const struct ccr_cell *names, size_t n)
{
	bool same = n == c->n_header;

	if (!c->header) {
		c->header = ccr_alloc(n, sizeof *c->header);
		c->header_of = c->input->source[c->file].name;
		c->n_header = n;
		for (size_t i = 0; i < n; i++)
			c->header[i] = ccr_strndup(names[i].p, names[i].n);
		return true;
	}
	for (size_t i = 0; same && i < n; i++)
		same = equal(&names[i], c->header[i]);
	return same || ccr_err_add(c->err, CCR_DATA, c->input->source[c->file].name, 1, NULL,
				   "the header differs from that of '%s'", c->header_of);
}

/* Files with the same names in the header may still be read differently. */
static bool
check_dialect(struct ccr_cursor *c)
{
	const struct ccr_dialect *d = ccr_rows_dialect(c->rows);
	const char *file = c->input->source[c->file].name;

	if (d && c->kind == CCR_DIALECT_AUTO) {
		c->kind = d->kind;
		c->kind_of = file;
	}
	return !d || d->kind == c->kind ||
	       ccr_err_add(c->err, CCR_DATA, file, 1, NULL,
			   "not from the same program as '%s' (--dialect says from which)",
			   c->kind_of);
}

static void
find_previews(struct ccr_cursor *c)
{
	const struct ccr_dialect *d = ccr_rows_dialect(c->rows);

	c->n_previews = d ? d->n_previews : 0;
	for (size_t i = 0; i < c->n_previews; i++)
		c->preview[i] = ccr_rows_want(c->rows, d->preview[i]);
}

static bool
open_file(struct ccr_cursor *c)
{
	const struct ccr_cell *names;
	size_t n;

	c->rows = ccr_rows_open(&c->input->source[c->file], c->input->delimiter, c->input->reading,
				c->err);
	if (!c->rows)
		return false;
	if (c->input->ledger) { /* these two come first, whatever the rows bring */
		ccr_ledger_add(c->input->ledger, c->input->source[c->file].name, CCR_READ, NULL, 0);
		ccr_ledger_add(c->input->ledger, c->input->source[c->file].name, CCR_USED, NULL, 0);
	}
	if (ccr_rows_nameless(c->rows)) {
		for (size_t i = 0; i < c->n; i++)
			if (c->column[i].name)
				ccr_input_role(c->input, c->column[i].name);
		return true;
	}
	n = ccr_rows_header(c->rows, &names);
	if (!check_dialect(c) || !check_header(c, names, n))
		return false;
	for (size_t i = 0; i < c->n; i++) {
		c->slot[i] = NO_SLOT;
		if (c->column[i].type != CCR_REST && c->column[i].name &&
		    !find_column(c, i, names, n))
			return false;
	}
	for (size_t i = 0; i < c->n; i++)
		if (c->column[i].type == CCR_REST)
			find_rest(c, &c->column[i], names, n);
	find_previews(c);
	return true;
}

static void
end_file(struct ccr_cursor *c)
{
	const char *name = c->input->source[c->file].name;

	ccr_rows_close(c->rows);
	c->rows = NULL;
	ccr_source_close(&c->input->source[c->file]);
	if (!c->input->ledger)
		return;
	ccr_ledger_add(c->input->ledger, name, CCR_READ, NULL, c->read);
	ccr_ledger_add(c->input->ledger, name, CCR_USED, NULL, c->read - c->excluded);
}

struct ccr_cursor *
ccr_cursor_open(struct ccr_input *input, struct ccr_column *column, size_t n, struct ccr_err *err)
{
	struct ccr_cursor *c = ccr_alloc(1, sizeof *c);

	*c = (struct ccr_cursor){
		.input = input, .column = column, .n = n, .err = err, .faults = err->n};
	c->slot = ccr_alloc(n, sizeof *c->slot);
	for (size_t i = 0; i < n; i++)
		if (column[i].type == CCR_CATEGORY && !column[i].dict)
			column[i].dict = ccr_alloc(1, sizeof *column[i].dict);
	while (open_file(c)) {
		/* A file without names tells nothing about the columns. */
		if (!ccr_rows_nameless(c->rows) || c->file + 1 == input->n)
			return c;
		end_file(c);
		c->file++;
	}
	ccr_cursor_close(c);
	return NULL;
}

void
ccr_input_fault(const struct ccr_input *input, struct ccr_err *err, const char *file, size_t line,
		const char *column, const char *value, const char *text)
{
	char *where = ccr_printf("column '%s'", column);

	if (input->show_values && value)
		ccr_err_add(err, CCR_DATA, file, line, where, "%s: '%.200s'", text, value);
	else
		ccr_err_add(err, CCR_DATA, file, line, where, "%s", text);
	free(where);
}

void
ccr_cursor_fault(struct ccr_cursor *c, const struct ccr_column *column, const char *text)
{
	ccr_input_fault(c->input, c->err, c->input->source[c->file].name, c->row.line,
			column->header ? column->header : column->name, column->text, text);
}

/* After "under " and the like: a number, and perhaps a word or two for what is counted ("5 or
 * under", "fewer than 10 persons"). */
static const char *
skip_number(const char *p, const char *end)
{
	const char *begin = p;

	while (p < end && (isdigit((unsigned char)*p) || (*p == ',' && p > begin)))
		p++;
	return p > begin ? p : NULL;
}

static bool
only_words(const char *p, const char *end)
{
	for (; p < end; p++)
		if (!isalpha((unsigned char)*p) && *p != ' ' && *p != '-')
			return false;
	return true;
}

static const char *
after(const char *p, const char *end, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(end - p) >= n && strncasecmp(p, word, n) == 0 ? p + n : NULL;
}

bool
ccr_is_suppressed(const char *text, size_t n)
{
	static const char *const before[] = {"<", "< ", "under ", "fewer than ", "less than "};
	static const char *const behind[] = {" or under", " or greater", " or fewer", " or less",
					     " or more"};
	const char *end = text + n, *p;

	if (n == 1 && text[0] == '*')
		return true;
	for (size_t i = 0; i < CCR_LEN(before); i++)
		if ((p = after(text, end, before[i])) && (p = skip_number(p, end)) &&
		    only_words(p, end))
			return true;
	p = skip_number(text, end);
	for (size_t i = 0; p && i < CCR_LEN(behind); i++) {
		const char *rest = after(p, end, behind[i]);
		/* "5 persons or under": the unit may stand between */
		for (const char *q = p;
		     !rest && q < end && (*q == ' ' || isalpha((unsigned char)*q)); q++)
			rest = *q == ' ' ? after(q, end, behind[i]) : NULL;
		if (rest && only_words(rest, end))
			return true;
	}
	return false;
}

static const char *
to_number(struct ccr_column *column)
{
	const char *reason = column->type == CCR_COUNT
				     ? ccr_num_parse_whole(column->text, column->len, 0,
							   9007199254740992.0, &column->number)
				     : ccr_num_parse(column->text, column->len, &column->number);

	if (reason && ccr_is_suppressed(column->text, column->len)) {
		column->mark = CCR_SUPPRESSED;
		return column->required ? "a suppressed count, where a number is needed" : NULL;
	}
	if (reason)
		return reason;
	if (column->range == CCR_NOT_NEGATIVE && column->number < 0)
		return "negative; 0 or more was expected";
	if (column->range == CCR_POSITIVE && column->number <= 0)
		return "not above 0";
	return NULL;
}

static const char *
to_flag(struct ccr_column *column)
{
	bool yes = strcmp(column->text, "1") == 0 || strcasecmp(column->text, "true") == 0;

	column->flag = yes;
	column->number = yes;
	return yes || strcmp(column->text, "0") == 0 || strcasecmp(column->text, "false") == 0
		       ? NULL
		       : "not 0 or 1";
}

static const char *
to_date(const struct ccr_input *input, struct ccr_column *column)
{
	const char *reason =
		ccr_date_parse(column->text, column->len, input->date_format, &column->date);

	if (reason && !input->date_format && strncmp(reason, "not a date", 10) == 0)
		return "not a date (YYYY-MM-DD, or as --date-format says)";
	return reason;
}

bool
ccr_cell_missing(const struct ccr_input *input, const struct ccr_cell *cell)
{
	if (cell->n == 0)
		return true;
	for (size_t i = 0; input->na && i < input->na->n; i++)
		if (equal(cell, input->na->item[i]))
			return true;
	return false;
}

static const char *
convert(struct ccr_cursor *c, struct ccr_column *column, const struct ccr_cell *cell)
{
	column->text = cell->p;
	column->len = cell->n;
	column->code = CCR_NO_CODE;
	column->date = CCR_DATE_NONE;
	column->time = CCR_TIME_NONE;
	column->mark = ccr_cell_missing(c->input, cell) ? CCR_MISSING : CCR_PRESENT;
	if (column->mark == CCR_MISSING)
		return column->required ? "missing; a value is needed" : NULL;
	switch (column->type) {
	case CCR_NUMBER:
	case CCR_COUNT:
	case CCR_SHARE: return to_number(column);
	case CCR_FLAG: return to_flag(column);
	case CCR_DATE: return to_date(c->input, column);
	case CCR_TIME:
		return ccr_time_parse(cell->p, cell->n, c->input->date_format, &column->time);
	case CCR_CATEGORY:
		column->code = ccr_dict_add(column->dict, column->text, column->len);
		return NULL;
	case CCR_TEXT:
	case CCR_KEY:
	case CCR_REST: return NULL;
	}
	return NULL;
}

static bool
convert_row(struct ccr_cursor *c)
{
	bool good = true;

	for (size_t i = 0; i < c->n; i++) {
		struct ccr_column *column = &c->column[i];
		const char *reason = NULL;
		if (column->type == CCR_REST)
			for (size_t k = 0; k < column->n_cells; k++)
				column->cells[k] = c->row.cell[c->rest[k]];
		else if (column->found)
			reason = convert(c, column, &c->row.cell[c->slot[i]]);
		else
			column->mark = CCR_MISSING;
		if (reason) {
			ccr_cursor_fault(c, column, reason);
			good = false;
		}
	}
	return good;
}

/* The next row of this file or of the next that has one. */
static bool
next_row(struct ccr_cursor *c)
{
	while (c->rows) {
		size_t before = c->err->n;
		if (ccr_rows_next(c->rows, &c->row, c->err))
			return true;
		end_file(c);
		if (c->err->n > before || ++c->file == c->input->n)
			break;
		c->read = c->excluded = 0;
		if (!open_file(c))
			break;
	}
	return false;
}

static bool
is_preview(const struct ccr_cursor *c)
{
	for (size_t i = 0; i < c->n_previews; i++)
		if (ccr_dialect_is_preview(c->row.cell[c->preview[i]].p))
			return true;
	return false;
}

bool
ccr_cursor_next(struct ccr_cursor *c)
{
	while (next_row(c)) {
		c->read++;
		c->counted = false;
		if (c->n_previews > 0 && is_preview(c))
			ccr_cursor_exclude(c, "a preview, not an answer");
		else if (convert_row(c))
			return true;
	}
	return false;
}

void
ccr_cursor_exclude(struct ccr_cursor *c, const char *reason)
{
	if (c->counted)
		return;
	c->counted = true;
	c->excluded++;
	ccr_cursor_count(c, CCR_EXCLUDED, reason);
}

void
ccr_cursor_count(struct ccr_cursor *c, enum ccr_ledger_item item, const char *reason)
{
	if (c->input->ledger)
		ccr_ledger_add(c->input->ledger, c->input->source[c->file].name, item, reason, 1);
}

const char *
ccr_cursor_file(const struct ccr_cursor *c)
{
	return c->input->source[c->file].name;
}

const struct ccr_dialect *
ccr_cursor_dialect(const struct ccr_cursor *c)
{
	return c->rows ? ccr_rows_dialect(c->rows) : NULL;
}

size_t
ccr_cursor_line(const struct ccr_cursor *c)
{
	return c->row.line;
}

bool
ccr_cursor_close(struct ccr_cursor *c)
{
	bool good;

	if (!c)
		return false;
	good = c->err->n == c->faults;
	ccr_rows_close(c->rows);
	for (size_t i = 0; i < c->n_header; i++)
		free(c->header[i]);
	free(c->header);
	free(c->slot);
	free(c->rest);
	free(c);
	return good;
}

const struct ccr_column *
ccr_columns_twice(const struct ccr_column *column, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (column[i].found && column[k].found &&
			    column[i].place == column[k].place)
				return &column[i];
	return NULL;
}

void
ccr_columns_release(struct ccr_column *column, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(column[i].header);
		free(column[i].names);
		free(column[i].cells);
		free(column[i].places);
		if (column[i].dict)
			ccr_dict_release(column[i].dict);
		free(column[i].dict);
		column[i].header = NULL;
		column[i].names = column[i].cells = NULL;
		column[i].places = NULL;
		column[i].dict = NULL;
	}
}
