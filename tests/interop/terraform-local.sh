#!/usr/bin/env bash
# Runs examples/article with the real Terraform and the real AWS provider on a coffer-local of its own.
# tests/interop/README.md says how to run it. Prints one line a check; ends 1 if one failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# What is sealed here. Neither the state nor a plan may hold it.
first_value='first-value-of-the-terraform-test'
second_value='second-value-of-the-terraform-test'

# shellcheck source-path=SCRIPTDIR source=common.sh
source "$root/tests/interop/common.sh" terraform python3

no_skip_settings() { ! grep -rnE 'skip_|s3_use_path_style|endpoints' --include='*.tf' .; }

init() {
  terraform init -no-color
  terraform workspace new -no-color staging
}

apply() { terraform apply -no-color -auto-approve -var-file=staging.tfvars; }

nothing_to_do() { terraform plan -no-color -detailed-exitcode -var-file=staging.tfvars; }

# plan_has CHANGES: what the plan would do, and nothing else. The plan's text; to show it as JSON starts the provider again.
plan_has() {
  is "$(terraform plan -no-color -var-file=staging.tfvars | sed -n 's/^  # \(.* \(will\|must\) be .*\)$/\1/p')" "$1"
}

# What Terraform keeps.
state=terraform.tfstate.d/staging/terraform.tfstate

# The environment of the container, as the task definition has it.
container_environment() {
  python3 - "$state" <<'PY'
import json, sys
resources = json.load(open(sys.argv[1]))["resources"]
[task] = [r for r in resources if r["type"] == "aws_ecs_task_definition"]
for variable in json.loads(task["instances"][0]["attributes"]["container_definitions"])[0]["environment"]:
    print(variable["name"] + "=" + variable["value"])
PY
}

set_secret() { printf '%s' "$1" | coffer set staging/api/encrypted-password; }

container_has() {
  local environment
  mapfile -t environment < <(container_environment)
  ((${#environment[@]} == 7)) || { echo "the task definition has ${#environment[@]} variables"; return 1; }
  cd "$work/tmp"
  # shellcheck disable=SC2016 # The inner shell expands it.
  # As ECS starts it: with the credentials of the task's role and no others. They last for two seconds.
  is "$(env -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY "${environment[@]}" \
    AWS_CONTAINER_CREDENTIALS_FULL_URI="$AWS_ENDPOINT_URL/v2/credentials/staging-api-task" coffer exec --only encrypted-password --as DB_PASSWORD=encrypted-password -- sh -c 'printf "%s" "$DB_PASSWORD"')" "$1"
}

no_plaintext() {
  local value form
  [[ -s $state ]]
  terraform plan -no-color -refresh=false -destroy -var-file=staging.tfvars -out="$work/plan" >/dev/null
  terraform show -json "$work/plan" >"$work/plan.json"
  for value in "$first_value" "$second_value"; do
    for form in "$value" "$(printf '%s' "$value" | base64 -w 0)"; do
      ! grep -rlF -e "$form" "$work" || return 1
    done
  done
}

destroy() { terraform destroy -no-color -auto-approve -var-file=staging.tfvars; }

nothing_left() {
  is "$(python3 -c 'import json, sys; print(len(json.load(open(sys.argv[1]))["resources"]))' "$state")" 0
  [[ -z $(find "$work/state/s3" "$work/state/iam-roles" -type f) ]] || { find "$work/state" -type f; return 1; }
}

# Every request was answered, and none by a refusal that Terraform happens to bear.
nothing_was_refused() {
  # 'coffer set' looks whether the value is there already; the example's own file is of another key.
  if grep -vE '^[a-z0-9]+ .* (200|204|404)( |$)|^kms Decrypt 400 |^coffer-local: note: this is http' "$work/server.err"; then return 1; fi
  grep -q '^iam CreateRole 200 ' "$work/server.err"
  grep -q '^ecs RegisterTaskDefinition 200 ' "$work/server.err"
  grep -q '^sts GetCallerIdentity 200$' "$work/server.err"
  grep -q "^kms Decrypt 200 arn:aws:sts::000000000000:assumed-role/staging-api-task/.* allowed: statement 'AllowDecryptWithSecretsKey'" "$work/server.err"
}

# ---- all of it, in order

terraform version -json | python3 -c 'import json, sys; print("Terraform", json.load(sys.stdin)["terraform_version"])'
start_server --log --enforce-iam --task-credentials 2
# The address stays the same when the server is started again.
port=${AWS_ENDPOINT_URL##*:}
cp -r "$root/examples/article" "$work/article"
cd "$work/article"
check 'no settings that only a local AWS would need' no_skip_settings
check 'terraform init and a workspace' init
grep -A 1 'provider "registry' .terraform.lock.hcl | sed -n 's/^ *version *= */provider /p' || true
check 'apply' apply
check 'plan: nothing to do' nothing_to_do
check 'coffer set seals under the new key' set_secret "$first_value"
check 'plan: the one file that changed' plan_has 'aws_s3_object.files["api/encrypted-password"] will be updated in-place'
check 'apply uploads it' apply
check "coffer exec gets it, with the task definition's variables" container_has "$first_value"
check 'coffer set, a second time' set_secret "$second_value"
check 'apply uploads it' apply
check 'coffer exec gets the second' container_has "$second_value"
kill -9 "$server"
wait "$server" 2>/dev/null || true
start_server --log --enforce-iam --task-credentials 2
check 'coffer-local was killed and started again: nothing to do' nothing_to_do
check 'no plaintext in state, plans or anywhere else' no_plaintext
check 'destroy' destroy
check 'nothing is left' nothing_left
check 'no request was refused' nothing_was_refused
kill "$server"
wait "$server" 2>/dev/null || true
server=

echo "$passed passed, $failed failed"
((failed == 0))
