package io.jenkins.plugins.pushtoprod.image.blob;

/**
 * Bytes by name.
 *
 * @param size in bytes
 */
public record Blob(Digest digest, long size) {}
