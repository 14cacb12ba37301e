/* weights.c: see weights.h. */
#include "incidents/weights.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

bool
weights_read(struct weights *w, struct ccr_run *run, const char *option)
{
	struct ccr_input table;

	return ccr_run_table(run, option, &table) &&
	       lookup_read(&w->of, &table, "offence", "weight", CCR_NOT_NEGATIVE, run->err);
}

double
weights_of(struct weights *w, struct ccr_cursor *rows, const struct ccr_column *offence,
	   double standard)
{
	double weight;
	char *text;

	CCR_GROW(w->of_value, w->values_cap, (size_t)offence->code + 1);
	for (; w->n_values <= offence->code; w->n_values++)
		w->of_value[w->n_values] = (double)NAN;
	if (!isnan(w->of_value[offence->code]))
		return w->of_value[offence->code];
	weight = lookup_value(&w->of, offence->text, offence->len);
	if (isnan(weight) && isnan(standard)) {
		text = ccr_printf("an offence without weight in '%s' (--default gives one)",
				  w->of.file);
		ccr_cursor_fault(rows, offence, text);
		free(text);
		w->of_value[offence->code] = 0; /* said once; there will be no result */
		return (double)NAN;
	}
	w->of_value[offence->code] = isnan(weight) ? standard : weight;
	return w->of_value[offence->code];
}

void
weights_release(struct weights *w)
{
	lookup_release(&w->of);
	free(w->of_value);
	*w = (struct weights){0};
}
