/* areas.c: see areas.h. */
#include "incidents/areas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

bool
areas_read(struct areas *a, struct ccr_run *run)
{
	struct ccr_input table;

	if (!ccr_run_table(run, "populations", &table) ||
	    !lookup_read(&a->of, &table, "area", "population", CCR_POSITIVE, run->err))
		return false;
	for (size_t i = 0; i < a->of.name.n; i++)
		a->total += a->of.value[i];
	return true;
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
	if (!isnan(lookup_value(&a->of, column->text, column->len)))
		return true;
	text = ccr_printf("an area without population in '%s'", a->of.file);
	ccr_input_fault(run->input, run->err, ccr_cursor_file(rows), ccr_cursor_line(rows),
			column->header, column->text, text);
	free(text);
	return false;
}

double
areas_population(const struct areas *a, const char *name)
{
	return lookup_value(&a->of, name, strlen(name));
}

void
areas_release(struct areas *a)
{
	lookup_release(&a->of);
	free(a->known);
	*a = (struct areas){0};
}
