#!/bin/bash
# Runs one step of `up` in a process of its own: step.sh FILE FUNCTION [ARG]... writes to FILE the seconds it took.
set -euo pipefail
TESTBED=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=all.sh
. "$TESTBED/lib/all.sh"
seconds_file=$1
shift
rm -f "$seconds_file"
"$@"
printf '%s\n' "$SECONDS" >"$seconds_file"
