#!/usr/bin/env bash
# With little memory a command works, or says so in a line of its own: no SIGABRT, no SIGSEGV, no end without a word, and the same each
# time. Limits of addresses (ulimit -v), and of memory (a control group) where one can be made. Needs the native programs.
set -uo pipefail
# shellcheck source-path=SCRIPTDIR source=common
source "$(dirname "${BASH_SOURCE[0]}")/common"
start_local_aws
printf 'a value' | "$coffer" set staging/api/password 2>/dev/null || exit 1

commands=("$coffer --version" "$coffer get staging/api/password" "$coffer exec staging/api -- true" "$coffer verify staging")

# Below 25 MiB the kernel cannot even load the file, and ends the process itself: nothing of ours runs.
said_or_done() {
    local enough="$1" output status=0
    output=$("${@:2}" 2>&1 </dev/null) || status=$?
    [ "$status" -eq 0 ] && return
    [ "$enough" -eq 0 ] && [ "$status" -eq 77 ] && grep -q '^coffer: error: .*memory' <<<"$output" && return
    echo "# ended $status: ${output:0:200}"
    return 1
}

for mebibytes in 32 48 64 96 160 192 256 384 512 1024; do
    enough=$((mebibytes >= 160))
    for command in "${commands[@]}"; do
        check "coffer ${command#* } in $mebibytes MiB of addresses" \
            said_or_done "$enough" bash -c "ulimit -v $((mebibytes * 1024)); exec $command"
    done
done

# The first starts are at random: what is enough is enough each time.
again() { for ((i = 0; i < 20; i++)); do said_or_done 1 bash -c "ulimit -v $((192 * 1024)); exec ${commands[1]}" || return 1; done; }
check 'get in 192 MiB of addresses, twenty times' again

# A control group of its own (version 1 or 2), as the container's memory limit is one.
group=
for parent in /sys/fs/cgroup/memory /sys/fs/cgroup; do
    [ -e "$parent/cgroup.procs" ] && mkdir "$parent/coffer-test-$$" 2>/dev/null && group="$parent/coffer-test-$$" && break
done
limit="$(ls "$group"/memory.max "$group"/memory.limit_in_bytes 2>/dev/null | head -1)"
if [ -n "$group" ] && [ -n "$limit" ]; then
    for mebibytes in 8 12 16 32; do
        echo $((mebibytes * 1024 * 1024)) >"$limit"
        for command in "${commands[@]}"; do
            check "coffer ${command#* } in $mebibytes MiB of memory" said_or_done 1 bash -c "echo \$\$ >$group/cgroup.procs; exec $command"
        done
    done
else
    skip 'memory' 'no control group can be made here'
fi
[ -z "$group" ] || rmdir "$group"

# The most memory that a command may have, in MiB. What a processor's cache holds, which may be 200 MiB, makes no difference.
most_memory() {
    python3 - "$@" <<'PYTHON'
import os, sys
ended = os.wait4(os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ), 0)
print(f"# {ended[2].ru_maxrss // 1024} MiB at most")
sys.exit(ended[1] != 0 or ended[2].ru_maxrss > int(sys.argv[1]) * 1024)
PYTHON
}
if command -v python3 >/dev/null; then
    for ((number = 1; number <= 1000; number++)); do printf 'secret-%d=value-of-some-length-%d\n' "$number" "$number"; done >"$work/thousand.env"
    "$coffer" import staging/thousand "$work/thousand.env" >/dev/null 2>&1 || exit 1
    "$coffer" push staging >/dev/null 2>&1 || exit 1
    check 'exec of a thousand files of the repository' most_memory 40 "$coffer" exec staging/thousand -- true
    check 'exec of a thousand objects' most_memory 40 "$coffer" exec s3://staging-secrets/thousand -- true

    folder="/dev/shm/coffer-memory-$$"
    # Twelve secrets of 4 MiB go into their files one after the other: together they would be 100 MiB and more.
    head -c 4194304 /dev/urandom >"$work/large"
    for secret in 1 2 3 4 5 6 7 8 9 10 11 12; do "$coffer" set "staging/large/$secret" --from-file "$work/large" 2>/dev/null || exit 1; done
    "$coffer" push staging >/dev/null 2>&1 || exit 1
    # Each begins without a folder: the files of a run before are kept in memory until the command is started.
    dir_memory() { rm -rf "$folder" "/dev/shm/.coffer-memory-$$".*; most_memory "$@" --dir "$folder" -- true; }
    check 'exec --dir of twelve large files of the repository' dir_memory 66 "$coffer" exec staging/large
    check 'exec --dir of twelve large objects' dir_memory 66 "$coffer" exec s3://staging-secrets/large
    # Nothing tells their lengths before, as in a release: all arrive at once, and took 130 MiB and more in memory.
    check 'exec --dir of twelve large objects by their names' dir_memory 66 "$coffer" exec s3://staging-secrets/large \
        --only 1,2,3,4,5,6,7,8,9,10,11,12
    check 'they are all there' bash -c "for secret in '$folder'/*; do cmp \"\$secret\" '$work/large' || exit 1; done; [ \$(ls '$folder' | wc -l) -eq 12 ]"
    rm -rf "$folder" "/dev/shm/.coffer-memory-$$".*
else
    skip 'large secrets' 'python3 is not installed'
fi

finish
