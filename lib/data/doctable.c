/* doctable.c: see doctable.h. */
#include "data/doctable.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "data/rows.h"

/* What a column holds: a key, a key inside another one, or one of the further columns. */
struct holds {
	char *name; /* measure_baseline */
	const struct ccr_key *outer, *key;
	size_t more;
};

struct ccr_doctable {
	struct ccr_input input; /* of this file alone */
	struct ccr_rows *rows;
	const struct ccr_cell *names;
	size_t n;
	struct holds *known; /* all that a column can be called */
	size_t n_known, known_cap;
	const struct holds **column; /* what each column is */
	struct ccr_doctable_keys keys;
	size_t members; /* that an object has room for */
};

struct ccr_doctable *
ccr_doctable_open(struct ccr_input *input, size_t i, struct ccr_err *err)
{
	struct ccr_doctable *t = ccr_alloc(1, sizeof *t);

	t->input = ccr_input_nth(input, i);
	t->rows = ccr_rows_open(t->input.source, input->delimiter, NULL, err);
	if (!t->rows) {
		ccr_doctable_close(t);
		return NULL;
	}
	t->n = ccr_rows_header(t->rows, &t->names);
	return t;
}

bool
ccr_doctable_has(const struct ccr_doctable *t, const char *name)
{
	const char *column = ccr_input_role(&t->input, name);
	size_t n = strlen(name);

	for (size_t i = 0; i < t->n; i++)
		if (n > 0 && name[n - 1] == '_' ? strncmp(t->names[i].p, name, n) == 0
						: strcmp(t->names[i].p, column) == 0)
			return true;
	return false;
}

bool
ccr_doctable_is_unparted(const struct ccr_doctable *t)
{
	return t->n == 1 && strpbrk(t->names[0].p, ";\t|");
}

/* Takes the name. */
static void
know(struct ccr_doctable *t, char *name, const struct ccr_key *outer, const struct ccr_key *key,
     size_t at)
{
	CCR_GROW(t->known, t->known_cap, t->n_known + 1);
	t->known[t->n_known++] = (struct holds){name, outer, key, at};
}

/* Two levels of keys are what documents have. */
static void
know_all(struct ccr_doctable *t)
{
	for (const struct ccr_key *key = t->keys.keys; key->name; key++) {
		if ((key->is & CCR_IS_LIST) && key->item->is == CCR_IS_OBJECT)
			continue;
		if (key->is != CCR_IS_OBJECT)
			know(t, ccr_strdup(key->name), NULL, key, 0);
		else
			for (const struct ccr_key *inner = key->keys; inner->name; inner++)
				know(t, ccr_printf("%s_%s", key->name, inner->name), key, inner, 0);
	}
	for (size_t i = 0; t->keys.more && t->keys.more[i]; i++)
		know(t, ccr_strdup(t->keys.more[i]), NULL, NULL, i);
}

static bool
unknown_column(const struct ccr_doctable *t, const char *name, struct ccr_err *err)
{
	const char **names = ccr_alloc(t->n_known, sizeof *names), *nearest;

	for (size_t i = 0; i < t->n_known; i++)
		names[i] = t->known[i].name;
	nearest = ccr_text_nearest(name, names, t->n_known);
	ccr_err_add(err, CCR_DATA, t->input.source->name, 1, NULL, "unknown column '%s'%s%s%s",
		    name, nearest ? "; did you mean '" : "", nearest ? nearest : "",
		    nearest ? "'?" : "");
	free(names);
	return false;
}

static bool
find_column(struct ccr_doctable *t, size_t at, struct ccr_err *err)
{
	const char *name = t->names[at].p;

	for (size_t i = 0; i < t->n_known && !t->column[at]; i++)
		if (strcmp(ccr_input_role(&t->input, t->known[i].name), name) == 0)
			t->column[at] = &t->known[i];
	if (!t->column[at])
		return unknown_column(t, name, err);
	for (size_t i = 0; i < at; i++)
		if (t->column[i] == t->column[at])
			return ccr_err_add(err, CCR_DATA, t->input.source->name, 1, NULL,
					   "two columns are called '%s'", name);
	return true;
}

static bool
has_column(const struct ccr_doctable *t, const struct ccr_key *key)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->column[i] && (t->column[i]->key == key || t->column[i]->outer == key))
			return true;
	return false;
}

/* Is it the caller's to make? */
static bool
is_made(const struct ccr_doctable *t, const struct ccr_key *key)
{
	return ((key->is & CCR_IS_LIST) && key->item->is == CCR_IS_OBJECT) ||
	       (t->keys.made && strcmp(t->keys.made, key->name) == 0);
}

bool
ccr_doctable_bind(struct ccr_doctable *t, const struct ccr_doctable_keys *keys, struct ccr_err *err)
{
	bool good = true;

	t->keys = *keys;
	know_all(t);
	t->column = ccr_alloc(t->n, sizeof *t->column);
	for (size_t i = 0; i < t->n; i++)
		good &= find_column(t, i, err);
	t->members = t->n + keys->spare;
	for (const struct ccr_key *key = keys->keys; good && key->name; key++) {
		if (!key->required || is_made(t, key) || has_column(t, key))
			continue;
		t->members++;
		if (!keys->draft)
			good = ccr_err_add(err, CCR_DATA, t->input.source->name, 1, NULL,
					   "no column '%s', which is needed", key->name);
	}
	for (size_t i = 0; good && i < t->n; i++)
		ccr_rows_want(t->rows, i);
	return good;
}

struct ccr_json *
ccr_doctable_add(struct ccr_json *object, const char *key, enum ccr_json_type type)
{
	struct ccr_json *member = &object->child[object->n++];

	*member = (struct ccr_json){.type = type, .key = key, .line = object->line};
	return member;
}

static void make_value(const struct ccr_doctable *, const struct ccr_key *, struct ccr_json *,
		       const char *, size_t, char separator, struct ccr_arena *);

static void
make_list(const struct ccr_doctable *t, const struct ccr_key *key, struct ccr_json *node,
	  const char *text, size_t n, char separator, struct ccr_arena *arena)
{
	const char *end = text + n;
	size_t items = 1;

	for (const char *p = text; p < end; p++)
		items += *p == separator;
	node->type = CCR_JSON_LIST;
	node->child = ccr_arena_alloc(arena, items, sizeof *node->child);
	while (node->n < items) {
		const char *stop = memchr(text, separator, (size_t)(end - text)), *last;
		stop = stop ? stop : end;
		for (last = stop; text < last && *text == ' '; text++)
			;
		while (last > text && last[-1] == ' ')
			last--;
		node->child[node->n].line = node->line;
		make_value(t, key->item, &node->child[node->n++], text, (size_t)(last - text), '/',
			   arena);
		text = stop + 1;
	}
}

/* A date as the input writes dates; one that is none is left for the check to find. */
static const char *
date_text(const struct ccr_doctable *t, const char *text, size_t n, struct ccr_arena *arena)
{
	char iso[CCR_DATE_SIZE];
	ccr_date date;

	if (!t->input.date_format)
		return ccr_arena_text(arena, text, n);
	if (ccr_date_parse(text, n, t->input.date_format, &date))
		return "";
	return ccr_arena_text(arena, iso, ccr_date_print(iso, date));
}

static void
make_value(const struct ccr_doctable *t, const struct ccr_key *key, struct ccr_json *node,
	   const char *text, size_t n, char separator, struct ccr_arena *arena)
{
	if (n == 0)
		return;
	if ((key->is & CCR_IS_NUMBER) && !ccr_num_parse(text, n, &node->number)) {
		node->type = CCR_JSON_NUMBER;
		node->text = ccr_arena_text(arena, text, n);
	} else if ((key->is & CCR_IS_LIST) &&
		   !((key->is & CCR_IS_NUMBER) && !memchr(text, separator, n))) {
		make_list(t, key, node, text, n, separator, arena);
	} else {
		node->type = CCR_JSON_TEXT;
		node->text = (key->is & CCR_IS_DATE) ? date_text(t, text, n, arena)
						     : ccr_arena_text(arena, text, n);
	}
}

/* The object in the object that a nested key belongs to, made where it is not there yet. */
static struct ccr_json *
outer_object(const struct ccr_doctable *t, struct ccr_json *object, const struct ccr_key *outer,
	     struct ccr_arena *arena)
{
	struct ccr_json *member;

	for (size_t i = 0; i < object->n; i++)
		if (strcmp(object->child[i].key, outer->name) == 0)
			return &object->child[i];
	member = ccr_doctable_add(object, outer->name, CCR_JSON_OBJECT);
	member->child = ccr_arena_alloc(arena, t->n, sizeof *member->child);
	return member;
}

bool
ccr_doctable_next(struct ccr_doctable *t, struct ccr_json *object, const char **more,
		  struct ccr_arena *arena, struct ccr_err *err)
{
	struct ccr_row row;

	if (!ccr_rows_next(t->rows, &row, err))
		return false;
	*object = (struct ccr_json){.type = CCR_JSON_OBJECT, .line = row.line};
	object->child = ccr_arena_alloc(arena, t->members, sizeof *object->child);
	for (size_t i = 0; t->keys.more && t->keys.more[i]; i++)
		more[i] = NULL;
	for (size_t i = 0; i < t->n; i++) {
		const struct holds *column = t->column[i];
		const struct ccr_cell *cell = &row.cell[i];
		bool missing = ccr_cell_missing(&t->input, cell);
		struct ccr_json *in = object;
		if (!column->key && !missing)
			more[column->more] = ccr_arena_text(arena, cell->p, cell->n);
		if (!column->key || (missing && column->outer))
			continue;
		if (column->outer)
			in = outer_object(t, object, column->outer, arena);
		make_value(t, column->key, ccr_doctable_add(in, column->key->name, CCR_JSON_NULL),
			   cell->p, missing ? 0 : cell->n, ';', arena);
	}
	for (const struct ccr_key *key = t->keys.keys; t->keys.draft && key->name; key++)
		if (key->required && !is_made(t, key) && !has_column(t, key))
			ccr_doctable_add(object, key->name, CCR_JSON_NULL);
	return true;
}

void
ccr_doctable_close(struct ccr_doctable *t)
{
	if (!t)
		return;
	ccr_rows_close(t->rows);
	for (size_t i = 0; i < t->n_known; i++)
		free(t->known[i].name);
	free(t->known);
	free(t->column);
	ccr_source_close(t->input.source);
	free(t);
}
