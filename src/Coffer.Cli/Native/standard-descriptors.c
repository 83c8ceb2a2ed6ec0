#define _GNU_SOURCE

// Where a caller has closed 0, 1 or 2, the next file that is opened gets that number, and what is written to stdout or stderr goes
// into it: into a connection to KMS, for example. So the numbers are held before the runtime opens anything. What holds them cannot be
// read from 0 nor written to 1 and 2, so that using them is an error; and it is closed at execve, so that the command finds them closed.

#include <fcntl.h>
#include <unistd.h>

static void hold(int number, int mode) {
    if (fcntl(number, F_GETFD) != -1) {
        return;
    }
    // The lowest free number is this one: those below are held already. A root without /dev/null has a root.
    if (open("/dev/null", mode | O_CLOEXEC) == -1) {
        (void)open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
    }
}

__attribute__((constructor(101))) static void hold_standard_descriptors(void) {
    hold(STDIN_FILENO, O_WRONLY);
    hold(STDOUT_FILENO, O_RDONLY);
    hold(STDERR_FILENO, O_RDONLY);
}
