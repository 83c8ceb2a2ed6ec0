/*
 * Sends SIGTERM at random moments of a program's start and counts what is lost.
 *
 *   sigterm drive RUNS MICROSECONDS plain|first -- COMMAND…   prints how the runs ended; "lost" is alive 1 s later
 *   sigterm silent RUNS plain|first -- COMMAND…               the same, once the command has connected to a server that
 *                                                             never answers; its address is in AWS_ENDPOINT_URL
 *   sigterm load MICROSECONDS COMMAND…                        the reference: what exec does, in C: a handler that ends at
 *                                                             once where it is the first process, a wait, execve
 *   sigterm child                                             a command with a handler of its own, as a server has one
 *
 * "first" makes each run the first process of a PID namespace, as a container's entrypoint is: clone(2), which needs root.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static void end(int number) { _exit(128 + number); }
static void served(int number) { (void)number; _exit(0); }

static void wait_for(long microseconds)
{
    struct timespec time = { microseconds / 1000000, microseconds % 1000000 * 1000 };
    while (nanosleep(&time, &time) != 0 && errno == EINTR) { }
}

static long below(long limit)
{
    unsigned long number;
    if (getrandom(&number, sizeof number, 0) != sizeof number) { perror("getrandom"); exit(2); }
    return (long)(number % (unsigned long)limit);
}

static int load(char **arguments)
{
    if (getpid() == 1) { signal(SIGTERM, end); signal(SIGINT, end); signal(SIGHUP, end); }
    wait_for(atol(arguments[0]));
    execvp(arguments[1], arguments + 1);
    return 127;
}

static _Noreturn void child(void)
{
    signal(SIGTERM, served);
    for (;;) { pause(); }
}

static pid_t start(int first, char **command)
{
    pid_t pid = (pid_t)syscall(SYS_clone, (first ? CLONE_NEWPID : 0) | SIGCHLD, NULL, NULL, NULL, NULL);
    if (pid < 0) { perror("clone"); exit(2); }
    if (pid == 0) { execvp(command[0], command); _exit(127); }
    return pid;
}

/* How one run ended. */
struct ends { int by_signal, by_handler, by_command, lost, other; };

static void stop(pid_t pid, struct ends *ends)
{
    int status;
    kill(pid, SIGTERM);
    for (int milliseconds = 0; milliseconds < 1000; milliseconds++) {
        if (waitpid(pid, &status, WNOHANG) == pid) {
            if (WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM) { ends->by_signal++; }
            else if (WIFEXITED(status) && WEXITSTATUS(status) == 128 + SIGTERM) { ends->by_handler++; }
            else if (WIFEXITED(status) && WEXITSTATUS(status) == 0) { ends->by_command++; }
            else { ends->other++; }
            return;
        }
        wait_for(1000);
    }
    ends->lost++;
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
}

static int report(const struct ends *ends)
{
    printf("lost %d; ended by the signal %d, by the handler %d, by the command %d, otherwise %d\n",
        ends->lost, ends->by_signal, ends->by_handler, ends->by_command, ends->other);
    return 0;
}

static int drive(int runs, long microseconds, int first, char **command)
{
    struct ends ends = { 0 };
    for (int run = 0; run < runs; run++) {
        pid_t pid = start(first, command);
        wait_for(below(microseconds));
        stop(pid, &ends);
    }
    return report(&ends);
}

static int silent(int runs, int first, char **command)
{
    struct ends ends = { 0 };
    for (int run = 0; run < runs; run++) {
        /* A server for each run: one that was killed leaves further connections in the queue. */
        struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        socklen_t length = sizeof address;
        int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (bind(server, (struct sockaddr *)&address, length) != 0 || listen(server, 16) != 0
            || getsockname(server, (struct sockaddr *)&address, &length) != 0) { perror("listen"); return 2; }
        char url[64];
        snprintf(url, sizeof url, "http://127.0.0.1:%d", ntohs(address.sin_port));
        setenv("AWS_ENDPOINT_URL", url, 1);
        pid_t pid = start(first, command);
        int connection = accept4(server, NULL, NULL, SOCK_CLOEXEC);
        stop(pid, &ends);
        close(connection);
        close(server);
    }
    return report(&ends);
}

int main(int count, char **arguments)
{
    if (count == 2 && strcmp(arguments[1], "child") == 0) { child(); }
    if (count > 3 && strcmp(arguments[1], "load") == 0) { return load(arguments + 2); }
    if (count > 6 && strcmp(arguments[1], "drive") == 0) {
        return drive(atoi(arguments[2]), atol(arguments[3]), strcmp(arguments[4], "first") == 0, arguments + 6);
    }
    if (count > 5 && strcmp(arguments[1], "silent") == 0) {
        return silent(atoi(arguments[2]), strcmp(arguments[3], "first") == 0, arguments + 5);
    }
    return 64;
}
