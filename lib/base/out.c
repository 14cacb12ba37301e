/* out.c: see out.h. */
#include "base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"

static bool closed[3];

void
ccr_out_start(void)
{
	for (int fd = 0; fd < 3; fd++) {
		if (fcntl(fd, F_GETFD) >= 0)
			continue;
		closed[fd] = true;
		/* The lowest free number is fd itself, all below it being open.  A stream of the
		 * wrong direction fails each use. */
		if (open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) < 0)
			_exit(CCR_SYSTEM);
	}
}

bool
ccr_out_stdin_closed(void)
{
	return closed[0];
}

static bool
write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, p, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

static bool
fail(struct ccr_err *err, const char *path, const char *what)
{
	return ccr_err_add(err, CCR_SYSTEM, NULL, 0, NULL, "cannot write '%s': %s: %s", path, what,
			   strerror(errno));
}

/* The directory has to be synced too, or a crash may forget the rename.  Some file systems cannot;
 * that is no failure. */
static void
sync_directory(const char *directory)
{
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
}

static bool
same_group(int fd, const struct stat *old)
{
	return fchown(fd, (uid_t)-1, old->st_gid) == 0;
}

/* The temporary file that a signal must not leave behind. */
static const char *volatile pending;

static void
on_signal(int number)
{
	if (pending)
		unlink(pending);
	signal(number, SIG_DFL);
	raise(number);
}

static void
guard(const char *temporary)
{
	static const int deadly[] = {SIGHUP, SIGINT, SIGTERM};
	struct sigaction action = {.sa_handler = temporary ? on_signal : SIG_DFL}, old;

	pending = temporary;
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < CCR_LEN(deadly); i++)
		if (sigaction(deadly[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN) /* nohup */
			sigaction(deadly[i], &action, NULL);
}

/* Where the group cannot be given back, what the old group might do is given to none. */
static bool
replace(const char *target, const struct stat *old, const char *p, size_t n, struct ccr_err *err)
{
	char *temporary = ccr_printf("%s.XXXXXX", target), *copy = ccr_strdup(target);
	int fd = mkstemp(temporary); /* mode 0600 */
	bool done = false;

	guard(fd >= 0 ? temporary : NULL);

	if (fd < 0) {
		fail(err, target, "temporary file beside it");
	} else if (!write_all(fd, p, n)) {
		fail(err, target, "write");
	} else if (old && !same_group(fd, old) && errno != EPERM) {
		fail(err, target, "group");
	} else if (old && fchmod(fd, old->st_mode & (same_group(fd, old) ? 0777 : 0707)) != 0) {
		fail(err, target, "mode");
	} else if (fsync(fd) != 0) {
		fail(err, target, "sync");
	} else if (close(fd) != 0) {
		fd = -1;
		fail(err, target, "close");
	} else {
		fd = -1;
		done = rename(temporary, target) == 0 || fail(err, target, "rename");
	}
	if (fd >= 0)
		close(fd);
	if (!done)
		unlink(temporary);
	guard(NULL);
	if (done)
		sync_directory(dirname(copy));
	free(copy);
	free(temporary);
	return done;
}

static bool
write_directly(const char *path, const char *p, size_t n, struct ccr_err *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool done;

	if (fd < 0)
		return fail(err, path, "open");
	done = write_all(fd, p, n) || fail(err, path, "write");
	if (close(fd) != 0 && done)
		done = fail(err, path, "close");
	return done;
}

/* Where a symbolic link leads, also when the file it names is not there yet. */
static char *
follow(const char *path)
{
	char *target = ccr_strdup(path);

	for (int hops = 0; hops < 40; hops++) {
		char link[4096], *next;
		ssize_t n = readlink(target, link, sizeof link - 1);
		if (n < 0)
			break;
		link[n] = '\0';
		if (link[0] == '/') {
			next = ccr_strdup(link);
		} else {
			char *copy = ccr_strdup(target);
			next = ccr_printf("%s/%s", dirname(copy), link);
			free(copy);
		}
		free(target);
		target = next;
	}
	return target;
}

bool
ccr_out_write(const char *path, const char *p, size_t n, struct ccr_err *err)
{
	struct stat status;
	char *target;
	bool exists, done;

	if (!path) {
		/* Some file systems tell only at close that the disk is full. */
		if (!closed[1] && write_all(STDOUT_FILENO, p, n) && close(STDOUT_FILENO) == 0) {
			closed[1] = true;
			return true;
		}
		return ccr_err_add(err, CCR_SYSTEM, NULL, 0, NULL,
				   "cannot write standard output: %s",
				   closed[1] ? "it is closed" : strerror(errno));
	}
	/* By its own name: /dev/stdout may lead to a pipe, which has none. */
	exists = stat(path, &status) == 0;
	if (!exists && errno != ENOENT)
		return fail(err, path, "open");
	if (exists && S_ISDIR(status.st_mode)) {
		errno = EISDIR;
		return fail(err, path, "open");
	}
	if (exists && !S_ISREG(status.st_mode))
		return write_directly(path, p, n, err);
	target = follow(path);
	done = replace(target, exists ? &status : NULL, p, n, err);
	free(target);
	return done;
}

int
ccr_out_finish(enum ccr_status status)
{
	if (fflush(stderr) != 0 || (ferror(stderr) && !closed[2]))
		return CCR_SYSTEM;
	return (int)status;
}
