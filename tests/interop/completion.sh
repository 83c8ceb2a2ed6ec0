#!/usr/bin/env bash
# Completion in the shells themselves: zsh with a Tab in a terminal, fish and PowerShell by what they would offer. Those that are not installed
# are named and left out; at least one has to be there. bash is tested by tests/Coffer.Cli.Tests/Scripts/completion.txt.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source-path=SCRIPTDIR source=common.sh
source "$root/tests/interop/common.sh"

mkdir -p "$work/repository/staging/api/tls"
cd "$work/repository"
echo '{ "environments": { "staging": {}, "production": {} } }' >coffer.json
touch staging/api/token staging/api/tls/server.key notes.txt

# What is typed, and what is offered: all of it, in order, divided by blanks.
cases=(
  'coffer stat|status'
  'coffer get sta|staging/'
  'coffer get staging/api/t|staging/api/tls/ staging/api/token'
  'coffer get staging/api/tls/|staging/api/tls/server.key'
  'coffer status pro|production'
  'coffer list --t|--tree'
  'coffer key ro|rotate'
  'coffer export staging --format y|yaml'
)

fish_offers() {
  fish -c "source (coffer completion fish | psub); complete -C '$1'" | sort | xargs
}

pwsh_offers() {
  pwsh -NoProfile -NonInteractive -Command "
    coffer completion powershell | Out-String | Invoke-Expression
    ([System.Management.Automation.CommandCompletion]::CompleteInput('$1', $(printf %s "$1" | wc -c), \$null)).CompletionMatches |
      ForEach-Object CompletionText" | sort | xargs
}

# A Tab in a terminal: what our function adds is written down beside.
cat >"$work/press.zsh" <<'END'
zmodload zsh/zpty
zpty -b shell zsh -f -i
zpty -w shell 'autoload -Uz compinit; compinit -u -d ~/.zcompdump; source <(coffer completion zsh)'
zpty -w shell 'compadd() { local -a all; builtin compadd -O all "$@"; print -rl -- "${all[@]/#/offer:}" >>~/offers; builtin compadd "$@" }'
zpty -w shell 'print -r rea""dy >~/ready'
for i in {1..200}; do [[ -s ~/ready ]] && break; sleep 0.1; done
zpty -w -n shell "$1"$'\t'
for i in {1..100}; do [[ -s ~/offers ]] && break; sleep 0.1; done
sleep 0.2
zpty -d shell
END

zsh_offers() {
  rm -f "$HOME/offers" "$HOME/ready"
  zsh -f "$work/press.zsh" "$1"
  sed -n 's/^offer://p' "$HOME/offers" | sort -u | xargs
}

offers() {
  is "$("$1_offers" "$2")" "$3"
}

tried=0
for shell in zsh fish pwsh; do
  if ! command -v "$shell" >/dev/null; then
    echo "left out: $shell is not installed"
    continue
  fi
  tried=$((tried + 1))
  for one in "${cases[@]}"; do
    check "$shell: ${one%%|*}" offers "$shell" "${one%%|*}" "${one#*|}"
  done
done
((tried > 0)) || { echo 'no shell was tried' >&2; exit 1; }
echo "$passed passed, $failed failed"
((failed == 0 && passed == tried * ${#cases[@]}))
