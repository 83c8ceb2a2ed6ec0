// At each start the runtime unpacks its metadata into 5 MB of memory that begins as zeros: 1,260 page faults, one after the other. Here
// these pages are made by one call, large ones where the kernel has them; nearly all of them are written anyway. A kernel that knows neither
// (before 5.14; no huge pages) says EINVAL, and makes each page when it is first written, as ever.

#define _DEFAULT_SOURCE

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

// Of the linker: where zeros begin, and where the program ends.
extern char __bss_start[], _end[];

__attribute__((constructor)) static void make_early_pages(void) {
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t from = ((uintptr_t)__bss_start + page - 1) & ~(page - 1);
    size_t length = (uintptr_t)_end - from;
    (void)madvise((void *)from, length, MADV_HUGEPAGE);
    (void)madvise((void *)from, length, MADV_POPULATE_WRITE);
}
