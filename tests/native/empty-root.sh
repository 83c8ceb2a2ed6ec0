#!/usr/bin/env bash
# The static binaries in an empty root: only the binary, /dev/urandom and a hosts file. 'exec' over TLS, with a CA in
# each usual place in turn, by each variable, and with none. Needs Linux, and root or user namespaces.
# COFFER_BIN and COFFER_LOCAL_BIN name the binaries (./build native makes them); COFFER_EMULATOR runs a coffer of another
# architecture, and is then in the image, too: COFFER_EMULATOR=/usr/bin/qemu-aarch64-static.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
coffer=$(realpath "${COFFER_BIN:-$root/artifacts/native/coffer}")
local_aws=$(realpath "${COFFER_LOCAL_BIN:-$root/artifacts/native/coffer-local}")
emulator=${COFFER_EMULATOR:-}
here=(${emulator:+"$emulator"} "$coffer")
there=(${emulator:+/emulator} /coffer)
work=$(mktemp -d)
image=$work/image
passed=0 failed=0 server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT

PATH=$PATH:/usr/sbin
enter=("$(command -v chroot)")
[ "$(id -u)" -eq 0 ] || enter=("$(command -v unshare)" --map-root-user "${enter[@]}")

ok() { passed=$((passed + 1)); echo "ok $((passed + failed)) - $1"; }
not_ok() {
    failed=$((failed + 1))
    echo "not ok $((passed + failed)) - $1"
    sed 's/^/# /' "$work/out" "$work/err"
}

# An image with nothing in it. Without root nobody can make a device: a file of random bytes stands in.
new_image() {
    rm -rf "$image"
    mkdir -p "$image/dev" "$image/etc"
    cp "$coffer" "$image/coffer"
    [ -z "$emulator" ] || cp "$emulator" "$image/emulator"
    mknod -m 666 "$image/dev/urandom" c 1 9 2>/dev/null || head -c 4096 /dev/urandom >"$image/dev/urandom"
    echo '127.0.0.1 localhost kms.test' >"$image/etc/hosts"
}

# Runs coffer in the image, with these variables before '--' and these arguments behind it.
in_image() {
    local variables=()
    while [ "$1" != -- ]; do variables+=("$1"); shift; done
    env -i AWS_ENDPOINT_URL="https://localhost:$port" AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test \
        COFFER_BUCKET=secrets COFFER_ENVIRONMENT=staging COFFER_SERVICE=api COFFER_KEY=alias/secrets \
        ${variables[@]+"${variables[@]}"} "${enter[@]}" "$image" "${there[@]}" "${@:2}" >"$work/out" 2>"$work/err"
}

# NAME [VARIABLE=VALUE…]: the command runs, and it is the coffer in the image.
loads() {
    in_image "${@:2}" -- exec -- "${there[@]}" --version
    if [ $? -eq 0 ] && [ "$(cat "$work/out")" = "$version" ]; then ok "$1"; else not_ok "$1"; fi
}

# NAME CODE TEXT [VARIABLE=VALUE…]: the command does not run, and the error says so.
refuses() {
    local status
    in_image "${@:4}" -- exec -- "${there[@]}" --version
    status=$?
    if [ "$status" -eq "$2" ] && [ ! -s "$work/out" ] && grep -qF -- "$3" "$work/err"; then ok "$1"; else
        echo "# ended with $status" >>"$work/err"
        not_ok "$1"
    fi
}

# ---- the server, and one secret in its bucket

"$local_aws" --port 0 --key alias/secrets --bucket secrets --tls "$work/ca.pem" >"$work/listening" 2>"$work/server" &
server=$!
for _ in $(seq 300); do grep -q listening "$work/listening" && break; sleep 0.1; done
port=$(sed -nE 's/^listening on https:.*:([0-9]+)$/\1/p' "$work/listening" | head -1)
if [ -z "$port" ]; then
    echo "empty-root.sh: $local_aws serves no TLS:" >&2
    cat "$work/listening" "$work/server" >&2
    exit 1
fi

version=$("${here[@]}" --version) || exit 1
export AWS_ENDPOINT_URL=https://localhost:$port AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
mkdir "$work/repository"
(
    cd "$work/repository" || exit 1
    echo '{ "environments": { "staging": { "bucket": "secrets", "region": "us-east-1", "keys": ["alias/secrets"] } } }' >coffer.json
    export AWS_CA_BUNDLE=$work/ca.pem
    printf canary-of-the-empty-root | "${here[@]}" set staging/api/db-password && "${here[@]}" push staging
) >"$work/out" 2>"$work/err" || { cat "$work/err" >&2; exit 1; }

# ---- the CA in each usual place

for place in etc/ssl/certs/ca-certificates.crt etc/pki/tls/certs/ca-bundle.crt etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem \
    etc/ssl/ca-bundle.pem etc/ssl/cert.pem etc/ssl/certs/2e5ac55d.0 etc/pki/tls/certs/authority.pem; do
    new_image
    mkdir -p "$image/$(dirname "$place")"
    cp "$work/ca.pem" "$image/$place"
    loads "the CA in /$place"
done

# ---- by each variable

new_image
mkdir -p "$image/certificates"
cp "$work/ca.pem" "$image/certificates/authority.pem"
loads 'the CA by AWS_CA_BUNDLE' AWS_CA_BUNDLE=/certificates/authority.pem
loads 'the CA by SSL_CERT_FILE' SSL_CERT_FILE=/certificates/authority.pem
loads 'the CA by SSL_CERT_DIR' SSL_CERT_DIR=/nowhere:/certificates

# ---- none, or nothing that can be used

refuses 'no CA: the built-in roots do not do, and the error says which were tried' 69 'the built-in Amazon roots'
refuses 'no CA: the error says where it looked' 69 '/etc/ssl/certs/ca-certificates.crt'
refuses 'no CA: the error says whose certificate it is' 69 "'CN=coffer-local CA"
refuses 'a variable that names nothing' 78 "SSL_CERT_FILE names '/nowhere'" SSL_CERT_FILE=/nowhere
refuses 'a folder that is not there' 78 "SSL_CERT_DIR names '/nowhere'" SSL_CERT_DIR=/nowhere
refuses 'a variable that names no PEM' 78 'holds no certificate in PEM' AWS_CA_BUNDLE=/etc/hosts
refuses 'an OpenSSL configuration that is not there changes nothing' 69 'the built-in Amazon roots' OPENSSL_CONF=/nowhere
refuses 'an OpenSSL configuration that is none changes nothing' 69 'the built-in Amazon roots' OPENSSL_CONF=/certificates/authority.pem
# What is said depends on the machine's resolver: that nobody has it, or nothing at all.
refuses 'a name that nobody knows' 69 "): 'nowhere.invalid'" AWS_CA_BUNDLE=/certificates/authority.pem AWS_ENDPOINT_URL="https://nowhere.invalid:$port"
mkdir -p "$image/etc/ssl/certs"
cp "$work/ca.pem" "$image/etc/ssl/certs/ca-certificates.crt"
refuses 'another host than the certificate is for' 69 "not for 'kms.test'" AWS_ENDPOINT_URL="https://kms.test:$port"

# ---- the server is a static binary, too

cp "$local_aws" "$image/coffer-local"
if "${enter[@]}" "$image" /coffer-local --version >"$work/out" 2>"$work/err"; then ok 'coffer-local in an empty root'; else not_ok 'coffer-local in an empty root'; fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
