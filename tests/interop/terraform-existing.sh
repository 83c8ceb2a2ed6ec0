#!/usr/bin/env bash
# What becomes of an environment that is there already, with the real terraform and the real AWS provider on a coffer-local of
# its own: bucket and key made by hand are imported, secrets are taken off, the bucket gets a key of KMS at rest. And the
# example of two regions, as far as it goes without an AWS that replicates.
# tests/interop/README.md says how to run it. Prints one line a check; ends 1 if one failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
value='value-of-every-secret'

# shellcheck source-path=SCRIPTDIR source=common.sh
source "$root/tests/interop/common.sh" terraform jq

mkdir "$work/plugins"
export TF_PLUGIN_CACHE_DIR=$work/plugins TF_CLI_ARGS='-no-color'

# ---- two regions

two_regions_have_one_release() {
  local log
  cd "$work/project/examples/two-regions"
  mkdir -p production/api
  printf '\001\002\002\000\170 and anything after it' >production/api/db-password
  echo 'files = ["api/db-password"]' >production.tfvars
  terraform init
  log=$(terraform test) || { echo "$log"; return 1; }
  grep -x 'Success! 3 passed, 0 failed.' <<<"$log"
}

# ---- what is there before Terraform

set_secret() { printf '%s' "$value" | coffer set "staging/$1"; }

# More than a release takes inline.
set_large_secret() { head -c 20000 /dev/zero | tr '\0' '.' | coffer set "staging/$1"; }

bucket_and_key_are_made_by_hand() {
  aws kms create-key --description 'Seals the secrets of staging' --query KeyMetadata.KeyId --output text >"$work/key-id"
  aws kms create-alias --alias-name alias/by-hand --target-key-id "$(<"$work/key-id")"
  aws s3api create-bucket --bucket by-hand-secrets
  aws s3api put-bucket-versioning --bucket by-hand-secrets --versioning-configuration Status=Enabled
  echo '{ "environments": { "staging": { "key": "alias/by-hand", "bucket": "by-hand-secrets" } } }' >coffer.json
  set_secret api/db-password
  set_secret worker/token
  set_secret web/session-key
  set_large_secret web/keystore
  coffer push staging >"$work/pushed"
}

# variables_pushed SERVICE: what `coffer push` has printed for it, as an object.
variables_pushed() {
  awk -v RS= -v of="COFFER_SERVICE=$1" 'index($0 "\n", of "\n")' "$work/pushed" |
    jq -Rn '[inputs | capture("^(?<key>[A-Z_]+)=(?<value>.*)$")] | from_entries'
}

# ---- import

names=(-var bucket=by-hand-secrets -var key_alias=alias/by-hand)

an_import_makes_and_destroys_neither() {
  terraform init
  terraform plan "${names[@]}" -var "key_id=$(<"$work/key-id")" -out import.plan
  is "$(planned import.plan 'select(.change.importing) | .address')" 'module.secrets.aws_kms_alias.this[0]
module.secrets.aws_kms_key.this[0]
module.secrets.aws_s3_bucket.this'
  is "$(planned import.plan 'select(.change.actions | index("delete")) | .address')" ''
  is "$(planned import.plan 'select(.change.actions == ["create"] and (.type | IN("aws_s3_bucket", "aws_kms_key", "aws_kms_alias"))) | .address')" ''
}

planned() { terraform show -json "$1" | jq -r ".resource_changes[] | $2" | sort; }

apply() { terraform apply -auto-approve "${names[@]}" -var "key_id=$(<"$work/key-id")" "$@"; }

second_plan_is_empty() { terraform plan -detailed-exitcode "${names[@]}" -var "key_id=$(<"$work/key-id")" "$@"; }

it_is_the_key_that_was() {
  is "$(terraform output -json secrets | jq -r .key_arn | sed 's|.*/||')" "$(<"$work/key-id")"
  is "$(aws s3 ls | awk '{ print $3 }')" by-hand-secrets
}

# ---- what a container gets

# starts SERVICE VARIABLES: as a container, from a folder without any file of ours.
starts() {
  local pair
  while IFS= read -r pair; do
    export "${pair?}"
  done < <(jq -r 'to_entries[] | "\(.key)=\(.value)"' <<<"$1")
  mkdir -p "$work/container"
  cd "$work/container"
  coffer exec -- true
}

starts_not() { fails any "$2" starts "$1"; }

variables_of() { terraform output -json secrets | jq -c ".services[\"$1\"].variables"; }

# ---- taking secrets off

a_small_one_is_taken_off() {
  coffer rm staging/web/session-key
  apply
  is "$(versions_of web/session-key)" 0
}

a_large_one_is_taken_off() {
  coffer rm staging/web/keystore
  set_secret web/session-key
  apply
  is "$(versions_of web/keystore)" 0
}

versions_of() { aws s3api list-object-versions --bucket by-hand-secrets --prefix "$1" | jq '(.Versions // []) | length'; }

# The way of docs/manual/terraform.md to keep a large one for the tasks that are pinned to it.
a_large_one_is_forgotten_first() {
  coffer rm staging/api/certificates
  terraform state rm 'module.secrets.aws_s3_object.secret["api/certificates"]'
  apply
  aws s3 rm s3://by-hand-secrets/api/certificates
  is "$(versions_of api/certificates)" 1
  second_plan_is_empty
}

a_service_is_taken_off() {
  coffer rm staging/worker/token
  apply
  is "$(versions_of worker/)" 0
}

# ---- a key of KMS at rest

at_rest() {
  aws s3api head-object --bucket by-hand-secrets --key "$1" | jq -r '"\(.ServerSideEncryption) \(.BucketKeyEnabled // false)"'
}

a_key_at_rest_encrypts_what_is_there() {
  local arn key
  arn=$(aws kms create-key --description 'at rest' --query KeyMetadata.Arn --output text)
  sed -i "s|^  deployers .*|&\n\n  storage_key = { arn = \"$arn\" }|" main.tf
  apply
  for key in api/db-password api/.coffer/release.json .coffer/protection; do
    is "$key $(at_rest "$key")" "$key aws:kms true"
  done
}

push_follows_the_bucket() {
  set_secret api/db-password-2
  coffer push staging
  is "$(at_rest api/db-password-2)" 'aws:kms true'
  coffer status staging
}

# ---- all of it, in order

terraform version
mkdir "$work/project"
cp -a "$root/terraform" "$root/examples" "$work/project"
check 'two regions: one release, a bucket and a key for each' two_regions_have_one_release

start_server
cd "$work/project/examples/import"
check 'bucket and key are made by hand, and secrets pushed' bucket_and_key_are_made_by_hand
check 'an import makes and destroys neither of them' an_import_makes_and_destroys_neither
pushed=$(variables_pushed web)
check 'and is applied' apply
check 'the plan after it is empty' second_plan_is_empty
check 'key and bucket are those that were' it_is_the_key_that_was
is "$(jq 'length' <<<"$pushed")" 5
check 'a task from before the import starts' starts "$pushed"
set_large_secret api/certificates >/dev/null
check 'a large secret is added' apply
api=$(variables_of api) web=$(variables_of web) worker=$(variables_of worker)
check 'a task with each of them starts' starts "$web"
check 'a small secret is taken off with all its versions' a_small_one_is_taken_off
check 'a task that was pinned to it still starts' starts "$web"
check 'a large secret is taken off with all its versions' a_large_one_is_taken_off
check 'a task that was pinned to it starts no more' starts_not "$web" keystore
check 'a new one starts' starts "$(variables_of web)"
check 'a large secret that Terraform forgets first keeps its versions' a_large_one_is_forgotten_first
check 'a task that was pinned to it still starts' starts "$api"
check 'the last secret of a service is taken off' a_service_is_taken_off
check 'a task that was pinned to the service starts no more' starts_not "$worker" worker
check 'a key of KMS at rest encrypts what is there' a_key_at_rest_encrypts_what_is_there
check 'the plan after it is empty' second_plan_is_empty
check 'a task starts with it' starts "$(variables_of api)"
check 'coffer push uploads as the bucket has it' push_follows_the_bucket
check 'and Terraform writes it no differently' apply
check 'the plan after that is empty' second_plan_is_empty
kill "$server"
wait "$server" 2>/dev/null || true
server=

echo "$passed passed, $failed failed"
((failed == 0))
