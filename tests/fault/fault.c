/* fault.c: a library to be preloaded that makes the n-th call of a kind fail, as memory and disks
 * do.
 *
 * FAULT_KIND is memory, write, sync, rename, read, short (every write takes one byte, every third
 * is interrupted) or term (SIGTERM arrives while the file is synced); FAULT_AT is n, from 1.  When
 * the call was reached, the file FAULT_SEEN is made, so that a loop over n knows when to stop.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);

static bool
fails(const char *kind)
{
	static long calls, at = -1;
	static char want[16];

	if (at < 0) {
		const char *n = getenv("FAULT_AT"), *k = getenv("FAULT_KIND");
		at = n ? strtol(n, NULL, 10) : 0;
		for (size_t i = 0; k && k[i] && i + 1 < sizeof want; i++)
			want[i] = k[i];
	}
	if (at == 0 || strcmp(kind, want) != 0 || ++calls != at)
		return false;
	if (getenv("FAULT_SEEN"))
		syscall(SYS_close, syscall(SYS_openat, AT_FDCWD, getenv("FAULT_SEEN"),
					   O_CREAT | O_WRONLY, 0600));
	return true;
}

void *
malloc(size_t n)
{
	return fails("memory") ? (errno = ENOMEM, NULL) : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return fails("memory") ? (errno = ENOMEM, NULL) : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return fails("memory") ? (errno = ENOMEM, NULL) : __libc_realloc(p, n);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	const char *kind = getenv("FAULT_KIND");
	static unsigned calls;

	if (kind && strcmp(kind, "short") == 0) {
		if (++calls % 3 == 0) {
			errno = EINTR;
			return -1;
		}
		n = n > 1 ? 1 : n;
	}
	return fails("write") ? (errno = ENOSPC, -1) : syscall(SYS_write, fd, p, n);
}

ssize_t
read(int fd, void *p, size_t n)
{
	return fails("read") ? (errno = EIO, -1) : syscall(SYS_read, fd, p, n);
}

int
fsync(int fd)
{
	if (getenv("FAULT_KIND") && strcmp(getenv("FAULT_KIND"), "term") == 0)
		raise(SIGTERM);
	return fails("sync") ? (errno = EIO, -1) : (int)syscall(SYS_fsync, fd);
}

int
rename(const char *from, const char *to)
{
	return fails("rename") ? (errno = EIO, -1)
			       : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}
