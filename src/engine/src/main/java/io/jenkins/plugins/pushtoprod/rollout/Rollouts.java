package io.jenkins.plugins.pushtoprod.rollout;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.cluster.ObjectRef;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.rollout.watch.ApiReader;
import io.jenkins.plugins.pushtoprod.rollout.watch.Interest;
import io.jenkins.plugins.pushtoprod.rollout.watch.WatchedKind;
import io.jenkins.plugins.pushtoprod.rollout.watch.WatchedObjects;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;

/**
 * Watches and judges the rollouts of one cluster. All of them share one set of watches per namespace and one thread, so that thousands
 * can be under way in one process.
 */
public final class Rollouts implements AutoCloseable {

    private static final String CLUSTER = "";

    private final ApiReader api;
    private final ScheduledExecutorService thread;
    private final InstantSource clock;
    private final FailureCatalogue catalogue;
    private final Map<String, WatchedObjects> watched = new HashMap<>();
    private final Set<Rollout> underWay = ConcurrentHashMap.newKeySet();

    /** @param client stays its owner's to close, after this */
    public Rollouts(KubernetesClient client) {
        this.api = new ApiReader(client);
        this.thread = thread();
        this.clock = monotonic();
        this.catalogue = new FailureCatalogueReader().read();
    }

    /**
     * Watches until the verdict, in the caller's thread, which also calls the listener.
     *
     * @throws InterruptedException when the caller was interrupted; watching has ended then
     * @throws ProblemException of kind CLUSTER when the cluster does not let us look
     */
    public Verdict verify(Release release, VerifyOptions options, Consumer<RolloutEvent> listener)
            throws InterruptedException {
        return await(queue -> watch(release, options, queue), listener);
    }

    /**
     * The same for some objects of a namespace, such as the Job of the release phase alone. Kinds without a rollout (a
     * Service, a ConfigMap) are left out; of nothing that rolls out, the verdict is healthy at once.
     */
    public Verdict verify(
            String namespace, List<Release.Applied> objects, VerifyOptions options, Consumer<RolloutEvent> listener)
            throws InterruptedException {
        return await(queue -> watch(namespace, objects, options, queue), listener);
    }

    /**
     * Starts watching and returns at once.
     *
     * @param listener called in this object's own thread, which all rollouts share; must not block
     */
    public Rollout watch(Release release, VerifyOptions options, Consumer<RolloutEvent> listener) {
        return watch(release.namespace(), release.objects(), Optional.of(release.id()), options, listener);
    }

    /** The same for some objects of a namespace. */
    public Rollout watch(
            String namespace, List<Release.Applied> objects, VerifyOptions options, Consumer<RolloutEvent> listener) {
        return watch(namespace, objects, Optional.empty(), options, listener);
    }

    private Rollout watch(
            String namespace,
            List<Release.Applied> objects,
            Optional<String> release,
            VerifyOptions options,
            Consumer<RolloutEvent> listener) {
        List<Release.Applied> workloads = objects.stream()
                .filter(Rollouts::rollsOut)
                .map(applied -> in(namespace, applied))
                .toList();
        if (workloads.isEmpty()) {
            return nothing(listener);
        }
        WatchedRollout rollout;
        synchronized (watched) {
            Set<WatchedObjects> uses = new LinkedHashSet<>();
            List<SnapshotTaker> takers = new ArrayList<>();
            for (Release.Applied applied : workloads) {
                WatchedObjects namespaced = watched(applied.object().namespace());
                WatchedObjects cluster = watched(CLUSTER);
                uses.addAll(List.of(namespaced, cluster));
                takers.add(new SnapshotTaker(
                        applied,
                        release,
                        WatchedKind.workload(applied.object().kind()).orElseThrow(),
                        namespaced,
                        cluster));
            }
            rollout = new WatchedRollout(takers, options, catalogue, api, thread, clock, listener);
            Interest interest = rollout.interest();
            uses.forEach(use -> use.add(interest));
            underWay.add(rollout);
            var unused = rollout.verdict().whenComplete((verdict, failure) -> forget(rollout, uses));
        }
        rollout.wake();
        return rollout;
    }

    private WatchedObjects watched(String namespace) {
        return watched.computeIfAbsent(namespace, name -> new WatchedObjects(api, name, thread));
    }

    private void forget(WatchedRollout rollout, Set<WatchedObjects> uses) {
        underWay.remove(rollout);
        synchronized (watched) {
            uses.forEach(objects -> {
                objects.remove(rollout.interest());
                if (objects.idle()) {
                    watched.values().remove(objects);
                    objects.close();
                }
            });
        }
    }

    private static Rollout nothing(Consumer<RolloutEvent> listener) {
        Verdict verdict = new Verdict(Verdict.Outcome.HEALTHY, List.of(), Duration.ZERO);
        listener.accept(new RolloutEvent.Ended(verdict));
        return new Rollout() {
            @Override
            public CompletableFuture<Verdict> verdict() {
                return CompletableFuture.completedFuture(verdict);
            }

            @Override
            public void cancel() {}
        };
    }

    private static boolean rollsOut(Release.Applied applied) {
        String api = applied.object().apiVersion();
        return applied.change() != Release.Change.PRUNED
                && (api.startsWith("apps/") || api.startsWith("batch/"))
                && WatchedKind.workload(applied.object().kind()).isPresent();
    }

    private static Release.Applied in(String namespace, Release.Applied applied) {
        ObjectRef object = applied.object();
        return object.namespace().isEmpty()
                ? new Release.Applied(
                        new ObjectRef(object.apiVersion(), object.kind(), namespace, object.name()),
                        applied.uid(),
                        applied.generation(),
                        applied.change())
                : applied;
    }

    private interface Start {
        Rollout watch(Consumer<RolloutEvent> queue);
    }

    private static Verdict await(Start start, Consumer<RolloutEvent> listener) throws InterruptedException {
        LinkedBlockingQueue<Optional<RolloutEvent>> queue = new LinkedBlockingQueue<>();
        Rollout rollout = start.watch(event -> queue.add(Optional.of(event)));
        var unused = rollout.verdict().whenComplete((verdict, failure) -> queue.add(Optional.empty()));
        try {
            for (Optional<RolloutEvent> event = queue.take(); event.isPresent(); event = queue.take()) {
                listener.accept(event.get());
            }
            return rollout.verdict().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new IllegalStateException("a rollout cannot be judged", e.getCause());
        } catch (CancellationException e) {
            throw new InterruptedException("watching was ended");
        } finally {
            rollout.cancel();
        }
    }

    /** Cancels what is under way and closes the watches. */
    @Override
    public void close() {
        underWay.forEach(Rollout::cancel);
        synchronized (watched) {
            watched.values().forEach(WatchedObjects::close);
            watched.clear();
        }
        thread.shutdownNow();
    }

    private static ScheduledExecutorService thread() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = Executors.defaultThreadFactory().newThread(task);
            thread.setName("rollouts");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /** Our one clock: an NTP correction must not end a rollout. */
    private static InstantSource monotonic() {
        Instant epoch = Instant.now();
        long origin = System.nanoTime();
        return () -> epoch.plusNanos(System.nanoTime() - origin);
    }
}
