# shellcheck shell=bash
# What the tests say and ask.

testbed() { "$TESTBED/../bin/testbed" "$@"; }
k() { kubectl --namespace="$NAMESPACE" "$@"; }

# make_namespace [LABEL]...: the test's own, with the ServiceAccount that its pods need.
make_namespace() {
    kubectl create namespace "$NAMESPACE"
    [ "$#" = 0 ] || kubectl label namespace "$NAMESPACE" "$@"
    wait_until 30 k get serviceaccount default
}

end_test() {
    local code=$?
    if [ "$code" != 0 ] && [ -n "${NAMESPACE:-}" ] && node_pid >/dev/null; then
        k get pods,events 2>&1 | tail -n 20 || true
    fi
    [ ! -x "$RUN/bin/kube" ] || kubectl delete namespace "$NAMESPACE" --ignore-not-found --wait=false >/dev/null 2>&1 || true
    return "$code"
}

# equal WHAT EXPECTED ACTUAL
equal() {
    [ "$2" = "$3" ] || { printf '%s: expected "%s" but was "%s"\n' "$1" "$2" "$3"; return 1; }
}

# contains WHAT PART ACTUAL
contains() {
    [[ $3 == *"$2"* ]] || { printf '%s: expected to contain "%s" but was "%s"\n' "$1" "$2" "$3"; return 1; }
}

# fails COMMAND...: the command must not succeed; prints what it said.
fails() {
    local said
    ! said=$("$@" 2>&1) || { printf 'expected to fail, but did not: %s\n' "$*"; return 1; }
    printf '%s\n' "$said"
}

# run_to_end NAME IMAGE COMMAND...: a pod that runs once; prints its log.
run_to_end() {
    local name=$1 image=$2
    shift 2
    k run "$name" --image="$REGISTRY/$image" --restart=Never --command -- "$@" >/dev/null
    k wait pod "$name" --for=jsonpath='{.status.phase}'=Succeeded --timeout=120s >/dev/null
    k logs "$name"
}
