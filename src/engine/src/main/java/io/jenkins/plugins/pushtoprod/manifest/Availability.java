package io.jenkins.plugins.pushtoprod.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Process;
import java.util.ArrayList;
import java.util.List;

/** How many pods of a process there are: as load asks for, and not fewer than one less while nodes are drained. */
final class Availability {

    private final App app;
    private final Names names;

    Availability(App app, Names names) {
        this.app = app;
        this.names = names;
    }

    /** None for a DaemonSet: the nodes decide how many pods it has. */
    List<HasMetadata> of(String name, Process process) {
        List<HasMetadata> objects = new ArrayList<>();
        if (process.kind() == Process.Kind.DAEMON_SET) {
            return objects;
        }
        process.scale().ifPresent(scale -> objects.add(autoscaler(name, process, scale)));
        int least = process.scale().map(Process.Scale::min).orElse(process.instances());
        if (least > 1) {
            objects.add(disruptionBudget(name, process));
        }
        return objects;
    }

    private HasMetadata autoscaler(String name, Process process, Process.Scale scale) {
        String workload = names.workload(name, process.kind());
        return new HorizontalPodAutoscalerBuilder()
                .withNewMetadata()
                .withName(workload)
                .addToLabels(Labels.COMPONENT, name)
                .endMetadata()
                .withNewSpec()
                .withNewScaleTargetRef()
                .withApiVersion("apps/v1")
                .withKind(process.kind() == Process.Kind.STATEFUL_SET ? "StatefulSet" : "Deployment")
                .withName(workload)
                .endScaleTargetRef()
                .withMinReplicas(scale.min())
                .withMaxReplicas(scale.max())
                .addNewMetric()
                .withType("Resource")
                .withNewResource()
                .withName("cpu")
                .withNewTarget()
                .withType("Utilization")
                .withAverageUtilization(scale.cpu())
                .endTarget()
                .endResource()
                .endMetric()
                .endSpec()
                .build();
    }

    private HasMetadata disruptionBudget(String name, Process process) {
        return new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName(names.workload(name, process.kind()))
                .addToLabels(Labels.COMPONENT, name)
                .endMetadata()
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                // Else pods that do not work keep a node from being drained.
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .withNewSelector()
                .withMatchLabels(Labels.selector(app.name(), name))
                .endSelector()
                .endSpec()
                .build();
    }
}
