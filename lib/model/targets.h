/* targets.h: what the answers should add up to: the rows variable,level,target of a targets file,
 * and the answers as cells of the table that they make.
 *
 * A variable is a column of the answers, or several whose names are joined by " / ", as their
 * levels are.  A row without level is the total of a numeric column.  Targets are counts, or shares
 * where those of each variable add up to 1; the totals of all variables have to agree.  Cells are
 * the distinct combinations of levels (and numbers), each with the sum of its weights; they add up,
 * so one pass over any number of rows is enough.  Zero-initialise; release what was read.
 */
#ifndef CCR_MODEL_TARGETS_H
#define CCR_MODEL_TARGETS_H

#include "data/cursor.h"
#include "data/group.h"
#include "stat/rake.h"

struct target_variable {
	const char *name;      /* as in the file */
	bool number;           /* one target, the total of the column, and no level */
	struct ccr_dict level; /* the codes of levels are those of targets */
	struct target {
		double value;
		size_t line; /* in the targets file */
	} * target;
	size_t n, cap;
	double total; /* of the targets */
	struct ccr_list columns;
	struct ccr_group group; /* of the answers' rows */
	uint32_t *level_of;     /* of each group: the level plus 1; 0: not looked up yet */
	size_t level_of_cap;
	size_t column; /* the first of its columns among those declared */
};

struct targets {
	const char *file;
	struct ccr_dict names;
	struct target_variable *variable;
	size_t n, cap;
	bool shares;
	double total; /* of every variable with levels; 0: there is none */
};

/* Reads a targets file; numbers: are numeric columns allowed?  False with err filled on a bad row,
 * a level with two targets, totals that differ by more than 1e-6 of the first. */
bool targets_read(struct ccr_input *, bool numbers, struct targets *, struct ccr_err *);

/* How many columns of the answers the variables need; and their declaration. */
size_t targets_count(const struct targets *);
void targets_declare(struct targets *, struct ccr_column *);

/* The level of each variable in the current row, or its number: n values.  False after noting that
 * a level has no target, at the first row that has it; column is the first of those declared. */
bool
targets_row(struct targets *, struct ccr_cursor *, const struct ccr_column *column, double *value);

struct target_cells {
	struct ccr_dict key; /* the values as bytes */
	double *weight;      /* of each cell */
	size_t cap;
};

/* Adds a row's weight to the cell of its values, and returns it. */
uint32_t
target_cells_add(struct target_cells *, const struct targets *, const double *value, double weight);
/* The value of a variable in a cell. */
double target_cells_value(const struct target_cells *, uint32_t cell, size_t variable);

/* After the last row: do respondents with a weight above 0 have the levels whose target is above 0,
 * and only those?  Then makes targets counts that add up to one total exactly: shares become parts
 * of the sum of weights. */
bool targets_settle(struct targets *, const struct target_cells *, struct ccr_err *);

/* The variables, which all have levels, as n margins of the cells; the caller releases. */
struct ccr_margin *targets_margins(const struct targets *, const struct target_cells *);
void targets_margins_free(struct ccr_margin *, size_t n);

void target_cells_release(struct target_cells *);
void targets_release(struct targets *);

#endif
