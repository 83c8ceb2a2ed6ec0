#!/usr/bin/env bash
# The ECS example from its Terraform to its process, on a coffer-local of its own that lets policies decide, over https:
# terraform apply, coffer set, terraform apply, coffer-local run-task. tests/interop/README.md says how to run it.
# Prints one line a check; ends 1 if one failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# shellcheck source-path=SCRIPTDIR source=common.sh
source "$root/tests/interop/common.sh" terraform aws

export TF_CLI_ARGS='-no-color'
value='value-of-the-first-password'
next='value-of-the-second-password'

# ---- what the checks are made of

apply() { terraform apply -auto-approve -var-file=local.tfvars "$@"; }

# run COMMAND…: the task, with that in the place of its command.
run() { coffer-local run-task staging-api --cluster staging -- "$@"; }

# the_task WHAT [STATUS]: of the newest task that has stopped, or that runs.
the_task() {
  local tasks
  tasks=$(aws ecs list-tasks --cluster staging --desired-status "${2:-STOPPED}" --query 'taskArns' --output text)
  # shellcheck disable=SC2086  # several words
  [[ -z $tasks ]] || aws ecs describe-tasks --cluster staging --tasks $tasks --query "max_by(tasks, &createdAt).$1" --output text
}

# ---- the flow

key_and_bucket_come_first() {
  terraform init
  apply -target=module.secrets
  is "$(terraform output -raw secrets_key)" alias/staging-secrets
}

a_secret_is_sealed() { printf '%s' "$value" | coffer set staging/api/db-password; }

all_of_it_is_applied() {
  apply
  terraform plan -detailed-exitcode -var-file=local.tfvars
  is "$(aws ecs list-services --cluster staging --query 'serviceArns[0]' --output text)" \
    arn:aws:ecs:us-east-1:000000000000:service/staging/api
  is "$(aws logs describe-log-groups --query 'logGroups[0].[logGroupName,retentionInDays]' --output text)" $'/ecs/staging/api\t30'
}

# shellcheck disable=SC2016  # the inner shell's
the_command_has_the_secret() { is "$(run sh -c 'printf %s "$DB_PASSWORD"')" "$value"; }

# shellcheck disable=SC2016
it_has_the_task_s_environment_and_no_other() {
  is "$(OUTSIDE=1 run sh -c 'echo "$OUTSIDE-$COFFER_RELEASE-$AWS_REGION-$AWS_ACCESS_KEY_ID"')" '--us-east-1-'
}

it_has_the_role_of_the_task() {
  local task
  task=$(run sh -c 'aws sts get-caller-identity --query Arn --output text')
  [[ $task == arn:aws:sts::000000000000:assumed-role/staging-api-task/* ]] || { echo "it is $task"; return 1; }
  is "${task##*/}" "$(the_task taskArn | sed 's|.*/||')"
}

the_role_opens_nothing_else() {
  fails any AccessDenied run sh -c 'aws s3api get-object --bucket staging-secrets --key web/other /dev/null'
  fails any AccessDenied run sh -c 'aws kms list-keys'
}

its_end_is_known() {
  fails 7 '' run sh -c 'exit 7'
  is "$(the_task '[lastStatus,containers[0].exitCode]')" $'STOPPED\t7'
}

a_task_is_stopped() {
  local task runner
  run sh -c 'trap "echo told; exit 3" TERM; for i in $(seq 300); do sleep 0.1; done' >"$work/told" &
  runner=$!
  for ((i = 0; i < 100; i++)); do
    [[ $(the_task lastStatus RUNNING) != RUNNING ]] || break
    sleep 0.1
  done
  task=$(the_task taskArn RUNNING)
  is "$(aws ecs describe-clusters --clusters staging --query 'clusters[0].runningTasksCount')" 1
  aws ecs stop-task --cluster staging --task "$task" --reason leaked >/dev/null
  wait "$runner" || is $? 3
  is "$(cat "$work/told")" told
  aws ecs wait tasks-stopped --cluster staging --tasks "$task"
  is "$(aws ecs describe-tasks --cluster staging --tasks "$task" --query 'tasks[0].[stoppedReason,containers[0].exitCode]' --output text)" \
    $'leaked\t3'
}

what_it_does_not_know_is_said() {
  fails 66 'Unable to describe task definition' coffer-local run-task nothing --cluster staging -- true
  fails 66 'Cluster not found' coffer-local run-task staging-api --cluster nothing -- true
  # .NET looks for 'coffer' beside the program first: where both lie in one folder, it is 'true' that is not found.
  fails 127 '' env PATH=/nowhere "$local_binary" run-task staging-api --cluster staging -- true
}

# shellcheck disable=SC2016
a_rotation_reaches_the_next_task() {
  local old
  old=$(aws ecs list-task-definitions --query 'taskDefinitionArns[-1]' --output text)
  printf '%s' "$next" | coffer set staging/api/db-password
  apply
  is "$(run sh -c 'printf %s "$DB_PASSWORD"')" "$next"
  # The definition from before has the secrets from before. Terraform has deregistered it: nothing new starts from it.
  fails 66 'TaskDefinition not found' coffer-local run-task "$old" --cluster staging -- true
}

without_its_role_it_does_not_start() {
  aws iam delete-role-policy --role-name staging-api-task --policy-name secrets
  fails 77 'no identity-based policy allows' run true
  apply
}

# A container with `secrets` would start without them.
secrets_of_ECS_are_refused() {
  aws ecs register-task-definition --family other --container-definitions \
    '[{"name":"a","image":"a","command":["true"],"secrets":[{"name":"A","valueFrom":"arn:aws:ssm:us-east-1:000000000000:parameter/a"}]}]' >/dev/null
  fails 78 "container 'a' of other has 'secrets'" coffer-local run-task other --cluster staging
}

all_is_destroyed() {
  sed -i 's/^  environment = "staging"$/&\n\n  deletion_protection = false/' secrets.tf
  apply
  terraform destroy -auto-approve -var-file=local.tfvars
  is "$(terraform state list)" ''
  is "$(aws logs describe-log-groups --query 'length(logGroups)')" 0
}

no_plaintext_left() { ! grep -rlF -e "$value" -e "$next" "$work" --exclude-dir=bin; }

# ---- all of it, in order

mkdir "$work/project"
cp -a "$root/terraform" "$root/examples" "$work/project"
cd "$work/project/examples/ecs"
git init -q .
export AWS_CA_BUNDLE=$work/ca.pem SSL_CERT_FILE=$work/ca.pem
start_server --enforce-iam --tls "$work/ca.pem" --log

check 'key and bucket come first' key_and_bucket_come_first
check 'a secret is sealed' a_secret_is_sealed
check 'all of it is applied, and the plan after it is empty' all_of_it_is_applied
check 'the command runs with its secret' the_command_has_the_secret
check "it has the task's environment and no other" it_has_the_task_s_environment_and_no_other
check 'it has the role of the task, whose session is the task' it_has_the_role_of_the_task
check 'the role opens nothing else' the_role_opens_nothing_else
check 'how it ended is known' its_end_is_known
check 'a task is stopped' a_task_is_stopped
check 'what it does not know is said' what_it_does_not_know_is_said
check 'a rotation reaches the next task' a_rotation_reaches_the_next_task
check 'without the policy of its role it does not start' without_its_role_it_does_not_start
check "'secrets' of ECS are refused" secrets_of_ECS_are_refused
check 'all is destroyed' all_is_destroyed
check 'no plaintext is left in any file' no_plaintext_left

echo "$passed passed, $failed failed"
((failed == 0))
