/* program.h: the frame around every command.
 *
 * ccr_main owns options, --help, --version, the common options, opening inputs, the output, the
 * ledger and the exit status; a verb is a function from an input to result rows that returns
 * success.  This is the top of the library: it knows base and data, and only commands know it.
 */
#ifndef CCR_PROGRAM_H
#define CCR_PROGRAM_H

#include "base/opt.h"
#include "data/cursor.h"
#include "data/doc.h"
#include "data/emit.h"

/* What a verb is given.  It reads input, fills out (or, where it makes a document, text), and
 * returns false with err filled where it cannot. */
struct ccr_run {
	struct ccr_input *input;
	struct ccr_emit *out;
	struct ccr_buf *text;
	struct ccr_ledger *ledger;
	struct ccr_err *err;
	bool attention; /* the answer needs attention: exit status 1 */
};

struct ccr_verb {
	const char *name; /* NULL ends the table; "" is what a program does that has no verbs */
	const char *help;
	bool (*run)(struct ccr_run *);
	const struct ccr_field *field; /* NULL: the verb writes a document */
	size_t n_fields;
	size_t max_files; /* 0: any number */
};

#define CCR_VERB_END                                                                               \
	{                                                                                          \
		.name = NULL                                                                       \
	}

/* A library and its version: "GSL 2.7.1". */
typedef const char *ccr_library(void);

struct ccr_program {
	const char *name;
	const char *purpose;
	const char *operands;
	const struct ccr_opt *options;
	const struct ccr_verb *verbs;
	const struct ccr_kind *const *kinds; /* the documents it reads, NULL at the end; or NULL */
	ccr_library *const *libraries; /* further ones for --version, NULL at the end; or NULL */
};

/* The whole of a command's main. */
int ccr_main(const struct ccr_program *, int argc, char *argv[]);

/* Was the option given? */
bool ccr_given(const struct ccr_run *, const char *option);
/* The value of an OPT_DATE option; CCR_DATE_NONE where it was not given. */
ccr_date ccr_run_date(const struct ccr_run *, const char *option);
/* The opened file of an OPT_FILE option; NULL where it was not given. */
struct ccr_source *ccr_run_file(const struct ccr_run *, const char *option);
/* The opened file of an OPT_FILE option as a table of its own beside the input: read in the same
 * way, but as plain rows, without the input's roles and outside of its ledger.  False where it was
 * not given. */
bool ccr_run_table(const struct ccr_run *, const char *option, struct ccr_input *);
/* A usage error that only the verb can see.  Returns false. */
bool ccr_usage(struct ccr_run *, const char *format, ...) CCR_PRINTF(2, 3);

/* Something the user should know that is no error; on stderr unless --quiet. */
void ccr_note(const struct ccr_run *, const char *format, ...) CCR_PRINTF(2, 3);

/* The row of an option table for --as-of; to is a ccr_date that is CCR_DATE_NONE until given. */
#define CCR_OPT_AS_OF(to, verbs)                                                                   \
	{                                                                                          \
		0, "as-of", "DATE", "the day that counts as today (default: today)", OPT_DATE,     \
			(to), (verbs)                                                              \
	}

#endif
