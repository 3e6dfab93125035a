# shellcheck shell=bash
# Ending, killing and starting the testbed. Nobody else may be using it.
# shellcheck disable=SC2317  # conditions are called by wait_until

# What `down` must leave as it was.
machine() {
    echo "== mounts";      awk '{ print $5, $9, $10 }' /proc/self/mountinfo | sort
    echo "== interfaces";  ip -oneline link | awk '{ print $2 }' | sort
    echo "== addresses";   ip -oneline address | awk '{ print $2, $4 }' | sort
    echo "== routes";      ip route show table all | sort
    echo "== rules";       for save in iptables-save ip6tables-save; do "$save" 2>/dev/null | grep -v '^#' || true; done
    echo "== namespaces";  lsns --noheadings --output=TYPE,NS --type=net | sort
    echo "== cgroups";     find /sys/fs/cgroup -type d -name "*$CGROUP*"
    echo "== settings";    sysctl net.ipv4.ip_forward net.ipv4.conf.all.route_localnet vm.overcommit_memory kernel.panic \
        kernel.panic_on_oops kernel.keys.root_maxkeys net.netfilter.nf_conntrack_max 2>/dev/null
    echo "== directories"; ls -d "${COVERED_DIRECTORIES[@]}" /opt/cni /etc/cni 2>/dev/null || true
    echo "== listening";   ss --no-header --listening --tcp --udp --numeric 'sport = :5000 or sport = :5001 or sport = :9090'
    echo "== processes";   testbed_processes
}

# Every process that has to do with a testbed: started from its files, or a container's.
testbed_processes() {
    local process
    for process in /proc/[0-9]*; do
        if [[ $(readlink "$process/exe") == "$RUN"/* ]] || grep -qs "$CGROUP" "$process/cgroup" ||
            tr '\0' ' ' <"$process/cmdline" | grep -qsF "$RUN"; then
            tr '\0' ' ' <"$process/cmdline"
            echo
        fi
    done 2>/dev/null
}

test_down_leaves_the_machine_as_it_was() {
    local before
    testbed down
    before=$(machine)
    equal "processes of a testbed that is down" "" "$(testbed_processes)"
    testbed up
    make_namespace
    apply_web
    testbed down
    diff <(printf '%s\n' "$before") <(machine)
    testbed down
}

test_up_takes_less_than_a_minute_and_holds_no_pipe_open() {
    local start
    testbed down
    start=$SECONDS
    # The pipe ends only when every process that has it open has closed it.
    testbed up | cat >/dev/null
    [ "$((SECONDS - start))" -lt 60 ]
    testbed status
}

test_killed_parts_come_back() {
    local part before
    for part in kubelet kube-apiserver containerd etcd registry coredns; do
        before=$(part_number "$part")
        in_node_pid_namespace kill -KILL "$before"
        is_another() { [ "$(part_number "$part")" != "$before" ]; }
        wait_until 20 is_another
    done
    testbed up
    testbed status
    make_namespace
    apply_web
}

part_number() { cat "/proc/$(node_pid)/root/run/parts/$1.pid"; }
in_node_pid_namespace() { nsenter --target="$(node_pid)" --pid --mount -- "$@"; }

test_up_recovers_from_a_killed_node() {
    make_namespace
    apply_web
    kill -KILL "$(node_pid)"
    wait_until 20 node_is_gone
    contains "status" "is down" "$(fails testbed status)"
    testbed up
    make_namespace
    apply_web
}

test_up_recovers_from_a_killed_up() {
    local delay
    for delay in 0.3 2 6; do
        testbed down
        "$TESTBED/../bin/testbed" up &
        sleep "$delay" # there is no condition to wait for: any moment is as good as any other
        kill -KILL $!
    done
    testbed up
    testbed status
    make_namespace
    apply_web
}
