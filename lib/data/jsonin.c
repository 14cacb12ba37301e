/* jsonin.c: see jsonin.h. */
#include "data/jsonin.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "data/library.h"

/* The scanner: a recursive descent over RFC 8259 that builds nothing but notes, for each value in
 * the order it begins, its line and its place in the text. */
struct scan {
	const char *name;
	const char *text, *p, *end;
	size_t line;
	int depth;
	struct place {
		size_t line;
		uint32_t begin, end; /* offsets: a text has at most CCR_JSON_MAX bytes */
	} * place;
	size_t n, cap;
	struct ccr_err *err;
};

static bool
fail(struct scan *s, const char *text)
{
	ccr_err_add(s->err, CCR_DATA, s->name, s->line, NULL, "%s", text);
	return false;
}

static void
skip_blanks(struct scan *s)
{
	for (; s->p < s->end && (*s->p == ' ' || *s->p == '\t' || *s->p == '\n' || *s->p == '\r');
	     s->p++)
		s->line +=
			*s->p == '\n' || (*s->p == '\r' && (s->p + 1 == s->end || s->p[1] != '\n'));
}

static bool
scan_hex(struct scan *s, unsigned *value)
{
	*value = 0;
	for (int i = 0; i < 4; i++, s->p++) {
		char c = s->p < s->end ? *s->p : '\0';
		unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
				 : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10)
				 : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A' + 10)
							: 16u;
		if (digit == 16)
			return fail(s, "\\u needs four hexadecimal digits");
		*value = *value * 16 + digit;
	}
	return true;
}

static bool
scan_escape(struct scan *s)
{
	unsigned unit, second;
	char c = s->p < s->end ? *s->p++ : '\0';

	if (c != 'u')
		return (c != '\0' && strchr("\"\\/bfnrt", c)) ||
		       fail(s, "an unknown escape in a text");
	if (!scan_hex(s, &unit))
		return false;
	if (unit == 0)
		return fail(s, "\\u0000 in a text: NUL is not allowed");
	if (unit < 0xd800 || unit > 0xdfff)
		return true;
	if (unit >= 0xdc00 || s->end - s->p < 2 || s->p[0] != '\\' || s->p[1] != 'u')
		return fail(s, "half of a surrogate pair");
	s->p += 2;
	if (!scan_hex(s, &second))
		return false;
	return (second >= 0xdc00 && second <= 0xdfff) || fail(s, "half of a surrogate pair");
}

static bool
scan_text(struct scan *s)
{
	const char *begin = ++s->p;

	for (;;) {
		unsigned char c;
		if (s->p == s->end)
			return fail(s, "a text without its closing quote");
		c = (unsigned char)*s->p++;
		if (c == '"')
			break;
		if (c < 0x20)
			return fail(s, "a control byte in a text: write it as an escape");
		if (c == '\\' && !scan_escape(s))
			return false;
	}
	return ccr_utf8_valid(begin, (size_t)(s->p - begin)) || fail(s, "not UTF-8");
}

static bool
scan_digits(struct scan *s)
{
	const char *begin = s->p;

	while (s->p < s->end && *s->p >= '0' && *s->p <= '9')
		s->p++;
	return s->p > begin;
}

static bool
scan_number(struct scan *s)
{
	if (*s->p == '-')
		s->p++;
	if (s->p < s->end && *s->p == '0') {
		s->p++;
		if (s->p < s->end && *s->p >= '0' && *s->p <= '9')
			return fail(s, "a number with a leading zero (write an identifier as a "
				       "text, in quotes)");
	} else if (!scan_digits(s)) {
		return fail(s, "not JSON: a value was expected");
	}
	if (s->p < s->end && *s->p == '.') {
		s->p++;
		if (!scan_digits(s))
			return fail(s, "a number without digits behind its point");
	}
	if (s->p < s->end && (*s->p == 'e' || *s->p == 'E')) {
		s->p++;
		if (s->p < s->end && (*s->p == '+' || *s->p == '-'))
			s->p++;
		if (!scan_digits(s))
			return fail(s, "a number without digits in its exponent");
	}
	return true;
}

static bool
scan_word(struct scan *s, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(s->end - s->p) < n || memcmp(s->p, word, n) != 0)
		return fail(s, "not JSON: a value was expected");
	s->p += n;
	return true;
}

static bool scan_value(struct scan *);

static bool
scan_member_key(struct scan *s)
{
	skip_blanks(s);
	if (s->p == s->end || *s->p != '"')
		return fail(s, "not JSON: a key in quotes was expected");
	if (!scan_text(s))
		return false;
	skip_blanks(s);
	if (s->p == s->end || *s->p != ':')
		return fail(s, "not JSON: ':' was expected after the key");
	s->p++;
	return true;
}

/* A list or an object; both differ only in the key before each value. */
static bool
scan_children(struct scan *s, char close)
{
	if (++s->depth > CCR_JSON_DEPTH)
		return fail(s, "nested deeper than 64 levels");
	s->p++;
	skip_blanks(s);
	if (s->p < s->end && *s->p == close) {
		s->p++;
		s->depth--;
		return true;
	}
	for (;;) {
		if ((close == '}' && !scan_member_key(s)) || !scan_value(s))
			return false;
		skip_blanks(s);
		if (s->p < s->end && *s->p == close)
			break;
		if (s->p == s->end || *s->p != ',')
			return fail(s, close == '}' ? "not JSON: ',' or '}' was expected"
						    : "not JSON: ',' or ']' was expected");
		s->p++;
	}
	s->p++;
	s->depth--;
	return true;
}

static bool
scan_value(struct scan *s)
{
	size_t at;
	bool good;

	skip_blanks(s);
	if (s->p == s->end)
		return fail(s, "not JSON: a value was expected");
	CCR_GROW(s->place, s->cap, s->n + 1);
	at = s->n++;
	s->place[at] = (struct place){s->line, (uint32_t)(s->p - s->text), 0};
	switch (*s->p) {
	case '{': good = scan_children(s, '}'); break;
	case '[': good = scan_children(s, ']'); break;
	case '"': good = scan_text(s); break;
	case 't': good = scan_word(s, "true"); break;
	case 'f': good = scan_word(s, "false"); break;
	case 'n': good = scan_word(s, "null"); break;
	default: good = scan_number(s); break;
	}
	s->place[at].end = (uint32_t)(s->p - s->text);
	return good;
}

static int
compare_keys(const void *a, const void *b)
{
	return strcmp((*(const struct ccr_json *const *)a)->key,
		      (*(const struct ccr_json *const *)b)->key);
}

static bool
check_duplicates(struct scan *s, const struct ccr_json *node)
{
	const struct ccr_json *few[32], **sorted = few;
	bool good = true;

	if (node->n > CCR_LEN(few))
		sorted = ccr_alloc(node->n, sizeof *sorted);

	for (size_t i = 0; i < node->n; i++)
		sorted[i] = &node->child[i];
	qsort(sorted, node->n, sizeof *sorted, compare_keys);
	for (size_t i = 1; good && i < node->n; i++)
		if (strcmp(sorted[i - 1]->key, sorted[i]->key) == 0)
			good = ccr_err_add(s->err, CCR_DATA, s->name, sorted[i]->line, NULL,
					   "key '%s' is given twice in one object", sorted[i]->key);
	if (sorted != few)
		free(sorted);
	return good;
}

/* cJSON's tree into ours; *at counts values in the order the scanner met them. */
static bool
convert(struct scan *s, const cJSON *from, struct ccr_json *to, size_t *at, struct ccr_arena *arena)
{
	const struct place *place = &s->place[(*at)++];
	const cJSON *child;
	size_t i = 0;

	to->line = place->line;
	to->key = from->string;
	if (cJSON_IsBool(from)) {
		to->type = cJSON_IsTrue(from) ? CCR_JSON_TRUE : CCR_JSON_FALSE;
	} else if (cJSON_IsNumber(from)) {
		to->type = CCR_JSON_NUMBER;
		to->number = from->valuedouble;
		to->text = ccr_arena_text(arena, s->text + place->begin, place->end - place->begin);
		if (!isfinite(to->number))
			return ccr_err_add(s->err, CCR_DATA, s->name, to->line, NULL,
					   "number too large");
	} else if (cJSON_IsString(from)) {
		to->type = CCR_JSON_TEXT;
		to->text = from->valuestring;
	} else if (cJSON_IsArray(from) || cJSON_IsObject(from)) {
		to->type = cJSON_IsArray(from) ? CCR_JSON_LIST : CCR_JSON_OBJECT;
		cJSON_ArrayForEach(child, from) to->n++;
		to->child = ccr_arena_alloc(arena, to->n, sizeof *to->child);
		cJSON_ArrayForEach(child, from) if (!convert(s, child, &to->child[i++], at,
							     arena)) return false;
		return to->type == CCR_JSON_LIST || check_duplicates(s, to);
	}
	return true;
}

/* cJSON's tree lives in the arena that ours will live in, for its hooks take no context: the arena
 * of the parse that runs.  Memory is there, or the process ends: so a text that the scanner accepts
 * is refused by cJSON for no other reason. */
static struct ccr_arena *parsing;

static void *
json_malloc(size_t n)
{
	return ccr_arena_alloc(parsing, n, 1);
}

static void
json_free(void *p)
{
	(void)p;
}

struct ccr_json *
ccr_json_parse(const char *name, const char *text, size_t n, size_t first_line,
	       struct ccr_arena *arena, struct ccr_err *err)
{
	struct scan s = {.name = name,
			 .text = text,
			 .p = text,
			 .end = text + n,
			 .line = first_line,
			 .err = err};
	struct ccr_json *root = NULL;
	cJSON_Hooks hooks = {json_malloc, json_free};
	size_t at = 0;
	cJSON *tree;

	if (scan_value(&s)) {
		skip_blanks(&s);
		if (s.p < s.end) {
			fail(&s, "not JSON: something follows the end of the document");
		} else {
			parsing = arena;
			cJSON_InitHooks(&hooks);
			/* The length counts the NUL behind the text: older releases read one byte
			 * too far without it. */
			tree = cJSON_ParseWithLengthOpts(text, n + 1, NULL, 1);
			root = ccr_arena_alloc(arena, 1, sizeof *root);
			if (!tree) {
				fail(&s, "not JSON");
				root = NULL;
			} else if (!convert(&s, tree, root, &at, arena)) {
				root = NULL;
			}
		}
	}
	free(s.place);
	return root;
}

struct ccr_json *
ccr_json_read(struct ccr_source *source, struct ccr_arena *arena, struct ccr_err *err)
{
	struct ccr_json *root = NULL;
	struct ccr_buf text = {0};
	size_t skip;

	if (!ccr_source_fill(source, &text, CCR_JSON_MAX + 1, err))
		goto out;
	if (text.len > CCR_JSON_MAX) {
		ccr_err_add(err, CCR_DATA, source->name, 0, NULL,
			    "the document is larger than 64 MiB");
		goto out;
	}
	skip = text.len >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	if (text.len == skip)
		ccr_err_add(err, CCR_DATA, source->name, 0, NULL,
			    "empty input: a JSON document was expected");
	else
		root = ccr_json_parse(source->name, text.data + skip, text.len - skip, 1, arena,
				      err);
out:
	ccr_buf_release(&text);
	return root;
}

/* Most keys are told apart by their first letters. */
static const struct ccr_json *
find(const struct ccr_json *node, const char *key)
{
	for (size_t i = 0; node && i < node->n; i++) {
		const char *known = node->child[i].key;
		if (known && known[0] == key[0] && strcmp(known, key) == 0)
			return &node->child[i];
	}
	return NULL;
}

const struct ccr_json *
ccr_json_get(const struct ccr_json *node, const char *key)
{
	const struct ccr_json *member = find(node, key);

	return member && member->type != CCR_JSON_NULL ? member : NULL;
}

bool
ccr_json_has(const struct ccr_json *node, const char *key)
{
	return find(node, key) != NULL;
}

const char *
ccr_json_text(const struct ccr_json *node, const char *key)
{
	const struct ccr_json *value = ccr_json_get(node, key);

	return value && value->type == CCR_JSON_TEXT ? value->text : NULL;
}

double
ccr_json_number(const struct ccr_json *node, const char *key, double otherwise)
{
	const struct ccr_json *value = ccr_json_get(node, key);

	return value && value->type == CCR_JSON_NUMBER ? value->number : otherwise;
}

ccr_date
ccr_json_date(const struct ccr_json *node, const char *key)
{
	const char *text = ccr_json_text(node, key);
	ccr_date date;

	return text && !ccr_date_parse(text, strlen(text), NULL, &date) ? date : CCR_DATE_NONE;
}

const struct ccr_json *
ccr_json_list(const struct ccr_json *node, const char *key, size_t *n)
{
	const struct ccr_json *value = ccr_json_get(node, key);

	*n = value ? value->n : 0;
	return value ? value->child : NULL;
}

const char *
ccr_json_library(void)
{
	return cJSON_Version();
}
