#!/usr/bin/env bash
# What a static binary promises of its file: it needs no other, it is hardened, and it is small.
# Arguments are binaries; artifacts/native's and those of the other architectures without any.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
passed=0 failed=0
limit=$((20 * 1024 * 1024))

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
    check "$binary has $size bytes, at most $limit" [ "$size" -le "$limit" ]
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
