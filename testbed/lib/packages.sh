# shellcheck shell=bash
# The Debian packages that the testbed runs on.

PACKAGES=(
    ca-certificates curl iproute2 iptables kmod procps
    containerd runc containernetworking-plugins
    docker-registry apache2-utils skopeo umoci
    busybox-static mmdebstrap
    prometheus
)

missing_packages() {
    local package
    for package in "${PACKAGES[@]}"; do
        [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
            printf '%s\n' "$package"
    done
}

# Some of these packages come with a service that their installation would start; the testbed runs its own instead.
# The policy file keeps them from starting; one that is there already is put back afterwards.
install_packages() {
    local policy=/usr/sbin/policy-rc.d kept=/usr/sbin/policy-rc.d.before-testbed
    trap 'rm -f "$policy"; [ ! -e "$kept" ] || mv "$kept" "$policy"' EXIT
    [ ! -e "$policy" ] || [ -e "$kept" ] || mv "$policy" "$kept"
    printf '#!/bin/sh\n# Put here by bin/testbed for the time of one installation.\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    apt-get update
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@"
}
