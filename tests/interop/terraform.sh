#!/usr/bin/env bash
# Does the way of the Terraform module with the real terraform and the real AWS provider on a coffer-local of its own:
# from `coffer init` over a changed secret to `terraform destroy`. tests/interop/README.md says how to run it.
# Prints one line a check; ends 1 if one failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# The runs in terraform/tests/*.tftest.hcl: so that a file that is not found does not pass for one that is green.
runs=117

# What is sealed here. Nothing on any disk, in a plan or in a state may hold one of these.
first_value='value-of-the-first-release'
second_value='value-of-the-second-release'
other_value='value-of-every-other-secret'
plain_value='value-that-was-never-sealed'

# shellcheck source-path=SCRIPTDIR source=common.sh
source "$root/tests/interop/common.sh" terraform jq

mkdir "$work/plugins"
export TF_PLUGIN_CACHE_DIR=$work/plugins TF_CLI_ARGS='-no-color'

# ---- the module without an AWS

formatted() { terraform fmt -check -recursive "$root/terraform" && terraform fmt -check -recursive "$root/examples"; }

tables_are_generated() { "$root/terraform/readme" --check; }

# validates FOLDER TERRAFORM: of the copy, so that nothing is left in the folders of the project.
validates() {
  cd "$work/project/$1"
  "$2" init -backend=false
  "$2" validate
}

# tests TERRAFORM: in a copy of its own, since two may run at once. Without the cache: an 'init' beside it that has no
# lock file writes the provider there again, and takes it away under a run.
tests() {
  local copy
  unset TF_PLUGIN_CACHE_DIR
  copy=$(mktemp -d)
  cp -a "$root/terraform/." "$copy"
  cd "$copy"
  "$1" init >/dev/null
  "$1" test
}

tests_passed() {
  local log=$1
  cat "$log"
  grep -qx "Success! $runs passed, 0 failed." "$log"
}

# made ROWS FOLDER: what those rows of spec/what-is-a-secret.json say, in a folder.
made() {
  local path kind to holds
  jq -r "$1"' | [.path, .made, .to // "-", .holds // "ciphertext"] | @tsv' "$root/spec/what-is-a-secret.json" | while IFS=$'\t' read -r path kind to holds; do
    mkdir -p "$(dirname "$2/$path")"
    case $kind:$holds in
      folder:*) mkdir -p "$2/$path" ;;
      link:*) ln -s "$to" "$2/$path" ;;
      file:plaintext) echo "$plain_value" >"$2/$path" ;;
      *) printf '\001\002\002\000\170 and anything after it' >"$2/$path" ;;
    esac
  done
}

# The module's answer to each row: all that it takes in one folder, and all that it refuses in another.
secrets_are_as_the_table_says() {
  local answer='(.module // .answer)' copy=$work/table
  mkdir -p "$copy/tests/aws"
  cp "$root"/terraform/*.tf "$copy"
  cp "$root/terraform/tests/aws/aws.tfmock.hcl" "$copy/tests/aws"
  cd "$copy"
  made ".rows[] | select($answer != \"refused\")" taken
  made '.rows[]' all
  jq -r --arg answer "$answer" '
    def names(wanted): [.rows[] | select((.module // .answer) == wanted) | .module_path // .path] | sort;
    "mock_provider \"aws\" {\n  source = \"./tests/aws\"\n}",
    "run \"taken\" {\n  command = plan\n  variables {\n    environment = \"staging\"\n    directory = \"./taken\"\n  }",
    "  assert {\n    condition = keys(aws_s3_object.secret) == \(names("secret"))\n    error_message = jsonencode(keys(aws_s3_object.secret))\n  }\n}",
    "run \"refused\" {\n  command = plan\n  variables {\n    environment = \"staging\"\n    directory = \"./all\"\n  }",
    "  expect_failures = [\(names("refused") | map("aws_s3_object.secret[\(tojson)]") | join(", "))]\n}"
  ' "$root/spec/what-is-a-secret.json" >tests/table.tftest.hcl
  is "$(jq '.rows | length' "$root/spec/what-is-a-secret.json")" 31
  terraform init
  terraform test
  # The table's own plaintext: what looks for plaintext at the end must not find it.
  rm -rf "$copy"
}

# What Terraform deletes first has to come after everything else.
the_protection_depends_on_all() {
  local graph left
  cd "$work/project/terraform"
  graph=$(terraform graph | sed -n 's/^ *"\([a-z_0-9.]*\)" -> "\([a-z_0-9.]*\)";$/\1 \2/p')
  left=$(awk '
    NR == FNR { to[$1] = to[$1] " " $2; next }
    function reach(from, i, n, next_) { if (seen[from]++) return; n = split(to[from], next_, " "); for (i = 1; i <= n; i++) reach(next_[i]) }
    FNR == 1 { reach("aws_s3_object.protection") }
    !seen[$1]
  ' <(echo "$graph") <(grep -ho '^resource "[a-z_0-9]*" "[a-z_0-9]*"' ./*.tf | awk '{ gsub(/"/, ""); print $2 "." $3 }'))
  is "$left" ''
}

# ---- what the flow is made of

value() { coffer exec -- sh -c "printf '%s' \"\$$1\""; }

# as_container VARIABLES COMMAND…: with what the module tells a container, and from a folder without any file of ours.
as_container() {
  local variables=$1 name text
  shift
  while IFS='=' read -r name text; do
    export "$name=$text"
  done < <(jq -r 'to_entries[] | "\(.key)=\(.value)"' <<<"$variables")
  mkdir -p "$work/container"
  cd "$work/container"
  "$@"
}

# variables_of ENVIRONMENT SERVICE
variables_of() { terraform output -json "$1" | jq -c ".services[\"$2\"].variables"; }

# changed PLAN: the addresses of what it changes.
changed() { terraform show -json "$1" | jq -r '.resource_changes[] | select(.change.actions != ["no-op"]) | "\(.change.actions | join(",")) \(.address)"'; }

# holds_none TEXT…: standard input has none of the texts, raw, in Base64 or as their hash.
holds_none() {
  local text form input
  input=$(cat)
  for text in "$@"; do
    for form in "$text" "$(printf '%s' "$text" | base64 -w 0)" "$(printf '%s\n' "$text" | base64 -w 0)" "$(printf '%s\n' "$text" | sha256sum | cut -d' ' -f1)"; do
      [[ $input != *"$form"* ]] || { echo "it holds '$text', as '$form'"; return 1; }
    done
  done
}

# refused FILE: the plan fails, says the name, and shows nothing of the content.
refused() {
  local file=$1 said=$2 output
  if output=$(terraform plan -out refused.plan 2>&1); then
    echo "the plan was made: $output"
    return 1
  fi
  holds_none "$plain_value" <<<"$output"
  [[ ! -e refused.plan ]] || terraform show -json refused.plan | holds_none "$plain_value"
  rm -f refused.plan
  # Terraform wraps its lines.
  output=$(tr -s ' \n' '  ' <<<"$output")
  [[ $output == *"'$file' in the folder of 'staging'"* && $output == *"$said"* ]] || { echo "it did not say so: $output"; return 1; }
}

# ---- the flow

init_writes_a_root() {
  coffer init --module "$work/project/terraform" staging production
  [[ -f main.tf && -f coffer.json ]]
  terraform fmt -check -recursive .
  terraform init
  terraform validate
}

# As many companies have it: key and bucket get such tags, and an object, which takes ten, gets none.
provider_has_default_tags() {
  sed -i 's|^  region *= .*|&\n\n  default_tags {\n    tags = { owner = "platform" }\n  }|' versions.tf
  terraform fmt -check .
  is "$(grep -c default_tags versions.tf)" 2
}

nothing_but_key_and_bucket() {
  provider_has_default_tags
  terraform apply -auto-approve
  is "$(aws s3 ls | awk '{ print $3 }' | sort | xargs)" 'production-secrets staging-secrets'
  is "$(aws kms list-aliases --query 'Aliases[].AliasName' --output text | tr '\t' '\n' | sort | xargs)" 'alias/production-secrets alias/staging-secrets'
}

seal_secrets() {
  local environment
  for environment in staging production; do
    printf '%s' "$first_value" | coffer set "$environment/api/db-password"
    printf '%s' "$other_value" | coffer set "$environment/api/tls/server.key"
    printf '%s' "$other_value" | coffer set "$environment/web/session-key"
    # More than a release takes inline.
    { printf '%s' "$other_value"; head -c 20000 /dev/zero | tr '\0' '.'; } | coffer set "$environment/web/keystore"
    printf '%s' "$other_value" | coffer set "$environment/worker/token"
  done
}

secrets_are_uploaded() {
  terraform apply -auto-approve
  is "$(aws s3 ls --recursive s3://staging-secrets | awk '{ print $4 }' | sort | xargs)" \
    '.coffer/protection api/.coffer/release.json api/db-password api/tls/server.key web/.coffer/release.json web/keystore web/session-key worker/.coffer/release.json worker/token'
}

# tags_of TYPE: the tags of all resources of a type, each once.
tags_of() { terraform show -json | jq -c --arg type "$1" '[.values.root_module.child_modules[].resources[] | select(.type == $type) | .values.tags_all // {}] | unique'; }

objects_have_no_default_tags() {
  is "$(tags_of aws_s3_bucket)$(tags_of aws_kms_key)" '[{"owner":"platform"}][{"owner":"platform"}]'
  is "$(tags_of aws_s3_object)" '[{}]'
  is "$(aws s3api get-object-tagging --bucket staging-secrets --key api/db-password --query 'length(TagSet)')" 0
}

second_plan_is_empty() { terraform plan -detailed-exitcode; }

# What a scanner of the bucket leaves on objects is no change of ours.
tags_of_others_are_no_change() {
  local key
  for key in api/db-password api/.coffer/release.json .coffer/protection; do
    aws s3api put-object-tagging --bucket staging-secrets --key "$key" --tagging 'TagSet=[{Key=scanned,Value=clean}]'
    is "$(aws s3api get-object-tagging --bucket staging-secrets --key "$key" --query 'TagSet[].Key' --output text)" scanned
  done
  terraform plan -detailed-exitcode
}

container_gets() {
  local environment=$1 service=$2 variable=$3 wanted=$4 variables
  variables=$(variables_of "$environment" "$service")
  is "$(as_container "$variables" value "$variable")" "$wanted"
}

container_gets_a_large_one() {
  local variables
  variables=$(variables_of staging web)
  is "$(as_container "$variables" value keystore | wc -c)" $((${#other_value} + 20000))
}

one_secret_changes_two_objects() {
  printf '%s' "$second_value" | coffer set staging/api/db-password
  terraform plan -out change.plan
  is "$(changed change.plan | sort)" 'update module.staging.aws_s3_object.release["api"]
update module.staging.aws_s3_object.secret["api/db-password"]'
  terraform show -json change.plan | holds_none "$first_value" "$second_value" "$other_value"
}

the_change_is_applied() {
  terraform apply change.plan
  rm change.plan
}

an_old_task_gets_the_old_set() { is "$(as_container "$old_variables" value DB_PASSWORD)" "$first_value"; }

# What docs/manual/terraform.md has for an emergency.
release_opens_without_coffer() {
  local release
  release=$(variables_of staging api | jq -r .COFFER_RELEASE)
  aws s3api get-object --bucket staging-secrets --key api/.coffer/release.json "--version-id=${release#*@}" "$work/release.json"
  is "sha256:$(sha256sum "$work/release.json" | cut -d' ' -f1)" "${release%@*}"
  jq -r '.secrets["db-password"].ciphertext' "$work/release.json" | base64 --decode >"$work/ciphertext"
  is "$(aws kms decrypt --ciphertext-blob "fileb://$work/ciphertext" \
    --encryption-context environment=staging,service=api,secret=db-password --output text --query Plaintext | base64 --decode)" "$second_value"
}

release_is_what_another_put_there() {
  echo overwritten | aws s3 cp - s3://staging-secrets/api/.coffer/release.json
  terraform plan -out repair.plan
  is "$(changed repair.plan)" 'update module.staging.aws_s3_object.release["api"]'
  terraform apply repair.plan
  rm repair.plan
  terraform plan -detailed-exitcode
}

plaintext_is_refused() {
  echo "$plain_value" >staging/api/password.txt
  refused api/password.txt 'is not ciphertext' || { rm staging/api/password.txt; return 1; }
  rm staging/api/password.txt
}

plaintext_in_place_of_a_secret_is_refused() {
  local ended=0
  cp staging/api/db-password "$work/kept"
  echo "$plain_value" >staging/api/db-password
  refused api/db-password 'is not ciphertext' || ended=1
  mv "$work/kept" staging/api/db-password
  return "$ended"
}

a_link_is_refused() {
  local ended=0
  echo "$plain_value" >"$work/linked"
  ln -s "$work/linked" staging/api/linked
  refused api/linked 'is not ciphertext' || ended=1
  rm staging/api/linked "$work/linked"
  return "$ended"
}

base64_is_refused() {
  local ended=0
  base64 staging/api/db-password >staging/api/base64
  refused api/base64 'decode it' || ended=1
  rm staging/api/base64
  return "$ended"
}

what_is_too_large_is_refused() {
  local ended=0
  { printf '\x02\x04\x78'; head -c $((5 * 1024 * 1024)) /dev/zero; } >staging/api/backup
  refused api/backup 'too large' || ended=1
  rm staging/api/backup
  return "$ended"
}

a_hidden_file_is_refused() {
  local ended=0
  echo "$plain_value" >staging/api/.env
  refused api/.env 'starting with a dot' || ended=1
  rm staging/api/.env
  return "$ended"
}

five_mib_are_not_too_large() {
  local ended=0
  { printf '\x02\x04\x78'; head -c $((5 * 1024 * 1024 - 3)) /dev/zero; } >staging/api/backup
  sed -i 's|^files = \[|&\n  "api/backup",|' staging.tfvars
  terraform plan | grep 'aws_s3_object.secret\["api/backup"\] will be created' >/dev/null || ended=1
  rm staging/api/backup
  sed -i '/"api.backup",/d' staging.tfvars
  return "$ended"
}

# elsewhere COMMAND…: with the folder of the environment away, as where a submodule was not fetched.
elsewhere() {
  local ended=0
  mv staging "$work/elsewhere"
  "$@" || ended=$?
  rm -rf staging
  mv "$work/elsewhere" staging
  return "$ended"
}

# nothing_is_destroyed TEXT: the plan fails, and says why.
nothing_is_destroyed() {
  local output
  output=$(terraform plan -out vanished.plan 2>&1) && { echo "the plan was made: $output"; return 1; }
  [[ ! -e vanished.plan ]]
  output=$(tr -s ' \n│' '   ' <<<"$output")
  [[ $output == *"$1"* ]] || { echo "it did not say so: $output"; return 1; }
}

# With 'depends_on' on what is to change, the bucket is not read before the apply. With the list no need; without it no plan.
# It is another folder with the same state: what is tried here must not stay.
what_depends_on_a_change_needs_the_list() {
  local output ended=0
  cp -a . "$work/dependent"
  cd "$work/dependent"
  sed -i 's|^  environment *= .*|&\n\n  depends_on = [terraform_data.changes]|' main.tf
  echo 'resource "terraform_data" "changes" {}' >>main.tf
  output=$(terraform plan 2>&1) || { echo "with the list: $output"; ended=1; }
  sed -i 's|^  files  *=.*||' main.tf
  nothing_is_destroyed 'The module has depends_on' || ended=1
  rm -rf staging
  nothing_is_destroyed 'The module has depends_on' || ended=1
  rm -rf "$work/dependent"
  return "$ended"
}

# From another folder, too: what is planned there is nothing.
another_checkout_plans_nothing() {
  mkdir -p "$work/another/deeper"
  cp -a . "$work/another/deeper/checkout"
  (cd "$work/another/deeper/checkout" && terraform plan -detailed-exitcode) || return 1
  rm -rf "$work/another"
}

# With absolute folders, too.
nor_does_one_with_absolute_folders() {
  sed -i 's|^  environment *= "\(.*\)"$|&\n  directory = abspath("${path.root}/\1")|' main.tf
  terraform fmt .
  grep -c 'abspath' main.tf | grep -qx 2
  terraform apply -auto-approve
  another_checkout_plans_nothing
}

state_holds_no_plaintext() {
  terraform show -json | holds_none "$first_value" "$second_value" "$other_value" "$plain_value"
  holds_none "$first_value" "$second_value" "$other_value" "$plain_value" <terraform.tfstate
}

all_is_destroyed() {
  sed -i 's/^  environment *= .*/&\n\n  deletion_protection = false/' main.tf
  terraform fmt .
  terraform apply -auto-approve
  terraform destroy -auto-approve
  is "$(aws s3 ls)" ''
  is "$(terraform state list)" ''
}

# The page's own commands, for a key that waits to be deleted: the first of them is not enough.
a_destroyed_key_comes_back() {
  local file=staging/api/db-password commands key_id
  commands=$(page_block docs/manual/terraform.md cancel-key-deletion)
  fails any '' coffer get "$file"
  eval "${commands%aws kms enable-key*}"
  fails any '' coffer get "$file"
  eval "aws kms enable-key${commands#*aws kms enable-key}"
  is "$key_id" "$staging_key"
  is "$(coffer get "$file")" "$second_value"
}

no_plaintext_left() {
  local text found=0
  for text in "$first_value" "$second_value" "$other_value" "$plain_value"; do
    ! grep -rlF -e "$text" -e "$(printf '%s' "$text" | base64 -w 0)" "$work" || found=1
  done
  ((found == 0))
}

# ---- all of it, in order

terraform version
mkdir "$work/project" "$work/repository"
cp -a "$root/terraform" "$root/examples" "$work/project"

# TERRAFORM_ALSO names another terraform to check the module with, one for another version of the provider.
terraforms=(terraform ${TERRAFORM_ALSO:+"$TERRAFORM_ALSO"})

# Most of the flow is waiting for AWS to be consistent; the tests need the processor.
background=()
for i in "${!terraforms[@]}"; do
  (tests "${terraforms[i]}" >"$work/tests-$i" 2>&1) &
  background+=($!)
done

check 'the module and the examples are formatted' formatted
check 'the tables of the README are what the module says' tables_are_generated
for terraform in "${terraforms[@]}"; do
  check "the module is valid ($(basename "$terraform"))" validates terraform "$terraform"
  for folder in $(cd "$root" && find examples -name '*.tf' -printf '%h\n' | sort -u); do
    check "$folder is valid ($(basename "$terraform"))" validates "$folder" "$terraform"
  done
done

check 'the protection depends on everything else' the_protection_depends_on_all
check 'what is a secret is what spec/what-is-a-secret.json says' secrets_are_as_the_table_says

start_server
cd "$work/repository"
check 'coffer init writes a root that is formatted and valid' init_writes_a_root
check 'the first apply makes key and bucket of both environments' nothing_but_key_and_bucket
check 'coffer set seals under the new keys' seal_secrets
check 'the second apply uploads three services of each' secrets_are_uploaded
check 'key and bucket have the tags of the provider, and no object has' objects_have_no_default_tags
check 'the plan after it is empty' second_plan_is_empty
check 'so it is after somebody has tagged the objects' tags_of_others_are_no_change
check 'coffer status finds repository and bucket the same' coffer status staging
check 'a container gets its secrets by the variables of the module' container_gets staging api DB_PASSWORD "$first_value"
check 'so does one of the other environment' container_gets production worker token "$other_value"
check 'so does one with a secret too large for the release' container_gets_a_large_one
old_variables=$(variables_of staging api)
check 'a changed secret changes its object and the release of its service' one_secret_changes_two_objects
check 'and is applied' the_change_is_applied
check 'a new container gets the new set' container_gets staging api DB_PASSWORD "$second_value"
check 'a container with the old variables gets the old set' an_old_task_gets_the_old_set
check 'a release is read, checked and opened without Coffer' release_opens_without_coffer
check 'a release that somebody has overwritten is put right' release_is_what_another_put_there
check 'plaintext is refused, by name and without content' plaintext_is_refused
check 'plaintext in the place of a secret is refused' plaintext_in_place_of_a_secret_is_refused
check 'a link to plaintext is refused' a_link_is_refused
check 'Base64 text is refused' base64_is_refused
check 'a file of more than 5 MiB is refused' what_is_too_large_is_refused
check '5 MiB are taken' five_mib_are_not_too_large
check 'a hidden file is refused' a_hidden_file_is_refused
check 'with the folder away nothing is destroyed' elsewhere nothing_is_destroyed "'staging'"
check 'a module that waits for a change has a plan with the list only' what_depends_on_a_change_needs_the_list
check 'a second plan from another checkout is empty' another_checkout_plans_nothing
check 'so is one from absolute folders' nor_does_one_with_absolute_folders
check 'the state holds no plaintext' state_holds_no_plaintext
staging_key=$(aws kms describe-key --key-id alias/staging-secrets --query KeyMetadata.KeyId --output text)
check 'without its protection all is destroyed' all_is_destroyed
check 'and until the key is deleted, the commands of the page bring it back' a_destroyed_key_comes_back
kill "$server"
wait "$server" 2>/dev/null || true
server=
for i in "${!terraforms[@]}"; do
  wait "${background[i]}" || true
  check "$runs runs of terraform test ($(basename "${terraforms[i]}"))" tests_passed "$work/tests-$i"
done
check 'no plaintext is left in the temporary folder or the home' no_plaintext_left

echo "$passed passed, $failed failed"
((failed == 0))
