/* t-dialect.c: foreign exports: whose they are, the names of their columns, their encodings. */
#include "unit.h"

#include <iconv.h>

#include "data/cursor.h"
#include "data/dialect.h"

/* Reads in pieces of 1, 7 and 65536 bytes.  The transcript begins with what was found: dialect,
 * header rows, delimiter, and what is renamed. */
static char *
found(const char *data, size_t n, size_t chunk, const struct ccr_reading *reading)
{
	struct ccr_source source;
	struct ccr_err err = {0};
	struct ccr_buf out = {0};
	struct ccr_rows *rows;
	const struct ccr_dialect *d;

	ccr_buf_puts(&out, "");
	ccr_source_memory(&source, "t", data, n, chunk);
	rows = ccr_rows_open(&source, ',', reading, &err);
	d = rows ? ccr_rows_dialect(rows) : NULL;
	if (d)
		ccr_buf_printf(&out, "%s %zu %c", ccr_dialect_title(d), d->header_rows,
			       d->delimiter == '\t' ? 't' : d->delimiter);
	for (size_t i = 0; d && i < d->n_renamed; i++)
		ccr_buf_printf(&out, " <%s>", d->renamed[i]);
	ccr_buf_puts(&out, d ? "\n" : "");
	ccr_rows_close(rows);
	ccr_err_release(&err);
	return ccr_buf_detach(&out);
}

static void
check(const char *data, size_t n, struct ccr_reading reading, const char *expected)
{
	static const size_t chunks[] = {1, 7, 65536};

	for (size_t i = 0; i < CCR_LEN(chunks); i++) {
		char *what = found(data, n, chunks[i], &reading);
		char *seen = transcript_as(data, n, chunks[i], ',', &reading);
		char *both = ccr_printf("%s%s", what, seen);
		assert_string_equal(both, expected);
		free(both);
		free(seen);
		free(what);
	}
}

static const struct ccr_reading automatic;

#define AS(kind) ((struct ccr_reading){.dialect = CCR_DIALECT_##kind})
#define ROWS(kind, n) ((struct ccr_reading){.dialect = CCR_DIALECT_##kind, .header_rows = (n)})
#define IN(kind, code) ((struct ccr_reading){.dialect = CCR_DIALECT_##kind, .encoding = (code)})

static void
surveymonkey(void **state)
{
	(void)state;
	check(BYTES("Respondent ID,Collector ID,\"Safe?\",\"Seen,\nwhich\",,,Why?,,\n"
		    ",,Response,One,Two,Other (please specify),Open-Ended Response,,Row\n"
		    "11,1,Yes,One,,x,\"a\nb\",,r\n12,1,No,,,,,,\n"),
	      automatic,
	      "SurveyMonkey 2 , <#8>\n"
	      "Respondent ID|Collector ID|Safe?|Seen, which [One]|Seen, which [Two]|"
	      "Seen, which [Other (please specify)]|Why?|#8|Why? [Row]\n"
	      "4:11|1|Yes|One||x|a\\nb||r\n6:12|1|No||||||\n");
	/* any case, no blank, repeated questions and choices, no answers */
	check(BYTES("respondentid,Q,,Q\n,A,A,Response\n"), automatic,
	      "SurveyMonkey 2 , <Q [A] (2)>\nrespondentid|Q [A]|Q [A] (2)|Q\n");
	check(BYTES("RespondentID;Q\n;Response\n1;x\n"), automatic,
	      "SurveyMonkey 2 ;\nRespondentID|Q\n3:1|x\n");
	/* no second header row: an answer, a respondent, nothing that a header has */
	check(BYTES("Respondent ID,Q\n1,Response\n"), automatic,
	      "plain 1 ,\nRespondent ID|Q\n2:1|Response\n");
	check(BYTES("Respondent ID,Q\n,Yes\n"), automatic, "plain 1 ,\nRespondent ID|Q\n2:|Yes\n");
	check(BYTES("Respondent,Q,\n,Response,x\n"), automatic,
	      "plain 1 ,\nRespondent|Q|\n2:|Response|x\n");
	/* said, and other numbers of rows */
	check(BYTES("id,Q,\n,a,b\n1,x,y\n"), AS(SURVEYMONKEY),
	      "SurveyMonkey 2 ,\nid|Q [a]|Q [b]\n3:1|x|y\n");
	check(BYTES("id,Q,\n1,x,y\n"), ROWS(SURVEYMONKEY, 1),
	      "SurveyMonkey 1 , <#3>\nid|Q|#3\n2:1|x|y\n");
	check(BYTES("RespondentID,Q,,Z\n,a,b,Response\n,c,,\n1,x,y,z\n"), ROWS(AUTO, 3),
	      "SurveyMonkey 3 ,\nRespondentID|Q [a - c]|Q [b]|Z\n4:1|x|y|z\n");
	/* labels before any question */
	check(BYTES(",Q\na,Response\n1,2\n"), AS(SURVEYMONKEY), "SurveyMonkey 2 ,\na|Q\n3:1|2\n");
}

#define IMPORT(id) "\"{\"\"ImportId\"\":\"\"" id "\"\"}\""

static void
qualtrics(void **state)
{
	(void)state;
	check(BYTES("Status,Q1,Q2 - Topics\nStatus,\"How\nsafe?\",\"A, b\"\n" IMPORT(
		      "status") "," IMPORT("QID1") "," IMPORT("QID2") "\n0,2,\n"),
	      automatic, "Qualtrics 3 ,\nStatus|Q1|Q2 - Topics\n5:0|2|\n");
	/* somebody deleted the second row */
	check(BYTES("Status,Q1\n" IMPORT("status") "," IMPORT("QID1") "\n0,2\n"), automatic,
	      "Qualtrics 2 ,\nStatus|Q1\n3:0|2\n");
	check(BYTES("Status,Q1\n" IMPORT("status") "," IMPORT("QID1") "\n0,2\n"), AS(QUALTRICS),
	      "Qualtrics 2 ,\nStatus|Q1\n3:0|2\n");
	/* rows that are not known for header rows are answers */
	check(BYTES("Status,Q1\n0,2\n0,3\n0,4\n"), AS(QUALTRICS),
	      "Qualtrics 1 ,\nStatus|Q1\n2:0|2\n3:0|3\n4:0|4\n");
	check(BYTES("\xef\xbb\xbfV1,V7,Q1,\nResponseID,Status,How safe?,\nR_1,0,2,\n"), automatic,
	      "Qualtrics 2 , <#4>\nV1|V7|Q1|#4\n3:R_1|0|2|\n");
	check(BYTES("V1,V2\n1,2\n"), automatic, "plain 1 ,\nV1|V2\n2:1|2\n");
}

static void
one_row_dialects(void **state)
{
	(void)state;
	check(BYTES("Timestamp,\"Safe?\nReally?\", a  b \n8/31/2023 19:08:16,Yes,\"x, y\"\n"),
	      automatic,
	      "Google Forms 1 ,\nTimestamp|Safe? Really?|a  b\n3:8/31/2023 19:08:16|Yes|x, y\n");
	check(BYTES("timestamp,Q\n1,2\n"), automatic, "plain 1 ,\ntimestamp|Q\n2:1|2\n");
	check(BYTES("ID,Start time,Completion time,Email,Q\n1,a,b,c,\"x;y;\"\n"), automatic,
	      "Microsoft Forms 1 ,\nID|Start time|Completion time|Email|Q\n2:1|a|b|c|x;y;\n");
	check(BYTES("\"start\";\"end\";\"home/safe\";\"_id\";\"_uuid\"\n"
		    "\"1\";\"2\";\"yes, no\";\"7\";\"u\"\n"),
	      automatic, "KoboToolbox 1 ;\nstart|end|home/safe|_id|_uuid\n2:1|2|yes, no|7|u\n");
	check(BYTES("a,_id,_uuid\n#adm1+name,,\n1,2,3\n"), automatic,
	      "KoboToolbox 2 ,\na|_id|_uuid\n3:1|2|3\n");
	check(BYTES("a,_id,_uuid\n#adm1+name,2,\n"), automatic,
	      "KoboToolbox 1 ,\na|_id|_uuid\n2:#adm1+name|2|\n");
	check(BYTES("\xef\xbb\xbf\"id\",\"submitdate\",\"Q01[SQ1]\"\n\"1\",\"\",\"N/A\"\n"),
	      automatic, "LimeSurvey 1 ,\nid|submitdate|Q01[SQ1]\n2:1||N/A\n");
	check(BYTES("id. Response ID\tG1. Safe?\n1\tY\n"), automatic,
	      "LimeSurvey 1 t\nid. Response ID|G1. Safe?\n2:1|Y\n");
	check(BYTES("id,Q01[SQ1],Q01[SQ1]\n1,Y,\n"), automatic,
	      "LimeSurvey 1 , <Q01[SQ1] (2)>\nid|Q01[SQ1]|Q01[SQ1] (2)\n2:1|Y|\n");
	check(BYTES("id,safe,age [years]\n1,2,3\n"), automatic,
	      "plain 1 ,\nid|safe|age [years]\n2:1|2|3\n");
}

static void
names_become_unique(void **state)
{
	(void)state;
	check(BYTES("X,X,,X,\n1,2,3,4,5\n"), AS(GOOGLE),
	      "Google Forms 1 , <X (2)> <#3> <X (3)> <#5>\nX|X (2)|#3|X (3)|#5\n2:1|2|3|4|5\n");
	/* names of the file stay where they are */
	check(BYTES("X,X,X (2),#5,,X,#5,X (2)\n1,2,3,4,5,6,7,8\n"), AS(GOOGLE),
	      "Google Forms 1 , <X (3)> <#5 (2)> <X (4)> <#5 (3)> <X (2) (2)>\n"
	      "X|X (3)|X (2)|#5|#5 (2)|X (4)|#5 (3)|X (2) (2)\n2:1|2|3|4|5|6|7|8\n");
	check(BYTES("X,X,\n1,2,3\n"), AS(PLAIN), "plain 1 ,\nX|X|\n2:1|2|3\n");
	/* plain rows keep their blanks and line ends */
	check(BYTES(" a ,\"b\nc\"\n1,2\n"), automatic, "plain 1 ,\n a |b\\nc\n3:1|2\n");
}

static void
header_rows(void **state)
{
	(void)state;
	check(BYTES("a,,\"c\nd\"\nb,B,\n,x,y\n1,2,3\n"), ROWS(PLAIN, 3),
	      "plain 3 ,\na - b|B - x|c\\nd - y\n5:1|2|3\n");
	check(BYTES("a,\na,\n1,2\n"), ROWS(AUTO, 2), "plain 2 , <#2>\na - a|#2\n3:1|2\n");
	check(BYTES("a\nb\nc\nd\ne\nf\ng\nh\ni\n\nj\n"), ROWS(PLAIN, 9),
	      "plain 9 ,\na - b - c - d - e - f - g - h - i\n10:\n11:j\n");
	check(BYTES("a,b\r1,2\r\"3\r4\",5\r"), ROWS(PLAIN, 2),
	      "plain 2 ,\na - 1|b - 2\n3:3\\r4|5\n");
	check(BYTES("a,b\n"), ROWS(PLAIN, 2),
	      "!0:2 header rows were expected, but the input ends after 1\n");
	check(BYTES("a,b\n\"1\nx\",2,3\n"), ROWS(PLAIN, 2),
	      "!2:3 cells, but the header has 2 columns\n");
	check(BYTES("a,b\n\n1,2\n"), ROWS(PLAIN, 2), "!2:blank line\n");
	check(BYTES("a,b\n1,\"2\n3\n\"\n4\n"), ROWS(PLAIN, 2),
	      "plain 2 ,\na - 1|b - 2\\n3\\n\n!5:1 cell, but the header has 2 columns\n");
	/* what tells the dialect is behind the rows that are read as header */
	check(BYTES("RespondentID,Q\n,Response\n1,x\n"), ROWS(AUTO, 1),
	      "SurveyMonkey 1 ,\nRespondentID|Q\n2:|Response\n3:1|x\n");
}

static void
delimiters(void **state)
{
	const struct ccr_reading given = {.delimiter_given = true};

	(void)state;
	check(BYTES("Timestamp;Q\n1;2\n"), automatic, "Google Forms 1 ;\nTimestamp|Q\n2:1|2\n");
	check(BYTES("Timestamp;Q\n1;2\n"), given, "plain 1 ,\nTimestamp;Q\n2:1;2\n");
	/* plain rows keep the one they are said to have */
	check(BYTES("a;b\n1;2\n"), automatic, "plain 1 ,\na;b\n2:1;2\n");
	/* a dialect that does not show itself: most columns, the first of equals */
	check(BYTES("a;b,c;d\n1;2,3;4\n"), AS(KOBO), "KoboToolbox 1 ;\na|b,c|d\n2:1|2,3|4\n");
	check(BYTES("a;b,c\n1;2,3\n"), AS(KOBO), "KoboToolbox 1 ,\na;b|c\n2:1;2|3\n");
	check(BYTES("a;b\tc\n1;2\t3\n"), AS(KOBO), "KoboToolbox 1 ;\na|b c\n2:1|2\t3\n");
	check(BYTES("a\tb\n1\t2\n"), AS(LIMESURVEY), "LimeSurvey 1 t\na|b\n2:1|2\n");
	check(BYTES("a,b,c,d;_id;_uuid\n1,2,3,4;5;6\n"), AS(KOBO),
	      "KoboToolbox 1 ;\na,b,c,d|_id|_uuid\n2:1,2,3,4|5|6\n");
	/* another dialect's signature does not decide what was said */
	check(BYTES("Timestamp,a;_id;_uuid\n1,2;3;4\n"), AS(KOBO),
	      "KoboToolbox 1 ;\nTimestamp,a|_id|_uuid\n2:1,2|3|4\n");
}

/* Every byte of every encoding, as the C library has them. */
static void
encodings_are_those_of_iconv(void **state)
{
	static const struct {
		enum ccr_encoding encoding;
		const char *name;
	} all[] = {{CCR_WINDOWS_1252, "CP1252"},
		   {CCR_CP1252, "CP1252"},
		   {CCR_ISO_8859_1, "ISO-8859-1"},
		   {CCR_MACROMAN, "MACINTOSH"}};
	size_t compared = 0;

	(void)state;
	for (size_t i = 0; i < CCR_LEN(all); i++) {
		iconv_t code = iconv_open("UTF-8", all[i].name);
		for (int c = 0; code != (iconv_t)-1 && c < 256; c++) {
			char byte = (char)c, *in = &byte, text[8] = "", *to = text;
			size_t n = 1, left = sizeof text - 1;
			struct ccr_buf out = {0};
			bool good;
			/* Apple's increment and apple are a delta and private there. */
			if (all[i].encoding == CCR_MACROMAN && (c == 0xc6 || c == 0xf0))
				continue;
			good = iconv(code, &in, &n, &to, &left) != (size_t)-1;
			byte = (char)c;
			assert_int_equal(ccr_decode(all[i].encoding, &byte, 1, &out), good);
			if (good && c > 0)
				assert_string_equal(out.data, text);
			ccr_buf_release(&out);
			compared++;
		}
		if (code != (iconv_t)-1)
			iconv_close(code);
	}
	if (compared == 0)
		skip();
}

#define NO_CHARACTER "a byte that is no character in this encoding (is --encoding another one?)\n"
#define NOT_UTF8 "not UTF-8 (--encoding says what it is: windows-1252 is common)\n"
#define MARKED "!1:this is UTF-8, a mark at its beginning says: no --encoding is needed\n"

static void
decodes(void **state)
{
	(void)state;
	check(BYTES("n\xe4me,\x80\n\x93x\x94,\"\xff\n\"\n1,2\n"), IN(AUTO, CCR_WINDOWS_1252),
	      "plain 1 ,\nn\xc3\xa4me|\xe2\x82\xac\n"
	      "2:\xe2\x80\x9cx\xe2\x80\x9d|\xc3\xbf\\n\n4:1|2\n");
	check(BYTES("n\x8ame,b\r\"1\r\xca\",\xd0\r3,\x9f\r"), IN(AUTO, CCR_MACROMAN),
	      "plain 1 ,\nn\xc3\xa4me|b\n2:1\\r\xc2\xa0|\xe2\x80\x93\n4:3|\xc3\xbc\n");
	check(BYTES("n\xe4me,b\r1,\x85\r"), IN(AUTO, CCR_ISO_8859_1),
	      "plain 1 ,\nn\xc3\xa4me|b\n2:1|\xc2\x85\n");
	check(BYTES("RespondentID,Caf\xe9,\n,\x80,Response\n1,2,3\n"), IN(AUTO, CCR_CP1252),
	      "SurveyMonkey 2 ,\nRespondentID|Caf\xc3\xa9 [\xe2\x82\xac]|Caf\xc3\xa9\n"
	      "3:1|2|3\n");
	/* five bytes of windows-1252 are no characters */
	check(BYTES("a,b\n1,2\n\"3\n\x81\",4\n"), IN(AUTO, CCR_WINDOWS_1252),
	      "plain 1 ,\na|b\n2:1|2\n!4:" NO_CHARACTER);
	check(BYTES("a,b\n1,\x8d\n"), IN(AUTO, CCR_WINDOWS_1252),
	      "plain 1 ,\na|b\n!2:" NO_CHARACTER);
	check(BYTES("a\x8f,b\n1,2\n"), IN(AUTO, CCR_WINDOWS_1252), "!1:" NO_CHARACTER);
	/* the first fault counts */
	check(BYTES("a,b\n1,\0\x81\n"), IN(PLAIN, CCR_WINDOWS_1252),
	      "plain 1 ,\na|b\n!2:a NUL byte: not a text file\n");
	check(BYTES("\xef\xbb\xbf"
		    "a\n1\n"),
	      IN(AUTO, CCR_WINDOWS_1252), MARKED);
	check(BYTES("a,b\n1,\xe4\n"), automatic, "plain 1 ,\na|b\n!2:" NOT_UTF8);
	check(BYTES("a\xe4,b\n1,2\n"), automatic, "!1:" NOT_UTF8);
}

static void
slices_of_long_files(void **state)
{
	struct ccr_buf text = {0};
	const struct ccr_reading reading = IN(AUTO, CCR_ISO_8859_1);
	char *one, *other;

	(void)state;
	ccr_buf_puts(&text, "Timestamp,Q\r");
	for (int i = 0; i < 60000; i++)
		ccr_buf_printf(&text, "%d,\xe4\xf6\r", i);
	one = transcript_as(text.data, text.len, 65536, ',', &reading);
	other = transcript_as(text.data, text.len, 4099, ',', &reading);
	assert_string_equal(one, other);
	assert_non_null(strstr(one, "\n60001:59999|\xc3\xa4\xc3\xb6\n"));
	free(one);
	free(other);
	ccr_buf_release(&text);
}

/* Headers longer than what is read ahead. */
static void
long_headers(void **state)
{
	struct ccr_buf text = {0};
	char *what;

	(void)state;
	ccr_buf_puts(&text, "RespondentID");
	for (int i = 0; i < 3000; i++)
		ccr_buf_printf(&text, ",question %d %0100d", i, 0);
	ccr_buf_puts(&text, "\n");
	for (int i = 0; i < 3000; i++)
		ccr_buf_puts(&text, ",Response");
	ccr_buf_puts(&text, "\n");
	what = found(text.data, text.len, 65536, &automatic);
	assert_string_equal(what, "SurveyMonkey 2 ,\n");
	free(what);
	what = found(text.data, text.len, 1000, &automatic);
	assert_string_equal(what, "SurveyMonkey 2 ,\n");
	free(what);
	ccr_buf_release(&text);
}

static void
names_are_limited(void **state)
{
	struct ccr_buf text = {0};
	struct ccr_source source;
	struct ccr_err err = {0};
	struct ccr_reading reading = AS(SURVEYMONKEY);

	(void)state;
	ccr_buf_pad(&text, 'x', 1 << 20);
	ccr_buf_pad(&text, ',', 2000);
	ccr_buf_puts(&text, "\n");
	for (int i = 0; i < 2000; i++)
		ccr_buf_puts(&text, "a,");
	ccr_buf_puts(&text, "a\n");
	ccr_source_memory(&source, "t", text.data, text.len, 65536);
	assert_null(ccr_rows_open(&source, ',', &reading, &err));
	assert_string_equal(err.fault[0].text, "the names of the columns are longer than 64 MiB "
					       "(are there fewer header rows?)");
	ccr_err_release(&err);
	ccr_buf_release(&text);
}

static void
json_has_no_dialect(void **state)
{
	(void)state;
	check(BYTES("[{\"Timestamp\":1,\"Timestamp (2)\":\"\xc3\xa4\"}]"),
	      IN(KOBO, CCR_WINDOWS_1252), "Timestamp|Timestamp (2)\n1:1|\xc3\xa4\n");
}

static void
knows_what_is_no_question(void **state)
{
	static const struct {
		enum ccr_dialect_kind kind;
		const char *is, *is_not;
	} all[] = {
		{CCR_DIALECT_SURVEYMONKEY, "ip address", "IP"},
		{CCR_DIALECT_SURVEYMONKEY, "Email Address (2)", "Email Address (x)"},
		{CCR_DIALECT_SURVEYMONKEY, "Email Address (13)", "Email Address(2)"},
		{CCR_DIALECT_QUALTRICS, "RecipientEmail", "V1"},
		{CCR_DIALECT_GOOGLE, "Timestamp", " (2)"},
		{CCR_DIALECT_KOBO, "_submission_time", "group/start"},
		{CCR_DIALECT_LIMESURVEY, "ipaddr. IP address", "G01. id"},
		{CCR_DIALECT_LIMESURVEY, "token", "tokens"},
		{CCR_DIALECT_MSFORMS, "Completion time", "Time"},
	};
	const struct ccr_dialect legacy = {CCR_DIALECT_QUALTRICS, .header_rows = 2},
				 plain = {CCR_DIALECT_PLAIN, .header_rows = 1};

	(void)state;
	for (size_t i = 0; i < CCR_LEN(all); i++) {
		struct ccr_dialect d = {all[i].kind, .header_rows = 1};
		assert_true(ccr_dialect_is_metadata(&d, all[i].is));
		assert_false(ccr_dialect_is_metadata(&d, all[i].is_not));
	}
	assert_true(ccr_dialect_is_metadata(&legacy, "V10"));
	assert_false(ccr_dialect_is_metadata(&legacy, "V11"));
	assert_false(ccr_dialect_is_metadata(&plain, "Timestamp"));
	assert_false(ccr_dialect_is_metadata(NULL, "Timestamp"));
}

static void
knows_spellings(void **state)
{
	struct ccr_dialect d = {.kind = CCR_DIALECT_LIMESURVEY};

	(void)state;
	assert_string_equal(ccr_dialect_missing(&d)[0], "N/A");
	assert_null(ccr_dialect_missing(&d)[1]);
	assert_null(ccr_dialect_separator(&d));
	d.kind = CCR_DIALECT_SURVEYMONKEY;
	assert_string_equal(ccr_dialect_missing(&d)[0], "Not selected");
	d.kind = CCR_DIALECT_GOOGLE;
	assert_string_equal(ccr_dialect_separator(&d), ", ");
	assert_null(ccr_dialect_missing(&d)[0]);
	d.kind = CCR_DIALECT_MSFORMS;
	assert_string_equal(ccr_dialect_separator(&d), ";");
	d.kind = CCR_DIALECT_KOBO;
	assert_string_equal(ccr_dialect_separator(&d), " ");
	assert_null(ccr_dialect_missing(NULL)[0]);
	assert_null(ccr_dialect_separator(NULL));
}

static void
check_said(enum ccr_dialect_kind kind, size_t header_rows, char delimiter, size_t renamed,
	   const char *expected)
{
	const char *names[] = {"a", "b", "c", "d", "e", "f", "g"};
	const struct ccr_dialect d = {.kind = kind,
				      .header_rows = header_rows,
				      .delimiter = delimiter,
				      .renamed = names,
				      .n_renamed = renamed};
	struct ccr_buf out = {0};

	ccr_buf_puts(&out, "");
	ccr_dialect_describe(&d, &out);
	assert_string_equal(out.data, expected);
	ccr_buf_release(&out);
}

static void
says_what_was_found(void **state)
{
	(void)state;
	check_said(CCR_DIALECT_PLAIN, 2, ';', 0, "");
	check_said(CCR_DIALECT_PLAIN, 1, ';', 1,
		   "columns without a name of their own are called 'a'");
	check_said(CCR_DIALECT_QUALTRICS, 3, ',', 0, "read as a Qualtrics export: 3 header rows");
	check_said(CCR_DIALECT_KOBO, 1, ';', 7,
		   "read as a KoboToolbox export: 1 header row, ';' between cells; columns without "
		   "a name of their own are called 'a', 'b', 'c', 'd', 'e' and 2 more");
	check_said(CCR_DIALECT_KOBO, 1, '\t', 0,
		   "read as a KoboToolbox export: 1 header row, tabs between cells");
}

/* The rows of two files through a cursor: the cells of Q, the ledger, the faults. */
static void
check_cursor(const char *a, const char *b, const char *expected)
{
	struct ccr_source source[2];
	struct ccr_ledger ledger = {0};
	struct ccr_err err = {0};
	struct ccr_input input = {.source = source,
				  .n = b ? 2 : 1,
				  .delimiter = ',',
				  .reading = &automatic,
				  .ledger = &ledger};
	struct ccr_column column[] = {{.name = "Q", .type = CCR_COUNT},
				      {.name = "rest", .type = CCR_REST}};
	struct ccr_buf out = {0};
	struct ccr_cursor *rows;

	ccr_buf_puts(&out, "");
	ccr_source_memory(&source[0], "a", a, strlen(a), 65536);
	ccr_source_memory(&source[1], "b", b ? b : "", b ? strlen(b) : 0, 65536);
	rows = ccr_cursor_open(&input, column, 2, &err);
	while (rows && ccr_cursor_next(rows)) {
		assert_non_null(ccr_cursor_dialect(rows));
		ccr_buf_printf(&out, "%zu:%s ", ccr_cursor_line(rows), column[0].text);
	}
	if (rows && err.n == 0)
		assert_null(ccr_cursor_dialect(rows));
	ccr_cursor_close(rows);
	ccr_ledger_csv(&ledger, &out);
	add_faults(&out, &err);
	assert_string_equal(out.data, expected);
	ccr_columns_release(column, 2);
	ccr_buf_release(&out);
	ccr_ledger_release(&ledger);
	ccr_err_release(&err);
}

#define LEDGER "program,input,item,reason,n\n"

static void
previews_are_no_answers(void **state)
{
	(void)state;
	ccr_program_name = "t";
	check_cursor("Q,Status,DistributionChannel\nx,y,z\n" IMPORT("q") "," IMPORT(
			     "status") "," IMPORT("channel") "\n1,0,anonymous\nbad,1,preview\n"
							     "3,Survey Preview,\n4,0,preview\n"
							     "5,IP Address,email\n",
		     NULL,
		     "4:1 8:5 " LEDGER "t,a,read,,5\nt,a,used,,2\n"
		     "t,a,excluded,\"a preview, not an answer\",3\n");
	check_cursor("V1,V7,Q\nResponseID,Status,How?\nR_1,0,1\nR_2,1,2\n", NULL,
		     "3:1 " LEDGER "t,a,read,,2\nt,a,used,,1\n"
		     "t,a,excluded,\"a preview, not an answer\",1\n");
	/* elsewhere these are answers */
	check_cursor("Q,Status\n1,1\n2,preview\n", NULL,
		     "2:1 3:2 " LEDGER "t,a,read,,2\nt,a,used,,2\n");
}

static void
several_files(void **state)
{
	(void)state;
	ccr_program_name = "t";
	check_cursor("RespondentID,Q\n,Response\n1,2\n", "RespondentID,Q\n,Response\n1,3\n",
		     "3:2 3:3 " LEDGER "t,a,read,,1\nt,a,used,,1\nt,b,read,,1\nt,b,used,,1\n");
	check_cursor("RespondentID,Q\n,Response\n1,2\n", "RespondentID,Q\n1,3\n",
		     "3:2 " LEDGER "t,a,read,,1\nt,a,used,,1\nt,b,read,,0\nt,b,used,,0\n"
		     "!1:not from the same program as 'a' (--dialect says from which)\n");
	check_cursor("RespondentID,Q\n,Response\n1,2\n", "RespondentID,P\n,Response\n1,3\n",
		     "3:2 " LEDGER "t,a,read,,1\nt,a,used,,1\nt,b,read,,0\nt,b,used,,0\n"
		     "!1:the header differs from that of 'a'\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(surveymonkey),
		cmocka_unit_test(qualtrics),
		cmocka_unit_test(one_row_dialects),
		cmocka_unit_test(names_become_unique),
		cmocka_unit_test(header_rows),
		cmocka_unit_test(delimiters),
		cmocka_unit_test(encodings_are_those_of_iconv),
		cmocka_unit_test(decodes),
		cmocka_unit_test(slices_of_long_files),
		cmocka_unit_test(long_headers),
		cmocka_unit_test(names_are_limited),
		cmocka_unit_test(json_has_no_dialect),
		cmocka_unit_test(knows_what_is_no_question),
		cmocka_unit_test(knows_spellings),
		cmocka_unit_test(says_what_was_found),
		cmocka_unit_test(previews_are_no_answers),
		cmocka_unit_test(several_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
