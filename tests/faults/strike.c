// Runs a program and strikes one of its file calls: the system's answer is an error, or the program is killed there. strace counts
// the calls of each thread by itself, and in an order that changes; here a call is known by its name, its path, and which of that kind
// it is, so that each is struck once.
//
// usage: strike LOG CALL ERROR PROGRAM [ARG...]
//   LOG    gets a line for each file call, "openat /a/b 2" for the second one of its kind; the struck one again, with "struck" before it
//   CALL   such a line: the call that is struck; empty: none
//   ERROR  the errno that it gets; 0: the program is killed with SIGKILL before the call is made
// Random names are a '*' (16 digits of hex or more). Ends as the program does: with its exit code, or 128 and the number of the signal
// that ended it.

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#if !defined(__x86_64__)
#error "registers are those of x86_64"
#endif

struct call {
    int number;
    const char *name;
    int path; // which argument is a path; -1: the first one is a descriptor
};

#define PATH(name, argument) {SYS_##name, #name, argument}
#define FILE_OF(name) {SYS_##name, #name, -1}

static const struct call calls[] = {
    PATH(open, 0), PATH(openat, 1), PATH(stat, 0), PATH(lstat, 0), PATH(newfstatat, 1), PATH(statx, 1), PATH(statfs, 0),
    PATH(access, 0), PATH(faccessat, 1), PATH(faccessat2, 1), PATH(readlink, 0), PATH(readlinkat, 1), PATH(getcwd, -2),
    PATH(rename, 0), PATH(renameat, 1), PATH(renameat2, 1), PATH(unlink, 0), PATH(unlinkat, 1), PATH(rmdir, 0), PATH(mkdir, 0),
    PATH(mkdirat, 1), PATH(chmod, 0), PATH(fchmodat, 1), PATH(symlink, 1), PATH(symlinkat, 2), PATH(link, 0), PATH(memfd_create, 0),
    PATH(execve, 0), FILE_OF(fchmod), FILE_OF(fstat), FILE_OF(getdents64), FILE_OF(fsync), FILE_OF(fdatasync), FILE_OF(flock),
    FILE_OF(ftruncate), FILE_OF(pwrite64), FILE_OF(pread64), FILE_OF(lseek), FILE_OF(read), FILE_OF(write), FILE_OF(close),
};

enum { CALLS = sizeof calls / sizeof *calls, MAX_PATH = 300, MAX_LINE = MAX_PATH + 40, MAX_KINDS = 4096, RANDOM_DIGITS = 16 };

static FILE *log_file;
static const char *wanted;
static pid_t program;
static int error_given, programs_seen;

static struct kind {
    char line[MAX_LINE];
    int seen;
} kinds[MAX_KINDS];

static void fail(const char *what) {
    perror(what);
    exit(70);
}

static const struct call *known(long number) {
    for (int i = 0; i < CALLS; i++) {
        if (calls[i].number == number) {
            return &calls[i];
        }
    }
    return NULL;
}

// The kernel stops the program at these calls alone.
static void filter(void) {
    struct sock_filter program[CALLS + 3];
    program[0] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (int i = 0; i < CALLS; i++) {
        program[i + 1] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)calls[i].number, (unsigned char)(CALLS - i), 0);
    }
    program[CALLS + 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    program[CALLS + 2] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    struct sock_fprog all = {.len = CALLS + 3, .filter = program};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &all) != 0) {
        fail("strike: seccomp");
    }
}

static void text_at(pid_t thread, unsigned long long address, char *text) {
    char link[64];
    snprintf(link, sizeof link, "/proc/%d/mem", thread);
    int memory = open(link, O_RDONLY);
    ssize_t length = memory < 0 ? -1 : pread(memory, text, MAX_PATH - 1, (off_t)address);
    close(memory);
    text[length < 0 ? 0 : length] = 0;
}

static void file_at(pid_t thread, int descriptor, char *text) {
    char link[64];
    snprintf(link, sizeof link, "/proc/%d/fd/%d", thread, descriptor);
    ssize_t length = readlink(link, text, MAX_PATH - 1);
    text[length < 0 ? 0 : length] = 0;
}

// Files and folders; sockets, pipes and what has no path are no file calls.
static int is_file(const char *text) {
    return text[0] == '/' && strncmp(text, "/proc/", 6) != 0 && strncmp(text, "/sys/", 5) != 0 && strncmp(text, "/dev/", 5) != 0;
}

static int is_hex(char digit) { return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'); }

// Hyphens may stand between the digits, as in a GUID.
static void hide_random(char *text) {
    char *to = text;
    for (const char *from = text; *from != 0;) {
        size_t length = 0, digits = 0;
        while (is_hex(from[length]) || (digits > 0 && from[length] == '-')) {
            digits += is_hex(from[length]) != 0;
            length++;
        }
        if (digits >= RANDOM_DIGITS) {
            *to++ = '*';
        } else {
            length += length == 0;
            memmove(to, from, length);
            to += length;
        }
        from += length;
    }
    *to = 0;
}

// A thread of the program, and not of what it starts: Git, an editor.
static int is_ours(pid_t thread) {
    char task[64];
    snprintf(task, sizeof task, "/proc/%d/task/%d", program, thread);
    return access(task, F_OK) == 0;
}

// Which one of its kind this call is, from 1 on.
static int count(const char *line) {
    struct kind *at = kinds;
    while (at < kinds + MAX_KINDS - 1 && at->seen > 0 && strcmp(at->line, line) != 0) {
        at++;
    }
    snprintf(at->line, sizeof at->line, "%s", line);
    return ++at->seen;
}

// At a file call. Returns whether the program goes on.
static int strike(pid_t thread) {
    struct user_regs_struct registers;
    if (ptrace(PTRACE_GETREGS, thread, NULL, &registers) != 0) {
        return 1;
    }
    const struct call *call = known((long)registers.orig_rax);
    if (call == NULL || programs_seen != 1 || !is_ours(thread)) {
        return 1;
    }
    unsigned long long arguments[] = {registers.rdi, registers.rsi, registers.rdx};
    char text[MAX_PATH] = "";
    if (call->path >= 0) {
        text_at(thread, arguments[call->path], text);
    }
    if (call->path == -1 || (call->path > 0 && text[0] == 0)) {
        file_at(thread, (int)arguments[0], text);
        if (!is_file(text) && strncmp(text, "/dev/shm/", 9) != 0) {
            return 1;
        }
    }
    char line[MAX_LINE], numbered[MAX_LINE + 16];
    hide_random(text);
    snprintf(line, sizeof line, "%s %s", call->name, text[0] == 0 ? "-" : text);
    snprintf(numbered, sizeof numbered, "%s %d", line, count(line));
    fprintf(log_file, "%s\n", numbered);
    if (strcmp(numbered, wanted) != 0) {
        return 1;
    }
    fprintf(log_file, "struck %s\n", numbered);
    fflush(log_file);
    if (error_given == 0) {
        return 0;
    }
    registers.orig_rax = (unsigned long long)-1;
    registers.rax = (unsigned long long)-(long long)error_given;
    if (ptrace(PTRACE_SETREGS, thread, NULL, &registers) != 0) {
        fail("strike: PTRACE_SETREGS");
    }
    return 1;
}

static int watch(void) {
    while (1) {
        int status;
        pid_t thread = waitpid(-1, &status, __WALL);
        if (thread < 0) {
            return errno == EINTR ? 0 : 70;
        }
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            if (thread == program) {
                return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            }
            continue;
        }
        int signal = WSTOPSIG(status), event = status >> 16;
        if (event == PTRACE_EVENT_SECCOMP) {
            signal = 0;
            if (!strike(thread)) {
                kill(program, SIGKILL);
            }
        } else if (event == PTRACE_EVENT_EXEC) {
            // The command that exec becomes is not ours to strike. It stays traced: the filter stays with it.
            signal = 0;
            programs_seen += thread == program;
        } else if (event != 0 || signal == SIGSTOP) {
            signal = 0;
        }
        ptrace(PTRACE_CONT, thread, NULL, signal);
    }
}

int main(int count, char **arguments) {
    if (count < 5) {
        fprintf(stderr, "usage: strike LOG CALL ERROR PROGRAM [ARG...]\n");
        return 64;
    }
    log_file = fopen(arguments[1], "we");
    if (log_file == NULL) {
        fail(arguments[1]);
    }
    wanted = arguments[2];
    error_given = atoi(arguments[3]);
    program = fork();
    if (program == 0) {
        ptrace(PTRACE_TRACEME, 0, NULL, NULL);
        raise(SIGSTOP);
        filter();
        execv(arguments[4], arguments + 4);
        fail(arguments[4]);
    }
    int status;
    if (waitpid(program, &status, 0) != program || !WIFSTOPPED(status)) {
        fail("strike: no program");
    }
    const long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
    ptrace(PTRACE_SETOPTIONS, program, NULL, options);
    ptrace(PTRACE_CONT, program, NULL, 0);
    int code = watch();
    fclose(log_file);
    return programs_seen == 0 ? 70 : code;
}
