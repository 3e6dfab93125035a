package io.jenkins.plugins.pushtoprod.image;

/** A layer that was in the cache is not there any more, or is damaged; it has to be made again. */
final class LostBlobException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
