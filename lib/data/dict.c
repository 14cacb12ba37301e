/* dict.c: see dict.h. */
#include "data/dict.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* The length of a text stands before it: a text may be long and may hold any byte. */
static bool
same(const char *known, const char *text, size_t n)
{
	size_t length;

	memcpy(&length, known - sizeof length, sizeof length);
	return length == n && memcmp(known, text, n) == 0;
}

static uint32_t
find(const struct ccr_dict *dict, uint32_t hash, const char *text, size_t n)
{
	size_t at = ccr_hash_first(&dict->index, hash);
	uint32_t code;

	while ((code = ccr_hash_next(&dict->index, hash, &at)) != CCR_HASH_NONE)
		if (same(dict->text[code], text, n))
			return code;
	return CCR_NO_CODE;
}

uint32_t
ccr_dict_find(const struct ccr_dict *dict, const char *text, size_t n)
{
	return find(dict, ccr_hash_of(text, n), text, n);
}

void
ccr_dict_find_all(const struct ccr_dict *dict, struct ccr_dict_key *key, size_t n)
{
	/* Turns of a loop that do not need each other run at the same time, each waiting for one
	 * place of memory. */
	for (size_t i = 0; i < n; i++) {
		size_t at;
		key[i].hash = ccr_hash_of(key[i].text, key[i].n);
		at = ccr_hash_first(&dict->index, key[i].hash);
		key[i].code = ccr_hash_next(&dict->index, key[i].hash, &at);
	}
	for (size_t i = 0; i < n; i++)
		if (key[i].code != CCR_NO_CODE &&
		    !same(dict->text[key[i].code], key[i].text, key[i].n))
			key[i].code = find(dict, key[i].hash, key[i].text, key[i].n);
}

uint32_t
ccr_dict_add(struct ccr_dict *dict, const char *text, size_t n)
{
	uint32_t hash;
	char *kept;

	/* Rows often come sorted: the last text is worth a look before the table is asked. */
	if (dict->n > 0 && same(dict->text[dict->last], text, n))
		return dict->last;
	hash = ccr_hash_of(text, n);
	dict->last = find(dict, hash, text, n);
	if (dict->last == CCR_NO_CODE) {
		dict->last = (uint32_t)dict->n;
		kept = ccr_arena_alloc(&dict->arena, 1, sizeof n + n + 1);
		memcpy(kept, &n, sizeof n);
		memcpy(kept + sizeof n, text, n);
		kept[sizeof n + n] = '\0';
		CCR_GROW(dict->text, dict->cap, dict->n + 1);
		dict->text[dict->n++] = kept + sizeof n;
		ccr_hash_add(&dict->index, hash, dict->last);
	}
	return dict->last;
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
	ccr_hash_release(&dict->index);
	free(dict->text);
	ccr_arena_release(&dict->arena);
	*dict = (struct ccr_dict){0};
}
