#!/usr/bin/env bash
# Who alone can open, proved for all requests: by the policies of the Terraform module as they are after an apply, then 500 slips in them, and a
# million random requests. tests/interop/README.md says how to run it. Prints one line a check; ends 1 if one failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
dotnet_home=$HOME

# shellcheck source-path=SCRIPTDIR source=common.sh
source "$root/tests/interop/common.sh" python3 dotnet
mkdir "$work/repository"
cd "$work/repository"

# The fixtures of the script of the same name.
fixtures_are_there() {
  python3 - "$root/tests/Coffer.Cli.Tests/Scripts/access-prove.txt" <<'PY'
import re, sys
parts = re.split(r'(?m)^-- (.+) --\n', open(sys.argv[1], encoding='utf-8').read())
for name, content in zip(parts[1::2], parts[2::2]):
    open(name, 'w', encoding='utf-8').write(content)
PY
  [[ -s state.json && -s holds.txt ]]
}

it_is_proved() {
  is "$(coffer access staging --terraform state.json --prove holds.txt | grep -c '^proved: ')" 3
}

a_hole_is_refuted() {
  fails 1 'role/far/' coffer access staging --terraform state.json --key-policy hole.json --prove holds.txt
}

what_is_outside_is_named() {
  fails 1 'IpAddress aws:SourceIp' coffer access staging --terraform state.json --key-policy outside.json --prove holds.txt
}

tests_pass() {
  (cd "$root" && HOME=$dotnet_home PROOF_REQUESTS=1000000 dotnet test --project tests/Coffer.Iam.Tests --no-build --filter-method "*$1")
}

check 'the fixtures are there' fixtures_are_there
start=$(date +%s%N)
check 'three sentences are proved for the policies of the module' it_is_proved
printf '# three proofs and the start of the program took %d ms\n' $((($(date +%s%N) - start) / 1000000))
check 'a hole behind three conditions is refuted by a request' a_hole_is_refuted
check 'what cannot be decided is named' what_is_outside_is_named
check '500 slips in the policies: each that lets somebody in is found' tests_pass Every_weakening_of_500_is_found
check 'a million random requests: what is proved holds' tests_pass What_is_proved_holds_for_random_requests

echo "$passed passed, $failed failed"
((failed == 0))
