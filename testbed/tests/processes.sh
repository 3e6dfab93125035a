# shellcheck shell=bash
# How the command behaves beside a running testbed, and that it ends nothing that is not its own.

test_up_while_up_changes_nothing_and_is_quick() {
    local before start=$SECONDS
    before=$(<"$RUN/init")
    contains "what it says" "The testbed is up." "$(testbed up)"
    equal "the node's process" "$before" "$(<"$RUN/init")"
    [ "$((SECONDS - start))" -le 10 ]
}

test_env_prints_addresses_that_answer() {
    (
        eval "$(testbed env)"
        http_ok "http://$PUSH_TO_PROD_REGISTRY/v2/"
        http_ok "$PUSH_TO_PROD_PROMETHEUS/-/ready"
        busybox nslookup kubernetes.default.svc.cluster.local "$PUSH_TO_PROD_DNS"
        "$RUN/bin/kube" kubectl --kubeconfig="$PUSH_TO_PROD_KUBECONFIG" get nodes
        [ -s "$PUSH_TO_PROD_AUTH_REGISTRY_PASSWORD_FILE" ]
    )
}

test_a_recycled_process_number_is_left_alone() {
    local own_cache other
    own_cache=$(mktemp --directory --tmpdir="$CACHE")
    sleep 300 &
    other=$!
    mkdir -p "$own_cache/testbed/run"
    printf '%s 1 %s\n' "$other" "$(</proc/sys/kernel/random/boot_id)" >"$own_cache/testbed/run/init"
    contains "status" "is down" "$(PUSH_TO_PROD_CACHE=$own_cache fails testbed status)"
    PUSH_TO_PROD_CACHE=$own_cache testbed down
    kill -0 "$other"
    kill "$other"
    rm -r "$own_cache"
    part_is_healthy kubelet
}

test_a_second_testbed_is_refused_and_harms_nothing() {
    local own_cache
    own_cache=$(mktemp --directory --tmpdir="$CACHE")
    mkdir -p "$own_cache/testbed"
    cp --archive --link "$STATE/bin" "$STATE/images" "$own_cache/testbed/"
    contains "what it says" "Another testbed runs on this machine" "$(PUSH_TO_PROD_CACHE=$own_cache fails testbed up)"
    rm -r "$own_cache"
    part_is_healthy kubelet
    [ -d "$(find /sys/fs/cgroup -maxdepth 2 -name "$CGROUP" -print -quit)" ]
}

test_bad_usage_is_told() {
    contains "unknown command" "usage: bin/testbed" "$(fails testbed frobnicate)"
    contains "no command" "usage: bin/testbed" "$(fails testbed)"
}
