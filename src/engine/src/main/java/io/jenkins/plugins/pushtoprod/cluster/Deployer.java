package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Brings the objects of a release into a cluster by server-side apply. Objects of a namespaced kind that name no namespace go to the
 * release's.
 */
public final class Deployer {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration ASK_EVERY = Duration.ofMillis(200);

    private final Cluster cluster;
    private final Api api;
    private final Refusals refusals;

    public Deployer(Cluster cluster) {
        this.cluster = cluster;
        this.api = cluster.api();
        this.refusals = new Refusals(cluster.user());
    }

    /**
     * Asks the cluster about every object (a server-side dry run) and every permission that is needed, and compares. Changes nothing and
     * needs no lock.
     *
     * @param next from {@link Releases#next}
     * @throws ProblemException of kind CLUSTER if the cluster cannot be asked
     */
    public Preflight preflight(Release next, Manifest manifest, DeployOptions options) throws InterruptedException {
        try {
            return new PreflightCheck(cluster, next, manifest, options).run();
        } catch (ApiException e) {
            throw refusals.exception(e, new ObjectRef("", "Release", next.namespace(), next.id()));
        }
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
        Targets targets = new Targets(cluster.kinds(), release.namespace());
        Ownership ownership = Ownership.of(release);
        Api writing = api.under(lock);
        List<Release.Applied> all = new ArrayList<>();
        for (GenericKubernetesResource object : objects) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            lock.check();
            Release.Applied applied;
            try {
                ResourceKind kind = targets.kind(object, List.of())
                        .orElseThrow(() -> new ProblemException(new UnknownKind(cluster.kinds()).problem(object)));
                applied = apply(writing, targets.target(object, kind), ownership, options);
            } catch (ApiException e) {
                throw late(refusals.exception(e, Targets.ref(object)));
            } catch (ProblemException e) {
                throw late(e);
            }
            all.add(applied);
            listener.accept(applied);
        }
        return all;
    }

    private Release.Applied apply(Api writing, Target target, Ownership ownership, DeployOptions options)
            throws InterruptedException {
        Optional<ObjectNode> live = presentOrGone(target);
        if (!options.takeOwnership()) {
            live.flatMap(ownership::otherOwner).ifPresent(owner -> {
                throw new ProblemException(Refusals.ownedBy(owner, target.ref()));
            });
        }
        ObjectNode result =
                writing.apply(target.path(), ownership.mark(target.body(), live), false, options.takeOwnership());
        if (target.kind().kind().equals(Targets.DEFINITION)) {
            awaitServed(target);
        }
        return new Release.Applied(
                target.ref(),
                result.at("/metadata/uid").asText(),
                result.at("/metadata/generation").asLong(),
                live.map(l -> Comparison.same(l, result) ? Release.Change.UNCHANGED : Release.Change.CHANGED)
                        .orElse(Release.Change.CREATED));
    }

    /** The object as it is; what is being deleted is waited for, because it would take what is applied to it along. */
    private Optional<ObjectNode> presentOrGone(Target target) throws InterruptedException {
        Optional<ObjectNode> live = api.find(target.path());
        if (live.filter(Deployer::isBeingDeleted).isEmpty()) {
            return live;
        }
        boolean gone = await(
                () -> api.find(target.path()).filter(Deployer::isBeingDeleted).isEmpty());
        if (!gone) {
            JsonNode metadata = live.get().path("metadata");
            throw new ProblemException(Problem.of(
                    Problem.Kind.CLUSTER,
                    target.ref() + " is being deleted since "
                            + metadata.path("deletionTimestamp").asText() + " and is not gone.",
                    Refusals.where(target.ref()),
                    "See what keeps it"
                            + (metadata.path("finalizers").isEmpty()
                                    ? ""
                                    : ": finalizers " + metadata.path("finalizers"))
                            + "; release again when it is gone."));
        }
        return api.find(target.path());
    }

    private static boolean isBeingDeleted(ObjectNode object) {
        return object.path("metadata").hasNonNull("deletionTimestamp");
    }

    /** Custom resources of the same release come next. */
    private void awaitServed(Target definition) throws InterruptedException {
        JsonNode spec = definition.body().path("spec");
        String kind = spec.at("/names/kind").asText();
        boolean served = await(() -> {
            cluster.kinds().forget();
            for (JsonNode version : spec.path("versions")) {
                String apiVersion =
                        spec.path("group").asText() + '/' + version.path("name").asText();
                if (version.path("served").asBoolean()
                        && cluster.kinds().find(apiVersion, kind).isEmpty()) {
                    return false;
                }
            }
            return true;
        });
        if (!served) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.CLUSTER,
                    "The cluster does not serve " + kind + " " + LONGEST_WAIT.toSeconds()
                            + " s after its definition was applied.",
                    Refusals.where(definition.ref()),
                    "See its conditions: kubectl get crd " + definition.ref().name()
                            + " -o yaml; then release again."));
        }
    }

    private static boolean await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(ASK_EVERY.toNanos());
        }
        return true;
    }

    /**
     * Deletes what earlier releases of the app applied and {@code manifest} no longer has. Never deletes what is not the app's own or was
     * there before the app, what has the annotation {@code push-to-prod.jenkins.io/prune: never}, claims and volumes, namespaces or
     * custom resource definitions.
     *
     * @param manifest of {@code release}
     * @return what was deleted
     */
    public List<Release.Applied> prune(
            ReleaseLock lock, Release release, Manifest manifest, Consumer<Release.Applied> listener)
            throws InterruptedException {
        Releases releases = new Releases(cluster, release.namespace(), release.app());
        Pruning pruning = new Pruning(api, cluster.kinds(), releases, Ownership.of(release));
        Api writing = api.under(lock);
        List<Release.Applied> all = new ArrayList<>();
        ObjectRef current = new ObjectRef("", "Release", release.namespace(), release.id());
        try {
            for (Pruning.Victim victim : pruning.victims(new Targets(cluster.kinds(), release.namespace()), manifest)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                lock.check();
                current = victim.ref();
                writing.delete(victim.path(), victim.uid());
                Release.Applied pruned =
                        new Release.Applied(victim.ref(), victim.uid(), victim.generation(), Release.Change.PRUNED);
                all.add(pruned);
                listener.accept(pruned);
            }
        } catch (ApiException e) {
            throw late(refusals.exception(e, current));
        }
        return all;
    }

    /**
     * Ends a Job of a release phase and its pods: it must not go on for a release that was undone.
     *
     * @param uid nothing happens if the Job of that name is another one by now
     */
    public void deleteJob(ReleaseLock lock, ObjectRef job, String uid) {
        lock.check();
        try {
            api.under(lock)
                    .delete(new ResourceKind("batch/v1", "Job", "jobs", true).path(job.namespace(), job.name()), uid);
        } catch (ApiException e) {
            throw late(refusals.exception(e, job));
        }
    }

    /** A refusal after the preflight: something may be applied already. */
    private static ProblemException late(ProblemException early) {
        return new ProblemException(
                early.problems().stream()
                        .map(problem -> problem.kind() == Problem.Kind.PREFLIGHT
                                ? new Problem(Problem.Kind.CLUSTER, problem.what(), problem.where(), problem.advice())
                                : problem)
                        .toList(),
                early);
    }
}
