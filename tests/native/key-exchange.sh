#!/usr/bin/env bash
# Which key exchange the TLS of the static binary takes, by what crosses the wire: a relay between coffer and coffer-local reads the
# hello of each. Needs native programs, Python 3 and OpenSSL's command. COFFER_EMULATOR runs another architecture's coffer.
# Prints one line a check; ends 1 if one failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# Before the test's own world, which takes nothing of the caller's variables.
emulator=${COFFER_EMULATOR:-}

# shellcheck source-path=SCRIPTDIR source=../interop/common.sh
source "$root/tests/interop/common.sh" python3 openssl
mkdir "$work/repository"
cd "$work/repository"
echo '{ "environments": { "staging": {} } }' >coffer.json

relay=
trap 'clean_up; [[ -z $relay ]] || kill "$relay" 2>/dev/null || true' EXIT

under_emulation() { ${emulator:+"$emulator"} "$coffer_binary" "$@"; }

# relay_to PORT: what coffer asks goes through it, and its hellos are written down.
relay_to() {
  rm -f "$work/port"
  python3 "$root/tests/native/key-exchange.py" "$1" "$work/port" >"$work/hellos" &
  relay=$!
  for ((i = 0; i < 100; i++)); do
    [[ ! -s $work/port ]] || break
    sleep 0.1
  done
  export AWS_ENDPOINT_URL=https://localhost:$(<"$work/port")
}

stop_relay() {
  kill "$relay"
  wait "$relay" 2>/dev/null || true
  relay=
}

a_secret_goes_over_it() {
  printf 'fake value' | under_emulation set staging/api/token
  is "$(under_emulation get staging/api/token)" 'fake value'
}

# all_say WHO TEXT: each hello of that side, of which there are some.
all_say() {
  local lines
  lines=$(grep "^$1 " "$work/hellos") || { cat "$work/hellos"; return 1; }
  if grep -v -- "$2" <<<"$lines"; then return 1; fi
}

doctor_says() {
  local said
  said=$(under_emulation doctor staging || true)
  [[ $said == *"TLS of KMS"*"$1"* && $said == *"TLS of S3"*"$1"* ]] || { echo "$said"; return 1; }
}

refused_by_the_other_server() { fails any '' under_emulation get staging/api/token; }

# ---- a server that knows the hybrid: coffer-local, which is linked with the same OpenSSL

start_server --tls "$work/ca.pem" --key alias/secrets --bucket staging-secrets
export AWS_CA_BUNDLE=$work/ca.pem SSL_CERT_FILE=$work/ca.pem
relay_to "${AWS_ENDPOINT_URL##*:}"
check 'a secret is sealed and opened' a_secret_goes_over_it
check '  coffer offers X25519MLKEM768, and X25519 to those who do not know it' all_say client '0x11ec .*0x001d'
check '  X25519MLKEM768 is taken' all_say server '^server 0x11ec'
check '  doctor says so' doctor_says 'X25519MLKEM768: no later'
stop_relay

# ---- a server that does not: OpenSSL's, with X25519 only. It is no AWS: the handshake is what is looked at.

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -addext subjectAltName=DNS:localhost \
  -keyout "$work/server.key" -out "$work/server.pem" 2>/dev/null
port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
openssl s_server -accept "127.0.0.1:$port" -cert "$work/server.pem" -key "$work/server.key" -groups X25519 -tls1_3 -www >"$work/s_server" 2>&1 &
other=$!
for ((i = 0; i < 100; i++)); do
  ! grep -q ACCEPT "$work/s_server" || break
  sleep 0.1
done
export AWS_CA_BUNDLE=$work/server.pem SSL_CERT_FILE=$work/server.pem
relay_to "$port"
check 'a server without it' refused_by_the_other_server
check '  X25519 is taken' all_say server '^server 0x001d'
stop_relay
kill "$other"

echo "$passed passed, $failed failed"
((failed == 0))
