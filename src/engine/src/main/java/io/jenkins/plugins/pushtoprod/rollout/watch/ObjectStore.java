package io.jenkins.plugins.pushtoprod.rollout.watch;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Objects of one kind, found by name or by the UID of what they belong to. Safe for use by several threads. */
final class ObjectStore<T extends HasMetadata> {

    private final Map<String, T> byName = new HashMap<>();
    private final Map<String, Map<String, T>> byOwner = new HashMap<>();

    synchronized void put(T object) {
        T before = byName.put(nameOf(object), object);
        if (before != null) {
            unlink(before);
        }
        ownerOf(object).ifPresent(owner -> byOwner.computeIfAbsent(owner, key -> new LinkedHashMap<>())
                .put(nameOf(object), object));
    }

    synchronized void remove(T object) {
        T before = byName.remove(nameOf(object));
        if (before != null) {
            unlink(before);
        }
    }

    /** Takes these for all there are, and returns what changed by it: new, other or gone. */
    synchronized List<T> replaceAll(Collection<T> objects) {
        Map<String, T> old = new HashMap<>(byName);
        byName.clear();
        byOwner.clear();
        List<T> changed = new ArrayList<>();
        for (T object : objects) {
            put(object);
            T before = old.remove(nameOf(object));
            if (before == null || !sameVersion(before, object)) {
                changed.add(object);
            }
        }
        changed.addAll(old.values());
        return changed;
    }

    synchronized Optional<T> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    synchronized List<T> belongingTo(String uid) {
        return List.copyOf(byOwner.getOrDefault(uid, Map.of()).values());
    }

    private void unlink(T object) {
        ownerOf(object)
                .ifPresent(owner -> byOwner.computeIfPresent(owner, (key, owned) -> {
                    owned.remove(nameOf(object));
                    return owned.isEmpty() ? null : owned;
                }));
    }

    private static String nameOf(HasMetadata object) {
        return object.getMetadata().getName();
    }

    private static boolean sameVersion(HasMetadata one, HasMetadata other) {
        return Objects.equals(
                        one.getMetadata().getResourceVersion(),
                        other.getMetadata().getResourceVersion())
                && Objects.equals(
                        one.getMetadata().getUid(), other.getMetadata().getUid());
    }

    /** UID of the controller of an object, or of what an event is about. */
    private static Optional<String> ownerOf(HasMetadata object) {
        if (object instanceof Event event) {
            return event.getInvolvedObject() == null
                    ? Optional.empty()
                    : Optional.ofNullable(event.getInvolvedObject().getUid());
        }
        @Nullable List<OwnerReference> owners = object.getMetadata().getOwnerReferences();
        return owners == null
                ? Optional.empty()
                : owners.stream()
                        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                        .map(OwnerReference::getUid)
                        .findFirst();
    }

    /** By what an {@link Interest} can ask for an object: its UID, what it belongs to, its kind and name. */
    static Set<String> keysOf(HasMetadata object) {
        Set<String> keys = new TreeSet<>();
        keys.add(object.getKind() + "/" + nameOf(object));
        String uid = object.getMetadata().getUid();
        if (uid != null) {
            keys.add(uid);
        }
        ownerOf(object).ifPresent(keys::add);
        return keys;
    }
}
