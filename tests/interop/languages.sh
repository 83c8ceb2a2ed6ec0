#!/usr/bin/env bash
# Runs the Python, Node and (where Debian's SDK for it is) Go programs of docs/manual/other-languages.md, as they stand there, on secrets that coffer has set and
# pushed to a coffer-local of its own. tests/interop/README.md says how to run it. One line a check; ends 1 if one failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
page=$root/docs/manual/other-languages.md
blocks_of_the_page=7
go_packages=/usr/share/gocode

python=
for candidate in "${COFFER_PYTHON:-python3}" /usr/bin/python3; do
  "$candidate" -c 'import boto3' 2>/dev/null && { python=$candidate; break; }
done
[[ -n $python ]] || { echo "languages.sh: no Python has boto3 (Debian: python3-boto3; COFFER_PYTHON names another)" >&2; exit 1; }

# Before common.sh gives the test a home of its own: npm's cache and settings are in the caller's.
install_packages() {
  local folder
  for folder in bench/programs tests/interop/encryption-sdk tests/interop/key-pairs; do
    (cd "$root/$folder" && npm ci --silent --no-audit --no-fund)
  done
}
command -v npm >/dev/null || { echo "languages.sh: npm is not installed" >&2; exit 1; }
install_packages

# shellcheck source=tests/interop/common.sh
source "$root/tests/interop/common.sh" aws node

# ---- the programs

# block KIND: the page's one block of this kind.
block() {
  awk -v start="\`\`\`$1 by: " 'index($0, start) == 1 { inside = 1; next } /^```/ { inside = 0 } inside' "$page"
}

# The packages of both lock files side by side: Node finds what these need beside where they really are.
packages() {
  mkdir -p "$work/node_modules/@aws-sdk" "$work/node_modules/@aws-crypto"
  ln -s "$root/bench/programs/node_modules/@aws-sdk/client-kms" "$root/bench/programs/node_modules/@aws-sdk/client-s3" "$work/node_modules/@aws-sdk/"
  ln -s "$root/tests/interop/encryption-sdk/node_modules/@aws-crypto/client-node" "$work/node_modules/@aws-crypto/"
  ln -s "$root/tests/interop/key-pairs/node_modules/@hpke" "$work/node_modules/"
}

# Each writes what it has opened to its stdout, and nothing else of it is ours.
programs() {
  { block python; echo 'import sys; sys.stdout.buffer.write(password)'; } >"$work/plain.py"
  { block 'python release'; echo 'import sys; sys.stdout.buffer.write(password)'; } >"$work/release.py"
  { block js; echo 'process.stdout.write(password)'; } >"$work/plain.mjs"
  block 'js service' >"$work/open-secret.mjs"
  { block 'js envelope'; echo 'process.stdout.write(certificate)'; } >"$work/envelope.mjs"
}

# Debian's SDK for Go is older than AWS_ENDPOINT_URL: the one call that reads the settings is given the endpoint.
compiles_go() {
  local folder=$work/go/src/page
  mkdir -p "$folder/secrets"
  block go | sed 's/LoadDefaultConfig(ctx)/LoadDefaultConfig(ctx, local)/' >"$folder/secrets/secrets.go"
  cat >"$folder/secrets/local.go" <<'GO'
package secrets

import (
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
)

var local = config.WithEndpointResolverWithOptions(aws.EndpointResolverWithOptionsFunc(
	func(service, region string, _ ...interface{}) (aws.Endpoint, error) {
		return aws.Endpoint{URL: os.Getenv("AWS_ENDPOINT_URL"), HostnameImmutable: true, SigningRegion: region}, nil
	}))
GO
  cat >"$folder/main.go" <<'GO'
package main

import (
	"context"
	"log"
	"os"

	"page/secrets"
)

func main() {
	password, err := secrets.Open(context.Background(), "db-password")
	if err != nil {
		log.Fatal(err)
	}
	os.Stdout.Write(password)
}
GO
  GO111MODULE=off GOPATH=$work/go:$go_packages GOCACHE=$work/go-cache go build -o "$work/plain.go" page
}

run() {
  case $1 in
    *.go) "$work/$1" ;;
    *.py) "$python" "$work/$1" ;;
    *.mjs) node "$work/$1" ;;
  esac
}

# ---- the checks

# opens PROGRAM FILE: its bytes, all of them; which ones is not printed.
opens() {
  run "$1" >"$work/opened"
  cmp -s "$work/opened" "$2" || { echo "$1 opened other bytes"; return 1; }
}

page_has_its_blocks() { is "$(grep -c '^```[a-z]' "$page")" "$blocks_of_the_page"; }

# refuses PROGRAM TEXT VARIABLE=VALUE…: nothing opened, for that reason.
refuses() {
  local program=$1 text=$2
  shift 2
  export "$@"
  if run "$program" >"$work/opened" 2>"$work/said"; then
    echo "$program ended well"
    return 1
  fi
  [[ ! -s $work/opened ]] || { echo "$program printed something"; return 1; }
  grep -q -- "$text" "$work/said" || { echo "$program did not say '$text':"; tail -n 5 "$work/said"; return 1; }
}

moved() { aws s3 cp --quiet "s3://staging-secrets/api/$1" "s3://staging-secrets/web/$1"; }

release_of() { coffer status staging --json | node -e '
  const text = require("fs").readFileSync(0, "utf8")
  process.stdout.write(/sha256:[0-9a-f]{64}@[^"]+/.exec(text)[0])'; }

# ---- the secrets

start_server
packages
programs
key=$(aws kms create-key --query KeyMetadata.Arn --output text)
other_key=$(aws kms create-key --query KeyMetadata.Arn --output text)
aws kms create-alias --alias-name alias/secrets --target-key-id "$key"
aws s3 mb s3://staging-secrets >/dev/null
aws s3api put-bucket-versioning --bucket staging-secrets --versioning-configuration Status=Enabled
mkdir -p "$work/repository/staging"
cd "$work/repository"
# Any bytes: what a program reads as text by the way would not be the same.
head -c 64 /dev/urandom >"$work/password"
head -c 40000 /dev/urandom >"$work/chain"
coffer set staging/api/db-password --from-file "$work/password"
coffer set staging/api/tls/chain.pem --from-file "$work/chain"
coffer push staging >/dev/null
moved db-password
moved tls/chain.pem
export COFFER_BUCKET=staging-secrets COFFER_ENVIRONMENT=staging COFFER_SERVICE=api COFFER_KEY=$key
release=$(unset COFFER_BUCKET COFFER_ENVIRONMENT COFFER_SERVICE COFFER_KEY; release_of || true)
export COFFER_RELEASE=$release

check 'the page has the blocks that are expected' page_has_its_blocks
plain=(plain.py plain.mjs)
if command -v go >/dev/null && [[ -d $go_packages/src/github.com/aws/aws-sdk-go-v2/service/kms ]]; then
  check 'the Go program compiles' compiles_go
  plain+=(plain.go)
else
  echo "languages.sh: Go's program is not run (Debian: golang-go golang-github-aws-aws-sdk-go-v2-dev)" >&2
fi
for program in "${plain[@]}"; do
  check "$program opens the secret" opens "$program" "$work/password"
  check "$program refuses another environment's context" refuses "$program" InvalidCiphertext COFFER_ENVIRONMENT=production
  check "$program refuses a secret that was moved to another service" refuses "$program" InvalidCiphertext COFFER_SERVICE=web
  check "$program refuses another key" refuses "$program" IncorrectKey "COFFER_KEY=$other_key"
done

check 'release.py opens the secret of the release' opens release.py "$work/password"
check 'release.py refuses another digest' refuses release.py 'not the one' "COFFER_RELEASE=sha256:$(printf '0%.0s' {1..64})@${release#*@}"
check 'release.py refuses another environment' refuses release.py 'another environment' COFFER_ENVIRONMENT=production
check 'release.py refuses another key' refuses release.py IncorrectKey "COFFER_KEY=$other_key"

check 'envelope.mjs opens the secret' opens envelope.mjs "$work/chain"
check "envelope.mjs refuses another environment's context" refuses envelope.mjs 'another environment' COFFER_ENVIRONMENT=production
check 'envelope.mjs refuses a secret that was moved to another service' refuses envelope.mjs 'another service' COFFER_SERVICE=web
check 'envelope.mjs refuses another key' refuses envelope.mjs unencryptedDataKey "COFFER_KEY=$other_key"

# The old release stays what it was, whatever was pushed since.
(unset COFFER_RELEASE COFFER_BUCKET COFFER_ENVIRONMENT COFFER_SERVICE COFFER_KEY
 head -c 64 /dev/urandom >"$work/password2" && coffer set staging/api/db-password --from-file "$work/password2" && coffer push staging >/dev/null)
check 'plain.py opens what was pushed since' opens plain.py "$work/password2"
check 'release.py still opens what the release has' opens release.py "$work/password"

# Key pairs, both ways: what coffer seals, the page's program opens by the line of 'inspect', and the other way round.
opens_by_line() {
  coffer inspect "staging/pair/$1" --json | node -e 'process.stdout.write(JSON.parse(require("fs").readFileSync(0, "utf8")).open)' >"$work/line"
  bash "$work/line" >"$work/opened"
  cmp -s "$work/opened" "$2" || { echo "the line of inspect opened other bytes"; return 1; }
}

line_refuses_another_name() {
  cp staging/pair/password staging/pair/copied
  ! opens_by_line copied "$work/password" 2>"$work/said"
  grep -qi 'open' "$work/said"
  rm staging/pair/copied
}

opens_what_others_seal() {
  node "$root/tests/interop/key-pairs/seal.mjs" staging/pair/.coffer/public-key.pem staging pair theirs <"$1" >staging/pair/theirs
  coffer get staging/pair/theirs >"$work/opened"
  cmp -s "$work/opened" "$1" || { echo "coffer opened other bytes"; return 1; }
}

unset COFFER_RELEASE COFFER_BUCKET COFFER_ENVIRONMENT COFFER_SERVICE COFFER_KEY
echo '{ "environments": { "staging": { "services": { "pair": { "format": "service" } } } } }' >coffer.json
cp "$work/open-secret.mjs" .
coffer key create staging/pair 2>/dev/null
coffer set staging/pair/password --from-file "$work/password" 2>/dev/null
coffer set staging/pair/tls/chain.pem --from-file "$work/chain" 2>/dev/null
check 'the line of inspect opens a secret of a key pair' opens_by_line password "$work/password"
check 'the line of inspect opens a large one in a folder' opens_by_line tls/chain.pem "$work/chain"
check 'its program refuses the file of another name' line_refuses_another_name
check 'coffer opens what another implementation seals' opens_what_others_seal "$work/password"
check 'coffer opens a large one of it' opens_what_others_seal "$work/chain"

echo "$passed passed, $failed failed"
((failed == 0))
