/* out.h: results leave whole or not at all.
 *
 * Standard output and files are written from memory in one go when a program is done, so that bad
 * input leaves them empty.  A file is written beside its target under a temporary name with mode
 * 0600, synced and renamed: never half a file.  A symbolic link is followed; an existing file keeps
 * its mode and group; pipes and devices are written directly.
 */
#ifndef CCR_BASE_OUT_H
#define CCR_BASE_OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Call first: notes which of the standard streams are closed and keeps their numbers from being
 * given to other files. */
void ccr_out_start(void);
bool ccr_out_stdin_closed(void);

/* Writes n bytes to standard output (path NULL), once, or to a file. */
bool ccr_out_write(const char *path, const char *, size_t n, struct ccr_err *);

/* The exit status with which to leave: 4 where standard error could not be written, which nobody
 * can be told. */
int ccr_out_finish(enum ccr_status);

#endif
