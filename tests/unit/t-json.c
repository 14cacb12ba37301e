/* t-json.c: JSON documents and rows: every trap of cJSON, each with its verdict, line and message.
 */
#include "unit.h"

#include "data/jsonin.h"

#define VALUE "!1:not JSON: a value was expected\n"
#define AFTER "!1:not JSON: something follows the end of the document\n"
#define ZERO "!1:a number with a leading zero (write an identifier as a text, in quotes)\n"
#define CONTROL "!1:a control byte in a text: write it as an escape\n"
#define HALF "!1:half of a surrogate pair\n"
#define HEX "!1:\\u needs four hexadecimal digits\n"
#define ESCAPE "!1:an unknown escape in a text\n"

struct text {
	const char *data;
	size_t n;
	const char *expected;
};

static void
write_node(struct ccr_buf *out, const struct ccr_json *node)
{
	char close = node->type == CCR_JSON_LIST ? ']' : '}';

	if (node->key) {
		ccr_buf_json(out, node->key, strlen(node->key));
		ccr_buf_puts(out, ":");
	}
	switch (node->type) {
	case CCR_JSON_NULL: ccr_buf_puts(out, "null"); return;
	case CCR_JSON_FALSE: ccr_buf_puts(out, "false"); return;
	case CCR_JSON_TRUE: ccr_buf_puts(out, "true"); return;
	case CCR_JSON_NUMBER: ccr_buf_puts(out, node->text); return;
	case CCR_JSON_TEXT: ccr_buf_json(out, node->text, strlen(node->text)); return;
	case CCR_JSON_LIST:
	case CCR_JSON_OBJECT: break;
	}
	ccr_buf_puts(out, close == ']' ? "[" : "{");
	for (size_t i = 0; i < node->n; i++) {
		ccr_buf_puts(out, i > 0 ? "," : "");
		write_node(out, &node->child[i]);
	}
	ccr_buf_add(out, &close, 1);
}

/* What a document holds, written without blanks, or its fault. */
static char *
document(const char *data, size_t n, size_t chunk)
{
	struct ccr_source source;
	struct ccr_arena arena = {0};
	struct ccr_err err = {0};
	struct ccr_buf out = {0};
	const struct ccr_json *root;

	ccr_buf_puts(&out, "");
	ccr_source_memory(&source, "t", data, n, chunk);
	root = ccr_json_read(&source, &arena, &err);
	assert_int_equal(err.n, root ? 0 : 1);
	if (root)
		write_node(&out, root);
	add_faults(&out, &err);
	ccr_arena_release(&arena);
	ccr_err_release(&err);
	return ccr_buf_detach(&out);
}

static const struct text documents[] = {
	{BYTES("{}"), "{}"},
	{BYTES("[]"), "[]"},
	{BYTES(" \t\r\n[ 1 , 2 ]\n"), "[1,2]"},
	{BYTES("null"), "null"},
	{BYTES("true"), "true"},
	{BYTES("\"x\""), "\"x\""},
	{BYTES("{\"a\":{\"b\":[true,false,null]},\"A\":1}"),
	 "{\"a\":{\"b\":[true,false,null]},\"A\":1}"},
	{BYTES("\xef\xbb\xbf[1]"), "[1]"},
	{BYTES("[-0,0,1.5,-1e3,1E-2,12345678901234567890,0.30000000000000004]"),
	 "[-0,0,1.5,-1e3,1E-2,12345678901234567890,0.30000000000000004]"},
	{BYTES("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\uD83D\\ude00\"]"),
	 "[\"\\\"\\\\/\\u0008\\u000c\\n\\r\\t\xc3\xa4\xf0\x9f\x98\x80\"]"},
	{BYTES("[\"n\xc3\xa4me\xf0\x9f\x98\x80\\u0001\x7f\"]"),
	 "[\"n\xc3\xa4me\xf0\x9f\x98\x80\\u0001\\u007f\"]"},
	{BYTES("{\"\":1}"), "{\"\":1}"},
	{BYTES("{\"key\":1,\"KEY\":2}"), "{\"key\":1,\"KEY\":2}"},
	{BYTES("1e-999"), "1e-999"},
	/* faults */
	{BYTES(""), "!0:empty input: a JSON document was expected\n"},
	{BYTES("\xef\xbb\xbf"), "!0:empty input: a JSON document was expected\n"},
	{BYTES("  "), VALUE},
	{BYTES("\n\n "), "!3:not JSON: a value was expected\n"},
	{BYTES("\xef\xbb\xbf\xef\xbb\xbf[]"), VALUE},
	{BYTES("{\"a\":1} xyz"), AFTER},
	{BYTES("[1][2]"), AFTER},
	{BYTES("[1]]"), AFTER},
	{BYTES("[1],"), AFTER},
	{BYTES("[1]\0"), AFTER},
	{BYTES("[01]"), ZERO},
	{BYTES("[-01]"), ZERO},
	{BYTES("[00]"), ZERO},
	{BYTES("[1.]"), "!1:a number without digits behind its point\n"},
	{BYTES("[1.e5]"), "!1:a number without digits behind its point\n"},
	{BYTES("[1e]"), "!1:a number without digits in its exponent\n"},
	{BYTES("[1e+]"), "!1:a number without digits in its exponent\n"},
	{BYTES("[.5]"), VALUE},
	{BYTES("[-.5]"), VALUE},
	{BYTES("[+1]"), VALUE},
	{BYTES("[-]"), VALUE},
	{BYTES("-"), VALUE},
	{BYTES("[NaN]"), VALUE},
	{BYTES("[Infinity]"), VALUE},
	{BYTES("[0x1]"), "!1:not JSON: ',' or ']' was expected\n"},
	{BYTES("[1 2]"), "!1:not JSON: ',' or ']' was expected\n"},
	{BYTES("[tru]"), VALUE},
	{BYTES("tru"), VALUE},
	{BYTES("[True]"), VALUE},
	{BYTES("[1e999]"), "!1:number too large\n"},
	{BYTES("{\"a\":\n-1e999}"), "!2:number too large\n"},
	{BYTES("[\"\\x\"]"), ESCAPE},
	{BYTES("[\"\\'\"]"), ESCAPE},
	{BYTES("[\"\\\0\"]"), ESCAPE},
	{BYTES("[\"\\U0041\"]"), ESCAPE},
	{BYTES("[\"\\u12\"]"), HEX},
	{BYTES("[\"\\uzzzz\"]"), HEX},
	{BYTES("[\"\\u00g0\"]"), HEX},
	{BYTES("\"\\u"), HEX},
	{BYTES("[\"\\ud800\"]"), HALF},
	{BYTES("[\"\\ud800x\"]"), HALF},
	{BYTES("[\"\\udc00\"]"), HALF},
	{BYTES("[\"\\ud800\\ud800\"]"), HALF},
	{BYTES("[\"\\ude00\\ud83d\"]"), HALF},
	{BYTES("[\"a\\u0000b\"]"), "!1:\\u0000 in a text: NUL is not allowed\n"},
	{BYTES("{\"\\u0000a\":1}"), "!1:\\u0000 in a text: NUL is not allowed\n"},
	{BYTES("[\"a\0b\"]"), CONTROL},
	{BYTES("[\"a\tb\"]"), CONTROL},
	{BYTES("[\"a\nb\"]"), CONTROL},
	{BYTES("[\"a\x1f\"]"), CONTROL},
	{BYTES("[1,\0 2]"), VALUE},
	{BYTES("[1,\f2]"), VALUE},
	{BYTES("[1,\v2]"), VALUE},
	{BYTES("[\"\xff\"]"), "!1:not UTF-8\n"},
	{BYTES("[\"\xc0\xaf\"]"), "!1:not UTF-8\n"},
	{BYTES("[\"\xed\xa0\x80\"]"), "!1:not UTF-8\n"},
	{BYTES("[\"\xc3\"]"), "!1:not UTF-8\n"},
	{BYTES("{\"\xff\":1}"), "!1:not UTF-8\n"},
	{BYTES("[\xff]"), VALUE},
	{BYTES("[\"a"), "!1:a text without its closing quote\n"},
	{BYTES("[\"a\\"), ESCAPE},
	{BYTES("[1,]"), VALUE},
	{BYTES("[,1]"), VALUE},
	{BYTES("[1"), "!1:not JSON: ',' or ']' was expected\n"},
	{BYTES("["), VALUE},
	{BYTES("{"), "!1:not JSON: a key in quotes was expected\n"},
	{BYTES("{\"a\":1,}"), "!1:not JSON: a key in quotes was expected\n"},
	{BYTES("{a:1}"), "!1:not JSON: a key in quotes was expected\n"},
	{BYTES("{'a':1}"), "!1:not JSON: a key in quotes was expected\n"},
	{BYTES("{1:1}"), "!1:not JSON: a key in quotes was expected\n"},
	{BYTES("{\"a\" 1}"), "!1:not JSON: ':' was expected after the key\n"},
	{BYTES("{\"a\":1 \"b\":2}"), "!1:not JSON: ',' or '}' was expected\n"},
	{BYTES("{\"a\":}"), VALUE},
	{BYTES("[1}"), "!1:not JSON: ',' or ']' was expected\n"},
	{BYTES("{\"a\":1]"), "!1:not JSON: ',' or '}' was expected\n"},
	{BYTES("// x\n[1]"), VALUE},
	{BYTES("[1] /* x */"), AFTER},
	{BYTES("{\"a\":1,\n\"b\":2,\n\"a\":3}"), "!3:key 'a' is given twice in one object\n"},
	{BYTES("{\"a\":1,\"\\u0061\":3}"), "!1:key 'a' is given twice in one object\n"},
	{BYTES("[{\"a\":1},\n{\"x\":{\"b\":1,\"c\":2,\n\"b\":1}}]"),
	 "!3:key 'b' is given twice in one object\n"},
	{BYTES("[\n1,\n2,\n03]"),
	 "!4:a number with a leading zero (write an identifier as a text, in quotes)\n"},
	{BYTES("[\r\n1,\r\n\r\n2.]"), "!4:a number without digits behind its point\n"},
	{BYTES("[\r1,\r2.]"), "!3:a number without digits behind its point\n"},
	{BYTES("\xff\xfe[\0]\0"), VALUE},
};

static void
reads_documents(void **state)
{
	(void)state;
	for (size_t i = 0; i < CCR_LEN(documents); i++) {
		const struct text *t = &documents[i];
		for (size_t chunk = 1; chunk <= t->n + 1; chunk++) {
			char *seen = document(t->data, t->n, chunk > t->n ? 65536 : chunk);
			assert_string_equal(seen, t->expected);
			free(seen);
		}
	}
}

static void
check_depth(size_t depth, const char *open, const char *close, bool good)
{
	struct ccr_buf text = {0};
	char *seen;

	for (size_t i = 0; i < depth; i++)
		ccr_buf_puts(&text, open);
	ccr_buf_puts(&text, "1");
	for (size_t i = 0; i < depth; i++)
		ccr_buf_puts(&text, close);
	seen = document(text.data, text.len, 65536);
	assert_string_equal(seen, good ? text.data : "!1:nested deeper than 64 levels\n");
	free(seen);
	ccr_buf_release(&text);
}

static void
limits_depth(void **state)
{
	(void)state;
	for (size_t depth = 60; depth < 70; depth++) {
		check_depth(depth, "[", "]", depth <= 64);
		check_depth(depth, "{\"a\":", "}", depth <= 64);
	}
	check_depth(1000000, "[", "]", false);
	check_depth(32, "[{\"a\":", "}]", true);
}

static struct ccr_json *
parse(const char *text, struct ccr_arena *arena)
{
	struct ccr_err err = {0};
	struct ccr_json *root = ccr_json_parse("t", text, strlen(text), 1, arena, &err);

	assert_non_null(root);
	return root;
}

static void
nodes_know_their_lines(void **state)
{
	struct ccr_arena arena = {0};
	struct ccr_err err = {0};
	const char *text = "{\n\"a\": [1,\n2],\n\n\"b\":\n\"x\"}";
	const struct ccr_json *root = ccr_json_parse("t", text, strlen(text), 10, &arena, &err);

	(void)state;
	assert_int_equal(root->line, 10);
	assert_int_equal(root->child[0].line, 11);
	assert_int_equal(root->child[0].child[0].line, 11);
	assert_int_equal(root->child[0].child[1].line, 12);
	assert_int_equal(root->child[1].line, 15);
	ccr_arena_release(&arena);
}

static void
gives_members(void **state)
{
	struct ccr_arena arena = {0};
	const struct ccr_json *root =
		parse("{\"n\":1.5,\"t\":\"x\",\"d\":\"2011-02-03\",\"z\":null,\"l\":[1,2,3],"
		      "\"N\":2,\"bad\":\"2011-02-29\"}",
		      &arena);
	const struct ccr_json *list;
	size_t n;

	(void)state;
	assert_true(ccr_json_number(root, "n", 9) == 1.5);
	assert_true(ccr_json_number(root, "N", 9) == 2);
	assert_true(ccr_json_number(root, "t", 9) == 9);
	assert_true(ccr_json_number(root, "z", 9) == 9);
	assert_true(ccr_json_number(NULL, "n", 9) == 9);
	assert_string_equal(ccr_json_text(root, "t"), "x");
	assert_null(ccr_json_text(root, "T"));
	assert_null(ccr_json_text(root, "n"));
	assert_null(ccr_json_get(root, "z"));
	assert_int_equal(ccr_json_date(root, "d"), ccr_date_from_civil(2011, 2, 3));
	assert_int_equal(ccr_json_date(root, "bad"), CCR_DATE_NONE);
	assert_int_equal(ccr_json_date(root, "none"), CCR_DATE_NONE);
	list = ccr_json_list(root, "l", &n);
	assert_int_equal(n, 3);
	assert_true(list[2].number == 3);
	assert_null(ccr_json_list(root, "z", &n));
	assert_int_equal(n, 0);
	ccr_arena_release(&arena);
}

static void
numbers_are_exact(void **state)
{
	static const char *const texts[] = {"0.1",
					    "1e23",
					    "123456789012345678901234567890",
					    "5e-324",
					    "1.7976931348623157e308",
					    "2.2250738585072011e-308",
					    "3000000000",
					    "9007199254740991",
					    "-0.0"};
	struct ccr_arena arena = {0};
	char *nines = NULL;
	struct ccr_buf text = {0};

	(void)state;
	for (size_t i = 0; i < CCR_LEN(texts); i++) {
		const struct ccr_json *node = parse(texts[i], &arena);
		assert_true(node->number == strtod(texts[i], NULL));
		assert_string_equal(node->text, texts[i]);
	}
	ccr_buf_puts(&text, "0.");
	ccr_buf_pad(&text, '3', 400);
	assert_true(parse(text.data, &arena)->number == 1.0 / 3);
	ccr_buf_release(&text);
	ccr_buf_pad(&text, '9', 400);
	nines = document(text.data, text.len, 65536);
	assert_string_equal(nines, "!1:number too large\n");
	free(nines);
	ccr_buf_release(&text);
	ccr_arena_release(&arena);
}

#define FLAT "rows are flat objects\n"

static const struct text rows[] = {
	{BYTES("[]"), "\n"},
	{BYTES(" [ ] \n"), "\n"},
	{BYTES("[{\"a\":1,\"b\":\"x\"}]"), "a|b\n1:1|x\n"},
	{BYTES("\xef\xbb\xbf[{\"a\":1}]"), "a\n1:1\n"},
	{BYTES("[\n{\"a\":1,\"b\":\"x\"},\n{\"a\":2,\"b\":\"y\"}\n]\n"), "a|b\n2:1|x\n3:2|y\n"},
	{BYTES("{\"a\":1}\n{\"a\":2}\n"), "a\n1:1\n2:2\n"},
	{BYTES("{\"a\":1}\n{\"a\":2}"), "a\n1:1\n2:2\n"},
	{BYTES("{\"a\":1}\r\n{\"a\":2}\r\n"), "a\n1:1\n2:2\n"},
	{BYTES("\n\n{\"a\":1}\n\n \n{\"a\":2}\n\n"), "a\n3:1\n6:2\n"},
	{BYTES("{\"a\":1,\"b\":2}\n{\"b\":3,\"a\":4}\n"), "a|b\n1:1|2\n2:4|3\n"},
	{BYTES("{\"a\":1,\"b\":2}\n{\"b\":3}\n{}\n"), "a|b\n1:1|2\n2:|3\n3:|\n"},
	{BYTES("{\"a\":null,\"b\":true,\"c\":false,\"d\":\"\"}\n"), "a|b|c|d\n1:|true|false|\n"},
	{BYTES("{\"a\":1.50,\"b\":1e3,\"c\":-0.0,\"d\":0.1}\n"), "a|b|c|d\n1:1.5|1000|0|0.1\n"},
	{BYTES("{\"a\":9007199254740991,\"b\":12345678901234567890}\n"),
	 "a|b\n1:9007199254740991|12345678901234567890\n"},
	{BYTES("{\"a\":-12345678901234567890,\"b\":9007199254740995}\n"),
	 "a|b\n1:-12345678901234567890|9007199254740995\n"},
	{BYTES("{\"a\":\"007\",\"b\":\"x\\ny,\\\"\"}\n"), "a|b\n1:007|x\\ny,\"\n"},
	{BYTES("{\"a\":\"}{][\\\"}\"}\n{\"a\":\"\\\\\"}\n"), "a\n1:}{][\"}\n2:\\\n"},
	{BYTES("{\"a\":\n1,\n\"b\":2}\n{\"a\":3}\n"), "a|b\n1:1|2\n4:3|\n"},
	{BYTES("{\"\xc3\xa4\":\"\\ud83d\\ude00\"}"), "\xc3\xa4\n1:\xf0\x9f\x98\x80\n"},
	{BYTES("{\"a\":1}{\"a\":2}"), "a\n1:1\n1:2\n"},
	/* faults */
	{BYTES("{\"a\":1}\n{\"a\":2,\"b\":3}\n{\"a\":4}"),
	 "a\n1:1\n!2:key 'b' is not one of the first object's\n"},
	{BYTES("{\"a\":1}\n{\"a\":2,\n\"b\":3}\n"),
	 "a\n1:1\n!3:key 'b' is not one of the first object's\n"},
	{BYTES("{\"a\":1}\n{\"A\":2}\n"), "a\n1:1\n!2:key 'A' is not one of the first object's\n"},
	{BYTES("{\"a\":[1]}\n"), "a\n!1:key 'a' has a list or object: " FLAT},
	{BYTES("{\"a\":1}\n{\"a\":\n{}}\n"), "a\n1:1\n!3:key 'a' has a list or object: " FLAT},
	{BYTES("[1]"), "!1:an object was expected: " FLAT},
	{BYTES("[[1]]"), "!1:an object was expected: " FLAT},
	{BYTES("[\n{\"a\":1},\n2]"), "a\n2:1\n!3:an object was expected: " FLAT},
	{BYTES("[{\"a\":1},]"), "a\n1:1\n!1:an object was expected: " FLAT},
	{BYTES("[,{\"a\":1}]"), "!1:an object was expected: " FLAT},
	{BYTES("[{\"a\":1},,{\"a\":1}]"), "a\n1:1\n!1:an object was expected: " FLAT},
	{BYTES("[{\"a\":1}\n{\"a\":2}]"), "a\n1:1\n!2:not JSON: ',' or ']' was expected\n"},
	{BYTES("[{\"a\":1}"), "a\n1:1\n!1:not JSON: ',' or ']' was expected\n"},
	{BYTES("["), "!1:an object was expected: " FLAT},
	{BYTES("[]x"), "!1:something follows the end of the array\n"},
	{BYTES("[{\"a\":1}]\n\n[]"), "a\n1:1\n!3:something follows the end of the array\n"},
	{BYTES("{\"a\":1},\n{\"a\":2}"), "a\n1:1\n!1:an object was expected: " FLAT},
	{BYTES("{\"a\":1}\nx\n"), "a\n1:1\n!2:an object was expected: " FLAT},
	{BYTES("{\"a\":1}\n{\"a\":2\n"), "a\n1:1\n!2:an object that begins here is never closed\n"},
	{BYTES("{\"a\":1}\n{\"a\":\"2}\n"),
	 "a\n1:1\n!2:an object that begins here is never closed\n"},
	{BYTES("{\"a\":1}\n{\"a\":02}\n"),
	 "a\n1:1\n!2:a number with a leading zero (write an identifier as a text, in quotes)\n"},
	{BYTES("{\"a\":1,\"a\":2}"), "!1:key 'a' is given twice in one object\n"},
	{BYTES("{\"a\":1}\n{\"a\":1,\"\\u0061\":2}"),
	 "a\n1:1\n!2:key 'a' is given twice in one object\n"},
	{BYTES("{\"a\":1]\n"), "!1:not JSON: ',' or '}' was expected\n"},
	{BYTES("{\"a\":1}\n\0{\"a\":1}"), "a\n1:1\n!2:a NUL byte: not a text file\n"},
	{BYTES("{\"a\":\0 1}"), VALUE},
	{BYTES("{\"a\":\"\xff\"}"), "!1:not UTF-8\n"},
	{BYTES("{\"a\":\"\\u0000\"}"), "!1:\\u0000 in a text: NUL is not allowed\n"},
	{BYTES("{\"a\":1e999}"), "!1:number too large\n"},
};

static void
reads_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < CCR_LEN(rows); i++)
		check_transcript(rows[i].data, rows[i].n, ',', rows[i].expected);
}

/* 2^53 + 1 is the first whole number no double holds. */
static void
keeps_the_digits_of_identifiers(void **state)
{
	(void)state;
	check_transcript(BYTES("{\"a\":9007199254740993,\"b\":-9007199254740993}"), ',',
			 "a|b\n1:9007199254740993|-9007199254740993\n");
	check_transcript(BYTES("{\"a\":9007199254740992,\"b\":9007199254740994}"), ',',
			 "a|b\n1:9007199254740992|9007199254740994\n");
}

static void
stops_for_good(void **state)
{
	static const char data[] = "{\"a\":1}\n{\"b\":2}\n{\"a\":3}\n";
	struct ccr_source source;
	struct ccr_err err = {0};
	struct ccr_rows *in;
	struct ccr_row row;
	bool after;

	(void)state;
	ccr_source_memory(&source, "t", data, sizeof data - 1, 65536);
	in = ccr_rows_open(&source, ',', NULL, &err);
	assert_true(ccr_rows_next(in, &row, &err));
	assert_false(ccr_rows_next(in, &row, &err));
	after = ccr_rows_next(in, &row, &err);
	ccr_rows_close(in);
	ccr_err_release(&err);
	assert_false(after);
}

static void
check_nameless(const char *data, bool expected)
{
	struct ccr_source source;
	struct ccr_err err = {0};
	struct ccr_rows *in;
	bool seen;

	ccr_source_memory(&source, "t", data, strlen(data), 65536);
	in = ccr_rows_open(&source, ',', NULL, &err);
	assert_non_null(in);
	seen = ccr_rows_nameless(in);
	ccr_rows_close(in);
	assert_int_equal(seen, expected);
}

/* Only an array without objects has no header; an object without keys is a row. */
static void
nameless_is_only_the_empty_array(void **state)
{
	(void)state;
	check_nameless("[]", true);
	check_nameless("[{\"a\":1}]", false);
	check_nameless("a\n", false);
	check_nameless("[{}]", false);
	check_nameless("{}\n{}\n", false);
}

/* Blanks before the first value are allowed, however many. */
static void
skips_many_blanks(void **state)
{
	struct ccr_buf text = {0};
	char *seen;

	(void)state;
	ccr_buf_pad(&text, '\n', 70000);
	ccr_buf_puts(&text, "[{\"a\":1}]");
	seen = transcript(text.data, text.len, 65536, ',');
	ccr_buf_release(&text);
	assert_string_equal(seen, "a\n70001:1\n");
	free(seen);
}

static void
check_cell_size(size_t n, bool good)
{
	struct ccr_buf text = {0};
	char *seen;

	ccr_buf_puts(&text, "{\"a\":1}\n{\"a\":\"");
	ccr_buf_pad(&text, 'x', n);
	ccr_buf_puts(&text, "\"}\n{\"a\":3}\n");
	seen = transcript(text.data, text.len, 65536, ',');
	assert_string_equal(good ? seen + strlen(seen) - 5 : seen,
			    good ? "\n3:3\n" : "a\n1:1\n!2:a cell is larger than 1 MiB\n");
	free(seen);
	ccr_buf_release(&text);
}

static void
limits_cells(void **state)
{
	(void)state;
	check_cell_size(1 << 20, true);
	check_cell_size((1 << 20) + 1, false);
}

/* Objects with braces, quotes and escapes in their texts lie on the borders of slices. */
static void
slices_do_not_matter(void **state)
{
	static const char piece[] =
		"{\"k\":\"}\\\"{\\\\\",\n\"v\":\"\xf0\x9f\x98\x80\\ud83d\\ude00\"}";
	static const size_t chunks[] = {1, 3, 4096, 65535, 65536, 65537, 1 << 20};

	(void)state;
	for (int lines = 0; lines < 2; lines++) {
		for (size_t pad = 0; pad < sizeof piece; pad++) {
			struct ccr_buf text = {0}, expected = {0};
			size_t line = 1;
			ccr_buf_pad(&text, ' ', pad);
			ccr_buf_puts(&text, lines ? "" : "[");
			ccr_buf_puts(&expected, "k|v\n");
			while (text.len < 210 * 1024) {
				ccr_buf_puts(&text, line == 1 ? "" : lines ? "\n" : ",\n");
				ccr_buf_puts(&text, piece);
				ccr_buf_printf(&expected,
					       "%zu:}\"{\\|\xf0\x9f\x98\x80\xf0\x9f\x98\x80\n",
					       line);
				line += 2;
			}
			ccr_buf_puts(&text, lines ? "\n" : "\n]\n");
			for (size_t i = pad % 4; i < CCR_LEN(chunks); i += 4) {
				char *seen = transcript(text.data, text.len, chunks[i], ',');
				assert_string_equal(seen, expected.data);
				free(seen);
			}
			ccr_buf_release(&text);
			ccr_buf_release(&expected);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_documents),
		cmocka_unit_test(limits_depth),
		cmocka_unit_test(nodes_know_their_lines),
		cmocka_unit_test(gives_members),
		cmocka_unit_test(numbers_are_exact),
		cmocka_unit_test(reads_rows),
		cmocka_unit_test(keeps_the_digits_of_identifiers),
		cmocka_unit_test(stops_for_good),
		cmocka_unit_test(nameless_is_only_the_empty_array),
		cmocka_unit_test(skips_many_blanks),
		cmocka_unit_test(limits_cells),
		cmocka_unit_test(slices_do_not_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
