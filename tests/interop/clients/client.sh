#!/usr/bin/env bash
# The AWS CLI as a client of secrets. README.md beside it has the words that each client knows.
set -euo pipefail

input=$(mktemp)
output=$(mktemp)
trap 'rm -f "$input" "$output"' EXIT

context() { echo "environment=staging,service=$1,secret=$2"; }

case $1 in
  seal)
    cat >"$input"
    aws kms encrypt --key-id "$2" --encryption-context "$(context "$3" "$4")" --plaintext "fileb://$input" \
      --query CiphertextBlob --output text >"$output"
    base64 --decode <"$output" ;;
  open)
    cat >"$input"
    aws kms decrypt --key-id "$2" --encryption-context "$(context "$3" "$4")" --ciphertext-blob "fileb://$input" \
      --query Plaintext --output text >"$output"
    base64 --decode <"$output" ;;
  reseal)
    cat >"$input"
    aws kms re-encrypt --source-key-id "$2" --destination-key-id "$2" --source-encryption-context "$(context "$3" "$4")" \
      --destination-encryption-context "$(context "$3" "$5")" --ciphertext-blob "fileb://$input" --query CiphertextBlob --output text >"$output"
    base64 --decode <"$output" ;;
  put) aws s3api put-object --bucket "$2" --key "$3" --body "$4" --query VersionId --output text ;;
  get) aws s3api get-object --bucket "$2" --key "$3" ${4:+"--version-id=$4"} "$output" >/dev/null && cat "$output" ;;
  list) aws s3api list-objects-v2 --bucket "$2" --prefix "$3" --page-size 2 --query 'Contents[].Key' --output text | tr '\t' '\n' ;;
  remove) aws s3api delete-object --bucket "$2" --key "$3" >/dev/null ;;
esac
