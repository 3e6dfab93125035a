# shellcheck shell=bash
# bin/testbed down: ends everything, whatever state it is in, and says what it could not remove.

down() {
    require_root
    [ -d "$STATE" ] || { say "The testbed is down."; return; }
    take_lock
    stop_node
    clean_machine
    say "The testbed is down."
}
