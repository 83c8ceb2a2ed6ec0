// Stands in for the two functions by which .NET's OpenSSL shim says where the system's certificates are. .NET reads
// every one of them with the first chain it builds, whether the chain trusts them or not: 25 to 50 ms. coffer has its
// own search (Coffer.Aws/Tls), which parses only what a server's certificate goes back to.

#include "pal_x509_root.h"

const char *CryptoNative_GetX509RootStorePath(uint8_t *isDefault) {
    *isDefault = 0;
    return "";
}

const char *CryptoNative_GetX509RootStoreFile(uint8_t *isDefault) {
    *isDefault = 0;
    return "";
}
