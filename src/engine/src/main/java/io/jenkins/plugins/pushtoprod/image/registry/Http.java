package io.jenkins.plugins.pushtoprod.image.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one request and waits for its answer. An interrupt cuts the connection at once. There is no limit to how long a transfer
 * may take, only to how long it may stand still.
 */
final class Http {

    private static final long LOOK_EVERY_MILLIS = 500;

    private final HttpClient client;
    private final Duration standstill;

    Http(HttpClient client, Duration standstill) {
        this.client = client;
        this.standstill = standstill;
    }

    /** @throws ConnectionException if no whole answer came */
    Reply send(HttpRequest request) throws ConnectionException, InterruptedException {
        try {
            return send(request, Optional.empty());
        } catch (SinkException e) {
            throw new AssertionError("there is no sink", e);
        }
    }

    /**
     * Sends, and writes the body of a 200 to the sink.
     *
     * @throws ConnectionException if no whole answer came
     * @throws IOException if the sink takes no more
     */
    Reply download(HttpRequest request, OutputStream sink)
            throws ConnectionException, IOException, InterruptedException {
        try {
            return send(request, Optional.of(sink));
        } catch (SinkException e) {
            throw e.failure();
        }
    }

    private Reply send(HttpRequest request, Optional<OutputStream> sink)
            throws ConnectionException, SinkException, InterruptedException {
        Progress progress = new Progress();
        HttpRequest counted = request.bodyPublisher()
                .map(body -> HttpRequest.newBuilder(request, (name, value) -> true)
                        .method(request.method(), progress.counting(body))
                        .build())
                .orElse(request);
        CompletableFuture<HttpResponse<byte[]>> future = client.sendAsync(
                counted, info -> new BodyReader(progress, info.statusCode() == 200 ? sink : Optional.empty()));
        try {
            HttpResponse<byte[]> response = await(future, progress);
            return new Reply(
                    request.method(), request.uri(), response.statusCode(), response.headers(), response.body());
        } finally {
            // Does nothing to an exchange that is over.
            future.cancel(true);
        }
    }

    private <T> T await(CompletableFuture<T> future, Progress progress)
            throws ConnectionException, SinkException, InterruptedException {
        while (true) {
            try {
                return future.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (progress.standsStillFor(standstill)) {
                    throw new ConnectionException(
                            new HttpTimeoutException("nothing came or went for " + standstill.toSeconds() + " s"));
                }
            } catch (ExecutionException e) {
                throw failure(e);
            }
        }
    }

    private static ConnectionException failure(ExecutionException failure) throws SinkException {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SinkException sink) {
                throw sink;
            }
        }
        if (failure.getCause() instanceof IOException cause) {
            return new ConnectionException(cause);
        }
        return new ConnectionException(new IOException(String.valueOf(failure.getCause()), failure));
    }
}
