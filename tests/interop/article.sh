#!/usr/bin/env bash
# Does every step of the article with the AWS CLI and with Coffer, crossed, on a coffer-local of its own.
# tests/interop/README.md says how to run it. Prints one line a check; ends 1 if one failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
example=$root/examples/article

# What is sealed here. Nothing on any disk may hold one of these when the test is over.
article_value='master-password-of-the-article'
coffer_value='value-that-coffer-set-sealed'
nasty_value='a b '\''"$(touch ran)" `touch ran` ; \ * ü=%'
bound_value='value-bound-to-its-address'

# shellcheck source-path=SCRIPTDIR source=common.sh
source "$root/tests/interop/common.sh" aws curl

# The article's two commands. The plaintext comes through a pipe here and not through a file.
article_encrypt() { aws kms encrypt --plaintext fileb:///dev/stdin --output text --query CiphertextBlob "$@" | base64 --decode; }
article_decrypt() { aws kms decrypt --ciphertext-blob "fileb://$1" --output text --query Plaintext "${@:2}" | base64 --decode; }

# The environment of a process, without what the shell keeps there for itself and without the AWS settings.
# A program and not a function: a shell such as dash hands no functions of bash on.
cat >"$work/bin/environment" <<'SCRIPT'
#!/bin/sh
env | grep -Ev '^(_|PWD|OLDPWD|SHLVL|AWS_[A-Z0-9_]*|SECRETS_BUCKET_NAME)=' | LC_ALL=C sort
SCRIPT
chmod +x "$work/bin/environment"

# ---- the article, with the AWS CLI

caller_identity() { is "$(aws sts get-caller-identity --query Arn --output text)" arn:aws:iam::000000000000:root; }

create_key() {
  local id
  id=$(aws kms create-key --description 'master encryption key for secrets' --query KeyMetadata.KeyId --output text)
  aws kms create-alias --alias-name alias/secrets --target-key-id "$id"
  is "$(aws kms describe-key --key-id alias/secrets --query KeyMetadata.KeyId --output text)" "$id"
  is "$(aws kms list-aliases --query "Aliases[?AliasName=='alias/secrets'].TargetKeyId" --output text)" "$id"
}

create_bucket() {
  aws s3 mb s3://staging-secrets
  aws s3 ls | grep -q ' staging-secrets$'
}

article_encrypts() {
  echo "$article_value" | article_encrypt --key-id alias/secrets >staging/api/encrypted-password
  is "$(article_decrypt staging/api/encrypted-password)" "$article_value"
}

article_lists() {
  grep -qx 'files = \["api/encrypted-password"\]' staging.tfvars
  coffer verify --strict
}

article_uploads() {
  aws s3 cp staging/api/encrypted-password s3://staging-secrets/api/encrypted-password
  aws s3 cp s3://staging-secrets/api/encrypted-password downloaded
  cmp downloaded staging/api/encrypted-password
  is "$(article_decrypt downloaded)" "$article_value"
  rm downloaded
}

# ---- crossed: a file of the article's, opened by Coffer

get_opens_the_articles() {
  is "$(coffer get staging/api/encrypted-password)" "$article_value"
  is "$(coffer get staging/api/encrypted-password | wc -c)" $((${#article_value} + 1))
}

get_opens_the_articles_object() { is "$(coffer get s3://staging-secrets/api/encrypted-password)" "$article_value"; }

exec_loads_the_articles() {
  # shellcheck disable=SC2016 # The inner shell expands it.
  is "$(coffer exec "$1" -- sh -c 'printf "%s" "$ENCRYPTED_PASSWORD"')" "$article_value"
}

exec_needs_binding_none() {
  cd "$work"
  fails 65 none env COFFER_ENVIRONMENT=staging coffer exec s3://staging-secrets/api -- echo started
  fails 78 COFFER_ENVIRONMENT coffer exec s3://staging-secrets/api -- echo started
}

status_sees_the_articles_object() { coffer status staging | grep -q '^same  *staging/api/encrypted-password$'; }

# ---- crossed: a file of Coffer's, opened by the article's commands (binding none)

set_is_the_articles() {
  echo "$coffer_value" | coffer set staging/api/db-password
  is "$(article_decrypt staging/api/db-password)" "$coffer_value"
  is "$(coffer inspect --json staging/api/db-password | json format)" kms
}

set_keeps_the_list() {
  is "$(cat staging.tfvars)" $'# staging.tfvars\nfiles = ["api/db-password", "api/encrypted-password"]'
}

set_takes_any_text() {
  printf '%s' "$nasty_value" | coffer set staging/api/nasty.text
  printf '%s' "$nasty_value" | coffer set staging/api/as_it_is
  is "$(article_decrypt staging/api/nasty.text)" "$nasty_value"
}

push_is_the_articles_upload() {
  coffer push staging
  aws s3 cp s3://staging-secrets/api/db-password downloaded
  is "$(article_decrypt downloaded)" "$coffer_value"
  rm downloaded
  coffer status staging
}

inspect_prints_the_articles_line() {
  local line
  line=$(coffer inspect --json "$1" | json open)
  is "$(eval "$line")" "$2"
}

json() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }

generated_opens() {
  coffer set staging/api/session-key --generate
  is "$(article_decrypt staging/api/session-key | wc -c)" 40
  coffer rm staging/api/session-key
}

# ---- the entrypoints

one_entrypoint() {
  local by_script by_coffer
  by_script=$(SECRETS_BUCKET_NAME=staging-secrets ./entrypoint.sh environment)
  by_coffer=$(coffer exec s3://staging-secrets/api --only encrypted-password --as DB_PASSWORD=encrypted-password -- environment)
  is "$by_coffer" "$by_script"
  [[ $by_coffer == *"DB_PASSWORD=$article_value"* ]]
}

all_entrypoint() {
  local by_script by_coffer by_variables
  by_script=$(SECRETS_BUCKET_NAME=staging-secrets ./entrypoint-all.sh environment)
  by_coffer=$(coffer exec s3://staging-secrets/api -- environment)
  by_variables=$(cd "$work" && SECRETS_BUCKET_NAME=staging-secrets COFFER_SERVICE=api COFFER_BINDING=none coffer exec -- environment)
  is "$by_coffer" "$by_script"
  is "$by_variables" "$by_script"
  is "$(coffer exec staging/api -- environment)" "$by_script"
  [[ $by_coffer == *"DB_PASSWORD=$coffer_value"* && $by_coffer == *"NASTY_TEXT=$nasty_value"* && $by_coffer == *"as_it_is=$nasty_value"* ]]
  [[ ! -e ran ]]
}

entrypoints_pass_the_status_on() {
  fails 7 '' env SECRETS_BUCKET_NAME=staging-secrets ./entrypoint.sh sh -c 'exit 7'
  fails 7 '' coffer exec s3://staging-secrets/api -- sh -c 'exit 7'
}

entrypoints_start_nothing() {
  aws kms disable-key --key-id "$(key_of alias/secrets)"
  local script_said coffer_said ended=0
  script_said=$(fails any Disabled env SECRETS_BUCKET_NAME=staging-secrets ./entrypoint.sh echo started) || ended=1
  coffer_said=$(fails 77 disabled coffer exec s3://staging-secrets/api -- echo started) || ended=1
  aws kms enable-key --key-id "$(key_of alias/secrets)"
  echo "$script_said $coffer_said"
  ((ended == 0))
  fails 1 'no secrets' env SECRETS_BUCKET_NAME=staging-secrets sh -c "sed 's,/api,/nobody,g' entrypoint-all.sh | sh -s echo started"
  fails 66 'no secrets' coffer exec s3://staging-secrets/nobody -- echo started
}

final_newlines() {
  mkdir -p staging/lines
  printf 'first line\nsecond line\n' | article_encrypt --key-id alias/secrets >staging/lines/certificate
  # shellcheck disable=SC2016 # The inner shell expands it.
  is "$(coffer exec staging/lines -- sh -c 'printf "%s" "$certificate" | wc -l')" 2
  rm -r staging/lines
}

key_of() { aws kms describe-key --key-id "$1" --query KeyMetadata.KeyId --output text; }

# ---- what is wrong is wrong for both

another_key() {
  aws kms create-alias --alias-name alias/other --target-key-id "$(aws kms create-key --query KeyMetadata.KeyId --output text)"
  fails any IncorrectKey article_decrypt staging/api/encrypted-password --key-id alias/other
  sed 's,alias/secrets,alias/other,' "$example/coffer.json" >"$work/other/coffer.json"
  cp -r staging "$work/other/"
  cd "$work/other"
  fails any key coffer get staging/api/encrypted-password
  fails any key coffer exec staging/api -- echo started
}

missing_key() {
  fails any NotFound aws kms encrypt --key-id alias/nobody --plaintext fileb://staging.tfvars
  sed 's,alias/secrets,alias/nobody,' "$example/coffer.json" >"$work/other/coffer.json"
  cd "$work/other"
  printf 'nothing' | fails 66 alias/nobody coffer set staging/api/new
  [[ ! -e staging/api/new ]]
}

another_bucket() {
  fails any NoSuchBucket aws s3api get-object --bucket nobodys-secrets --key api/encrypted-password downloaded
  fails any 404 aws s3 cp s3://nobodys-secrets/api/encrypted-password downloaded
  fails 66 nobodys-secrets env COFFER_BINDING=none coffer get s3://nobodys-secrets/api/encrypted-password
  fails 66 nobodys-secrets env COFFER_BINDING=none coffer exec s3://nobodys-secrets/api -- echo started
}

missing_object() {
  fails any 404 aws s3 cp s3://staging-secrets/api/nothing downloaded
  fails 66 api/nothing coffer get s3://staging-secrets/api/nothing
  fails 66 api/nothing coffer exec s3://staging-secrets/api --only nothing -- echo started
}

another_user() {
  fails any SignatureDoesNotMatch env AWS_SECRET_ACCESS_KEY=wrong aws sts get-caller-identity
  fails 77 '' env AWS_SECRET_ACCESS_KEY=wrong coffer get staging/api/encrypted-password
}

damaged_file() {
  mkdir -p staging/damaged
  { head -c 150 staging/api/encrypted-password; printf 'x'; tail -c +152 staging/api/encrypted-password; } >staging/damaged/file
  fails any InvalidCiphertext article_decrypt staging/damaged/file
  fails 65 staging/damaged/file coffer get staging/damaged/file
  rm -r staging/damaged
}

plaintext_file() {
  echo 'no ciphertext at all' >staging/api/plain
  fails any InvalidCiphertext article_decrypt staging/api/plain
  fails 1 staging/api/plain coffer verify
  fails 65 staging/api/plain coffer push staging
  rm staging/api/plain
}

# ---- binding: one step beyond the article

bound_opens_with_its_context() {
  cd "$work/bound"
  printf '%s' "$bound_value" | coffer set staging/api/db-password
  is "$(coffer get staging/api/db-password)" "$bound_value"
  is "$(article_decrypt staging/api/db-password --encryption-context environment=staging,service=api,secret=db-password)" "$bound_value"
  inspect_prints_the_articles_line staging/api/db-password "$bound_value"
}

articles_with_a_context() {
  cd "$work/bound"
  printf '%s' "$bound_value" |
    article_encrypt --key-id alias/secrets --encryption-context environment=staging,service=api,secret=by-hand >staging/api/by-hand
  is "$(coffer get staging/api/by-hand)" "$bound_value"
}

wrong_context() {
  cd "$work/bound"
  fails any InvalidCiphertext article_decrypt staging/api/db-password
  fails any InvalidCiphertext article_decrypt staging/api/db-password --encryption-context environment=staging,service=web,secret=db-password
  mkdir -p staging/web
  cp staging/api/db-password staging/web/db-password
  fails 65 staging/web/db-password coffer get staging/web/db-password
  fails 65 staging/web/db-password coffer exec staging/web -- echo started
  cp "$work/repository/staging/api/encrypted-password" staging/web/db-password
  fails 65 none coffer get staging/web/db-password
  rm -r staging/web
}

bound_loads_from_the_bucket() {
  cd "$work/bound"
  aws s3 mb s3://bound-secrets
  coffer push staging
  aws s3 cp s3://bound-secrets/api/db-password downloaded
  is "$(article_decrypt downloaded --encryption-context environment=staging,service=api,secret=db-password)" "$bound_value"
  rm downloaded
  cd "$work"
  # shellcheck disable=SC2016 # The inner shell expands it.
  is "$(COFFER_BUCKET=bound-secrets COFFER_ENVIRONMENT=staging COFFER_SERVICE=api coffer exec -- sh -c 'printf "%s" "$DB_PASSWORD"')" "$bound_value"
  fails 65 '' env COFFER_BUCKET=bound-secrets COFFER_ENVIRONMENT=production COFFER_SERVICE=api coffer exec -- echo started
}

# ---- the bucket, with the AWS CLI's other commands

# Beside the secrets 'coffer push' leaves a word on whose the bucket is.
list_bucket() {
  is "$(aws s3 ls --recursive s3://staging-secrets | awk '{ print $4 }' | grep -v '^\.coffer/' | sort | xargs)" "$(cd staging && find . -type f | cut -c 3- | sort | xargs)"
  is "$(coffer list s3://staging-secrets | sort | xargs)" "$(cd staging && find . -type f | cut -c 3- | sort | sed 's,^,s3://staging-secrets/,' | xargs)"
}

sync_bucket() {
  aws s3 sync --exclude '.coffer/*' s3://staging-secrets "$work/copy"
  diff -r "$work/copy" staging
  rm -r "$work/copy"
}

sync_up() {
  aws s3 mb s3://sync-secrets
  aws s3 sync staging s3://sync-secrets
  is "$(aws s3 sync --size-only staging s3://sync-secrets)" ''
  # shellcheck disable=SC2016 # The inner shell expands it.
  is "$(COFFER_BINDING=none coffer exec s3://sync-secrets/api -- sh -c 'printf "%s" "$DB_PASSWORD"')" "$coffer_value"
  aws s3 rb --force s3://sync-secrets
}

presign_object() {
  local url
  url=$(aws s3 presign s3://staging-secrets/api/encrypted-password)
  curl --silent --fail "$url" | cmp - staging/api/encrypted-password
  fails 22 '' curl --silent --fail "${url/encrypted-password/db-password}"
}

restart_server() {
  is "$(coffer get staging/api/encrypted-password)" "$article_value"
  is "$(article_decrypt staging/api/db-password)" "$coffer_value"
  coffer status staging
}

no_plaintext_left() {
  local value form found=0
  for value in "$article_value" "$coffer_value" "$nasty_value" "$bound_value"; do
    for form in "$value" "$(printf '%s' "$value" | base64 -w 0)" "$(printf '%s\n' "$value" | base64 -w 0)"; do
      ! grep -rlF -e "$form" "$work" "$root/examples" || found=1
    done
  done
  ((found == 0))
}

# ---- all of it, in order

aws --version 2>&1
start_server
mkdir "$work/other" "$work/bound"
cp -r "$example" "$work/repository"
cp -r "$example" "$work/page"
cat >"$work/bound/coffer.json" <<'JSON'
{ "environments": { "staging": { "bucket": "bound-secrets" } } }
JSON
cd "$work/repository"

check 'aws sts get-caller-identity' caller_identity
check 'the committed example passes verify' coffer verify
check 'the article: the key and its alias' create_key
check 'the article: the bucket' create_bucket
check 'the article: encrypt a password' article_encrypts
check 'the article: the list in staging.tfvars' article_lists
check 'the article: upload, download, decrypt' article_uploads
check 'coffer get opens a file of aws kms encrypt, to the byte' get_opens_the_articles
check 'coffer get opens an object of aws s3 cp' get_opens_the_articles_object
check 'coffer exec loads a file of aws kms encrypt from the repository' exec_loads_the_articles staging/api
check 'coffer exec loads an object of aws s3 cp' exec_loads_the_articles s3://staging-secrets/api
check 'coffer exec loads neither without binding none, and says so' exec_needs_binding_none
check 'coffer status takes an object of aws s3 cp as the same' status_sees_the_articles_object
check 'aws kms decrypt opens a file of coffer set' set_is_the_articles
check 'coffer set keeps the list in staging.tfvars' set_keeps_the_list
check 'aws kms decrypt opens any text of coffer set' set_takes_any_text
check 'aws kms decrypt opens a value that coffer generated' generated_opens
check 'coffer push, aws s3 cp, aws kms decrypt' push_is_the_articles_upload
check 'the line of coffer inspect opens a file without binding' inspect_prints_the_articles_line staging/api/db-password "$coffer_value"
check 'entrypoint.sh and coffer exec give the same environment' one_entrypoint
check 'entrypoint-all.sh and coffer exec give the same environment' all_entrypoint
check 'entrypoint.sh and coffer exec end as the command ends' entrypoints_pass_the_status_on
check 'neither starts the command where a secret does not open' entrypoints_start_nothing
check 'coffer exec keeps the last newline of several lines' final_newlines
check 'another key: refused to both' another_key
check 'a missing key: told by both' missing_key
check 'a missing bucket: told by both' another_bucket
check 'a missing object: told by both' missing_object
check 'a wrong signature: refused to both' another_user
check 'a damaged file: refused to both' damaged_file
check 'a plaintext file: refused to both, and never uploaded' plaintext_file
check 'aws s3 ls and coffer list' list_bucket
check 'aws s3 sync from the bucket' sync_bucket
check 'aws s3 sync to a bucket, coffer exec from it' sync_up
check 'aws s3 presign' presign_object
check 'bound: aws kms decrypt with the context, and the line of coffer inspect' bound_opens_with_its_context
check 'bound: coffer get opens a file of aws kms encrypt with the context' articles_with_a_context
check 'bound: a wrong context, a moved and an unbound file: refused' wrong_context
check 'bound: coffer push, aws s3 cp, aws kms decrypt, coffer exec' bound_loads_from_the_bucket
kill -9 "$server"
wait "$server" 2>/dev/null || true
start_server
check 'all opens after coffer-local was killed and started again' restart_server
kill "$server"
wait "$server" 2>/dev/null || true
server=
check 'no plaintext is left in the temporary folder, the home or the examples' no_plaintext_left

echo "$passed passed, $failed failed"
((failed == 0))
