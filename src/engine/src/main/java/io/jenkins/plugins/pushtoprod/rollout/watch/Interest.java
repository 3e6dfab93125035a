package io.jenkins.plugins.pushtoprod.rollout.watch;

import java.util.Collection;
import java.util.Set;

/** What somebody wants to hear of: called when an object with one of these keys changed, or when the health of a watch did. */
public final class Interest {

    private final Runnable wake;
    private volatile Set<String> keys = Set.of();

    /** @param wake called in any thread; has to return at once */
    public Interest(Runnable wake) {
        this.wake = wake;
    }

    /**
     * Whoever sets it has to look once more if that is new: what changed in between was not told.
     *
     * @param value UIDs of objects or of what they belong to, or {@code Kind/name}
     * @return whether there are keys that were not there before
     */
    public boolean in(Collection<String> value) {
        Set<String> before = keys;
        keys = Set.copyOf(value);
        return !before.containsAll(value);
    }

    void changed(Set<String> keysOfObject) {
        Set<String> wanted = keys;
        if (keysOfObject.stream().anyMatch(wanted::contains)) {
            wake.run();
        }
    }

    void healthChanged() {
        wake.run();
    }
}
