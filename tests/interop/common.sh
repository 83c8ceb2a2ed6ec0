# What the interoperability tests share: a world of their own with a coffer-local in it, and checks.
# Sourced with the tools that the test needs, after `root` is set.

built() {
  local project=$1 name=$2 kind
  for kind in release debug; do
    if [[ -x $root/artifacts/bin/$project/$kind/$name ]]; then
      echo "$root/artifacts/bin/$project/$kind/$name"
      return
    fi
  done
  echo "${0##*/}: there is no $name: build src/$project first, or set its variable" >&2
  return 1
}

coffer_binary=$(realpath "${COFFER_BIN:-$(built Coffer.Cli coffer)}")
local_binary=$(realpath "${COFFER_LOCAL_BIN:-$(built Coffer.LocalAws coffer-local)}")
for tool in "$@"; do
  command -v "$tool" >/dev/null || { echo "${0##*/}: $tool is not installed" >&2; exit 1; }
done

# ---- the world of the test: nothing of the caller's AWS settings, home or folders

work=$(mktemp -d)
server=
clean_up() {
  [[ -z $server ]] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

while IFS= read -r variable; do
  unset "$variable"
done < <(compgen -e | grep -E '^(AWS_|COFFER_|TF_|SECRETS_BUCKET_NAME$)' || true)
mkdir -p "$work/home" "$work/tmp" "$work/bin"
# The caller's mirror of providers, where there is one.
[[ ! -d $HOME/.terraform.d ]] || ln -s "$HOME/.terraform.d" "$work/home/.terraform.d"
ln -s "$coffer_binary" "$work/bin/coffer"
ln -s "$local_binary" "$work/bin/coffer-local"
export HOME=$work/home TMPDIR=$work/tmp PATH=$work/bin:$PATH
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
export AWS_PAGER='' AWS_EC2_METADATA_DISABLED=true
export TF_IN_AUTOMATION=1 TF_INPUT=0 CHECKPOINT_DISABLE=1
# Version 1 of the AWS CLI presigns with Signature Version 2 in us-east-1 unless it is told otherwise.
! command -v aws >/dev/null || aws configure set default.s3.signature_version s3v4

# start_server [OPTION…]: with its state in the test's folder. Where `port` is set, it is that one.
start_server() {
  local line
  # Before it starts: the line of an earlier one must not be taken for its own.
  : >"$work/server.out"
  coffer-local --port "${port:-0}" --data "$work/state" "$@" >>"$work/server.out" 2>>"$work/server.err" &
  server=$!
  for ((i = 0; i < 300; i++)); do
    line=$(head -n 1 "$work/server.out")
    if [[ $line == 'listening on '* ]]; then
      export AWS_ENDPOINT_URL=${line#listening on }
      return
    fi
    kill -0 "$server" || break
    sleep 0.1
  done
  cat "$work/server.err" >&2
  return 1
}

# page_block PAGE TEXT: the first fenced block of a page that has a text in it, as it stands there.
page_block() {
  awk -v text="$2" '/^```/ { if (found) exit; inside = !inside; block = ""; next }
    inside { block = block $0 "\n"; if (index($0, text)) found = 1 }
    END { printf "%s", block; exit !found }' "$root/$1"
}

# ---- what the checks are made of

passed=0
failed=0

# check WHAT FUNCTION [ARG…]: one line; what the function printed, where it failed.
check() {
  local what=$1 output status
  shift
  set +e
  output=$(set -euo pipefail; "$@" 2>&1)
  status=$?
  set -e
  if ((status == 0)); then
    passed=$((passed + 1))
    echo "ok $((passed + failed)) - $what"
  else
    failed=$((failed + 1))
    echo "not ok $((passed + failed)) - $what"
    sed 's/^/    /' <<<"status $status: $output"
  fi
}

is() {
  [[ $1 == "$2" ]] || { echo "is '$1', and not '$2'"; return 1; }
}

# fails STATUS TEXT COMMAND…: ends so, and says so.
fails() {
  local status=$1 text=$2 output ended=0
  shift 2
  output=$("$@" 2>&1) || ended=$?
  [[ $status == any && $ended != 0 || $status == "$ended" ]] || { echo "'$*' ended $ended, and not $status: $output"; return 1; }
  [[ $output == *"$text"* ]] || { echo "'$*' did not say '$text': $output"; return 1; }
}
