/* opt.h: the options of a program as one table, from which parsing and --help are made.
 *
 * The values of an option point into argv or are owned by the table's targets; they live as long as
 * the process and are released with ccr_opt_release.  An option may be limited to some verbs; given
 * to another verb it is a usage error.  An option that takes other values with another verb stands
 * in the table once for each, with its verbs; its value is then taken when the verb is known.
 */
#ifndef CCR_BASE_OPT_H
#define CCR_BASE_OPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/text.h"

/* A list of texts, from one CSV record: safe,concern or '"Age, in years",sex'. */
struct ccr_list {
	char **item;
	size_t n;
};

/* One list for each time the option is given. */
struct ccr_lists {
	struct ccr_list *list;
	size_t n, cap;
};

struct ccr_numbers {
	double *item;
	size_t n;
};

enum ccr_opt_type {
	OPT_FLAG,    /* bool */
	OPT_TEXT,    /* const char * */
	OPT_LIST,    /* struct ccr_list; given again, the lists are joined */
	OPT_TEXTS,   /* struct ccr_list, one text each time it is given */
	OPT_LISTS,   /* struct ccr_lists */
	OPT_NUMBERS, /* struct ccr_numbers */
	OPT_NUMBER,  /* double */
	OPT_COUNT,   /* double, a whole number of 0 or more */
	OPT_CHOICE,  /* int, the index in arg, which is "first|second|third" */
	OPT_DATE,    /* ccr_date */
	OPT_FILE,    /* const char *, a file that is read: ccr_main opens it */
};

struct ccr_opt {
	char letter;      /* 0: no short form */
	const char *name; /* NULL ends the table */
	const char *arg;  /* how the value is called in the help */
	const char *help;
	enum ccr_opt_type type;
	void *to;
	const char *verbs; /* "rates|curve"; NULL: every verb */
};

#define CCR_OPT_END                                                                                \
	{                                                                                          \
		.name = NULL                                                                       \
	}

struct ccr_operands {
	const char **item;
	size_t n, cap;
};

/* Parses argv by the tables (NULL-terminated array of them).  Everything that is no option becomes
 * an operand, in order.  Which options were given is asked with ccr_opt_given. */
bool ccr_opt_parse(const struct ccr_opt *const *tables, int argc, char *argv[],
		   struct ccr_operands *, struct ccr_err *);
bool ccr_opt_given(const struct ccr_opt *const *tables, const char *name);

/* Refuses an option that was given and does not belong to the verb; takes the values that waited
 * for the verb. */
bool ccr_opt_check_verb(const struct ccr_opt *const *tables, const char *verb, struct ccr_err *);

/* Is name one of the alternatives of "a|b|c"?  Its index, or -1. */
int ccr_opt_choice(const char *choices, const char *name);

/* Adds one option per line, aligned: those of a verb, or (NULL) all, with the verbs they are for.
 */
void ccr_opt_help(struct ccr_buf *, const struct ccr_opt *table, const char *verb);
void ccr_opt_release(const struct ccr_opt *const *tables);

void ccr_list_add(struct ccr_list *, const char *);
/* One CSV record as a list, added to what is there; false where a quote is not closed. */
bool ccr_list_parse(struct ccr_list *, const char *record);
void ccr_list_release(struct ccr_list *);

#endif
