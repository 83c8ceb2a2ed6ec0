#!/usr/bin/env bash
# The check of commits as a local hook of the real pre-commit framework, beside another hook. tests/interop/README.md says how to run it.
# Prints one line a check; ends 1 if one failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# shellcheck source-path=SCRIPTDIR source=common.sh
source "$root/tests/interop/common.sh" git pre-commit
start_server --key alias/staging-secrets

mkdir "$work/repository"
cd "$work/repository"
git init -q .
git config user.name you
git config user.email you@example.com
coffer init staging >/dev/null 2>&1
# The line that docs/manual/commands.md has.
line=$(sed -n 's/^`\(coffer verify --staged[^`]*\)`.*/\1/p' "$root/docs/manual/commands.md")
cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: local
    hooks:
      - { id: coffer, name: secrets, entry: $line, language: system, pass_filenames: false, always_run: true }
      - { id: tabs, name: tabs, entry: "\\t", language: pygrep, types: [text] }
YAML
pre-commit install >/dev/null

first() {
  printf hello | coffer set staging/api/password
  git add .
  git commit -m first
}

plaintext() {
  mkdir -p staging/api
  echo text >staging/api/plain
  git add staging/api/plain
  fails 1 'staging/api/plain: error: it is text' git commit -m plaintext
  git reset -q
  rm staging/api/plain
}

# The framework puts what is not staged aside while the hooks run, and back: the new ciphertext is there afterwards.
beside_unstaged() {
  printf other | coffer set staging/api/password
  echo note >note
  git add note
  git commit -m note
  is "$(git status --short)" ' M staging/api/password'
  is "$(coffer get staging/api/password)" other
}

other_hook() {
  printf 'a\tb\n' >tab
  git add tab
  fails 1 'tab:1:' git commit -m tab
  git rm -q --cached -f tab
  rm tab
}

moved() {
  git commit -q -a -m changed
  git mv staging/api/password staging/api/token
  fails 1 "it was sealed as 'staging/api/password'" git commit -m moved
  git mv staging/api/token staging/api/password
}

all_files() { pre-commit run --all-files; }

check "the manual's line is '$line'" is "${line%% --staged*}" 'coffer verify'
check 'ciphertext is committed' first
check 'plaintext is not' plaintext
check 'beside what is not staged' beside_unstaged
check 'the other hook has its word' other_hook
check 'what Git has moved is not committed' moved
check 'pre-commit run --all-files' all_files

echo "$passed passed, $failed failed"
((failed == 0))
