# Each block is an example by itself: it begins with the repository, the bucket and the files that all of them speak of.
before() {
  mkdir "$HOME/fixture"
  cd "$HOME/fixture"
  a_repository staging production
  has staging/api/{db-password,token,old-token,old-key,tls/server.key} staging/web/token production/api/token production/web/session-key
  printf 'fake key\n' >server.key
  printf 'SMTP_PASSWORD=fake-mail-password\n' >.env
  printf 'smtp-password: fake mail password\n' >secrets.yaml
  a_server
  commit
  coffer push staging
  coffer push production
  aws kms create-alias --alias-name alias/old-secrets --target-key-id "$(
    aws kms describe-key --key-id alias/production-secrets --query KeyMetadata.KeyId --output text)"
  aws s3 mb s3://trail
  printf '{"Records":[]}' | aws s3 cp - s3://trail/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/28/trail.json
  coffer policy reader staging/api >api.json
  cp api.json ci.json
  key_arn=$(aws kms describe-key --key-id alias/staging-secrets --query KeyMetadata.Arn --output text)
  aws kms get-key-policy --key-id "$key_arn" --policy-name default --query Policy --output text >key.json
  cp key.json policy.json
  terraform >state.json
  mkdir logs
  printf '{"Records":[]}' >logs/trail.json
  cd -
}

each() {
  [[ $manual_language == sh && -d $HOME/fixture/.git && ! $(<"$manual_block") == before ]] || return 0
  cd "$manual_state/../page"
  find . -mindepth 1 -delete
  [[ $(<"$manual_block") == *'coffer init staging production'* ]] || cp -a "$HOME/fixture/." .
  if [[ $(<"$manual_block") == *'--sealed-as'* ]]; then
    git mv staging/api staging/backend
    mkdir staging/api
    git mv staging/backend/token staging/api/github-token
  fi
}

# An editor that changes nothing, and what is not here.
mkdir -p "$HOME/bin"
for program in editor vim psql; do
  [[ -x $HOME/bin/$program ]] || install -m 0755 <(echo '#!/bin/sh') "$HOME/bin/$program"
done
export PATH=$HOME/bin:$PATH EDITOR=editor
sops() { cat secrets.yaml; }

# What `terraform show -json` prints of a key and its name.
terraform() {
  jq --null-input --compact-output --rawfile policy key.json \
    --arg arn "$key_arn" \
    '{format_version: "1.0", values: {root_module: {resources: [
      {address: "aws_kms_key.this", mode: "managed", type: "aws_kms_key", name: "this", values: {arn: $arn, policy: $policy}},
      {address: "aws_kms_alias.this", mode: "managed", type: "aws_kms_alias", name: "this",
        values: {name: "alias/staging-secrets", target_key_arn: $arn}}]}}}'
}
