/* An S3 and a KMS that cost a few microseconds an answer: recorded bytes, after the latency that is asked for.
 *
 *     stub FOLDER MICROSECONDS PORTS [CERTIFICATE KEY]
 *
 * FOLDER has the answers 'list', 'release', 'object' and 'decrypt', heads and bodies. It listens on as many ports of localhost as asked for, says
 * 'listening on PORT…', and counts its answers in FOLDER/count, a 64-bit number that a reader may look at meanwhile. Each connection has
 * a thread of its own, which waits in the kernel: nothing else is between a request and its answer. It ends with its stdin. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { REQUEST_BYTES = 1 << 16, STACK_BYTES = 1 << 18, BACKLOG = 1024 };

struct answer { char *bytes; size_t length; };
struct connection { int socket; SSL *tls; };

static struct answer list, release, object, opened;
static struct timespec latency;
static SSL_CTX *context;
static atomic_ullong *count;
static pthread_attr_t small;

static struct answer answer(const char *folder, const char *name)
{
    char path[4096];
    struct stat found;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int file = open(path, O_RDONLY);
    if (file < 0 || fstat(file, &found))
        err(66, "%s", path);
    struct answer made = { malloc(found.st_size), found.st_size };
    if (read(file, made.bytes, made.length) != found.st_size)
        err(66, "%s", path);
    close(file);
    return made;
}

/* What is asked for, by the first line: there is no other request in a start. */
static const struct answer *choose(const char *request)
{
    const char *end = strchr(request, '\r');
    if (!strncmp(request, "POST ", 5))
        return &opened;
    if (memmem(request, end - request, "list-type=2", 11))
        return &list;
    return memmem(request, end - request, "/.coffer/release.json", 21) ? &release : &object;
}

static ssize_t take(struct connection *from, char *to, size_t room)
{
    return from->tls ? SSL_read(from->tls, to, room) : read(from->socket, to, room);
}

static int give(struct connection *to, const struct answer *what)
{
    size_t sent = 0;
    while (sent < what->length) {
        ssize_t now = to->tls ? SSL_write(to->tls, what->bytes + sent, what->length - sent)
                              : write(to->socket, what->bytes + sent, what->length - sent);
        if (now <= 0)
            return 0;
        sent += now;
    }
    return 1;
}

/* The length of the request that stands at the beginning, or 0 while its end is not there. */
static size_t whole(const char *request, size_t length)
{
    const char *end = memmem(request, length, "\r\n\r\n", 4);
    if (!end)
        return 0;
    const char *body = strcasestr(request, "\r\ncontent-length:");
    size_t all = end + 4 - request + (body && body < end ? strtoul(body + 17, NULL, 10) : 0);
    return all <= length ? all : 0;
}

static void converse(struct connection *with)
{
    char request[REQUEST_BYTES];
    size_t length = 0;
    for (;;) {
        size_t one = 0;
        request[length] = 0;
        while (!(one = whole(request, length))) {
            ssize_t more = length < sizeof request - 1 ? take(with, request + length, sizeof request - 1 - length) : 0;
            if (more <= 0)
                return;
            length += more;
            request[length] = 0;
        }
        if (latency.tv_sec || latency.tv_nsec)
            nanosleep(&latency, NULL);
        atomic_fetch_add(count, 1);
        if (!give(with, choose(request)))
            return;
        memmove(request, request + one, length -= one);
    }
}

static void *serve(void *accepted)
{
    struct connection with = { (int)(long)accepted, NULL };
    prctl(PR_SET_TIMERSLACK, 1);
    if (context) {
        with.tls = SSL_new(context);
        SSL_set_fd(with.tls, with.socket);
    }
    if (!with.tls || SSL_accept(with.tls) == 1)
        converse(&with);
    SSL_free(with.tls);
    close(with.socket);
    return NULL;
}

static void *listen_on(void *socket_to_accept)
{
    for (;;) {
        int yes = 1, accepted = accept4((int)(long)socket_to_accept, NULL, NULL, SOCK_CLOEXEC);
        pthread_t thread;
        if (accepted < 0)
            continue;
        setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (pthread_create(&thread, &small, serve, (void *)(long)accepted))
            close(accepted);
    }
    return NULL;
}

/* Binds, listens and accepts; gives the port. */
static int open_port(const struct sockaddr *address, socklen_t length)
{
    struct sockaddr_in6 bound;
    socklen_t room = sizeof bound;
    pthread_t thread;
    int yes = 1, one = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (one < 0)
        return -1;
    setsockopt(one, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(one, address, length) || listen(one, BACKLOG) || getsockname(one, (struct sockaddr *)&bound, &room))
        return close(one), -1;
    pthread_create(&thread, NULL, listen_on, (void *)(long)one);
    return ntohs(bound.sin6_port);
}

static int localhost(void)
{
    struct sockaddr_in four = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int port = open_port((struct sockaddr *)&four, sizeof four);
    struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT, .sin6_port = htons(port) };
    if (port < 0)
        err(69, "127.0.0.1");
    open_port((struct sockaddr *)&six, sizeof six); /* Where there is no IPv6, nobody asks for it. */
    return port;
}

static atomic_ullong *counter(const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/count", folder);
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    void *mapped = file < 0 || ftruncate(file, sizeof *count) ? MAP_FAILED : mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (mapped == MAP_FAILED)
        err(73, "%s", path);
    return mapped;
}

int main(int words, char **word)
{
    if (words != 4 && words != 6)
        errx(64, "usage: stub FOLDER MICROSECONDS PORTS [CERTIFICATE KEY]");
    long wait = atol(word[2]);
    latency = (struct timespec){ wait / 1000000, wait % 1000000 * 1000 };
    signal(SIGPIPE, SIG_IGN);
    list = answer(word[1], "list");
    release = answer(word[1], "release");
    object = answer(word[1], "object");
    opened = answer(word[1], "decrypt");
    count = counter(word[1]);
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, STACK_BYTES);
    pthread_attr_setdetachstate(&small, PTHREAD_CREATE_DETACHED);
    if (words == 6) {
        context = SSL_CTX_new(TLS_server_method());
        if (SSL_CTX_use_certificate_chain_file(context, word[4]) != 1 || SSL_CTX_use_PrivateKey_file(context, word[5], SSL_FILETYPE_PEM) != 1)
            errx(78, "%s: no certificate with its key", word[4]);
    }
    printf("listening on");
    for (int index = 0; index < atoi(word[3]); index++)
        printf(" %d", localhost());
    printf("\n");
    fflush(stdout);
    char end;
    while (read(0, &end, 1) > 0)
        ;
    _exit(0); /* Threads are at work in what exit would take down. */
}
