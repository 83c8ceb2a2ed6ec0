before() {
  a_repository staging
  has staging/api/db-password staging/web/token
  commit
  coffer push staging
  mkdir logs
  printf '{"Records":[]}' >logs/trail.json
}

[[ ! -f coffer.json || -n ${old_key:-} ]] ||
  old_key=$(aws kms describe-key --key-id alias/staging-secrets --query KeyMetadata.KeyId --output text)
