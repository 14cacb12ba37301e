/* csvin.c: see csvin.h.
 *
 * Bytes go through in slices of at most SLICE: each is checked as bytes (NUL, UTF-8), then parsed;
 * libcsv calls on_cell and on_end, which put cells and rows into a batch; ccr_csvin_next hands the
 * batch out.  Callbacks cannot stop libcsv, so the first fault is noted and everything after it
 * ignored; rows before it are still handed out, which makes the outcome independent of slices.
 */
#include "data/csvin.h"

#include <csv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "data/batch.h"
#include "data/library.h"

enum { SLICE = 64 * 1024 };

struct ccr_csvin {
	struct ccr_source *source;
	struct csv_parser parser;
	struct ccr_buf head; /* bytes read ahead, used first */
	size_t head_at;
	char buf[SLICE];
	bool ended;

	struct ccr_batch header; /* its one row */
	struct ccr_batch rows;
	struct ccr_cell *name;
	size_t columns; /* 0 until the header is read */
	size_t *slot;   /* of each column in the rows handed out, NOT_WANTED where its cells are
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
	if (in->columns > 0 && in->at != in->columns) {
		snprintf(in->fault_text, sizeof in->fault_text,
			 "%zu cell%s, but the header has %zu column%s", in->at,
			 in->at == 1 ? "" : "s", in->columns, in->columns == 1 ? "" : "s");
		set_fault(in, in->row_line, in->fault_text);
		return;
	}
	ccr_batch_end_row(batch(in), in->row_line);
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

/* Takes one slice through the checks and the parser. */
static bool
advance(struct ccr_csvin *in, struct ccr_err *err)
{
	const char *slice, *nul;
	size_t n, good;

	if (!next_slice(in, &slice, &n, err))
		return false;
	if (n == 0) {
		finish(in);
		return true;
	}
	nul = memchr(slice, '\0', n);
	good = ccr_utf8_check(&in->utf8, slice, nul ? (size_t)(nul - slice) : n);
	parse(in, slice, good);
	if (good < n)
		set_fault(in, current_line(in),
			  slice[good] == '\0' ? "a NUL byte: not a text file"
					      : "not UTF-8 (save as UTF-8, or convert: iconv -f "
						"WINDOWS-1252 -t UTF-8)");
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
	/* Some spreadsheets on old Macintosh systems end lines with CR alone. */
	n = n < CCR_SNIFF ? n : CCR_SNIFF;
	in->newline = memchr(p, '\r', n) && !memchr(p, '\n', n) ? '\r' : '\n';
}

static bool
read_header(struct ccr_csvin *in, struct ccr_err *err)
{
	struct ccr_row row;

	while (in->header.n_rows == 0 && !in->ended && !in->fault)
		if (!advance(in, err))
			return false;
	if (in->fault)
		return ccr_err_add(err, CCR_DATA, in->source->name, in->fault_line, NULL, "%s",
				   in->fault);
	if (in->header.n_rows == 0)
		return ccr_err_add(err, CCR_DATA, in->source->name, 0, NULL,
				   "empty input: a header row was expected");
	in->header.width = in->header.n_cells;
	ccr_batch_next(&in->header, &row);
	in->columns = in->header.width;
	in->name = in->header.view;
	in->slot = ccr_alloc(in->columns, sizeof *in->slot);
	for (size_t i = 0; i < in->columns; i++)
		in->slot[i] = NOT_WANTED;
	return true;
}

struct ccr_csvin *
ccr_csvin_open(struct ccr_source *source, struct ccr_buf *head, char delimiter, struct ccr_err *err)
{
	struct ccr_csvin *in = ccr_alloc(1, sizeof *in);

	in->source = source;
	in->head = *head;
	*head = (struct ccr_buf){0};
	in->line = 1;
	/* Options must not change after this: turning CSV_APPEND_NULL on later overflows libcsv's
	 * buffer. */
	if (csv_init(&in->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
		ccr_out_of_memory();
	csv_set_delim(&in->parser, (unsigned char)delimiter);
	csv_set_space_func(&in->parser, never_space);
	csv_set_blk_size(&in->parser, SLICE);
	check_start(in);
	if (read_header(in, err))
		return in;
	ccr_csvin_close(in);
	return NULL;
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
