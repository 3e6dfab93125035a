package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to an API server, with the one field manager; everything that is written to a cluster goes through here. What may
 * pass by itself (too many requests, server errors, broken connections) is tried again a few times; what the server refuses is an
 * {@link ApiException}. A request that is under way is not interrupted, so that cleaning up works after an interrupt, but it is not
 * tried again then.
 */
final class Api {

    /** Owns the fields that are applied. */
    static final String MANAGER = "push-to-prod";

    private static final String JSON = "application/json";
    private static final String APPLY_PATCH = "application/apply-patch+yaml";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    /** An answer under the lock; admission webhooks may take ten seconds of it. */
    private static final Duration BELOW_THE_LEASE = Duration.ofSeconds(12);

    private static final List<String> PERMANENT =
            List.of("failed to create typed patch object", "failed to convert new object");

    private final HttpClient http;
    private final Connection connection;
    private final Patience patience;
    private final Runnable guard;
    private final ObjectMapper mapper = new ObjectMapper();
    private volatile Duration ahead = Duration.ZERO;

    /** @param http does not try again by itself */
    Api(HttpClient http, Connection connection, Patience patience) {
        this(http, connection, patience, () -> {});
    }

    private Api(HttpClient http, Connection connection, Patience patience, Runnable guard) {
        this.http = http;
        this.connection = connection;
        this.patience = patience;
        this.guard = guard;
    }

    /**
     * The same, but only as long as a lock is held: it is checked before each attempt, so that one that was slow to fail does not
     * overwrite what the lock's next holder has written.
     */
    Api under(ReleaseLock lock) {
        return guarded(lock::check);
    }

    Api guarded(Runnable guard) {
        return new Api(http, connection, patience.withRequest(BELOW_THE_LEASE), guard);
    }

    /** The time by the server's clock, to the second, so that two machines agree on it. */
    Instant now() {
        return Instant.now().plus(ahead);
    }

    ObjectNode get(String path) {
        return send("GET", path, JSON, null);
    }

    /** Empty if there is nothing of that name. */
    Optional<ObjectNode> find(String path) {
        try {
            return Optional.of(get(path));
        } catch (ApiException e) {
            if (e.code() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Server-side apply with strict field validation.
     *
     * @param dryRun whether only to say what would come of it
     * @param force whether to take over fields of other managers
     * @return the object as it is now, or would be
     */
    ObjectNode apply(String path, ObjectNode object, boolean dryRun, boolean force) {
        String query =
                "?fieldManager=" + MANAGER + "&fieldValidation=Strict&force=" + force + (dryRun ? "&dryRun=All" : "");
        return send("PATCH", path + query, APPLY_PATCH, object);
    }

    ObjectNode create(String path, ObjectNode object) {
        return send("POST", path + "?fieldManager=" + MANAGER, JSON, object);
    }

    /** Refused with 409 if the object's resource version is not the newest. */
    ObjectNode replace(String path, ObjectNode object) {
        return send("PUT", path + "?fieldManager=" + MANAGER, JSON, object);
    }

    ObjectNode merge(String path, ObjectNode patch) {
        return send("PATCH", path + "?fieldManager=" + MANAGER, MERGE_PATCH, patch);
    }

    /** Deletes in the background what has that UID. Nothing happens where it is gone already. */
    void delete(String path, String uid) {
        ObjectNode options = mapper.createObjectNode().put("propagationPolicy", "Background");
        options.putObject("preconditions").put("uid", uid);
        try {
            send("DELETE", path, JSON, options);
        } catch (ApiException e) {
            boolean gone = e.code() == 404 || (e.code() == 409 && e.message().contains("Precondition failed: UID"));
            if (!gone) {
                throw e;
            }
        }
    }

    private ObjectNode send(String method, String path, String contentType, @Nullable ObjectNode body) {
        long started = System.nanoTime();
        Duration pause = patience.firstPause();
        for (int attempt = 1; ; attempt++) {
            guard.run();
            try {
                return once(method, path, contentType, body);
            } catch (ApiException e) {
                if (e.code() == 401) {
                    throw ConnectionTrouble.unauthorized(connection, now(), e);
                }
                if (!mayPass(e) || isEnough(attempt, started) || !slept(pause)) {
                    throw e;
                }
            } catch (IOException e) {
                Duration tried = Duration.ofNanos(System.nanoTime() - started);
                if (!ConnectionTrouble.mayPass(e) || isEnough(attempt, started) || !slept(pause)) {
                    throw ConnectionTrouble.explain(connection, e, tried);
                }
            }
            pause = patience.longer(pause);
        }
    }

    private boolean isEnough(int attempt, long started) {
        return attempt >= patience.attempts()
                || System.nanoTime() - started > patience.total().toNanos();
    }

    /** A schema error is 500, too ({@code managedfields} of the apiserver), and stays. */
    private static boolean mayPass(ApiException e) {
        return e.code() == 429 || (e.code() >= 500 && PERMANENT.stream().noneMatch(e.message()::startsWith));
    }

    /** Pauses; false if the thread is interrupted, which it stays. */
    private static boolean slept(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private ObjectNode once(String method, String path, String contentType, @Nullable ObjectNode body)
            throws IOException {
        HttpRequest.Builder request = http.newHttpRequestBuilder()
                .uri(base() + path)
                .header("Accept", JSON)
                .timeout(patience.request().toMillis(), TimeUnit.MILLISECONDS);
        if (body != null) {
            request.method(method, contentType, body.toString());
        }
        HttpResponse<byte[]> response = await(http.sendAsync(request.build(), byte[].class));
        readClock(response);
        JsonNode reply = parse(response);
        if (!response.isSuccessful()) {
            throw new ApiException(response.code(), reply);
        }
        if (reply instanceof ObjectNode object) {
            return object;
        }
        throw new NotKubernetesException();
    }

    private String base() {
        String server = connection.server().toString();
        return server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
    }

    private static HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> future) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    Throwable cause = e.getCause();
                    throw cause instanceof IOException io ? io : new IOException(cause);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void readClock(HttpResponse<?> response) {
        String date = response.header("Date");
        if (date != null) {
            try {
                Instant server = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                ahead = Duration.between(Instant.now(), server);
            } catch (DateTimeParseException e) {
                // Our own clock has to do.
            }
        }
    }

    private JsonNode parse(HttpResponse<byte[]> response) throws IOException {
        byte[] body = response.body();
        try {
            return body == null ? mapper.missingNode() : mapper.readTree(body);
        } catch (JsonProcessingException e) {
            return mapper.missingNode();
        }
    }

    /** Something else than an API server answered. */
    static final class NotKubernetesException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
