package io.jenkins.plugins.pushtoprod.cluster;

import io.jenkins.plugins.pushtoprod.app.Provenance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Releases of an app {@code web} in a namespace {@code shop}. */
final class Releasing {

    private Releasing() {}

    static Release release(int number, Provenance provenance) {
        return new Release(
                "web-v" + number,
                number,
                "web",
                "production",
                "shop",
                Release.Status.DEPLOYED,
                "registry.example.com/web@sha256:0",
                provenance,
                Instant.parse("2026-01-03T00:00:00Z"),
                List.of(new Release.Applied(
                        new ObjectRef("apps/v1", "Deployment", "shop", "web"), "uid", 3, Release.Change.CHANGED)),
                number > 1 ? Optional.of("web-v" + (number - 1)) : Optional.empty());
    }

    static Release release(int number, Release.Status status) {
        return release(number, Provenance.UNKNOWN).withStatus(status);
    }
}
