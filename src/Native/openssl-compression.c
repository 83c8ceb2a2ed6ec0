// No compression in TLS: OpenSSL as Debian builds it can compress certificates with zlib and zstd, which are libraries that nothing
// else here wants. These stand in for its methods (crypto/comp/c_zlib.c, c_zstd.c): there is none, so it offers none to a server.
#include <stddef.h>

#define METHOD(name) \
    const void *BIO_f_##name(void); \
    const void *COMP_##name(void); \
    const void *COMP_##name##_oneshot(void); \
    void ossl_comp_##name##_cleanup(void); \
    const void *BIO_f_##name(void) { return NULL; } \
    const void *COMP_##name(void) { return NULL; } \
    const void *COMP_##name##_oneshot(void) { return NULL; } \
    void ossl_comp_##name##_cleanup(void) {}

METHOD(zlib)
METHOD(zstd)
