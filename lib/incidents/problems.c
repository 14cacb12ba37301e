/* problems.c: see problems.h. */
#include "incidents/problems.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { NOT_LOOKED_UP, NO_PROBLEM, PROBLEM };

bool
problems_open(struct problems *p, struct ccr_run *run, const struct ccr_column *column,
	      const char *other)
{
	struct ccr_input table;
	bool mapped = ccr_run_table(run, "map", &table);

	p->column = column;
	p->other = CCR_NO_CODE;
	if (other && !mapped)
		return ccr_usage(run, "--other goes with --map");
	if (other && !*other)
		return ccr_usage(run, "option '--other': a name is needed");
	if (!mapped)
		return true;
	if (!patterns_read(&p->map, &table, "problem", run->err))
		return false;
	if (p->map.n == 0)
		return ccr_err_add(run->err, CCR_DATA, p->map.file, 0, NULL,
				   "no pattern; a row with a pattern was expected");
	if (other)
		p->other = ccr_dict_add(&p->map.name, other, strlen(other));
	return true;
}

/* The problem of a value that was not met before, as of_value holds it. */
static uint32_t
look_up(const struct problems *p, struct ccr_run *run, struct ccr_cursor *rows)
{
	for (size_t i = 0; i < p->map.n; i++) {
		switch (patterns_find(&p->map, i, rows, p->column, run->err)) {
		case CCR_MATCH_NO: break;
		case CCR_MATCH_YES: return p->map.item[i].name + PROBLEM;
		case CCR_MATCH_TOO_MUCH: return NO_PROBLEM;
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
	if (!p->map.file)
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

	*n = p->map.file ? p->map.name.n : p->column->dict->n;
	if (!p->map.file)
		return ccr_dict_order(p->column->dict);
	order = ccr_alloc(*n, sizeof *order);
	for (uint32_t i = 0; i < *n; i++)
		order[i] = i;
	return order;
}

const char *
problems_name(const struct problems *p, uint32_t problem)
{
	return p->map.file ? p->map.name.text[problem] : p->column->dict->text[problem];
}

void
problems_release(struct problems *p)
{
	patterns_release(&p->map);
	free(p->of_value);
	*p = (struct problems){0};
}
