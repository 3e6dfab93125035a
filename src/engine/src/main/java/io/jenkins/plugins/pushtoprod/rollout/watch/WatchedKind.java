package io.jenkins.plugins.pushtoprod.rollout.watch;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Optional;

/**
 * A kind that can be watched.
 *
 * @param api such as {@code /apis/apps/v1}
 * @param plural as in the URL, and as a Role names it
 * @param namespaced whether its objects are in a namespace
 * @param keepManagedFields whether the managed fields are of use: they are most of an object's size
 */
public record WatchedKind<T extends HasMetadata>(
        Class<T> type, String api, String plural, boolean namespaced, boolean keepManagedFields) {

    public static final WatchedKind<Deployment> DEPLOYMENT =
            new WatchedKind<>(Deployment.class, "/apis/apps/v1", "deployments", true, true);
    public static final WatchedKind<StatefulSet> STATEFUL_SET =
            new WatchedKind<>(StatefulSet.class, "/apis/apps/v1", "statefulsets", true, true);
    public static final WatchedKind<DaemonSet> DAEMON_SET =
            new WatchedKind<>(DaemonSet.class, "/apis/apps/v1", "daemonsets", true, true);
    public static final WatchedKind<Job> JOB = new WatchedKind<>(Job.class, "/apis/batch/v1", "jobs", true, true);
    public static final WatchedKind<ReplicaSet> REPLICA_SET =
            new WatchedKind<>(ReplicaSet.class, "/apis/apps/v1", "replicasets", true, false);
    public static final WatchedKind<ControllerRevision> CONTROLLER_REVISION =
            new WatchedKind<>(ControllerRevision.class, "/apis/apps/v1", "controllerrevisions", true, false);
    public static final WatchedKind<Pod> POD = new WatchedKind<>(Pod.class, "/api/v1", "pods", true, false);
    public static final WatchedKind<Event> EVENT = new WatchedKind<>(Event.class, "/api/v1", "events", true, false);
    public static final WatchedKind<Node> NODE = new WatchedKind<>(Node.class, "/api/v1", "nodes", false, false);

    /** Path of the collection; {@code namespace} is ignored for kinds without one. */
    String path(String namespace) {
        return namespaced ? api + "/namespaces/" + namespace + "/" + plural : api + "/" + plural;
    }

    /** The workload kind of that name; empty if it is none that rolls out. */
    public static Optional<WatchedKind<? extends HasMetadata>> workload(String kind) {
        return switch (kind) {
            case "Deployment" -> Optional.of(DEPLOYMENT);
            case "StatefulSet" -> Optional.of(STATEFUL_SET);
            case "DaemonSet" -> Optional.of(DAEMON_SET);
            case "Job" -> Optional.of(JOB);
            default -> Optional.empty();
        };
    }
}
