/* targets.c: see targets.h. */
#include "model/targets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"

/* Beyond this the square of a sum is no number any more; nothing real is near it. */
#define LARGEST 1e100

/* Totals that people wrote down agree when they do to this part of them. */
#define AGREE 1e-6

enum { VARIABLE, LEVEL, TARGET, COLUMNS };

static struct target_variable *
variable_at(struct targets *t, const struct ccr_column *name)
{
	uint32_t at = ccr_dict_add(&t->names, name->text, name->len);

	t->n = t->names.n;
	CCR_GROW(t->variable, t->cap, t->n);
	t->variable[at].name = t->names.text[at];
	return &t->variable[at];
}

/* Why the current row is no target of its variable; NULL where it is one.  at: the column at fault.
 * The caller frees. */
static char *
check_target(const struct target_variable *v, const struct ccr_column *col, size_t *at)
{
	bool number = col[LEVEL].mark != CCR_PRESENT;
	uint32_t level = number ? 0 : ccr_dict_find(&v->level, col[LEVEL].text, col[LEVEL].len);

	*at = LEVEL;
	if (v->n > 0 && number && v->number)
		return ccr_printf("this number has a target already, at line %zu",
				  v->target[0].line);
	if (v->n > 0 && number != v->number)
		return ccr_printf("%s, other than at line %zu of the same variable",
				  number ? "missing" : "present", v->target[0].line);
	if (!number && level != CCR_NO_CODE)
		return ccr_printf("this level has a target already, at line %zu",
				  v->target[level].line);
	*at = TARGET;
	if (!number && col[TARGET].number < 0)
		return ccr_strdup("negative; 0 or more was expected");
	if (col[TARGET].number > 0 && col[TARGET].number < 1 / LARGEST)
		return ccr_strdup("too small to be a target");
	if (fabs(col[TARGET].number) > LARGEST)
		return ccr_strdup("too large to be a target");
	return NULL;
}

static void
add_target(struct targets *t, struct ccr_cursor *rows, const struct ccr_column *col)
{
	struct target_variable *v = variable_at(t, &col[VARIABLE]);
	size_t at;
	char *reason = check_target(v, col, &at);

	if (reason) {
		ccr_cursor_fault(rows, &col[at], reason);
		free(reason);
		return;
	}
	v->number = col[LEVEL].mark != CCR_PRESENT;
	if (!v->number)
		ccr_dict_add(&v->level, col[LEVEL].text, col[LEVEL].len);
	CCR_GROW(v->target, v->cap, v->n + 1);
	v->target[v->n++] = (struct target){col[TARGET].number, ccr_cursor_line(rows)};
	v->total += col[TARGET].number;
}

static bool
check_totals(struct targets *t, struct ccr_err *err)
{
	const struct target_variable *first = NULL;
	char a[CCR_NUM_SIZE], b[CCR_NUM_SIZE];

	for (size_t i = 0; i < t->n; i++) {
		const struct target_variable *v = &t->variable[i];
		if (v->number)
			continue;
		if (!(v->total > 0))
			return ccr_err_add(err, CCR_DATA, t->file, v->target[0].line, NULL,
					   "the targets of '%s' add up to 0", v->name);
		first = first ? first : v;
		if (fabs(v->total - first->total) <= AGREE * first->total)
			continue;
		ccr_num_print(a, first->total);
		ccr_num_print(b, v->total);
		return ccr_err_add(err, CCR_DATA, t->file, v->target[0].line, NULL,
				   "the targets of '%s' add up to %s, those of '%s' to %s; they "
				   "have to add up to the same",
				   first->name, a, v->name, b);
	}
	t->total = first ? first->total : 0;
	t->shares = first && fabs(first->total - 1) <= AGREE;
	return true;
}

/* "a / b" as the columns a and b; a number is always one column. */
static void
split_name(struct target_variable *v)
{
	static const char joint[] = " / ";
	const char *from = v->name, *to;

	for (; !v->number && (to = strstr(from, joint)); from = to + sizeof joint - 1) {
		char *name = ccr_strndup(from, (size_t)(to - from));
		ccr_list_add(&v->columns, name);
		free(name);
	}
	ccr_list_add(&v->columns, from);
}

bool
targets_read(struct ccr_input *input, bool numbers, struct targets *t, struct ccr_err *err)
{
	struct ccr_column col[COLUMNS] = {
		[VARIABLE] = {.name = "variable", .type = CCR_TEXT, .required = true},
		[LEVEL] = {.name = "level", .type = CCR_TEXT, .required = !numbers},
		[TARGET] = {.name = "target", .type = CCR_NUMBER, .required = true},
	};
	struct ccr_cursor *rows = ccr_cursor_open(input, col, COLUMNS, err);
	bool good;

	t->file = input->source->name;
	while (rows && ccr_cursor_next(rows))
		add_target(t, rows, col);
	good = ccr_cursor_close(rows);
	ccr_columns_release(col, COLUMNS);
	if (good && t->n == 0)
		return ccr_err_add(err, CCR_DATA, t->file, 0, NULL, "no targets");
	for (size_t i = 0; i < t->n; i++)
		split_name(&t->variable[i]);
	return good && check_totals(t, err);
}

size_t
targets_count(const struct targets *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		n += t->variable[i].columns.n;
	return n;
}

void
targets_declare(struct targets *t, struct ccr_column *col)
{
	size_t at = 0;

	for (size_t i = 0; i < t->n; i++) {
		struct target_variable *v = &t->variable[i];
		v->column = at;
		ccr_group_init(&v->group, &v->columns);
		ccr_group_columns(&v->group, col + at);
		if (v->number)
			col[at].type = CCR_NUMBER;
		for (size_t k = 0; k < v->columns.n; k++)
			col[at + k].required = true;
		at += v->columns.n;
	}
}

static bool
read_number(struct ccr_cursor *rows, const struct ccr_column *column, double *value)
{
	*value = column->number;
	if (fabs(*value) <= LARGEST)
		return true;
	ccr_cursor_fault(rows, column, "too large to be weighted by");
	return false;
}

static bool
read_level(const struct targets *t, struct target_variable *v, struct ccr_cursor *rows,
	   const struct ccr_column *column, double *value)
{
	uint32_t group = ccr_group_of(&v->group, column);
	const char *label = ccr_group_label(&v->group, group);
	uint32_t level;
	char *reason;

	CCR_GROW(v->level_of, v->level_of_cap, (size_t)group + 1);
	if (v->level_of[group] > 0) {
		*value = v->level_of[group] - 1;
		return v->level_of[group] <= v->n;
	}
	level = ccr_dict_find(&v->level, label, strlen(label));
	*value = level;
	/* What has no target gets a level that there is not, and is told of once. */
	v->level_of[group] = level == CCR_NO_CODE ? (uint32_t)v->n + 1 : level + 1;
	if (level != CCR_NO_CODE)
		return true;
	reason = v->columns.n > 1
			 ? ccr_printf("no target for this level of '%s' in '%s'", v->name, t->file)
			 : ccr_printf("no target for this level in '%s'", t->file);
	ccr_cursor_fault(rows, column, reason);
	free(reason);
	return false;
}

bool
targets_row(struct targets *t, struct ccr_cursor *rows, const struct ccr_column *column,
	    double *value)
{
	bool good = true;

	for (size_t i = 0; i < t->n; i++) {
		struct target_variable *v = &t->variable[i];
		good &= v->number ? read_number(rows, &column[v->column], &value[i])
				  : read_level(t, v, rows, &column[v->column], &value[i]);
	}
	return good;
}

uint32_t
target_cells_add(struct target_cells *cells, const struct targets *t, const double *value,
		 double weight)
{
	uint32_t cell = ccr_dict_add(&cells->key, (const char *)value, t->n * sizeof *value);

	CCR_GROW(cells->weight, cells->cap, cells->key.n);
	cells->weight[cell] += weight;
	return cell;
}

double
target_cells_value(const struct target_cells *cells, uint32_t cell, size_t variable)
{
	double value;

	memcpy(&value, cells->key.text[cell] + variable * sizeof value, sizeof value);
	return value;
}

static void
check_level(const struct targets *t, const struct target_variable *v, const struct target *target,
	    double seen, struct ccr_err *err)
{
	if (target->value > 0 && !(seen > 0))
		ccr_err_add(err, CCR_DATA, t->file, target->line, NULL,
			    "nobody with a weight above 0 has this level of '%s'; join it with "
			    "another",
			    v->name);
	else if (!(target->value > 0) && seen > 0)
		ccr_err_add(err, CCR_DATA, t->file, target->line, NULL,
			    "a target of 0, but somebody has this level of '%s'", v->name);
}

bool
targets_settle(struct targets *t, const struct target_cells *cells, struct ccr_err *err)
{
	size_t faults = err->n;
	double sum = 0, total;

	for (size_t c = 0; c < cells->key.n; c++)
		sum += cells->weight[c];
	total = t->shares ? sum : t->total;
	for (size_t i = 0; i < t->n; i++) {
		struct target_variable *v = &t->variable[i];
		double *seen = ccr_alloc(v->n, sizeof *seen);
		double scale = !v->number ? total / v->total : t->shares ? sum : 1;
		for (uint32_t c = 0; !v->number && c < cells->key.n; c++)
			seen[(size_t)target_cells_value(cells, c, i)] += cells->weight[c];
		for (size_t k = 0; k < v->n; k++) {
			if (!v->number)
				check_level(t, v, &v->target[k], seen[k], err);
			v->target[k].value *= scale;
		}
		free(seen);
	}
	t->total = t->total > 0 ? total : 0;
	return err->n == faults;
}

struct ccr_margin *
targets_margins(const struct targets *t, const struct target_cells *cells)
{
	struct ccr_margin *margin = ccr_alloc(t->n, sizeof *margin);

	for (size_t i = 0; i < t->n; i++) {
		const struct target_variable *v = &t->variable[i];
		uint32_t *level = ccr_alloc(cells->key.n, sizeof *level);
		double *target = ccr_alloc(v->n, sizeof *target);
		for (uint32_t c = 0; c < cells->key.n; c++)
			level[c] = (uint32_t)target_cells_value(cells, c, i);
		for (size_t k = 0; k < v->n; k++)
			target[k] = v->target[k].value;
		margin[i] = (struct ccr_margin){v->n, level, target};
	}
	return margin;
}

void
targets_margins_free(struct ccr_margin *margin, size_t n)
{
	for (size_t i = 0; margin && i < n; i++) {
		free((void *)margin[i].level);
		free((void *)margin[i].target);
	}
	free(margin);
}

void
target_cells_release(struct target_cells *cells)
{
	ccr_dict_release(&cells->key);
	free(cells->weight);
	*cells = (struct target_cells){0};
}

void
targets_release(struct targets *t)
{
	for (size_t i = 0; i < t->n; i++) {
		struct target_variable *v = &t->variable[i];
		ccr_dict_release(&v->level);
		ccr_group_release(&v->group);
		ccr_list_release(&v->columns);
		free(v->target);
		free(v->level_of);
	}
	free(t->variable);
	ccr_dict_release(&t->names);
	*t = (struct targets){0};
}
