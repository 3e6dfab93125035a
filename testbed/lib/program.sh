# shellcheck shell=bash
# The testbed's Go program: Kubernetes, etcd and the testbed's own parts in one, built once per version of its sources.

program_directory() {
    local digest
    digest=$(cd "$TESTBED/go" && {
        go version
        printf '%s\n' "$KUBERNETES_VERSION"
        find . -type f | LC_ALL=C sort | xargs sha256sum
    } | sha256sum)
    printf '%s/bin/%s\n' "$STATE" "${digest:0:16}"
}

build_program() {
    local target=$1 flags package new
    IFS=. read -r major minor _ <<<"$KUBERNETES_VERSION"
    flags="-s -w"
    for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
        flags+=" -X $package.gitVersion=v$KUBERNETES_VERSION -X $package.gitMajor=$major -X $package.gitMinor=$minor"
        flags+=" -X $package.gitTreeState=clean"
    done
    new=$(mktemp -d "$STATE/bin/new.XXXXXX")
    cd "$TESTBED/go"
    export CGO_ENABLED=0 GOFLAGS=-buildvcs=false
    go build -trimpath -ldflags="-s -w" -o "$new/pause" ./cmd/pause
    GOARCH=arm64 go build -trimpath -ldflags="-s -w" -o "$new/wrong-arch" ./cmd/wrong-arch
    go build -trimpath -ldflags="$flags" -o "$new/kube" ./cmd/kube
    chmod 755 "$new"
    mv --no-target-directory "$new" "$target"
}
