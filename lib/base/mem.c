/* mem.c: see mem.h. */
#include "base/mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

/* The first block of an arena is small, for there may be many arenas; each next one twice the last.
 */
enum { FIRST_BLOCK = 256, BLOCK = 64 * 1024 };

struct ccr_arena_block {
	struct ccr_arena_block *next;
	size_t size;
	alignas(max_align_t) char data[];
};

void
ccr_out_of_memory(void)
{
	/* Nothing here may allocate, so this is the one message that does not go the usual way. */
	fputs(ccr_program_name, stderr);
	fputs(": out of memory\n", stderr);
	exit(CCR_SYSTEM);
}

void *
ccr_alloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (!p)
		ccr_out_of_memory();
	return p;
}

void *
ccr_grow_more(void *p, size_t *cap, size_t need, size_t size)
{
	size_t n = *cap < 8 ? 8 : *cap;
	char *grown;

	while (n < need) {
		if (n > SIZE_MAX / 2)
			ccr_out_of_memory();
		n *= 2;
	}
	if (n > PTRDIFF_MAX / size)
		ccr_out_of_memory();
	grown = realloc(p, n * size);
	if (!grown)
		ccr_out_of_memory();
	memset(grown + *cap * size, 0, (n - *cap) * size);
	*cap = n;
	return grown;
}

void *
ccr_realloc(void *p, size_t n, size_t size)
{
	if (size > 0 && n > PTRDIFF_MAX / size)
		ccr_out_of_memory();
	p = realloc(p, n && size ? n * size : 1);
	if (!p)
		ccr_out_of_memory();
	return p;
}

char *
ccr_strndup(const char *text, size_t n)
{
	char *copy = ccr_alloc(n + 1, 1);

	if (n > 0)
		memcpy(copy, text, n);
	return copy;
}

char *
ccr_strdup(const char *text)
{
	return ccr_strndup(text, strlen(text));
}

char *
ccr_vprintf(const char *format, va_list args)
{
	va_list again;
	char *text;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, again);
	va_end(again);
	text = ccr_alloc(n < 0 ? 1 : (size_t)n + 1, 1);
	if (n > 0)
		vsnprintf(text, (size_t)n + 1, format, args);
	return text;
}

char *
ccr_printf(const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = ccr_vprintf(format, args);
	va_end(args);
	return text;
}

void *
ccr_arena_alloc(struct ccr_arena *arena, size_t n, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct ccr_arena_block *block = arena->block;
	size_t bytes;
	char *p;

	if (size > 0 && n > (PTRDIFF_MAX - BLOCK) / size)
		ccr_out_of_memory();
	bytes = (n * size + align - 1) / align * align;
	if (!block || block->size - arena->used < bytes) {
		size_t room = !block ? FIRST_BLOCK : block->size < BLOCK ? 2 * block->size : BLOCK;
		room = bytes > room ? bytes : room;
		block = ccr_alloc(1, sizeof *block + room);
		block->size = room;
		block->next = arena->block;
		arena->block = block;
		arena->used = 0;
	}
	p = block->data + arena->used;
	arena->used += bytes;
	return p;
}

char *
ccr_arena_text(struct ccr_arena *arena, const char *text, size_t n)
{
	char *copy = ccr_arena_alloc(arena, n + 1, 1);

	if (n > 0)
		memcpy(copy, text, n);
	return copy;
}

void
ccr_arena_release(struct ccr_arena *arena)
{
	while (arena->block) {
		struct ccr_arena_block *next = arena->block->next;
		free(arena->block);
		arena->block = next;
	}
	*arena = (struct ccr_arena){0};
}
