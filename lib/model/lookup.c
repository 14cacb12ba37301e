/* lookup.c: see lookup.h. */
#include "model/lookup.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

enum { NAME, VALUE, COLUMNS };

static void
add_name(struct lookup *l, struct ccr_cursor *rows, const struct ccr_column *col)
{
	size_t known = l->name.n;
	uint32_t code = ccr_dict_add(&l->name, col[NAME].text, col[NAME].len);

	if (code < known) {
		char *text = ccr_printf("an %s that has its %s already", col[NAME].name,
					col[VALUE].name);
		ccr_cursor_fault(rows, &col[NAME], text);
		free(text);
		return;
	}
	CCR_GROW(l->value, l->cap, l->name.n);
	l->value[code] = col[VALUE].number;
}

bool
lookup_read(struct lookup *l, struct ccr_input *input, const char *name_column,
	    const char *value_column, enum ccr_range range, struct ccr_err *err)
{
	struct ccr_column col[COLUMNS] = {
		[NAME] = {.name = name_column, .type = CCR_TEXT, .required = true},
		[VALUE] = {.name = value_column,
			   .type = CCR_NUMBER,
			   .required = true,
			   .range = range},
	};
	struct ccr_cursor *rows = ccr_cursor_open(input, col, COLUMNS, err);
	bool good;

	l->file = input->source->name;
	while (rows && ccr_cursor_next(rows))
		add_name(l, rows, col);
	good = ccr_cursor_close(rows);
	ccr_columns_release(col, COLUMNS);
	return good && (l->name.n > 0 || ccr_err_add(err, CCR_DATA, l->file, 0, NULL,
						     "no %s; a row with a %s was expected",
						     name_column, value_column));
}

double
lookup_value(const struct lookup *l, const char *name, size_t n)
{
	uint32_t code = ccr_dict_find(&l->name, name, n);

	return code == CCR_NO_CODE ? (double)NAN : l->value[code];
}

void
lookup_release(struct lookup *l)
{
	ccr_dict_release(&l->name);
	free(l->value);
}
