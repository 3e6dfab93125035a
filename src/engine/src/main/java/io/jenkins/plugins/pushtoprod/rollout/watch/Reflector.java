package io.jenkins.plugins.pushtoprod.rollout.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps all objects of one kind in one namespace in memory, and says how current they are: lists, then watches from there; lists again
 * when the watch broke (not when the server merely ended it, as it does every few minutes) or its history is gone (410).
 */
public final class Reflector<T extends HasMetadata> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reflector.class);
    private static final int PAGE = 500;
    private static final Duration LIST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(60);
    private static final Duration FORBIDDEN_RETRY = Duration.ofSeconds(60);
    /** The server ends a watch after this; somewhat apart for each, so that not all begin anew at once. */
    private static final int WATCH_SECONDS = 240;
    /** Bookmarks come every minute: a stream that is silent for longer than this is dead. */
    private static final Duration SILENCE = Duration.ofSeconds(150);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int LONGEST_WHY = 300;

    private final ApiReader api;
    private final WatchedKind<T> kind;
    private final String path;
    private final ScheduledExecutorService timer;
    private final Consumer<T> onChange;
    private final Runnable onHealth;
    private final ObjectStore<T> store = new ObjectStore<>();

    private volatile Health health = new Health.Starting();
    private int epoch;
    private int failures;
    private long lastHeard;
    private boolean closed;
    private @Nullable AsyncBody stream;

    /**
     * @param onChange told of each object that is new, changed or gone; has to return at once
     * @param onHealth told when the health changed; has to return at once
     */
    Reflector(
            ApiReader api,
            WatchedKind<T> kind,
            String namespace,
            ScheduledExecutorService timer,
            Consumer<T> onChange,
            Runnable onHealth) {
        this.api = api;
        this.kind = kind;
        this.path = kind.path(namespace);
        this.timer = timer;
        this.onChange = onChange;
        this.onHealth = onHealth;
    }

    public Health health() {
        return health;
    }

    public Optional<T> named(String name) {
        return store.named(name);
    }

    /** Objects that the one of that UID controls; of events, those about it. */
    public List<T> belongingTo(String uid) {
        return store.belongingTo(uid);
    }

    synchronized void start() {
        list(++epoch, "", new ArrayList<>());
    }

    @Override
    public synchronized void close() {
        closed = true;
        epoch++;
        closeStream();
    }

    private void list(int mine, String next, List<T> soFar) {
        String query = "?limit=" + PAGE + (next.isEmpty() ? "" : "&continue=" + encode(next));
        var unused = api.get(path + query, LIST_TIMEOUT)
                .whenComplete((response, failure) -> locked(mine, () -> {
                    if (failure != null) {
                        away(reasonOf(failure), Duration.ZERO, false);
                    } else if (response.code() == HttpURLConnection.HTTP_GONE) {
                        again(Duration.ZERO);
                    } else if (!response.isSuccessful()) {
                        refused(response, new String(response.body(), StandardCharsets.UTF_8));
                    } else {
                        listed(mine, response.body(), soFar);
                    }
                }));
    }

    private void listed(int mine, byte[] body, List<T> soFar) {
        JsonNode page;
        try {
            page = api.parse(body);
        } catch (IOException e) {
            away("a list of " + kind.plural() + " cannot be read: " + e.getMessage(), Duration.ZERO, false);
            return;
        }
        page.path("items").forEach(item -> soFar.add(read(item)));
        String next = page.path("metadata").path("continue").asText("");
        if (!next.isEmpty()) {
            list(mine, next, soFar);
            return;
        }
        List<T> changed = store.replaceAll(soFar);
        failures = 0;
        changeHealth(new Health.Live());
        changed.forEach(onChange);
        watch(page.path("metadata").path("resourceVersion").asText());
    }

    private void watch(String version) {
        int mine = ++epoch;
        int seconds = WATCH_SECONDS + ThreadLocalRandom.current().nextInt(WATCH_SECONDS / 4);
        String query = "?watch=true&allowWatchBookmarks=true&timeoutSeconds=" + seconds + "&resourceVersion="
                + encode(version);
        Lines lines = new Lines(mine, version);
        lastHeard = System.nanoTime();
        listen(mine);
        var unused = api.stream(path + query, lines).whenComplete((response, failure) -> {
            boolean wanted = locked(mine, () -> opened(mine, lines, response, failure));
            if (!wanted && response != null) {
                response.body().cancel();
            }
        });
    }

    private void opened(
            int mine, Lines lines, @Nullable HttpResponse<AsyncBody> response, @Nullable Throwable failure) {
        if (response == null) {
            away(failure == null ? "no answer" : reasonOf(failure), Duration.ZERO, false);
        } else if (response.isSuccessful()) {
            stream = response.body();
            var ending =
                    response.body().done().whenComplete((nothing, broken) -> locked(mine, () -> ended(lines, broken)));
            response.body().consume();
        } else {
            response.body().cancel();
            if (response.code() == HttpURLConnection.HTTP_GONE) {
                again(Duration.ZERO);
            } else {
                refused(response, response.message());
            }
        }
    }

    private void ended(Lines lines, @Nullable Throwable broken) {
        stream = null;
        if (broken == null) {
            watch(lines.version);
        } else {
            away(reasonOf(broken), Duration.ZERO, false);
        }
    }

    /** Gives up a watch that has been silent for too long: a connection can die without anybody saying so. */
    private void listen(int mine) {
        schedule(
                SILENCE.dividedBy(3),
                () -> locked(mine, () -> {
                    if (stream == null) {
                        return;
                    } else if (System.nanoTime() - lastHeard > SILENCE.toNanos()) {
                        away("the watch has gone silent", Duration.ZERO, false);
                    } else {
                        listen(mine);
                    }
                }));
    }

    /** Takes the bytes of a watch apart: one JSON object a line. */
    private final class Lines implements AsyncBody.Consumer<List<ByteBuffer>> {

        private final int mine;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private String version;

        Lines(int mine, String version) {
            this.mine = mine;
            this.version = version;
        }

        @Override
        public void consume(List<ByteBuffer> buffers, AsyncBody body) {
            for (ByteBuffer buffer : buffers) {
                while (buffer.hasRemaining()) {
                    byte next = buffer.get();
                    if (next == '\n') {
                        byte[] event = line.toByteArray();
                        line.reset();
                        locked(mine, () -> received(event));
                    } else {
                        line.write(next);
                    }
                }
            }
            body.consume();
        }

        private void received(byte[] bytes) {
            lastHeard = System.nanoTime();
            JsonNode event;
            try {
                event = api.parse(bytes);
            } catch (IOException e) {
                away("a change of " + kind.plural() + " cannot be read: " + e.getMessage(), Duration.ZERO, false);
                return;
            }
            JsonNode object = event.path("object");
            String type = event.path("type").asText();
            if (type.equals("ERROR")) {
                failed(object);
                return;
            }
            version = object.path("metadata").path("resourceVersion").asText(version);
            if (type.equals("BOOKMARK")) {
                return;
            }
            T read = read(object);
            if (type.equals("DELETED")) {
                store.remove(read);
            } else {
                store.put(read);
            }
            onChange.accept(read);
        }

        private void failed(JsonNode status) {
            if (status.path("code").asInt() == HttpURLConnection.HTTP_GONE) {
                again(Duration.ZERO);
            } else {
                away(status.path("message").asText("the watch failed"), Duration.ZERO, false);
            }
        }
    }

    private T read(JsonNode node) {
        if (!kind.keepManagedFields() && node.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
        }
        return api.object(node, kind.type());
    }

    private void refused(HttpResponse<?> response, String body) {
        String why = "HTTP " + response.code() + " " + messageOf(body);
        switch (response.code()) {
            case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_NOT_FOUND -> {
                changeHealth(new Health.Forbidden(shorten(why)));
                again(FORBIDDEN_RETRY);
            }
            case HttpURLConnection.HTTP_UNAUTHORIZED -> away(why, Duration.ZERO, true);
            case TOO_MANY_REQUESTS, HttpURLConnection.HTTP_UNAVAILABLE -> away(why, retryAfter(response), false);
            default -> away(why, Duration.ZERO, false);
        }
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        String seconds = response.header("Retry-After");
        try {
            Duration asked = Duration.ofSeconds(seconds == null ? 0 : Long.parseLong(seconds.trim()));
            return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    private void away(String why, Duration atLeast, boolean unauthorized) {
        LOG.debug("{}: {}", path, why);
        Instant since = health instanceof Health.Away before ? before.since() : Instant.now();
        changeHealth(new Health.Away(since, shorten(why), unauthorized));
        Duration backOff = FIRST_RETRY.multipliedBy(1L << Math.min(failures++, 10));
        Duration delay = backOff.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : backOff;
        long spread = ThreadLocalRandom.current().nextLong(delay.toMillis() / 4 + 1);
        Duration wait = delay.plusMillis(spread);
        again(wait.compareTo(atLeast) < 0 ? atLeast : wait);
    }

    /** Lists anew; whatever is under way does not count any more. */
    private void again(Duration delay) {
        int mine = ++epoch;
        closeStream();
        schedule(delay, () -> locked(mine, () -> list(mine, "", new ArrayList<>())));
    }

    private void schedule(Duration delay, Runnable action) {
        try {
            var unused = timer.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: no longer watched", path);
        }
    }

    private void closeStream() {
        AsyncBody open = stream;
        stream = null;
        if (open != null) {
            try {
                open.cancel();
            } catch (RejectedExecutionException e) {
                LOG.debug("{}: the client was closed already", path);
            }
        }
    }

    private void changeHealth(Health now) {
        boolean other = !now.equals(health);
        health = now;
        if (other) {
            onHealth.run();
        }
    }

    /** @return whether that is still what we are at */
    private synchronized boolean locked(int mine, Runnable action) {
        boolean current = mine == epoch && !closed;
        if (current) {
            try {
                action.run();
            } catch (RuntimeException e) {
                // Such as an object that the client's model does not hold: said, and tried again, rather than never
                // heard of.
                LOG.warn("{} cannot be read", path, e);
                away(kind.plural() + " cannot be read: " + reasonOf(e), Duration.ZERO, false);
            }
        }
        return current;
    }

    private String messageOf(String body) {
        try {
            return api.parse(body.getBytes(StandardCharsets.UTF_8))
                    .path("message")
                    .asText(body);
        } catch (IOException e) {
            return body;
        }
    }

    private static String reasonOf(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static String shorten(String why) {
        return why.length() > LONGEST_WHY ? why.substring(0, LONGEST_WHY) + "…" : why;
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
