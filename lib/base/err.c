/* err.c: see err.h.  Every message of every program leaves through say(), the one place that
 * escapes. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

const char *ccr_program_name = "ccr";

void
ccr_err_line(struct ccr_buf *out, const char *text)
{
	ccr_buf_printf(out, "%s: ", ccr_program_name);
	ccr_buf_escape(out, text);
	ccr_buf_puts(out, "\n");
}

static void
say(const char *text)
{
	struct ccr_buf line = {0};

	ccr_err_line(&line, text);
	fputs(line.data, stderr);
	ccr_buf_release(&line);
}

bool
ccr_err_add(struct ccr_err *err, enum ccr_status status, const char *file, size_t line,
	    const char *where, const char *format, ...)
{
	va_list args;

	if (err->n == 0)
		err->status = status;
	if (err->n < CCR_FAULTS) {
		struct ccr_fault *fault = &err->fault[err->n];
		fault->file = file;
		fault->line = line;
		fault->where = where ? ccr_strdup(where) : NULL;
		va_start(args, format);
		fault->text = ccr_vprintf(format, args);
		va_end(args);
	}
	err->n++;
	return false;
}

void
ccr_err_print(const struct ccr_err *err)
{
	struct ccr_buf line = {0};

	for (size_t i = 0; i < err->n && i < CCR_FAULTS; i++) {
		const struct ccr_fault *fault = &err->fault[i];
		ccr_buf_clear(&line);
		if (fault->file)
			ccr_buf_puts(&line, fault->file);
		if (fault->file && fault->line > 0)
			ccr_buf_printf(&line, ":%zu", fault->line);
		if (fault->file)
			ccr_buf_puts(&line, ": ");
		if (fault->where)
			ccr_buf_printf(&line, "%s: ", fault->where);
		ccr_buf_puts(&line, fault->text);
		say(line.data);
	}
	if (err->n > CCR_FAULTS) {
		ccr_buf_clear(&line);
		ccr_buf_printf(&line, "%zu errors in all; the first %d are listed", err->n,
			       CCR_FAULTS);
		say(line.data);
	}
	ccr_buf_release(&line);
}

void
ccr_err_release(struct ccr_err *err)
{
	for (size_t i = 0; i < err->n && i < CCR_FAULTS; i++) {
		free(err->fault[i].where);
		free(err->fault[i].text);
	}
	*err = (struct ccr_err){0};
}

void
ccr_warn(const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = ccr_vprintf(format, args);
	va_end(args);
	say(text);
	free(text);
}

void
ccr_die(enum ccr_status status, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = ccr_vprintf(format, args);
	va_end(args);
	say(text);
	free(text);
	exit((int)status);
}
