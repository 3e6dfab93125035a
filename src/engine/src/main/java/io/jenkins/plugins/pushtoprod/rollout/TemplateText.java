package io.jenkins.plugins.pushtoprod.rollout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

/** A workload's pod template as text, to compare: two generations with the same one differ in scale or the like only. */
final class TemplateText {

    private TemplateText() {}

    static String of(HasMetadata workload) {
        if (workload instanceof Deployment deployment) {
            return String.valueOf(deployment.getSpec().getTemplate());
        } else if (workload instanceof StatefulSet set) {
            return String.valueOf(set.getSpec().getTemplate());
        } else if (workload instanceof DaemonSet set) {
            return String.valueOf(set.getSpec().getTemplate());
        } else if (workload instanceof Job job) {
            return String.valueOf(job.getSpec().getTemplate());
        }
        return "";
    }
}
