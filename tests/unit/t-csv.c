/* t-csv.c: the CSV reader: every trap of libcsv, each with its verdict, line and message. */
#include "unit.h"

#include "data/csvout.h"

#define QUOTE_OPEN "a quote that is opened here is never closed\n"
#define AFTER_QUOTE "text after a closing quote (double a quote inside a cell)\n"
#define INSIDE "a quote inside an unquoted cell (quote the cell and double the quote)\n"
#define BARE_CR "a carriage return without line feed\n"
#define EMPTY "!0:empty input: a header row was expected\n"
#define UTF16 "!1:this is UTF-16: save as UTF-8 (iconv -f UTF-16 -t UTF-8)\n"
#define NOT_UTF8 "not UTF-8 (save as UTF-8, or convert: iconv -f WINDOWS-1252 -t UTF-8)\n"
#define CUT_OFF "not UTF-8: the last character is cut off\n"
#define NUL "a NUL byte: not a text file\n"
#define LARGE "a cell is larger than 1 MiB (a stray quote?)\n"

struct text {
	const char *data;
	size_t n;
	const char *expected;
};

static const struct text good[] = {
	{BYTES("a,b\n1,2\n"), "a|b\n2:1|2\n"},
	{BYTES("a,b\n1,2"), "a|b\n2:1|2\n"},
	{BYTES("a,b\r\n1,2\r\n"), "a|b\n2:1|2\n"},
	{BYTES("a,b\r\n1,2\n3,4\r\n"), "a|b\n2:1|2\n3:3|4\n"},
	{BYTES("a,b\r1,2\r3,4\r"), "a|b\n2:1|2\n3:3|4\n"},
	{BYTES("a,b\r1,2\r3,4"), "a|b\n2:1|2\n3:3|4\n"},
	{BYTES("a,b\r\"x\ry\",2\r3,4\r"), "a|b\n2:x\\ry|2\n4:3|4\n"},
	{BYTES("a,b\n"), "a|b\n"},
	{BYTES("a,b"), "a|b\n"},
	{BYTES("a,b\r\n"), "a|b\n"},
	{BYTES("\xef\xbb\xbf"
	       "a,b\n1,2\n"),
	 "a|b\n2:1|2\n"},
	{BYTES("\xef\xbb\xbf\"a\",b\n1,2\n"), "a|b\n2:1|2\n"},
	/* only the first three bytes are a mark; further ones are data */
	{BYTES("\xef\xbb\xbf\xef\xbb\xbf"
	       "a\n1\n"),
	 "\xef\xbb\xbf"
	 "a\n2:1\n"},
	{BYTES(" a ,b\n 1 , 2\t\n"), " a |b\n2: 1 | 2\t\n"},
	{BYTES("a,b\n , \n"), "a|b\n2: | \n"},
	{BYTES("a\n \n\t\n"), "a\n2: \n3:\t\n"},
	{BYTES("a,b\n\"x\ny\",2\n3,4\n"), "a|b\n2:x\\ny|2\n4:3|4\n"},
	{BYTES("a,b\r\n\"x\r\ny\",2\r\n3,4\r\n"), "a|b\n2:x\\r\\ny|2\n4:3|4\n"},
	{BYTES("a,b\n\"x\ry\",2\n3,4\n"), "a|b\n2:x\\ry|2\n3:3|4\n"},
	{BYTES("a,b\n1,\"\n\n\n\"\n\"\n\",4\n5,6\n"), "a|b\n2:1|\\n\\n\\n\n6:\\n|4\n8:5|6\n"},
	{BYTES("\"a\nb\",c\n1,2\n"), "a\\nb|c\n3:1|2\n"},
	{BYTES("a\n\"x\"\"y\"\n\"\"\"\"\n"), "a\n2:x\"y\n3:\"\n"},
	{BYTES("a,b\n\",\",\"\"\n"), "a|b\n2:,|\n"},
	{BYTES("a,b\n,\n"), "a|b\n2:|\n"},
	{BYTES("a\n\"\"\nx\n"), "a\n2:\n3:x\n"},
	{BYTES("a\n\n\nx\n\ny\n\n\n"), "a\n2:\n3:\n4:x\n5:\n6:y\n"},
	{BYTES("a\r\n\r\nx\r\n\r\n"), "a\n2:\n3:x\n"},
	{BYTES("a\r\rx\r"), "a\n2:\n3:x\n"},
	{BYTES("a\n\n\n"), "a\n"},
	{BYTES("a,b\n1,2\n\n\r\n\n"), "a|b\n2:1|2\n"},
	{BYTES("a,b\r1,2\r\r\r"), "a|b\n2:1|2\n"},
	{BYTES("a,a,,\n1,2,3,4\n"), "a|a||\n2:1|2|3|4\n"},
	{BYTES("n\xc3\xa4me,\xe5\x90\x8d\n\xf0\x9f\x98\x80,\xc2\x80\n"),
	 "n\xc3\xa4me|\xe5\x90\x8d\n2:\xf0\x9f\x98\x80|\xc2\x80\n"},
	{BYTES("a;b,c\n1;2,3\n"), "a;b|c\n2:1;2|3\n"},
	{BYTES("a,b\n=1+1,007\n"), "a|b\n2:=1+1|007\n"},
};

static const struct text bad[] = {
	{BYTES(""), EMPTY},
	{BYTES(" \n\t\r\n"), EMPTY},
	{BYTES("\xef\xbb\xbf"), EMPTY},
	{BYTES("\na,b\n"), "!1:blank line\n"},
	{BYTES("\r\n\r\na\n"), "!1:blank line\n"},
	{BYTES("a,b\n1,2\n\n\n3,4\n"), "a|b\n2:1|2\n!3:blank line\n"},
	{BYTES("a,b\n\n1,2\n"), "a|b\n!2:blank line\n"},
	{BYTES("a,b\r\n1,2\r\n\r\n3,4\r\n"), "a|b\n2:1|2\n!3:blank line\n"},
	{BYTES("a,b\n1,\"x\n3,4\n5,6\n"), "a|b\n!2:" QUOTE_OPEN},
	{BYTES("a,b\n1,2\n\"1\n2\",\"x\n"), "a|b\n2:1|2\n!4:" QUOTE_OPEN},
	{BYTES("a,b\n\""), "a|b\n!2:" QUOTE_OPEN},
	{BYTES("\"a,b\n1,2\n"), "!1:" QUOTE_OPEN},
	{BYTES("a,b\n1,2\n\"x\"y,2\n5,6\n"), "a|b\n2:1|2\n!3:" AFTER_QUOTE},
	{BYTES("a,b\n\"x\" ,2\n"), "a|b\n!2:" AFTER_QUOTE},
	{BYTES("a,b\n\"x\ny\"z,2\n"), "a|b\n!3:" AFTER_QUOTE},
	{BYTES("a,b\n\"x\"\"y\"z,2\n"), "a|b\n!2:" AFTER_QUOTE},
	{BYTES("\"a\"b,c\nx,y\n"), "!1:" AFTER_QUOTE},
	{BYTES("a,b\n1,x\"y\n3,4\n"), "a|b\n!2:" INSIDE},
	{BYTES("a,b\n1, \"y\"\n"), "a|b\n!2:" INSIDE},
	{BYTES("a,b\n\"1\n\",x\"\n"), "a|b\n!3:" INSIDE},
	{BYTES("a,b\n1,2\r3,4\n"), "a|b\n2:1|2\n!2:" BARE_CR},
	{BYTES("a,b\n1,2\r"), "a|b\n2:1|2\n!2:" BARE_CR},
	{BYTES("a,b\n1,2\n\r"), "a|b\n2:1|2\n!3:" BARE_CR},
	{BYTES("a,b\r\r\n1,2\r\r\n"), "a|b\n!1:" BARE_CR},
	{BYTES("a,b\r\n1,2\r\r\n3,4\r\n"), "a|b\n2:1|2\n!2:" BARE_CR},
	{BYTES("a,b\n1\n"), "a|b\n!2:1 cell, but the header has 2 columns\n"},
	{BYTES("a,b\n1,2\n1,2,3\n4,5\n"), "a|b\n2:1|2\n!3:3 cells, but the header has 2 columns\n"},
	{BYTES("a,b\n1,2,3"), "a|b\n!2:3 cells, but the header has 2 columns\n"},
	{BYTES("a\n1,\n"), "a\n!2:2 cells, but the header has 1 column\n"},
	{BYTES("a,b\n\"x\n\n\"\n"), "a|b\n!2:1 cell, but the header has 2 columns\n"},
	{BYTES("a,b\n1,\0\n"), "a|b\n!2:" NUL},
	{BYTES("a\0b\n"), "!1:" NUL},
	{BYTES("\0"), "!1:" NUL},
	{BYTES("a,b\n\"x\n\ny\0z\n"), "a|b\n!4:" NUL},
	{BYTES("\xff\xfe"
	       "a\0,\0b\0\n\0"),
	 UTF16},
	{BYTES("\xfe\xff\0a\0,\0b\0\n"), UTF16},
	{BYTES("a\0,\0b\0\n\0"), "!1:" NUL},
	{BYTES("a,b\n1,\xff\n"), "a|b\n!2:" NOT_UTF8},
	{BYTES("a,b\n1,2\n3,caf\xe9,\n"), "a|b\n2:1|2\n!3:" NOT_UTF8},
	{BYTES("a,b\n1,\xc0\xaf\n"), "a|b\n!2:" NOT_UTF8},
	{BYTES("a,b\n1,\xed\xa0\x80\n"), "a|b\n!2:" NOT_UTF8},
	{BYTES("a,b\n1,\xf4\x90\x80\x80\n"), "a|b\n!2:" NOT_UTF8},
	{BYTES("caf\xe9,b\n1,2\n"), "!1:" NOT_UTF8},
	{BYTES("a,b\n\"x\ny\xff\",2\n"), "a|b\n!3:" NOT_UTF8},
	{BYTES("a,b\n1,\xc3"), "a|b\n!2:" CUT_OFF},
	{BYTES("a,b\n1,\xf0\x9f\x98"), "a|b\n!2:" CUT_OFF},
	{BYTES("a,b\n\"\n\xe2\x82"), "a|b\n!3:" CUT_OFF},
	/* the first of several faults is the one that is told */
	{BYTES("a,b\n1\n\"x\"y,2\n\xff\0"), "a|b\n!2:1 cell, but the header has 2 columns\n"},
	{BYTES("a,b\n\"x\"y\n1\n"), "a|b\n!2:" AFTER_QUOTE},
};

static void
reads_good_tables(void **state)
{
	(void)state;
	for (size_t i = 0; i < CCR_LEN(good); i++)
		check_transcript(good[i].data, good[i].n, ',', good[i].expected);
}

static void
refuses_bad_tables(void **state)
{
	(void)state;
	for (size_t i = 0; i < CCR_LEN(bad); i++)
		check_transcript(bad[i].data, bad[i].n, ',', bad[i].expected);
}

static void
takes_other_delimiters(void **state)
{
	(void)state;
	check_transcript(BYTES("a;b\n1,5;\"2;3\"\n"), ';', "a|b\n2:1,5|2;3\n");
	check_transcript(BYTES("a\tb\n1\t2\n\t\n"), '\t', "a|b\n2:1|2\n3:|\n");
	check_transcript(BYTES("\tb\n1\t2\n"), '\t', "|b\n2:1|2\n");
	check_transcript(BYTES("a|b\n1|2\n"), '|', "a|b\n2:1|2\n");
}

static void
check_end(const char *data, size_t n, size_t chunk, const char *end)
{
	char *seen = transcript(data, n, chunk, ',');
	size_t length = strlen(seen), width = strlen(end);

	assert_true(length >= width);
	assert_string_equal(seen + length - width, end);
	free(seen);
}

static void
line_feed_in_a_file_with_cr(void **state)
{
	struct ccr_buf text = {0};

	(void)state;
	ccr_buf_puts(&text, "a,b\r");
	for (int i = 0; i < 20000; i++)
		ccr_buf_puts(&text, "1,2\r");
	ccr_buf_puts(&text, "3,4\n5,6\r");
	check_end(text.data, text.len, 65536,
		  "\n20001:1|2\n!20002:a line feed in a file with CR line ends\n");
	check_end(text.data, text.len, 1,
		  "\n20001:1|2\n!20002:a line feed in a file with CR line ends\n");
	ccr_buf_release(&text);
}

/* A cell of n bytes in the second of two columns, quoted or not; is it read? */
static void
check_cell_size(size_t n, bool quoted, const char *problem)
{
	static const size_t chunks[] = {1, 4096, 65536, 1 << 22};
	struct ccr_buf text = {0};

	ccr_buf_puts(&text, quoted ? "a,b\n1,\"" : "a,b\n1,");
	ccr_buf_pad(&text, 'x', n);
	ccr_buf_puts(&text, quoted ? "\"\n3,4\n" : "\n3,4\n");
	for (size_t i = 0; i < CCR_LEN(chunks); i++)
		check_end(text.data, text.len, chunks[i], problem ? problem : "\n3:3|4\n");
	ccr_buf_release(&text);
}

static void
limits_cells_to_one_mebibyte(void **state)
{
	(void)state;
	for (int quoted = 0; quoted < 2; quoted++) {
		check_cell_size((1 << 20) - 1, quoted, NULL);
		check_cell_size(1 << 20, quoted, NULL);
		check_cell_size((1 << 20) + 1, quoted, "a|b\n!2:" LARGE);
		check_cell_size((1 << 20) + 65535, quoted, "a|b\n!2:" LARGE);
		check_cell_size((1 << 20) + 65536, quoted, "a|b\n!2:" LARGE);
		check_cell_size((1 << 20) + 65537, quoted, "a|b\n!2:" LARGE);
		check_cell_size(3 << 20, quoted, "a|b\n!2:" LARGE);
	}
}

static void
stray_quote_does_not_swallow_the_rest(void **state)
{
	struct ccr_buf text = {0};

	(void)state;
	ccr_buf_puts(&text, "a,b\n1,2\n3,\"4\n");
	for (int i = 0; i < 1 << 20; i++)
		ccr_buf_puts(&text, "5,6\n");
	check_end(text.data, text.len, 65536, "a|b\n2:1|2\n!3:" LARGE);
	check_end(text.data, text.len, 1000, "a|b\n2:1|2\n!3:" LARGE);
	ccr_buf_release(&text);
}

static void
check_columns(size_t n, const char *problem)
{
	struct ccr_buf text = {0};
	char end[64];

	for (size_t i = 0; i < n; i++)
		ccr_buf_printf(&text, "%sc%zu", i > 0 ? "," : "", i);
	ccr_buf_puts(&text, "\n");
	for (size_t i = 0; i < n; i++)
		ccr_buf_printf(&text, "%s%zu", i > 0 ? "," : "", i);
	ccr_buf_puts(&text, "\n");
	snprintf(end, sizeof end, "|%zu|%zu\n", n - 2, n - 1);
	check_end(text.data, text.len, 65536, problem ? problem : end);
	ccr_buf_release(&text);
}

static void
limits_columns(void **state)
{
	struct ccr_buf text = {0};

	(void)state;
	check_columns(20000, NULL);
	check_columns(65535, NULL);
	check_columns(65536, "!1:more than 65,535 columns\n");
	ccr_buf_puts(&text, "a,b\n1,2\n");
	ccr_buf_pad(&text, ',', 70000);
	check_end(text.data, text.len, 65536, "a|b\n2:1|2\n!3:more than 65,535 columns\n");
	ccr_buf_release(&text);
}

/* Quoted line ends, doubled quotes, wide characters and CRLF fall on the borders of slices, at each
 * of their bytes. */
static void
slices_do_not_matter(void **state)
{
	static const char piece[] =
		"\"x\ny\"\"\xe5\x90\x8d\r\n\",\"\"\r\nn\xc3\xa4me,\xf0\x9f\x98\x80\n";
	static const size_t chunks[] = {1, 2, 3, 7, 4096, 65535, 65536, 65537, 1 << 20};

	(void)state;
	for (size_t pad = 0; pad < sizeof piece; pad++) {
		struct ccr_buf text = {0}, expected = {0};
		size_t line = 2;
		ccr_buf_puts(&text, "a,b");
		ccr_buf_pad(&text, 'x', pad);
		ccr_buf_puts(&text, "\n");
		ccr_buf_puts(&expected, "a|b");
		ccr_buf_pad(&expected, 'x', pad);
		ccr_buf_puts(&expected, "\n");
		while (text.len < 210 * 1024) {
			ccr_buf_puts(&text, piece);
			ccr_buf_printf(&expected, "%zu:x\\ny\"\xe5\x90\x8d\\r\\n|\n", line);
			ccr_buf_printf(&expected, "%zu:n\xc3\xa4me|\xf0\x9f\x98\x80\n", line + 3);
			line += 4;
		}
		ccr_buf_puts(&text, "1\n");
		ccr_buf_printf(&expected, "!%zu:1 cell, but the header has 2 columns\n", line);
		for (size_t i = pad % 3; i < CCR_LEN(chunks); i += 3) {
			char *seen = transcript(text.data, text.len, chunks[i], ',');
			assert_string_equal(seen, expected.data);
			free(seen);
		}
		ccr_buf_release(&text);
		ccr_buf_release(&expected);
	}
}

/* Only some columns, in another order and one of them twice. */
static void
hands_out_what_is_wanted(void **state)
{
	static const char data[] = "a,b,c,d\n1,2,3,4\n5,6,7,8\n";
	struct ccr_source source;
	struct ccr_err err = {0};
	struct ccr_rows *rows;
	struct ccr_row row;

	(void)state;
	ccr_source_memory(&source, "t", data, sizeof data - 1, 5);
	rows = ccr_rows_open(&source, ',', NULL, &err);
	assert_non_null(rows);
	assert_false(ccr_rows_nameless(rows));
	assert_int_equal(ccr_rows_want(rows, 3), 0);
	assert_int_equal(ccr_rows_want(rows, 1), 1);
	assert_int_equal(ccr_rows_want(rows, 3), 0);
	assert_true(ccr_rows_next(rows, &row, &err));
	assert_string_equal(row.cell[0].p, "4");
	assert_string_equal(row.cell[1].p, "2");
	assert_true(ccr_rows_next(rows, &row, &err));
	assert_string_equal(row.cell[0].p, "8");
	assert_string_equal(row.cell[1].p, "6");
	assert_int_equal(row.line, 3);
	assert_false(ccr_rows_next(rows, &row, &err));
	assert_false(ccr_rows_next(rows, &row, &err));
	assert_int_equal(err.n, 0);
	ccr_rows_close(rows);
}

static void
counts_rows_without_columns(void **state)
{
	static const char data[] = "a\n1\n\n3\n";
	struct ccr_source source;
	struct ccr_err err = {0};
	struct ccr_rows *rows;
	struct ccr_row row;
	size_t n = 0;

	(void)state;
	ccr_source_memory(&source, "t", data, sizeof data - 1, 65536);
	rows = ccr_rows_open(&source, ',', NULL, &err);
	assert_non_null(rows);
	while (ccr_rows_next(rows, &row, &err))
		assert_int_equal(row.line, 2 + n++);
	assert_int_equal(n, 3);
	ccr_rows_close(rows);
}

/* After a fault the reader stays at its end. */
static void
stops_for_good(void **state)
{
	static const char data[] = "a,b\n1\n3,4\n";
	struct ccr_source source;
	struct ccr_err err = {0};
	struct ccr_rows *rows;
	struct ccr_row row;

	(void)state;
	ccr_source_memory(&source, "t", data, sizeof data - 1, 65536);
	rows = ccr_rows_open(&source, ',', NULL, &err);
	assert_false(ccr_rows_next(rows, &row, &err));
	assert_false(ccr_rows_next(rows, &row, &err));
	ccr_rows_close(rows);
	ccr_err_release(&err);
}

static void
check_written(const char *text, size_t n, bool alone, const char *expected)
{
	struct ccr_buf out = {0};

	ccr_csv_cell(&out, text, n, alone);
	assert_string_equal(out.data, expected);
	ccr_buf_release(&out);
}

static void
quotes_what_needs_it(void **state)
{
	(void)state;
	check_written(BYTES(""), false, "");
	check_written(BYTES(""), true, "\"\"");
	check_written(BYTES("x"), true, "x");
	check_written(BYTES("a b"), false, "a b");
	check_written(BYTES(" a"), false, "\" a\"");
	check_written(BYTES("a\t"), false, "\"a\t\"");
	check_written(BYTES("a,b"), false, "\"a,b\"");
	check_written(BYTES("a\"b"), false, "\"a\"\"b\"");
	check_written(BYTES("a\nb"), false, "\"a\nb\"");
	check_written(BYTES("a\rb"), false, "\"a\rb\"");
	check_written(BYTES("-3.5"), false, "-3.5");
	check_written(BYTES("=1"), false, "=1");
}

/* What is written reads back: random cells of the characters that matter. */
static void
written_cells_read_back(void **state)
{
	static const char *const parts[] = {"a", ",", "\"", "\n", "\r", " ", "\xc3\xa4", "", "7"};
	uint64_t seed = 1;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct ccr_buf text = {0}, expected = {0}, cell = {0};
		size_t columns = 1 + random_bits(&seed) % 3, line = 2;
		ccr_buf_puts(&text, columns == 1 ? "h\n" : columns == 2 ? "h,h\n" : "h,h,h\n");
		ccr_buf_puts(&expected, columns == 1 ? "h\n" : columns == 2 ? "h|h\n" : "h|h|h\n");
		for (size_t row = random_bits(&seed) % 4; row > 0; row--) {
			ccr_buf_printf(&expected, "%zu:", line);
			for (size_t i = 0; i < columns; i++) {
				struct ccr_cell view;
				ccr_buf_clear(&cell);
				ccr_buf_puts(&cell, "");
				for (size_t k = random_bits(&seed) % 5; k > 0; k--)
					ccr_buf_puts(&cell,
						     parts[random_bits(&seed) % CCR_LEN(parts)]);
				for (size_t k = 0; k < cell.len; k++)
					line += cell.data[k] == '\n';
				view = (struct ccr_cell){cell.data, cell.len};
				ccr_buf_puts(&text, i > 0 ? "," : "");
				ccr_csv_cell(&text, cell.data, cell.len, columns == 1);
				ccr_buf_puts(&expected, i > 0 ? "|" : "");
				add_cell(&expected, &view);
			}
			ccr_buf_puts(&text, "\n");
			ccr_buf_puts(&expected, "\n");
			line++;
		}
		check_transcript(text.data, text.len, ',', expected.data);
		ccr_buf_release(&text);
		ccr_buf_release(&expected);
		ccr_buf_release(&cell);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_good_tables),
		cmocka_unit_test(refuses_bad_tables),
		cmocka_unit_test(takes_other_delimiters),
		cmocka_unit_test(line_feed_in_a_file_with_cr),
		cmocka_unit_test(limits_cells_to_one_mebibyte),
		cmocka_unit_test(stray_quote_does_not_swallow_the_rest),
		cmocka_unit_test(limits_columns),
		cmocka_unit_test(slices_do_not_matter),
		cmocka_unit_test(hands_out_what_is_wanted),
		cmocka_unit_test(counts_rows_without_columns),
		cmocka_unit_test(stops_for_good),
		cmocka_unit_test(quotes_what_needs_it),
		cmocka_unit_test(written_cells_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
