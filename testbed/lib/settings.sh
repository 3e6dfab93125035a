# shellcheck shell=bash disable=SC2034  # read by the scripts that source this file
# Names, paths and addresses of the testbed. Sourced by bin/testbed and, as a copy, by the node's own scripts.

CACHE=${PUSH_TO_PROD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/push-to-prod}
[[ $CACHE == /* ]] || CACHE=$PWD/$CACHE
STATE=$CACHE/testbed
RUN=$STATE/run
LOG=$STATE/log
export KUBECACHEDIR=$STATE/kubectl-cache # instead of the user's own ~/.kube
KUBECONFIG_FILE=$STATE/kubeconfig
AUTH_PASSWORD_FILE=$STATE/auth-registry.password

KUBERNETES_VERSION=1.34.4
NODE=testbed

# 198.18.0.0/15 is set aside for benchmarks of networks (RFC 2544): no real network is hidden by it.
POD_RANGE=198.18.0.0/24
LINK_PREFIX=30
HOST_IP=198.18.255.1
NODE_IP=198.18.255.2
SERVICE_RANGE=198.19.0.0/24
KUBERNETES_IP=198.19.0.1
DNS_IP=198.19.0.10

LINK=ptp-testbed
LOCK=/run/lock/push-to-prod-testbed
CGROUP=push-to-prod-testbed
REGISTRY=127.0.0.1:5000
AUTH_REGISTRY=127.0.0.1:5001
AUTH_USER=push
PROMETHEUS=127.0.0.1:9090
