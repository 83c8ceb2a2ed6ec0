#!/bin/sh
# The article's entrypoint: loads one secret, then becomes the command it is given.
# It needs a shell, the AWS CLI and base64 in the image.
set -eu

# Check that the environment variable has been set correctly
if [ -z "${SECRETS_BUCKET_NAME:-}" ]; then
  echo >&2 'error: missing SECRETS_BUCKET_NAME environment variable'
  exit 1
fi

# `aws kms decrypt` reads a local file or nothing, so the ciphertext comes first.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
aws s3 cp --only-show-errors "s3://$SECRETS_BUCKET_NAME/api/encrypted-password" "$work/ciphertext"

# Two steps, not a pipe: a pipe ends as its last command ends, so that a Decrypt that AWS refuses would give
# an empty password and no error.
encoded=$(aws kms decrypt --ciphertext-blob "fileb://$work/ciphertext" --output text --query Plaintext)
DB_PASSWORD=$(printf '%s' "$encoded" | base64 --decode)
export DB_PASSWORD

# Call the original entry-point script
rm -rf "$work"
exec "$@"
