package io.jenkins.plugins.pushtoprod.rollout.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

/** What is watched in one namespace (or of the cluster's own objects): a {@link Reflector} per kind that somebody asked for. */
public final class WatchedObjects implements AutoCloseable {

    private final ApiReader api;
    private final String namespace;
    private final ScheduledExecutorService timer;
    private final Map<WatchedKind<?>, Reflector<?>> reflectors = new HashMap<>();
    private final Set<Interest> interests = ConcurrentHashMap.newKeySet();

    /** @param timer for retries; nothing blocks in it */
    public WatchedObjects(ApiReader api, String namespace, ScheduledExecutorService timer) {
        this.api = api;
        this.namespace = namespace;
        this.timer = timer;
    }

    public void add(Interest interest) {
        interests.add(interest);
    }

    public void remove(Interest interest) {
        interests.remove(interest);
    }

    /** Whether nobody is interested any more. */
    public boolean idle() {
        return interests.isEmpty();
    }

    /** Starts watching a kind, unless it is watched already. */
    @SuppressWarnings("unchecked") // the map holds a Reflector<T> for a WatchedKind<T>
    public synchronized <T extends HasMetadata> Reflector<T> of(WatchedKind<T> kind) {
        return (Reflector<T>) reflectors.computeIfAbsent(kind, key -> {
            Reflector<T> reflector = new Reflector<>(
                    api,
                    kind,
                    namespace,
                    timer,
                    object -> changed(ObjectStore.keysOf(object)),
                    () -> interests.forEach(Interest::healthChanged));
            reflector.start();
            return reflector;
        });
    }

    private void changed(Set<String> keys) {
        interests.forEach(interest -> interest.changed(keys));
    }

    @Override
    public synchronized void close() {
        reflectors.values().forEach(Reflector::close);
        reflectors.clear();
    }
}
