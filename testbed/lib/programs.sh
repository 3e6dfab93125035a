# shellcheck shell=bash
# The testbed's Go programs, built once per version of their sources: Kubernetes, etcd and the testbed's own parts in
# one; CoreDNS and the discovery of pods, whose dependencies are newer than Kubernetes', in a module of their own.

programs_directory() {
    local digest
    digest=$(cd "$TESTBED" && {
        go version
        printf '%s\n' "$KUBERNETES_VERSION"
        find kubernetes services -type f | LC_ALL=C sort | xargs sha256sum
    } | sha256sum)
    printf '%s/bin/%s\n' "$STATE" "${digest:0:16}"
}

build_programs() {
    local target=$1 flags package new major minor
    IFS=. read -r major minor _ <<<"$KUBERNETES_VERSION"
    flags="-s -w"
    for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
        flags+=" -X $package.gitVersion=v$KUBERNETES_VERSION -X $package.gitMajor=$major -X $package.gitMinor=$minor"
        flags+=" -X $package.gitTreeState=clean"
    done
    new=$(mktemp -d "$STATE/bin/new.XXXXXX")
    export CGO_ENABLED=0
    go build -C "$TESTBED/kubernetes" -buildvcs=false -trimpath -ldflags="$flags" -o "$new/kube" ./cmd/kube
    go build -C "$TESTBED/services" -buildvcs=false -trimpath -ldflags="-s -w" -o "$new/" ./cmd/...
    chmod 755 "$new"
    mv --no-target-directory "$new" "$target"
}
