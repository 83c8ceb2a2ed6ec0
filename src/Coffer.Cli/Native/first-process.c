// The kernel drops a signal to the first process of a container that has no handler for it: a container that is stopped
// while it loads would wait for its kill. So there the process ends at once, as a shell would report it; execve takes the
// handler away in the same moment as the code. Any other process needs none. It is a constructor because the runtime
// takes 5 ms until Main, in which a stop would be lost.

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static void end(int number) { _exit(128 + number); }

__attribute__((constructor)) static void end_at_once_if_first(void) {
    static const int numbers[] = {SIGTERM, SIGINT, SIGHUP};
    if (getpid() != 1) {
        return;
    }
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction action;
        if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN) {
            action = (struct sigaction){.sa_handler = end};
            sigaction(numbers[i], &action, NULL);
        }
    }
}
