#!/usr/bin/env bash
# Traces every system call that writes, of a whole 'set' and of whole 'exec's, and looks for the secret's value in what was
# written: raw, in base64 at each offset, in hex. It may go to sockets, pipes and files in memory (memfd, tmpfs for --dir),
# and to no regular file; and it is no argument of any program. And refuses threads and pages, as the kernel does. Needs strace, and the binaries that COFFER_BIN and
# COFFER_LOCAL_BIN name (./build native). Prints TAP, and 'N passed, N failed' at the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source ./common

command -v strace >/dev/null || { echo "strace.sh: strace is not installed" >&2; exit 69; }
value='correct horse battery staple of the trace'
memory="/dev/shm/coffer-strace-$$"
calls=write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,sendmmsg,splice,tee,vmsplice,sendfile,copy_file_range,mmap,openat,open,creat,memfd_create,execve,symlink,rename

# Each form of the value as strace -xx shows bytes: \x63\x6f…
as_shown() { od -An -v -tx1 | tr -d '\n' | sed 's/ /\\x/g'; }
forms="$work/forms"
{
    printf %s "$value" | as_shown; echo
    printf %s "$value" | od -An -v -tx1 | tr -d ' \n' | as_shown; echo
    # base64 at the three offsets a value may have; the ends, which depend on what is beside it, are cut off.
    for before in '' x xx; do
        printf %s "$before$value" | base64 -w0 | cut -c5- | sed 's/....=*$//' | tr -d '\n' | as_shown; echo
    done
} >"$forms"

# -yy names what each descriptor is; -s is longer than anything that is sent at once.
trace() {
    local into="$1"
    shift
    strace -f -yy -xx -s 1000000 -e trace="$calls" -o "$into" "$@"
}

# Calls that carry the value.
carrying() { grep -F -f "$forms" "$1" || true; }

# Of those, the ones to a regular file: a path in <…> right after the descriptor. Terminals and devices are none; memory is
# no disk. With -yy a path is in hex too: \x2f is '/'.
to_files() {
    carrying "$1" | sed -nE 's/^[0-9]+ +(write|pwrite64|writev|pwritev2?)\([0-9]+<(\\x2f[^>]*)>.*/\2/p' |
        while read -r path; do printf '%b\n' "$path"; done | grep -vE '^(/memfd:|/dev/(pts/|tty|null)|/dev/shm/)' || true
}

shared_mappings() { grep -E 'mmap\(.*PROT_WRITE.*MAP_SHARED[^_].*, [0-9]+<(/|\\x2f)' "$1" | grep -vF '\x2f\x6d\x65\x6d\x66\x64\x3a' || true; }
copies_in_kernel() { grep -E ' (splice|tee|vmsplice|sendfile|copy_file_range)\(' "$1" || true; }
arguments() { carrying "$1" | grep ' execve(' || true; }
nothing() { [ -z "$1" ] || { printf '%s\n' "${1:0:2000}" >&2; return 1; }; }
something() { [ -n "$1" ]; }

inspect() {
    local name="$1" log="$2"
    check "$name: it was traced to its end" grep -qE 'exited with 0' "$log"
    check "$name: no regular file got the value" nothing "$(to_files "$log")"
    check "$name: no program got it as an argument" nothing "$(arguments "$log")"
    check "$name: no file is mapped to be written" nothing "$(shared_mappings "$log")"
    check "$name: the kernel copied nothing between files" nothing "$(copies_in_kernel "$log")"
}

start_local_aws

# The value travels through a pipe; the shell that prints it is not traced.
printf %s "$value" | trace "$work/set" "$coffer" set staging/api/token
inspect set "$work/set"
check "set: the value was seen on its way to KMS, so that the search finds it" something "$(carrying "$work/set" | grep -E '(write|sendto|sendmsg)\([0-9]+<TCP' || true)"
"$coffer" push staging >/dev/null 2>&1

trace "$work/exec" "$coffer" exec s3://staging-secrets/api -- true
inspect 'exec' "$work/exec"

trace "$work/file" "$coffer" exec s3://staging-secrets/api --file token -- true
inspect 'exec --file' "$work/file"
check "exec --file: the value was seen in a file in memory, so that the search finds it" \
    something "$(carrying "$work/file" | grep -E '(write|pwrite64)\([0-9]+<(/|\\x2f)' || true)"

trace "$work/folder" "$coffer" exec s3://staging-secrets/api --dir "$memory" -- rm -rf "$memory"
inspect 'exec --dir' "$work/folder"
rm -rf "$memory" "/dev/shm/.coffer-strace-$$".*

# While execve is under way, the kernel refuses every other thread of the process a new one with EAGAIN.
without_thread() {
    local code=0
    strace -f -o "$work/refused" -e trace=clone3 -e inject=clone3:error=EAGAIN:when="$1" "$coffer" exec s3://staging-secrets/api -- sh -c 'exit 7' || code=$?
    [ "$code" -eq 7 ] && grep -q INJECTED "$work/refused"
}
for thread in 1 2 3; do
    check "exec: starts its command though its thread $thread is refused once" without_thread "$thread"
done

# Where it is a limit, that is said; .NET would abort, or end without a word.
without_threads_from() {
    local code=0
    strace -f -o "$work/refused" -e trace=clone3 -e inject=clone3:error=EAGAIN:when="$1+" "$coffer" exec s3://staging-secrets/api -- touch "$work/started" 2>"$work/error" || code=$?
    [ "$code" -eq 77 ] && [ ! -e "$work/started" ] && grep -q '^coffer: error: no thread can be started' "$work/error"
}
for thread in 1 2 3; do
    check "exec: says that no thread can be started, from its thread $thread on" without_threads_from "$thread"
done

# The memory for the runtime's metadata, some MiB, is made by one call (early-pages.c). A kernel that cannot do so changes nothing.
pages_at_once() {
    strace -X raw -o "$work/pages" -e trace=madvise "$1" --version >/dev/null
    awk -F'[(,)]' '$4 ~ /0x17$/ && $NF ~ /= 0$/ && $3 > 4000000 { made = 1 } END { exit !made }' "$work/pages"
}
without_pages_at_once() {
    strace -o "$work/pages" -e trace=madvise -e inject=madvise:error=EINVAL:when=1..2 "$1" --version >/dev/null && [ "$(grep -c INJECTED "$work/pages")" -eq 2 ]
}
for program in "$coffer" "$coffer_local"; do
    check "${program##*/}: makes the pages of its metadata by one call" pages_at_once "$program"
    check "${program##*/}: starts on a kernel that does not know it" without_pages_at_once "$program"
done

# The search itself: what does write a value to a disk is seen.
trace "$work/get" "$coffer" get staging/api/token >"$work/plain"
check "a value that does go to a file is found" something "$(to_files "$work/get")"

finish
