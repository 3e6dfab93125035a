package io.jenkins.plugins.pushtoprod.rollout;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import java.util.List;
import java.util.function.Consumer;

/**
 * Watches and judges the rollouts of one cluster. All of them share one set of watches per namespace and a few threads, so
 * that thousands can be under way in one process.
 */
public final class Rollouts implements AutoCloseable {

    /** @param client stays its owner's to close, after this */
    public Rollouts(KubernetesClient client) {}

    /**
     * Watches until the verdict, in the caller's thread, which also calls the listener.
     *
     * @throws InterruptedException when the caller was interrupted; watching has ended then
     * @throws io.jenkins.plugins.pushtoprod.app.ProblemException when the cluster does not let us look
     */
    public Verdict verify(Release release, VerifyOptions options, Consumer<RolloutEvent> listener)
            throws InterruptedException {
        return verify(release.namespace(), release.objects(), options, listener);
    }

    /**
     * The same for some objects of a namespace, such as the Job of the release phase alone. Kinds without a rollout (a
     * Service, a ConfigMap) are left out; of nothing that rolls out, the verdict is healthy at once.
     */
    public Verdict verify(
            String namespace, List<Release.Applied> objects, VerifyOptions options, Consumer<RolloutEvent> listener)
            throws InterruptedException {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * Starts watching and returns at once.
     *
     * @param listener called in one of this object's own threads, one call at a time per rollout; must not block
     */
    public Rollout watch(
            String namespace, List<Release.Applied> objects, VerifyOptions options, Consumer<RolloutEvent> listener) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Cancels what is under way and closes the watches. */
    @Override
    public void close() {}
}
