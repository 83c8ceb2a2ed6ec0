// While one thread is within execve, the kernel refuses every other one a new thread with EAGAIN (copy_fs in its
// kernel/fork.c). .NET takes that for a lack of memory and aborts: one coffer in some thousands died where it should have
// become its command. So a refused thread is asked for again: execve ends this thread, or fails and lets it have its own.

#include <errno.h>
#include <pthread.h>
#include <time.h>

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument);

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument) {
    const struct timespec pause = {.tv_nsec = 1000 * 1000};
    int error, attempts = 0;
    while ((error = __real_pthread_create(thread, attributes, start, argument)) == EAGAIN && attempts++ < 1000) {
        nanosleep(&pause, NULL);
    }
    return error;
}
