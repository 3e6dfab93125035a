package io.jenkins.plugins.pushtoprod.cluster;

import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The history of an app's releases, kept in its namespace: one Secret a release. */
public final class Releases {

    public Releases(Cluster cluster, String namespace, String app) {}

    /**
     * Waits for the app's lock.
     *
     * @param identity names who asks, to others who wait; such as a build's URL, or user and host
     * @param wait how long to wait at most while another holds it
     * @param waiting told who holds it, once for every holder met
     * @throws ProblemException of kind CONFLICT if another still holds it after {@code wait}
     */
    public ReleaseLock lock(String identity, Duration wait, Consumer<ReleaseLock.Holder> waiting)
            throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** All that are kept, newest first. */
    public List<Release> history() {
        throw new UnsupportedOperationException();
    }

    /** The release of that ID. */
    public Optional<Release> find(String id) {
        throw new UnsupportedOperationException();
    }

    /** What is in the cluster now: the newest that was not rolled back, whatever became of it. */
    public Optional<Release> current() {
        throw new UnsupportedOperationException();
    }

    /** The newest that was verified: what to roll back to. */
    public Optional<Release> lastVerified() {
        throw new UnsupportedOperationException();
    }

    /** The objects of a release as they were applied, values of Secrets included. */
    public Manifest manifest(Release release) {
        throw new UnsupportedOperationException();
    }

    /** What the next release is going to be: number, ID and predecessor are set; status APPLYING, no objects. Stores nothing. */
    public Release next(String environment, String image, Provenance provenance, Instant time) {
        throw new UnsupportedOperationException();
    }

    /**
     * Stores a release and its objects before any of them is applied, so that whatever happens next, the following release knows what may
     * be there. Earlier releases that were waiting for a verdict become SUPERSEDED.
     *
     * @param next from {@link #next}
     * @throws ProblemException of kind PREFLIGHT if the objects are too large to be kept (a Secret holds 1 MiB, compressed)
     */
    public Release begin(ReleaseLock lock, Release next, Manifest manifest) {
        throw new UnsupportedOperationException();
    }

    /** Stores how far a release came: its status and objects. Forgets the oldest: the last ten and the last verified one are kept. */
    public Release save(Release release) {
        throw new UnsupportedOperationException();
    }
}
