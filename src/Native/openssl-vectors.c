// AES-GCM by AVX-512 is 0.7 MB of unrolled code, for megabytes a millisecond; here a ciphertext has some kilobytes. These stand in
// for it (crypto/modes, x86-64 only): it says that it is not there, and OpenSSL takes the code for AVX and AES-NI.
#ifdef __x86_64__
#include <stdlib.h>

int ossl_vaes_vpclmulqdq_capable(void);
int ossl_vaes_vpclmulqdq_capable(void) { return 0; }

#define NEVER(name) \
    void name(void); \
    void name(void) { abort(); }

NEVER(ossl_aes_gcm_init_avx512)
NEVER(ossl_aes_gcm_setiv_avx512)
NEVER(ossl_aes_gcm_update_aad_avx512)
NEVER(ossl_aes_gcm_encrypt_avx512)
NEVER(ossl_aes_gcm_decrypt_avx512)
NEVER(ossl_aes_gcm_finalize_avx512)
NEVER(ossl_gcm_gmult_avx512)
#endif
