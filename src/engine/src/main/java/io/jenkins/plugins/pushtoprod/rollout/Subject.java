package io.jenkins.plugins.pushtoprod.rollout;

import io.jenkins.plugins.pushtoprod.cluster.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What facts are about: a container, a pod, or a workload with its ReplicaSet. One finding names a subject's trouble.
 *
 * @param object the pod, or the workload
 * @param uid of that object
 * @param container when it is a container
 * @param init whether that is an init container that has to end
 * @param workloadKind kind of the workload it belongs to
 * @param states how far it is; the catalogue's {@code while}
 * @param draining whether pods of the workload are still ending
 * @param failures distinct failures of the container
 * @param down whether the container is not running because it failed
 * @param values for the catalogue's texts
 */
record Subject(
        ObjectRef object,
        String uid,
        Optional<String> container,
        boolean init,
        String workloadKind,
        Set<State> states,
        boolean draining,
        int failures,
        boolean down,
        Map<String, String> values,
        List<Fact> facts) {

    /** How far a pod is. */
    enum State {
        /** No node yet. */
        UNSCHEDULED,
        /** On a node, and not every container has been started once. */
        STARTING,
        /** Every container has been started, and the pod is not ready. */
        RUNNING,
        READY,
        /** The rollout is done and is being baked; together with one of the others. */
        BAKING
    }

    /** Identifies it among the subjects of a workload. */
    String key() {
        return uid + "/" + container.orElse("");
    }
}
