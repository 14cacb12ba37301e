/* areas.c: see areas.h. */
#include "incidents/areas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

bool
areas_read(struct areas *a, struct ccr_run *run)
{
	struct ccr_column col[] = {
		{.name = "area", .type = CCR_TEXT, .required = true},
		{.name = "population", .type = CCR_NUMBER, .required = true, .range = CCR_POSITIVE},
	};
	struct ccr_input input = {.source = ccr_run_file(run, "populations"),
				  .n = 1,
				  .delimiter = run->input->delimiter,
				  .na = run->input->na,
				  .show_values = run->input->show_values};
	struct ccr_cursor *rows;
	bool done;

	a->file = input.source->name;
	rows = ccr_cursor_open(&input, col, CCR_LEN(col), run->err);
	while (rows && ccr_cursor_next(rows)) {
		size_t before = a->name.n;
		uint32_t code = ccr_dict_add(&a->name, col[0].text, col[0].len);
		if (code < before) {
			ccr_cursor_fault(rows, &col[0], "an area that has its population already");
			continue;
		}
		CCR_GROW(a->population, a->cap, a->name.n);
		a->population[code] = col[1].number;
		a->total += col[1].number;
	}
	done = ccr_cursor_close(rows);
	ccr_columns_release(col, CCR_LEN(col));
	return done &&
	       (a->name.n > 0 || ccr_err_add(run->err, CCR_DATA, a->file, 0, NULL,
					     "no area; a row with a population was expected"));
}

bool
areas_check(struct areas *a, struct ccr_run *run, struct ccr_cursor *rows,
	    const struct ccr_column *column)
{
	char *text;

	if (column->mark != CCR_PRESENT)
		return true;
	CCR_GROW(a->known, a->known_cap, column->code + 1);
	if (a->known[column->code])
		return true;
	a->known[column->code] = true; /* said once */
	if (ccr_dict_find(&a->name, column->text, column->len) != CCR_NO_CODE)
		return true;
	text = ccr_printf("an area without population in '%s'", a->file);
	ccr_input_fault(run->input, run->err, ccr_cursor_file(rows), ccr_cursor_line(rows),
			column->header, column->text, text);
	free(text);
	return false;
}

double
areas_population(const struct areas *a, const char *name)
{
	uint32_t code = ccr_dict_find(&a->name, name, strlen(name));

	return code == CCR_NO_CODE ? (double)NAN : a->population[code];
}

void
areas_release(struct areas *a)
{
	ccr_dict_release(&a->name);
	free(a->population);
	free(a->known);
	*a = (struct areas){0};
}
