package io.jenkins.plugins.pushtoprod.image.registry;

import java.io.IOException;

/** Where a download was to be written takes no more; told apart from trouble with the connection. */
final class SinkException extends Exception {

    private static final long serialVersionUID = 1L;

    private final IOException failure;

    SinkException(IOException failure) {
        super(failure);
        this.failure = failure;
    }

    IOException failure() {
        return failure;
    }
}
