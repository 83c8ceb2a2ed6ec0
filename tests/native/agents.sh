#!/usr/bin/env bash
# The agents of ECS and of EKS Pod Identity at their real addresses, in a network namespace of their own, and Lambda's wrapper with an agent's
# credentials: what the pages of docs/manual/running-on cannot run. Needs unshare, ip, python3 and the binaries that COFFER_BIN and COFFER_LOCAL_BIN name (./build native).
# Prints TAP, and 'N passed, N failed' at the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
if [ "${1:-}" != inside ]; then
    unshare -rn true 2>/dev/null || { echo "# skipped: no network namespace can be made here"; exit 0; }
    exec unshare -rn "$PWD/agents.sh" inside
fi
ip link set lo up
for address in 169.254.170.2 169.254.170.23; do ip addr add "$address/32" dev lo; done
source ./common

cat >"$work/agent.py" <<'P'
import http.server, json, sys, threading
keys = json.dumps({"AccessKeyId": "test", "SecretAccessKey": "test", "Token": "", "Expiration": "2099-01-01T00:00:00Z"}).encode()
class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *a): pass
    def do_GET(self):
        good = self.path == "/v2/credentials/abc" or (
            self.path == "/v1/credentials" and self.headers.get("Authorization") == "the-token")
        self.send_response(200 if good else 403)
        body = keys if good else b'{"code":"AccessDeniedException","message":"no association"}'
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
for address in ("169.254.170.2", "169.254.170.23"):
    threading.Thread(target=http.server.ThreadingHTTPServer((address, 80), Handler).serve_forever).start()
P
python3 "$work/agent.py" & agent=$!
start_local_aws
trap 'kill "$local_aws" "$agent" 2>/dev/null || true; rm -rf "$work"' EXIT
seal_service 1
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
export COFFER_BUCKET=staging-secrets COFFER_ENVIRONMENT=staging COFFER_SERVICE=api
printf 'the-token\n' >"$work/token"
printf 'wrong\n' >"$work/wrong"
opens() { [ -n "$("$@" "$coffer" exec -- printenv SECRET_1 2>"$work/said")" ]; }

check "the ECS agent gives the task's credentials" opens env AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/v2/credentials/abc
pod=(AWS_CONTAINER_CREDENTIALS_FULL_URI=http://169.254.170.23/v1/credentials)
check "the agent of EKS Pod Identity does, for the token in its file" \
    opens env "${pod[@]}" "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=$work/token"
check "and refuses another token" eval '! opens env "${pod[@]}" "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=$work/wrong"'
check "which is said with what helps there" grep -q 'pod identity association' "$work/said"

# Lambda starts the runtime by the program that AWS_LAMBDA_EXEC_WRAPPER names, with the runtime's command behind it.
cat >"$work/wrapper" <<P
#!/bin/sh
exec "$coffer" exec -- "\$@"
P
chmod +x "$work/wrapper"
check "Lambda's wrapper gives the secrets to the runtime" \
    [ -n "$(AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/v2/credentials/abc "$work/wrapper" printenv SECRET_1 2>/dev/null)" ]
finish
