package io.jenkins.plugins.pushtoprod.image.layer;

import io.jenkins.plugins.pushtoprod.image.blob.Blob;
import io.jenkins.plugins.pushtoprod.image.blob.Digest;

/**
 * A layer that is in the cache.
 *
 * @param blob compressed
 * @param diffId digest of the tar before compression
 * @param files number of entries
 */
public record Layer(Blob blob, Digest diffId, int files) {}
