#!/usr/bin/env bash
# What a static binary promises of its file: it needs no other, it is hardened, and it is small. And of its start: coffer cannot be
# dumped or debugged before it has read anything, where this machine can run it and strace is there.
# Arguments are binaries; artifacts/native's and those of the other architectures without any.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
passed=0 failed=0

check() {
    if "${@:2}"; then
        passed=$((passed + 1))
        echo "ok $((passed + failed)) - $1"
    else
        failed=$((failed + 1))
        echo "not ok $((passed + failed)) - $1"
    fi
}

has() { grep -qE -- "$1" <<<"$2"; }
has_not() { ! has "$@"; }

# The system calls of a command that ends without AWS, in their order.
calls() {
    local at
    at=$(mktemp -d)
    mkdir -p "$at/staging/api"
    echo '{ "environments": { "staging": { "endpoint": "http://127.0.0.1:1" } } }' >"$at/coffer.json"
    head -c 300 /dev/zero | tr '\0' '\1' >"$at/staging/api/there"
    (
        cd "$at" || exit 1
        printf 'a value' | AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test strace -f -qq -o calls "$@" >/dev/null 2>&1
        cat calls
    )
    rm -rf "$at"
}

# Everything that could bring a secret in, or start a thread that could: none of it comes first, and some of it comes after.
undumpable_first() {
    local entering='^[0-9]+ +(read|pread64|readv|open|openat|openat2|recvfrom|recvmsg|socket|connect|clone|clone3|mmap)\('
    local before after
    before=$(sed '/prctl(PR_SET_DUMPABLE, SUID_DUMP_DISABLE) = 0/,$d' <<<"$1")
    after=$(sed '1,/prctl(PR_SET_DUMPABLE, SUID_DUMP_DISABLE) = 0/d' <<<"$1")
    [ -n "$before" ] && has_not "$entering" "$before" && has "$entering" "$after"
}

[ $# -gt 0 ] || set -- artifacts/native*/coffer artifacts/native*/coffer-local
for binary; do
    headers=$(readelf --wide --file-header --program-headers "$binary") || exit 1
    dynamic=$(readelf --wide --dynamic "$binary")
    check "$binary is position independent" has 'Type: +DYN' "$headers"
    check "$binary needs no loader" has_not ' INTERP ' "$headers"
    check "$binary needs no library" has_not 'NEEDED' "$dynamic"
    check "$binary has its relocations read-only" has ' GNU_RELRO ' "$headers"
    check "$binary binds nothing later" has 'FLAGS_1.* NOW' "$dynamic"
    check "$binary has no executable stack" has ' GNU_STACK .* RW +0' "$headers"
    check "$binary has nothing both writable and executable" has_not ' RWE ' "$headers"
    check "$binary has no symbols" has_not '[.]symtab|[.]debug' "$(readelf --wide --section-headers "$binary")"
    check "$binary names no folder of the machine it was built on" has_not . "$(grep -aoF -m1 -- "$PWD" "$binary")"
    size=$(stat -c %s "$binary")
    # The goal is 20 MiB; on arm64 it is missed by 0.3 MB since OpenSSL 3.5 (docs/decisions/79), and must not be missed by more.
    limit=$((20 * 1024 * 1024))
    has_not 'AArch64' "$headers" || limit=$((limit + 300 * 1024))
    check "$binary has $size bytes, at most $limit" [ "$size" -le "$limit" ]
    [ "$(basename "$binary")" = coffer ] && has "machine: .*$(uname -m | tr _ -)" "$(tr A-Z a-z <<<"$headers")" || continue
    command -v strace >/dev/null || { echo "# skipped: strace is not installed"; continue; }
    program=$(realpath "$binary")
    for command in "set staging/api/new" "get staging/api/there" "exec staging/api -- true"; do
        read -ra words <<<"$command"
        check "$binary: ${words[0]} is undumpable before it reads anything" undumpable_first "$(calls "$program" "${words[@]}")"
    done
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
