/* fuzz-csv.c: any bytes as rows: one verdict, the same for every chunk size; what was read and
 * written again reads the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "data/csvout.h"
#include "data/rows.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check(bool good)
{
	if (!good)
		abort();
}

struct result {
	struct ccr_buf text; /* header and rows with their lines and lengths, and the fault */
	struct ccr_buf csv;  /* written again, without the lines */
	bool good, json;
};

static void
add(struct result *r, const struct ccr_cell *cell, size_t i, size_t n)
{
	check(cell->p[cell->n] == '\0' && strlen(cell->p) == cell->n && cell->n <= CCR_CELL_MAX);
	check(ccr_utf8_valid(cell->p, cell->n));
	ccr_buf_printf(&r->text, "%zu:", cell->n);
	ccr_buf_add(&r->text, cell->p, cell->n);
	ccr_buf_puts(&r->csv, i > 0 ? "," : "");
	ccr_csv_cell(&r->csv, cell->p, cell->n, n == 1);
}

static struct result
run(const char *data, size_t n, size_t chunk)
{
	struct result r = {0};
	struct ccr_source source;
	struct ccr_err err = {0};
	struct ccr_rows *rows;
	struct ccr_row row = {0};
	const struct ccr_cell *names = NULL;
	size_t columns, line = 1;

	ccr_buf_puts(&r.text, "");
	ccr_buf_puts(&r.csv, "");
	ccr_source_memory(&source, "t", data, n, chunk);
	rows = ccr_rows_open(&source, ',', NULL, &err);
	if (rows) {
		columns = ccr_rows_header(rows, &names);
		check(columns <= CCR_COLUMNS_MAX);
		for (size_t i = 0; i < columns; i++) {
			add(&r, &names[i], i, columns);
			check(ccr_rows_want(rows, i) == i);
		}
		ccr_buf_puts(&r.text, "\n");
		ccr_buf_puts(&r.csv, "\n");
		while (ccr_rows_next(rows, &row, &err)) {
			check(row.line >= line);
			line = row.line;
			ccr_buf_printf(&r.text, "%zu=", row.line);
			for (size_t i = 0; i < columns; i++)
				add(&r, &row.cell[i], i, columns);
			ccr_buf_puts(&r.text, "\n");
			ccr_buf_puts(&r.csv, "\n");
		}
	}
	check(err.n <= 1 && (rows || err.n == 1));
	r.good = err.n == 0;
	if (err.n > 0)
		ccr_buf_printf(&r.text, "!%zu:%s", err.fault[0].line, err.fault[0].text);
	/* A fault is told where a row may begin, not before. */
	check(err.n == 0 || !rows || err.fault[0].line + 1 >= line);
	ccr_rows_close(rows);
	ccr_err_release(&err);
	return r;
}

static void
release(struct result *r)
{
	ccr_buf_release(&r->text);
	ccr_buf_release(&r->csv);
}

/* Is the first byte that is not blank the beginning of JSON? */
static bool
looks_like_json(const char *p, size_t n)
{
	size_t i = n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	while (i < n && strchr(" \t\r\n", p[i]) && p[i])
		i++;
	return i < n && (p[i] == '[' || p[i] == '{');
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	char *data = ccr_strndup((const char *)bytes, n);
	struct result whole = run(data, n, 65536), single = run(data, n, 1);
	struct result pieces = run(data, n, n / 3 + 1);

	check(strcmp(whole.text.data, single.text.data) == 0);
	check(strcmp(whole.text.data, pieces.text.data) == 0);
	if (whole.good && whole.csv.len > 1 && !looks_like_json(whole.csv.data, whole.csv.len) &&
	    memcmp(whole.csv.data, "\xef\xbb\xbf", whole.csv.len < 3 ? whole.csv.len : 3) != 0) {
		struct result again = run(whole.csv.data, whole.csv.len, 65536);
		/* A table without any line feed but with returns in its cells is one with CR line
		 * ends; ours always has line feeds.  Blanks alone are no table. */
		if (again.good)
			check(strcmp(again.csv.data, whole.csv.data) == 0);
		else
			check(strstr(again.text.data, "empty input") != NULL);
		release(&again);
	}
	release(&whole);
	release(&single);
	release(&pieces);
	free(data);
	return 0;
}
