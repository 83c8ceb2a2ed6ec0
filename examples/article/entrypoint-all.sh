#!/bin/sh
# The article's second entrypoint: loads every secret of a service, whatever they are called.
# The file api/db-password becomes the variable DB_PASSWORD, as with `coffer exec`; a name that can be a variable's
# stays as it is.
set -eu

if [ -z "${SECRETS_BUCKET_NAME:-}" ]; then
  echo >&2 'error: missing SECRETS_BUCKET_NAME environment variable'
  exit 1
fi

# Recursively download an entire secrets subfolder: ciphertext only
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/secrets"
aws s3 cp --only-show-errors --recursive "s3://$SECRETS_BUCKET_NAME/api" "$work/secrets"
(cd "$work/secrets" && find . -type f) > "$work/list"

# A prefix without objects is no error to `aws s3 cp`.
if [ ! -s "$work/list" ]; then
  echo >&2 "error: no secrets in s3://$SECRETS_BUCKET_NAME/api"
  exit 1
fi

# Decrypt and install each secret as an environment variable
while IFS= read -r file; do
  name=${file#./}
  case $name in
    *[!A-Za-z0-9_]*) name=$(printf '%s' "$name" | LC_ALL=C tr 'a-z' 'A-Z' | LC_ALL=C tr -c 'A-Z0-9' '_') ;;
  esac
  encoded=$(aws kms decrypt --ciphertext-blob "fileb://$work/secrets/$file" --output text --query Plaintext </dev/null)
  value=$(printf '%s' "$encoded" | base64 --decode)
  export "$name=$value"
done < "$work/list"
unset encoded value file name

rm -rf "$work"
exec "$@"
