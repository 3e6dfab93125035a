package io.jenkins.plugins.pushtoprod.rollout;

import java.util.concurrent.CompletableFuture;

/** A rollout that is being watched. It holds no thread: what happens in the cluster drives it. */
public interface Rollout {

    /**
     * Completes with the verdict; exceptionally with a {@link io.jenkins.plugins.pushtoprod.app.ProblemException} when nothing
     * can be judged, because the cluster does not let us look; cancelled after {@link #cancel()}.
     */
    CompletableFuture<Verdict> verdict();

    /** Stops watching. Changes nothing in the cluster. */
    void cancel();
}
