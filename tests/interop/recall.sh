#!/usr/bin/env bash
# A secret leaked, and its ciphertext is in every clone: 'coffer policy deny' closes every version of it at once. On a coffer-local that
# decides by policies, with the AWS CLI as those who change them, for each format and each form of the statement.
# tests/interop/README.md says how to run it. Prints one line a check; ends 1 if one failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# shellcheck source-path=SCRIPTDIR source=common.sh
source "$root/tests/interop/common.sh" aws git
mkdir "$work/repository"
cd "$work/repository"

# ---- the world: one key, one bucket, four services with a role each

services='api worker batch web'

the_cloud_is_there() {
  local service
  cat >coffer.json <<'JSON'
{ "environments": { "staging": { "services": { "worker": { "format": "envelope" }, "batch": { "format": "service" } } } } }
JSON
  aws kms create-key --query KeyMetadata.Arn --output text >"$work/key"
  aws kms create-alias --alias-name alias/secrets --target-key-id "$(<"$work/key")"
  aws s3api create-bucket --bucket staging-secrets
  aws s3api put-bucket-versioning --bucket staging-secrets --versioning-configuration Status=Enabled
  for service in $services; do
    aws iam create-role --role-name "$service" --assume-role-policy-document '{ "Version": "2012-10-17", "Statement": [
      { "Effect": "Allow", "Principal": { "Service": "ecs-tasks.amazonaws.com" }, "Action": "sts:AssumeRole" } ] }'
    coffer policy reader "staging/$service" >"$work/reader.json"
    aws iam put-role-policy --role-name "$service" --policy-name reader --policy-document "file://$work/reader.json"
  done
}

# api: kms. worker: envelopes. batch: a key pair. web: nothing of it leaks.
secrets_are_committed() {
  local service
  git init -q -b main .
  coffer key create staging/batch
  for service in $services; do
    printf '%s' "$service first" | coffer set "staging/$service/db-password"
    printf '%s' "$service other" | coffer set "staging/$service/token"
  done
  commit first
  for service in $services; do
    printf '%s' "$service second" | coffer set "staging/$service/db-password"
  done
  commit second
  git clone -q . "$work/clone"
}

commit() {
  git add -A
  git -c user.name=t -c user.email=t@example.com commit -qm "$1"
}

# The lines that a task definition has, of each service, in a file named as the set.
pushed() {
  coffer push staging --delete >"$work/$1"
}

variables_of() {
  awk -v RS= -v of="COFFER_SERVICE=$2" 'index($0 "\n", of "\n")' "$work/$1"
}

# starts SET SERVICE [OPTION…]: as the service's task, with the pin of a set; prints the password.
starts() {
  local set=$1 service=$2
  local -a variables
  shift 2
  mapfile -t variables < <(variables_of "$set" "$service")
  (cd "$work/home" && env -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY "${variables[@]}" \
    AWS_CONTAINER_CREDENTIALS_FULL_URI="$AWS_ENDPOINT_URL/v2/credentials/$service" coffer exec "$@" -- printenv "${shown:-DB_PASSWORD}")
}

opens() {
  local expected=$1
  shift
  is "$("$@")" "$expected"
}

all_start() {
  local service
  for service in $services; do
    opens "$service second" starts old "$service"
  done
}

# ---- the statement, into the key's policy as it is

closed_in_the_key() {
  aws kms get-key-policy --key-id "$(<"$work/key")" --policy-name default --query Policy --output text >"$work/policy.json"
  coffer policy deny "$@" --into "$work/policy.json" >"$work/closed.json"
  aws kms put-key-policy --key-id "$(<"$work/key")" --policy-name default --policy "file://$work/closed.json"
}

is_closed() {
  fails 77 'explicit deny' starts old "$1"
}

# For all who ask, the root user too: at each commit of a clone.
no_version_opens() {
  local commit
  for commit in main~1 main; do
    git -C "$work/clone" checkout -q "$commit"
    (cd "$work/clone" && fails 77 'explicit deny' coffer get "$1")
  done
}

in_the_clone() {
  (cd "$work/clone" && opens "$2" coffer get "$1")
}

the_rest_starts() {
  local service
  for service in "$@"; do
    opens "$service second" starts old "$service"
  done
}

the_name_is_closed_for_sealing() {
  fails 77 kms:Encrypt sh -c 'echo new | coffer set staging/api/db-password'
  fails 77 kms:GenerateDataKey sh -c 'echo new | coffer set staging/worker/db-password'
}

it_lives_on_under_a_new_name() {
  local service
  for service in api worker; do
    printf '%s' "$service third" | coffer set "staging/$service/db-password-2"
    coffer rm "staging/$service/db-password"
  done
  pushed new
  for service in api worker; do
    opens "$service third" starts new "$service" --as DB_PASSWORD=db-password-2
  done
  is "$(variables_of old web)" "$(variables_of new web)"
}

the_pair_lives_on_without_itself() {
  sed -i 's/"batch": { "format": "service" }/"batch": { "format": "auto" }/' coffer.json
  coffer rekey staging/batch
  printf 'batch third' | coffer set staging/batch/db-password-2
  coffer rm staging/batch/db-password
  rm -r staging/batch/.coffer
  coffer verify staging
  pushed without-pair
  opens 'batch third' starts without-pair batch --as DB_PASSWORD=db-password-2
  shown=token opens 'batch other' starts without-pair batch
}

nothing_of_the_service_starts() {
  shown=token fails 77 'explicit deny' starts old batch --only token
}

# ---- the same as a service control policy. There are no organizations here: it stands as a policy of the role, where a Deny is the same.

opened_again() {
  aws kms put-key-policy --key-id "$(<"$work/key")" --policy-name default --policy "file://$work/policy.json"
  coffer policy deny staging/web/db-password --form control >"$work/control.json"
  opens 'web second' starts old web
}

a_control_policy_closes_it() {
  aws iam put-role-policy --role-name web --policy-name closed --policy-document "file://$work/control.json"
  is_closed web
  shown=token opens 'web other' starts old web --only token
}

start_server --enforce-iam
check 'a key, a bucket and a role for each of four services' the_cloud_is_there
check 'secrets of three formats, two commits, a clone' secrets_are_committed
check 'they are pushed' pushed old
check 'each service starts with its pin' all_start
check 'one statement is put into the policy: a secret of the format kms' closed_in_the_key staging/api/db-password
check '  its service with the old pin ends 77' is_closed api
check '  no version of it opens, at any commit of a clone' no_version_opens staging/api/db-password
check '  the other secret of the service opens' in_the_clone staging/api/token 'api other'
check '  the other services start with their old pins' the_rest_starts worker batch web
check 'a secret in an envelope' closed_in_the_key staging/worker/db-password
check '  its service with the old pin ends 77' is_closed worker
check '  no version of it opens, at any commit of a clone' no_version_opens staging/worker/db-password
check '  what was closed before stays closed' is_closed api
check '  the other services start' the_rest_starts batch web
check '  nothing is sealed under a closed name' the_name_is_closed_for_sealing
check '  both live on under new names, and no other release changes' it_lives_on_under_a_new_name
check 'what did not leak leaves a key pair before that is closed' the_pair_lives_on_without_itself
check 'a secret for a key pair' closed_in_the_key staging/batch/db-password
check '  its service with the old pin ends 77' is_closed batch
check '  and so does the rest of it: one seed opens all' nothing_of_the_service_starts
check '  no version of it opens, at any commit of a clone' no_version_opens staging/batch/db-password
check '  the other services start' the_rest_starts web
check '  the service starts without the pair' opens 'batch third' starts without-pair batch --as DB_PASSWORD=db-password-2
check 'without the last statement its service starts again; web does' opened_again
check 'a service control policy closes a secret of its accounts, and no other' a_control_policy_closes_it

echo "$passed passed, $failed failed"
((failed == 0))
