#!/usr/bin/env bash
# Five real clients, unchanged, on a coffer-local that lets policies decide: each goes the whole way of a secret, in the role of a task that
# has just what it needs, and sees in AWS's words what it may not. tests/interop/README.md says how to run it.
# clients.sh [CLIENT…]: only these. Prints one line a check; ends 1 if one failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
go_packages=/usr/share/gocode

python=
for candidate in "${COFFER_PYTHON:-python3}" /usr/bin/python3; do
  # One that knows AWS_ENDPOINT_URL.
  "$candidate" -c 'import boto3; assert tuple(map(int, boto3.__version__.split(".")[:2])) >= (1, 28)' 2>/dev/null && { python=$candidate; break; }
done
[[ -n $python ]] || { echo "clients.sh: no Python has a boto3 of 1.28 or newer (COFFER_PYTHON names another)" >&2; exit 1; }
command -v npm >/dev/null || { echo "clients.sh: npm is not installed" >&2; exit 1; }

# Before common.sh gives the test a home of its own: the caches of npm and NuGet are in the caller's.
(cd "$root/bench/programs" && npm ci --silent --no-audit --no-fund)
dotnet build "$root/tests/interop/clients/dotnet" -c Release -v quiet

# shellcheck source-path=SCRIPTDIR source=common.sh
source "$root/tests/interop/common.sh" aws node go

# ---- the clients, each as a program that knows the same words

# Python of a version manager looks for its settings in the home that the test does not have.
python=$("$python" -c 'import sys; print(sys.executable)')

makes_the_clients() {
  mkdir -p "$work/clients/node_modules" "$work/go/src/client"
  cp "$root/tests/interop/clients/client.mjs" "$work/clients"
  ln -s "$root/bench/programs/node_modules/@aws-sdk" "$work/clients/node_modules/@aws-sdk"
  cp "$root/tests/interop/clients/client.go" "$work/go/src/client"
  GO111MODULE=off GOPATH=$work/go:$go_packages GOCACHE=$work/go-cache go build -o "$work/clients/client-go" client
}

client() {
  local which=$1
  shift
  case $which in
    aws) "$root/tests/interop/clients/client.sh" "$@" ;;
    boto3) "$python" "$root/tests/interop/clients/client.py" "$@" ;;
    js) node "$work/clients/client.mjs" "$@" ;;
    go) "$work/clients/client-go" "$@" ;;
    net) dotnet "$root/artifacts/bin/Client/release/Client.dll" "$@" ;;
  esac
}

# as ROLE CLIENT WORD…: with the credentials of that role's task, and no others.
as() {
  local role=$1
  shift
  (
    unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
    export AWS_CONTAINER_CREDENTIALS_FULL_URI=$AWS_ENDPOINT_URL/v2/credentials/$role
    client "$@"
  )
}

# ---- the world: two services, one key for both and one for nobody, and who may what

the_cloud_is_there() {
  local role
  key=$(aws kms create-key --query KeyMetadata.Arn --output text)
  aws kms create-key --query KeyMetadata.Arn --output text >"$work/other-key"
  echo "$key" >"$work/key"
  aws kms create-alias --alias-name alias/secrets --target-key-id "$key"
  aws s3api create-bucket --bucket staging-secrets
  aws s3api put-bucket-versioning --bucket staging-secrets --versioning-configuration Status=Enabled
  mkdir "$work/repository"
  cd "$work/repository"
  echo '{ "environments": { "staging": {} } }' >coffer.json
  coffer policy reader staging/api >"$work/api.json"
  coffer policy reader staging/web >"$work/web.json"
  coffer policy reader staging/api --list >"$work/lister.json"
  coffer policy writer staging/api >"$work/writer.json"
  coffer policy mover staging/api >"$work/mover.json"
  coffer policy deployer staging >"$work/deployer.json"
  for role in api web lister writer mover deployer; do
    aws iam create-role --role-name "$role" --assume-role-policy-document '{ "Version": "2012-10-17", "Statement": [
      { "Effect": "Allow", "Principal": { "Service": "ecs-tasks.amazonaws.com" }, "Action": "sts:AssumeRole" } ] }'
    aws iam put-role-policy --role-name "$role" --policy-name "$role" --policy-document "file://$work/$role.json"
  done
}

# ---- what the checks are made of: $c is the client, a value never is printed

same() { cmp -s "$1" "$2" || { echo 'other bytes'; return 1; }; }

seals_and_opens() {
  as writer "$c" seal "$key" api db-password <"$1" >"$work/$c.blob"
  as api "$c" open "$key" api db-password <"$work/$c.blob" >"$work/opened"
  same "$work/opened" "$1"
}

others_open_what_it_seals() {
  local other
  as writer "$c" seal "$key" api shared <"$work/value" >"$work/shared"
  for other in $clients; do
    as api "$other" open "$key" api shared <"$work/shared" >"$work/opened"
    same "$work/opened" "$work/value"
  done
}

# coffer seals, the client brings it to the bucket and reads it there, and back.
goes_the_whole_way() {
  local object="api/$c"
  (cd "$work/repository" && coffer set "staging/$object" --from-file "$work/value")
  as deployer "$c" put staging-secrets "$object" "$work/repository/staging/$object" >"$work/$c.version"
  as api "$c" get staging-secrets "$object" >"$work/got"
  as api "$c" open "$key" api "$c" <"$work/got" >"$work/opened"
  same "$work/opened" "$work/value"
  (
    unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
    export AWS_CONTAINER_CREDENTIALS_FULL_URI=$AWS_ENDPOINT_URL/v2/credentials/api COFFER_BUCKET=staging-secrets COFFER_SERVICE=api
    export COFFER_ENVIRONMENT=staging COFFER_KEY=$key
    coffer get "s3://staging-secrets/$object" >"$work/opened"
  )
  same "$work/opened" "$work/value"
}

an_old_version_stays() {
  local object="api/$c"
  as deployer "$c" put staging-secrets "$object" "$work/other" >"$work/new-version"
  as api "$c" get staging-secrets "$object" >"$work/got"
  same "$work/got" "$work/other"
  as api "$c" get staging-secrets "$object" "$(<"$work/$c.version")" >"$work/got"
  same "$work/got" "$work/repository/staging/$object"
  as deployer "$c" remove staging-secrets "$object"
  as api "$c" get staging-secrets "$object" "$(<"$work/$c.version")" >"$work/got"
  same "$work/got" "$work/repository/staging/$object"
}

odd_names_are_kept() {
  local name
  for name in 'api/a b+c' 'api/ümlaut/é' 'api/a=b&c' "api/it's~fine" 'api/deep/er/one'; do
    as deployer "$c" put staging-secrets "$name" "$work/other" >/dev/null
    as api "$c" get staging-secrets "$name" >"$work/got"
    same "$work/got" "$work/other"
  done
  is "$(as lister "$c" list staging-secrets api/ | grep -vxF "$(printf 'api/%s\n' $clients)" | LC_ALL=C sort)" \
    "$(printf '%s\n' 'api/a b+c' 'api/ümlaut/é' 'api/a=b&c' "api/it's~fine" 'api/deep/er/one' | LC_ALL=C sort)"
}

empty_and_large_objects_are_kept() {
  as deployer "$c" put staging-secrets api/empty "$work/empty" >/dev/null
  as api "$c" get staging-secrets api/empty >"$work/got"
  same "$work/got" "$work/empty"
  as deployer "$c" put staging-secrets api/large "$work/large" >/dev/null
  as api "$c" get staging-secrets api/large >"$work/got"
  same "$work/got" "$work/large"
  as deployer "$c" remove staging-secrets api/empty
  as deployer "$c" remove staging-secrets api/large
}

is_moved_unopened() {
  as mover "$c" reseal "$key" api db-password db-password-2 <"$work/$c.blob" >"$work/moved"
  as api "$c" open "$key" api db-password-2 <"$work/moved" >"$work/opened"
  same "$work/opened" "$work/bytes"
  fails any '' as api "$c" open "$key" api db-password <"$work/moved"
}

# refused ROLE ACTION WORD…: AWS's own sentence, with who, what, and that no policy of theirs lets them.
refused() {
  local role=$1 action=$2 said
  shift 2
  said=$(as "$role" "$c" "$@" 2>&1 >"$work/got") && { echo "'$*' was allowed to $role"; return 1; }
  [[ ! -s $work/got ]] || { echo "something came out of $1"; return 1; }
  [[ $said == *AccessDenied* || $said == *"api error AccessDenied"* ]] || { echo "no AccessDenied: $said"; return 1; }
  [[ $said == *":assumed-role/$role/"*" is not authorized to perform: $action "*"because no identity-based policy allows the $action action"* ]] \
    || { echo "other words: $said"; return 1; }
}

the_other_service_is_refused() {
  refused web kms:Decrypt open "$key" api db-password <"$work/$c.blob"
  refused web s3:GetObject get staging-secrets "api/$c"
  refused api s3:ListBucket list staging-secrets api/
  refused lister s3:ListBucket list staging-secrets web/
}

nobody_does_the_work_of_another() {
  refused api kms:Encrypt seal "$key" api db-password <"$work/value"
  refused writer kms:Encrypt seal "$key" web db-password <"$work/value"
  refused deployer kms:Decrypt open "$key" api db-password <"$work/$c.blob"
  refused api s3:PutObject put staging-secrets api/mine "$work/value"
  refused api s3:DeleteObject remove staging-secrets "api/$c"
  refused api kms:Decrypt open "$(<"$work/other-key")" api db-password <"$work/$c.blob"
}

what_is_not_there_is_not_told_apart() {
  refused api s3:ListBucket get staging-secrets api/none
  # Listing below a prefix is not listing the bucket.
  refused lister s3:ListBucket get staging-secrets api/none
  fails any NoSuchKey as deployer "$c" get staging-secrets api/none
}

a_moved_or_damaged_blob_does_not_open() {
  fails any InvalidCiphertext as api "$c" open "$key" api other-name <"$work/$c.blob"
  head -c -1 "$work/$c.blob" >"$work/damaged"
  fails any InvalidCiphertext as api "$c" open "$key" api db-password <"$work/damaged"
}

what_is_too_large_or_nothing_is_refused() {
  fails any ValidationException as writer "$c" seal "$key" api db-password <"$work/too-large"
}

# A role that ECS may not give, and keys that nobody has.
who_is_nobody_gets_nothing() {
  fails any '' as nobody "$c" get staging-secrets api/none
  AWS_SECRET_ACCESS_KEY=wrong fails any SignatureDoesNotMatch client "$c" get staging-secrets api/none
}

# ---- all of it

clients=${*:-aws boto3 js net go}
printf 'a value of one line' >"$work/value"
printf 'another' >"$work/other"
head -c 4096 /dev/urandom >"$work/bytes"
printf '\0\n\377' >"$work/three"
head -c 4097 /dev/zero >"$work/too-large"
head -c 3000000 /dev/urandom >"$work/large"
: >"$work/empty"

start_server --enforce-iam --log
check 'the clients are made' makes_the_clients
check 'a key, a bucket and six roles' the_cloud_is_there
key=$(<"$work/key")
for c in $clients; do
  check "$c: three bytes that are no text" seals_and_opens "$work/three"
  check "$c: 4,096 random bytes" seals_and_opens "$work/bytes"
  check "$c: the whole way, from coffer and to it" goes_the_whole_way
  check "$c: all clients open what it seals" others_open_what_it_seals
  check "$c: another version, and no version" an_old_version_stays
  check "$c: odd names, listed in pages" odd_names_are_kept
  check "$c: an empty object, and one of 3 MB" empty_and_large_objects_are_kept
  check "$c: a secret gets another name and is not opened" is_moved_unopened
  check "$c: nothing of the other service" the_other_service_is_refused
  check "$c: nothing of another's work" nobody_does_the_work_of_another
  check "$c: who may not list learns nothing" what_is_not_there_is_not_told_apart
  check "$c: another name or a cut blob does not open" a_moved_or_damaged_blob_does_not_open
  check "$c: 4,097 bytes are too many" what_is_too_large_or_nothing_is_refused
  check "$c: nobody gets nothing" who_is_nobody_gets_nothing
done
is "$((passed + failed))" "$((2 + 14 * $(wc -w <<<"$clients")))"

echo "$passed passed, $failed failed"
((failed == 0))
