// While one thread is within execve, the kernel refuses every other one a new thread with EAGAIN (copy_fs in its
// kernel/fork.c). .NET takes that for a lack of memory and aborts: one coffer in some thousands died where it should have
// become its command. So a refused thread is asked for again: execve ends this thread, or fails and lets it have its own.
// What is refused for longer than a slow disk takes for execve is a limit, of which .NET would not say a word.

#include <errno.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

enum { ATTEMPTS = 5000, DENIED = 77 };

static const char limit[] =
    "coffer: error: no thread can be started: the limit of processes or of memory is reached\n"
    "coffer: hint: raise it ('ulimit -u', or the container's limits of pids and memory)\n";

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument);

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument) {
    const struct timespec pause = {.tv_nsec = 1000 * 1000};
    int error, attempts = 0;
    while ((error = __real_pthread_create(thread, attributes, start, argument)) == EAGAIN) {
        if (++attempts == ATTEMPTS) {
            ssize_t written = write(STDERR_FILENO, limit, sizeof limit - 1);
            (void)written;
            _exit(DENIED);
        }
        nanosleep(&pause, NULL);
    }
    return error;
}
