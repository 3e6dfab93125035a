package io.jenkins.plugins.pushtoprod.image.registry;

import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.image.blob.Blob;
import io.jenkins.plugins.pushtoprod.image.blob.BlobCache;
import io.jenkins.plugins.pushtoprod.image.blob.Digest;
import io.jenkins.plugins.pushtoprod.image.registry.Session.Call;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One repository of one registry. Every method throws a {@link ProblemException} of kind {@code REGISTRY} if the registry cannot
 * be reached or refuses, after it was asked a few times where that may help.
 */
public final class Repository {

    private final Endpoint endpoint;
    private final Session session;

    Repository(Endpoint endpoint, Session session) {
        this.endpoint = endpoint;
        this.session = session;
    }

    /** How a blob came to be in the repository. */
    public enum Arrival {
        PRESENT,
        MOUNTED,
        UPLOADED
    }

    /** Where the bytes of a blob are, asked only if they have to be uploaded. */
    @FunctionalInterface
    public interface Source {
        Path file() throws InterruptedException;
    }

    /**
     * The digest of a manifest; empty if it is not there.
     *
     * @param name a tag or a digest
     */
    public Optional<Digest> manifestDigest(String name) throws InterruptedException {
        URI uri = endpoint.uri("manifests/" + name);
        Reply reply = session.send(new Call("HEAD", uri, Map.of("Accept", MediaType.ACCEPTED), BodyPublishers::noBody));
        if (reply.status() == 404) {
            return Optional.empty();
        }
        if (reply.status() != 200) {
            throw session.problem().refused(reply);
        }
        Optional<Digest> digest =
                reply.headers().firstValue("Docker-Content-Digest").flatMap(Repository::digest);
        return digest.isPresent() ? digest : Optional.of(manifest(name).digest());
    }

    private static Optional<Digest> digest(String text) {
        try {
            return Optional.of(Digest.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * A manifest or an index.
     *
     * @param name a tag or a digest; the content is what the digest says
     */
    public RawManifest manifest(String name) throws InterruptedException {
        URI uri = endpoint.uri("manifests/" + name);
        Reply reply = session.send(new Call("GET", uri, Map.of("Accept", MediaType.ACCEPTED), BodyPublishers::noBody));
        if (reply.status() != 200) {
            throw session.problem().refused(reply);
        }
        String mediaType = reply.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        RawManifest manifest = new RawManifest(mediaType, reply.body());
        if (name.startsWith("sha256:") && !manifest.digest().toString().equals(name)) {
            throw session.problem().damaged(uri, manifest.digest());
        }
        return manifest;
    }

    /**
     * Puts a manifest, whose blobs are all there.
     *
     * @param name a tag or its digest
     */
    public void putManifest(String name, RawManifest manifest) throws InterruptedException {
        URI uri = endpoint.uri("manifests/" + name);
        Reply reply = session.send(new Call(
                "PUT",
                uri,
                Map.of("Content-Type", manifest.mediaType()),
                () -> BodyPublishers.ofByteArray(manifest.bytes())));
        if (!reply.succeeded()) {
            throw session.problem().refused(reply);
        }
    }

    /** Downloads a blob into the cache; what arrives has the digest and the size that were asked for. */
    public void pull(Blob blob, BlobCache cache) throws InterruptedException {
        URI uri = endpoint.uri("blobs/" + blob.digest());
        AtomicReference<@Nullable Digest> arrived = new AtomicReference<>();
        Reply reply = session.withRetries(uri, () -> {
            AtomicReference<@Nullable Reply> last = new AtomicReference<>();
            arrived.set(cache.<ConnectionException>write(out -> last.set(session.download(uri, out)))
                    .digest());
            return Objects.requireNonNull(last.get());
        });
        if (reply.status() != 200) {
            throw session.problem().refused(reply);
        }
        if (!blob.digest().equals(arrived.get())) {
            throw session.problem().damaged(uri, Objects.requireNonNull(arrived.get()));
        }
    }

    /**
     * Sees to it that a blob is in the repository, with as little traffic as can be.
     *
     * @param mountFrom a repository of the same registry that may have it
     */
    public Arrival bring(Blob blob, Optional<String> mountFrom, Source source) throws InterruptedException {
        if (mountFrom.isEmpty() && has(blob)) {
            return Arrival.PRESENT;
        }
        Optional<URI> upload = startUpload(blob, mountFrom);
        if (upload.isEmpty()) {
            return Arrival.MOUNTED;
        }
        upload(blob, upload.get(), source.file());
        return Arrival.UPLOADED;
    }

    private boolean has(Blob blob) throws InterruptedException {
        Reply reply = session.send(Call.of("HEAD", endpoint.uri("blobs/" + blob.digest())));
        if (reply.status() == 404) {
            return false;
        }
        // A redirect leads to where the blob is stored, hence there is one.
        if (!reply.succeeded() && reply.status() != 307 && reply.status() != 302) {
            throw session.problem().refused(reply);
        }
        return true;
    }

    /** Where to upload to; empty if the registry could mount the blob instead. */
    private Optional<URI> startUpload(Blob blob, Optional<String> mountFrom) throws InterruptedException {
        String query = mountFrom
                .map(name -> "?mount=" + blob.digest() + "&from=" + name)
                .orElse("");
        Reply reply = session.send(Call.of("POST", endpoint.uri("blobs/uploads/" + query)));
        if (mountFrom.isPresent() && reply.status() == 201) {
            return Optional.empty();
        }
        if (mountFrom.isPresent() && reply.status() != 202) {
            // Some registries refuse a mount from where we may not pull, instead of opening an upload.
            return startUpload(blob, Optional.empty());
        }
        return Optional.of(location(reply));
    }

    private URI location(Reply reply) {
        if (reply.status() != 202) {
            throw session.problem().refused(reply);
        }
        URI location =
                reply.uri().resolve(reply.headers().firstValue("Location").orElse(""));
        if ("https".equals(reply.uri().getScheme())
                && "http".equals(location.getScheme())
                && endpoint.isRegistry(location)) {
            // A registry behind a proxy that ends TLS may not know of it.
            location = URI.create("https" + location.toString().substring("http".length()));
        }
        if (!endpoint.allows(location)) {
            throw session.problem().unsafe(location);
        }
        return location;
    }

    private void upload(Blob blob, URI first, Path file) throws InterruptedException {
        AtomicReference<@Nullable URI> open = new AtomicReference<>(first);
        Reply reply = session.withRetries(first, () -> {
            // An upload that broke cannot be gone on with by a single request: the next attempt opens another one.
            URI target = open.getAndSet(null);
            if (target == null) {
                Reply opened = session.once(Call.of("POST", endpoint.uri("blobs/uploads/")));
                if (opened.status() != 202) {
                    return opened;
                }
                target = location(opened);
            }
            return session.once(put(target, blob, file));
        });
        if (!reply.succeeded()) {
            throw session.problem().refused(reply);
        }
    }

    private static Call put(URI location, Blob blob, Path file) throws IOException {
        String separator = location.getRawQuery() == null ? "?" : "&";
        URI uri = URI.create(location + separator + "digest=" + blob.digest());
        return new Call(
                "PUT", uri, Map.of("Content-Type", "application/octet-stream"), () -> BodyPublishers.ofFile(file));
    }
}
