#!/usr/bin/env bash
# The drill of docs/manual/leaked.md: a secret of one of twenty services leaked. It is closed, replaced and deployed, and 'coffer status --running'
# says when no task has the old one any more. On a coffer-local that decides by policies; its ECS keeps tasks, as it runs none by itself.
# Counts the commands that somebody types, and how long it takes here. tests/interop/README.md says how to run it.
# Prints one line a check; ends 1 if one failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

python=
for candidate in "${COFFER_PYTHON:-python3}" /usr/bin/python3; do
  # One that knows AWS_ENDPOINT_URL.
  "$candidate" -c 'import boto3; assert tuple(map(int, boto3.__version__.split(".")[:2])) >= (1, 28)' 2>/dev/null && { python=$candidate; break; }
done
[[ -n $python ]] || { echo "drill.sh: no Python has a boto3 of 1.28 or newer (COFFER_PYTHON names another)" >&2; exit 1; }
python=$("$python" -c 'import sys; print(sys.executable)')

# shellcheck source-path=SCRIPTDIR source=common.sh
source "$root/tests/interop/common.sh" aws git
mkdir "$work/repository"
cd "$work/repository"

services=$(printf 'service-%02d ' {1..20})
leaked=service-07

# ---- the world, as Terraform or a pipeline would have made it

cat >"$work/world.py" <<'PY'
"""world.py cloud | task SERVICE… | stop SERVICE: key, bucket and roles; a task of each service by what 'coffer push' printed; the end of the oldest."""
import json
import sys

import boto3

ecs, iam = boto3.client("ecs"), boto3.client("iam")


def variables(service):
    """The lines of one service: blocks of them are separated by empty lines."""
    with open(f"{sys.argv[2]}/pushed", encoding="utf-8") as pushed:
        blocks = pushed.read().split("\n\n")
    block = next(block for block in reversed(blocks) if f"COFFER_SERVICE={service}\n" in block + "\n")
    return [dict(zip(("name", "value"), line.split("=", 1))) for line in block.splitlines() if "=" in line]


def cloud(services):
    kms, s3 = boto3.client("kms"), boto3.client("s3")
    kms.create_alias(AliasName="alias/secrets", TargetKeyId=kms.create_key()["KeyMetadata"]["KeyId"])
    s3.create_bucket(Bucket="staging-secrets")
    s3.put_bucket_versioning(Bucket="staging-secrets", VersioningConfiguration={"Status": "Enabled"})
    ecs.create_cluster(clusterName="staging")
    trust = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
    for service in services:
        iam.create_role(RoleName=service, AssumeRolePolicyDocument=json.dumps(trust))


def task(services):
    for service in services:
        iam.put_role_policy(RoleName=service, PolicyName="reader", PolicyDocument=open(f"{sys.argv[2]}/{service}.json", encoding="utf-8").read())
        ecs.register_task_definition(family=service, containerDefinitions=[
            {"name": "app", "image": "app", "environment": variables(service)}])
        if ecs.describe_services(cluster="staging", services=[service])["services"]:
            ecs.update_service(cluster="staging", service=service, taskDefinition=service)
        else:
            ecs.create_service(cluster="staging", serviceName=service, taskDefinition=service, desiredCount=1)
        ecs.run_task(cluster="staging", taskDefinition=service, group=f"service:{service}")


def stop(services):
    for service in services:
        tasks = ecs.describe_tasks(cluster="staging", tasks=ecs.list_tasks(cluster="staging", serviceName=service)["taskArns"])["tasks"]
        oldest = min(tasks, key=lambda one: int(one["taskDefinitionArn"].rsplit(":", 1)[1]))
        ecs.stop_task(cluster="staging", task=oldest["taskArn"])


{"cloud": cloud, "task": task, "stop": stop}[sys.argv[1]](sys.argv[3:])
PY

world() { "$python" "$work/world.py" "$1" "$work" "${@:2}"; }

twenty_services_run() {
  local service
  echo '{ "environments": { "staging": {} } }' >coffer.json
  # shellcheck disable=SC2086  # several words
  world cloud $services
  git init -q -b main .
  for service in $services; do
    printf '%s' "$service first" | coffer set "staging/$service/db-password"
    coffer policy reader "staging/$service" >"$work/$service.json"
  done
  committed first
  coffer push staging >"$work/pushed"
  # shellcheck disable=SC2086
  world task $services
}

committed() {
  git add -A
  git -c user.name=t -c user.email=t@example.com commit -qm "$1"
}

# starts SERVICE: as its newest task does.
starts() {
  local -a variables
  mapfile -t variables < <(awk -v RS= -v of="COFFER_SERVICE=$1" 'index($0 "\n", of "\n") { last = $0 } END { print last }' "$work/pushed" | grep =)
  (cd "$work/home" && env -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY "${variables[@]}" \
    AWS_CONTAINER_CREDENTIALS_FULL_URI="$AWS_ENDPOINT_URL/v2/credentials/$1" coffer exec --as DB_PASSWORD="${2:-db-password}" -- printenv DB_PASSWORD)
}

running() { coffer status staging --running; }

all_are_the_same() {
  is "$(running | awk '{ print $1 }' | sort | uniq -c | xargs)" '20 same'
}

# ---- what somebody types. `typed` counts.

typed() { echo >>"$work/typed"; "$@"; }

it_is_denied() {
  local key
  key=$(typed aws kms describe-key --key-id alias/secrets --query KeyMetadata.KeyId --output text)
  typed aws kms get-key-policy --key-id "$key" --policy-name default --query Policy --output text >"$work/policy.json"
  typed coffer policy deny "staging/$leaked/db-password" --into "$work/policy.json" >"$work/closed.json"
  typed aws kms put-key-policy --key-id "$key" --policy-name default --policy "file://$work/closed.json"
}

no_task_of_it_starts_and_all_others_do() {
  local service
  fails 77 'explicit deny' starts "$leaked"
  for service in $services; do
    [[ $service == "$leaked" ]] || is "$(starts "$service")" "$service first"
  done
}

it_is_replaced_and_pushed() {
  printf 'second' | typed coffer set "staging/$leaked/db-password-2"
  typed coffer rm "staging/$leaked/db-password"
  typed committed 'another password'
  typed coffer push staging --delete >"$work/pushed.new"
  { cat "$work/pushed"; echo; cat "$work/pushed.new"; } >"$work/both"
  mv "$work/both" "$work/pushed"
}

# The service's definition and its task, with one old secret and one that it has not got yet.
one_service_is_old() {
  local said
  said=$(running 2>&1) && { echo "it ends 0: $said"; return 1; }
  is "$(grep -c '^same ' <<<"$said") $(grep -c "^old .*staging/$leaked  staging/$leaked  $leaked:1  1 task" <<<"$said")" '19 1'
  is "$(grep -E '^  ' <<<"$said" | sort -u | awk '{ print $1, $2 }' | xargs)" "missing staging/$leaked/db-password-2 removed staging/$leaked/db-password"
  grep -q 'have the secrets\|has the secrets of the repository: 1 service, 1 task of 20 services, 20 tasks' <<<"$said"
}

the_task_before_still_counts() {
  typed world task "$leaked"
  fails 1 "old         staging/$leaked  staging/$leaked  $leaked:1  1 task" typed running
  is "$(coffer status staging --running --json | "$python" -c 'import json, sys
print([(one["taskDefinition"], one["tasks"]) for one in json.load(sys.stdin)["running"] if one["state"] == "old"])' || true)" "[('$leaked:1', 1)]"
}

no_task_runs_the_old_pin() {
  world stop "$leaked"
  typed running >/dev/null
  is "$(starts "$leaked" db-password-2)" second
}

start_server --enforce-iam
check 'twenty services run, each with its pin and its role' twenty_services_run
check 'each of them has the secrets of the repository' all_are_the_same
begin=$SECONDS
check 'the secret is denied' it_is_denied
check 'no task of its service starts, and those of the others do' no_task_of_it_starts_and_all_others_do
check 'the value gets another name, and is pushed' it_is_replaced_and_pushed
check 'one service of twenty runs an old release, and what is old in it is named' one_service_is_old
check 'it is deployed; the task from before still counts' the_task_before_still_counts
check 'that has ended: no task runs the old pin' no_task_runs_the_old_pin
echo "drill: $(wc -l <"$work/typed") commands, $(((SECONDS - begin) / 60)) min $(((SECONDS - begin) % 60)) s; on AWS the tasks take their own time"

echo "$passed passed, $failed failed"
((failed == 0))
