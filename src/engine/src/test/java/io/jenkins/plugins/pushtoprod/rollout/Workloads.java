package io.jenkins.plugins.pushtoprod.rollout;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.Map;

/** Small workloads to roll out on the testbed. */
final class Workloads {

    /** A process that runs until it is told to end, and then ends at once. */
    static final String RUN = "trap 'exit 0' TERM; while :; do sleep 0.2; done";

    private Workloads() {}

    /** A container of the busybox image that runs a shell script. */
    static ContainerBuilder container(String script) {
        return new ContainerBuilder()
                .withName("web")
                .withImage(Testbed.image("base/busybox:1"))
                .withCommand("sh", "-c", script);
    }

    /** One that runs, and is ready when a command succeeds. */
    static ContainerBuilder running(String readyWhen) {
        return container(RUN).withReadinessProbe(probe(readyWhen));
    }

    static Probe probe(String command) {
        return new ProbeBuilder()
                .withNewExec()
                .withCommand("sh", "-c", command)
                .endExec()
                .withPeriodSeconds(1)
                .withFailureThreshold(2)
                .build();
    }

    static PodSpec pod(Container container) {
        return new PodSpecBuilder()
                .withContainers(container)
                .withTerminationGracePeriodSeconds(1L)
                .withAutomountServiceAccountToken(false)
                .build();
    }

    static Deployment deployment(String name, int replicas, PodSpec pod) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .withMatchLabels(labels(name))
                .endSelector()
                .withTemplate(template(name, pod))
                .endSpec()
                .build();
    }

    static StatefulSet statefulSet(String name, int replicas, PodSpec pod) {
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withServiceName(name)
                .withNewSelector()
                .withMatchLabels(labels(name))
                .endSelector()
                .withTemplate(template(name, pod))
                .endSpec()
                .build();
    }

    static DaemonSet daemonSet(String name, PodSpec pod) {
        return new DaemonSetBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(labels(name))
                .endSelector()
                .withTemplate(template(name, pod))
                .endSpec()
                .build();
    }

    static Job job(String name, int retries, PodSpec pod) {
        PodSpec ends = new PodSpecBuilder(pod).withRestartPolicy("Never").build();
        return new JobBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(retries)
                .withNewTemplate()
                .withSpec(ends)
                .endTemplate()
                .endSpec()
                .build();
    }

    private static PodTemplateSpec template(String name, PodSpec pod) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(labels(name))
                .endMetadata()
                .withSpec(pod)
                .build();
    }

    private static Map<String, String> labels(String name) {
        return Map.of("app", name);
    }
}
