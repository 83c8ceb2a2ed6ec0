// The kernel drops a signal to the first process of a container that has no handler for it: a container that is stopped
// while it loads would wait for its kill, whichever signal its image names (STOPSIGNAL SIGQUIT, systemd's SIGRTMIN+3). So there each
// signal that would end any other process ends this one at once, as a shell would report it; execve takes the handlers away in the same
// moment as the code. Any other process needs none. It is a constructor because the runtime takes 5 ms until Main, in which a stop would
// be lost; the runtime's own handlers, which come later, hand on what is not theirs.

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static void end(int number) { _exit(128 + number); }

// Nothing happens at these, or they are ignored by coffer itself (a closed pipe, a file that reaches its limit).
static int ends_nothing(int number) {
    static const int numbers[] = {SIGKILL, SIGSTOP, SIGCHLD, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGWINCH, SIGPIPE, SIGXFSZ};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (numbers[i] == number) {
            return 1;
        }
    }
    return 0;
}

__attribute__((constructor)) static void end_at_once_if_first(void) {
    if (getpid() != 1) {
        return;
    }
    for (int number = 1; number <= SIGRTMAX; number++) {
        struct sigaction action;
        if (!ends_nothing(number) && sigaction(number, NULL, &action) == 0 && action.sa_handler != SIG_IGN) {
            action = (struct sigaction){.sa_handler = end};
            sigaction(number, &action, NULL);
        }
    }
}
