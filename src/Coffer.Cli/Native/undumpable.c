// No core file of this process, and no debugger of the same user: any command may come to hold plaintext. It is a constructor
// because the runtime takes 5 ms until Main, in which somebody could attach and stay. execve lifts it for the command.

#include <sys/prctl.h>

__attribute__((constructor)) static void forbid_core_dumps(void) { prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
