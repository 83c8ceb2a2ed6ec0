#!/usr/bin/env bash
# Coffer beside a real moto server (MOTO_SERVER, or moto_server on the PATH): its KMS has blobs of its own shape, and its S3 versions.
# tests/interop/README.md says how to run it. Prints one line a check; ends 1 if one failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
moto=$(command -v "${MOTO_SERVER:-moto_server}") || { echo "moto.sh: there is no moto_server; MOTO_SERVER names one" >&2; exit 1; }

# shellcheck source-path=SCRIPTDIR source=common.sh
source "$root/tests/interop/common.sh" aws git python3

start_moto() {
  local free
  free=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  "$moto" -H 127.0.0.1 -p "$free" >"$work/moto.log" 2>&1 &
  server=$!
  export AWS_ENDPOINT_URL=http://127.0.0.1:$free
  for ((i = 0; i < 600; i++)); do
    aws sts get-caller-identity >"$work/identity" 2>&1 && return
    kill -0 "$server" || break
    sleep 0.1
  done
  cat "$work/moto.log" "$work/identity" >&2
  return 1
}

start_moto
key=$(aws kms create-key --query KeyMetadata.KeyId --output text)
aws kms create-alias --alias-name alias/secrets --target-key-id "$key"
aws s3api create-bucket --bucket staging-secrets >/dev/null
aws s3api put-bucket-versioning --bucket staging-secrets --versioning-configuration Status=Enabled

mkdir "$work/repository"
cd "$work/repository"
git init -q .
coffer init staging >/dev/null 2>&1
printf '{ "environments": { "staging": { "endpoint": "%s" } } }\n' "$AWS_ENDPOINT_URL" >coffer.json

sets() { printf '%s' "$2" | coffer set "staging/api/$1"; }

opens() { is "$(coffer get "staging/api/$1")" "$2"; }

large() {
  head -c 6000 /dev/urandom >"$work/large"
  coffer set --from-file "$work/large" staging/api/large
  coffer get staging/api/large | cmp - "$work/large"
}

# Made by the AWS CLI, as the article has it: without a context.
adopted() {
  aws kms encrypt --key-id alias/secrets --plaintext fileb://<(printf plain) --output text --query CiphertextBlob | base64 --decode \
    >staging/api/plain
  sed -i 's/^files *= *\[/&\n  "api\/plain",/' staging.tfvars
  coffer adopt staging/api/plain
  opens plain plain
}

runs() { is "$(coffer exec "$@" --only db-password,renamed --as RENAMED=renamed -- sh -c 'printf "%s %s" "$DB_PASSWORD" "$RENAMED"')" 'hello two'; }

moved() {
  coffer mv staging/api/two staging/api/renamed
  [[ ! -e staging/api/two ]]
  opens renamed two
}

pushed() {
  coffer push staging >"$work/variables"
  grep -q '^COFFER_RELEASE=sha256:' "$work/variables"
  coffer status staging
}

# What the container gets: one release, pinned by a version that moto gave.
starts() {
  local -a variables
  mapfile -t variables < <(grep '^COFFER_' "$work/variables")
  is "$(env "${variables[@]}" coffer exec --only db-password -- sh -c 'printf %s "$DB_PASSWORD"')" hello
}

check 'a secret is sealed' sets db-password hello
check 'and opens' opens db-password hello
check 'one of one byte' sets one 1
check 'opens' opens one 1
check 'another one' sets two two
check 'an envelope is sealed and opens' large
check 'it moves' moved
check 'what the AWS CLI has made is bound' adopted
check 'inspect says whose it is' bash -c 'coffer inspect staging/api/db-password | grep -q "made by moto or LocalStack"'
check 'verify ends 0' coffer verify staging
check 'exec from the repository' runs staging/api
check 'push releases it' pushed
check 'exec from the bucket' runs s3://staging-secrets/api
check 'exec by the release' starts
sets db-password other >"$work/set" 2>&1
check 'a changed secret opens' opens db-password other
check 'the pinned release has the old one' starts
check 'a changed ciphertext does not open' bash -c 'printf x >>staging/api/one; ! coffer get staging/api/one'

echo "$passed passed, $failed failed"
((failed == 0))
