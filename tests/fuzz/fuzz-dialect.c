/* fuzz-dialect.c: any bytes as an export, the first two saying how it is read: the verdict is the
 * same for every chunk size, names are unique and not empty unless they are to be as they are. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "data/dialect.h"
#include "data/dict.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check(bool good)
{
	if (!good)
		abort();
}

static void
add_cells(struct ccr_buf *out, const struct ccr_cell *cell, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		check(strlen(cell[i].p) == cell[i].n && ccr_utf8_valid(cell[i].p, cell[i].n));
		ccr_buf_printf(out, "%zu:%s", cell[i].n, cell[i].p);
	}
}

static void
add_names(struct ccr_buf *out, const struct ccr_rows *rows, bool unique)
{
	const struct ccr_dialect *d = ccr_rows_dialect(rows);
	struct ccr_dict seen = {0};
	const struct ccr_cell *names;
	size_t n = ccr_rows_header(rows, &names);

	for (size_t i = 0; d && unique && i < n; i++) {
		check(names[i].n > 0 && ccr_dict_add(&seen, names[i].p, names[i].n) == i);
		ccr_dialect_is_metadata(d, names[i].p);
	}
	ccr_dict_release(&seen);
	ccr_dialect_describe(d, out);
	add_cells(out, names, n);
}

static char *
run(const char *data, size_t n, size_t chunk, const struct ccr_reading *reading)
{
	struct ccr_source source;
	struct ccr_err err = {0};
	struct ccr_buf out = {0};
	struct ccr_rows *rows;
	struct ccr_row row = {0};
	const struct ccr_cell *names = NULL;

	ccr_buf_puts(&out, "");
	ccr_source_memory(&source, "t", data, n, chunk);
	rows = ccr_rows_open(&source, ',', reading, &err);
	if (rows) {
		size_t columns = ccr_rows_header(rows, &names);
		add_names(&out, rows, reading->dialect != CCR_DIALECT_PLAIN);
		for (size_t i = 0; i < columns; i++)
			ccr_rows_want(rows, i);
		while (ccr_rows_next(rows, &row, &err)) {
			ccr_buf_printf(&out, "\n%zu=", row.line);
			add_cells(&out, row.cell, columns);
		}
	}
	if (err.n > 0)
		ccr_buf_printf(&out, "!%zu:%s", err.fault[0].line, err.fault[0].text);
	ccr_rows_close(rows);
	ccr_err_release(&err);
	return ccr_buf_detach(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const char dialects[] = CCR_DIALECTS;
	struct ccr_reading reading = {0};
	size_t kinds = 1;
	char *data, *whole, *single;

	if (n < 2)
		return 0;
	for (const char *p = dialects; (p = strchr(p, '|')); p++)
		kinds++;
	reading.dialect = (enum ccr_dialect_kind)(bytes[0] % kinds);
	reading.delimiter_given = bytes[0] >= 0x80;
	reading.encoding = (enum ccr_encoding)(bytes[1] % 5);
	reading.header_rows = bytes[1] / 5 % 10;
	data = ccr_strndup((const char *)bytes + 2, n - 2);
	whole = run(data, n - 2, 65536, &reading);
	single = run(data, n - 2, 1, &reading);
	check(strcmp(whole, single) == 0);
	free(whole);
	free(single);
	free(data);
	return 0;
}
