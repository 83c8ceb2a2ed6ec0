// Where memory is short (RLIMIT_AS, a small container), .NET aborts or ends with 255, in the middle of what it does and without a word
// of which limit it is. So when the process is about to end that way, it is asked whether memory is to be had; where it is not, that is
// said, and the exit code is that of a limit.
// Where addresses are limited, malloc is told to do with one arena: each more reserves 64 MiB of them, one a thread, and leaves none for
// the next thread's stack. Without that a start within 512 MiB failed as often as not.

#define _GNU_SOURCE

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

enum { DENIED = 77, FAILED_START = 255, MUCH = 64 * 1024 * 1024 };

static const char limit[] =
    "coffer: error: there is not enough memory\n"
    "coffer: hint: raise the limit ('ulimit -v', or the container's memory); nothing was started, and no file is half written\n";

void __real_abort(void) __attribute__((noreturn));

static int is_short(void) {
    void *much = mmap(NULL, MUCH, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (much == MAP_FAILED) {
        return errno == ENOMEM;
    }
    munmap(much, MUCH);
    return 0;
}

static void end_with_a_word(void) {
    ssize_t written = write(STDERR_FILENO, limit, sizeof limit - 1);
    (void)written;
    _exit(DENIED);
}

__attribute__((noreturn)) void __wrap_abort(void) {
    if (is_short()) {
        end_with_a_word();
    }
    __real_abort();
}

static void at_exit(int status, void *nothing) {
    (void)nothing;
    if ((status & 0xff) == FAILED_START && is_short()) {
        end_with_a_word();
    }
}

__attribute__((constructor)) static void watch_the_end(void) { on_exit(at_exit, NULL); }

__attribute__((constructor)) static void save_addresses(void) {
    struct rlimit addresses;
    if (getrlimit(RLIMIT_AS, &addresses) == 0 && addresses.rlim_cur != RLIM_INFINITY) {
        mallopt(M_ARENA_MAX, 1);
    }
}
