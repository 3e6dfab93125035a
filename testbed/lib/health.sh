# shellcheck shell=bash
# Whether each part is healthy, asked of the part itself.

PARTS=(etcd kube-apiserver kube-controller-manager kube-scheduler containerd kubelet kube-proxy coredns storage-provisioner
    registry registry-node auth-registry auth-registry-node pod-discovery prometheus)

http_ok() { curl --silent --fail --insecure --noproxy '*' --max-time 3 --output /dev/null "$@"; }
node_http_ok() { in_node curl --silent --fail --insecure --noproxy '*' --max-time 3 --output /dev/null "$@"; }

kubectl() { "$RUN/bin/kube" kubectl --kubeconfig="$KUBECONFIG_FILE" "$@"; }

# The password stays out of the list of processes.
curl_login() { printf 'user = "%s:%s"\n' "$AUTH_USER" "$(<"$AUTH_PASSWORD_FILE")"; }

# part_is_healthy PART
part_is_healthy() {
    case $1 in
        etcd) node_http_ok http://127.0.0.1:2381/health ;;
        kube-apiserver) http_ok "https://$NODE_IP:6443/readyz" ;;
        kube-controller-manager) node_http_ok https://127.0.0.1:10257/healthz ;;
        kube-scheduler) node_http_ok https://127.0.0.1:10259/healthz ;;
        containerd) containerd_answers ;;
        kubelet) node_http_ok http://127.0.0.1:10248/healthz && node_is_ready ;;
        kube-proxy) node_http_ok http://127.0.0.1:10256/healthz ;;
        coredns) node_http_ok http://127.0.0.1:8181/ready ;;
        storage-provisioner | pod-discovery) part_runs "$1" ;;
        registry) http_ok "http://$REGISTRY/v2/" ;;
        registry-node) node_http_ok "http://$REGISTRY/v2/" ;;
        auth-registry) http_ok "http://$AUTH_REGISTRY/v2/" --config <(curl_login) ;;
        auth-registry-node) node_http_ok "http://$AUTH_REGISTRY/v2/" --config <(curl_login) ;;
        prometheus) http_ok "http://$PROMETHEUS/-/ready" ;;
        *) return 1 ;;
    esac
}

containerd_answers() {
    timeout 5 ctr --address "/proc/$(node_pid)/root/run/containerd/containerd.sock" version >/dev/null 2>&1
}

node_is_ready() {
    [ "$(kubectl get node "$NODE" --request-timeout=5s \
        --output=jsonpath='{.status.conditions[?(@.type=="Ready")].status}' 2>/dev/null)" = True ]
}

# part_runs PART: for a part that answers nobody: its process is there, by its number inside the node.
part_runs() {
    local root number
    root=/proc/$(node_pid)/root
    number=$(cat "$root/run/parts/$1.pid" 2>/dev/null) && [ -d "$root/proc/$number" ]
}

# unhealthy_parts: the names of those that do not answer as they should, one a line.
unhealthy_parts() {
    local part
    for part in "${PARTS[@]}"; do
        part_is_healthy "$part" || printf '%s\n' "$part"
    done
}

wait_for_parts() {
    local seconds=$1 part
    shift
    local deadline=$((SECONDS + seconds))
    for part in "$@"; do
        wait_until "$((deadline > SECONDS ? deadline - SECONDS : 1))" part_is_healthy "$part" ||
            fail "$part is not healthy after $seconds s. Its log tells why; 'bin/testbed down' and then 'up' starts afresh." \
                "$LOG/$part.log"
    done
}
