# shellcheck shell=bash
# The registry: the base images that are brought to it, and the password of its second door.

# An image's name in the registry, and its tag in the layout.
declare -A IMAGES=(
    [pause:1]=pause
    [base/busybox:1]=busybox
    [base/python:3.11]=python
    [base/java:17]=java
    [base/wrong-arch:1]=wrong-arch
)

# push_images LAYOUT: brings the base images to the registry, unless they are there.
push_images() {
    local layout=$1 name
    for name in "${!IMAGES[@]}"; do
        skopeo copy --quiet --dest-tls-verify=false --override-arch="$(architecture_of "$name")" \
            "oci:$layout:${IMAGES[$name]}" "docker://$REGISTRY/$name"
    done
}

architecture_of() {
    [ "$1" = base/wrong-arch:1 ] && printf arm64 || printf amd64
}

random_password() { head --bytes=18 /dev/urandom | base64 | tr '+/' '-_'; }

write_passwords() {
    (umask 077 && random_password >"$AUTH_PASSWORD_FILE")
    htpasswd -niB "$AUTH_USER" <"$AUTH_PASSWORD_FILE" >"$RUN/config/htpasswd"
}
