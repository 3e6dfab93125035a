package io.jenkins.plugins.pushtoprod.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Process;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The workload of a process. */
final class Workloads {

    private static final int REVISIONS = 5;

    /** A process without a port proves nothing but that it did not exit: it has to last this long, in seconds. */
    private static final int LASTS = 5;

    /** For scheduling and pulling the image, in seconds. */
    private static final int FETCH = 180;

    private final App app;
    private final Names names;
    private final PodTemplates templates;
    private final Claims claims;

    Workloads(App app, Names names, PodTemplates templates, Claims claims) {
        this.app = app;
        this.names = names;
        this.templates = templates;
        this.claims = claims;
    }

    HasMetadata of(String name, Process process) {
        Traits traits = Traits.of(process, claims.heldByOneNode(process.storage()));
        return switch (process.kind()) {
            case DEPLOYMENT -> deployment(name, process, traits);
            case STATEFUL_SET -> statefulSet(name, process);
            case DAEMON_SET -> daemonSet(name, process, traits);
        };
    }

    private HasMetadata deployment(String name, Process process, Traits traits) {
        Map<String, String> selector = Labels.selector(app.name(), name);
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(names.workload(name, process.kind()))
                .addToLabels(Labels.COMPONENT, name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas(process))
                .withRevisionHistoryLimit(REVISIONS)
                .withMinReadySeconds(minReadySeconds(process))
                .withProgressDeadlineSeconds(progressDeadlineSeconds(process, traits))
                .withStrategy(strategy(traits))
                .withNewSelector()
                .withMatchLabels(selector)
                .endSelector()
                .withTemplate(spread(templates.ofProcess(name, process), selector, List.of("pod-template-hash")))
                .endSpec()
                .build();
    }

    /**
     * Pods start and stop in parallel, since the default order leaves a StatefulSet wedged on a broken revision
     * (<a href="https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback">Forced rollback</a>);
     * an update still replaces one pod at a time, the old one first, whatever {@link Process#update()} says.
     */
    private HasMetadata statefulSet(String name, Process process) {
        String workload = names.workload(name, process.kind());
        Map<String, String> selector = Labels.selector(app.name(), name);
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withName(workload)
                .addToLabels(Labels.COMPONENT, name)
                .endMetadata()
                .withNewSpec()
                .withServiceName(Names.headless(workload))
                .withReplicas(replicas(process))
                .withRevisionHistoryLimit(REVISIONS)
                .withMinReadySeconds(minReadySeconds(process))
                .withPodManagementPolicy("Parallel")
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .endUpdateStrategy()
                .withNewSelector()
                .withMatchLabels(selector)
                .endSelector()
                .withTemplate(spread(templates.ofProcess(name, process), selector, List.of()))
                .withVolumeClaimTemplates(claims.templates(process.storage()))
                .endSpec()
                .build();
    }

    private HasMetadata daemonSet(String name, Process process, Traits traits) {
        return new DaemonSetBuilder()
                .withNewMetadata()
                .withName(names.workload(name, process.kind()))
                .addToLabels(Labels.COMPONENT, name)
                .endMetadata()
                .withNewSpec()
                .withRevisionHistoryLimit(REVISIONS)
                .withMinReadySeconds(minReadySeconds(process))
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxUnavailable(traits.recreates() ? new IntOrString("100%") : new IntOrString(1))
                .endRollingUpdate()
                .endUpdateStrategy()
                .withNewSelector()
                .withMatchLabels(Labels.selector(app.name(), name))
                .endSelector()
                .withTemplate(templates.ofProcess(name, process))
                .endSpec()
                .build();
    }

    private static DeploymentStrategy strategy(Traits traits) {
        if (traits.recreates()) {
            return new DeploymentStrategyBuilder().withType("Recreate").build();
        }
        return new DeploymentStrategyBuilder()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxUnavailable(new IntOrString(0))
                .withMaxSurge(new IntOrString("25%"))
                .endRollingUpdate()
                .build();
    }

    /**
     * Spreads pods over nodes and zones where that is possible. Also where there is one: to add it with the second would replace the first.
     */
    private static PodTemplateSpec spread(
            PodTemplateSpec template, Map<String, String> selector, List<String> perRevision) {
        return new PodTemplateSpecBuilder(template)
                .editSpec()
                .withTopologySpreadConstraints(
                        over("kubernetes.io/hostname", selector, perRevision),
                        over("topology.kubernetes.io/zone", selector, perRevision))
                .endSpec()
                .build();
    }

    private static TopologySpreadConstraint over(
            String topology, Map<String, String> selector, List<String> perRevision) {
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey(topology)
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(selector)
                .endLabelSelector()
                .withMatchLabelKeys(perRevision)
                .build();
    }

    /** None where an autoscaler decides: an apply would set its number back. */
    private static @Nullable Integer replicas(Process process) {
        return process.scale().isPresent() ? null : Integer.valueOf(process.instances());
    }

    private static @Nullable Integer minReadySeconds(Process process) {
        return process.port().isPresent() ? null : Integer.valueOf(LASTS);
    }

    /** The longest that a good rollout may stand still: image, a start whose probes each time out, and the old pod's stop before a new one. */
    private static int progressDeadlineSeconds(Process process, Traits traits) {
        long seconds =
                FETCH + 2 * process.startup().toSeconds() + traits.gracePeriod().toSeconds();
        return Math.toIntExact(Math.min(seconds, Integer.MAX_VALUE));
    }
}
