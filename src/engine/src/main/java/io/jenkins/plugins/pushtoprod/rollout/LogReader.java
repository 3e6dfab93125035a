package io.jenkins.plugins.pushtoprod.rollout;

import io.fabric8.kubernetes.client.http.HttpResponse;
import io.jenkins.plugins.pushtoprod.rollout.watch.ApiReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Reads the last lines of containers' logs: bounded in lines, bytes and time, and redacted. */
final class LogReader {

    static final int LINES = 20;
    private static final int LONGEST_LINE = 500;
    private static final int BYTES = 256 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final ApiReader api;
    private final Redactor redactor;
    private final Runnable onForbidden;

    /** @param onForbidden called when logs may not be read; has to return at once */
    LogReader(ApiReader api, Redactor redactor, Runnable onForbidden) {
        this.api = api;
        this.redactor = redactor;
        this.onForbidden = onForbidden;
    }

    /**
     * Reads the last {@link #LINES} lines.
     *
     * @param previous of the container's instance before the present one
     * @return oldest first; empty when there is none, or it cannot be had
     */
    CompletableFuture<List<String>> read(String namespace, String pod, String container, boolean previous) {
        String path = "/api/v1/namespaces/" + namespace + "/pods/" + pod + "/log?container=" + container + "&tailLines="
                + LINES + "&limitBytes=" + BYTES + (previous ? "&previous=true" : "");
        return api.get(path, TIMEOUT)
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> failure != null ? List.of() : lines(response));
    }

    private List<String> lines(HttpResponse<byte[]> response) {
        if (response.code() == HttpURLConnection.HTTP_FORBIDDEN) {
            onForbidden.run();
        }
        if (!response.isSuccessful()) {
            return List.of();
        }
        Deque<String> last = new ArrayDeque<>();
        new String(response.body(), StandardCharsets.UTF_8).lines().forEach(line -> {
            if (last.size() == LINES) {
                last.removeFirst();
            }
            last.addLast(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line);
        });
        return redactor.redact(List.copyOf(last));
    }
}
