/* csvin.c: see csvin.h.
 *
 * Bytes go through in slices of at most SLICE: each is checked as bytes (NUL, UTF-8), then parsed;
 * libcsv calls on_cell and on_end, which put cells and rows into a batch; ccr_csvin_next hands the
 * batch out.  Callbacks cannot stop libcsv, so the first fault is noted and everything after it
 * ignored; rows before it are still handed out, which makes the outcome independent of slices.
 *
 * Where a dialect has to be found, a parser of its own looks at the first rows of what was read
 * ahead, once for each delimiter that may be, and is thrown away; so the header is known before the
 * first row is parsed for good.
 */
#include "data/csvin.h"

#include <csv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "data/batch.h"
#include "data/dialect.h"
#include "data/library.h"

enum {
	SLICE = 64 * 1024,
	HEAD_MAX = 4 << 20, /* bytes looked through for the first rows */
};

struct ccr_csvin {
	struct ccr_source *source;
	struct csv_parser parser;
	struct ccr_buf head; /* bytes read ahead, used first */
	size_t head_at;
	char buf[SLICE];
	bool ended;

	struct ccr_batch header; /* its rows */
	struct ccr_batch rows;
	struct ccr_dialect dialect;
	enum ccr_encoding encoding;
	struct ccr_buf decoded; /* the slice in UTF-8 */
	const char *not_utf8;   /* what to do about it */
	bool unique;            /* names are to be */
	struct ccr_cell *name;
	struct ccr_arena arena; /* of names */
	size_t columns;         /* 0 until the header is read */
	size_t *slot; /* of each column in the rows handed out, NOT_WANTED where its cells are
			 dropped */

	struct ccr_utf8 utf8;
	char newline;      /* '\n', or '\r' in a file that has no other */
	bool after_cr;     /* the last row ended with CR: LF must follow */
	bool embedded;     /* cells of this slice may hold line ends */
	bool quote_open;   /* an odd number of quotes so far */
	bool quote_last;   /* the last byte was a quote */
	size_t line;       /* of the cell that is being read */
	size_t row_line;   /* where the row began */
	size_t at;         /* cells of the row so far */
	size_t blank;      /* blank lines whose right to be there is not settled */
	size_t blank_line; /* the first of them */

	const char *fault; /* the first; NULL: none */
	size_t fault_line;
	char fault_text[160];
};

#define NOT_WANTED SIZE_MAX

/* libcsv trims what this says is a blank, also from unquoted cells in strict mode; in CSV blanks
 * are data. */
static int
never_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void
set_fault(struct ccr_csvin *in, size_t line, const char *text)
{
	if (in->fault)
		return;
	in->fault = text;
	in->fault_line = line;
}

static struct ccr_batch *
batch(struct ccr_csvin *in)
{
	return in->columns > 0 ? &in->rows : &in->header;
}

static void
end_row(struct ccr_csvin *in)
{
	size_t columns = in->columns > 0 ? in->columns : in->header.width;

	if (columns > 0 && in->at != columns) {
		snprintf(in->fault_text, sizeof in->fault_text,
			 "%zu cell%s, but the header has %zu column%s", in->at,
			 in->at == 1 ? "" : "s", columns, columns == 1 ? "" : "s");
		set_fault(in, in->row_line, in->fault_text);
		return;
	}
	ccr_batch_end_row(batch(in), in->row_line);
	if (in->columns == 0)
		in->header.width = in->at;
	in->at = 0;
}

/* A row begins after blank lines: in a file of one column they were rows whose cell is missing, in
 * others they are errors. */
static void
settle_blank_lines(struct ccr_csvin *in)
{
	if (in->columns != 1) {
		set_fault(in, in->blank_line, "blank line");
		return;
	}
	for (; in->blank > 0; in->blank--) {
		if (in->slot[0] != NOT_WANTED)
			ccr_batch_cell(&in->rows, "", 0);
		ccr_batch_end_row(&in->rows, in->blank_line++);
	}
}

static void
on_cell(void *text, size_t n, void *data)
{
	struct ccr_csvin *in = data;

	if (in->fault)
		return;
	if (in->at == 0) {
		if (in->after_cr) {
			set_fault(in, in->line - 1, "a carriage return without line feed");
			return;
		}
		if (in->blank > 0)
			settle_blank_lines(in);
		in->row_line = in->line;
	}
	if (n > CCR_CELL_MAX)
		set_fault(in, in->line, "a cell is larger than 1 MiB (a stray quote?)");
	if (in->at >= CCR_COLUMNS_MAX)
		set_fault(in, in->row_line, "more than 65,535 columns");
	if (in->fault)
		return;
	if (in->embedded)
		for (const char *p = text, *end = p + n;
		     (p = memchr(p, in->newline, (size_t)(end - p))); p++)
			in->line++;
	if (in->columns == 0)
		ccr_batch_cell(&in->header, text, n);
	else if (in->at < in->columns && in->slot[in->at] != NOT_WANTED)
		ccr_batch_cell(&in->rows, text, n);
	in->at++;
}

/* Called at every unquoted CR and LF (CSV_REPALL_NL), and with -1 at the end of a file whose last
 * row has no line end. */
static void
on_end(int c, void *data)
{
	struct ccr_csvin *in = data;

	if (in->fault)
		return;
	if (c == '\n' && in->after_cr && in->at == 0) {
		in->after_cr = false;
		return;
	}
	if (in->after_cr || (c == '\n' && in->newline == '\r')) {
		set_fault(in, in->line - in->after_cr,
			  in->newline == '\r' ? "a line feed in a file with CR line ends"
					      : "a carriage return without line feed");
		return;
	}
	in->after_cr = c == '\r' && in->newline == '\n';
	if (in->at == 0) {
		if (in->blank++ == 0)
			in->blank_line = in->line;
	} else {
		end_row(in);
	}
	in->line++;
}

/* The line that the parser has come to: that of the cell and the line ends inside what it holds of
 * the cell. */
static size_t
current_line(const struct ccr_csvin *in)
{
	size_t line = in->line;

	for (size_t i = 0; i < in->parser.entry_pos; i++)
		line += in->parser.entry_buf[i] == (unsigned char)in->newline;
	return line;
}

/* Only quoted cells can hold line ends; looking for quotes once a slice saves looking for line ends
 * in each cell. */
static void
count_quotes(struct ccr_csvin *in, const char *slice, size_t n)
{
	in->embedded = in->quote_open || in->quote_last;
	for (const char *p = slice, *end = slice + n;
	     p < end && (p = memchr(p, '"', (size_t)(end - p))); p++) {
		in->embedded = true;
		in->quote_open = !in->quote_open;
	}
	if (n > 0)
		in->quote_last = slice[n - 1] == '"';
}

/* Parses bytes that are good UTF-8 without NUL. */
static void
parse(struct ccr_csvin *in, const char *slice, size_t n)
{
	size_t done;

	count_quotes(in, slice, n);
	done = csv_parse(&in->parser, slice, n, on_cell, on_end, in);
	/* The buffer has room for what libcsv holds of a cell, in whole blocks, and one block more
	 * when a cell fills them. */
	if (csv_get_buffer_size(&in->parser) > CCR_CELL_MAX + SLICE)
		set_fault(in, in->line, "a cell is larger than 1 MiB (a stray quote?)");
	if (done < n && csv_error(&in->parser) == CSV_EPARSE)
		set_fault(in, current_line(in),
			  slice[done] == '"'
				  ? "a quote inside an unquoted cell (quote the cell and double "
				    "the quote)"
				  : "text after a closing quote (double a quote inside a cell)");
	else if (done < n)
		ccr_out_of_memory();
}

static void
finish(struct ccr_csvin *in)
{
	in->ended = true;
	if (in->fault)
		return;
	if (in->utf8.more > 0)
		set_fault(in, current_line(in), "not UTF-8: the last character is cut off");
	else if (csv_fini(&in->parser, on_cell, on_end, in) != 0)
		set_fault(in, in->line, "a quote that is opened here is never closed");
	else if (in->after_cr)
		set_fault(in, in->line - 1, "a carriage return without line feed");
}

/* The next slice, from what was read ahead or from the source. */
static bool
next_slice(struct ccr_csvin *in, const char **slice, size_t *n, struct ccr_err *err)
{
	if (in->head_at < in->head.len) {
		size_t left = in->head.len - in->head_at;
		*slice = in->head.data + in->head_at;
		/* One byte at a time until the header is there, so that no row is parsed before it
		 * is known what is wanted. */
		*n = in->columns == 0 ? 1 : left < SLICE ? left : SLICE;
		in->head_at += *n;
		return true;
	}
	ccr_buf_release(&in->head);
	in->head_at = 0;
	*slice = in->buf;
	return ccr_source_read(in->source, in->buf, in->columns == 0 ? 1 : SLICE, n, err);
}

/* The slice becomes UTF-8 up to the first byte that has no character; is that all of it? */
static bool
decode(struct ccr_csvin *in, const char **slice, size_t *n)
{
	bool all;

	ccr_buf_clear(&in->decoded);
	all = ccr_decode(in->encoding, *slice, *n, &in->decoded) == *n;
	*slice = in->decoded.data;
	*n = in->decoded.len;
	return all;
}

/* Takes one slice through the checks and the parser. */
static bool
advance(struct ccr_csvin *in, struct ccr_err *err)
{
	const char *slice, *nul, *fault = NULL;
	size_t n, good;

	if (!next_slice(in, &slice, &n, err))
		return false;
	if (n == 0) {
		finish(in);
		return true;
	}
	if (in->encoding != CCR_UTF8 && !decode(in, &slice, &n))
		fault = "a byte that is no character in this encoding (is --encoding another one?)";
	nul = memchr(slice, '\0', n);
	good = ccr_utf8_check(&in->utf8, slice, nul ? (size_t)(nul - slice) : n);
	parse(in, slice, good);
	if (good < n)
		fault = slice[good] == '\0' ? "a NUL byte: not a text file" : in->not_utf8;
	if (fault)
		set_fault(in, current_line(in), fault);
	return true;
}

static void
check_start(struct ccr_csvin *in)
{
	const char *p = in->head.data;
	size_t n = in->head.len;

	if (n >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 || memcmp(p, "\xfe\xff", 2) == 0))
		set_fault(in, 1, "this is UTF-16: save as UTF-8 (iconv -f UTF-16 -t UTF-8)");
	if (n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		in->head_at = 3;
	if (in->head_at == 3 && in->encoding != CCR_UTF8)
		set_fault(in, 1,
			  "this is UTF-8, a mark at its beginning says: no --encoding is needed");
	/* Some spreadsheets on old Macintosh systems end lines with CR alone. */
	n = n < CCR_SNIFF ? n : CCR_SNIFF;
	in->newline = memchr(p, '\r', n) && !memchr(p, '\n', n) ? '\r' : '\n';
}

/* A parser at the beginning of the input. */
static struct ccr_csvin *
start(struct ccr_source *source, const struct ccr_buf *head, char delimiter,
      const struct ccr_reading *reading)
{
	struct ccr_csvin *in = ccr_alloc(1, sizeof *in);

	in->source = source;
	in->head = *head;
	in->line = 1;
	in->encoding = reading ? reading->encoding : CCR_UTF8;
	in->not_utf8 = reading ? "not UTF-8 (--encoding says what it is: windows-1252 is common)"
			       : "not UTF-8 (save as UTF-8, or convert: iconv -f WINDOWS-1252 -t "
				 "UTF-8)";
	in->unique = reading && reading->dialect != CCR_DIALECT_PLAIN;
	in->dialect = (struct ccr_dialect){.kind = CCR_DIALECT_PLAIN, .delimiter = delimiter};
	/* Options must not change after this: turning CSV_APPEND_NULL on later overflows libcsv's
	 * buffer. */
	if (csv_init(&in->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
		ccr_out_of_memory();
	csv_set_delim(&in->parser, (unsigned char)delimiter);
	csv_set_space_func(&in->parser, never_space);
	csv_set_blk_size(&in->parser, SLICE);
	check_start(in);
	return in;
}

/* The complete rows before the data; the caller frees the cells. */
static struct ccr_cell *
take_heading(struct ccr_csvin *in, struct ccr_heading *heading)
{
	struct ccr_batch *header = &in->header;
	struct ccr_cell *cell = ccr_alloc(header->n_rows * header->width, sizeof *cell);
	struct ccr_row row;

	*heading = (struct ccr_heading){cell, header->n_rows, header->width};
	for (size_t i = 0; ccr_batch_next(header, &row); i++)
		memcpy(cell + i * header->width, row.cell, header->width * sizeof *cell);
	return cell;
}

/* What the first rows look like with one delimiter. */
struct look {
	enum ccr_dialect_kind kind;
	size_t header_rows, columns;
	bool cut; /* rows are missing that are not read yet */
};

static struct look
look(struct ccr_source *source, const struct ccr_buf *head, bool all, char delimiter,
     const struct ccr_reading *reading)
{
	struct ccr_csvin *in = start(source, head, delimiter, reading);
	struct ccr_err none = {0}; /* nothing is read */
	struct look seen = {0};
	struct ccr_heading heading;
	struct ccr_cell *cell;

	while (in->header.n_rows < CCR_HEADING_ROWS && !in->ended && !in->fault && !seen.cut) {
		if (in->head_at < in->head.len)
			advance(in, &none);
		else if (all)
			finish(in);
		else
			seen.cut = true;
	}
	cell = take_heading(in, &heading);
	seen.kind = ccr_dialect_recognise(&heading);
	seen.header_rows = ccr_dialect_header_rows(
		reading->dialect == CCR_DIALECT_AUTO ? seen.kind : reading->dialect, &heading);
	seen.columns = heading.columns;
	free(cell);
	in->head = (struct ccr_buf){0}; /* borrowed */
	ccr_csvin_close(in);
	return seen;
}

/* Settles dialect, header rows and delimiter: the first delimiter that shows the dialect, or any
 * dialect where none is known; where none does, that which makes most columns of a known one. */
static bool
find_dialect(struct ccr_source *source, struct ccr_buf *head, const struct ccr_reading *reading,
	     struct ccr_dialect *d, struct ccr_err *err)
{
	const char delimiters[] = {d->delimiter, ';', '\t'};
	size_t n = reading->delimiter_given ? 1 : CCR_LEN(delimiters), before = head->len;
	bool automatic = reading->dialect == CCR_DIALECT_AUTO, all = before < CCR_SNIFF, cut;
	struct look seen[CCR_LEN(delimiters)], *best;

	for (;;) {
		cut = false;
		for (size_t i = 0; i < n; i++) {
			seen[i] = look(source, head, all, delimiters[i], reading);
			cut |= seen[i].cut;
		}
		if (!cut || head->len > HEAD_MAX)
			break;
		before = head->len;
		if (!ccr_source_fill(source, head, 3 * before, err))
			return false;
		all = head->len - before < 3 * before;
	}
	best = &seen[0];
	for (size_t i = n; i-- > 0;)
		if (automatic ? seen[i].kind != CCR_DIALECT_PLAIN
			      : seen[i].columns >= best->columns)
			best = &seen[i];
	for (size_t i = n; i-- > 0;)
		if (seen[i].kind == reading->dialect)
			best = &seen[i];
	d->kind = automatic ? best->kind : reading->dialect;
	d->header_rows = best->header_rows;
	d->delimiter = delimiters[best - seen];
	return true;
}

/* The names of the columns, from all header rows. */
static bool
name_columns(struct ccr_csvin *in)
{
	struct ccr_heading heading;
	struct ccr_cell *cell = take_heading(in, &heading);
	bool good;

	in->columns = heading.columns;
	in->name = ccr_alloc(in->columns, sizeof *in->name);
	in->slot = ccr_alloc(in->columns, sizeof *in->slot);
	for (size_t i = 0; i < in->columns; i++)
		in->slot[i] = NOT_WANTED;
	good = ccr_dialect_names(&in->dialect, &heading,
				 in->unique && (in->dialect.kind != CCR_DIALECT_PLAIN ||
						in->dialect.header_rows > 1),
				 &in->arena, in->name);
	free(cell);
	return good;
}

static bool
read_header(struct ccr_csvin *in, struct ccr_err *err)
{
	const char *file = in->source->name;

	while (in->header.n_rows < in->dialect.header_rows && !in->ended && !in->fault)
		if (!advance(in, err))
			return false;
	if (in->fault)
		return ccr_err_add(err, CCR_DATA, file, in->fault_line, NULL, "%s", in->fault);
	if (in->header.n_rows == 0)
		return ccr_err_add(err, CCR_DATA, file, 0, NULL,
				   "empty input: a header row was expected");
	if (in->header.n_rows < in->dialect.header_rows)
		return ccr_err_add(err, CCR_DATA, file, 0, NULL,
				   "%zu header rows were expected, but the input ends after %zu",
				   in->dialect.header_rows, in->header.n_rows);
	return name_columns(in) ||
	       ccr_err_add(err, CCR_DATA, file, 1, NULL,
			   "the names of the columns are longer than 64 MiB (are there fewer "
			   "header rows?)");
}

struct ccr_csvin *
ccr_csvin_open(struct ccr_source *source, struct ccr_buf *head, char delimiter,
	       const struct ccr_reading *reading, struct ccr_err *err)
{
	struct ccr_dialect dialect = {CCR_DIALECT_PLAIN, .header_rows = 1, .delimiter = delimiter};
	struct ccr_csvin *in;

	if (reading && reading->dialect != CCR_DIALECT_PLAIN &&
	    !find_dialect(source, head, reading, &dialect, err))
		return NULL;
	if (reading && reading->header_rows > 0)
		dialect.header_rows = reading->header_rows;
	in = start(source, head, dialect.delimiter, reading);
	*head = (struct ccr_buf){0};
	in->dialect = dialect;
	if (read_header(in, err))
		return in;
	ccr_csvin_close(in);
	return NULL;
}

const struct ccr_dialect *
ccr_csvin_dialect(const struct ccr_csvin *in)
{
	return &in->dialect;
}

size_t
ccr_csvin_header(const struct ccr_csvin *in, const struct ccr_cell **names)
{
	*names = in->name;
	return in->columns;
}

size_t
ccr_csvin_want(struct ccr_csvin *in, size_t column)
{
	if (in->slot[column] == NOT_WANTED)
		in->slot[column] = in->rows.width++;
	return in->slot[column];
}

/* Cells arrive in the order of the file and are handed out in the order they were wanted. */
static void
settle_places(struct ccr_csvin *in)
{
	size_t n = 0;

	in->rows.place = ccr_alloc(in->rows.width, sizeof *in->rows.place);
	for (size_t i = 0; i < in->columns; i++)
		if (in->slot[i] != NOT_WANTED)
			in->rows.place[n++] = in->slot[i];
}

bool
ccr_csvin_next(struct ccr_csvin *in, struct ccr_row *row, struct ccr_err *err)
{
	if (!in->rows.place)
		settle_places(in);
	while (!ccr_batch_next(&in->rows, row)) {
		if (in->fault)
			return ccr_err_add(err, CCR_DATA, in->source->name, in->fault_line, NULL,
					   "%s", in->fault);
		if (in->ended)
			return false;
		ccr_batch_clear(&in->rows);
		if (!advance(in, err))
			return false;
	}
	return true;
}

void
ccr_csvin_close(struct ccr_csvin *in)
{
	if (!in)
		return;
	csv_free(&in->parser);
	ccr_buf_release(&in->head);
	ccr_batch_release(&in->header);
	ccr_batch_release(&in->rows);
	ccr_buf_release(&in->decoded);
	ccr_dialect_release(&in->dialect);
	ccr_arena_release(&in->arena);
	free(in->name);
	free(in->slot);
	free(in);
}

const char *
ccr_csv_library(void)
{
	static char version[32];

	snprintf(version, sizeof version, "%d.%d.%d", CSV_MAJOR, CSV_MINOR, CSV_RELEASE);
	return version;
}
