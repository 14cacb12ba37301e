/* rows.c: see rows.h.  Looks at the beginning of the input, chooses the reader, and hands calls on.
 */
#include "data/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "data/csvin.h"
#include "data/jsonin.h"
#include "data/jsonrows.h"

struct ccr_rows {
	struct ccr_csvin *csv; /* one of the two */
	struct ccr_jsonrows *json;
};

/* The first byte from *at that is no blank, and its place; a blank where there is none. */
static char
first_byte(const struct ccr_buf *head, size_t *at)
{
	if (*at == 0 && head->len >= 3 && memcmp(head->data, "\xef\xbb\xbf", 3) == 0)
		*at = 3;
	for (; *at < head->len; ++*at)
		if (!strchr(" \t\n\r", head->data[*at]) || head->data[*at] == '\0')
			return head->data[*at];
	return ' ';
}

struct ccr_rows *
ccr_rows_open(struct ccr_source *source, char delimiter, const struct ccr_reading *reading,
	      struct ccr_err *err)
{
	struct ccr_rows *rows = NULL;
	struct ccr_buf head = {0};
	char first;
	size_t at = 0;

	ccr_buf_puts(&head, "");
	if (!ccr_source_fill(source, &head, CCR_SNIFF, err))
		goto out;
	while ((first = first_byte(&head, &at)) == ' ' && head.len < CCR_JSON_MAX) {
		size_t before = head.len;
		if (!ccr_source_fill(source, &head, CCR_SNIFF, err))
			goto out;
		if (head.len == before)
			break;
	}
	if (first == ' ') {
		ccr_err_add(err, CCR_DATA, source->name, 0, NULL,
			    "empty input: a header row was expected");
		goto out;
	}
	rows = ccr_alloc(1, sizeof *rows);
	if (first == '[' || first == '{')
		rows->json = ccr_jsonrows_open(source, &head, err);
	else
		rows->csv = ccr_csvin_open(source, &head, delimiter, reading, err);
	if (!rows->json && !rows->csv) {
		free(rows);
		rows = NULL;
	}
out:
	ccr_buf_release(&head);
	return rows;
}

size_t
ccr_rows_header(const struct ccr_rows *rows, const struct ccr_cell **names)
{
	return rows->csv ? ccr_csvin_header(rows->csv, names)
			 : ccr_jsonrows_header(rows->json, names);
}

bool
ccr_rows_nameless(const struct ccr_rows *rows)
{
	return rows->json && ccr_jsonrows_empty(rows->json);
}

const struct ccr_dialect *
ccr_rows_dialect(const struct ccr_rows *rows)
{
	return rows->csv ? ccr_csvin_dialect(rows->csv) : NULL;
}

size_t
ccr_rows_want(struct ccr_rows *rows, size_t column)
{
	return rows->csv ? ccr_csvin_want(rows->csv, column)
			 : ccr_jsonrows_want(rows->json, column);
}

bool
ccr_rows_next(struct ccr_rows *rows, struct ccr_row *row, struct ccr_err *err)
{
	return rows->csv ? ccr_csvin_next(rows->csv, row, err)
			 : ccr_jsonrows_next(rows->json, row, err);
}

void
ccr_rows_close(struct ccr_rows *rows)
{
	if (!rows)
		return;
	ccr_csvin_close(rows->csv);
	ccr_jsonrows_close(rows->json);
	free(rows);
}
