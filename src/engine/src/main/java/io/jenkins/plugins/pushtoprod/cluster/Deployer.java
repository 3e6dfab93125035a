package io.jenkins.plugins.pushtoprod.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import java.util.List;
import java.util.function.Consumer;

/**
 * Brings the objects of a release into a cluster by server-side apply. Objects of a namespaced kind that name no namespace go to the
 * release's.
 */
public final class Deployer {

    public Deployer(Cluster cluster) {}

    /**
     * Asks the cluster about every object (a server-side dry run) and every permission that is needed, and compares. Changes nothing and
     * needs no lock.
     *
     * @param next from {@link Releases#next}
     * @throws ProblemException of kind CLUSTER if the cluster cannot be asked
     */
    public Preflight preflight(Release next, Manifest manifest, DeployOptions options) {
        throw new UnsupportedOperationException();
    }

    /**
     * Applies objects in their order; those that are as they should be already are left as they are. An interrupt ends it between two
     * objects.
     *
     * @param release that the objects belong to
     * @param listener told of each object right after it was applied
     * @return the same, in that order
     * @throws ProblemException if the cluster refuses one, or the lock was lost; what the listener was told of is applied then
     */
    public List<Release.Applied> apply(
            ReleaseLock lock,
            Release release,
            List<GenericKubernetesResource> objects,
            DeployOptions options,
            Consumer<Release.Applied> listener)
            throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /**
     * Deletes what earlier releases of the app applied and {@code manifest} no longer has. Never deletes what is not the app's own, what
     * has the annotation {@code push-to-prod.jenkins.io/prune: never}, claims, namespaces or custom resource definitions.
     *
     * @param manifest of {@code release}
     * @return what was deleted
     */
    public List<Release.Applied> prune(
            ReleaseLock lock, Release release, Manifest manifest, Consumer<Release.Applied> listener)
            throws InterruptedException {
        throw new UnsupportedOperationException();
    }
}
