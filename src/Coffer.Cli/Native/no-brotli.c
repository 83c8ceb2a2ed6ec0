// No Brotli: nothing that coffer asks for is compressed, but the handler of HTTP refers to it, and its tables and its compressor
// are 860 KB of the binary. These stand in for the entry points of the library (brotli/encode.h, decode.h): nothing can be made, so
// .NET answers who tries with an exception.
#include <stddef.h>

typedef void *instance;

instance BrotliDecoderCreateInstance(void *allocate, void *release, void *opaque) {
    (void)allocate, (void)release, (void)opaque;
    return NULL;
}

int BrotliDecoderDecompress(size_t length, const void *bytes, size_t *written, void *out) {
    (void)length, (void)bytes, (void)written, (void)out;
    return 0;
}

int BrotliDecoderDecompressStream(instance decoder, size_t *in, const void **next, size_t *out, void **written, size_t *total) {
    (void)decoder, (void)in, (void)next, (void)out, (void)written, (void)total;
    return 0;
}

void BrotliDecoderDestroyInstance(instance decoder) { (void)decoder; }

int BrotliDecoderIsFinished(instance decoder) {
    (void)decoder;
    return 0;
}

instance BrotliEncoderCreateInstance(void *allocate, void *release, void *opaque) {
    (void)allocate, (void)release, (void)opaque;
    return NULL;
}

int BrotliEncoderCompress(int quality, int window, int mode, size_t length, const void *bytes, size_t *written, void *out) {
    (void)quality, (void)window, (void)mode, (void)length, (void)bytes, (void)written, (void)out;
    return 0;
}

int BrotliEncoderCompressStream(
    instance encoder, int operation, size_t *in, const void **next, size_t *out, void **written, size_t *total) {
    (void)encoder, (void)operation, (void)in, (void)next, (void)out, (void)written, (void)total;
    return 0;
}

void BrotliEncoderDestroyInstance(instance encoder) { (void)encoder; }

int BrotliEncoderHasMoreOutput(instance encoder) {
    (void)encoder;
    return 0;
}

size_t BrotliEncoderMaxCompressedSize(size_t length) {
    (void)length;
    return 0;
}

int BrotliEncoderSetParameter(instance encoder, int parameter, unsigned value) {
    (void)encoder, (void)parameter, (void)value;
    return 0;
}
