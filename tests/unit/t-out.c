/* t-out.c: files leave whole or not at all; sources. */
#include "unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/out.h"
#include "data/source.h"

static char directory[] = "/tmp/ccr-out.XXXXXX";
static struct ccr_err err;

static int
setup(void **state)
{
	(void)state;
	err = (struct ccr_err){0};
	memcpy(strrchr(directory, '.'), ".XXXXXX", 7);
	return mkdtemp(directory) && chdir(directory) == 0 ? 0 : -1;
}

/* How many entries the directory has; all of them are removed. */
static int
empty(void)
{
	DIR *dir = opendir(directory);
	int n = 0;

	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		n++;
		if (unlink(entry->d_name) != 0)
			rmdir(entry->d_name);
	}
	closedir(dir);
	return n;
}

static int
teardown(void **state)
{
	(void)state;
	ccr_err_release(&err);
	empty();
	return chdir("/") == 0 && rmdir(directory) == 0 ? 0 : -1;
}

static bool
put(const char *path, const char *text)
{
	return ccr_out_write(path, text, strlen(text), &err);
}

static void
check_file(const char *path, const char *text)
{
	char seen[256] = "";
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	seen[fread(seen, 1, sizeof seen - 1, f)] = '\0';
	fclose(f);
	assert_string_equal(seen, text);
}

static mode_t
mode_of(const char *path)
{
	struct stat status;

	assert_int_equal(lstat(path, &status), 0);
	return status.st_mode;
}

static void
new_files_are_private(void **state)
{
	mode_t mask = umask(0);

	(void)state;
	assert_true(put("out.csv", "a\n"));
	umask(mask);
	check_file("out.csv", "a\n");
	assert_int_equal(mode_of("out.csv") & 07777, 0600);
	assert_true(put("empty", ""));
	check_file("empty", "");
	assert_int_equal(empty(), 2);
}

static void
existing_files_keep_their_mode(void **state)
{
	static const mode_t modes[] = {0600, 0644, 0640, 0660, 0400};

	(void)state;
	for (size_t i = 0; i < CCR_LEN(modes); i++) {
		struct stat before, after;
		assert_true(put("out.csv", "old and longer\n"));
		assert_int_equal(chmod("out.csv", modes[i]), 0);
		assert_int_equal(stat("out.csv", &before), 0);
		assert_true(put("out.csv", "new\n"));
		check_file("out.csv", "new\n");
		assert_int_equal(mode_of("out.csv") & 07777, modes[i]);
		assert_int_equal(stat("out.csv", &after), 0);
		assert_int_not_equal(before.st_ino, after.st_ino); /* renamed, not rewritten */
		assert_int_equal(before.st_gid, after.st_gid);
		assert_int_equal(empty(), 1);
	}
}

static void
symbolic_links_are_followed(void **state)
{
	(void)state;
	assert_int_equal(mkdir("sub", 0700), 0);
	assert_int_equal(symlink("sub/out.csv", "link"), 0);
	assert_int_equal(symlink("link", "second"), 0);
	assert_true(put("second", "a\n"));
	assert_true(S_ISLNK(mode_of("link")) && S_ISLNK(mode_of("second")));
	check_file("sub/out.csv", "a\n");
	assert_int_equal(chmod("sub/out.csv", 0644), 0);
	assert_true(put("link", "b\n"));
	check_file("sub/out.csv", "b\n");
	assert_int_equal(mode_of("sub/out.csv") & 07777, 0644);
	assert_int_equal(unlink("sub/out.csv"), 0);
}

static void
other_names_of_the_file_keep_the_old_text(void **state)
{
	(void)state;
	assert_true(put("out.csv", "old\n"));
	assert_int_equal(link("out.csv", "other"), 0);
	assert_true(put("out.csv", "new\n"));
	check_file("other", "old\n");
	check_file("out.csv", "new\n");
}

static void
directories_are_refused(void **state)
{
	(void)state;
	assert_int_equal(mkdir("sub", 0700), 0);
	assert_false(put("sub", "a\n"));
	assert_int_equal(err.status, CCR_SYSTEM);
	assert_string_equal(err.fault[0].text, "cannot write 'sub': open: Is a directory");
	assert_int_equal(empty(), 1);
}

static void
failures_leave_nothing_behind(void **state)
{
	(void)state;
	assert_false(put("none/out.csv", "a\n"));
	assert_string_equal(err.fault[0].text, "cannot write 'none/out.csv': temporary file beside "
					       "it: No such file or directory");
	assert_false(put("", "a\n"));
	assert_false(put("/dev/full", "a\n"));
	assert_string_equal(err.fault[2].text,
			    "cannot write '/dev/full': write: No space left on device");
	assert_int_equal(empty(), 0);
}

static void
loops_of_links_are_refused(void **state)
{
	(void)state;
	assert_int_equal(symlink("b", "a"), 0);
	assert_int_equal(symlink("a", "b"), 0);
	assert_false(put("a", "x\n"));
	assert_true(S_ISLNK(mode_of("a")) && S_ISLNK(mode_of("b")));
	assert_int_equal(empty(), 2);
}

static void
check_pipe(const char *path, int reader)
{
	char seen[8] = "";

	assert_true(put(path, "a\n"));
	assert_int_equal(read(reader, seen, sizeof seen), 2);
	assert_string_equal(seen, "a\n");
}

static void
pipes_are_written_directly(void **state)
{
	int reader;

	(void)state;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	reader = open("fifo", O_RDONLY | O_NONBLOCK);
	check_pipe("fifo", reader);
	assert_true(S_ISFIFO(mode_of("fifo")));
	assert_int_equal(symlink("fifo", "link"), 0);
	check_pipe("link", reader);
	close(reader);
	assert_true(put("/dev/null", "a\n"));
	assert_int_equal(empty(), 2);
}

/* -o /dev/stdout in a pipeline, -o >(command): links whose text is no path. */
static void
open_descriptors_are_written_directly(void **state)
{
	int ends[2];
	char path[64];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	snprintf(path, sizeof path, "/dev/fd/%d", ends[1]);
	check_pipe(path, ends[0]);
	close(ends[0]);
	close(ends[1]);
}

static void
sources_know_their_file(void **state)
{
	struct ccr_source source;
	size_t got;
	char text[8];

	(void)state;
	assert_true(put("in.csv", "abc"));
	assert_int_equal(link("in.csv", "same"), 0);
	assert_true(put("other", "abc"));
	assert_true(ccr_source_open(&source, "in.csv", &err));
	assert_true(ccr_source_is(&source, "in.csv"));
	assert_true(ccr_source_is(&source, "same"));
	assert_false(ccr_source_is(&source, "other"));
	assert_false(ccr_source_is(&source, "none"));
	assert_true(ccr_source_read(&source, text, 2, &got, &err));
	assert_int_equal(got, 2);
	assert_true(ccr_source_read(&source, text, 8, &got, &err));
	assert_int_equal(got, 1);
	assert_int_equal(text[0], 'c');
	assert_true(ccr_source_read(&source, text, 8, &got, &err));
	assert_int_equal(got, 0);
	ccr_source_close(&source);
	ccr_source_close(&source);
}

static void
sources_that_cannot_be_read(void **state)
{
	struct ccr_source source;

	(void)state;
	assert_false(ccr_source_open(&source, "none", &err));
	assert_int_equal(err.status, CCR_SYSTEM);
	assert_string_equal(err.fault[0].text, "cannot open: No such file or directory");
	assert_false(ccr_source_open(&source, ".", &err));
	assert_string_equal(err.fault[1].text, "cannot read: Is a directory");
	ccr_source_close(&source);
}

static void
memory_comes_in_pieces(void **state)
{
	struct ccr_source source;
	struct ccr_buf buf = {0};
	char text[8];
	size_t got;

	(void)state;
	ccr_source_memory(&source, "m", "abcdefgh", 8, 3);
	assert_true(ccr_source_read(&source, text, 8, &got, &err));
	assert_int_equal(got, 3);
	assert_true(ccr_source_read(&source, text, 1, &got, &err));
	assert_int_equal(got, 1);
	assert_true(ccr_source_fill(&source, &buf, 2, &err));
	assert_string_equal(buf.data, "ef");
	assert_true(ccr_source_fill(&source, &buf, 100, &err));
	assert_string_equal(buf.data, "efgh");
	assert_true(ccr_source_fill(&source, &buf, 100, &err));
	assert_int_equal(buf.len, 4);
	ccr_buf_release(&buf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(new_files_are_private, setup, teardown),
		cmocka_unit_test_setup_teardown(existing_files_keep_their_mode, setup, teardown),
		cmocka_unit_test_setup_teardown(symbolic_links_are_followed, setup, teardown),
		cmocka_unit_test_setup_teardown(other_names_of_the_file_keep_the_old_text, setup,
						teardown),
		cmocka_unit_test_setup_teardown(directories_are_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(failures_leave_nothing_behind, setup, teardown),
		cmocka_unit_test_setup_teardown(loops_of_links_are_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(pipes_are_written_directly, setup, teardown),
		cmocka_unit_test_setup_teardown(open_descriptors_are_written_directly, setup,
						teardown),
		cmocka_unit_test_setup_teardown(sources_know_their_file, setup, teardown),
		cmocka_unit_test_setup_teardown(sources_that_cannot_be_read, setup, teardown),
		cmocka_unit_test_setup_teardown(memory_comes_in_pieces, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
