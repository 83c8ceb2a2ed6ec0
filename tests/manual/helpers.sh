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

# ---- for the pages of running-on/: a service that is pushed, roles that may read it, and tokens that they are had for

# What makes tokens: its key is there before the server, which takes only tokens that are signed with it, and lets policies decide.
server_options_of_an_issuer() {
  openssl genrsa -out "$manual_state/issuer.key" 2048 2>/dev/null
  openssl rsa -in "$manual_state/issuer.key" -pubout -out "$manual_state/issuer.pem" 2>/dev/null
  printf '%s\n' --enforce-iam --token-key "$manual_state/issuer.pem"
}

# The service staging/api with two secrets, and the variables that its containers have.
a_service_to_run() {
  a_repository staging
  has staging/api/db-password staging/api/session-key
  local variable
  while IFS= read -r variable; do export "${variable?}"; done < <(coffer push staging | grep '^[A-Z_]*=')
  a_server
}

# From the next block on, nobody's keys are in the environment: credentials have to come from where the page says.
without_keys() { touch "$manual_state/without-keys"; }
[[ ! -e ${manual_state:-}/without-keys ]] || unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY

# may_read ROLE PRINCIPAL CONDITION: a role that a principal may take under a condition, with the reader's policy of staging/api.
may_read() {
  local action=sts:AssumeRole
  [[ $2 != *Federated* ]] || action=sts:AssumeRoleWithWebIdentity
  aws iam create-role --role-name "$1" --assume-role-policy-document \
    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"$action\",\"Principal\":$2,\"Condition\":$3}]}" >/dev/null
  coffer policy reader staging/api --key "$(aws kms describe-key --key-id alias/staging-secrets --query KeyMetadata.Arn --output text)" >"$manual_state/reader.json"
  aws iam put-role-policy --role-name "$1" --policy-name reader --policy-document "file://$manual_state/reader.json"
}

url_base64() { base64 -w0 | tr '+/' '-_' | tr -d =; }

# token ISSUER SUBJECT: as an issuer of OpenID Connect makes one for AWS.
token() {
  local text
  text=$(printf '{"alg":"RS256","typ":"JWT"}' | url_base64)
  text+=.$(printf '{"iss":"https://%s","sub":"%s","aud":"sts.amazonaws.com","exp":%d}' "$1" "$2" $(($(date +%s) + 3600)) | url_base64)
  printf '%s.%s' "$text" "$(printf %s "$text" | openssl dgst -sha256 -sign "$manual_state/issuer.key" | url_base64)"
}
