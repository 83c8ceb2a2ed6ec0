before() {
  on_aws staging
  git init --quiet .
  mkdir -p staging/api
  printf 'fake-database-password' |
    aws kms encrypt --key-id alias/staging-secrets --plaintext fileb:///dev/stdin --query CiphertextBlob --output text |
    base64 --decode >staging/api/db-password
}
