package io.jenkins.plugins.pushtoprod.rollout;

import io.fabric8.kubernetes.client.http.HttpResponse;
import io.jenkins.plugins.pushtoprod.rollout.watch.ApiReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
        return lastLines(new String(response.body(), StandardCharsets.UTF_8), redactor);
    }

    /** Redacted before it is shortened: of a secret that is cut in two, nobody recognises the first half. */
    static List<String> lastLines(String log, Redactor redactor) {
        List<String> lines = log.lines().toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        return redactor.redact(last).stream()
                .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)
                .toList();
    }
}
