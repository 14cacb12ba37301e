/* t-hostile.c: the readers on published collections of hostile files, where they are there.
 *
 * CCR_ORACLES names the folder that holds them (default ../shared/oracles); a test whose files are
 * absent is skipped, and says so.
 */
#include "unit.h"

#include <dirent.h>

#include "data/jsonin.h"

static char folder[1024];

/* The folder of a collection, or the test is skipped. */
static DIR *
open_folder(const char *name)
{
	const char *oracles = getenv("CCR_ORACLES");
	DIR *dir;

	snprintf(folder, sizeof folder, "%s/hostile/%s",
		 oracles && *oracles ? oracles : "../shared/oracles", name);
	dir = opendir(folder);
	if (!dir) {
		print_message("skipped: no folder %s\n", folder);
		skip();
	}
	return dir;
}

static struct ccr_buf
read_file(const char *name)
{
	struct ccr_buf path = {0}, text = {0};
	struct ccr_source source;
	struct ccr_err err = {0};

	ccr_buf_printf(&path, "%s/%s", folder, name);
	assert_true(ccr_source_open(&source, path.data, &err));
	assert_true(ccr_source_fill(&source, &text, 16 << 20, &err));
	ccr_source_close(&source);
	ccr_buf_release(&path);
	return text;
}

static bool
is_json(const struct ccr_buf *text)
{
	struct ccr_arena arena = {0};
	struct ccr_err err = {0};
	bool good = ccr_json_parse("t", text->data, text->len, 1, &arena, &err) != NULL;

	assert_int_equal(err.n, good ? 0 : 1);
	ccr_arena_release(&arena);
	ccr_err_release(&err);
	return good;
}

/* The verdict on a table: its transcript ends with a fault, or it does not; the pieces in which it
 * arrives do not matter. */
static bool
is_table(const struct ccr_buf *text)
{
	char *a = transcript(text->data, text->len, 65536, ',');
	char *b = transcript(text->data, text->len, text->len < 10000 ? 1 : 977, ',');
	const char *p = a[0] == '!' ? a : strstr(a, "\n!");
	bool good = !p;

	assert_string_equal(a, b);
	free(a);
	free(b);
	return good;
}

static bool
ends_with(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n >= m && strcmp(name + n - m, end) == 0;
}

/* JSONTestSuite, Nicolas Seriot: 95 files that must be accepted, 188 that must not, 35 left to the
 * implementation.  Four of the 95 we refuse on purpose: two with a duplicate key, two with \u0000.
 */
static void
json_test_suite(void **state)
{
	static const char *const ours[] = {
		"y_object_duplicated_key.json",
		"y_object_duplicated_key_and_value.json",
		"y_object_escaped_null_in_key.json",
		"y_string_null_escape.json",
	};
	DIR *dir = open_folder("JSONTestSuite/test_parsing");
	size_t yes = 0, refused = 0, no = 0, free_choice = 0;

	(void)state;
	for (struct dirent *entry; (entry = readdir(dir));) {
		const char *name = entry->d_name;
		struct ccr_buf text;
		bool good, mine = false;
		if (!ends_with(name, ".json"))
			continue;
		text = read_file(name);
		good = is_json(&text);
		for (size_t i = 0; i < CCR_LEN(ours); i++)
			mine = mine || strcmp(name, ours[i]) == 0;
		if ((name[0] == 'y' && good == mine) || (name[0] == 'n' && good))
			fail_msg("%s was %s", name, good ? "accepted" : "refused");
		yes += name[0] == 'y' && good;
		refused += name[0] == 'y' && !good;
		no += name[0] == 'n';
		free_choice += name[0] == 'i';
		is_table(&text);
		ccr_buf_release(&text);
	}
	closedir(dir);
	assert_int_equal(yes, 91);
	assert_int_equal(refused, 4);
	assert_int_equal(no, 188);
	assert_int_equal(free_choice, 35);
}

static void
json_transform_suite(void **state)
{
	DIR *dir = open_folder("JSONTestSuite/test_transform");
	size_t n = 0;

	(void)state;
	for (struct dirent *entry; (entry = readdir(dir));) {
		struct ccr_buf text;
		if (!ends_with(entry->d_name, ".json"))
			continue;
		text = read_file(entry->d_name);
		is_json(&text);
		is_table(&text);
		n++;
		ccr_buf_release(&text);
	}
	closedir(dir);
	assert_true(n > 0);
}

/* The checker files of json.org: fail*.json but the two that RFC 8259 allows (a document that is a
 * text; twenty levels of lists). */
static void
json_checker(void **state)
{
	DIR *dir = open_folder("jsonchecker/data/jsonchecker");
	size_t good = 0, bad = 0;

	(void)state;
	for (struct dirent *entry; (entry = readdir(dir));) {
		struct ccr_buf text;
		bool expected =
			strncmp(entry->d_name, "pass", 4) == 0 || strstr(entry->d_name, "EXCLUDE");
		if (!ends_with(entry->d_name, ".json"))
			continue;
		text = read_file(entry->d_name);
		if (is_json(&text) != expected)
			fail_msg("%s was %s", entry->d_name, expected ? "refused" : "accepted");
		good += expected;
		bad += !expected;
		ccr_buf_release(&text);
	}
	closedir(dir);
	assert_int_equal(good, 5);
	assert_int_equal(bad, 31);
}

/* csv-test-data, Sergey Ivanov: files without prefix are good, bad-* are not.  Ours differs in two:
 * bad-header-wrong-header is a well-formed table, which a reader takes that was not told the header
 * to expect, and all-empty, no bytes, is no table of ours, because a header was expected. */
static void
csv_test_data(void **state)
{
	static const char *const taken[] = {"bad-header-wrong-header.csv"};
	static const char *const refused[] = {"all-empty.csv"};
	DIR *dir = open_folder("csv-test-data/csv");
	size_t n = 0;

	(void)state;
	for (struct dirent *entry; (entry = readdir(dir));) {
		struct ccr_buf text;
		bool expected = strncmp(entry->d_name, "bad-", 4) != 0;
		if (!ends_with(entry->d_name, ".csv"))
			continue;
		for (size_t i = 0; i < CCR_LEN(taken); i++)
			expected = expected || strcmp(entry->d_name, taken[i]) == 0;
		for (size_t i = 0; i < CCR_LEN(refused); i++)
			expected = expected && strcmp(entry->d_name, refused[i]) != 0;
		text = read_file(entry->d_name);
		if (is_table(&text) != expected)
			fail_msg("%s was %s", entry->d_name, expected ? "refused" : "accepted");
		n++;
		ccr_buf_release(&text);
	}
	closedir(dir);
	assert_int_equal(n, 25);
}

/* csv-spectrum, Max Ogden: all are good but location_coordinates.csv, which has a quote inside an
 * unquoted cell. */
static void
csv_spectrum(void **state)
{
	DIR *dir = open_folder("csv-spectrum/csvs");
	size_t n = 0;

	(void)state;
	for (struct dirent *entry; (entry = readdir(dir));) {
		struct ccr_buf text;
		bool expected = strcmp(entry->d_name, "location_coordinates.csv") != 0;
		if (!ends_with(entry->d_name, ".csv"))
			continue;
		text = read_file(entry->d_name);
		if (is_table(&text) != expected)
			fail_msg("%s was %s", entry->d_name, expected ? "refused" : "accepted");
		n++;
		ccr_buf_release(&text);
	}
	closedir(dir);
	assert_int_equal(n, 12);
}

/* Any bytes, as a document and as a table: a verdict, the same for every chunk size, no crash. */
static void
verdicts(const char *name)
{
	DIR *dir = open_folder(name);
	char base[sizeof folder];
	size_t n = 0;

	memcpy(base, folder, sizeof base);
	for (struct dirent *entry; (entry = readdir(dir));) {
		struct ccr_buf text;
		DIR *sub;
		if (entry->d_name[0] == '.')
			continue;
		snprintf(folder, sizeof folder, "%.700s/%.255s", base, entry->d_name);
		sub = opendir(folder);
		memcpy(folder, base, sizeof base);
		if (sub) {
			closedir(sub);
			continue;
		}
		text = read_file(entry->d_name);
		is_json(&text);
		is_table(&text);
		n++;
		ccr_buf_release(&text);
	}
	closedir(dir);
	assert_true(n > 0);
}

static void
csvw(void **state)
{
	(void)state;
	verdicts("csvw/tests");
}

static void
naughty_strings(void **state)
{
	(void)state;
	verdicts("blns");
}

static void
csv_injection(void **state)
{
	(void)state;
	verdicts("csv-injection/Intruder");
}

static void
miller(void **state)
{
	(void)state;
	verdicts("miller");
	verdicts("miller/rfc-csv");
}

static void
zsv(void **state)
{
	(void)state;
	verdicts("zsv");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_test_suite), cmocka_unit_test(json_transform_suite),
		cmocka_unit_test(json_checker),    cmocka_unit_test(csv_test_data),
		cmocka_unit_test(csv_spectrum),    cmocka_unit_test(csvw),
		cmocka_unit_test(naughty_strings), cmocka_unit_test(csv_injection),
		cmocka_unit_test(miller),          cmocka_unit_test(zsv),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
