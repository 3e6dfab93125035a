package io.jenkins.plugins.pushtoprod.rollout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;

/** When a kind of workload is done, and which pods are of our revision: what its controller does, read in its source. */
interface WorkloadRules {

    /**
     * Says how far a workload is.
     *
     * @param workload of the kind, at our generation or a later one that differs in nothing but scale
     */
    Standing judge(Snapshot snapshot, HasMetadata workload);

    /** By kind; what is not in it does not roll out. */
    static Map<String, WorkloadRules> byKind() {
        return Map.of(
                "Deployment", new DeploymentRules(),
                "StatefulSet", new StatefulSetRules(),
                "DaemonSet", new DaemonSetRules(),
                "Job", new JobRules());
    }
}
