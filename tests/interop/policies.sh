#!/usr/bin/env bash
# What 'coffer init' writes is valid Terraform, and 'coffer policy' prints the documents that the Terraform module writes.
# With the real terraform and the real provider, without AWS: plans are made on a coffer-local of its own, and the documents
# come from an apply against a mocked provider.
# tests/interop/README.md says how to run it. Prints one line a check; ends 1 if one failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
module=${COFFER_MODULE:-$root/terraform}

# shellcheck source-path=SCRIPTDIR source=common.sh
source "$root/tests/interop/common.sh" terraform node
trap 'echo "policies.sh: ended early, at line $LINENO" >&2' ERR
[[ -e $module/policies.tf ]] || { echo "policies.sh: there is no module in $module" >&2; exit 1; }

# One download of the provider, for all roots.
cp -r "$module" "$work/module"
rm -rf "$work/module/.terraform" "$work/module/tests" "$work/module/examples"
export TF_PLUGIN_CACHE_DIR=$work/plugins TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE=1
mkdir "$TF_PLUGIN_CACHE_DIR"

# What starts as a blob of KMS does: the module looks no further.
ciphertext() {
  printf '\001\002\002\000\170 and anything after it'
}

# ---- what 'coffer init' writes

root_is_valid() {
  local folder=$work/$1
  shift
  mkdir "$folder"
  cd "$folder"
  coffer init "$@" --module ../module
  terraform fmt -check -recursive -diff
  terraform init -backend=false >/dev/null
  terraform validate
}

# What a repository is before its first secret.
root_plans_nothing() {
  cd "$work/usual"
  terraform plan -no-color >plan.txt
  grep -q 'Warning: Check block assertion failed' plan.txt
  grep -q 'bucket *= "staging-secrets"' plan.txt
  grep -q 'name *= "alias/production-secrets"' plan.txt
}

# The names of coffer.json are Terraform's, wherever they come from.
root_plans_a_secret() {
  cd "$work/usual"
  mkdir -p staging/api
  ciphertext >staging/api/db-password
  sed -i 's|^files = \[|&\n  "api/db-password",|' staging.tfvars
  sed -i 's/"staging-secrets"/"acme-staging"/' coffer.json
  terraform plan -no-color >plan.txt
  grep -q 'module.staging.aws_s3_object.secret\["api/db-password"\] will be created' plan.txt
  grep -q 'bucket *= "acme-staging"' plan.txt
}

# The module that is in the program, and a second environment beside the first.
the_default_is_carried() {
  mkdir "$work/default"
  cd "$work/default"
  coffer init staging
  coffer init production
  terraform fmt -check -recursive -diff
  terraform init -backend=false >/dev/null
  terraform validate
  is "$(diff -r --exclude=module.json --exclude=.terraform modules/coffer "$root/terraform" | grep -v '^Only in .*/terraform')" ''
}

# ---- the documents

key=11111111-2222-3333-4444-555555555555
storage_key=99999999-2222-3333-4444-555555555555
runs='aws aws eu-west-1 false false
aws_cn aws-cn cn-north-1 false false
aws_us_gov aws-us-gov us-gov-west-1 false false
listing aws eu-west-1 true false
encrypted aws eu-west-1 false false
encrypted_cn aws-cn cn-north-1 false false
named aws eu-west-1 false true
closed aws eu-west-1 false false'

# A run for each partition, one for readers that list, two for buckets with a key of KMS at rest, and one where those who
# administer, seal and deploy are named.
rendering() {
  cat <<'HCL'
mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
}
variables {
  environment         = "staging"
  bucket              = "acme-staging"
  services            = ["api", "web.v2"]
  key_alias           = "alias/team"
  deletion_protection = false
}
HCL
  while read -r run partition region list named; do
    cat <<HCL
run "$run" {
  override_data {
    target = data.aws_partition.current
    values = { partition = "$partition" }
  }
  variables {
    existing_key     = { arn = "arn:$partition:kms:$region:111122223333:key/$key" }
    readers_may_list = $list
HCL
    [[ $run != encrypted* ]] || echo "    storage_key = { arn = \"arn:$partition:kms:$region:111122223333:key/$storage_key\" }"
    [[ $run != closed ]] || echo '    denied_secrets = ["web.v2/tls/server.key", "api/leaked", "api/.coffer/private-key"]'
    [[ $named != true ]] || cat <<'HCL'
    administrators   = ["arn:aws:iam::111122223333:role/admin"]
    encrypters       = ["arn:aws:iam::111122223333:role/author"]
    deployers        = ["arn:aws:iam::111122223333:role/ci"]
HCL
    echo '  }'
    echo '}'
  done <<<"$runs"
}

# The module's outputs of each run into $work/RUN.json.
module_renders() {
  mkdir -p "$work/render/tests" "$work/render/staging/api"
  cd "$work/render"
  cp ../module/*.tf .
  ciphertext >staging/api/db-password
  rendering >tests/render.tftest.hcl
  terraform init -backend=false >/dev/null
  terraform test -json -verbose >test.json || { grep '"diagnostic"' test.json; return 1; }
  node -e '
    const fs = require("fs");
    for (const line of fs.readFileSync("test.json", "utf8").trim().split("\n").map(text => JSON.parse(text))) {
      if (line.type === "test_state") {
        const outputs = Object.fromEntries(Object.entries(line.test_state.outputs).map(([name, output]) => [name, output.value]));
        const policy = line.test_state.root_module.resources.find(resource => resource.type === "aws_s3_bucket_policy");
        fs.writeFileSync(`../${line["@testrun"]}.json`, JSON.stringify({ ...outputs, bucket_policy_json: policy.values.policy }));
      }
    }
  '
}

# same RUN WHICH ARG…: what 'coffer policy ARG…' prints is the output at WHICH, a path.
same() {
  local arn modules=$work/$1.json which=$2
  arn=$(awk -v run="$1" -v key="$key" '$1 == run { print "arn:" $2 ":kms:" $3 ":111122223333:key/" key }' <<<"$runs")
  shift 2
  [[ -s $modules ]] || { echo 'the module rendered nothing'; return 1; }
  cd "$work/policies"
  coffer policy "$@" --key "$arn" >printed.json
  node -e '
    const fs = require("fs");
    const sorted = value => Array.isArray(value) ? value.map(sorted)
      : value === null || typeof value !== "object" ? value
      : Object.fromEntries(Object.keys(value).sort().map(name => [name, sorted(value[name])]));
    const write = (name, json) => fs.writeFileSync(name, JSON.stringify(sorted(JSON.parse(json)), null, 2) + "\n");
    const outputs = JSON.parse(fs.readFileSync(process.argv[1]));
    write("module.txt", process.argv[2].split("/").reduce((value, name) => value[name], outputs));
    write("coffer.txt", fs.readFileSync("printed.json"));
  ' "$modules" "$which"
  (($(wc -l <module.txt) > 10))
  diff -u module.txt coffer.txt
}

# What 'coffer policy deny' prints stands in the key's policy, and nothing else is closed there.
closed_is_the_same() {
  cd "$work/policies"
  coffer policy deny staging/api/leaked --pair >first.json
  coffer policy deny staging/web.v2/tls/server.key >second.json
  node -e '
    const fs = require("fs");
    const read = name => JSON.parse(fs.readFileSync(name));
    const list = value => [value].flat();
    const plain = statement => JSON.stringify({
      ...statement, Principal: list(statement.Principal.AWS), Resource: list(statement.Resource),
      Condition: Object.entries(statement.Condition.StringEquals).sort(),
    }, ["Sid", "Effect", "Principal", "Action", "Resource", "Condition"].concat([...Array(9).keys()].map(String)));
    const inModule = JSON.parse(read(process.argv[1]).key_policy_json).Statement.filter(each => each.Sid.startsWith("Closed"));
    const printed = [...read("first.json").Statement, ...read("second.json").Statement];
    fs.writeFileSync("module.txt", inModule.map(plain).sort().join("\n") + "\n");
    fs.writeFileSync("coffer.txt", printed.map(plain).sort().join("\n") + "\n");
  ' "$work/closed.json"
  is "$(wc -l <module.txt)" 3
  diff -u module.txt coffer.txt
}

# A difference must be seen, or the checks before say nothing.
difference_is_seen() {
  local difference
  difference=$(same aws "$@") && return 1
  grep -q '^[-+] ' <<<"$difference"
}

# decided RUN TABLE COUNT [POLICIES]: the documents of the run, or those of 'coffer policy', answer as the table says.
decided() {
  local said
  said=$(node "$root/tests/interop/policies/run.mjs" "$root/tests/interop/policies/$2.txt" "$work/$1.json" ${4:+"$4"}) || { echo "$said"; return 1; }
  is "$(tail -n 1 <<<"$said")" "$3 asked, 0 wrong"
}

# What 'coffer policy' prints, for the tables.
print_policies() {
  local role arn=arn:aws:kms:eu-west-1:111122223333:key/$key
  mkdir "$work/printed"
  cd "$work/policies"
  for role in writer mover deployer administrator bootstrap; do
    coffer policy "$role" staging --key "$arn" >"$work/printed/$role.json"
  done
  for role in reader writer mover; do
    coffer policy "$role" staging/api --key "$arn" >"$work/printed/$role-api.json"
  done
}

mkdir "$work/policies"
cat >"$work/policies/coffer.json" <<'JSON'
{ "environments": { "staging": { "key": "alias/team", "bucket": "acme-staging" } } }
JSON

terraform version | head -n 1
check 'coffer init: valid, and as terraform fmt writes it' root_is_valid usual
check 'coffer init with odd names: the same' root_is_valid odd EU.west 1st_ a-b
start_server
check 'coffer init without a single secret: terraform plans it' root_plans_nothing
check 'coffer init with a secret: terraform plans it, with the names of coffer.json' root_plans_a_secret
check 'coffer init without --module: the carried module, twice' the_default_is_carried

check 'the module renders its documents' module_renders
for run in aws aws_cn aws_us_gov; do
  for service in api web.v2; do
    check "$run: reader of $service" same "$run" "services/$service/reader_policy_json" reader "staging/$service"
    for role in writer mover; do
      check "$run: $role of $service" same "$run" "services/$service/${role}_policy_json" "$role" "staging/$service"
    done
  done
  for role in writer mover deployer administrator bootstrap; do
    check "$run: $role of the environment" same "$run" "${role}_policy_json" "$role" staging
  done
done
check 'reader that lists' same listing services/api/reader_policy_json reader staging/api --list
while read -r run partition region _; do
  at_rest=arn:$partition:kms:$region:111122223333:key/$storage_key
  check "$run: reader" same "$run" services/api/reader_policy_json reader staging/api --storage-key "$at_rest"
  for role in deployer bootstrap; do
    check "$run: $role" same "$run" "${role}_policy_json" "$role" staging --storage-key "$at_rest"
  done
  for role in writer mover administrator; do
    check "$run: $role, as without" same "$run" "${role}_policy_json" "$role" staging
  done
done < <(grep ^encrypted <<<"$runs")
check 'a closed secret: the same statement' closed_is_the_same
check "who may what, with nobody named: the module's documents" decided aws unnamed 114
check "who may what, with some named: the module's documents" decided named named 266
check 'coffer policy prints every role' print_policies
check "who may what, with nobody named: those of coffer policy" decided aws unnamed 114 "$work/printed"
check "who may what, with some named: those of coffer policy" decided named named 266 "$work/printed"
check 'told apart: a reader that lists, and one that does not' difference_is_seen services/api/reader_policy_json reader staging/api --list
check 'told apart: readers of two services' difference_is_seen services/api/reader_policy_json reader staging/web.v2
check 'told apart: a deployer and an administrator' difference_is_seen deployer_policy_json administrator staging

echo "$passed passed, $failed failed"
((failed == 0))
