package io.jenkins.plugins.pushtoprod.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Process;
import io.jenkins.plugins.pushtoprod.app.Storage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** An app's volumes: a claim each, which all pods that mount it share; but a StatefulSet has a claim for each of its pods. */
final class Claims {

    private final App app;
    private final Names names;

    Claims(App app, Names names) {
        this.app = app;
        this.names = names;
    }

    List<HasMetadata> objects() {
        SortedSet<String> shared = new TreeSet<>(app.storage().keySet());
        shared.removeIf(this::onlyInStatefulSets);
        List<HasMetadata> claims = new ArrayList<>();
        shared.forEach(storage -> claims.add(claim(names.claim(storage), storage)));
        return claims;
    }

    /** The volumes of a pod; a StatefulSet's come from {@link #templates} instead. */
    List<Volume> volumes(Collection<String> storage) {
        List<Volume> volumes = new ArrayList<>();
        new TreeSet<>(storage)
                .forEach(name -> volumes.add(new VolumeBuilder()
                        .withName(name)
                        .withNewPersistentVolumeClaim()
                        .withClaimName(names.claim(name))
                        .endPersistentVolumeClaim()
                        .build()));
        return volumes;
    }

    List<VolumeMount> mounts(Collection<String> storage) {
        List<VolumeMount> mounts = new ArrayList<>();
        new TreeSet<>(storage)
                .forEach(name -> mounts.add(new VolumeMountBuilder()
                        .withName(name)
                        .withMountPath(storage(name).path())
                        .build()));
        return mounts;
    }

    /** The claims that a StatefulSet makes for each of its pods. They can never be changed, so nothing that changes is on them. */
    List<PersistentVolumeClaim> templates(Collection<String> storage) {
        List<PersistentVolumeClaim> templates = new ArrayList<>();
        new TreeSet<>(storage).forEach(name -> templates.add(claim(name, name)));
        return templates;
    }

    /** Whether one node at a time holds one of these volumes. */
    boolean heldByOneNode(Collection<String> storage) {
        return storage.stream().anyMatch(name -> !storage(name).shared());
    }

    /** The volumes that a command beside the processes can mount: those of the process that takes traffic, unless each of its pods has its own. */
    List<String> ofTasks() {
        return main().filter(process -> process.kind() != Process.Kind.STATEFUL_SET)
                .map(Process::storage)
                .orElse(List.of());
    }

    /** The process that takes traffic, or else the first one by name. */
    Optional<Process> main() {
        Map<String, Process> processes = new TreeMap<>(app.processes());
        return Optional.ofNullable(processes.get(Names.WEB))
                .or(() -> processes.values().stream()
                        .filter(process -> process.port().isPresent())
                        .findFirst())
                .or(() -> processes.values().stream().findFirst());
    }

    private boolean onlyInStatefulSets(String name) {
        List<Process> mounting = app.processes().values().stream()
                .filter(process -> process.storage().contains(name))
                .toList();
        return !mounting.isEmpty()
                && mounting.stream().allMatch(process -> process.kind() == Process.Kind.STATEFUL_SET);
    }

    private PersistentVolumeClaim claim(String name, String storageName) {
        Storage storage = storage(storageName);
        ObjectMeta metadata = new ObjectMetaBuilder().withName(name).build();
        return new PersistentVolumeClaimBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withAccessModes(storage.shared() ? "ReadWriteMany" : "ReadWriteOnce")
                .withStorageClassName(storage.storageClass().orElse(null))
                .withNewResources()
                .addToRequests("storage", new Quantity(storage.size()))
                .endResources()
                .endSpec()
                .build();
    }

    private Storage storage(String name) {
        Storage storage = app.storage().get(name);
        if (storage == null) {
            throw new IllegalArgumentException("no storage is called " + name);
        }
        return storage;
    }
}
