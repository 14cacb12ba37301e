/* source.c: see source.h. */
#include "data/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/out.h"

enum { AHEAD_MAX = 64 << 20 }; /* blanks looked through for a first byte */

static bool
fail(const struct ccr_source *source, const char *what, struct ccr_err *err)
{
	return ccr_err_add(err, CCR_SYSTEM, source->name, 0, NULL, "%s: %s", what, strerror(errno));
}

bool
ccr_source_open(struct ccr_source *source, const char *path, struct ccr_err *err)
{
	struct stat status;
	bool standard = !path || strcmp(path, "-") == 0;

	*source = (struct ccr_source){.name = standard ? "(stdin)" : path, .fd = -1};
	if (standard && ccr_out_stdin_closed())
		return ccr_err_add(err, CCR_SYSTEM, source->name, 0, NULL,
				   "cannot read: it is closed");
	source->fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (source->fd < 0)
		return fail(source, "cannot open", err);
	if (fstat(source->fd, &status) != 0)
		return fail(source, "cannot read", err);
	if (S_ISDIR(status.st_mode)) {
		errno = EISDIR;
		return fail(source, "cannot read", err);
	}
	source->device = status.st_dev;
	source->inode = status.st_ino;
	return true;
}

void
ccr_source_memory(struct ccr_source *source, const char *name, const char *p, size_t n,
		  size_t chunk)
{
	*source = (struct ccr_source){
		.name = name, .fd = -1, .memory = p, .left = n, .chunk = chunk ? chunk : 1};
}

static bool shown;

/* One line on a terminal, rewritten about four times a second from the second second on. */
static void
show_progress(size_t got)
{
	static size_t bytes;
	static struct timespec first, last;
	static int terminal = -1;
	struct timespec now;
	long ms;

	if (terminal < 0) {
		terminal = isatty(STDERR_FILENO);
		clock_gettime(CLOCK_MONOTONIC, &first);
		last = first;
	}
	if (!terminal)
		return;
	bytes += got;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (now.tv_sec - first.tv_sec < 1)
		return;
	ms = (now.tv_sec - last.tv_sec) * 1000 + (now.tv_nsec - last.tv_nsec) / 1000000;
	if (ms > 250) {
		shown = true;
		fprintf(stderr, "\r%s: %zu MiB read", ccr_program_name, bytes >> 20);
		last = now;
	}
}

bool
ccr_source_read(struct ccr_source *source, char *p, size_t n, size_t *got, struct ccr_err *err)
{
	ssize_t done;

	if (source->taken < source->ahead.len) {
		*got = source->ahead.len - source->taken;
		*got = *got < n ? *got : n;
		memcpy(p, source->ahead.data + source->taken, *got);
		source->taken += *got;
		return true;
	}
	if (source->memory) {
		*got = source->left < source->chunk ? source->left : source->chunk;
		*got = *got < n ? *got : n;
		memcpy(p, source->memory, *got);
		source->memory += *got;
		source->left -= *got;
		return true;
	}
	do
		done = read(source->fd, p, n);
	while (done < 0 && errno == EINTR);
	if (done < 0)
		return fail(source, "cannot read", err);
	*got = (size_t)done;
	show_progress(*got);
	return true;
}

bool
ccr_source_fill(struct ccr_source *source, struct ccr_buf *buf, size_t n, struct ccr_err *err)
{
	size_t got = 1;

	for (size_t have = 0; have < n && got > 0; have += got) {
		size_t want = n - have < 65536 ? n - have : 65536;
		if (buf->cap - buf->len <= want)
			ccr_buf_grow(buf, want);
		if (!ccr_source_read(source, buf->data + buf->len, want, &got, err))
			return false;
		buf->len += got;
		buf->data[buf->len] = '\0';
	}
	return true;
}

bool
ccr_source_peek(struct ccr_source *source, char *first, struct ccr_err *err)
{
	struct ccr_buf *ahead = &source->ahead;
	size_t at = 0, before;
	bool good = true;

	*first = ' ';
	do {
		before = ahead->len;
		source->taken = SIZE_MAX; /* what is read ahead is not what is read */
		good = ccr_source_fill(source, ahead, 65536, err);
		source->taken = 0;
		if (at == 0 && ahead->len >= 3 && memcmp(ahead->data, "\xef\xbb\xbf", 3) == 0)
			at = 3;
		while (at < ahead->len && ahead->data[at] && strchr(" \t\n\r", ahead->data[at]))
			at++;
	} while (good && at == ahead->len && before < ahead->len && ahead->len < AHEAD_MAX);
	if (at < ahead->len)
		*first = ahead->data[at];
	return good;
}

void
ccr_source_close(struct ccr_source *source)
{
	if (source->fd > STDERR_FILENO)
		close(source->fd);
	source->fd = -1;
	source->memory = NULL;
	source->left = 0;
	ccr_buf_release(&source->ahead);
	source->taken = 0;
	if (shown)
		fputs("\r\033[K", stderr);
	shown = false;
}

bool
ccr_source_is(const struct ccr_source *source, const char *path)
{
	struct stat status;

	return source->fd >= 0 && stat(path, &status) == 0 && S_ISREG(status.st_mode) &&
	       status.st_dev == source->device && status.st_ino == source->inode;
}
