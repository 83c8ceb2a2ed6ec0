#!/usr/bin/env bash
# 1 GiB of CloudTrail's logs through 'coffer audit', as one file, as lines and compressed: every opening is counted, and the peak of
# memory is that of a tenth of it. COFFER_BIN names the binary, MEBIBYTES another size. Needs GNU time, gzip, 1.1 GiB of disk.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
coffer=$(realpath "${COFFER_BIN:-$root/artifacts/native/coffer}")
size=${MEBIBYTES:-1024}
most_growth=8192 # KiB
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 70
passed=0 failed=0

ok() { passed=$((passed + 1)); echo "ok $((passed + failed)) - $1"; }
not_ok() { failed=$((failed + 1)); echo "not ok $((passed + failed)) - $1"; cat err; }

# Ten events of about 1 KiB, of which one opens.
event() {
    local pad
    pad=$(printf '%0600d' 0)
    printf '{"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/%s/0f1e2d3c4b5a6978","accountId":"111122223333","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:role/%s"}}},"eventTime":"2026-11-01T10:00:00Z","eventSource":"%s","eventName":"%s","requestParameters":{%s},"responseElements":{"pad":"%s"}}' \
        "$1" "$1" "$2" "$3" "$4" "$pad"
}
block() {
    local i
    event api kms.amazonaws.com Decrypt '"encryptionContext":{"environment":"staging","service":"api","secret":"db-password"}'
    printf '%s\n' "$1"
    for i in 1 2 3 4 5 6 7 8 9; do
        event "web$i" s3.amazonaws.com GetObject '"bucketName":"staging-secrets"'
        printf '%s\n' "$1"
    done
}

# NAME FILE OPENINGS EVENTS: audits it, and prints the peak.
audits() {
    /usr/bin/time -f '%M %e' -o figures "$coffer" audit "$2" >out 2>err
    local status=$? peak seconds
    read -r peak seconds <figures
    if [ "$status" -eq 0 ] && grep -q "^coffer: read $4 events in 1 file: $3 calls to open" err; then
        ok "$1: $3 openings in $4 events, $seconds s, peak $peak KiB"
    else
        not_ok "$1"
    fi
    figure=$peak
}

# NAME: no more than it took for little.
grows_not() { if [ "$figure" -le $((little + most_growth)) ]; then ok "$1: no more memory than for little"; else : >err; not_ok "$1: $figure KiB"; fi; }

block , >commas
block '' >lines
blocks=$((size * 1024 * 1024 / $(wc -c <commas)))
few=$((blocks / 10))
last=$(event api kms.amazonaws.com Decrypt '"encryptionContext":{"environment":"staging","service":"api","secret":"token"}')
record() { printf '{"Records":['; yes "$(cat commas)" | head -n $(($1 * 10)); printf '%s]}' "$last"; }

record "$few" >little.json
audits 'a tenth' little.json $((few + 1)) $((few * 10 + 1))
little=$figure
record "$blocks" >much.json
audits "$size MiB, one file of records" much.json $((blocks + 1)) $((blocks * 10 + 1))
grows_not 'one file of records'
rm much.json
yes "$(cat lines)" | head -n $((blocks * 10)) >much.jsonl
audits "$size MiB, an event a line" much.jsonl "$blocks" $((blocks * 10))
grows_not 'an event a line'
rm much.jsonl
record "$blocks" | gzip -1 >much.json.gz
audits "$size MiB, compressed" much.json.gz $((blocks + 1)) $((blocks * 10 + 1))
grows_not 'compressed'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
