// The algorithms that TLS, certificates, ciphertexts and digests need here, as the only provider of OpenSSL. It stands in for the default
// one, whose lists bring in everything that OpenSSL can do: camellia, argon2, SLH-DSA, … are 0.5 MB of which nothing would ever run.
// provider(7), provider-base(7): https://docs.openssl.org/3.5/man7/provider/
// What a provider of OpenSSL's own is made of (its context, the dispatch tables of its algorithms) is declared in headers that are not
// installed; each is declared here, and a change of one is a failed link.
#include <openssl/bio.h>
#include <openssl/core.h>
#include <openssl/core_dispatch.h>
#include <openssl/core_names.h>
#include <openssl/params.h>
#include <openssl/types.h>

#define PROPERTIES "provider=default"
#define TABLE(name) extern const OSSL_DISPATCH ossl_##name##_functions[];
#define ROW(name, names, functions) {names, PROPERTIES, ossl_##functions##_functions, NULL},
#define DER_IN(name, structure, functions) {name, PROPERTIES ",input=der,structure=" structure, ossl_##functions##_decoder_functions, NULL},
#define DER_OUT(name, structure, functions) {name, PROPERTIES ",output=der,structure=" structure, ossl_##functions##_encoder_functions, NULL},
#define ROW_TABLE(name, names, functions) TABLE(functions)
#define DER_IN_TABLE(name, structure, functions) TABLE(functions##_decoder)
#define DER_OUT_TABLE(name, structure, functions) TABLE(functions##_encoder)

#define CIPHERS(row) \
    row(CIPHER, "NULL", null) \
    row(CIPHER, "AES-128-GCM:id-aes128-GCM:2.16.840.1.101.3.4.1.6", aes128gcm) \
    row(CIPHER, "AES-192-GCM:id-aes192-GCM:2.16.840.1.101.3.4.1.26", aes192gcm) \
    row(CIPHER, "AES-256-GCM:id-aes256-GCM:2.16.840.1.101.3.4.1.46", aes256gcm) \
    row(CIPHER, "AES-128-CBC:AES128:2.16.840.1.101.3.4.1.2", aes128cbc) \
    row(CIPHER, "AES-192-CBC:AES192:2.16.840.1.101.3.4.1.22", aes192cbc) \
    row(CIPHER, "AES-256-CBC:AES256:2.16.840.1.101.3.4.1.42", aes256cbc) \
    row(CIPHER, "AES-128-CTR", aes128ctr) \
    row(CIPHER, "AES-192-CTR", aes192ctr) \
    row(CIPHER, "AES-256-CTR", aes256ctr) \
    row(CIPHER, "AES-128-ECB:2.16.840.1.101.3.4.1.1", aes128ecb) \
    row(CIPHER, "AES-192-ECB:2.16.840.1.101.3.4.1.21", aes192ecb) \
    row(CIPHER, "AES-256-ECB:2.16.840.1.101.3.4.1.41", aes256ecb) \
    row(CIPHER, "ChaCha20", chacha20) \
    row(CIPHER, "ChaCha20-Poly1305", chacha20_ossl_poly1305)

#define DIGESTS(row) \
    row(DIGEST, "SHA1:SHA-1:SSL3-SHA1:1.3.14.3.2.26", sha1) \
    row(DIGEST, "SHA2-224:SHA-224:SHA224:2.16.840.1.101.3.4.2.4", sha224) \
    row(DIGEST, "SHA2-256:SHA-256:SHA256:2.16.840.1.101.3.4.2.1", sha256) \
    row(DIGEST, "SHA2-384:SHA-384:SHA384:2.16.840.1.101.3.4.2.2", sha384) \
    row(DIGEST, "SHA2-512:SHA-512:SHA512:2.16.840.1.101.3.4.2.3", sha512) \
    row(DIGEST, "SHA3-256:2.16.840.1.101.3.4.2.8", sha3_256) \
    row(DIGEST, "SHA3-384:2.16.840.1.101.3.4.2.9", sha3_384) \
    row(DIGEST, "SHA3-512:2.16.840.1.101.3.4.2.10", sha3_512) \
    row(DIGEST, "SHAKE-128:SHAKE128:2.16.840.1.101.3.4.2.11", shake_128) \
    row(DIGEST, "SHAKE-256:SHAKE256:2.16.840.1.101.3.4.2.12", shake_256) \
    row(DIGEST, "MD5:SSL3-MD5:1.2.840.113549.2.5", md5) \
    row(DIGEST, "MD5-SHA1", md5_sha1)

#define MACS(row) row(MAC, "HMAC", hmac)

#define DERIVATIONS(row) \
    row(KDF, "HKDF", kdf_hkdf) \
    row(KDF, "TLS13-KDF", kdf_tls1_3_kdf) \
    row(KDF, "TLS1-PRF", kdf_tls1_prf) \
    row(KDF, "PBKDF2:1.2.840.113549.1.5.12", kdf_pbkdf2)

#define EXCHANGES(row) \
    row(KEYEXCH, "ECDH", ecdh_keyexch) \
    row(KEYEXCH, "X25519:1.3.101.110", x25519_keyexch) \
    row(KEYEXCH, "TLS1-PRF", kdf_tls1_prf_keyexch) \
    row(KEYEXCH, "HKDF", kdf_hkdf_keyexch)

#define ENCAPSULATIONS(row) \
    row(KEM, "ML-KEM-768:MLKEM768:id-alg-ml-kem-768:2.16.840.1.101.3.4.4.2", ml_kem_asym_kem) \
    row(KEM, "ML-KEM-1024:MLKEM1024:id-alg-ml-kem-1024:2.16.840.1.101.3.4.4.3", ml_kem_asym_kem) \
    row(KEM, "X25519MLKEM768", mlx_kem_asym_kem) \
    row(KEM, "SecP256r1MLKEM768", mlx_kem_asym_kem) \
    row(KEM, "SecP384r1MLKEM1024", mlx_kem_asym_kem)

#define KEYS(row) \
    row(KEYMGMT, "RSA:rsaEncryption:1.2.840.113549.1.1.1", rsa_keymgmt) \
    row(KEYMGMT, "RSA-PSS:RSASSA-PSS:1.2.840.113549.1.1.10", rsapss_keymgmt) \
    row(KEYMGMT, "EC:id-ecPublicKey:1.2.840.10045.2.1", ec_keymgmt) \
    row(KEYMGMT, "X25519:1.3.101.110", x25519_keymgmt) \
    row(KEYMGMT, "ED25519:1.3.101.112", ed25519_keymgmt) \
    row(KEYMGMT, "ML-KEM-768:MLKEM768:id-alg-ml-kem-768:2.16.840.1.101.3.4.4.2", ml_kem_768_keymgmt) \
    row(KEYMGMT, "ML-KEM-1024:MLKEM1024:id-alg-ml-kem-1024:2.16.840.1.101.3.4.4.3", ml_kem_1024_keymgmt) \
    row(KEYMGMT, "X25519MLKEM768", mlx_x25519_kem_kmgmt) \
    row(KEYMGMT, "SecP256r1MLKEM768", mlx_p256_kem_kmgmt) \
    row(KEYMGMT, "SecP384r1MLKEM1024", mlx_p384_kem_kmgmt) \
    row(KEYMGMT, "TLS1-PRF", kdf_keymgmt) \
    row(KEYMGMT, "HKDF", kdf_keymgmt) \
    row(KEYMGMT, "HMAC", mac_legacy_keymgmt)

#define SIGNATURES(row) \
    row(SIGNATURE, "RSA:rsaEncryption:1.2.840.113549.1.1.1", rsa_signature) \
    row(SIGNATURE, "ECDSA", ecdsa_signature) \
    row(SIGNATURE, "ED25519:1.3.101.112", ed25519_signature) \
    row(SIGNATURE, "HMAC", mac_legacy_hmac_signature)

#define ENCRYPTIONS(row) row(ASYM_CIPHER, "RSA:rsaEncryption:1.2.840.113549.1.1.1", rsa_asym_cipher)

#define GENERATORS(row) \
    row(RAND, "CTR-DRBG", drbg_ctr) \
    row(RAND, "SEED-SRC", seed_src)

#define DECODERS(row) \
    row("DER", "SubjectPublicKeyInfo", SubjectPublicKeyInfo_der_to_der) \
    row("DER", "EncryptedPrivateKeyInfo", EncryptedPrivateKeyInfo_der_to_der) \
    row("RSA", "SubjectPublicKeyInfo", SubjectPublicKeyInfo_der_to_rsa) \
    row("RSA", "PrivateKeyInfo", PrivateKeyInfo_der_to_rsa) \
    row("RSA", "type-specific", type_specific_keypair_der_to_rsa) \
    row("RSA-PSS", "SubjectPublicKeyInfo", SubjectPublicKeyInfo_der_to_rsapss) \
    row("RSA-PSS", "PrivateKeyInfo", PrivateKeyInfo_der_to_rsapss) \
    row("EC", "SubjectPublicKeyInfo", SubjectPublicKeyInfo_der_to_ec) \
    row("EC", "PrivateKeyInfo", PrivateKeyInfo_der_to_ec) \
    row("EC", "type-specific", type_specific_no_pub_der_to_ec) \
    row("ED25519", "SubjectPublicKeyInfo", SubjectPublicKeyInfo_der_to_ed25519) \
    row("ED25519", "PrivateKeyInfo", PrivateKeyInfo_der_to_ed25519) \
    row("X25519", "SubjectPublicKeyInfo", SubjectPublicKeyInfo_der_to_x25519)

#define ENCODERS(row) \
    row("RSA", "SubjectPublicKeyInfo", rsa_to_SubjectPublicKeyInfo_der) \
    row("RSA", "PrivateKeyInfo", rsa_to_PrivateKeyInfo_der) \
    row("RSA", "type-specific", rsa_to_type_specific_keypair_der) \
    row("EC", "SubjectPublicKeyInfo", ec_to_SubjectPublicKeyInfo_der) \
    row("EC", "PrivateKeyInfo", ec_to_PrivateKeyInfo_der) \
    row("EC", "type-specific", ec_to_type_specific_no_pub_der) \
    row("ED25519", "SubjectPublicKeyInfo", ed25519_to_SubjectPublicKeyInfo_der) \
    row("ED25519", "PrivateKeyInfo", ed25519_to_PrivateKeyInfo_der)

CIPHERS(ROW_TABLE) DIGESTS(ROW_TABLE) MACS(ROW_TABLE) DERIVATIONS(ROW_TABLE) EXCHANGES(ROW_TABLE) ENCAPSULATIONS(ROW_TABLE)
KEYS(ROW_TABLE) SIGNATURES(ROW_TABLE) ENCRYPTIONS(ROW_TABLE) GENERATORS(ROW_TABLE) DECODERS(DER_IN_TABLE) ENCODERS(DER_OUT_TABLE)

#define LIST(name, rows, row) static const OSSL_ALGORITHM name[] = {rows(row) {NULL, NULL, NULL, NULL}};
LIST(ciphers, CIPHERS, ROW)
LIST(digests, DIGESTS, ROW)
LIST(macs, MACS, ROW)
LIST(derivations, DERIVATIONS, ROW)
LIST(exchanges, EXCHANGES, ROW)
LIST(encapsulations, ENCAPSULATIONS, ROW)
LIST(keys, KEYS, ROW)
LIST(signatures, SIGNATURES, ROW)
LIST(encryptions, ENCRYPTIONS, ROW)
LIST(generators, GENERATORS, ROW)
LIST(decoders, DECODERS, DER_IN)
LIST(encoders, ENCODERS, DER_OUT)

static const OSSL_ALGORITHM *algorithms(void *provider, int operation, int *is_changing) {
    (void)provider;
    *is_changing = 0;
    switch (operation) {
        case OSSL_OP_CIPHER: return ciphers;
        case OSSL_OP_DIGEST: return digests;
        case OSSL_OP_MAC: return macs;
        case OSSL_OP_KDF: return derivations;
        case OSSL_OP_KEYEXCH: return exchanges;
        case OSSL_OP_KEM: return encapsulations;
        case OSSL_OP_KEYMGMT: return keys;
        case OSSL_OP_SIGNATURE: return signatures;
        case OSSL_OP_ASYM_CIPHER: return encryptions;
        case OSSL_OP_RAND: return generators;
        case OSSL_OP_DECODER: return decoders;
        case OSSL_OP_ENCODER: return encoders;
        default: return NULL;
    }
}

// ---- the provider's own context, as OpenSSL's algorithms expect it (providers/common, prov/provider_ctx.h)

typedef void own_context;
own_context *ossl_prov_ctx_new(void);
void ossl_prov_ctx_free(own_context *context);
void ossl_prov_ctx_set0_libctx(own_context *context, OSSL_LIB_CTX *library);
void ossl_prov_ctx_set0_handle(own_context *context, const OSSL_CORE_HANDLE *handle);
void ossl_prov_ctx_set0_core_bio_method(own_context *context, BIO_METHOD *method);
void ossl_prov_ctx_set0_core_get_params(own_context *context, OSSL_FUNC_core_get_params_fn *get);
BIO_METHOD *ossl_prov_ctx_get0_core_bio_method(own_context *context);
BIO_METHOD *ossl_bio_prov_init_bio_method(void);
int ossl_prov_bio_from_dispatch(const OSSL_DISPATCH *core);
int ossl_prov_seeding_from_dispatch(const OSSL_DISPATCH *core);
int ossl_prov_get_capabilities(void *context, const char *capability, OSSL_CALLBACK *found, void *argument);

static void end(void *context) {
    BIO_meth_free(ossl_prov_ctx_get0_core_bio_method(context));
    ossl_prov_ctx_free(context);
}

static int parameters(void *context, OSSL_PARAM asked[]) {
    (void)context;
    OSSL_PARAM *status = OSSL_PARAM_locate(asked, OSSL_PROV_PARAM_STATUS);
    return status == NULL || OSSL_PARAM_set_int(status, 1);
}

static const OSSL_DISPATCH provider[] = {
    {OSSL_FUNC_PROVIDER_TEARDOWN, (void (*)(void))end},
    {OSSL_FUNC_PROVIDER_GET_PARAMS, (void (*)(void))parameters},
    {OSSL_FUNC_PROVIDER_QUERY_OPERATION, (void (*)(void))algorithms},
    {OSSL_FUNC_PROVIDER_GET_CAPABILITIES, (void (*)(void))ossl_prov_get_capabilities},
    OSSL_DISPATCH_END,
};

static void (*find(const OSSL_DISPATCH *core, int function))(void) {
    for (; core->function_id != 0; core++) {
        if (core->function_id == function) return core->function;
    }
    return NULL;
}

static int begin(const OSSL_CORE_HANDLE *handle, const OSSL_DISPATCH *core, const OSSL_DISPATCH **out, void **context) {
    OSSL_FUNC_core_get_libctx_fn *library = (OSSL_FUNC_core_get_libctx_fn *)find(core, OSSL_FUNC_CORE_GET_LIBCTX);
    OSSL_FUNC_core_get_params_fn *get = (OSSL_FUNC_core_get_params_fn *)find(core, OSSL_FUNC_CORE_GET_PARAMS);
    if (library == NULL || !ossl_prov_bio_from_dispatch(core) || !ossl_prov_seeding_from_dispatch(core)) return 0;

    BIO_METHOD *method = ossl_bio_prov_init_bio_method();
    *context = ossl_prov_ctx_new();
    if (method == NULL || *context == NULL) {
        BIO_meth_free(method);
        ossl_prov_ctx_free(*context);
        *context = NULL;
        return 0;
    }
    ossl_prov_ctx_set0_libctx(*context, (OSSL_LIB_CTX *)library(handle));
    ossl_prov_ctx_set0_handle(*context, handle);
    ossl_prov_ctx_set0_core_bio_method(*context, method);
    ossl_prov_ctx_set0_core_get_params(*context, get);
    *out = provider;
    return 1;
}

// ---- which providers are built in (crypto/provider_local.h): this one, which is loaded where none is asked for

struct built_in {
    const char *name;
    const char *path;
    OSSL_provider_init_fn *begin;
    void *settings;
    unsigned int is_fallback : 1;
};

extern const struct built_in ossl_predefined_providers[];
const struct built_in ossl_predefined_providers[] = {{"default", NULL, begin, NULL, 1}, {NULL, NULL, NULL, NULL, 0}};
