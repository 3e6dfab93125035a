package io.jenkins.plugins.pushtoprod.cluster;

import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.time.Instant;

/**
 * Keeps two releases of one app from interleaving: a {@code coordination.k8s.io/v1} Lease, renewed in the background until it is closed. A
 * holder that was killed blocks others for {@value #LEASE_SECONDS} seconds at most.
 */
public final class ReleaseLock implements AutoCloseable {

    static final int LEASE_SECONDS = 15;

    ReleaseLock() {}

    /**
     * Who has the lock.
     *
     * @param identity as given to {@link Releases#lock}
     * @param since when they got it
     */
    public record Holder(String identity, Instant since) {}

    /**
     * Does nothing while the lock is held.
     *
     * @throws ProblemException of kind CONFLICT if it was lost, as after a long pause of this machine
     */
    public void check() {
        throw new UnsupportedOperationException();
    }

    /** Lets the next one in at once. Safe to repeat. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
