# shellcheck shell=bash
# What an image build needs of the registries.
# shellcheck disable=SC2317  # conditions are called by wait_until


test_both_kinds_of_manifest_can_be_pushed_and_deleted() {
    local kind name digest
    for kind in oci v2s2; do
        name=$NAMESPACE/$kind
        skopeo copy --quiet --src-tls-verify=false --dest-tls-verify=false --format="$kind" \
            "docker://$REGISTRY/base/busybox:1" "docker://$REGISTRY/$name:1"
        digest=$(skopeo inspect --tls-verify=false --format='{{.Digest}}' "docker://$REGISTRY/$name:1")
        curl --silent --fail --request DELETE "http://$REGISTRY/v2/$name/manifests/$digest"
        contains "deleted" "manifest unknown" "$(fails skopeo inspect --tls-verify=false "docker://$REGISTRY/$name:1")"
    done
}

test_the_second_registry_asks_for_a_password() {
    local password
    password=$(<"$AUTH_PASSWORD_FILE")
    equal "no password" 401 "$(curl --silent --output /dev/null --write-out '%{http_code}' "http://$AUTH_REGISTRY/v2/")"
    contains "wrong password" "authentication required" "$(fails skopeo inspect --tls-verify=false \
        --creds="$AUTH_USER:wrong" "docker://$AUTH_REGISTRY/base/busybox:1")"
    skopeo inspect --tls-verify=false --creds="$AUTH_USER:$password" "docker://$AUTH_REGISTRY/base/busybox:1" >/dev/null
    equal "who may read the password" 600 "$(stat --format=%a "$AUTH_PASSWORD_FILE")"
}

test_a_pod_pulls_with_a_pull_secret_and_not_without() {
    local pod='{"spec":{"imagePullSecrets":[{"name":"pull"}]}}'
    make_namespace
    k create secret docker-registry pull --docker-server="$AUTH_REGISTRY" --docker-username="$AUTH_USER" \
        --docker-password="$(<"$AUTH_PASSWORD_FILE")"
    k run without --image="$AUTH_REGISTRY/base/busybox:1" --image-pull-policy=Always --restart=Never --command -- true
    k run with --image="$AUTH_REGISTRY/base/busybox:1" --image-pull-policy=Always --restart=Never --overrides="$pod" \
        --command -- true
    k wait pod with --for=jsonpath='{.status.phase}'=Succeeded --timeout=60s
    pull_is_refused() { k get events | grep -q 'without.*\(401\|authorization failed\|no basic auth\)'; }
    wait_until 60 pull_is_refused
}
