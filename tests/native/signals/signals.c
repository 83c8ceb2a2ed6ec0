/*
 * What an old container host does to a process.
 *
 *   signals without-clone3 COMMAND…   runs it where clone3(2) is refused with EPERM, as Docker before 20.10.10 does
 *   signals first COMMAND…            runs it as the first process of a PID namespace, prints its process id, and ends as it ends
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void refuse_clone3(void)
{
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = { sizeof filter / sizeof *filter, filter };
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        perror("seccomp");
        exit(2);
    }
}

static int first(char **command)
{
    int status;

    /* A shell ignores them for what it runs in the background. */
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    pid_t pid = (pid_t)syscall(SYS_clone, CLONE_NEWPID | SIGCHLD, NULL, NULL, NULL, NULL);
    if (pid < 0) { perror("clone"); return 2; }
    if (pid == 0) { execvp(command[0], command); _exit(127); }
    printf("%d\n", (int)pid);
    fflush(stdout);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) { }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 200 + WTERMSIG(status);
}

int main(int count, char **arguments)
{
    if (count > 2 && strcmp(arguments[1], "without-clone3") == 0) {
        refuse_clone3();
        execvp(arguments[2], arguments + 2);
        return 127;
    }
    if (count > 2 && strcmp(arguments[1], "first") == 0) {
        return first(arguments + 2);
    }
    fprintf(stderr, "usage: signals without-clone3|first COMMAND...\n");
    return 2;
}
