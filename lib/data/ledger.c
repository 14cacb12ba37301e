/* ledger.c: see ledger.h. */
#include "data/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "data/csvout.h"

static const char *const item_names[] = {"read",    "used",     "excluded",
					 "missing", "censored", "suppressed"};

static bool
same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

void
ccr_ledger_add(struct ccr_ledger *ledger, const char *input, enum ccr_ledger_item item,
	       const char *reason, size_t n)
{
	for (size_t i = 0; i < ledger->n; i++) {
		struct ccr_ledger_row *row = &ledger->row[i];
		if (row->item == item && same(row->input, input) && same(row->reason, reason)) {
			row->n += n;
			return;
		}
	}
	CCR_GROW(ledger->row, ledger->cap, ledger->n + 1);
	ledger->row[ledger->n++] =
		(struct ccr_ledger_row){input, item, reason ? ccr_strdup(reason) : NULL, n};
}

void
ccr_ledger_exclude(struct ccr_ledger *ledger, const char *input, const char *reason, size_t n)
{
	for (size_t i = 0; i < ledger->n; i++)
		if (ledger->row[i].item == CCR_USED && same(ledger->row[i].input, input))
			ledger->row[i].n -= n;
	ccr_ledger_add(ledger, input, CCR_EXCLUDED, reason, n);
}

void
ccr_ledger_say(const struct ccr_ledger *ledger, struct ccr_buf *out)
{
	for (size_t i = 0; i < ledger->n; i++) {
		const struct ccr_ledger_row *row = &ledger->row[i];
		char *text = ccr_printf("%s: %s %zu%s%s", row->input, item_names[row->item], row->n,
					row->reason ? ": " : "", row->reason ? row->reason : "");
		if (row->n > 0)
			ccr_err_line(out, text);
		free(text);
	}
}

void
ccr_ledger_csv(const struct ccr_ledger *ledger, struct ccr_buf *out)
{
	ccr_buf_puts(out, "program,input,item,reason,n\n");
	for (size_t i = 0; i < ledger->n; i++) {
		const struct ccr_ledger_row *row = &ledger->row[i];
		const char *reason = row->reason ? row->reason : "";
		ccr_buf_printf(out, "%s,", ccr_program_name);
		ccr_csv_cell(out, row->input, strlen(row->input), false);
		ccr_buf_printf(out, ",%s,", item_names[row->item]);
		ccr_csv_cell(out, reason, strlen(reason), false);
		ccr_buf_printf(out, ",%zu\n", row->n);
	}
}

void
ccr_ledger_release(struct ccr_ledger *ledger)
{
	for (size_t i = 0; i < ledger->n; i++)
		free(ledger->row[i].reason);
	free(ledger->row);
	*ledger = (struct ccr_ledger){0};
}
