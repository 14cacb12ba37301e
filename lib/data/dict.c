/* dict.c: see dict.h. */
#include "data/dict.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#include "base/hash.h"

struct ccr_dict_entry {
	const char *text;
	size_t n;
	uint32_t code;
	UT_hash_handle hh;
};

uint32_t
ccr_dict_find(const struct ccr_dict *dict, const char *text, size_t n)
{
	struct ccr_dict_entry *entry;

	HASH_FIND(hh, dict->table, text, n, entry);
	return entry ? entry->code : CCR_NO_CODE;
}

uint32_t
ccr_dict_add(struct ccr_dict *dict, const char *text, size_t n)
{
	struct ccr_dict_entry *entry = dict->last;

	/* Rows often come sorted: the last text is worth a look before the table is asked. */
	if (entry && entry->n == n && memcmp(entry->text, text, n) == 0)
		return entry->code;
	HASH_FIND(hh, dict->table, text, n, entry);
	if (!entry) {
		entry = ccr_arena_alloc(&dict->arena, 1, sizeof *entry);
		entry->text = ccr_arena_text(&dict->arena, text, n);
		entry->n = n;
		entry->code = (uint32_t)dict->n;
		CCR_GROW(dict->text, dict->cap, dict->n + 1);
		dict->text[dict->n++] = entry->text;
		HASH_ADD_KEYPTR(hh, dict->table, entry->text, n, entry);
	}
	dict->last = entry;
	return entry->code;
}

struct ordered {
	const char *text;
	uint32_t code;
};

static int
compare(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;
	int order = ccr_text_compare(x->text, y->text);

	return order ? order : (x->code > y->code) - (x->code < y->code);
}

uint32_t *
ccr_dict_order(const struct ccr_dict *dict)
{
	struct ordered *sorted = ccr_alloc(dict->n, sizeof *sorted);
	uint32_t *order = ccr_alloc(dict->n, sizeof *order);

	for (size_t i = 0; i < dict->n; i++)
		sorted[i] = (struct ordered){dict->text[i], (uint32_t)i};
	qsort(sorted, dict->n, sizeof *sorted, compare);
	for (size_t i = 0; i < dict->n; i++)
		order[i] = sorted[i].code;
	free(sorted);
	return order;
}

void
ccr_dict_release(struct ccr_dict *dict)
{
	HASH_CLEAR(hh, dict->table);
	free(dict->text);
	ccr_arena_release(&dict->arena);
	*dict = (struct ccr_dict){0};
}
