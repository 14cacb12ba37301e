/* err.h: what went wrong and where, and the exit status it means.
 *
 * Library functions that can fail take a struct ccr_err and return false (or NULL) after adding to
 * it; only cmd/, through ccr_main and ccr_die, ends the process.  An error list is
 * zero-initialised, keeps the first CCR_FAULTS faults and counts the rest; its status is that of
 * the first.  Texts follow git's grammar: lower case, no full stop, 'subject' in single quotes,
 * what is wrong first and then what was expected, never a cell's value.
 */
#ifndef CCR_BASE_ERR_H
#define CCR_BASE_ERR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/macros.h"

/* The exit statuses of every program; ccr(7) documents them. */
enum ccr_status {
	CCR_OK = 0,
	CCR_ATTENTION = 1, /* the answer needs attention */
	CCR_USAGE = 2,     /* unknown option, verb or option value */
	CCR_DATA = 3,      /* bad input data, a refused method */
	CCR_SYSTEM = 4,    /* file not found, I/O, memory, output not written */
};

enum { CCR_FAULTS = 20 };

struct ccr_fault {
	const char *file; /* borrowed; NULL where no file is at fault */
	size_t line;      /* 0 where no line is */
	char *where;      /* "column 'x'" or "/goals/0/due"; NULL where neither is */
	char *text;
};

struct ccr_err {
	enum ccr_status status;
	size_t n; /* faults seen, kept or not */
	struct ccr_fault fault[CCR_FAULTS];
};

/* Adds a fault; where may be NULL, line 0.  Always returns false, so that a caller may return what
 * it returns. */
bool ccr_err_add(struct ccr_err *, enum ccr_status, const char *file, size_t line,
		 const char *where, const char *format, ...) CCR_PRINTF(6, 7);

/* Prints every kept fault as "program: file:line: where: text" on stderr, control and bidi
 * characters escaped, then a count. */
void ccr_err_print(const struct ccr_err *);
void ccr_err_release(struct ccr_err *);

/* Adds "program: text" and a line end, fit for a terminal. */
struct ccr_buf;
void ccr_err_line(struct ccr_buf *, const char *text);

/* The name messages begin with.  Borrowed for the life of the process; ccr_main sets it. */
extern const char *ccr_program_name;

void ccr_warn(const char *format, ...) CCR_PRINTF(1, 2);
_Noreturn void ccr_die(enum ccr_status, const char *format, ...) CCR_PRINTF(2, 3);

#endif
