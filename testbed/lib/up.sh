# shellcheck shell=bash
# bin/testbed up: every step finds out by itself whether there is anything to do.

up() {
    local programs images
    require_root
    require_commands
    mkdir -p "$STATE"/{bin,images,log}
    take_lock
    if is_up; then
        say "The testbed is up."
        [ "$(<"$RUN/version")" = "$(version)" ] ||
            say "It was started from other sources than $TESTBED. To renew it: bin/testbed down, then up."
        show_addresses
        return
    fi
    trap end_steps EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM

    remove_own_policy
    install_missing_packages
    programs=$(programs_directory)
    images=$(images_directory)
    build_what_is_missing "$programs" "$images"
    drop_old_builds "$programs" "$images"

    if ! node_pid >/dev/null; then
        clean_machine
        require_free_addresses
        step prepare "certificates and configuration" "The node could not be prepared." prepare_run "$programs"
        start_node
    fi
    start_step images-push push_images_when_ready "$images"
    SECONDS_START=$SECONDS
    wait_until 60 in_node true || fail "The node did not start." "$LOG/node.log"
    wait_for_parts 240 etcd kube-apiserver kube-controller-manager kube-scheduler
    printf '%5d s  control plane answers\n' "$((SECONDS - SECONDS_START))"
    step objects "DNS, storage and access rules applied" "The testbed's own objects could not be applied." apply_objects
    finish_step images-push "base images in the registry" "The base images could not be pushed."
    SECONDS_START=$SECONDS
    wait_for_parts 240 "${PARTS[@]}"
    printf '%5d s  node is ready\n' "$((SECONDS - SECONDS_START))"
    : >"$RUN/complete"
    say "The testbed is up, in $SECONDS s."
    show_addresses
}

is_up() { node_pid >/dev/null && [ -e "$RUN/complete" ] && [ -z "$(unhealthy_parts)" ]; }

require_root() { [ "$(id -u)" = 0 ] || fail "The testbed runs a kubelet and needs root. Run it as root."; }

require_commands() {
    command -v go >/dev/null || fail "Go is not installed, or not in PATH. The testbed builds Kubernetes with it: install Go 1.25 or newer."
    command -v apt-get >/dev/null || fail "apt-get is missing. The testbed needs Debian 12."
}

# One command at a time changes the machine. A step of `up` keeps the lock until it ends, even if `up` itself is killed.
take_lock() {
    mkdir -p "$(dirname "$LOCK")"
    exec 9>"$LOCK"
    flock --nonblock 9 && return
    say "Another bin/testbed is at work; waiting for it (at most 20 minutes)."
    flock --timeout 1200 9 || fail "Another bin/testbed still holds $LOCK. See: fuser --verbose $LOCK"
}

install_missing_packages() {
    local missing
    mapfile -t missing < <(missing_packages)
    [ "${#missing[@]}" = 0 ] && return
    say "         installing ${#missing[@]} Debian packages"
    step packages "Debian packages installed" \
        "The Debian packages could not be installed. Is the package mirror reachable? Run it again when it is." \
        install_packages "${missing[@]}"
}

# Both take long the first time and need nothing of each other.
build_what_is_missing() {
    local programs=$1 images=$2 build_programs='' build_images=''
    rm -rf "$STATE"/bin/new.* "$STATE"/images/new.*
    [ -d "$programs" ] || build_programs=yes
    [ -d "$images" ] || build_images=yes
    if [ "$build_programs" ]; then
        say "         building Kubernetes $KUBERNETES_VERSION and CoreDNS (once; 5 to 10 minutes on 2 cores)"
        start_step programs build_programs "$programs"
    fi
    if [ "$build_images" ]; then
        say "         making the base images (once; 2 minutes)"
        start_step images build_images "$images"
        finish_step images "base images made of Debian packages" \
            "The base images could not be made. Is the package mirror reachable? Run it again when it is."
    fi
    if [ "$build_programs" ]; then
        finish_step programs "Kubernetes $KUBERNETES_VERSION and CoreDNS built" \
            "Kubernetes could not be built. Is the Go module proxy reachable, and Go 1.25 or newer? Run it again to go on."
    fi
}

# What no checkout has used for a month goes.
drop_old_builds() {
    touch "$@"
    find "$STATE/bin" "$STATE/images" -mindepth 1 -maxdepth 1 -type d -mtime +30 -exec rm -rf {} +
}

push_images_when_ready() {
    wait_until 60 part_is_healthy registry
    push_images "$1"
}

# Whatever else holds an address of ours is named, before anything is started.
require_free_addresses() {
    local address taken
    if another_testbed_runs; then
        fail "Another testbed runs on this machine, the $(link_owner); end that one first, with PUSH_TO_PROD_CACHE set to its cache and 'bin/testbed down'."
    fi
    for address in "$REGISTRY" "$AUTH_REGISTRY" "$PROMETHEUS"; do
        taken=$(ss --no-header --listening --tcp --numeric --processes "sport = :${address#*:}")
        [ -z "$taken" ] || fail "Port ${address#*:} is taken; the testbed needs it. What holds it: $taken"
    done
}

apply_objects() {
    kubectl apply --server-side --force-conflicts --field-manager=testbed --filename="$TESTBED/objects"
    wait_until 60 kubectl get serviceaccount default --namespace=default
}

show_addresses() {
    say "  kubeconfig  $KUBECONFIG_FILE"
    say "  registry    $REGISTRY, and with a password $AUTH_REGISTRY (user $AUTH_USER, $AUTH_PASSWORD_FILE)"
    say "  DNS         $DNS_IP"
    say "  Prometheus  http://$PROMETHEUS"
    say "  logs        $LOG"
}
