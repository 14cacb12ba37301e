/* source.h: where bytes come from: a file, standard input, or memory (for tests and fuzzing).
 *
 * Sources are opened before anything is read, so that a program can close the door to the file
 * system behind its last open.
 */
#ifndef CCR_DATA_SOURCE_H
#define CCR_DATA_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/text.h"

struct ccr_source {
	const char *name; /* for messages and ledgers; borrowed */
	int fd;
	dev_t device;
	ino_t inode;
	const char *memory;   /* NULL: read fd */
	size_t left, chunk;   /* of memory: bytes not yet read, most bytes handed out at a time */
	struct ccr_buf ahead; /* read by ccr_source_peek, from taken on still to be handed out */
	size_t taken;
};

/* path NULL or "-" is standard input. */
bool ccr_source_open(struct ccr_source *, const char *path, struct ccr_err *);
/* n bytes of memory, borrowed, handed out in pieces of at most chunk bytes. */
void ccr_source_memory(struct ccr_source *, const char *name, const char *, size_t n, size_t chunk);

/* The first byte that is not blank, a byte order mark passed over; a blank where there is none.
 * Nothing is lost: it will be read again. */
bool ccr_source_peek(struct ccr_source *, char *first, struct ccr_err *);
/* Reads up to n bytes; *got = 0 at the end.  Shows progress on a terminal's stderr where reading
 * takes more than a second. */
bool ccr_source_read(struct ccr_source *, char *, size_t n, size_t *got, struct ccr_err *);
/* Reads on until buf holds at least n bytes more or the source ends. */
bool ccr_source_fill(struct ccr_source *, struct ccr_buf *, size_t n, struct ccr_err *);
void ccr_source_close(struct ccr_source *);

/* Is path the same file as the source?  (Results are never written over an input.) */
bool ccr_source_is(const struct ccr_source *, const char *path);

#endif
