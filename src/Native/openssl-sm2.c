// The curve SM2 has a table of half a megabyte on arm64, which is referred to by the list of all curves. This stands in for its method
// (crypto/ec/ecp_sm2p256.c, arm64 only): there is none, and no provider here knows SM2.
#ifdef __aarch64__
#include <stddef.h>

const void *EC_GFp_sm2p256_method(void);
const void *EC_GFp_sm2p256_method(void) { return NULL; }
#endif
