#!/usr/bin/env bash
# Compares, byte by byte, the releases that coffer push writes with what Terraform's jsonencode makes of the same files, on a
# coffer-local of its own. tests/interop/README.md says how to run it. Prints one line a check; ends 1 if one failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# shellcheck source-path=SCRIPTDIR source=common.sh
source "$root/tests/interop/common.sh" aws terraform python3
mkdir "$work/repository"

# One file of ciphertext, of so many bytes: an envelope starts so, and push asks no more of it.
ciphertext_of() {
  mkdir -p "$(dirname "staging/$2")"
  { printf '\x02\x04\x78'; head -c $(($1 - 3)) /dev/urandom; } >"staging/$2"
}

version_of() {
  aws s3api head-object --bucket staging-secrets --key "$1" --query VersionId --output text
}

# The expression of a release as terraform/ has it, over the files of a service.
release_expression() {
  local service=$1 file name
  echo -n "jsonencode({ version = 1, environment = \"staging\", service = \"$service\", secrets = {"
  while IFS= read -r file; do
    name=${file#"staging/$service/"}
    if (($(wc -c <"$file") <= 16384)); then
      echo -n "\"$name\" = { ciphertext = filebase64(\"$file\") },"
    else
      echo -n "\"$name\" = { sha256 = filesha256(\"$file\"), version = \"$(version_of "$service/$name")\" },"
    fi
  done < <(find "staging/$service" -type f)
  echo '}})'
}

# The console prints strings quoted; in Base64 there is nothing to quote.
by_terraform() {
  local expression
  expression=$(release_expression "$1")
  echo "base64encode($expression)" | terraform console | tr -d '"\n' | base64 --decode
}

by_coffer() {
  aws s3api get-object --bucket staging-secrets --key "$1/.coffer/release.json" "$work/object" >/dev/null
  cat "$work/object"
}

same_bytes() {
  by_terraform "$1" >"$work/terraform.json"
  by_coffer "$1" >"$work/coffer.json"
  [[ -s $work/terraform.json ]]
  cmp "$work/terraform.json" "$work/coffer.json"
  is "$(python3 -c 'import json, sys; print(len(json.load(sys.stdin)["secrets"]))' <"$work/coffer.json")" "$2"
}

inline_is() {
  is "$(by_coffer "$1" | python3 -c 'import json, sys; print("ciphertext" in json.load(sys.stdin)["secrets"][sys.argv[1]])' "$2")" "$3"
}

# ---- the checks

the_bucket_keeps_versions() {
  aws s3api put-bucket-versioning --bucket staging-secrets --versioning-configuration Status=Enabled
}

secrets_are_sealed() {
  local name
  for name in a-b a/b a.b A a_b _x 0 -x Z zz a-b-c aB/c aB.c __ a--b; do
    ciphertext_of 200 "names/$name"
  done
  coffer set staging/both/kms --generate
  head -c 3000 /dev/zero | coffer set staging/both/binary
  head -c 5000 /dev/zero | coffer set staging/both/envelope
  head -c 100000 /dev/zero | coffer set staging/both/large
  coffer set staging/one/two-keys --generate
}

sizes_are_made() {
  local size
  for size in 16382 16383 16384 16385 16386 100000; do
    ciphertext_of "$size" "sizes/s$size"
  done
}

pushed() { coffer push staging >"$work/push.out"; }

the_threshold_is_16_kib() {
  inline_is sizes s16383 True
  inline_is sizes s16384 True
  inline_is sizes s16385 False
  inline_is both envelope True
  inline_is both large False
}

# The value of COFFER_RELEASE, as terraform/outputs.tf makes it.
the_variable_is_terraforms() {
  local expected
  expected=$(echo "sha256($(release_expression "$1"))" | terraform console | tr -d '"')
  expected="COFFER_RELEASE=sha256:$expected@$(version_of "$1/.coffer/release.json")"
  grep -qxF "$expected" "$work/push.out"
  coffer status staging | grep -F "same release        staging/$1 $expected" >/dev/null
}

# Terraform's object in place of coffer's: the same bytes, so that nothing differs and nothing is written.
terraforms_object_is_the_same() {
  by_terraform names >"$work/terraform.json"
  aws s3api put-object --bucket staging-secrets --key names/.coffer/release.json --body "$work/terraform.json" >/dev/null
  local before
  before=$(version_of names/.coffer/release.json)
  coffer status staging
  pushed
  is "$(version_of names/.coffer/release.json)" "$before"
  grep -q "^COFFER_RELEASE=.*@$before$" "$work/push.out"
}

exec_loads_terraforms_object() {
  local release
  release=$(sed -n '/^COFFER_SERVICE=one$/!{h;d};x;s/^COFFER_RELEASE=//p' "$work/push.out")
  cd "$work"
  COFFER_BUCKET=staging-secrets COFFER_ENVIRONMENT=staging COFFER_SERVICE=one COFFER_RELEASE=$release \
    coffer exec -- sh -c 'test ${#TWO_KEYS} = 40'
}

one_change_changes_one_release() {
  local before
  before=$(version_of sizes/.coffer/release.json)
  ciphertext_of 200 names/_x
  pushed
  same_bytes names 15
  is "$(version_of sizes/.coffer/release.json)" "$before"
}

terraform version | sed -n 1p
start_server --key alias/secrets --key alias/second --bucket staging-secrets
cd "$work/repository"
cat >coffer.json <<'JSON'
{ "environments": { "staging": {} } }
JSON

check 'the bucket keeps versions' the_bucket_keeps_versions
check 'secrets of both formats, with names in odd orders' secrets_are_sealed
check 'ciphertexts below, at and above 16 KiB' sizes_are_made
check 'coffer push' pushed
check 'names in odd orders: the bytes of jsonencode' same_bytes names 15
check 'sizes around 16 KiB: the bytes of jsonencode' same_bytes sizes 6
check 'KMS blobs, envelopes and a large one: the bytes of jsonencode' same_bytes both 4
check 'one secret: the bytes of jsonencode' same_bytes one 1
check '16,384 bytes of ciphertext are inline, 16,385 are not' the_threshold_is_16_kib
check 'COFFER_RELEASE of many names is what Terraform computes' the_variable_is_terraforms names
check 'COFFER_RELEASE with large secrets is what Terraform computes' the_variable_is_terraforms both
check 'what Terraform uploads is the same to status and push' terraforms_object_is_the_same
check 'coffer exec loads a release' exec_loads_terraforms_object
check 'one changed secret changes one release' one_change_changes_one_release

echo "$passed passed, $failed failed"
((failed == 0))
