/* fuzz-json.c: any bytes as a document: accepted exactly where a second reader of the grammar, with
 * our rules on top, accepts it; and what was accepted and written again is accepted. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "base/text.h"
#include "data/jsonin.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check(bool good)
{
	if (!good)
		abort();
}

/* The second reader: a stack of brackets and a state, no recursion.  It knows nothing of duplicate
 * keys and of numbers too large. */
enum state { VALUE, VALUE_OR_END, KEY, KEY_OR_END, COLON, COMMA, DONE };

static size_t
text_length(const char *p, size_t n)
{
	size_t i = 1;

	while (i < n && p[i] != '"') {
		unsigned unit = 0, second = 0;
		if ((unsigned char)p[i] < 0x20)
			return 0;
		if (p[i++] != '\\')
			continue;
		if (i >= n || !p[i] || !strchr("\"\\/bfnrtu", p[i]))
			return 0;
		if (p[i++] != 'u')
			continue;
		if (n - i < 4 || strspn(p + i, "0123456789abcdefABCDEF") < 4)
			return 0;
		for (int k = 0; k < 4; k++)
			unit = unit * 16 + (unsigned)(p[i + (size_t)k] & 15) +
			       (p[i + (size_t)k] > '9' ? 9 : 0);
		i += 4;
		if (unit == 0 || (unit & 0xfc00) == 0xdc00)
			return 0;
		if ((unit & 0xfc00) != 0xd800)
			continue;
		if (n - i < 6 || p[i] != '\\' || p[i + 1] != 'u' ||
		    strspn(p + i + 2, "0123456789abcdefABCDEF") < 4)
			return 0;
		for (int k = 2; k < 6; k++)
			second = second * 16 + (unsigned)(p[i + (size_t)k] & 15) +
				 (p[i + (size_t)k] > '9' ? 9 : 0);
		if ((second & 0xfc00) != 0xdc00)
			return 0;
		i += 6;
	}
	return i < n && ccr_utf8_valid(p, i) ? i + 1 : 0;
}

static size_t
number_length(const char *p)
{
	size_t i = p[0] == '-', n;

	n = strspn(p + i, "0123456789");
	if (n == 0 || (n > 1 && p[i] == '0'))
		return 0;
	i += n;
	if (p[i] == '.') {
		n = strspn(p + i + 1, "0123456789");
		if (n == 0)
			return 0;
		i += n + 1;
	}
	if (p[i] == 'e' || p[i] == 'E') {
		i++;
		i += p[i] == '+' || p[i] == '-';
		n = strspn(p + i, "0123456789");
		if (n == 0)
			return 0;
		i += n;
	}
	return i;
}

static bool
accepts(const char *p, size_t n)
{
	char stack[CCR_JSON_DEPTH];
	size_t depth = 0;
	enum state state = VALUE;

	for (size_t i = 0; i < n;) {
		size_t length = 1;
		char c = p[i];
		if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
			i++;
			continue;
		}
		if (state == DONE)
			return false;
		if ((c == ']' && (state == COMMA || state == VALUE_OR_END)) ||
		    (c == '}' && (state == COMMA || state == KEY_OR_END))) {
			if (depth == 0 || stack[depth - 1] != c)
				return false;
			state = --depth == 0 ? DONE : COMMA;
		} else if (state == COMMA) {
			if (c != ',')
				return false;
			state = stack[depth - 1] == ']' ? VALUE : KEY;
		} else if (state == COLON) {
			if (c != ':')
				return false;
			state = VALUE;
		} else if (state == KEY || state == KEY_OR_END) {
			if (c != '"' || (length = text_length(p + i, n - i)) == 0)
				return false;
			state = COLON;
		} else if (c == '[' || c == '{') {
			if (depth == CCR_JSON_DEPTH)
				return false;
			stack[depth++] = c == '[' ? ']' : '}';
			state = c == '[' ? VALUE_OR_END : KEY_OR_END;
		} else {
			length = c == '"'                          ? text_length(p + i, n - i)
				 : strncmp(p + i, "true", 4) == 0  ? 4
				 : strncmp(p + i, "false", 5) == 0 ? 5
				 : strncmp(p + i, "null", 4) == 0  ? 4
								   : number_length(p + i);
			if (length == 0)
				return false;
			state = depth == 0 ? DONE : COMMA;
		}
		i += length;
	}
	return state == DONE;
}

static void
write_node(struct ccr_buf *out, const struct ccr_json *node, size_t *line, int depth)
{
	bool list = node->type == CCR_JSON_LIST;
	double x;

	check(depth <= CCR_JSON_DEPTH);
	check(node->line >= *line);
	*line = node->line;
	if (node->key) {
		check(ccr_utf8_valid(node->key, strlen(node->key)));
		ccr_buf_json(out, node->key, strlen(node->key));
		ccr_buf_puts(out, ":");
	}
	switch (node->type) {
	case CCR_JSON_NULL: ccr_buf_puts(out, "null"); return;
	case CCR_JSON_FALSE: ccr_buf_puts(out, "false"); return;
	case CCR_JSON_TRUE: ccr_buf_puts(out, "true"); return;
	case CCR_JSON_NUMBER:
		check(isfinite(node->number));
		check(!ccr_num_parse(node->text, strlen(node->text), &x) && x == node->number);
		ccr_buf_puts(out, node->text);
		return;
	case CCR_JSON_TEXT:
		check(ccr_utf8_valid(node->text, strlen(node->text)));
		ccr_buf_json(out, node->text, strlen(node->text));
		return;
	case CCR_JSON_LIST:
	case CCR_JSON_OBJECT: break;
	}
	ccr_buf_puts(out, list ? "[" : "{");
	for (size_t i = 0; i < node->n; i++) {
		check((node->child[i].key == NULL) == list);
		ccr_buf_puts(out, i > 0 ? "," : "");
		write_node(out, &node->child[i], line, depth + 1);
	}
	ccr_buf_puts(out, list ? "]" : "}");
}

/* The document written without blanks; empty where it is refused. */
static struct ccr_buf
read_and_write(const char *data, size_t n, bool *explained)
{
	struct ccr_buf out = {0};
	struct ccr_arena arena = {0};
	struct ccr_err err = {0};
	struct ccr_json *root = ccr_json_parse("t", data, n, 1, &arena, &err);
	size_t line = 1, lines = 1;

	for (size_t i = 0; i < n; i++)
		lines += data[i] == '\n' || data[i] == '\r';
	ccr_buf_puts(&out, "");
	check(err.n == (root ? 0 : 1));
	if (root)
		write_node(&out, root, &line, 0);
	check(line <= lines);
	if (!root) {
		check(err.fault[0].line >= 1 && err.fault[0].line <= lines);
		*explained = strstr(err.fault[0].text, "is given twice") ||
			     strstr(err.fault[0].text, "number too large");
	}
	ccr_arena_release(&arena);
	ccr_err_release(&err);
	return out;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	char *data = ccr_strndup((const char *)bytes, n);
	bool explained = false, other = false;
	struct ccr_buf first = read_and_write(data, n, &explained), second;

	check((first.len > 0 || explained) == accepts(data, n));
	if (first.len > 0) {
		second = read_and_write(first.data, first.len, &other);
		check(strcmp(first.data, second.data) == 0);
		ccr_buf_release(&second);
	}
	ccr_buf_release(&first);
	free(data);
	return 0;
}
