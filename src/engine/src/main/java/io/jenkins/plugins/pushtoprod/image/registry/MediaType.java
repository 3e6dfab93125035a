package io.jenkins.plugins.pushtoprod.image.registry;

import java.util.Set;

/** Media types of images, of the OCI image specification and of Docker's schema 2. */
public final class MediaType {

    public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final String LAYER_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String DOCKER_LAYER_GZIP = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    static final String ACCEPTED = String.join(", ", MANIFEST, INDEX, DOCKER_MANIFEST, DOCKER_INDEX);

    private static final Set<String> INDEXES = Set.of(INDEX, DOCKER_INDEX);
    private static final Set<String> MANIFESTS = Set.of(MANIFEST, DOCKER_MANIFEST);

    private MediaType() {}

    public static boolean isIndex(String mediaType) {
        return INDEXES.contains(mediaType);
    }

    public static boolean isManifest(String mediaType) {
        return MANIFESTS.contains(mediaType);
    }
}
