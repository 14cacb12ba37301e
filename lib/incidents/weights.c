/* weights.c: see weights.h. */
#include "incidents/weights.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

bool
weights_read(struct weights *w, struct ccr_run *run, const char *option)
{
	struct ccr_column col[] = {
		{.name = "offence", .type = CCR_TEXT, .required = true},
		{.name = "weight", .type = CCR_NUMBER, .required = true, .range = CCR_NOT_NEGATIVE},
	};
	struct ccr_input input = {.source = ccr_run_file(run, option),
				  .n = 1,
				  .delimiter = run->input->delimiter,
				  .na = run->input->na,
				  .show_values = run->input->show_values};
	struct ccr_cursor *rows;
	bool done;

	w->file = input.source->name;
	rows = ccr_cursor_open(&input, col, CCR_LEN(col), run->err);
	while (rows && ccr_cursor_next(rows)) {
		size_t before = w->offence.n;
		uint32_t code = ccr_dict_add(&w->offence, col[0].text, col[0].len);
		if (code < before) {
			ccr_cursor_fault(rows, &col[0], "an offence that has its weight already");
			continue;
		}
		CCR_GROW(w->weight, w->cap, w->offence.n);
		w->weight[code] = col[1].number;
	}
	done = ccr_cursor_close(rows);
	ccr_columns_release(col, CCR_LEN(col));
	return done &&
	       (w->offence.n > 0 || ccr_err_add(run->err, CCR_DATA, w->file, 0, NULL,
						"no offence; a row with a weight was expected"));
}

double
weights_of(struct weights *w, struct ccr_cursor *rows, const struct ccr_column *offence,
	   double standard)
{
	uint32_t code;
	char *text;

	CCR_GROW(w->of_value, w->values_cap, (size_t)offence->code + 1);
	for (; w->n_values <= offence->code; w->n_values++)
		w->of_value[w->n_values] = (double)NAN;
	if (!isnan(w->of_value[offence->code]))
		return w->of_value[offence->code];
	code = ccr_dict_find(&w->offence, offence->text, offence->len);
	if (code == CCR_NO_CODE && isnan(standard)) {
		text = ccr_printf("an offence without weight in '%s' (--default gives one)",
				  w->file);
		ccr_cursor_fault(rows, offence, text);
		free(text);
		w->of_value[offence->code] = 0; /* said once; there will be no result */
		return (double)NAN;
	}
	w->of_value[offence->code] = code == CCR_NO_CODE ? standard : w->weight[code];
	return w->of_value[offence->code];
}

void
weights_release(struct weights *w)
{
	ccr_dict_release(&w->offence);
	free(w->weight);
	free(w->of_value);
	*w = (struct weights){0};
}
