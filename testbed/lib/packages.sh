# shellcheck shell=bash
# The Debian packages that the testbed runs on.

PACKAGES=(
    ca-certificates curl iproute2 iptables kmod procps
    containerd runc containernetworking-plugins
    docker-registry apache2-utils skopeo umoci
    busybox-static mmdebstrap
    prometheus
    git openssl python3 python3-pip
)

POLICY=/usr/sbin/policy-rc.d
POLICY_MARK="Put here by bin/testbed for the time of one installation."

missing_packages() {
    local package
    for package in "${PACKAGES[@]}"; do
        [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
            printf '%s\n' "$package"
    done
}

# install_packages PACKAGE...: some come with a service that their installation would start, and start again at every
# boot. The testbed runs its own instead, so the policy forbids the first and the services are disabled for the second.
install_packages() {
    trap remove_own_policy EXIT
    [ ! -e "$POLICY" ] || mv "$POLICY" "$POLICY.before-testbed"
    printf '#!/bin/sh\n# %s\nexit 101\n' "$POLICY_MARK" >"$POLICY"
    chmod 755 "$POLICY"
    dpkg --configure -a
    apt-get update
    DEBIAN_FRONTEND=noninteractive apt-get --option DPkg::Lock::Timeout=300 install --yes --no-install-recommends "$@"
    disable_services_of "$@"
}

disable_services_of() {
    local package
    command -v systemctl >/dev/null || return 0
    for package in "$@"; do
        case $package in
            containerd | docker-registry | prometheus) systemctl disable "$package" || true ;;
        esac
    done
}

# remove_own_policy: also what an installation that was killed left there.
remove_own_policy() {
    if grep -qsF "$POLICY_MARK" "$POLICY"; then
        rm -f "$POLICY"
    fi
    if [ -e "$POLICY.before-testbed" ] && [ ! -e "$POLICY" ]; then
        mv "$POLICY.before-testbed" "$POLICY"
    fi
}
