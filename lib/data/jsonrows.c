/* jsonrows.c: see jsonrows.h. */
#include "data/jsonrows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "data/dict.h"
#include "data/jsonin.h"

struct ccr_jsonrows {
	struct ccr_source *source;
	struct ccr_buf buf; /* what is read and not yet used begins at at */
	size_t at;
	bool source_ended;
	size_t line; /* of the byte at at */
	bool array, begun, ended;

	struct ccr_dict names; /* of the header: a name's code is its column */
	struct ccr_cell *name;
	size_t columns;

	struct ccr_arena row; /* of the current object */
	struct ccr_json *object;
	size_t *wanted; /* column of each slot */
	struct ccr_cell *cell;
	size_t n_wanted, wanted_cap;
	size_t *value; /* for each column the member of the object, plus 1; 0: absent */
};

static bool
fail(struct ccr_jsonrows *in, const char *text, struct ccr_err *err)
{
	return ccr_err_add(err, CCR_DATA, in->source->name, in->line, NULL, "%s", text);
}

/* Reads on, after dropping what is used. */
static bool
more(struct ccr_jsonrows *in, struct ccr_err *err)
{
	size_t before;

	if (in->at > 0) {
		memmove(in->buf.data, in->buf.data + in->at, in->buf.len - in->at);
		in->buf.len -= in->at;
		in->at = 0;
	}
	before = in->buf.len;
	if (!ccr_source_fill(in->source, &in->buf, 65536, err))
		return false;
	in->source_ended = in->buf.len - before < 65536;
	return true;
}

/* The next byte that is no blank, not taken; '\0' at the end. */
static bool
peek(struct ccr_jsonrows *in, char *c, struct ccr_err *err)
{
	for (;;) {
		for (; in->at < in->buf.len; in->at++) {
			*c = in->buf.data[in->at];
			if (*c == '\0')
				return fail(in, "a NUL byte: not a text file", err);
			if (*c != ' ' && *c != '\t' && *c != '\n' && *c != '\r')
				return true;
			in->line += *c == '\n';
		}
		*c = '\0';
		if (in->source_ended)
			return true;
		if (!more(in, err))
			return false;
	}
}

/* Finds the end of the object that begins at at; braces in texts do not count.  The grammar is
 * checked when it is parsed. */
static bool
find_object(struct ccr_jsonrows *in, size_t *length, struct ccr_err *err)
{
	size_t i = 0;
	int depth = 0;
	bool text = false;

	for (;;) {
		for (; in->at + i < in->buf.len; i++) {
			char c = in->buf.data[in->at + i];
			if (text) {
				if (c == '\\')
					i++;
				else if (c == '"')
					text = false;
			} else if (c == '"') {
				text = true;
			} else if (c == '{' || c == '[') {
				depth++;
			} else if ((c == '}' || c == ']') && --depth == 0) {
				*length = i + 1;
				return true;
			}
		}
		if (in->source_ended)
			return fail(in, "an object that begins here is never closed", err);
		if (i > CCR_JSON_MAX)
			return fail(in, "an object is larger than 64 MiB", err);
		if (!more(in, err))
			return false;
	}
}

/* Parses the next object; in->object is NULL at the end. */
static bool
next_object(struct ccr_jsonrows *in, struct ccr_err *err)
{
	size_t n = 0, begin_line;
	char c, behind;

	in->object = NULL;
	ccr_arena_release(&in->row);
	if (in->ended || !peek(in, &c, err))
		return in->ended;
	if (in->array && (c == ']' || (c == ',' && in->begun))) {
		in->at++;
		in->ended = c == ']';
		if (!peek(in, &c, err))
			return false;
		if (in->ended)
			return c == '\0' || fail(in, "something follows the end of the array", err);
	} else if (in->array && in->begun) {
		return fail(in, "not JSON: ',' or ']' was expected", err);
	} else if (!in->array && c == '\0') {
		in->ended = true;
		return true;
	}
	in->begun = true;
	if (c != '{')
		return fail(in, "an object was expected: rows are flat objects", err);
	if (!find_object(in, &n, err))
		return false;
	begin_line = in->line;
	/* The parser wants a NUL behind the object. */
	CCR_GROW(in->buf.data, in->buf.cap, in->at + n + 1);
	behind = in->buf.data[in->at + n];
	in->buf.data[in->at + n] = '\0';
	in->object =
		ccr_json_parse(in->source->name, in->buf.data + in->at, n, in->line, &in->row, err);
	in->buf.data[in->at + n] = behind;
	for (const char *p = in->buf.data + in->at, *end = p + n;
	     p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
		in->line++;
	in->at += n;
	if (in->object)
		in->object->line = begin_line;
	return in->object != NULL;
}

/* For each column the member that holds its value.  Objects nearly always have the same keys in the
 * same order. */
static bool
match_keys(struct ccr_jsonrows *in, struct ccr_err *err)
{
	const struct ccr_json *object = in->object;

	memset(in->value, 0, in->columns * sizeof *in->value);
	for (size_t i = 0; i < object->n; i++) {
		size_t column = i;
		const char *key = object->child[i].key;
		if (i >= in->columns || strcmp(key, in->name[i].p) != 0)
			column = ccr_dict_find(&in->names, key, strlen(key));
		if (column == CCR_NO_CODE)
			return ccr_err_add(err, CCR_DATA, in->source->name, object->child[i].line,
					   NULL, "key '%s' is not one of the first object's",
					   object->child[i].key);
		in->value[column] = i + 1;
	}
	return true;
}

static bool
to_cell(struct ccr_jsonrows *in, const struct ccr_json *value, struct ccr_cell *cell,
	struct ccr_err *err)
{
	char number[CCR_NUM_SIZE];

	*cell = (struct ccr_cell){"", 0};
	switch (value->type) {
	case CCR_JSON_NULL: return true;
	case CCR_JSON_TRUE: *cell = (struct ccr_cell){"true", 4}; return true;
	case CCR_JSON_FALSE: *cell = (struct ccr_cell){"false", 5}; return true;
	case CCR_JSON_TEXT: *cell = (struct ccr_cell){value->text, strlen(value->text)}; break;
	case CCR_JSON_NUMBER:
		if (fabs(value->number) >= 9007199254740992.0 && !strpbrk(value->text, ".eE")) {
			*cell = (struct ccr_cell){value->text, strlen(value->text)};
		} else {
			cell->n = ccr_num_print(number, value->number);
			cell->p = ccr_arena_text(&in->row, number, cell->n);
		}
		break;
	case CCR_JSON_LIST:
	case CCR_JSON_OBJECT:
		return ccr_err_add(err, CCR_DATA, in->source->name, value->line, NULL,
				   "key '%s' has a list or object: rows are flat objects",
				   value->key);
	}
	return cell->n <= CCR_CELL_MAX || ccr_err_add(err, CCR_DATA, in->source->name, value->line,
						      NULL, "a cell is larger than 1 MiB");
}

static bool
read_header(struct ccr_jsonrows *in, struct ccr_err *err)
{
	char c;

	if (!peek(in, &c, err))
		return false;
	in->array = c == '[';
	in->at += in->array;
	if (!next_object(in, err))
		return false;
	if (!in->object)
		return true;
	in->columns = in->object->n;
	if (in->columns > CCR_COLUMNS_MAX)
		return fail(in, "more than 65,535 columns", err);
	in->name = ccr_alloc(in->columns, sizeof *in->name);
	in->value = ccr_alloc(in->columns, sizeof *in->value);
	for (size_t i = 0; i < in->columns; i++) {
		const char *key = in->object->child[i].key;
		ccr_dict_add(&in->names, key, strlen(key));
		in->name[i] = (struct ccr_cell){in->names.text[i], strlen(key)};
	}
	return true;
}

struct ccr_jsonrows *
ccr_jsonrows_open(struct ccr_source *source, struct ccr_buf *head, struct ccr_err *err)
{
	struct ccr_jsonrows *in = ccr_alloc(1, sizeof *in);

	in->source = source;
	in->buf = *head;
	*head = (struct ccr_buf){0};
	in->line = 1;
	if (in->buf.len >= 3 && memcmp(in->buf.data, "\xef\xbb\xbf", 3) == 0)
		in->at = 3;
	if (read_header(in, err))
		return in;
	ccr_jsonrows_close(in);
	return NULL;
}

size_t
ccr_jsonrows_header(const struct ccr_jsonrows *in, const struct ccr_cell **names)
{
	*names = in->name;
	return in->columns;
}

bool
ccr_jsonrows_empty(const struct ccr_jsonrows *in)
{
	return !in->name;
}

size_t
ccr_jsonrows_want(struct ccr_jsonrows *in, size_t column)
{
	for (size_t slot = 0; slot < in->n_wanted; slot++)
		if (in->wanted[slot] == column)
			return slot;
	CCR_GROW(in->wanted, in->wanted_cap, in->n_wanted + 1);
	in->wanted[in->n_wanted] = column;
	return in->n_wanted++;
}

bool
ccr_jsonrows_next(struct ccr_jsonrows *in, struct ccr_row *row, struct ccr_err *err)
{
	static const struct ccr_json absent = {.type = CCR_JSON_NULL};

	if (!in->cell)
		in->cell = ccr_alloc(in->n_wanted, sizeof *in->cell);
	else if (in->object && !next_object(in, err))
		return false;
	if (!in->object)
		return false;
	if (!match_keys(in, err)) {
		in->object = NULL;
		return false;
	}
	for (size_t slot = 0; slot < in->n_wanted; slot++) {
		size_t member = in->value[in->wanted[slot]];
		if (!to_cell(in, member ? &in->object->child[member - 1] : &absent, &in->cell[slot],
			     err)) {
			in->object = NULL;
			return false;
		}
	}
	*row = (struct ccr_row){in->object->line, in->cell};
	return true;
}

void
ccr_jsonrows_close(struct ccr_jsonrows *in)
{
	if (!in)
		return;
	ccr_buf_release(&in->buf);
	ccr_dict_release(&in->names);
	ccr_arena_release(&in->row);
	free(in->name);
	free(in->value);
	free(in->wanted);
	free(in->cell);
	free(in);
}
