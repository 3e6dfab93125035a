# shellcheck shell=bash
# Progress, steps and failures as a person reads them.

say() { printf '%s\n' "$*"; }

# fail SENTENCE [LOGFILE]: ends with the sentence and, if there is one, the end of the log that tells more.
fail() {
    printf 'testbed: %s\n' "$1" >&2
    if [ -n "${2:-}" ] && [ -s "$2" ]; then
        printf 'The last lines of %s:\n' "$2" >&2
        tail -n 15 "$2" | sed 's/^/    /' >&2
    fi
    exit 1
}

# start_step NAME FUNCTION [ARG]...: runs a function in the background, its output in the log of that name.
# It gets a session of its own, so that an interrupted `up` can end all that it started.
declare -A step_job=()
start_step() {
    local name=$1
    shift
    setsid bash "$TESTBED/lib/step.sh" "$LOG/up-$name.seconds" "$@" >"$LOG/up-$name.log" 2>&1 </dev/null &
    step_job[$name]=$!
}

# finish_step NAME DONE ADVICE: waits for it, and prints what it did and how long it took, or why it failed.
finish_step() {
    local name=$1 job
    job=${step_job[$1]}
    if ! wait "$job"; then
        unset "step_job[$name]"
        fail "$3" "$LOG/up-$name.log"
    fi
    unset "step_job[$name]"
    printf '%5d s  %s\n' "$(<"$LOG/up-$name.seconds")" "$2"
}

step() {
    local name=$1 done=$2 advice=$3
    shift 3
    start_step "$name" "$@"
    finish_step "$name" "$done" "$advice"
}

end_steps() {
    local name
    for name in "${!step_job[@]}"; do
        kill -TERM -- "-${step_job[$name]}" 2>/dev/null || true
    done
}

# wait_until SECONDS COMMAND [ARG]...: tries until it succeeds; fails once the time is over.
wait_until() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 0.2
    done
}
