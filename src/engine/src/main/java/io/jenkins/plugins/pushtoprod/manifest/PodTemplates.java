package io.jenkins.plugins.pushtoprod.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Command;
import io.jenkins.plugins.pushtoprod.app.Process;
import io.jenkins.plugins.pushtoprod.app.Resources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The pods of processes and of tasks. */
final class PodTemplates {

    /** The port that takes requests. */
    static final String HTTP = "http";

    /** The port that has metrics, where it is not the one that takes requests. */
    static final String METRICS = "metrics";

    private static final String TMP = "tmp";

    private final App app;
    private final String image;
    private final String account;
    private final Configuration configuration;
    private final Claims claims;
    private final PodSecurity security;

    PodTemplates(ManifestRequest request, Names names, Configuration configuration, Claims claims) {
        this.app = request.app();
        this.image = request.image();
        this.account = names.shared();
        this.configuration = configuration;
        this.claims = claims;
        this.security = new PodSecurity(app.security());
    }

    PodTemplateSpec ofProcess(String name, Process process) {
        Traits traits = Traits.of(process, claims.heldByOneNode(process.storage()));
        ContainerBuilder container = container(name, process.command(), process.resources(), process.storage())
                .withPorts(ports(process));
        process.port().ifPresent(port -> container.addToEnv(variable("PORT", Integer.toString(port))));
        container.addAllToEnv(configuration.secrets().stream()
                .filter(secret -> process.port().isEmpty() || !secret.getName().equals("PORT"))
                .toList());
        if (process.port().isPresent()) {
            Probes probes = new Probes(process);
            container
                    .withStartupProbe(probes.startup())
                    .withReadinessProbe(probes.readiness())
                    .withLivenessProbe(probes.liveness());
        }
        if (traits.drains()) {
            container
                    .withNewLifecycle()
                    .withNewPreStop()
                    .withNewSleep(Traits.DRAIN.toSeconds())
                    .endPreStop()
                    .endLifecycle();
        }
        boolean ownClaims = process.kind() == Process.Kind.STATEFUL_SET;
        return template(
                name,
                pod(
                                container.build(),
                                ownClaims ? List.of() : process.storage(),
                                !process.storage().isEmpty())
                        .withTerminationGracePeriodSeconds(traits.gracePeriod().toSeconds()));
    }

    /** The pod of a command that runs to its end. */
    PodTemplateSpec ofTask(String component, String container, Command command, Optional<Resources> resources) {
        List<String> storage = claims.ofTasks();
        Container built = container(container, Optional.of(command), resources, storage)
                .withEnv(configuration.secrets())
                .build();
        return template(component, pod(built, storage, !storage.isEmpty()).withRestartPolicy("Never"));
    }

    private PodTemplateSpec template(String component, PodSpecBuilder spec) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Labels.selector(app.name(), component))
                .endMetadata()
                .withSpec(spec.build())
                .build();
    }

    private PodSpecBuilder pod(Container container, Collection<String> storage, boolean ownsFiles) {
        List<Volume> volumes = new ArrayList<>(claims.volumes(storage));
        if (app.security().readOnlyRoot()) {
            volumes.add(new VolumeBuilder()
                    .withName(volumeName(TMP))
                    .withEmptyDir(new EmptyDirVolumeSource())
                    .build());
        }
        return new PodSpecBuilder()
                .withServiceAccountName(account)
                .withAutomountServiceAccountToken(app.security().serviceAccountToken())
                .withEnableServiceLinks(false)
                .withSecurityContext(security.ofPod(ownsFiles))
                .withContainers(container)
                .withVolumes(volumes);
    }

    private ContainerBuilder container(
            String name, Optional<Command> command, Resources resources, Collection<String> storage) {
        return container(name, command, Optional.of(resources), storage);
    }

    private ContainerBuilder container(
            String name, Optional<Command> command, Optional<Resources> resources, Collection<String> storage) {
        List<VolumeMount> mounts = new ArrayList<>(claims.mounts(storage));
        if (app.security().readOnlyRoot()) {
            mounts.add(new VolumeMountBuilder()
                    .withName(volumeName(TMP))
                    .withMountPath("/tmp")
                    .build());
        }
        return new ContainerBuilder()
                .withName(name)
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                .withCommand(command.map(PodTemplates::words).orElse(List.of()))
                .withEnvFrom(configuration.envFrom())
                .withResources(resources.map(PodTemplates::requirements).orElse(null))
                .withSecurityContext(security.ofContainer())
                .withVolumeMounts(mounts);
    }

    /** A volume's name that no storage of the app has. */
    private String volumeName(String wanted) {
        return app.storage().containsKey(wanted) ? volumeName(wanted + "-" + wanted) : wanted;
    }

    private List<ContainerPort> ports(Process process) {
        List<ContainerPort> ports = new ArrayList<>();
        process.port().ifPresent(port -> ports.add(port(HTTP, port)));
        if (app.monitoring().path().isPresent()) {
            app.monitoring().port().stream()
                    .filter(metrics -> process.port().stream().noneMatch(port -> port == metrics))
                    .forEach(metrics -> ports.add(port(METRICS, metrics)));
        }
        return ports;
    }

    private static ContainerPort port(String name, int port) {
        return new ContainerPortBuilder()
                .withName(name)
                .withContainerPort(port)
                .withProtocol("TCP")
                .build();
    }

    private static List<String> words(Command command) {
        if (!command.shell()) {
            return command.words();
        }
        String line = ShellLine.signalled(String.join(" ", command.words()));
        return List.of("/bin/sh", "-c", ShellLine.unexpanded(line));
    }

    private static ResourceRequirements requirements(Resources resources) {
        Map<String, Quantity> requests = new TreeMap<>();
        requests.put("cpu", new Quantity(resources.cpu()));
        requests.put("memory", new Quantity(resources.memory()));
        Map<String, Quantity> limits = new TreeMap<>();
        resources.cpuLimit().ifPresent(limit -> limits.put("cpu", new Quantity(limit)));
        resources.memoryLimit().ifPresent(limit -> limits.put("memory", new Quantity(limit)));
        return new ResourceRequirementsBuilder()
                .withRequests(requests)
                .withLimits(limits)
                .build();
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }
}
