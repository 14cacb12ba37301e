/* patterns.c: see patterns.h. */
#include "model/patterns.h"

#include <stdlib.h>

#include "base/mem.h"

enum { NAME, PATTERN, COLUMNS };

static void
add_pattern(struct patterns *p, struct ccr_cursor *rows, const struct ccr_column *col)
{
	char reason[CCR_MATCH_REASON];
	struct ccr_match *match = ccr_match_new(col[PATTERN].text, reason);

	if (!match) {
		ccr_cursor_fault(rows, &col[PATTERN], reason);
		return;
	}
	CCR_GROW(p->item, p->cap, p->n + 1);
	p->item[p->n++] =
		(struct pattern){match, ccr_dict_add(&p->name, col[NAME].text, col[NAME].len),
				 ccr_cursor_line(rows)};
}

bool
patterns_read(struct patterns *p, struct ccr_input *input, const char *name_column,
	      struct ccr_err *err)
{
	struct ccr_column col[COLUMNS] = {
		[NAME] = {.name = name_column, .type = CCR_TEXT, .required = true},
		[PATTERN] = {.name = "pattern", .type = CCR_TEXT, .required = true},
	};
	struct ccr_cursor *rows = ccr_cursor_open(input, col, COLUMNS, err);
	bool good;

	p->file = input->source->name;
	while (rows && ccr_cursor_next(rows))
		add_pattern(p, rows, col);
	good = ccr_cursor_close(rows);
	ccr_columns_release(col, COLUMNS);
	return good;
}

enum ccr_match_answer
patterns_find(const struct patterns *p, size_t i, const struct ccr_cursor *rows,
	      const struct ccr_column *text, struct ccr_err *err)
{
	enum ccr_match_answer answer = ccr_match_find(p->item[i].match, text->text, text->len);

	/* Not by ccr_cursor_fault, which may show the text. */
	if (answer == CCR_MATCH_TOO_MUCH)
		ccr_err_add(err, CCR_DATA, ccr_cursor_file(rows), ccr_cursor_line(rows), NULL,
			    "column '%s': the pattern at %s:%zu takes too long; a simpler one is "
			    "needed",
			    text->header, p->file, p->item[i].line);
	return answer;
}

void
patterns_release(struct patterns *p)
{
	for (size_t i = 0; i < p->n; i++)
		ccr_match_free(p->item[i].match);
	free(p->item);
	ccr_dict_release(&p->name);
}
