package io.jenkins.plugins.pushtoprod.image;

import java.util.List;

/**
 * An image in a registry.
 *
 * @param repository without tag, such as {@code registry.example.com/team/users-api}
 * @param digest {@code sha256:…} of its manifest
 * @param tags that point to it now
 * @param reused whether the registry had this very manifest before
 * @param type what kind of app was found, such as {@code python}
 * @param layers bottom up, without the base image's
 */
public record Image(
        String repository, String digest, List<String> tags, boolean reused, String type, List<Layer> layers) {

    /** The reference that cannot move: {@code repository@digest}. */
    public String reference() {
        return repository + "@" + digest;
    }

    /**
     * A layer of the app.
     *
     * @param name such as {@code dependencies}
     * @param digest of the compressed layer
     * @param bytes compressed
     * @param files number of entries
     * @param reused whether nothing had to be uploaded
     */
    public record Layer(String name, String digest, long bytes, int files, boolean reused) {}
}
