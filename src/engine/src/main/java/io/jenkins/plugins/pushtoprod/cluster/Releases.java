package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The history of an app's releases, kept in its namespace: one Secret a release, named {@code push-to-prod.ID}. */
public final class Releases {

    private static final int KEPT = 10;
    private static final String SECRETS = "secrets";

    private final Api api;
    private final Kinds kinds;
    private final String namespace;
    private final String app;
    private final ReleaseSecret secrets = new ReleaseSecret();
    private final Refusals refusals;

    public Releases(Cluster cluster, String namespace, String app) {
        this.api = cluster.api();
        this.kinds = cluster.kinds();
        this.namespace = namespace;
        this.app = app;
        this.refusals = new Refusals(cluster.user());
    }

    /**
     * Waits for the app's lock.
     *
     * @param identity names who asks, to others who wait; such as a build's URL, or user and host
     * @param wait how long to wait at most while another holds it
     * @param waiting told who holds it, once for every holder met
     * @throws ProblemException of kind CONFLICT if another still holds it after {@code wait}; of kind PREFLIGHT if the namespace is not
     *     there or leases may not be written in it
     */
    public ReleaseLock lock(String identity, Duration wait, Consumer<ReleaseLock.Holder> waiting)
            throws InterruptedException {
        LeaseObject lease = new LeaseObject(namespace, app);
        try {
            return ReleaseLock.acquire(api, lease, identity, wait, waiting);
        } catch (ApiException e) {
            throw refusals.exception(e, lease.ref());
        }
    }

    /** All that are kept, newest first. */
    public List<Release> history() {
        List<Release> history = new ArrayList<>();
        for (JsonNode secret : stored()) {
            history.add(secrets.release(secret));
        }
        history.sort(Comparator.comparingInt(Release::number).reversed());
        return history;
    }

    /** The release of that ID. */
    public Optional<Release> find(String id) {
        return asked(() -> api.find(path(id))).map(secrets::release);
    }

    /** What is in the cluster now: the newest that was not rolled back, whatever became of it. */
    public Optional<Release> current() {
        return current(history());
    }

    /** The same, of a history that was read already. */
    public static Optional<Release> current(List<Release> history) {
        return history.stream()
                .filter(release -> release.status() != Release.Status.ROLLED_BACK)
                .findFirst();
    }

    /** The newest that was verified: what to roll back to. */
    public Optional<Release> lastVerified() {
        return lastVerified(history());
    }

    static Optional<Release> lastVerified(List<Release> history) {
        return history.stream()
                .filter(release -> release.status() == Release.Status.VERIFIED)
                .findFirst();
    }

    /**
     * The objects of a release as they were applied, values of Secrets included.
     *
     * @throws ProblemException of kind CONFLICT if the release is not kept any more
     */
    public Manifest manifest(Release release) {
        return asked(() -> api.find(path(release.id())))
                .map(secrets::manifest)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        Problem.Kind.CONFLICT,
                        "The release " + release.id() + " is not in the history any more.",
                        "Secret/" + ReleaseSecret.name(release.id()) + " in namespace " + namespace,
                        "The last " + KEPT
                                + " releases and the last verified one are kept; deploy its commit again.")));
    }

    /** What the next release is going to be: number, ID and predecessor are set; status APPLYING, no objects. Stores nothing. */
    public Release next(String environment, String image, Provenance provenance, Instant time) {
        List<Release> history = history();
        int number = history.isEmpty() ? 1 : history.get(0).number() + 1;
        return new Release(
                ReleaseId.of(app, number),
                number,
                app,
                environment,
                namespace,
                Release.Status.APPLYING,
                image,
                provenance,
                time,
                List.of(),
                current(history).map(Release::id));
    }

    /**
     * Stores a release and its objects before any of them is applied, so that whatever happens next, the following release knows what may
     * be there. Earlier releases that were waiting for a verdict become SUPERSEDED. The oldest are forgotten: the last ten and the last
     * verified one are kept.
     *
     * @param next from {@link #next}
     * @throws ProblemException of kind PREFLIGHT if the objects are too large to be kept (a Secret holds 1 MiB, compressed)
     */
    public Release begin(ReleaseLock lock, Release next, Manifest manifest) {
        List<Release> history = history();
        Manifest resolved = new Targets(kinds, namespace).resolve(manifest);
        ObjectNode secret = secrets.write(next, resolved);
        tooLarge(secret).ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        store(api.under(lock), next, secret);
        for (Release earlier : history) {
            if (earlier.status() == Release.Status.APPLYING || earlier.status() == Release.Status.DEPLOYED) {
                save(earlier.withStatus(Release.Status.SUPERSEDED));
            }
        }
        for (Release old : forgettable(history, next)) {
            asked(() -> {
                api.find(path(old.id()))
                        .ifPresent(s ->
                                api.delete(path(old.id()), s.at("/metadata/uid").asText()));
                return old;
            });
        }
        return next;
    }

    private void store(Api writing, Release next, ObjectNode secret) {
        try {
            writing.create(collection(), secret);
        } catch (ApiException e) {
            // The answer to a first attempt may have been lost.
            boolean stored = e.code() == 409
                    && api.find(path(next.id()))
                            .map(there -> there.path("data").equals(secret.path("data")))
                            .orElse(false);
            if (!stored) {
                throw refusals.exception(e, ref(next.id()));
            }
        }
    }

    /** The releases that need not be kept once {@code next} is there. */
    static List<Release> forgettable(List<Release> history, Release next) {
        Optional<Release> verified = lastVerified(history);
        Optional<Release> current = current(history);
        return history.stream()
                .filter(release -> release.number() <= next.number() - KEPT)
                .filter(release -> !verified.equals(Optional.of(release)) && !current.equals(Optional.of(release)))
                .toList();
    }

    /** Whether a release of these objects can be kept. */
    Optional<Problem> tooLarge(Release next, Manifest resolved) {
        return tooLarge(secrets.write(next, resolved));
    }

    private Optional<Problem> tooLarge(ObjectNode secret) {
        int size = secrets.size(secret);
        // What the release says of itself grows by its objects' UIDs.
        if (size <= ReleaseSecret.LARGEST * 9 / 10) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(
                Problem.Kind.PREFLIGHT,
                "The release has " + (size >> 10)
                        + " KiB, compressed; its history is kept in a Secret, which holds 1024.",
                "Secret/" + secret.at("/metadata/name").asText() + " in namespace " + namespace,
                "Put large files into the image or on a volume instead of into ConfigMaps."));
    }

    /** Stores how far a release came: its status and objects. Nothing happens if it was forgotten already. */
    public Release save(Release release) {
        return asked(() -> {
            try {
                api.merge(path(release.id()), secrets.patch(release));
            } catch (ApiException e) {
                if (e.code() != 404) {
                    throw e;
                }
            }
            return release;
        });
    }

    /** Every object that a kept release has, or may have, in the cluster. */
    List<ObjectRef> inventory() {
        List<ObjectRef> refs = new ArrayList<>();
        for (JsonNode secret : stored()) {
            secrets.release(secret).objects().stream()
                    .filter(applied -> applied.change() != Release.Change.PRUNED)
                    .forEach(applied -> refs.add(applied.object()));
            Manifest manifest = secrets.manifest(secret);
            manifest.before().forEach(object -> refs.add(Targets.ref(object)));
            manifest.after().forEach(object -> refs.add(Targets.ref(object)));
        }
        return refs.stream().distinct().toList();
    }

    private JsonNode stored() {
        String label = URLEncoder.encode(Ownership.APP + '=' + app, StandardCharsets.UTF_8);
        String type = URLEncoder.encode("type=" + ReleaseSecret.TYPE, StandardCharsets.UTF_8);
        return asked(() -> api.get(collection() + "?labelSelector=" + label + "&fieldSelector=" + type))
                .path("items");
    }

    private <T> T asked(Supplier<T> request) {
        try {
            return request.get();
        } catch (ApiException e) {
            throw refusals.exception(e, ref(""));
        }
    }

    private ObjectRef ref(String id) {
        return new ObjectRef("v1", "Secret", namespace, id.isEmpty() ? "" : ReleaseSecret.name(id));
    }

    private String collection() {
        return "/api/v1/namespaces/" + namespace + '/' + SECRETS;
    }

    private String path(String id) {
        return collection() + '/' + ReleaseSecret.name(id);
    }
}
