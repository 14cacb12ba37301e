/* group.h: the groups of -b: the values of one column, or the combinations of several, as codes 0,
 * 1, 2 ...
 *
 * Without columns all rows are group 0, the whole sample, which has no by and no label.
 */
#ifndef CCR_DATA_GROUP_H
#define CCR_DATA_GROUP_H

#include "data/cursor.h"

struct ccr_group {
	const struct ccr_list *by;
	char *by_text;         /* the columns' names joined by " / "; NULL for the whole sample */
	struct ccr_dict label; /* the values joined by " / ", by code */
	uint32_t *code_of;     /* of one column: this group's code for each code of the column */
	size_t cap;
	struct ccr_buf scratch;
};

/* by is borrowed and may be empty. */
void ccr_group_init(struct ccr_group *, const struct ccr_list *by);
/* Declares the by->n columns. */
void ccr_group_columns(const struct ccr_group *, struct ccr_column *);
/* Once the header is known: columns named by their place ("#3") are called as in the file. */
void ccr_group_name(struct ccr_group *, const struct ccr_column *);
/* The group of the current row, CCR_NO_CODE where one of its values is missing; column is the first
 * of those declared. */
uint32_t ccr_group_of(struct ccr_group *, const struct ccr_column *);
/* How many groups there are; the whole sample is one. */
size_t ccr_group_count(const struct ccr_group *);
/* Their codes in the order they are printed; the caller frees. */
uint32_t *ccr_group_order(const struct ccr_group *);
/* NULL for the whole sample. */
const char *ccr_group_label(const struct ccr_group *, uint32_t code);
void ccr_group_release(struct ccr_group *);

#endif
