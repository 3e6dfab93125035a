package io.jenkins.plugins.pushtoprod.ship;

import io.jenkins.plugins.pushtoprod.cluster.ReleaseLock;
import io.jenkins.plugins.pushtoprod.cluster.Releases;

/** Takes the lock of an app, and says who is waited for. */
final class Locking {

    private final Stages stages;

    Locking(Stages stages) {
        this.stages = stages;
    }

    ReleaseLock lock(Releases releases, LockRequest request) throws InterruptedException {
        return releases.lock(
                request.identity(),
                request.atMost(),
                holder -> stages.tell(new ShipEvent.Note("waiting for " + holder.identity()
                        + ", who has been releasing this app since " + holder.since())));
    }
}
