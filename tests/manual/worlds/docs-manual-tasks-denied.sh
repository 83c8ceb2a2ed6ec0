server_options() { echo --enforce-iam; }

before() {
  a_repository staging
  has staging/api/db-password
  a_server
  aws iam create-role --role-name api-task --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
    "Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
  coffer push staging >pushed
}

# What the container runs has the variables of its task definition and the role of the task.
coffer() {
  [[ $1 == exec ]] || { command coffer "$@"; return; }
  local -a variables
  mapfile -t variables < <(grep '^COFFER_' pushed)
  env -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY "${variables[@]}" \
    AWS_CONTAINER_CREDENTIALS_FULL_URI="$AWS_ENDPOINT_URL/v2/credentials/api-task" coffer "$@"
}

# What `terraform show -json` prints of the role.
terraform() {
  local key
  key=$(aws kms describe-key --key-id alias/staging-secrets --query KeyMetadata.Arn --output text)
  jq --null-input --rawfile policy reader.json --arg key "$key" '{format_version: "1.0", values: {root_module: {resources: [
    {address: "aws_kms_key.this", mode: "managed", type: "aws_kms_key", name: "this", values: {arn: $key}},
    {address: "aws_kms_alias.this", mode: "managed", type: "aws_kms_alias", name: "this",
      values: {name: "alias/staging-secrets", target_key_arn: $key}},
    {address: "aws_iam_role.api", mode: "managed", type: "aws_iam_role", name: "api",
      values: {name: "api-task", arn: "arn:aws:iam::000000000000:role/api-task",
        assume_role_policy: "{\"Version\":\"2012-10-17\",\"Statement\":[]}", inline_policy: [{name: "reader", policy: $policy}]}}]}}}'
}
