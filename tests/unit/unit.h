/* unit.h: what the unit tests share.
 *
 * A reader's whole behaviour is compared as one text, its transcript: the header's names joined by
 * bars, a line "LINE:cell|cell" for each row, and "!LINE:text" where it stopped with a fault.
 */
#ifndef CCR_TESTS_UNIT_H
#define CCR_TESTS_UNIT_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/text.h"
#include "data/rows.h"

/* A literal with its length, for texts that hold NUL. */
#define BYTES(literal) (literal), sizeof(literal) - 1

static inline void
add_cell(struct ccr_buf *out, const struct ccr_cell *cell)
{
	assert_int_equal(cell->p[cell->n], '\0');
	for (size_t i = 0; i < cell->n; i++) {
		if (cell->p[i] == '\n')
			ccr_buf_puts(out, "\\n");
		else if (cell->p[i] == '\r')
			ccr_buf_puts(out, "\\r");
		else
			ccr_buf_add(out, cell->p + i, 1);
	}
}

static inline void
add_faults(struct ccr_buf *out, const struct ccr_err *err)
{
	for (size_t i = 0; i < err->n && i < CCR_FAULTS; i++)
		ccr_buf_printf(out, "!%zu:%s%s%s\n", err->fault[i].line,
			       err->fault[i].where ? err->fault[i].where : "",
			       err->fault[i].where ? ": " : "", err->fault[i].text);
}

/* All columns of a table in the order they have; the caller frees. */
static inline char *
transcript_as(const char *data, size_t n, size_t chunk, char delimiter,
	      const struct ccr_reading *reading)
{
	struct ccr_source source;
	struct ccr_err err = {0};
	struct ccr_buf out = {0};
	struct ccr_rows *rows;
	const struct ccr_cell *names;
	struct ccr_row row;
	size_t columns;

	ccr_source_memory(&source, "t", data, n, chunk);
	ccr_buf_puts(&out, "");
	rows = ccr_rows_open(&source, delimiter, reading, &err);
	assert_true(rows ? err.n == 0 : err.n == 1);
	if (rows) {
		columns = ccr_rows_header(rows, &names);
		for (size_t i = 0; i < columns; i++) {
			ccr_buf_puts(&out, i > 0 ? "|" : "");
			add_cell(&out, &names[i]);
			assert_int_equal(ccr_rows_want(rows, i), i);
		}
		ccr_buf_puts(&out, "\n");
		while (ccr_rows_next(rows, &row, &err)) {
			ccr_buf_printf(&out, "%zu:", row.line);
			for (size_t i = 0; i < columns; i++) {
				ccr_buf_puts(&out, i > 0 ? "|" : "");
				add_cell(&out, &row.cell[i]);
			}
			ccr_buf_puts(&out, "\n");
		}
	}
	add_faults(&out, &err);
	for (size_t i = 0; i < err.n && i < CCR_FAULTS; i++) {
		assert_string_equal(err.fault[i].file, "t");
		assert_int_equal(err.status, CCR_DATA);
	}
	ccr_rows_close(rows);
	ccr_err_release(&err);
	return ccr_buf_detach(&out);
}

static inline char *
transcript(const char *data, size_t n, size_t chunk, char delimiter)
{
	return transcript_as(data, n, chunk, delimiter, NULL);
}

/* The transcript is the same for every chunk size from 1 to the length, and for one chunk. */
static inline void
check_transcript(const char *data, size_t n, char delimiter, const char *expected)
{
	for (size_t chunk = 1; chunk <= n + 1; chunk++) {
		char *seen = transcript(data, n, chunk > n ? 65536 : chunk, delimiter);
		assert_string_equal(seen, expected);
		free(seen);
	}
}

/* splitmix64 (Steele, Lea & Flood 2014): the same numbers on every machine. */
static inline uint64_t
random_bits(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

#endif
