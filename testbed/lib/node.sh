# shellcheck shell=bash
# Starting and ending the node: the process whose namespaces hold everything that runs.

# Directories of the machine that the kubelet and the network plugins use without asking; the node sees its own there.
COVERED_DIRECTORIES=(/var/lib/kubelet /var/lib/cni /var/log/pods /var/log/containers)

# node_pid: the node's process, if it runs. A recycled process number is told apart by start time and boot.
node_pid() {
    local pid start boot stat
    [ -r "$RUN/init" ] && read -r pid start boot <"$RUN/init" || return 1
    [ "$boot" = "$(</proc/sys/kernel/random/boot_id)" ] || return 1
    read -r -a stat 2>/dev/null <"/proc/$pid/stat" || return 1
    [ "${stat[21]}" = "$start" ] && [ "${stat[2]}" != Z ] || return 1
    printf '%s\n' "$pid"
}

# in_node COMMAND [ARG]...: runs it in the node's network namespace.
in_node() { nsenter --net="/proc/$(node_pid)/root/run/netns/node" "$@"; }

prepare_run() {
    local program=$1 path
    rm -rf "$RUN"
    mkdir -p "$RUN"/{bin,config,scripts,pki,volumes,registry,prometheus}
    keep_previous_logs
    chmod 711 "$RUN"
    cp "$program"/* "$RUN/bin"
    cp "$TESTBED/lib/settings.sh" "$RUN/settings.sh"
    cp -r "$TESTBED/node/." "$RUN/scripts"
    write_passwords
    render_configuration
    "$RUN/bin/kube" pki --directory="$RUN/pki" --node="$NODE" --address="$NODE_IP" --service-address="$KUBERNETES_IP"
    for path in "${COVERED_DIRECTORIES[@]}"; do
        [ -d "$path" ] || printf '%s\n' "$path" >>"$RUN/made-directories"
        mkdir -p "$path"
        printf '%s\n' "$path" >>"$RUN/covered-directories"
    done
    make_cgroups
    version >"$RUN/version"
    install -m 600 "$RUN/pki/admin.kubeconfig" "$KUBECONFIG_FILE"
}

# Fills the @NAME@ places of the configuration files.
# shellcheck disable=SC2034  # the names are looked up by their text
render_configuration() {
    local SNAPSHOTTER=overlayfs REGISTRY_SECRET ADDRESS file text name
    REGISTRY_SECRET=$(random_password)
    [ "$(stat --file-system --format=%T "$RUN")" != overlayfs ] || SNAPSHOTTER=native
    cp -r "$TESTBED/config/." "$RUN/config"
    while IFS= read -r -d '' file; do
        text=$(<"$file")
        for name in RUN REGISTRY AUTH_REGISTRY PROMETHEUS REGISTRY_SECRET SNAPSHOTTER NODE NODE_IP DNS_IP POD_RANGE CGROUP; do
            text=${text//@$name@/${!name}}
        done
        printf '%s\n' "$text" >"$file"
    done < <(find "$RUN/config" -type f -print0)
    for ADDRESS in "$REGISTRY" "$AUTH_REGISTRY"; do
        mkdir -p "$RUN/config/registries/$ADDRESS"
        text=$(<"$RUN/config/hosts.toml")
        printf '%s\n' "${text//@ADDRESS@/$ADDRESS}" >"$RUN/config/registries/$ADDRESS/hosts.toml"
    done
}

# Nothing of the shell that runs `up` may stay open in the node: not its terminal, pipes or locks, not its environment,
# where a proxy or a GODEBUG would change how the parts behave.
start_node() (
    for descriptor in "/proc/$BASHPID/fd"/*; do
        descriptor=${descriptor##*/}
        [ "$descriptor" -le 2 ] || eval "exec $descriptor>&-"
    done
    env --ignore-environment PATH="$PATH" HOME="${HOME:-/root}" PUSH_TO_PROD_CACHE="$CACHE" TESTBED_RUN="$RUN" \
        setsid --fork unshare --mount --pid --fork --kill-child \
        "$RUN/scripts/init" >>"$LOG/node.log" 2>&1 </dev/null
)

keep_previous_logs() {
    local part
    mkdir -p "$LOG/previous"
    for part in node "${PARTS[@]}"; do
        [ ! -e "$LOG/$part.log" ] || mv "$LOG/$part.log" "$LOG/previous/"
    done
}

# version: a digest of everything a running testbed was made from.
version() { (cd "$TESTBED" && find config kubernetes lib node objects services -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-16); }

# The kubelet's cgroup: pods are accounted below it. In version 1 each controller has a tree of its own.
make_cgroups() {
    local controller file
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
        for controller in $(</sys/fs/cgroup/cgroup.controllers); do
            grep -qw "$controller" /sys/fs/cgroup/cgroup.subtree_control && continue
            printf '+%s\n' "$controller" >/sys/fs/cgroup/cgroup.subtree_control || continue
            printf '%s\n' "$controller" >>"$RUN/enabled-controllers"
        done
        mkdir -p "/sys/fs/cgroup/$CGROUP"
        return
    fi
    for controller in /sys/fs/cgroup/*/; do
        [ -e "$controller/cgroup.procs" ] || continue
        mkdir -p "$controller/$CGROUP"
        for file in cpuset.cpus cpuset.mems; do
            [ ! -e "$controller/$file" ] || cat "$controller/$file" >"$controller/$CGROUP/$file"
        done
    done
}

stop_node() {
    local pid
    pid=$(node_pid) || return 0
    kill -KILL "$pid"
    wait_until 30 node_is_gone || fail "the testbed's processes do not end, a disk may hang" "$LOG/node.log"
}

node_is_gone() { ! node_pid; }

# clean_machine: removes what a dead node leaves: its cgroups, which hold no process any more, and empty directories.
clean_machine() {
    another_testbed_runs || clean_shared_places
    rm -rf "$RUN"
    rm -f "$KUBECONFIG_FILE" "$AUTH_PASSWORD_FILE"
}

clean_shared_places() {
    local directory controller
    wait_until 20 link_is_gone || ip link delete "$LINK" || true
    while IFS= read -r directory; do
        wait_until 10 rmdir "$directory" || fail "The cgroup $directory cannot be removed: processes are still in it."
    done < <(find /sys/fs/cgroup -depth -type d -path "*/$CGROUP*")
    if [ -r "$RUN/enabled-controllers" ]; then
        while IFS= read -r controller; do
            printf -- '-%s\n' "$controller" 2>/dev/null >/sys/fs/cgroup/cgroup.subtree_control || true
        done <"$RUN/enabled-controllers"
    fi
    if [ -r "$RUN/made-directories" ]; then
        while IFS= read -r directory; do
            rmdir "$directory" 2>/dev/null || true
        done <"$RUN/made-directories"
    fi
}

link_is_gone() { [ ! -e "/sys/class/net/$LINK" ]; }
link_owner() { cat "/sys/class/net/$LINK/ifalias"; }

# The network interface lives as long as its node, and says whose it is.
another_testbed_runs() { ! link_is_gone && [ "$(link_owner)" != "testbed of $STATE" ]; }
