package io.jenkins.plugins.pushtoprod.image.registry;

import java.io.IOException;

/** No whole answer came: refused, cut, timed out, not trusted. The cause tells. */
final class ConnectionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final IOException failure;

    ConnectionException(IOException failure) {
        super(failure);
        this.failure = failure;
    }

    IOException failure() {
        return failure;
    }
}
