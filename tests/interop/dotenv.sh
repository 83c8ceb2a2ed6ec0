#!/usr/bin/env bash
# Has the programs that read dotenv files read what coffer export writes, for random values: each value is what it was, but for those
# that export names as having no common form. tests/interop/README.md says how to run it. Ends 1 if one check failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$root/tests/interop/dotenv
readonly values=400

# shellcheck source-path=SCRIPTDIR source=common.sh
source "$root/tests/interop/common.sh" aws node npm python3 docker-compose
npm_cache=$work/npm
mkdir "$work/repository" "$work/reader"
cp "$here"/package*.json "$work/reader"
(cd "$work/reader" && npm ci --silent --cache "$npm_cache" >/dev/null)
start_server
cd "$work/repository"
echo '{ "environments": { "staging": {} } }' >coffer.json
key=$(aws kms create-key --query KeyMetadata.KeyId --output text)
aws kms create-alias --alias-name alias/secrets --target-key-id "$key"
python3 "$here/values.py" "$values" >"$work/values.json"
coffer import staging/api "$work/values.json" >/dev/null 2>&1
coffer export staging/api >"$work/all.env" 2>"$work/told"

compared() {
  python3 "$here/compare.py" "$work/values.json" "$work/read.json" "$work/told"
}

by_node() {
  cd "$work/reader"
  node -e 'console.log(JSON.stringify(require("dotenv").parse(require("fs").readFileSync(process.argv[1]))))' \
    "$work/all.env" >"$work/read.json"
  compared
}

by_python() {
  /usr/bin/python3 -c 'import dotenv, json, sys; print(json.dumps(dotenv.dotenv_values(sys.argv[1])))' "$work/all.env" >"$work/read.json"
  compared
}

by_compose() {
  cd "$work"
  printf 'version: "3"\nservices:\n  x:\n    image: x\n    env_file: all.env\n' >compose.yml
  docker-compose -f compose.yml config >"$work/compose.out"
  /usr/bin/python3 - >"$work/read.json" <<'PYTHON'
import json, os, yaml
environment = yaml.safe_load(open(os.environ["HOME"] + "/../compose.out"))["services"]["x"]["environment"]
print(json.dumps({name: str(value).replace("$$", "$") for name, value in environment.items()}))
PYTHON
  compared
}

# A shell reads all of them, those without a common form too; but CR, which it has no escape for.
by_shell() {
  (set -a; unset HOME; . "$work/all.env"; env -0) | python3 -c '
import json, sys
found = dict(entry.split("=", 1) for entry in sys.stdin.buffer.read().decode().split("\0") if "=" in entry)
values = json.load(open(sys.argv[1]))
wrong = [name for name in values if "\r" not in values[name] and found.get(name) != values[name]]
sys.exit(f"read otherwise: {wrong[:5]}" if wrong else 0)' "$work/values.json"
}

back() {
  coffer import staging/again "$work/all.env" >/dev/null 2>&1
  is "$(coffer export staging/again --format json)" "$(coffer export staging/api --format json)"
}

check "node's dotenv reads what was exported" by_node
check 'python-dotenv reads it' by_python
check 'docker-compose reads it' by_compose
check 'a shell reads it' by_shell
check 'coffer reads it back to the byte' back
echo "$passed passed, $failed failed"
((failed == 0))
