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
    mkdir -p "$RUN"/{bin,config,scripts,pki,volumes,registry,prometheus} "$LOG"
    chmod 711 "$RUN"
    cp "$program/kube" "$RUN/bin/kube"
    cp "$TESTBED/lib/settings.sh" "$RUN/settings.sh"
    cp -r "$TESTBED/node/." "$RUN/scripts"
    render_configuration
    "$RUN/bin/kube" pki --directory="$RUN/pki" --node="$NODE" --address="$NODE_IP" --service-address="$KUBERNETES_IP"
    for path in "${COVERED_DIRECTORIES[@]}"; do
        [ -d "$path" ] || printf '%s\n' "$path" >>"$RUN/made-directories"
        mkdir -p "$path"
        printf '%s\n' "$path" >>"$RUN/covered-directories"
    done
    make_cgroups
    rm -f "$LOG"/*.log.old
    install -m 600 "$RUN/pki/admin.kubeconfig" "$KUBECONFIG_FILE"
}

# Fills the @NAME@ places of the configuration files.
render_configuration() {
    local SNAPSHOTTER=overlayfs REGISTRY_SECRET file text name
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
}

random_password() { head --bytes=18 /dev/urandom | base64 | tr '+/' '-_'; }

start_node() {
    TESTBED_RUN=$RUN setsid --fork unshare --mount --pid --fork --kill-child \
        "$RUN/scripts/init" >>"$LOG/node.log" 2>&1 </dev/null
}

# The kubelet's cgroup: pods are accounted below it. In version 1 each controller has a tree of its own.
make_cgroups() {
    local controller file
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
        for controller in $(</sys/fs/cgroup/cgroup.controllers); do
            printf '+%s\n' "$controller" >/sys/fs/cgroup/cgroup.subtree_control || true
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

# clean_machine: what a dead node leaves: its cgroups, which hold no process any more, and empty directories.
clean_machine() {
    local directory
    wait_until 20 link_is_gone || ip link delete "$LINK" || true
    while IFS= read -r directory; do
        wait_until 10 rmdir "$directory" || fail "the cgroup $directory cannot be removed"
    done < <(find /sys/fs/cgroup -depth -type d -path "*/$CGROUP*")
    if [ -r "$RUN/made-directories" ]; then
        while IFS= read -r directory; do
            rmdir "$directory" 2>/dev/null || true
        done <"$RUN/made-directories"
    fi
    rm -rf "$RUN"
    rm -f "$KUBECONFIG_FILE" "$AUTH_PASSWORD_FILE"
}

link_is_gone() { [ ! -e "/sys/class/net/$LINK" ]; }
