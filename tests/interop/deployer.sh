#!/usr/bin/env bash
# The ECS example as the role of examples/ecs/deployer, on a coffer-local of its own that lets policies decide, over https. An
# administrator makes key, bucket and roles; the deployer applies, changes and destroys the rest, and opens nothing meanwhile.
# At the end it gets the policy of `coffer policy bootstrap`, and destroys key and bucket too.
# tests/interop/README.md says how to run it. Prints one line a check; ends 1 if one failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# shellcheck source-path=SCRIPTDIR source=common.sh
source "$root/tests/interop/common.sh" terraform aws jq

mkdir "$work/plugins"
export TF_PLUGIN_CACHE_DIR=$work/plugins TF_CLI_ARGS='-no-color'
value='value-of-the-first-password'
next='value-of-the-second-password'
secret=staging/api/db-password
context=environment=staging,service=api,secret=db-password
roles=arn:aws:iam::000000000000:role

# What the administrator makes of the example, and the deployer does not touch.
made_first=(-target=module.secrets -target=aws_iam_role_policy.secrets -target=aws_iam_role_policy_attachment.execution)

# ---- what the checks are made of

# as ROLE COMMAND…: in a session of the role, one for all of its commands.
as() {
  local id key token session=$work/session-$1
  [[ -e $session ]] || aws sts assume-role --role-arn "$roles/$1" --role-session-name somebody \
    --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text >"$session"
  read -r id key token <"$session"
  shift
  (
    export AWS_ACCESS_KEY_ID=$id AWS_SECRET_ACCESS_KEY=$key AWS_SESSION_TOKEN=$token
    "$@"
  )
}

# The variables are in the folder, as those of a person would be: image and subnets, and later the names.
apply() { terraform apply -auto-approve "$@"; }

# refused WORDS COMMAND…: to the deployer, in the words of AWS.
refused() {
  asked=$((asked + 1))
  fails any "$1" as staging-deployer "${@:2}"
}

bound_decrypt() { aws kms decrypt --ciphertext-blob "fileb://$work/ciphertext" --encryption-context "$context" "$@"; }

# shellcheck disable=SC2016  # the inner shell's
a_task_has() { is "$(coffer-local run-task staging-api --cluster staging -- sh -c 'printf %s "$DB_PASSWORD"')" "$1"; }

versions_of() { aws s3api list-object-versions --bucket staging-secrets --prefix "$1" --query 'length(Versions || `[]`)'; }

# ---- the administrator

an_administrator_is_there() {
  aws iam create-role --role-name administrator --assume-role-policy-document \
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}]}'
  aws iam attach-role-policy --role-name administrator --policy-arn arn:aws:iam::aws:policy/AdministratorAccess
  as administrator aws s3 mb s3://acme-terraform
}

key_bucket_and_roles_come_first() {
  cp local.tfvars local.auto.tfvars
  printf 'terraform {\n  backend "s3" {\n    bucket       = "acme-terraform"\n    key          = "staging/ecs.tfstate"\n    use_lockfile = true\n  }\n}\n' >backend.tf
  as administrator terraform init
  as administrator apply "${made_first[@]}"
}

the_deployer_gets_its_role() {
  coffer policy deployer staging --key "$(as administrator terraform output -raw key_arn)" >deployer/deployer.json
  cd deployer
  as administrator terraform init
  as administrator terraform apply -auto-approve -var 'principals=["arn:aws:iam::000000000000:root"]' -var state_bucket=acme-terraform \
    -var policy_file=deployer.json
  is "$(terraform output -raw role_arn)" "$roles/staging-deployer"
}

it_is_named_to_key_and_bucket() {
  echo "{\"administrators\": [\"$roles/administrator\"], \"deployers\": [\"$roles/staging-deployer\"]}" >names.auto.tfvars.json
  as administrator apply "${made_first[@]}"
}

a_secret_is_sealed() {
  printf '%s' "$1" | coffer set "$secret"
  cp "$secret" "$work/ciphertext"
}

# ---- the deployer

the_deployer_applies() {
  as staging-deployer apply
  as staging-deployer terraform plan -detailed-exitcode
}

# What it has of the secrets is what is in the repository. The key's policy denies the rest by name.
it_opens_nothing() {
  local asked=0 own denied='with an explicit deny in a resource-based policy'
  # Without the key's name AWS does not say which key it is.
  local unnamed='not authorized to perform: kms:Decrypt on the resource associated with this ciphertext'
  own=$(aws kms create-key --query KeyMetadata.Arn --output text)
  as staging-deployer aws s3 cp s3://staging-secrets/api/db-password - | cmp - "$work/ciphertext"
  refused "$unnamed" bound_decrypt
  refused "not authorized to perform: kms:Decrypt on resource: $key $denied" bound_decrypt --key-id "$key"
  refused "kms:CreateGrant on resource: $key $denied" aws kms create-grant --key-id "$key" --grantee-principal "$roles/staging-deployer" --operations Decrypt
  refused "${unnamed/Decrypt/ReEncryptFrom}" aws kms re-encrypt --ciphertext-blob "fileb://$work/ciphertext" \
    --source-encryption-context "$context" --destination-key-id "$own" --destination-encryption-context "$context"
  refused "kms:PutKeyPolicy on resource: $key $denied" aws kms put-key-policy --key-id "$key" --policy-name default --policy '{}'
  refused 'kms:Encrypt' aws kms encrypt --key-id "$key" --encryption-context "$context" --plaintext bm90aGluZw==
  refused 's3:PutBucketPolicy' aws s3api put-bucket-policy --bucket staging-secrets --policy '{"Version":"2012-10-17","Statement":[]}'
  refused 's3:DeleteBucketPolicy' aws s3api delete-bucket-policy --bucket staging-secrets
  refused 's3:PutLifecycleConfiguration' aws s3api put-bucket-lifecycle-configuration --bucket staging-secrets \
    --lifecycle-configuration '{"Rules":[{"ID":"all","Status":"Enabled","Filter":{},"Expiration":{"Days":1}}]}'
  fails 77 'kms:Decrypt' as staging-deployer coffer get "$secret"
  is "$asked" 9
}

all='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}'

it_widens_nothing() {
  local asked=0 role
  for role in staging-deployer staging-api-task staging-api-execution administrator; do
    refused 'iam:PutRolePolicy' aws iam put-role-policy --role-name "$role" --policy-name all --policy-document "$all"
    refused 'iam:AttachRolePolicy' aws iam attach-role-policy --role-name "$role" --policy-arn arn:aws:iam::aws:policy/AdministratorAccess
    refused 'iam:UpdateAssumeRolePolicy' aws iam update-assume-role-policy --role-name "$role" --policy-document "$trust"
    refused 'iam:DeleteRolePolicy' aws iam delete-role-policy --role-name "$role" --policy-name secrets
  done
  refused 'iam:CreateRole' aws iam create-role --role-name staging-api-mine --assume-role-policy-document "$trust"
  refused 'iam:CreatePolicy' aws iam create-policy --policy-name mine --policy-document "$all"
  refused 'iam:CreateUser' aws iam create-user --user-name mine
  refused 'iam:CreateAccessKey' aws iam create-access-key --user-name mine
  refused 'sts:AssumeRole' aws sts assume-role --role-arn "$roles/staging-api-task" --role-session-name mine
  refused 'sts:AssumeRole' aws sts assume-role --role-arn "$roles/administrator" --role-session-name mine
  # It starts no task by itself, and hands no other role to one.
  refused 'ecs:RunTask' aws ecs run-task --cluster staging --task-definition staging-api
  refused "iam:PassRole on resource: $roles/administrator" aws ecs register-task-definition --family staging-api \
    --task-role-arn "$roles/administrator" --container-definitions '[{"name":"a","image":"a"}]'
  refused 'ecs:RegisterTaskDefinition' aws ecs register-task-definition --family other --container-definitions '[{"name":"a","image":"a"}]'
  refused "s3:GetObject on resource" aws s3api get-object --bucket acme-terraform --key other.tfstate /dev/null
  is "$asked" 26
}

# Whatever the account's policies give it: the wall is the key's.
nor_with_every_right_of_IAM() {
  local asked=0 ended=0 policy=arn:aws:iam::aws:policy/AdministratorAccess
  aws iam attach-role-policy --role-name staging-deployer --policy-arn "$policy"
  refused "kms:Decrypt on resource: $key with an explicit deny in a resource-based policy" bound_decrypt --key-id "$key" || ended=1
  fails 77 'kms:Decrypt' as staging-deployer coffer get "$secret" || ended=1
  aws iam detach-role-policy --role-name staging-deployer --policy-arn "$policy"
  return "$ended"
}

a_change_is_applied() {
  a_secret_is_sealed "$next"
  the_deployer_applies
  a_task_has "$next"
}

# ---- what it takes down

the_service_goes() {
  as staging-deployer terraform destroy -auto-approve -target=aws_ecs_cluster.this -target=aws_cloudwatch_log_group.api
  is "$(resources | grep -E '^aws_(ecs|cloudwatch)')" ''
}

# Of the rest nothing is deleted: neither by Terraform, nor from the state.
all_at_once_is_refused() {
  local before
  before=$(resources)
  fails any 'AccessDenied' as staging-deployer terraform destroy -auto-approve
  is "$(resources)" "$before"
  is "$(coffer get "$secret")" "$next"
  is "$(versions_of api/db-password)" 2
}

resources() { as administrator terraform state list | grep -v '^\(.*\.\)\?data\.'; }

the_secrets_go() {
  coffer rm "$secret"
  fails any 'say allow_empty = true' as staging-deployer apply -target=module.secrets
  sed -i 's/^  environment = "staging"$/&\n\n  allow_empty = true/' secrets.tf
  as staging-deployer apply -target=module.secrets
  is "$(versions_of api/db-password)" 0
}

# Roles are the administrator's; key and bucket no longer know the names, and take the policy that the deployer gets.
the_administrator_lets_go() {
  rm names.auto.tfvars.json
  sed -i 's/^  environment = "staging"$/&\n\n  deletion_protection = false/' secrets.tf
  as administrator apply "${made_first[@]}"
  as administrator terraform destroy -auto-approve -target=aws_iam_role.task -target=aws_iam_role.execution
  coffer policy bootstrap staging --key "$key" >bootstrap.json
  as administrator aws iam put-role-policy --role-name staging-deployer --policy-name secrets --policy-document file://bootstrap.json
}

it_still_opens_nothing() {
  local asked=0
  refused "not authorized to perform: kms:Decrypt on resource: $key because no identity-based policy allows the kms:Decrypt action" bound_decrypt
  refused 'kms:ReEncryptFrom' aws kms re-encrypt --ciphertext-blob "fileb://$work/ciphertext" \
    --source-encryption-context "$context" --destination-key-id "$key" --destination-encryption-context "$context"
  refused 'iam:PutRolePolicy' aws iam put-role-policy --role-name staging-deployer --policy-name all --policy-document "$all"
}

the_deployer_destroys_key_and_bucket() {
  as staging-deployer terraform destroy -auto-approve
  is "$(as administrator terraform state list)" ''
  is "$(aws s3 ls | awk '{ print $3 }')" acme-terraform
  is "$(aws kms describe-key --key-id "$key" --query KeyMetadata.KeyState --output text)" PendingDeletion
}

# Over all of it: what was asked and refused, and what was done.
the_record_says_so() {
  local opens='select(.eventSource == "kms.amazonaws.com" and (.userIdentity.arn | contains("assumed-role/staging-deployer/"))
    and (.eventName | IN("Decrypt", "ReEncrypt", "CreateGrant", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "Encrypt")))'
  is "$(jq -r "$opens | .errorCode" "$work/events.jsonl" | sort -u)" AccessDenied
  (($(jq -r "$opens | .eventName" "$work/events.jsonl" | wc -l) >= 9))
  (($(jq -r 'select(.userIdentity.arn | contains("assumed-role/staging-deployer/")) | select(has("errorCode") | not) | .eventName' "$work/events.jsonl" | wc -l) > 100))
}

no_plaintext_left() { ! grep -rlF -e "$value" -e "$next" "$work" --exclude-dir=bin; }

# ---- all of it, in order

mkdir "$work/project"
cp -a "$root/terraform" "$root/examples" "$work/project"
cd "$work/project/examples/ecs"
git init -q .
export AWS_CA_BUNDLE=$work/ca.pem SSL_CERT_FILE=$work/ca.pem
start_server --enforce-iam --tls "$work/ca.pem" --log --events "$work/events.jsonl"

check 'there is an administrator, and a bucket for the state' an_administrator_is_there
check 'the administrator makes key, bucket and the roles of tasks' key_bucket_and_roles_come_first
check 'and the role of the deployer' the_deployer_gets_its_role
check 'whom key and bucket then know by name' it_is_named_to_key_and_bucket
key=$(aws kms describe-key --key-id alias/staging-secrets --query KeyMetadata.Arn --output text)
check 'a secret is sealed' a_secret_is_sealed "$value"
check 'the deployer applies, and the plan after it is empty' the_deployer_applies
check 'the task has its secret' a_task_has "$value"
check 'a changed secret is applied, and reaches the next task' a_change_is_applied
check 'the deployer opens nothing' it_opens_nothing
check 'and widens nothing' it_widens_nothing
check 'nor does it open with every right that IAM can give' nor_with_every_right_of_IAM
check 'it takes the service down' the_service_goes
check 'and does not destroy the environment' all_at_once_is_refused
check 'and the secrets, where the list may become empty' the_secrets_go
check 'the administrator lets go: names, protection, roles' the_administrator_lets_go
check 'with the policy of bootstrap the deployer opens nothing still' it_still_opens_nothing
check 'and destroys key and bucket' the_deployer_destroys_key_and_bucket
check 'the record has no secret opened by the deployer' the_record_says_so
check 'no plaintext is left in any file' no_plaintext_left

echo "$passed passed, $failed failed"
((failed == 0))
