// Which key exchange the last handshake of TLS took, for 'coffer doctor': .NET has no way to ask.

#include <openssl/ssl.h>
#include <string.h>

static char taken[32];

int __real_SSL_do_handshake(SSL *ssl);
int __wrap_SSL_do_handshake(SSL *ssl);
const char *coffer_key_exchange(void);

int __wrap_SSL_do_handshake(SSL *ssl) {
    int done = __real_SSL_do_handshake(ssl);
    const char *name = done == 1 ? SSL_get0_group_name(ssl) : NULL;
    // The last byte stays 0.
    if (name != NULL)
        strncpy(taken, name, sizeof taken - 1);
    return done;
}

const char *coffer_key_exchange(void) {
    return taken;
}
