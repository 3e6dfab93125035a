package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what earlier releases left behind: in their inventory, not in the new release, and still the app's own. */
final class Pruning {

    private final Api api;
    private final Kinds kinds;
    private final Releases releases;
    private final Ownership ownership;

    Pruning(Api api, Kinds kinds, Releases releases, Ownership ownership) {
        this.api = api;
        this.kinds = kinds;
        this.releases = releases;
        this.ownership = ownership;
    }

    /** An object that is to be deleted, as it was found. */
    record Victim(ObjectRef ref, ResourceKind kind, String uid, long generation) {

        String path() {
            return kind.path(ref.namespace(), ref.name());
        }
    }

    /** The same object may be served in several versions. */
    private record Identity(String group, String kind, String namespace, String name) {

        static Identity of(ObjectRef ref) {
            int slash = ref.apiVersion().indexOf('/');
            String group = slash < 0 ? "" : ref.apiVersion().substring(0, slash);
            return new Identity(group, ref.kind(), ref.namespace(), ref.name());
        }
    }

    /** In the order to delete them: what was applied last goes first. */
    List<Victim> victims(Targets targets, Manifest manifest) {
        Manifest resolved = targets.resolve(manifest);
        Set<Identity> kept = Stream.concat(resolved.before().stream(), resolved.after().stream())
                .map(object -> Identity.of(Targets.ref(object)))
                .collect(Collectors.toSet());
        List<Victim> victims = new ArrayList<>();
        for (ObjectRef ref : releases.inventory()) {
            if (kept.add(Identity.of(ref))) {
                victim(ref).ifPresent(victims::add);
            }
        }
        Collections.reverse(victims);
        return victims;
    }

    private Optional<Victim> victim(ObjectRef ref) {
        Optional<ResourceKind> kind = kinds.find(ref.apiVersion(), ref.kind());
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        return live(kind.get(), ref)
                .filter(ownership::mayPrune)
                .map(live -> new Victim(
                        ref,
                        kind.get(),
                        live.at("/metadata/uid").asText(),
                        live.at("/metadata/generation").asLong()));
    }

    private Optional<ObjectNode> live(ResourceKind kind, ObjectRef ref) {
        return api.find(kind.path(ref.namespace(), ref.name()))
                .filter(live -> !live.path("metadata").hasNonNull("deletionTimestamp"));
    }
}
