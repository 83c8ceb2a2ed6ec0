#!/usr/bin/env bash
# Every action that docs/manual/local-aws.md names, asked as botocore's service models describe it: with what is required, and with each of that
# missing or malformed. tests/interop/README.md says how to run it. Ends 1 if an answer is none that the model lists.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
python=
for candidate in "${COFFER_PYTHON:-python3}" /usr/bin/python3; do
  "$candidate" -c 'import boto3' 2>/dev/null && { python=$candidate; break; }
done
[[ -n $python ]] || { echo "model.sh: no Python has boto3 (Debian: python3-boto3; COFFER_PYTHON names another)" >&2; exit 1; }

# shellcheck source=tests/interop/common.sh
source "$root/tests/interop/common.sh" aws

start_server
"$python" -W ignore "$root/tests/interop/model.py" "$root/docs/manual/local-aws.md" "$AWS_ENDPOINT_URL"
