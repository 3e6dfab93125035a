package io.jenkins.plugins.pushtoprod.image.registry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.jenkins.plugins.pushtoprod.image.blob.Blob;
import io.jenkins.plugins.pushtoprod.image.blob.Digest;

/** A descriptor of the OCI image specification; properties that are not needed here are ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Descriptor(String mediaType, Digest digest, long size) {

    public Blob blob() {
        return new Blob(digest, size);
    }
}
