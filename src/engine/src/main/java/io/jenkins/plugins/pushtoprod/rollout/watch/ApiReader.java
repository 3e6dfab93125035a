package io.jenkins.plugins.pushtoprod.rollout.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Reads from the API server without blocking a thread, and without retries of its own: who asks decides whether to ask again. */
public final class ApiReader {

    private final HttpClient http;
    private final String server;
    private final KubernetesSerialization serialization;
    private final ObjectMapper json = new ObjectMapper();

    public ApiReader(KubernetesClient client) {
        this.http = client.getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        String url = client.getMasterUrl().toString();
        this.server = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.serialization = client.getKubernetesSerialization();
    }

    /** @param path with its query, such as {@code /api/v1/namespaces/prod/resourcequotas} */
    public CompletableFuture<HttpResponse<byte[]>> get(String path, Duration timeout) {
        return http.sendAsync(
                http.newHttpRequestBuilder()
                        .uri(URI.create(server + path))
                        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .build(),
                byte[].class);
    }

    /** Opens a stream; the caller consumes its body. */
    CompletableFuture<HttpResponse<AsyncBody>> stream(String path, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        return http.consumeBytes(
                http.newHttpRequestBuilder()
                        .uri(URI.create(server + path))
                        .forStreaming()
                        .build(),
                consumer);
    }

    public JsonNode parse(byte[] body) throws IOException {
        return json.readTree(body);
    }

    <T extends HasMetadata> T object(JsonNode node, Class<T> type) {
        return serialization.convertValue(node, type);
    }
}
