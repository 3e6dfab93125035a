package io.jenkins.plugins.pushtoprod.cluster;

import io.jenkins.plugins.pushtoprod.app.Provenance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One deploy of an App to an Environment, as kept in the cluster.
 *
 * @param id unique in its namespace, a DNS label, such as {@code users-api-v7}
 * @param number counts up per app and namespace, from 1
 * @param environment name of the environment
 * @param image reference by digest
 * @param objects what it consists of
 * @param previous ID of the release it replaced
 */
public record Release(
        String id,
        int number,
        String app,
        String environment,
        String namespace,
        Status status,
        String image,
        Provenance provenance,
        Instant time,
        List<Applied> objects,
        Optional<String> previous) {

    /** The same with another status. */
    public Release withStatus(Status status) {
        return new Release(id, number, app, environment, namespace, status, image, provenance, time, objects, previous);
    }

    /** The same with other objects. */
    public Release withObjects(List<Applied> objects) {
        return new Release(id, number, app, environment, namespace, status, image, provenance, time, objects, previous);
    }

    /** How far a release came. */
    public enum Status {
        /** Begun, and not all of it applied. */
        APPLYING,
        /** Applied; no verdict yet. */
        DEPLOYED,
        /** Its verdict was healthy. */
        VERIFIED,
        /** Its verdict was failed or timed out. */
        FAILED,
        /** A newer release took its place before a verdict. */
        SUPERSEDED,
        /** Undone in favour of an earlier release. */
        ROLLED_BACK
    }

    /** What applying did to an object. */
    public enum Change {
        CREATED,
        CHANGED,
        UNCHANGED,
        PRUNED
    }

    /**
     * An object of a release.
     *
     * @param uid as the API server returned it
     * @param generation {@code metadata.generation} as our apply returned it; 0 for kinds without one
     */
    public record Applied(ObjectRef object, String uid, long generation, Change change) {}
}
