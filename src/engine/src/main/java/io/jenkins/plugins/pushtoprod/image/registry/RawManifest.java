package io.jenkins.plugins.pushtoprod.image.registry;

import io.jenkins.plugins.pushtoprod.image.blob.Digest;

/** A manifest or an index, byte for byte, as its digest is computed over. */
@SuppressWarnings("ArrayRecordComponent") // Never compared; the bytes are what is signed and hashed.
public record RawManifest(String mediaType, byte[] bytes) {

    public Digest digest() {
        return Digest.of(bytes);
    }
}
