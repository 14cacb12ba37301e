/* doc.c: see doc.h. */
#include "data/doc.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "base/opt.h"

struct check {
	const char *file;
	struct ccr_buf path;           /* "/goals/0/due"; of a row "measure_baseline" */
	const struct ccr_input *table; /* whose row it is; NULL: it is a document */
	bool draft;
	struct ccr_err *err;
};

static void CCR_PRINTF(3, 4) fail(struct check *c, size_t line, const char *format, ...)
{
	char *where = NULL, *text;
	va_list args;

	va_start(args, format);
	text = ccr_vprintf(format, args);
	va_end(args);
	if (c->path.len > 0)
		where = c->table ? ccr_printf("column '%s'", ccr_input_role(c->table, c->path.data))
				 : ccr_strdup(c->path.data);
	ccr_err_add(c->err, CCR_DATA, c->file, line, where, "%s", text);
	free(where);
	free(text);
}

static void check_value(struct check *, const struct ccr_key *, const struct ccr_json *);

/* A step down the path; returns the length to go back to. */
static size_t
enter(struct check *c, const char *key, size_t index)
{
	size_t before = c->path.len;

	if (c->table) {
		ccr_buf_printf(&c->path, "%s%s", key && before ? "_" : "", key ? key : "");
		return before;
	}
	ccr_buf_add(&c->path, "/", 1);
	if (!key) {
		char number[CCR_NUM_SIZE];
		size_t n = ccr_num_print(number, (double)index);
		ccr_buf_add(&c->path, number, n);
	}
	for (; key && *key; key++) { /* a JSON Pointer, RFC 6901 */
		if (*key == '~' || *key == '/')
			ccr_buf_puts(&c->path, *key == '~' ? "~0" : "~1");
		else
			ccr_buf_add(&c->path, key, 1);
	}
	return before;
}

static void
leave(struct check *c, size_t before)
{
	c->path.len = before;
	c->path.data[before] = '\0';
}

static const struct ccr_key *
find_key(const struct ccr_key *keys, const char *name)
{
	for (; keys->name; keys++)
		if (keys->name[0] == name[0] && strcmp(keys->name, name) == 0)
			return keys;
	return NULL;
}

static void
unknown_key(struct check *c, const struct ccr_key *keys, const struct ccr_json *member)
{
	const char *names[64], *nearest;
	size_t n = 0;

	for (; keys->name && n < CCR_LEN(names); keys++)
		names[n++] = keys->name;
	nearest = ccr_text_nearest(member->key, names, n);
	fail(c, member->line, "unknown key '%s'%s%s%s", member->key,
	     nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
}

static void
fail_required(struct check *c, const struct ccr_key *key, const struct ccr_json *node)
{
	size_t before;

	if (!c->table) {
		fail(c, node->line,
		     ccr_json_has(node, key->name) ? "key '%s' is null, but needs a value"
						   : "key '%s' is required",
		     key->name);
		return;
	}
	before = enter(c, key->name, 0);
	fail(c, node->line, "missing; a value is needed");
	leave(c, before);
}

static void
check_object(struct check *c, const struct ccr_key *keys, const struct ccr_json *node)
{
	for (size_t i = 0; i < node->n; i++) {
		const struct ccr_json *member = &node->child[i];
		const struct ccr_key *key = find_key(keys, member->key);
		size_t before;
		if (!key) {
			if (c->path.len > 0 || strcmp(member->key, "ccr") != 0)
				unknown_key(c, keys, member);
			continue;
		}
		if (member->type == CCR_JSON_NULL) /* absent */
			continue;
		before = enter(c, member->key, 0);
		check_value(c, key, member);
		leave(c, before);
	}
	for (const struct ccr_key *key = keys; key->name; key++)
		if (key->required &&
		    !(c->draft || (key->is & CCR_IS_NULL) ? ccr_json_has(node, key->name)
							  : ccr_json_get(node, key->name) != NULL))
			fail_required(c, key, node);
}

static void
fail_items(struct check *c, const struct ccr_key *key, const struct ccr_json *node)
{
	if (key->min_items == key->max_items)
		fail(c, node->line, "the list has %zu items and needs %zu", node->n,
		     key->min_items);
	else if (node->n < key->min_items)
		fail(c, node->line, "the list has %zu items and needs at least %zu", node->n,
		     key->min_items);
	else
		fail(c, node->line, "the list has %zu items and takes at most %zu", node->n,
		     key->max_items);
}

static void
check_items(struct check *c, const struct ccr_key *key, const struct ccr_json *node, bool map)
{
	if (!map && ((key->min_items && node->n < key->min_items) ||
		     (key->max_items && node->n > key->max_items)))
		fail_items(c, key, node);
	for (size_t i = 0; i < node->n; i++) {
		size_t before = enter(c, map ? node->child[i].key : NULL, i);
		check_value(c, key->item, &node->child[i]);
		leave(c, before);
	}
}

static void
expected(struct check *c, const struct ccr_key *key, const struct ccr_json *node)
{
	static const struct {
		unsigned is;
		const char *name;
	} names[] = {{CCR_IS_TEXT, "a text"},        {CCR_IS_NUMBER, "a number"},
		     {CCR_IS_BOOL, "true or false"}, {CCR_IS_DATE, "a date (YYYY-MM-DD)"},
		     {CCR_IS_LIST, "a list"},        {CCR_IS_OBJECT, "an object"},
		     {CCR_IS_MAP, "an object"}};
	struct ccr_buf text = {0};

	ccr_buf_puts(&text, "");
	for (size_t i = 0; i < CCR_LEN(names); i++)
		if (key->is & names[i].is)
			ccr_buf_printf(&text, "%s%s", text.len ? " or " : "", names[i].name);
	fail(c, node->line, "not %s%s", text.data,
	     !c->table && (key->is & CCR_IS_NUMBER) && node->type == CCR_JSON_TEXT
		     ? "; a number stands without quotes"
		     : "");
	ccr_buf_release(&text);
}

static void
check_text(struct check *c, const struct ccr_key *key, const struct ccr_json *node)
{
	ccr_date date;

	if ((key->is & CCR_IS_DATE) && ccr_date_parse(node->text, strlen(node->text), NULL, &date))
		fail(c, node->line, "not a date (%s) that exists%s",
		     c->table && c->table->date_format ? c->table->date_format : "YYYY-MM-DD",
		     c->table && !c->table->date_format ? "; --date-format reads others" : "");
	else if (key->choices && ccr_opt_choice(key->choices, node->text) < 0)
		fail(c, node->line, "not one of %s", key->choices);
}

static void
check_value(struct check *c, const struct ccr_key *key, const struct ccr_json *node)
{
	unsigned is = key->is;

	switch (node->type) {
	case CCR_JSON_NULL:
		if (key->required && !(is & CCR_IS_NULL))
			expected(c, key, node);
		return;
	case CCR_JSON_FALSE:
	case CCR_JSON_TRUE:
		if (!(is & CCR_IS_BOOL))
			expected(c, key, node);
		return;
	case CCR_JSON_NUMBER:
		if (!(is & CCR_IS_NUMBER))
			expected(c, key, node);
		else if (key->bounded && node->number < key->at_least)
			fail(c, node->line, "the number is too small");
		else if (key->bounded && key->at_most > 0 && node->number > key->at_most)
			fail(c, node->line, "the number is too large");
		return;
	case CCR_JSON_TEXT:
		if (is & (CCR_IS_TEXT | CCR_IS_DATE))
			check_text(c, key, node);
		else
			expected(c, key, node);
		return;
	case CCR_JSON_LIST:
		if (is & CCR_IS_LIST)
			check_items(c, key, node, false);
		else
			expected(c, key, node);
		return;
	case CCR_JSON_OBJECT:
		if (is & CCR_IS_OBJECT)
			check_object(c, key->keys, node);
		else if (is & CCR_IS_MAP)
			check_items(c, key, node, true);
		else
			expected(c, key, node);
		return;
	}
}

static bool
check_kind(struct check *c, const struct ccr_kind *kind, const struct ccr_json *root)
{
	const char *found = ccr_json_text(root, "ccr");
	char *want = ccr_printf("%s/1", kind->name);
	bool good = false;

	if (root->type != CCR_JSON_OBJECT)
		fail(c, root->line, "not an object");
	else if (!found)
		ccr_err_add(c->err, CCR_DATA, c->file, root->line, NULL,
			    "key 'ccr' is required: \"ccr\": \"%s\"", want);
	else if (strcmp(found, want) != 0)
		ccr_err_add(c->err, CCR_DATA, c->file, ccr_json_get(root, "ccr")->line, "/ccr",
			    "'%s', but '%s' was expected", found, want);
	else
		good = true;
	free(want);
	return good;
}

const struct ccr_stored *
ccr_doc_stored(const struct ccr_kind *const *kinds, const char *kind, const char *name)
{
	for (; kinds && *kinds; kinds++) {
		const struct ccr_stored *stored = (*kinds)->stored;
		if (strcmp((*kinds)->name, kind) != 0)
			continue;
		for (; stored && stored->name; stored++)
			if (strcmp(stored->name, name) == 0)
				return stored;
	}
	return NULL;
}

const struct ccr_json *
ccr_doc_read(struct ccr_source *source, const struct ccr_kind *kind, bool draft,
	     struct ccr_arena *arena, struct ccr_err *err)
{
	struct check c = {.file = source->name, .draft = draft, .err = err};
	const struct ccr_json *root = ccr_json_read(source, arena, err);
	size_t faults = err->n;

	ccr_source_close(source);
	if (!root)
		return NULL;
	ccr_buf_puts(&c.path, "");
	if (check_kind(&c, kind, root))
		check_object(&c, kind->keys, root);
	ccr_buf_release(&c.path);
	return err->n == faults ? root : NULL;
}

bool
ccr_doc_check_row(const struct ccr_input *table, const char *file, const struct ccr_key *keys,
		  const struct ccr_json *row, bool draft, struct ccr_err *err)
{
	struct check c = {.file = file, .table = table, .draft = draft, .err = err};
	size_t faults = err->n;

	check_object(&c, keys, row);
	ccr_buf_release(&c.path);
	return err->n == faults;
}

static void
indent(struct ccr_buf *out, int depth)
{
	ccr_buf_puts(out, "\n");
	ccr_buf_pad(out, ' ', (size_t)depth * 2);
}

static void
schema_keys(const struct ccr_key *, const struct ccr_kind *, struct ccr_buf *, int depth);

/* One of the types that a key allows. */
static void
schema_type(const struct ccr_key *key, unsigned is, struct ccr_buf *out, int depth)
{
	char number[CCR_NUM_SIZE];
	size_t n = 0;

	switch (is) {
	case CCR_IS_TEXT:
		ccr_buf_puts(out, "{\"type\": \"string\"");
		for (const char *p = key->choices; p && *p; n++) {
			size_t width = strcspn(p, "|");
			ccr_buf_puts(out, n ? ", " : ", \"enum\": [");
			ccr_buf_json(out, p, width);
			p += width + (p[width] == '|');
		}
		ccr_buf_puts(out, n ? "]}" : "}");
		break;
	case CCR_IS_NUMBER:
		ccr_buf_puts(out, "{\"type\": \"number\"");
		if (key->bounded) {
			ccr_num_print(number, key->at_least);
			ccr_buf_printf(out, ", \"minimum\": %s", number);
			ccr_num_print(number, key->at_most);
			if (key->at_most > 0)
				ccr_buf_printf(out, ", \"maximum\": %s", number);
		}
		ccr_buf_puts(out, "}");
		break;
	case CCR_IS_BOOL: ccr_buf_puts(out, "{\"type\": \"boolean\"}"); break;
	case CCR_IS_DATE:
		ccr_buf_puts(out, "{\"type\": \"string\", \"format\": \"date\", \"pattern\": "
				  "\"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\"}");
		break;
	case CCR_IS_NULL: ccr_buf_puts(out, "{\"type\": \"null\"}"); break;
	case CCR_IS_OBJECT: schema_keys(key->keys, NULL, out, depth); break;
	case CCR_IS_LIST:
	case CCR_IS_MAP:
		ccr_buf_puts(out,
			     is == CCR_IS_LIST ? "{\"type\": \"array\"" : "{\"type\": \"object\"");
		if (is == CCR_IS_LIST && key->min_items)
			ccr_buf_printf(out, ", \"minItems\": %zu", key->min_items);
		if (is == CCR_IS_LIST && key->max_items)
			ccr_buf_printf(out, ", \"maxItems\": %zu", key->max_items);
		ccr_buf_puts(out,
			     is == CCR_IS_LIST ? ", \"items\": " : ", \"additionalProperties\": ");
		schema_keys(key->item, NULL, out, depth);
		ccr_buf_puts(out, "}");
		break;
	default: break;
	}
}

static void
schema_value(const struct ccr_key *key, struct ccr_buf *out, int depth)
{
	unsigned is = key->is | (key->required ? 0u : (unsigned)CCR_IS_NULL);
	size_t n = 0;

	ccr_buf_puts(out, "{\"anyOf\": [");
	for (unsigned bit = 1; bit <= CCR_IS_NULL; bit <<= 1) {
		if (!(is & bit))
			continue;
		ccr_buf_puts(out, n++ ? ", " : "");
		schema_type(key, bit, out, depth);
	}
	ccr_buf_puts(out, "]");
	if (key->help) {
		ccr_buf_puts(out, ", \"description\": ");
		ccr_buf_json(out, key->help, strlen(key->help));
	}
	ccr_buf_puts(out, "}");
}

/* An object with these keys; a table of one nameless key is an item, not an object. */
static void
schema_keys(const struct ccr_key *keys, const struct ccr_kind *kind, struct ccr_buf *out, int depth)
{
	size_t n = 0;

	if (!keys->name) {
		schema_value(keys, out, depth);
		return;
	}
	ccr_buf_puts(out,
		     "{\"type\": \"object\", \"additionalProperties\": false, \"required\": [");
	if (kind) {
		ccr_buf_puts(out, "\"ccr\"");
		n++;
	}
	for (const struct ccr_key *key = keys; key->name; key++) {
		if (!key->required)
			continue;
		ccr_buf_puts(out, n++ ? ", " : "");
		ccr_buf_json(out, key->name, strlen(key->name));
	}
	ccr_buf_puts(out, "],");
	indent(out, depth);
	ccr_buf_puts(out, "\"properties\": {");
	n = 0;
	if (kind) {
		indent(out, depth + 1);
		ccr_buf_printf(out, "\"ccr\": {\"const\": \"%s/1\"}", kind->name);
		n++;
	}
	for (const struct ccr_key *key = keys; key->name; key++) {
		ccr_buf_puts(out, n++ ? "," : "");
		indent(out, depth + 1);
		ccr_buf_json(out, key->name, strlen(key->name));
		ccr_buf_puts(out, ": ");
		schema_value(key, out, depth + 2);
	}
	ccr_buf_puts(out, "}}");
}

void
ccr_doc_schema(const struct ccr_kind *kind, struct ccr_buf *out)
{
	ccr_buf_puts(
		out,
		"{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"title\": ");
	ccr_buf_json(out, kind->title, strlen(kind->title));
	ccr_buf_puts(out, ",\n\"allOf\": [");
	schema_keys(kind->keys, kind, out, 1);
	ccr_buf_puts(out, "]}\n");
}
