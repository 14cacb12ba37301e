/* problems.c: see problems.h. */
#include "incidents/problems.h"

#include <stdlib.h>
#include <string.h>

#include "base/match.h"
#include "base/mem.h"

enum { NOT_LOOKED_UP, NO_PROBLEM, PROBLEM };

static void
add_pattern(struct problems *p, struct ccr_cursor *rows, const struct ccr_column *pattern,
	    const struct ccr_column *problem)
{
	char reason[CCR_MATCH_REASON];
	struct ccr_match *match = ccr_match_new(pattern->text, reason);

	if (!match) {
		ccr_cursor_fault(rows, pattern, reason);
		return;
	}
	CCR_GROW(p->pattern, p->cap, p->n + 1);
	p->pattern[p->n++] = (struct problems_pattern){
		match, ccr_dict_add(&p->named, problem->text, problem->len), ccr_cursor_line(rows)};
}

/* The map is a table like the incidents, but its rows are no part of the ledger. */
static bool
read_map(struct problems *p, struct ccr_run *run, struct ccr_source *source)
{
	struct ccr_column col[] = {
		{.name = "pattern", .type = CCR_TEXT, .required = true},
		{.name = "problem", .type = CCR_TEXT, .required = true},
	};
	struct ccr_input input = {.source = source,
				  .n = 1,
				  .delimiter = run->input->delimiter,
				  .na = run->input->na,
				  .show_values = run->input->show_values};
	struct ccr_cursor *rows;
	bool done;

	p->file = source->name;
	rows = ccr_cursor_open(&input, col, CCR_LEN(col), run->err);
	while (rows && ccr_cursor_next(rows))
		add_pattern(p, rows, &col[0], &col[1]);
	done = ccr_cursor_close(rows);
	ccr_columns_release(col, CCR_LEN(col));
	return done && (p->n > 0 || ccr_err_add(run->err, CCR_DATA, p->file, 0, NULL,
						"no pattern; a row with a pattern was expected"));
}

bool
problems_open(struct problems *p, struct ccr_run *run, const struct ccr_column *column,
	      const char *other)
{
	struct ccr_source *source = ccr_run_file(run, "map");

	p->column = column;
	p->other = CCR_NO_CODE;
	if (other && !source)
		return ccr_usage(run, "--other goes with --map");
	if (other && !*other)
		return ccr_usage(run, "option '--other': a name is needed");
	if (!source)
		return true;
	if (!read_map(p, run, source))
		return false;
	if (other)
		p->other = ccr_dict_add(&p->named, other, strlen(other));
	return true;
}

/* The problem of a value that was not met before, as of_value holds it. */
static uint32_t
look_up(const struct problems *p, struct ccr_run *run, struct ccr_cursor *rows)
{
	for (size_t i = 0; i < p->n; i++) {
		switch (ccr_match_find(p->pattern[i].match, p->column->text, p->column->len)) {
		case CCR_MATCH_NO: break;
		case CCR_MATCH_YES: return p->pattern[i].problem + PROBLEM;
		case CCR_MATCH_TOO_MUCH:
			/* Not by ccr_cursor_fault, which may show the text. */
			ccr_err_add(run->err, CCR_DATA, ccr_cursor_file(rows),
				    ccr_cursor_line(rows), NULL,
				    "column '%s': the pattern at %s:%zu takes too long; a simpler "
				    "one is needed",
				    p->column->header, p->file, p->pattern[i].line);
			return NO_PROBLEM;
		}
	}
	return p->other == CCR_NO_CODE ? NO_PROBLEM : p->other + PROBLEM;
}

uint32_t
problems_of(struct problems *p, struct ccr_run *run, struct ccr_cursor *rows)
{
	uint32_t value = p->column->code;

	if (p->column->mark != CCR_PRESENT) {
		ccr_cursor_exclude(rows, "problem missing");
		return CCR_NO_CODE;
	}
	if (!p->file)
		return value;
	CCR_GROW(p->of_value, p->values_cap, value + 1);
	if (p->of_value[value] == NOT_LOOKED_UP)
		p->of_value[value] = look_up(p, run, rows);
	if (p->of_value[value] == NO_PROBLEM) {
		ccr_cursor_exclude(rows, "problem missing: no pattern matches");
		return CCR_NO_CODE;
	}
	return p->of_value[value] - PROBLEM;
}

uint32_t *
problems_order(const struct problems *p, size_t *n)
{
	uint32_t *order;

	*n = p->file ? p->named.n : p->column->dict->n;
	if (!p->file)
		return ccr_dict_order(p->column->dict);
	order = ccr_alloc(*n, sizeof *order);
	for (uint32_t i = 0; i < *n; i++)
		order[i] = i;
	return order;
}

const char *
problems_name(const struct problems *p, uint32_t problem)
{
	return p->file ? p->named.text[problem] : p->column->dict->text[problem];
}

void
problems_release(struct problems *p)
{
	for (size_t i = 0; i < p->n; i++)
		ccr_match_free(p->pattern[i].match);
	free(p->pattern);
	free(p->of_value);
	ccr_dict_release(&p->named);
	*p = (struct problems){0};
}
