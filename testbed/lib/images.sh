# shellcheck shell=bash disable=SC2016  # mmdebstrap expands $1 in its hooks
# The base images, made of Debian packages and of the testbed's own small programs, kept as one OCI layout.

# Stamped on every file and image (2025-01-01), so that the same packages give the same image.
IMAGES_EPOCH=1735689600

images_directory() {
    local digest
    digest=$(cat "$TESTBED/lib/images.sh" "$TESTBED"/kubernetes/cmd/{pause,wrong-arch}/main.go | sha256sum)
    printf '%s/images/%s\n' "$STATE" "${digest:0:16}"
}

# build_images TARGET: makes every image; TARGET appears when all of them are complete.
build_images() {
    local target=$1 work
    work=$(mktemp -d "$STATE/images/new.XXXXXX")
    umoci init --layout "$work/layout"

    build_static amd64 pause "$work/pause/pause"
    pack_directory "$work/pause"
    add_image "$work" pause amd64 --config.entrypoint /pause --config.user 65535:65535

    build_static arm64 wrong-arch "$work/wrong-arch/bin/app"
    pack_directory "$work/wrong-arch"
    add_image "$work" wrong-arch arm64 --config.entrypoint /bin/app

    lay_out_busybox "$work/busybox"
    pack_directory "$work/busybox"
    add_image "$work" busybox amd64 --config.cmd sh

    pack_debian "$work/python.tar" python3,ca-certificates 'ln -s python3 "$1/usr/bin/python"'
    add_image "$work" python amd64 --config.cmd python3

    pack_debian "$work/java.tar" openjdk-17-jre-headless,ca-certificates
    add_image "$work" java amd64 --config.cmd java --config.env JAVA_HOME=/usr/lib/jvm/java-17-openjdk-amd64

    umoci gc --layout "$work/layout"
    chmod 755 "$work/layout"
    mv --no-target-directory "$work/layout" "$target"
    rm -rf "$work"
}

# build_static ARCHITECTURE COMMAND FILE: one of the testbed's own small programs, as FILE.
build_static() {
    CGO_ENABLED=0 GOARCH=$1 go build -C "$TESTBED/kubernetes" -buildvcs=false -trimpath -ldflags="-s -w" -o "$3" "./cmd/$2"
}

lay_out_busybox() {
    local root=$1 applet
    mkdir -p "$root"/{bin,etc,dev,proc,sys,root,var,run}
    mkdir -m 1777 "$root/tmp"
    install -m 755 /bin/busybox "$root/bin/busybox"
    for applet in $(busybox --list); do
        [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"
    done
    printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n' >"$root/etc/passwd"
    printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
}

pack_directory() {
    tar --create --file "$1.tar" --directory "$1" --sort=name --mtime="@$IMAGES_EPOCH" \
        --owner=0 --group=0 --numeric-owner --format=gnu .
}

# pack_debian TAR PACKAGES [HOOK]: Debian 12's essential packages and the given ones, without manuals and translations.
pack_debian() {
    debian_sources >"$1.sources"
    SOURCE_DATE_EPOCH=$IMAGES_EPOCH mmdebstrap --mode=root --variant=essential --skip=output/dev --architectures=amd64 --include="$2" \
        --aptopt='Apt::Install-Recommends "false"' \
        --dpkgopt=force-unsafe-io \
        --dpkgopt='path-exclude=/usr/share/man/*' \
        --dpkgopt='path-exclude=/usr/share/info/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' \
        --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-include=/usr/share/doc/*/copyright' \
        --essential-hook='mkdir -p "$1/usr/share/man/man1"' \
        --customize-hook="${3:-true}" \
        --customize-hook='rm -rf "$1"/var/log/* "$1"/var/cache/*' \
        bookworm "$1" "$1.sources"
}

# debian_sources: where this machine gets Debian 12 from (it may be a mirror), or else where everybody does.
debian_sources() {
    local file=/etc/apt/sources.list.d/debian.sources
    if [ -s "$file" ]; then
        cat "$file"
    elif ! grep -hE '^deb .* bookworm' /etc/apt/sources.list 2>/dev/null | grep -v cdrom; then
        printf 'deb http://deb.debian.org/debian %s main\n' bookworm bookworm-updates
        printf 'deb http://deb.debian.org/debian-security bookworm-security main\n'
    fi
}

# add_image WORK TAG ARCHITECTURE [UMOCI-CONFIG-FLAG]...: the image of the archive WORK/TAG.tar.
add_image() {
    local work=$1 tag=$2 architecture=$3 image created
    shift 3
    image=$work/layout:$tag
    created=$(date --utc --date="@$IMAGES_EPOCH" +%FT%TZ)
    umoci new --image "$image"
    umoci raw add-layer --image "$image" --history.created "$created" --history.created_by testbed "$work/$tag.tar"
    umoci config --image "$image" --no-history --created "$created" --architecture "$architecture" --os linux \
        --config.env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        --config.env LANG=C.UTF-8 \
        --config.label org.opencontainers.image.title="$tag" \
        --config.label org.opencontainers.image.description="Base image of the Push to Prod testbed" \
        "$@"
}
