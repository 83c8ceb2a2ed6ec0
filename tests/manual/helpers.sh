# What a page's world is made of. Sourced in the shell of each block, before the page's file in worlds/.

# A key and a bucket for each environment, as Terraform makes them.
on_aws() {
  local environment key
  for environment; do
    key=$(aws kms create-key --query KeyMetadata.KeyId --output text)
    aws kms create-alias --alias-name "alias/$environment-secrets" --target-key-id "$key"
    aws s3api create-bucket --bucket "$environment-secrets" >/dev/null
    aws s3api put-bucket-versioning --bucket "$environment-secrets" --versioning-configuration Status=Enabled
  done
}

# A repository as `coffer init` writes it, with what its environments need on AWS.
a_repository() {
  on_aws "$@"
  git init --quiet .
  coffer init "$@"
}

# has ADDRESS…: secrets, each with a value of its own.
has() {
  local address
  for address; do
    printf 'value of %s' "$address" | coffer set "$address"
  done
}

commit() { git add . && git commit --quiet --message "${1:-What there is}"; }

# A program that says which variables and arguments it got, and no value.
a_server() {
  cat >server <<'SERVER'
#!/bin/sh
env | sed -n 's/^\([A-Z_]*\)=.*/\1/p' | grep -E '^(DB_|API_|SESSION_|TLS_|SMTP_)' | sort
echo "arguments: $*"
SERVER
  chmod +x server
}
