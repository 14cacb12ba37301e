/* mem.h: memory that is there or the process ends.
 *
 * Sizes are multiplied with an overflow check, new memory is zeroed.  Running out of memory is the
 * one failure that ends the process from inside the library (status 4, with a message): no caller
 * could do better.
 */
#ifndef CCR_BASE_MEM_H
#define CCR_BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>

#include "base/macros.h"

_Noreturn void ccr_out_of_memory(void);

/* n elements of size bytes, zeroed; never NULL, also for n = 0.  The caller frees. */
void *ccr_alloc(size_t n, size_t size);

/* Exactly n elements of size bytes, what is new not zeroed; p may be NULL. */
void *ccr_realloc(void *p, size_t n, size_t size);

/* Makes room for need elements in *p of *cap, at least doubling; the new elements are zeroed. */
#define CCR_GROW(p, cap, need) ((p) = ccr_grow((p), &(cap), (need), sizeof *(p)))
void *ccr_grow_more(void *p, size_t *cap, size_t need, size_t size);
static inline void *
ccr_grow(void *p, size_t *cap, size_t need, size_t size)
{
	return need <= *cap ? p : ccr_grow_more(p, cap, need, size);
}

char *ccr_strdup(const char *);
char *ccr_strndup(const char *, size_t n);
char *ccr_vprintf(const char *format, va_list) CCR_PRINTF(1, 0);
char *ccr_printf(const char *format, ...) CCR_PRINTF(1, 2);

/* An arena hands out memory that is released all at once: texts of a table, nodes of a document.
 * Zero-initialise. */
struct ccr_arena {
	struct ccr_arena_block *block;
	size_t used;
};

void *ccr_arena_alloc(struct ccr_arena *, size_t n, size_t size);
/* A copy of n bytes with a NUL behind them. */
char *ccr_arena_text(struct ccr_arena *, const char *, size_t n);
void ccr_arena_release(struct ccr_arena *);

#endif
