/* A disk that is full or fails, for one process and the folders that the file named by FAILING_DISK
   lists, a line each: "28 /folder" (ENOSPC: what writes fails), "5 /folder" (EIO: what reads too).
   An empty file, or none, is a good disk. Loaded by LD_PRELOAD; see disks.py. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static int failure(int fd, int reads)
{
    static const char *list;
    char told[4096], link[64], path[PATH_MAX];
    if (!list && !(list = getenv("FAILING_DISK")))
        return 0;
    int file = syscall(SYS_openat, AT_FDCWD, list, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    ssize_t size = syscall(SYS_read, file, told, sizeof told - 1);
    syscall(SYS_close, file);
    if (size <= 0)
        return 0;
    told[size] = 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    for (char *rest, *line = strtok_r(told, "\n", &rest); line; line = strtok_r(0, "\n", &rest)) {
        char *folder;
        int number = strtol(line, &folder, 10);
        folder++;
        if (strncmp(path, folder, strlen(folder)) == 0 && (!reads || number == EIO))
            return number;
    }
    return 0;
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)
#define FAIL(fd, reads) int number = failure(fd, reads); if (number) { errno = number; return -1; }

ssize_t write(int fd, const void *data, size_t size)
{ REAL(write); FAIL(fd, 0) return real(fd, data, size); }
ssize_t writev(int fd, const struct iovec *parts, int count)
{ REAL(writev); FAIL(fd, 0) return real(fd, parts, count); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t at)
{ REAL(pwrite); FAIL(fd, 0) return real(fd, data, size, at); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at)
{ REAL(pwrite64); FAIL(fd, 0) return real(fd, data, size, at); }
int fsync(int fd)
{ REAL(fsync); FAIL(fd, 0) return real(fd); }
int fdatasync(int fd)
{ REAL(fdatasync); FAIL(fd, 0) return real(fd); }
ssize_t read(int fd, void *data, size_t size)
{ REAL(read); FAIL(fd, 1) return real(fd, data, size); }
ssize_t pread(int fd, void *data, size_t size, off_t at)
{ REAL(pread); FAIL(fd, 1) return real(fd, data, size, at); }
ssize_t pread64(int fd, void *data, size_t size, off64_t at)
{ REAL(pread64); FAIL(fd, 1) return real(fd, data, size, at); }
