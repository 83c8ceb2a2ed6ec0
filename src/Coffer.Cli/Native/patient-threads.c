// While one thread is within execve, the kernel refuses every other one a new thread with EAGAIN (copy_fs in its
// kernel/fork.c). .NET takes that for a lack of memory and aborts: one coffer in some thousands died where it should have
// become its command. So a refused thread is asked for again: execve ends this thread, or fails and lets it have its own.
// What is refused for longer than a slow disk takes for execve is a limit, of which .NET would not say a word.
// A seccomp filter that is older than clone3(2) refuses it with EPERM, where the C library waits for ENOSYS to use clone(2).

#include <errno.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

enum { ATTEMPTS = 5000, DENIED = 77 };

static const char limit[] =
    "coffer: error: no thread can be started: the limit of processes or of memory is reached\n"
    "coffer: hint: raise it ('ulimit -u', or the container's limits of pids and memory)\n";

static const char filter[] =
    "coffer: error: no thread can be started: the system refuses it (EPERM)\n"
    "coffer: hint: a seccomp filter that does not know clone3: update Docker (20.10.10) or containerd and libseccomp (2.5) of the host, or "
    "run with --security-opt seccomp=unconfined\n";

static void end_with(const char *text, size_t length) {
    ssize_t written = write(STDERR_FILENO, text, length);
    (void)written;
    _exit(DENIED);
}

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument);

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument) {
    const struct timespec pause = {.tv_nsec = 1000 * 1000};
    int error, attempts = 0;
    while ((error = __real_pthread_create(thread, attributes, start, argument)) == EAGAIN) {
        if (++attempts == ATTEMPTS) {
            end_with(limit, sizeof limit - 1);
        }
        nanosleep(&pause, NULL);
    }
    if (error == EPERM) {
        end_with(filter, sizeof filter - 1);
    }
    return error;
}
