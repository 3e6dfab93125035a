# shellcheck shell=bash
# bin/testbed status, env, kubectl, enter: what there is and how to reach it.

status() {
    local part healthy=0
    if ! node_pid >/dev/null; then
        say "The testbed is down. Start it with: bin/testbed up"
        return 3
    fi
    for part in "${PARTS[@]}"; do
        if part_is_healthy "$part"; then
            printf '  %-24s healthy\n' "$part"
        else
            printf '  %-24s NOT HEALTHY, see %s\n' "$part" "$LOG/$part.log"
            healthy=1
        fi
    done
    [ -e "$RUN/complete" ] || { healthy=1; say "  its start is not complete: run bin/testbed up"; }
    show_addresses
    return "$healthy"
}

print_env() {
    node_pid >/dev/null || fail "The testbed is down. Start it with: bin/testbed up"
    printf 'export PUSH_TO_PROD_KUBECONFIG=%q\n' "$KUBECONFIG_FILE"
    printf 'export PUSH_TO_PROD_REGISTRY=%q\n' "$REGISTRY"
    printf 'export PUSH_TO_PROD_AUTH_REGISTRY=%q\n' "$AUTH_REGISTRY"
    printf 'export PUSH_TO_PROD_AUTH_REGISTRY_USER=%q\n' "$AUTH_USER"
    printf 'export PUSH_TO_PROD_AUTH_REGISTRY_PASSWORD_FILE=%q\n' "$AUTH_PASSWORD_FILE"
    printf 'export PUSH_TO_PROD_DNS=%q\n' "$DNS_IP"
    printf 'export PUSH_TO_PROD_PROMETHEUS=%q\n' "http://$PROMETHEUS"
}

run_kubectl() {
    node_pid >/dev/null || fail "The testbed is down. Start it with: bin/testbed up"
    exec "$RUN/bin/kube" kubectl --kubeconfig="$KUBECONFIG_FILE" "$@"
}

# enter [COMMAND]: in all of the node's namespaces, its network included.
enter() {
    local pid
    pid=$(node_pid) || fail "The testbed is down. Start it with: bin/testbed up"
    [ "$#" != 0 ] || set -- bash
    exec nsenter --target="$pid" --mount --pid --net="/proc/$pid/root/run/netns/node" -- "$@"
}
